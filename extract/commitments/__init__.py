"""What each partner says it will do: the statements of the chapters that are about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from extract.commitments.blocks import read_blocks, whole
from extract.commitments.headings import heading_names, holder_of
from extract.commitments.kinds import Decision, decide, only_introduces
from extract.commitments.quantities import Figure, read_figures
from extract.commitments.sentences import Statement, statements_of
from extract.commitments.tables import PageReader, table_commitments
from extract.commitments.turns import Heard, Speaker, speakers_of, with_subjects
from extract.organisations.mentions import Finder
from extract.outline import Chapter, Outline
from extract.outline.lines import Cut, Places, PlainLine, find_places
from extract.pages import Place
from patterns.commitments import announces_commitments


class Committed(NamedTuple):
    """A statement with its kind, who makes it and its figures."""

    statement: Statement
    decision: Decision
    speaker: Speaker | None
    figures: list[Figure]


@dataclass
class _Lists:
    """The introductions of the lists that are open in a chapter, by depth, each with its place among the heard."""

    open: list[tuple[int, int]] = field(default_factory=list)
    fresh: bool = False
    goes_on: bool = False

    def introduction(self, statement: Statement) -> int | None:
        """The place of what introduces a statement; lists that it does not belong to are closed.

        A paragraph is an item of the list before it where it follows its introduction or an item that ends in a
        semicolon, or begins as no sentence does.
        """
        if statement.first:
            small = not statement.text[0].isupper()
            loose = statement.depth == 0 and (self.fresh or small or self.goes_on)
            depth = statement.depth
            if loose and self.open:
                depth = self.open[-1][0] + 1
            self.open = [item for item in self.open if depth and item[0] < depth]
        self.fresh, self.goes_on = False, statement.text.endswith(";") and statement.text[0].isupper()
        return self.open[-1][1] if self.open else None

    def introduce(self, statement: Statement, at: int) -> None:
        """Keep a statement that introduces a list."""
        # a later sentence of an item introduces items like it
        depth = (statement.depth or len(statement.place)) if statement.first else max(statement.depth - 1, 0)
        self.open.append((depth, at))
        self.fresh = True


def read_commitments(
    outline: Outline,
    source: Places | None = None,
    finder: Finder | None = None,
    page: PageReader | None = None,
) -> tuple[list[Committed], dict[Cut, Place]]:
    """The statements of all chapters of commitments, in order, and the places of the lines they stand on.

    `source` is the PDF that tells where lines stand, `finder` what finds names that no rule tells, `page` reads a
    page with its geometry, which tables need.
    """
    chapters = [i for i in range(len(outline.chapters)) if _speaks(outline.path(i))]
    lines = [whole(line) for i in chapters for line in outline.own_lines(i)]
    places = find_places(lines, source) if source else {}
    rows = table_commitments(outline, chapters, page) if page else []
    taken = {cut.line for row in rows for cut in (*row.statement.cuts, *row.speaker.cuts)}
    found = [Committed(*row, read_figures(row.statement.text)) for row in rows]
    names = heading_names(outline, chapters, finder)
    for holder, some in groupby(chapters, lambda i: holder_of(outline, i, names)):
        heard: list[Heard] = []
        for i in some:
            _hear(outline, i, places, taken, heard)
        speakers = speakers_of(heard, names.get(holder))
        found += _committed(heard, with_subjects(heard, speakers, finder) if finder else speakers)
    return sorted(found, key=lambda one: one.statement.cuts[0].line[:2]), places


def _speaks(path: Sequence[Chapter]) -> bool:
    return any(announces_commitments(chapter.title) for chapter in path)


def _hear(
    outline: Outline, at: int, places: Mapping[Cut, Place], taken: Collection[PlainLine], heard: list[Heard]
) -> None:
    """Add a chapter's own statements to those that were heard; lines of tables are `taken`."""
    title = outline.chapters[at].heading.title[-1]
    lines = [line for line in outline.own_lines(at) if line not in taken]
    start = title.end if lines and lines[0] == title.line else 0
    lists = _Lists()
    for block in read_blocks(lines, start, places):
        for statement in statements_of(block):
            introduction = lists.introduction(statement)
            said = heard[introduction].statement.text if introduction is not None else None
            heard.append(Heard(statement, decide(statement, said), introduction))
            if statement.text.endswith(":"):
                lists.introduce(statement, len(heard) - 1)


def _committed(heard: Sequence[Heard], speakers: Sequence[Speaker | None]) -> Iterator[Committed]:
    """The statements that promise, report or ask something, with who makes them."""
    for one, speaker in zip(heard, speakers, strict=True):
        if one.decision and not only_introduces(one.statement, one.decision):
            said = heard[one.introduction].statement.text if one.introduction is not None else None
            yield Committed(one.statement, one.decision, speaker, read_figures(one.statement.text, said))


__all__ = ["Committed", "PageReader", "Speaker", "read_commitments"]
