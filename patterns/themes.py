"""Themes and national pillars by the words of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from patterns.codes import Pillar, ThemeCode
from patterns.folding import key
from patterns.loading import in_use, kept
from patterns.words import word_lists

LAST_YEAR = 2023
"""The contracts that begin by this year have national pillars; those of 2024-2030 dropped them."""
Phrase = tuple[str, ...]


class ThemeWord(NamedTuple):
    """A word of a theme that a text speaks."""

    code: ThemeCode
    word: str


def theme_words(text: str) -> list[ThemeWord]:
    """Find the theme words of a text, in order; the longest phrase is taken, and its words say nothing else.

    A word of several themes, such as "habiter", speaks of each.
    """
    words, (starts, themes) = key(text), _themes()
    found: list[ThemeWord] = []
    at = 0
    while at < len(words):
        phrase = next((phrase for phrase in starts.get(words[at], ()) if words[at : at + len(phrase)] == phrase), None)
        found += themes[phrase] if phrase else ()
        at += len(phrase) if phrase else 1
    return found


def says_subject(word: ThemeWord) -> bool:
    """Tell whether a theme's word says what an action is about, and not for whom, where or how (`publics.toml`)."""
    return key(word.word) not in _publics()


def named_pillar(text: str) -> tuple[Pillar, str] | None:
    """Give the national pillar that a section's title names, with the words that name it."""
    words = f" {' '.join(key(text))} "
    named = [(len(phrase), pillar, word) for phrase, pillar, word in _pillar_names() if f" {phrase} " in words]
    return max(named)[1:] if named else None


def pillar_of(code: ThemeCode) -> Pillar | None:
    """Give the national pillar to which a theme belongs; none for what leads the contract itself."""
    return _pillars().get(code)


def themes_of_pillar(pillar: Pillar) -> list[ThemeCode]:
    """Give the themes that belong to a national pillar."""
    return [code for code, owner in _pillars().items() if owner == pillar]


@kept
def _publics() -> frozenset[Phrase]:
    return frozenset(key(word) for word in word_lists(in_use(), "publics.toml")["publics"])


@kept
def _themes() -> tuple[Mapping[str, Sequence[Phrase]], Mapping[Phrase, Sequence[ThemeWord]]]:
    """The phrases by their first word, the longest first, and the themes of each."""
    themes: dict[Phrase, list[ThemeWord]] = {}
    for code, words in word_lists(in_use(), "themes.toml").items():
        for word in words:
            themes.setdefault(key(word), []).append(ThemeWord(cast(ThemeCode, code), word))
    starts: dict[str, list[Phrase]] = {}
    for phrase in sorted(themes, key=len, reverse=True):
        starts.setdefault(phrase[0], []).append(phrase)
    return starts, themes


@kept
def _pillar_names() -> Sequence[tuple[str, Pillar, str]]:
    lists = word_lists(in_use(), "pillars.toml")
    return [(" ".join(key(word)), cast(Pillar, pillar), word) for pillar, words in lists.items() for word in words]


@kept
def _pillars() -> Mapping[ThemeCode, Pillar]:
    return {
        code: cast(Pillar, pillar)
        for table in in_use().tables("pillars.toml")
        for pillar, entry in table.items()
        for code in entry.get("themes", ())
    }
