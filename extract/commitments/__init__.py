"""What each partner says it will do: the statements of the chapters that are about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.commitments.blocks import read_blocks, whole
from extract.commitments.kinds import Decision, decide, only_introduces
from extract.commitments.quantities import Figure, read_figures
from extract.commitments.sentences import Statement, part_of, statements_of
from extract.commitments.speakers import Subject, agent_of, heading_name, subject_of
from extract.outline import Chapter, Outline
from extract.outline.lines import Cut, Places, find_places
from extract.pages import Place
from patterns.commitments import announces_commitments, is_pronoun
from patterns.folding import key


class Speaker(NamedTuple):
    """Who commits itself, as written, and where that stands."""

    name: str
    cuts: tuple[Cut, ...]


class Committed(NamedTuple):
    """A statement with its kind, who makes it and its figures."""

    statement: Statement
    decision: Decision
    speaker: Speaker | None
    figures: list[Figure]


@dataclass
class _Listening:
    """Who was named last in a chapter, and the introductions of the lists that are open, by their depth."""

    heading: Speaker | None
    named: Speaker | None = None
    introductions: list[tuple[int, str, Speaker | None]] = field(default_factory=list)
    fresh: bool = False

    def introduction(self, statement: Statement) -> tuple[str | None, Speaker | None]:
        """What introduces a statement, and who speaks in it; lists that it does not belong to are closed.

        A paragraph is an item of the list before it where it follows its introduction, or begins as no sentence does.
        """
        if statement.first:
            loose = statement.depth == 0 and (self.fresh or not statement.text[0].isupper())
            depth = statement.depth
            if loose and self.introductions:
                depth = self.introductions[-1][0] + 1
            self.introductions = [item for item in self.introductions if depth and item[0] < depth]
        self.fresh = False
        if not self.introductions:
            return None, None
        _, text, speaker = self.introductions[-1]
        return text, speaker

    def introduce(self, statement: Statement, speaker: Speaker | None) -> None:
        """Keep a statement that introduces a list."""
        # a later sentence of an item introduces items like it
        depth = (statement.depth or len(statement.place)) if statement.first else max(statement.depth - 1, 0)
        self.introductions.append((depth, statement.text, speaker))
        self.fresh = True


def read_commitments(outline: Outline, source: Places | None = None) -> tuple[list[Committed], dict[Cut, Place]]:
    """The statements of all chapters of commitments, in order, and the places of the lines they stand on.

    `source` is the PDF that tells where lines stand.
    """
    chapters = [i for i in range(len(outline.chapters)) if _speaks(outline.path(i))]
    lines = [whole(line) for i in chapters for line in outline.own_lines(i)]
    places = find_places(lines, source) if source else {}
    found = [one for i in chapters for one in _read_chapter(outline, i, places)]
    return found, places


def _speaks(path: Sequence[Chapter]) -> bool:
    return any(announces_commitments(chapter.title) for chapter in path)


def _read_chapter(outline: Outline, at: int, places: Mapping[Cut, Place]) -> Iterator[Committed]:
    chapter = outline.chapters[at]
    title = chapter.heading.title[-1]
    lines = outline.own_lines(at)
    start = title.end if lines and lines[0] == title.line else 0
    listening = _Listening(_heading_speaker(outline.path(at)))
    for block in read_blocks(lines, start, places):
        for statement in statements_of(block):
            introduction, introducing = listening.introduction(statement)
            decision = decide(statement, introduction)
            speaker = _speaker(statement, decision, introducing, listening)
            if statement.text.endswith(":"):
                listening.introduce(statement, speaker)
            if decision and not only_introduces(statement, decision):
                yield Committed(statement, decision, speaker, read_figures(statement.text, introduction))


def _heading_speaker(path: Sequence[Chapter]) -> Speaker | None:
    """Who the heading of a chapter names, or that of one that holds it, inside the chapter of commitments."""
    first = next(k for k, chapter in enumerate(path) if announces_commitments(chapter.title))
    for chapter in reversed(path[first:]):
        name = heading_name(chapter)
        if name:
            return Speaker(name[0], part_of(chapter.heading.title, name[0]))
    return None


def _speaker(
    statement: Statement, decision: Decision | None, introducing: Speaker | None, listening: _Listening
) -> Speaker | None:
    """Who makes a statement: its subject, else who introduces the list, else who the heading names or spoke last."""
    usual = introducing or listening.heading or listening.named
    if decision is None:
        return _named_last(statement) or usual
    if decision.passive:
        agent = agent_of(statement.text)
        return Speaker(" ".join(agent.split()), part_of(statement.cuts, agent)) if agent else usual
    subject = decision.subject
    if subject is None:
        return usual
    heading = listening.heading
    if heading and set(key(subject.name)) <= set(key(heading.name)):
        listening.named = heading
        return heading
    if subject.again:
        named = [one for one in (listening.named, listening.heading) if one and _stands_for(subject, one)]
        known = named[0] if named else usual
        if known:
            return known
    listening.named = Speaker(" ".join(subject.name.split()), part_of(statement.cuts, subject.name))
    return listening.named


def _named_last(statement: Statement) -> Speaker | None:
    """Who a line without a verb names right before its colon: "Dans ce cadre, la Caf :"."""
    subject = subject_of(statement.text, len(statement.text.rstrip(" :"))) if statement.text.endswith(":") else None
    if subject is None or subject.again:
        return None
    return Speaker(" ".join(subject.name.split()), part_of(statement.cuts, subject.name))


def _stands_for(subject: Subject, speaker: Speaker) -> bool:
    """Whether a pronoun, or a common word that a name holds, stands for someone named before."""
    return is_pronoun(subject.name) or bool(set(key(subject.name)) & set(key(speaker.name)))


__all__ = ["Committed", "Speaker", "read_commitments"]
