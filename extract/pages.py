"""A page as plain values: words, filled shapes and rules, whatever engine read them.

Coordinates are PDF points from the top left of the page as shown: rotated, and cut to its crop
box. Pages count from 1. Colours are (red, green, blue), 0 to 255.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from PIL.Image import Image

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
"""(x0, top, x1, bottom) in points."""

BLACK: Colour = (0, 0, 0)


class Word(NamedTuple):
    """A run of characters without a space, with its box and its look.

    The box is computed alike by every engine: x from the glyphs' advances, bottom from the
    baseline and the font's descent, top one font size above it. `upright` is False for text that
    is turned on the page. `glued` is True where no space parts the word from the one before it on
    its line (a bullet or a list number is a word of its own: "1.Ville" is "1." and "Ville").
    `sure` is how sure OCR is of the word, from 0 to 1; the file's own text is sure.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    bold: bool
    colour: Colour
    upright: bool = True
    glued: bool = False
    sure: float = 1.0


class Fill(NamedTuple):
    """A filled shape by its bounding box: a band, a cell, an arrow, a badge."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: Colour


class Rule(NamedTuple):
    """A straight horizontal or vertical stroke; also each side of a stroked rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float


class Span(NamedTuple):
    """A piece of a page's plain text: line from 0, first character and the one after its last, as in the text."""

    line: int
    start: int
    end: int


class Place(NamedTuple):
    """Where a piece of plain text stands on the page as shown, and how its first character looks.

    `size` is the height of its font as drawn: it compares within one file only.
    """

    box: Box
    size: float
    bold: bool


class Bookmark(NamedTuple):
    """One of a PDF's own bookmarks: its depth from 0, its title, its page from 1."""

    depth: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page with its geometry. Words stand in the order of the file's text.

    A scan is set straight: it was turned back by `turn` degrees (positive: its lines fell to the right).
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    fills: tuple[Fill, ...]
    rules: tuple[Rule, ...]
    turn: float = 0.0


class Document(Protocol):
    """An open PDF: what an engine gives."""

    @property
    def page_count(self) -> int:
        """Number of pages."""

    def text(self, number: int) -> str:
        """Plain text of a page, lines parted by newlines: cheap, for routing."""

    def places(self, number: int, spans: Sequence[Span]) -> list[Place | None]:
        """Where pieces of a page's plain text stand, without its geometry; None where nothing is drawn."""

    def bookmarks(self) -> list[Bookmark]:
        """The file's own bookmarks, in order."""

    def page(self, number: int) -> Page:
        """A page with its geometry."""

    def image(self, number: int, scale: float) -> Image:
        """The page drawn as shown, `scale` pixels a point."""

    def close(self) -> None:
        """Give back the file and its memory."""


class PdfDocument(Document, Protocol):
    """An open PDF before its scans are read: what tells them too."""

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page as shown, in points."""

    def covered(self, number: int) -> float:
        """Share of the page that its largest picture covers, from 0 to 1."""
