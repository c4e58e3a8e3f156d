"""What a glyph says: symbol fonts, ligatures, odd spaces, and characters that no text should hold."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category

from patterns import regexes as re

UNKNOWN = "\0"
"""Stands for a glyph whose character the file does not tell; words.py decides what it was."""
SOFT_HYPHEN = "\u00ad"
BULLET = "•"

ODD = re.compile(
    "[\0-\x1f\x7f-\xa0\xad\u0300-\u036f\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ud800-\uf8ff\ufb00-\ufb06\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)
"""Finds every character that `plain` changes, and combining marks."""

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

_SYMBOLS = (
    dict.fromkeys(
        # Wingdings and Symbol, by their place in the private use area: dots, squares, diamonds, arrowheads
        (0x6C, 0x6E, 0x71, 0x73, 0x74, 0x75, 0x76, 0x77, 0x9E, 0x9F, 0xA0, 0xA7, 0xAA, 0xB7, 0xD8, 0xFA),
        BULLET,
    )
    | dict.fromkeys((0xAE, 0xDE, 0xE0, 0xE8, 0xF0), "→")
    | dict.fromkeys((0xFC, 0x50), "✓")
    | dict.fromkeys((0xFB, 0x4F), "✗")
    | dict.fromkeys((0x6F, 0x70, 0x72, 0xA8, 0xA3), "☐")
    | dict.fromkeys((0xFD, 0xFE, 0x52, 0x53, 0x54), "☑")
)
_LETTERS_TOO = {0x4F, 0x50, 0x52, 0x53, 0x54, 0x6C, 0x6E, 0x6F, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x77}
"""Codes that are letters in a text font with a symbol encoding: symbols only in a symbol font."""


def is_odd(text: str) -> bool:
    """Whether a text has a character that `plain` changes, or a combining mark."""
    if text.isprintable() and max(text, default="") < "\u0300":  # most text: told in a tenth of a search's time
        return False
    return ODD.search(text) is not None


def is_symbol_font(font: str) -> bool:
    """Whether a font's codes are pictures, not letters."""
    name = font.lower()
    return "dings" in name


@lru_cache(maxsize=4096)
def plain(text: str, font: str) -> str:
    """The text of one glyph as words hold it.

    Every space becomes " ", a ligature its letters, a symbol font's picture the bullet, arrow, tick
    or box it shows, a hyphen that breaks a line SOFT_HYPHEN, an unknown glyph UNKNOWN, and
    what is not seen "".
    """
    symbolic = is_symbol_font(font)
    if not symbolic and not is_odd(text):
        return text
    return "".join(_one(character, symbolic, "symbol" in font.lower()) for character in text)


def _one(character: str, symbolic: bool, symbol: bool) -> str:
    code = ord(character)
    if character.isspace():
        return " "
    if symbolic and 0x20 < code < 0x100:
        code += 0xF000
    if 0xF020 <= code <= 0xF0FF:
        return _private(code - 0xF000, symbolic, symbol)
    if character in _LIGATURES:
        return _LIGATURES[character]
    if character in ("\x02", SOFT_HYPHEN):
        return SOFT_HYPHEN
    if category(character) in ("Cc", "Co", "Cn", "Cs") or code == 0xFFFD:
        return UNKNOWN
    if category(character) == "Cf" or 0xFE00 <= code <= 0xFE0F:  # joiners and variants: not seen
        return ""
    return character


def _private(code: int, symbolic: bool, symbol: bool) -> str:
    """The meaning of U+F000 + code: symbol fonts keep their own codes there."""
    if code in _SYMBOLS and (symbolic or code not in _LETTERS_TOO):
        return _SYMBOLS[code]
    if symbolic or symbol:
        return UNKNOWN
    return chr(code) if 0x20 < code < 0x7F else UNKNOWN
