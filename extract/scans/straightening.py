"""How far a scan is turned, and the scan set straight."""

from __future__ import annotations

from math import radians, tan
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

MOST_TURN = 6.0
"""A scan is turned by at most so many degrees, either way."""
STEPS = (1.0, 0.2, 0.05, 0.02)
"""Turns are tried so many degrees apart, each time around the best so far."""
PIXELS_HIGH = 1200
"""Height of the picture that turns are tried on."""
INK = 60
"""A pixel is ink where it is so much darker than the paper, of 255."""
LEAST_TURN = 0.03
"""A smaller turn is none: setting straight blurs."""
LEAST_GAIN = 1.02
"""A turn is believed where its rows stand out so much more than those of the page as it is."""


def turn_of(image: Image.Image) -> float:
    """How many degrees the lines of a page fall to the right (positive) or rise (negative); 0 where none can be told.

    Lines of writing and rules stand out most from the rows between them when the page is straight: the turn
    is the one under which the ink of the page's rows differs most from row to row.
    """
    grey = image.convert("L")
    grey.thumbnail((10 * PIXELS_HIGH, PIXELS_HIGH))
    pixels = np.asarray(grey)
    paper = np.percentile(pixels, 80)
    ys, xs = np.nonzero(pixels < paper - INK)
    if len(ys) < 500:
        return 0.0
    best, span = 0.0, MOST_TURN
    for step in STEPS:
        turns = np.arange(best - span, best + span + step / 2, step)
        best = float(turns[np.argmax([_contrast(xs, ys, turn) for turn in turns])])
        span = step
    stands_out = _contrast(xs, ys, best) > LEAST_GAIN * _contrast(xs, ys, 0.0)
    return best if abs(best) >= LEAST_TURN and abs(best) <= MOST_TURN and stands_out else 0.0


def _contrast(xs: NDArray[Any], ys: NDArray[Any], turn: float) -> float:
    rows = np.round(ys - xs * tan(radians(turn))).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(float)
    return float(np.sum(np.diff(counts) ** 2))


def straightened(image: Image.Image, turn: float) -> Image.Image:
    """The image turned back about its middle, its size kept; paper where nothing was."""
    if not turn:
        return image
    return image.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=paper_colour(image))


def paper_colour(image: Image.Image) -> tuple[int, int, int]:
    """The colour that covers most of a page, light ones first."""
    small = image.convert("RGB").reduce(max(1, image.height // 300))
    pixels = np.asarray(small).reshape(-1, 3)
    light = pixels[pixels.mean(axis=1) >= np.percentile(pixels.mean(axis=1), 50)]
    red, green, blue = (int(value) for value in np.median(light, axis=0))
    return red, green, blue
