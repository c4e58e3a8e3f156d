"""The reference engine: pages by pdfplumber, slow and independent of pdfium's reading."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from math import hypot, prod
from pathlib import Path as FilePath
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from PIL.Image import Image

from extract.annotations import drawn_in_file, prepare
from extract.errors import InputError, PageError
from extract.frame import largest_share, moved, shown_frame, shown_size, turn_of
from extract.layout import joined, place_of
from extract.limits import Limits, check_pixels
from extract.overprint import Char
from extract.pages import BLACK, Bookmark, Box, Colour, Page, Place, Span, Word
from extract.seeing import shown_words
from extract.shapes import Outline, Path, Point, bounds, contains, shapes
from extract.words import DEEPEST, SAME_LINE, USUAL_DESCENT, is_bold, plain_font, to_words
from patterns import regexes as re

_INKS: dict[tuple[int, ...], Colour] = {
    (0, 0, 0, 0): (255, 255, 255),
    (0, 0, 0, 1): (35, 31, 32),
    (0, 0, 1, 0): (255, 241, 1),
    (0, 0, 1, 1): (25, 26, 0),
    (0, 1, 0, 0): (237, 2, 140),
    (0, 1, 0, 1): (21, 0, 0),
    (0, 1, 1, 0): (238, 29, 35),
    (0, 1, 1, 1): (23, 0, 0),
    (1, 0, 0, 0): (0, 174, 239),
    (1, 0, 0, 1): (0, 4, 36),
    (1, 0, 1, 0): (0, 165, 79),
    (1, 0, 1, 1): (0, 4, 0),
    (1, 1, 0, 0): (46, 48, 146),
    (1, 1, 0, 1): (0, 0, 1),
    (1, 1, 1, 0): (54, 53, 57),
    (1, 1, 1, 1): (0, 0, 0),
}
"""Cyan, magenta, yellow and black ink, each on or off, as a screen shows their print."""

_ZAPF = dict(zip("lmnopqrsuvw34567890", "●❍■❏❐❑❒▲◆❖◗✓✔✕✖✗✘✙✐", strict=True))
"""The pictures of the Zapf Dingbats font that lists use; pdfminer gives their codes."""

_NO_CHARACTER = re.compile(r"\(cid:\d+\)")
"""What pdfminer writes for a glyph whose character the file does not tell."""


class PlumberDocument:
    """A PDF opened by pdfplumber.

    It does not tell the text that is drawn invisible, so it keeps it.
    Errors: `InputError` where the file cannot be opened, `PageError` where a page cannot be read.
    """

    def __init__(self, path: FilePath, password: str | None, limits: Limits, megapixels: float) -> None:
        self._limits, self._megapixels = limits, megapixels
        for library in ("pdfminer", "pdfplumber"):
            logging.getLogger(library).setLevel(logging.CRITICAL)
        self._path, self._password = path, password
        self._last: Page | None = None
        try:
            flat = drawn_in_file(path, password)
            self._pdf = pdfplumber.open(flat) if flat else pdfplumber.open(path, password=password)
            count = len(self._pdf.pages)
        except Exception as error:  # pdfminer raises what its parser met: KeyError, struct.error, …
            raise InputError(_opening_problem(path, error, password)) from error
        if count == 0:
            self._pdf.close()
            raise InputError(f"{path}: damaged, no page can be read. Get the file again from its source.")

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return len(self._pdf.pages)

    def text(self, number: int) -> str:
        """Plain text of a page, lines parted by newlines."""
        return "\n".join(map(joined, _lines(self.page(number).words)))

    def places(self, number: int, spans: Sequence[Span]) -> list[Place | None]:
        """Where pieces of a page's plain text stand; None where nothing is drawn."""
        lines = _lines(self.page(number).words)
        return [place_of(lines[span.line], span) for span in spans]

    def bookmarks(self) -> list[Bookmark]:
        """The file's own bookmarks, in order."""
        import pypdfium2

        from extract.pdfium import read_bookmarks

        try:
            with pypdfium2.PdfDocument(self._path, password=self._password) as pdf:
                return read_bookmarks(pdf)
        except pypdfium2.PdfiumError:
            return []

    def page(self, number: int) -> Page:
        """A page with its geometry; the last one read is kept."""
        if self._last is None or self._last.number != number:
            try:
                self._last = _read(self._pdf.pages[number - 1], number, self._limits, lambda: self.image(number, 1.0))
            except PageError:
                raise
            except Exception as error:
                raise PageError(number, "damaged, cannot be read") from error
            finally:
                self._pdf.pages[number - 1].close()
        return self._last

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page as shown, in points."""
        page = self.page(number)
        return page.width, page.height

    def covered(self, number: int) -> float:
        """Share of the page that its largest picture covers, from 0 to 1."""
        page = self.page(number)
        pictures = self._pdf.pages[number - 1].images
        boxes = [(item["x0"], item["top"], item["x1"], item["bottom"]) for item in pictures]
        return largest_share(boxes, page.width, page.height)

    def image(self, number: int, scale: float) -> Image:
        """The page drawn as shown, `scale` pixels a point. Raises PageError where that would be too large."""
        import pypdfium2  # pdfplumber draws with it too

        try:
            with pypdfium2.PdfDocument(self._path, password=self._password) as pdf:
                prepare(pdf)
                check_pixels(number, pdf.get_page_size(number - 1), scale, self._megapixels)
                image: Image = pdf[number - 1].render(scale=scale).to_pil()
        except pypdfium2.PdfiumError as error:
            raise PageError(number, "damaged, cannot be drawn") from error
        return image

    def close(self) -> None:
        """Give back the file and its memory."""
        self._pdf.close()


def _opening_problem(path: FilePath, error: BaseException, password: str | None) -> str:
    causes = [error, error.__cause__, error.__context__, *error.args]
    if not any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return f"{path}: damaged beyond reading. Get the file again from its source."
    if password:
        return f"{path}: wrong password; give the right one with --password"
    return f"{path}: locked by a password; give it with --password"


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words put back into lines, in the file's order."""
    lines: list[list[Word]] = []
    last: Word | None = None
    for word in words:
        if last is not None and abs(word.bottom - last.bottom) <= SAME_LINE * word.size and word.x0 >= last.x0:
            lines[-1].append(word)
        else:
            lines.append([word])
        last = word
    return lines


def _read(source: Any, number: int, limits: Limits, draw: Callable[[], Image]) -> Page:
    """A page from pdfplumber's."""
    media: Box = tuple(source.page_obj.mediabox)
    crop: Box = tuple(source.page_obj.cropbox)
    cut = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    if cut[2] <= cut[0] or cut[3] <= cut[1]:
        cut = media
    width, height = shown_size(cut, source.rotation)
    inset = moved(cut, shown_frame(media, source.rotation))
    # pdfplumber counts from the corner of the media box, plus that corner's own place
    left, top = inset[0] + source.mediabox[0], inset[1] + source.mediabox[1]

    objects = list(source.iter_layout_objects(list(source.layout)))
    limits.check_objects(number, len(objects))
    drawn = [_path(item, left, top) for item in objects if item["object_type"] in ("rect", "curve", "line")]
    fills, rules = shapes(_with_holes(drawn), width, height)
    chars = [_char(item, left, top) for item in objects if item["object_type"] == "char"]
    chars = [char for char in chars if char.size > 0]  # else it is drawn on no surface
    words = shown_words(to_words(chars), fills, width, height, draw)
    return Page(number, width, height, tuple(words), tuple(fills), tuple(rules))


def _box(item: dict[str, Any], left: float, top: float) -> Box:
    return (item["x0"] - left, item["top"] - top, item["x1"] - left, item["bottom"] - top)


def _char(item: dict[str, Any], left: float, top: float) -> Char:
    box = _box(item, left, top)
    a, b, c, d = item["matrix"][:4]
    advance = abs(item["adv"])
    if abs(d) >= abs(c):
        size = (box[3] - box[1] - abs(b) * advance) / (abs(d) or 1.0)
    else:
        size = (box[2] - box[0] - abs(a) * advance) / abs(c)
    size *= hypot(c, d)
    turn = turn_of(a, -b)
    depth = _depth(item, turn)
    if depth < 0.01 or depth >= DEEPEST * size:  # its font tells no descent
        box = _sunk(box, turn, USUAL_DESCENT * size - depth)
    font = plain_font(item["fontname"])
    colour = _colour(item["non_stroking_color"]) or BLACK
    # code 127 is a bullet in the encoding that most files use (PDF 32000-1, annex D.2, note 3)
    text = "•" if item["text"] == "(cid:127)" else _NO_CHARACTER.sub("\0", item["text"])
    if font == "ZapfDingbats":
        text = _ZAPF.get(text, text)
    return Char(text, *box, size, font, is_bold(font), colour, turn)


def _depth(item: dict[str, Any], turn: int) -> float:
    """How far a glyph's box reaches below its line of writing, in points."""
    x, y = item["matrix"][4:]
    below = {0: y - item["y0"], 90: item["x1"] - x, 180: item["y1"] - y, 270: x - item["x0"]}[turn]
    return float(below)


def _sunk(box: Box, turn: int, depth: float) -> Box:
    """A box moved down from its line of writing."""
    right, down = {0: (0.0, depth), 90: (depth, 0.0), 180: (0.0, -depth), 270: (-depth, 0.0)}[turn]
    return (box[0] + right, box[1] + down, box[2] + right, box[3] + down)


def _colour(parts: Any) -> Colour | None:
    """A colour by its parts: grey, RGB or CMYK; None for a pattern."""
    values = list(parts) if isinstance(parts, (tuple, list)) else [parts]
    if not all(isinstance(value, (int, float)) for value in values):
        return None
    shares = [min(max(float(value), 0.0), 1.0) for value in values]
    match shares:
        case [grey]:
            return (round(255 * grey),) * 3
        case [red, green, blue]:
            return (round(255 * red), round(255 * green), round(255 * blue))
        case [_, _, _, _]:
            return _printed(shares)
        case _:
            return None


def _printed(inks: Sequence[float]) -> Colour:
    """Four inks on paper: the sixteen ways they overlap, each by the share of paper it covers."""
    covers = [
        (prod(ink if on else 1 - ink for ink, on in zip(inks, way, strict=True)), _INKS[way])
        for way in product((0, 1), repeat=4)
    ]
    red, green, blue = (round(sum(share * colour[i] for share, colour in covers)) for i in range(3))
    return (red, green, blue)


def _path(item: dict[str, Any], left: float, top: float) -> Path:
    """A painted path as shown: pdfplumber gives each outline as an object of its own."""
    points: list[Point] = []
    straight: list[bool] = []
    closed = False
    for command, *places in item["path"]:
        if command == "h":
            closed = True
        else:
            x, y = places[-1]
            points.append((x - left, y - top))
            straight.append(command == "l")
    # a gradient's colour is not told: white, as pdfium says
    fill = (_colour(item["non_stroking_color"]) or (255, 255, 255)) if item["fill"] else None
    return Path([Outline(points, straight, closed)], fill, bool(item["stroke"]), bool(item.get("evenodd")))


def _with_holes(paths: Sequence[Path]) -> list[Path]:
    """Paths where an outline and the hole drawn right after it are one path again."""
    joined: list[Path] = []
    for path in paths:
        before = joined[-1] if joined else None
        if before and before.fill and before[1:] == path[1:] and len(before.outlines) == 1:
            outer, inner = bounds(before.outlines[0].points), bounds(path.outlines[0].points)
            if outer and inner and outer != inner and (contains(outer, inner) or contains(inner, outer)):
                joined[-1] = before._replace(outlines=[*before.outlines, *path.outlines])
                continue
        joined.append(path)
    return joined
