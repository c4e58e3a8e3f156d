"""What an organisation is, told by the words of its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from patterns.codes import OrganisationCategory
from patterns.folding import key
from patterns.loading import in_use, kept
from patterns.words import word_lists

Phrase = tuple[tuple[str, ...], OrganisationCategory]


def category_of(name: str) -> OrganisationCategory | None:
    """Give the category whose word stands first in a name, the longest from there; None where none is known."""
    words, phrases = key(name), _phrases()
    for at, word in enumerate(words):
        for phrase, category in phrases.get(word, ()):
            if words[at : at + len(phrase)] == phrase:
                return category
    return None


@kept
def _phrases() -> Mapping[str, Sequence[Phrase]]:
    """The phrases of every category by their first word, the longest first."""
    lists = word_lists(in_use(), "categories.toml")
    found: dict[str, list[Phrase]] = {}
    for category, words in lists.items():
        for word in words:
            phrase = key(word)
            found.setdefault(phrase[0], []).append((phrase, cast(OrganisationCategory, category)))
    return {first: sorted(phrases, key=lambda entry: -len(entry[0])) for first, phrases in found.items()}
