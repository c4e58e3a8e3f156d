"""Records read back from folders, and contracts of one id told apart."""

from __future__ import annotations

import json
from pathlib import Path

from made_records import made_record

from models.record import Record
from output.records import load_records, told_apart
from output.writing import record_json


def written(folder: Path, name: str, sha256: str = "a" * 64) -> Path:
    """A made record as a file, under a folder that is made where needed."""
    path = folder / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    record = made_record(Path("valmont.pdf"))
    path.write_text(record_json(with_hash(record, sha256)), encoding="utf-8")
    return path


def with_hash(record: Record, sha256: str) -> Record:
    return record.model_copy(update={"source": record.source.model_copy(update={"sha256": sha256})})


def test_a_folder_gives_its_records_by_path_and_passes_over_the_rest(tmp_path: Path) -> None:
    written(tmp_path, "b")
    written(tmp_path, "north/a")
    written(tmp_path, ".hidden/c")
    (tmp_path / "a.gold.json").write_text("{}")
    (tmp_path / "settings.json").write_text('{"colour": "red"}')
    (tmp_path / "manifest.jsonl").write_text('{"file": "a.pdf"}\n')
    loaded, problems = load_records([tmp_path, tmp_path / "b.json"])
    assert [item.path.name for item in loaded] == ["b.json", "a.json"]
    assert problems == []


def test_what_cannot_be_read_is_said_in_a_line_and_the_others_are_read(tmp_path: Path) -> None:
    good = written(tmp_path / "good", "a")
    (tmp_path / "broken.json").write_text('{"schema_version"')
    (tmp_path / "other.json").write_text("[1]")
    strange = json.loads(good.read_text(encoding="utf-8")) | {"surprise": 1}
    (tmp_path / "strange.json").write_text(json.dumps(strange))
    (tmp_path / "empty").mkdir()
    names = ["good", "broken.json", "other.json", "strange.json", "absent.json", "empty"]
    loaded, problems = load_records([tmp_path / name for name in names])
    assert [item.path for item in loaded] == [good]
    said = ["no JSON", "no record.", "no record of schema", "no such file", "no record in this folder"]
    assert len(problems) == len(said)
    for name, words, problem in zip(names[1:], said, problems, strict=True):
        assert problem.startswith(f"{tmp_path / name}: {words}") and "\n" not in problem


def test_two_files_with_one_id_are_told_apart_by_their_hash(tmp_path: Path) -> None:
    written(tmp_path, "a", "a" * 64)
    written(tmp_path, "b", "b" * 64)
    records, warnings = told_apart(load_records([tmp_path])[0])
    assert [record.contract.id for record in records] == ["valmont-2015-aaaaaaaa", "valmont-2015-bbbbbbbb"]
    assert records[0].actions[0].id == "valmont-2015-aaaaaaaa-001"
    assert len(warnings) == 1 and "valmont-2015: 2 files claim this contract" in warnings[0]


def test_a_second_record_of_one_file_is_left_out(tmp_path: Path) -> None:
    written(tmp_path, "a")
    written(tmp_path, "b")
    records, warnings = told_apart(load_records([tmp_path])[0])
    assert [record.contract.id for record in records] == ["valmont-2015"]
    assert len(warnings) == 1 and "b.json: left out" in warnings[0]
