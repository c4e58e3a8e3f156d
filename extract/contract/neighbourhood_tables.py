"""Tables of neighbourhoods: ruled, aligned, or as a PDF-to-text tool leaves them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.contract.grids import Grid, cell_value, grids_of
from extract.contract.neighbourhoods import CODE, Found, Kind, has_code, split_communes, without_code
from extract.contract.numbers import Inhabitants, inhabitants, whole_number
from extract.contract.reads import Source
from extract.contract.text_tables import find_head, text_rows
from extract.layout import Line
from extract.segmenting import PageRead
from extract.values import Value
from patterns import regexes as regex
from patterns.facts import LONGEST_HEAD, column_of, head_at
from patterns.folding import TIMEOUT, fold

ABOVE = 70.0
"""What a table is of stands within so many points above it."""
FOOT = 0.7
"""A table that ends within this share of its page does not go on on the next."""


class _Last(NamedTuple):
    """A table that may go on on the next page: its page, what its columns hold, and of what kind it is."""

    page: int
    columns: Sequence[str | None]
    kind: Kind


_FIGURES_OF = frozenset({"code", "communes", "population", "income"})
FEWEST_HEADS = 2
"""Heads at the left of a table that has a column for each neighbourhood."""
_YEAR = regex.compile(r"\b(20[0-3]\d)\b")
_KIND = regex.compile(r"veille|prioritaire")
_TOTAL = regex.compile(r"(?i)^\W*(?:sous-)?(?:total|totaux|ensemble|moyenne|source)\b")
_SPEAKS_OF = regex.compile(r"(?i)quartier|qpv|prioritaire|veille")


def table_neighbourhoods(source: Source, among: Collection[str]) -> list[Found]:
    """The neighbourhoods that the tables of the document name, in order."""
    found: list[Found] = []
    last: _Last | None = None
    for number, text in source.pages():
        heads = may_hold_table(text)
        before, last = last, None
        goes_on = before if before and before.page == number - 1 else None
        page = source.page(number) if heads or goes_on else None
        if page is None:
            continue
        count = len(found)
        for k, grid in enumerate(grids_of(page)):
            above = lines_above(grid, page)
            turned = turned_columns(grid)
            if turned:
                year = _year(turned[0])
                found += _of_grid(turned[0].rows[1:], _Last(number, turned[1], kind_of(above)), source, among, year)
                continue
            columns = columns_of(grid, " ".join(above))
            if columns:
                last = _Last(number, columns, kind_of([_head_text(grid), *above]))
                found += _of_grid(grid.rows[1:], last, source, among, _year(grid))
            elif k == 0 and goes_on and grid.width == len(goes_on.columns):
                last = goes_on._replace(page=number)
                found += _of_grid(grid.rows, last, source, among, None)
            if last and grid.bottom < FOOT * page.layout.page.height:
                last = None
        if heads and len(found) == count:
            found += _of_text(number, source, among)
    return found


def may_hold_table(text: str) -> bool:
    """Whether a page's plain text shows the head of a table of neighbourhoods."""
    low = text.lower()
    if "quartier" not in low and "qpv" not in low and "prioritaire" not in low and "veille" not in low:
        return False
    if not ("population" in low or "habitants" in low or "revenu" in low or has_code(text)):
        return False
    return find_head(text) is not None or _names_rows(text)


def _names_rows(text: str) -> bool:
    """Whether several lines begin with the heads of a table whose columns are the neighbourhoods."""
    heads = {head[0] for line in text.splitlines() if (head := head_at(line.split()[:LONGEST_HEAD]))}
    return len(heads & _FIGURES_OF) >= FEWEST_HEADS


def turned_columns(grid: Grid) -> tuple[Grid, list[str | None]] | None:
    """A table that has a column for each neighbourhood with its rows and columns swapped, and what those hold.

    Its corner is empty or heads the names; None where a table is no such one.
    """
    rows = tuple(zip(*grid.rows, strict=True))
    heads = [column_of(" ".join(line.text for line in cell)) for cell in rows[0]]
    if len(rows) < 2 or heads[0] not in (None, "neighbourhood") or len(set(heads) & _FIGURES_OF) < FEWEST_HEADS:
        return None
    if heads[0] is None and rows[0][0] and not _SPEAKS_OF.search(rows[0][0][0].text, timeout=TIMEOUT):
        return None
    return replace(grid, rows=rows), ["neighbourhood", *heads[1:]]


def columns_of(grid: Grid, title: str) -> list[str | None] | None:
    """What each column of a table of neighbourhoods holds; None where it is of something else."""
    heads = [" ".join(line.text for line in cell) for cell in grid.rows[0]]
    columns = [column_of(head) for head in heads]
    for name in set(filter(None, columns)):  # of two such columns the first is meant
        first = columns.index(name)
        columns = [one if one != name or i == first else None for i, one in enumerate(columns)]
    if "neighbourhood" not in columns or not {"population", "income", "code", "communes"} & set(columns):
        return None
    coded = any(CODE.search(line.text, timeout=TIMEOUT) for row in grid.rows for cell in row for line in cell)
    told = _SPEAKS_OF.search(" ".join(heads), timeout=TIMEOUT) or _SPEAKS_OF.search(title, timeout=TIMEOUT)
    figures = {"population", "income"} & set(columns)
    return columns if coded or (told and figures) else None


def lines_above(grid: Grid, page: PageRead) -> list[str]:
    """The lines right above a table, the nearest first."""
    lines = (page.line(i) for i in page.lines)
    above = sorted((line for line in lines if 0 <= grid.top - line.bottom < ABOVE), key=lambda line: -line.bottom)
    return [line.text for line in above]


def kind_of(texts: Iterable[str]) -> Kind:
    """What the first of some texts speaks of: watch neighbourhoods or priority ones."""
    for text in texts:
        match = _KIND.search(fold(text), timeout=TIMEOUT)
        if match:
            return "watch" if match.group() == "veille" else "priority"
    return "priority"


def _head_text(grid: Grid) -> str:
    return " ".join(line.text for cell in grid.rows[0] for line in cell)


def _year(grid: Grid) -> int | None:
    """The one year that the table's head gives its figures."""
    years = set(_YEAR.findall(_head_text(grid), timeout=TIMEOUT))
    return int(years.pop()) if len(years) == 1 else None


def _of_grid(
    rows: Sequence[Sequence[Sequence[Line]]], table: _Last, source: Source, among: Collection[str], year: int | None
) -> list[Found]:
    """The neighbourhoods of a table's rows; a cell of communes that is merged holds for the rows beside it."""
    found = []
    group: Value | None = None
    for row in rows:
        cells = {
            name: value
            for name, lines in zip(table.columns, row, strict=False)
            if name and (value := cell_value(lines, source.vocabulary))
        }
        name = cells.get("neighbourhood")
        if name is None or _TOTAL.match(name.text, timeout=TIMEOUT) or _is_head(cells):
            continue
        if len(cells) == 1 and "communes" not in table.columns and not has_code(name.text):
            group = name  # a row of its own names the commune of those below
            continue
        group = cells.get("communes", group)
        if group:
            cells["communes"] = group
        one = _found(name, cells, table.kind, among)
        if one:
            one.source_year = (year, name) if year else None
            found.append(one)
    return found


def _is_head(cells: Mapping[str, Value]) -> bool:
    """Whether a row repeats the head of its table, as on a new page."""
    return sum(column_of(value.text) == name for name, value in cells.items()) > 1


def _found(name: Value, cells: Mapping[str, Value], kind: Kind, among: Collection[str]) -> Found | None:
    bare, code = without_code(name)
    if bare is None or not any(c.isalpha() for c in bare.text):
        return None
    situation = cells.get("situation")
    one = Found(bare, kind_of([situation.text]) if situation else kind, code)
    if (coded := cells.get("code")) and CODE.search(coded.text, timeout=TIMEOUT):
        one.code = coded
    if communes := cells.get("communes"):
        one.communes = split_communes(communes, among)
    if population := cells.get("population"):
        counted = _counted(population)
        one.population = (counted, population) if counted != Inhabitants(None) else None
    if (income := cells.get("income")) and (amount := _amount(income)) is not None:
        one.income = (amount, income)
    return one


def _counted(value: Value) -> Inhabitants:
    counted = inhabitants(value.text)
    return inhabitants(_unbroken(value)) if counted == Inhabitants(None) and len(value.pieces) > 1 else counted


def _amount(value: Value) -> int | None:
    amount = whole_number(value.text)
    return whole_number(_unbroken(value)) if amount is None and len(value.pieces) > 1 else amount


def _unbroken(value: Value) -> str:
    """A number that a line's end cut, as one: "106" / "00"."""
    return "".join(piece.text for piece in value.pieces)


def _of_text(number: int, source: Source, among: Collection[str]) -> list[Found]:
    """The rows of tables in a page's plain text, which has no columns."""
    found = []
    for before, cells in text_rows(source, number, among):
        kind = kind_of(reversed(before.splitlines()))
        one = _found(cells["neighbourhood"], cells, kind, among) if "neighbourhood" in cells else None
        if one:
            found.append(one)
    return found
