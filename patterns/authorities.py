"""Authorities of the territory by the words of their names, and words that name a part or no place.

Words are folded here, plurals and small words kept: "communes" is no municipality.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from patterns.folding import fold
from patterns.loading import in_use, kept
from patterns.words import word_lists

Role = Literal["municipality", "intercommunality", "department", "region"]
Phrase = tuple[str, ...]
LONGEST = 7
"""Words of the longest phrase of an authority."""


def authority_before(words: Sequence[str]) -> tuple[Role, int] | None:
    """Give the authority whose phrase begins a name, and how many words the longest such phrase has."""
    for count in range(min(LONGEST, len(words)), 0, -1):
        role = _roles().get(tuple(words[:count]))
        if role:
            return role, count
    return None


def authority_after(words: Sequence[str]) -> int:
    """Give how many words at a name's end say that it is an intercommunality (Grenoble-Alpes Métropole)."""
    ends = _phrases()["intercommunality_after"]
    return next((n for n in (2, 1) if len(words) > n and tuple(words[-n:]) in ends), 0)


def is_vague(word: str) -> bool:
    """Whether a word after an institution's name names no place ("du territoire")."""
    return (word,) in _phrases()["vague"]


def part_before(words: Sequence[str]) -> int:
    """Give how many words at a name's beginning name a part of what follows ("antenne de la …")."""
    parts = _phrases()["parts"]
    return next((n for n in (3, 2, 1) if len(words) > n and tuple(words[:n]) in parts), 0)


@kept
def _phrases() -> Mapping[str, frozenset[Phrase]]:
    lists = word_lists(in_use(), "authorities.toml")
    return {group: frozenset(map(_words, phrases)) for group, phrases in lists.items()}


@kept
def _roles() -> Mapping[Phrase, Role]:
    return {phrase: role for role in get_args(Role) for phrase in _phrases()[role]}


def _words(phrase: str) -> Phrase:
    return tuple("".join(letter if letter.isalnum() else " " for letter in fold(phrase)).split())
