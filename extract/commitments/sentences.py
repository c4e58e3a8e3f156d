"""Paragraphs and items as statements: sentences, also where a list lost its bullets and runs together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extract.commitments.blocks import Block
from extract.outline.lines import Cut
from patterns import regexes as regex
from patterns.commitments import counts_people
from patterns.folding import SMALL_WORDS, TIMEOUT, fold

RUN_ON = 4
"""Words on either side of a place where two statements run together without a full stop."""

HANGING = SMALL_WORDS | {
    "dont",
    "parmi",
    "lesquels",
    "lesquelles",
    "soit",
    "environ",
    "que",
    "qui",
    "est",
    "sont",
    "ainsi",
}
"""Words that end no statement."""

_END = regex.compile(r"[.!?…][»”\")]?\s+(?=[«“\"(]?[\p{Lu}\d])|\s+[•▪➢✓●■]\s+")
# words after which a full stop is an abbreviation's
_SHORTENED = frozenset(
    ("m", "mm", "mme", "mmes", "dr", "st", "ste", "art", "cf", "c.f", "ex", "n", "p", "env", "hab", "réf", "tél")
)
# "… (objectif national) 15,6 % des entrées": a percentage after a closed bracket
_PERCENT_AFTER = regex.compile(r"\)\s+(?=\d+(?:[.,]\d+)?\s?%\s)")
# a word that begins a sentence, in the middle of one
_BEGINS = regex.compile(
    r"(?<=[\p{L})%»])\s+(?=(?:Sur|Dans|Afin|Ce|Cette|Ces|Il|Elle|Ils|Depuis|Pour|En|Concrètement|Localement),?\s(?:\S+\s+){2}\S)"
)
# "… Foch 114 jeunes … sont entrés": a number of people that something is said of
_COUNTED = regex.compile(
    r"(?<=[\p{L}):])\s+(?=\d{1,3}(?:\s\d{3})*\s(?P<what>\p{L}+)\s(?:[^.;:]{0,140}?\s)?(?:ont|sont)\s)"
)
_LAST_WORD = regex.compile(r"[\p{L}.'’]+(?=\s*$)")


class Statement(NamedTuple):
    """A sentence, or a list item up to its first full stop: where it stands.

    `first` says that it begins its block.
    """

    cuts: tuple[Cut, ...]
    text: str
    depth: int
    place: tuple[str, ...]
    first: bool


def statements_of(block: Block) -> Iterator[Statement]:
    """The statements of a block, in order."""
    text, origins = _joined(block.cuts)
    edges = [0, *_ends(text), len(text)]
    for k, (start, end) in enumerate(pairwise(edges)):
        part = text[start:end]
        start, end = start + len(part) - len(part.lstrip(" •▪➢✓●■")), start + len(part.rstrip())
        cuts = tuple(_cut(origins, start, end)) if end > start else ()
        if cuts:
            yield Statement(cuts, text[start:end], block.depth, block.place, k == 0)


def _joined(cuts: tuple[Cut, ...]) -> tuple[str, list[tuple[int, Cut]]]:
    """The text of some cuts with a space between them, and where each begins in it."""
    text, origins = "", []
    for cut in cuts:
        text += " " if text else ""
        origins.append((len(text), cut))
        text += cut.line.text[cut.start : cut.end].replace("\xa0", " ").replace("\u202f", " ")
    return text, origins


def _cut(origins: list[tuple[int, Cut]], start: int, end: int) -> Iterator[Cut]:
    """The cuts that a part of their joined text takes."""
    for begins, cut in origins:
        first, last = max(start, begins), min(end, begins + cut.end - cut.start)
        if first < last:
            part = Cut(cut.line, cut.start + first - begins, cut.start + last - begins)
            if part.text:
                yield part


def _ends(text: str) -> list[int]:
    """The places between two statements."""
    found = {match.end() for match in _END.finditer(text, timeout=TIMEOUT) if not _is_short(text, match.start())}
    found |= {match.start() + 1 for match in _PERCENT_AFTER.finditer(text, timeout=TIMEOUT)}
    for match in _BEGINS.finditer(text, timeout=TIMEOUT):
        if _is_whole(text[: match.start()]):
            found.add(match.end())
    for match in _COUNTED.finditer(text, timeout=TIMEOUT):
        if counts_people(match["what"]) and (text[match.start() - 1] == ":" or _is_whole(text[: match.start()])):
            found.add(match.end())
    return sorted(found)


def _is_short(text: str, at: int) -> bool:
    """Whether a full stop ends a shortened word rather than a sentence."""
    word = _LAST_WORD.search(text, max(0, at - 12), at, timeout=TIMEOUT)
    return text[at] == "." and word is not None and (word.group().lower() in _SHORTENED or len(word.group()) == 1)


def _is_whole(text: str) -> bool:
    """Whether a text may end here: it is long enough, and its last word does not hang."""
    words = text.split()
    last = words[-1] if words else ""
    return len(words) >= RUN_ON and fold(last) not in HANGING and not last.endswith((",", "-", "–", "'", "’", "("))


def part_of(cuts: tuple[Cut, ...], words: str) -> tuple[Cut, ...]:
    """Where some words stand in what cuts hold; nothing where they do not."""
    text, origins = _joined(cuts)
    start = text.find(words)
    return tuple(_cut(origins, start, start + len(words))) if start >= 0 else ()
