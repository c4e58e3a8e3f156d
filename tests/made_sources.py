"""Documents of a few lines of plain text, as the readers of the contract's facts see them."""

from __future__ import annotations

from made_lines import line

from extract.contract.reads import Source
from extract.layout import Layout, Line
from extract.pages import Page
from extract.segmenting import PageRead
from extract.values import Piece, Vocabulary


def source_of(*pages: str) -> Source:
    """A document with these pages of plain text; each line of a page is one line of its layout."""

    def page(number: int) -> PageRead:
        lines = tuple(line(text, top=20.0 * k) for k, text in enumerate(pages[number - 1].splitlines()) if text.strip())
        return read_page(number, *lines)

    def locate(number: int, start: int, end: int) -> list[Piece]:
        text = pages[number - 1]
        return [Piece(part.strip(), number, None, None) for part in text[start:end].splitlines() if part.strip()]

    return Source(pages, page, locate, Vocabulary.of(pages))


def read_page(number: int, *lines: Line) -> PageRead:
    """A page that has been read, with these lines and nothing else."""
    layout = Layout(Page(number, 595.0, 842.0, (), (), ()), (), lines)
    return PageRead(number, layout, (), tuple(range(len(lines))))
