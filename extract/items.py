"""A zone's lines as the items that the contract lists in it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.labelling import BULLETS
from extract.layout import Layout, Line
from patterns import regexes as regex
from patterns.folding import SMALL_WORDS, TIMEOUT, fold
from patterns.vocabulary import begins_count, begins_name, ends_authority, is_paired_name

WIDER = 1.15
"""Lines farther apart than this multiple of the usual pitch are of two paragraphs."""
FEW_LINES = 3
"""Lines that may begin an item, from which on most of them speak for the rest."""
ONE_A_LINE = 0.8
"""A list has one item a line where so large a share of its lines may begin one."""
INDENT = 4.0
"""Points that a line must stand further in to be told from the one above."""

SIGNS = ("So", "Sm", "Pf", "Po")
"""Kinds of character that are a bullet where one stands alone before a text."""
LONGEST_MARKER = 4
"""Characters of the longest list mark."""
NO_BULLETS = "»”\"'&%.,;:!?/☐☑☒✓✔✗✘★☆"
"""Signs alone that are no bullet."""
DASHES = ("-", "–", "—")
LETTER_BULLETS = ("o", "Ø", "ü")
"""Letters that word processors draw as bullets, and no French word is."""

_BULLET = regex.compile(rf"[{regex.escape(BULLETS)}]+")
_LIST_NUMBER = regex.compile(r"(\d{1,2})\s*[.)°]-?|(\d{1,2})\s*-")
_LETTER_NUMBER = regex.compile(r"([a-z])[.)]")


class Item(NamedTuple):
    """One entry of a list: its lines without the marker, and the number where it had one."""

    lines: tuple[Line, ...]
    number: int | None = None
    marked: bool = False


class Marker(NamedTuple):
    """What a line begins with: a bullet (no number) or a list number, over so many words."""

    number: int | None
    words: int


def marker_of(line: Line) -> Marker | None:
    """The bullet or list number that a line begins with."""
    first = line.words[0].text
    if len(first) > LONGEST_MARKER:
        return None
    number = _LIST_NUMBER.fullmatch(first, timeout=TIMEOUT)
    if number:
        return Marker(int(number.group(1) or number.group(2)), 1)
    if _LETTER_NUMBER.fullmatch(first, timeout=TIMEOUT) and len(line.words) > 1:
        return Marker(ord(first[0]) - ord("a") + 1, 1)
    lettered = first in LETTER_BULLETS and len(line.words) > 1
    if lettered or _BULLET.fullmatch(first, timeout=TIMEOUT) or _is_sign(line):
        return Marker(None, 1)
    if len(line.words) > 1 and first.isdigit() and len(first) <= 2 and line.words[1].text in (")", ".", "-", "–"):
        return Marker(int(first), 2)
    return None


def _is_sign(line: Line) -> bool:
    """Whether a line begins with one sign alone, such as "›": a bullet by its place."""
    first = line.words[0].text
    return len(first) == 1 and len(line.words) > 1 and unicodedata.category(first) in SIGNS and first not in NO_BULLETS


def split_items(
    lines: Sequence[Line],
    pitches: Mapping[float, float],
    right_edge: float | None = None,
    *,
    names: bool = False,
    counts: bool = False,
) -> list[Item]:
    """The items of a list: by its bullets or numbers where it has them, else by its paragraphs.

    `pitches` gives the usual distance between lines of a font size in points, `right_edge` how
    far a line could reach; without it the longest line tells. Of `names` and `counts` (indicators),
    a line that begins as one does is an item.
    """
    markers = _list_markers(lines)
    if any(markers):
        return _marked(lines, markers, pitches)
    return [Item(tuple(group)) for group in _paragraphs(lines, pitches, right_edge, names, counts)]


def _list_markers(lines: Sequence[Line]) -> list[Marker | None]:
    """The marker of each line; a number that does not go on with its list is none."""
    found = [marker_of(line) for line in lines]
    numbers = [m.number for m in found if m and m.number is not None]
    if numbers and numbers[0] > 3 and len(numbers) == 1:
        return [m if m and m.number is None else None for m in found]
    expected: int | None = None
    kept: list[Marker | None] = []
    for marker in found:
        if marker and marker.number is not None:
            if expected is not None and not 1 <= marker.number <= expected + 3:
                kept.append(None)
                continue
            expected = marker.number
        kept.append(marker)
    settled: list[Marker | None] = []
    for i, marker in enumerate(kept):
        settled.append(None if marker and _wrapped_dash(lines, i, [*settled, *kept[i:]]) else marker)
    return settled


def _wrapped_dash(lines: Sequence[Line], i: int, markers: Sequence[Marker | None]) -> bool:
    """Whether a line's dash is the text's own: no list of dashes begins the zone or follows a colon."""
    if lines[i].words[0].text not in DASHES:
        return False
    if any(_same_mark(lines[k], lines[i]) for k in range(i) if markers[k]):
        return False
    if lines[i].number is None and i and lines[i].x0 > _text_left(lines[i - 1], markers[i - 1]) + INDENT / 2:
        return False
    first = next(k for k, marker in enumerate(markers) if marker)
    if lines[first].words[0].text not in DASHES:
        return not lines[i - 1].text.rstrip().endswith((".", ";", ":"))
    return first > 0 and not lines[first - 1].text.rstrip().endswith(":")


def _same_mark(one: Line, other: Line) -> bool:
    """Whether two lines of a page begin with the same sign at the same place."""
    return one.number is None and one.words[0].text == other.words[0].text and abs(one.x0 - other.x0) < INDENT / 2


def _text_left(line: Line, marker: Marker | None) -> float:
    """Where a line's text begins after its mark, in points."""
    return line.words[marker.words].x0 if marker and marker.words < len(line.words) else line.x0


def _marked(lines: Sequence[Line], markers: Sequence[Marker | None], pitches: Mapping[float, float]) -> list[Item]:
    items: list[Item] = []
    current: list[Line] = []
    number: int | None = None
    marked = False
    for line, marker in zip(lines, markers, strict=True):
        rest = line.cut(marker.words) if marker else line
        if marker:
            if current or marked:
                items.append(Item(tuple(current), number, marked))
            current, number, marked = [], marker.number, True
        elif current and _new_paragraph(current[-1], line, pitches) and _outdented(current, line):
            items.append(Item(tuple(current), number, marked))
            current, number, marked = [], None, False
        if rest:
            current.append(rest)
    items.append(Item(tuple(current), number, marked))
    return items


def _outdented(current: Sequence[Line], line: Line) -> bool:
    """Whether a line stands left of a list's text, as a paragraph after the list does."""
    return line.number is None and line.x0 < min(item.x0 for item in current) - INDENT and line.text[0].isupper()


def _new_paragraph(last: Line, line: Line, pitches: Mapping[float, float]) -> bool:
    pitch = pitches.get(round(line.size, 1))
    if line.text[:1].islower() and not last.text.rstrip().endswith((".", ";", ":", "!", "?")):
        return False
    return line.page == last.page and pitch is not None and line.top - last.top > WIDER * pitch


def _paragraphs(
    lines: Sequence[Line], pitches: Mapping[float, float], right_edge: float | None, names: bool, counts: bool
) -> list[list[Line]]:
    if names and sum(line.text.count(";") for line in lines) > 1:
        return [list(lines)]  # semicolons part the names, not lines' ends
    edge = max([line.x1 for line in lines], default=0.0) if right_edge is None else right_edge
    starts = [k == 0 or _starts_paragraph(lines[k - 1], lines[k], pitches, edge) for k in range(len(lines))]
    maybe = [k for k in range(1, len(lines)) if _may_start(lines[k - 1], lines[k])]
    # where every line but one begins an item, that one does too: only the longest line hides it
    wide = [k for k in range(1, len(lines)) if _new_paragraph(lines[k - 1], lines[k], pitches)]
    spaced = bool(wide)
    if len(wide) > 1 and 2 * len(wide) >= sum(starts):
        # items are set apart: a short line ends none, but at a page's end no space is seen
        starts = [k == 0 or k in wide or (starts[k] and lines[k].page != lines[k - 1].page) for k in range(len(lines))]
    each = len(maybe) >= FEW_LINES and len(maybe) + 1 >= ONE_A_LINE * len(lines)
    if each and not spaced and sum(starts[k] for k in maybe) >= len(maybe) - 1:
        starts = [
            start or (k in maybe and not (names and _ends_name(lines[k - 1], lines[k])))
            for k, start in enumerate(starts)
        ]
    if names and not any("," in line.text or ";" in line.text for line in lines):  # a sentence is cut at its commas
        starts = [
            start or (k in maybe and begins_name(lines[k].words[0].text) and not _ends_name(lines[k - 1], lines[k]))
            for k, start in enumerate(starts)
        ]
    if names:  # "Compagnie" alone on its line is no name yet
        starts = [start and not (k and _lacks_name(lines[k - 1])) for k, start in enumerate(starts)]
    if counts and not any(";" in line.text for line in lines):  # semicolons part them
        starts = [start or (k in maybe and begins_count(lines[k].words[0].text)) for k, start in enumerate(starts)]
    groups: list[list[Line]] = []
    for line, start in zip(lines, starts, strict=True):
        if start:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _may_start(last: Line, line: Line) -> bool:
    """Whether a line may begin an item: it starts with a capital after a line that can end one."""
    ends = last.text.rstrip()[-1:] not in ",-–/'’(" and fold(last.words[-1].text) not in SMALL_WORDS
    return ends and not _same_row(last, line) and line.text.lstrip('«"“( ')[:1].isupper()


def _lacks_name(line: Line) -> bool:
    """Whether a line is nothing but what kind of organisation follows."""
    return len(line.words) == 1 and is_paired_name(line.words[0].text)


def _ends_name(last: Line, line: Line) -> bool:
    """Whether a lone word ends the name above it: "Bailleur Essonne" / "Habitat", "Rennes" / "Métropole"."""
    named = begins_name(last.words[0].text)
    if len(line.words) == 1 and ends_authority(line.words[0].text):
        return not named
    return named and len(last.words) > 1 and len(line.words) == 1 and not begins_name(line.words[0].text)


def _starts_paragraph(last: Line, line: Line, pitches: Mapping[float, float], edge: float) -> bool:
    if _same_row(last, line):
        return False
    if _new_paragraph(last, line, pitches):
        return True
    begins = line.text.lstrip('«"“( ')[:1]
    if not (begins.isupper() or (begins.isdigit() and last.text.rstrip().endswith((".", ";", ":")))):
        return False
    # a break that was not needed: the next word would have fitted at the end of the line above
    room = edge - last.x1
    needed = line.words[0].x1 - line.words[0].x0 + 0.35 * line.size
    if fold(last.words[-1].text) in SMALL_WORDS:
        return False
    return room > needed and last.text.rstrip()[-1:] not in ",-–/'’" and room > 1.5 * line.size


def _same_row(last: Line, line: Line) -> bool:
    return line.page == last.page and line.top < last.top + 0.5 * line.size


def line_pitches(layouts: Sequence[Layout]) -> dict[float, float]:
    """The usual distance from one line's top to the next one's in points, by font size.

    It is the smallest that is common: a wider one parts paragraphs.
    """
    seen: dict[float, Counter[float]] = {}
    for layout in layouts:
        last: dict[tuple[int | None, int], Line] = {}
        for line in layout.lines:
            column = (line.cell, round(line.x0 / 8))
            above = last.get(column)
            if above and abs(above.size - line.size) < 0.3:
                gap = round(2 * (line.top - above.top)) / 2
                if 0.9 * line.size <= gap <= 2.2 * line.size:
                    seen.setdefault(round(line.size, 1), Counter())[gap] += 1
            last[column] = line
    return {size: _common_least(gaps) for size, gaps in seen.items()}


def _common_least(gaps: Counter[float]) -> float:
    enough = max(2, 0.08 * sum(gaps.values()))
    return min((gap for gap, count in gaps.items() if count >= enough), default=min(gaps))
