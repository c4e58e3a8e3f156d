"""Whole numbers as contracts write them: 13 980, 1.324, 1 324, and parts by intercommunality."""

from __future__ import annotations

from typing import NamedTuple

from patterns import regexes as regex
from patterns.folding import TIMEOUT

LONGEST = 20
"""Signs of a number, at most: one of more counts nothing."""
_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f.,’']\d{3}){1,6}(?!\d)|\d+"  # six groups are over LONGEST
NUMBER = regex.compile(rf"(?<![\d.,])(?:{_GROUPED})")
"""A whole number, its thousands apart by a space, a point or a comma."""
_PART = regex.compile(rf"({_GROUPED})\s*[-–:]?\s*\(([^()\d]{{2,40}})\)")
_DECIMAL = regex.compile(r"[.,]\d{1,2}(?!\d)")


class Inhabitants(NamedTuple):
    """A population: whole, or by part with the names of the parts."""

    whole: int | None
    parts: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


def whole_number(text: str) -> int | None:
    """The one number that a text writes; None where it writes none or several. Cents and units do not count."""
    plain = _DECIMAL.sub("", " ".join(text.split()), timeout=TIMEOUT)
    found = NUMBER.findall(plain, timeout=TIMEOUT)
    return _value(found[0]) if len(found) == 1 and len(found[0]) <= LONGEST else None


def inhabitants(text: str) -> Inhabitants:
    """The population that a cell writes: "655 (CAPH) 10595 (CAVM)" is two parts and no whole."""
    joined = " ".join(text.split())
    found = _PART.findall(joined, timeout=TIMEOUT)
    parts = [(_value(number), name.strip()) for number, name in found if len(number) <= LONGEST]
    if len(parts) > 1:
        return Inhabitants(None, tuple(value for value, _ in parts), tuple(name for _, name in parts))
    return Inhabitants(whole_number(regex.sub(r"\([^()]*\)", " ", joined, timeout=TIMEOUT)))


def _value(written: str) -> int:
    return int("".join(filter(str.isdigit, written)))
