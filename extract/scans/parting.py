"""Words that OCR ran together, parted where the page parts them, and the dots that it left out of a number."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.scans.cleaning import INK, TRACE
from extract.scans.runs import level_runs, regions
from extract.scans.tesseract import ReadWord
from patterns import regexes as regex
from patterns.folding import TIMEOUT

Pixels = NDArray[Any]

SPACE, SPACE_OF_LETTERS = 0.18, 0.25
"""The narrowest space beside a figure or a sign and between letters, as shares of the line's height."""
NONE = 9.0
"""A space that is wider than any."""
SPACED = 2.0
"""A space is so many times as wide as the word's other gaps: some headings space their letters out."""
DOT, DOT_FOOT = 0.32, 0.12
"""Sides of a number's dot at most, and how far its foot is from the figures' at most, as shares of their height."""

_NUMBER = regex.compile(r"\d[\d.]*\d")
_MARKER = regex.compile(r"(?:\d{1,2}[.)]|[-–—•])(?=\p{L})")
# "Actionn°2": the space before "n°" is narrow
_GLUED_NUMBER = regex.compile(r"(\p{L}{3,})(n[°º](?:\d{1,3}[.:]?)?)")
_COUNTED = r"axe|pilier|volet|enjeu|th[èe]me|action|fiche|priorit[ée]|orientation|objectif|th[ée]matique"
# "Axel –", "AxeI:": a one after a word that numbers carry
_ONE_AS_LETTER = regex.compile(rf"({_COUNTED})[lI|!](:?)", regex.IGNORECASE)
# between a figure and a letter, and after a sign: "AXE1", "n°3", ":Former"
_MAY_PART = regex.compile(r"\p{N}\p{L}|\p{L}\p{N}|[:;,°º)»][\p{L}\p{N}(«]")


class Part(NamedTuple):
    """A word or a part of one; `glued` where no space stands before it."""

    word: ReadWord
    glued: bool


def parted(word: ReadWord, page: Pixels, *, first: bool) -> list[Part]:
    """The words that one of OCR's is, on a cleaned page; `first` where it begins its line."""
    parts: list[Part] = []
    for spaced in _at_spaces(_with_dots(word, page), page):
        texts = apart(spaced.text, first=first and not parts)
        left, letter = spaced.x0, (spaced.x1 - spaced.x0) / len(spaced.text)
        for place, text in enumerate(texts):
            right = left + letter * len(text)
            # what follows a marker is glued to it
            glued = place > 0 and not texts[place - 1][-1].isalnum()
            parts.append(Part(spaced._replace(text=text, x0=left, x1=right, ends=()), glued))
            left = right
    return parts


def apart(text: str, *, first: bool) -> list[str]:
    """A word as several by its text: a list's marker, "Actionn°2", "Axel" as a line's first word."""
    if marker := _MARKER.match(text, timeout=TIMEOUT):
        return [text[: marker.end()], text[marker.end() :]]
    if glued := _GLUED_NUMBER.fullmatch(text, timeout=TIMEOUT):
        return [glued[1], glued[2]]
    one = _ONE_AS_LETTER.fullmatch(text, timeout=TIMEOUT) if first else None
    if one:
        return [one[1], f"1{one[2]}"]
    return [text]


def _at_spaces(word: ReadWord, page: Pixels) -> list[ReadWord]:
    """A word cut where its ink has gaps as wide as spaces, before a letter or a figure."""
    if not word.ends:
        return [word]
    bare = np.atleast_2d((_patch(word, page) >= TRACE).all(axis=0))
    _, starts, ends = level_runs(bare)
    wide = int(word.x1) - int(word.x0)
    gaps = [(int(end - start), int(word.x0) + (start + end) / 2) for start, end in zip(starts, ends, strict=True)
            if start > 0 and end < wide]  # fmt: skip
    usual = float(np.median([gap for gap, _ in gaps])) if len(gaps) > 2 else 0.0
    parts, start, left = [], 0, word.x0
    for gap, middle in gaps:
        cut = _nearest(middle, word.ends) + 1
        least = _least_space(word.text[start:cut], word.text[cut:])
        if gap >= max(least * word.height, SPACED * usual) and cut > start:
            parts.append(word._replace(text=word.text[start:cut], x0=left, x1=middle))
            start, left = cut, middle
    return [*parts, word._replace(text=word.text[start:], x0=left)]


def _least_space(before: str, after: str) -> float:
    """The narrowest space between two parts of a word, as a share of the line's height; of most there is none."""
    if before[-2:].isalpha() and after[:2].isalpha() and min(len(before), len(after)) >= 2:
        return SPACE_OF_LETTERS
    return SPACE if _MAY_PART.match(before[-1:] + after[:1], timeout=TIMEOUT) else NONE


def _nearest(x: float, ends: tuple[float, ...]) -> int:
    return min(range(len(ends)), key=lambda at: abs(ends[at] - x))


def _with_dots(word: ReadWord, page: Pixels) -> ReadWord:
    """A number with the dots that stand between its figures: OCR reads "1.1.2" as "11.2" or "112"."""
    if not _NUMBER.fullmatch(word.text, timeout=TIMEOUT):
        return word
    strokes = sorted(regions(_patch(word, page) < INK))
    high = max((stroke.bottom - stroke.top for stroke in strokes), default=0)
    foot = max((stroke.bottom for stroke in strokes), default=0)
    dots = [
        max(stroke.x1 - stroke.x0, stroke.bottom - stroke.top) <= DOT * high and foot - stroke.bottom <= DOT_FOOT * high
        for stroke in strokes
    ]
    figures = word.text.replace(".", "")
    if len(strokes) - sum(dots) != len(figures):
        return word
    left = iter(figures)
    text = "".join("." if dot else next(left) for dot in dots)
    # dots are told one by one: what begins or ends with one, or has two side by side, was not seen well
    return word._replace(text=text, ends=()) if _NUMBER.fullmatch(text, timeout=TIMEOUT) and ".." not in text else word


def _patch(word: ReadWord, page: Pixels) -> Pixels:
    return page[int(word.top) : int(word.bottom) + 1, int(word.x0) : int(word.x1) + 1]
