"""Commitments in a table: a row each partner, its name in one column and what it will do in another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from extract.commitments.blocks import Block, begins_item
from extract.commitments.kinds import Decision, decide
from extract.commitments.sentences import Statement, statements_of
from extract.commitments.turns import Speaker
from extract.contract.grids import Grid, Lines, grids_of
from extract.outline import Outline
from extract.outline.lines import Cut, PlainLine
from extract.segmenting import PageRead
from patterns.commitments import find_words
from patterns.facts import signing_column

LONGEST_HEAD = 12
"""Words of the longest line of heads."""
LONGEST_NAME = 12
"""Words of the longest cell that names a partner."""
INTRODUCTION = "Engagements :"
"""What a column of commitments says of each of its items."""

PageReader = Callable[[int], PageRead | None]


class Row(NamedTuple):
    """A statement of a table's cell, with who makes it."""

    statement: Statement
    decision: Decision
    speaker: Speaker


def table_commitments(outline: Outline, chapters: Sequence[int], page: PageReader) -> list[Row]:
    """What the tables in some chapters say; a page is read with its geometry only where its text shows the heads."""
    found: list[Row] = []
    lines = dict.fromkeys(
        line for i in chapters for line in outline.lines[outline.chapters[i].first : outline.chapters[i].end]
    )
    for number in dict.fromkeys(line.page for line in lines if _is_head(line.text)):
        read = page(number)
        own = [line for line in lines if line.page == number]
        for grid in grids_of(read) if read else ():
            found += rows_of(grid, own)
    return found


def _is_head(text: str) -> bool:
    words = text.split()
    return (
        1 < len(words) <= LONGEST_HEAD
        and signing_column(text) == "party"
        and find_words("table_head", text) is not None
    )


def rows_of(grid: Grid, lines: Sequence[PlainLine]) -> Iterator[Row]:
    """The statements of a table that has both columns; a name that is merged holds for the rows below it."""
    heads = [" ".join(line.text for line in cell) for cell in grid.rows[0]]
    who = next((i for i, head in enumerate(heads) if signing_column(head) == "party"), None)
    what = [i for i, head in enumerate(heads) if i != who and find_words("table_head", head)]
    if who is None or not what:
        return
    speaker: Speaker | None = None
    for row in grid.rows[1:]:
        name = " ".join(line.text for line in row[who])
        speaker = Speaker(name, tuple(_cuts(row[who], lines))) if name else speaker
        if speaker is None or len(speaker.name.split()) > LONGEST_NAME:
            continue
        for i in what:
            for statement in _statements(list(_cuts(row[i], lines))):
                decision = decide(statement, INTRODUCTION)
                if decision:
                    yield Row(statement, decision._replace(subject=None), speaker)


def _cuts(cell: Lines, lines: Sequence[PlainLine]) -> Iterator[Cut]:
    """Where the lines of a cell stand in the page's plain text, in which cells share a line."""
    at = 0
    for line in cell:
        for k in [*range(at, len(lines)), *range(at)]:
            start = lines[k].text.find(line.text)
            if start >= 0:
                at = k
                yield Cut(lines[k], start, start + len(line.text))
                break


def _statements(cuts: Sequence[Cut]) -> Iterator[Statement]:
    """The sentences and items of a cell, each an item of what its column's head introduces."""
    groups: list[list[Cut]] = []
    for cut in cuts:
        start = begins_item(cut)
        if start is not None or not groups or groups[-1][-1].text.endswith((";", ".")):
            groups.append([])
        groups[-1].append(cut._replace(start=start) if start is not None else cut)
    for k, group in enumerate(groups, 1):
        for statement in statements_of(Block(tuple(group), 1, (str(k),))):
            yield statement._replace(first=True)
