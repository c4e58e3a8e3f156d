"""Runs of pixels in a mask, and the regions that runs which touch make."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Region(NamedTuple):
    """Pixels that touch: their box (the right and lower sides just outside it) and how many they are."""

    x0: int
    top: int
    x1: int
    bottom: int
    pixels: int

    @property
    def share(self) -> float:
        """How much of the box the pixels fill, from 0 to 1."""
        return self.pixels / ((self.x1 - self.x0) * (self.bottom - self.top))


def level_runs(mask: Mask, least: int = 1) -> tuple[Ints, Ints, Ints]:
    """Rows, first columns and columns just after the last of the runs of at least `least` true pixels."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    kept = ends - starts >= least
    return rows[kept], starts[kept], ends[kept]


def closed(mask: Mask, gap: int) -> Mask:
    """The mask with level gaps of at most `gap` pixels between true pixels filled."""
    rows, starts, ends = level_runs(~mask)
    inner = (ends - starts <= gap) & (starts > 0) & (ends < mask.shape[1])
    filled = mask.copy()
    for row, start, end in zip(rows[inner], starts[inner], ends[inner], strict=True):
        filled[row, start:end] = True
    return filled


def regions(mask: Mask, least: int = 1, slack: int = 0) -> list[Region]:
    """The regions that runs of at least `least` pixels make where they lie above each other.

    Runs up to `slack` pixels aside still touch.
    """
    rows, starts, ends = level_runs(mask, least)
    parent = list(range(len(rows)))
    first_of_row = np.searchsorted(rows, np.arange(mask.shape[0] + 1))
    for row in range(1, mask.shape[0]):
        above, here, after = first_of_row[row - 1], first_of_row[row], first_of_row[row + 1]
        i, j = int(above), int(here)
        while i < here and j < after:
            if starts[i] < ends[j] + slack and starts[j] < ends[i] + slack:
                parent[_root(parent, i)] = _root(parent, j)
            if ends[i] < ends[j]:
                i += 1
            else:
                j += 1
    return _boxes([_root(parent, i) for i in range(len(rows))], rows, starts, ends)


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _boxes(roots: list[int], rows: Any, starts: Any, ends: Any) -> list[Region]:
    if not roots:
        return []
    _, group = np.unique(roots, return_inverse=True)
    count = int(group.max()) + 1
    x0, top = np.full(count, 1 << 30), np.full(count, 1 << 30)
    x1, bottom = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    np.minimum.at(x0, group, starts)
    np.maximum.at(x1, group, ends)
    np.minimum.at(top, group, rows)
    np.maximum.at(bottom, group, rows + 1)
    pixels = np.bincount(group, weights=ends - starts, minlength=count).astype(np.int64)
    return [Region(*map(int, values)) for values in zip(x0, top, x1, bottom, pixels, strict=True)]
