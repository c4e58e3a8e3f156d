"""Every regex of the program: the `regex` module's, each of whose searches ends in time. Used as the `re` module is.

A search that takes longer than `TIMEOUT` on one text raises TimeoutError: texts come from anyone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any, AnyStr, Generic

import regex
from regex import ASCII, DOTALL, IGNORECASE, MULTILINE, VERBOSE, Match, escape

__all__ = [
    "ASCII", "DOTALL", "IGNORECASE", "MULTILINE", "TIMEOUT", "VERBOSE", "Match", "Pattern", "compile", "escape",
    "findall", "finditer", "fullmatch", "match", "search", "split", "sub",
]  # fmt: skip

TIMEOUT = 2.0
"""Seconds that one search may take on one text."""


class Pattern(Generic[AnyStr]):
    """A regex; its methods are those of the `regex` module's, under the timeout.

    It is compiled when it is first used: many a run needs few of them. One that is no regex raises then.
    """

    __slots__ = (
        "_flags",
        "findall",
        "finditer",
        "flags",
        "fullmatch",
        "groupindex",
        "match",
        "pattern",
        "search",
        "split",
        "sub",
    )

    pattern: AnyStr
    flags: int
    groupindex: dict[str, int]
    search: Callable[..., Any]
    match: Callable[..., Any]
    fullmatch: Callable[..., Any]
    finditer: Callable[..., Iterator[Any]]
    findall: Callable[..., list[Any]]
    split: Callable[..., list[AnyStr]]
    sub: Callable[..., AnyStr]

    def __init__(self, pattern: AnyStr, flags: int = 0) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Compile the regex: only what it gives is missing before."""
        if name not in self.__slots__:
            raise AttributeError(name)
        made = regex.compile(self.pattern, self._flags)
        self.flags, self.groupindex = made.flags, made.groupindex
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, method, partial(getattr(made, method), timeout=TIMEOUT))
        return getattr(self, name)

    def __reduce__(self) -> tuple[type[Pattern[AnyStr]], tuple[AnyStr, int]]:
        return Pattern, (self.pattern, self._flags)


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001  as the `re` module calls it
    """Give a pattern."""
    return Pattern(pattern, flags)


kept = lru_cache(maxsize=512)(Pattern)
"""Patterns that are used without being compiled before, compiled once."""


def search(pattern: AnyStr, text: AnyStr, flags: int = 0, timeout: float = TIMEOUT) -> Any:
    """Give the first match of a pattern."""
    return kept(pattern, flags).search(text, timeout=timeout)


def match(pattern: AnyStr, text: AnyStr, flags: int = 0, timeout: float = TIMEOUT) -> Any:
    """Give the match of a pattern at a text's start."""
    return kept(pattern, flags).match(text, timeout=timeout)


def fullmatch(pattern: AnyStr, text: AnyStr, flags: int = 0, timeout: float = TIMEOUT) -> Any:
    """Give the match of a pattern with a whole text."""
    return kept(pattern, flags).fullmatch(text, timeout=timeout)


def finditer(pattern: AnyStr, text: AnyStr, flags: int = 0, timeout: float = TIMEOUT) -> Iterator[Any]:
    """Give each match of a pattern, one after the other."""
    return kept(pattern, flags).finditer(text, timeout=timeout)


def findall(pattern: AnyStr, text: AnyStr, flags: int = 0, timeout: float = TIMEOUT) -> list[Any]:
    """Give what each match of a pattern holds."""
    return kept(pattern, flags).findall(text, timeout=timeout)


def split(pattern: AnyStr, text: AnyStr, maxsplit: int = 0, flags: int = 0, timeout: float = TIMEOUT) -> list[AnyStr]:
    """Give a text's parts between the matches of a pattern."""
    return kept(pattern, flags).split(text, maxsplit=maxsplit, timeout=timeout)


def sub(pattern: AnyStr, new: Any, text: AnyStr, count: int = 0, flags: int = 0, timeout: float = TIMEOUT) -> AnyStr:
    """Give a text with each match of a pattern replaced."""
    made: AnyStr = kept(pattern, flags).sub(new, text, count=count, timeout=timeout)
    return made
