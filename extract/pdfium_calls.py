"""pdfium's functions as plain calls on numbers: handles and addresses in, numbers out."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw


def _call(name: str, result: Any, *arguments: Any) -> Any:
    """A pdfium function that takes and gives plain numbers for handles and addresses.

    Called through `map` it costs a quarter of a microsecond, a tenth of the usual way.
    """
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


def _call_each(name: str, result: Any) -> Any:
    """Give a function to call for each character, twice as fast again: its arguments go as they are.

    Handles come as `ready` gives them, places to write to by `ctypes.byref`.
    """
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result)(address)  # type: ignore[arg-type]


def ready(handle: int) -> Any:
    """Give a handle as the functions that are called for each character take it."""
    return ctypes.c_void_p.from_param(handle)


def handle(pointer: Any) -> int:
    """The address that one of pypdfium2's pointers holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


_P, _I, _U, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float
count_chars = _call("FPDFText_CountChars", _I, _P)
unicode = _call_each("FPDFText_GetUnicode", _U)
map_error = _call_each("FPDFText_HasUnicodeMapError", _I)
text_object = _call_each("FPDFText_GetTextObject", _P)
loose_box = _call_each("FPDFText_GetLooseCharBox", _I)
origin = _call_each("FPDFText_GetCharOrigin", _I)
is_generated = _call("FPDFText_IsGenerated", _I, _P, _I)
text_matrix = _call("FPDFText_GetMatrix", _I, _P, _I, _P)
render_mode = _call("FPDFTextObj_GetTextRenderMode", _I, _P)
font_of = _call("FPDFTextObj_GetFont", _P, _P)
font_size = _call("FPDFTextObj_GetFontSize", _I, _P, _P)
font_name = _call("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
font_embedded = _call("FPDFFont_GetIsEmbedded", _I, _P)
font_ascent = _call("FPDFFont_GetAscent", _I, _P, _F, _P)
font_descent = _call("FPDFFont_GetDescent", _I, _P, _F, _P)
glyph_width = _call("FPDFFont_GetGlyphWidth", _I, _P, _U, _F, _P)
count_objects = _call("FPDFPage_CountObjects", _I, _P)
get_object = _call("FPDFPage_GetObject", _P, _P, _I)
form_count = _call("FPDFFormObj_CountObjects", _I, _P)
form_object = _call("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
object_type = _call("FPDFPageObj_GetType", _I, _P)
object_matrix = _call("FPDFPageObj_GetMatrix", _I, _P, _P)
object_bounds = _call("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
fill_colour = _call("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
stroke_colour = _call("FPDFPageObj_GetStrokeColor", _I, _P, _P, _P, _P, _P)
draw_mode = _call("FPDFPath_GetDrawMode", _I, _P, _P, _P)
count_segments = _call("FPDFPath_CountSegments", _I, _P)
get_segment = _call("FPDFPath_GetPathSegment", _P, _P, _I)
segment_type = _call("FPDFPathSegment_GetType", _I, _P)
segment_point = _call("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_closes = _call("FPDFPathSegment_GetClose", _I, _P)

# where pdfium writes its answers; one thread at a time may call it anyway
SIX = (ctypes.c_float * 6)()
FOUR = (ctypes.c_float * 4)()
CHANNELS = (ctypes.c_uint * 4)()
MODES = (ctypes.c_int * 2)()
SIX_AT, FOUR_AT = ctypes.addressof(SIX), ctypes.addressof(FOUR)
CHANNELS_AT = [ctypes.addressof(CHANNELS) + 4 * index for index in range(4)]
MODES_AT = ctypes.addressof(MODES)
FOUR_EACH = [FOUR_AT + 4 * index for index in range(4)]
