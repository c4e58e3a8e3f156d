"""Tables of actions as grids: their columns by the heads, their cells by the rows of the titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.cells import Cell
from extract.layout import Line
from extract.programme import SAME_COLUMN
from extract.segmenting import PageRead
from extract.tables import TableCell, below_bands, rows_by_top, table_cells
from patterns import regexes as regex
from patterns.dates import YEAR
from patterns.folding import TIMEOUT
from patterns.labels import label_book

FEWEST_COLUMNS = 3
"""A table of actions has at least so many columns with a label at their head."""
HEAD_ROWS = 3
"""A head has at most so many rows."""
FORM_LABELS = 2
"""So many more labels in rows of labels below the head show a form."""

_YEAR = regex.compile(YEAR)


@dataclass(frozen=True)
class Column:
    """A column by the field or year at its head, and its sides in points."""

    field: str
    year: int | None
    x0: float
    x1: float
    head: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table's cells with their lines, its columns, where its head ends and begins, and the heading above that."""

    page: PageRead
    cells: tuple[TableCell, ...]
    columns: tuple[Column, ...]
    head: float
    top: float
    band: tuple[Line, ...] = ()


def find_grids(pages: Sequence[PageRead]) -> list[Grid]:
    """The tables of actions on the pages, in order; one without a head goes on with that of the page before."""
    grids: list[Grid] = []
    for page in pages:
        last = grids[-1] if grids and grids[-1].page.number == page.number - 1 else None
        grids += _grids(page, last.columns if last else ())
    return grids


def _grids(page: PageRead, before: tuple[Column, ...]) -> list[Grid]:
    grids = []
    for cells in table_cells(page).values():
        under, band = below_bands(cells)
        columns, head = _head(under) if band and under else ((), 0.0)
        if not columns:
            under, band = list(cells), ()
            columns, head = _head(cells)
        top = min(cell.top for cell, _ in under)
        if before and _fits(cells, before) and {c.field for c in columns} < {c.field for c in before}:
            # a head that is not repeated, or of which some is hidden by what a page's end cut
            columns, head = before, head if columns else top
        if columns and not _is_form(under, head, {column.field for column in columns}):
            grids.append(Grid(page, tuple(cells), columns, head, top, band))
    return sorted(grids, key=lambda grid: grid.top)


def _head(cells: Sequence[TableCell]) -> tuple[tuple[Column, ...], float]:
    """The columns that a table's first rows name, and where the head ends; none where it is no such table."""
    rows = rows_by_top(cells)
    head: list[tuple[Cell, str, int | None]] = []
    lines_of = dict(cells)
    bottom = 0.0
    for row in rows[:HEAD_ROWS]:
        named = [(cell, *_head_field(lines)) for cell, lines in row if lines]
        if not named or sum(bool(name) for _, name, _ in named) < 0.6 * len(named):
            break
        if bottom and row[0][0].top > bottom + 3:
            break
        head += [(cell, name, year) for cell, name, year in named if name]
        bottom = max([bottom, *(cell.bottom for cell, _, _ in named if cell.bottom - cell.top < 90)])
    leaves = [entry for entry in head if not _has_below(entry[0], head)]
    columns = tuple(Column(name, year, cell.x0, cell.x1, lines_of[cell]) for cell, name, year in leaves)
    fields = {column.field for column in columns} - {"year"}
    telling = len(fields) >= FEWEST_COLUMNS and fields & {"title", "number"}
    return (columns, bottom) if telling and "title" in fields else ((), 0.0)


def _is_form(cells: Sequence[TableCell], head: float, fields: set[str]) -> bool:
    """Whether a table is one action's form: rows below its head are labels again, of fields that the head has not."""
    below = rows_by_top([(cell, lines) for cell, lines in cells if cell.top >= head - 3 and lines])
    named = [[_head_field(lines)[0] for _, lines in row] for row in below]
    return len({name for row in named if all(row) for name in row} - fields - {"year"}) >= FORM_LABELS


def _head_field(lines: Sequence[Line]) -> tuple[str, int | None]:
    text = " ".join(line.text for line in lines).strip(" :")
    if _YEAR.fullmatch(text, timeout=TIMEOUT):
        return "year", int(text)
    match = label_book().match(text, fuzzy=True, column=True)
    return (match.field if match else ""), None


def _has_below(cell: Cell, head: Sequence[tuple[Cell, str, int | None]]) -> bool:
    return any(
        o.top >= cell.bottom - 3 and o.x0 >= cell.x0 - 3 and o.x1 <= cell.x1 + 3 for o, _, _ in head if o is not cell
    )


def _fits(cells: Sequence[TableCell], columns: Sequence[Column]) -> bool:
    sides = [x for cell, _ in cells for x in (cell.x0, cell.x1)]
    return all(
        any(abs(x - side) <= SAME_COLUMN for side in sides) for column in columns for x in (column.x0, column.x1)
    )


def body_rows(grid: Grid) -> list[list[TableCell]]:
    """The cells below the head, by the rows of the title's column."""
    title = next(column for column in grid.columns if column.field == "title")
    body = [(cell, lines) for cell, lines in grid.cells if cell.top >= grid.head - 3]
    spans = sorted(
        {
            (cell.top, cell.bottom)
            for cell, _ in body
            if cell.x0 <= title.x0 + SAME_COLUMN and cell.x1 >= title.x1 - SAME_COLUMN
        }
    )
    rows = []
    for top, bottom in spans:
        row = [
            (c, lines)
            for c, lines in body
            if min(c.bottom, bottom) - max(c.top, top) > 0.5 * min(c.bottom - c.top, bottom - top)
        ]
        rows.append(row)
    return rows


def cell_of(column: Column, row: Sequence[TableCell]) -> TableCell | None:
    """The cell of a row that stands in a column."""
    middle = (column.x0 + column.x1) / 2
    return next(((cell, lines) for cell, lines in row if cell.x0 <= middle <= cell.x1), None)
