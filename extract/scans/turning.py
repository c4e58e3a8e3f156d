"""Boxes of a page set straight, and the same boxes on the page as shown."""

from __future__ import annotations

from math import cos, radians, sin

from extract.pages import Box


def as_shown(box: Box, turn: float, width: float, height: float) -> Box:
    """The box, on the page as shown, round what stands in a box of the page set straight."""
    x, y, wide, high = _middle(box)
    c, s = cos(radians(turn)), sin(radians(turn))
    x, y = _turned(x, y, turn, width, height)
    return _box_at(x, y, c * wide + abs(s) * high, abs(s) * wide + c * high)


def set_straight(box: Box, turn: float, width: float, height: float) -> Box:
    """The box of the page set straight that `as_shown` gives a box for."""
    x, y, wide, high = _middle(box)
    c, s = cos(radians(turn)), abs(sin(radians(turn)))
    x, y = _turned(x, y, -turn, width, height)
    return _box_at(x, y, (c * wide - s * high) / (c * c - s * s), (c * high - s * wide) / (c * c - s * s))


def _turned(x: float, y: float, turn: float, width: float, height: float) -> tuple[float, float]:
    across, down = x - width / 2, y - height / 2
    c, s = cos(radians(turn)), sin(radians(turn))
    return width / 2 + c * across - s * down, height / 2 + s * across + c * down


def _middle(box: Box) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = box
    return (x0 + x1) / 2, (top + bottom) / 2, x1 - x0, bottom - top


def _box_at(x: float, y: float, wide: float, high: float) -> Box:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2
