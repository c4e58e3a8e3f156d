"""The image of a PDF's page, as whoever may open PDFs hands it over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from models.record import Source


class Picture(NamedTuple):
    """A page's image as WebP, its size in pixels, and the page's in points."""

    webp: bytes
    pixels: tuple[int, int]
    width: float
    height: float


DrawPages = Callable[[Source, Sequence[int]], Iterator[tuple[int, Picture]]]
"""Draws pages of a PDF that was read; those that cannot be drawn are left out."""
