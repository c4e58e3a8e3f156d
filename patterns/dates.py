"""Patterns of years, ranges of years and legends, made from the words of `calendar.toml`."""

from __future__ import annotations

from patterns import regexes as regex
from patterns.folding import fold
from patterns.loading import in_use, kept
from patterns.words import word_lists

YEAR = r"(?:19[89]|20[0-6])\d"
"""A year that a contract may name."""


def _any_of(group: str) -> str:
    """The words of one group as alternatives, the longest first, as they stand in folded text."""
    words = sorted({fold(word) for word in word_lists(in_use(), "calendar.toml")[group]}, key=len, reverse=True)
    return "|".join(regex.escape(word) for word in words) or r"(?!)"


@kept
def range_of_years() -> regex.Pattern[str]:
    """Two years that begin and end a range, in folded text: "2016-2018", "de 2016 a 2018", "2016 - fin 2018"."""
    return regex.compile(
        rf"({YEAR})\s*(?:[-/]|(?:et )?(?:{_any_of('until')})|et)\s*(?:[\p{{L}}\d]+\s+){{0,3}}?({YEAR})"
    )


@kept
def open_years() -> regex.Pattern[str]:
    """A first year whose end is left open, in folded text: "a partir de septembre 2016", "2016 et suivantes"."""
    before, after = _any_of("from"), _any_of("onwards")
    return regex.compile(rf"\b(?:{before})\s*(?:\p{{L}}+\s+){{0,3}}({YEAR})|({YEAR})\s*(?:{after}|\.\.\.)")


@kept
def year_line() -> regex.Pattern[str]:
    """A folded line that holds years, or parts of years, and nothing else."""
    return regex.compile(rf"(?:(?:{YEAR}|{_any_of('parts')})\.?[ ,;/|-]*)+")


@kept
def year_part() -> regex.Pattern[str]:
    """A half-year or a quarter in folded text."""
    return regex.compile(rf"\b(?:{_any_of('parts')})\b")


@kept
def before_legend_colour() -> regex.Pattern[str]:
    """What ends right before a colour that a legend names, in folded text: "la partie ", "en ", "("."""
    return regex.compile(rf"(?:\b(?:{_any_of('shown_by')})s?\W*(?:en |de )?|\()$")


@kept
def after_legend_colour() -> regex.Pattern[str]:
    """What begins right after a colour that a legend names, in folded text: " =", " :", ")", " pour "."""
    return regex.compile(rf"(?:e|es|s)?\s*(?:[=:)]|-\s|(?:{_any_of('means')})\b)")
