"""Parts of a contract's reading that can be given up: a search that takes too long costs its part, not the contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from extract.fields import Note
from models.record import Record, Warning

CODE = "part-over-time"
T = TypeVar("T")


def in_time(read: Callable[[], T], what: str, notes: list[Note]) -> T | None:
    """Give what a part gives; None, with a note, where a search for words in it takes too long."""
    try:
        return read()
    except TimeoutError:
        notes.append(Note(CODE, None, None, _said(what)))
        return None


def added_in_time(add: Callable[[Record], Record], record: Record, what: str) -> Record:
    """Give a record with a part added; where a search for words takes too long, without it, with a warning."""
    try:
        return add(record)
    except TimeoutError:
        return record.model_copy(update={"warnings": [*record.warnings, Warning(code=CODE, message=_said(what))]})


def _said(what: str) -> str:
    return f"The {what} could not be read: a search for words took too long."
