"""The program over a folder of odd inputs: what came of each, and whether anything went wrong that must not."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from pydantic import ValidationError

from fuzzing.mutating import mutants
from models.record import Record

CONTRATS = [sys.executable, "-c", "from extract.cli import main; main()"]
AT_A_TIME = 100
PAGE_SECONDS = 10
SECONDS_EACH = 60
"""A run may take so long an input, on a machine that does much else: more is a hang."""
MEGABYTES = 1000
"""What a reading process may hold, by its limit."""
FAULTS = ("fault in contrats", "Traceback", "died", "too much memory")
OUT_OF_TIME = ("took too long or ended", "not put together", "search for words")
"""What it says of one that met a limit of time."""
"""What a line says of an input that was not met as it should be."""


@dataclass
class Counts:
    """What came of some inputs: read, read with a warning of what was lost, refused; and what went wrong."""

    read: int = 0
    warned: int = 0
    refused: int = 0
    over_time: int = 0
    megabytes: float = 0.0
    seconds: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, more: Counts) -> None:
        """Take another's counts in."""
        self.read += more.read
        self.warned += more.warned
        self.refused += more.refused
        self.over_time += more.over_time
        self.megabytes = max(self.megabytes, more.megabytes)
        self.seconds += more.seconds
        self.reasons += more.reasons
        self.faults += more.faults

    def __str__(self) -> str:
        inputs = self.read + self.warned + self.refused
        return (
            f"{inputs} inputs: {self.read} read, {self.warned} read with a warning of what was lost, "
            f"{self.refused} refused in one line; {self.over_time} met a time limit; "
            f"peak {self.megabytes:.0f} MB a process, {self.seconds:.0f} s; {len(self.faults)} faults"
            + "".join(f"\n  refused: {count:5} {reason}" for reason, count in self.reasons.most_common(12))
            + "".join(f"\n  FAULT {fault}" for fault in self.faults)
        )


LOST = frozenset(
    {
        "file-damaged",
        "page-failed",
        "page-over-limit",
        "page-over-time",
        "page-crashed",
        "part-over-time",
        "encoding-guessed",
    }
)
"""Warnings that say that something of a file could not be read."""


def fuzz(
    samples: Path, seed: int, count: int, workers: int, keep: Path, say: Callable[[str], None] = lambda _: None
) -> Counts:
    """Run the program over mutants of the samples; what shows a fault is kept."""
    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="contrats-fuzz-") as made:
        some: list[Path] = []
        for index, (name, data) in enumerate(mutants(samples, seed, count), 1):
            folder = Path(made) / f"{(index - 1) // AT_A_TIME}"
            folder.mkdir(exist_ok=True)
            some.append(folder / name)
            some[-1].write_bytes(data)
            if len(some) == AT_A_TIME or index == count:
                turn = (index - 1) // AT_A_TIME
                run_over(some, folder / "out", counts, keep, options_of(turn), workers)
                say(f"{index}: {str(counts).splitlines()[0]}")
                some = []
                shutil.rmtree(folder)
    return counts


def options_of(turn: int) -> Sequence[str]:
    """Give the options of a turn: the reference engine reads one in ten, OCR scans of one in ten."""
    if turn % 10 == 5:
        return ("--engine", "pdfplumber", "--ocr", "off")
    return ("--ocr", "auto" if turn % 10 == 9 else "off")


def run_over(
    paths: Sequence[Path], out: Path, counts: Counts, keep: Path, options: Sequence[str] = (), workers: int = 2
) -> None:
    """Run the program over inputs, and count what came of each. Each must be told of in the manifest's lines."""
    command = [
        *CONTRATS, "extract", *map(str, paths), "--out", str(out), "--json", "--workers", str(workers),
        "--page-seconds", str(PAGE_SECONDS), "--memory-megabytes", str(MEGABYTES), *options,
    ]  # fmt: skip
    started, peak = time.monotonic(), 0.0
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as failed:
        with subprocess.Popen(command, stdout=said, stderr=failed) as process:
            watched = psutil.Process(process.pid)
            while process.poll() is None:
                peak = max(peak, largest(watched) / 1e6)
                if time.monotonic() - started > SECONDS_EACH * len(paths) + 60:
                    for each in (*watched.children(recursive=True), watched):
                        each.kill()
                    counts.faults.append(f"{paths[0].parent}: hangs")
                time.sleep(0.02)
        said.seek(0)
        failed.seek(0)
        entries = [json.loads(line) for line in said.read().decode("utf-8").split("\n") if line]
        errors = failed.read().decode("utf-8", "replace").splitlines()
    counts.seconds += time.monotonic() - started
    if process.returncode not in (0, 1):
        counts.faults.append(f"the program ended with {process.returncode}: {errors[-1:]}")
    counts.megabytes = max(counts.megabytes, peak)
    if peak > MEGABYTES:
        counts.faults.append(f"{paths[0].parent}: {peak:.0f} MB")
    counts.faults += [line for line in errors if not line.startswith("contrats: ")]
    told = {entry["inputs"][0]["file"]: entry for entry in entries}
    for path in paths:
        problem = count_one(told.get(str(path)), out, counts)
        if problem:
            counts.faults.append(f"{path.name}: {problem}")
            keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, keep)


def count_one(entry: dict[str, object] | None, out: Path, counts: Counts) -> str | None:
    """Count what came of an input; give what is wrong with it, if anything is."""
    if entry is None:
        return "nothing is said of it"
    counts.over_time += bool(entry["incomplete"])
    if entry["outcome"] == "failed":
        counts.refused += 1
        line = str(entry["error"])
        counts.over_time += any(words in line for words in OUT_OF_TIME)
        counts.reasons[reason_of(line, str(entry["inputs"][0]["file"]))] += 1  # type: ignore[index]
        return line if any(fault in line for fault in FAULTS) else None
    try:
        record = Record.model_validate_json((out / str(entry["record"])).read_bytes())
    except ValidationError as error:
        return f"no record: {error.errors()[0]}"
    codes = {warning.code for warning in record.warnings}
    counts.warned += bool(codes & LOST)
    counts.read += not codes & LOST
    told = " ".join(warning.message for warning in record.warnings)
    return next((f"a page: {fault}" for fault in FAULTS if fault in told), None)


def reason_of(line: str, file: str) -> str:
    """Give a line without the file that it is about, and without numbers."""
    return "".join("N" if sign.isdigit() else sign for sign in line.replace(f"{file}: ", ""))[:90]


def largest(process: psutil.Process) -> int:
    """Bytes in memory of the largest of a process and those that it started."""
    most = 0
    for each in (process, *children(process)):
        try:
            most = max(most, each.memory_info().rss)
        except psutil.Error:  # it ended meanwhile
            continue
    return most


def children(process: psutil.Process) -> list[psutil.Process]:
    """List what a process started; nothing where it ended."""
    try:
        found: list[psutil.Process] = process.children(recursive=True)
    except psutil.Error:
        return []
    return found
