"""Acronyms that a document defines: "Centre d'animation du Nouveau Monde (CANM)"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from extract.organisations.written import tokens_of
from patterns import regexes as regex
from patterns.folding import SMALL_WORDS, TIMEOUT, fold
from patterns.institutions import acronym_key

LONGEST_NAME = 160
"""Characters of the longest name that an acronym in a text stands for."""
INSIDE = 0.4
"""Share of an acronym's letters that may stand inside the words of its name; the others begin them."""

_DEFINED = regex.compile(r"\(\s*(\p{Lu}[\p{L}\d&.'’-]{1,11})\s*\)")
_SENTENCE_END = regex.compile(r"[.;:()•!?](?=\s|$)|[()]")


def spells(acronym: str, name: str) -> bool:
    """Whether a name's words give the letters of an acronym, in order, from its first word on.

    Small words may be left out, and words after the last letter (a place) too.
    """
    letters = acronym_key(acronym)
    words = [fold(token.raw) for token in tokens_of(name)]
    return 1 < len(letters) <= 12 and len(words) > 1 and words[0][:1] == letters[0] and _fits(letters, words, letters)


def _fits(letters: str, words: Sequence[str], acronym: str) -> bool:
    inside = int(INSIDE * len(acronym))

    @cache
    def fits(i: int, j: int, spare: int) -> bool:
        if j == len(letters):
            return True
        if i == len(words):
            return False
        word = words[i]
        if word in SMALL_WORDS and fits(i + 1, j, spare):
            return True
        if word[0] != letters[j]:
            return False
        at, used = 0, 1
        while True:
            if fits(i + 1, j + used, spare - used + 1):
                return True
            at = word.find(letters[j + used], at + 1) if j + used < len(letters) else -1
            if at < 1 or used > spare:
                return False
            used += 1

    return fits(0, 0, inside)


def definitions(texts: Iterable[str]) -> dict[str, str]:
    """The names that a document's texts give before an acronym in brackets, by the acronym's key."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _DEFINED.finditer(text, timeout=TIMEOUT):
            acronym = match.group(1)
            if sum(letter.isupper() for letter in acronym) < 2 or acronym_key(acronym) in found:
                continue
            name = _named_before(acronym, text[max(0, match.start() - LONGEST_NAME) : match.start()])
            if name:
                found[acronym_key(acronym)] = name
    return found


def _named_before(acronym: str, text: str) -> str | None:
    """The shortest end of a text whose words give the acronym."""
    line = " ".join(_SENTENCE_END.split(text, timeout=TIMEOUT)[-1].split())
    for token in reversed(tokens_of(line)):
        if token.telling and spells(acronym, line[token.start :]):
            return line[token.start :].strip(" ,;")
    return None
