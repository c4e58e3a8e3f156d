"""Words of the chapters in which each partner says what it will do."""

from __future__ import annotations

from patterns.folding import fold
from patterns.loading import in_use, kept
from patterns.words import word_lists


@kept
def _lists() -> dict[str, tuple[str, ...]]:
    lists = word_lists(in_use(), "commitments.toml")
    return {group: tuple(fold(word) for word in words) for group, words in lists.items()}


def announces_commitments(heading: str) -> bool:
    """Whether a heading says that partners' commitments follow."""
    folded = fold(heading)
    return folded.startswith(_lists()["opening"]) or any(words in folded for words in _lists()["chapter"])


@kept
def _telling() -> frozenset[str]:
    """The longest word of each phrase that announces commitments."""
    return frozenset(
        max(words.replace("'", " ").split(), key=len) for words in (*_lists()["opening"], *_lists()["chapter"])
    )


def may_announce(text: str) -> bool:
    """Whether a line holds a word that such a heading has: quick, and generous."""
    lowered = text.lower()
    return any(word in lowered for word in _telling())
