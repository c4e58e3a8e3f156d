"""What Tesseract read, as words of a page: in points, with their size, their weight and their colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pages import BLACK, Colour, Word
from extract.scans.heights import line_heights
from extract.scans.parting import Part, parted
from extract.scans.tesseract import ReadWord
from patterns import regexes as regex
from patterns.folding import TIMEOUT

Pixels = NDArray[Any]

SIZE = 1.04
"""A font's size is so many times the height that Tesseract gives a line, from descenders to ascenders."""
DESCENT = 0.2
"""A word's box ends so much below its baseline, as a share of its size: what common fonts say of themselves."""
USUAL, BOLDER, STILL_BOLD = 30, 1.17, 0.96
"""Strokes of bold letters are so many times as thick as those of this percentile of the page's words; after a bold
word this share of that is enough: a short word's strokes are few."""
BOLD = (0.070, 0.092)
"""Letters whose strokes are under the first share of the line's height are not bold, over the second always are."""
LETTERS = 3
"""A word's strokes are measured from so many letters on: of shorter ones the line's others tell."""
INK = 128
"""A pixel of a cleaned page under this is ink."""
COLOURED = 60
"""Writing is coloured where the parts of its colour differ by so much; else it is black or white."""
LEAST_SURE = 0.4
"""Words of lines that are less sure on average are specks, signatures and stamps."""
ASIDE = 2.0
"""A word that is not sure stands at most so many heights of its line from another of it."""
LIGHT = 160
"""Uncoloured writing from here is white."""

_LETTERS = regex.compile(r"[\p{L}\p{N}]")
_FRAME = regex.compile(r"[|_\\~¦]+")


class Ground(NamedTuple):
    """The pixels that words are looked up on: the straight page in colour, and cleaned."""

    colours: Pixels
    ink: Pixels
    scale: float


def to_words(read: Sequence[ReadWord], ground: Ground) -> list[Word]:
    """The words of a straight page, in the order in which they were read."""
    lines: dict[int, list[ReadWord]] = defaultdict(list)
    for word in read:
        lines[word.line].append(word)
    heights = line_heights(lines, ground.ink)
    strokes = [_stroke(word, ground) / heights[word.line] for word in read]
    long = [stroke for word, stroke in zip(read, strokes, strict=True) if len(word.text) >= LETTERS]
    usual = float(np.percentile(long, USUAL)) if long else 0.0
    limit = min(max(BOLDER * usual, BOLD[0]), BOLD[1])
    words: list[Word] = []
    measured = dict(zip(read, strokes, strict=True))
    for number, line in lines.items():
        bold = _bold(line, [measured[word] for word in line], limit)
        colour = _one_colour([_colour(word, ground) for word in line])
        for place, (word, heavy) in enumerate(zip(line, bold, strict=True)):
            parts = parted(word, ground.ink, first=place == 0)
            words += [_placed(part, heights[number], heavy, colour, ground.scale) for part in parts]
    return words


def writing(read: Sequence[ReadWord]) -> list[ReadWord]:
    """What was read, without specks, frames and pictures that were taken for signs.

    A word that is not sure stays where the rest of its line is, a sign where its line has words.
    """
    lines: dict[int, list[ReadWord]] = defaultdict(list)
    for word in read:
        lines[word.line].append(word)
    return [word for line in lines.values() for word in line if _is_writing(word, line)]


def _is_writing(word: ReadWord, line: Sequence[ReadWord]) -> bool:
    """Whether a word is no frame or speck, nor an accent of the line below: it is sure, or beside others that are."""
    if _FRAME.fullmatch(word.text) or not any(_LETTERS.search(other.text, timeout=TIMEOUT) for other in line):
        return False
    gaps = (max(word.x0 - other.x1, other.x0 - word.x1) for other in line if other is not word)
    usual = float(np.mean([other.sure for other in line]))
    return word.sure >= LEAST_SURE or (usual >= LEAST_SURE and min(gaps, default=0.0) <= ASIDE * word.height)


def _stroke(word: ReadWord, ground: Ground) -> float:
    """How thick the strokes of a word are, in pixels: twice its ink by the length of its outline."""
    ink = np.pad(_patch(word, ground.ink) < INK, 1)
    outline = int((ink[1:] != ink[:-1]).sum() + (ink[:, 1:] != ink[:, :-1]).sum())
    return 2 * int(ink.sum()) / outline if outline else 0.0


def _bold(line: Sequence[ReadWord], strokes: Sequence[float], limit: float) -> list[bool]:
    """Which words of a line are bold; a short one is as the word before it, or the first that is measured."""
    long = [stroke for word, stroke in zip(line, strokes, strict=True) if len(word.text) >= LETTERS]
    last = next(iter(long), strokes[0]) > limit
    bold: list[bool] = []
    for word, stroke in zip(line, strokes, strict=True):
        if len(word.text) >= LETTERS:
            last = stroke > (STILL_BOLD * limit if bold and last else limit)
        bold.append(last)
    return bold


def _colour(word: ReadWord, ground: Ground) -> Colour:
    """The colour of a word's strokes: black and white where it is nearly so."""
    ink = _patch(word, ground.ink)
    pixels = _patch(word, ground.colours)
    heart = pixels[ink < INK // 2]
    if not len(heart):
        return BLACK
    red, green, blue = (int(value) for value in np.median(heart, axis=0))
    if max(red, green, blue) - min(red, green, blue) >= COLOURED:
        return red, green, blue
    return (255, 255, 255) if min(red, green, blue) >= LIGHT else BLACK


def _one_colour(colours: Sequence[Colour]) -> Colour:
    """The colour of a line: that of most of its words."""
    return max(colours, key=lambda colour: sum(_near(colour, other) for other in colours))


def _near(one: Colour, other: Colour) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= COLOURED


def _patch(word: ReadWord, pixels: Pixels) -> Pixels:
    return pixels[int(word.top) : int(word.bottom) + 1, int(word.x0) : int(word.x1) + 1]


def _placed(part: Part, height: float, bold: bool, colour: Colour, scale: float) -> Word:
    """A word on the page, in points."""
    word = part.word
    size = SIZE * height / scale
    bottom = word.baseline / scale + DESCENT * size
    box = (word.x0 / scale, bottom - size, word.x1 / scale, bottom)
    return Word(word.text, *box, size, "", bold, colour, True, part.glued, word.sure)
