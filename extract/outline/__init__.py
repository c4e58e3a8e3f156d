"""The document's outline: its headings as a tree, from numbers and capitals, with the file's own list of contents.

Everything comes from the pages' plain text; where a heading stands and how it looks is asked of the PDF
for the lines in question only, so a page with nothing but text costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.outline.candidates import Candidate, contents_lines, find_candidates
from extract.outline.choosing import choose, longest_cut, page_groups
from extract.outline.lines import Cut, Places, PlainLine, find_places
from extract.outline.nesting import nest
from extract.pages import Bookmark
from patterns.folding import key


@dataclass(frozen=True)
class Chapter:
    """A heading and what stands under it.

    `first` and `end` are places in the outline's lines: of the heading's first line, and of the line after the
    chapter's last, its sub-chapters included; `text` is the place of the first line after the heading.
    `parent` is the place of the chapter that holds it among the outline's, None at the top.
    """

    heading: Candidate
    first: int
    text: int
    end: int
    parent: int | None

    @property
    def title(self) -> str:
        """The heading's words without its number."""
        return self.heading.text


@dataclass(frozen=True)
class Outline:
    """The lines of a document without running titles, and the chapters that they stand in, in order."""

    lines: tuple[PlainLine, ...]
    chapters: tuple[Chapter, ...]

    def path(self, chapter: int) -> list[Chapter]:
        """The chapters that hold one, from the top, and itself."""
        found: list[Chapter] = []
        at: int | None = chapter
        while at is not None:
            found.append(self.chapters[at])
            at = self.chapters[at].parent
        return found[::-1]

    def under(self, chapter: int | None) -> Iterator[int]:
        """The chapters right under one, or at the top."""
        return (i for i, other in enumerate(self.chapters) if other.parent == chapter)

    def own_lines(self, chapter: int) -> tuple[PlainLine, ...]:
        """The lines of a chapter before its first sub-chapter."""
        first = next(self.under(chapter), None)
        end = self.chapters[chapter].end if first is None else self.chapters[first].first
        return self.lines[self.chapters[chapter].text : end]


def read_outline(
    lines: Sequence[PlainLine],
    actions: Mapping[int, Collection[str]],
    source: Places | None = None,
    bookmarks: Sequence[Bookmark] = (),
) -> Outline:
    """The outline of a document's lines.

    `actions` are the texts of its actions by page, `source` the PDF that tells how lines look.
    """
    contents = contents_lines(lines)
    candidates = find_candidates(lines, contents.keys(), actions)
    looked = [
        *(candidate.title[0] for candidate in candidates),
        *map(longest_cut, page_groups([line for line in lines if line.page not in actions])),
    ]
    places = find_places(looked, source) if source else {}
    titles = [*contents.values(), *(bookmark.title for bookmark in bookmarks)]
    headings = choose(candidates, lines, places, titles)
    parents = nest(headings, places, _depths(headings, bookmarks))
    return Outline(tuple(lines), tuple(_chapters(headings, parents, len(lines))))


def _depths(headings: Sequence[Candidate], bookmarks: Sequence[Bookmark]) -> list[int | None]:
    """How deep the file's bookmarks put each heading; None where none names it."""
    named = {key(bookmark.title): bookmark.depth for bookmark in bookmarks}
    return [named.get(key(f"{h.written or ''} {h.text}"), named.get(key(h.text))) for h in headings]


def _chapters(headings: Sequence[Candidate], parents: Sequence[int | None], lines: int) -> Iterator[Chapter]:
    for i, heading in enumerate(headings):
        inside = {i}
        end = lines
        for j in range(i + 1, len(headings)):
            if parents[j] not in inside:
                end = headings[j].first
                break
            inside.add(j)
        title = heading.title[-1]
        runs_on = bool(title.line.text[title.end :].strip(" .:"))  # the text goes on after the heading on its line
        yield Chapter(heading, heading.first, heading.last + (not runs_on), end, parents[i])


__all__ = ["Chapter", "Cut", "Outline", "PlainLine", "read_outline"]
