"""What a first reading left out: ink without a word, read again together, upright or turned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extract.pages import Box
from extract.scans.runs import Mask, closed, regions
from extract.scans.tesseract import ReadWord, read_words

Pixels = NDArray[Any]

INK = 128
"""A pixel under this is ink."""
GRAIN = 1.5
"""Points of the squares that ink is looked for in."""
WORD_GAP = 6.0
"""Points that part the words of one line at most."""
HIGH = (4.5, 40.0)
"""Points of the lowest and the highest line of writing."""
LONG_TURNED = 2.2
"""Turned writing is so many times as high as wide, at least."""
INK_SHARE = (0.08, 0.75)
"""Share of a patch that is ink: less is dirt, more a picture."""
ONE_BLOCK = 6
"""Tesseract's mode for lines of one column."""
WELL_KNOWN, KNOWN_LETTERS = 0.9, (5, 14)
"""How sure the word is beside which patches are read, and how many letters it has."""
GUIDE_GAP = 5.0
"""Points between that word and a patch."""
MOST_PATCHES = 80
"""A page with more such patches is no writing."""
ROUND = 3.0
"""Points that are left white round a patch."""
DOUBTFUL, SHORT = 0.75, 3
"""A word that stands alone, is less sure than this and has at most so many characters is read again."""
ALONE = 1.2
"""A word stands alone where the next is further than so many heights of its line."""
WIDEST_TURNED, SHORTEST_TURNED = 24.0, 24.0
"""Points across a line of turned writing at most, and along it at least."""
SURE = 0.55
"""What is read again is believed from here."""
SURE_TURNED = 0.7
"""Turned writing is believed where its words are on average so sure."""


class Patch(NamedTuple):
    """A box of ink, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


class Again(NamedTuple):
    """What is known after a second reading: words of the first, words that it added, and words that are turned."""

    kept: list[ReadWord]
    added: list[ReadWord]
    turned: list[ReadWord]


def look_again(page: Pixels, read: Sequence[ReadWord], cells: Sequence[Box], scale: float, dots_an_inch: int) -> Again:
    """What a second reading says of a cleaned page: the words to keep of the first, those it adds, and turned ones.

    `cells` are the page's ruled and filled boxes, in points: turned writing stands in high, narrow ones.
    Raises TesseractError.
    """
    turned, standing = _turned_words(page, read, cells, scale, dots_an_inch)
    kept = [word for word in read if not any(_within(word, patch) for patch in standing)]
    alone = [word for word in kept if _is_doubtful(word, kept)]
    sure = [word for word in kept if word not in alone]
    bare = page.copy()
    for patch in standing:
        bare[patch.top : patch.bottom, patch.x0 : patch.x1] = 255
    patches = bare_patches(bare, sure, scale)
    if len(patches) > MOST_PATCHES:
        return Again(kept, [], turned)
    found = [word for word in _read_beside(page, patches, sure, scale, dots_an_inch) if word.sure >= SURE]
    found = [word for word in found if any(letter.isalnum() for letter in word.text)]
    found = [word for word in found if not any(_overlap(word, other) for other in sure)]
    lost = [word for word in alone if not any(_within(word, Patch(*map(int, other[1:5]))) for other in found)]
    return Again([*sure, *lost], found, turned)


def _is_doubtful(word: ReadWord, others: Sequence[ReadWord]) -> bool:
    """Whether a short word that stands alone is not sure: a figure in a table's cell is often misread."""
    return word.sure < DOUBTFUL and len(word.text) <= SHORT and not any(_beside(word, other) for other in others)


def _beside(word: ReadWord, other: ReadWord) -> bool:
    gap = max(other.x0 - word.x1, word.x0 - other.x1)
    return other is not word and other.line == word.line and gap <= ALONE * word.height


def _turned_words(
    page: Pixels, read: Sequence[ReadWord], cells: Sequence[Box], scale: float, dots_an_inch: int
) -> tuple[list[ReadWord], list[Patch]]:
    """Words of turned writing, and the boxes of ink that they stand in."""
    patches = [patch for cell in cells if (patch := _standing_ink(page, cell, scale))]
    best: list[ReadWord] = []
    for turn in (90, 270) if patches else ():
        words = [word for word in _read_turned(page, patches, turn, scale, dots_an_inch) if word.sure >= SURE]
        if sum(word.sure * len(word.text) for word in words) > sum(word.sure * len(word.text) for word in best):
            best = words
    won = [patch for patch in patches if _sureness(best, patch) > max(SURE_TURNED, _sureness(read, patch))]
    return [word for word in best if any(_within(word, patch) for patch in won)], won


def _sureness(words: Sequence[ReadWord], patch: Patch) -> float:
    inside = [word.sure for word in words if _within(word, patch)]
    return float(np.mean(inside)) if inside else 0.0


def _within(word: ReadWord, patch: Patch) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return patch.x0 <= x <= patch.x1 and patch.top <= y <= patch.bottom


def _overlap(word: ReadWord, other: ReadWord) -> bool:
    """Whether a good part of one of two words lies in the other."""
    wide = min(word.x1, other.x1) - max(word.x0, other.x0)
    high = min(word.bottom, other.bottom) - max(word.top, other.top)
    return wide > 0.3 * min(word.x1 - word.x0, other.x1 - other.x0) and high > 0.3 * (word.bottom - word.top)


def _standing_ink(page: Pixels, cell: Box, scale: float) -> Patch | None:
    """The ink of a high, narrow cell, where it is itself much higher than wide."""
    x0, top, x1, bottom = (round(value * scale) for value in cell)
    if bottom - top < LONG_TURNED * (x1 - x0):
        return None
    ys, xs = np.nonzero(page[top:bottom, x0:x1] < INK)
    if not len(ys):
        return None
    patch = Patch(x0 + int(xs.min()), top + int(ys.min()), x0 + int(xs.max()) + 1, top + int(ys.max()) + 1)
    wide, high = (patch.x1 - patch.x0) / scale, (patch.bottom - patch.top) / scale
    return patch if HIGH[0] <= wide <= WIDEST_TURNED and high >= max(LONG_TURNED * wide, SHORTEST_TURNED) else None


def bare_patches(page: Pixels, read: Sequence[ReadWord], scale: float) -> list[Patch]:
    """Boxes of ink that no word covers and that may be a line of writing."""
    ink = page < INK
    grain = max(1, round(GRAIN * scale))
    for word in read:
        rows = slice(max(0, int(word.top) - grain), int(word.bottom) + grain)
        ink[rows, max(0, int(word.x0) - grain) : int(word.x1) + grain] = False
    high, wide = (side // grain for side in ink.shape)
    squares = ink[: high * grain, : wide * grain].reshape(high, grain, wide, grain)
    blocks: Mask = np.asarray(squares.any(axis=(1, 3)))
    patches = []
    for region in regions(closed(blocks, round(WORD_GAP / GRAIN))):
        patch = Patch(*(side * grain for side in region[:4]))
        share = float(ink[patch.top : patch.bottom, patch.x0 : patch.x1].mean())
        line = (patch.bottom - patch.top) / scale
        if HIGH[0] <= line <= HIGH[1] and INK_SHARE[0] <= share <= INK_SHARE[1]:
            patches.append(patch)
    return patches


def _read_beside(
    page: Pixels, patches: Sequence[Patch], read: Sequence[ReadWord], scale: float, dots_an_inch: int
) -> list[ReadWord]:
    """The words of patches, each read to the right of a word of the page that is sure.

    Alone on a line a figure is stretched to the line's height: beside a word Tesseract knows how large it is.
    """
    known = [
        word for word in read if word.sure >= WELL_KNOWN and KNOWN_LETTERS[0] <= len(word.text) <= KNOWN_LETTERS[1]
    ]
    if not patches or not known:
        return []
    guide = max(known, key=lambda word: (any(letter in "gjpqy" for letter in word.text), word.sure))
    shown = page[int(guide.top) - 1 : int(guide.bottom) + 2, int(guide.x0) - 1 : int(guide.x1) + 2]
    line = guide.baseline - guide.top + 1
    left, gap = round(HIGH[1] * scale / 4), round(GUIDE_GAP * scale)
    start = left + shown.shape[1] + gap
    cuts = [page[p.top : p.bottom, p.x0 : p.x1] for p in patches]
    heights = [max(shown.shape[0], cut.shape[0]) + 2 * left for cut in cuts]
    sheet = np.full((sum(heights), start + max(cut.shape[1] for cut in cuts) + left), 255, dtype=np.uint8)
    tops, y = [], 0
    for cut, height in zip(cuts, heights, strict=True):
        foot = y + left + max(round(line), cut.shape[0])
        sheet[foot - round(line) : foot - round(line) + shown.shape[0], left : left + shown.shape[1]] = shown
        sheet[foot - cut.shape[0] : foot, start : start + cut.shape[1]] = cut
        tops.append(foot - cut.shape[0])
        y += height
    found = []
    for word in read_words(Image.fromarray(sheet), dots_an_inch, ONE_BLOCK):
        at = max((i for i, top in enumerate(tops) if top - left <= (word.top + word.bottom) / 2), default=0)
        if word.x0 >= start - gap / 2:
            found.append(_moved(word, patches[at].x0 - start, patches[at].top - tops[at])._replace(line=at))
    return found


def _read_turned(page: Pixels, patches: Sequence[Patch], turn: int, scale: float, dots_an_inch: int) -> list[ReadWord]:
    """The words of patches that are turned by 90 or 270 degrees and set under each other, back in their places."""
    margin = round(ROUND * scale)
    cuts = [np.rot90(page[p.top : p.bottom, p.x0 : p.x1], 3 if turn == 90 else 1) for p in patches]
    width = max(cut.shape[1] for cut in cuts) + 8 * margin
    sheet = np.full((sum(cut.shape[0] + 4 * margin for cut in cuts), width), 255, dtype=np.uint8)
    tops, y = [], 0
    for cut in cuts:
        y += 2 * margin
        sheet[y : y + cut.shape[0], 4 * margin : 4 * margin + cut.shape[1]] = cut
        tops.append(y)
        y += cut.shape[0] + 2 * margin
    found = []
    for word in read_words(Image.fromarray(sheet), dots_an_inch, ONE_BLOCK):
        at = max((i for i, top in enumerate(tops) if top - margin <= (word.top + word.bottom) / 2), default=0)
        found.append(_turned_back(_moved(word, -4 * margin, -tops[at]), patches[at], turn)._replace(line=at))
    return found


def _moved(word: ReadWord, across: float, down: float) -> ReadWord:
    return word._replace(
        x0=word.x0 + across, x1=word.x1 + across,
        top=word.top + down, bottom=word.bottom + down, baseline=word.baseline + down,
        ends=tuple(end + across for end in word.ends),
    )  # fmt: skip


def _turned_back(word: ReadWord, patch: Patch, turn: int) -> ReadWord:
    """A word of a patch that was turned to be read, in its place on the page."""
    if turn == 90:  # the patch's bottom was the sheet's left
        return word._replace(
            x0=patch.x0 + word.top, x1=patch.x0 + word.bottom,
            top=patch.bottom - word.x1, bottom=patch.bottom - word.x0,
        )  # fmt: skip
    return word._replace(
        x0=patch.x1 - word.bottom, x1=patch.x1 - word.top,
        top=patch.top + word.x0, bottom=patch.top + word.x1,
    )  # fmt: skip
