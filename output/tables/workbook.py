"""The workbook: a summary, a sheet a table in French, and the calendar with a column a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.record import Phase, Record
from output.french import (
    CATEGORIES,
    COMMITMENTS,
    COMMITTEES,
    EVENTS,
    KINDS,
    METHODS,
    NO_THEME,
    PHASES,
    PILLARS,
    THEMES,
    WARNINGS,
    theme_name,
)
from output.records import contract_names
from output.spreadsheet import Book, Link, Style, Styled, Value
from output.tables.columns import Cell
from output.tables.headings import heading
from output.tables.layout import TABLES, Table, page_source
from output.tables.links import PageLink
from output.writing import whole_file

PageCell = Callable[..., Value]
"""Gives the cell that leads to a page, for a record, an action's id, and where known the page and file."""
MOST_THEMES = 60
"""Rows of the summary's table of themes; themes that only few actions have are put together after them."""
WORDS: dict[str, Mapping[Any, str]] = {
    "theme_code": THEMES,
    "other_theme_codes": THEMES,
    "pillar": PILLARS,
    "organisation_category": CATEGORIES,
    "method": METHODS,
    "phase": {phase: word for phase, word in PHASES.items() if phase},
    "kind": KINDS
    | {"priority": "Quartier prioritaire", "watch": "Quartier de veille active"}
    | COMMITMENTS
    | COMMITTEES,
    "what": EVENTS,
    "per": {"year": "an", "month": "mois"},
    "scope": {"national": "national", "regional": "régional", "departmental": "départemental", "local": "local"},
    "part": {"lead": "Pilote", "partner": "Partenaire"},
    "label": {"ORG": "Organisme", "LOC": "Lieu"},
    "match": {
        "exact": "nom exact",
        "acronym": "sigle",
        "fuzzy": "nom proche",
        "role": "fonction",
        "new": "nouveau nom",
    },
    "unit": {
        "percent": "%",
        "euro": "euros",
        "housing_unit": "logements",
        "person": "personnes",
        "post": "postes",
        "hour": "heures",
        "square_metre": "m²",
        "count": "unités",
    },
    "source_text_layer": {"native": "texte du fichier", "none": "aucun texte", "ocr": "reconnaissance de caractères"},
}
"""French words for the codes of a column."""
FIRST = {
    "actions": (
        "number", "title", "theme_code", "pillar", "priority_level", "first_year", "last_year", "leads", "partners",
        "strategic_orientations", "operational_objectives", "contents", "indicators", "target_public", "places",
        "budget_total", "theme", "priority_as_written",
    ),
}  # fmt: skip
"""Columns that stand first, in this order, where a sheet is not read best in the table's own order."""
HIDDEN = (
    "contract_id",
    "action_id",
    "page_link",
    "member_of",
    "commitment_id",
    "parent_id",
    "position",
    "calendar_open_end",
)
"""Columns that a reader needs no sight of: the place, action and page stand in their stead."""


def write_workbook(records: Sequence[Record], path: Path, link: PageLink) -> list[Path]:
    """Write the workbook of some records, whole or not at all. Raises OSError."""
    with whole_file(path) as temporary:
        book = Book(temporary, "Contrats de ville")
        names, page_of = contract_names(records), _page_cells(records, link)
        _summary(book, records, names)
        for table in TABLES:
            if table.name == "calendar":
                _calendar(book, records, names, page_of)
            else:
                _table(book, table, records, names, page_of)
        book.close()
    return [path]


# The summary


def _summary(book: Book, records: Sequence[Record], names: Mapping[str, str]) -> None:
    """Write what there is: a row a contract, then the actions by theme and contract."""
    sheet = book.sheet("Synthèse")
    actions = sum(len(record.actions) for record in records)
    book.title(sheet, 0, "Contrats de ville")
    book.put(sheet, 1, 0, f"{_counted(len(records), 'contrat')}, {_counted(actions, 'action')}.", "note")
    widths = [44] + [18] * max(len(records) + 1, len(COUNTS))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.fit_to_pages(1, 0)
    book.line(sheet, 3, ["Contrat", *COUNTS], widths, "head")
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
    book.line(sheet, top + 1, ["Thème", *(names[record.contract.id] for record in records), "Total"], widths, "head")
    for row, (title, themes) in enumerate(lines, top + 2):
        figures = [sum(count[theme] for theme in themes) for count in (*counts.values(), total)]
        book.line(sheet, row, [Styled(title, "bold"), *(figure or None for figure in figures)], widths)
    if lines:
        scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#8CC6A0"}
        sheet.conditional_format(top + 2, 1, top + 1 + len(lines), len(records), scale)


# A sheet a table


def _table(book: Book, table: Table, records: Sequence[Record], names: Mapping[str, str], page_of: PageCell) -> None:
    """Write one table: the place and action in front, codes in French, columns that no row fills left out."""
    rows = [(record, row) for record in records for row in table.rows(record)]
    order = _order(table, [row for _, row in rows])
    with_action = "action_id" in table.column_names or table.name == "actions"
    of_action = table.name not in ("actions",) and with_action
    heads = ["Contrat"] if table.name != "contracts" else []
    heads += ["Numéro", "Action"] if of_action else []
    heads += [heading(table.columns[k].name) for k in order]
    heads += ["Page du PDF"] if with_action else []
    actions = {action.id: action for record in records for action in record.actions}

    def is_warning(k: int) -> bool:
        return table.name == "warnings" and table.columns[k].name == "message"

    def lines() -> Iterator[list[Value]]:
        for record, row in rows:
            cells = dict(zip(table.column_names, row, strict=True))
            action = actions.get(str(cells["id" if table.name == "actions" else "action_id"])) if with_action else None
            line: list[Value] = [names[record.contract.id]] if table.name != "contracts" else []
            line += [action.number if action else None, action.title if action else None] if of_action else []
            line += [_warning(cells) if is_warning(k) else _shown(table.columns[k].name, row[k]) for k in order]
            line += [page_of(record, action and action.id, cells.get("page"), cells.get("file"))] if with_action else []
            yield line

    frozen = 3 if table.name == "actions" or of_action else 1
    sheet = book.sheet(table.title)
    book.table(sheet, heads, lines(), frozen=frozen, more=lambda: book.sheet(table.title))


def _order(table: Table, rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Give the columns to show, in order: what is read first, the rest, and the ids last."""
    names = table.column_names
    first = [names.index(name) for name in FIRST.get(table.name, ())]
    rest = [k for k, name in enumerate(names) if k not in first and name not in HIDDEN and name != "id"]
    filled = [k for k in [*first, *rest] if not rows or any(row[k] is not None for row in rows)]
    return [*filled, names.index("id")]


def _warning(cells: Mapping[str, Cell]) -> Value:
    """Give what a warning says in French; the program's own words where they have no translation."""
    return WARNINGS.get(str(cells["code"]), str(cells["message"]))


def _shown(name: str, cell: Cell) -> Value:
    """Give a cell with its codes in French."""
    if isinstance(cell, str) and name in WORDS:
        return "\n".join(WORDS[name].get(code, code) for code in cell.split("\n"))
    if isinstance(cell, int) and (name.endswith("year") and not isinstance(cell, bool)):
        return Styled(cell, "plain")
    return cell


def _page_cells(records: Sequence[Record], link: PageLink) -> PageCell:
    """Give what gives the link to a page, or its number alone where there is no link."""
    places = {r.contract.id: (page_source(r), {action.id: k for k, action in enumerate(r.actions)}) for r in records}

    def cell(record: Record, action_id: Cell, page: Cell = None, file: Cell = None) -> Value:
        source_of, places_of = places[record.contract.id]
        place = places_of.get(str(action_id), -1)
        pages = record.actions[place].pages if place >= 0 else []
        number = page if isinstance(page, int) else min(pages, default=None)
        if number is None:
            return None
        named = next((source for source in record.sources if source.file_name == file), None)
        target = link(named or source_of(place, number), number)
        return Link(target, f"p. {number}") if target else f"p. {number}"

    return cell


# The calendar

CALENDAR = "Calendrier"
LETTERS: dict[Phase | None, tuple[str, Style]] = {
    "study": ("É", "study"),
    "implementation": ("M", "implementation"),
    None: ("•", "year"),
}
"""What a year's cell shows: a letter and a fill, so the colour is never alone in saying it."""


def _calendar(book: Book, records: Sequence[Record], names: Mapping[str, str], page_of: PageCell) -> None:
    """Write a row an action that has years, with a column a year, coloured by phase."""
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
                page_of(record, action.id),
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
