"""A document some of whose pages are scans: they are read by OCR, and look like any other."""

from __future__ import annotations

from collections.abc import Sequence

from PIL.Image import Image

from extract.errors import PageError
from extract.layout import Line, place_of, read_layout
from extract.options import ScanOptions
from extract.pages import Bookmark, Page, PdfDocument, Place, Span, Word
from extract.scans import tesseract
from extract.scans.finding import is_noise, is_scan
from extract.scans.store import keep, kept, page_key, usual_folder

UNSURE = 0.6
"""OCR is not sure of a word under this."""
MORE_WORDS = 8
"""OCR reads so many words more than the file tells of a page that is a scan."""


class ScanText(str):
    """The plain text of a page that is a scan, and what is known of it.

    `unread` says why OCR did not read it, where so: then the text is the little that the file tells.
    `words` is how many words were read, `unsure` are those that OCR is not sure of; `turn`, `width` and `height`
    are the page's.
    """

    unread: str | None
    words: int
    unsure: tuple[Word, ...]
    turn: float
    width: float
    height: float

    @classmethod
    def left(cls, text: str, reason: str) -> ScanText:
        """The text of a page that was not read."""
        return cls._with(text, reason, Page(0, 0.0, 0.0, (), (), ()))

    @classmethod
    def read(cls, page: Page) -> ScanText:
        """The text of a page that OCR read."""
        return cls._with("\n".join(line.text for line in text_lines(page)), None, page)

    @classmethod
    def _with(cls, text: str, unread: str | None, page: Page) -> ScanText:
        made = cls(text)
        made.unread, made.words = unread, len(page.words)
        made.unsure = tuple(word for word in page.words if word.sure < UNSURE)
        made.turn, made.width, made.height = page.turn, page.width, page.height
        return made


class ScannedDocument:
    """An open PDF whose scanned pages are read by OCR, as the options say."""

    def __init__(self, document: PdfDocument, options: ScanOptions) -> None:
        self._document, self._options = document, options
        self._folder = options.folder or usual_folder()
        self._texts: dict[int, ScanText | None] = {}
        self._last: Page | None = None

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return self._document.page_count

    def text(self, number: int) -> str:
        """Plain text of a page; that of a scan is a `ScanText`."""
        text = self._document.text(number)
        scan = self._texts[number] = self._scanned(number, text)
        return text if scan is None else scan

    def page(self, number: int) -> Page:
        """A page with its geometry; a scan set straight."""
        return self._read(number) if self._is_read(number) else self._document.page(number)

    def places(self, number: int, spans: Sequence[Span]) -> list[Place | None]:
        """Where pieces of a page's plain text stand: on a scan set straight; None where nothing is drawn."""
        if not self._is_read(number):
            return self._document.places(number, spans)
        lines = text_lines(self._read(number))
        return [place_of(lines[span.line].words, span) for span in spans]

    def bookmarks(self) -> list[Bookmark]:
        """The file's own bookmarks, in order."""
        return self._document.bookmarks()

    def image(self, number: int, scale: float) -> Image:
        """The page drawn as shown, `scale` pixels a point."""
        return self._document.image(number, scale)

    def close(self) -> None:
        """Give back the file and its memory."""
        self._document.close()

    def _is_read(self, number: int) -> bool:
        """Whether OCR reads a page."""
        if number not in self._texts:
            self.text(number)
        scan = self._texts[number]
        return scan is not None and not scan.unread

    def _scanned(self, number: int, text: str) -> ScanText | None:
        """What a scan says; None for a page that is none."""
        forced = self._options.ocr == "force"
        if not forced and not self._is_scan(number, text):
            return None
        reason = self._unread()
        if reason:
            return ScanText.left(text.strip(), reason)
        page = self._read(number)
        told = 0 if forced or is_noise(text) else len(text.split())
        if told and len(page.words) < told + MORE_WORDS:
            return None  # a photograph beside a few words
        return ScanText.read(page)

    def _is_scan(self, number: int, text: str) -> bool:
        return is_scan(text, lambda: self._document.covered(number), lambda scale: self.image(number, scale))

    def _unread(self) -> str | None:
        """Why no scan can be read, and what to do; None where they can."""
        if self._options.ocr == "off":
            return "OCR is off. Leave out --ocr off."
        return None if tesseract.engine() else f"OCR is not installed. {tesseract.INSTALL}."

    def _read(self, number: int) -> Page:
        """A page by OCR, or as it was read before. Raises PageError."""
        if self._last is None or self._last.number != number:
            picture = self._drawn(number)
            key = page_key(picture, tesseract.engine() or "")
            self._last = kept(self._folder, key, number)
            if self._last is None:
                self._last = self._read_anew(number, picture)
                keep(self._folder, key, self._last)
        return self._last

    def _read_anew(self, number: int, picture: Image) -> Page:
        from extract.scans.scan import read_scan  # numpy takes long to import: only a scan pays it

        scale = tesseract.DOTS_AN_INCH / 72
        try:
            return read_scan(picture, number, picture.width / scale, picture.height / scale)
        except tesseract.TesseractError as error:
            code = "page-over-time" if error.over_time else "page-failed"
            raise PageError(number, f"OCR failed ({error})", code) from error

    def _drawn(self, number: int) -> Image:
        """The picture of a page that OCR reads. Raises PageError where it would be too large."""
        scale = tesseract.DOTS_AN_INCH / 72
        return self._document.image(number, scale)


def text_lines(page: Page) -> list[Line]:
    """The lines of a page in the order of its plain text: each cell's together, from top to bottom."""
    lines = read_layout(page).lines
    first: dict[int | None, tuple[float, float]] = {}
    for line in lines:
        if line.cell is not None:
            first.setdefault(line.cell, (line.top, line.x0))
    return sorted(lines, key=lambda line: (first.get(line.cell, (line.top, line.x0)), line.top, line.x0))
