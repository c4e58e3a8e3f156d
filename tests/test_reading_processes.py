"""Contracts are read in processes of their own: one failure stays one failure, whatever it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from batches import results
from made_readers import read_late, read_or_break, read_with_a_child
from made_records import made_record

from extract import cli
from extract.batching import process, run
from extract.batching.calls import Answer, Call, Failure
from extract.batching.plan import Job
from extract.batching.run import Steps
from output.writing import record_json


def jobs_named(*names: str) -> list[Job]:
    return [Job((name,), Path(f"{name}.json")) for name in names]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_in_one_document_is_one_line(workers: int) -> None:
    came = results(jobs_named("a.pdf", "fault.pdf", "c.pdf"), read_or_break, workers)
    fault = came.pop("fault.pdf")
    assert isinstance(fault, Failure)
    assert fault.line == (
        "fault.pdf: not read, a fault in contrats (ZeroDivisionError: a line or two). "
        "Report it; CONTRATS_DEBUG=1 shows where."
    )
    assert "read_or_break" in (fault.trace or "")
    for name, answer in came.items():
        assert isinstance(answer, Answer) and answer.value.text == record_json(made_record(Path(name)))


def test_a_contract_that_is_more_than_a_part_of_what_is_left_is_begun_for_all_workers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "perform", lambda call: Answer(None))

    def begun_for(workers: int, *sizes: int) -> list[int]:
        told: list[int] = []

        def begin(job: Job, its: int) -> Steps:
            told.append(its)
            yield [Call(read_or_break, job.sources)]
            return None

        jobs = [Job((f"{size}.pdf",), Path("a.json"), size) for size in sizes]
        with ThreadPoolExecutor() as executor:
            list(run.run_steps(jobs, begin, executor, workers))
        return told

    assert begun_for(2, 100) == [2]
    assert begun_for(2, 60, 60) == [1, 2]
    assert begun_for(2, 600, 50, 50, 50) == [2, 1, 1, 2]
    assert begun_for(4, 60, 60, 60, 60, 60, 60) == [1, 1, 1, 4, 4, 4]
    assert begun_for(1, 600, 50) == [1, 1]


@pytest.mark.parametrize(
    ("arguments", "started"),
    [
        (["extract", "a.pdf", "--out", "o"], 1),
        (["extract", "a.pdf", "--out", "o", "--scheduler", "tcp://host:8786"], 0),
        (["extract", "a.pdf", "--out", "o", "--scheduler=tcp://host:8786"], 0),
        (["extract", "--help"], 0),
        (["site", "o"], 0),
    ],
)
def test_a_process_is_started_ahead_only_where_this_machine_reads(
    arguments: list[str], started: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes: list[None] = []
    monkeypatch.setattr(process, "start_ahead", lambda: processes.append(None))
    monkeypatch.setattr(cli, "app", lambda: None)
    monkeypatch.setattr(sys, "argv", ["contrats", *arguments])
    cli.main()
    assert len(processes) == started


def test_a_document_that_kills_its_process_fails_alone_after_one_retry() -> None:
    came = results(jobs_named("a.pdf", "crash1.pdf", "b.pdf", "crash2.pdf", "c.pdf"), read_or_break)
    lines = {name: answer.line if isinstance(answer, Failure) else None for name, answer in came.items()}
    said = "not read, its process died twice (a crash, or over --memory-megabytes). Report it."
    assert lines == {
        "a.pdf": None,
        "crash1.pdf": f"crash1.pdf: {said}",
        "b.pdf": None,
        "crash2.pdf": f"crash2.pdf: {said}",
        "c.pdf": None,
    }


def test_a_process_that_dies_once_costs_nothing_but_a_retry(tmp_path: Path) -> None:
    [answer] = results(jobs_named(str(tmp_path / "once.pdf")), read_or_break).values()
    assert isinstance(answer, Answer)


def test_a_page_that_takes_too_long_is_given_up_and_the_others_are_read() -> None:
    started = time.monotonic()
    [answer] = results(jobs_named("slow.pdf"), read_or_break, page_seconds=1.0).values()
    assert isinstance(answer, Answer)
    assert time.monotonic() - started < 30


def test_what_comes_after_the_pages_has_its_limit_too() -> None:
    [answer] = results(jobs_named("late.pdf"), read_late, page_seconds=0.2).values()
    assert isinstance(answer, Failure)
    assert answer.line == (
        "late.pdf: not read, what its pages hold was not put together within 2 s. Give more --page-seconds."
    )


def is_gone(process: int) -> bool:
    """Whether a process ends within ten seconds; one that is dead and not yet buried is gone."""
    for _ in range(100):
        if not psutil.pid_exists(process) or psutil.Process(process).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_what_a_reading_process_started_ends_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    [answer] = results(jobs_named(str(path)), read_with_a_child, page_seconds=1.0).values()
    assert isinstance(answer, Answer | Failure)
    assert is_gone(int(path.read_text(encoding="utf-8")))


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_what_a_reading_process_started_ends_when_the_whole_run_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    program = (
        "import sys; sys.path.insert(0, sys.argv[2]);"
        "from test_reading_processes import *; results(jobs_named(sys.argv[1]), read_with_a_child)"
    )
    run = subprocess.Popen([sys.executable, "-c", program, str(path), str(Path(__file__).parent)])
    while not (path.exists() and path.read_text(encoding="utf-8")):
        assert run.poll() is None
        time.sleep(0.1)
    child = int(path.read_text(encoding="utf-8"))
    reader = psutil.Process(child).ppid()
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    assert is_gone(child) and is_gone(reader)


def test_a_page_that_ends_its_process_twice_is_given_up_and_the_others_are_read() -> None:
    [answer] = results(jobs_named("deadly.pdf"), read_or_break).values()
    assert isinstance(answer, Answer)


def test_a_document_of_pages_that_end_their_process_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.batching.process.MOST_GIVEN_UP", 1)
    [answer] = results(jobs_named("deadly.pdf"), read_or_break).values()
    assert isinstance(answer, Failure)
    assert answer.line == (
        "deadly.pdf: not read, over 1 pages took too long or ended their process. Give more --page-seconds."
    )
