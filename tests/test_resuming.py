"""A batch goes on where it was stopped, reads again what changed, and gives the same bytes however it was run."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path

import psutil
import pytest
from batches import BOOKKEEPING, batch, jobs_in, records
from made_contracts import long_contract

from extract.batching import run
from extract.batching.calls import Answer, Call, Failure, GivenUp
from extract.batching.manifest import BusyError, Manifest, locked
from extract.batching.process import perform
from extract.batching.run import Run, written
from extract.batching.stages import Read, read_whole
from extract.batching.worker import Watch
from extract.options import ReadOptions
from models.version import VERSION
from patterns.loading import Patterns

CONTRATS = [sys.executable, "-c", "from extract.cli import main; main()"]
NAMES = ("boisfleury.pdf", "rivemont-agglo.pdf", "saint-ermeland.pdf")
KILLS = 20
MOST_RUNS = 200


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    """Three contracts, and a file that is none."""
    made = tmp_path / "in"
    made.mkdir()
    for name in NAMES:
        shutil.copy(samples / name, made)
    (made / "broken.pdf").write_bytes(b"no PDF")
    return made


def states(folder: Path, out: Path, how: Run | None = None) -> dict[str, str]:
    """What a run did with each file of a folder."""
    return {
        Path(outcome.job.sources[0]).stem: "skipped" if outcome.skipped else outcome.entry["outcome"]
        for outcome in batch(folder, out, how)
    }


def entries(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_manifest_says_what_came_of_each_input(folder: Path, tmp_path: Path) -> None:
    batch(folder, tmp_path / "out")
    told = entries(tmp_path / "out")
    assert [entry["record"] for entry in told] == [
        "boisfleury.json", "broken.json", "rivemont-agglo.json", "saint-ermeland.json",
    ]  # fmt: skip
    read, broken = told[:2]
    source = json.loads((tmp_path / "out" / "boisfleury.json").read_text(encoding="utf-8"))["source"]
    assert read["inputs"] == [{"file": str(folder / "boisfleury.pdf"), "sha256": source["sha256"]}]
    assert read["version"] == VERSION and read["options"] == ReadOptions().stated()
    assert (read["outcome"], read["error"], read["incomplete"]) == ("read", None, False)
    assert (read["pages"], read["actions"]) == (5, 15) and 0 < float(str(read["seconds"])) < 60
    assert broken["outcome"] == "failed" and "not a PDF" in str(broken["error"])
    assert broken["record_sha256"] is None and not (tmp_path / "out" / "broken.json").exists()


def test_what_was_read_is_skipped_and_what_failed_is_tried_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(folder, out)
    before = records(out)
    skipped = dict.fromkeys(("boisfleury", "rivemont-agglo", "saint-ermeland"), "skipped")
    assert states(folder, out) == {**skipped, "broken": "failed"}
    shutil.copy(folder / NAMES[0], folder / "broken.pdf")
    assert states(folder, out) == {**skipped, "broken": "read"}
    assert {name: records(out)[name] for name in before} == before


def test_a_changed_file_option_or_record_is_read_again(folder: Path, tmp_path: Path, samples: Path) -> None:
    (folder / "broken.pdf").unlink()
    out, stems = tmp_path / "out", [Path(name).stem for name in NAMES]
    batch(folder, out)
    shutil.copy(samples / "treverac.pdf", folder / NAMES[0])
    (out / "rivemont-agglo.json").write_text("{}")
    assert states(folder, out) == dict(zip(stems, ["read", "read", "skipped"], strict=True))
    other = Run(ReadOptions(engine="pdfplumber"))
    assert set(states(folder, out, other).values()) == {"read"}
    assert set(states(folder, out, other).values()) == {"skipped"}
    assert set(states(folder, out, Run(other.options, fresh=True)).values()) == {"read"}


def test_a_users_patterns_count_by_what_they_say(tmp_path: Path) -> None:
    stated = []
    for name, word in (("one", "enrole"), ("two", "enrole"), ("three", "inscrit")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "labels.toml").write_text(f'modifiers = ["{word}"]', encoding="utf-8")
        stated.append(ReadOptions(patterns=Patterns.load(tmp_path / name)).stated())
    assert stated[0] == stated[1] != stated[2]
    assert "secret" not in json.dumps(ReadOptions(password="secret").stated())


def test_another_version_reads_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    batch(folder, out)
    monkeypatch.setattr("extract.batching.manifest.VERSION", "9.9.9")
    assert "skipped" not in states(folder, out).values()


def test_a_torn_line_and_half_a_file_are_swept_away(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(folder, out)
    undisturbed = records(out)
    text = (out / "manifest.jsonl").read_text(encoding="utf-8")
    (out / "manifest.jsonl").write_text(text[: text.index("\n", text.index("\n") + 1) - 40], encoding="utf-8")
    (out / ".contrats-0123.tmp").write_text("{")
    states(folder, out)
    assert records(out) == undisturbed
    assert len(entries(out)) == len(NAMES) + 1


def test_a_second_run_on_the_folder_says_that_the_first_is_at_work(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with locked(out), pytest.raises(BusyError, match="another run is at work in this folder"):
        batch(folder, out)
    assert records(out) == {}
    assert len(batch(folder, out)) == len(NAMES) + 1


def test_a_record_whose_time_ran_out_is_incomplete_and_read_again(tmp_path: Path, samples: Path) -> None:
    watch = Watch(lambda page: None, 60.0, {3: GivenUp("it took over 60 s and was given up", "page-over-time")})
    read = read_whole((samples / "valmont.pdf",), ReadOptions(), None, watch)
    watch.done()
    assert isinstance(read, Read) and read.incomplete
    warned = [warning for warning in json.loads(read.text)["warnings"] if warning["code"] == "page-over-time"]
    assert [(warning["page"], warning["message"]) for warning in warned] == [
        (3, "Page 3 could not be read: it took over 60 s and was given up")
    ]
    [job] = jobs_in(samples / "valmont.pdf", tmp_path)
    manifest = Manifest(tmp_path, ReadOptions().stated())
    assert written(job, Answer(read), manifest).entry["incomplete"] is True
    assert not manifest.holds(job)
    assert states(samples / "valmont.pdf", tmp_path) == {"valmont": "read"}
    assert states(samples / "valmont.pdf", tmp_path) == {"valmont": "skipped"}


def test_the_pages_of_one_contract_are_shared_between_the_workers(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers: dict[str, set[int]] = defaultdict(set)

    def told(call: Call) -> Answer | Failure:
        readers[call.function.__name__].add(threading.get_ident())
        return perform(call)

    monkeypatch.setattr(run, "perform", told)
    (tmp_path / "in").mkdir()
    long_contract([samples / "valmont.pdf", samples / "treverac.pdf"], tmp_path / "in" / "long.pdf")
    batch(tmp_path / "in", tmp_path / "two", workers=2)
    assert len(readers["see_run"]) == 2 and len(readers["put_together"]) == 1
    readers.clear()
    batch(tmp_path / "in", tmp_path / "one", workers=1)
    assert readers.keys() == {"read_whole"}
    assert records(tmp_path / "one") == records(tmp_path / "two")


def test_the_bytes_are_the_same_whatever_workers_order_locale_and_time(tmp_path: Path, samples: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(samples / name, folder)
    long_contract([samples / "valmont.pdf", samples / "treverac.pdf"], folder / "long.pdf")
    batch(folder, tmp_path / "one", workers=1)
    expected = records(tmp_path / "one")
    assert sorted(expected) == sorted([*(f"{Path(name).stem}.json" for name in NAMES), "long.json"])
    batch(folder, tmp_path / "three", Run(run_pages=7), workers=3)
    assert records(tmp_path / "three") == expected
    out = tmp_path / "elsewhere"
    backwards = sorted(map(str, folder.iterdir()), reverse=True)
    setting = {"LC_ALL": "C", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    command = [*CONTRATS, "extract", *backwards, "--out", str(out), "--workers", "2"]
    subprocess.run(command, env=os.environ | setting, check=True, capture_output=True)
    assert records(out) == expected


def busy() -> float:
    """How many times longer than on a machine of its own things take now: Python starts within a tenth of a second."""
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", ""], check=True)
    return max(1.0, (time.monotonic() - started) / 0.1)


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a POSIX signal")
def test_ctrl_c_stops_within_two_seconds_and_keeps_what_is_done(tmp_path: Path, samples: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for number in range(12):
        shutil.copy(samples / "valmont.pdf", folder / f"{number:02}.pdf")
    command = [*CONTRATS, "extract", str(folder), "--out", str(out), "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert time.monotonic() - sent < 2 * busy()
    assert process.returncode == 130
    assert "stopped." in said and "Run the same command again to go on." in said
    assert not any(child.is_running() for child in children)
    kept = records(out)
    assert 0 < len(kept) < 12 and all(json.loads(text) for text in kept.values())
    subprocess.run(command, check=True, capture_output=True)
    assert len(records(out)) == 12 and len({text.count(b"\n") for text in records(out).values()}) == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a POSIX signal")
def test_killed_at_twenty_moments_the_next_run_ends_with_the_same_bytes(tmp_path: Path, samples: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for number, sample in enumerate(sorted(samples.glob("*.pdf"))[:6]):
        shutil.copy(sample, folder / f"{number}.pdf")
    long_contract([samples / "valmont.pdf", samples / "treverac.pdf"], folder / "long.pdf")
    started = time.monotonic()
    batch(folder, tmp_path / "undisturbed", Run(run_pages=10))
    whole = time.monotonic() - started
    expected = records(tmp_path / "undisturbed")
    program = "import sys; from batches import *; batch(*map(Path, sys.argv[1:]), Run(run_pages=10))"
    command = [sys.executable, "-c", program, str(folder), str(out)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    moments = random.Random(20)
    killed = 0
    for _ in range(MOST_RUNS):
        process = subprocess.Popen(command, env=environment)
        try:
            process.wait(timeout=moments.uniform(0, whole))
            shutil.rmtree(out, ignore_errors=True)  # it ended before its moment: the next one would have nothing to do
        except subprocess.TimeoutExpired:
            children = psutil.Process(process.pid).children(recursive=True)
            process.kill()
            killed += 1
            psutil.wait_procs(children, timeout=30)
            assert not any(child.is_running() for child in children)
        process.wait()
        for name, content in records(out).items():
            assert name.startswith(".contrats-") or content == expected[name], (killed, name)
        if killed == KILLS:
            break
    assert killed == KILLS
    batch(folder, out, Run(run_pages=10))
    assert records(out) == expected
    assert {path.name for path in out.iterdir()} == {*expected, *BOOKKEEPING}
    assert len(jobs_in(folder, out)) == len(expected)
