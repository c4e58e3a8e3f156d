"""How alike the titles of actions are: the share of words that two have in common.

The words of a title are folded (no accents, capitals, plurals), without small words and without those that
say only that something is done (`patterns/likeness.toml`). The score is the similarity that RapidFuzz gives two
sorted word lists (normalised Indel, that is twice the words in common over the words of both), from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from patterns.folding import key
from patterns.loading import in_use, kept
from patterns.words import word_lists

NEAR = 40.0
"""From this score on two actions are near: two words in common where each title has five."""
READING = (
    "La ressemblance de deux actions est la part des mots que leurs titres ont en commun, de 0 à 100 : mots sans "
    "accents, majuscules ni pluriels, sans les petits mots ni ceux qui disent seulement que l’on agit (« créer », "
    "« développer »…). 100 : les mêmes mots ; 40 : deux mots en commun sur cinq."
)
"""The measure, for readers."""


class Near(NamedTuple):
    """Two actions by their places in two lists, and how alike they are, 0 to 100."""

    first: int
    second: int
    score: float


@kept
def _generic() -> frozenset[str]:
    words = word_lists(in_use(), "likeness.toml")["generic"]
    return frozenset(word for phrase in words for word in key(phrase))


def telling_words(title: str | None) -> tuple[str, ...]:
    """Give the words of a title that say what it is about, sorted, each once."""
    return tuple(sorted(set(key(title or "")) - _generic()))


def spelled(titles: Iterable[str | None], letters: dict[str, str]) -> list[str]:
    """Give each title with a letter for each of its words, so that words are compared as letters are.

    `letters` keeps the letter of each word, for titles that come later.
    """
    return ["".join(letters.setdefault(word, chr(0x10000 + len(letters))) for word in telling_words(t)) for t in titles]


def near_pairs(first: Sequence[str], second: Sequence[str], most: int) -> list[Near]:
    """Give the pairs of two lists of spelled titles that are near, the most alike first, at most so many."""
    import numpy as np

    scores = _scores(first, second)
    rows, columns = np.nonzero(scores >= NEAR / 100)
    found = [Near(int(i), int(j), round(100 * float(scores[i, j]), 1)) for i, j in zip(rows, columns, strict=True)]
    return sorted(found, key=lambda near: (-near.score, near.first, near.second))[:most]


def nearest(first: Sequence[str], second: Sequence[str]) -> list[Near | None]:
    """Give for each title of the first list the most alike of the second; None where none has a word in common."""
    if not first or not second:
        return [None] * len(first)
    scores = _scores(first, second)
    best = scores.argmax(axis=1)
    return [
        Near(i, int(j), round(100 * float(scores[i, j]), 1)) if scores[i, j] > 0 else None for i, j in enumerate(best)
    ]


def _scores(first: Sequence[str], second: Sequence[str]):  # type: ignore[no-untyped-def]
    """Give the scores of all pairs, 0 to 1; titles without a telling word are like no other."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    scores = process.cdist(first, second, scorer=Indel.normalized_similarity, dtype=np.float32)
    scores[[not words for words in first], :] = 0
    scores[:, [not words for words in second]] = 0
    return scores
