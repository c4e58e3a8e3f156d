"""Columns that sheets stand in side by side, as in a newspaper: where each begins on a page, and in the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.pages import Box

COLUMN_APART = 0.3
"""Sheets that start in two columns do so this share of the page's width apart."""
OFTEN = 1 / 3
"""The document's columns are those of at least this share of the pages on which sheets start."""
CROSSING = 2.0
"""A line that reaches so many points beyond an edge on both of its sides runs across it."""


class PageLines(NamedTuple):
    """What columns are told by: the first lines of sheets, all lines, all cells, and the page's width in points."""

    starts: Sequence[Box]
    lines: Sequence[Box]
    cells: Sequence[Box]
    width: float


def column_edges(pages: Sequence[PageLines]) -> list[list[float]]:
    """Where the columns of each page begin but for the first, in points, from left to right.

    Sheets that start side by side show it; on a page where none do, those of most such pages hold if no line
    runs across them.
    """
    own = [_own_edges(page) for page in pages]
    counts = Counter((round(page.width), *map(round, edges)) for page, edges in zip(pages, own, strict=True) if edges)
    started = sum(bool(page.starts) for page in pages)
    usual = {width: [float(x) for x in edges] for (width, *edges), count in counts.items() if count >= OFTEN * started}
    return [
        edges or next((its for width, its in usual.items() if abs(width - page.width) < 1 and _is_clear(page, its)), [])
        for page, edges in zip(pages, own, strict=True)
    ]


def _own_edges(page: PageLines) -> list[float]:
    starts = sorted(page.starts)
    return [
        _edge(page, left, right) for left, right in pairwise(starts) if right[0] - left[0] > COLUMN_APART * page.width
    ]


def _edge(page: PageLines, left: Box, right: Box) -> float:
    """Where the column of the right one of two sheets begins: where fewest lines and cells run across."""
    boxes = [*page.lines, *page.cells]
    crossed = {x: sum(box[0] < x < box[2] for box in boxes) for x in range(round(left[2]) + 1, round(right[0]) + 1)}
    fewest = min(crossed.values(), default=0)
    free = [x for x, count in crossed.items() if count == fewest]
    return float(free[-1]) if free else right[0]


def _is_clear(page: PageLines, edges: Sequence[float]) -> bool:
    return not any(box[0] < x - CROSSING and box[2] > x + CROSSING for box in page.lines for x in edges)
