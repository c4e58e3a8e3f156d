"""Who the headings of chapters of commitments name: by rules, and single words by the NER model."""

from __future__ import annotations

from collections.abc import Sequence

from extract.commitments.sentences import part_of
from extract.commitments.speakers import heading_name
from extract.commitments.turns import Speaker
from extract.organisations.mentions import MARKS, Finder
from extract.outline import Chapter, Outline
from patterns.commitments import announces_commitments

Names = dict[int, Speaker]
"""Who a chapter's heading names, by the chapter's place in the outline."""


def heading_names(outline: Outline, chapters: Sequence[int], finder: Finder | None) -> Names:
    """Who the headings of some chapters name, each where it names someone.

    A heading of one capitalised word ("5.3 Vilogia") is the model's to tell, where there is one.
    """
    names: Names = {}
    asked: list[int] = []
    for i in chapters:
        chapter = outline.chapters[i]
        name = heading_name(chapter)
        if name:
            names[i] = Speaker(name[0], part_of(chapter.heading.title, name[0]))
        elif chapter.heading.form != "nested" and _is_one_name(chapter.title):
            asked.append(i)
    texts = [f"{outline.chapters[i].title} s’engage." for i in asked]
    for i, entities in zip(asked, finder(texts) if finder and texts else [()] * len(asked), strict=True):
        title = outline.chapters[i].title.strip(MARKS)
        if any(entity.label == "ORG" and entity.text.strip(MARKS) == title for entity in entities):
            names[i] = Speaker(title, part_of(outline.chapters[i].heading.title, title), by_model=True)
    return names


def _is_one_name(title: str) -> bool:
    words = title.strip(MARKS).split()
    return len(words) == 1 and words[0][:1].isupper() and words[0][1:].islower() and not announces_commitments(title)


def holder_of(outline: Outline, at: int, names: Names) -> int:
    """The chapter that names who speaks in one: the innermost whose heading does, else the one that announces."""
    path: list[int] = []
    place: int | None = at
    while place is not None:
        path.append(place)
        place = outline.chapters[place].parent
    for i in path:
        if i in names or all(not _announces(outline.chapters[j]) for j in path[path.index(i) + 1 :]):
            return i
    return path[-1]


def _announces(chapter: Chapter) -> bool:
    return announces_commitments(chapter.title)
