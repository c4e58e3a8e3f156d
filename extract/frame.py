"""From a page's own coordinates to those of the page as shown: turned, cut to its crop box, top down."""

from __future__ import annotations

from collections.abc import Iterable

from extract.pages import Box

Matrix = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def shown_frame(box: Box, rotation: int) -> Matrix:
    """The matrix that shows a page.

    `box` is (left, bottom, right, top) of the part that is shown, `rotation` in degrees clockwise.
    """
    left, bottom, right, top = box
    match rotation % 360:
        case 90:
            return (0.0, 1.0, 1.0, 0.0, -bottom, -left)
        case 180:
            return (-1.0, 0.0, 0.0, 1.0, right, -bottom)
        case 270:
            return (0.0, -1.0, -1.0, 0.0, top, right)
        case _:
            return (1.0, 0.0, 0.0, -1.0, -left, top)


def shown_size(box: Box, rotation: int) -> tuple[float, float]:
    """Width and height of the page as shown."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return (high, wide) if rotation % 180 else (wide, high)


def largest_share(boxes: Iterable[Box], width: float, height: float) -> float:
    """The share of a page that the largest of some boxes covers, from 0 to 1."""
    inside = [
        max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))
        for x0, top, x1, bottom in boxes
    ]
    return max(inside, default=0.0) / (width * height or 1.0)


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """One matrix that does what two do one after the other."""
    a, b, c, d, e, f = first
    ta, tb, tc, td, te, tf = then
    return (
        a * ta + b * tc,
        a * tb + b * td,
        c * ta + d * tc,
        c * tb + d * td,
        e * ta + f * tc + te,
        e * tb + f * td + tf,
    )


def moved(box: Box, matrix: Matrix) -> Box:
    """The box around a box that was moved by a matrix."""
    a, b, c, d, e, f = matrix
    if b == c == 0:  # nearly all are: no turn, no slant
        left, right, top, bottom = a * box[0] + e, a * box[2] + e, d * box[1] + f, d * box[3] + f
        return (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return (min(xs), min(ys), max(xs), max(ys))


def turn_of(right: float, down: float) -> int:
    """The direction of reading of text that runs along (right, down) on the shown page: 0, 90, 180 or 270."""
    if abs(right) >= abs(down):
        return 0 if right >= 0 else 180
    return 270 if down > 0 else 90
