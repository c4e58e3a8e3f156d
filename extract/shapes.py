"""Drawn paths to fills and rules: what both engines share. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.pages import Box, Colour, Fill, Rule

THIN = 2.0
"""A filled shape this thin is a rule."""
SHORT = 1.0
"""Shorter strokes and smaller shapes are specks."""
SLANT = 0.5
"""Ends of a level stroke differ by no more."""
WHOLE_PAGE = 0.95
"""A white fill that covers this share of the page is paper."""
NEARLY_WHITE = 250

Point = tuple[float, float]


class Outline(NamedTuple):
    """One closed or open line of a path: its points, and for each whether a straight stroke leads to it."""

    points: list[Point]
    straight: list[bool]
    closed: bool


class Path(NamedTuple):
    """A painted path as shown: its outlines and the colours that fill and stroke it (None: not painted)."""

    outlines: Sequence[Outline]
    fill: Colour | None
    stroke: bool
    even_odd: bool = False


def shapes(paths: Iterable[Path], width: float, height: float) -> tuple[list[Fill], list[Rule]]:
    """Fills in painting order and rules of a page, cut to the page."""
    fills: list[Fill] = []
    rules: list[Rule] = []
    for path in paths:
        if path.fill is not None:
            for box in _filled_boxes(path):
                _add_filled(box, path.fill, (width, height), fills, rules)
        if path.stroke:
            for outline in path.outlines:
                rules += _strokes(outline, width, height)
    return fills, rules


def _add_filled(box: Box, colour: Colour, page: Point, fills: list[Fill], rules: list[Rule]) -> None:
    x0, top, x1, bottom = max(box[0], 0.0), max(box[1], 0.0), min(box[2], page[0]), min(box[3], page[1])
    wide, high = x1 - x0, bottom - top
    if min(wide, high) < 0 or max(wide, high) < THIN:
        return
    if min(wide, high) < THIN:
        rules.append(_level(x0, top, x1, bottom))
    elif min(colour) < NEARLY_WHITE or wide * high < WHOLE_PAGE * page[0] * page[1]:
        fills.append(Fill(x0, top, x1, bottom, colour))


def _level(x0: float, top: float, x1: float, bottom: float) -> Rule:
    """A rule along the middle of a thin box."""
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Rule(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Rule(middle, top, middle, bottom)


def _filled_boxes(path: Path) -> list[Box]:
    """Boxes of a filled path; a frame (an outline with a hole) gives its four sides."""
    outlines = [(outline.points, box) for outline in path.outlines if (box := bounds(outline.points))]
    boxes = [box for _, box in outlines]
    if len(boxes) != 2 or not (path.even_odd or _turns_left(outlines[0][0]) != _turns_left(outlines[1][0])):
        return boxes
    outer, inner = sorted(boxes, key=lambda box: -(box[2] - box[0]) * (box[3] - box[1]))
    if not contains(outer, inner):
        return boxes
    sides = [
        (outer[0], outer[1], outer[2], inner[1]),
        (outer[0], inner[3], outer[2], outer[3]),
        (outer[0], inner[1], inner[0], inner[3]),
        (inner[2], inner[1], outer[2], inner[3]),
    ]
    return [side for side in sides if side[2] > side[0] and side[3] > side[1]]


def _turns_left(points: Sequence[Point]) -> bool:
    """The way an outline turns: two that turn against each other leave a hole."""
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) > 0


def bounds(points: Sequence[Point]) -> Box | None:
    """The box around points; None for fewer than two."""
    if len(points) < 2:
        return None
    xs = [point[0] for point in points]
    ys = [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))


def contains(outer: Box, inner: Box) -> bool:
    """Whether a box lies within another."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _strokes(outline: Outline, width: float, height: float) -> list[Rule]:
    """The level and upright strokes of an outline that are on the page."""
    points, straight = outline.points, outline.straight
    ends = list(zip(points, points[1:], straight[1:], strict=False))
    if outline.closed and len(points) > 2 and points[0] != points[-1]:
        ends.append((points[-1], points[0], True))
    rules = []
    for (ax, ay), (bx, by), is_straight in ends:
        x0, x1 = max(min(ax, bx), 0.0), min(max(ax, bx), width)
        top, bottom = max(min(ay, by), 0.0), min(max(ay, by), height)
        if not is_straight or x1 < x0 or bottom < top or max(x1 - x0, bottom - top) < SHORT:
            continue
        if min(x1 - x0, bottom - top) <= SLANT:
            rules.append(_level(x0, top, x1, bottom))
    return rules
