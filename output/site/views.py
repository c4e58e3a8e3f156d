"""What the pages show of a record: its actions and facts, with the boxes of their values on each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.record import Action, Record, Warning
from output import french
from output.site.fields import FieldView, Group, PageRef, Row, Rows, Value, action_fields, fact_fields


@dataclass(frozen=True)
class Zone:
    """The boxes of one value on one page."""

    value: Value
    label: str
    group: Group
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class ActionView:
    """One action as its page shows it."""

    action: Action
    index: int
    fields: tuple[FieldView, ...]
    warnings: tuple[Warning, ...] = ()

    @property
    def heading(self) -> str:
        """Give what the action is called: its title, else its number, else its id."""
        named = f"Action {self.action.number}" if self.action.number else self.action.id
        return self.action.title or named

    @property
    def filled(self) -> list[FieldView]:
        """List the fields that have a value."""
        return [part for part in self.fields if part.values]

    @property
    def missing(self) -> list[str]:
        """List the labels of the fields that have none."""
        return [part.label for part in self.fields if not part.values and part.name != "mentions"]

    @property
    def pages(self) -> list[PageRef]:
        """List the pages of the action, then the others that a value of it was read on, such as its theme."""
        read = sorted({page for part in self.fields for value in part.values for page in value.pages})
        source = read[0].source if read else 0
        own = [next((p for p in read if p.number == n), PageRef(source, n)) for n in self.action.pages]
        return [*own, *(page for page in read if page not in own)]

    def zones(self, page: PageRef) -> list[Zone]:
        """List the boxes of the values on a page."""
        return list(zones_on(page, self.fields))


@dataclass
class ContractView:
    """One contract as its pages show it."""

    record: Record
    actions: tuple[ActionView, ...]
    facts: tuple[FieldView, ...]
    warnings: tuple[Warning, ...] = field(default=())
    """The warnings that are about no action."""

    @property
    def id(self) -> str:
        """Give the contract's id."""
        return self.record.contract.id

    @property
    def name(self) -> str:
        """Give what the contract is called among others: its territory, else its file."""
        return self.record.contract.territory.name or self.record.sources[0].file_name

    @property
    def period(self) -> str | None:
        """Give the years that the contract covers."""
        start, end = self.record.contract.period.start_year, self.record.contract.period.end_year
        return f"{start}-{end}" if start and end else str(start or end) if start or end else None

    @property
    def indicators(self) -> int:
        """Give how many indicators the actions have."""
        return sum(len(view.action.indicators) for view in self.actions)

    @property
    def years(self) -> list[int]:
        """List the years of the contract's calendars, without a gap."""
        years = {year.year for view in self.actions for year in view.action.calendar.years}
        return list(range(min(years), max(years) + 1)) if years else []

    @property
    def by_theme(self) -> list[tuple[str, list[ActionView]]]:
        """List the themes in the document's order, each with its actions."""
        themes: dict[str, list[ActionView]] = defaultdict(list)
        for view in self.actions:
            themes[french.theme_name(view.action) or french.NO_THEME].append(view)
        return list(themes.items())

    @property
    def fact_pages(self) -> list[PageRef]:
        """List the pages that the facts of one value were read on."""
        return sorted({page for part in self.facts for value in part.values for page in value.pages})

    @property
    def pages(self) -> list[PageRef]:
        """List the pages that the actions and facts were read on."""
        return sorted(set(self.fact_pages).union(*(view.pages for view in self.actions)))

    def file_name(self, page: PageRef) -> str:
        """Give the name of the file that a page is of."""
        return self.record.sources[page.source].file_name


def contract_view(record: Record) -> ContractView:
    """Give what the pages show of a record."""
    rows = rows_by_value(record)
    warned: dict[int | None, list[Warning]] = defaultdict(list)
    for warning in record.warnings:
        warned[action_index(warning.field, len(record.actions))].append(warning)
    actions = tuple(
        ActionView(action, i, tuple(action_fields(action, f"/actions/{i}", rows)), tuple(warned[i]))
        for i, action in enumerate(record.actions)
    )
    return ContractView(record, actions, tuple(fact_fields(record, rows)), tuple(warned[None]))


def rows_by_value(record: Record) -> Rows:
    """Give the rows of evidence of each value by its pointer."""
    names = [source.file_name for source in record.sources]
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in record.evidence:
        source = names.index(row.file) if row.file in names else 0
        rows[row.field].append(Row(row, PageRef(source, row.page) if row.page else None))
    return {pointer: tuple(found) for pointer, found in rows.items()}


def action_index(pointer: str | None, count: int) -> int | None:
    """Give the index of the action that a pointer leads into; None where it leads elsewhere."""
    parts = (pointer or "").split("/")
    if len(parts) > 2 and parts[1] == "actions" and parts[2].isdigit() and int(parts[2]) < count:
        return int(parts[2])
    return None


def zones_on(page: PageRef, fields: Sequence[FieldView]) -> Iterator[Zone]:
    """Give the boxes of some fields' values on a page."""
    for part in fields:
        for value in part.values:
            boxes = tuple(row.evidence.box for row in value.rows if row.page == page and row.evidence.box)
            if boxes:
                yield Zone(value, value.label or part.label, part.group, boxes)
