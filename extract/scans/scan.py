"""A scanned page from its picture: set straight, its rules, grounds and bullets found, its writing read by OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from extract.cells import page_cells
from extract.pages import BLACK, Box, Fill, Page, Rule, Word
from extract.scans.cleaning import cleaned, sides_of, wiped
from extract.scans.lettering import INK, Ground, to_words, writing
from extract.scans.looking_again import look_again
from extract.scans.marks import page_dashes, page_dots, page_fills, page_rules, shaded_sides
from extract.scans.runs import regions
from extract.scans.stars import Sign, page_levels
from extract.scans.straightening import paper_colour, straightened, turn_of
from extract.scans.tesseract import DOTS_AN_INCH, ReadWord, read_words
from extract.scans.tickboxes import TickBox, page_tickboxes

WHOLE_PAGE = 3
"""Tesseract's mode for a page of blocks that it finds itself."""
DASH_GAP = 2.5
"""A dash or a tick box stands within so many font sizes of a word of its line."""
EDGE = 3.0
"""Points from a rule or a ground's side within which a dot is what is left of it."""
LONG_DASH, LONGEST_DASH = 0.42, 0.78
"""A dash longer than these shares of the font size is a long one, and the longest."""


class Marks(NamedTuple):
    """A page's picture set straight, its writing alone, and what is drawn beside it."""

    picture: Image.Image
    writing: Any
    turn: float
    rules: list[Rule]
    fills: list[Fill]
    dashes: list[Box]
    tickboxes: list[TickBox]
    levels: list[list[Sign]]


def page_marks(picture: Image.Image, scale: float) -> Marks:
    """What is drawn on a page, by its picture of `scale` pixels a point."""
    picture = picture.convert("RGB")
    turn = turn_of(picture)
    picture = straightened(picture, turn)
    grey = np.asarray(picture.convert("L"))
    paper = paper_colour(picture)
    rules = page_rules(grey, scale)
    fills = page_fills(picture, paper, rules, scale)
    writing = cleaned(grey, paper, fills, rules, scale)
    dark = writing < INK
    found = regions(dark)
    levels = page_levels(writing, found, scale)
    signs = [sign.box for row in levels for sign in row]
    dots = [dot for dot in page_dots(dark, found, scale) if not _on_edge(dot, rules, fills)]
    dots = [dot for dot in dots if not any(_holds(box, dot) for box in signs)]
    dashes = page_dashes(dark, found, scale)
    tickboxes = page_tickboxes(dark, found, scale)
    writing = wiped(writing, [*signs, *(dot[:4] for dot in dots), *dashes, *(one.box for one in tickboxes)], scale)
    rules += shaded_sides(fills, rules)
    return Marks(picture, writing, turn, rules, [*fills, *dots], dashes, tickboxes, levels)


def _holds(box: Box, dot: Fill) -> bool:
    x, y = (dot.x0 + dot.x1) / 2, (dot.top + dot.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _on_edge(dot: Fill, rules: Sequence[Rule], fills: Sequence[Fill]) -> bool:
    """Whether a dot is what is left of a rule or of a ground's corner."""
    x, y = (dot.x0 + dot.x1) / 2, (dot.top + dot.bottom) / 2
    sides = [*rules, *(side for fill in fills for side in sides_of(fill[:4]))]
    return any(x0 - EDGE <= x <= x1 + EDGE and top - EDGE <= y <= bottom + EDGE for x0, top, x1, bottom in sides)


def read_scan(picture: Image.Image, number: int, width: float, height: float) -> Page:
    """A page by OCR, given its picture of `DOTS_AN_INCH` and its size in points.

    Raises TesseractError.
    """
    scale = DOTS_AN_INCH / 72
    marks = page_marks(picture, scale)
    bare = Page(number, width, height, (), tuple(marks.fills), tuple(marks.rules), marks.turn)
    first = writing(read_words(Image.fromarray(marks.writing), DOTS_AN_INCH, WHOLE_PAGE))
    cells = [cell.box for cell in page_cells(bare)]
    again = look_again(marks.writing, first, cells, scale, DOTS_AN_INCH)
    ground = Ground(np.asarray(marks.picture), marks.writing, scale)
    first_added = 1 + max((word.line for word in again.kept), default=0)
    added = [word._replace(line=first_added + word.line) for word in again.added]
    words = to_words([*again.kept, *added], ground)
    words += [
        *with_dashes(words, marks.dashes),
        *with_tickboxes(words, marks.tickboxes),
        *with_levels(words, marks.levels),
    ]
    words += [_turned_word(word, scale) for word in again.turned]
    return replace(bare, words=tuple(words))


def with_dashes(words: Sequence[Word], dashes: Sequence[Box]) -> list[Word]:
    """The dashes as words of the lines that they stand in."""
    beside = [(dash, beside_word(dash, words)) for dash in dashes]
    return [_sign(_dash((dash[2] - dash[0]) / word.size), dash, word) for dash, word in beside if word]


def _dash(share: float) -> str:
    """The dash that is so long, as a share of the font size."""
    return "—" if share > LONGEST_DASH else "–" if share > LONG_DASH else "-"


def with_tickboxes(words: Sequence[Word], tickboxes: Sequence[TickBox]) -> list[Word]:
    """The tick boxes as words of the lines that they stand in."""
    return [_sign(one.sign, one.box, beside_word(one.box, words)) for one in tickboxes]


def with_levels(words: Sequence[Word], levels: Sequence[Sequence[Sign]]) -> list[Word]:
    """Rows of stars and discs as words of the lines that they stand in."""
    signs = []
    for row in levels:
        word = beside_word((row[0].box[0], row[0].box[1], row[-1].box[2], row[0].box[3]), words, raised=0.1)
        signs += [_sign(sign.text, sign.box, word) for sign in row]
    return signs


def beside_word(box: Box, words: Sequence[Word], raised: float = 0.35) -> Word | None:
    """The word that a sign stands nearest to on its line; None where it stands by itself.

    The sign's middle is at least so far under the word's top, as a share of its size.
    """
    x0, top, x1, bottom = box
    middle = (top + bottom) / 2
    level = [word for word in words if word.top + raised * word.size < middle < word.bottom - 0.3 * word.size]
    near = [(max(word.x0 - x1, x0 - word.x1), word) for word in level]
    gap, word = min(near, key=lambda one: one[0], default=(0.0, None))
    return word if word is not None and gap <= DASH_GAP * word.size else None


def _sign(text: str, box: Box, word: Word | None) -> Word:
    """A sign as a word that looks like one beside it, or, where it stands alone, is as large as the sign."""
    if word is None:
        return Word(text, *box, box[3] - box[1], "", False, BLACK)
    return word._replace(text=text, x0=box[0], x1=box[2], glued=False, sure=1.0)


def _turned_word(word: ReadWord, scale: float) -> Word:
    size = (word.x1 - word.x0) / scale
    box = (word.x0 / scale, word.top / scale, word.x1 / scale, word.bottom / scale)
    return Word(word.text, *box, size, "", False, BLACK, False, False, word.sure)
