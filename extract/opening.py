"""Open a PDF with either engine; say in one line what is wrong with a file that is none."""

from __future__ import annotations

from pathlib import Path

from extract.errors import InputError
from extract.limits import Limits
from extract.options import Engine, ScanOptions
from extract.pages import Document, PdfDocument

HEAD_BYTES = 1024
"""A PDF says so within its first bytes; some files carry others before."""
TAIL_BYTES = 2048
"""A whole PDF ends with its end mark, give or take what a server added."""


def open_document(
    path: Path,
    engine: Engine = "pdfium",
    password: str | None = None,
    scans: ScanOptions | None = None,
    limits: Limits | None = None,
) -> Document:
    """An open PDF, its pages not yet read; its scanned pages are read by OCR as `scans` says, else where it can be.

    Errors: `InputError` where there is no file, or none that is a PDF, or one that stays locked, is over a limit or
    is damaged beyond reading. A PDF cut short is opened where its pages can be saved: `is_cut_short`
    tells, and so does the `PageError` of a page that is lost.
    """
    scans, limits = scans or ScanOptions(), limits or Limits()
    _check(path, limits)
    _check_streams(path, password, limits)
    from extract.scans.document import ScannedDocument

    document = _opened(path, engine, password, limits, scans.megapixels)
    try:
        limits.check_pages(path, document.page_count)
    except InputError:
        document.close()
        raise
    return ScannedDocument(document, scans)


def _opened(path: Path, engine: Engine, password: str | None, limits: Limits, megapixels: float) -> PdfDocument:
    # each engine is imported only where it reads: start-up stays short
    if engine == "pdfplumber":
        from extract.plumber import PlumberDocument

        return PlumberDocument(path, password, limits, megapixels)
    from extract.pdfium import PdfiumDocument

    return PdfiumDocument(path, password, limits, megapixels)


def _check_streams(path: Path, password: str | None, limits: Limits) -> None:
    """Raise `InputError` for what would fill the memory before any page is reached."""
    try:
        limits.check_streams(path, password)
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror}). Check its rights.") from error


def is_cut_short(path: Path) -> bool:
    """Whether a PDF lacks its end mark, as a broken download does."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL_BYTES))
        return b"%%EOF" not in file.read()


def _check(path: Path, limits: Limits) -> None:
    """Raise `InputError` for what no engine needs to see."""
    try:
        if path.is_dir():
            raise InputError(f"{path}: a folder, not a PDF. Name a file in it.")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        limits.check_size(path)
    except FileNotFoundError as error:
        raise InputError(f"{path}: not there. Check the path.") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror}). Check its rights.") from error
    if not head:
        raise InputError(f"{path}: empty file. Get it again from its source.")
    if b"%PDF-" not in head:
        raise InputError(f"{path}: not a PDF, whatever its name says. Give a PDF or a .txt file.")
