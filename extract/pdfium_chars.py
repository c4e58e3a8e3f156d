"""The characters of a page, by pdfium: where they stand as shown, and how they look."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator
from itertools import groupby, repeat
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from extract import pdfium_calls as call
from extract.frame import Matrix, turn_of
from extract.overprint import DOUBLED, Char
from extract.pages import BLACK, Box, Colour
from extract.pdfium_objects import PageObject, colour_of, shown_bounds
from extract.shapes import bounds
from extract.words import DEEPEST, USUAL_DESCENT, is_bold, plain_font

LAST_CODE = 0x10FFFF
LARGEST = 100_000.0
"""Points of a font's size: larger is none."""
SLACK = 0.05
"""Points by which two of pdfium's numbers for one place may differ."""
STROKE_ONLY, FILL_AND_STROKE, UNSEEN = 1, 2, (3, 7)
"""Text render modes."""

_STANDARD_DESCENT = {
    "Courier": -0.157,
    "Helvetica": -0.207,
    "Times": -0.217,
    "Symbol": -USUAL_DESCENT,
    "ZapfDingbats": -USUAL_DESCENT,
}
"""Descents of the fonts that every reader has; pdfium would tell those of the ones it puts in their place."""

PLAUSIBLE_HEIGHT = 0.95
"""Ascent and descent that add up to less are pdfium's guess, by some glyph, for a font that tells none."""


class Font(NamedTuple):
    """What one font of a page says of its characters, in shares of the font size.

    `told_ascent` and `told_descent` are those that pdfium's own boxes are made with.
    """

    handle: int
    name: str
    bold: bool
    descent: float
    told_ascent: float
    told_descent: float


class _Style(NamedTuple):
    """What the characters of one text object share.

    `along` and `up` are directions on the shown page, `width` is the font size along the line.
    """

    font: Font
    size: float
    width: float
    bold: bool
    colour: Colour
    turn: int
    level: bool
    along: tuple[float, float]
    up: tuple[float, float]
    hidden: bool


class _Glyphs(NamedTuple):
    """What pdfium tells of each glyph of a page, in its order and in the file's coordinates.

    The box goes from the font's descent to its ascent, along the line by the glyph's advance or,
    where its ink hangs over, further.
    """

    owners: list[int | None]
    texts: list[str]
    xs: list[float]
    ys: list[float]
    lefts: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]


def _glyphs(text_page: int) -> _Glyphs:
    count = call.count_chars(text_page)
    pages, indexes = repeat(call.ready(text_page)), range(count)
    codes = list(map(call.unicode, pages, indexes))
    for index, error in enumerate(map(call.map_error, pages, indexes)):
        if error or codes[index] > LAST_CODE:
            codes[index] = 0
    edges, points = (ctypes.c_float * (4 * count))(), (ctypes.c_double * (2 * count))()
    deque(map(call.loose_box, pages, indexes, _places(edges, 16)), 0)
    deque(map(call.origin, pages, indexes, _places(points, 16), _places(points, 16, 8)), 0)
    owners = list(map(call.text_object, pages, indexes))
    texts = list(map(chr, codes))
    return _Glyphs(owners, texts, points[::2], points[1::2], edges[::4], edges[1::4], edges[2::4], edges[3::4])


def _places(array: Any, step: int, first: int = 0) -> Iterator[Any]:
    """Where pdfium writes its answers one after the other: every so many bytes of an array."""
    return map(ctypes.byref, repeat(array), range(first, ctypes.sizeof(array), step))


def page_chars(text_page: int, objects: list[PageObject], frame: Matrix) -> list[Char]:
    """Characters of a page in the order of the file, as shown."""
    pictures = [shown_bounds(item) for item in objects if item.kind == raw.FPDF_PAGEOBJ_IMAGE]
    texts = [item for item in objects if item.kind == raw.FPDF_PAGEOBJ_TEXT]
    glyphs = _glyphs(text_page)
    redrawn = _redrawn(texts, set(glyphs.owners))
    runs = [(owner, list(run)) for owner, run in groupby(range(len(glyphs.owners)), glyphs.owners.__getitem__)]
    # pdfium sorts the objects of a line from left to right; the file's own order is asked for
    order = {item.handle: place for place, item in enumerate(texts)}
    runs.sort(key=lambda run: order.get(run[0] or 0, -1))
    fonts: dict[int, Font] = {}
    chars: list[Char] = []
    for owner, run in runs:
        if not owner:  # spaces and line ends that pdfium puts in
            continue
        style = _style(text_page, run[0], owner, frame, fonts, redrawn.get(owner))
        if not 0 < style.size < LARGEST or (0.0, 0.0) in (style.along, style.up):  # drawn on no surface
            continue
        some = _level_chars(glyphs, run[0], run[-1] + 1, style, frame)
        if some is None:
            real = [index for index in run if not _is_put_in(text_page, glyphs, index)]
            some = _any_chars(glyphs, real, style, frame)
        if style.hidden:
            some = [char for char in some if _within(char, pictures)]
        chars += some
    return chars


def _is_put_in(text_page: int, glyphs: _Glyphs, index: int) -> bool:
    """Whether a glyph is a space that pdfium put into a gap."""
    return glyphs.texts[index] == " " and bool(call.is_generated(text_page, index))


def _level_chars(glyphs: _Glyphs, first: int, end: int, style: _Style, frame: Matrix) -> list[Char] | None:
    """Characters of one plain line of text, the common case, quickly; None where it is not so plain."""
    xs, y = glyphs.xs[first:end], glyphs.ys[first]
    if not style.level or glyphs.ys[first:end].count(y) < len(xs) or len(set(xs)) < len(xs) or xs != sorted(xs):
        return None
    rights = glyphs.rights[first:end]
    ends = [*map(min, rights, xs[1:]), rights[-1]]
    before_gaps = [i for i, (right, after) in enumerate(zip(rights, xs[1:], strict=False)) if after > right + SLACK]
    for index in (*before_gaps, len(xs) - 1):  # there ink may hang over
        most = rights[index] - xs[index]
        inked = _is_ink(style, glyphs.tops[first + index] - glyphs.bottoms[first + index])
        ends[index] = xs[index] + (most if inked else _advance(style, glyphs.texts[first + index], most))
    if frame[4]:
        xs = [x + frame[4] for x in xs]
        ends = [x + frame[4] for x in ends]
    bottom = frame[5] - y - style.font.descent * style.size
    shared = (bottom, style.size, style.font.name, style.bold, style.colour, style.turn)
    columns = zip(glyphs.texts[first:end], xs, repeat(bottom - style.size), ends, *map(repeat, shared))
    return list(map(tuple.__new__, repeat(Char), columns))


def _is_ink(style: _Style, high: float) -> bool:
    """Whether a glyph's box is that of its ink: its text is another glyph's (small capitals), and so is its advance."""
    return abs(high - (style.font.told_ascent - style.font.told_descent) * style.size) > SLACK * style.size


def _advance(style: _Style, text: str, most: float) -> float:
    """The advance of a character in points, `most` where the font does not tell less."""
    if len(text) != 1 or not call.glyph_width(style.font.handle, ord(text), style.width, call.FOUR_AT):
        return most
    width = call.FOUR[0]
    # another glyph may stand for the same character: a width far off is not this one's
    return width if most / 2 < width < most else most


def _any_chars(glyphs: _Glyphs, run: list[int], style: _Style, frame: Matrix) -> list[Char]:
    """Characters of one text object, whatever its direction."""
    a, b, c, d, e, f = frame
    chars: list[Char] = []
    last: tuple[float, float] | None = None
    loose: Box = (0.0, 0.0, 0.0, 0.0)
    for index in run:
        text = glyphs.texts[index]
        x, y = glyphs.xs[index], glyphs.ys[index]
        # one more letter of the same glyph (ligature, accented letter); a space has a glyph of its own
        further = last == (x, y) and " " not in (text, chars[-1].text)
        last = (x, y)
        edge: Box = (glyphs.lefts[index], glyphs.tops[index], glyphs.rights[index], glyphs.bottoms[index])
        loose = _around(loose, edge) if further else edge
        here = (a * x + c * y + e, b * x + d * y + f)
        if further:
            text = chars.pop().text + text
        if style.level:
            bottom = here[1] - style.font.descent * style.size
            box = (here[0], bottom - style.size, here[0] + _advance(style, text, loose[2] - x), bottom)
        else:
            box = _turned_box(style, here, loose, b != 0, text)
        chars.append(Char(text, *box, style.size, style.font.name, style.bold, style.colour, style.turn))
    return chars


def _around(first: Box, second: Box) -> Box:
    """The box around two of pdfium's boxes, (left, top, right, bottom) with top above bottom."""
    return (
        min(first[0], second[0]),
        max(first[1], second[1]),
        max(first[2], second[2]),
        min(first[3], second[3]),
    )


def _within(char: Char, pictures: list[Box]) -> bool:
    """Whether unseen text lies on a picture: there it is what was recognised in a scan."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in pictures)


def _turned_box(style: _Style, here: tuple[float, float], loose: Box, swapped: bool, text: str) -> Box:
    """The box of a character that does not read to the right in the file's own coordinates.

    Its advance is told by pdfium's box, which goes from descent to ascent across the line.
    """
    (along_x, along_y), (up_x, up_y) = style.along, style.up
    wide, high = loose[2] - loose[0], loose[1] - loose[3]
    if swapped:
        wide, high = high, wide
    across = (style.font.told_ascent - style.font.told_descent) * style.size
    if abs(along_x) >= abs(along_y):
        advance = (wide - abs(up_x) * across) / abs(along_x)
    else:
        advance = (high - abs(up_y) * across) / abs(along_y)
    advance = _advance(style, text, advance)
    low = style.font.descent * style.size
    high = low + style.size
    corners = [
        (here[0] + along_x * far + up_x * rise, here[1] + along_y * far + up_y * rise)
        for far in (0.0, advance)
        for rise in (low, high)
    ]
    return bounds(corners) or (*here, *here)


def _redrawn(texts: list[PageObject], kept: set[int | None]) -> dict[int, int]:
    """Text objects that pdfium keeps, each with the copy over it (a shadow, a false bold) that it drops."""
    dropped = [item for item in texts if item.handle not in kept]
    if not dropped:
        return {}
    alike: dict[tuple[float, float], list[tuple[int, Box]]] = {}
    for item in texts:
        if item.handle in kept:
            x0, top, x1, bottom = shown_bounds(item)
            alike.setdefault((round(x1 - x0, 1), round(bottom - top, 1)), []).append(
                (item.handle, (x0, top, x1, bottom))
            )
    pairs = {}
    for item in dropped:
        x0, top, x1, bottom = shown_bounds(item)
        for handle, box in alike.get((round(x1 - x0, 1), round(bottom - top, 1)), ()):
            if max(abs(x0 - box[0]), abs(top - box[1])) < DOUBLED * (bottom - top):
                pairs[handle] = item.handle
    return pairs


def _style(text_page: int, index: int, owner: int, frame: Matrix, fonts: dict[int, Font], copy: int | None) -> _Style:
    """What the characters of a text object share: `index` is one of them, `copy` is drawn over it."""
    handle = call.font_of(owner) or 0
    font = fonts.get(handle)
    if font is None:
        font = fonts[handle] = read_font(handle)
    call.text_matrix(text_page, index, call.SIX_AT)
    a, b, c, d = call.SIX[:4]
    call.font_size(owner, call.FOUR_AT)
    size = call.FOUR[0]
    sign = -1.0 if size < 0 else 1.0
    along = _direction(sign * a, sign * b, frame)
    up = _direction(sign * c, sign * d, frame)
    mode = call.render_mode(owner)
    colour = colour_of(owner, call.stroke_colour if mode == STROKE_ONLY else call.fill_colour)
    bold = font.bold or mode == FILL_AND_STROKE
    if copy is not None:
        above = colour_of(copy)
        bold, colour = bold or above == colour, above or colour
    level = frame[0] == 1 and b == c == 0 and along[0] == 1 and up[1] == -1 and font.told_ascent != font.told_descent
    return _Style(
        font,
        abs(size) * hypot(c, d),
        abs(size) * hypot(a, b),
        bold,
        colour or BLACK,
        turn_of(*along),
        level,
        along,
        up,
        colour is None or mode in UNSEEN,
    )


def _direction(x: float, y: float, frame: Matrix) -> tuple[float, float]:
    """A direction on the shown page, one point long."""
    right, down = frame[0] * x + frame[2] * y, frame[1] * x + frame[3] * y
    length = hypot(right, down) or 1.0
    return (right / length, down / length)


def read_font(handle: int) -> Font:
    """What a font says of its characters; nothing where the handle is 0."""
    if not handle:
        return Font(0, "", False, 0.0, 0.0, 0.0)
    length = call.font_name(handle, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    call.font_name(handle, ctypes.addressof(buffer), length)
    name = plain_font(buffer.value.decode("utf-8", errors="replace"))
    call.font_ascent(handle, 1.0, call.FOUR_AT)
    call.font_descent(handle, 1.0, call.FOUR_AT + 4)
    ascent, told = call.FOUR[0], call.FOUR[1]
    descent = told if ascent - told >= PLAUSIBLE_HEIGHT and told > -DEEPEST else -USUAL_DESCENT
    if not call.font_embedded(handle):
        descent = _STANDARD_DESCENT.get(name.split("-")[0], told)
    return Font(handle, name, is_bold(name), -abs(descent), ascent, told)
