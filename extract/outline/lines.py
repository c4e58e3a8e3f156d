"""The plain text of a document as lines that know where they stand, without running titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from extract.glyphs import SOFT_HYPHEN, UNKNOWN, plain
from extract.pages import Place, Span
from extract.routing import MARGIN_LINES, Routes, is_page_number, plain_line
from extract.values import Piece, Value, Vocabulary, join_texts
from models.record import Method


class PlainLine(NamedTuple):
    """A line of a page's plain text: its page from 1, its place there from 0, its line in a text file from 1."""

    page: int
    row: int
    text: str
    number: int | None = None


class Cut(NamedTuple):
    """Some characters of a line."""

    line: PlainLine
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters as a value holds them."""
        return clean(self.line.text[self.start : self.end])


class Places(Protocol):
    """What tells where pieces of a page's plain text stand."""

    def places(self, number: int, spans: Sequence[Span]) -> list[Place | None]:
        """Give each span's place on a page."""


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """Plain text as values hold it: one space between words, no control or private-use characters."""
    text = plain(text, "").replace(UNKNOWN, "")
    text = text.removesuffix(SOFT_HYPHEN).replace(SOFT_HYPHEN, "") + ("-" if text.endswith(SOFT_HYPHEN) else "")
    return " ".join(text.split())


def document_lines(texts: Sequence[str], routes: Routes) -> list[PlainLine]:
    """The lines of a PDF's pages that are neither blank nor running titles nor page numbers."""
    found: list[PlainLine] = []
    for page, text in enumerate(texts, 1):
        lines = [PlainLine(page, index, line) for index, line in enumerate(text.split("\n")) if line.strip()]
        inner = range(MARGIN_LINES, len(lines) - MARGIN_LINES)
        found += [line for place, line in enumerate(lines) if place in inner or not _is_running(line.text, routes)]
    return found


def _is_running(text: str, routes: Routes) -> bool:
    return is_page_number(text) or plain_line(text) in routes.running


def find_places(cuts: Iterable[Cut], source: Places) -> dict[Cut, Place]:
    """Where cuts of a PDF's lines stand and how they look; those of nothing that is drawn are left out."""
    pages: dict[int, list[Cut]] = defaultdict(list)
    for cut in dict.fromkeys(cuts):
        pages[cut.line.page].append(cut)
    found: dict[Cut, Place] = {}
    for page, some in pages.items():
        spans = [Span(cut.line.row, cut.start, cut.end) for cut in some]
        found |= {cut: place for cut, place in zip(some, source.places(page, spans), strict=True) if place}
    return found


def value_of_cuts(
    cuts: Sequence[Cut], places: Mapping[Cut, Place], vocabulary: Vocabulary, method: Method = "layout"
) -> Value:
    """The text of some cuts as one value, a piece for each."""
    pieces = []
    for cut in cuts:
        if cut.line.number is not None:
            pieces.append(Piece(cut.text, None, None, cut.line.number))
        elif cut in places:
            pieces.append(Piece(cut.text, cut.line.page, places[cut].box, None))
    return Value(join_texts([cut.text for cut in cuts], vocabulary), tuple(pieces), method)
