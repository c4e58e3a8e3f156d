"""Characters of a page, and text that was drawn twice for a false bold or a shadow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import NamedTuple

from extract.pages import Colour

DOUBLED = 0.15
"""The same character this near was drawn twice: a false bold or a shadow."""
OVERLAP = 0.2
"""Runs of one word may overlap by so many font sizes, the shift of a shadow."""
TOUCHING = 0.06
"""Runs of one word stand at most so many font sizes apart; a space is wider."""


class Char(NamedTuple):
    """One glyph as shown, in points from the top left of the page.

    `turn` is the direction of reading: 0 to the right, 90 upwards, 180 to the left, 270 downwards.
    The box has the glyph's advance along the line, and across it one font size from the descent.
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
    turn: int = 0


class Run(NamedTuple):
    """Characters that stand together on a line; `glued` where no space parts them from the run before."""

    chars: list[Char]
    glued: bool = False


def same_place(first: Char, second: Char) -> bool:
    """Whether a character stands where another does."""
    reach = min(DOUBLED * first.size, (first.x1 - first.x0) / 2)
    return abs(second.x0 - first.x0) < reach and abs(second.bottom - first.bottom) < DOUBLED * first.size


def on_top(first: Char, second: Char) -> Char:
    """A character drawn twice: bold where the colour is the same, else a shadow under the second's colour."""
    return first._replace(bold=first.bold or first.colour == second.colour, colour=second.colour)


def once(chars: Iterable[Char]) -> list[Char]:
    """Characters without the copies drawn over them."""
    cell = 4.0
    kept: list[Char] = []
    places: dict[tuple[str, int, int], list[int]] = {}
    for char in chars:
        column, row = round(char.x0 / cell), round(char.bottom / cell)
        near = (
            index
            for i in (column, column - 1, column + 1)
            for j in (row, row - 1, row + 1)
            for index in places.get((char.text, i, j), ())
        )
        same = None if char.text == " " else next((i for i in near if same_place(kept[i], char)), None)
        if same is None:
            places.setdefault((char.text, column, row), []).append(len(kept))
            kept.append(char)
        else:
            kept[same] = on_top(kept[same], char)
    return kept


def rejoined(runs: Sequence[Run]) -> list[Run]:
    """Runs with those put together that touch on one line: copies drawn out of order cut a word."""
    ends = [run.chars[-1] for run in runs]
    levels: dict[int, list[int]] = defaultdict(list)
    for index, last in enumerate(ends):
        levels[round(last.bottom)].append(index)
    following: dict[int, int] = {}
    for index, run in enumerate(runs):
        first = run.chars[0]
        near = range(ceil(first.bottom - 1), floor(first.bottom + 1) + 1)
        for before in sorted(place for bottom in near for place in levels.get(bottom, ())):
            last = ends[before]
            if (
                before != index
                and before not in following
                and -OVERLAP * first.size <= first.x0 - last.x1 <= TOUCHING * first.size
                and last.text.isalpha()
                and first.text.isalpha()
            ):
                following[before] = index
                break
    starts = set(range(len(runs))) - set(following.values())
    return [_chain(runs, start, following) for start in sorted(starts)]


def _chain(runs: Sequence[Run], start: int, following: dict[int, int]) -> Run:
    chars = list(runs[start].chars)
    while start in following:
        start = following[start]
        chars += runs[start].chars
    return Run(chars, runs[start].glued if len(chars) == len(runs[start].chars) else False)
