"""The same work on a Dask cluster: a real scheduler and two workers on this machine, one of them killed half-way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from batches import records
from made_contracts import long_contract
from typer.testing import CliRunner, Result

from extract.cli import app

CONTRATS = [sys.executable, "-c", "from extract.cli import main; main()"]
DASK = [sys.executable, "-m", "distributed.cli"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_an_address_where_no_scheduler_answers_is_one_line(tmp_path: Path, samples: Path) -> None:
    address = "tcp://127.0.0.1:9"
    result = run("extract", samples / "boisfleury.pdf", "--scheduler", address, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr == f"contrats: {address}: no Dask scheduler answers there. Check the address.\n"


def test_without_dask_a_line_says_what_to_install(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("extract", samples / "boisfleury.pdf", "--scheduler", "tcp://x:1", "--out", tmp_path / "out")
    assert result.stderr == "contrats: --scheduler needs Dask. Install contrats[cluster].\n"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler with two workers of one thread each, and the workers."""
    told = tmp_path / "scheduler.json"
    started: list[subprocess.Popen[bytes]] = []

    def start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
        log = (tmp_path / f"{module}-{len(started)}.log").open("wb")
        started.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path))
        return started[-1]

    start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    options = ["--scheduler-file", str(told), "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
    workers = [start("dask_worker", *options, "--no-nanny") for _ in range(2)]
    try:
        yield address_of(told, 2), workers
    finally:
        for process in started:
            process.kill()
            process.wait()


def address_of(told: Path, workers: int) -> str:
    """The address of a scheduler, once it has its workers."""
    from distributed import Client

    until = time.monotonic() + 60
    while not told.exists() or not told.read_text():
        assert time.monotonic() < until
        time.sleep(0.1)
    with Client(scheduler_file=str(told)) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(workers, timeout=60)
        return str(client.scheduler.address)


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_half_way_gives_the_same_bytes(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path, samples: Path
) -> None:
    address, workers = cluster
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for sample in samples.glob("*.pdf"):
        shutil.copy(sample, folder)
    long_contract([samples / "valmont.pdf", samples / "treverac.pdf"] * 6, folder / "long.pdf")
    (folder / "broken.pdf").write_bytes(b"no PDF")
    command = [*CONTRATS, "extract", str(folder), "--out", str(out), "--scheduler", address]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    for _ in range(3):
        process.stdout.readline()
    readers = psutil.Process(workers[0].pid).children(recursive=True)
    assert readers, "the worker that is killed has not begun to read"
    os.kill(workers[0].pid, signal.SIGKILL)
    said, errors = process.communicate(timeout=300)
    assert process.returncode == 1
    assert errors.count("\n") == 1 and "broken.pdf: not a PDF" in errors, errors
    assert said.splitlines()[-1].startswith("11 contracts: 10 read, 1 failed.")
    psutil.wait_procs(readers, timeout=60)
    assert not any(reader.is_running() for reader in readers)
    run("extract", folder, "--out", tmp_path / "here")
    assert records(out) == records(tmp_path / "here")
    again = run("extract", folder, "--out", out, "--scheduler", address)
    assert again.stdout.splitlines()[-1] == "11 contracts: 0 read, 10 skipped, 1 failed."
