"""Programme tables: axis > priority > objective > measures, in three ruled columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.cells import Cell
from extract.headings import Heading, axis_heading
from extract.items import marker_of, split_items
from extract.layout import Line
from extract.pages import Word
from extract.segmenting import PageRead
from extract.tables import TableCell, rows_by_top, table_cells
from extract.values import Value, Vocabulary, appended, goes_on, stripped, trimmed, value_of
from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold
from patterns.labels import label_book

LISTS = ("contents", "leads", "partners", "indicators")
"""Columns whose cells are lists."""
SAME_COLUMN = 6.0
"""Columns of one table on two pages stand within so many points of each other."""
PADDING = 5.0
"""Points between a cell's text and its right side."""

LEVEL = 4.0
"""Lines of two columns whose tops differ by less stand level, in points."""

# "1.1.2", "1-1-2", "2.3.1.", "1.2 :", "Objectif opérationnel 3.1", "OO 2.4"; a bare number needs a sign after it
_OBJECTIVE = regex.compile(
    r"(?:(?P<word>objectifs?(?:\s+op[ée]rationnels?)?|o\.?o\.?|o\.?p\.?)\s*(?:n\s*[°º]\s*)?)?"
    r"(?P<number>[A-Z]?\d{1,2}(?:[.\-]\d{1,2}){0,3})(?P<sign>\s*[.):–—-]+)?",
    regex.IGNORECASE,
)
_LEVEL = regex.compile(
    r"(?:(?:axe|priorit[ée]|objectif|orientation|enjeu|pilier|volet|th[èe]me|th[ée]matique|d[ée]fi|ambition|os|op)"
    r"(?:\s+strat[ée]gique|\s+prioritaire)?\s*(?:n\s*[°º])?\s*)?([\dA-Z]{1,2}(?:[.\-]\d{1,2})*)[.):]?",
    regex.IGNORECASE,
)

AXIS_WORDS = frozenset(("axe", "pilier", "volet", "thematique", "theme"))
"""Of these, what stands above the priorities of a programme."""

ROLES = {
    "programme_priority": "priority", "priority": "priority", "strategic_orientations": "priority",
    "operational_objectives": "objective", "contents": "contents", "axis": "axis", "theme": "axis", "pillar": "axis",
    "leads": "leads", "partners": "partners", "indicators": "indicators",
}  # fmt: skip
"""What a column holds, by the field that its head is a label of."""
HEAD_LINES = 3
"""Above the rest of a cut table stand at most so many lines: a heading that is repeated."""


@dataclass
class Objective:
    """One objective of a programme table with its measures."""

    number: Value | None
    title: Value
    axis: Heading | None
    priority: Heading | None
    lists: dict[str, list[Value]] = field(default_factory=dict)
    pages: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Table:
    page: PageRead
    columns: Mapping[str, tuple[float, float]]
    cells: tuple[TableCell, ...]
    top: float


@dataclass
class _State:
    """What a table carries over to the next page."""

    axis: Heading | None = None
    priority: Heading | None = None


def read_programme(
    pages: Sequence[PageRead], vocabulary: Vocabulary, pitches: Mapping[float, float]
) -> list[Objective]:
    """The objectives of all programme tables on the pages, in order."""
    objectives: list[Objective] = []
    state = _State()
    columns: Mapping[str, tuple[float, float]] = {}
    last_page = 0
    for page in pages:
        for table in _tables(page, columns if page.number == last_page + 1 else {}):
            columns, last_page = table.columns, page.number
            axis = _axis_above(table, vocabulary)
            if axis:
                state = _State(axis=axis)
            _read_table(table, state, objectives, vocabulary, pitches)
    return objectives


def _tables(page: PageRead, before: Mapping[str, tuple[float, float]]) -> list[_Table]:
    """The page's programme tables: by their heads, or by the columns of one cut by the page's end."""
    tables = []
    found = list(table_cells(page).values())
    shorts = [_fields_of_one_row(cells) for cells in found]
    for cells, short in zip(found, shorts, strict=True):
        columns: Mapping[str, tuple[float, float]]
        columns, head = _head(cells)
        stacked = short and any(other and other.isdisjoint(short) for other in shorts)
        if columns and (stacked or _is_sheet(cells, head)):
            continue
        if not columns and before and _fits_columns(cells, before) and _is_first(page, cells):
            columns, head = before, 0.0
        if {"objective", "contents"} <= set(columns):
            body = tuple((cell, lines) for cell, lines in cells if cell.top >= head - 1)
            tables.append(_Table(page, columns, body, min(cell.top for cell, _ in cells)))
    return sorted(tables, key=lambda table: table.top)


def _is_first(page: PageRead, cells: Sequence[TableCell]) -> bool:
    """Whether a table stands at its page's head, where one that the last page's end cut goes on."""
    top = min(cell.top for cell, _ in cells)
    return sum(page.line(i).bottom <= top for i in page.lines) <= HEAD_LINES


def _head(cells: Sequence[TableCell]) -> tuple[dict[str, tuple[float, float]], float]:
    """The columns of a table by what they hold, and where the head ends; none where it has no such head."""
    if not cells:
        return {}, 0.0
    top = min(cell.top for cell, _ in cells)
    named = [
        (cell, match.field)
        for cell, lines in cells
        if cell.top <= top + 3 and lines
        and (match := label_book().match(" ".join(line.text for line in lines).rstrip(" :"), fuzzy=True, column=True))
    ]  # fmt: skip
    fields = {name for _, name in named}
    columns: dict[str, tuple[float, float]] = {}
    for cell, name in named:
        # "Actions" heads the measures where a column of objectives stands before it
        role = "contents" if name == "title" and "contents" not in fields else ROLES.get(name)
        if role and role not in columns:
            columns[role] = (cell.x0, cell.x1)
    # a table whose titles stand before the objectives, or that numbers its rows, is one of actions
    titles = [cell.x0 for cell, name in named if name == "title"]
    objectives = [cell.x0 for cell, name in named if name == "operational_objectives"]
    if "number" in fields or (titles and objectives and min(titles) < min(objectives)):
        return {}, 0.0
    if "operational_objectives" not in fields or {"title", "leads"} <= fields or {"title", "calendar"} <= fields:
        return {}, 0.0
    return columns, max((cell.bottom for cell, _ in named), default=top)


def _is_sheet(cells: Sequence[TableCell], head: float) -> bool:
    """Whether a table is one action's: a row below its head is of labels again ("Porteur", "Partenaires")."""
    rows = rows_by_top([(cell, lines) for cell, lines in cells if cell.top >= head - 1 and lines])
    return any(len(row) > 1 and all(_is_label(lines) for _, lines in row) for row in rows)


def _fields_of_one_row(cells: Sequence[TableCell]) -> frozenset[str]:
    """The fields of a head of labels alone with one row below it, or none yet; no field where a table is otherwise.

    A sheet may be such tables one below the other, each with other labels.
    """
    rows = rows_by_top([(cell, lines) for cell, lines in cells if lines])
    if not 1 <= len(rows) <= 2:
        return frozenset()
    labels = [name for _, lines in rows[0] if (name := _label(lines))]
    return frozenset(labels) if len(labels) == len(rows[0]) > 1 else frozenset()


def _is_label(lines: Sequence[Line]) -> bool:
    return _label(lines) is not None


def _label(lines: Sequence[Line]) -> str | None:
    match = label_book().match(" ".join(line.text for line in lines).rstrip(" :"))
    return match.field if match else None


def _fits_columns(cells: Sequence[TableCell], columns: Mapping[str, tuple[float, float]]) -> bool:
    sides = {round(x) for cell, _ in cells for x in (cell.x0, cell.x1)}
    return all(any(abs(x - side) <= SAME_COLUMN for side in sides) for column in columns.values() for x in column)


def _column(table: _Table, role: str) -> list[TableCell]:
    if role not in table.columns:
        return []
    x0, x1 = table.columns[role]
    cells = [(c, lines) for c, lines in table.cells if abs(c.x0 - x0) <= SAME_COLUMN and abs(c.x1 - x1) <= SAME_COLUMN]
    return sorted(cells, key=lambda pair: pair[0].top)


def _read_table(
    table: _Table,
    state: _State,
    objectives: list[Objective],
    vocabulary: Vocabulary,
    pitches: Mapping[float, float],
) -> None:
    headings = {
        role: [(cell, _heading(lines, vocabulary)) for cell, lines in _column(table, role)]
        for role in ("axis", "priority")
    }
    if objectives and objectives[-1].pages[-1] == table.page.number - 1:
        headings["priority"] = _mended(headings["priority"], state, objectives, vocabulary)
    bands = _bands(table)
    for cell, lines in _column(table, "objective"):
        while bands and bands[0][0].top < cell.top:
            _take_band(bands.pop(0)[1], state, vocabulary)
        state.axis = _beside(headings["axis"], cell) or state.axis
        state.priority = _beside(headings["priority"], cell) or state.priority
        parts = _parted(cell, lines)
        for part, own in parts:
            lists = {
                role: _level_items(_levelled(_column(table, role), part, parts), part, vocabulary, pitches)
                for role in LISTS
                if role in table.columns
            }
            _add_objective(table, own, lists, state, objectives, vocabulary)


def _parted(cell: Cell, lines: Sequence[Line]) -> list[TableCell]:
    """The objectives of one cell, each with the part of it that it fills: by their numbers, else by bullets."""
    numbers = [_objective_number(line.words) for line in lines]
    first = next((found[0] for found in numbers if found), None)
    starts = [k for k, found in enumerate(numbers) if found and first and found[0].count(".") == first.count(".")]
    marks = [marker_of(line) for line in lines]
    bulleted = bool(marks and marks[0]) and not starts
    if bulleted:
        starts = [k for k, mark in enumerate(marks) if mark and mark.number is None]
        lines = [(line.cut(mark.words) or line) if mark else line for line, mark in zip(lines, marks, strict=True)]
    if len(starts) < 2 and not bulleted:
        return [(cell, tuple(lines))]
    starts = [0, *(k for k in starts if k)]
    tops = [cell.top, *(lines[k].top - PADDING for k in starts[1:]), cell.bottom]
    return [
        (cell._replace(top=tops[n], bottom=tops[n + 1]), tuple(lines[k:end]))
        for n, (k, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True))
    ]


def _levelled(column: Sequence[TableCell], part: Cell, parts: Sequence[TableCell]) -> list[TableCell]:
    """A column's cells, less the lines that stand level with another objective of the same cell.

    Where the lines of a cell do not begin level with the objectives, all of them are each one's.
    """
    begun = [own[0].top for _, own in parts[1:]]
    kept = []
    for cell, lines in column:
        inside = [top for top in begun if cell.top < top < cell.bottom]
        level = all(any(abs(line.top - top) < LEVEL for line in lines) for top in inside)
        held = lines if not level else tuple(x for x in lines if part.top - 1 <= x.top < part.bottom - 1)
        kept.append((cell, held if inside else lines))
    return kept


def _bands(table: _Table) -> list[TableCell]:
    """The rows of one cell across all columns, from top to bottom: headings inside the table."""
    left, right = min(x0 for x0, _ in table.columns.values()), max(x1 for _, x1 in table.columns.values())
    return sorted(
        (
            (cell, lines) for cell, lines in table.cells
            if lines and cell.x0 <= left + SAME_COLUMN and cell.x1 >= right - SAME_COLUMN
        ),
        key=lambda band: band[0].top,
    )  # fmt: skip


def _take_band(lines: Sequence[Line], state: _State, vocabulary: Vocabulary) -> None:
    """Gives what follows the axis that a band names, else the priority."""
    axis = axis_heading(lines, vocabulary)
    if axis and fold(lines[0].words[0].text) in AXIS_WORDS:
        state.axis, state.priority = axis, None
    else:
        state.priority = _heading(lines, vocabulary)


def _mended(
    headings: list[tuple[Cell, Heading | None]], state: _State, objectives: Sequence[Objective], vocabulary: Vocabulary
) -> list[tuple[Cell, Heading | None]]:
    """The priorities of a page, the first one whole where the page's end before it cut it in two."""
    before, (cell, first) = state.priority, headings[0] if headings else (None, None)
    if before is None or first is None or first.number or cell is None:
        return headings
    number_only = _LEVEL.fullmatch(before.title.text, timeout=TIMEOUT) if before.number is None else None
    if number_only:
        whole = Heading(before.title._replace(text=number_only.group(1)), first.title)
    elif goes_on(before.title.text, first.title.text):
        whole = Heading(before.number, appended([before.title], [first.title], vocabulary)[0])
    else:
        return headings
    for objective in objectives:
        if objective.priority is before:
            objective.priority = whole
    return [(cell, whole), *headings[1:]]


def _beside(headings: Sequence[tuple[Cell, Heading | None]], cell: Cell) -> Heading | None:
    """The heading whose merged cell stands beside an objective's; None where it is empty."""
    return next(
        (found for c, found in headings if found and c.top - 2 <= (cell.top + cell.bottom) / 2 <= c.bottom + 2),
        None,
    )


def _level_items(
    column: Sequence[TableCell],
    cell: Cell,
    vocabulary: Vocabulary,
    pitches: Mapping[float, float],
) -> list[Value]:
    """The items of a column's cells that stand level with an objective's cell."""
    return [
        value
        for c, lines in column
        if c.top - 2 <= (max(c.top, cell.top) + min(c.bottom, cell.bottom)) / 2 <= c.bottom + 2
        and _overlap(c, cell) > 2
        for value in cell_items(lines, c, vocabulary, pitches)
    ]


def _add_objective(
    table: _Table,
    lines: Sequence[Line],
    lists: dict[str, list[Value]],
    state: _State,
    objectives: list[Objective],
    vocabulary: Vocabulary,
) -> None:
    number, title = _numbered(lines, vocabulary)
    last = objectives[-1] if objectives else None
    if last and number is None and last.number and last.pages[-1] != table.page.number and _is_rest(title):
        if title:
            last.title = Value(f"{last.title.text} {title.text}", last.title.pieces + title.pieces, "table")
        for role, values in lists.items():
            last.lists[role] = appended(last.lists.get(role, []), values, vocabulary)
        last.pages.append(table.page.number)
    elif title:
        objectives.append(Objective(number, title, state.axis, state.priority, lists, [table.page.number]))


def _is_rest(title: Value | None) -> bool:
    return title is None or not title.text[:1].isupper()


def _overlap(one: Cell, other: Cell) -> float:
    return min(one.bottom, other.bottom) - max(one.top, other.top)


def cell_items(
    lines: Sequence[Line], cell: Cell, vocabulary: Vocabulary, pitches: Mapping[float, float]
) -> list[Value]:
    """A cell's paragraphs or list items."""
    items = split_items(lines, pitches, cell.x1 - PADDING)
    return [value for item in items if (value := value_of(item.lines, vocabulary, "table"))]


def _numbered(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[Value | None, Value | None]:
    """An objective's number and its title."""
    if not lines:
        return None, None
    found = _objective_number(lines[0].words)
    if found is None:
        return None, value_of(lines, vocabulary, "table")
    number, end = found
    head = [line for line in (lines[0].cut(0, end),) if line]
    rest = [line for line in (lines[0].cut(end), *lines[1:]) if line]
    written = value_of(head, vocabulary, "table")
    title = value_of(trimmed(rest, ":–—-"), vocabulary, "table")
    return (written._replace(text=number) if written else None), title


def _objective_number(words: Sequence[Word]) -> tuple[str, int] | None:
    """The dotted number of the objective that a line begins with, and how many words it takes."""
    for end in range(min(4, len(words)), 0, -1):
        match = _OBJECTIVE.fullmatch(" ".join(word.text for word in words[:end]), timeout=TIMEOUT)
        if match and (match["word"] or match["sign"] or "." in match["number"] or "-" in match["number"]):
            return match["number"].replace("-", "."), end
    return None


def _heading(lines: Sequence[Line], vocabulary: Vocabulary) -> Heading | None:
    """A priority's number and title; None where the cell is empty."""
    if not lines:
        return None
    words = lines[0].words
    for end in range(min(3, len(words)), 0, -1):
        head = " ".join(word.text for word in words[:end])
        match = _LEVEL.fullmatch(head, timeout=TIMEOUT)
        rest = [line for line in (lines[0].cut(end), *lines[1:]) if line]
        if match and rest and not (len(match.group(1)) > 1 and match.group(1).isalpha()):
            number = value_of([lines[0].cut(0, end) or lines[0]], vocabulary, "table")
            title = value_of(rest, vocabulary, "table")
            title = stripped(title, ":–-") if title else None
            if number and title:
                return Heading(number._replace(text=match.group(1)), title)
    title = value_of(lines, vocabulary, "table")
    return Heading(None, title) if title else None


def _axis_above(table: _Table, vocabulary: Vocabulary) -> Heading | None:
    """The axis that a heading above the table names, with lines of its look that go on with it."""
    lines = [table.page.line(i) for i in table.page.lines]
    above = [line for line in lines if line.bottom <= table.top + 2]
    for i in range(len(above) - 1, -1, -1):
        heading = axis_heading(above[i:], vocabulary)
        if heading:
            return heading
    return None
