"""What a comparison is made of: sections, rows, and figures that lead back to where they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from models.record import Action, Record
from output.records import contract_names


class Figure(NamedTuple):
    """A count, or a sum, and what was counted: ids of actions, or of the contract's own values.

    `share` is the part of the contract's actions, from 0 to 1; `text` is what to show in place of the value
    where there is room for words.
    """

    value: int
    ids: tuple[str, ...]
    share: float | None = None
    text: str | None = None


Cell = str | int | float | None | Figure


class Row(NamedTuple):
    """A row: what it is about, a cell for each label column, then one for each contract where there are such."""

    labels: tuple[Cell, ...]
    cells: tuple[Cell, ...] = ()


class Section(NamedTuple):
    """A table of the comparison: its name, French title, how to read it, headings of its labels, and rows.

    `by_contract` says that after its labels each row has a cell a contract.
    """

    name: str
    title: str
    reading: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    by_contract: bool = True


class Place(NamedTuple):
    """What an id stands for, for a reader: contract, number, title or words, and the page."""

    contract: str
    number: str | None
    title: str | None
    page: int | None


class Comparison(NamedTuple):
    """Contracts side by side: names by id in order, notes on what is not alike, sections, and every id's place."""

    contracts: dict[str, str]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    places: dict[str, Place]


class Compared:
    """The records of a comparison, with what every section asks of them."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self.names = contract_names(records)
        self.actions: list[tuple[Record, Action]] = [(r, a) for r in records for a in r.actions]

    def figures(self, ids: Mapping[str, Sequence[str]], text: Callable[[str], str] | None = None) -> tuple[Figure, ...]:
        """Give a figure a contract from the ids of its actions, each action counted once."""
        made = []
        for record in self.records:
            own = tuple(dict.fromkeys(ids.get(record.contract.id, ())))
            share = len(own) / len(record.actions) if record.actions else None
            made.append(Figure(len(own), own, share, text(record.contract.id) if text and own else None))
        return tuple(made)

    def rows(self, keys: Callable[[Action], Iterable[tuple[Cell, ...]]]) -> dict[tuple[Cell, ...], tuple[Figure, ...]]:
        """Give the figures of each row that actions belong to, by the row's labels, in order of appearance."""
        found: dict[tuple[Cell, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for record, action in self.actions:
            for labels in keys(action):
                found[labels][record.contract.id].append(action.id)
        return {labels: self.figures(ids) for labels, ids in found.items()}


def most_first(rows: Mapping[tuple[Cell, ...], tuple[Figure, ...]]) -> tuple[Row, ...]:
    """Give rows with the largest total first, else by their labels."""
    return tuple(
        Row(labels, figures)
        for labels, figures in sorted(rows.items(), key=lambda row: (-sum(f.value for f in row[1]), str(row[0])))
    )
