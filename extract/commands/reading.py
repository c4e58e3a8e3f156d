"""`contrats extract` and `contrats demo`: contracts in, records out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from extract.batch import Outcome, find_inputs, plan_jobs, read_file, run_jobs
from extract.commands.app import EngineOption, PasswordOption, PatternsOption, app, complain, load_patterns, make_folder
from extract.options import ReadOptions


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
    options = ReadOptions(engine, password, load_patterns(patterns))
    read = partial(read_file, options=options)
    found, problems = find_inputs([Path(path) for path in inputs], out)
    for problem in problems:
        complain(problem)
    jobs = plan_jobs(found, out)
    if jobs:
        make_folder(out)
    outcomes = report(run_jobs(jobs, read, workers))
    if problems or any(outcome.error for outcome in outcomes):
        raise typer.Exit(1)


@app.command(epilog="\b\nExample:\n  contrats demo --out demo-records")
def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the records.")] = Path("demo-records"),
    patterns: PatternsOption = None,
) -> None:
    """Read the sample contracts that come with the program, and show what was read."""
    from extract.demo import sample_folder, summary

    read = partial(read_file, options=ReadOptions(patterns=load_patterns(patterns)))
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
