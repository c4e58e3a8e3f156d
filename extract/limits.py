"""What a file, or a page of it, may take: files come from anyone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import InputError, PageError

MEGABYTE = MEGAPIXEL = 1_000_000
TEXT_SHARE = 50
"""A text file may be so many times smaller than a PDF: it is letters only."""
OVER_LIMIT = "page-over-limit"
"""The warning of a page that was given up because of what is on it."""


@dataclass(frozen=True)
class Limits:
    """What is more is refused in one line where it is the file's, and given up with a warning where it is a page's.

    The defaults are several times what the largest contracts hold.
    """

    file_megabytes: float = 1000.0
    pages: int = 10_000
    stream_megabytes: float = 500.0
    page_objects: int = 500_000
    form_depth: int = 20

    def stated(self) -> dict[str, Any]:
        """Give the limits as a manifest states them: those that change what a record holds."""
        return {"page_objects": self.page_objects, "form_depth": self.form_depth}

    def check_size(self, path: Path) -> None:
        """Raise InputError where a file is over its limit. Raises OSError."""
        check_bytes(str(path), path.stat().st_size, self.file_megabytes)

    def check_pages(self, path: Path, pages: int) -> None:
        """Raise InputError where a file has too many pages."""
        if pages > self.pages:
            raise InputError(f"{path}: {pages} pages, over the limit of {self.pages}. Give more --max-pages.")

    def check_streams(self, path: Path, password: str | None) -> None:
        """Raise InputError where a stream of a PDF unpacks to too much. Raises OSError."""
        from extract.unpacking import oversize

        if oversize(path, password, int(self.stream_megabytes * MEGABYTE)):
            most = f"{self.stream_megabytes:g} MB"
            raise InputError(f"{path}: a part of it unpacks to over {most}. Give more --stream-megabytes.")

    def check_objects(self, number: int, count: int) -> None:
        """Raise PageError where a page has too many objects, or characters."""
        if count > self.page_objects:
            raise PageError(number, f"over {self.page_objects} objects. Give more --page-objects", OVER_LIMIT)


def check_bytes(name: str, size: int, megabytes: float) -> None:
    """Raise InputError where a file of so many bytes is over its limit, which is lower for text."""
    most = megabytes / (TEXT_SHARE if name.lower().endswith(".txt") else 1)
    if size > most * MEGABYTE:
        told = f"{round(size / MEGABYTE, 2):g} MB, over the limit of {most:g}"
        raise InputError(f"{name}: {told}. Give more --file-megabytes.")


def check_pixels(number: int, size: tuple[float, float], scale: float, megapixels: float) -> None:
    """Raise PageError where a page of a size in points is too large to be drawn at so many pixels a point."""
    wanted = size[0] * size[1] * scale**2 / MEGAPIXEL
    if wanted > megapixels:
        reason = f"too large to be drawn ({wanted:.0f} million pixels). Give more --ocr-megapixels"
        raise PageError(number, reason, OVER_LIMIT)
