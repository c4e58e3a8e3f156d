"""Reads the pattern files, which are data that a user can read and extend."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


class PatternError(Exception):
    """A pattern file is not of the expected form; the message names the file and the line."""


def read_table(name: str) -> dict[str, Any]:
    """The content of one shipped pattern file.

    Raises PatternError with the file's name and the line where it is not TOML.
    """
    text = resources.files("patterns").joinpath(name).read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PatternError(f"patterns/{name}: {error}") from error
