"""Values and where they stand: the text of some words, and a piece for each printed line of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.layout import Line, box_around, joined
from extract.pages import Box, Word
from models.record import Method
from patterns import regexes as regex
from patterns.folding import SMALL_WORDS, TIMEOUT, fold
from patterns.lexicon import is_french_word

_LETTERS = regex.compile(r"\p{L}+(?:[-'’]\p{L}+)*")
LONGEST_WORD = 100
"""Letters of a word, at most."""
_LAST_WORD = regex.compile(r"\p{L}+$")
_COMPOUND = regex.compile(r"\p{L}-\p{L}+-$")
_FIRST_WORD = regex.compile(r"\p{L}+")
_HYPHENS = "-\u2010\u2011"


class Piece(NamedTuple):
    """One printed line of a value: on a page in a box, or on a line of a text file."""

    text: str
    page: int | None
    box: Box | None
    line: int | None
    words: tuple[Word, ...] = ()


class Value(NamedTuple):
    """A text that was read, with its pieces in order and how it was found."""

    text: str
    pieces: tuple[Piece, ...]
    method: Method = "label"


@dataclass(frozen=True)
class Vocabulary:
    """How often each word stands in the document, folded; compounds count whole and in parts."""

    counts: Counter[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        """The words of a document's pages."""
        printed: Counter[str] = Counter()
        for text in texts:
            printed.update(_LETTERS.findall(text, timeout=TIMEOUT))
        counts: Counter[str] = Counter()
        for word, count in printed.items():
            counts[fold(word)] += count
        return cls(counts)

    def has(self, word: str) -> bool:
        """Whether the word stands in the document, or in the list of French words."""
        return self.knows(word) or is_french_word(word)

    def knows(self, word: str) -> bool:
        """Whether the word stands anywhere in the document."""
        return self.counts[fold(word)] > 0


def join_texts(texts: Sequence[str], vocabulary: Vocabulary) -> str:
    """Printed lines as running text: a space between them, or none where a word was cut.

    A hyphen at a line's end goes only where the joined word stands elsewhere in the document or in the
    word list and the hyphenated one does not; else it stays and the lines join without a space.
    """
    whole = ""
    for text in texts:
        whole = _seamed(whole, text, vocabulary) if whole else text
    return " ".join(whole.split())


def _seamed(left: str, right: str, vocabulary: Vocabulary) -> str:
    first = _FIRST_WORD.match(right, timeout=TIMEOUT)
    if first is None:
        return f"{left} {right}"
    if len(left) > 1 and left[-1] in _HYPHENS and left[-2].isalpha():
        stem = _last_word(left[:-1])
        if _COMPOUND.search(left, timeout=TIMEOUT) and not vocabulary.knows(stem + first.group()):
            return f"{left}{right}"  # "rez-de-" / "chaussée": the whole is one compound
        cut = vocabulary.has(stem + first.group()) and not vocabulary.has(f"{stem}-{first.group()}")
        return f"{left[:-1] if cut else left}{right}"
    return f"{left}{'' if _is_cut(_last_word(left), first.group(), vocabulary) else ' '}{right}"


def _last_word(text: str) -> str:
    found = _LAST_WORD.search(text, max(0, len(text) - LONGEST_WORD), timeout=TIMEOUT)
    return found.group() if found else ""


def _is_cut(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether two word ends are one word cut without a hyphen ("infractions/co" / "ntrôles")."""
    counts = vocabulary.counts
    if not left or not right[0].islower():
        return False
    return counts[fold(left + right)] > 0 and counts[fold(right)] <= 1 and counts[fold(left)] <= 2 and len(right) > 2


def value_of(lines: Sequence[Line], vocabulary: Vocabulary, method: Method = "label") -> Value | None:
    """The text of some lines as one value; None where they are empty."""
    pieces = tuple(piece_of(line) for line in lines if line.text)
    text = join_texts([piece.text for piece in pieces], vocabulary)
    return Value(text, pieces, method) if text else None


def trimmed(lines: Sequence[Line], characters: str) -> list[Line]:
    """Lines without the words at their ends that are nothing but some characters, such as a lone colon."""
    kept = list(lines)
    while kept and not kept[0].words[0].text.strip(characters):
        rest = kept[0].cut(1)
        kept[:1] = [rest] if rest else []
    while kept and not kept[-1].words[-1].text.strip(characters):
        rest = kept[-1].cut(0, -1)
        kept[-1:] = [rest] if rest else []
    return kept


def appended(values: Sequence[Value], more: Sequence[Value], vocabulary: Vocabulary) -> list[Value]:
    """A list with what goes on with it elsewhere: a page's end may have cut its last item in two."""
    if not values or not more or not goes_on(values[-1].text, more[0].text):
        return [*values, *more]
    last, rest = values[-1], more[0]
    pieces = last.pieces + rest.pieces
    whole = Value(join_texts([piece.text for piece in pieces], vocabulary), pieces, last.method)
    return [*values[:-1], whole, *more[1:]]


def goes_on(text: str, following: str) -> bool:
    """Whether a text cannot end where it does, before what follows."""
    ends = text.rstrip()
    if ends.endswith((".", ";", ":", "!", "?")):
        return False
    hangs = ends.endswith((",", "-", "–", "(")) or fold(ends.split()[-1]) in SMALL_WORDS if ends else False
    return hangs or following[:1].islower()


def piece_of(line: Line) -> Piece:
    """A line as evidence."""
    if line.number is not None:
        return Piece(line.text, None, None, line.number)
    return Piece(line.text, line.page, line.box, None, line.words)


def part_of(value: Value, start: int, end: int) -> tuple[Piece, ...]:
    """Where a part of a value's text stands: the printed words that hold it, line by line."""
    first = _letters(value.text[:start])
    last = first + _letters(value.text[start:end])
    parts = []
    at = 0
    for piece in value.pieces:
        words = []
        for word in piece.words:
            after = at + _letters(word.text)
            if at < last and after > first:
                words.append(word)
            at = after
        if words:
            box = box_around((word.x0, word.top, word.x1, word.bottom) for word in words)
            parts.append(Piece(joined(words), piece.page, box, None, tuple(words)))
        elif not piece.words:
            after = at + _letters(piece.text)
            if at < last and after > first:
                parts.append(piece)
            at = after
    return tuple(parts)


def _letters(text: str) -> int:
    """How many letters and digits a text has: what hyphens, spaces and marks do not change."""
    return sum(letter.isalnum() for letter in text)


def stripped(value: Value, characters: str) -> Value | None:
    """The value without some characters at its ends; its pieces follow. None where nothing is left."""
    text = value.text.strip(characters + " ")
    if not text:
        return None
    pieces = list(value.pieces)
    while pieces and not pieces[-1].text.strip(characters + " "):
        pieces.pop()
    while pieces and not pieces[0].text.strip(characters + " "):
        pieces.pop(0)
    pieces[0] = pieces[0]._replace(text=pieces[0].text.lstrip(characters + " "))
    pieces[-1] = pieces[-1]._replace(text=pieces[-1].text.rstrip(characters + " "))
    return Value(text, tuple(pieces), value.method)
