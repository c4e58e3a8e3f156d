"""Contracts are read in processes of their own: one failure stays one failure, whatever it is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from batches import results
from made_readers import read_late, read_or_break
from made_records import made_record

from extract.batching.calls import Answer, Failure
from extract.batching.plan import Job
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


def test_a_document_that_kills_its_process_fails_alone_after_one_retry() -> None:
    came = results(jobs_named("a.pdf", "crash1.pdf", "b.pdf", "crash2.pdf", "c.pdf"), read_or_break)
    lines = {name: answer.line if isinstance(answer, Failure) else None for name, answer in came.items()}
    said = "not read, its process died twice (a crash, or no memory left). Report it."
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
