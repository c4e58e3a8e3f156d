"""The run: each contract through its steps, records and manifest written as they come."""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from typing import Any

from extract.batching.calls import MEGABYTES, PAGE_SECONDS, Answer, Call, Failure
from extract.batching.failing import reading_failure
from extract.batching.manifest import Entry, Manifest, corrections_beside, locked, sweep
from extract.batching.plan import Job
from extract.batching.process import end_all, perform, start_ahead
from extract.batching.stages import Read, as_read, put_together, read_whole, see_run
from extract.errors import InputError
from extract.options import ReadOptions
from output.writing import write_failure, write_whole

RUN_PAGES = 100
"""So many pages of a shared contract are read at a time, at most."""
FEWEST_PAGES = 10
"""And so many at least; a contract with no more than twice as many is not shared."""
RUNS_EACH = 2
"""So many runs of pages for each worker: the last of them may take longer than another's."""
CALLS_EACH = 2
"""So many calls are with each worker: the next one waits there while what came last is written."""
WORTH_A_PROCESS = 100_000
"""Bytes of contracts that take longer to read than a process to start."""
TICK = 0.5
"""Seconds after which the main process looks up while it waits, for Ctrl-C."""

Steps = Generator[list[Call], list[Any], Any]
"""The steps to a record: each asks for some calls, which may run at the same time, and takes their answers."""


@dataclass(frozen=True)
class Outcome:
    """What came of a job: its line of the manifest; `read` is None where it failed or was skipped."""

    job: Job
    entry: Entry
    read: Read | None = None
    skipped: bool = False
    trace: str | None = None

    @property
    def error(self) -> str | None:
        """The one line that says what failed."""
        return None if self.skipped else self.entry["error"]


@dataclass(frozen=True)
class Run:
    """How to run a batch."""

    options: ReadOptions = field(default_factory=ReadOptions)
    page_seconds: float = PAGE_SECONDS
    megabytes: int = MEGABYTES
    run_pages: int | None = None
    """Every contract is read in runs of so many pages; None: only one that is shared, in as many as suit."""
    fresh: bool = False


def contract_steps(job: Job, run: Run, workers: int) -> Steps:
    """Read a contract whole, or share its pages between workers and then put it together. It ends in a `Read`."""

    def call(function: Callable[..., Any], *arguments: Any) -> Call:
        most = run.options.limits.file_megabytes
        return Call(function, job.sources, (run.options, *arguments), run.page_seconds, run.megabytes, most)

    size = run.run_pages
    most = None if size is None and workers == 1 else 2 * (size or FEWEST_PAGES)
    [whole] = yield [call(read_whole, most)]
    if isinstance(whole, Read):
        return whole
    size = size or min(RUN_PAGES, max(FEWEST_PAGES, ceil(whole.pages / (RUNS_EACH * workers))))
    runs = parted(range(1, whole.pages + 1), size)
    seen = yield [call(see_run, numbers) for numbers in runs]
    [record] = yield [call(put_together, seen)]
    return record


def parted(numbers: Sequence[int], size: int) -> list[Sequence[int]]:
    """Part page numbers into runs of a size."""
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]


@contextmanager
def local_workers(workers: int, jobs: Sequence[Job] = ()) -> Iterator[tuple[Executor, int]]:
    """Give threads that each have a reading process of their own, and how many; at the end every process is ended.

    As many processes as the jobs are worth are started at once.
    """
    executor = ThreadPoolExecutor(workers)
    try:
        start_ahead(min(workers, sum(job.size for job in jobs) // WORTH_A_PROCESS))
        yield executor, workers
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        end_all()
        executor.shutdown()


def run_batch(jobs: Sequence[Job], out: Path, run: Run, executor: Executor, workers: int) -> Iterator[Outcome]:
    """Read what is not read yet, and give the outcome of each job as it comes, those skipped first.

    Raises BusyError where another run is at work in `out`, and OSError where its manifest cannot be written.
    """
    with locked(out):
        manifest = Manifest(out, run.options.stated())
        sweep({job.target.parent for job in jobs})
        left = []
        for job in jobs:
            if not run.fresh and manifest.holds(job):
                yield Outcome(job, manifest.entries[manifest.key(job)], skipped=True)
            else:
                left.append(job)
        left.sort(key=lambda job: -job.size)  # the longest first: none of them holds the end of the batch
        for job, result in run_steps(left, lambda job, its: contract_steps(job, run, its), executor, workers):
            yield written(job, result, manifest)
        manifest.tidy()


@dataclass
class Course:
    """A contract on its way: its steps, and the answers that the step at hand waits for."""

    job: Job
    steps: Steps
    answers: list[Any]
    missing: int = 0
    seconds: float = 0.0
    over: bool = False


def run_steps(
    jobs: Sequence[Job], begin: Callable[[Job, int], Steps], executor: Executor, workers: int
) -> Iterator[tuple[Job, Answer | Failure]]:
    """Run contracts' steps and give what came of each as it comes.

    Each is begun for a number of workers: one, or all where it is more than one worker's part of what is left,
    as the last always is. A contract that is begun goes on before another begins.
    """
    with interrupts_kept() as stop_if_asked:
        waiting = deque(jobs)
        left = sum(weight(job) for job in jobs)
        ready: deque[tuple[Course, int, Call]] = deque()
        pending: dict[Future[Answer | Failure], tuple[Course, int]] = {}
        while waiting or ready or pending:
            while len(pending) < CALLS_EACH * workers and (ready or waiting):
                if not ready:
                    job = waiting.popleft()
                    course = Course(job, begin(job, workers if weight(job) * workers > left else 1), [])
                    left -= weight(job)
                    ready.extend(asked(course, next(course.steps)))
                course, place, call = ready.popleft()
                if not course.over:
                    pending[executor.submit(perform, call)] = course, place
            done = wait(pending, timeout=TICK, return_when=FIRST_COMPLETED).done
            for future in [one for one in pending if one in done]:  # in the order in which they were asked
                course, place = pending.pop(future)
                if (result := taken(course, place, future, ready)) is not None:
                    yield course.job, result
            stop_if_asked()


@contextmanager
def interrupts_kept() -> Iterator[Callable[[], None]]:
    """Keep Ctrl-C back, and give what raises it as KeyboardInterrupt once it has come.

    One that came while the main thread holds a lock of the executor would leave it locked for ever.
    """
    came: list[int] = []

    def stop_if_asked() -> None:
        if came:
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():  # only that one is told of Ctrl-C
        yield stop_if_asked
        return
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield stop_if_asked
    finally:
        signal.signal(signal.SIGINT, before or signal.default_int_handler)


def weight(job: Job) -> int:
    """Give how much there is to read, as far as is known: a file's bytes."""
    return max(1, job.size)


def asked(course: Course, calls: Sequence[Call]) -> list[tuple[Course, int, Call]]:
    """Begin a step of a contract: give its calls with their places."""
    course.answers, course.missing = [None] * len(calls), len(calls)
    return [(course, place, call) for place, call in enumerate(calls)]


def taken(
    course: Course, place: int, future: Future[Answer | Failure], ready: deque[tuple[Course, int, Call]]
) -> Answer | Failure | None:
    """Take an answer; a contract's next step goes to the front of `ready`, its end is given back."""
    try:
        answer = future.result()
    except Exception as error:  # what the executor itself says, such as a cluster that lost a worker too often
        answer = Failure(*reading_failure(course.job.name, error))
    course.seconds += answer.seconds
    if course.over:
        return None
    if isinstance(answer, Failure):
        course.over = True
        return replace(answer, seconds=course.seconds)
    course.answers[place] = answer.value
    course.missing -= 1
    if course.missing:
        return None
    try:
        ready.extendleft(reversed(asked(course, course.steps.send(course.answers))))
    except StopIteration as end:
        course.over = True
        return Answer(end.value, course.seconds)
    return None


def written(job: Job, result: Answer | Failure, manifest: Manifest) -> Outcome:
    """Write a job's record and its line of the manifest; what fails becomes the outcome's one line."""
    read, error, trace = None, None, None
    if isinstance(result, Failure):
        error, trace = result.line, result.trace
    else:
        try:
            read = with_corrections(result.value, job.target)
            job.target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(job.target, read.text)
        except (OSError, InputError) as failure:
            read, error = None, write_failure(job.target, failure) if isinstance(failure, OSError) else str(failure)
    said = {
        "outcome": "read" if read else "failed",
        "incomplete": bool(read and read.incomplete),
        "error": error,
        "seconds": round(result.seconds, 2),
        **{
            name: getattr(read, name, None)
            for name in ("pages", "actions", "partners", "indicators", "unsorted", "warnings")
        },
    }
    return Outcome(job, manifest.add(job, said), read, trace=trace)


def with_corrections(read: Read, target: Path) -> Read:
    """Give a record with the readers' corrections that stand beside its place. Raises InputError."""
    if not corrections_beside(target).exists():
        return read
    from extract.correcting import derived
    from models.record import Record
    from output.corrections import correct_beside

    try:
        return as_read(correct_beside(Record.model_validate_json(read.text), target, derived))
    except ValueError as error:
        raise InputError(str(error)) from error
