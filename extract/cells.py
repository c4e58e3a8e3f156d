"""Cells: the ruled cells of a page's tables and its filled or framed boxes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.pages import Box, Colour, Fill, Page, Rule
from extract.ruledcells import ruled_cells
from extract.seams import SNAP, found_seams

FEWEST_EDGES = 4
"""Fewer edges make no cell."""
SAME_BOX = 3.0
"""A fill whose sides are within so many points of a cell's is the cell's shading."""
LARGEST_FILL = 0.85
"""A fill over this share of the page is its background."""
NARROWEST_CELL = 10.0
"""A cell that is closed where a page's end cut it is at least so many points wide."""
WHITE_FROM = 250
"""A fill with every colour part from here is no box."""


class Cell(NamedTuple):
    """A box that may hold text. `table` numbers the table whose ruled cell it is, None for a box."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: Colour | None
    table: int | None

    @property
    def box(self) -> Box:
        """The four sides."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def area(self) -> float:
        """Square points."""
        return (self.x1 - self.x0) * (self.bottom - self.top)


def page_cells(page: Page) -> tuple[Cell, ...]:
    """The cells of a page's ruled tables, then its filled boxes that are no cell's shading."""
    tables = _ruled_tables(page)
    fills = _boxes(page)
    cells = [Cell(*box, _shade(box, page.fills), number) for number, table in enumerate(tables) for box in table]
    cells += [
        Cell(fill.x0, fill.top, fill.x1, fill.bottom, fill.colour, None)
        for fill in fills
        if not any(_alike(fill[:4], cell.box) or _parts(cell, fill) for cell in cells)
    ]
    return tuple(cells)


def _ruled_tables(page: Page) -> list[list[Box]]:
    """Tables as lists of cells.

    The sides of a fill that two upright rules end at are rules too: a shaded head often has none.
    """
    seams = found_seams(page)
    if len(page.rules) + len(seams) < FEWEST_EDGES:
        return []
    shaded = [side for fill in page.fills if _heads_rules(fill, page.rules) for side in _sides(fill)]
    rules = [*page.rules, *shaded, *seams, *_open_ends((*page.rules, *seams))]
    return [list(found) for found in _grouped(ruled_cells(rules, SNAP))]


def _open_ends(rules: Sequence[Rule]) -> list[Rule]:
    """Level rules where three upright ones end together without one, or with one that leaves a cell open there."""
    upright = [rule for rule in rules if rule.x1 - rule.x0 < 1 and rule.bottom - rule.top > 6]
    level = [rule for rule in rules if rule.x1 - rule.x0 >= 1]
    closed = []
    for end in {round(rule.bottom) for rule in upright} | {round(rule.top) for rule in upright}:
        xs = [rule.x0 for rule in upright if min(abs(rule.bottom - end), abs(rule.top - end)) <= 1]
        there = [rule for rule in level if abs(rule.top - end) <= SNAP]
        if len(xs) >= 3 and not there:
            closed.append(Rule(min(xs), end, max(xs), end))
        elif len(xs) >= 3 and not any(rule.bottom > end + SNAP for rule in upright if min(xs) <= rule.x0 <= max(xs)):
            closed += [
                Rule(left, end, right, end) for left, right in pairwise(sorted(set(xs)))
                if right - left > NARROWEST_CELL and not any(r.x0 < (left + right) / 2 < r.x1 for r in there)
            ]  # fmt: skip
    return closed


def _heads_rules(fill: Fill, rules: Sequence[Rule]) -> bool:
    upright = [rule for rule in rules if rule.x1 - rule.x0 < 1 and fill.x0 - SNAP <= rule.x0 <= fill.x1 + SNAP]
    ends = {round(rule.x0) for rule in upright if min(abs(rule.top - fill.bottom), abs(rule.bottom - fill.top)) <= SNAP}
    return len(ends) >= 2


def _sides(fill: Fill) -> list[Rule]:
    x0, top, x1, bottom = fill[:4]
    return [
        Rule(x0, top, x1, top),
        Rule(x0, bottom, x1, bottom),
        Rule(x0, top, x0, bottom),
        Rule(x1, top, x1, bottom),
    ]


def _grouped(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells as tables: cells that share a corner are of one table."""
    parent = list(range(len(cells)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    owner: dict[tuple[float, float], int] = {}
    for i, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            if corner in owner:
                parent[root(i)] = root(owner[corner])
            owner[corner] = root(i)
    groups: dict[int, list[Box]] = {}
    for i, cell in enumerate(cells):
        groups.setdefault(root(i), []).append(cell)
    return [sorted(group, key=lambda box: (box[1], box[0])) for group in groups.values()]


def _boxes(page: Page) -> list[Fill]:
    """The fills that may hold text: no background, no white; shading of single lines is merged."""
    size = page.width * page.height
    kept = [
        fill for fill in page.fills
        if (fill.x1 - fill.x0) * (fill.bottom - fill.top) < LARGEST_FILL * size
        and min(fill.colour) < WHITE_FROM and fill.x1 - fill.x0 > 6 and fill.bottom - fill.top > 6
    ]  # fmt: skip
    boxes: list[Fill] = []
    for fill in sorted(set(kept), key=lambda f: (f.x0, f.x1, f.top)):
        last = boxes[-1] if boxes else None
        if last and _continues(last, fill):
            boxes[-1] = Fill(last.x0, last.top, last.x1, max(last.bottom, fill.bottom), last.colour)
        else:
            boxes.append(fill)
    return sorted(boxes, key=lambda f: (f.top, f.x0))


def _continues(upper: Fill, lower: Fill) -> bool:
    """Whether a fill shades the line under another: a text editor shades each line by itself."""
    one_line = lower.bottom - lower.top < 22
    return (
        one_line and upper.colour == lower.colour and abs(upper.x0 - lower.x0) < 1
        and abs(upper.x1 - lower.x1) < 1 and abs(lower.top - upper.bottom) < 1
    )  # fmt: skip


def _parts(cell: Cell, fill: Fill) -> bool:
    """Whether a side of a cell stands inside a fill from top to bottom: it shades the head of several cells."""
    tall = cell.top <= fill.top + SAME_BOX and cell.bottom >= fill.bottom - SAME_BOX
    return tall and any(fill.x0 + SAME_BOX < x < fill.x1 - SAME_BOX for x in (cell.x0, cell.x1))


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= SAME_BOX for a, b in zip(one, other, strict=True))


def _shade(box: Box, fills: Sequence[Fill]) -> Colour | None:
    """The colour of the last fill that lies behind the middle of a cell and is not much wider."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    shade = None
    for fill in fills:
        if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom and fill.x1 - fill.x0 > 3:
            shade = fill.colour
    return shade
