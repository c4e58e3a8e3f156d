"""Checks pattern files, and says of a bad one in which line what is wrong.

Nothing here runs unless a user gives pattern files: those that are shipped are checked by a test.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from patterns import regexes as regex
from patterns.folding import TIMEOUT
from patterns.institutions import Institution, all_names, institutions, written_names
from patterns.labels import LabelBook, label_book, run_together
from patterns.loading import FILES, Layer, PatternError, Patterns, Table, parse, read_table, use
from patterns.shapes import SHAPES
from patterns.words import ALTERNATIVES, same_word, word_lists

Place = tuple[int | str, ...]
"""Keys and indexes that lead to a value in a table: ("label", 0, "phrases", 2)."""


class Source(NamedTuple):
    """A pattern file: where it is, its text and the table that it holds."""

    path: Path
    text: str
    table: dict[str, Any]

    def refuse(self, what: str, place: Place, word: str | None = None) -> NoReturn:
        """Raise PatternError for a value; `word` is what to look for on the lines that state it."""
        raise PatternError(f"{self.path}, line {line_of(self.text, place, word)}: {what}.")


def read_folder(folder: Path, below: Patterns) -> Layer:
    """Read the pattern files of a user's folder, which change what `below` has.

    Raises PatternError, with one line that names the file, the line and what is wrong.
    """
    try:
        names = sorted(path.name for path in folder.iterdir() if path.suffix.lower() == ".toml")
    except FileNotFoundError:
        raise PatternError(f"{folder}: no such folder. Check the path.") from None
    except NotADirectoryError:
        raise PatternError(f"{folder}: a file. Give the folder that holds labels.toml.") from None
    except OSError as error:
        raise PatternError(f"{folder}: cannot be opened ({error.strerror}). Check its rights.") from error
    known = ", ".join(FILES)
    if not names:
        raise PatternError(f"{folder}: no pattern file in this folder. Put one there: {known}.")
    for name in names:
        if name not in FILES:
            raise PatternError(f"{folder / name}: no pattern file has this name. Name it as one of {known}.")
    return {name: check_file(folder / name, below) for name in names}


def check_file(path: Path, below: Patterns | None) -> Table:
    """Read a pattern file that changes what `below` has; without `below` it stands alone.

    Raises PatternError, with one line that names the file, the line and what is wrong.
    """
    text = _text(path)
    source = Source(path, text, parse(text, path))
    try:
        SHAPES[path.name].model_validate(source.table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = tuple(step for step in first["loc"] if step != "[key]")
        what = _fault(first)
        found = first["input"] if isinstance(first["input"], str) else None
        source.refuse(what, place, found)
    if path.name == "labels.toml":
        _check_labels(source, below)
    elif path.name == "institutions.toml":
        _check_institutions(source, below)
    elif path.name != "colours.toml":
        _check_words(source, below)
    return source.table


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PatternError(f"{path}: cannot be read ({error.strerror}). Check its rights.") from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PatternError(f"{path}, line {line}: no UTF-8. Save the file as UTF-8.") from error


def _fault(error: ErrorDetails) -> str:
    """Say what is wrong with a value, in the words of a person who writes TOML."""
    place = [str(step) for step in error["loc"] if step != "[key]"]
    name = next((step for step in reversed(place) if not step.isdigit()), place[-1] if place else "")
    match error["type"]:
        case "extra_forbidden":
            return f"unknown key `{name}`"
        case "missing":
            return f"`{name}` is missing"
        case "value_error":
            return f"`{name}`: {error['ctx']['error']}"
        case _:
            return f"`{name}`: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _check_labels(source: Source, below: Patterns | None) -> None:
    """Refuse fields that there are not, a phrase in two fields, and the removal of what is not there."""
    book = _book(below) if below else None
    fields = {entry["field"] for entry in read_table("labels.toml")["label"]}
    owners: dict[tuple[str, str], str] = {}
    for k, entry in enumerate(source.table.get("label", ())):
        name = entry["field"]
        if name not in fields:
            known = ", ".join(sorted(fields))
            source.refuse(f"unknown field `{name}`. Known are {known}", ("label", k, "field"), name)
        for kind in ("phrases", "column_phrases"):
            for i, phrase in enumerate(entry.get(kind, ())):
                owner = owners.setdefault((kind, run_together(phrase)), name)
                if owner != name:
                    what = f"“{phrase}” is a phrase of `{owner}` already; a phrase announces one field"
                    source.refuse(what, ("label", k, kind, i), phrase)
        for i, phrase in enumerate(entry.get("remove", ())):
            if not book or not book.has(name, phrase):
                what = f"“{phrase}” is no phrase of `{name}`; there is nothing to remove"
                source.refuse(what, ("label", k, "remove", i), phrase)


def _book(patterns: Patterns) -> LabelBook:
    with use(patterns):
        return label_book()


def _check_institutions(source: Source, below: Patterns | None) -> None:
    """Refuse a name that two institutions share, a new one without name or category, and removals of nothing."""
    known = {entry.id: entry for entry in _institutions(below)} if below else {}
    entries = source.table.get("institution", ())
    changed = {entry["id"] for entry in entries}
    owners = {name: entry.id for entry in known.values() if entry.id not in changed for name in all_names(entry)}
    for k, entry in enumerate(entries):
        place = ("institution", k, "id")
        if entry["id"] not in known:
            if entry.get("remove"):
                source.refuse(f"there is no institution `{entry['id']}` to remove", place, entry["id"])
            for needed in ("name", "category", "level"):
                if needed not in entry:
                    source.refuse(f"`{needed}` is missing for the new institution `{entry['id']}`", place, entry["id"])
        for name, written, inside in written_names(entry):
            owner = owners.setdefault(name, entry["id"])
            if owner != entry["id"]:
                what = f"“{written}” is a name of `{owner}` already; a name means one institution"
                source.refuse(what, ("institution", k, *inside), written)


def _institutions(patterns: Patterns) -> tuple[Institution, ...]:
    with use(patterns):
        return institutions()


def _check_words(source: Source, below: Patterns | None) -> None:
    """Refuse a word in two lists of which it can be in one, and the removal of what is not there."""
    lists = word_lists(below, source.path.name) if below else {}
    owners: dict[tuple[str, ...], str] = {}
    for group, entry in source.table.items():
        for i, word in enumerate(entry.get("words", ())):
            owner = owners.setdefault(same_word(word), group)
            if owner != group and source.path.name in ALTERNATIVES:
                what = f"“{word}” is a word of `{owner}` already; a word means one of them"
                source.refuse(what, (group, "words", i), word)
        there = {same_word(word) for word in lists.get(group, ())}
        for i, word in enumerate(entry.get("remove", ())):
            if same_word(word) not in there:
                what = f"“{word}” is no word of `{group}`; there is nothing to remove"
                source.refuse(what, (group, "remove", i), word)


def line_of(text: str, place: Place, word: str | None = None) -> int:
    """Find the line of a TOML text in which the value at `place` stands, or what there is of its way.

    A statement of several lines is searched for `word`, else for the last key of the place.
    """
    lines = text.split("\n")
    best, depth = (1, 1), 0
    for first, last, table in _statements(lines):
        reached = _depth(table, place)
        if reached > depth:
            best, depth = (first, last), reached
    sought = word or next((step for step in reversed(place) if isinstance(step, str)), "")
    whole = regex.compile(rf"(?<!\w){regex.escape(sought)}(?!\w)")
    numbers = range(best[0], best[1] + 1)
    return next((n for n in numbers if sought and whole.search(lines[n - 1], timeout=TIMEOUT)), best[0])


def _statements(lines: Sequence[str]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Give the first and last line of each statement of a TOML text, with the table as it then is."""
    first = 1
    for last, line in enumerate(lines, 1):
        if first == last and (not line.strip() or line.lstrip().startswith("#")):
            first = last + 1
            continue
        try:
            table = tomllib.loads("\n".join(lines[:last]))
        except tomllib.TOMLDecodeError:
            continue  # the statement goes on
        yield first, last, table
        first = last + 1


def _depth(table: object, place: Place) -> int:
    """Count the steps of the way to a value that are there."""
    for depth, step in enumerate(place):
        try:
            table = table[step]  # type: ignore[index]  # what cannot be stepped into ends the way
        except (KeyError, IndexError, TypeError):
            return depth
    return len(place)
