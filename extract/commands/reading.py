"""`contrats extract` and `contrats demo`: contracts in, records out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.batching.calls import MEGABYTES, PAGE_SECONDS
from extract.batching.inputs import find_inputs
from extract.batching.plan import Contract, Job, plan_jobs, single
from extract.commands.app import (
    EngineOption,
    NerOption,
    OcrCacheOption,
    OcrMegapixelsOption,
    OcrOption,
    PasswordOption,
    PatternsOption,
    app,
    complain,
    fail,
    load_patterns,
    make_folder,
    say,
)
from extract.limits import Limits
from extract.options import MEGAPIXELS, ReadOptions, ScanOptions
from output.writing import write_failure

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from extract.batching.inputs import Found
    from extract.batching.run import Outcome, Run

STOPPED = 130
"""What a program that Ctrl-C ended leaves with."""


@app.command(epilog="\b\nExample:\n  contrats extract valmont.pdf more-contracts/ --out records --workers 2")
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="PDFs, text files, or folders, which are read recursively; paths, or URLs such as s3://… "
            "(with contrats[urls]).",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the records, made where needed.")],
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="How many processes read at the same time.", show_default="the number of cores"),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Read all, also what was read before by this version with these options.")
    ] = False,
    group: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            help="Columns file and contract: the files of one contract make one record, in their order.",
            show_default=False,
        ),
    ] = None,
    folders: Annotated[
        bool, typer.Option("--by-folder", help="All files under each folder of an INPUT make one record.")
    ] = False,
    page_seconds: Annotated[
        float, typer.Option(min=0.1, metavar="S", help="A page that takes longer is given up, with a warning.")
    ] = PAGE_SECONDS,
    file_megabytes: Annotated[
        float, typer.Option(min=0, metavar="N", help="A larger PDF, or text file of a fiftieth of it, is refused.")
    ] = Limits.file_megabytes,
    max_pages: Annotated[int, typer.Option(min=1, metavar="N", help="A file of more pages is refused.")] = Limits.pages,
    stream_megabytes: Annotated[
        float, typer.Option(min=0, metavar="N", help="A PDF any part of which unpacks to more is refused.")
    ] = Limits.stream_megabytes,
    page_objects: Annotated[
        int,
        typer.Option(min=1, metavar="N", help="A page of more objects, or characters, is given up, with a warning."),
    ] = Limits.page_objects,
    form_depth: Annotated[
        int, typer.Option(min=0, metavar="N", help="A page with forms nested deeper is given up, with a warning.")
    ] = Limits.form_depth,
    memory_megabytes: Annotated[
        int,
        typer.Option(
            min=300, metavar="N", help="A reading process that wants more is ended; not on Windows, hardly on macOS."
        ),
    ] = MEGABYTES,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Read on the workers of a Dask cluster (with contrats[cluster]); see docs/scale.md.",
            show_default=False,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print failures only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print each contract's line of the manifest.")] = False,
    engine: EngineOption = "pdfium",
    password: PasswordOption = None,
    patterns: PatternsOption = None,
    ner: NerOption = True,
    ocr: OcrOption = "auto",
    ocr_cache: OcrCacheOption = None,
    ocr_megapixels: OcrMegapixelsOption = MEGAPIXELS,
) -> None:
    """Read contracts and write DIR/<name>.json for each.

    A bar is drawn on a terminal; elsewhere a line is printed for each contract: file, pages, actions,
    warnings, seconds. What fails is said at the end, in one line on the error output, and the others
    are written all the same.

    DIR/manifest.jsonl says of each contract what came of it. Run again, what was read before is skipped,
    unless the file, the options or the version changed: so a run that was stopped goes on.

    A folder's tree is mirrored under DIR. Where two inputs would share a name, each gets
    <stem>.<ext>.json; where that is shared too, the input's folder goes in front of it, and
    last, digits made from the file's full path go behind it.
    """
    if "" in inputs:
        raise typer.BadParameter("an INPUT is empty. Give the path of a file or a folder.")
    if group and folders:
        raise typer.BadParameter("--group and --by-folder say the same thing in two ways. Give one.")
    from extract.batching.run import Run

    workers = workers or cores()
    scans = ScanOptions(ocr, ocr_cache, ocr_megapixels)
    limits = Limits(file_megabytes, max_pages, stream_megabytes, page_objects, form_depth)
    options = ReadOptions(engine, password, load_patterns(patterns), ner, scans, limits)
    run = Run(options, page_seconds, memory_megabytes, fresh=fresh)
    found, problems = find_inputs(inputs, out)
    for problem in problems:
        complain(problem)
    jobs = plan_jobs(contracts_of(found, group, folders), out)
    if jobs:
        make_folder(out)
    how = "none" if quiet else "json" if as_json else "bar" if sys.stderr.isatty() else "lines"
    outcomes = carried_out(jobs, out, run, workers, scheduler, how)
    if problems or any(outcome.error for outcome in outcomes):
        raise typer.Exit(1)


@app.command(epilog="\b\nExample:\n  contrats demo --out demo-records")
def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the records.")] = Path("demo-records"),
    patterns: PatternsOption = None,
) -> None:
    """Read the sample contracts that come with the program, and show what was read."""
    from extract.batching.run import Run
    from extract.demo import sample_folder, summary

    run = Run(ReadOptions(patterns=load_patterns(patterns)), fresh=True)
    make_folder(out)
    with sample_folder() as folder:
        found, _ = find_inputs(sorted(folder.glob("*.pdf")), out)
        outcomes = carried_out(plan_jobs([single(file) for file in found], out), out, run, cores(), None, "lines")
    typer.echo(f"\n{summary(outcomes)}\n\nThe records are in {out.resolve()}")
    if not outcomes or any(outcome.error for outcome in outcomes):
        raise typer.Exit(1)


def contracts_of(found: Sequence[Found], group: Path | None, folders: bool) -> list[Contract]:
    """Put files together that make one contract, as the options say; else leave with 2."""
    from extract.batching.groups import GroupError, by_folder, by_list

    if folders:
        return by_folder(found)
    try:
        return by_list(found, group) if group else [single(file) for file in found]
    except GroupError as error:
        raise typer.BadParameter(str(error), param_hint="--group") from error


def carried_out(
    jobs: Sequence[Job], out: Path, run: Run, workers: int, scheduler: str | None, how: str
) -> list[Outcome]:
    """Read the jobs and show what comes of them; leave where another run is at work, or Ctrl-C ends this one."""
    from extract.batching.cluster import ClusterError
    from extract.batching.manifest import NAME, BusyError
    from extract.batching.progress import summary_line
    from extract.batching.run import run_batch

    done: list[Outcome] = []
    try:
        with readers(workers, scheduler, jobs) as (executor, reading):
            if jobs:
                show(kept(run_batch(jobs, out, run, executor, reading), done), jobs, how)
    except (BusyError, ClusterError) as error:
        fail(str(error))
    except OSError as error:
        fail(write_failure(out / NAME, error))
    except KeyboardInterrupt:
        complain(f"stopped. {summary_line(done)} Run the same command again to go on.")
        raise typer.Exit(STOPPED) from None
    finally:
        for outcome in done:
            if outcome.error:
                complain(outcome.error, outcome.trace)
    if how in ("bar", "lines") and len(jobs) > 1:
        typer.echo(summary_line(done))
    return done


def readers(workers: int, scheduler: str | None, jobs: Sequence[Job]) -> AbstractContextManager[tuple[Executor, int]]:
    """Give what reads, and how many they are: processes here, or a cluster's workers."""
    if scheduler:
        from extract.batching.cluster import cluster

        return cluster(scheduler)
    from extract.batching.run import local_workers

    return local_workers(workers, jobs)


def kept(outcomes: Iterable[Outcome], done: list[Outcome]) -> Iterator[Outcome]:
    """Pass outcomes on, and keep them in `done`."""
    for outcome in outcomes:
        done.append(outcome)
        yield outcome


def show(outcomes: Iterable[Outcome], jobs: Sequence[Job], how: str) -> None:
    """Show outcomes as they come: a bar, lines, JSON lines, or nothing."""
    from extract.batching import progress

    match how:
        case "bar":
            progress.show_bar(outcomes, jobs)
        case "lines":
            progress.show_lines(outcomes, say)
        case "json":
            progress.show_json(outcomes, say)
        case _:
            for _ in outcomes:
                pass


def cores() -> int:
    """Give the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
