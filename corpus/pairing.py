"""Which record belongs to which reference reading: NAME.json to NAME.gold.json, folders to folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from corpus.scoring import Json

GOLD = ".gold.json"


class Pair(NamedTuple):
    """A record's file and that of its reference reading."""

    name: str
    record: Path
    gold: Path


def find_pairs(record: Path, gold: Path) -> tuple[list[Pair], list[str]]:
    """Pair records with reference readings, with a line for each that stands alone.

    Two files are a pair whatever their names. In a folder, searched with the folders in it, they pair
    by name and by the folder they are in. Problems: a file or folder that is not there, or that is
    alone.
    """
    absent = [f"{path}: no such file or folder. Check the path." for path in (record, gold) if not path.exists()]
    if absent:
        return [], absent
    if record.is_file() and gold.is_file():
        return [Pair(_name(gold.name), record, gold)], []
    if record.is_file():
        return _found([(record.stem, record, gold / f"{record.stem}{GOLD}")])
    if gold.is_file():
        return _found([(_name(gold.name), record / f"{_name(gold.name)}.json", gold)])
    names = sorted({*_golds(gold), *_records(record)})
    if not names:
        return [], [f"{gold}: no reference reading (NAME{GOLD}) in this folder. Give one with some."]
    return _found([(name, record / f"{name}.json", gold / f"{name}{GOLD}") for name in names])


def load_json(path: Path) -> Json:
    """Read a record or a reference reading. Raises OSError, and ValueError where it is neither."""
    value = json.loads(path.read_text(encoding="utf-8"))
    actions = value.get("actions") if isinstance(value, dict) else None
    if not isinstance(actions, list) or not all(isinstance(action, dict) for action in actions):
        raise ValueError("no list of actions")
    checked: Json = value
    return checked


def _found(offers: list[tuple[str, Path, Path]]) -> tuple[list[Pair], list[str]]:
    """Part the pairs of which both files are there from the others."""
    pairs, problems = [], []
    for name, record, gold in offers:
        if not record.is_file():
            problems.append(f"{record}: no record for {gold.name}. Read the contract with contrats extract.")
        elif not gold.is_file():
            problems.append(f"{gold}: no reference reading for {record.name}. Write one, or leave the record out.")
        else:
            pairs.append(Pair(name, record, gold))
    return pairs, problems


def _name(file_name: str) -> str:
    """Give the name of the contract that a reference reading is of."""
    return file_name.removesuffix(GOLD) if file_name.endswith(GOLD) else Path(file_name).stem


def _golds(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix().removesuffix(GOLD) for path in folder.rglob(f"*{GOLD}")]


def _records(folder: Path) -> list[str]:
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*.json"))
    return [name.removesuffix(".json") for name in names if not name.endswith(GOLD)]
