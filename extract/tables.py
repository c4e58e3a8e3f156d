"""A page's ruled tables: their cells with the lines that stand in them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.cells import Cell
from extract.layout import Line
from extract.segmenting import PageRead

BAND_WIDTH = 0.9
"""A cell over this share of a table's width is a heading across it."""
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


def below_bands(cells: Sequence[TableCell]) -> tuple[list[TableCell], tuple[Line, ...]]:
    """A table's cells below the headings across it that come first, and those headings' lines."""
    left, right = min(cell.x0 for cell, _ in cells), max(cell.x1 for cell, _ in cells)
    rest, bands = sorted(cells, key=lambda pair: pair[0].top), list[Line]()
    while rest and rest[0][0].x1 - rest[0][0].x0 > BAND_WIDTH * (right - left):
        bands += rest[0][1]
        rest = rest[1:]
    return rest, tuple(bands)


def split_head(cells: Sequence[TableCell]) -> list[TableCell]:
    """A table's cells, each of its head that holds the heads of several columns parted as those stand below."""
    top = min(cell.top for cell, _ in cells)
    head = [(cell, lines) for cell, lines in cells if cell.top <= top + 3]
    below = _parted_row(cells, max(cell.bottom for cell, _ in head), len(head))
    rest = [(cell, lines) for cell, lines in cells if cell.top > top + 3]
    return [*(part for cell, lines in head for part in _columns_of(cell, lines, below)), *rest]


def _columns_of(head: Cell, lines: tuple[Line, ...], below: Sequence[Cell]) -> list[TableCell]:
    """A head's cell as the columns below it, where each of its lines stands in one of them."""
    parts = [
        (cell._replace(top=head.top, bottom=head.bottom), tuple(line for line in lines if _within(line, cell)))
        for cell in below if head.x0 - 3 <= cell.x0 and cell.x1 <= head.x1 + 3
    ]  # fmt: skip
    filled = [held for _, held in parts if held]
    return parts if len(filled) > 1 and sum(map(len, filled)) == len(lines) else [(head, lines)]


def _parted_row(cells: Sequence[TableCell], foot: float, columns: int) -> list[Cell]:
    """The first row below a head of more cells than it has, from left to right; a row of one may stand between."""
    rows = rows_by_top([(cell, lines) for cell, lines in cells if cell.top > foot - 3])
    return next(([cell for cell, _ in row] for row in rows if len(row) > columns), [])


def rows_by_top(cells: Sequence[TableCell]) -> list[list[TableCell]]:
    """The cells as rows, from top to bottom and left to right: those whose tops are level."""
    rows: list[list[TableCell]] = []
    for cell, lines in sorted(cells, key=lambda pair: (pair[0].top, pair[0].x0)):
        if rows and abs(cell.top - rows[-1][0][0].top) < 3:
            rows[-1].append((cell, lines))
        else:
            rows.append([(cell, lines)])
    return rows


def _within(line: Line, cell: Cell) -> bool:
    return cell.x0 <= (line.x0 + line.x1) / 2 < cell.x1
