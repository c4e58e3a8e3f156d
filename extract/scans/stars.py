"""Levels of a scanned page that are drawn with signs, full and empty: stars and discs in a row, by their shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from extract.pages import Box
from extract.scans.cleaning import INK, TRACE
from extract.scans.runs import Region

Pixels = NDArray[Any]

SIDE = (5.0, 16.0)
"""Points of a star's or a disc's side."""
SQUARE = 1.2
"""The longer side is at most so many times the shorter."""
LIKE_STAR, LIKE_DISC = 0.75, 0.88
"""How much of a full shape and of a drawn one together is in both, at least."""
LIKE_EMPTY = 0.7
"""The same of an empty shape beside a full one: its outline is thin."""
FULL_STAR, FULL_DISC = 0.62, 0.92
"""Share of a full shape that is ink: the points of a star are faint, a round letter has a hole."""
HEART = 0.7
"""Share of a full shape's very middle that is ink."""
TIP = 1
"""Pixels of a point's end that are faint."""
LEAST_INK = 0.25
"""Share of its box that a full star fills at least."""
NEXT = 0.8
"""The next sign of a row stands within so many widths."""
MOST = 10
"""Signs that a row has at most."""
SHARP = 0.382
"""How far the inner corners of a star are from its middle, the outer ones at 1: lines go from point to point."""


Pixelbox = tuple[int, int, int, int]


class Sign(NamedTuple):
    """A sign of a row, in points."""

    text: str
    box: Box


class _Shape(NamedTuple):
    full: str
    empty: str
    like: float
    inked: float
    fewest: int


_STAR = _Shape("★", "☆", LIKE_STAR, FULL_STAR, 1)
_DISC = _Shape("●", "○", LIKE_DISC, FULL_DISC, 2)


def page_levels(page: Pixels, found: Sequence[Region], scale: float) -> list[list[Sign]]:
    """The rows of stars and of discs on a cleaned page, given its regions of ink; a disc alone is a bullet."""
    rows: list[list[Sign]] = []
    taken: set[tuple[int, int]] = set()
    for region in sorted(found):
        if not _is_squarish(region, scale) or region.share < LEAST_INK:
            continue
        box = _with_tips(page, region)
        if any(abs(box[0] - x) <= 2 and abs(box[1] - top) <= 2 for x, top in taken):
            continue
        for shape in (_STAR, _DISC):
            if _likeness(_cut(page, box), shape) >= shape.like and _is_full(page, box, shape):
                row = _row(page, box, shape)
                taken |= {(x0, top) for x0, top, _, _ in row}
                if len(row) >= shape.fewest:
                    rows.append([_sign(page, one, shape, scale) for one in row])
                break
    return rows


def _is_squarish(region: Region, scale: float) -> bool:
    wide, high = (region.x1 - region.x0) / scale, (region.bottom - region.top) / scale
    return SIDE[0] <= min(wide, high) and max(wide, high) <= min(SIDE[1], SQUARE * min(wide, high))


def _with_tips(page: Pixels, region: Region) -> Pixelbox:
    """The box of a region with the faint ends of its points."""
    left, top = max(0, region.x0 - TIP), max(0, region.top - TIP)
    ys, xs = np.nonzero(page[top : region.bottom + TIP, left : region.x1 + TIP] < TRACE)
    return left + int(xs.min()), top + int(ys.min()), left + int(xs.max()) + 1, top + int(ys.max()) + 1


def _row(page: Pixels, first: Pixelbox, shape: _Shape) -> list[Pixelbox]:
    """The signs that stand beside each other with a full one, from left to right."""
    row = [first]
    for step in (1, -1):
        here = first
        while len(row) < MOST:
            there = _next(page, here, step)
            if there is None or _likeness(_cut(page, there), shape) < LIKE_EMPTY:
                break
            row.append(there)
            here = there
    return sorted(row)


def _next(page: Pixels, box: Pixelbox, step: int) -> Pixelbox | None:
    """The box of ink as large as another, beside it."""
    x0, top, x1, bottom = box
    wide, high = x1 - x0, bottom - top
    reach = round(NEXT * wide) + round(SQUARE * wide)
    left = x1 + 1 if step > 0 else max(0, x0 - 1 - reach)
    trace = page[max(0, top - 2) : bottom + 2, left : left + reach] < TRACE
    columns = np.nonzero(trace.any(axis=0))[0]
    if not len(columns):
        return None
    inked = columns if step > 0 else columns[::-1]
    near = inked[np.abs(inked - inked[0]) <= round(1.1 * wide)]
    lo, hi = int(near.min()), int(near.max()) + 1
    rows = np.nonzero(trace[:, lo:hi].any(axis=1))[0]
    if not 0.8 * wide <= hi - lo <= SQUARE * wide or len(rows) < 0.8 * high:
        return None
    return left + lo, max(0, top - 2) + int(rows.min()), left + hi, max(0, top - 2) + int(rows.max()) + 1


def _cut(page: Pixels, box: Pixelbox) -> Pixels:
    x0, top, x1, bottom = box
    return page[top:bottom, x0:x1] < TRACE


def _likeness(ink: Pixels, shape: _Shape) -> float:
    """How much of some ink with its holes filled, and of a shape of that size, is in both."""
    filled, drawn = _filled(ink), _drawn(ink.shape, shape)
    return float((filled & drawn).sum() / max(1, (filled | drawn).sum()))


def _is_full(page: Pixels, box: Pixelbox, shape: _Shape) -> bool:
    x0, top, x1, bottom = box
    cut = page[top:bottom, x0:x1]
    high, wide = cut.shape
    heart = cut[round(0.4 * high) : round(0.6 * high), round(0.4 * wide) : round(0.6 * wide)]
    return float((cut[_drawn(cut.shape, shape)] < INK).mean()) >= shape.inked and float((heart < INK).mean()) >= HEART


def _filled(ink: Pixels) -> Pixels:
    """Ink and what has ink on all four sides."""
    turned = ink[::-1, ::-1]
    sides = [np.logical_or.accumulate(ink, axis=axis) for axis in (0, 1)]
    sides += [np.logical_or.accumulate(turned, axis=axis)[::-1, ::-1] for axis in (0, 1)]
    enclosed: Pixels = np.logical_and.reduce(sides)
    return enclosed


def _drawn(size: tuple[int, ...], shape: _Shape) -> Pixels:
    high, wide = size
    picture = Image.new("1", (wide, high))
    draw = ImageDraw.Draw(picture)
    if shape is _DISC:
        draw.ellipse((0, 0, wide - 1, high - 1), fill=1)
    else:
        turns = np.pi * (np.arange(10) / 5 - 0.5)
        reach = np.where(np.arange(10) % 2, SHARP, 1.0)
        points = np.stack([reach * np.cos(turns), reach * np.sin(turns)], axis=1)
        points = (points - points.min(axis=0)) / np.ptp(points, axis=0) * (wide - 1, high - 1)
        draw.polygon([(float(x), float(y)) for x, y in points], fill=1)
    return np.asarray(picture)


def _sign(page: Pixels, box: Pixelbox, shape: _Shape, scale: float) -> Sign:
    text = shape.full if _is_full(page, box, shape) else shape.empty
    x0, top, x1, bottom = (side / scale for side in box)
    return Sign(text, (x0, top, x1, bottom))
