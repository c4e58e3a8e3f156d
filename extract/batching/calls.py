"""What is asked of a reading process, and what it answers: values that go from one process to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from extract.limits import Limits

PAGE_SECONDS = 60.0
"""A page that takes longer is given up."""
MEGABYTES = 3000
"""A reading process that wants more memory is ended."""
REST_PAGES = 10
"""What is not about one page may take as long as so many pages at their limit."""


@dataclass(frozen=True)
class Call:
    """A function to run in a reading process, on some files.

    The function takes the files' paths on that machine, the arguments, and last a `Watch`. Files that
    are no local paths are fetched before.
    """

    function: Callable[..., Any]
    sources: tuple[str, ...]
    arguments: tuple[Any, ...] = ()
    page_seconds: float = PAGE_SECONDS
    megabytes: int = MEGABYTES
    file_megabytes: float = Limits.file_megabytes


@dataclass(frozen=True)
class GivenUp:
    """Why a page is not read, and the code of its warning."""

    reason: str
    code: str


@dataclass(frozen=True)
class Answer:
    """What a call gave, and how long it took."""

    value: Any
    seconds: float = 0.0


@dataclass(frozen=True)
class Failure:
    """Why a call gave nothing: one line for the user, and the traceback for who asks for it."""

    line: str
    trace: str | None = None
    seconds: float = 0.0
