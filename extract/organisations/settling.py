"""What a document as a whole decides about its names: whose municipality, which branch, what is a slip of what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple, get_args

from extract.organisations.likeness import same_names
from extract.organisations.sorting import Sorted
from extract.organisations.written import telling_words, without_form
from models.record import Territory
from patterns.authorities import Role
from patterns.codes import OrganisationCategory
from patterns.folding import key, singular, slug
from patterns.geography import communes_named, is_same_group
from patterns.institutions import NameKey, institution_index, institutions

COMMUNE = "commune"
LANDLORD = "habitat"
"""The word that a landlord's name may leave out."""


class Settled(NamedTuple):
    """The decisions. A place stands behind its owner's id; a local name is kept as it is written most."""

    own: Mapping[Role, NameKey] = {}
    places: Mapping[NameKey, NameKey] = {}
    only: Mapping[str, NameKey] = {}
    local: Mapping[NameKey, str] = {}


class Identity(NamedTuple):
    """What an organisation is in its document; `whole` where the list says what it is called."""

    id: str
    category: OrganisationCategory | None
    role: str | None = None
    whole: bool = False


def settle(counts: Mapping[Sorted, int], territory: Territory) -> Settled:
    """Decide by all names of a document, each with how often it stands there."""
    places: Counter[NameKey] = Counter()
    written: dict[NameKey, Counter[str]] = defaultdict(Counter)
    for found, count in counts.items():
        if not found.known:
            written[key(found.name)][found.name] += count
        elif placed := _placed(found):
            places[placed] += count
    right = same_names(places, places.__getitem__)
    true_places: Counter[NameKey] = Counter()
    for place, count in places.items():
        true_places[right[place]] += count
    return Settled(_own(true_places, territory), right, _only(true_places), _local(written, territory))


def identity_of(found: Sorted, settled: Settled) -> Identity:
    """Give what a name means in its document."""
    placed = _placed(found)
    place = settled.places.get(placed, placed)[1:]
    if found.role:
        home = settled.own.get(found.role, ())
        same = place == home or is_short_for(place, home) or is_same_group(" ".join(place), " ".join(home))
        own = not place or same
        return Identity(found.role if own else _another(found.role, place), found.role, found.role)
    if found.called is None:
        name = settled.local.get(key(found.name), found.name)
        return Identity(slug(" ".join(telling_words(name))) or slug(name), None)
    entry = found.called.institution
    place = place or (() if is_group(found) else settled.only.get(entry.id, ()))
    return Identity("-".join((entry.id, *place)), entry.category, entry.role, whole=not place)


def is_short_for(place: NameKey, home: NameKey) -> bool:
    """Whether one word has the first letters of another place's words: AMP, Aix-Marseille-Provence."""
    return len(home) > 1 and place == ("".join(word[0] for word in home),)


def is_group(found: Sorted) -> bool:
    """Whether a name is an institution's in the plural: of "missions locales" none is meant alone."""
    listed = found.called.name.name if found.called else ""
    first, called = (next(iter(telling_words(name)), "") for name in (found.name, listed))
    return first != called == singular(first)


def _placed(found: Sorted) -> NameKey:
    """A name's place behind what it is the place of; nothing where it has none."""
    owner = found.role or (found.called.institution.id if found.called else "")
    place = found.place
    if found.role == "region" and place and not place[0].startswith("region-"):
        called = institution_index().by_name.get(("region", *map(singular, place)))
        place = (called.institution.id,) if called else place
    return (owner, *place) if place else ()


def _another(role: Role, place: NameKey) -> str:
    """The id of an authority that is not the contract's own."""
    return place[0] if role == "region" and place[0].startswith("region-") else "-".join((role, *place))


def _own(places: Counter[NameKey], territory: Territory) -> dict[Role, NameKey]:
    """The place of the contract's own authority of each role: the territory's, else the one named most."""
    own: dict[Role, NameKey] = {}
    named = {
        "municipality": territory.name if territory.kind == COMMUNE else None,
        "intercommunality": territory.name if territory.kind not in (None, COMMUNE) else None,
        "department": territory.department,
        "region": f"Région {territory.region}" if territory.region else None,
    }
    for role in get_args(Role):
        there = [(count, place[1:]) for place, count in places.items() if place[0] == role]
        words = telling_words(named[role] or "")
        if role == "region" and words:
            called = institution_index().by_name.get(tuple(map(singular, words)))
            words = (called.institution.id,) if called else words[1:]
        alike = [(count, place) for count, place in there if words and set(words) <= set(place)]
        elsewhere = role == "municipality" and territory.kind not in (None, COMMUNE)
        if alike or (there and not elsewhere and not (words and role != "intercommunality")):
            own[role] = max(alike or there)[1]
        elif words:
            own[role] = words
    return own


def _only(places: Iterable[NameKey]) -> dict[str, NameKey]:
    """The place of an institution's only branch that the document names, where a territory has one."""
    branches: dict[str, list[NameKey]] = defaultdict(list)
    for owner, *place in places:
        branches[owner].append(tuple(place))
    return {
        entry.id: branches[entry.id][0] for entry in institutions() if entry.single and len(branches[entry.id]) == 1
    }


def _local(written: Mapping[NameKey, Counter[str]], territory: Territory) -> dict[NameKey, str]:
    """Each local name with the way it is written most: slips are put right, a name without its place completed."""
    right = same_names(written, lambda name: written[name].total())
    place = key(territory.name or "")
    found = {}
    for name in written:
        whole = right[name]
        bare = key(without_form(next(iter(written[whole]))))
        whole = right.get(bare, whole)
        longer = right.get((*whole, *place), whole) if place else whole
        if (*longer, LANDLORD) in right and not communes_named(" ".join(longer)):
            longer = right[(*longer, LANDLORD)]  # Partenord, Partenord Habitat
        found[name] = max(written[longer].items(), key=lambda item: (item[1], item[0]))[0]
    return found
