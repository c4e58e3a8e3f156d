"""Tables as grids of cells: ruled, or aligned by white space alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.layout import Line
from extract.segmenting import PageRead
from extract.tables import TableCell, table_cells
from extract.values import Value, Vocabulary, value_of

SAME_EDGE = 4.0
"""Cell edges within so many points are one."""
FEWEST_ROWS = 3
"""A table that is told by its alignment alone has at least so many rows, its head counted."""
ROW_GAP = 2.6
"""Rows further apart than so many times the usual distance are of two tables."""

Lines = tuple[Line, ...]


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells from left to right, each with its lines, empty where nothing stands in it.

    `top` and `bottom` are where it begins and ends on its page, `edges` the left edges of its columns.
    """

    page: int
    rows: tuple[tuple[Lines, ...], ...]
    edges: tuple[float, ...]
    top: float
    bottom: float

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.edges)


def grids_of(page: PageRead) -> list[Grid]:
    """The tables of a page from top to bottom: the ruled ones, then those that its open lines make."""
    ruled = [grid for cells in table_cells(page).values() if (grid := _ruled(page.number, cells))]
    taken = {line for grid in ruled for row in grid.rows for cell in row for line in cell}
    free = [page.line(i) for i in page.lines if page.line(i) not in taken]
    return sorted([*ruled, *aligned(page.number, free)], key=lambda grid: grid.top)


def cell_value(lines: Sequence[Line], vocabulary: Vocabulary) -> Value | None:
    """A cell's text as a value that was read from a table."""
    return value_of(lines, vocabulary, "table")


def _ruled(number: int, cells: Sequence[TableCell]) -> Grid | None:
    """A ruled table's cells in rows and columns; None where it has less than two of either."""
    tops = _clustered([cell.top for cell, _ in cells])
    edges = _clustered([cell.x0 for cell, _ in cells])
    if len(tops) < 2 or len(edges) < 2:
        return None
    grid: list[list[Lines]] = [[() for _ in edges] for _ in tops]
    for cell, lines in cells:
        grid[_nearest(tops, cell.top)][_nearest(edges, cell.x0)] += lines
    bottom = max(cell.bottom for cell, _ in cells)
    return Grid(number, tuple(map(tuple, grid)), tuple(edges), tops[0], bottom)


def _clustered(places: Sequence[float]) -> list[float]:
    """The places with those left out that are next to one before them."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > SAME_EDGE:
            kept.append(place)
    return kept


def _nearest(places: Sequence[float], place: float) -> int:
    return min(range(len(places)), key=lambda i: abs(places[i] - place))


def aligned(number: int, lines: Sequence[Line]) -> list[Grid]:
    """The tables that lines side by side make without any rule.

    A table is a run of rows with two cells or more whose columns overlap; a row of one cell goes on with
    the row above it where it stands in one of its columns and close to it.
    """
    rows = _side_by_side(lines)
    pitch = median([max(b[0].top - a[0].top, 1.0) for a, b in pairwise(rows)]) if len(rows) > 1 else 0.0
    runs: list[list[list[Line]]] = []
    for row in rows:
        run = runs[-1] if runs else []
        near = bool(run) and row[0].top - run[-1][-1].bottom < ROW_GAP * max(pitch, row[0].size)
        if near and _fits(run, row):
            run.append(row)
        elif len(row) > 1:
            runs.append([row])
        elif run:
            runs.append([])
    return [grid for run in runs if (grid := _of_run(number, run))]


def _side_by_side(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that share a row, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.bottom, line.x0)):
        if rows and abs(line.bottom - rows[-1][0].bottom) < 0.35 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _fits(run: Sequence[Sequence[Line]], row: Sequence[Line]) -> bool:
    """Whether each cell of a row stands in one column of the run: over no two cells of a row."""
    widest = max(run, key=len)
    for line in row:
        under = [cell for cell in widest if min(cell.x1, line.x1) > max(cell.x0, line.x0)]
        if len(under) > 1:
            return False
    return len(row) > 1 or bool(run)


def _of_run(number: int, run: Sequence[Sequence[Line]]) -> Grid | None:
    full = [row for row in run if len(row) > 1]
    if len(full) < FEWEST_ROWS or max(map(len, full)) < 3:
        return None
    columns = _columns(full)
    rows: list[list[Lines]] = []
    for row in run:
        cells: list[Lines] = [() for _ in columns]
        for line in row:
            cells[_column(columns, line)] += (line,)
        if (rows and len(row) == 1 and cells[0] == ()) or (rows and len(row) < 2 and not _starts_row(row[0], columns)):
            rows[-1] = [above + below for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    while rows and sum(map(bool, rows[-1])) < 2:  # a line below the table, such as its source
        rows.pop()
    bottom = max(line.bottom for row in rows for cell in row for line in cell)
    return Grid(number, tuple(map(tuple, rows)), tuple(left for left, _ in columns), run[0][0].top, bottom)


def _starts_row(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a lone line may be a row's first cell: a name whose figures are missing."""
    return _column(columns, line) == 0 and line.text[:1].isupper()


def _columns(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """The columns' sides: runs of cells that overlap, seen in the rows with the most cells."""
    spans: list[list[float]] = []
    for line in sorted((line for row in rows for line in row), key=lambda line: line.x0):
        if spans and line.x0 < spans[-1][1] - 1:
            spans[-1][1] = max(spans[-1][1], line.x1)
        else:
            spans.append([line.x0, line.x1])
    return [(left, right) for left, right in spans]


def _column(columns: Sequence[tuple[float, float]], line: Line) -> int:
    middle = (line.x0 + line.x1) / 2
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1], 0.0))
