"""All facts of a contract, in the order in which they lean on each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.contract.dates import read_dates
from extract.contract.governance import read_governance
from extract.contract.indicator_tables import read_indicator_tables
from extract.contract.neighbourhoods import read_neighbourhoods
from extract.contract.reads import Read, Source
from extract.contract.signatories import read_signatories
from extract.contract.territory import read_territory, territory_departments
from extract.fields import Note
from extract.organisations.mentions import Finder
from extract.parts import in_time
from models.record import DataTable, DatedEvent, Governance, Neighbourhood, Signatory, Territory


class ContractFacts(NamedTuple):
    """The facts with where they stand, and what was found and not understood."""

    territory: Read[Territory] = Read(Territory(), {})
    dates: Sequence[Read[DatedEvent]] = ()
    neighbourhoods: Sequence[Read[Neighbourhood]] = ()
    signatories: Sequence[Read[Signatory]] = ()
    tables: Sequence[Read[DataTable]] = ()
    governance: Read[Governance] = Read(Governance(), {})
    notes: Sequence[Note] = ()


def read_contract_facts(
    name: str | None, kind: str | None, source: Source, finder: Finder | None = None
) -> ContractFacts:
    """The facts of a contract; `name` and `kind` are its territory's, `finder` finds names that no rule tells."""
    notes: list[Note] = []
    bare = Read(Territory(name=name, kind=kind), {})
    territory, unsure = in_time(lambda: read_territory(name, kind, source), "territory's codes", notes) or (bare, [])
    departments = in_time(lambda: territory_departments(territory.item, source), "departments", notes) or frozenset()
    neighbourhoods, differing = in_time(
        lambda: read_neighbourhoods(source, territory.item, departments), "neighbourhoods", notes
    ) or ([], [])
    return ContractFacts(
        territory,
        in_time(lambda: read_dates(source), "dates", notes) or [],
        neighbourhoods,
        in_time(lambda: read_signatories(source, finder), "signatories", notes) or [],
        in_time(lambda: read_indicator_tables(source), "tables of figures", notes) or [],
        in_time(lambda: read_governance(source), "governance", notes) or Read(Governance(), {}),
        [*unsure, *differing, *notes],
    )
