"""Words of the chapters in which each partner says what it will do, and of the figures that it names."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from patterns import regexes as regex
from patterns.folding import TIMEOUT, even, fold
from patterns.loading import in_use, kept
from patterns.words import word_lists

_INFINITIVE = regex.compile(
    r"(?:s['’]|se |ne pas |re)?\p{L}{2,}(?:er|ir|dre|tre|vre|pre|ire|oir|cre)", regex.IGNORECASE
)

_AFTER_ARTICLE = regex.compile(
    r"(?:(?:la|le|les|une?|des|sa|son|ses|notre|nos)\s|l\s?['’]\s?)?(?P<word>\p{L}+)", regex.IGNORECASE
)

_TOKEN = regex.compile(r"\w+")


class Found(NamedTuple):
    """Where words stand in a text."""

    start: int
    end: int


@kept
def _lists() -> dict[str, tuple[str, ...]]:
    lists = word_lists(in_use(), "commitments.toml")
    return {group: tuple(fold(word) for word in words) for group, words in lists.items()}


def announces_commitments(heading: str) -> bool:
    """Whether a heading says that partners' commitments follow."""
    folded = fold(heading)
    return folded.startswith(_lists()["opening"]) or any(words in folded for words in _lists()["chapter"])


@kept
def _telling() -> tuple[str, ...]:
    """The longest word of each phrase that announces commitments."""
    phrases = (*_lists()["opening"], *_lists()["chapter"])
    return tuple(sorted({max(words.replace("'", " ").split(), key=len) for words in phrases}))


def may_announce(text: str) -> bool:
    """Whether a line holds a word that such a heading has: quick, and generous."""
    low = text.lower()
    return any(word in low for word in _telling())


@kept
def _groups() -> dict[str, tuple[str, ...]]:
    """The groups of words of both files."""
    return {**word_lists(in_use(), "commitments.toml"), **word_lists(in_use(), "quantities.toml")}


@kept
def _single_words() -> dict[str, frozenset[str]]:
    return {group: frozenset(map(even, words)) for group, words in _groups().items()}


@kept
def _made() -> dict[str, regex.Pattern[str]]:
    """The patterns that were asked for so far."""
    return {}


def _pattern(group: str) -> regex.Pattern[str]:
    """The pattern of a group's words, made when it is first asked for."""
    made = _made()
    if group not in made:
        made[group] = _any_of(_groups()[group])
    return made[group]


def _any_of(words: tuple[str, ...]) -> regex.Pattern[str]:
    """A pattern of any of some words in a text that `even` has made, the longest first."""
    some = sorted({regex.sub(r"\\?\s+", r"\\s+", regex.escape(even(word))) for word in words}, key=len, reverse=True)
    ends = "|".join(f"{word}(?!\\w)" if word[-1].isalnum() else word for word in some)
    return regex.compile(rf"(?<!\w)(?:{ends})" if ends else r"(?!)")


@kept
def _firsts() -> dict[str, frozenset[str]]:
    """The first words of each group's phrases; "" where one begins with a sign."""
    return {group: frozenset(_first_token(even(words)) for words in phrases) for group, phrases in _groups().items()}


def _first_token(text: str) -> str:
    match = _TOKEN.match(text)
    return match.group() if match else ""


@lru_cache(maxsize=4096)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(_TOKEN.findall(even(text), timeout=TIMEOUT)) | {""}


def _may_have(group: str, text: str) -> bool:
    """Whether a text has a word that begins one of a group's: told in a tenth of a search's time."""
    return not _tokens(text).isdisjoint(_firsts()[group])


def find_words(group: str, text: str, start: int = 0) -> Found | None:
    """The first of a group's words in a text."""
    if not _may_have(group, text):
        return None
    match = _pattern(group).search(even(text), start, timeout=TIMEOUT)
    return Found(match.start(), match.end()) if match else None


def all_words(group: str, text: str) -> list[Found]:
    """Every one of a group's words in a text."""
    if not _may_have(group, text):
        return []
    return [Found(match.start(), match.end()) for match in _pattern(group).finditer(even(text), timeout=TIMEOUT)]


def is_word(group: str, text: str) -> bool:
    """Whether a text is one of a group's words."""
    return " ".join(even(text).split()) in _single_words()[group]


def begins_with(group: str, text: str, start: int = 0) -> Found | None:
    """One of a group's words, where a text has it at a place."""
    match = _pattern(group).match(even(text), start, timeout=TIMEOUT)
    return Found(match.start(), match.end()) if match else None


def is_infinitive(word: str) -> bool:
    """Whether a word is a verb in the infinitive, by its ending."""
    return _INFINITIVE.fullmatch(word, timeout=TIMEOUT) is not None and not is_word("no_infinitive", word)


def may_do(text: str) -> str | None:
    """The noun of something to be done that a text begins with, after its article; None where it has none."""
    words = _AFTER_ARTICLE.match(text, timeout=TIMEOUT)
    return words["word"] if words and is_word("doing", words["word"]) else None


def is_pronoun(text: str) -> bool:
    """Whether a text stands for an organisation that was named before."""
    return is_word("pronoun", text)


def names_nobody(text: str) -> bool:
    """Whether a name is none of an organisation: it begins with such a word, or with one for something done."""
    return begins_with("nobody", text) is not None or begins_with("doing", text) is not None


def counts_people(word: str) -> bool:
    """Whether a word names people or dwellings, as a count of them does."""
    return any(is_word(group, word) for group in ("person", "housing_unit")) or word[:1].isupper()
