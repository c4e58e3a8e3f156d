"""Tables as a SQLite database: keys, links, indexes, full-text search, rows replaced by contract."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.record import Record
from output.french import CATEGORIES, PILLARS, THEMES
from output.records import hashed_id, with_id
from output.tables.columns import Kind
from output.tables.layout import CONTRACTS, TABLES, Table
from output.writing import whole_file

if TYPE_CHECKING:
    from sqlite_utils import Database

TYPES: dict[Kind, type] = {"text": str, "integer": int, "number": float, "boolean": bool}
NAMES: dict[str, Mapping[Any, str]] = {"themes": THEMES, "pillars": PILLARS, "categories": CATEGORIES}
"""Tables that give a code its French name."""
CODES = {"theme_code": "themes", "pillar": "pillars", "organisation_category": "categories"}
"""Columns of codes, by the table that names them."""
SEARCHED = {
    "actions": ("title", "contents", "leads", "partners"),
    "contents": ("text",),
    "partners": ("as_written", "organisation_name", "organisation_acronym"),
}
"""Columns of the full-text search."""
TOKENIZE = "unicode61 remove_diacritics 2"
"""Accents and case are folded."""
INDEXED = ("organisation_id", "year", "measure")
"""Columns that are looked up often, beside the links."""


class DatabaseError(Exception):
    """The file in the database's place is no database of ours; the message says what to do."""


def write_database(records: Sequence[Record], path: Path) -> list[str]:
    """Put the records into a database, made where needed; give a line for each id that was settled.

    The rows of a contract that is there already are replaced, and no other row is touched. A contract is
    known by its id; where another file's contract has the id already, the new one gets the first
    characters of its hash behind it. The database is changed beside its place, then renamed: a reader
    never sees half of it. Raises DatabaseError, OSError.
    """
    from sqlite_utils import Database

    try:
        with whole_file(path) as temporary, closing(sqlite3.connect(temporary)) as connection:
            if path.exists():
                with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as earlier:
                    earlier.backup(connection)
            connection.execute("PRAGMA journal_mode = MEMORY")  # the rename is what makes it whole
            database = Database(connection)
            _make_tables(database)
            renamed, warnings = _settle_ids(database, records)
            _replace(database, renamed)
            connection.commit()
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken:
                raise DatabaseError(f"{path}: a row of {broken[0]} links to no row of {broken[2]}. Report it.")
    except sqlite3.DatabaseError as error:
        raise DatabaseError(f"{path}: no database of contrats ({error}). Move it away, then run again.") from error
    return warnings


def _make_tables(database: Database) -> None:
    """Make the tables that are not there, and the columns that an earlier version did not have."""
    for name, words in NAMES.items():
        table = database.table(name)
        table.create({"id": str, "name": str}, pk="id", if_not_exists=True)
        table.upsert_all(({"id": code, "name": word} for code, word in words.items()), pk="id")
    for made in TABLES:
        table = database.table(made.name)
        columns = {column.name: TYPES[column.kind] for column in made.columns}
        links = _links(made)
        if not table.exists():
            required = {"id", *(["contract_id"] if "contract_id" in columns else [])}
            keys = [(column, other, "id") for column, other in links.items()]
            table.create(columns, pk="id", not_null=required, foreign_keys=keys)
        for name in columns.keys() - table.columns_dict.keys():
            table.add_column(name, columns[name], fk=links.get(name), fk_col="id" if name in links else None)
        for name in [*links, *(name for name in INDEXED if name in columns)]:
            table.create_index([name], if_not_exists=True)
        if made.name in SEARCHED and table.detect_fts() is None:
            table.enable_fts(SEARCHED[made.name], create_triggers=True, tokenize=TOKENIZE)


def _links(table: Table) -> dict[str, str]:
    """Give the table that each linking column of a table leads to."""
    codes = {column: CODES[column] for column in table.column_names if column in CODES}
    return table.links | codes


def _settle_ids(database: Database, records: Sequence[Record]) -> tuple[list[Record], list[str]]:
    """Give the records under ids that no other file's contract has in the database."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name, sha256 in database.execute("SELECT contract_id, sha256 FROM sources").fetchall():
        owners[name].add(sha256)
    settled, warnings = [], []
    for record in records:
        name = record.contract.id
        if name in owners and owners[name].isdisjoint(source.sha256 for source in record.sources):
            files = ", ".join(source.file_name for source in record.sources)
            warnings.append(
                f"{name}: the database has this contract from another file. {files} is put beside it as "
                f"{hashed_id(record)}; export into a new folder to have it alone."
            )
            record = with_id(record, hashed_id(record))
        settled.append(record)
    return settled, warnings


def _replace(database: Database, records: Sequence[Record]) -> None:
    """Take out every row of the records' contracts, under whatever id their files were known, and add theirs."""
    ids = [record.contract.id for record in records]
    hashes = [source.sha256 for record in records for source in record.sources]
    known = f"contract_id IN ({_marks(ids)}) OR sha256 IN ({_marks(hashes)})"
    sql = f"SELECT DISTINCT contract_id FROM sources WHERE {known}"  # noqa: S608  only question marks are put in
    gone = database.execute(sql, [*ids, *hashes]).fetchall()
    names = [row[0] for row in gone]
    for table in reversed(TABLES):
        key = "id" if table.name == CONTRACTS else "contract_id"
        for start in range(0, len(names), 500):
            some = names[start : start + 500]
            database.table(table.name).delete_where(f"{key} IN ({_marks(some)})", some)
    for table in TABLES:
        rows = (row for record in records for row in table.rows(record))
        database.table(table.name).insert_all(chain([table.column_names], rows), pk="id")


def _marks(values: Sequence[object]) -> str:
    """Give a placeholder for each value."""
    return ", ".join("?" * len(values))
