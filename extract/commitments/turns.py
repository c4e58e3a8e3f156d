"""Whose turn it is: who speaks in the statements of chapters that one heading, or none, names someone for.

A heading gives its organisation the floor. It keeps it while others are named in passing, and loses it to whom a
paragraph opens with ("Les engagements de la PJJ …") or to whom two sentences running name; what is said long
after such a one was named last is nobody's rather than the wrong one's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.commitments.kinds import Decision
from extract.commitments.sentences import Statement, part_of
from extract.commitments.speakers import Subject, agent_of, is_ours, opened_by, subject_end, subject_of
from extract.organisations.mentions import Finder
from extract.organisations.sorting import same_body, sort_name
from extract.outline.lines import Cut
from patterns import regexes as regex
from patterns.commitments import is_pronoun
from patterns.folding import TIMEOUT, fold, key
from patterns.institutions import institution_index

HOLDS = 4
"""Statements for which someone whom no heading names keeps the floor without being named again."""
LOST = 12
"""Statements after which being named again does not give it back."""
RECENT = 2
"""Statements back to the one that a pronoun stands for."""
SPELLED = 6
"""Words within which a name goes on after its common word: Agence régionale de santé."""

_FIRST_PERSON = regex.compile(r"\b(?:nous|notre|nos|l['’](?:office|agence|organisme|association))\b", regex.IGNORECASE)
"""Words by which whoever has the floor goes on."""


class Speaker(NamedTuple):
    """Who commits itself, as written, and where that stands."""

    name: str
    cuts: tuple[Cut, ...]
    by_model: bool = False


class Heard(NamedTuple):
    """A statement with its kind, and the place of the one that introduces its list among those heard."""

    statement: Statement
    decision: Decision | None
    introduction: int | None


class _Floor(NamedTuple):
    """Who has the floor, whether a heading gave it, and for how many statements nobody was named."""

    speaker: Speaker | None
    given: bool
    silent: int = 0

    @property
    def holder(self) -> Speaker | None:
        """Who makes the statement that comes; nobody long after who spoke last was named."""
        return self.speaker if self.given or self.silent < HOLDS else None


def speakers_of(heard: Sequence[Heard], heading: Speaker | None) -> list[Speaker | None]:
    """Who makes each of some statements: its own subject, else who introduces the list, else who has the floor."""
    own = [_own(one, heading) or _spelled(heard[: i + 1], heading) for i, one in enumerate(heard)]
    following = _following(own)
    floor = _Floor(heading, heading is not None)
    found: list[Speaker | None] = []
    in_block: Speaker | None = None
    for i, (one, named) in enumerate(zip(heard, own, strict=True)):
        if one.statement.first:
            in_block = None
            opener = _opener(one.statement)
            if opener:
                own_again = heading is not None and same_body(opener[0].name, heading.name)
                floor = _Floor(heading if own_again else opener[0], own_again or opener[1])
        floor = _told(floor, one.statement.text)
        introducing = found[one.introduction] if one.introduction is not None else None
        usual = introducing or in_block or floor.holder
        again = one.decision and one.decision.subject and one.decision.subject.again
        found.append(named or (_again(i, heard, own, usual) if again else usual))
        promises = one.decision is not None and one.decision.kind == "commitment"
        in_block = named if named and promises else in_block
        if named and (promises or one.decision is None or floor.holder is None):
            floor = _taken(floor, named, heading, following[i])
        elif named is None and introducing is None:
            floor = floor._replace(silent=floor.silent + 1)
    return found


def _own(one: Heard, heading: Speaker | None) -> Speaker | None:
    """Whom a statement itself names as the one who makes it; a heading's name in its words is the heading's."""
    statement, decision = one.statement, one.decision
    name: str | None = None
    if decision is None:  # a line without a verb that ends in a colon: "Dans ce cadre, la Caf :"
        last = statement.text.endswith(":")
        subject = subject_of(statement.text, len(statement.text.rstrip(" :"))) if last else None
        name = subject.name if subject and not subject.again else None
    elif decision.passive:
        name = agent_of(statement.text)
    else:
        name = decision.subject.name if decision.subject and not decision.subject.again else None
    if name is None:
        return heading if heading and _is_heading_again(decision, heading) else None
    if heading and set(key(name)) <= set(key(heading.name)):
        return heading
    return Speaker(" ".join(name.split()), part_of(statement.cuts, name))


def _is_heading_again(decision: Decision | None, heading: Speaker) -> bool:
    """Whether a common word that the heading's name has is the subject: "Le bailleur", of Lise bailleur social."""
    subject = decision.subject if decision and not decision.passive else None
    return subject is not None and not is_pronoun(subject.name) and set(key(subject.name)) <= set(key(heading.name))


def _opener(statement: Statement) -> tuple[Speaker, bool] | None:
    """Whom a paragraph opens with, and whether as with a heading."""
    opened = opened_by(statement.text)
    return (Speaker(opened[0], part_of(statement.cuts, opened[0])), opened[1]) if opened else None


def _following(own: Sequence[Speaker | None]) -> list[Speaker | None]:
    """The next one that is named after each statement."""
    found: list[Speaker | None] = []
    after: Speaker | None = None
    for named in reversed(own):
        found.append(after)
        after = named or after
    return found[::-1]


def _taken(floor: _Floor, named: Speaker, heading: Speaker | None, following: Speaker | None) -> _Floor:
    """Who has the floor after a statement that names someone; `following` is who is named next."""
    if heading and same_body(named.name, heading.name):
        return _Floor(heading, True)
    if floor.speaker and same_body(named.name, floor.speaker.name):
        return floor._replace(silent=0)
    stays = following is not None and same_body(following.name, named.name)
    return floor if floor.given and not stays else _Floor(named, False)


def _told(floor: _Floor, text: str) -> _Floor:
    """The floor before a statement that may name who has it, or speak of it as who speaks does."""
    if floor.given or floor.speaker is None or floor.silent > LOST:
        return floor
    told = fold(floor.speaker.name) in fold(text) or _FIRST_PERSON.search(text, timeout=TIMEOUT)
    return floor._replace(silent=0) if told else floor


def _again(i: int, heard: Sequence[Heard], own: Sequence[Speaker | None], usual: Speaker | None) -> Speaker | None:
    """Whom a pronoun, or a common word such as "l’Office" that nothing spells out, stands for."""
    decision = heard[i].decision
    subject = decision.subject if decision else None
    if subject is None:
        return usual
    if is_ours(subject.name):
        return usual
    recent = next((one for one in reversed(own[max(0, i - RECENT) : i]) if one), None)
    if recent and (is_pronoun(subject.name) or _has_word(recent.name, subject)):
        return recent
    if usual or is_pronoun(subject.name):
        return usual
    return Speaker(subject.name, part_of(heard[i].statement.cuts, subject.name))


def _spelled(heard: Sequence[Heard], heading: Speaker | None) -> Speaker | None:
    """The institution that the last statement's common word stands for, spelled out in what was said before.

    "L’Agence" is the Agence régionale de santé that was named last, but for the heading's own agency.
    """
    decision = heard[-1].decision
    subject = decision.subject if decision and not decision.passive else None
    if subject is None or not subject.again or is_pronoun(subject.name) or is_ours(subject.name):
        return None
    if heading and _has_word(heading.name, subject):
        return heading
    pattern = regex.compile(rf"\b{regex.escape(subject.name)}(?:\s\p{{L}}[\p{{L}}’'-]*)+", regex.IGNORECASE)
    for one in reversed(heard):
        for match in pattern.finditer(one.statement.text, timeout=TIMEOUT):
            words = match.group().split()[:SPELLED]
            names = (" ".join(words[:count]) for count in range(len(words), 1, -1))
            name = next((name for name in names if key(name) in institution_index().by_name), None)
            if name:
                return Speaker(name, part_of(one.statement.cuts, name))
    return None


def _has_word(name: str, subject: Subject) -> bool:
    """Whether a name, or what its acronym stands for, has a common word."""
    called = sort_name(name, {}).called
    words = set(key(name)) | (set(key(called.name.name)) if called else set())
    return bool(words & set(key(subject.name)))


def with_subjects(heard: Sequence[Heard], speakers: Sequence[Speaker | None], finder: Finder) -> list[Speaker | None]:
    """The speakers, with the organisations that the model finds where a subject stands that no rule knows.

    `finder` is asked only about sentences in which a capitalised word stands right before the verb.
    """
    kept = list(speakers)
    asked = [
        i
        for i, one in enumerate(heard)
        if kept[i] is None and one.decision and subject_end(one.statement.text, one.decision.words)
    ]
    texts = [heard[i].statement.text for i in asked]
    for i, entities in zip(asked, finder(texts) if texts else (), strict=True):
        decision = heard[i].decision
        end = subject_end(heard[i].statement.text, decision.words) if decision else None
        entity = next((one for one in entities if one.label == "ORG" and one.end == end), None)
        if entity:
            kept[i] = Speaker(entity.text, part_of(heard[i].statement.cuts, entity.text), by_model=True)
    return kept
