"""`contrats report` and `contrats review`: contracts to look at, and one to correct."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from extract.commands.app import PasswordOption, app, complain, fail, say
from output.writing import write_failure

PdfsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Where the PDFs are, if not beside the records.", exists=True, file_okay=False,
        show_default=False,
    ),
]  # fmt: skip


@app.command(epilog="\b\nExample:\n  contrats report records/ --pdfs contracts/ --out site")
def report(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS", help="Records, or folders of them.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(metavar="SITE", help="Folder for the site, made anew.")],
    pdfs: PdfsOption = None,
    password: PasswordOption = None,
) -> None:
    """Write a site of contracts to look at, in French, that works from the disk: open SITE/index.html.

    A page a contract and a page an action, each value beside the image of the page that it was read
    on; charts, each with its table; a list of actions to search and filter.

    The PDFs are found by the name and the content that were read. An action whose PDF is not found
    has a page without images. A site that is there is replaced whole; a folder that holds anything
    else is left alone.
    """
    from extract.picturing import PdfFinder
    from output.records import load_records, told_apart
    from output.site.building import build_site

    started = time.perf_counter()
    loaded, problems = load_records(records)
    contracts, warnings = told_apart(loaded)
    for line in [*problems, *warnings]:
        complain(line)
    if not contracts:
        raise typer.Exit(1)
    finder = PdfFinder(loaded, pdfs, password)
    try:
        site = build_site(contracts, finder.draw, out)
    except FileExistsError as error:
        fail(str(error))
    except OSError as error:
        fail(write_failure(out, error))
    for line in finder.problems:
        complain(line)
    say(
        f"{out / 'index.html'}: contracts {site.contracts}, actions {site.actions}, page images {site.images}, "
        f"{site.size / 1e6:.1f} MB, {time.perf_counter() - started:.1f} s"
    )
    if problems:
        raise typer.Exit(1)


@app.command(epilog="\b\nExample:\n  contrats review records/valmont.json --pdf contracts/valmont.pdf")
def review(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="The record to go through.", show_default=False)],
    pdf: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The PDF it was read from, or a folder with it, if not beside it.",
            exists=True,
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="PAGE.html", help="Page to write, if not RECORD's name.review.html.", show_default=False),
    ] = None,
    password: PasswordOption = None,
) -> None:
    """Write a page on which a reader goes through one contract and corrects it.

    Each value stands beside the image of the page that it was read on, and is marked as right or
    wrong; what is wrong is corrected in the page, what was missed is added. The page saves the
    corrections as a JSON file, which `contrats apply-corrections` puts into the record.

    The page is one file that needs no network: it can be sent to whoever knows the contract.
    """
    from extract.picturing import PdfFinder
    from output.records import load_records
    from output.site.reviewing import review_page
    from output.writing import write_whole

    loaded, problems = load_records([record])
    if problems or len(loaded) != 1:
        fail(problems[0] if problems else f"{record}: holds {len(loaded)} records. Give one record.")
    path, contract = loaded[0]
    finder = PdfFinder(loaded, pdf, password)
    page = review_page(contract, finder.draw)
    for line in finder.problems:
        complain(line)
    target = out or path.with_name(f"{path.stem}.review.html")
    try:
        write_whole(target, page)
    except OSError as error:
        fail(write_failure(target, error))
    say(f"{target}: {len(contract.actions)} actions to go through. Open it in a browser.")
