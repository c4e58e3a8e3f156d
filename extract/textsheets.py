"""Card sheets in plain text, where boxes stand in drawing order and some labels after their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from extract.calendar import Legend, is_year_line
from extract.fields import ActionRead, Context, Note, read_sheet
from extract.items import marker_of
from extract.labelling import LabelHit
from extract.layout import Line
from extract.modelsheet import is_model
from extract.routing import Routes
from extract.segmenting import FEWEST, TELLING, Block, PageRead, find_blocks, hit_number
from extract.values import Value, Vocabulary, value_of
from extract.zoning import Zone
from patterns.folding import key
from patterns.vocabulary import is_chapter

if TYPE_CHECKING:
    from extract.textfile import TextLine

WIDE_BREAK = 3
"""So many blank lines part two things on a page."""
MOST_FIELDS = 10


class _Run(NamedTuple):
    """Lines between two labels of a block, and the labels that could take them."""

    before: LabelHit | None
    lines: tuple[Line, ...]
    after: LabelHit | None


def read_text_sheets(
    pages: Sequence[PageRead], raw: Sequence[Sequence[TextLine]], routes: Routes, vocabulary: Vocabulary
) -> list[ActionRead]:
    """The sheets of a text file, in order, each with the theme of its section."""
    rows = {line.number: line for page in raw for line in page}
    labelled = [page for page in pages if len({hit.field for hit in page.hits} & TELLING) >= FEWEST]
    blocks = find_blocks([part for page in labelled for part in _cycles(page)], by_page=True)
    sections = _sections(pages, routes, vocabulary)
    runs = [_runs(block, rows) for block in blocks]
    sides = _sides(runs)
    context = Context({page.number: page.layout for page in pages}, Legend(), vocabulary, {})
    numbered = any(block.number for block in blocks)
    actions = []
    for block, found in zip(blocks, runs, strict=True):
        first = block.parts[0].page.number
        section = next((value for number, value in reversed(sections) if number < first), None)
        zones = _zones(block, found, sides, rows, section)
        action = read_sheet(zones, [first], context, _likely_title)
        if is_model(action, zones, numbered=numbered):
            continue
        action.theme = action.theme or section
        action.notes += [
            Note(
                "text-unassigned",
                None,
                None,
                f"No label takes the text “{value.text[:60]}” of line {value.pieces[0].line}.",
            )
            for value in action.unclaimed
        ]
        actions.append(action)
    return actions


def _likely_title(zones: Sequence[Zone]) -> Zone:
    """The longest zone that begins as a title does: text has no type size to tell by."""

    def worth(zone: Zone) -> tuple[bool, int]:
        text = " ".join(line.text for line in zone.lines)
        return text.lstrip('« "')[:1].isupper(), len(text)

    return max(zones, key=worth)


def _cycles(page: PageRead) -> list[PageRead]:
    """A page parted where its labels begin anew: some page ends leave no trace in the text."""
    if sum(hit_number(page, hit) is not None for hit in page.hits) < 2:
        return [page]
    starts, seen = [0], set[str]()
    for hit in page.hits:
        if hit.field in seen and len(seen & TELLING) >= 3:
            starts.append(hit.lines[0])
            seen = set()
        seen.add(hit.field)
    parts = []
    for start, end in zip(starts, [*starts[1:], len(page.layout.lines)], strict=True):
        hits = tuple(hit for hit in page.hits if start <= hit.lines[0] < end)
        parts.append(PageRead(page.number, page.layout, hits, tuple(i for i in page.lines if start <= i < end)))
    return parts


def _sections(pages: Sequence[PageRead], routes: Routes, vocabulary: Vocabulary) -> list[tuple[int, Value]]:
    """The titles that stand alone on their page."""
    found = []
    for page in pages:
        if page.number in routes.dividers and page.number > 1:
            titles = {" ".join(line.split()) for line in routes.dividers[page.number]}
            value = value_of(
                _once([page.line(i) for i in page.lines if " ".join(page.line(i).text.split()) in titles]),
                vocabulary,
                "layout",
            )
            if value and not is_chapter(value.text):
                found.append((page.number, value))
    return found


def _once(lines: Sequence[Line]) -> Sequence[Line]:
    """A title that stands twice on its page, once: its last printing."""
    for k in range(1, len(lines)):
        if key(" ".join(line.text for line in lines[:k])) == key(" ".join(line.text for line in lines[k:])):
            return lines[k:]
    return lines


def _runs(block: Block, rows: Mapping[int, TextLine]) -> list[_Run]:
    """The runs of lines between a block's labels; wide breaks and years part them too."""
    runs: list[_Run] = []
    current: list[Line] = []
    listed = False  # whether a line of the run at hand begins an item
    label: LabelHit | None = None
    for part in block.parts:
        hits = {i: hit for hit in part.hits for i in hit.lines}
        for i in part.lines:
            line, hit = part.page.line(i), hits.get(i)
            if hit and hit.lines[0] == i:
                runs.append(_Run(label, tuple(current), hit if hit.whole else None))
                current, listed, label = [], False, hit if hit.whole else None
            elif hit:
                continue
            elif is_year_line(line.text) or (current and _parted(line, current[-1], listed, rows)):
                runs.append(_Run(label, tuple(current), None))
                current, listed, label = [], False, None
                if is_year_line(line.text):
                    runs.append(_Run(None, (line,), None))
                    continue
            if not hit:
                current.append(line)
                listed = listed or _begins_item(line, rows)
    runs.append(_Run(label, tuple(current), None))
    return [run for run in runs if run.lines or run.before or run.after]


def _parted(line: Line, before: Line, listed: bool, rows: Mapping[int, TextLine]) -> bool:
    """Whether a line begins something else than the line before it and its run, which is `listed` or not."""
    row = rows[line.number or 0]
    if row.blanks >= WIDE_BREAK and not (listed and _begins_item(line, rows)):
        return True
    ended = before.text.rstrip().endswith((".", ")"))
    return listed and ended and not _begins_item(line, rows) and line.text[:1].isupper() and row.indent != 1


def _begins_item(line: Line, rows: Mapping[int, TextLine]) -> bool:
    return marker_of(line) is not None or rows[line.number or 0].indent == 1


def _sides(blocks: Sequence[Sequence[_Run]]) -> dict[str, bool]:
    """For each field whether its label stands after its value: the choice that gives most labels one value."""
    fields = sorted({hit.field for runs in blocks for run in runs for hit in (run.before, run.after) if hit})[
        :MOST_FIELDS
    ]
    shapes = [
        (
            run.before.field if run.before else None,
            run.after.field if run.after else None,
            bool(run.lines),
            _is_list(run),
        )
        for runs in blocks for run in runs
    ]  # fmt: skip
    best: tuple[float, dict[str, bool]] = (float("-inf"), {})
    for choice in product((False, True), repeat=len(fields)):
        after = dict(zip(fields, choice, strict=True))
        score = sum(_worth(*shape, after) for shape in shapes)
        if score > best[0]:
            best = (score, after)
    return best[1]


def _is_list(run: _Run) -> bool:
    return any(marker_of(line) for line in run.lines)


def _worth(before: str | None, later: str | None, held: bool, listed: bool, after: Mapping[str, bool]) -> float:
    claims = (before is not None and not after.get(before, False)) + (later is not None and after.get(later, False))
    if not held:
        return -1.0 * claims
    if claims == 1:
        return 1.0 if listed else 0.6
    return -1.0 if claims else (-1.0 if listed else 0.0)


def _zones(
    block: Block,
    runs: Sequence[_Run],
    sides: Mapping[str, bool],
    rows: Mapping[int, TextLine],
    section: Value | None,
) -> list[Zone]:
    zones: list[Zone] = []
    held: set[int] = set()
    for run in runs:
        label = next(
            (
                hit
                for hit, after in ((run.before, False), (run.after, True))
                if hit and sides.get(hit.field, False) == after
            ),
            None,
        )
        lines = tuple(_with_bullet(line, rows) for line in run.lines)
        if label and label.field == "calendar" and not any(c.isdigit() for line in lines for c in line.text):
            label = None  # in text the years stand apart, and a badge may follow the label
        if label is None:
            lines = _without_badge(run.lines, section)
        elif lines:
            held.add(id(label))
        if lines:
            zones.append(_zone(label, lines))
    for part in block.parts:
        for hit in part.hits:
            value = part.page.line(hit.lines[-1]).cut(hit.value_from)
            printed = tuple(part.page.line(i) for i in hit.lines)
            if not hit.whole and value:
                zones.append(Zone(hit, (value,), value.box, printed))
            elif id(hit) not in held:
                zones.append(Zone(hit, (), printed[0].box, printed))
    return zones


def _zone(hit: LabelHit | None, lines: tuple[Line, ...]) -> Zone:
    return Zone(hit, lines, lines[0].box)


def _with_bullet(line: Line, rows: Mapping[int, TextLine]) -> Line:
    """A line with the bullet that a converter left a space for put back, as a mark of its item."""
    if rows[line.number or 0].indent != 1 or marker_of(line):
        return line
    bullet = line.words[0]._replace(text="•")
    return Line((bullet, *line.words), line.page, line.cell, line.number)


def _without_badge(lines: Sequence[Line], section: Value | None) -> tuple[Line, ...]:
    """Lines without the section's shortened title at their head."""
    if section is None or all(is_year_line(line.text) for line in lines):
        return tuple(lines)
    wanted = set(key(section.text))
    rest: list[Line] = []
    inside = True
    for line in lines:
        start = 0
        while inside and start < len(line.words) and all(word in wanted for word in key(line.words[start].text)):
            start += 1
        inside = inside and start == len(line.words)
        cut = line.cut(start) if inside or start else line
        if cut and not inside:
            rest.append(cut)
    return tuple(rest)
