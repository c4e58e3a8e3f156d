"""Names that a slip of the pen parts: Partnord Habitat, DIRRECTE, Plate-forme for Plateforme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from patterns.institutions import NameKey

WORTH_A_LOOK = 0.82
"""Names less alike than this, letter by letter, are not compared word by word."""
SHORTEST = 5
"""Letters of the shortest word in which a slip is believed: est is no ouest."""
LONG = 8
"""Letters from which on a word may hold two slips."""

T = TypeVar("T")


def is_slip(one: str, other: str) -> bool:
    """Whether two words are one but for a slip: a letter more, less, changed or two swapped."""
    length = max(len(one), len(other))
    if one == other:
        return True
    if length < SHORTEST or one[:1] != other[:1] or any(letter.isdigit() for letter in one + other):
        return False
    return OSA.distance(one, other) <= (2 if length >= LONG else 1)


def alike(one: NameKey, other: NameKey) -> bool:
    """Whether two names are one but for a slip in one word, or for a space within a word."""
    if len(one) == len(other):
        different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        return len(different) == 1 and is_slip(*different[0])
    return "".join(one) == "".join(other)


def nearest(name: NameKey, names: Mapping[str, tuple[NameKey, T]]) -> T | None:
    """What the name means that is one with `name` but for a slip, among names by their letters."""
    query = "".join(name)
    for letters, _, _ in process.extract(
        query, names.keys(), scorer=Indel.normalized_similarity, score_cutoff=WORTH_A_LOOK, limit=5
    ):
        other, meant = names[letters]
        if alike(name, other):
            return meant
    return None


def same_names(names: Iterable[NameKey], worth: Callable[[NameKey], float]) -> dict[NameKey, NameKey]:
    """Each name with the one that it is a slip of, itself where it is none; the worthiest is right."""
    right: dict[str, tuple[NameKey, NameKey]] = {}
    found: dict[NameKey, NameKey] = {}
    for name in sorted(names, key=lambda name: (-worth(name), name)):
        meant = nearest(name, right)
        found[name] = meant or name
        if meant is None:
            right["".join(name)] = (name, name)
    return found
