"""The front door: commands, exit codes, and one line for each thing that can go wrong."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import types
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from batches import BOOKKEEPING
from made_readers import read_or_break
from typer.testing import CliRunner, Result

import extract.cli
from extract.batching.calls import Answer, Call, Failure
from extract.batching.manifest import locked
from extract.batching.worker import Watch, answer
from extract.errors import InputError

HEAVY = {
    "pandas",
    "spacy",
    "numpy",
    "pypdfium2",
    "pdfplumber",
    "pdfminer",
    "PIL",
    "pydantic",
    "multiprocessing",
}
NO_WATCH = Watch.__new__(Watch)
COMMANDS = ["extract", "schema", "inspect", "evaluate", "demo"]


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(extract.cli.app, [str(argument) for argument in arguments], env=environment)


@pytest.fixture
def good(samples: Path) -> Path:
    return samples / "valmont.pdf"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """What readers are asked for, where a stub reads in this process: for what has to do with the front door alone."""
    calls: list[Call] = []

    def perform_here(call: Call) -> Answer | Failure:
        calls.append(call)
        stub = replace(call, function=lambda paths, *_: read_or_break(paths, NO_WATCH))
        value = answer(stub, frozenset(), tuple(map(Path, call.sources)), lambda _: None)
        return value if isinstance(value, Failure) else Answer(value)

    monkeypatch.setattr("extract.batching.run.perform", perform_here)
    return calls


def written(out: Path) -> list[str]:
    """The files of a folder of records, but the run's own."""
    return sorted(path.name for path in out.iterdir() if path.name not in BOOKKEEPING)


# Help, version, options


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_every_help_has_an_example(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert "Example:\n    contrats " in result.output


def test_the_help_names_the_exit_codes() -> None:
    lines = [line.strip() for line in run("--help").output.splitlines()]
    assert [line[0] for line in lines[lines.index("Exit codes:") + 1 :][:3]] == ["0", "1", "2"]


def test_the_version_is_the_packages() -> None:
    assert run("--version").output == f"contrats {version('contrats')}\n"


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom extract.cli import app\napp(['--help'], standalone_mode=False)\nprint('loaded', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rsplit("loaded", 1)[1].split())
    assert "extract.batching.inputs" in loaded
    assert loaded & HEAVY == set()


def test_importing_extract_is_cheap() -> None:
    program = "import sys, extract\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & HEAVY == set()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--out", "o"],
        ["a.pdf"],
        ["", "--out", "o"],
        ["a.pdf", "--out", "o", "--workers", "0"],
        ["a.pdf", "--out", "o", "--workers", "two"],
        ["a.pdf", "--out", "o", "--engine", "magic"],
        ["a.pdf", "--out", "o", "--unknown"],
    ],
)
def test_wrong_options_exit_with_2(arguments: list[str]) -> None:
    result = run("extract", *arguments)
    assert result.exit_code == 2
    assert result.stdout == "" and "Error: " in result.stderr


def test_an_unknown_command_exits_with_2() -> None:
    assert run("extrait").exit_code == 2


def test_the_schema_is_printed_as_json() -> None:
    result = run("schema")
    assert result.exit_code == 0
    assert json.loads(result.output)["$schema"].endswith("2020-12/schema")


# Extract, without the reader


@pytest.mark.usefixtures("asked")
def test_a_line_is_printed_for_each_contract(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    result = run("extract", tmp_path / "a.pdf", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert result.output == f"{tmp_path / 'a.pdf'}: 3 pages, 1 action, 0 warnings, 0.0 s\n"
    assert (tmp_path / "out" / "a.json").is_file()


@pytest.mark.usefixtures("asked")
def test_a_fault_is_one_line_and_the_others_are_written(tmp_path: Path) -> None:
    for name in ("a.pdf", "fault.pdf", "z.pdf"):
        (tmp_path / name).write_bytes(b"x")
    result = run("extract", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and "ZeroDivisionError: a line or two" in result.stderr
    assert written(tmp_path / "out") == ["a.json", "z.json"]
    debugged = run("extract", tmp_path, "--out", tmp_path / "out", CONTRATS_DEBUG="1")
    assert "Traceback (most recent call last)" in debugged.stderr


def test_the_options_reach_the_reader(tmp_path: Path, asked: list[Call]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "labels.toml").write_text('modifiers = ["enrole"]', encoding="utf-8")
    given = ["extract", tmp_path / "a.pdf", "--out", tmp_path / "out"]
    run(*given, "--engine", "pdfplumber", "--password", "sésame", "--page-seconds", "7", "--no-ner")
    run(*given, "--patterns", tmp_path / "mine", CONTRATS_PASSWORD="du four")
    first, second = (call.arguments[0] for call in asked)
    assert [call.page_seconds for call in asked] == [7, 60]
    assert (first.ner, second.ner) == (False, True)
    assert (first.engine, first.password, first.patterns) == ("pdfplumber", "sésame", None)
    assert (second.engine, second.password, len(second.patterns.layers)) == ("pdfium", "du four", 1)


def test_what_was_read_before_is_skipped_unless_all_is_asked_for(tmp_path: Path, asked: list[Call]) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"x")
    given = ["extract", tmp_path, "--out", tmp_path / "out", "--workers", "1"]
    first, second = run(*given), run(*given)
    assert first.output.splitlines()[-1] == "2 contracts: 2 read."
    assert second.output.splitlines() == [
        "2 contracts were read before, by this version with these options. --fresh reads all.",
        "2 contracts: 0 read, 2 skipped.",
    ]
    assert len(asked) == 2
    run(*given, "--fresh")
    assert len(asked) == 4


@pytest.mark.usefixtures("asked")
def test_a_log_for_programs_and_none_at_all(tmp_path: Path) -> None:
    for name in ("a.pdf", "fault.pdf"):
        (tmp_path / name).write_bytes(b"x")
    result = run("extract", tmp_path, "--out", tmp_path / "out", "--json")
    lines = sorted(map(json.loads, result.stdout.splitlines()), key=lambda line: line["record"])
    assert [(line["record"], line["outcome"], line["skipped"], line["pages"]) for line in lines] == [
        ("a.json", "read", False, 3),
        ("fault.json", "failed", False, None),
    ]
    quiet = run("extract", tmp_path, "--out", tmp_path / "out", "--quiet", "--fresh")
    assert quiet.stdout == "" and quiet.stderr.count("\n") == 1 and "fault.pdf" in quiet.stderr


@pytest.mark.usefixtures("asked")
def test_a_second_run_on_the_folder_leaves_with_1(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    out = tmp_path / "out"
    out.mkdir()
    with locked(out):
        result = run("extract", tmp_path / "a.pdf", "--out", out)
    assert result.exit_code == 1 and result.stdout == ""
    assert result.stderr == (
        f"contrats: {out}: another run is at work in this folder. Wait for its end, or give another folder.\n"
    )


@pytest.mark.usefixtures("asked")
def test_an_output_folder_that_cannot_be_written_is_said_before_reading(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    for out in (tmp_path / "a.pdf", tmp_path / "a.pdf" / "deeper"):
        result = run("extract", tmp_path / "a.pdf", "--out", out)
        assert result.exit_code == 1 and result.stdout == ""
        assert result.stderr == (
            f"contrats: {out}: cannot be written, a file stands where a folder is wanted. Give another folder.\n"
        )


@pytest.mark.usefixtures("asked")
def test_a_folder_in_the_place_of_one_record_costs_that_record(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "out" / "a.json").mkdir(parents=True)
    result = run("extract", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and "a.json: cannot be written" in result.stderr
    assert written(tmp_path / "out") == ["a.json", "b.json"]


@pytest.mark.usefixtures("asked")
def test_a_disk_that_fills_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full for the second of three records only."""
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (tmp_path / name).write_bytes(b"x")
    calls = []

    def fsync(_descriptor: int) -> None:
        calls.append(1)
        if len(calls) == 3:  # each contract has its record and its line of the manifest
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)
    out = tmp_path / "out"
    result = run("extract", tmp_path, "--out", out, "--workers", "1")
    assert result.exit_code == 1
    assert result.stderr == (
        f"contrats: {out / 'b.json'}: not written, the disk is full. Free some space, then run again.\n"
    )
    assert written(out) == ["a.json", "c.json"]
    assert all(json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*.json"))


def test_nothing_to_read_makes_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = run("extract", tmp_path / "in", tmp_path / "gone.pdf", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert [line.rsplit(": ", 1)[1] for line in result.stderr.splitlines()] == [
        "no PDF or text file in this folder. Give one with contracts.",
        "no such file or folder. Check the path.",
    ]
    assert not (tmp_path / "out").exists()


# Demo and inspect


def test_the_demo_reads_the_samples_and_ends_with_a_table(tmp_path: Path, samples: Path) -> None:
    result = run("demo", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    stems = sorted(path.stem for path in samples.glob("*.pdf"))
    assert sorted(path.stem for path in (tmp_path / "out").glob("*.json")) == stems
    *lines, _empty, last = result.output.splitlines()
    heading, _rule, *rows = lines[-len(stems) - 2 :]
    assert heading.split() == ["contract", "pages", "actions", "partners", "indicators", "warnings"]
    assert {len(row) for row in rows} == {len(heading)}
    assert last == f"The records are in {tmp_path / 'out'}"


def test_inspect_draws_a_page(tmp_path: Path, good: Path) -> None:
    result = run("inspect", good, "--page", "1", "--out", tmp_path / "page.png")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")


def test_inspect_says_in_one_line_what_is_wrong(tmp_path: Path, good: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for file, page, out in (
        (tmp_path / "gone.pdf", 1, "page.png"),
        (good, 9999, "page.png"),
        (tmp_path / "file", 1, "page.png"),
        (good, 1, "file/page.png"),
    ):
        result = run("inspect", file, "--page", page, "--out", tmp_path / out)
        assert result.exit_code == 1
        assert result.stderr.startswith("contrats: ") and result.stderr.count("\n") == 1
        assert "fault in contrats" not in result.stderr, result.stderr
        assert not (tmp_path / "page.png").exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InputError("a.pdf: page 9 is not there, it has 3. Give --page 1 to 3."), "Give --page 1 to 3."),
        (
            PermissionError(errno.EACCES, "Permission denied", "p.png"),
            "p.png: cannot be written (Permission denied)",
        ),
        (RuntimeError("odd"), "a fault in contrats (RuntimeError: odd)"),
    ],
)
def test_inspect_turns_every_error_into_a_line(monkeypatch: pytest.MonkeyPatch, error: Exception, said: str) -> None:
    module = types.ModuleType("extract.inspecting")

    def draw_page(*_: object, **__: object) -> None:
        raise error

    module.draw_page = draw_page  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "extract.inspecting", module)
    result = run("inspect", "a.pdf", "--page", "9", "--out", "p.png")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and said in result.stderr
