"""The institutions that any French contract names, found by a name, an acronym or the beginning of a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from patterns.codes import OrganisationCategory
from patterns.folding import fold, key
from patterns.loading import in_use, kept

Kind = Literal["body", "group", "fund"]
Level = Literal["national", "regional", "departmental", "local"]
NameKey = tuple[str, ...]
"""A name's telling words, or an acronym's letters as the only word."""


class DatedName(NamedTuple):
    """A name of an institution and the year in which it ended; None where it is in use."""

    name: str
    acronyms: tuple[str, ...]
    spellings: tuple[str, ...]
    until: int | None


class Institution(NamedTuple):
    """An entry of the list; its names stand from the first to the one in use.

    `network` are bodies with places of their own, `single` those of which a territory has one.
    """

    id: str
    names: tuple[DatedName, ...]
    category: OrganisationCategory
    level: Level
    kind: Kind
    network: bool
    single: bool
    role: str | None


class Called(NamedTuple):
    """An institution by one of the names that it has or had."""

    institution: Institution
    name: DatedName


class InstitutionIndex(NamedTuple):
    """The institutions by their names and acronyms."""

    by_name: Mapping[NameKey, Called]
    by_acronym: Mapping[str, Called]
    longest: int
    """Telling words of the longest name."""


@kept
def institutions() -> tuple[Institution, ...]:
    """Give every institution of the list in use, in its order."""
    entries: dict[str, dict[str, Any]] = {}
    for table in in_use().tables("institutions.toml"):
        for entry in table.get("institution", ()):
            if entry.get("remove"):
                entries.pop(entry["id"], None)
            else:
                entries[entry["id"]] = _added(entries.get(entry["id"], {}), entry)
    return tuple(_institution(entry) for entry in entries.values())


@kept
def institution_index() -> InstitutionIndex:
    """Give the institutions in use by what they are called."""
    by_name: dict[NameKey, Called] = {}
    by_acronym: dict[str, Called] = {}
    for entry in institutions():
        for name in reversed(entry.names):
            for written in (name.name, *name.spellings):
                by_name.setdefault(key(written), Called(entry, name))
            for acronym in name.acronyms:
                by_acronym.setdefault(acronym_key(acronym), Called(entry, name))
    return InstitutionIndex(by_name, by_acronym, max(map(len, by_name)))


def acronym_key(acronym: str) -> str:
    """An acronym as it is compared: letters and digits alone, folded."""
    return "".join(letter for letter in fold(acronym) if letter.isalnum())


def written_names(entry: Mapping[str, Any]) -> Iterator[tuple[NameKey, str, tuple[int | str, ...]]]:
    """Give each name, spelling and acronym of an entry of the file: as compared, as written, and its place."""
    places: list[tuple[int | str, ...]] = [(), *(("was", k) for k in range(len(entry.get("was", ()))))]
    for place, name in zip(places, (entry, *entry.get("was", ())), strict=True):
        if "name" in name:
            yield key(name["name"]), name["name"], (*place, "name")
        for k, written in enumerate(name.get("spellings", ())):
            yield key(written), written, (*place, "spellings", k)
        for k, acronym in enumerate(name.get("acronyms", ())):
            yield (acronym_key(acronym),), acronym, (*place, "acronyms", k)


def all_names(entry: Institution) -> set[NameKey]:
    """Give every name, spelling and acronym of an institution as it is compared."""
    names = {key(written) for name in entry.names for written in (name.name, *name.spellings)}
    return names | {(acronym_key(acronym),) for name in entry.names for acronym in name.acronyms}


def _added(below: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with what a stronger file states of it: lists grow, single values take the place."""
    lists = {name: [*below.get(name, ()), *entry.get(name, ())] for name in ("acronyms", "spellings", "was")}
    return {**below, **entry, **lists}


def _institution(entry: Mapping[str, Any]) -> Institution:
    former = sorted(entry["was"], key=lambda name: int(name["until"]))
    return Institution(
        id=entry["id"],
        names=(*(_dated(name, name["until"]) for name in former), _dated(entry, None)),
        category=entry["category"],
        level=entry["level"],
        kind=entry.get("kind", "body"),
        network=entry.get("network", False),
        single=entry.get("single", False) or entry["level"] in ("departmental", "regional"),
        role=entry.get("role") or (entry["id"] if entry.get("network") else None),
    )


def _dated(entry: Mapping[str, Any], until: int | None) -> DatedName:
    def texts(name: str) -> tuple[str, ...]:
        values: Sequence[str] = entry.get(name, ())
        return tuple(values)

    return DatedName(entry["name"], texts("acronyms"), texts("spellings"), until)
