"""`contrats export` and `contrats serve`: records as tables, and the database in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.commands.app import (
    PatternsOption,
    app,
    complain,
    fail,
    load_patterns,
    make_folder,
    say,
)
from output.writing import write_failure
from patterns.loading import use

if TYPE_CHECKING:
    from models.record import Record
    from output.tables.exporting import Format

FORMATS: tuple[Format, ...] = ("csv", "xlsx", "parquet", "sqlite", "jsonl")
"""As `output.tables.exporting` has them, which is imported when it is needed."""
RecordsArgument = Annotated[
    list[Path],
    typer.Argument(metavar="RECORDS", help="Records, or folders of them, read recursively.", show_default=False),
]


@app.command(
    epilog="\b\nExample:\n  contrats export records/ --to tables --pdfs contracts/\n"
    "  contrats export records/valmont.json --to tables --format sqlite"
)
def export(
    records: RecordsArgument,
    to: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the tables, made where needed.")],
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Formats to write, with commas between them.")
    ] = ",".join(FORMATS),
    pdfs: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where the PDFs are, for the workbook's links.", show_default=False),
    ] = None,
    patterns: PatternsOption = None,
) -> None:
    r"""Write records as tables: CSV, a workbook in French, Parquet, a SQLite database, JSON lines.

    \b
    DIR/contrats.xlsx     a summary, a sheet a table, a link from each action to its page
    DIR/comparaison.xlsx  the contracts side by side, where there are several; see `contrats compare`
    DIR/contrats.sqlite   with keys, links, indexes and full-text search; see `contrats serve`
    DIR/csv/              a file a table, each with its Table Schema
    DIR/parquet/          a file a table
    DIR/contrats.jsonl    the whole records, one a line, with their JSON Schema

    Each file is made anew from the records that are given, except the database: there the rows of these
    contracts are replaced and those of others stay. A file that cannot be written is left as it was.
    Where two files claim one contract id, the first 8 characters of their hashes tell them apart.

    Links lead to the PDF beside the workbook, or with --pdfs to where it is in that folder.
    """
    chosen = chosen_formats(formats)
    own = load_patterns(patterns)
    if pdfs is not None and not pdfs.is_dir():
        raise typer.BadParameter(f"{pdfs}: no such folder.", param_hint="--pdfs")
    given, problems = read_records(records)
    if not given:
        raise typer.Exit(1)
    make_folder(to)
    from output.tables.database import DatabaseError
    from output.tables.exporting import export as write

    for name in chosen:
        try:
            with use(own):
                written = write(given, to, name, pdfs)
        except DatabaseError as error:
            problems.append(str(error))
            complain(str(error))
        except OSError as error:
            problems.append(write_failure(to, error))
            complain(problems[-1])
        else:
            for warning in written.warnings:
                complain(warning)
            for place in written.places:
                say(place)
    actions = sum(len(record.actions) for record in given)
    typer.echo(f"{len(given)} contract{'s'[: len(given) != 1]}, {actions} action{'s'[: actions != 1]}")
    if problems:
        raise typer.Exit(1)


def chosen_formats(text: str) -> list[Format]:
    """Give the formats that a list names, each once; else leave with 2."""
    names = list(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        said = f"unknown format {unknown[0]!r}" if unknown else "no format"
        raise typer.BadParameter(f"{said}. Known are {', '.join(FORMATS)}.", param_hint="--format")
    return [name for name in FORMATS if name in names]


def read_records(inputs: list[Path]) -> tuple[list[Record], list[str]]:
    """Read the records that are given and say what is wrong with them, a line each; give the problems too."""
    from output.records import load_records, told_apart

    loaded, problems = load_records(inputs)
    records, warnings = told_apart(loaded)
    for line in [*problems, *warnings]:
        complain(line)
    return records, problems


@app.command(epilog="\b\nExample:\n  contrats serve tables --port 8001")
def serve(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Folder that `contrats export` wrote a database to.", show_default=False),
    ],
    host: Annotated[str, typer.Option(metavar="NAME", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Port to listen on.")] = 8001,
) -> None:
    """Open the database in Datasette: tables to filter, full-text search, ready questions, a JSON API.

    Datasette comes with the extra `contrats[web]`. The database is only read. It is served until Ctrl-C;
    take the export again and restart to see new records.
    """
    from output.tables.exporting import METADATA, STEM
    from output.tables.serving import datasette_arguments

    database = folder / f"{STEM}.sqlite"
    if not database.is_file():
        fail(f"{database}: no database here. Write one: contrats export RECORDS --to {folder} --format sqlite")
    try:
        from datasette.cli import cli
    except ImportError:
        fail('Datasette is not installed. Install it: pip install "contrats[web]"')
    arguments = datasette_arguments(database, folder / METADATA, host, port)
    typer.echo(f"http://{host}:{port}/{STEM}")
    cli.main(arguments, prog_name="datasette", standalone_mode=False)
