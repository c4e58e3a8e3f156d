"""Why a document was not read, in one line."""

from __future__ import annotations

import traceback

from extract.errors import InputError, PageError


def reading_failure(path: object, error: Exception) -> tuple[str, str]:
    """Say in one line why `path` was not read, with the traceback for who asks for it."""
    trace = "".join(traceback.format_exception(error))
    if isinstance(error, InputError):
        return str(error), trace
    if isinstance(error, PageError):
        return f"{path}: {error}", trace
    if isinstance(error, TimeoutError):
        return f"{path}: not read, a text in it keeps a search for words too long. Report it.", trace
    if isinstance(error, MemoryError):
        return f"{path}: not read, it wants too much memory. Give more --memory-megabytes.", trace
    if isinstance(error, OSError):
        return f"{path}: cannot be read ({error.strerror or type(error).__name__}). Check its rights.", trace
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{path}: not read, a fault in contrats ({what}). Report it; CONTRATS_DEBUG=1 shows where.", trace


def crash_line(path: object) -> str:
    """Say that a document ended its process twice."""
    return f"{path}: not read, its process died twice (a crash, or over --memory-megabytes). Report it."


def lost_line(path: object, pages: int) -> str:
    """Say that many pages of a document had to be given up."""
    return f"{path}: not read, over {pages} pages took too long or ended their process. Give more --page-seconds."


def slow_line(path: object, seconds: float) -> str:
    """Say that what comes after a document's pages took too long."""
    return f"{path}: not read, what its pages hold was not put together within {seconds:g} s. Give more --page-seconds."
