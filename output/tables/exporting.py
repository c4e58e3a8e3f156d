"""Every format of an export by its name, written into one folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from models.record import Record
from output.comparison.comparing import compare
from output.comparison.sheets import write_sheets
from output.tables.database import write_database
from output.tables.files import write_csv, write_jsonl, write_parquet
from output.tables.links import page_links
from output.tables.serving import metadata
from output.tables.workbook import write_workbook
from output.writing import write_whole

Format = Literal["csv", "xlsx", "parquet", "sqlite", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)
STEM = "contrats"
"""Name of the files that hold all tables, without their ending."""
METADATA = "metadata.json"
"""What Datasette shows beside the database."""


COMPARISON = "comparaison.xlsx"
"""The comparison of the contracts, beside their workbook."""


class Written(NamedTuple):
    """What an export of one format wrote, and what is to be said about it."""

    places: list[Path]
    warnings: tuple[str, ...] = ()


def export(records: Sequence[Record], folder: Path, name: Format, pdfs: Path | None = None) -> Written:
    """Write the records into a folder in one format. Raises OSError and DatabaseError.

    The database takes the records in beside those that it has; every other file is made anew from
    these records alone.
    """
    return _WRITERS[name](records, folder, pdfs)


def _csv(records: Sequence[Record], folder: Path, _: Path | None) -> Written:
    write_csv(records, folder / "csv")
    return Written([folder / "csv"])


def _parquet(records: Sequence[Record], folder: Path, _: Path | None) -> Written:
    write_parquet(records, folder / "parquet")
    return Written([folder / "parquet"])


def _jsonl(records: Sequence[Record], folder: Path, _: Path | None) -> Written:
    write_jsonl(records, folder / f"{STEM}.jsonl")
    return Written([folder / f"{STEM}.jsonl"])


def _xlsx(records: Sequence[Record], folder: Path, pdfs: Path | None) -> Written:
    path = folder / f"{STEM}.xlsx"
    write_workbook(records, path, page_links(folder, pdfs))
    if len(records) < 2:
        return Written([path])
    write_sheets(compare(records), folder / COMPARISON)
    return Written([path, folder / COMPARISON])


def _sqlite(records: Sequence[Record], folder: Path, _: Path | None) -> Written:
    path = folder / f"{STEM}.sqlite"
    warnings = write_database(records, path)
    write_whole(folder / METADATA, json.dumps(metadata(STEM), ensure_ascii=False, indent=2) + "\n")
    return Written([path], tuple(warnings))


_WRITERS: dict[Format, Callable[[Sequence[Record], Path, Path | None], Written]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "jsonl": _jsonl,
}
