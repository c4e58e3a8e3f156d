"""Tables as pandas frames, and as CSV with a Table Schema, Parquet and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.record import Record
from models.schema import json_schema
from output.tables.columns import Column, Kind
from output.tables.headings import heading
from output.tables.layout import TABLES, Table
from output.writing import whole_file

if TYPE_CHECKING:
    from pandas import DataFrame

DTYPES: dict[Kind, str] = {"text": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
"""What pandas holds each kind of cell as; all of them know a cell without a value."""
SCHEMA_TYPES: dict[Kind, str] = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}
"""The same in Table Schema."""


FORMULA = r"^(?=[=+\-@\t\r])"
"""What a spreadsheet takes for a formula where a CSV's cell begins so."""


def frame(table: Table, records: Iterable[Record]) -> DataFrame:
    """Give a table of some records as a frame: a column a column, typed, no cell made up."""
    import pandas as pd

    rows = [row for record in records for row in table.rows(record)]
    made = pd.DataFrame.from_records(rows, columns=table.column_names)
    return made.astype({column.name: DTYPES[column.kind] for column in table.columns})


def frames(records: Sequence[Record]) -> dict[str, DataFrame]:
    """Give every table of some records by its name."""
    return {table.name: frame(table, records) for table in TABLES}


def write_csv(records: Sequence[Record], folder: Path) -> list[Path]:
    """Write each table as UTF-8 CSV with its Table Schema beside it, and a Data Package that lists them.

    All files are written before the first is put in place. Gives the CSV files. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / f"{table.name}.csv" for table in TABLES]
    with ExitStack() as stack:
        for table, path in zip(TABLES, written, strict=True):
            target = stack.enter_context(whole_file(path))
            plain = without_formulas(frame(table, records), table)
            plain.to_csv(target, index=False, encoding="utf-8", lineterminator="\n")
            _write_json(stack.enter_context(whole_file(folder / schema_name(table))), table_schema(table))
        _write_json(stack.enter_context(whole_file(folder / "datapackage.json")), data_package())
    return written


def without_formulas(made: DataFrame, table: Table) -> DataFrame:
    """Give a frame none of whose texts a spreadsheet takes for a formula: an apostrophe stands before those."""
    texts = [column.name for column in table.columns if column.kind == "text"]
    return made.assign(**{name: made[name].str.replace(FORMULA, "'", regex=True) for name in texts})


def write_parquet(records: Sequence[Record], folder: Path) -> list[Path]:
    """Write each table as Parquet, all before the first is put in place. Gives the files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / f"{table.name}.parquet" for table in TABLES]
    with ExitStack() as stack:
        for table, path in zip(TABLES, written, strict=True):
            frame(table, records).to_parquet(stack.enter_context(whole_file(path)), index=False)
    return written


def write_jsonl(records: Iterable[Record], path: Path) -> list[Path]:
    """Write the whole records, one a line, with their JSON Schema beside them. Raises OSError."""
    with ExitStack() as stack:
        target = stack.enter_context(whole_file(path))
        with target.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(record.model_dump_json() + "\n" for record in records)
        _write_json(stack.enter_context(whole_file(path.with_suffix(".schema.json"))), json_schema())
    return [path]


def schema_name(table: Table) -> str:
    """Give the name of the file of a table's schema."""
    return f"{table.name}.schema.json"


def table_schema(table: Table) -> dict[str, Any]:
    """Give the Table Schema (Frictionless, v1) of a table."""
    links = [
        {"fields": column, "reference": {"resource": "" if other == table.name else other, "fields": "id"}}
        for column, other in table.links.items()
    ]
    schema: dict[str, Any] = {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": table.name,
        "title": table.title,
        "description": table.meaning,
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": "id",
    }
    return schema | ({"foreignKeys": links} if links else {})


def _field(column: Column) -> dict[str, Any]:
    """Give a column as a field of a Table Schema."""
    field: dict[str, Any] = {
        "name": column.name,
        "type": SCHEMA_TYPES[column.kind],
        "title": heading(column.name),
        "description": column.meaning,
    }
    constraints: dict[str, Any] = {}
    if column.name in ("id", "contract_id"):
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    return field | ({"constraints": constraints} if constraints else {})


def data_package() -> dict[str, Any]:
    """Give the Data Package (Frictionless, v1) that lists the CSV files with their schemas."""
    resources = [
        {
            "name": table.name,
            "title": table.title,
            "path": f"{table.name}.csv",
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "format": "csv",
            "mediatype": "text/csv",
            "schema": schema_name(table),
        }
        for table in TABLES
    ]
    return {
        "profile": "tabular-data-package",
        "name": "contrats",
        "title": "Contrats de ville",
        "resources": resources,
    }


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
