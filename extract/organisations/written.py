"""A partner's name as written: what it is called, what its brackets add, and its words."""

from __future__ import annotations

from typing import NamedTuple

from patterns import regexes as regex
from patterns.folding import SMALL_WORDS, TIMEOUT, fold, singular
from patterns.vocabulary import is_legal_form

# "CD13" is two words
_WORD = regex.compile(r"\b\p{Lu}{2,5}(?=\d{2,3}\b)|[\p{L}\p{M}\d]+")
_BRACKETS = regex.compile(r"\(([^()]*)(?:\)|$)")
_LEADING = regex.compile(
    r"(?:(?:les?|la|l['’]|l|et|avec|ainsi que|dont|au|aux|du|des)(?:\s+|(?<=['’])))+", regex.IGNORECASE
)
JOINTS = ("de", "du", "des")
"""Words that join a name to what it is: "SA du Hainaut"."""
_EDGES = " .,;:/–—-•*"
_ACRONYM = regex.compile(r"(?:\p{Lu}\.){2,}\p{Lu}?|\p{Lu}[\p{Lu}\d&+'’.-]*\p{Lu}[\p{Lu}\d+]*s?|\p{Lu}{2,}\d*s?")


class Token(NamedTuple):
    """A word of a name: as written, folded, without its plural, whether it tells anything, and where it begins."""

    raw: str
    folded: str
    word: str
    telling: bool
    start: int


class Written(NamedTuple):
    """A name without its article and brackets, and what stands in each bracket."""

    name: str
    brackets: tuple[str, ...]


def read_name(text: str) -> Written:
    """Part a name from its brackets and its leading article; a bracket that never closes ends with the text."""
    brackets = tuple(inside.strip(_EDGES) for inside in _BRACKETS.findall(text, timeout=TIMEOUT))
    name = " ".join(_BRACKETS.sub(" ", text, timeout=TIMEOUT).split()).strip(_EDGES)
    return Written(without_article(name), tuple(inside for inside in brackets if inside))


def without_article(name: str) -> str:
    """A name without an article or preposition before it; one in capitals belongs to the name (La Poste)."""
    match = _LEADING.match(name, timeout=TIMEOUT)
    return name[match.end() :] if match and match.end() < len(name) and name[:1].islower() else name


def without_form(name: str) -> str:
    """A name without the legal forms before it ("SA d'HLM Erilia"); as it is where what is left is joined to them."""
    tokens = tokens_of(name)
    rest = tokens
    while rest and (is_legal_form(rest[0].folded) or rest[0].folded == "d"):
        rest = rest[1:]
    return name[rest[0].start :] if rest and len(rest) < len(tokens) and rest[0].folded not in JOINTS else name


def tokens_of(name: str) -> list[Token]:
    """The words of a name."""
    found = []
    for match in _WORD.finditer(name, timeout=TIMEOUT):
        folded = "".join(letter for letter in fold(match.group()) if letter.isalnum())
        if folded:
            found.append(Token(match.group(), folded, singular(folded), folded not in SMALL_WORDS, match.start()))
    return found


def is_acronym(name: str) -> bool:
    """Whether a name is letters for words: CANM, A.N.D.E.S., PLIEs."""
    return bool(_ACRONYM.fullmatch(name, timeout=TIMEOUT))


def names_place(raw: str) -> bool:
    """Whether a word begins a proper name: with a capital or a digit."""
    return raw[:1].isupper() or raw[:1].isdigit()


def telling_words(name: str) -> tuple[str, ...]:
    """The telling words of a name, folded, plurals kept: what its identifier is made of."""
    return tuple(token.folded for token in tokens_of(name) if token.telling)
