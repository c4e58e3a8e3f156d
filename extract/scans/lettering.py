"""What Tesseract read, as words of a page: in points, with their size, their weight and their colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pages import BLACK, Colour, Word
from extract.scans.tesseract import ReadWord
from patterns import regexes as regex
from patterns.folding import TIMEOUT

Pixels = NDArray[Any]

SIZE = 1.04
"""A font's size is so many times the height that Tesseract gives a line, from descenders to ascenders."""
DESCENT = 0.2
"""A word's box ends so much below its baseline, as a share of its size: what common fonts say of themselves."""
SAME_SIZE = 0.12
"""Lines whose heights differ by no more of the commonest one's are of that size: the height is an estimate."""
ACCENTED, SAME_SIZE_ACCENTED = frozenset("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ"), 0.22
"""A line with such a capital is taken for higher than it is: it may differ by so much."""
BOLDER = 1.3
"""Strokes of bold letters are so many times as thick as those of most words."""
BOLD = (0.080, 0.092)
"""Letters whose strokes are under the first share of the line's height are not bold, over the second always are."""
LETTERS = 3
"""A word's strokes are measured from so many letters on: of shorter ones the line's others tell."""
INK = 128
"""A pixel of a cleaned page under this is ink."""
COLOURED = 60
"""Writing is coloured where the parts of its colour differ by so much; else it is black or white."""
LEAST_SURE = 0.4
"""Words of lines that are less sure on average are specks, signatures and stamps."""
LIGHT = 160
"""Uncoloured writing from here is white."""

_MARKER = regex.compile(r"(?:\d{1,2}[.)]|[-–—•])(?=\p{L})")
# "Actionn°2": the space before "n°" is narrow
_GLUED_NUMBER = regex.compile(r"(\p{L}{3,})(n[°º]\d{1,3}[.:]?)")
# "Axel –", "AxeI:": a one after a word that numbers carry
_ONE_AS_LETTER = regex.compile(
    r"(axe|pilier|volet|enjeu|th[èe]me|action|fiche|priorit[ée]|orientation|objectif|th[ée]matique)[lI|!](:?)",
    regex.IGNORECASE,
)
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
    heights = _heights(list(lines.values()))
    strokes = [_stroke(word, ground) / heights[word.line] for word in read]
    long = [stroke for word, stroke in zip(read, strokes, strict=True) if len(word.text) >= LETTERS]
    usual = float(np.median(long)) if long else 0.0
    limit = min(max(BOLDER * usual, BOLD[0]), BOLD[1])
    words: list[Word] = []
    measured = dict(zip(read, strokes, strict=True))
    for number, line in lines.items():
        bold = _bold(line, [measured[word] for word in line], limit)
        colour = _one_colour([_colour(word, ground) for word in line])
        for place, (word, heavy) in enumerate(zip(line, bold, strict=True)):
            texts = apart(word.text, first=place == 0)
            words += _placed(word, texts, heights[number], heavy, colour, ground.scale)
    return words


def writing(read: Sequence[ReadWord]) -> list[ReadWord]:
    """What was read, without specks, frames and pictures that were taken for signs.

    A word that is not sure stays where the rest of its line is, a sign where its line has words.
    """
    lines: dict[int, list[ReadWord]] = defaultdict(list)
    for word in read:
        lines[word.line].append(word)
    kept = []
    for line in lines.values():
        usual = float(np.mean([word.sure for word in line]))
        wordy = any(_LETTERS.search(word.text, timeout=TIMEOUT) for word in line)
        if wordy:
            kept += [w for w in line if max(w.sure, usual) >= LEAST_SURE and not _FRAME.fullmatch(w.text)]
    return kept


def _heights(lines: Sequence[Sequence[ReadWord]]) -> dict[int, float]:
    """The height of each line in pixels; those close to the page's commonest are that."""
    counts: dict[int, int] = defaultdict(int)
    for line in lines:
        counts[round(line[0].height)] += sum(len(word.text) for word in line)
    common = max(counts, key=lambda height: counts[height], default=0)
    heights = {}
    for line in lines:
        accented = any(letter in ACCENTED for word in line for letter in word.text)
        slack = SAME_SIZE_ACCENTED if accented else SAME_SIZE
        same = -SAME_SIZE * common <= line[0].height - common <= slack * common
        heights[line[0].line] = float(common) if same else line[0].height
    return heights


def _stroke(word: ReadWord, ground: Ground) -> float:
    """How thick the strokes of a word are, in pixels: twice its ink by the length of its outline."""
    ink = np.pad(_patch(word, ground.ink) < INK, 1)
    outline = int((ink[1:] != ink[:-1]).sum() + (ink[:, 1:] != ink[:, :-1]).sum())
    return 2 * int(ink.sum()) / outline if outline else 0.0


def _bold(line: Sequence[ReadWord], strokes: Sequence[float], limit: float) -> list[bool]:
    """Which words of a line are bold; a short one is as the word before it, or the first that is measured."""
    told = [stroke > limit if len(word.text) >= LETTERS else None for word, stroke in zip(line, strokes, strict=True)]
    last = next((one for one in told if one is not None), strokes[0] > limit)
    bold = []
    for one in told:
        last = last if one is None else one
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


def apart(text: str, *, first: bool) -> list[str]:
    """A word as several where OCR ran them together: a list's marker, "Actionn°2", "Axel" as a line's first word."""
    if marker := _MARKER.match(text, timeout=TIMEOUT):
        return [text[: marker.end()], text[marker.end() :]]
    if glued := _GLUED_NUMBER.fullmatch(text, timeout=TIMEOUT):
        return [glued[1], glued[2]]
    one = _ONE_AS_LETTER.fullmatch(text, timeout=TIMEOUT) if first else None
    if one:
        return [one[1], f"1{one[2]}"]
    return [text]


def _placed(
    word: ReadWord, texts: Sequence[str], height: float, bold: bool, colour: Colour, scale: float
) -> list[Word]:
    """The words of one that OCR read, on the page: each takes as much of its width as it has letters."""
    size = SIZE * height / scale
    bottom = word.baseline / scale + DESCENT * size
    left, letter = word.x0 / scale, (word.x1 - word.x0) / scale / len(word.text)
    placed: list[Word] = []
    for text in filter(None, texts):
        right = left + letter * len(text)
        # what follows a marker is glued to it
        glued = bool(placed) and not placed[-1].text[-1].isalnum()
        placed.append(Word(text, left, bottom - size, right, bottom, size, "", bold, colour, True, glued, word.sure))
        left = right
    return placed
