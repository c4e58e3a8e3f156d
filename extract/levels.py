"""Priority levels: what a number, word, letter or row of stars means in the contract's own scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from patterns import regexes as regex
from patterns.folding import TIMEOUT
from patterns.vocabulary import level_of

_NUMBER = regex.compile(r"(?<!\d)([1-9])(?!\d)")
_SPAN = regex.compile(r"(?:de\s+)?([1-9])\s*(?:à|a|-)\s*([1-9])")
_TICKED = regex.compile(r"[☑☒✓✔✗✘]\s*([^☐☑☒✓✔✗✘]+)")
_STARS = regex.compile(r"[★☆*✱✶⭐●○◉◯⚫⚪](?:\s*[★☆*✱✶⭐●○◉◯⚫⚪])*")


DOTS = "●⚫"
"""A dot that is the only value of a contract says no level: its colour may, or another sheet's two dots."""
EMPTY = "☆○◯⚪"
"""Stars and circles that are not filled."""


@dataclass(frozen=True)
class PriorityScale:
    """The values that a contract's priorities take, the highest first."""

    values: tuple[str, ...] = ()

    def level(self, written: str) -> int | None:
        """The level of a value, 1 the highest; None where it names none."""
        ticked = _TICKED.search(written, timeout=TIMEOUT)
        if ticked:
            return self.level(ticked.group(1))
        stars = _stars(written)
        if stars:
            most = max((_places(value) for value in self.values), default=stars)
            return most - stars + 1 if most > 1 or written.strip() not in DOTS else None
        number = _NUMBER.search(written, timeout=TIMEOUT)
        if number:
            return int(number.group(1))
        return level_of(written)


def _stars(text: str) -> int:
    match = _STARS.search(text, timeout=TIMEOUT)
    return sum(sign not in EMPTY and not sign.isspace() for sign in match.group()) if match else 0


def _places(text: str) -> int:
    """How many stars a value has room for, full or empty."""
    match = _STARS.search(text, timeout=TIMEOUT)
    return sum(not sign.isspace() for sign in match.group()) if match else 0


def read_scale(values: Iterable[str], legends: Iterable[str] = ()) -> PriorityScale:
    """The scale that the values of all actions show, or that a legend names ("de 1 à 3")."""
    for legend in legends:
        span = _SPAN.search(legend, timeout=TIMEOUT)
        if span and int(span.group(1)) < int(span.group(2)):
            return PriorityScale(tuple(str(n) for n in range(int(span.group(1)), int(span.group(2)) + 1)))
    seen = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    plain = PriorityScale(tuple(sorted((v for v in seen if _stars(v)), key=_stars, reverse=True)))
    if plain.values:
        return plain
    numbers = sorted({m.group(1) for value in seen if (m := _NUMBER.search(value, timeout=TIMEOUT))})
    if numbers:
        return PriorityScale(tuple(numbers))
    named = [(level, value) for value in seen if (level := level_of(value))]
    return PriorityScale(tuple(value for _, value in sorted(named)))
