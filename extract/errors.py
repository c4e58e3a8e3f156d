"""What can go wrong with an input: messages of one line that say what to do next."""

from __future__ import annotations


class InputError(Exception):
    """An input that cannot be read; the message names the file, what is wrong and what to do."""


class PageError(Exception):
    """A page that cannot be read; the rest of the document may be. `code` is its warning's."""

    def __init__(self, number: int, reason: str, code: str = "page-failed") -> None:
        super().__init__(f"page {number}: {reason}")
        self.number = number
        self.reason = reason
        self.code = code

    def __reduce__(self) -> tuple[type[PageError], tuple[int, str, str]]:
        return PageError, (self.number, self.reason, self.code)
