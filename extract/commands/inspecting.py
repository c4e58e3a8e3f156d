"""`contrats inspect` and `contrats schema`: what was found on a page, and what a record is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.batching.failing import reading_failure
from extract.commands.app import (
    EngineOption,
    OcrCacheOption,
    OcrMegapixelsOption,
    OcrOption,
    PasswordOption,
    PatternsOption,
    app,
    fail,
    load_patterns,
    say,
)
from extract.options import MEGAPIXELS, ReadOptions, ScanOptions
from output.writing import write_failure
from patterns.loading import use


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
    ocr: OcrOption = "auto",
    ocr_cache: OcrCacheOption = None,
    ocr_megapixels: OcrMegapixelsOption = MEGAPIXELS,
) -> None:
    """Draw a page with the words, zones and fields that were found on it, each zone with its label.

    This is the first thing to reach for when a value is wrong.

    With --labels, list every line of the document that looks like a label instead: how often it
    stands there, on which page first, and whether it was understood, and as which field. "almost"
    names the nearest label and how many letters differ. Label words that are missing are added with
    --patterns: see docs/adding-a-layout.md.
    """
    scans = ScanOptions(ocr, ocr_cache, ocr_megapixels)
    chosen = ReadOptions(engine, password, load_patterns(patterns), scans=scans)
    if labels:
        if page is not None or out is not None:
            raise typer.BadParameter("--labels draws nothing. Leave out --page and --out, or --labels.")
        print_labels(file, chosen)
        return
    if page is None or out is None:
        raise typer.BadParameter("give --page N and --out PNG to draw a page, or --labels to list labels.")
    from extract.inspecting import draw_page

    try:
        with use(chosen.patterns):
            draw_page(file, page, out, engine=engine, password=password, scans=scans)
    except OSError as error:
        if error.filename is not None and Path(error.filename) == file:
            fail(*reading_failure(file, error))
        fail(write_failure(out, error))
    except Exception as error:
        fail(*reading_failure(file, error))
    say(f"{out}: page {page} of {file}")


def print_labels(file: Path, options: ReadOptions) -> None:
    """Print the table of a document's label-like lines, or one line that says why not."""
    from extract.labelsurvey import labels_table, table_text

    try:
        with use(options.patterns):
            lines = labels_table(file, engine=options.engine, password=options.password, scans=options.scans)
    except Exception as error:
        fail(*reading_failure(file, error))
    typer.echo(table_text(lines))
