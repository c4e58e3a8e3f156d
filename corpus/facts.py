"""The facts of a contract as items that can be compared: one text a neighbourhood, a signature, a date.

A record's `contract` and a reference's have the same shape, so both are read here alike. A field that the
reference does not hold is not scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from corpus.scoring import folded

Json = Mapping[str, Any]
_Part = tuple[str, str]
"""Where an item stands in the contract, as a pointer below it, and its text."""


def _territory(contract: Json) -> Iterator[_Part]:
    territory = contract.get("territory") or {}
    for key in ("kind", "insee_code", "siren", "department_code", "region_code"):
        if territory.get(key):
            yield f"territory/{key}", f"{key} {territory[key]}"
    yield from ((f"territory/communes/{k}", name) for k, name in enumerate(territory.get("communes") or ()))


def _neighbourhoods(contract: Json) -> Iterator[_Part]:
    keys = ("kind", "code", "population", "median_income", "source_year")
    for k, one in enumerate(contract.get("neighbourhoods") or ()):
        parts = [*(one.get("communes") or ()), *(one.get("population_parts") or ())]
        yield f"neighbourhoods/{k}", _said(one.get("name"), *(one.get(key) for key in keys), *parts)


def _signatories(contract: Json) -> Iterator[_Part]:
    keys = ("as_written", "representative", "role", "on_behalf_of")
    for k, one in enumerate(contract.get("signatories") or ()):
        yield f"signatories/{k}", _said(*(one.get(key) for key in keys))


def _dates(contract: Json) -> Iterator[_Part]:
    for k, one in enumerate(contract.get("dates") or ()):
        yield f"dates/{k}", _said(one.get("date"), one.get("what"))


def _tables(contract: Json) -> Iterator[_Part]:
    """A table's head, title, source and units, then each of its rows."""
    for k, one in enumerate(contract.get("tables") or ()):
        yield f"tables/{k}/header", _said(one.get("title"), one.get("source"), *one["header"], *one.get("units", ()))
        yield from ((f"tables/{k}/rows/{i}", _cells(row)) for i, row in enumerate(one["rows"]))


def _committees(contract: Json) -> Iterator[_Part]:
    for k, one in enumerate((contract.get("governance") or {}).get("committees") or ()):
        yield f"governance/committees/{k}", _said(one.get("name"), one.get("kind"), one.get("meets"))
        yield from (
            (f"governance/committees/{k}/members/{i}", f"{one.get('kind')} {member}")
            for i, member in enumerate(one.get("members") or ())
        )


def _evaluation(contract: Json) -> Iterator[_Part]:
    evaluation = (contract.get("governance") or {}).get("evaluation") or {}
    for key in ("how", "when"):
        yield from ((f"governance/evaluation/{key}/{k}", text) for k, text in enumerate(evaluation.get(key) or ()))


def _commitments(contract: Json) -> Iterator[_Part]:
    for k, one in enumerate(contract.get("commitments") or ()):
        place = ">".join(one.get("place") or ())
        yield f"commitments/{k}", _said(one.get("as_written"), one.get("kind"), place, one.get("text"))


def _figures(contract: Json) -> Iterator[_Part]:
    """The figures of commitments, each with the one it belongs to."""
    keys = ("value", "unit", "of", "scope", "year", "end_year", "per")
    for k, one in enumerate(contract.get("commitments") or ()):
        for j, figure in enumerate(one.get("quantities") or ()):
            yield f"commitments/{k}/quantities/{j}", _said(*(figure.get(key) for key in keys), one.get("text"))


CONTRACT_FIELDS: dict[str, Callable[[Json], Iterable[_Part]]] = {
    "territory": _territory,
    "neighbourhoods": _neighbourhoods,
    "signatories": _signatories,
    "dates": _dates,
    "tables": _tables,
    "committees": _committees,
    "evaluation": _evaluation,
    "commitments": _commitments,
    "figures": _figures,
}
"""The fields of the contract that are scored, each with what gives its items."""


def fact_items(contract: Json, field: str) -> list[_Part]:
    """The items of one field of a contract, each with where it stands and its text."""
    return list(CONTRACT_FIELDS[field](contract))


def is_held(contract: Json, field: str) -> bool:
    """Whether a reference holds a field."""
    governance = contract.get("governance") or {}
    return ("commitments" if field == "figures" else field) in contract or field in governance


def same_facts(wanted: Iterable[str], found: Iterable[str]) -> list[tuple[int, int]]:
    """Pair the places of items that are the same but for capitals and typography; a figure must be the same."""
    left = [folded(text) for text in found]
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for i, text in enumerate(map(folded, wanted)):
        j = next((j for j, other in enumerate(left) if j not in taken and other == text), None)
        if j is not None:
            taken.add(j)
            pairs.append((i, j))
    return pairs


def _said(*parts: Any) -> str:
    return " | ".join(str(part) for part in parts if part not in (None, ""))


def _cells(row: Iterable[Any]) -> str:
    return " | ".join("" if cell is None else str(cell) for cell in row)
