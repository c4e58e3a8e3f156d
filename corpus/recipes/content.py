"""What a sample contract says, as plain values read from the TOML files in `data/`.

Each contract has a frame, `NAME.toml` (cover and prose), and beside it its sheets, axes or actions.
"""

import json
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

SOFT_HYPHEN = "\u00ad"
"""Where a line's end cuts a word."""


class MissingError(Exception):
    """A font, a program or a package that drawing needs is not on this machine, or failed."""


@dataclass(frozen=True)
class Block:
    """One piece of prose: exactly one of its fields is set, `widths` beside `table` aside."""

    h1: str = ""
    h2: str = ""
    p: str = ""
    b: list[str] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    signatures: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Frame:
    """What stands around the actions: cover, prose before and after, footer; and the facts that they state."""

    name: str
    territory: str
    period: tuple[int, int]
    title: str
    subtitle: str
    cover_lines: list[str]
    footer: str
    front: list[Block]
    back: list[Block]
    facts: dict[str, Any] = field(default_factory=dict)

    def headings(self) -> list[str]:
        """Give the chapters before and after the actions."""
        return [*headings(self.front), *headings(self.back)]


def headings(blocks: list[Block]) -> list[str]:
    """Give the chapters of some prose."""
    return [block.h1 for block in blocks if block.h1]


Years = list[tuple[int, str]]
"""Years of a calendar, each with `study`, `implementation` or `unknown`."""


@dataclass(frozen=True)
class Sheet:
    """One action sheet, word for word."""

    number: str
    title: str
    priority: int
    priority_text: str
    partners: list[str]
    indicators: list[str]
    orientations: list[str]
    objectives: list[str]
    contents: list[str]
    calendar: Years
    orientation_label: str = "ORIENTATIONS STRATEGIQUES"
    empty_last_number: bool = False


@dataclass(frozen=True)
class Theme:
    """A run of sheets behind one divider page."""

    title: str
    badge: str
    sheets: list[Sheet]
    numbering: str = "1."
    bullet: str = "•"
    hanging: bool = False


@dataclass(frozen=True)
class Legend:
    """The model sheet that explains the boxes and the colours."""

    number: str
    theme: str
    title: str
    priority: str
    partners: str
    indicators: str
    boxes: list[list[str]]
    years: Years
    notes: list[str]


@dataclass(frozen=True)
class CardContract:
    """A contract made of action sheets."""

    frame: Frame
    legend: Legend
    themes: list[Theme]


@dataclass(frozen=True)
class Objective:
    """One operational objective and its measures; `printed` is its number as the table writes it."""

    number: str
    printed: str
    title: str
    measures: list[str]
    splits: bool = False


@dataclass(frozen=True)
class Priority:
    """One priority of an axis."""

    number: str
    title: str
    objectives: list[Objective]


@dataclass(frozen=True)
class Axis:
    """One axis: a heading, a few words, and a table of its priorities."""

    number: str
    heading: str
    title: str
    intro: list[str]
    priorities: list[Priority]
    bullet: str = ""


@dataclass(frozen=True)
class ProgrammeContract:
    """A contract made of programme tables."""

    frame: Frame
    heading: str
    intro: str
    columns: list[str]
    axes: list[Axis]


@dataclass(frozen=True)
class Year:
    """One year of a calendar, with its phase where the contract tells one."""

    year: int
    phase: str | None


@dataclass(frozen=True)
class Action:
    """One action: the values a reader must find, and under `printed` what stands on the page instead."""

    kind: str
    number: str
    title: str
    theme: str
    priority: int | None = None
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    strategic_orientations: tuple[str, ...] = ()
    operational_objectives: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    calendar: tuple[Year, ...] = ()
    open_end: bool = False
    target_public: str = ""
    places: str = ""
    context: str = ""
    means: str = ""
    budget: str = ""
    funding: str = ""
    axis: dict[str, str] = field(default_factory=dict)
    programme_priority: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)

    def shown(self, key: str, default: str) -> str:
        """Give what is printed for `key`: the accident that the content asks for, or else `default`."""
        return self.printed.get(key, default)


@dataclass(frozen=True)
class PlanContract:
    """A contract whose actions follow one another; `fields` are those that its layout carries."""

    frame: Frame
    kind: str
    fields: list[str]
    actions: list[Action]

    def themes(self) -> list[str]:
        """Give the themes, each once, in the order of the actions."""
        return list(dict.fromkeys(action.theme for action in self.actions))


def load_plan(name: str) -> PlanContract:
    """Read the contract `name`, whose actions follow one another."""
    raw = _read(f"{name}-actions.toml")
    actions = [_action(action, raw["kind"]) for action in raw.pop("actions")]
    return PlanContract(frame=_frame(name), actions=actions, **raw)


def load_cards(name: str) -> CardContract:
    """Read the card contract `name`."""
    raw = _read(f"{name}-sheets.toml")
    return CardContract(_frame(name), Legend(**raw["legend"]), [_theme(theme) for theme in raw["themes"]])


def load_programme(name: str) -> ProgrammeContract:
    """Read the programme contract `name`."""
    raw = _read(f"{name}-axes.toml")
    axes = [_axis(axis) for axis in raw.pop("axes")]
    return ProgrammeContract(frame=_frame(name), axes=axes, **raw)


def _read(file_name: str) -> dict[str, Any]:
    """Read one TOML file of `data/`."""
    return tomllib.loads(_data(file_name).read_text(encoding="utf-8"))


def _data(file_name: str) -> Traversable:
    return files(__package__) / "data" / file_name


def _frame(name: str) -> Frame:
    """Read the prose of contract `name`."""
    raw = _read(f"{name}.toml")
    front, back = ([Block(**block) for block in raw.pop(key)] for key in ("front", "back"))
    first, last = raw.pop("period")
    facts = json.loads(stated.read_text(encoding="utf-8")) if (stated := _data(f"{name}-facts.json")).is_file() else {}
    return Frame(**raw, period=(first, last), front=front, back=back, facts=facts)


def _theme(raw: dict[str, Any]) -> Theme:
    """Make a theme and its sheets."""
    sheets = [Sheet(**sheet) for sheet in raw.pop("sheets")]
    return Theme(**raw, sheets=sheets)


def _axis(raw: dict[str, Any]) -> Axis:
    """Make an axis, its priorities and their objectives."""
    priorities = []
    for priority in raw.pop("priorities"):
        objectives = [Objective(**objective) for objective in priority.pop("objectives")]
        priorities.append(Priority(**priority, objectives=objectives))
    return Axis(**raw, priorities=priorities)


def _action(raw: dict[str, Any], kind: str) -> Action:
    """Make an action."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    values["calendar"] = tuple(_year(words) for words in raw.get("calendar", []))
    return Action(**{"kind": kind, **values})


def _year(words: str) -> Year:
    """Make a year of "2016" or "2016 study"."""
    year, _, phase = words.partition(" ")
    return Year(int(year), phase or None)
