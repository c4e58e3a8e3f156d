"""Where pieces of a page's plain text stand, by pdfium: boxes and looks without reading the page's geometry."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from extract import pdfium_calls as call
from extract.frame import Matrix, moved
from extract.layout import box_around
from extract.pages import Box, Place, Span
from extract.pdfium_chars import Font, read_font
from patterns import regexes as regex

# pdfium writes "\ufffe" or "\x02" for a hyphen that ends a line, and no line's end after it
_LINE_ENDS = regex.compile(r"\r\n|\n|(?<=[\ufffe\x02])")


def raw_text(text_page: Any) -> str:
    """The text of a page as pdfium gives it, lines ending in CR LF."""
    count = raw.FPDFText_CountChars(text_page)
    buffer = ctypes.create_string_buffer(2 * (count + 1))
    raw.FPDFText_GetText(text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    return buffer.raw.decode("utf-16-le", errors="ignore").rstrip("\0")


def plain_text(text: str) -> str:
    """The raw text with its lines parted by newlines, and a hyphen at the end of those that cut a word."""
    return text.replace("\r\n", "\n").replace("\ufffe", "-\n").replace("\x02", "-\n").replace("\0", "")


class Lined(NamedTuple):
    """The raw text of a page, where its lines start, and whether some character takes two UTF-16 units."""

    text: str
    starts: list[int]
    wide: bool


def lined(text_page: Any) -> Lined:
    """The raw text of a page with the starts of its lines."""
    text = raw_text(text_page)
    return Lined(text, [0, *(match.end() for match in _LINE_ENDS.finditer(text))], max(text, default="") > "\uffff")


def span_places(text_page: Any, of: Lined, spans: Sequence[Span], frame: Matrix) -> list[Place | None]:
    """The place of each span of the page's plain text, None where nothing is drawn; `frame` shows the page."""
    text, starts, wide = of

    def character(at: int) -> int:
        units = len(text[:at].encode("utf-16-le")) // 2 if wide else at  # pdfium counts in UTF-16
        return int(raw.FPDFText_GetCharIndexFromTextIndex(text_page, units))

    places: list[Place | None] = []
    fonts: dict[int, Font] = {}
    for line, start, end in spans:
        first, last = character(starts[line] + start), character(starts[line] + end - 1)
        places.append(_place(text_page, first, last - first + 1, frame, fonts) if 0 <= first <= last else None)
    return places


def _place(text_page: Any, first: int, count: int, frame: Matrix, fonts: dict[int, Font]) -> Place | None:
    """The place of some characters of one line, as shown; None where pdfium put them in.

    The box is that of their words: from the font's descent under the baseline one font size up.
    """
    handle = call.handle(text_page)
    ready = call.ready(handle)
    owners = [call.text_object(ready, index) for index in range(first, first + count)]
    begins = [k for k, owner in enumerate(owners) if owner and (k == 0 or owners[k - 1] != owner)]
    boxes: list[Box] = []
    looks: list[tuple[float, bool]] = []
    loose = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for begin, after in zip(begins, [*begins[1:], count], strict=True):
        font = _font(owners[begin], fonts)
        raw.FPDFText_GetLooseCharBox(text_page, first + begin, loose)
        left = loose.left
        call.text_matrix(handle, first + begin, call.SIX_AT)
        call.font_size(owners[begin], call.FOUR_AT)
        size = abs(call.FOUR[0]) * hypot(call.SIX[2], call.SIX[3])
        raw.FPDFText_GetCharOrigin(text_page, first + begin, x, y)
        bottom = y.value + font.descent * size
        if not loose.bottom - size < bottom < loose.top:  # turned on the page: pdfium's own box is taken
            bottom, size = loose.bottom, loose.top - loose.bottom
        end = next(k for k in range(after - 1, begin - 1, -1) if owners[k])
        raw.FPDFText_GetLooseCharBox(text_page, first + end, loose)
        boxes.append((min(left, loose.left), bottom, max(left, loose.right), bottom + size))
        looks.append((size, font.bold))
    return Place(moved(box_around(boxes), frame), *looks[0]) if boxes else None


def _font(owner: int, fonts: dict[int, Font]) -> Font:
    handle = call.font_of(owner) or 0
    if handle not in fonts:
        fonts[handle] = read_font(handle)
    return fonts[handle]
