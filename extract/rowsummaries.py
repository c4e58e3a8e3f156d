"""Rows that are read once more elsewhere: a summary table before the sheets, a table of costs after the actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.fields import ActionRead
from patterns.folding import key


def without_summaries(rows: Sequence[ActionRead], sheets: Sequence[ActionRead]) -> list[ActionRead]:
    """The rows that neither a sheet nor a fuller row repeats. Two actions of one title in two themes are two."""
    titles = {key(sheet.title.text) for sheet in sheets if sheet.title}
    named: dict[tuple[str, ...], list[ActionRead]] = defaultdict(list)
    for row in rows:
        named[_name(row)].append(row)
    return [
        row
        for row in rows
        if row.title is None or not (_name(row) in titles or any(_says_more(other, row) for other in named[_name(row)]))
    ]


def _name(row: ActionRead) -> tuple[str, ...]:
    return key(row.title.text) if row.title else ()


def _says_more(other: ActionRead, row: ActionRead) -> bool:
    """Whether a row of the same title says all that another says, and more: one without a number in its very words."""
    mine, theirs = _said(row), _said(other)
    if len(theirs) <= len(mine) or (row.number and row.number.text) != (other.number and other.number.text):
        return False
    return row.number is not None or mine.items() <= theirs.items()


def _said(row: ActionRead) -> dict[str, tuple[str, ...]]:
    """What a row says of its action besides its leads, its priority and its cost, by field."""
    said = {name: tuple(value.text for value in values) for name, values in row.lists.items() if name != "leads"}
    years = tuple(str(year.year) for year in row.calendar.calendar.years)
    return {name: texts for name, texts in {**said, "calendar": years}.items() if texts}
