"""The contract's facts that are lists, such as its neighbourhoods, as the review shows them: an item a field."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from models.record import Contract, Part, Record
from output.site.fields import Edit, FieldView, Group, Rows, Value


class Listed(NamedTuple):
    """A list of facts: what one item is called, and the keys of an item that can be corrected, with their labels."""

    name: str
    group: Group
    keys: dict[str, str]


LISTED: dict[str, Listed] = {
    "dates": Listed("Date", "calendar", {"date": "Date (AAAA-MM-JJ)"}),
    "neighbourhoods": Listed(
        "Quartier",
        "identity",
        {"name": "Nom", "code": "Code", "population": "Habitants", "median_income": "Revenu médian"},
    ),
    "signatories": Listed(
        "Signataire",
        "actors",
        {
            "organisation_name": "Organisme",
            "representative": "Représentant",
            "role": "Fonction",
            "on_behalf_of": "Pour le compte de",
        },
    ),
    "governance/committees": Listed("Instance", "evaluation", {"name": "Nom", "meets": "Rythme des réunions"}),
    "commitments": Listed("Engagement", "contents", {"text": "Texte"}),
}
"""The lists by the end of their pointer."""


def listed_facts(record: Record, rows: Rows) -> Iterator[FieldView]:
    """Give a field for each item of each list of facts, with the values that were read of it."""
    for path, listed in LISTED.items():
        for k, item in enumerate(_items(record.contract, path)):
            pointer = f"/contract/{path}/{k}"
            values = tuple(_values(item, pointer, listed.keys, rows))
            if values:
                yield FieldView(f"{path}/{k}", f"{listed.name} {k + 1}", listed.group, values)


def _items(contract: Contract, path: str) -> list[Part]:
    items: list[Part] = attrgetter(path.replace("/", "."))(contract)
    return items


def _values(item: Part, pointer: str, keys: dict[str, str], rows: Rows) -> Iterator[Value]:
    for key, label in keys.items():
        raw = getattr(item, key)
        edit: Edit = "number" if isinstance(raw, int) else "text"
        if raw is not None:
            yield Value(f"{pointer}/{key}", str(raw), rows.get(f"{pointer}/{key}", ()), raw, edit, label)
