"""`contrats evaluate`: records against reference readings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.commands.app import app, complain
from output.writing import write_failure


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
