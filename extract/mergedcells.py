"""Merged cells of a table of actions that a page's end cuts: what they say holds for the next page's rows too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.cells import Cell
from extract.layout import Line
from extract.programme import SAME_COLUMN
from extract.rowgrids import Column, Grid, body_rows
from extract.tables import TableCell
from extract.values import goes_on

GROUPING = ("theme", "axis", "pillar", "strategic_orientations", "operational_objectives")
"""Fields that several rows may share in one merged cell."""


def joined_at_page_ends(grids: Sequence[Grid]) -> list[Grid]:
    """The tables, each merged cell whole on both sides of a page's end: its text is that of its two parts."""
    merged = {column.field for grid in grids for column in grid.columns if _spans_rows(grid, column)}
    joined = list(grids)
    for k, (before, after) in enumerate(pairwise(grids)):
        if after.page.number == before.page.number + 1 and _fields(before) == _fields(after):
            for field in merged:
                joined[k], joined[k + 1] = _joined(joined[k], joined[k + 1], field)
    return joined


def _fields(grid: Grid) -> list[str]:
    return [column.field for column in grid.columns]


def _spans_rows(grid: Grid, column: Column) -> bool:
    """Whether a cell of a column stands beside several rows."""
    if column.field not in GROUPING:
        return False
    title = next(other for other in grid.columns if other.field == "title")
    middles = [(cell.top + cell.bottom) / 2 for cell, _ in _body(grid, title)]
    return any(sum(cell.top < y < cell.bottom for y in middles) > 1 for cell, _ in _body(grid, column))


def _body(grid: Grid, column: Column) -> list[TableCell]:
    """A column's own cells below the head, from top to bottom."""
    cells = [
        (cell, lines) for cell, lines in grid.cells
        if cell.top >= grid.head - SAME_COLUMN / 2
        and abs(cell.x0 - column.x0) <= SAME_COLUMN and abs(cell.x1 - column.x1) <= SAME_COLUMN
    ]  # fmt: skip
    return sorted(cells, key=lambda pair: pair[0].top)


def _joined(before: Grid, after: Grid, field: str) -> tuple[Grid, Grid]:
    """Two tables, the last cell of a column in one and the first in the other with the text of both, where it is one.

    One of them is empty, or the second goes on with the first.
    """
    last, first = _edge_cell(before, field, -1), _edge_cell(after, field, 0)
    if last is None or first is None or not (last[1] or first[1]):
        return before, after
    if last[1] and first[1] and not goes_on(_text(last[1]), _text(first[1])):
        return before, after
    whole = (*last[1], *first[1])
    return _with_lines(before, last[0], whole), _with_lines(after, first[0], whole)


def _edge_cell(grid: Grid, field: str, at: int) -> TableCell | None:
    """A column's first or last cell, where a row's cell and not a band across the table stands there."""
    column = next(column for column in grid.columns if column.field == field)
    rows, own = body_rows(grid), _body(grid, column)
    return own[at] if rows and own and any(cell == own[at][0] for cell, _ in rows[at]) else None


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _with_lines(grid: Grid, cell: Cell, lines: tuple[Line, ...]) -> Grid:
    return replace(grid, cells=tuple((c, lines if c == cell else held) for c, held in grid.cells))
