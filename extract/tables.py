"""A page's ruled tables: their cells with the lines that stand in them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.cells import Cell
from extract.layout import Line
from extract.segmenting import PageRead

TableCell = tuple[Cell, tuple[Line, ...]]
"""A cell with its lines, from top to bottom."""


def table_cells(page: PageRead) -> dict[int, list[TableCell]]:
    """The ruled cells of each table on the page, with their lines."""
    layout = page.layout
    held: dict[int, list[Line]] = {}
    for i in page.lines:
        cell = page.line(i).cell
        if cell is not None:
            held.setdefault(cell, []).append(page.line(i))
    tables: dict[int, list[TableCell]] = {}
    for k, ruled in enumerate(layout.cells):
        if ruled.table is not None:
            tables.setdefault(ruled.table, []).append((ruled, tuple(held.get(k, ()))))
    return {number: split_head(cells) for number, cells in tables.items()}


def split_head(cells: Sequence[TableCell]) -> list[TableCell]:
    """A table's cells, its head parted as the row below it where one shaded cell holds all the heads."""
    top = min(cell.top for cell, _ in cells)
    heads = [(cell, lines) for cell, lines in cells if cell.top <= top + 3]
    if len(heads) != 1 or len(heads[0][1]) < 2:
        return list(cells)
    head, lines = heads[0]
    below = [cell for cell, _ in cells if abs(cell.top - head.bottom) <= 3]
    parts = [
        (cell._replace(top=head.top, bottom=head.bottom), tuple(line for line in lines if _within(line, cell)))
        for cell in sorted(below, key=lambda cell: cell.x0)
    ]
    rest = [(cell, held) for cell, held in cells if cell is not head]
    return [*parts, *rest] if len(parts) > 1 and sum(len(held) for _, held in parts) == len(lines) else list(cells)


def _within(line: Line, cell: Cell) -> bool:
    return cell.x0 <= (line.x0 + line.x1) / 2 < cell.x1
