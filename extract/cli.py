"""The command line: `contrats` and its commands.

What a command needs beyond options and paths is imported when it runs, so `--help` is quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from extract.batch import Engine, Outcome, find_inputs, plan_jobs, read_file, reading_failure, run_jobs
from output.writing import check_folder, write_failure
from patterns.loading import PatternError, Patterns, use

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


@app.command(epilog="\b\nExample:\n  contrats extract valmont.pdf more-contracts/ --out records --workers 2")
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="PDFs, text files, or folders, which are read recursively.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the records, made where needed.")],
    workers: Annotated[int, typer.Option(min=1, help="How many contracts to read at the same time.")] = 1,
    engine: EngineOption = "pdfium",
    password: PasswordOption = None,
    patterns: PatternsOption = None,
) -> None:
    """Read contracts and write DIR/<name>.json for each.

    A line is printed for each contract: file, pages, actions, warnings, seconds. What fails is said
    in one line on the error output, and the others are written all the same.

    A folder's tree is mirrored under DIR. Where two inputs would share a name, each gets
    <stem>.<ext>.json; where that is shared too, the input's folder goes in front of it, and
    last, digits made from the file's full path go behind it.
    """
    if "" in inputs:
        raise typer.BadParameter("an INPUT is empty. Give the path of a file or a folder.")
    read = partial(read_file, engine=engine, password=password, patterns=load_patterns(patterns))
    found, problems = find_inputs([Path(path) for path in inputs], out)
    for problem in problems:
        complain(problem)
    jobs = plan_jobs(found, out)
    if jobs:
        make_folder(out)
    outcomes = report(run_jobs(jobs, read, workers))
    if problems or any(outcome.error for outcome in outcomes):
        raise typer.Exit(1)


@app.command(epilog="\b\nExample:\n  contrats schema > contrats.schema.json")
def schema() -> None:
    """Print the JSON Schema of the records."""
    import json

    from models.schema import json_schema

    typer.echo(json.dumps(json_schema(), indent=2))


@app.command(
    epilog="\b\nExample:\n  contrats inspect valmont.pdf --page 41 --out page.png\n"
    "  contrats inspect valmont.pdf --labels --patterns mine"
)
def inspect(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A PDF; for --labels a text file too.", show_default=False)
    ],
    page: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Page to draw, from 1.", show_default=False)
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="PNG", help="Image to write.", show_default=False)] = None,
    labels: Annotated[
        bool, typer.Option("--labels", help="List the lines that look like labels; no image is drawn.")
    ] = False,
    engine: EngineOption = "pdfium",
    password: PasswordOption = None,
    patterns: PatternsOption = None,
) -> None:
    """Draw a page with the words, zones and fields that were found on it, each zone with its label.

    This is the first thing to reach for when a value is wrong.

    With --labels, list every line of the document that looks like a label instead: how often it
    stands there, on which page first, and whether it was understood, and as which field. "almost"
    names the nearest label and how many letters differ. Label words that are missing are added with
    --patterns: see docs/adding-a-layout.md.
    """
    if labels:
        if page is not None or out is not None:
            raise typer.BadParameter("--labels draws nothing. Leave out --page and --out, or --labels.")
        print_labels(file, engine, password, load_patterns(patterns))
        return
    if page is None or out is None:
        raise typer.BadParameter("give --page N and --out PNG to draw a page, or --labels to list labels.")
    chosen = load_patterns(patterns)
    from extract.inspecting import draw_page

    try:
        with use(chosen):
            draw_page(file, page, out, engine=engine, password=password)
    except OSError as error:
        if error.filename is not None and Path(error.filename) == file:
            fail(*reading_failure(file, error))
        fail(write_failure(out, error))
    except Exception as error:
        fail(*reading_failure(file, error))
    typer.echo(f"{out}: page {page} of {file}")


def print_labels(file: Path, engine: Engine, password: str | None, patterns: Patterns | None) -> None:
    """Print the table of a document's label-like lines, or one line that says why not."""
    from extract.labelsurvey import labels_table, table_text

    try:
        with use(patterns):
            lines = labels_table(file, engine=engine, password=password)
    except Exception as error:
        fail(*reading_failure(file, error))
    typer.echo(table_text(lines))


@app.command(
    epilog="\b\nExample:\n  contrats evaluate records/ corpus/samples/ --html misses.html\n"
    "  contrats evaluate records/valmont.json valmont.gold.json --json --min 0.95",
)
def evaluate(
    record: Annotated[
        Path,
        typer.Argument(metavar="RECORD_OR_DIR", help="A record, or a folder of records.", show_default=False),
    ],
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD_OR_DIR", help="Its reference reading, or a folder of them.", show_default=False),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON in place of the tables.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="OUT.html", help="Page of the misses to write.", show_default=False),
    ] = None,
    pdfs: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where the PDFs are, if not beside the references.", show_default=False),
    ] = None,
    least: Annotated[
        float | None,
        typer.Option("--min", min=0.0, max=1.0, metavar="X", help="Fail under this score.", show_default=False),
    ] = None,
) -> None:
    """Score records against reference readings, and list what was missed and what was read wrong.

    In folders, NAME.json pairs with NAME.gold.json of the same place. A field's score is the F1 of a
    list's items, and the share of actions that are right for a field of one value; n/a says that there
    is nothing to find. Leaves with 1 where a file is missing, cannot be read, or a score is under --min.

    With --html, a page is written that shows each miss beside the image of its page, from the PDF that
    the record names.
    """
    if pdfs is not None and html is None:
        raise typer.BadParameter("--pdfs is for the images of --html. Give --html OUT.html too.")
    from extract.evaluating import evaluate_files, misses_page
    from output.scores import json_report, low_scores, text_report
    from output.writing import write_whole

    done, problems = evaluate_files(record, gold)
    evaluations = [evaluation for _, evaluation in done]
    if evaluations:
        typer.echo(json_report(evaluations) if as_json else text_report(evaluations))
    if html is not None and evaluations:
        try:
            write_whole(html, misses_page(done, pdfs))
        except OSError as error:
            problems.append(write_failure(html, error))
    problems += low_scores(evaluations, least or 0.0)
    for problem in problems:
        complain(problem)
    if problems:
        raise typer.Exit(1)


@app.command(epilog="\b\nExample:\n  contrats demo --out demo-records")
def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the records.")] = Path("demo-records"),
    patterns: PatternsOption = None,
) -> None:
    """Read the sample contracts that come with the program, and show what was read."""
    from extract.demo import sample_folder, summary

    read = partial(read_file, patterns=load_patterns(patterns))
    make_folder(out)
    with sample_folder() as folder:
        samples = sorted(folder.glob("*.pdf"))
        found, _ = find_inputs(samples, out)
        outcomes = report(run_jobs(plan_jobs(found, out), read))
    typer.echo(f"\n{summary(outcomes)}\n\nThe records are in {out.resolve()}")
    if not outcomes or any(outcome.error for outcome in outcomes):
        raise typer.Exit(1)


def report(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Print a line for each outcome as it comes, failures on the error output, and give them all."""
    done = []
    for outcome in outcomes:
        if outcome.error is None:
            typer.echo(outcome_line(outcome))
        else:
            complain(outcome.error, outcome.trace)
        done.append(outcome)
    return done


def outcome_line(outcome: Outcome) -> str:
    """Say what was read: file, pages, actions, warnings, seconds."""
    pages = "text" if outcome.pages is None else counted(outcome.pages, "page")
    actions, warnings = counted(outcome.actions, "action"), counted(outcome.warnings, "warning")
    return f"{outcome.job.source}: {pages}, {actions}, {warnings}, {outcome.seconds:.1f} s"


def counted(number: int, thing: str) -> str:
    """Give a number with its noun."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


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


def complain(line: str, trace: str | None = None) -> None:
    """Print one line on the error output, with the traceback where CONTRATS_DEBUG=1 asks for it."""
    typer.echo(f"contrats: {line}", err=True)
    if trace and os.environ.get("CONTRATS_DEBUG") == "1":
        typer.echo(trace, err=True)


def fail(line: str, trace: str | None = None) -> NoReturn:
    """Print one line on the error output and leave with 1."""
    complain(line, trace)
    raise typer.Exit(1)


def main() -> None:
    """Run the command line; what the terminal cannot show is printed escaped, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for some takes a hundredth of a second
    app()
