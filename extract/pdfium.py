"""The fast engine: pages by pdfium's own calls, many characters at a time."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable
from itertools import repeat
from math import hypot
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as raw
from PIL.Image import Image

from extract import pdfium_calls as call
from extract.errors import InputError, PageError
from extract.frame import Matrix, shown_frame, shown_size, turn_of
from extract.pages import BLACK, Box, Colour, Page
from extract.pdfium_objects import PageObject, colour_of, page_objects, painted_path, shown_bounds
from extract.seeing import shown_words
from extract.shapes import bounds, shapes
from extract.words import DOUBLED, USUAL_DESCENT, Char, is_bold, plain_font, to_words

SPACE = 32
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


class _Font(NamedTuple):
    """What one font of a page says of its characters, in shares of the font size.

    `told_ascent` and `told_descent` are those that pdfium's own boxes are made with.
    """

    name: str
    bold: bool
    descent: float
    told_ascent: float
    told_descent: float


class _Style(NamedTuple):
    """What the characters of one text object share; `along` and `up` are directions on the shown page."""

    font: _Font
    size: float
    bold: bool
    colour: Colour
    turn: int
    level: bool
    along: tuple[float, float]
    up: tuple[float, float]
    hidden: bool


class PdfiumDocument:
    """A PDF opened by pdfium.

    Errors: `InputError` where the file cannot be opened, `PageError` where a page cannot be read.
    """

    def __init__(self, path: FilePath, password: str | None = None) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(path, password=password)
        except pypdfium2.PdfiumError as error:
            raise InputError(_opening_problem(path, error, password)) from error
        if len(self._pdf) == 0:
            self._pdf.close()
            raise InputError(f"{path}: damaged, no page can be read. Get the file again from its source.")

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return len(self._pdf)

    def text(self, number: int) -> str:
        """Plain text of a page, lines parted by newlines."""
        page = self._load(number)
        text_page = self._load_text(page, number)
        try:
            count = raw.FPDFText_CountChars(text_page)
            buffer = ctypes.create_string_buffer(2 * (count + 1))
            raw.FPDFText_GetText(text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        finally:
            raw.FPDFText_ClosePage(text_page)
            raw.FPDF_ClosePage(page)
        text = buffer.raw.decode("utf-16-le", errors="ignore").rstrip("\0")
        return text.replace("\r\n", "\n").replace("\ufffe", "-").replace("\x02", "-").replace("\0", "")

    def page(self, number: int) -> Page:
        """A page with its geometry."""
        page = self._load(number)
        text_page = None
        try:
            text_page = self._load_text(page, number)
            return _read(page, text_page, number, lambda: self.image(number, 1.0))
        finally:
            if text_page is not None:
                raw.FPDFText_ClosePage(text_page)
            raw.FPDF_ClosePage(page)

    def image(self, number: int, scale: float) -> Image:
        """The page drawn as shown, `scale` pixels a point."""
        try:
            page = self._pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            raise PageError(number, "damaged, cannot be drawn") from error
        image: Image = page.render(scale=scale).to_pil()
        page.close()
        return image

    def close(self) -> None:
        """Give back the file and its memory."""
        self._pdf.close()

    def _load(self, number: int) -> Any:
        page = raw.FPDF_LoadPage(self._pdf.raw, number - 1)
        if not page:
            raise PageError(number, "damaged, cannot be read")
        return page

    def _load_text(self, page: Any, number: int) -> Any:
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            raise PageError(number, "damaged, its text cannot be read")
        return text_page


def _opening_problem(path: FilePath, error: pypdfium2.PdfiumError, password: str | None) -> str:
    if error.err_code != raw.FPDF_ERR_PASSWORD:
        return f"{path}: damaged beyond reading. Get the file again from its source."
    if password:
        return f"{path}: wrong password; give the right one with --password"
    return f"{path}: locked by a password; give it with --password"


def _read(page: Any, text_page: Any, number: int, draw: Callable[[], Image]) -> Page:
    """A page from its open handles."""
    cut = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, cut)
    box = (cut.left, cut.bottom, cut.right, cut.top)
    rotation = 90 * raw.FPDFPage_GetRotation(page)
    frame = shown_frame(box, rotation)
    width, height = shown_size(box, rotation)
    objects = list(page_objects(call.handle(page), frame))
    paths = [path for item in objects if item.kind == raw.FPDF_PAGEOBJ_PATH and (path := painted_path(item))]
    fills, rules = shapes(paths, width, height)
    chars = _chars(call.handle(text_page), objects, frame)
    words = shown_words(to_words(chars), fills, width, height, draw)
    return Page(number, width, height, tuple(words), tuple(fills), tuple(rules))


def _chars(text_page: int, objects: list[PageObject], frame: Matrix) -> list[Char]:
    """Characters of a page in the order of the file, as shown."""
    pictures = [shown_bounds(item) for item in objects if item.kind == raw.FPDF_PAGEOBJ_IMAGE]
    texts = [item for item in objects if item.kind == raw.FPDF_PAGEOBJ_TEXT]
    order = {item.handle: place for place, item in enumerate(texts)}
    count = call.count_chars(text_page)
    pages, indexes = repeat(text_page), range(count)
    owners = list(map(call.text_object, pages, indexes))
    codes = list(map(call.unicode, pages, indexes))
    errors = list(map(call.map_error, pages, indexes))
    boxes, origins = (ctypes.c_float * (4 * count))(), (ctypes.c_double * (2 * count))()
    at, end = ctypes.addressof(boxes), ctypes.addressof(boxes) + 16 * count
    deque(map(call.loose_box, pages, indexes, range(at, end, 16)), 0)
    at, end = ctypes.addressof(origins), ctypes.addressof(origins) + 16 * count
    deque(map(call.origin, pages, indexes, range(at, end, 16), range(at + 8, end + 8, 16)), 0)
    edges, points = list(boxes), list(origins)

    fonts: dict[int, _Font] = {}
    styles: dict[int, _Style] = {}
    redrawn = _redrawn(texts, set(owners))
    chars: list[Char] = []
    last: tuple[int, float, float] | None = None
    loose: list[float] = []
    # pdfium sorts the objects of a line from left to right; the file's own order is asked for
    places = [order.get(owner, -1) if owner else -1 for owner in owners]
    a, b, c, d, e, f = frame
    for index in sorted(indexes, key=places.__getitem__):
        owner, code = owners[index], codes[index]
        if not owner or (code == SPACE and call.is_generated(text_page, index)):
            continue
        style = styles.get(owner)
        if style is None:
            style = styles[owner] = _style(text_page, index, owner, frame, fonts, redrawn.get(owner))
        x, y = points[2 * index], points[2 * index + 1]
        text = "\0" if errors[index] or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)
        # one more letter of the same glyph (ligature, accented letter); a space has a glyph of its own
        further = last == (owner, x, y) and SPACE not in (code, ord(chars[-1].text[-1]))
        edge = edges[4 * index : 4 * index + 4]
        loose = _around(loose, edge) if further else edge
        here = (a * x + c * y + e, b * x + d * y + f)
        if style.level:
            bottom = here[1] - style.font.descent * style.size
            box = (here[0], bottom - style.size, loose[2] + e, bottom)
        else:
            box = _turned_box(style, here, loose, b != 0)
        if style.hidden and not _within(box, pictures):
            continue
        last = (owner, x, y)
        if further:
            text = chars.pop().text + text
        chars.append(Char(text, *box, style.size, style.font.name, style.bold, style.colour, style.turn))
    return chars


def _around(first: list[float], second: list[float]) -> list[float]:
    """The box around two of pdfium's boxes, (left, top, right, bottom) with top above bottom."""
    return [
        min(first[0], second[0]),
        max(first[1], second[1]),
        max(first[2], second[2]),
        min(first[3], second[3]),
    ]


def _within(box: Box, pictures: list[Box]) -> bool:
    """Whether unseen text lies on a picture: there it is what was recognised in a scan."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in pictures)


def _turned_box(style: _Style, here: tuple[float, float], loose: list[float], swapped: bool) -> Box:
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


def _style(
    text_page: int, index: int, owner: int, frame: Matrix, fonts: dict[int, _Font], copy: int | None
) -> _Style:
    """What the characters of a text object share: `index` is one of them, `copy` is drawn over it."""
    handle = call.font_of(owner) or 0
    font = fonts.get(handle)
    if font is None:
        font = fonts[handle] = _font(handle)
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
    level = (
        frame[0] == 1
        and b == c == 0
        and along[0] == 1
        and up[1] == -1
        and font.told_ascent != font.told_descent
    )
    return _Style(
        font,
        abs(size) * hypot(c, d),
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


def _font(handle: int) -> _Font:
    if not handle:
        return _Font("", False, 0.0, 0.0, 0.0)
    length = call.font_name(handle, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    call.font_name(handle, ctypes.addressof(buffer), length)
    name = plain_font(buffer.value.decode("utf-8", errors="replace"))
    call.font_ascent(handle, 1.0, call.FOUR_AT)
    call.font_descent(handle, 1.0, call.FOUR_AT + 4)
    ascent, told = call.FOUR[0], call.FOUR[1]
    descent = told if ascent - told >= PLAUSIBLE_HEIGHT else -USUAL_DESCENT
    if not call.font_embedded(handle):
        descent = _STANDARD_DESCENT.get(name.split("-")[0], told)
    return _Font(name, is_bold(name), -abs(descent), ascent, told)
