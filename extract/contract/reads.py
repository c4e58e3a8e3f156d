"""What the readers of this package give, and where they look: pages as plain text, read closer where worth it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from extract.pages import Document, Span
from extract.segmenting import PageRead
from extract.values import Piece, Value, Vocabulary, join_texts
from models.record import Method

T = TypeVar("T")


class Read(NamedTuple, Generic[T]):
    """A part of the record, and where each of its values stands, by the value's key in it."""

    item: T
    where: Mapping[str, Value]


@dataclass(frozen=True)
class Source:
    """A document as these readers see it.

    `texts` are the plain texts of its pages; `page` reads one with its geometry, so it is called only where
    the text shows something; `locate` gives the printed lines of a span of a page's plain text.
    `skipped` are pages that hold actions and nothing else; a text file's lines have no geometry.
    """

    texts: Sequence[str]
    page: Callable[[int], PageRead | None]
    locate: Callable[[int, int, int], list[Piece]]
    vocabulary: Vocabulary
    skipped: frozenset[int] = field(default_factory=frozenset)
    has_geometry: bool = True

    def pages(self) -> list[tuple[int, str]]:
        """The number and plain text of each page that may hold facts."""
        return [(n, text) for n, text in enumerate(self.texts, 1) if n not in self.skipped]

    def value(self, page: int, start: int, end: int, text: str | None = None, method: Method = "label") -> Value:
        """The words of a span of a page's plain text, as one value."""
        pieces = tuple(self.locate(page, start, end))
        written = join_texts(self.texts[page - 1][start:end].splitlines(), self.vocabulary)
        return Value(written if text is None else text, pieces, method)


def locate_in(document: Document, number: int, text: str, start: int, end: int) -> list[Piece]:
    """The printed lines of a span of a page's plain text, with their boxes."""
    line, at = text.count("\n", 0, start), text.rfind("\n", 0, start) + 1
    spans, written = [], []
    for part in text[at:end].split("\n"):
        first = max(start - at, 0)
        said = part[first:]
        if said.strip():
            first += len(said) - len(said.lstrip())
            spans.append(Span(line, first, first + len(said.strip())))
            written.append(" ".join(said.split()))
        line, at = line + 1, at + len(part) + 1
    places = document.places(number, spans)
    return [Piece(said, number, place.box, None) for said, place in zip(written, places, strict=True) if place]
