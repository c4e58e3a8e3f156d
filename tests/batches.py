"""Batches of made contracts, run as the command runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from extract.batching.calls import Answer, Call, Failure
from extract.batching.inputs import find_inputs
from extract.batching.plan import Job, plan_jobs, single
from extract.batching.run import Outcome, Run, Steps, local_workers, run_batch, run_steps

BOOKKEEPING = {"manifest.jsonl", ".contrats.lock"}


def jobs_in(folder: Path, out: Path) -> list[Job]:
    """The jobs of a folder's files."""
    found, problems = find_inputs([folder], out)
    assert problems == []
    return plan_jobs([single(file) for file in found], out)


def batch(folder: Path, out: Path, run: Run | None = None, workers: int = 2) -> list[Outcome]:
    """Read a folder's files into another."""
    out.mkdir(exist_ok=True)
    with local_workers(workers) as (executor, reading):
        return list(run_batch(jobs_in(folder, out), out, run or Run(), executor, reading))


def one_call(job: Job, read: Callable[..., Any], page_seconds: float) -> Steps:
    """Read a contract by a reader of the tests' own."""
    [read_] = yield [Call(read, job.sources, (), page_seconds)]
    return read_


def results(
    jobs: list[Job], read: Callable[..., Any], workers: int = 2, page_seconds: float = 60.0
) -> dict[str, Answer | Failure]:
    """What came of each job, by its file's name."""

    def begin(job: Job, _: int) -> Steps:
        return one_call(job, read, page_seconds)

    with local_workers(workers) as (executor, reading):
        return {Path(job.sources[0]).name: result for job, result in run_steps(jobs, begin, executor, reading)}


def records(out: Path) -> dict[str, bytes]:
    """The bytes of every file in a folder of records but the run's own."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in BOOKKEEPING
    }
