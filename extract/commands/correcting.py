"""`contrats apply-corrections`: what a reader corrected, put into the record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.commands.app import app, complain, fail, say
from output.writing import write_failure


@app.command(
    "apply-corrections",
    epilog="\b\nExample:\n  contrats apply-corrections records/valmont.json valmont.corrections.json",
)
def apply_corrections(
    record: Annotated[
        Path, typer.Argument(metavar="RECORD", help="The record to correct, in its place.", show_default=False)
    ],
    corrections: Annotated[
        list[Path],
        typer.Argument(metavar="CORRECTIONS", help="Files that the review page saved.", show_default=False),
    ],
) -> None:
    """Put a reader's corrections into a record, and keep them for the next extraction of its file.

    The record takes the corrected values and lists the corrections, with who and when, under
    `corrections`. They are kept in RECORD's place as <name>.corrections.json, where `contrats extract`
    finds them: the same file read again is corrected again. One that was applied before is passed over.

    A correction whose value is no longer what it was is not applied: each is said in one line, and
    the command leaves with 1. The others are applied.
    """
    from extract.correcting import derived
    from output.corrections import apply_files

    try:
        outcome = apply_files(record, corrections, derived)
    except ValueError as error:
        fail(str(error))
    except OSError as error:
        fail(write_failure(record, error))
    for line in outcome.stale:
        complain(f"{record}: left out, {line}")
    say(f"{record}: {outcome.applied} applied, {outcome.known} known before, {len(outcome.stale)} left out")
    if outcome.stale:
        raise typer.Exit(1)
