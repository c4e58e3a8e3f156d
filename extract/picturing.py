"""The PDFs that records were read from, found again and drawn page by page for the report."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.errors import InputError, PageError
from extract.opening import open_document
from extract.pages import Document
from models.record import Source
from output.records import Loaded
from output.site.pictures import Picture

ACROSS = 1000
"""Pixels across a page's image; a page that is wider than high gets as many pixels in all."""
QUALITY = 55
"""Of its WebP, from 0 to 100: type stays sharp."""
EFFORT = 3
"""Of its compression, from 0 (fast) to 6 (small)."""
A4 = 595.3 * 841.9


class PdfFinder:
    """Finds the PDFs of records, by the name that was read, then by what they hold, and draws them.

    They are looked for beside the records and under `pdfs`, or `pdfs` is the PDF itself.

    `problems` has a line for each PDF that was asked for and not found, or could not be opened.
    """

    def __init__(self, loaded: Sequence[Loaded], pdfs: Path | None, password: str | None = None) -> None:
        self.problems: list[str] = []
        self._beside = {source.sha256: path.parent for path, record in loaded for source in record.sources}
        self._pdfs = pdfs
        self._password = password
        self._hashes: dict[Path, str] = {}

    def draw(self, source: Source, numbers: Sequence[int]) -> Iterator[tuple[int, Picture]]:
        """Draw pages of a file that was read; none where it is a text file or is not found."""
        if source.media_type != "application/pdf" or not numbers:
            return
        path = self.find(source)
        if path is None:
            return
        try:
            document = open_document(path, password=self._password)
        except InputError as error:
            self.problems.append(f"{error} Its pages are not shown.")
            return
        try:
            for number in numbers:
                try:
                    yield number, picture(document, number)
                except PageError as error:
                    self.problems.append(f"{path}: {error} It is not shown.")
        finally:
            document.close()

    def find(self, source: Source) -> Path | None:
        """Give the PDF that was read; None where it is in no folder."""
        seen = []
        for path in self._candidates(source):
            seen.append(path)
            if self._hash(path) == source.sha256:
                return path
        told = "--pdfs" if self._pdfs else "its record"
        same = next((path for path in seen if path.name == source.file_name or path == self._pdfs), None)
        if same:
            self.problems.append(
                f"{same}: not the file that was read, its content has changed. "
                "Its pages are not shown; read it again, or give --pdfs DIR."
            )
        else:
            where = self._pdfs or self._beside[source.sha256]
            self.problems.append(
                f"{source.file_name}: not found {'under' if self._pdfs else 'beside'} {told} ({where}). "
                "Its pages are not shown; give the folder of the PDFs with --pdfs DIR."
            )
        return None

    def _candidates(self, source: Source) -> Iterator[Path]:
        """Give the files that may be the PDF, the likely ones first."""
        name = source.file_name
        beside = self._beside[source.sha256] / Path(name).name
        if self._pdfs and self._pdfs.is_file():
            yield self._pdfs
            return
        if beside.is_file():
            yield beside
        inside = self._pdfs.rglob("*") if self._pdfs else beside.parent.glob("*")
        found = [path for path in inside if path.suffix.lower() == ".pdf" and path.is_file()]
        yield from sorted(found, key=lambda path: (path.name != name, path))

    def _hash(self, path: Path) -> str:
        if path not in self._hashes:
            try:
                self._hashes[path] = hashlib.sha256(path.read_bytes()).hexdigest()
            except OSError:
                self._hashes[path] = ""
        return self._hashes[path]


def picture(document: Document, number: int) -> Picture:
    """Draw a page as WebP. Raises PageError where there is none or it cannot be drawn."""
    if not 1 <= number <= document.page_count:
        raise PageError(number, "there is no such page")
    first = document.image(number, 1.0)
    scale = ACROSS / 595.3 * (A4 / (first.width * first.height)) ** 0.5
    image = document.image(number, scale).convert("RGB")
    content = io.BytesIO()
    image.save(content, "WEBP", quality=QUALITY, method=EFFORT)
    return Picture(content.getvalue(), image.size, image.width / scale, image.height / scale)
