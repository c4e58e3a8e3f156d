"""Lines that run into the next column: a gap too narrow to part two lines does where a column begins after it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.pages import Word

NARROW = 0.6
"""Such a gap has at least so many font sizes."""
WIDER = 2.5
"""And is so many times as wide as the usual gap of its line."""
FEWEST_GAPS = 2
"""A line's usual gap is told by at least so many others."""
FEWEST_STARTS = 3
"""A column begins where so many other lines of the page do."""
SAME_START = 1.0
"""Lines of one column begin within so many points of each other."""

Run = tuple[Word, ...]


def parted_at_columns(runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """Each of a page's lines as its parts: most have one, a line that fills its column up to the next one two."""
    starts = sorted(run[0].x0 for run in runs)
    return [_parted(run, starts) for run in runs]


def _parted(run: Run, starts: Sequence[float]) -> tuple[Run, ...]:
    gaps = [right.x0 - left.x1 for left, right in pairwise(run)]
    if len(gaps) <= FEWEST_GAPS:
        return (run,)
    widest = max(gaps)
    at = gaps.index(widest) + 1
    if widest < NARROW * run[at].size or widest < WIDER * median(gaps):
        return (run,)
    alone = run[at - 1].text.endswith(":") or at == 1  # a label before its value, a number before its text
    begun = sum(abs(start - run[at].x0) < SAME_START for start in starts)
    return (run,) if alone or begun < FEWEST_STARTS else (run[:at], run[at:])
