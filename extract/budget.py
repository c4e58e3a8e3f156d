"""Budgets: amounts in euros, by funder where the contract says who pays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extract.layout import Line
from extract.values import Value, Vocabulary, value_of
from models.record import Budget, BudgetLine
from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold
from patterns.labels import label_book

_AMOUNT = regex.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?)\s*(?P<scale>M|m|K|k|Md)?\s*"
    r"(?:d['’]\s*)?(?:€|euros?\b|EUR\b)"
)
LONGEST_AMOUNT = 30
"""Signs of an amount, at most: one of more is none."""
_SCALES = {"k": 1e3, "m": 1e6, "md": 1e9}
_YEAR = regex.compile(r"(?<!\d)20[0-6]\d(?!\d)")
_TOTAL = regex.compile(r"\b(?:total|cout|budget|montant|ensemble)\b")
_UNIT = regex.compile(r"\(?\s*(?:en\s+)?(?:€|\beur(?:os?)?\b)\s*\)?", regex.IGNORECASE)
_BARE = regex.compile(r"(?P<number>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?P<scale>)")
_TOTALS = ("total", "ensemble", "cumul")
FEWEST_HEADS = 2
"""A table of who pays what has at least so many heads."""
_ENDS = " :,;.–—-()\n"


def read_budget(groups: Sequence[Sequence[Line]], vocabulary: Vocabulary) -> tuple[Budget, Value] | None:
    """The budget that the zones of one action hold, and what was written; None where they are empty."""
    written = value_of([line for lines in groups for line in lines], vocabulary)
    if written is None:
        return None
    lines: list[BudgetLine] = []
    for group in groups:
        text = value_of(group, vocabulary)
        heads = list(takewhile(lambda line: _heads_column(line.text), group))
        if len(heads) >= FEWEST_HEADS:
            lines += _rows([head.text for head in heads], [line.text for line in group[len(heads) :]])
        else:
            lines += _amounts(text.text) if text else []
    named = [line for line in lines if line.funder and not _TOTAL.search(fold(line.funder))]
    totals = [line.euros for line in lines if line not in named]
    return Budget(as_written=written.text, total=max(totals) if totals else None, lines=named), written


def _heads_column(text: str) -> bool:
    """Whether a line heads a column of a budget's table: "Financeur", "Montant 2016", "2017", "Total", "Part (%)"."""
    bare = _UNIT.sub(" ", _YEAR.sub(" ", text, timeout=TIMEOUT), timeout=TIMEOUT).strip(_ENDS)
    if any(map(str.isdigit, bare)):
        return False
    match = label_book().match(bare) if bare else None
    return not bare or "%" in text or fold(bare) in _TOTALS or (match is not None and match.field == "budget")


def _rows(heads: Sequence[str], texts: Sequence[str]) -> list[BudgetLine]:
    """The amounts of a table by its columns: who pays stands first in each row, and a head may name the amounts' year.

    A bare number is an amount where a head says euros. What a row adds up to is left out.
    """
    columns = [head for head in heads[1:] if "%" not in head]
    euros = any(_UNIT.search(head, timeout=TIMEOUT) for head in heads)
    found: list[BudgetLine] = []
    funder, at = "", -1
    for text in texts:
        match = _AMOUNT.fullmatch(text.strip(), timeout=TIMEOUT) or (
            _BARE.fullmatch(text.strip(), timeout=TIMEOUT) if euros else None
        )
        if match is None:
            funder, at = (text if at >= 0 else f"{funder} {text}".strip()), -1
            continue
        at += 1
        head = columns[min(at, len(columns) - 1)]
        year = _YEAR.search(head, timeout=TIMEOUT)
        if len(match["number"]) <= LONGEST_AMOUNT and (fold(head).strip() not in _TOTALS or len(columns) == 1):
            written, paid = f"{funder} {text}".strip(_ENDS), _closed(funder.strip(_ENDS)) or None
            when = int(year.group()) if year else None
            found.append(BudgetLine(as_written=written, funder=paid, euros=_euros(match), year=when))
    return found


def _closed(funder: str) -> str:
    """A funder's words with the bracket that closes them ("État (BOP 147)")."""
    return f"{funder})" if funder.count("(") > funder.count(")") else funder


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
                funder=_closed(funder) or None,
                euros=_euros(match),
                year=int(year.group()) if year else None,
            )
        )
    return found


def _euros(match: regex.Match[str]) -> float:
    digits = regex.sub(r"[ \u00a0\u202f]|\.(?=\d{3}(?:\D|$))", "", match.group("number"))
    return round(float(digits.replace(",", ".")) * _SCALES.get((match.group("scale") or "").lower(), 1), 2)
