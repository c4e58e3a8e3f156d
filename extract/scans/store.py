"""What OCR read, kept in a folder by the page's picture and the engine: a second run costs nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PIL import Image

from extract.pages import Fill, Page, Rule, Word
from output.writing import write_whole

READER = 3
"""Raise it where what is made of a picture changes: pages that were kept before are read again."""


def usual_folder() -> Path:
    """The folder of the user's machine for what can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("contrats", appauthor=False) / "ocr"


def page_key(picture: Image.Image, engine: str) -> str:
    """What a page's reading is kept under: the SHA-256 of its pixels, the engine and our own reader's version."""
    digest = hashlib.sha256(f"{READER} {engine} {picture.mode} {picture.size}\n".encode())
    digest.update(picture.tobytes())
    return digest.hexdigest()


def kept(folder: Path, key: str, number: int) -> Page | None:
    """The page that was kept under a key; None where there is none, or none that can be read."""
    try:
        return page_of(json.loads(_path(folder, key).read_text(encoding="utf-8")), number)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(folder: Path, key: str, page: Page) -> None:
    """Keep a page; where the folder cannot be written, it is read again the next time."""
    path = _path(folder, key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(asdict(page), ensure_ascii=False))
    except OSError:
        return


def page_of(plain: dict[str, Any], number: int) -> Page:
    """A page as it was kept. Raises KeyError or TypeError where it is none."""
    return Page(
        number,
        plain["width"],
        plain["height"],
        tuple(Word._make([*word[:8], tuple(word[8]), *word[9:]]) for word in plain["words"]),
        tuple(Fill._make([*fill[:4], tuple(fill[4])]) for fill in plain["fills"]),
        tuple(map(Rule._make, plain["rules"])),
        plain["turn"],
    )


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key}.json"
