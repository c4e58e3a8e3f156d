"""Lines of a signature that say several things: "Pour la Ville, le Maire", "Le Préfet, Jeanne MARTIN"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.layout import Line
from patterns import regexes as regex
from patterns.facts import begins_office, person_of, persons_in
from patterns.folding import TIMEOUT

LONGEST_DELEGATION = 3
"""Who signs by delegation is named at most so many lines below the words that say so."""

_PARTY = regex.compile(r"[«\"“\s]*(?:[Pp]our|P/)\s")
BY_DELEGATION = r"(?:et\s+)?par\s+(?:délégation|intérim|empêchement|suppléance|procuration)\b"
_DELEGATED = regex.compile(BY_DELEGATION)


def names_party(text: str) -> bool:
    """Whether a line begins with the party that it signs for, or another whom it signs for: "Pour le Recteur"."""
    return bool(_PARTY.match(text, timeout=TIMEOUT))


def signed_parties(lines: Sequence[str]) -> int:
    """How many of some lines name a party and have the person who signs for it on the next."""
    return sum(names_party(line) and bool(persons_in(below)) for line, below in pairwise(lines))


def single_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of one column, each cut so that it says one thing: first the party, then the office, then the person.

    What is signed by delegation stays whole.
    """
    parts: list[Line] = []
    for k, line in enumerate(lines):
        near = " ".join(other.text for other in lines[max(0, k - LONGEST_DELEGATION) : k + 2])
        delegated = _DELEGATED.search(near, timeout=TIMEOUT)
        after_party = bool(k) and names_party(lines[k - 1].text)
        parts += [line] if delegated else _single(line, after_party)
    return parts


def _single(line: Line, after_party: bool) -> Iterator[Line]:
    """The parts of a line, parted at a comma."""
    for k, word in enumerate(line.words[:-1]):
        first, rest = line.cut(0, k + 1), line.cut(k + 1)
        if not word.text.endswith(",") or first is None or rest is None:
            continue
        bare = _without_comma(first)
        if names_party(line.text) and begins_office(rest.text):
            yield bare
            yield from _single(rest, True)
            return
        if begins_office(line.text) and not names_party(line.text) and person_of(rest.text):
            yield from (bare, rest)
            return
        if person_of(first.text) and begins_office(rest.text) and (after_party or rest.text[0].isupper()):
            yield from (rest, bare)
            return
    yield line


def _without_comma(line: Line) -> Line:
    last = line.words[-1]
    words = (*line.words[:-1], last._replace(text=last.text.rstrip(",")))
    return Line(words, line.page, line.cell, line.number)
