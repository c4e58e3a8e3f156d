"""How contracts are read: the options that reach every page, and what a manifest says of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from patterns import Patterns

Engine = Literal["pdfium", "pdfplumber"]


@dataclass(frozen=True)
class ReadOptions:
    """What a user can choose that changes what is read; it can be sent to another process."""

    engine: Engine = "pdfium"
    password: str | None = field(default=None, repr=False)
    patterns: Patterns | None = None
    ner: bool = True

    def stated(self) -> dict[str, Any]:
        """Give the options as a manifest states them: a record read with others is read again.

        The password is left out: it is a secret, and what it opens is the same whatever it is.
        """
        patterns = self.patterns and content_hash(self.patterns.layers)
        return {"engine": self.engine, "patterns": patterns, "ner": self.ner}


def content_hash(value: Any) -> str:
    """Give the SHA-256 of plain values, whatever the order of their keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=dict)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
