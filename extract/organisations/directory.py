"""The organisations of one document, by any name that it writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.organisations.acronyms import definitions, spells
from extract.organisations.members import Members, bracketed, members_of
from extract.organisations.settling import Identity, Settled, identity_of, settle
from extract.organisations.sorting import Sorted, sort_name
from extract.organisations.written import is_acronym, read_name, telling_words
from models.record import Match, Member, Organisation, Partner, Territory
from patterns import regexes as re
from patterns.categories import category_of
from patterns.codes import OrganisationCategory
from patterns.folding import key
from patterns.geography import is_same_group, place_key
from patterns.institutions import NameKey, acronym_key, institution_index

DEEPEST = 5
"""Members of members, at most: groups in groups that go on are no list of partners."""
SAID_WITHIN = 30
"""Characters before a name in which such a word stands."""
_NUMBER = re.compile(r"\s*\d{2,3}$")
"""The department's number after an acronym: UCS 13."""
_LAST_WORD = re.compile(r"(\w+)\s+[«“\"]?\s*$")
NOTHING_SETTLED = Settled()
SAID_BEFORE = ("association", "housing", "business", "social_centre")
"""Kinds of organisation that a text says right before a name: l'association Arc-en-ciel, le bailleur Vilogia."""


class Found(NamedTuple):
    """The organisation that a name means, and how it was found."""

    organisation: Organisation
    match: Match


class Naming(NamedTuple):
    """What an organisation is called somewhere: with its place or without, and its acronym in the list."""

    placed: bool
    name: str
    acronym: str | None


@dataclass(frozen=True)
class Directory:
    """The organisations of a document: what its acronyms mean, what was decided, what each id is called.

    `groups` holds the category that a group gives to members whose names say none.
    """

    learnt: Mapping[str, str]
    home: Territory
    settled: Settled = NOTHING_SETTLED
    names: Mapping[str, Counter[Naming]] = field(default_factory=dict)
    groups: Mapping[NameKey, OrganisationCategory] = field(default_factory=dict)
    texts: Sequence[str] = ()
    acronyms: Mapping[NameKey, str] = field(default_factory=dict)
    sorts: dict[str, Sorted] = field(default_factory=dict)
    read: dict[str, Member] = field(default_factory=dict)

    def find(self, name: str) -> Found:
        """The organisation that one name means; for a name that the document has not listed too."""
        found = self.sort(name)
        return Found(self._organisation(identity_of(found, self.settled), found), found.match)

    def member(self, text: str, depth: int = 0) -> Member:
        """A name as written with its organisation, and the members that it holds.

        Several names on one line are a group of their own: its id is made of theirs.
        """
        if text not in self.read:
            names, listed = members_of(bracketed(text), self.knows) if depth < DEEPEST else Members()
            members = [self.member(name, depth + 1) for name in names]
            found = self._list(text, members) if listed else self.find(bracketed(text) if members else text)
            organisation = found.organisation
            self.read[text] = Member(as_written=text, match=found.match, members=members, organisation=organisation)
        return self.read[text]

    def partner(self, text: str) -> Partner:
        """A partner or lead as written, with its organisation and members."""
        return Partner(**dict(self.member(text)))

    def knows(self, name: str) -> bool:
        """Whether a name is of the list, of the territory or learnt from the document."""
        return acronym_key(name) in self.learnt or self.sort(name).known

    def sort(self, text: str) -> Sorted:
        """What a name says by itself, its brackets apart; an acronym says what its brackets spell out."""
        written = read_name(text)
        name = written.name or text
        if is_acronym(name):
            name = next((inside for inside in written.brackets if spells(name, inside)), name)
        if name not in self.sorts:
            found = sort_name(name, self.learnt)
            self.sorts[name] = found if found.known else self._of_territory(found)
        return self.sorts[name]

    def _of_territory(self, found: Sorted) -> Sorted:
        """A bare name that is the territory's ("Grand Valmont") or one of its communes', as its authority."""
        home = self.home
        if home.name and key(found.name) == key(home.name):
            return Sorted(found.name, "role", role="municipality" if home.kind == "commune" else "intercommunality")
        if home.name and home.kind != "commune" and is_same_group(found.name, home.name):
            return Sorted(found.name, "role", role="intercommunality")
        if any(place_key(found.name) == place_key(commune) for commune in home.communes):
            return Sorted(found.name, "role", role="municipality", place=telling_words(found.name))
        return found

    def _organisation(self, identity: Identity, found: Sorted) -> Organisation:
        written = self.names.get(identity.id) or Counter([_naming(found, identity)])
        _, name, acronym = max(written, key=lambda naming: (naming.placed, written[naming], naming.name))
        acronym = acronym or self.acronyms.get(key(name))
        called = (name, *(naming.name for naming in written))
        said = next((kind for one in called if (kind := category_of(one))), None)
        category = identity.category or self.groups.get(key(name)) or said or self._said_before(name)
        return Organisation(id=identity.id, name=name, acronym=acronym, category=category, role=identity.role)

    def _said_before(self, name: str) -> OrganisationCategory:
        """The kind of organisation that the document's text says right before a name."""
        for text in self.texts:
            at = text.find(name)
            while at >= 0:
                before = _LAST_WORD.search(text[max(0, at - SAID_WITHIN) : at])
                category = category_of(before.group(1)) if before else None
                if category in SAID_BEFORE:
                    return category
                at = text.find(name, at + 1)
        return "other"

    def _list(self, text: str, members: Sequence[Member]) -> Found:
        """Several names on one line as a group: the kind is that of most of them."""
        organisations = [member.organisation for member in members if member.organisation]
        kinds = Counter(organisation.category for organisation in organisations)
        ids = "-".join(dict.fromkeys(organisation.id for organisation in organisations))
        if ids == organisations[0].id:  # a body and a service of it: "Ville - services techniques"
            return Found(organisations[0], members[0].match or "new")
        name = " ".join(text.split())
        return Found(
            Organisation(id=ids, name=name, acronym=None, category=kinds.most_common(1)[0][0], role=None), "new"
        )


def _naming(found: Sorted, identity: Identity) -> Naming:
    """What a name calls an organisation: an institution by that of its names, one of its own as written."""
    if identity.whole and found.called:
        called = found.called.name
        return Naming(False, called.name, next(iter(called.acronyms), None))
    return Naming(bool(found.place), found.name, None)


def directory_of(names: Iterable[str], territory: Territory, texts: Sequence[str] = ()) -> Directory:
    """The directory of a document.

    `names` are those of all its partners, leads and funders as written, each as often as it stands;
    `texts` its pages, in which acronyms are defined and kinds of organisation said.
    """
    counts = Counter(names)
    first = Directory(_learnt(counts, texts), territory)
    groups: dict[NameKey, OrganisationCategory] = {}
    single: Counter[str] = Counter()
    for text, count in counts.items():
        inside, listed = members_of(bracketed(text), first.knows)
        text = bracketed(text) if inside else text
        for name in inside if listed else (text, *inside):
            single[name] += count
        if inside and not listed and (category := first.find(text).organisation.category):
            groups |= {key(read_name(name).name): category for name in inside}
    found: Counter[Sorted] = Counter()
    for name, count in single.items():
        found[first.sort(name)] += count
    settled = settle(found, territory)
    called: dict[str, Counter[Naming]] = defaultdict(Counter)
    for sort, count in found.items():
        identity = identity_of(sort, settled)
        called[identity.id][_naming(sort, identity)] += count
    acronyms = {key(name): short.upper() for short, name in first.learnt.items()}
    return Directory(first.learnt, territory, settled, called, groups, texts, acronyms, first.sorts)


def _learnt(names: Iterable[str], texts: Sequence[str]) -> dict[str, str]:
    """What the document's acronyms mean: by its names' brackets, else by its texts where the list says nothing else."""
    listed = institution_index().by_acronym
    defined = definitions(texts)
    told = {short: name for short, name in defined.items() if short not in listed or sort_name(name, {}).known}
    return {**told, **_bracketed(names)}


def _bracketed(names: Iterable[str]) -> dict[str, str]:
    """The acronyms that names have in brackets after them, with the names."""
    found: dict[str, str] = {}
    for text in names:
        written = read_name(text)
        for inside in written.brackets:
            short = _NUMBER.sub("", inside)
            if " " not in short and spells(short, written.name):
                found |= {acronym_key(way): written.name for way in (short, inside)}
            elif is_acronym(written.name) and spells(written.name, inside):
                found.setdefault(acronym_key(written.name), inside)
    return found
