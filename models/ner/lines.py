"""What is done to a line before the model reads it, without the model: cheap tests and white space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

CAPITAL = regex.compile(r"\p{Lu}")
RUNS = regex.compile(r"\s+")


class Squeezed(NamedTuple):
    """A text with one blank for each run of white space, and where each of its characters stood."""

    text: str
    places: Sequence[int]


def squeezed(text: str) -> Squeezed:
    """Give a text without runs of white space; only what has some is copied."""
    if text.isprintable() and "  " not in text and text == text.strip():
        return Squeezed(text, range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    for part in regex.finditer(r"\S+", text):
        if letters:
            letters.append(" ")
            places.append(part.start() - 1)
        letters += part[0]
        places += range(part.start(), part.end())
    return Squeezed("".join(letters), places)


def may_hold_name(text: str) -> bool:
    """Tell whether a line can hold a name at all: it has a capital letter."""
    return CAPITAL.search(text) is not None
