"""One contract that came as several files makes one record, whose evidence names its file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from read_records import record_of
from typer.testing import CliRunner, Result

from extract.cli import app


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def only_record(out: Path) -> dict[str, Any]:
    [path] = out.glob("*.json")
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    """A contract of two files under `in/Valmont`, and one of a single file beside it."""
    made = tmp_path / "in"
    (made / "Valmont" / "annexes").mkdir(parents=True)
    shutil.copy(samples / "valmont.pdf", made / "Valmont" / "a-contrat.pdf")
    shutil.copy(samples / "saint-ermeland.pdf", made / "Valmont" / "annexes" / "fiches.pdf")
    shutil.copy(samples / "boisfleury.pdf", made)
    return made


def test_the_files_of_a_folder_make_one_record(folder: Path, tmp_path: Path) -> None:
    result = run("extract", folder, "--by-folder", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "out").glob("*.json")) == ["Valmont.json", "boisfleury.json"]
    record = json.loads((tmp_path / "out" / "Valmont.json").read_text(encoding="utf-8"))
    first, second = record_of(folder / "Valmont" / "a-contrat.pdf"), record_of(folder / "Valmont/annexes/fiches.pdf")
    assert record["source"] == [first["source"], second["source"]]
    titles = [action["title"] for action in record["actions"]]
    assert titles == [action["title"] for part in (first, second) for action in part["actions"]]
    assert [action["pages"] for action in record["actions"]] == [
        action["pages"] for part in (first, second) for action in part["actions"]
    ]


def test_evidence_and_warnings_name_their_file_and_its_own_pages(folder: Path, tmp_path: Path) -> None:
    run("extract", folder / "Valmont", "--by-folder", "--out", tmp_path / "apart")
    assert len(list((tmp_path / "apart").rglob("*.json"))) == 2  # a file right under an INPUT stays single
    run("extract", folder, "--by-folder", "--out", tmp_path / "out")
    record = json.loads((tmp_path / "out" / "Valmont.json").read_text(encoding="utf-8"))
    count = len(record_of(folder / "Valmont" / "a-contrat.pdf")["actions"])
    files = (folder / "Valmont" / "a-contrat.pdf", folder / "Valmont" / "annexes" / "fiches.pdf")
    pages = {path.name: len(pypdfium2.PdfDocument(path)) for path in files}
    for row in record["evidence"]:
        assert 1 <= row["page"] <= pages[row["file"]]
        parts = row["field"].split("/")
        if parts[1] == "actions":
            assert row["file"] == ("a-contrat.pdf" if int(parts[2]) < count else "fiches.pdf")
    assert {row["file"] for row in record["evidence"]} == set(pages)
    warned = [row for row in record["warnings"] if row["page"] is not None]
    assert warned and all(row["page"] <= pages[row["file"]] for row in warned)


def test_a_list_says_which_files_make_a_contract_in_its_order(folder: Path, tmp_path: Path) -> None:
    listed = tmp_path / "groups.csv"
    listed.write_text(
        "\ufefffile;contract\nin/Valmont/annexes/fiches.pdf;Val, et mont\nin/Valmont/a-contrat.pdf;Val, et mont\n",
        encoding="utf-8",
    )
    result = run("extract", folder, "--group", listed, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "out").glob("*.json")) == ["Val, et mont.json", "boisfleury.json"]
    record = json.loads((tmp_path / "out" / "Val, et mont.json").read_text(encoding="utf-8"))
    assert [source["file_name"] for source in record["source"]] == ["fiches.pdf", "a-contrat.pdf"]
    again = run("extract", folder, "--group", listed, "--out", tmp_path / "out")
    assert "2 skipped" in again.stdout


def test_a_damaged_file_of_a_group_costs_the_group_with_a_line(folder: Path, tmp_path: Path) -> None:
    (folder / "Valmont" / "annexes" / "fiches.pdf").write_bytes(b"%PDF-1.4 nothing")
    result = run("extract", folder, "--by-folder", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and "fiches.pdf: damaged" in result.stderr
    assert [path.name for path in (tmp_path / "out").glob("*.json")] == ["boisfleury.json"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fichier,contrat\na.pdf,A\n", "no columns `file` and `contract`"),
        ("file,contract\nboisfleury.pdf,\n", "line 2: the file or the contract is missing"),
        ("file,contract\nboisfleury.pdf,../A\n", "line 2: “../A” cannot be a file's name"),
        ("file,contract\nboisfleury.pdf,A\nboisfleury.pdf,B\n", "line 3: boisfleury.pdf stands there twice"),
        ("file,contract\ngone.pdf,A\n", "gone.pdf is not there"),
        ("file,contract\n", "no file is listed"),
        ("", "no columns `file` and `contract`"),
    ],
)
def test_a_list_that_cannot_be_used_is_a_wrong_option(folder: Path, tmp_path: Path, text: str, said: str) -> None:
    (folder / "groups.csv").write_text(text, encoding="utf-8")
    result = run("extract", folder, "--group", folder / "groups.csv", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert not (tmp_path / "out").exists()


def test_text_files_are_not_put_together(folder: Path, tmp_path: Path) -> None:
    (folder / "Valmont" / "note.txt").write_text("Contrat de ville", encoding="utf-8")
    result = run("extract", folder, "--by-folder", "--out", tmp_path / "out")
    assert result.exit_code == 1 and "note.txt: a text file among several. Group PDFs only." in result.stderr
