"""The priority of a sheet: what stands by its label, or a coloured dot and the legend that says what colours mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TypeVar

from extract.calendar import SWATCH_WORDS, colours_in_words, is_swatch, stands_before
from extract.layout import Layout, Line, box_around, joined, same_row
from extract.levels import PriorityScale
from extract.pages import Box, Colour
from extract.segmenting import PageRead
from extract.values import Piece, Value, Vocabulary, value_of
from extract.yearcells import is_plain, is_same
from extract.zoning import Zone
from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold
from patterns.labels import label_book
from patterns.vocabulary import colour_names, is_colour, level_of

DOTS = frozenset("●⚫⬤•■◼▪◆⚑★")
"""Signs that are a swatch where they stand alone in a colour."""
BELOW = 3.0
"""A dot stands at most so many font sizes below its label."""
NEAR_ABOVE = 4.0
"""What a legend's bare numbers are of stands on their row, or at most so many font sizes above it."""
LONGEST_LEGEND = 14
"""Words of the longest line that a legend begins with; a longer one is prose unless it names a colour."""
LINES_AFTER = 4
"""Short lines after it that the legend may go on with."""
MOST_DOTS = 5
"""More dots in a row are no priority."""
ROUND = 1.5
"""A dot is as wide as high, to so many points."""
SEPARATORS = " :–—-|."
"""Signs round a priority's value."""
_BARE = regex.compile(r"(?:niveau |degre |p)?[1-9]")
_PRIORITY = "priorit"
Key = TypeVar("Key", Colour, str)


@dataclass(frozen=True)
class PriorityLegend:
    """What the contract says of each colour, as written: by a colour shown as a swatch, and by its name."""

    swatches: Mapping[Colour, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.swatches or self.names)

    def words(self, colour: Colour | None) -> str | None:
        """What a colour stands for; None where the legend shows no such colour, or two."""
        if colour is None or is_plain(colour):
            return None
        near = {text for shown, text in self.swatches.items() if is_same(shown, colour)}
        said = near or {text for name, text in self.names.items() if is_colour(name, colour)}
        return said.pop() if len(said) == 1 else None


def read_priority_legend(
    texts: Sequence[str], pages: Sequence[PageRead], page_of: Callable[[int], PageRead | None]
) -> PriorityLegend:
    """The legend of a contract whose colours tell priorities; empty where it has none.

    `pages` are those read for actions: where a priority stands in words on its label's line, nothing is looked
    for. `page_of` reads another page: only one on which a line about priorities names several levels is.
    """
    if any(hit.field == "priority" and not hit.whole for page in pages for hit in page.hits):
        return PriorityLegend()
    numbers = [n for n, text in enumerate(texts, 1) if _PRIORITY in text.lower() and _names_levels(text)]
    swatches: dict[Colour, str] = {}
    for page in filter(None, map(page_of, numbers)):
        swatches.update(_swatches(page.layout))
    names = {name: text for n in numbers for name, text in colours_in_words(texts[n - 1], _words_of_level)}
    return PriorityLegend(_telling(swatches), {} if swatches else _telling(names))


def _names_levels(text: str) -> bool:
    """Whether a line about priorities names several levels, with the few short lines after it, as a legend does."""
    lines = text.splitlines()
    for k, line in enumerate(lines):
        if _PRIORITY not in line.lower() or not (len(line.split()) <= LONGEST_LEGEND or colour_names(line)):
            continue
        short = takewhile(lambda after: len(after.split()) <= SWATCH_WORDS, lines[k + 1 : k + 1 + LINES_AFTER])
        words = {word.strip("().:;,=") for word in fold(" ".join((line, *short))).split()}
        if len({_level(word) for word in words if len(word) > 1 or word.isdigit()} - {None}) > 1:
            return True
    return False


def _level(text: str) -> int | None:
    return PriorityScale().level(text)


def _telling(found: Mapping[Key, str]) -> dict[Key, str]:
    """What is found where it names several levels; a legend of one says nothing."""
    return dict(found) if len({_level(text) for text in found.values()}) > 1 else {}


def _words_of_level(text: str) -> str | None:
    """The words of a legend's sentence that name a level, where it speaks of priorities."""
    words = [word for word in text.split() if _level(word.strip("().:;,="))]
    return words[0].strip("().:;,=") if words else None


def _swatches(layout: Layout) -> dict[Colour, str]:
    """What stands right after each small coloured shape or sign of a page, where it names a level."""
    found: dict[Colour, str] = {}
    for line in layout.lines:
        if len(line.words) > SWATCH_WORDS:
            continue
        first = line.words[0]
        rest = line.cut(1) if first.text in DOTS else line
        if rest is None or not _is_of_priority(rest, layout):
            continue
        drawn = [fill.colour for fill in layout.page.fills if stands_before(fill, rest)]
        signed = [first.colour] if first.text in DOTS else []
        for colour in (*drawn, *signed):
            if not is_plain(colour):
                found.setdefault(colour, rest.text)
    return found


def _is_of_priority(line: Line, layout: Layout) -> bool:
    """Whether a legend's words name a level of priority: they say so, or a bare number stands by words that do."""
    folded = fold(line.text)
    if _PRIORITY in folded:
        return _level(folded) is not None
    if not (level_of(folded) or _BARE.fullmatch(folded, timeout=TIMEOUT)):
        return False
    return any(
        _PRIORITY in fold(other.text)
        and (same_row(other.box, line.box) or 0 < line.top - other.bottom < NEAR_ABOVE * line.size)
        for other in layout.lines
    )


def read_priority(
    zones: Sequence[Zone], layouts: Mapping[int, Layout], legend: PriorityLegend, vocabulary: Vocabulary
) -> tuple[Value | None, str]:
    """A sheet's priority as its zones or its colours tell it, and the words that name the level."""
    named = [zone for zone in zones if zone.hit and zone.hit.field == "priority"]
    for zone in named:
        value = value_of(_chosen(zone.lines, layouts), vocabulary)
        if value and not _of_sign(zone.lines, legend):
            run_in = zone.hit is not None and not zone.hit.whole and bool(zone.label)
            return value_of(zone.label, vocabulary) if run_in else value, value.text.strip(SEPARATORS)
    told = _shown(zones, named, layouts, legend) if legend else None
    told = told or next((dots for zone in named if (dots := _dots(zone, layouts.get(zone.label[0].page)))), None)
    return told, told.text if told else ""


def _chosen(lines: Sequence[Line], layouts: Mapping[int, Layout]) -> Sequence[Line]:
    """Of levels that stand side by side, each in its cell, the one that is coloured or bold alone; else all lines."""
    layout = layouts.get(lines[0].page) if lines else None
    if layout is None or len(lines) < 2 or len({line.cell for line in lines}) < len(lines):
        return lines
    if not all(_level(line.text) for line in lines):
        return lines
    shades = [layout.cells[line.cell].colour if line.cell is not None else None for line in lines]
    for marked in ([not is_plain(shade) for shade in shades], [line.bold for line in lines]):
        if sum(marked) == 1:
            return [lines[marked.index(True)]]
    return lines


def _dots(zone: Zone, layout: Layout | None) -> Value | None:
    """The filled dots of one look that stand right of a label, as many as its priority has ("●●" and an empty one)."""
    if layout is None or zone.lines:
        return None
    box, size = box_around(line.box for line in zone.label), zone.label[-1].size
    row = [
        fill for fill in layout.page.fills
        if fill.x0 > box[2] and box[1] - size / 2 < (fill.top + fill.bottom) / 2 < box[3] + size / 2
        and is_swatch(fill, size) and abs((fill.x1 - fill.x0) - (fill.bottom - fill.top)) < ROUND
    ]  # fmt: skip
    alike = len({fill.colour for fill in row}) == 1 and not is_plain(row[0].colour)
    place = box_around((fill.x0, fill.top, fill.x1, fill.bottom) for fill in row) if row else box
    return _value("●" * len(row) if alike and len(row) <= MOST_DOTS else None, zone.label[-1].page, place)


def priority_behind(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Sequence[Line], Value | None, str]:
    """A title's lines less the priority in brackets that ends it ("(priorité 1)"), with it and what names its level."""
    last = lines[-1]
    start = next((k for k in range(len(last.words) - 1, -1, -1) if last.words[k].text.startswith("(")), None)
    if not start or not last.words[-1].text.endswith(")"):
        return lines, None, ""
    words = [word._replace(text=word.text.strip("()")) for word in last.words[start:]]
    for k in range(1, len(words)):
        label, said = label_book().match(joined(words[:k]).rstrip(" :")), joined(words[k:]).strip(SEPARATORS)
        if label and label.field == "priority" and _level(said):
            value = value_of([replace(last, words=tuple(words))], vocabulary, "layout")
            return [line for line in (*lines[:-1], last.cut(0, start)) if line], value, said
    return lines, None, ""


def _shown(
    zones: Sequence[Zone], named: Sequence[Zone], layouts: Mapping[int, Layout], legend: PriorityLegend
) -> Value | None:
    """What a colour tells: of the sign in the label's zone, of a shape by the label, of the only dots of the sheet."""
    for zone in named:
        told = _of_sign(zone.lines, legend) or _by_label(zone.label, layouts.get(zone.label[0].page), legend)
        if told:
            return told
    lines = [line for zone in zones for line in (*zone.label, *zone.lines)]
    first = min((line.page for line in lines), default=0)
    layout = layouts.get(first)
    if layout is None:
        return None
    _, top, _, bottom = box_around(line.box for line in lines if line.page == first)
    return colour_within((0.0, top - layout.text_size, layout.page.width, bottom), layout, legend, small=True)


def _of_sign(lines: Sequence[Line], legend: PriorityLegend) -> Value | None:
    """The priority that a coloured sign alone tells; None where it tells none."""
    line = lines[0] if len(lines) == 1 and len(lines[0].words) == 1 and lines[0].text in DOTS else None
    return _value(legend.words(line.colour), line.page, line.box) if line else None


def _by_label(label: Sequence[Line], layout: Layout | None, legend: PriorityLegend) -> Value | None:
    """The priority that the nearest coloured shape tells beside, below or behind a label."""
    if layout is None:
        return None
    box, size = box_around(line.box for line in label), label[-1].size
    reach = (box[0] - 2 * size, box[1] - size / 2, layout.page.width, box[3] + BELOW * size)
    shown = [(fill.colour, (fill.x0, fill.top, fill.x1, fill.bottom)) for fill in layout.page.fills]
    near = [(_distance(box, its), its, words) for colour, its in shown if (words := legend.words(colour))]
    held = [each for each in near if _holds(reach, each[1]) or _holds(each[1], box)]
    _, place, told = min(held, default=(0.0, box, None))
    return _value(told, label[-1].page, place)


def colour_within(box: Box, layout: Layout, legend: PriorityLegend, *, small: bool = False) -> Value | None:
    """The priority that the shapes in a place tell, where all of the legend's colours there mean one thing."""
    found = [
        (words, its)
        for fill in layout.page.fills
        if (words := legend.words(fill.colour)) and (not small or is_swatch(fill, layout.text_size))
        and _holds(box, its := (fill.x0, fill.top, fill.x1, fill.bottom))
    ]  # fmt: skip
    told = {words for words, _ in found}
    return _value(told.pop(), layout.page.number, found[0][1]) if len(told) == 1 else None


def _holds(outer: Box, inner: Box) -> bool:
    """Whether the middle of a box stands in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _distance(one: Box, other: Box) -> float:
    across = max(0.0, other[0] - one[2], one[0] - other[2])
    return across + max(0.0, other[1] - one[3], one[1] - other[3])


def _value(text: str | None, page: int, box: Box) -> Value | None:
    return Value(text, (Piece(text, page, box, None),), "colour") if text else None
