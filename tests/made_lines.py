"""Lines and pages made by hand, to try one rule at a time without a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.layout import Line
from extract.pages import BLACK, Box, Colour, Fill, Page, Rule, Word
from extract.values import Vocabulary

SIZE = 10.0
LETTER = 5.0
"""Points that each character takes."""
PITCH = 12.0
"""Points from one line's top to the next one's."""
NOWHERE = Vocabulary.of([])
"""A document without a word."""


def words(
    text: str, x0: float = 50.0, top: float = 100.0, *, size: float = SIZE, bold: bool = False
) -> tuple[Word, ...]:
    """The words of a printed line that begins at `x0`."""
    made = []
    letter = LETTER * size / SIZE
    at = x0
    for part in text.split(" "):
        end = at + letter * len(part)
        if part:
            made.append(Word(part, at, top, end, top + size, size, "Made", bold, BLACK))
        at = end + letter
    return tuple(made)


def line(
    text: str,
    x0: float = 50.0,
    top: float = 100.0,
    *,
    size: float = SIZE,
    bold: bool = False,
    page: int = 1,
    cell: int | None = None,
) -> Line:
    """A printed line of a PDF."""
    return Line(words(text, x0, top, size=size, bold=bold), page, cell)


def lines(*texts: str, x0: float = 50.0, top: float = 100.0, bold: bool = False) -> list[Line]:
    """Printed lines one below the other."""
    return [line(text, x0, top + k * PITCH, bold=bold) for k, text in enumerate(texts)]


def page(*printed: Line, fills: Iterable[Fill] = (), rules: Iterable[Rule] = ()) -> Page:
    """An A4 page that holds those lines."""
    held = tuple(word for one in printed for word in one.words)
    return Page(1, 595.0, 842.0, held, tuple(fills), tuple(rules))


def cell_fill(word: Word, colour: Colour) -> Fill:
    """A coloured cell round a word."""
    return Fill(word.x0 - 10, word.top - 4, word.x1 + 10, word.bottom + 4, colour)


def grid(columns: Sequence[float], rows: Sequence[float]) -> list[Rule]:
    """The rules of a table with those sides."""
    lying = [Rule(columns[0], y, columns[-1], y) for y in rows]
    return lying + [Rule(x, rows[0], x, rows[-1]) for x in columns]


def framed(box: Box) -> list[Rule]:
    """The four sides of a box."""
    x0, top, x1, bottom = box
    return grid([x0, x1], [top, bottom])
