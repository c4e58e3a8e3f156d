"""One name alone: an institution of the list, an authority of the territory, or a name of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.organisations.likeness import is_slip, nearest
from extract.organisations.written import Token, is_acronym, names_place, tokens_of, without_article, without_form
from models.record import Match
from patterns import regexes as regex
from patterns.authorities import LONGEST, Role, authority_after, authority_before, is_vague, part_before
from patterns.folding import TIMEOUT, key
from patterns.institutions import Called, NameKey, acronym_key, institution_index
from patterns.lexicon import is_french_word
from patterns.loading import kept
from patterns.vocabulary import is_service

SURE_WORDS = 3
"""Telling words of an institution's name after which anything may follow."""
LONGEST_ACRONYM = 15
"""Characters of the longest acronym that a document explains."""
SHORTEST_TITLED = 2
"""An acronym with one capital only has more letters: Caf."""
LONG_ACRONYM = 6
"""Letters of the shortest acronym in which a slip is believed."""

AND = ("et", "ou")
"""Words after which another name begins."""

_ENDING = regex.compile(r",(?!\s*(?:(?:du|de|des)\s|d['’]))")
"""The comma that ends a name: after another its places go on ("de la Plaine, du Lac")."""
_SEPARATOR = regex.compile(r"\s+[–—-]\s+|,\s+|\s*:\s+")


class Sorted(NamedTuple):
    """What a name says by itself; where it names neither institution nor authority it is its own.

    `place` holds the telling words after the institution's or the authority's, plurals kept; a region's, the id of
    its entry.
    """

    name: str
    match: Match
    called: Called | None = None
    role: Role | None = None
    place: NameKey = ()

    @property
    def known(self) -> bool:
        """Whether the list or the territory's roles know it."""
        return self.called is not None or self.role is not None


def sort_name(name: str, learnt: Mapping[str, str]) -> Sorted:
    """Find what a name without brackets says; `learnt` gives the document's own acronyms, by their keys."""
    meant = learnt.get(acronym_key(name)) if len(name) <= LONGEST_ACRONYM else None
    if meant is not None and not is_acronym(meant):
        return sort_name(meant, {})._replace(match="acronym")
    tokens = tokens_of(name)
    return (
        _whole(name, tokens)
        or _before_separator(name, learnt)
        or _begun(name, tokens)
        or _part(name, tokens, learnt)
        or _misspelt(name, tokens)
        or _formed(name)
        or Sorted(name, "new")
    )


def _formed(name: str) -> Sorted | None:
    """An institution's name after the legal form that it has: SA Vilogia, Groupe La Poste."""
    bare = without_form(name)
    return _whole(bare, tokens_of(bare)) if bare != name else None


def _inner(name: str, learnt: Mapping[str, str]) -> Sorted:
    """What a part of a name says, which is not looked into further."""
    meant = learnt.get(acronym_key(name), name) if len(name) <= LONGEST_ACRONYM else name
    tokens = tokens_of(meant)
    return _whole(meant, tokens) or _begun(meant, tokens) or _misspelt(meant, tokens) or Sorted(meant, "new")


def _whole(name: str, tokens: Sequence[Token]) -> Sorted | None:
    """A name that is an institution's, an acronym's or an authority's word and nothing more."""
    folded = [token.folded for token in tokens]
    authority = authority_before(folded)
    if authority and authority[1] == len(tokens):
        return Sorted(name, "role", role=authority[0])
    index = institution_index()
    words = [token for token in tokens if token.telling]
    while words:
        called = index.by_name.get(tuple(token.word for token in words))
        if called:
            return _institution(name, "exact", called, ())
        if not is_vague(words.pop().folded):
            break
    called = index.by_acronym.get(acronym_key(name))
    return _institution(name, "acronym", called, ()) if called else None


def _institution(name: str, match: Match, called: Called, place: NameKey) -> Sorted:
    """An institution's name; one of the regions is the territory's region by its present name."""
    if called.institution.role == "region":
        return Sorted(name, "role", role="region", place=(called.institution.id,))
    return Sorted(name, match, called, None, place)


def _before_separator(name: str, learnt: Mapping[str, str]) -> Sorted | None:
    """The body before a dash or comma and a service of it; after the State, the service that is named."""
    parts = _SEPARATOR.split(name, maxsplit=1, timeout=TIMEOUT)
    if len(parts) < 2 or not all(part.strip() for part in parts):
        return None
    left, right = (_inner(without_article(part.strip()), learnt) for part in parts)
    body = left.called.institution if left.called else None
    if not left.known or (body and body.kind == "group"):
        return None
    if body and body.id == "etat" and right.known:
        return right
    comma = name[len(parts[0])] == ","
    return left if right.known or names_part(parts[1], comma) else None


def names_part(text: str, comma: bool = False) -> bool:
    """Whether what stands after a dash or comma is a part of the body before it: "service des écoles"."""
    tokens = tokens_of(text)
    first = next(iter(tokens), None)
    whole = authority_before([token.folded for token in tokens])
    if whole and whole[1] == len(tokens):
        return False  # "Région / Département"
    return first is not None and (is_service(first.folded) or (first.raw[0].islower() and not comma))


def _begun(name: str, tokens: Sequence[Token]) -> Sorted | None:
    """A name that begins with an institution's or an authority's and goes on with a place."""
    called, used = _longest_institution(tokens)
    authority = authority_before([token.folded for token in tokens])
    if authority and authority[1] >= used:
        place = _place(tokens[authority[1] :])
        if place and place[0].isdigit() and authority[0] == "department":
            place = ()  # "CD 13": the number is that of the contract's own department
        return None if place is None else Sorted(name, "role", role=authority[0], place=place)
    if called is None:
        ending = authority_after([token.folded for token in tokens])
        if ending and tokens[0].raw[0].isupper() and tokens[-1].raw[0].isupper():
            words = tuple(token.folded for token in tokens[:-ending] if token.telling)
            return Sorted(name, "role", role="intercommunality", place=words)
        return None
    comma = _ENDING.search(name, tokens[used - 1].start, timeout=TIMEOUT)
    rest = [token for token in tokens[used:] if comma is None or token.start < comma.start()]
    place = _place(rest)
    telling = sum(token.telling for token in tokens[:used])
    network = called.institution.network
    if place is None:
        if rest[0].folded in AND or telling < (2 if network else SURE_WORDS):
            return None
        place = tuple(token.folded for token in rest if token.telling)
    match: Match = "acronym" if used == 1 and acronym_key(tokens[0].raw) in institution_index().by_acronym else "exact"
    numbered = len(place) == 1 and place[0].isdigit() and called.institution.level == "departmental"
    return _institution(name, match, called, place if network and not numbered else ())


def _longest_institution(tokens: Sequence[Token]) -> tuple[Called | None, int]:
    """The institution whose name begins a name, and how many words it takes, small ones counted; no group."""
    index = institution_index()
    words: list[str] = []
    best: tuple[Called | None, int] = (None, 0)
    for count, token in enumerate(tokens, 1):
        if not token.telling:
            continue
        words.append(token.word)
        if len(words) > index.longest:
            break
        called = index.by_name.get(tuple(words))
        if called is None and len(words) == 1 and _like_acronym(tokens, count - 1):
            called = index.by_acronym.get(acronym_key(token.raw))
        if called and called.institution.kind != "group":
            best = (called, count)
    return best


def _like_acronym(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word may be an acronym: CAF, Caf before "de", Carsat before a place where it is no French word."""
    raw = tokens[at].raw
    if is_acronym(raw) or not raw[0].isupper() or len(raw) <= SHORTEST_TITLED or at + 1 == len(tokens):
        return is_acronym(raw)
    after = tokens[at + 1]
    return not after.telling or (names_place(after.raw) and not is_french_word(raw))


def _place(rest: Sequence[Token]) -> NameKey | None:
    """The place that the words after a name give: nothing where all are vague, None where they name none."""
    if rest and rest[0].folded in AND:
        return None
    telling = [token for token in rest if token.telling]
    while telling and is_vague(telling[0].folded):
        telling = telling[1:]
    if not telling:
        return ()
    first = telling[0].raw[0]
    return tuple(token.folded for token in telling) if first.isupper() or first.isdigit() else None


def _part(name: str, tokens: Sequence[Token], learnt: Mapping[str, str]) -> Sorted | None:
    """What a name is a part of: "antenne de la mission locale", "service des sports de la Ville"."""
    folded = [token.folded for token in tokens]
    used = part_before(folded)
    if used:
        rest = next((token for token in tokens[used:] if token.telling and not token.raw.isdigit()), None)
        whole = _inner(name[rest.start :], learnt) if rest else None
        if whole and whole.known and whole.match != "fuzzy":
            return whole
    if folded and is_service(folded[0]):
        for at in range(2, len(tokens)):
            authority = authority_before(folded[at : at + LONGEST]) if not tokens[at - 1].telling else None
            place = _place(tokens[at + authority[1] :]) if authority else None
            if authority and place is not None:
                return Sorted(name[tokens[at].start :], "role", role=authority[0], place=place)
    return None


def _misspelt(name: str, tokens: Sequence[Token]) -> Sorted | None:
    """An institution whose name or acronym a slip of the pen changed."""
    if len(tokens) == 1:
        letters = acronym_key(name)
        if len(letters) < LONG_ACRONYM or not is_acronym(name):
            return None
        called = next(
            (called for known, called in institution_index().by_acronym.items() if is_slip(letters, known)), None
        )
        return _institution(name, "fuzzy", called, ()) if called else None
    called = nearest(tuple(token.word for token in tokens if token.telling), _names_by_letters())
    return _institution(name, "fuzzy", called, ()) if called else None


@kept
def _names_by_letters() -> Mapping[str, tuple[NameKey, Called]]:
    return {"".join(name): (name, called) for name, called in institution_index().by_name.items() if len(name) > 1}


def same_body(one: str, other: str) -> bool:
    """Whether two names are of one body: one's words are the other's, or they name one institution or authority."""
    first, second = set(key(one)), set(key(other))
    if first and second and (first <= second or second <= first):
        return True
    left, right = sort_name(one, {}), sort_name(other, {})
    if left.called and right.called:
        return left.called.institution == right.called.institution
    return left.role is not None and left.role == right.role and not (left.place and right.place)
