"""Prose, lists and small tables that flow down the pages of a sample contract."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.recipes.content import Block, Frame
from corpus.recipes.pen import HEIGHT, LEADING, WIDTH, Pen, wrap

TOP, BOTTOM = 56.0, HEIGHT - 62.0
CELL_PADDING = 4.0


@dataclass(frozen=True)
class Look:
    """The sizes, margins and colours of a contract's prose, and the share of a page a chapter wants free."""

    left: float
    right: float
    size: float
    accent: str
    header_fill: str
    chapter_share: float


class Flow:
    """A place on the page that moves down as blocks are drawn, and turns the page when it is full."""

    def __init__(self, pen: Pen, look: Look, footer: Callable[[Pen], None]) -> None:
        self.pen, self.look, self.footer = pen, look, footer
        self.top = TOP

    @property
    def room(self) -> float:
        """The height left on this page."""
        return BOTTOM - self.top

    def turn_page(self) -> None:
        """End the page with its footer."""
        self.footer(self.pen)
        self.pen.turn_page()
        self.top = TOP

    def need(self, height: float) -> None:
        """Turn the page where less than `height` is left."""
        if self.room < height:
            self.turn_page()

    def draw(self, blocks: list[Block]) -> None:
        """Draw blocks one after the other; a chapter that would start low on a page starts the next one."""
        for block in blocks:
            if block.h1:
                self.chapter(block.h1)
            elif block.h2:
                self.heading(block.h2, self.look.size + 1.5, before=10)
            elif block.p:
                self.paragraph(block.p)
            elif block.b:
                self.bullets(block.b)
            elif block.table:
                self.table(block.table, block.widths)
            else:
                self.signatures(block.signatures)

    def chapter(self, words: str) -> None:
        """Draw a chapter's heading, on the next page unless enough of this one is free."""
        if self.top > TOP and self.room < (BOTTOM - TOP) * self.look.chapter_share:
            self.turn_page()
        self.heading(words, self.look.size + 5, before=18 if self.top > TOP else 0)

    def heading(self, words: str, size: float, before: float) -> None:
        """Draw a heading, kept with the lines that follow."""
        face = self.pen.family.bold
        lines = wrap(words, face, size, self.look.right - self.look.left)
        self.need(before + len(lines) * size * LEADING + 50)
        self.top = self.pen.lines(self.look.left, self.top + before, lines, size, face=face, colour=self.look.accent)
        self.top += 5

    def paragraph(self, words: str, indent: float = 0, mark: str = "") -> None:
        """Draw a paragraph, behind a mark where it is a list's item."""
        size = self.look.size
        for number, line in enumerate(
            wrap(words, self.pen.family.regular, size, self.look.right - self.look.left - indent)
        ):
            self.need(size * LEADING)
            if mark and number == 0:
                self.pen.text(self.look.left + indent - 11, self.top, mark, size)
            self.top = self.pen.lines(self.look.left + indent, self.top, [line], size)
        self.top += 5

    def bullets(self, items: list[str]) -> None:
        """Draw a bulleted list."""
        for item in items:
            self.paragraph(item, indent=22, mark="•")

    def table(self, rows: list[list[str]], widths: list[float]) -> None:
        """Draw a small ruled table whose first row is its header."""
        size = self.look.size - 1
        for number, row in enumerate(rows):
            face = self.pen.family.regular if number else self.pen.family.bold
            cells = [wrap(cell, face, size, room - 2 * CELL_PADDING) for cell, room in zip(row, widths, strict=True)]
            height = max(map(len, cells)) * size * LEADING + 2 * CELL_PADDING
            self.need(height)
            left = self.look.left
            for cell, room in zip(cells, widths, strict=True):
                fill = "" if number else self.look.header_fill
                self.pen.box(left, self.top, left + room, self.top + height, fill=fill, stroke="#555555")
                self.pen.lines(left + CELL_PADDING, self.top + CELL_PADDING, cell, size, face=face)
                left += room
            self.top += height
        self.top += 10

    def signatures(self, rows: list[list[str]]) -> None:
        """Draw pairs of signatories, each on lines of its own, with room to sign below."""
        half = (self.look.right - self.look.left) / 2
        for row in rows:
            self.need(96)
            for column, words in enumerate(row):
                top = self.top + 8
                for part in words.split("\n"):  # the office, then who signs below it
                    lines = wrap(part, self.pen.family.regular, self.look.size, half - 20)
                    top = self.pen.lines(self.look.left + column * half, top, lines, self.look.size) + 4
            self.top += 96


def draw_cover(pen: Pen, frame: Frame, accent: str) -> None:
    """Draw the cover: a coloured band, the contract's title and its territory."""
    pen.box(0, 190, WIDTH, 340, fill=accent)
    pen.centred(WIDTH / 2, 222, frame.title, 28, face=pen.family.bold, colour="#ffffff")
    pen.centred(WIDTH / 2, 282, frame.subtitle, 20, colour="#ffffff")
    for number, line in enumerate(frame.cover_lines):
        pen.centred(WIDTH / 2, 400 + number * 22, line, 11, face=pen.family.italic, colour="#333333")
    pen.turn_page()
