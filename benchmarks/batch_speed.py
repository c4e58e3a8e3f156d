"""How fast a folder of contracts is read, how much memory a process takes, and how both grow with the pages.

    python benchmarks/batch_speed.py ../shared/contracts --rounds 3

The folder holds 40 contracts: the samples and the PDFs of the folders named, copied in turn and shuffled. Each
contender is a process of its own, start-up included; the rounds alternate between them, so that a busy moment
of the machine hits all. For the growth, the same 100 pages of the samples make contracts of up to 5,000.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import NamedTuple

import psutil
import pypdfium2
from read_speed import CONTRATS, ROOT, environment

CONTRACTS = 40
LENGTHS = (100, 500, 1000, 5000)
"""Pages of the contracts that show how time and memory grow."""
UNIT = 100
MEGABYTE = 1_000_000
LOOK = 0.02
"""Seconds between two looks at the memory."""

PLUMBER = "pdfplumber extract_text()"
PLUMBER_LOOP = """
import sys, pdfplumber
for path in sys.argv[1:]:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
"""

PDFIUM_TEXT = """
import sys, pypdfium2
for path in sys.argv[1:]:
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        page.get_textpage().get_text_range()
"""


class Measured(NamedTuple):
    """Seconds of wall clock and of all processors, and the peak megabytes of the largest process."""

    seconds: float
    processor: float
    megabytes: float


def measured(command: Sequence[str], env: dict[str, str]) -> Measured:
    """Run a command to its end; `SystemExit` with its words where it fails."""
    before = os.times()
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        watched, peak = psutil.Process(process.pid), 0
        while process.poll() is None:
            peak = max(peak, largest(watched))
            time.sleep(LOOK)
        taken = time.perf_counter() - start
        said = process.stdout.read().decode() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"{' '.join(command)[:200]} failed ({process.returncode}):\n{said}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(taken, spent, peak / MEGABYTE)


def largest(process: psutil.Process) -> int:
    """Bytes in memory of the largest of a process and those that it started."""
    try:
        return max(each.memory_info().rss for each in (process, *process.children(recursive=True)))
    except psutil.Error:  # one that ended meanwhile
        return 0


def extract(inputs: Sequence[Path], out: Path, *options: str) -> list[str]:
    """Give the command that reads files, all of them."""
    named = [str(path) for path in inputs]
    return [sys.executable, "-c", CONTRATS, "extract", *named, "--out", str(out), "--fresh", "--quiet", *options]


def make_folder(sources: Sequence[Path], folder: Path) -> list[Path]:
    """Copy contracts in turn, under names in no order."""
    folder.mkdir()
    numbers = random.Random(40).sample(range(CONTRACTS), CONTRACTS)  # noqa: S311  any order does
    return sorted(
        Path(shutil.copy(source, folder / f"{number:02}-{source.name}"))
        for number, source in zip(numbers, cycle(sources), strict=False)
    )


def make_long(sources: Sequence[Path], folder: Path) -> dict[int, Path]:
    """Make contracts of the same first pages of some others, over and over."""
    unit = pypdfium2.PdfDocument.new()
    for source in sources:
        document = pypdfium2.PdfDocument(source)
        unit.import_pages(document, list(range(min(len(document), UNIT - len(unit)))))
    made = {}
    for pages in LENGTHS:
        whole = pypdfium2.PdfDocument.new()
        for _ in range(pages // UNIT):
            whole.import_pages(unit)
        made[pages] = folder / f"{pages}.pdf"
        whole.save(made[pages])
    return made


def page_count(*paths: Path) -> int:
    """Pages of files, together."""
    return sum(len(pypdfium2.PdfDocument(path)) for path in paths)


def folder_table(paths: Sequence[Path], folder: Path, env: dict[str, str], rounds: int) -> str:
    """Compare contrats, with one worker and two, with both loops over a folder."""
    pages, ways = page_count(*paths), ["", " --no-ner"] if has_option("--no-ner", env) else [""]
    times: dict[str, list[Measured]] = defaultdict(list)
    for turn in range(rounds + 1):
        some = paths if turn else paths[:2]  # the first turn compiles the modules to bytecode
        for name, command in contenders(some, folder / "out", ways).items():
            result = measured(command, env)
            if turn:
                times[name].append(result)
    wall = {name: median(each.seconds for each in its) for name, its in times.items()}
    cpu = {name: median(each.processor for each in its) for name, its in times.items()}
    base, cpu_base = wall[PLUMBER], cpu[PLUMBER]
    lines = [
        f"{len(paths)} contracts, {pages} pages",
        f"{'':30}{'s':>8}{'ratio':>7}{'pages/s':>9}{'CPU s':>8}{'ratio':>7}{'MB':>6}",
    ]
    for name, its in times.items():
        took, spent, most = wall[name], cpu[name], max(each.megabytes for each in its)
        lines.append(
            f"{name:30}{took:8.2f}{took / base:7.3f}{pages / took:9.0f}{spent:8.2f}{spent / cpu_base:7.3f}{most:6.0f}"
        )
    for way in ways:
        one, two = (wall[f"contrats --workers {workers}{way}"] for workers in "12")
        lines.append(f"two workers are {one / two:.2f} times one{way}")
    return "\n".join(lines)


def contenders(paths: Sequence[Path], out: Path, ways: Sequence[str]) -> dict[str, list[str]]:
    """The command of each contender, by its name."""
    named = [str(path) for path in paths]
    commands = {
        f"contrats --workers {workers}{way}": extract(paths, out, "--workers", workers, *way.split())
        for way in ways
        for workers in "12"
    }
    commands[PLUMBER] = [sys.executable, "-c", PLUMBER_LOOP, *named]
    commands["pdfium bare text"] = [sys.executable, "-c", PDFIUM_TEXT, *named]
    return commands


def has_option(option: str, env: dict[str, str]) -> bool:
    """Whether `contrats extract` has an option."""
    command = [sys.executable, "-c", CONTRATS, "extract", "--help"]
    return option in subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout


def growth_table(sources: Sequence[Path], folder: Path, env: dict[str, str], rounds: int) -> str:
    """Show how time, memory and the record grow with the pages of one contract."""
    paths, out = make_long(sources, folder), folder / "out"
    times: dict[int, list[Measured]] = {pages: [] for pages in LENGTHS}
    for _ in range(rounds):
        for pages, path in paths.items():
            times[pages].append(measured(extract([path], out, "--workers", "1"), env))
    lines = [f"{'pages':>7}{'s':>8}{'CPU s':>8}{'CPU ms/page':>13}{'MB':>7}{'record MB':>11}"]
    for pages, its in times.items():
        took, spent = median(each.seconds for each in its), median(each.processor for each in its)
        most, record = max(each.megabytes for each in its), (out / f"{pages}.json").stat().st_size / MEGABYTE
        lines.append(f"{pages:7}{took:8.2f}{spent:8.2f}{1000 * spent / pages:13.2f}{most:7.0f}{record:11.1f}")
    return "\n".join(lines)


def start_up(env: dict[str, str], rounds: int) -> str:
    """Say how long the program takes to start, and to read the smallest sample."""
    smallest = min((ROOT / "corpus" / "samples").glob("*.pdf"), key=page_count)
    with tempfile.TemporaryDirectory() as out:
        commands = {
            "contrats --help": [sys.executable, "-c", CONTRATS, "--help"],
            f"contrats extract, {page_count(smallest)} pages": extract([smallest], Path(out)),
        }
        times = {
            name: [measured(command, env).seconds for _ in range(rounds + 1)][1:] for name, command in commands.items()
        }
    return "\n".join(f"{name}: {median(its):.2f} s" for name, its in times.items())


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*", help="folders of more contracts as PDF")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each (default: 3)")
    parser.add_argument("--only", choices=("start", "folder", "growth"), help="one of the tables")
    options = parser.parse_args()
    samples = sorted((ROOT / "corpus" / "samples").glob("*.pdf"))
    sources = [*samples, *(path for folder in options.folders for path in sorted(folder.resolve().glob("*.pdf")))]
    rounds = max(1, options.rounds)
    with tempfile.TemporaryDirectory() as made:
        folder, env = Path(made), environment(Path(made))
        print(f"medians of {rounds} rounds, {os.cpu_count()} cores", flush=True)
        if options.only in (None, "start"):
            print(start_up(env, rounds), flush=True)
        if options.only in (None, "folder"):
            print(folder_table(make_folder(sources, folder / "in"), folder, env, rounds), flush=True)
        if options.only in (None, "growth"):
            print(growth_table(samples, folder, env, rounds), flush=True)


if __name__ == "__main__":
    main()
