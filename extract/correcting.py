"""What a reader's corrections change beyond themselves: the organisation that a corrected name means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.organisations import Directory, directory_of
from models.record import Record


def derived(record: Record, pointer: str, text: str) -> dict[str, Any]:
    """Give what is worked out from a corrected text that stands at a pointer; empty where nothing is.

    The record alone is gone by, not its document: the same corrections give the same record, read again or not.
    """
    match pointer.split("/")[3:]:
        case ["leads" | "partners", _] | ["leads" | "partners", _, "as_written"]:
            return _directory(record).partner(text).model_dump()
        case ["leads" | "partners", _, "members", *_]:
            return _directory(record).member(text).model_dump()
    return {}


def _directory(record: Record) -> Directory:
    return directory_of(_names(record), record.contract.territory)


def _names(record: Record) -> Iterator[str]:
    """The names of all partners, leads and funders."""
    for action in record.actions:
        yield from (partner.as_written for partner in (*action.leads, *action.partners))
        yield from (line.funder for line in (action.budget.lines if action.budget else ()) if line.funder)
