"""Boxes and texts drawn over a page's image: what `inspecting` draws with."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image, ImageDraw

from extract.pages import Box, Colour

WHITE: Colour = (255, 255, 255)
INK: Colour = (30, 30, 30)
TAG_SIZE = 13.0
"""Pixels of the type in a tag."""
PLAINER = str.maketrans({"★": "*", "☆": "°", "☐": "[ ]", "☑": "[x]", "☒": "[x]", "✓": "[v]", "→": "->", "≈": "~"})
"""What is shown for characters that the type lacks; others are shown as "?"."""
DOTS = (2, 4)
"""Pixels drawn and left out along a dotted line."""


class Spot(NamedTuple):
    """A place for a tag: its lower left corner, or its lower right one where `ends`."""

    x: float
    bottom: float
    ends: bool = False


class _Text(NamedTuple):
    x: float
    top: float
    text: str
    size: float
    colour: Colour
    bold: bool


class Typesetter:
    """Sets lines of text with pdfium's own Helvetica: the same on every machine, with French accents."""

    def __init__(self) -> None:
        self._pdf = pypdfium2.PdfDocument.new()
        self._fonts = {
            bold: raw.FPDFText_LoadStandardFont(self._pdf.raw, b"Helvetica-Bold" if bold else b"Helvetica")
            for bold in (False, True)
        }

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Pixels that a text takes."""
        item = self._item(text, size, bold)
        edges = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(item, *edges)
        raw.FPDFPageObj_Destroy(item)
        return float(edges[2].value)

    def cut(self, text: str, size: float, width: float) -> str:
        """Give the text, or as much of its start as fits into `width` pixels, with an ellipsis."""
        text = " ".join(text.split())
        if self.width(text, size) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(f"{text[:middle]}…", size) <= width:
                low = middle
            else:
                high = middle - 1
        return f"{text[:low].rstrip()}…"

    def image(self, texts: list[_Text], width: int, height: int) -> Image.Image:
        """Draw a clear picture of some pixels with the texts on it."""
        page = self._pdf.new_page(width, height)
        for text in texts:
            item = self._item(text.text, text.size, text.bold)
            raw.FPDFPageObj_SetFillColor(item, *text.colour, 255)
            raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, text.x, height - text.top - 0.85 * text.size)
            raw.FPDFPage_InsertObject(page.raw, item)
        page.gen_content()
        image: Image.Image = page.render(scale=1, fill_color=(255, 255, 255, 0)).to_pil()
        page.close()
        return image

    def close(self) -> None:
        """Give back the memory."""
        self._pdf.close()

    def _item(self, text: str, size: float, bold: bool) -> Any:
        item = raw.FPDFPageObj_CreateTextObj(self._pdf.raw, self._fonts[bold], ctypes.c_float(size))
        known = (
            unicodedata.normalize("NFC", text)
            .translate(PLAINER)
            .encode("cp1252", "replace")
            .decode("cp1252", "replace")
        )
        content = f"{known}\0".encode("utf-16-le")
        buffer = ctypes.create_string_buffer(content, len(content))
        raw.FPDFText_SetText(item, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        return item


class Canvas:
    """A picture to draw boxes, tags and texts on, in pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height), WHITE)
        self.type = Typesetter()
        self._draw = ImageDraw.Draw(self.image)
        self._texts: list[_Text] = []
        self._tags: list[Box] = []
        self._words: list[Box] = []

    def outline(self, box: Box, colour: Colour, width: int = 1) -> None:
        """Draw a line round a box; thick lines grow outwards."""
        grown = width - 1
        x0, top, x1, bottom = box
        sides = (x0 - grown, top - grown, max(x1, x0) + grown, max(bottom, top) + grown)
        self._draw.rectangle(sides, outline=colour, width=width)

    def dotted(self, box: Box, colour: Colour) -> None:
        """Draw a dotted line round a box."""
        x0, top, x1, bottom = map(round, box)
        for start, end in _dots(x0, x1):
            self._draw.line((start, top, end, top), fill=colour)
            self._draw.line((start, bottom, end, bottom), fill=colour)
        for start, end in _dots(top, bottom):
            self._draw.line((x0, start, x0, end), fill=colour)
            self._draw.line((x1, start, x1, end), fill=colour)

    def tint(self, box: Box, colour: Colour, strength: float) -> None:
        """Lay a colour over a box; the text under it stays legible."""
        x0, top, x1, bottom = map(round, box)
        part = self.image.crop((x0, top, x1 + 1, bottom + 1))
        self.image.paste(Image.blend(part, Image.new("RGB", part.size, colour), strength), (x0, top))

    def fill(self, box: Box, colour: Colour) -> None:
        """Fill a box."""
        self._draw.rectangle(box, fill=colour)

    def cross_out(self, box: Box, colour: Colour) -> None:
        """Draw a line through the middle of a box."""
        middle = (box[1] + box[3]) / 2
        self._draw.line((box[0], middle, box[2], middle), fill=colour, width=2)

    def text(self, x: float, top: float, text: str, size: float, colour: Colour = INK, *, bold: bool = False) -> None:
        """Set a line of text, drawn last, over all boxes."""
        self._texts.append(_Text(x, top, text, size, colour, bold))

    def keep_clear(self, box: Box) -> None:
        """Keep tags off a box, such as a word's, but for its upper edge."""
        x0, top, x1, bottom = box
        self._words.append((x0, top + 0.35 * (bottom - top), x1, bottom - 0.1 * (bottom - top)))

    def tag(
        self, spots: Sequence[Spot], text: str, colour: Colour, *, hollow: bool = False, spare: bool = False
    ) -> None:
        """Draw a small tag at the first of some spots that is free, else right of what stands at the last.

        A `spare` tag is left out where no spot is free.
        """
        width = self.type.width(text, TAG_SIZE, bold=True) + 6
        boxes = [self._tag_box(spot, width) for spot in spots]
        free = [box for box in boxes if not any(_meet(box, other) for other in (*self._tags, *self._words))]
        if spare and not free:
            return
        box = free[0] if free else self._moved(boxes[-1])
        self._tags.append(box)
        self.fill(box, WHITE if hollow else colour)
        if hollow:
            self.outline(box, colour)
        self.text(box[0] + 3, box[1] + 1, text, TAG_SIZE, colour if hollow else WHITE, bold=True)

    def finish(self) -> Image.Image:
        """Give the picture with all that was drawn."""
        width, height = self.image.size
        texts = self.type.image(self._texts, width, height)
        self.image.paste(texts, (0, 0), texts)
        self.type.close()
        return self.image

    def _tag_box(self, spot: Spot, width: float) -> Box:
        x, bottom, ends = spot
        left = max(0.0, min(x - width if ends else x, self.image.width - width))
        top = max(0.0, bottom - TAG_SIZE - 2)
        return left, top, left + width, top + TAG_SIZE + 2

    def _moved(self, box: Box) -> Box:
        """Give the box, or one right of the tags that stand in its place."""
        for _ in range(20):
            other = next((tag for tag in self._tags if _meet(box, tag)), None)
            if other is None:
                return box
            box = (other[2] + 2, box[1], other[2] + 2 + box[2] - box[0], box[3])
        return box


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _dots(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the dots of a dotted line."""
    drawn, left = DOTS
    for place in range(start, end, drawn + left):
        yield place, min(place + drawn, end)
