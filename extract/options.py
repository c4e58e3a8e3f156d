"""How contracts are read: the options that reach every page, and what a manifest says of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extract.limits import Limits

if TYPE_CHECKING:
    from patterns import Patterns

Engine = Literal["pdfium", "pdfplumber"]
OcrMode = Literal["auto", "off", "force"]
MEGAPIXELS = 50.0
"""The largest scan that is read, in millions of pixels: a sheet of two square metres and a half."""


@dataclass(frozen=True)
class ScanOptions:
    """Whether scans are read, where what was read is kept, and how large a page may be, in millions of pixels."""

    ocr: OcrMode = "auto"
    folder: Path | None = None
    megapixels: float = MEGAPIXELS

    def stated(self) -> dict[str, Any]:
        """Give the options as a manifest states them, with the engine in use; where pages are kept changes nothing."""
        if self.ocr == "off":
            return {"ocr": "off"}
        from extract.scans.tesseract import engine

        return {"ocr": self.ocr, "ocr_engine": engine(), "ocr_megapixels": self.megapixels}


@dataclass(frozen=True)
class ReadOptions:
    """What a user can choose that changes what is read; it can be sent to another process."""

    engine: Engine = "pdfium"
    password: str | None = field(default=None, repr=False)
    patterns: Patterns | None = None
    ner: bool = True
    scans: ScanOptions = ScanOptions()
    limits: Limits = field(default_factory=Limits)

    def stated(self) -> dict[str, Any]:
        """Give the options as a manifest states them: a record read with others is read again.

        The password is left out: it is a secret, and what it opens is the same whatever it is.
        """
        patterns = self.patterns and content_hash(self.patterns.layers)
        return {
            "engine": self.engine,
            "patterns": patterns,
            "ner": self.ner,
            **self.scans.stated(),
            **self.limits.stated(),
        }


def content_hash(value: Any) -> str:
    """Give the SHA-256 of plain values, whatever the order of their keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=dict)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
