"""The reference reading of a sample: what a perfect reader would give, made from the sample's words."""

from typing import Any

from corpus.recipes.content import (
    Axis,
    CardContract,
    Frame,
    Objective,
    Priority,
    ProgrammeContract,
    Sheet,
    Theme,
)
from corpus.recipes.pen import SOFT_HYPHEN

Json = dict[str, Any]


def cards_gold(contract: CardContract) -> Json:
    """Give the reference reading of a card contract."""
    return _record(
        contract.frame, [_sheet(theme, sheet) for theme in contract.themes for sheet in theme.sheets]
    )


def programme_gold(contract: ProgrammeContract) -> Json:
    """Give the reference reading of a programme contract."""
    return _record(
        contract.frame,
        [
            _objective(axis, priority, objective)
            for axis in contract.axes
            for priority in axis.priorities
            for objective in priority.objectives
        ],
    )


def _record(frame: Frame, actions: list[Json]) -> Json:
    """Put the contract's facts around its actions."""
    return {"territory": frame.territory, "period": list(frame.period), "actions": actions}


def _sheet(theme: Theme, sheet: Sheet) -> Json:
    """Give one sheet's reading."""
    return {
        "key": f"{theme.title}#{sheet.number}",
        "kind": "sheet",
        "theme": theme.title,
        "number": sheet.number,
        "title": _read(sheet.title),
        "priority": sheet.priority,
        "partners": _read_all(sheet.partners),
        "indicators": _read_all(sheet.indicators),
        "strategic_orientations": _read_all(sheet.orientations),
        "operational_objectives": _read_all(sheet.objectives),
        "contents": _read_all(sheet.contents),
        "calendar": [
            {"year": year, "phase": None if phase == "unknown" else phase} for year, phase in sheet.calendar
        ],
    }


def _objective(axis: Axis, priority: Priority, objective: Objective) -> Json:
    """Give one objective's reading."""
    return {
        "key": objective.number,
        "kind": "programme_objective",
        "number": objective.number,
        "title": _read(objective.title),
        "theme": axis.title,
        "axis": {"number": axis.number, "title": axis.title},
        "programme_priority": {"number": priority.number, "title": _read(priority.title)},
        "contents": _read_all(objective.measures),
    }


def _read_all(items: list[str]) -> list[str]:
    """Give a list's items as read."""
    return [_read(item) for item in items]


def _read(words: str) -> str:
    """Give the words as read: those that a line's end cut are whole again."""
    return words.replace(SOFT_HYPHEN, "")
