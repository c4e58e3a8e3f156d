"""Reads the pattern files: the shipped ones, and a user's own that add to them or override them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

FILES = (
    "labels.toml",
    "phases.toml",
    "priorities.toml",
    "colours.toml",
    "headings.toml",
    "facts.toml",
    "organisations.toml",
    "institutions.toml",
    "authorities.toml",
    "categories.toml",
    "themes.toml",
    "publics.toml",
    "pillars.toml",
    "calendar.toml",
    "commitments.toml",
    "indicators.toml",
    "likeness.toml",
    "quantities.toml",
)
"""The pattern files, shipped and a user's alike."""

Table = Mapping[str, Any]
Layer = Mapping[str, Table]
"""The pattern files of one folder, by name."""
T = TypeVar("T")


class PatternError(Exception):
    """A pattern file is not of the expected form; the message names the file, the line and the fault."""


class Patterns:
    """The shipped pattern files with those of a user's folders on top, the last folder the strongest.

    What is made from them (`kept`) lives as long as they do. They can be sent to another process.
    """

    def __init__(self, layers: Sequence[Layer] = ()) -> None:
        self.layers = tuple(layers)
        self.made: dict[Callable[[], Any], Any] = {}

    def __reduce__(self) -> tuple[type[Patterns], tuple[tuple[Layer, ...]]]:
        return Patterns, (self.layers,)

    @classmethod
    def load(cls, *folders: Path | str) -> Patterns:
        """Read and check the pattern files of some folders.

        Raises PatternError, with one line that names the file, the line and what is wrong.
        """
        from patterns.checking import read_folder  # the checks cost a start-up that most runs do not need

        found = cls()
        for folder in folders:
            found = cls([*found.layers, read_folder(Path(folder), found)])
        return found

    def tables(self, name: str) -> list[Table]:
        """Give every table of one name: the shipped one first, the strongest last."""
        return [read_table(name), *(layer[name] for layer in self.layers if name in layer)]


_IN_USE: ContextVar[Patterns] = ContextVar("patterns", default=Patterns())  # noqa: B039  shipped files never change


def in_use() -> Patterns:
    """Give the patterns that reading goes by at this moment."""
    return _IN_USE.get()


@contextmanager
def use(patterns: Patterns | Path | str | Sequence[Path | str] | None) -> Iterator[Patterns]:
    """Read by these patterns, or by those of these folders, until the block ends; None changes nothing.

    Raises PatternError where a folder's file is not of the expected form.
    """
    if isinstance(patterns, Path | str):
        patterns = Patterns.load(patterns)
    elif patterns is not None and not isinstance(patterns, Patterns):
        patterns = Patterns.load(*patterns)
    token = _IN_USE.set(in_use() if patterns is None else patterns)
    try:
        yield in_use()
    finally:
        _IN_USE.reset(token)


def kept(make: Callable[[], T]) -> Callable[[], T]:
    """Make a function's value once for each set of patterns, when it is first asked for."""

    def value() -> T:
        made = _IN_USE.get().made
        try:
            found: T = made[make]
        except KeyError:
            found = made[make] = make()
        return found

    value.__name__, value.__doc__ = make.__name__, make.__doc__
    return value


@cache
def read_table(name: str) -> Table:
    """Read one shipped pattern file.

    Raises PatternError with the file's name and the line where it is not TOML.
    """
    text = resources.files("patterns").joinpath(name).read_text(encoding="utf-8")
    return MappingProxyType(parse(text, f"patterns/{name}"))


def parse(text: str, path: Path | str) -> dict[str, Any]:
    """Read the table that a TOML text holds.

    Raises PatternError with `path` and the line where it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        numbers = [word for word in place.replace(",", " ").split() if word.isdigit()]
        line = int(numbers[0]) if numbers else max(len(text.splitlines()), 1)
        raise PatternError(f"{path}, line {line}: no TOML: {what[:1].lower()}{what[1:]}.") from error
