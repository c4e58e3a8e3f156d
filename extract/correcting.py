"""What a reader's corrections change beyond themselves: whom a corrected name means, what a theme is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.assembling import THEME_FIELDS
from extract.organisations import Directory, directory_of
from extract.themes import themes_of
from models.record import Action, Decision, Record


def derived(record: Record, pointer: str, text: str) -> dict[str, Any]:
    """Give what is worked out from a corrected text that stands at a pointer; empty where nothing is.

    The record alone is gone by, not its document: the same corrections give the same record, read again or not.
    """
    match pointer.split("/")[3:]:
        case ["leads" | "partners", _] | ["leads" | "partners", _, "as_written"]:
            return _directory(record).partner(text).model_dump()
        case ["leads" | "partners", _, "members", *_]:
            return _directory(record).member(text).model_dump()
        case [_, "organisation_name"]:
            return {"organisation": _directory(record).partner(text).model_dump()["organisation"]}
        case ["theme"]:
            return _themes(record, record.actions[int(pointer.split("/")[2])])
    return {}


def _themes(record: Record, action: Action) -> dict[str, Any]:
    """The theme codes and the pillar of an action, told by its titles and its contents."""
    headings = (action.programme.axis, action.programme.priority) if action.programme else ()
    sections = [text for text in (action.theme, *(heading.title for heading in headings if heading)) if text]
    prose = [text for name in THEME_FIELDS for text in getattr(action, name)]
    found = themes_of(list(dict.fromkeys(sections)), action.title or "", prose, record.contract.period.start_year)
    return {key: value.model_dump() if isinstance(value, Decision) else value for key, value in found.items()}


def _directory(record: Record) -> Directory:
    return directory_of(_names(record), record.contract.territory)


def _names(record: Record) -> Iterator[str]:
    """The names of all partners, leads and funders."""
    for action in record.actions:
        yield from (partner.as_written for partner in (*action.leads, *action.partners))
        yield from (line.funder for line in (action.budget.lines if action.budget else ()) if line.funder)
