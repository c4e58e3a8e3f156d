"""What the pages show of a record: each value with the places where it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from models.record import Action, Evidence, Mention, Organisation, Partner, Record, Warning
from output import french

Group = Literal["identity", "aims", "contents", "actors", "evaluation", "calendar", "means"]
Edit = Literal["text", "number", "year", "theme", "pillar", "none"]


Rows = dict[str, tuple["Row", ...]]
"""The rows of evidence of each value, by its pointer."""


class FieldWords(NamedTuple):
    """How a field is shown: its French label, and the group that gives it its colour."""

    label: str
    group: Group


FIELDS: dict[str, FieldWords] = {
    "number": FieldWords("Numéro", "identity"),
    "title": FieldWords("Titre", "identity"),
    "theme": FieldWords("Thème", "identity"),
    "programme": FieldWords("Place dans le programme", "identity"),
    "priority": FieldWords("Priorité", "identity"),
    "context": FieldWords("Contexte", "contents"),
    "strategic_orientations": FieldWords("Orientations stratégiques", "aims"),
    "operational_objectives": FieldWords("Objectifs opérationnels", "aims"),
    "contents": FieldWords("Contenu de l’action", "contents"),
    "target_public": FieldWords("Public visé", "contents"),
    "places": FieldWords("Lieux", "contents"),
    "leads": FieldWords("Porteurs", "actors"),
    "partners": FieldWords("Acteurs et partenaires", "actors"),
    "indicators": FieldWords("Indicateurs d’évaluation", "evaluation"),
    "calendar": FieldWords("Calendrier prévisionnel", "calendar"),
    "means": FieldWords("Moyens", "means"),
    "budget": FieldWords("Budget", "means"),
    "mentions": FieldWords("Organismes et lieux cités", "actors"),
}
"""An action's fields in the order in which they are shown."""
FACTS: dict[str, str] = {
    "title": "Titre",
    "territory/name": "Territoire",
    "period/start_year": "Première année",
    "period/end_year": "Dernière année",
}
"""The contract's facts of one value, by the end of their pointer."""


class Row(NamedTuple):
    """A row of evidence, and its page among those of all files."""

    evidence: Evidence
    page: PageRef | None


class PageRef(NamedTuple):
    """A page of a contract: which of its files, from 0, and which page of that, from 1."""

    source: int
    number: int

    @property
    def anchor(self) -> str:
        """Give the page's name in a page of the report."""
        return f"f{self.source + 1}-{self.number}" if self.source else str(self.number)


@dataclass(frozen=True)
class Value:
    """One value of a field, with the rows of evidence that say where it was read.

    `anchor` names it in its page; `raw` is what the record holds, as a correction has to name it.
    """

    pointer: str
    text: str
    rows: tuple[Row, ...] = ()
    raw: Any = None
    edit: Edit = "text"
    label: str | None = None
    notes: tuple[str, ...] = ()
    phase: str | None = None

    @property
    def anchor(self) -> str:
        """Give the value's name in the page."""
        return self.pointer.strip("/").replace("/", "-")

    @property
    def pages(self) -> list[PageRef]:
        """List the pages that the value was read on."""
        return sorted({row.page for row in self.rows if row.page})

    @property
    def lines(self) -> list[int]:
        """List the lines of the text file that the value was read on."""
        return sorted({row.evidence.line for row in self.rows if row.evidence.line})


@dataclass(frozen=True)
class FieldView:
    """One field with its values; none where nothing was read."""

    name: str
    label: str
    group: Group
    values: tuple[Value, ...]
    adds: str | None = None
    """The pointer under which a value is added, where the field is a list."""
    edit: Edit = "text"


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


def action_fields(action: Action, at: str, rows: Rows) -> Iterator[FieldView]:
    """Give an action's fields in the order in which they are shown, empty ones too."""
    made = {
        "number": _text(action.number, f"{at}/number", rows),
        "title": _text(action.title, f"{at}/title", rows),
        "theme": list(_theme(action, at, rows)),
        "programme": list(_programme(action, at, rows)),
        "priority": list(_priority(action, at, rows)),
        "leads": [_partner(p, f"{at}/leads/{k}", rows) for k, p in enumerate(action.leads)],
        "partners": [_partner(p, f"{at}/partners/{k}", rows) for k, p in enumerate(action.partners)],
        "indicators": [
            value
            for k, indicator in enumerate(action.indicators)
            for value in _text(indicator.as_written, f"{at}/indicators/{k}/as_written", rows)
        ],
        "calendar": list(_calendar(action, at, rows)),
        "budget": _text(action.budget.as_written if action.budget else None, f"{at}/budget/as_written", rows),
        "mentions": [_mention(m, f"{at}/mentions/{k}", rows) for k, m in enumerate(action.mentions)],
    }
    for name, words in FIELDS.items():
        texts = name not in made
        values = (
            made[name]
            if not texts
            else [v for k, text in enumerate(getattr(action, name)) for v in _text(text, f"{at}/{name}/{k}", rows)]
        )
        adds = f"{at}/calendar/years/-" if name == "calendar" else f"{at}/{name}/-"
        listed = texts or name in ("leads", "partners", "indicators", "calendar")
        yield FieldView(
            name,
            words.label,
            words.group,
            tuple(values),
            adds if listed else f"{at}/{name}" if name in ("number", "title", "theme") else None,
            "year" if name == "calendar" else "text",
        )


def fact_fields(record: Record, rows: Rows) -> Iterator[FieldView]:
    """Give the facts of the contract that are of one value."""
    data = record.contract.model_dump()
    for path, label in FACTS.items():
        raw: Any = data
        for key in path.split("/"):
            raw = raw[key]
        pointer = f"/contract/{path}"
        edit: Edit = "number" if isinstance(raw, int) or path.endswith("_year") else "text"
        values = (Value(pointer, str(raw), rows.get(pointer, ()), raw, edit),) if raw is not None else ()
        yield FieldView(path, label, "identity", values, pointer, edit)


def organisation_words(organisation: Organisation | None) -> tuple[str, ...]:
    """Say which organisation is meant: its name and its category."""
    if organisation is None:
        return ()
    acronym = f" ({organisation.acronym})" if organisation.acronym else ""
    return (f"{organisation.name}{acronym}", french.CATEGORIES[organisation.category])


def _text(text: str | None, pointer: str, rows: Rows) -> list[Value]:
    return [] if text is None else [Value(pointer, text, rows.get(pointer, ()), text)]


def _theme(action: Action, at: str, rows: Rows) -> Iterator[Value]:
    yield from _text(action.theme, f"{at}/theme", rows)
    if action.theme_code:
        yield Value(
            f"{at}/theme_code", french.THEMES[action.theme_code], raw=action.theme_code, edit="theme",
            label="Thème commun", notes=tuple(french.THEMES[code] for code in action.other_theme_codes),
        )  # fmt: skip
    if action.pillar:
        yield Value(
            f"{at}/pillar", french.PILLARS[action.pillar], raw=action.pillar, edit="pillar", label="Pilier national"
        )


def _programme(action: Action, at: str, rows: Rows) -> Iterator[Value]:
    if action.programme is None:
        return
    for name, label in (("axis", "Axe"), ("priority", "Priorité du programme")):
        heading = getattr(action.programme, name)
        if heading:
            pointer = f"{at}/programme/{name}/title"
            number = rows.get(f"{at}/programme/{name}/number", ())
            label = f"{label} {heading.number}" if heading.number else label
            yield Value(pointer, heading.title, number + rows.get(pointer, ()), heading.title, label=label)


def _priority(action: Action, at: str, rows: Rows) -> Iterator[Value]:
    if action.priority is None:
        return
    yield from _text(action.priority.as_written, f"{at}/priority/as_written", rows)
    if action.priority.level is not None:
        scale = action.priority.scale
        notes = (f"sur l’échelle {' · '.join(scale)}",) if scale else ()
        level = action.priority.level
        yield Value(f"{at}/priority/level", str(level), raw=level, edit="number", label="Niveau", notes=notes)


def _partner(partner: Partner, pointer: str, rows: Rows) -> Value:
    pointer = f"{pointer}/as_written"
    notes = organisation_words(partner.organisation) or tuple(member.as_written for member in partner.members)
    return Value(pointer, partner.as_written, rows.get(pointer, ()), partner.as_written, notes=notes)


def _mention(mention: Mention, pointer: str, rows: Rows) -> Value:
    notes = organisation_words(mention.organisation) or ({"ORG": "organisme", "LOC": "lieu"}[mention.label],)
    found = rows.get(pointer, ()) or rows.get(f"{pointer}/as_written", ())
    return Value(f"{pointer}/as_written", mention.as_written, found, mention.as_written, notes=notes)


def _calendar(action: Action, at: str, rows: Rows) -> Iterator[Value]:
    calendar = action.calendar
    if calendar.as_written is not None:
        pointer = f"{at}/calendar/as_written"
        yield Value(pointer, calendar.as_written, rows.get(pointer, ()), calendar.as_written, label="Texte")
    for k, year in enumerate(calendar.years):
        pointer = f"{at}/calendar/years/{k}"
        yield Value(
            pointer, str(year.year), rows.get(pointer, ()), year.model_dump(), "year",
            label=str(year.year), notes=(french.PHASES[year.phase],), phase=year.phase or "unknown",
        )  # fmt: skip
