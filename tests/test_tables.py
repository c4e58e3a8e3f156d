"""Records as tables: what a row is, files in each format, and a database whose contracts are replaced."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest
from made_cities import action, city, full_city, of_two_files
from pydantic import BaseModel
from typer.testing import CliRunner, Result

from extract.cli import app
from models.record import Action, Contract, Part, Record
from output.tables import files
from output.tables.columns import columns_of, plain_type
from output.tables.database import DatabaseError, write_database
from output.tables.files import frames, table_schema
from output.tables.headings import HEADINGS
from output.tables.layout import BY_NAME, TABLES
from output.writing import record_json


@pytest.fixture(scope="module")
def valmont() -> Record:
    return full_city()


def rows(record: Record, name: str) -> list[dict[str, Any]]:
    table = BY_NAME[name]
    return [dict(zip(table.column_names, row, strict=True)) for row in table.rows(record)]


def written(record: Record, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record_json(record), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


# Tables are made from the types


def lists_of_parts(part: type[BaseModel]) -> Iterator[str]:
    """The keys of a part that hold a list of parts, also inside a part that it holds."""
    for key, field in part.model_fields.items():
        inner, many = plain_type(field.annotation)
        if isinstance(inner, type) and issubclass(inner, Part):
            if many:
                yield key
            else:
                yield from lists_of_parts(inner)


@pytest.mark.parametrize("part", [Contract, Action])
def test_every_list_of_the_record_has_a_table_or_stands_in_one(part: type[Part]) -> None:
    """A list of parts that a type gains needs a line in TABLES of output/tables/layout.py."""
    there = {*BY_NAME, "leads", "years", "lines", "tables"}  # other names in the record
    assert set(lists_of_parts(part)) - there == set()


def test_every_column_has_a_french_heading() -> None:
    """A key that a type gains needs a line in output/tables/headings.py."""
    assert {column.name for table in TABLES for column in table.columns} - HEADINGS.keys() == set()


def test_every_plain_key_of_an_action_is_a_column() -> None:
    assert {column.name for column in columns_of(Action)} - {"id"} <= set(BY_NAME["actions"].column_names)


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_a_full_record_has_a_row_in_every_table_each_with_an_id_and_all_its_cells(table: Any, valmont: Record) -> None:
    found = list(table.rows(valmont))
    assert found and all(len(row) == len(table.columns) for row in found)
    assert len({row[0] for row in found}) == len(found)


def test_rows_link_to_rows_that_are_there(valmont: Record) -> None:
    for table in TABLES:
        for column, other in table.links.items():
            ids = {row["id"] for row in rows(valmont, other)} | {None}
            assert {row[column] for row in rows(valmont, table.name)} <= ids, (table.name, column)


# Rows


def test_an_action_is_one_row_to_read_with_its_lists_in_cells(valmont: Record) -> None:
    row = rows(valmont, "actions")[0]
    assert row["contract_id"] == "valmont-2015" and row["position"] == 1
    assert row["operational_objectives"] == "Former aux métiers du cycle\nOuvrir le soir"
    assert row["partners"] == "CAF et bailleurs" and row["pages"] == "41, 42"
    assert (row["first_year"], row["last_year"], row["programme_axis_title"]) == (2015, 2017, "Travailler")
    assert row["page_link"] == "valmont.pdf#page=41"


def test_the_members_of_a_partner_are_rows_behind_it(valmont: Record) -> None:
    found = {row["id"].removeprefix("valmont-2015-001/"): row for row in rows(valmont, "partners")}
    assert list(found) == [
        "leads/0",
        "partners/0",
        "partners/0/members/0",
        "partners/0/members/1",
        "partners/0/members/1/members/0",
    ]
    assert found["leads/0"]["part"] == "lead" and found["leads/0"]["organisation_category"] == "employment"
    assert found["partners/0/members/0"]["organisation_acronym"] == "CAF"
    assert found["partners/0/members/1/members/0"]["member_of"] == "valmont-2015-001/partners/0/members/1"


def test_an_id_is_the_way_to_the_value_in_the_record(valmont: Record) -> None:
    value: Any = json.loads(record_json(valmont))["contract"]
    name = rows(valmont, "quantities")[0]["id"]
    for step in name.removeprefix("valmont-2015/").split("/"):
        value = value[int(step) if step.isdigit() else step]
    assert value["value"] == 36.0


def test_evidence_names_the_action_that_it_is_of(valmont: Record) -> None:
    found = rows(valmont, "evidence")
    assert [row["action_id"] for row in found] == [None, "valmont-2015-002", "valmont-2015-001", None]
    assert (found[0]["x0"], found[0]["bottom"]) == (1.0, 4.5)


def test_a_text_file_has_no_link_to_a_page() -> None:
    record = city("Lise", action(1, "Semer", pages=[]))
    text = record.model_copy(update={"source": record.sources[0].model_copy(update={"media_type": "text/plain"})})
    assert rows(text, "actions")[0]["page_link"] is None


def test_a_link_escapes_the_signs_of_a_file_name_and_keeps_its_letters() -> None:
    record = city("Lise", action(1, "Semer", pages=[3]))
    strange = record.sources[0].model_copy(update={"file_name": "été #1 100%.pdf"})
    assert (
        rows(record.model_copy(update={"source": strange}), "actions")[0]["page_link"]
        == "été%20%231%20100%25.pdf#page=3"
    )


# Files


def test_frames_are_typed_and_unknown_cells_are_missing(valmont: Record) -> None:
    made = frames([valmont])
    assert set(made) == set(BY_NAME)
    assert str(made["actions"]["priority_level"].dtype) == "Int64" and made["actions"]["priority_level"].isna()[1]
    assert made["calendar"].groupby("phase")["year"].count().to_dict() == {"implementation": 2, "study": 1}


def test_csv_comes_with_a_table_schema_that_tells_its_columns(valmont: Record, tmp_path: Path) -> None:
    assert run(written(valmont, tmp_path / "in/a.json"), "--to", tmp_path, "--format", "csv").exit_code == 0
    package = json.loads((tmp_path / "csv/datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(BY_NAME)
    pandas_types = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "string": "string"}
    for resource in package["resources"]:
        schema = json.loads((tmp_path / "csv" / resource["schema"]).read_text(encoding="utf-8"))
        types = {field["name"]: pandas_types[field["type"]] for field in schema["fields"]}
        read = pd.read_csv(tmp_path / "csv" / resource["path"], dtype=types, keep_default_na=False, na_values=[""])
        assert list(read.columns) == list(types)
        assert read.equals(frames([valmont])[resource["name"]]), resource["name"]
        for field in schema["fields"]:
            allowed = {*field.get("constraints", {}).get("enum", ())}
            assert not allowed or set(read[field["name"]].dropna()) <= allowed


def test_a_table_schema_names_its_keys() -> None:
    schema = table_schema(BY_NAME["quantities"])
    assert schema["primaryKey"] == "id"
    assert {"fields": "commitment_id", "reference": {"resource": "commitments", "fields": "id"}} in schema[
        "foreignKeys"
    ]
    assert all(field["title"] and field["description"] for field in schema["fields"])


def test_parquet_gives_the_frames_back(valmont: Record, tmp_path: Path) -> None:
    assert run(written(valmont, tmp_path / "in/a.json"), "--to", tmp_path, "--format", "parquet").exit_code == 0
    for name, frame in frames([valmont]).items():
        read = pd.read_parquet(tmp_path / "parquet" / f"{name}.parquet")
        assert read.astype(frame.dtypes.to_dict()).equals(frame), name


def test_jsonl_holds_whole_records_that_its_schema_accepts(valmont: Record, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    written(valmont, folder / "a.json"), written(city("Lise", action(1, "Semer")), folder / "b.json")
    assert run(folder, "--to", tmp_path, "--format", "jsonl").exit_code == 0
    lines = (tmp_path / "contrats.jsonl").read_text(encoding="utf-8").splitlines()
    schema = json.loads((tmp_path / "contrats.schema.json").read_text(encoding="utf-8"))
    assert [Record.model_validate_json(line).contract.id for line in lines] == ["valmont-2015", "lise-2015"]
    for line in lines:
        jsonschema.validate(json.loads(line), schema)


# The database


def opened(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path))


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, without the contract that a test changes."""
    with opened(path) as database:
        return {table.name: sorted(database.execute(f"SELECT * FROM {table.name}"), key=repr) for table in TABLES}


def test_the_database_has_keys_links_and_indexes(valmont: Record, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    assert write_database([valmont], path) == []
    with opened(path) as database:
        links = {row[3]: row[2] for row in database.execute("PRAGMA foreign_key_list(partners)")}
        assert links.items() >= {"action_id": "actions", "contract_id": "contracts", "member_of": "partners"}.items()
        assert links["organisation_category"] == "categories"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        plan = database.execute("EXPLAIN QUERY PLAN SELECT * FROM partners WHERE organisation_id = 'caf'").fetchall()
        assert "USING INDEX" in plan[0][3]


@pytest.mark.parametrize("words", ["REPARATION velos", "mecaniciens", "bailleurs"])
def test_the_search_folds_accents_and_case_over_titles_contents_and_partners(
    words: str, valmont: Record, tmp_path: Path
) -> None:
    write_database([valmont], tmp_path / "a.sqlite")
    with opened(tmp_path / "a.sqlite") as database:
        sql = "SELECT id FROM actions WHERE rowid IN (SELECT rowid FROM actions_fts WHERE actions_fts MATCH ?)"
        assert database.execute(sql, [words]).fetchall() == [("valmont-2015-001",)]


def test_importing_again_replaces_a_contracts_rows_and_touches_no_other(valmont: Record, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    lise = city("Lise", action(1, "Semer", contents=["Des graines"]), action(2, "Planter"))
    write_database([valmont, lise], path)
    before = everything(path)
    write_database([valmont], path)
    assert everything(path) == before
    shorter = city("Lise", action(1, "Récolter"))
    write_database([shorter], path)
    after = everything(path)
    for name in BY_NAME:
        kept = [row for row in before[name] if "lise-2015" not in row[:3]]
        assert [row for row in after[name] if "lise-2015" not in row[:3]] == kept
    with opened(path) as database:
        assert database.execute("SELECT title FROM actions WHERE contract_id = 'lise-2015'").fetchall() == [
            ("Récolter",)
        ]
        found = "SELECT count(*) FROM actions_fts WHERE actions_fts MATCH ?"
        assert database.execute(found, ["graines"]).fetchone() == (0,)
        assert database.execute(found, ["recolter"]).fetchone() == (1,)


def test_a_file_that_was_read_again_under_another_id_replaces_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    write_database([city("Lise", action(1, "Semer"), start=2014, sha256="ab" * 32)], path)
    write_database([city("Lise", action(1, "Semer"), start=2015, sha256="ab" * 32)], path)
    with opened(path) as database:
        assert database.execute("SELECT id FROM contracts").fetchall() == [("lise-2015",)]
        assert database.execute("SELECT id FROM actions").fetchall() == [("lise-2015-001",)]


def test_another_file_with_an_id_that_the_database_has_is_put_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    write_database([city("Lise", action(1, "Semer"), sha256="ab" * 32)], path)
    for _ in range(2):
        warnings = write_database([city("Lise", action(1, "Planter"), sha256="cd" * 32)], path)
        assert len(warnings) == 1 and "lise-2015-cdcdcdcd" in warnings[0]
        with opened(path) as database:
            rows = database.execute("SELECT id, title FROM actions ORDER BY id").fetchall()
        assert rows == [("lise-2015-001", "Semer"), ("lise-2015-cdcdcdcd-001", "Planter")]


def test_a_contract_of_several_files_replaces_what_was_read_of_one_of_them(tmp_path: Path) -> None:
    path, both = tmp_path / "a.sqlite", of_two_files()
    alone = both.model_copy(update={"source": both.sources[0], "actions": both.actions[:1], "evidence": []})
    for records, actions in (([alone], 1), ([both], 2), ([alone], 1)):
        assert write_database(records, path) == []
        with opened(path) as database:
            assert database.execute("SELECT count(*), count(DISTINCT contract_id) FROM actions").fetchone() == (
                actions,
                1,
            )


def test_a_column_that_an_earlier_version_did_not_have_is_added(valmont: Record, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    write_database([city("Lise", action(1, "Semer"))], path)
    with opened(path) as database:
        database.execute("ALTER TABLE neighbourhoods DROP COLUMN median_income")
        database.execute("DROP TABLE mentions")
        database.commit()
    write_database([valmont], path)
    with opened(path) as database:
        assert database.execute("SELECT count(median_income), count(*) FROM neighbourhoods").fetchone() == (0, 2)
        assert database.execute("SELECT count(*) FROM mentions").fetchone() == (1,)


def test_a_file_that_is_no_database_is_left_as_it_was(valmont: Record, tmp_path: Path) -> None:
    path = tmp_path / "contrats.sqlite"
    path.write_text("a shopping list, long enough to be no header of a database")
    with pytest.raises(DatabaseError, match="no database of contrats"):
        write_database([valmont], path)
    assert path.read_text().startswith("a shopping list")
    assert list(tmp_path.iterdir()) == [path]
    result = run(written(valmont, tmp_path / "in/a.json"), "--to", tmp_path, "--format", "sqlite,jsonl")
    assert result.exit_code == 1 and "Move it away" in result.stderr
    assert (tmp_path / "contrats.jsonl").exists()


# The export


@pytest.mark.parametrize("name", ["csv", "xlsx", "parquet", "sqlite", "jsonl"])
def test_an_interrupted_export_leaves_the_earlier_files_whole(
    name: str, valmont: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = written(valmont, tmp_path / "in/a.json")
    assert run(source, "--to", tmp_path / "out", "--format", name).exit_code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}

    def interrupt(*_: object, **__: object) -> Any:
        raise KeyboardInterrupt

    if name == "jsonl":
        monkeypatch.setattr(files, "json_schema", interrupt)
    else:
        last = TABLES[-1]._replace(rows=interrupt)  # the last table of all is cut off
        for module in ("files", "workbook", "database"):
            monkeypatch.setattr(f"output.tables.{module}.TABLES", (*TABLES[:-1], last))
    assert run(source, "--to", tmp_path / "out", "--format", name).exit_code != 0
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before


def test_two_files_with_one_id_are_told_apart_with_a_warning(tmp_path: Path) -> None:
    for letter in "ab":
        written(city("Lise", action(1, "Semer"), sha256=letter * 64), tmp_path / f"in/{letter}.json")
    result = run(tmp_path / "in", "--to", tmp_path, "--format", "csv")
    assert result.exit_code == 0 and "2 files claim this contract" in result.stderr
    ids = pd.read_csv(tmp_path / "csv/actions.csv")["id"].tolist()
    assert ids == ["lise-2015-aaaaaaaa-001", "lise-2015-bbbbbbbb-001"]


def test_all_formats_are_written_where_none_is_named(valmont: Record, tmp_path: Path) -> None:
    written(valmont, tmp_path / "in/a.json"), written(city("Lise", action(1, "Semer")), tmp_path / "in/b.json")
    result = run(tmp_path / "in", "--to", tmp_path / "out")
    assert result.exit_code == 0, result.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {
        "contrats.xlsx", "comparaison.xlsx", "contrats.sqlite", "metadata.json", "contrats.jsonl",
        "contrats.schema.json", "csv", "parquet",
    }  # fmt: skip


def test_wrong_options_and_unreadable_records_are_said_in_a_line(valmont: Record, tmp_path: Path) -> None:
    good = written(valmont, tmp_path / "a.json")
    assert run(good, "--to", tmp_path, "--format", "csv,doc").exit_code == 2
    assert run(good, "--to", tmp_path, "--pdfs", tmp_path / "no").exit_code == 2
    result = run(good, tmp_path / "no.json", "--to", tmp_path / "out", "--format", "jsonl")
    assert result.exit_code == 1 and "no such file" in result.stderr
    assert (tmp_path / "out/contrats.jsonl").exists()
    assert run(tmp_path / "no.json", "--to", tmp_path / "none").exit_code == 1
    assert not (tmp_path / "none").exists()
