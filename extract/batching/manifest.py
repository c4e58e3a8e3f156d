"""What a folder of records knows of how they came about: `manifest.jsonl`, a line for each contract.

The lines of a run are added one by one, each brought to the disk before the next contract's; a line that
a killed run left torn is dropped. A run that ends leaves one line for each contract, sorted by record.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extract.batching.plan import Job
from extract.batching.remote import is_url, version_of
from extract.errors import InputError
from models.version import VERSION
from output.writing import one_line, write_whole

NAME = "manifest.jsonl"
LOCK = ".contrats.lock"
LEFT_OVER = ".contrats-*.tmp"
"""What a run that was killed may leave beside a record that it was writing."""

Entry = dict[str, Any]


class BusyError(Exception):
    """Another run is at work in the folder."""


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keep other runs from a folder meanwhile; the system lifts the lock of a run that was killed.

    Raises BusyError where another run is at work there.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(out / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(
            f"{out}: another run is at work in this folder. Wait for its end, or give another folder."
        ) from None
    try:
        yield
    finally:
        lock.release()


class Manifest:
    """The manifest of a folder, with the options of the run at hand.

    Raises OSError where it cannot be read or written.
    """

    def __init__(self, out: Path, options: dict[str, Any]) -> None:
        self.out, self.path, self.options = out, out / NAME, options
        self.entries = {entry["record"]: entry for entry in read_entries(self.path)}
        self.tidy()

    def holds(self, job: Job) -> bool:
        """Whether a job's record stands as this version writes it with these options, of the same files."""
        entry = self.entries.get(self.key(job))
        return (
            entry is not None
            and entry["outcome"] == "read"
            and not entry["incomplete"]
            and (entry["version"], entry["options"]) == (VERSION, self.options)
            and entry["record_sha256"] == sha256_of(job.target)
            and entry["corrections_sha256"] == sha256_of(corrections_beside(job.target))
            and [file["sha256"] for file in entry["inputs"]] == [input_hash(source) for source in job.sources]
            and [Path(file["file"]).name for file in entry["inputs"]] == [Path(source).name for source in job.sources]
        )

    def key(self, job: Job) -> str:
        """Give the path of a job's record in the folder."""
        return job.target.relative_to(self.out).as_posix()

    def add(self, job: Job, said: Entry) -> Entry:
        """Add the line of a contract, and bring it to the disk."""
        entry = {
            "record": self.key(job),
            "inputs": [{"file": source, "sha256": input_hash(source)} for source in job.sources],
            "version": VERSION,
            "options": self.options,
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "record_sha256": sha256_of(job.target),
            "corrections_sha256": sha256_of(corrections_beside(job.target)),
            **said,
        }
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line_of(entry))
            file.flush()
            os.fsync(file.fileno())
        self.entries[entry["record"]] = entry
        return entry

    def tidy(self) -> None:
        """Write the manifest anew, a line for each contract, where it is not so."""
        text = "".join(line_of(self.entries[key]) for key in sorted(self.entries))
        if self.entries and (not self.path.exists() or self.path.read_text(encoding="utf-8", errors="replace") != text):
            write_whole(self.path, text)


def read_entries(path: Path) -> list[Entry]:
    """Read the lines of a manifest, in order; torn ones and strange ones are left out."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []
    return [entry for line in lines if (entry := parsed(line))]


def parsed(line: str) -> Entry | None:
    """Read a line; None where it is no entry."""
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and entry.keys() >= KEYS else None


KEYS = frozenset(
    {"record", "inputs", "version", "options", "outcome", "incomplete", "record_sha256", "corrections_sha256"}
)
"""What a line has at least."""


def line_of(entry: Entry) -> str:
    """Give an entry as a line; what a file's name holds that is no letter in any encoding stands there escaped."""
    line = one_line(json.dumps(entry, ensure_ascii=False))  # as JSON escapes it too
    return line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def sweep(folders: Iterable[Path]) -> None:
    """Take away what a run that was killed left half-written."""
    for folder in folders:
        for path in folder.glob(LEFT_OVER):
            path.unlink(missing_ok=True)


def corrections_beside(target: Path) -> Path:
    """Give the place of the readers' corrections of a record."""
    return target.with_suffix(".corrections.json")


def input_hash(source: str) -> str | None:
    """Give what changes when an input does: a file's SHA-256, at a URL what its file system says of it."""
    if not is_url(source):
        return sha256_of(Path(source))
    try:
        return version_of(source)
    except InputError:
        return None


def sha256_of(path: Path) -> str | None:
    """Give the SHA-256 of a file; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
