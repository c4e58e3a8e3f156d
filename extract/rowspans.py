"""Columns under one head that part it: a neighbourhood each, with ticks, or a funder each, with amounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.layout import Line
from extract.rowgrids import Column, Grid
from extract.tables import TableCell
from extract.values import Value, Vocabulary, value_of
from extract.yearcells import is_ticks

SIDE = 3.0
"""A column under a head stands within its sides, give or take so many points."""


class Part(NamedTuple):
    """One of several columns under a head: its own head, and a row's lines in it."""

    head: tuple[Line, ...]
    lines: tuple[Line, ...]


def parts_of(grid: Grid, row: Sequence[TableCell], name: str) -> list[Part]:
    """A row's cells under a field's head that has heads of its own under it, each with that; none where it has not."""
    column = next((column for column in grid.columns if column.field == name and column.head), None)
    if column is None:
        return []
    below = max(line.bottom for line in column.head)
    heads = [
        each for each in grid.cells
        if each[1] and each[0].top > below - SIDE and each[0].bottom < grid.head + SIDE and _is_under(each, column)
    ]  # fmt: skip
    found = []
    for cell, head in heads if len(heads) > 1 else ():
        middle = (cell.x0 + cell.x1) / 2
        lines = next((lines for other, lines in row if other.x0 <= middle <= other.x1), ())
        found.append(Part(tuple(head), tuple(lines)))
    return found


def ticked(parts: Sequence[Part], vocabulary: Vocabulary) -> list[Value]:
    """The heads of the columns that a row ticks."""
    heads = [part.head for part in parts if part.lines and all(map(is_ticks, part.lines))]
    return [value for head in heads if (value := value_of(head, vocabulary, "table"))]


def _is_under(each: TableCell, column: Column) -> bool:
    return column.x0 - SIDE <= each[0].x0 and each[0].x1 <= column.x1 + SIDE
