"""What pdfium draws on a page: its objects, their paths and colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from extract import pdfium_calls as call
from extract.errors import PageError
from extract.frame import IDENTITY, Matrix, moved, multiplied
from extract.limits import OVER_LIMIT, Limits
from extract.pages import Box, Colour
from extract.shapes import Outline, Path

MANY_SEGMENTS = 300
"""A path of more segments is a drawing: only its bounds are read."""


class PageObject(NamedTuple):
    """A page object with the matrix that shows what is in its coordinates."""

    handle: int
    kind: int
    matrix: Matrix


def page_objects(page: int, frame: Matrix, number: int, limits: Limits) -> Iterator[PageObject]:
    """Objects of a page in drawing order, those of its forms in their place.

    Raises PageError where they are too many, or forms are nested too deep.
    """
    top = [call.get_object(page, index) for index in range(call.count_objects(page))]
    for count, item in enumerate(_with_inner(top, frame, limits.form_depth), 1):
        if item is None:
            reason = f"forms in forms, over {limits.form_depth} deep. Give more --form-depth"
            raise PageError(number, reason, OVER_LIMIT)
        if count > limits.page_objects:
            limits.check_objects(number, count)
        yield item


def _with_inner(handles: Iterable[int], matrix: Matrix, depth: int) -> Iterator[PageObject | None]:
    """Objects, those of forms in their place; None in place of those nested too deep."""
    for handle in handles:
        kind = call.object_type(handle)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield PageObject(handle, kind, matrix)
        elif depth:
            inside = (call.form_object(handle, index) for index in range(call.form_count(handle)))
            yield from _with_inner(inside, multiplied(_matrix(handle), matrix), depth - 1)
        else:
            yield None


def _matrix(handle: int) -> Matrix:
    if not call.object_matrix(handle, call.SIX_AT):
        return IDENTITY
    a, b, c, d, e, f = call.SIX
    return (a, b, c, d, e, f)


def shown_bounds(item: PageObject) -> Box:
    """The box of an object's ink, as shown."""
    left, bottom, right, top = call.FOUR if call.object_bounds(item.handle, *call.FOUR_EACH) else (0.0, 0.0, 0.0, 0.0)
    return moved((left, bottom, right, top), item.matrix)


def colour_of(handle: int, ask: Any = call.fill_colour) -> Colour | None:
    """The colour an object is painted with; None where it is not seen."""
    if not ask(handle, *call.CHANNELS_AT):
        return None
    red, green, blue, alpha = call.CHANNELS
    return (red, green, blue) if alpha else None


def painted_path(item: PageObject) -> Path | None:
    """A painted path as shown; None where nothing is painted."""
    call.draw_mode(item.handle, call.MODES_AT, call.MODES_AT + 4)
    fill_mode, strokes = call.MODES
    fill = colour_of(item.handle) if fill_mode else None
    stroked = bool(strokes) and colour_of(item.handle, call.stroke_colour) is not None
    if fill is None and not stroked:
        return None
    if call.count_segments(item.handle) > MANY_SEGMENTS:
        x0, top, x1, bottom = shown_bounds(item)
        corners = [(x0, top), (x1, top), (x1, bottom), (x0, bottom)]
        return Path([Outline(corners, [False] * 4, True)], fill, False)
    return Path(_outlines(item), fill, stroked, fill_mode == raw.FPDF_FILLMODE_ALTERNATE)


def _outlines(item: PageObject) -> list[Outline]:
    """The outlines of a path, by the points its segments end at."""
    a, b, c, d, e, f = multiplied(_matrix(item.handle), item.matrix)
    outlines: list[Outline] = []
    curve = 0
    for index in range(call.count_segments(item.handle)):
        segment = call.get_segment(item.handle, index)
        kind = call.segment_type(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            curve += 1
            if curve % 3:  # the first two of three are control points
                continue
        call.segment_point(segment, call.FOUR_AT, call.FOUR_AT + 4)
        x, y = call.FOUR[0], call.FOUR[1]
        if kind == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append(Outline([], [], False))
        outline = outlines[-1]
        outline.points.append((a * x + c * y + e, b * x + d * y + f))
        outline.straight.append(kind == raw.FPDF_SEGMENT_LINETO)
        if call.segment_closes(segment):
            outlines[-1] = outline._replace(closed=True)
    return outlines
