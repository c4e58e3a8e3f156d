"""Years in cells: the colour behind each, the tick below it, the marked parts of a year in the row beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.cells import Cell
from extract.layout import Layout, Line
from extract.pages import Colour
from models.record import Phase
from patterns.dates import year_part
from patterns.folding import TIMEOUT, fold

SAME_COLOUR = 12
"""Parts of two colours that are one differ by no more, of 255."""
WHITE_FROM = 245
"""A colour with every part from here is white."""
LIGHT_FROM = 210
"""A grey with every part from here is an empty cell's."""
TICKS = frozenset("xX✓✔☑☒✗✘●⚫⬤■◼✕✖×")
"""Signs that tick a year in a row below the years."""
BOXES, EMPTY_BOXES = "☑☒✓✔✗✘■", "☐□◻"
"""Tick boxes that are ticked, and those that are not."""
TICK_BELOW = 2.2
"""A tick stands at most so many font sizes below its year."""
PART_APART = 40.0
"""The names of a year's parts begin at most so many points left or right of it."""
SAME_PLACE = 4.0
"""Years of one column begin within so many points of each other; cells of one row have their tops as near."""


class YearCell(NamedTuple):
    """A year on the page, its words, the colour behind it, and the phase where words tell it."""

    year: int
    line: Line
    colour: Colour | None
    phase: Phase | None = None


def is_plain(colour: Colour | None) -> bool:
    """Whether a cell has no colour that could mean anything: none at all, white, or a very light grey."""
    return (
        colour is None
        or min(colour) >= WHITE_FROM
        or (min(colour) >= LIGHT_FROM and max(colour) - min(colour) <= SAME_COLOUR)
    )


def is_same(one: Colour, other: Colour) -> bool:
    """Whether two colours are one to the eye."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= SAME_COLOUR


def is_ticks(line: Line) -> bool:
    """Whether a line is ticks and nothing else."""
    return all(word.text in TICKS for word in line.words)


def ticks_below(cell: YearCell, cells: Sequence[YearCell], layouts: Mapping[int, Layout]) -> bool:
    """Whether a tick stands under a year, in the row right below it."""
    layout = layouts.get(cell.line.page) if cell.line.number is None else None
    if layout is None:
        return False
    x0, _, x1, _ = cell.line.box
    bottom = max((line.bottom for line in _parts_below(cell.line, layout)), default=cell.line.bottom)
    middle = (x0 + x1) / 2
    row = [other.line for other in cells if abs(other.line.top - cell.line.top) < cell.line.size]
    pitch = min((abs((o.x0 + o.x1) / 2 - middle) for o in row if o is not cell.line), default=2 * (x1 - x0))
    return any(
        abs((word.x0 + word.x1) / 2 - middle) < pitch / 2 and 0 <= word.top - bottom + 2 < TICK_BELOW * cell.line.size
        for line in layout.lines if is_ticks(line)
        for word in line.words
    )  # fmt: skip


def _parts_below(year: Line, layout: Layout) -> list[Line]:
    """The names of a year's parts in the row right below it ("T1 T2 T3 T4")."""
    return [
        line for line in layout.lines
        if -2 < line.top - year.bottom < year.size and year.x0 - PART_APART < line.x0 < year.x1 + PART_APART
        and all(year_part().fullmatch(fold(word.text), timeout=TIMEOUT) for word in line.words)
    ]  # fmt: skip


def boxed_years(lines: Sequence[Line]) -> list[YearCell]:
    """The years whose tick box is ticked, in lines that have a box for each ("☐ 2015 ☒ 2016"); none in other lines."""
    found: list[YearCell] = []
    for line in lines:
        words = line.words
        years = [k for k, word in enumerate(words) if word.text.strip(BOXES + EMPTY_BOXES).isdigit()]
        if len(years) < 2 or not any(sign in line.text for sign in EMPTY_BOXES):
            continue
        step = -1 if words[0].text[0] in BOXES + EMPTY_BOXES else 1
        for k in years:
            beside = words[k + step].text if 0 <= k + step < len(words) else ""
            part = line.cut(k, k + 1)
            if part and any(sign in BOXES for sign in (*words[k].text, *beside)):
                found.append(YearCell(int(words[k].text.strip(BOXES + EMPTY_BOXES)), part, None))
    return found


def marked_years(cells: Sequence[YearCell], layouts: Mapping[int, Layout]) -> list[YearCell]:
    """Of years one below another in a table, those with a coloured or ticked cell in their row, with that colour."""
    if len(cells) < 2 or any(cell.line.number is not None or cell.line.cell is None for cell in cells):
        return []
    lefts = [cell.line.x0 for cell in cells]
    if len({cell.line.page for cell in cells}) > 1 or max(lefts) - min(lefts) > SAME_PLACE:
        return []
    layout = layouts[cells[0].line.page]
    ticked = {line.cell for line in layout.lines if is_ticks(line)}
    found = []
    for year in cells:
        row = _row_beside(layout, year.line.cell)
        colours = [cell.colour for _, cell in row if not is_plain(cell.colour)]
        if colours or any(index in ticked for index, _ in row):
            found.append(year._replace(colour=colours[0] if colours else None))
    return found


def _row_beside(layout: Layout, index: int | None) -> list[tuple[int, Cell]]:
    """The cells to the right of one in its table's row, with their indexes."""
    own = layout.cells[index] if index is not None else None
    if own is None or own.table is None:
        return []
    return [
        (k, cell) for k, cell in enumerate(layout.cells)
        if cell.table == own.table and cell.x0 >= own.x1 - SAME_PLACE and abs(cell.top - own.top) < SAME_PLACE
        and abs(cell.bottom - own.bottom) < SAME_PLACE
    ]  # fmt: skip
