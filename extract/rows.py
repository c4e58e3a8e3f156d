"""Tables of actions: one action a row, its fields in columns, its years in a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.budget import read_budget
from extract.calendar import CalendarRead, Legend, phase_of_colour
from extract.fields import LIST_FIELDS, ActionRead, Context, read_items
from extract.headings import HEADING_WORDS, Heading
from extract.items import marker_of
from extract.labelling import find_labels, number_of
from extract.layout import Line
from extract.mergedcells import joined_at_page_ends
from extract.pages import Colour
from extract.priorities import colour_within
from extract.routing import names_theme
from extract.rowgrids import FEWEST_COLUMNS, Grid, body_rows, cell_of, find_grids
from extract.rowheads import aims_above
from extract.rowsections import Sections, sections_under
from extract.rowspans import parts_of, ticked
from extract.segmenting import PageRead
from extract.tables import TableCell
from extract.values import Piece, Value, Vocabulary, appended, goes_on, piece_of, stripped, trimmed, value_of
from models.record import Calendar, CalendarYear
from patterns.folding import fold
from patterns.vocabulary import phase_of

WHITE_FROM = 245
BAND_WORDS = 16
"""Words of the longest heading across a table that begins with no section's word."""


def read_rows(pages: Sequence[PageRead], context: Context) -> tuple[list[ActionRead], dict[int, set[int]]]:
    """The actions of all tables of actions, and by page the indexes of the lines that they took."""
    actions: list[ActionRead] = []
    taken: dict[int, set[int]] = {}
    sections = Sections()
    page, above = 0, 0.0
    by_number = {read.number: read for read in pages}
    for grid in joined_at_page_ends(find_grids(pages)):
        before = by_number.get(grid.page.number - 1) if grid.page.number != page else None
        if before:  # a heading may stand alone at the foot of the page before
            foot = above if page == before.number else 0.0
            sections = _after_headings(sections, before, foot, before.layout.page.height, context.vocabulary)
        above = above if grid.page.number == page else 0.0
        aims = aims_above(grid.page, above, grid.top, context)
        found = _after_headings(sections, grid.page, above, grid.top, context.vocabulary)
        band = _band_heading(grid.band, context.vocabulary) if found is sections else None
        if aims and (aims.theme or not found.lower):  # the next objective of a theme names no section
            above_them = None if sections.below else found.theme
            sections = Sections(aims.theme or above_them or sections.theme, aims.below)
        else:
            sections = Sections(band) if band else found
        sections = _read_grid(grid, sections, actions, context)
        page, above = grid.page.number, max(cell.bottom for cell, _ in grid.cells)
        held = {id(line) for _, lines in grid.cells for line in lines}
        taken.setdefault(page, set()).update(i for i in grid.page.lines if id(grid.page.line(i)) in held)
        taken[page] |= aims.lines if aims else set()
    return actions, taken


def _read_grid(grid: Grid, sections: Sections, actions: list[ActionRead], context: Context) -> Sections:
    """Adds the actions of a table's rows; gives the sections that hold after it."""
    width = max(c.x1 for c, _ in grid.cells) - min(c.x0 for c, _ in grid.cells)
    numbered = any(column.field == "number" for column in grid.columns)
    rows = body_rows(grid)
    for row in rows:
        words = [line for _, lines in row for line in lines]
        band = words and _is_band(row, words, width)
        apart = _set_apart(grid, row, rows, context) if words else None
        if band or apart:
            under = sections_under(sections, [_run_together(words)], context.vocabulary)
            sections = under or (Sections(apart) if apart else sections)
            continue
        by_field = _parted(_labelled(_by_field(grid, row)))
        number = value_of(by_field.get("number", ()), context.vocabulary, "table")
        title = value_of(by_field.get("title", ()), context.vocabulary, "table")
        if not words and not _coloured(grid, row):
            continue
        rest = actions and actions[-1].pages[-1] == grid.page.number - 1 and (not title or (numbered and not number))
        if rest:
            _go_on(actions[-1], by_field, grid, row, context)
        elif title:
            actions.append(_action(grid, row, by_field, number, title, sections, context))
    return sections


def _band_heading(band: Sequence[Line], vocabulary: Vocabulary) -> Heading | None:
    """The section that a heading above a table's head names without a section's word; None where it names none."""
    text = _run_together(band) if band else None
    title = value_of([text], vocabulary, "table") if text and names_theme([text.text]) else None
    return Heading(None, title) if title else None


def _is_band(row: Sequence[TableCell], words: Sequence[Line], width: float) -> bool:
    """Whether a row is a heading across the table: one wide cell, or a text that begins as a section's does."""
    wide = len(row) == 1 and row[0][0].x1 - row[0][0].x0 > 0.9 * width
    level = max(line.top for line in words) - min(line.top for line in words) < words[0].size
    return wide or (level and fold(words[0].words[0].text).strip(" :.") in HEADING_WORDS and len(words) > 1)


def _set_apart(
    grid: Grid, row: Sequence[TableCell], rows: Sequence[Sequence[TableCell]], context: Context
) -> Heading | None:
    """The section that a row names which has one text alone, set otherwise than the rows' titles; else None."""
    held = [lines for _, lines in row if lines]
    if len(held) != 1 or len(grid.columns) < FEWEST_COLUMNS or _coloured(grid, row):
        return None
    words = sum(len(line.words) for line in held[0])
    look = _looks(held[0])
    alike = sum(_looks(lines) == look for other in rows if len(other) > 1 for _, lines in other if lines)
    several = sum(sum(bool(lines) for _, lines in other) > 1 for other in rows)
    if words > BAND_WORDS or held[0][-1].text.rstrip().endswith(".") or several == 0 or alike > several:
        return None
    title = value_of([_run_together(held[0])], context.vocabulary, "table")
    return Heading(None, title) if title else None


def _looks(lines: Sequence[Line]) -> tuple[bool, str, bool]:
    first = lines[0].words[0]
    return first.bold, first.font, lines[0].text.isupper()


def _run_together(lines: Sequence[Line]) -> Line:
    """The lines of a band as one: seams of the columns cut its text."""
    ordered = sorted(lines, key=lambda line: (round(line.top), line.x0))
    return Line(tuple(word for line in ordered for word in line.words), ordered[0].page, ordered[0].cell)


def _by_field(grid: Grid, row: Sequence[TableCell]) -> dict[str, tuple[Line, ...]]:
    found: dict[str, tuple[Line, ...]] = {}
    for column in grid.columns:
        cell = cell_of(column, row)
        if cell and column.year is None:
            found[column.field] = found.get(column.field, ()) + cell[1]
    return found


def _labelled(by_field: Mapping[str, tuple[Line, ...]]) -> dict[str, tuple[Line, ...]]:
    """A row's texts, those parted that labels head within a cell ("Pilote : la Ville" over "Partenaires : Caf")."""
    found: dict[str, tuple[Line, ...]] = {}
    for name, lines in by_field.items():
        hits = find_labels(lines) if name in LIST_FIELDS and any(":" in line.text for line in lines) else []
        starts = {
            hit.lines[0]: hit for hit in hits
            if hit.field in LIST_FIELDS and hit.exact and len(hit.lines) == 1
            and lines[hit.lines[0]].words[hit.value_from - 1].text.endswith(":")
        }  # fmt: skip
        field = name
        for k, line in enumerate(lines):
            hit = starts.get(k)
            field = hit.field if hit else field
            rest = line.cut(hit.value_from) if hit else line
            found[field] = (*found.get(field, ()), *((rest,) if rest else ()))
        found.setdefault(name, ())
    return found


def _parted(by_field: Mapping[str, tuple[Line, ...]]) -> dict[str, tuple[Line, ...]]:
    """A row's texts, those parted that hold two: a bold title over what is done, a bold lead over the partners."""
    found = dict(by_field)
    for name, other in (("title", "contents"), ("leads", "partners")):
        lines = found.get(name, ())
        bold = next((k for k, line in enumerate(lines) if not line.words[-1].bold), len(lines))
        if other not in found and 0 < bold < len(lines) and not any(line.bold for line in lines[bold:]):
            found[name], found[other] = lines[:bold], lines[bold:]
    title = found.get("title", ())
    number = number_of(title[0].words) if title and "number" not in found else None
    rest = title[0].cut(number[1]) if number and number[0][0].isdigit() and not number[0].isdigit() else None
    if rest and (head := title[0].cut(0, number[1] if number else 0)):
        found["number"], found["title"] = (head,), (rest, *title[1:])
    return found


def _action(
    grid: Grid,
    row: Sequence[TableCell],
    by_field: Mapping[str, tuple[Line, ...]],
    number: Value | None,
    title: Value,
    sections: Sections,
    context: Context,
) -> ActionRead:
    action = ActionRead("table_row", number=number, title=stripped(title, " :"), pages=[grid.page.number])
    named = _without_level(by_field.get("theme") or by_field.get("axis") or ())
    action.theme = value_of(named, context.vocabulary, "table") or (sections.theme.title if sections.theme else None)
    action.priority = value_of(by_field.get("priority", ()), context.vocabulary, "table")
    action.priority = action.priority or _shown_priority(grid, row, context)
    action.priority_value = action.priority.text if action.priority else ""
    _add_lists(action, by_field, context)
    if (places := parts_of(grid, row, "places")) and (named_by_ticks := ticked(places, context.vocabulary)):
        action.lists["places"] = named_by_ticks
    paid = [(*part.head, *part.lines) for part in parts_of(grid, row, "budget") if part.lines]
    action.budget = read_budget(paid or [by_field.get("budget", ())], context.vocabulary)
    action.lists |= {name: list(values) for name, values in sections.below.items() if not action.lists.get(name)}
    action.calendar = _calendar(grid, row, context.legend)
    if not action.calendar.calendar.years and by_field.get("calendar"):
        action.calendar = context.calendar(by_field["calendar"])
    return action


def _shown_priority(grid: Grid, row: Sequence[TableCell], context: Context) -> Value | None:
    """The priority that the colour of its column's cell tells, or of a dot in it."""
    cells = (
        [cell_of(column, row) for column in grid.columns if column.field == "priority"] if context.priorities else []
    )
    shown = (colour_within(cell[0].box, grid.page.layout, context.priorities) for cell in cells if cell)
    return next((value for value in shown if value), None)


def _without_level(lines: Sequence[Line]) -> Sequence[Line]:
    """A section's title in a cell, without the word and number before it ("AXE 1" / "Réussir")."""
    if not lines or fold(lines[0].words[0].text) not in HEADING_WORDS:
        return lines
    found = number_of(lines[0].words[1:])
    rest = [line for line in (lines[0].cut(1 + found[1]), *lines[1:]) if line] if found else []
    return trimmed(rest, ":–—-") or lines


def _add_lists(action: ActionRead, by_field: Mapping[str, tuple[Line, ...]], context: Context) -> None:
    for name in LIST_FIELDS:
        lines = by_field.get(name, ())
        values = [value._replace(method="table") for value in read_items(name, lines, context)] if lines else []
        action.lists[name] = [*action.lists.get(name, []), *values]


def _go_on(
    action: ActionRead,
    by_field: Mapping[str, tuple[Line, ...]],
    grid: Grid,
    row: Sequence[TableCell],
    context: Context,
) -> None:
    """Adds to an action what stands on the next page of its row that a page's end cut."""
    if by_field.get("title") and action.title:
        more = value_of(by_field["title"], context.vocabulary, "table")
        if more:
            action.title = Value(f"{action.title.text} {more.text}", action.title.pieces + more.pieces, "table")
    for name in LIST_FIELDS:
        lines = list(by_field.get(name, ()))
        if not lines or lines[0].page != grid.page.number:  # a merged cell's text is read with the row's first part
            continue
        head = [] if marker_of(lines[0]) else _first_item(lines)
        cut_off = value_of(head, context.vocabulary, "table")
        rest = [value._replace(method="table") for value in read_items(name, lines, context)]
        last = action.lists.get(name, [])
        if cut_off and last and goes_on(last[-1].text, cut_off.text):
            rest = [value._replace(method="table") for value in read_items(name, lines[len(head) :], context)]
            action.lists[name] = [*appended(last, [cut_off], context.vocabulary), *rest]
        else:
            action.lists[name] = [*last, *rest]
    if grid.page.number not in action.pages:
        action.pages.append(grid.page.number)
    seen = {year.year for year in action.calendar.calendar.years}
    more_years = _calendar(grid, row, context.legend)
    if not seen:
        action.calendar = more_years


def _first_item(lines: Sequence[Line]) -> list[Line]:
    head = [lines[0]]
    for line in lines[1:]:
        if marker_of(line) or line.text[:1].isupper():
            break
        head.append(line)
    return head


def _calendar(grid: Grid, row: Sequence[TableCell], legend: Legend) -> CalendarRead:
    """The years whose cells are coloured, ticked or filled with a word."""
    years: list[CalendarYear] = []
    values: list[Value] = []
    unknown: list[Colour] = []
    plain = _row_colour(grid, row)
    for column in grid.columns:
        found = cell_of(column, row) if column.year else None
        if not found or column.year is None:
            continue
        cell, lines = found
        text = " ".join(line.text for line in lines)
        colour = _seen(cell.colour, plain)
        if not text and colour is None:
            continue
        phase = phase_of_colour(colour, legend) or (phase_of(text) if len(text) > 2 else None)
        if colour and phase is None:
            unknown.append(colour)
        years.append(CalendarYear(year=column.year, phase=phase))
        mark = Piece(text, grid.page.number, cell.box, None)
        values.append(Value(str(column.year), (*(piece_of(line) for line in column.head), mark), "colour"))
    return CalendarRead(Calendar(years=years), tuple(values), None, tuple(unknown))


def _row_colour(grid: Grid, row: Sequence[TableCell]) -> Colour | None:
    """The colour behind a row's title: the row's own shading, which marks no year."""
    title = next(column for column in grid.columns if column.field == "title")
    cell = cell_of(title, row)
    return cell[0].colour if cell else None


def _seen(colour: Colour | None, plain: Colour | None) -> Colour | None:
    return None if colour is None or colour == plain or min(colour) >= WHITE_FROM else colour


def _coloured(grid: Grid, row: Sequence[TableCell]) -> bool:
    plain = _row_colour(grid, row)
    return any(_seen(cell.colour, plain) for cell, _ in row)


def _after_headings(sections: Sections, page: PageRead, top: float, bottom: float, vocabulary: Vocabulary) -> Sections:
    """The sections that hold after the headings between two heights of a page; the same where there are none."""
    lines = [page.line(i) for i in page.lines if page.line(i).top >= top - 2 and page.line(i).bottom <= bottom + 2]
    for i in range(len(lines)):
        sections = sections_under(sections, lines[i:], vocabulary) or sections
    return sections
