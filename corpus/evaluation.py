"""How well a contract was read: figures by field, and each value that was missed or read wrong.

A field's score is that of `corpus.scoring`: the F1 of a list's items, the share of actions that are
right for a field of one value. Precision and recall count values that are there: what an action
neither holds nor was given counts in the share alone. A field that the reference does not hold, or
that has nothing to find where nothing was read, has no figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from corpus.facts import CONTRACT_FIELDS, fact_items, is_held, same_facts
from corpus.scoring import (
    KEPT_UNDER,
    MORE_FIELDS,
    PROGRAMME_FIELDS,
    SHEET_FIELDS,
    Json,
    agrees,
    matched,
    paired_places,
    read_items,
    read_value,
    reference_value,
    worded,
)

FIELDS = ("actions", *dict.fromkeys((*SHEET_FIELDS, *PROGRAMME_FIELDS, *MORE_FIELDS)), *CONTRACT_FIELDS)
"""Every field that is scored, `actions` first: whether the actions themselves were found; then the contract's facts."""
LISTS = (
    "partners",
    "organisations",
    "indicators",
    "strategic_orientations",
    "operational_objectives",
    "contents",
    "leads",
)
NEAR_FROM = 0.5
"""A missed item and one that was read wrong are shown as one flaw where they are so alike."""
POINTERS = {"years": "calendar", "axis": "programme/axis", "programme_priority": "programme/priority",
            "open_end": "calendar"}  # fmt: skip
"""Where a record keeps a field that the scoring names otherwise."""

Kind = Literal["missed", "wrong", "extra"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Figures:
    """The counts of one field: values to find, values read, values right, and cases that agree.

    A case is an action for a field of one value, an item to find for a list.
    """

    wanted: int
    read: int
    right: int
    cases: int
    agreed: int
    one_valued: bool

    @property
    def precision(self) -> float | None:
        """The share of the values read that are right."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """The share of the values to find that were read right."""
        return self.right / self.wanted if self.wanted else None

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.wanted + self.read)

    @property
    def score(self) -> float:
        """The figure that counts: the share right of a field of one value, the F1 of a list."""
        return self.agreed / self.cases if self.one_valued else self.f1


class Flaw(NamedTuple):
    """A value that was missed, read wrong, or read where there is none; where it stands, as far as known."""

    kind: Kind
    field: str
    action: str
    wanted: str | None
    read: str | None
    page: int | None = None
    line: int | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Evaluation:
    """What one record scores against its reference reading."""

    name: str
    file_name: str
    fields: dict[str, Figures | None]
    flaws: list[Flaw]


def evaluate(name: str, record: Json, gold: Json) -> Evaluation:
    """Compare a record with its reference reading, both as read from JSON."""
    comparison = _Comparison(record, gold)
    fields = {field: comparison.figures(field) for field in FIELDS}
    flaws = [flaw for field in FIELDS if fields[field] for flaw in comparison.flaws(field)]
    file_name = str((record.get("source") or {}).get("file_name") or "")
    return Evaluation(name, file_name, fields, flaws)


def pooled(evaluations: Iterable[Evaluation]) -> dict[str, Figures | None]:
    """Give the figures of several contracts taken together."""
    every = list(evaluations)
    return {field: _sum([e.fields[field] for e in every]) for field in FIELDS}


def scores(evaluation: Evaluation) -> dict[str, float]:
    """Give the score of each field that has one."""
    return {field: figures.score for field, figures in evaluation.fields.items() if figures}


def _sum(parts: Sequence[Figures | None]) -> Figures | None:
    there = [part for part in parts if part]
    if not there:
        return None
    return Figures(
        wanted=sum(part.wanted for part in there),
        read=sum(part.read for part in there),
        right=sum(part.right for part in there),
        cases=sum(part.cases for part in there),
        agreed=sum(part.agreed for part in there),
        one_valued=there[0].one_valued,
    )


class _Comparison:
    """A record beside its reference, action by action."""

    def __init__(self, record: Json, gold: Json) -> None:
        self.wanted: Sequence[Json] = gold["actions"]
        self.found: Sequence[Json] = record["actions"]
        self.places = paired_places(self.wanted, self.found)
        self.stated: Json = gold.get("contract") or {}
        self.contract: Json = record.get("contract") or {}
        self._evidence: Sequence[Json] = record.get("evidence") or ()

    def figures(self, field: str) -> Figures | None:
        """Count one field; nothing where there is nothing to find and nothing was read."""
        if field == "actions":
            counts = len(self.wanted), len(self.found), len(self.places)
            return Figures(*counts, 0, 0, one_valued=False) if any(counts) else None
        if field in CONTRACT_FIELDS:
            return self._fact_figures(field)
        if not self._scored(field):
            return None
        held = [action for action in self.wanted if _holds(action, field)]
        pairs = [(self.wanted[i], self.found[j]) for i, j in self.places if _holds(self.wanted[i], field)]
        values = [(reference_value(one, field), read_value(other, field)) for one, other in pairs]
        if field in LISTS:
            wanted = sum(len(reference_value(action, field)) for action in held)
            right = sum(len(matched(one, other)) for one, other in values)
            figures = Figures(wanted, sum(len(other) for _, other in values), right, 0, 0, one_valued=False)
        else:
            figures = Figures(
                wanted=sum(_there(reference_value(action, field)) for action in held),
                read=sum(_there(other) for _, other in values),
                right=sum(_there(one) and agrees(one, other) for one, other in values),
                cases=len(held),
                agreed=sum(agrees(one, other) for one, other in values),
                one_valued=True,
            )
        return figures if figures.wanted or figures.read else None

    def flaws(self, field: str) -> Iterator[Flaw]:
        """List what was missed and what was read wrong in one field, in document order."""
        if field == "actions":
            yield from self._lost_actions()
            return
        if field in CONTRACT_FIELDS:
            yield from self._fact_flaws(field)
            return
        for i, j in sorted(self.places):
            one = self.wanted[i]
            if _holds(one, field):
                yield from self._list_flaws(field, i, j) if field in LISTS else self._value_flaws(field, i, j)

    def _fact_figures(self, field: str) -> Figures | None:
        """Count one field of the contract's facts, where the reference holds it."""
        if not is_held(self.stated, field):
            return None
        wanted, found = (fact_items(contract, field) for contract in (self.stated, self.contract))
        right = same_facts([text for _, text in wanted], [text for _, text in found])
        counts = Figures(len(wanted), len(found), len(right), 0, 0, one_valued=False)
        return counts if counts.wanted or counts.read else None

    def _fact_flaws(self, field: str) -> Iterator[Flaw]:
        """List the facts that were missed, read wrong, or read where the reference has none."""
        wanted, found = (fact_items(contract, field) for contract in (self.stated, self.contract))
        texts, read = [text for _, text in wanted], [text for _, text in found]
        right = same_facts(texts, read)
        rest = [i for i in range(len(wanted)) if i not in {a for a, _ in right}]
        over = [j for j in range(len(found)) if j not in {b for _, b in right}]
        beside = dict(matched([texts[i] for i in rest], [read[j] for j in over], NEAR_FROM))
        for k, i in enumerate(rest):
            if k in beside:
                j = over[beside[k]]
                yield self._fact_flaw("wrong", field, texts[i], found[j])
            else:
                yield Flaw("missed", field, "the contract", texts[i], None)
        for k, j in enumerate(over):
            if k not in beside.values():
                yield self._fact_flaw("extra", field, None, found[j])

    def _fact_flaw(self, kind: Kind, field: str, wanted: str | None, item: tuple[str, str]) -> Flaw:
        at = f"/contract/{item[0]}"
        rows = [row for row in self._evidence if row["field"] == at or row["field"].startswith(f"{at}/")]
        page = next((row["page"] for row in rows if row.get("page")), None)
        line = next((row["line"] for row in rows if row.get("line")), None)
        boxes = tuple(tuple(row["box"]) for row in rows if row.get("box") and row.get("page") == page)
        return Flaw(kind, field, "the contract", wanted, item[1], page, line, boxes)

    def _scored(self, field: str) -> bool:
        """Whether the reference holds the field, and records of this schema can."""
        newer = field in MORE_FIELDS and field not in ("leads", "open_end")
        if newer and not any(field in action for action in self.found):
            return False
        return any(KEPT_UNDER.get(field, field) in action for action in self.wanted)

    def _lost_actions(self) -> Iterator[Flaw]:
        read, missed = {j for _, j in self.places}, {i for i, _ in self.places}
        for i, action in enumerate(self.wanted):
            if i not in missed:
                yield Flaw("missed", "actions", _called(action), action["title"], None)
        for j, action in enumerate(self.found):
            if j not in read:
                yield self._placed("extra", "title", j, None, _called(action))._replace(field="actions")

    def _value_flaws(self, field: str, i: int, j: int) -> Iterator[Flaw]:
        one, other = self.wanted[i], self.found[j]
        wanted, read = reference_value(one, field), read_value(other, field)
        if agrees(wanted, read):
            return
        kind: Kind = "extra" if not _there(wanted) else "wrong" if _there(read) else "missed"
        shown = _shown(wanted) if field in ("years", "calendar") else _shown(one.get(field))
        said = _shown(_raw(other, field, read))
        yield self._placed(kind, field, j, shown, said)

    def _list_flaws(self, field: str, i: int, j: int) -> Iterator[Flaw]:
        one, other = reference_value(self.wanted[i], field), read_value(self.found[j], field)
        right = matched(one, other)
        rest = [k for k in range(len(one)) if k not in {a for a, _ in right}]
        over = [k for k in range(len(other)) if k not in {b for _, b in right}]
        near = matched([one[k] for k in rest], [other[k] for k in over], NEAR_FROM)
        beside = {rest[a]: over[b] for a, b in near}
        wanted, read = self.wanted[i].get(field) or [], read_items(self.found[j], field)
        for k in rest:
            spot = beside.get(k)
            said = None if spot is None else read[spot]
            yield self._placed("missed" if spot is None else "wrong", field, j, wanted[k], said, spot)
        for k in over:
            if k not in beside.values():
                yield self._placed("extra", field, j, None, read[k], k)

    def _placed(
        self, kind: Kind, field: str, j: int, wanted: str | None, read: str | None, item: int | None = None
    ) -> Flaw:
        """Make a flaw of a read action: where it was read, else beside its field, else on its first page."""
        rows = self._rows_of(field, j, item)
        exact = read is not None
        rows = rows or self._rows_of(field, j, None)
        pages = [row["page"] for row in rows if row.get("page")] or self.found[j].get("pages") or [None]
        lines = [row["line"] for row in rows if row.get("line")] or [None]
        boxes = tuple(tuple(r["box"]) for r in rows if exact and r.get("box") and r.get("page") == pages[0])
        return Flaw(kind, field, _called(self.found[j]), wanted, read, pages[0], lines[0], boxes)

    def _rows_of(self, field: str, j: int, item: int | None) -> list[Json]:
        """Give the evidence of a field of the read action `j`, or of one item of it."""
        key = POINTERS.get(field, field)
        if field in ("partners", "organisations") and item is not None:
            leads = len(self.found[j].get("leads") or ())
            key, item = ("leads", item) if item < leads else ("partners", item - leads)
        pointer = f"/actions/{j}/{key}" + ("" if item is None else f"/{item}")
        rows = self._by_action.get(f"{j}", [])
        return [row for row in rows if row["field"] == pointer or row["field"].startswith(f"{pointer}/")]

    @cached_property
    def _by_action(self) -> dict[str, list[Json]]:
        rows: dict[str, list[Json]] = {}
        for row in self._evidence:
            steps = str(row["field"]).split("/")
            if steps[1:2] == ["actions"]:
                rows.setdefault(steps[2], []).append(row)
        return rows


def _holds(action: Json, field: str) -> bool:
    return field in MORE_FIELDS or KEPT_UNDER.get(field, field) in action


def _there(value: Any) -> bool:
    """Whether a comparable value says anything."""
    return any(value) if isinstance(value, tuple) else bool(value)


def _called(action: Json) -> str:
    """Name an action as a reader knows it: its number and title."""
    return " ".join(str(part) for part in (action.get("number"), action.get("title")) if part)


def _raw(action: Json, field: str, read: Any) -> Any:
    """Give a field of a read action as it is shown."""
    if field in ("axis", "programme_priority"):
        return (action.get("programme") or {}).get("axis" if field == "axis" else "priority")
    return read if field in ("priority", "years", "calendar", "open_end") else action.get(field)


def _shown(value: Any) -> str | None:
    """Say a value in words; nothing where there is none."""
    if isinstance(value, set):
        return ", ".join(sorted(map(_year_shown, value))) or None
    if isinstance(value, dict) and "title" in value:
        return " ".join(str(part) for part in (value.get("number"), value["title"]) if part)
    if isinstance(value, bool):
        return "yes" if value else None
    return worded(value) or None


def _year_shown(year: int | tuple[int, str | None]) -> str:
    """Say a year, with its phase where it has one."""
    return str(year) if isinstance(year, int) else " ".join(str(part) for part in year if part)
