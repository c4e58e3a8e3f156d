"""What a sample contract says, as plain values read from the TOML files in `data/`."""

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any


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
    """What stands around the actions: cover, prose before and after, footer."""

    name: str
    territory: str
    period: tuple[int, int]
    title: str
    subtitle: str
    cover_lines: list[str]
    footer: str
    front: list[Block]
    back: list[Block]


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
    return tomllib.loads((files(__package__) / "data" / file_name).read_text(encoding="utf-8"))


def _frame(name: str) -> Frame:
    """Read the prose of contract `name`."""
    raw = _read(f"{name}.toml")
    front, back = ([Block(**block) for block in raw.pop(key)] for key in ("front", "back"))
    first, last = raw.pop("period")
    return Frame(**raw, period=(first, last), front=front, back=back)


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
