"""Columns made from the record's types: what a part's keys are called in a table, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from models.record import Part

Kind = Literal["text", "integer", "number", "boolean"]
Cell = str | int | float | bool | None
Row = tuple[Cell, ...]

_KINDS: dict[type, Kind] = {str: "text", int: "integer", float: "number", bool: "boolean"}


class Column(NamedTuple):
    """A column: its name, what its cells hold, what they mean, and the words that they are one of."""

    name: str
    kind: Kind
    meaning: str
    choices: tuple[str, ...] = ()


@cache
def columns_of(part: type[Part], prefix: str = "") -> tuple[Column, ...]:
    """Give a column for each key of a part that holds one value, or a list of plain values.

    A part inside the part gives its own keys, behind its name ("territory_name"). A list of plain values
    is one text cell. A list of parts gives no column: it is a table of its own. A key whose name a part's key has
    taken gets "_as_written" behind it.
    """
    taken: set[str] = set()
    columns = []
    for column in _walk(part, prefix):
        named = column._replace(name=f"{column.name}_as_written") if column.name in taken else column
        taken.add(named.name)
        columns.append(named)
    return tuple(columns)


def cells_of(value: Part | None, part: type[Part]) -> Row:
    """Give the cells of a part's columns, all None where the part is not there."""
    cells: list[Cell] = []
    for name, field in part.model_fields.items():
        inner, many = plain_type(field.annotation)
        held = None if value is None else getattr(value, name)
        if many:
            if not _is_part(inner):
                cells.append(joined(held or ()))
        elif _is_part(inner):
            cells.extend(cells_of(held, inner))
        else:
            cells.append(held)
    return tuple(cells)


def joined(values: Sequence[object]) -> str | None:
    """Give a list as one cell: numbers behind commas, texts one a line, rows of a table with tabs; None if empty."""
    if not values:
        return None
    return (", " if isinstance(values[0], int) else "\n").join(map(_words, values))


def _words(value: object) -> str:
    """Give one value of a list: nothing for null, its own values behind tabs for a list."""
    if isinstance(value, list):
        return "\t".join(map(_words, value))
    return "" if value is None else str(value)


def plain_type(annotation: Any) -> tuple[Any, bool]:
    """Give the type that a key holds without its null, and whether it holds a list of them."""
    if get_origin(annotation) is Annotated:
        return plain_type(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return plain_type(next(choice for choice in get_args(annotation) if choice is not type(None)))
    if get_origin(annotation) in (list, tuple):
        return plain_type(get_args(annotation)[0])[0], True
    return annotation, False


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _walk(part: type[Part], prefix: str) -> Iterator[Column]:
    for name, field in part.model_fields.items():
        inner, many = plain_type(field.annotation)
        meaning = field.description or ""
        if many:
            if not _is_part(inner):
                yield Column(prefix + name, "text", f"{meaning} In one cell.")
        elif _is_part(inner):
            yield from _walk(inner, f"{prefix}{name}_")
        elif get_origin(inner) is Literal:
            yield Column(prefix + name, "text", meaning, tuple(map(str, get_args(inner))))
        else:
            yield Column(prefix + name, _KINDS[inner], meaning)
