"""The reference reading of a sample: what a perfect reader would give, made from the sample's words.

`partners` holds the leads too, and first; `leads`, `budget` (with its plan of funding) and the keys of
`MORE` stand only where an action has them. `theme_code` and `organisations`, the ids of the partners
in their order, were read by hand and stand in `data/who.toml`.
"""

import tomllib
from importlib import resources
from typing import Any

from corpus.recipes.content import (
    SOFT_HYPHEN,
    Action,
    Axis,
    CardContract,
    Frame,
    Objective,
    PlanContract,
    Priority,
    ProgrammeContract,
    Sheet,
    Theme,
)

Json = dict[str, Any]

LISTS = ("strategic_orientations", "operational_objectives", "contents", "indicators")
MORE = ("target_public", "places", "context", "means", "open_end")


def cards_gold(contract: CardContract) -> Json:
    """Give the reference reading of a card contract."""
    return _record(contract.frame, [_sheet(theme, sheet) for theme in contract.themes for sheet in theme.sheets])


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


def plan_gold(contract: PlanContract) -> Json:
    """Give the reference reading of a contract whose actions follow one another."""
    return _record(contract.frame, [_action(action, contract.fields) for action in contract.actions])


def read_who() -> dict[str, Json]:
    """Give the themes and organisations that were read by hand, by the sample's name."""
    return tomllib.loads(resources.files("corpus.recipes").joinpath("data/who.toml").read_text(encoding="utf-8"))


def with_codes(reading: Json, name: str) -> Json:
    """Give a sample's reading with its actions' themes and its partners' organisations, as far as they were read."""
    known = read_who().get(name)
    if known is None:
        return reading
    actions = []
    for action, code in zip(reading["actions"], known["themes"], strict=True):
        ids = {"organisations": [known["organisations"][name] for name in action.get("partners", ())]}
        actions.append({**action, "theme_code": code, **(ids if "partners" in action else {})})
    return {**reading, "actions": actions}


def _record(frame: Frame, actions: list[Json]) -> Json:
    """Put the contract's facts around its actions."""
    facts = {"contract": frame.facts} if frame.facts else {}
    return {"territory": frame.territory, "period": list(frame.period), **facts, "actions": actions}


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
        "calendar": [{"year": year, "phase": None if phase == "unknown" else phase} for year, phase in sheet.calendar],
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


def _action(action: Action, fields: list[str]) -> Json:
    """Give one action's reading, with the fields that the layout carries."""
    values: Json = {
        "number": action.number,
        "title": action.title,
        "priority": action.priority,
        "partners": [*action.leads, *action.partners],
        "calendar": [{"year": year.year, "phase": year.phase} for year in action.calendar],
        **{key: list(getattr(action, key)) for key in LISTS},
    }
    sheet = action.kind != "programme_objective"
    row: Json = {"key": f"{action.theme}#{action.number}" if sheet else action.number}
    row |= {"kind": action.kind, "theme": action.theme}
    row |= {key: value for key, value in values.items() if key in fields}
    if not sheet:
        row |= {"axis": action.axis, "programme_priority": action.programme_priority}
    if action.leads:
        row["leads"] = list(action.leads)
    row |= {key: getattr(action, key) for key in MORE if getattr(action, key)}
    budget = " ".join(filter(None, (action.budget, action.funding)))
    return row | ({"budget": budget} if budget else {})


def _read_all(items: list[str]) -> list[str]:
    """Give a list's items as read."""
    return [_read(item) for item in items]


def _read(words: str) -> str:
    """Give the words as read: those that a line's end cut are whole again."""
    return words.replace(SOFT_HYPHEN, "")
