"""How the report says things in French: what its templates call filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from models.record import Correction, Priority, Warning
from output import french
from output.site.fields import FIELDS
from output.warnings import detail, sentence

SHORTEST = 80
"""Characters of a value in a label or a link."""
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def short(text: str) -> str:
    """Give a text, or its start where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= SHORTEST else f"{words[: SHORTEST - 1].rstrip()}…"


def thousands(count: int | None) -> str:
    """Write a whole number with narrow spaces, or a dash for none."""
    return "–" if count is None else f"{count:,}".replace(",", "\u202f")


def ranged(numbers: Sequence[int], one: str, many: str) -> str:
    """Say pages or lines: "page 4", "pages 4 à 6", "pages 4, 9"."""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return f"{one} {first}"
    if list(numbers) == list(range(first, last + 1)):
        return f"{many} {first} à {last}"
    return f"{many} {', '.join(map(str, numbers))}"


def said_date(value: str | datetime) -> str:
    """Write a date as French readers do; what is no ISO date is given as it is."""
    if isinstance(value, str):
        try:
            day: date = date.fromisoformat(value)
        except ValueError:
            return value
    else:
        day = value.date()
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def said_event(what: str) -> str:
    """Say what a date is the date of."""
    return french.EVENTS.get(what, what)


def said_committee(kind: str) -> str:
    """Say what kind of committee one is."""
    return french.COMMITTEES.get(kind, kind)


def said_priority(priority: Priority) -> str:
    """Say a priority by its level, so that contracts compare; by its words where it has none."""
    return f"Priorité {priority.level}" if priority.level is not None else priority.as_written


def said_warning(warning: Warning) -> str:
    """Say in French what a warning says."""
    return sentence(warning.code)


def said_correction(correction: Correction) -> str:
    """Say what a reader said of a value."""
    parts = correction.field.split("/")
    words = FIELDS.get(parts[3] if len(parts) > 3 else "")
    name = words.label if words else correction.field
    was, now = (_said(value) for value in (correction.was, correction.now))
    if correction.verdict == "right":
        return f"{name} : « {was} » confirmé"
    if correction.now is None:
        return f"{name} : « {was} » retiré"
    return f"{name} : « {now} » ajouté" if correction.was is None else f"{name} : « {now} » au lieu de « {was} »"


def _said(value: Any) -> str:
    if hasattr(value, "year"):
        return f"{value.year} ({french.PHASES[value.phase].lower()})"
    return str(value)


FILTERS: dict[str, Callable[..., str]] = {
    "short": short,
    "thousands": thousands,
    "pages": lambda numbers: ranged(numbers, "page", "pages"),
    "lines": lambda numbers: ranged(numbers, "ligne", "lignes"),
    "date": said_date,
    "priority": said_priority,
    "warned": said_warning,
    "detail": lambda warning: detail(warning.message),
    "correction": said_correction,
    "phase": lambda phase: french.PHASES[phase],
    "kind": lambda kind: french.KINDS[kind],
    "event": said_event,
    "committee": said_committee,
    "commitment": lambda kind: french.COMMITMENTS[kind],
}
"""The filters of the templates."""
