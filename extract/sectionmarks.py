"""Headings between sheets that run on: each names the theme of the sheets below it, up to the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile
from math import inf
from statistics import median
from typing import NamedTuple

from extract.fields import numbered_heading
from extract.labelling import LabelHit
from extract.layout import Layout, Line
from extract.routing import SECTION_FIELDS, names_theme
from extract.segmenting import AS_MANY, BIGGER, HEADED, TELLING, PageRead, Start, anchor_field, sheet_starts
from extract.values import Value, Vocabulary

LEVELS = {"theme": 0, "axis": 0, "pillar": 0, "strategic_orientations": 1, "operational_objectives": 2}
"""What a section may be named as, and how deep it lies."""
BELOW = 2.5
"""A heading goes on at most so many font sizes below its last line."""
LARGER = 1.0
"""A section's heading is set so many points larger than what starts a sheet."""
MOSTLY = 0.7
"""A label heads the sheets below it where this share of its field's labels stands right above a sheet's start."""
FEWEST_LETTERS = 4
"""A heading has so many letters: "CS-1" is a sheet's number."""
LONGEST_HEADING = 20
"""Words of the longest section's title."""


class Mark(NamedTuple):
    """A section's heading: where it stands, what it names, its title, and the indexes of its lines.

    `column` is which third of the page it begins in where other text stands beside it, None where none does.
    """

    page: int
    top: float
    field: str
    title: Value
    lines: frozenset[int]
    column: int | None = None


def find_marks(pages: Sequence[PageRead], vocabulary: Vocabulary) -> list[Mark]:
    """The headings between sheets, in the document's order: labelled ones, and large type above a sheet's start.

    What stands above most sheets is no section's heading but a part of each sheet.
    """
    counts = Counter(hit.field for page in pages for hit in page.hits)
    usual = AS_MANY * max((counts[name] for name in TELLING), default=0)
    anchor = anchor_field(pages)
    starts = sheet_starts(pages, anchor)
    labels = [page.line(hit.lines[0]).words[0].size for page in pages for hit in page.hits if hit.field in TELLING]
    size = max(median(labels), median(start.size for _, start in starts)) if labels and starts else 0.0
    heading = _heading_labels(pages, starts) if anchor in HEADED else set()
    labelled = [
        mark for page in pages for hit in page.hits
        if hit.field in LEVELS and (hit.field not in SECTION_FIELDS or counts[hit.field] < usual)
        and (hit.field in SECTION_FIELDS or _is_larger(page, hit, size) or id(hit) in heading)
        and (mark := _labelled(page, hit, vocabulary))
    ]  # fmt: skip
    taken = {page.number: {i for mark in labelled if mark.page == page.number for i in mark.lines} for page in pages}
    rest = {page.number: page.without(taken[page.number]) for page in pages}
    above = [held for page, start in starts if (held := _large_above(rest, page.number, start))]
    if len(above) >= AS_MANY * len(starts):
        above = []
    large = [mark for page, lines in above if (mark := _large(page, lines, vocabulary))]
    return sorted([*labelled, *large], key=lambda mark: (mark.page, mark.column or 0, mark.top))


def column_of(line: Line, layout: Layout) -> int:
    """Which third of the page a line begins in, from 0: two columns of text begin in two of them."""
    return int(3 * line.x0 / layout.page.width)


def headings_above(marks: Sequence[Mark], page: int, column: int, top: float) -> dict[str, Value]:
    """The headings that hold at a place, by what they name: a heading ends those of the levels below its own."""
    held: dict[str, Value] = {}
    for mark in marks:
        here = column if mark.column is None else mark.column
        if (mark.page, here, mark.top) < (page, column, top):
            level = LEVELS[mark.field]
            held = {name: title for name, title in held.items() if LEVELS[name] < level}
            held[mark.field] = mark.title
    return held


def _is_larger(page: PageRead, hit: LabelHit, size: float) -> bool:
    """Whether a label stands in larger type than the labels and heads of sheets: it heads several of them."""
    return page.line(hit.lines[0]).words[0].size > size + LARGER


def _heading_labels(pages: Sequence[PageRead], starts: Sequence[tuple[PageRead, Start]]) -> set[int]:
    """The labels, by their ids, that stand right above where a sheet starts, of fields whose labels mostly do.

    One stands above the first sheet too: what ends every sheet stands above the next one, but not there.
    """
    placed: list[tuple[int, float, LabelHit | None]] = [(page.number, start.top - 1, None) for page, start in starts]
    placed += [(page.number, page.line(hit.lines[0]).top, hit) for page in pages for hit in page.hits]
    ordered = [hit for _, _, hit in sorted(placed, key=lambda place: place[:2])]
    above: list[LabelHit] = []
    heads = False
    for hit in reversed(ordered):
        if hit is None or hit.field not in LEVELS:
            heads = hit is None
        elif heads:
            above.append(hit)
    before_all = {hit.field for hit in takewhile(lambda hit: hit is not None, ordered) if hit}
    all_of, heading = Counter(hit.field for hit in ordered if hit), Counter(hit.field for hit in above)
    mostly = {name for name in before_all if heading[name] >= MOSTLY * all_of[name]}
    return {id(hit) for hit in above if hit.field in mostly}


def _labelled(page: PageRead, hit: LabelHit, vocabulary: Vocabulary) -> Mark | None:
    """A heading that its label announces ("Thématique 1", "AXE 2 : Emploi"), outside any table."""
    first = page.line(hit.lines[0])
    if _in_table(page, first):
        return None
    last = hit.lines[-1]
    rest = page.line(last).cut(hit.value_from)
    below = _going_on(page, last)
    said = [*([rest] if rest else []), *(page.line(i) for i in below)]
    heading = numbered_heading(said, vocabulary) if said else None
    if heading is None or not any(character.isalpha() for character in heading.title.text):
        return None
    lines = frozenset((*hit.lines, *below))
    return Mark(page.number, first.top, hit.field, heading.title, lines, _column_with_text_beside(page, first))


def _column_with_text_beside(page: PageRead, heading: Line) -> int | None:
    """The column of a heading that other text stands beside, as in columns of text; None where none does."""
    column, near = column_of(heading, page.layout), heading.size / 2
    beside = (
        i for i in page.lines
        if (line := page.line(i)).bottom > heading.top - near and line.top < heading.bottom + near
        and column_of(line, page.layout) != column and not heading.x0 < line.x0 < heading.x1
    )  # fmt: skip
    return None if next(beside, None) is None else column


def _going_on(page: PageRead, index: int) -> list[int]:
    """The lines right below a heading's that are set like it or larger than the text, in order."""
    labelled = {i for hit in page.hits for i in hit.lines}
    usual = page.layout.text_size
    first = last = page.line(index)
    found: list[int] = []
    for i in sorted((i for i in page.lines if page.line(i).top > first.top + 1), key=lambda i: page.line(i).top):
        line = page.line(i)
        if line.x1 < first.x0 or line.x0 > max(first.x1, last.x1):
            continue  # it stands in another column
        if line.top - last.bottom > BELOW * max(first.size, line.size) or i in labelled:
            break
        alike = abs(line.size - first.size) < 0.5 and line.bold and first.bold and line.colour == first.colour
        if not (alike or (line.size > BIGGER * usual and line.size >= first.size - 0.5)):
            break
        found.append(i)
        last = line
    return found


def _large_above(pages: Mapping[int, PageRead], number: int, start: Start) -> tuple[PageRead, list[int]] | None:
    """The page and the lines in larger type right above a sheet's start, else below the sheets of the page before."""
    page, before = pages[number], pages.get(number - 1)
    if held := _large_lines(page, start):
        return page, held
    first = not any(page.line(hit.lines[0]).top < start.top - 1 for hit in page.hits)
    if before and first and any(hit.field in TELLING for hit in before.hits):
        held = _large_lines(before, start._replace(top=inf))
    return (before, held) if before and held else None


def _large_lines(page: PageRead, start: Start) -> list[int]:
    """The lines in larger type than a sheet's start that stand right above it, with no label between."""
    labels = [top for hit in page.hits if (top := page.line(hit.lines[0]).top) < start.top - 1]
    floor = max(labels, default=0.0)
    return [
        i for i in page.lines
        if floor < (line := page.line(i)).top < start.top - 1 and line.words[-1].size > start.size + LARGER
        and line.size > BIGGER * page.layout.text_size and not _in_table(page, line)
    ]  # fmt: skip


def _large(page: PageRead, held: Sequence[int], vocabulary: Vocabulary) -> Mark | None:
    """The section that some lines in large type name."""
    lines = [page.line(i) for i in held]
    if sum(len(line.words) for line in lines) > LONGEST_HEADING:
        return None
    heading = numbered_heading(lines, vocabulary)
    letters = sum(character.isalpha() for character in heading.title.text) if heading else 0
    if heading is None or letters < FEWEST_LETTERS or not names_theme([heading.title.text]):
        return None
    return Mark(page.number, lines[0].top, "theme", heading.title._replace(method="layout"), frozenset(held))


def _in_table(page: PageRead, line: Line) -> bool:
    return line.cell is not None and page.layout.cells[line.cell].table is not None
