"""The tick boxes of a scanned page, by the pixels: small square frames, empty or with a mark inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pages import Box
from extract.scans.runs import Region

Pixels = NDArray[Any]

SIDE = (6.0, 14.0)
"""Points of a tick box's side."""
SQUARE = 1.25
"""The longer side is at most so many times the shorter."""
DRAWN = 0.8
"""Share of each side that is drawn: the sides of a round letter are not."""
FRAME = 0.24
"""Share of a box, from each side, in which its frame may stand: what is farther inside is a mark."""
TICKED, FULL = 0.12, 0.9
"""Share of the inside that a mark covers, at least, and that a full square's ink does."""


class TickBox(NamedTuple):
    """A tick box in points, and the character that a digital page has for it: empty, ticked or full."""

    box: Box
    sign: str


def page_tickboxes(dark: Pixels, found: Sequence[Region], scale: float) -> list[TickBox]:
    """The tick boxes of a page, given which pixels are dark, with `scale` pixels a point."""
    return [
        TickBox((r.x0 / scale, r.top / scale, r.x1 / scale, r.bottom / scale), _sign(_patch(dark, r)))
        for r in found
        if _is_squarish(r, scale) and _is_framed(_patch(dark, r), max(2, round(0.8 * scale)))
    ]


def _is_squarish(region: Region, scale: float) -> bool:
    wide, high = (region.x1 - region.x0) / scale, (region.bottom - region.top) / scale
    return SIDE[0] <= min(wide, high) and max(wide, high) <= min(SIDE[1], SQUARE * min(wide, high))


def _patch(dark: Pixels, region: Region) -> Pixels:
    return dark[region.top : region.bottom, region.x0 : region.x1]


def _is_framed(patch: Pixels, thick: int) -> bool:
    """Whether each side of a patch is drawn from end to end, the page having been turned a little."""
    sides = (patch[:thick], patch[-thick:], patch[:, :thick].T, patch[:, -thick:].T)
    return all(float(np.mean(side.any(axis=0))) >= DRAWN and _reaches(side) for side in sides)


def _reaches(side: Pixels) -> bool:
    """Whether a side reaches both corners, which those of round letters do not."""
    corner = max(1, round(0.12 * side.shape[1]))
    return bool(side[:, :corner].any() and side[:, -corner:].any())


def _sign(patch: Pixels) -> str:
    rows, columns = (round(FRAME * length) for length in patch.shape)
    inside = patch[rows : patch.shape[0] - rows, columns : patch.shape[1] - columns]
    inked = float(inside.mean()) if inside.size else 0.0
    return "■" if inked >= FULL else "☒" if inked >= TICKED else "☐"
