"""Sections on who takes part and on how actions are measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.record import Action, Member
from output.comparison.figures import Cell, Compared, Figure, Row, Section, most_first
from output.french import CATEGORIES
from patterns.folding import fold
from patterns.measures import measure_of

NO_CATEGORY = "Catégorie non précisée"
LOCAL_ROLES = {
    "municipality": "La commune",
    "intercommunality": "L’intercommunalité",
    "department": "Le département",
    "region": "La région",
}
"""Organisations that are known by what they are to the territory, under another name in each contract."""
SHORTEST_NAME = 3
"""Letters that a name as written has at least to be told as an organisation."""


class Named(NamedTuple):
    """An organisation that an action names: what it is known by, its name and category, and whether it leads."""

    key: str
    name: str
    category: str
    leads: bool


def organisations_of(action: Action) -> Iterator[Named]:
    """Give each organisation that leads or takes part, members one by one in place of what groups them."""
    for leads, partners in ((True, action.leads), (False, action.partners)):
        for partner in partners:
            for member in _members(partner):
                organisation = member.organisation
                if organisation:
                    name = LOCAL_ROLES.get(organisation.id, organisation.name)
                    yield Named(organisation.id, name, CATEGORIES[organisation.category], leads)
                elif len(fold(member.as_written)) >= SHORTEST_NAME:
                    yield Named(f"~{fold(member.as_written)}", member.as_written, NO_CATEGORY, leads)


def _members(member: Member) -> Iterator[Member]:
    if not member.members:
        yield member
    for inner in member.members:
        yield from _members(inner)


def categories(compared: Compared) -> Section:
    """Give the actions that partners of each category lead or take part in."""
    return Section(
        "categories", "Partenaires par catégorie",
        "Nombre d’actions qu’au moins un organisme de la catégorie porte ou rejoint, et leur part dans le contrat.",
        ("Catégorie",),
        most_first(compared.rows(lambda action: {(named.category,): None for named in organisations_of(action)})),
    )  # fmt: skip


def organisations(compared: Compared) -> Section:
    """Give the organisations that several contracts name, with what they do in each."""
    ids: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    words: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    shown: dict[str, Named] = {}
    for record, action in compared.actions:
        for named in organisations_of(action):
            shown.setdefault(named.key, named)
            ids[named.key][record.contract.id].append(action.id)
            said = f"{action.number or ''} {action.title or ''}".strip() + (" (pilote)" if named.leads else "")
            words[named.key, record.contract.id].setdefault(action.id, said)
    rows = []
    for key, named in shown.items():
        if len(ids[key]) > 1:

            def text(contract: str, key: str = key) -> str:
                return "\n".join(words[key, contract].values())

            rows.append(Row((named.name, named.category, len(ids[key])), compared.figures(ids[key], text)))
    rows.sort(
        key=lambda row: (-_total(row.labels[2]), -sum(f.value for f in row.cells if isinstance(f, Figure)), str(row))
    )
    return Section(
        "organisations", "Organismes présents dans plusieurs contrats",
        "Ce que chacun fait dans chaque contrat. Un organisme reconnu est compté sous son nom usuel, les autres sous "
        "leur nom tel qu’écrit.",
        ("Organisme", "Catégorie", "Contrats"), tuple(rows),
    )  # fmt: skip


def _total(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def measures(compared: Compared) -> Section:
    """Give the actions whose indicators measure each thing."""
    rows = compared.rows(lambda action: {(measure_of(i.as_written).title,): None for i in action.indicators})
    return Section(
        "measures", "Indicateurs par ce qu’ils mesurent",
        "Nombre d’actions qui ont au moins un indicateur de chaque sorte, et leur part dans le contrat. Les sortes "
        "sont reconnues à leurs mots (patterns/indicators.toml).",
        ("Ce qui est mesuré",), most_first(rows),
    )  # fmt: skip


MEASURED = (
    "Au moins un indicateur mesurable",
    "Des indicateurs, aucun mesurable",
    "Aucun indicateur",
)


def measurable(compared: Compared) -> Section:
    """Give the actions that have a measurable indicator, only others, or none."""
    rows = compared.rows(lambda action: [(measured(action),)])
    none = compared.figures({})
    return Section(
        "measurable", "Actions mesurables",
        "Un indicateur est mesurable quand un chiffre peut en être donné sans autre précision : un nombre, un taux, "
        "une fréquentation, une enquête…",
        ("Indicateurs de l’action",), tuple(Row((label,), rows.get((label,), none)) for label in MEASURED),
    )  # fmt: skip


def measured(action: Action) -> str:
    """Say whether an action has a measurable indicator, only others, or none."""
    found: Sequence[bool] = [measure_of(indicator.as_written).measurable for indicator in action.indicators]
    return MEASURED[2] if not found else MEASURED[0] if any(found) else MEASURED[1]
