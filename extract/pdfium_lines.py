"""Where pieces of a page's plain text stand, by pdfium: boxes and looks without reading the page's geometry."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as raw
import regex

from extract import pdfium_calls as call
from extract.frame import Matrix, moved
from extract.pages import Place, Span
from extract.words import is_bold, plain_font

# pdfium writes "\ufffe" or "\x02" for a hyphen that ends a line, and no line's end after it
_LINE_ENDS = regex.compile(r"\r\n|\n|(?<=[\ufffe\x02])")
_LONGEST_NAME = 256
"""Bytes of the longest font name that is looked at."""


def raw_text(text_page: Any) -> str:
    """The text of a page as pdfium gives it, lines ending in CR LF."""
    count = raw.FPDFText_CountChars(text_page)
    buffer = ctypes.create_string_buffer(2 * (count + 1))
    raw.FPDFText_GetText(text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    return buffer.raw.decode("utf-16-le", errors="ignore").rstrip("\0")


def plain_text(text: str) -> str:
    """The raw text with its lines parted by newlines, and a hyphen at the end of those that cut a word."""
    return text.replace("\r\n", "\n").replace("\ufffe", "-\n").replace("\x02", "-\n").replace("\0", "")


def span_places(text_page: Any, spans: Sequence[Span], frame: Matrix) -> list[Place | None]:
    """The place of each span of the page's plain text, None where nothing is drawn; `frame` shows the page."""
    text = raw_text(text_page)
    starts = [0, *(match.end() for match in _LINE_ENDS.finditer(text))]
    wide = max(text, default="") > "\uffff"

    def character(at: int) -> int:
        units = len(text[:at].encode("utf-16-le")) // 2 if wide else at  # pdfium counts in UTF-16
        return int(raw.FPDFText_GetCharIndexFromTextIndex(text_page, units))

    places: list[Place | None] = []
    for line, start, end in spans:
        first, last = character(starts[line] + start), character(starts[line] + end - 1)
        places.append(_place(text_page, first, last - first + 1, frame) if 0 <= first <= last else None)
    return places


def _place(text_page: Any, first: int, count: int, frame: Matrix) -> Place | None:
    """The place of some characters of one line, as shown: as high as the font of the first one, as words are."""
    edges = [ctypes.c_double() for _ in range(4)]
    boxes = [
        tuple(edge.value for edge in edges)
        for index in range(raw.FPDFText_CountRects(text_page, first, count))
        if raw.FPDFText_GetRect(text_page, index, *edges)
    ]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    x0, low, x1, high = min(lefts), min(bottoms), max(rights), max(tops)
    loose = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, first, loose)
    size, bold = _look(text_page, first, loose.top - loose.bottom)
    if loose.bottom <= low and high <= loose.top:  # the text lies along the page
        low, high = loose.bottom, max(high, loose.bottom + size)
    return Place(moved((x0, low, x1, high), frame), size, bold)


def _look(text_page: Any, first: int, height: float) -> tuple[float, bool]:
    """The font size of a character whose box is so high, and whether its font's name says that it is bold."""
    owner = call.text_object(call.ready(call.handle(text_page)), first)
    font = call.font_of(owner) if owner else None
    if not font:
        return height, False
    call.font_ascent(font, 1.0, call.FOUR_AT)
    call.font_descent(font, 1.0, call.FOUR_AT + 4)
    extent = call.FOUR[0] - call.FOUR[1]
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    call.font_name(font, ctypes.addressof(name), _LONGEST_NAME)
    bold = is_bold(plain_font(name.value.decode("utf-8", errors="replace")))
    return height / extent if extent > 0 else height, bold
