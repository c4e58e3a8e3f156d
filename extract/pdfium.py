"""The fast engine: pages by pdfium's own calls, many characters at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path as FilePath
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
from PIL.Image import Image

from extract import pdfium_calls as call
from extract.annotations import bears_text, draw_in, prepare
from extract.errors import InputError, PageError
from extract.frame import largest_share, shown_frame, shown_size
from extract.limits import Limits, check_pixels
from extract.pages import Bookmark, Box, Page, Place, Span
from extract.pdfium_chars import page_chars
from extract.pdfium_lines import Lined, lined, plain_text, raw_text, span_places
from extract.pdfium_objects import page_objects, painted_path, shown_bounds
from extract.seeing import shown_words
from extract.shapes import shapes
from extract.words import to_words

KEPT_PAGES = 150
"""So many pages stay open for what is asked of them later: a quarter megabyte each."""
DEEPEST_BOOKMARK, MOST_BOOKMARKS = 6, 2000
"""Bookmarks deeper or more than these say nothing of a contract's chapters."""


class PdfiumDocument:
    """A PDF opened by pdfium.

    Errors: `InputError` where the file cannot be opened, `PageError` where a page cannot be read.
    """

    def __init__(self, path: FilePath, password: str | None, limits: Limits, megapixels: float) -> None:
        self._limits, self._megapixels = limits, megapixels
        try:
            self._pdf = pypdfium2.PdfDocument(path, password=password)
        except pypdfium2.PdfiumError as error:
            raise InputError(_opening_problem(path, error, password)) from error
        if len(self._pdf) == 0:
            self._pdf.close()
            raise InputError(f"{path}: damaged, no page can be read. Get the file again from its source.")
        prepare(self._pdf)
        self._kept: dict[int, tuple[Any, Any]] = {}
        self._lines: dict[int, Lined] = {}

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return len(self._pdf)

    def text(self, number: int) -> str:
        """Plain text of a page, lines parted by newlines."""
        page, text_page = self._opened(number)
        try:
            return plain_text(raw_text(text_page))
        finally:
            self._keep(number, page, text_page)

    def places(self, number: int, spans: Sequence[Span]) -> list[Place | None]:
        """Where pieces of a page's plain text stand; None where nothing is drawn."""
        page, text_page = self._opened(number)
        try:
            if number not in self._lines:
                if len(self._lines) == KEPT_PAGES:
                    self._lines.clear()
                self._lines[number] = lined(text_page)
            return span_places(text_page, self._lines[number], spans, shown_frame(*_shown_part(page)))
        finally:
            self._keep(number, page, text_page)

    def bookmarks(self) -> list[Bookmark]:
        """The file's own bookmarks, in order; those of a damaged list as far as they can be read."""
        return read_bookmarks(self._pdf)

    def page(self, number: int) -> Page:
        """A page with its geometry."""
        page, text_page = self._opened(number)
        try:
            return _read(page, text_page, number, self._limits, lambda: self.image(number, 1.0))
        finally:
            self._keep(number, page, text_page)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page as shown, in points. Raises PageError where there is no such page."""
        try:
            return self._pdf.get_page_size(number - 1)  # type: ignore[no-any-return]
        except pypdfium2.PdfiumError as error:
            raise PageError(number, "damaged, cannot be read") from error

    def covered(self, number: int) -> float:
        """Share of the page that its largest picture covers, from 0 to 1."""
        page, text_page = self._opened(number)
        try:
            part = _shown_part(page)
            objects = page_objects(call.handle(page), shown_frame(*part), number, self._limits)
            boxes = [shown_bounds(item) for item in objects if item.kind == raw.FPDF_PAGEOBJ_IMAGE]
        finally:
            self._keep(number, page, text_page)
        return largest_share(boxes, *shown_size(*part))

    def image(self, number: int, scale: float) -> Image:
        """The page drawn as shown, `scale` pixels a point. Raises PageError where that would be too large."""
        check_pixels(number, self.size(number), scale, self._megapixels)
        try:
            page = self._pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            raise PageError(number, "damaged, cannot be drawn") from error
        image: Image = page.render(scale=scale).to_pil()
        page.close()
        return image

    def close(self) -> None:
        """Give back the file and its memory."""
        for page, text_page in self._kept.values():
            _close(page, text_page)
        self._kept.clear()
        self._pdf.close()

    def _keep(self, number: int, page: Any, text_page: Any) -> None:
        """Keep a page open for what is read of it next, or close it where enough are."""
        if len(self._kept) < KEPT_PAGES:
            self._kept[number] = page, text_page
        else:
            _close(page, text_page)

    def _opened(self, number: int) -> tuple[Any, Any]:
        """Open a page and its text, or take those kept open; the caller closes them or keeps them."""
        if number in self._kept:
            return self._kept.pop(number)
        page = self._loaded(number)
        if bears_text(page):
            raw.FPDF_ClosePage(page)
            draw_in(self._pdf, number)
            page = self._loaded(number)
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            raw.FPDF_ClosePage(page)
            raise PageError(number, "damaged, its text cannot be read")
        try:
            self._limits.check_objects(number, call.count_chars(call.handle(text_page)))
        except PageError:
            _close(page, text_page)
            raise
        return page, text_page

    def _loaded(self, number: int) -> Any:
        page = raw.FPDF_LoadPage(self._pdf.raw, number - 1)
        if not page:
            raise PageError(number, "damaged, cannot be read")
        try:
            self._limits.check_objects(number, call.count_objects(call.handle(page)))
        except PageError:
            raw.FPDF_ClosePage(page)
            raise
        return page


def _close(page: Any, text_page: Any) -> None:
    raw.FPDFText_ClosePage(text_page)
    raw.FPDF_ClosePage(page)


def _opening_problem(path: FilePath, error: pypdfium2.PdfiumError, password: str | None) -> str:
    if error.err_code != raw.FPDF_ERR_PASSWORD:
        return f"{path}: damaged beyond reading. Get the file again from its source."
    if password:
        return f"{path}: wrong password; give the right one with --password"
    return f"{path}: locked by a password; give it with --password"


def _shown_part(page: Any) -> tuple[Box, int]:
    """The part of a page that is shown, (left, bottom, right, top), and its rotation in degrees."""
    cut = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, cut)
    return (cut.left, cut.bottom, cut.right, cut.top), 90 * raw.FPDFPage_GetRotation(page)


def read_bookmarks(pdf: pypdfium2.PdfDocument) -> list[Bookmark]:
    """The bookmarks of a PDF that pdfium opened."""
    found = []
    try:
        for item in pdf.get_toc(max_depth=DEEPEST_BOOKMARK):
            target = item.get_dest()
            index = target.get_index() if target else None
            title = " ".join(item.get_title().split())
            found.append(Bookmark(item.level, title, None if index is None else index + 1))
            if len(found) == MOST_BOOKMARKS:
                break
    except (pypdfium2.PdfiumError, ValueError, UnicodeDecodeError):
        pass  # a damaged list ends where it does: headings are looked for in the text anyway
    return found


def _read(page: Any, text_page: Any, number: int, limits: Limits, draw: Callable[[], Image]) -> Page:
    """A page from its open handles."""
    box, rotation = _shown_part(page)
    frame = shown_frame(box, rotation)
    width, height = shown_size(box, rotation)
    objects = list(page_objects(call.handle(page), frame, number, limits))
    paths = [path for item in objects if item.kind == raw.FPDF_PAGEOBJ_PATH and (path := painted_path(item))]
    fills, rules = shapes(paths, width, height)
    chars = page_chars(call.handle(text_page), objects, frame)
    words = shown_words(to_words(chars), fills, width, height, draw)
    return Page(number, width, height, tuple(words), tuple(fills), tuple(rules))
