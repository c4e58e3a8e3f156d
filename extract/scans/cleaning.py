"""A page as Tesseract reads it best: black writing on white, without rules and coloured grounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.pages import Box, Colour, Fill, Rule

Pixels = NDArray[Any]

INK, TRACE = 140, 225
"""A pixel of a cleaned page under the first is ink, under the second it has a trace: thin strokes are faint."""
WHITE = 255
FAINT = 60
"""Writing that differs less from its ground, of 255, is not made stronger than that."""
GRAIN, MOST_GRAIN = 4.5, 0.3
"""What differs from the ground by under so many times as much as half of its pixels do is grain (three standard
deviations), at most so much of what writing does."""
RULE_HALF = 1.3
"""Points that are wiped on both sides of a rule's middle."""
SIGN_ROUND = 0.6
"""Points that are wiped round a bullet or a dash."""
EDGE_HALF = 0.7
"""Points that are wiped on both sides of the edge of a ground."""
OTHER = 40
"""What differs from a ground by more, of 255, is no part of it: its writing, or what its round corners leave bare."""
GROUND = 8.0
"""Points of the shorter side of a ground whose edges are wiped."""


def cleaned(grey: Pixels, paper: Colour, fills: Sequence[Fill], rules: Sequence[Rule], scale: float) -> Pixels:
    """The writing of a straight page, 0 on 255, with `scale` pixels a point; `fills` go from back to front."""
    ink = _ink(grey, _brightness(paper))
    for fill in fills:
        rows, columns = _slices(fill[:4], scale, 0.0)
        inside = _inside(grey[rows, columns], _brightness(fill.colour))
        ink[rows, columns] = np.where(inside, _ink(grey[rows, columns], _brightness(fill.colour)), ink[rows, columns])
        if min(fill.x1 - fill.x0, fill.bottom - fill.top) >= GROUND:
            ink[rows, columns][_edges(inside, round(EDGE_HALF * scale))] = 0
            for edge in sides_of(fill[:4]):
                ink[_slices(edge, scale, EDGE_HALF)] = 0
    for rule in rules:
        ink[_slices(rule, scale, RULE_HALF)] = 0
    return WHITE - ink


def wiped(page: Pixels, boxes: Sequence[Box], scale: float) -> Pixels:
    """The page without what stands in some boxes."""
    page = page.copy()
    for box in boxes:
        page[_slices(box, scale, SIGN_ROUND)] = WHITE
    return page


def sides_of(box: Box) -> list[Box]:
    """The four sides of a box, as boxes of no width."""
    x0, top, x1, bottom = box
    return [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]


def _ink(grey: Pixels, ground: int) -> Pixels:
    """How much each pixel stands out from its ground, the strongest 255."""
    apart = np.abs(grey.astype(np.int16) - ground)
    if not apart.size:
        return apart.astype(np.uint8)
    strongest = max(FAINT, float(np.percentile(apart, 99.5)))
    grain = min(GRAIN * float(np.median(apart)), MOST_GRAIN * strongest)
    return ((apart - grain) * (WHITE / (strongest - grain))).clip(0, WHITE).astype(np.uint8)


def _inside(grey: Pixels, ground: int) -> Pixels:
    """Which pixels of a ground's box lie between the first and the last of its row that are of the ground."""
    near = np.abs(grey.astype(np.int16) - ground) <= OTHER
    inside = np.logical_or.accumulate(near, axis=1) & np.logical_or.accumulate(near[:, ::-1], axis=1)[:, ::-1]
    return inside | ~near.any(axis=1, keepdims=True)


def _edges(inside: Pixels, half: int) -> Pixels:
    """Which pixels are near the edge between what is inside and what is not."""
    edges = np.zeros_like(inside)
    for axis in (0, 1):
        for shift in range(-half, half + 1):
            edges |= np.roll(inside, shift, axis) != inside
    return edges


def _brightness(colour: Colour) -> int:
    """The grey of a colour, as Pillow counts it (ITU-R 601-2)."""
    red, green, blue = colour
    return (299 * red + 587 * green + 114 * blue) // 1000


def _slices(box: Box | Rule, scale: float, margin: float) -> tuple[slice, slice]:
    x0, top, x1, bottom = box
    return (
        slice(max(0, round((top - margin) * scale)), max(0, round((bottom + margin) * scale))),
        slice(max(0, round((x0 - margin) * scale)), max(0, round((x1 + margin) * scale))),
    )
