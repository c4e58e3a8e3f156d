"""Records read back from the JSON that `contrats extract` wrote, each contract under an id of its own."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from models.record import SCHEMA_VERSION, Record

HASH_LENGTH = 8
"""Characters of a file's hash that tell two contracts of one id apart."""
NO_RECORDS = (".gold.json", ".schema.json")
"""Ends of file names that are passed over in a folder."""


class Loaded(NamedTuple):
    """A record and the file that it was read from."""

    path: Path
    record: Record


def load_records(inputs: Sequence[Path]) -> tuple[list[Loaded], list[str]]:
    """Read the records that files and folders hold, with a line for each that cannot be read.

    A folder is read recursively for `.json` files, sorted by path; hidden ones, reference readings and
    JSON that is no record are passed over there. A file that is named itself must be a record. A file
    that is named twice is read once.
    """
    loaded: list[Loaded] = []
    problems: list[str] = []
    seen: set[Path] = set()
    for path in inputs:
        inside = path.is_dir()
        files = _records_in(path) if inside else iter([path])
        found = 0
        for file in files:
            found += 1
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            try:
                record = _read(file)
            except (OSError, ValueError) as error:
                problems.append(_unreadable(file, error))
                continue
            if record is not None:
                loaded.append(Loaded(file, record))
            elif inside:
                found -= 1
            else:
                problems.append(f"{file}: no record. Give the JSON that `contrats extract` wrote.")
        if not found:
            problems.append(f"{path}: no record in this folder. Give the folder that `contrats extract` wrote.")
    return loaded, problems


def told_apart(loaded: Sequence[Loaded]) -> tuple[list[Record], list[str]]:
    """Give the records with no two contracts under one id, with a line for each id that was shared.

    Where several files claim one id, each of them gets the first characters of its hash behind it,
    and so do its actions. A file is known by its hash: a second record of it is left out.
    """
    warnings: list[str] = []
    by_hash: dict[str, Loaded] = {}
    for item in loaded:
        first = by_hash.setdefault(item.record.source_sha256, item)
        if first is not item:
            warnings.append(
                f"{item.path}: left out, it is a second record of the file that {first.path} was made from. "
                "Give one of them."
            )
    by_id: dict[str, list[Loaded]] = defaultdict(list)
    for item in by_hash.values():
        by_id[item.record.contract.id].append(item)
    for name, items in by_id.items():
        if len(items) > 1:
            paths = ", ".join(str(item.path) for item in items)
            new = ", ".join(hashed_id(item.record) for item in items)
            warnings.append(f"{name}: {len(items)} files claim this contract ({paths}). They are told apart as {new}.")
    records = [
        with_id(item.record, hashed_id(item.record)) if len(by_id[item.record.contract.id]) > 1 else item.record
        for item in by_hash.values()
    ]
    return records, warnings


def contract_names(records: Sequence[Record]) -> dict[str, str]:
    """Give each contract, by its id, a name to show: its territory, with its start year or id where shared."""
    names: dict[str, str] = {}
    tries = (_territory, lambda record: f"{_territory(record)} {record.contract.period.start_year or '?'}")
    for name_of in tries:
        shared = Counter(name_of(record) for record in records)
        for record in records:
            if shared[name_of(record)] == 1:
                names.setdefault(record.contract.id, name_of(record))
    return {record.contract.id: names.get(record.contract.id, record.contract.id) for record in records}


def _territory(record: Record) -> str:
    return record.contract.territory.name or record.contract.id


def hashed_id(record: Record) -> str:
    """Give the contract's id with the first characters of its file's hash."""
    return f"{record.contract.id}-{record.source_sha256[:HASH_LENGTH]}"


def with_id(record: Record, name: str) -> Record:
    """Give the record under another contract id, which its actions' ids begin with too."""
    old = record.contract.id
    actions = [action.model_copy(update={"id": name + action.id.removeprefix(old)}) for action in record.actions]
    contract = record.contract.model_copy(update={"id": name})
    return record.model_copy(update={"contract": contract, "actions": actions})


def _records_in(folder: Path) -> Iterator[Path]:
    """Give the files of a folder that may be records, by path."""
    paths = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [
            Path(parent) / name
            for name in files
            if name.lower().endswith(".json") and not name.startswith(".") and not name.lower().endswith(NO_RECORDS)
        ]
    yield from sorted(paths, key=lambda path: (path.as_posix().casefold(), path.as_posix()))


def _read(path: Path) -> Record | None:
    """Read one record; None where the JSON is something else. Raises OSError and ValueError."""
    value: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    if not isinstance(value, dict) or not {"schema_version", "contract"} <= set(value):
        return None
    return Record.model_validate(value, strict=False)


def _unreadable(path: Path, error: Exception) -> str:
    """Say in one line why a file was not read, and what to do next."""
    match error:
        case FileNotFoundError():
            return f"{path}: no such file or folder. Check the path."
        case OSError():
            return f"{path}: cannot be read ({error.strerror or type(error).__name__}). Check its rights."
        case ValidationError():
            first = error.errors(include_url=False)[0]
            fault = f"{'/'.join(map(str, first['loc']))}: {first['msg']}"
            return (
                f"{path}: no record of schema {SCHEMA_VERSION} ({fault}). "
                "Read the contract again with this version of contrats."
            )
        case _:
            return f"{path}: no JSON ({error}). Give the JSON that `contrats extract` wrote."
