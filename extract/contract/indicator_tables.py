"""Tables of the diagnosis, kept as they stand: head, rows, units and source, whatever they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.contract.grids import Grid, cell_value, grids_of
from extract.contract.neighbourhood_tables import columns_of, lines_above, turned_columns
from extract.contract.reads import Read, Source
from extract.layout import Line
from extract.segmenting import PageRead
from extract.values import Value, piece_of
from models.record import DataTable
from patterns import regexes as re
from patterns.folding import fold

FEWEST_ROWS = 3
"""A table has at least so many rows below its head."""
FEWEST_FIGURES = 0.4
"""At least this share of the cells beside the first column are figures."""
LONGEST_TITLE = 20
"""Words of the longest line that names a table."""
LONGEST_ROW = 1000
"""Characters of the longest row of a text file's table, its gaps counted."""
LONGEST_LABEL = 9
"""Words of the longest name of a row."""
SAME_EDGE = 6.0
"""Points by which the columns of a table and of what goes on with it may differ."""
LONGEST_ROW = 110
"""Characters of the longest row of figures in plain text."""
BELOW = 60.0
"""A table's source stands within so many points below it."""
FOOT = 0.8
"""A table that ends within this share of its page does not go on on the next."""

_FIGURE = re.compile(
    r"[<>±+\-–−]?\s?\d{1,3}(?:[ \u00a0\u202f.]\d{3})*(?:[.,]\d+)?\s?(?:%|€|k€|pts?|ans|hab\.?|/\s?\d+)?"
)
_FIGURES_ROW = re.compile(
    r"(?P<label>(?=.{0,9}[^\W\d])\w[^\n\t]*?)(?<=\S)(?P<gap>[ \t]++)"
    rf"(?P<figures>{_FIGURE.pattern}(?:[ \t]+{_FIGURE.pattern})+)[ \t]*"
)
_ENDS_IN_FIGURE = re.compile(r"\d\s?(?:%|€|k€|pts?|ans|hab\.?)?$")
_SOURCE = re.compile(r"(?i)^\W*sources?\s*:?\s*\S")
_UNIT = re.compile(
    r"\(\s*(?:en\s+)?(%|€|euros?|k€|M€|hab\.?/km²|hab\.?|km²|m²|ans|points?|nombre|effectifs?)[^)]*\)|(%|€)"
)


class _Row(NamedTuple):
    label: str
    gaps: tuple[int, ...]
    figures: tuple[str, ...]
    start: int
    end: int


def read_indicator_tables(source: Source) -> list[Read[DataTable]]:
    """The tables of figures of the document, but those of neighbourhoods, in order.

    A PDF's are read with their geometry, on pages whose text has many figures in rows; a text file's are
    rows of figures, whose columns are counted.
    """
    found: list[Read[DataTable]] = []
    last: tuple[int, Grid] | None = None
    for number, text in source.pages():
        if not may_hold_figures(text):
            continue
        page = source.page(number) if source.has_geometry else None
        if page is None:
            found += _in_text(number, text, source) if not source.has_geometry else []
            continue
        foot = FOOT * page.layout.page.height
        for k, grid in enumerate(grids_of(page)):
            if k == 0 and last and last[0] == number - 1 and _goes_on(last[1], grid):
                found[-1] = _joined(found[-1], _table(grid, page, source))
            elif is_of_figures(grid, page, 1 if grid.bottom > foot else FEWEST_ROWS):
                found.append(_table(grid, page, source))
            else:
                continue
            last = (number, grid) if grid.bottom > foot else None
    return [read for read in found if len(read.item.rows) >= FEWEST_ROWS]


def may_hold_figures(text: str) -> bool:
    """Whether a page's plain text has rows of figures, on one line or a cell a line."""
    rows = cells = 0
    for line in text.splitlines():
        bare = line.strip()
        if len(bare) > LONGEST_ROW or not _ENDS_IN_FIGURE.search(bare):
            continue
        if _FIGURE.fullmatch(bare):
            cells += 1
        else:
            rows += _FIGURES_ROW.fullmatch(bare) is not None
    return rows >= FEWEST_ROWS - 1 or cells >= 2 * FEWEST_ROWS


def is_of_figures(grid: Grid, page: PageRead, fewest: int = FEWEST_ROWS) -> bool:
    """Whether a table holds so many rows of figures below a head, and is none of neighbourhoods."""
    body = grid.rows[1:]
    of_neighbourhoods = turned_columns(grid) or columns_of(grid, " ".join(lines_above(grid, page)))
    if len(body) < fewest or grid.width < 2 or of_neighbourhoods:
        return False
    cells = [" ".join(line.text for line in cell) for row in body for cell in row[1:]]
    filled = [cell for cell in cells if cell]
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in filled)
    return bool(filled) and figures >= FEWEST_FIGURES * len(filled) and figures >= fewest


def _goes_on(above: Grid, below: Grid) -> bool:
    edges = zip(above.edges, below.edges, strict=False)
    return above.width == below.width and max(abs(a - b) for a, b in edges) < SAME_EDGE


def _joined(one: Read[DataTable], other: Read[DataTable]) -> Read[DataTable]:
    """A table with what goes on with it on the next page; a head that is repeated counts once."""
    more: list[list[str | None]]
    more = other.item.rows if other.item.header == one.item.header else [list(other.item.header), *other.item.rows]
    skipped = len(more) - len(other.item.rows)
    base = len(one.item.rows)
    where = dict(one.where)
    for key, value in other.where.items():
        name, *place = key.split("/")
        if name == "rows":
            where[f"rows/{base + skipped + int(place[0])}/{place[1]}"] = value
        elif name == "header" and skipped:
            where[f"rows/{base}/{place[0]}"] = value
    item = one.item.model_copy(
        update={
            "rows": [*one.item.rows, *([cell or None for cell in row] for row in more)],
            "pages": [*one.item.pages, *other.item.pages],
            "source": one.item.source or other.item.source,
        }
    )
    if item.source and not one.item.source:
        where["source"] = other.where["source"]
    return Read(item, where)


def _table(grid: Grid, page: PageRead, source: Source) -> Read[DataTable]:
    where: dict[str, Value] = {}

    def text(key: str, lines: Sequence[Line]) -> str | None:
        value = cell_value(lines, source.vocabulary)
        if value:
            where[key] = value
        return value.text if value else None

    header = [text(f"header/{k}", cell) or "" for k, cell in enumerate(grid.rows[0])]
    body = [row for row in grid.rows[1:] if not (row[0] and _SOURCE.match(row[0][0].text))]
    rows = [[text(f"rows/{i}/{k}", cell) for k, cell in enumerate(row)] for i, row in enumerate(body)]
    title = _title(grid, page)
    under = _source_line(grid, page)
    where |= {key: value for key, value in (("title", title), ("source", under)) if value}
    item = DataTable(
        title=title.text if title else None,
        header=header,
        rows=rows,
        units=units_of(header, rows, title.text if title else ""),
        source=under.text if under else None,
        pages=[grid.page],
    )
    return Read(item, where)


def units_of(header: Sequence[str], rows: Sequence[Sequence[str | None]], title: str = "") -> list[str | None]:
    """The unit of each column: in its head, else what all of its figures end in, else that of the title."""
    named = _UNIT.search(title)
    whole = (named.group(1) or named.group(2)) if named else None
    units: list[str | None] = []
    for k, head in enumerate(header):
        match = _UNIT.search(head)
        cells = [row[k] for row in rows if k < len(row) and row[k]]
        ends = {cell[-1] for cell in cells if cell}
        ending = ends.pop() if ends in ({"%"}, {"€"}) else whole if k else None
        units.append((match.group(1) or match.group(2)) if match else ending)
    return units


def _title(grid: Grid, page: PageRead) -> Value | None:
    """The short line right above a table, unless it ends a sentence or names the source."""
    above = sorted(
        (line for i in page.lines if 0 <= grid.top - (line := page.line(i)).bottom < BELOW / 2),
        key=lambda line: -line.bottom,
    )
    for line in above:
        if (
            len(line.words) <= LONGEST_TITLE
            and not line.text.rstrip().endswith((".", ";"))
            and not _SOURCE.match(line.text)
        ):
            return Value(line.text, (piece_of(line),), "table")
    return None


def _source_line(grid: Grid, page: PageRead) -> Value | None:
    lines = [page.line(i) for i in page.lines]
    near = [line for line in lines if 0 <= line.top - grid.bottom < BELOW]
    inside = [line for row in grid.rows for cell in row for line in cell]
    return next(
        (Value(line.text, (piece_of(line),), "table") for line in [*near, *inside] if _SOURCE.match(line.text)), None
    )


def _in_text(number: int, text: str, source: Source) -> Iterator[Read[DataTable]]:
    """The tables of a page of a text file: rows of figures one below the other, and the line of heads above them."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        lines.append((at, line.rstrip("\n")))
        at += len(line)
    run: list[_Row] = []
    first = 0
    for i, (start, line) in enumerate([*lines, (len(text), "")]):
        row = _row(line, start)
        if row:
            first = i if not run else first
            run.append(row)
            continue
        if len(run) >= FEWEST_ROWS and (read := _text_table(number, run, lines[:first], lines[i : i + 3], source)):
            yield read
        run = []


def _row(line: str, start: int) -> _Row | None:
    bare = line.strip()
    match = _FIGURES_ROW.fullmatch(bare) if bare[:1].isalnum() and len(bare) <= LONGEST_ROW else None
    if not match or len(match["label"].split()) > LONGEST_LABEL:
        return None
    offset = start + len(line) - len(line.lstrip())
    written = [(m.group(), m.start(), m.end()) for m in _FIGURE.finditer(match["figures"])]
    figures = [(end - len(text.lstrip()), start + len(text.rstrip())) for text, start, end in written]
    gaps = [len(match["gap"]) + figures[0][0], *(b[0] - a[1] for a, b in pairwise(figures))]
    words = tuple(match["figures"][first:last] for first, last in figures)
    return _Row(match["label"], tuple(gaps), words, offset, offset + len(match.group().rstrip()))


def _text_table(
    number: int,
    rows: Sequence[_Row],
    above: Sequence[tuple[int, str]],
    below: Sequence[tuple[int, str]],
    source: Source,
) -> Read[DataTable] | None:
    width = max(len(row.figures) for row in rows)
    base = min((row.gaps[0] for row in rows if len(row.figures) == width), default=1)
    heads = _heads(above[-1][1], width) if above else None
    where: dict[str, Value] = {}
    header: list[str] = ["", *heads] if heads else []
    if heads:
        start, line = above[-1]
        for k, head in enumerate(heads, 1):
            place = start + line.find(head)
            where[f"header/{k}"] = source.value(number, place, place + len(head), method="table")
    cells = []
    for i, row in enumerate(rows):
        places = _places(row, base, width)
        if places is None:
            return None  # figures that no count of spaces puts in columns
        line_cells: list[str | None] = [row.label, *([None] * width)]
        for place, figure in zip(places, row.figures, strict=True):
            line_cells[1 + place] = figure
        whole = source.value(number, row.start, row.end, method="table")
        where.update({f"rows/{i}/{k}": whole._replace(text=cell) for k, cell in enumerate(line_cells) if cell})
        cells.append(line_cells)
    title = above[-2] if heads and len(above) > 1 else above[-1] if above else None
    if (
        title
        and title[1].strip()
        and len(title[1].split()) <= LONGEST_TITLE
        and not title[1].rstrip().endswith((".", ";"))
    ):
        where["title"] = source.value(number, title[0], title[0] + len(title[1]), method="table")
    told = next((line for line in [*below, *above[-3:]] if _SOURCE.match(line[1])), None)
    if told:
        where["source"] = source.value(number, told[0], told[0] + len(told[1]), method="table")
    item = DataTable(
        title=where["title"].text if "title" in where else None,
        header=header,
        rows=cells,
        units=units_of(header or [""] * (width + 1), cells, where["title"].text if "title" in where else ""),
        source=where["source"].text if told else None,
    )
    return Read(item, where)


def _places(row: _Row, base: int, width: int) -> list[int] | None:
    """The columns of a row's figures, an empty one for each space too many; None where they run over."""
    if len(row.figures) == width:
        return list(range(width))
    places = [max(0, row.gaps[0] - base)]
    for gap in row.gaps[1:]:
        places.append(places[-1] + max(1, gap))
    return places if places[-1] < width else None


def _heads(line: str, width: int) -> list[str] | None:
    """A line as the heads of so many columns: words that begin with no capital go with the one before them."""
    parts = [part for part in re.split(r"\s{2,}", line.strip()) if part]
    if len(parts) == width:
        return parts
    heads: list[str] = []
    for word in line.split():
        if heads and not word[:1].isupper():
            heads[-1] += f" {word}"
        else:
            heads.append(word)
    return heads if len(heads) == width and fold(heads[0])[:1].isalnum() else None
