"""Budgets: amounts in euros, by funder where the contract says who pays."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout import Line
from extract.values import Value, Vocabulary, value_of
from models.record import Budget, BudgetLine
from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold

_AMOUNT = regex.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?)\s*(?P<scale>M|m|K|k|Md)?\s*"
    r"(?:d['’]\s*)?(?:€|euros?\b|EUR\b)"
)
LONGEST_AMOUNT = 30
"""Signs of an amount, at most: one of more is none."""
_SCALES = {"k": 1e3, "m": 1e6, "md": 1e9}
_YEAR = regex.compile(r"(?<!\d)20[0-6]\d(?!\d)")
_TOTAL = regex.compile(r"\b(?:total|cout|budget|montant|ensemble)\b")
_ENDS = " :,;.–—-()\n"


def read_budget(groups: Sequence[Sequence[Line]], vocabulary: Vocabulary) -> tuple[Budget, Value] | None:
    """The budget that the zones of one action hold, and what was written; None where they are empty."""
    written = value_of([line for lines in groups for line in lines], vocabulary)
    if written is None:
        return None
    lines: list[BudgetLine] = []
    for group in groups:
        text = value_of(group, vocabulary)
        lines += _amounts(text.text) if text else []
    named = [line for line in lines if line.funder and not _TOTAL.search(fold(line.funder))]
    totals = [line.euros for line in lines if line not in named]
    return Budget(as_written=written.text, total=max(totals) if totals else None, lines=named), written


def _amounts(text: str) -> list[BudgetLine]:
    """The amounts of a text, each with the words before it that say who pays."""
    found = []
    start = 0
    for match in _AMOUNT.finditer(text, timeout=TIMEOUT):
        if len(match["number"]) > LONGEST_AMOUNT:
            continue
        before, written = text[start : match.start()], text[start : match.end()]
        start = match.end()
        year = _YEAR.search(before, timeout=TIMEOUT)
        funder = _YEAR.sub("", before, timeout=TIMEOUT).strip(_ENDS)
        found.append(
            BudgetLine(
                as_written=written.strip(_ENDS),
                funder=funder or None,
                euros=_euros(match),
                year=int(year.group()) if year else None,
            )
        )
    return found


def _euros(match: regex.Match[str]) -> float:
    digits = regex.sub(r"[ \u00a0\u202f]|\.(?=\d{3}(?:\D|$))", "", match.group("number"))
    return round(float(digits.replace(",", ".")) * _SCALES.get((match.group("scale") or "").lower(), 1), 2)
