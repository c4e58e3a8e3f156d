"""`contrats compare`: contracts side by side."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extract.commands.app import PatternsOption, app, complain, fail, load_patterns, say
from extract.commands.exporting import RecordsArgument, read_records
from output.writing import write_failure
from patterns.loading import use

if TYPE_CHECKING:
    from output.comparison.figures import Comparison

Target = Literal["xlsx", "html", "json"]
STDOUT = Path("-")


@app.command(
    epilog="\b\nExample:\n  contrats compare records/\n  contrats compare records/ --to xlsx --out comparaison.xlsx"
)
def compare(
    records: RecordsArgument,
    to: Annotated[
        Target | None, typer.Option(help="Write a file in place of the tables on the terminal.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="File to write, - for the output: comparaison.xlsx, .html or .json if not given.",
            show_default=False,
        ),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--all", help="Every row on the terminal, not the first of each table.")
    ] = False,
    patterns: PatternsOption = None,
) -> None:
    """Compare contracts: themes, priorities, partners, indicators, calendars, what is alike and what is not.

    Any number of contracts stand side by side, with a note on what is not alike: other years, sheets
    beside programme objectives, fields that a contract does not have. The file of --to lists the actions
    behind each figure, with their pages.

    Tables are in French. Two actions are alike by the words that their titles share; what indicators
    measure is told by patterns/indicators.toml: see docs/comparison.md.
    """
    if out is not None and to is None:
        raise typer.BadParameter("--out is for a file. Give --to xlsx, html or json too.")
    if out == STDOUT and to == "xlsx":
        raise typer.BadParameter("a workbook cannot be printed. Give --out FILE.xlsx.")
    own = load_patterns(patterns)
    given, problems = read_records(records)
    if not given:
        raise typer.Exit(1)
    from output.comparison.comparing import compare as compare_records
    from output.comparison.plain import as_text
    from output.comparison.sheets import write_sheets
    from output.writing import write_whole

    with use(own):
        comparison = compare_records(given)
    if len(given) == 1:
        complain("one contract only: there is nothing to compare it with. Give several records, or their folder.")
    if to is None:
        typer.echo(as_text(comparison, max(shutil.get_terminal_size((120, 24)).columns, 60), None if whole else 15))
    elif out == STDOUT:
        typer.echo(as_written(comparison, to), nl=False)
    else:
        path = out or Path(f"comparaison.{to}")
        try:
            if to == "xlsx":
                write_sheets(comparison, path)
            else:
                write_whole(path, as_written(comparison, to))
        except OSError as error:
            fail(write_failure(path, error))
        say(path)
    if problems:
        raise typer.Exit(1)


def as_written(comparison: Comparison, to: Target) -> str:
    """Give a comparison as HTML or JSON."""
    from output.comparison.page import as_page
    from output.comparison.plain import as_json

    return as_page(comparison) if to == "html" else as_json(comparison)
