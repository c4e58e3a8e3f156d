"""What is done to a line before the model reads it, without the model: cheap tests and white space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from models.ner.lexicon import ORDINARY, function_words, plain, word_classes
from patterns import regexes as regex

CAPITAL = regex.compile(r"\p{Lu}")
SPOILT = regex.compile(r"\p{Co}|\s(?!\S)|^\s|[^\S ]|(?<=\p{L})[-‐‑] (?=\p{L})")
"""What a text is squeezed for: private-use signs, runs of white space, a word cut after its hyphen."""
CUT_WORD = regex.compile(r"\p{L}[-‐‑]$")
FIRST_WORD = regex.compile(r"[^\p{L}]*(?P<word>\p{Lu}\p{Ll}*)(?![\p{L}-])['’]?")
"""The word that a line begins with, where it has a capital and then none."""
SMALL_NAME = regex.compile(
    r"\b(?:conseil (?:départemental|régional|général)|pôle emploi|mission locale|éducation nationale"
    r"|bassin (?:minier|houiller))\b"
)
ACTIONS = ("er", "ir", "oir", "dre", "tre", "ttre", "tion", "ement")
"""How the words end that lists of actions begin with."""
PRIVATE = regex.compile(r"\p{Co}")
BULLET = "•"


class Squeezed(NamedTuple):
    """A text as the model reads it, and where each of its characters stood."""

    text: str
    places: Sequence[int]


def squeezed(text: str) -> Squeezed:
    """Give a text with one blank for each run of white space, none in a word that a line's end cut after its hyphen.

    Bullets of private use become plain ones. Only what has such things is copied.
    """
    if SPOILT.search(text) is None:
        return Squeezed(text, range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    for part in regex.finditer(r"\S+", text):
        if letters and not (CUT_WORD.search("".join(letters[-2:])) and part[0][0].isalpha()):
            letters.append(" ")
            places.append(part.start() - 1)
        letters += PRIVATE.sub(BULLET, part[0])
        places += range(part.start(), part.end())
    return Squeezed("".join(letters), places)


def may_hold_name(text: str) -> bool:
    """Tell whether a line can hold a name at all: it has a capital that no ordinary word explains.

    The first word's capital says nothing where the word is one that sentences begin with ("Le quartier…") or is an
    action ("Développer…"); the few bodies that stand without a capital ("le conseil régional") count too.
    """
    capital = CAPITAL.search(text)
    if capital is None:
        return SMALL_NAME.search(text) is not None
    first = FIRST_WORD.match(text)
    if first is None or CAPITAL.search(text, first.end()) is not None:
        return True
    word = plain(first["word"])
    ordinary = word in function_words() or (word.endswith(ACTIONS) and word_classes()[word] in ("", ORDINARY))
    return not ordinary or SMALL_NAME.search(text) is not None
