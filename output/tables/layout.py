"""The tables that records are written as: their columns, their keys, and the rows of one record.

Every row has an `id` of its own that leads back to the record: an action's id, or the id of the contract
or action with the JSON Pointer of the value behind it ("valmont-2015-001/partners/0").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple
from urllib.parse import quote

from models.record import Action, Chapter, Contract, Evidence, Indicator, Member, Part, Partner, Record, Source, Warning
from output.tables.columns import Cell, Column, Row, cells_of, columns_of, joined, plain_type
from patterns.measures import measure_of

Rows = Callable[[Record], Iterator[Row]]
Derive = Callable[[Any], Row]


class Table(NamedTuple):
    """A table: its name, its French title, what a row is, its columns, and what gives its rows.

    `links` names, by column, the table whose `id` the column holds.
    """

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    links: dict[str, str]
    rows: Rows

    @property
    def column_names(self) -> list[str]:
        """Give the names of the columns, in order."""
        return [column.name for column in self.columns]


ID = Column("id", "text", "What the row is known by.")
CONTRACT = Column("contract_id", "text", "Contract that it stands in.")
ACTION = Column("action_id", "text", "Action that it belongs to.")
POSITION = Column("position", "integer", "Place in its list, from 1.")
TEXT = Column("text", "text", "Words of the contract.")


def link_to_page(source: Source, page: int) -> str | None:
    """Give the link to a page of a PDF, relative to its folder; None for a text file."""
    if source.media_type != "application/pdf":
        return None
    return f"{address(source.file_name)}#page={page}"


def page_source(record: Record) -> Callable[[int, int], Source]:
    """Give what tells the file in which a page of an action (by its place) stands, where there are several."""
    named = {source.file_name: source for source in record.sources}
    files: dict[tuple[str, int | None], Source] = {}
    if len(record.sources) > 1:
        for row in record.evidence:
            if row.file in named and row.field.startswith("/actions/"):
                files.setdefault((row.field.split("/", 3)[2], row.page), named[row.file])
    return lambda index, page: files.get((str(index), page), record.sources[0])


@cache
def address(path: str) -> str:
    """Give a path as an address: signs that mean something in one are escaped, letters are kept.

    A spreadsheet program looks a file up by the letters that stand there, so no accent is escaped.
    """
    return "".join(quote(sign) if sign.isascii() else sign for sign in path)


def id_of(*steps: str | int) -> str:
    """Give the id of a value from its owner's id and the way to it."""
    return "/".join(map(str, steps))


# Contracts and actions

CONTRACT_COLUMNS = (
    ID,
    *columns_of(Contract)[1:],
    Column("file_names", "text", "Files that were read. In one cell."),
    Column("source_sha256", "text", "What tells the files from others."),
    Column("page_count", "integer", "Number of pages of the PDFs."),
    Column("schema_version", "text", "Version of the record's schema."),
    Column("generator_version", "text", "Version of the program that read it."),
    Column("action_count", "integer", "Number of actions."),
    Column("warning_count", "integer", "Number of warnings."),
)


def contract_rows(record: Record) -> Iterator[Row]:
    """Give the one row of the contract."""
    pages = [source.pages for source in record.sources if source.pages is not None]
    yield (
        *cells_of(record.contract, Contract),
        joined([source.file_name for source in record.sources]),
        record.source_sha256,
        sum(pages) if pages else None,
        record.schema_version,
        record.generator.version,
        len(record.actions),
        len(record.warnings),
    )


SOURCE_COLUMNS = (ID, CONTRACT, POSITION, *columns_of(Source))


def source_rows(record: Record) -> Iterator[Row]:
    """Give a row a file that was read."""
    for k, source in enumerate(record.sources):
        yield (id_of(record.contract.id, "source", k), record.contract.id, k + 1, *cells_of(source, Source))


ACTION_COLUMNS = (
    ID,
    CONTRACT,
    Column("position", "integer", "Place in the document, from 1."),
    *columns_of(Action)[1:],
    Column("leads", "text", "Who leads, as written. In one cell."),
    Column("partners", "text", "Who takes part, as written. In one cell."),
    Column("indicators", "text", "Indicators, as written. In one cell."),
    Column("first_year", "integer", "First year of the calendar."),
    Column("last_year", "integer", "Last year of the calendar."),
    Column("page_link", "text", "Link to its first page, beside the PDF."),
)


def action_rows(record: Record) -> Iterator[Row]:
    """Give a row an action."""
    source_of = page_source(record)
    for position, action in enumerate(record.actions, 1):
        name, *cells = cells_of(action, Action)
        years = [year.year for year in action.calendar.years]
        page = min(action.pages, default=None)
        yield (
            name,
            record.contract.id,
            position,
            *cells,
            joined([lead.as_written for lead in action.leads]),
            joined([partner.as_written for partner in action.partners]),
            joined([indicator.as_written for indicator in action.indicators]),
            min(years, default=None),
            max(years, default=None),
            link_to_page(source_of(position - 1, page), page) if page else None,
        )


# Partners: leads and partners in one table, the members of a partner behind it

PARTNER_COLUMNS = (
    ID,
    ACTION,
    CONTRACT,
    POSITION,
    Column("part", "text", "Whether it leads or takes part.", ("lead", "partner")),
    Column("member_of", "text", "Partner that names it, where one names several."),
    *columns_of(Partner),
)


def partner_rows(record: Record) -> Iterator[Row]:
    """Give a row for each lead and partner of each action, and for each member of one."""

    def rows(members: Sequence[Member], place: str, lead: tuple[Cell, ...], above: str | None) -> Iterator[Row]:
        for k, member in enumerate(members):
            name = id_of(place, k)
            yield (name, *lead[:2], k + 1, lead[2], above, *cells_of(member, Partner))
            yield from rows(member.members, id_of(name, "members"), lead, name)

    for action in record.actions:
        for part, key in (("lead", "leads"), ("partner", "partners")):
            lead = (action.id, record.contract.id, part)
            yield from rows(getattr(action, key), id_of(action.id, key), lead, None)


# The outline: headings in the document's order, each under the one above it

CHAPTER_COLUMNS = (
    ID,
    CONTRACT,
    POSITION,
    Column("parent_id", "text", "Heading that it stands under."),
    *columns_of(Chapter),
)


def chapter_rows(record: Record) -> Iterator[Row]:
    """Give a row a heading, those under it after it."""

    def rows(chapters: Sequence[Chapter], place: str, above: str | None) -> Iterator[Row]:
        for k, chapter in enumerate(chapters):
            name = id_of(place, k)
            yield (name, record.contract.id, k + 1, above, *cells_of(chapter, Chapter))
            yield from rows(chapter.chapters, id_of(name, "chapters"), name)

    yield from rows(record.outline, id_of(record.contract.id, "outline"), None)


# Evidence and warnings

BOX = tuple(
    Column(name, "number", f"{side} of the box, in points from the page's top left.")
    for name, side in (("x0", "Left side"), ("top", "Top"), ("x1", "Right side"), ("bottom", "Bottom"))
)
EVIDENCE_COLUMNS = (
    ID,
    CONTRACT,
    ACTION,
    *(column for column in columns_of(Evidence) if column.name != "box"),
    *BOX,
)
_evidence_cells = attrgetter(*(key for key in Evidence.model_fields if key != "box"))


def evidence_rows(record: Record) -> Iterator[Row]:
    """Give a row for each printed line of each value."""
    for k, row in enumerate(record.evidence):
        yield (
            id_of(record.contract.id, "evidence", k),
            record.contract.id,
            action_at(record, row.field),
            *_evidence_cells(row),
            *(row.box or (None,) * 4),
        )


WARNING_COLUMNS = (ID, CONTRACT, ACTION, *columns_of(Warning))


def warning_rows(record: Record) -> Iterator[Row]:
    """Give a row a warning."""
    for k, warning in enumerate(record.warnings):
        cells = cells_of(warning, Warning)
        yield (
            id_of(record.contract.id, "warnings", k),
            record.contract.id,
            action_at(record, warning.field),
            *cells,
        )


def action_at(record: Record, pointer: str | None) -> str | None:
    """Give the id of the action that a JSON Pointer leads into; None where it leads elsewhere."""
    steps = (pointer or "").split("/")
    if len(steps) < 3 or steps[1] != "actions" or not steps[2].isdigit() or int(steps[2]) >= len(record.actions):
        return None
    return record.actions[int(steps[2])].id


# Lists: every other table is a list of the contract, of each action, or of each item of another list

CONTRACTS, ACTIONS = "contracts", "actions"


def list_table(
    owner: str,
    name: str,
    title: str,
    meaning: str,
    path: str,
    more: tuple[Column, ...] = (),
    derive: Derive | None = None,
) -> Table:
    """Give the table of a list of the contract or of each action; `path` leads to it ("budget.lines").

    `derive` gives the cells of the columns `more`, which are made from the item.
    """
    item = type_at(Action if owner == ACTIONS else Contract, path)
    links = {ACTION.name: ACTIONS, CONTRACT.name: CONTRACTS} if owner == ACTIONS else {CONTRACT.name: CONTRACTS}
    head: tuple[Column, ...] = (ID, ACTION, CONTRACT, POSITION) if owner == ACTIONS else (ID, CONTRACT, POSITION)

    def rows(record: Record) -> Iterator[Row]:
        contract = record.contract.id
        owners: Sequence[Action | Contract] = record.actions if owner == ACTIONS else [record.contract]
        for one in owners:
            for k, value in enumerate(attrgetter(path)(one) if reached(one, path) else ()):
                name = id_of(one.id, path.replace(".", "/"), k)
                above = (one.id, contract) if owner == ACTIONS else (contract,)
                yield (name, *above, k + 1, *item_cells(value, item), *(derive(value) if derive else ()))

    return Table(name, title, meaning, (*head, *item_columns(item), *more), links, rows)


def measure_cells(indicator: Indicator) -> Row:
    """Give what an indicator measures."""
    measure = measure_of(indicator.as_written)
    return measure.title, measure.measurable


def inner_table(outer: str, link: str, name: str, title: str, meaning: str, path: str) -> Table:
    """Give the table of the list that each item of one of the contract's lists holds."""
    item = type_at(type_at(Contract, outer), path)
    above = Column(link, "text", f"Row of `{outer}` that it belongs to.")

    def rows(record: Record) -> Iterator[Row]:
        contract = record.contract.id
        for i, one in enumerate(getattr(record.contract, outer)):
            for k, value in enumerate(getattr(one, path)):
                owner = id_of(contract, outer, i)
                name = id_of(owner, path, k)
                yield (name, owner, contract, k + 1, *item_cells(value, item))

    columns = (ID, above, CONTRACT, POSITION, *item_columns(item))
    return Table(name, title, meaning, columns, {link: outer, CONTRACT.name: CONTRACTS}, rows)


def item_columns(item: type[Any]) -> tuple[Column, ...]:
    """Give the columns of a list's items: one for plain words."""
    return columns_of(item) if issubclass(item, Part) else (TEXT,)


def item_cells(value: Any, item: type[Any]) -> Row:
    """Give the cells of one item of a list."""
    return cells_of(value, item) if issubclass(item, Part) else (value,)


def type_at(part: type[Any], path: str) -> type[Any]:
    """Give the type of the items of the list that a path leads to."""
    for step in path.split("."):
        part = plain_type(part.model_fields[step].annotation)[0]
    return part


def reached(value: object, path: str) -> bool:
    """Whether nothing on the way to a path's end is null."""
    for step in path.split("."):
        value = getattr(value, step)
        if value is None:
            return False
    return True


OF_ACTION = {ACTION.name: ACTIONS, CONTRACT.name: CONTRACTS}
TABLES: tuple[Table, ...] = (
    Table(CONTRACTS, "Contrats", "A row a contract.", CONTRACT_COLUMNS, {}, contract_rows),
    Table("sources", "Fichiers", "A row a file that was read.", SOURCE_COLUMNS, {CONTRACT.name: CONTRACTS},
          source_rows),
    Table(ACTIONS, "Actions", "A row an action.", ACTION_COLUMNS, {CONTRACT.name: CONTRACTS}, action_rows),
    Table(
        "partners", "Partenaires", "A row for each lead and partner of an action, and each member of one.",
        PARTNER_COLUMNS, {**OF_ACTION, "member_of": "partners"}, partner_rows,
    ),
    list_table(
        ACTIONS, "indicators", "Indicateurs", "A row an indicator of an action.", "indicators",
        (
            Column("measure", "text", "What it measures, by the groups of `patterns/indicators.toml`."),
            Column("measurable", "boolean", "True where a figure can be given for it."),
        ),
        measure_cells,
    ),
    list_table(ACTIONS, "calendar", "Calendrier", "A row a year of an action.", "calendar.years"),
    list_table(ACTIONS, "orientations", "Orientations", "A row a strategic orientation of an action.",
               "strategic_orientations"),
    list_table(ACTIONS, "objectives", "Objectifs", "A row an operational objective of an action.",
               "operational_objectives"),
    list_table(ACTIONS, "contents", "Contenus", "A row for each thing that an action is to do.", "contents"),
    list_table(ACTIONS, "budget", "Budgets", "A row an amount of an action's budget.", "budget.lines"),
    list_table(ACTIONS, "mentions", "Mentions", "A row for each name in an action's text.", "mentions"),
    list_table(CONTRACTS, "dates", "Dates", "A row for each date that the contract names.", "dates"),
    list_table(CONTRACTS, "neighbourhoods", "Quartiers", "A row a neighbourhood of the contract.", "neighbourhoods"),
    list_table(CONTRACTS, "signatories", "Signataires", "A row a signature of the contract.", "signatories"),
    list_table(CONTRACTS, "commitments", "Engagements", "A row a commitment of a partner.", "commitments"),
    inner_table("commitments", "commitment_id", "quantities", "Chiffres des engagements",
                "A row a figure that a commitment names.", "quantities"),
    list_table(CONTRACTS, "committees", "Instances", "A row a committee that steers the contract.",
               "governance.committees"),
    list_table(CONTRACTS, "diagnosis_tables", "Tableaux du diagnostic",
               "A row a table of the diagnosis, its rows one a line with tabs between the cells.", "tables"),
    Table("outline", "Plan", "A row a heading of the document.", CHAPTER_COLUMNS,
          {CONTRACT.name: CONTRACTS, "parent_id": "outline"}, chapter_rows),
    Table("evidence", "Preuves", "A row for each printed line of each value.", EVIDENCE_COLUMNS, OF_ACTION,
          evidence_rows),
    Table("warnings", "Alertes", "A row a warning.", WARNING_COLUMNS, OF_ACTION, warning_rows),
)  # fmt: skip
"""Every table, those that others link to first."""
BY_NAME = {table.name: table for table in TABLES}
