"""How high the lines of a scanned page are, by the letters that stand in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from numpy.typing import NDArray

from extract.scans.cleaning import INK
from extract.scans.runs import Region, regions
from extract.scans.tesseract import SHARES, ReadWord

Pixels = NDArray[Any]

SAME = 0.1
"""Lines whose heights differ by no more of a common one are of that height."""

Lines = Mapping[int, Sequence[ReadWord]]


def line_heights(lines: Lines, page: Pixels) -> dict[int, float]:
    """The height of each line of a cleaned page in pixels, from descenders to ascenders, by its number.

    Letters whose strokes stand apart tell exactly which lines are alike; what OCR says of most lines tells how high.
    """
    said = {number: line[0].height for number, line in lines.items()}
    seen = {number: size for number, line in lines.items() if (size := _seen(line, page))}
    share = median([said[number] / size for number, size in seen.items()]) if seen else 1.0
    return _evened({number: share * seen[number] if number in seen else said[number] for number in said}, lines)


def _seen(line: Sequence[ReadWord], page: Pixels) -> float | None:
    """The font size that a line's letters speak of; None where none stands apart."""
    sizes = []
    for word in line:
        letters = [letter for letter in word.text if letter.isalnum()]
        strokes = [stroke for stroke in _strokes(word, page) if stroke.bottom - stroke.top >= word.height / 4]
        if len(strokes) == len(letters):
            pairs = zip(strokes, letters, strict=True)
            sizes += [(stroke.bottom - stroke.top) / SHARES[letter] for stroke, letter in pairs if letter in SHARES]
    return median(sizes) if sizes else None


def _strokes(word: ReadWord, page: Pixels) -> list[Region]:
    """The inked columns of a word, from left to right: an i with its dot is one."""
    patch = page[int(word.top) : int(word.bottom) + 1, int(word.x0) : int(word.x1) + 1] < INK
    joined: list[Region] = []
    for part in sorted(regions(patch)):
        last = joined[-1] if joined else None
        if last and part.x0 < last.x1 - 1:
            joined[-1] = Region(
                last.x0,
                min(last.top, part.top),
                max(last.x1, part.x1),
                max(last.bottom, part.bottom),
                last.pixels + part.pixels,
            )
        else:
            joined.append(part)
    return joined


def _evened(heights: Mapping[int, float], lines: Lines) -> dict[int, float]:
    """Heights of which those that are nearly a common one are that, the commonest first."""
    left, even = dict(heights), dict(heights)
    while left:
        letters: dict[int, int] = defaultdict(int)
        for number, height in left.items():
            letters[round(height)] += sum(len(word.text) for word in lines[number])
        about = max(letters, key=lambda height: letters[height])
        common = median([height for height in left.values() if round(height) == about])
        near = [number for number, height in left.items() if abs(height - common) <= SAME * common]
        even |= dict.fromkeys(near, common)
        left = {number: height for number, height in left.items() if number not in near}
    return even
