"""The records to write: of which file or files each is, and what it is called."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from extract.batching.inputs import Found

LONGEST_NAME = 200
"""Bytes of a file's name; most file systems take 255, and a record's corrections have a longer name than its file."""


@dataclass(frozen=True)
class Job:
    """A record to write, and the file or files that it is of, by path or URL."""

    sources: tuple[str, ...]
    target: Path
    size: int = 0

    @property
    def name(self) -> str:
        """What lines call it: the file, or the first of several."""
        more = len(self.sources) - 1
        return f"{self.sources[0]} and {more} more" if more else self.sources[0]


@dataclass(frozen=True)
class Contract:
    """The files of one contract, with the names that its record can take, the first the best."""

    files: tuple[Found, ...]
    names: tuple[PurePath, ...]


def single(file: Found) -> Contract:
    """Make a contract of one file.

    The names are `<stem>.json`; `<stem>.<ext>.json`; the same in a folder named as the input's folder; and
    `<stem>.<ext>.<8 digits>.json`, made from the file's full path, which no other file shares.
    """
    digits = short_hash(file.whole)
    parent, name = file.inside.parent, short_name(file.inside.name, digits)
    folder = PurePath(file.folder).name
    names = (
        parent / f"{PurePath(name).stem}.json",
        parent / f"{name}.json",
        folder / parent / f"{name}.json",
        parent / f"{name}.{digits}.json",
    )
    return Contract((file,), names)


def grouped(files: Sequence[Found], title: str, folder: str) -> Contract:
    """Make a contract of several files, which `title` names; `folder` is where they were found."""
    digits = short_hash("\0".join(file.whole for file in files))
    title = short_name(f"{title}.pdf", digits).removesuffix(".pdf")
    names = (
        PurePath(f"{title}.json"),
        PurePath(f"{title}.files.json"),
        PurePath(folder).name / PurePath(f"{title}.files.json"),
        PurePath(f"{title}.files.{digits}.json"),
    )
    return Contract(tuple(files), names)


def short_name(name: str, digits: str) -> str:
    """Give a file's name so short that the names made from it are a file system's too, digits in place of the rest."""
    if len(os.fsencode(name)) <= LONGEST_NAME:
        return name
    stem, suffix = os.path.splitext(name)  # noqa: PTH122  a name, not a path
    while len(os.fsencode(stem)) > LONGEST_NAME - 20:
        stem = stem[:-1]
    return f"{stem}.{digits}{suffix[:8]}"


def short_hash(text: str) -> str:
    """Give eight digits made from a text."""
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:8]


def plan_jobs(contracts: Sequence[Contract], out: Path) -> list[Job]:
    """Give each contract the path of its record, before anything is read; one found twice counts once."""
    once: dict[tuple[tuple[str, ...], PurePath], Contract] = {}
    for contract in contracts:
        once.setdefault((tuple(file.whole for file in contract.files), contract.names[0]), contract)
    names = settle_names([contract.names for contract in once.values()])
    return [
        Job(tuple(file.source for file in contract.files), out / name, sum(file.size for file in contract.files))
        for contract, name in zip(once.values(), names, strict=True)
    ]


def settle_names(tries: Sequence[Sequence[PurePath]]) -> list[PurePath]:
    """Pick one of each contract's names so that no two share theirs, whatever their order.

    While some share a name, those of them that stand at the earliest try all go on to their next.
    """
    level = [0] * len(tries)
    moved = True
    while moved:
        moved = False
        sharing: dict[str, list[int]] = defaultdict(list)
        for number, reached in enumerate(level):
            sharing[name_key(tries[number][reached])].append(number)
        for numbers in sharing.values():
            earliest = min(level[number] for number in numbers)
            if len(numbers) > 1 and earliest + 1 < len(tries[numbers[0]]):
                moved = True
                for number in numbers:
                    level[number] += level[number] == earliest
    return [names[reached] for names, reached in zip(tries, level, strict=True)]


def name_key(path: PurePath) -> str:
    """Give what two paths share where some file system would take them for one."""
    return unicodedata.normalize("NFC", path.as_posix()).casefold()
