"""Names that one item of a list holds: in brackets after a group, or several on one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from extract.naming import member_names
from extract.organisations.acronyms import spells
from extract.organisations.sorting import names_part
from extract.organisations.written import read_name, tokens_of, without_article
from patterns import regexes as regex
from patterns.categories import category_of
from patterns.folding import TIMEOUT, key
from patterns.institutions import institution_index
from patterns.vocabulary import is_service

Known = Callable[[str], bool]
"""Whether a name is one that the list, the territory or the document knows."""

_PARTING = regex.compile(r"\s*[,;/]\s*|\s+[–—-]\s*|(?<=\p{L})-\s+|\s+et\s+(?=\p{Lu})")
_PARTED = regex.compile(r"[,;]|\s/\s")
_DASHES = regex.compile(r"\s+[–—-]\s+")
_SLASHES = regex.compile(r"(?<=\p{L})/(?=\p{L})")
_GROUP = regex.compile(r"^(?P<group>[^:,;()]{4,60}?)\s*:\s*(?P<names>\S.*)$", regex.DOTALL)
_AND_SO_ON = regex.compile(r"\s*(?:\betc\b\.*|…|\.{3})\s*$")
_JOINED = regex.compile(r"(?:du|de|des)\s|d['’]")
PLURALS = ("s", "x")


class Members(NamedTuple):
    """The names that one item holds, in order, and whether they are all of it, with no group's name before them."""

    names: tuple[str, ...] = ()
    listed: bool = False


def members_of(text: str, known: Known) -> Members:
    """The names that one item holds; none where it names one organisation."""
    listed = _listed(text, known)
    if listed:
        return Members(tuple(listed), True)
    written = read_name(text)
    if not written.brackets or not (is_plural(written.name) or _is_state([written.name])):
        return Members()
    inside = [_AND_SO_ON.sub("", part, timeout=TIMEOUT) for part in written.brackets]
    parts = [part.strip(" .") for bracket in inside for part in _PARTING.split(bracket, timeout=TIMEOUT)]
    parts = [part for part in parts if part]
    alone = len(parts) == 1
    said = alone and (parts[0][0].islower() or not is_plural(written.name) or spells(parts[0], written.name))
    return Members(tuple(parts)) if not said and all(_is_name(part, known) for part in parts) else Members()


def bracketed(text: str) -> str:
    """A group whose members follow a colon as one that has them in brackets: "Bailleurs : A, B", "Bailleurs (A, B)"."""
    found = _GROUP.match(text, timeout=TIMEOUT)
    if found is None or not is_plural(found["group"]) or "(" in text:
        return text
    return f"{found['group']} ({found['names']})"


def is_plural(name: str) -> bool:
    """Whether a name's first word is in the plural: landlords, schools."""
    first = next((token.folded for token in tokens_of(name) if token.telling), "")
    return len(first) > 3 and first.endswith(PLURALS)


def _listed(text: str, known: Known) -> list[str]:
    """The names between commas or slashes, where each is a name; by "et" or dashes alone, where each is known."""
    written = read_name(text)
    if key(written.name) in institution_index().by_name or any(
        spells(inside, written.name) for inside in written.brackets
    ):
        return []
    parts = member_names(text)
    parted = _PARTED.search(text, timeout=TIMEOUT) is not None
    if len(parts) > 1 and parted and all(_JOINED.match(part, timeout=TIMEOUT) for part in parts[1:]):
        return []  # places of one name: "Centres sociaux de la Plaine, du Lac et des Prés"
    if parts and (_are_names(parts, known) if parted else all(_is_headed(part, known) for part in parts)):
        return parts
    if "(" in text:
        return []
    for separator in (_SLASHES, _DASHES):
        parts = [part.strip() for part in separator.split(text, timeout=TIMEOUT)]
        if len(parts) > 1 and all(known(without_article(part)) for part in parts):
            one = (separator is _DASHES and _is_state(parts)) or any(map(names_part, parts))
            return [] if one else parts
    return []


def _are_names(parts: Sequence[str], known: Known) -> bool:
    """Whether each part is a name; of three or more one may be in lower case, unless it is a service."""
    named = sum(_is_name(part, known) for part in parts)
    return named == len(parts) or (2 <= named == len(parts) - 1 and not any(map(_is_service, parts)))


def _is_service(part: str) -> bool:
    """Whether a part is a service, or what the name before it goes on with: "de la concurrence"."""
    first = next((token.folded for token in tokens_of(part)), "")
    return is_service(first) or _JOINED.match(part, timeout=TIMEOUT) is not None


def _is_state(parts: Sequence[str]) -> bool:
    """Whether what stands before a dash is the State, and what stands after it one of its services."""
    return [token.word for token in tokens_of(parts[0])] == ["etat"]


def _is_headed(part: str, known: Known) -> bool:
    """Whether a part is known or begins with what kind of organisation it is."""
    name = read_name(part).name
    return known(name) or category_of(name.split()[0]) is not None


def _is_name(part: str, known: Known) -> bool:
    name = read_name(part).name
    return name[:1].isupper() or name[:1].isdigit() or known(name)
