"""Contracts read once for all the tests that look at their records, as the JSON that is written."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from extract.options import Engine
from extract.reading import read_contract
from models.record import Record, Warning
from output.writing import record_json

CARDS, PROGRAMME = "hazebrouck", "porte-du-hainaut"
"""The two real contracts, by their kind."""


@cache
def record_of(path: Path, engine: Engine = "pdfium") -> dict[str, Any]:
    """The record of a contract as a reader of the JSON sees it; not to be changed."""
    record: dict[str, Any] = json.loads(record_json(read_contract(path, engine=engine)))
    return record


def load(path: Path) -> dict[str, Any]:
    """A JSON file, such as a reference reading."""
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def other_warnings(record: Record) -> list[Warning]:
    """The warnings of a made contract, whose territory is invented and so has no official code."""
    return [warning for warning in record.warnings if warning.code != "territory-without-code"]
