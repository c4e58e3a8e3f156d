"""Many inputs in one go: which files to read, where each record goes, and what came of each."""

from __future__ import annotations

import gc
import hashlib
import os
import signal
import stat
import time
import traceback
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import InputError, PageError
from extract.options import ReadOptions
from output.writing import record_json, write_failure, write_whole

if TYPE_CHECKING:
    from models.record import Record

Reader = Callable[[Path], "Record"]

USUAL = ReadOptions()
SUFFIXES = (".pdf", ".txt")
"""What is read in a folder, in any case of letters."""
GARBAGE_THRESHOLD = 100_000
"""New values after which the garbage collector looks at them, while a document is read."""
MOST_WORKERS = 61
"""As many processes as Windows can wait for."""


@dataclass(frozen=True)
class Found:
    """A file to read: the file, the folder it was found under, and its path in that folder."""

    source: Path
    folder: Path
    inside: Path


@dataclass(frozen=True)
class Job:
    """A file to read and the record to write."""

    source: Path
    target: Path


@dataclass(frozen=True)
class Outcome:
    """What came of a job: counts of what was read, or the one line that says what failed."""

    job: Job
    seconds: float
    contract: str = ""
    pages: int | None = None
    actions: int = 0
    partners: int = 0
    indicators: int = 0
    warnings: int = 0
    error: str | None = None
    trace: str | None = None


def find_inputs(inputs: Sequence[Path], out: Path) -> tuple[list[Found], list[str]]:
    """List the files that `inputs` name, in order, with a line for each input that gives none.

    A folder is read recursively for PDF and text files, sorted by path; hidden files and folders
    and the output folder are left out. A file that is named itself is taken whatever its name.
    """
    found: list[Found] = []
    problems: list[str] = []
    for path in inputs:
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            problems.append(f"{path}: no such file or folder. Check the path.")
        except OSError as error:
            problems.append(f"{path}: cannot be opened ({error.strerror}). Check its rights and its name.")
        else:
            if stat.S_ISDIR(mode):
                inside, unreadable = walk_folder(path, out)
                found += inside
                problems += unreadable
                if not inside and not unreadable:
                    problems.append(f"{path}: no PDF or text file in this folder. Give one with contracts.")
            elif stat.S_ISREG(mode):
                found.append(Found(path, path.resolve().parent, Path(path.name)))
            else:
                problems.append(f"{path}: neither a file nor a folder. Give a PDF, a text file or a folder.")
    return found, problems


def walk_folder(folder: Path, out: Path) -> tuple[list[Found], list[str]]:
    """List the PDF and text files under `folder`, and a line for each folder that cannot be read."""
    left_out = out.resolve()
    paths: list[Path] = []
    errors: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=errors.append):
        here = Path(parent)
        folders[:] = [name for name in folders if not name.startswith(".") and (here / name).resolve() != left_out]
        paths += [here / name for name in files if not name.startswith(".") and name.lower().endswith(SUFFIXES)]
    paths.sort(key=lambda path: (path.as_posix().casefold(), path.as_posix()))
    problems = [f"{error.filename}: cannot be opened ({error.strerror}). Check its rights." for error in errors]
    return [Found(path, folder.resolve(), path.relative_to(folder)) for path in paths], problems


def plan_jobs(found: Sequence[Found], out: Path) -> list[Job]:
    """Give each file the path of its record, before anything is read; a file found twice counts once."""
    once: dict[tuple[Path, Path], Found] = {}
    for file in found:
        once.setdefault((file.source.resolve(), file.inside.parent / file.inside.stem), file)
    names = settle_names([record_names(file) for file in once.values()])
    return [Job(file.source, out / name) for file, name in zip(once.values(), names, strict=True)]


def settle_names(tries: Sequence[Sequence[Path]]) -> list[Path]:
    """Pick one of each file's names so that no two files share theirs, whatever the files' order.

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


def record_names(file: Found) -> list[Path]:
    """List the names that a file's record can take under the output folder, the first the best.

    They are `<stem>.json`; `<stem>.<ext>.json`; the same in a folder named as the input's folder; and
    `<stem>.<ext>.<8 digits>.json`, made from the file's full path, which no other file shares.
    """
    parent, name = file.inside.parent, file.inside.name
    digits = hashlib.sha256(os.fsencode(file.source.resolve())).hexdigest()[:8]
    return [
        parent / f"{file.inside.stem}.json",
        parent / f"{name}.json",
        Path(file.folder.name) / parent / f"{name}.json",
        parent / f"{name}.{digits}.json",
    ]


def name_key(path: Path) -> str:
    """Give what two paths share where some file system would take them for one."""
    return unicodedata.normalize("NFC", path.as_posix()).casefold()


def read_file(path: Path, options: ReadOptions = USUAL) -> Record:
    """Read one contract; what reading needs is imported here, not at start-up."""
    from extract.reading import read_contract

    return read_contract(path, engine=options.engine, password=options.password, patterns=options.patterns)


def run_jobs(jobs: Sequence[Job], read: Reader, workers: int = 1) -> Iterator[Outcome]:
    """Run the jobs and give the outcome of each, in the jobs' order.

    One worker reads in this process; more read in processes of their own, where a crash of one
    document ends no other.
    """
    workers = min(workers, len(jobs), MOST_WORKERS)
    if workers > 1:
        yield from run_in_processes(jobs, read, workers)
    else:
        for job in jobs:
            yield run_job(job, read)


def run_job(job: Job, read: Reader) -> Outcome:
    """Read a file and write its record; every failure becomes the outcome's one line."""
    started = time.perf_counter()
    try:
        with seldom_collected():
            record = with_corrections(read(job.source), job.target)
        text = record_json(record)
    except Exception as error:  # one document's fault must not end the batch
        line, trace = reading_failure(job.source, error)
        return Outcome(job, time.perf_counter() - started, error=line, trace=trace)
    try:
        job.target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(job.target, text)
    except OSError as error:
        line = write_failure(job.target, error)
        return Outcome(job, time.perf_counter() - started, error=line, trace=traceback.format_exc())
    return Outcome(
        job,
        time.perf_counter() - started,
        contract=record.contract.title or record.contract.id,
        pages=None if None in (counts := [source.pages for source in record.sources]) else sum(filter(None, counts)),
        actions=len(record.actions),
        partners=sum(len(action.leads) + len(action.partners) for action in record.actions),
        indicators=sum(len(action.indicators) for action in record.actions),
        warnings=len(record.warnings),
    )


def with_corrections(record: Record, target: Path) -> Record:
    """Give the record with the readers' corrections that stand beside its place."""
    from extract.correcting import derived
    from output.corrections import correct_beside

    try:
        return correct_beside(record, target, derived)
    except ValueError as error:
        raise InputError(str(error)) from error


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let the cyclic garbage collector look less often while a document is read.

    A page is tens of thousands of small values that are all kept: at the usual threshold of 700 the
    collector takes a tenth of the time and finds nothing. It still runs, so memory stays bounded.
    """
    usual = gc.get_threshold()
    gc.set_threshold(GARBAGE_THRESHOLD, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def reading_failure(path: Path, error: Exception) -> tuple[str, str]:
    """Say in one line why `path` was not read, with the traceback for who asks for it."""
    trace = "".join(traceback.format_exception(error))
    if isinstance(error, InputError):
        return str(error), trace
    if isinstance(error, PageError):
        return f"{path}: {error}", trace
    if isinstance(error, OSError):
        return f"{path}: cannot be read ({error.strerror or type(error).__name__}). Check its rights.", trace
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{path}: not read, a fault in contrats ({what}). Report it; CONTRATS_DEBUG=1 shows where.", trace


def run_in_processes(jobs: Sequence[Job], read: Reader, workers: int) -> Iterator[Outcome]:
    """Run the jobs in `workers` processes.

    Where a process dies, the first job without an outcome is run again alone, and the rest in new
    processes: only the document that kills its process fails.
    """
    remaining = list(jobs)
    while remaining:
        finished = 0
        for outcome in pool_outcomes(remaining, read, workers):
            yield outcome
            finished += 1
        remaining = remaining[finished:]
        if remaining:
            first = remaining.pop(0)
            crash = f"{first.source}: not read, its process died (a crash, or no memory left). Report it."
            yield next(pool_outcomes([first], read, 1), Outcome(first, 0.0, error=crash))


def pool_outcomes(jobs: Sequence[Job], read: Reader, workers: int) -> Iterator[Outcome]:
    """Run the jobs in new processes and give their outcomes in order, ending early where one dies."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=leave_interrupts)
    try:
        for future in [pool.submit(run_job, job, read) for job in jobs]:
            yield future.result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def leave_interrupts() -> None:
    """Let Ctrl-C reach the main process alone, which then ends the workers in good order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
