"""The command line's app, with what its commands share: options, one-line failures.

What a command needs beyond options and paths is imported when it runs, so `--help` is quick.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from extract.options import Engine, OcrMode
from output.writing import check_folder, one_line, write_failure
from patterns.loading import PatternError, Patterns

EXIT_CODES = """\b
Exit codes:
  0  everything was read; warnings are allowed
  1  at least one input or the output failed; the others are written
  2  the options are wrong

\b
Example:
  contrats extract contracts/ --out records"""

app = typer.Typer(
    name="contrats",
    help="Read French urban policy contracts (contrats de ville) from PDF or text into JSON records.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

EngineOption = Annotated[Engine, typer.Option(help="What reads the PDF: pdfium is fast, pdfplumber the reference.")]
PasswordOption = Annotated[
    str | None, typer.Option(help="Password of a locked PDF.", envvar="CONTRATS_PASSWORD", show_default=False)
]

PatternsOption = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="DIR",
        help="Folder of your own pattern files (labels.toml, ...), which add to the shipped ones or override "
        "them. Can be given again: the last is the strongest. A file with a fault is a wrong option (2).",
        show_default=False,
    ),
]

OcrOption = Annotated[
    OcrMode,
    typer.Option(
        help="Read scanned pages by OCR: auto where Tesseract with French is installed, else they are named in "
        "warnings; off never; force every page, its own text or not."
    ),
]
OcrCacheOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Folder where what OCR read is kept, so that no page is read twice.",
        show_default="the user's cache folder",
    ),
]
OcrMegapixelsOption = Annotated[
    float,
    typer.Option(
        min=1, metavar="N", help="A scan of more millions of pixels at 200 dots an inch is given up, with a warning."
    ),
]


NerOption = Annotated[
    bool,
    typer.Option(
        "--ner/--no-ner",
        help="Find the organisations and places that actions without a list of partners name in their text.",
    ),
]


def print_version(wanted: bool) -> None:
    """Print the version and leave, where `--version` is given."""
    if wanted:
        from importlib.metadata import version

        typer.echo(f"contrats {version('contrats')}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and leave."),
    ] = False,
) -> None:
    """Read French urban policy contracts (contrats de ville) from PDF or text into JSON records."""


def load_patterns(folders: Sequence[Path] | None) -> Patterns | None:
    """Read and check the user's pattern files, before anything else is done; else leave with 2."""
    try:
        return Patterns.load(*folders) if folders else None
    except PatternError as error:
        raise typer.BadParameter(str(error), param_hint="--patterns") from error


def make_folder(out: Path) -> None:
    """Make the output folder and see that it can be written, before hours of reading; else leave."""
    try:
        check_folder(out)
    except OSError as error:
        fail(write_failure(out, error))


def say(line: object) -> None:
    """Print one line, whatever signs a file's name in it has."""
    typer.echo(one_line(str(line)))


def complain(line: str, trace: str | None = None) -> None:
    """Print one line on the error output, with the traceback where CONTRATS_DEBUG=1 asks for it."""
    typer.echo(f"contrats: {one_line(line)}", err=True)
    if trace and os.environ.get("CONTRATS_DEBUG") == "1":
        typer.echo(trace, err=True)


def fail(line: str, trace: str | None = None) -> NoReturn:
    """Print one line on the error output and leave with 1."""
    complain(line, trace)
    raise typer.Exit(1)
