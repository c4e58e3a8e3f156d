"""Which words of a page a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PIL.Image import Image

from extract.pages import Fill, Word

WHITE = 245
"""A colour whose parts are all at least this is white to the reader."""
DARK_SHARE = 0.3
"""A white word is seen where this share of its box is darker."""


def shown_words(
    words: Iterable[Word], fills: Sequence[Fill], width: float, height: float, draw: Callable[[], Image]
) -> list[Word]:
    """Words that a reader sees: those on the page, without white ones on white.

    `draw` draws the page, one pixel a point: asked for white words that no dark fill lies under.
    """
    image: Image | None = None
    kept = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not (0 <= x <= width and 0 <= y <= height):
            continue
        if min(word.colour) >= WHITE and not _is_dark_behind(x, y, fills):
            image = image or draw().convert("L")
            if not _is_dark_around(image, word):
                continue
        kept.append(word)
    return kept


def _is_dark_behind(x: float, y: float, fills: Sequence[Fill]) -> bool:
    for fill in reversed(fills):
        if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom:
            return min(fill.colour) < WHITE
    return False


def _is_dark_around(image: Image, word: Word) -> bool:
    """Whether a white word stands on a picture or a gradient: a good part of its box is not white."""
    box = (
        int(word.x0),
        int(word.top),
        max(int(word.x1), int(word.x0) + 1),
        max(int(word.bottom), int(word.top) + 1),
    )
    counts = image.crop(box).histogram()
    return sum(counts[:WHITE]) > DARK_SHARE * sum(counts)
