"""The whole comparison of some contracts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.record import Record
from output.comparison.actions import (
    Likeness,
    absent_themes,
    calendar,
    calendar_themes,
    pillars,
    priorities,
    themes,
)
from output.comparison.facts import (
    commitments,
    contract_values,
    neighbourhoods,
    notes,
    overview,
    signatories,
)
from output.comparison.figures import Compared, Comparison, Place, Section
from output.comparison.partners import categories, measurable, measures, organisations

SECTIONS: tuple[Callable[[Compared], Section], ...] = (
    overview, themes, pillars, priorities, categories, organisations, measures, measurable, calendar, calendar_themes,
    absent_themes, neighbourhoods, signatories, commitments,
)  # fmt: skip
"""What gives each section, in order; those on likeness follow `absent_themes`."""


def compare(records: Sequence[Record]) -> Comparison:
    """Compare any number of contracts: every section, with the notes on what is not alike."""
    compared = Compared(records)
    likeness = Likeness(compared)
    sections = []
    for make in SECTIONS:
        sections.append(make(compared))
        if make is absent_themes:
            sections += [likeness.alone(), likeness.pairs()]
    said = notes(compared)
    if likeness.too_many:
        said = (*said, "Trop d’actions pour comparer chacune à toutes les autres : les ressemblances sont laissées.")
    return Comparison(compared.names, said, tuple(sections), _places(compared))


def _places(compared: Compared) -> dict[str, Place]:
    """Give every id that a figure can lead to."""
    places: dict[str, Place] = {}
    for record in compared.records:
        name = compared.names[record.contract.id]
        for action in record.actions:
            places[action.id] = Place(name, action.number, action.title, min(action.pages, default=None))
        for value, words in contract_values(record.contract).items():
            places[value] = Place(name, None, words, _page(record, value))
    return places


def _page(record: Record, value: str) -> int | None:
    """Give the first page on which one of the contract's own values was read."""
    pointer = f"/contract{value.removeprefix(record.contract.id)}/"
    return next((row.page for row in record.evidence if row.field.startswith(pointer)), None)
