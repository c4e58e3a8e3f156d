"""The workbook: a summary, a sheet a table in French, and the calendar with a column a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from models.record import Action, Phase, Record
from output.french import KINDS, NO_THEME, PHASES, theme_name
from output.records import contract_names
from output.spreadsheet import Book, Style, Styled, Value
from output.tables.columns import Cell
from output.tables.headings import heading
from output.tables.layout import ACTIONS, TABLES, Table
from output.tables.links import PageLink
from output.tables.places import Places
from output.tables.wording import field_name, shown
from output.warnings import said
from output.writing import whole_file

MOST_THEMES = 60
"""Rows of the summary's table of themes; themes that only few actions have are put together after them."""
MOST_EVIDENCE = 50_000
"""Rows of evidence over which the workbook holds none: it would no longer open in reasonable time."""
TOO_MUCH_EVIDENCE = (
    "Les {count} lignes de preuves sont trop nombreuses pour un classeur. Elles sont dans l’export en CSV "
    "(csv/evidence.csv) et dans la base (contrats.sqlite, table evidence)."
)
FIRST = {
    "actions": (
        "number", "title", "theme_code", "pillar", "priority_level", "first_year", "last_year", "leads", "partners",
        "strategic_orientations", "operational_objectives", "contents", "indicators", "target_public", "places",
        "budget_total", "theme", "priority_as_written",
    ),
    "partners": (
        "part", "as_written", "organisation_name", "organisation_acronym", "organisation_category",
        "organisation_role",
    ),
    "budget": ("funder", "euros", "as_written", "organisation_name"),
    "signatories": (
        "representative", "role", "organisation_name", "organisation_category", "on_behalf_of",
        "organisation_name_as_written", "as_written",
    ),
    "commitments": ("organisation_name", "kind", "text", "theme_code", "place"),
    "warnings": ("message", "field"),
}  # fmt: skip
"""Columns that stand first, in this order, where a sheet is not read best in the table's own order."""
HIDDEN = frozenset((
    "contract_id", "action_id", "page_link", "member_of", "commitment_id", "parent_id", "organisation_id", "position",
    "calendar_open_end", "source_sha256", "page", "x0", "top", "x1", "bottom",
))  # fmt: skip
"""Columns that a reader needs no sight of: the place, action and page stand in their stead."""


class Shown(NamedTuple):
    """What is written into the workbook: the records, their names, and where their values stand."""

    records: Sequence[Record]
    names: Mapping[str, str]
    places: Mapping[str, Places]


def write_workbook(records: Sequence[Record], path: Path, link: PageLink) -> list[Path]:
    """Write the workbook of some records, whole or not at all. Raises OSError."""
    sheets: dict[str, Callable[[Book, Shown], None]] = {"calendar": _calendar, "diagnosis_tables": _diagnosis}
    if sum(len(record.evidence) for record in records) > MOST_EVIDENCE:
        sheets["evidence"] = _no_evidence
    places = {record.contract.id: Places(record, link) for record in records}
    all_of_it = Shown(records, contract_names(records), places)
    with whole_file(path) as temporary:
        book = Book(temporary, "Contrats de ville")
        _summary(book, all_of_it)
        for table in TABLES:
            if table.name in sheets:
                sheets[table.name](book, all_of_it)
            else:
                _table(book, table, all_of_it)
        book.close()
    return [path]


# The summary


def _summary(book: Book, all_of_it: Shown) -> None:
    """Write what there is: a row a contract, then the actions by theme and contract."""
    records, names, _ = all_of_it
    sheet = book.sheet("Synthèse")
    actions = sum(len(record.actions) for record in records)
    book.title(sheet, 0, "Contrats de ville")
    book.put(sheet, 1, 0, f"{_counted(len(records), 'contrat')}, {_counted(actions, 'action')}.", "note")
    widths = [44] + [18] * max(len(records) + 1, len(COUNTS))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.fit_to_pages(1, 0)
    words = ("Période", "Nature des actions", "Fichier")
    heads = [name if name in words else Styled(name, "head_right") for name in COUNTS]
    book.line(sheet, 3, ["Contrat", *heads], widths, "head")
    for row, record in enumerate(records, 4):
        counts = [count(record) for count in COUNTS.values()]
        book.line(sheet, row, [Styled(names[record.contract.id], "bold"), *counts], widths)
    _theme_counts(book, sheet, records, names, len(records) + 6, widths)
    sheet.freeze_panes(0, 1)


COUNTS: dict[str, Callable[[Record], Value]] = {
    "Période": lambda record: "-".join(
        str(year) for year in (record.contract.period.start_year, record.contract.period.end_year) if year
    ),
    "Actions": lambda record: len(record.actions),
    "Pilotes et partenaires": lambda record: sum(len(a.leads) + len(a.partners) for a in record.actions),
    "Indicateurs": lambda record: sum(len(action.indicators) for action in record.actions),
    "Actions avec calendrier": lambda record: sum(bool(action.calendar.years) for action in record.actions),
    "Quartiers": lambda record: len(record.contract.neighbourhoods),
    "Signataires": lambda record: len(record.contract.signatories),
    "Engagements": lambda record: len(record.contract.commitments),
    "Alertes": lambda record: len(record.warnings),
    "Nature des actions": lambda record: ", ".join(sorted({KINDS[action.kind] for action in record.actions})),
    "Fichier": lambda record: ", ".join(source.file_name for source in record.sources),
}
"""What the summary says of a contract."""


def _theme_counts(
    book: Book, sheet: Any, records: Sequence[Record], names: Mapping[str, str], top: int, widths: Sequence[int]
) -> None:
    """Write a row a theme with the number of actions of each contract, from row `top` on."""
    counts = {r.contract.id: Counter(theme_name(a) or NO_THEME for a in r.actions) for r in records}
    total: Counter[str] = sum(counts.values(), Counter())
    ranked = [theme for theme, _ in total.most_common()]
    lines = [(theme, [theme]) for theme in ranked[:MOST_THEMES]]
    if ranked[MOST_THEMES:]:
        lines.append((f"{len(ranked) - MOST_THEMES} autres thèmes", ranked[MOST_THEMES:]))
    book.title(sheet, top, "Actions par thème et par contrat")
    heads = [Styled(name, "head_right") for name in (*(names[record.contract.id] for record in records), "Total")]
    book.line(sheet, top + 1, ["Thème", *heads], widths, "head")
    for row, (title, themes) in enumerate(lines, top + 2):
        figures = [sum(count[theme] for theme in themes) for count in (*counts.values(), total)]
        book.line(sheet, row, [Styled(title, "bold"), *(figure or None for figure in figures)], widths)
    if lines:
        scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#8CC6A0"}
        sheet.conditional_format(top + 2, 1, top + 1 + len(lines), len(records), scale)


# A sheet a table


def _table(book: Book, table: Table, all_of_it: Shown) -> None:
    """Write one table: the place and action in front, codes in French, columns that no row fills left out.

    The link to the page stands beside the action, or at the end where a row is of no action.
    """
    records, names, places = all_of_it
    rows = [(record, row) for record in records for row in table.rows(record)]
    order = _order(table, [row for _, row in rows])
    of_action, with_page = "action_id" in table.column_names, table.name not in ("contracts", "sources")
    early = of_action or table.name == ACTIONS
    lead = 2 if table.name == ACTIONS else 0  # an action's own number and title
    heads = [heading(table.columns[k].name) for k in order]
    before = ["Contrat"] if table.name != "contracts" else []
    before += ["Numéro", "Action"] if of_action else OWNER if table.name == "quantities" else []
    page = ["Page du PDF"] if with_page else []
    heads = [*before, *heads[:lead], *page, *heads[lead:]] if early else [*before, *heads[:-1], *page, heads[-1]]

    def lines() -> Iterator[list[Value]]:
        for record, row in rows:
            place, cells = places[record.contract.id], dict(zip(table.column_names, row, strict=True))
            line: list[Value] = [names[record.contract.id]] if table.name != "contracts" else []
            line += _owner(place.action(cells["action_id"])) if of_action else _committed(table, record, cells)
            values = [_shown(table, table.columns[k].name, cells) for k in order]
            page = [place.of(cells)] if with_page else []
            yield [*line, *values[:lead], *page, *values[lead:]] if early else [*line, *values[:-1], *page, values[-1]]

    sheet = book.sheet(table.title)
    book.table(sheet, heads, lines(), frozen=3 if early else 1, more=lambda: book.sheet(table.title))


def _order(table: Table, rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Give the columns to show, in order: what is read first, the rest, and the ids last."""
    names = table.column_names
    first = [names.index(name) for name in FIRST.get(table.name, ())]
    rest = [k for k, name in enumerate(names) if k not in first and name not in HIDDEN and name != "id"]
    kept = ("number", "title") if table.name == ACTIONS else ()
    filled = [k for k in [*first, *rest] if names[k] in kept or not rows or any(_is_filled(row[k]) for row in rows)]
    return [*filled, names.index("id")]


def _is_filled(cell: Cell) -> bool:
    """Whether a cell shows something; a list of nulls, such as codes that are not known, is blank lines."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


OWNER = ["Organisme", "Engagement"]
"""What says whose figure one is."""


def _owner(action: Action | None) -> list[Value]:
    return [action.number, action.title] if action else [None, None]


def _committed(table: Table, record: Record, cells: Mapping[str, Cell]) -> list[Value]:
    """Say who commits to what, before a figure of a commitment; nothing in other tables."""
    if table.name != "quantities":
        return []
    commitment = record.contract.commitments[int(str(cells["commitment_id"]).rpartition("/")[2])]
    return [commitment.organisation.name if commitment.organisation else commitment.as_written, commitment.text]


def _shown(table: Table, name: str, cells: Mapping[str, Cell]) -> Value:
    """Give a cell in French; a heading of the outline stands under the one above it."""
    if table.name == "warnings" and name == "message":
        return said(str(cells["code"]), str(cells["message"]))
    if name == "field" and isinstance(cells["field"], str):
        return field_name(cells["field"])
    if table.name == "outline" and name == "title":
        return "\u2003" * str(cells["id"]).count("/chapters/") + str(cells["title"])
    return shown(name, cells[name])


def _no_evidence(book: Book, all_of_it: Shown) -> None:
    """Write where the evidence is, in place of it."""
    count = f"{sum(len(record.evidence) for record in all_of_it.records):,}".replace(",", "\u202f")
    book.put(book.sheet("Preuves"), 0, 0, TOO_MUCH_EVIDENCE.format(count=count), "note")


def _diagnosis(book: Book, all_of_it: Shown) -> None:
    """Write each table of the diagnosis as the contract has it: its title and page, its head, its rows, its source."""
    records, names, places = all_of_it
    tables = [table for record in records for table in record.contract.tables]
    columns = max((max(len(table.header), *map(len, table.rows)) for table in tables), default=1)
    widths = [26, 40, *[16] * (columns - 1)]
    sheet = book.sheet("Tableaux du diagnostic")
    book.line(sheet, 0, ["Contrat", "Tableau", *[None] * (columns - 1)], widths, "head")
    sheet.freeze_panes(1, 1)
    row = 1
    for record in records:
        for k, table in enumerate(record.contract.tables):
            page = places[record.contract.id].at(f"/contract/tables/{k}", min(table.pages, default=None))
            title = Styled(table.title or "Tableau sans titre", "bold")
            book.line(sheet, row, [Styled(names[record.contract.id], "bold"), title, page], widths)
            book.line(sheet, row + 1, [None, *(Styled(head, "head") for head in table.header)], widths)
            for below, cells in enumerate(table.rows, row + 2):
                book.line(sheet, below, [None, *cells], widths)
            row += 2 + len(table.rows)
            book.put(sheet, row, 1, table.source, "note")
            row += 2
    book.widths(sheet, widths, 1)


# The calendar

CALENDAR = "Calendrier"
LETTERS: dict[Phase | None, tuple[str, Style]] = {
    "study": ("É", "study"),
    "implementation": ("M", "implementation"),
    None: ("•", "year"),
}
"""What a year's cell shows: a letter and a fill, so the colour is never alone in saying it."""


def _calendar(book: Book, all_of_it: Shown) -> None:
    """Write a row an action that has years, with a column a year, coloured by phase."""
    records, names, places = all_of_it
    with_years = [(r, a) for r in records for a in r.actions if a.calendar.years]
    years = sorted({year.year for _, action in with_years for year in action.calendar.years})
    span = list(range(years[0], years[-1] + 1)) if years else []
    sheet = book.sheet(CALENDAR)
    for column, (phase, (letter, style)) in zip((0, 2, 3 + len(span)), LETTERS.items(), strict=True):  # wide columns
        book.put(sheet, 0, column, f"{letter} : {PHASES[phase].lower()}", style)
    heads = ["Contrat", "Numéro", "Action", *map(str, span), "Thème", "Sans date de fin", "Page du PDF", "Identifiant"]

    def lines() -> Iterator[list[Value]]:
        for record, action in with_years:
            phases: dict[int, list[Phase | None]] = {}
            for year in action.calendar.years:
                phases.setdefault(year.year, []).append(year.phase)
            yield [
                names[record.contract.id],
                action.number,
                action.title,
                *(_year_cell(phases.get(year)) for year in span),
                theme_name(action),
                "oui" if action.calendar.open_end else None,
                places[record.contract.id].of({"id": action.id}),
                action.id,
            ]

    book.table(sheet, heads, lines(), top=1, frozen=3, more=lambda: book.sheet(CALENDAR))


def _year_cell(phases: Sequence[Phase | None] | None) -> Value:
    """Give the cell of one year: empty where the action has none, both letters where it has two phases."""
    if not phases:
        return None
    ordered = [phase for phase in LETTERS if phase in phases]
    return Styled("/".join(LETTERS[phase][0] for phase in ordered), LETTERS[ordered[-1]][1])


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number < 2 else f"{number} {thing}s"
