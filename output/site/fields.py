"""The fields of a contract and its actions as the pages show them: their values, and where each was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from models.record import Action, Decision, Evidence, Member, Mention, Partner, Record
from output import french
from patterns.folding import key

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
        for step in path.split("/"):
            raw = raw[step]
        pointer = f"/contract/{path}"
        edit: Edit = "number" if isinstance(raw, int) or path.endswith("_year") else "text"
        values = (Value(pointer, str(raw), rows.get(pointer, ()), raw, edit),) if raw is not None else ()
        yield FieldView(path, label, "identity", values, pointer, edit)


def _meant_words(one: Member | Mention) -> tuple[str, ...]:
    """Say which organisation is meant, where its name is another than what is written, and of what category."""
    organisation = one.organisation
    if organisation is None:
        return ()
    acronym = f" ({organisation.acronym})" if organisation.acronym and organisation.acronym != one.as_written else ""
    same = key(one.as_written) in (key(organisation.name), key(f"{organisation.name}{acronym}"))
    told = () if same else (f"{organisation.name}{acronym}",)
    guessed = ("par ressemblance",) if isinstance(one, Member) and one.match == "fuzzy" else ()
    return (*told, french.CATEGORIES[organisation.category], *guessed)


def _meant(member: Member) -> str:
    """Say one member of a partner that names several."""
    return f"{member.as_written} ({', '.join(words)})" if (words := _meant_words(member)) else member.as_written


def _text(text: str | None, pointer: str, rows: Rows) -> list[Value]:
    return [] if text is None else [Value(pointer, text, rows.get(pointer, ()), text)]


def _theme(action: Action, at: str, rows: Rows) -> Iterator[Value]:
    yield from _text(action.theme, f"{at}/theme", rows)
    if action.theme_code:
        decided = _decided(action.theme_decided)
        also = [f"aussi {french.THEMES[code]}" for code in action.other_theme_codes]
        yield Value(
            f"{at}/theme_code", french.THEMES[action.theme_code], raw=action.theme_code, edit="theme",
            label="Thème commun", notes=(*decided, *also),
        )  # fmt: skip
    if action.pillar:
        yield Value(
            f"{at}/pillar", french.PILLARS[action.pillar], raw=action.pillar, edit="pillar", label="Pilier national",
            notes=_decided(action.pillar_decided),
        )  # fmt: skip


def _decided(decision: Decision | None) -> tuple[str, ...]:
    """Say what decided a code: where its words stand, and the words."""
    if decision is None or decision.by == "theme":
        return ()
    return (f"d’après {french.DECIDED[decision.by]} : {', '.join(decision.words)}",)


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
    notes = tuple(_meant(member) for member in partner.members) or _meant_words(partner)
    return Value(pointer, partner.as_written, rows.get(pointer, ()), partner.as_written, notes=notes)


def _mention(mention: Mention, pointer: str, rows: Rows) -> Value:
    notes = _meant_words(mention) or ({"ORG": "organisme", "LOC": "lieu"}[mention.label],)
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
