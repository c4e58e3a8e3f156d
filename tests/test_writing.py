"""A record is written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_records import made_record

from models.record import Record
from output.writing import check_folder, record_json, write_failure, write_whole


def test_the_json_is_the_record_and_stable() -> None:
    record = made_record(Path("valmont.pdf"))
    text = record_json(record)
    assert text == record_json(made_record(Path("valmont.pdf")))
    assert text.endswith("}\n") and '\n  "schema_version"' in text and "Réparer" in text
    assert list(json.loads(text)) == list(Record.model_fields)
    assert Record.model_validate_json(text) == record


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old", encoding="utf-8")
    write_whole(path, "neuf – œuvre\n")
    assert path.read_bytes() == "neuf – œuvre\n".encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.json"
    path.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupt_leaves_nothing_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.json", "new")
    assert list(tmp_path.iterdir()) == []


if sys.platform != "win32":

    def test_a_file_cut_while_it_is_written_leaves_nothing(tmp_path: Path) -> None:
        """The system itself refuses the write half-way: 100,000 bytes with a limit of 4,096."""
        program = (
            "import pathlib, resource, sys\n"
            "from output.writing import write_failure, write_whole\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
            "path = pathlib.Path(sys.argv[1])\n"
            "try:\n    write_whole(path, 'x' * 100_000)\n"
            "except OSError as error:\n    print(write_failure(path, error))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "a.json")],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "a.json: not written, the disk is full. Free some space, then run again." in done.stdout
        assert list(tmp_path.iterdir()) == []


def test_the_folder_is_made_and_left_empty(tmp_path: Path) -> None:
    check_folder(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "not written, the disk is full. Free some space"),
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "cannot be written (Permission denied). Give another",
        ),
        (
            FileExistsError(errno.EEXIST, "File exists"),
            "a file stands where a folder is wanted. Give another",
        ),
    ],
)
def test_a_failure_is_one_line_with_what_to_do(error: OSError, said: str) -> None:
    line = write_failure(Path("out/a.json"), error)
    assert line.startswith("out/a.json: ".replace("/", os.sep)) and said in line and "\n" not in line
