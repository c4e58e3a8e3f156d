"""The front door and the way through: command line, batch, reading pages, finding blocks, reading fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.reading import read_contract

__all__ = ["read_contract"]


def __getattr__(name: str) -> Any:
    """Imports the reader when it is first asked for: the command line starts without it."""
    if name == "read_contract":
        from extract.reading import read_contract

        return read_contract
    raise AttributeError(f"module 'extract' has no attribute {name!r}")
