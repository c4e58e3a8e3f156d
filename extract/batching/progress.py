"""What a user sees of a batch: a bar on a terminal, plain lines elsewhere, JSON lines for programs, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from extract.batching.manifest import line_of
from extract.batching.plan import Job
from extract.batching.run import Outcome

Print = Callable[[str], None]


def show_lines(outcomes: Iterable[Outcome], say: Print) -> None:
    """Say a line for each contract that was read, and one for those that were skipped."""
    skipped = 0
    for outcome in outcomes:
        if skipped and not outcome.skipped:
            say(skipped_line(skipped))
            skipped = 0
        skipped += outcome.skipped
        if outcome.read:
            say(outcome_line(outcome))
    if skipped:
        say(skipped_line(skipped))


def show_json(outcomes: Iterable[Outcome], say: Print) -> None:
    """Say each contract's line of the manifest, with whether it was skipped."""
    for outcome in outcomes:
        say(line_of({"skipped": outcome.skipped, **outcome.entry}).rstrip("\n"))


def show_bar(outcomes: Iterable[Outcome], jobs: Sequence[Job]) -> None:
    """Draw a bar on the error output: contracts, pages a second, time left, failures.

    Contracts count by their bytes for the bar and the time left.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[done]}/{task.fields[jobs]} contracts"),
        BarColumn(),
        TextColumn("{task.fields[rate]} pages/s"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]} failed"),
    )
    done = pages = failed = 0
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        total = sum(job.size or 1 for job in jobs)
        task = progress.add_task("", total=total, done=0, jobs=len(jobs), rate="-", failed=0)
        for outcome in outcomes:
            done += 1
            pages += (outcome.read and outcome.read.pages) or 0
            failed += outcome.error is not None
            elapsed = progress.tasks[task].elapsed or 0.0
            rate = f"{pages / elapsed:.0f}" if elapsed and pages else "-"
            progress.update(task, advance=outcome.job.size or 1, done=done, rate=rate, failed=failed)


def outcome_line(outcome: Outcome) -> str:
    """Say what was read: file, pages, actions, warnings, seconds."""
    entry = outcome.entry
    pages = "text" if entry["pages"] is None else counted(entry["pages"], "page")
    actions, warnings = counted(entry["actions"], "action"), counted(entry["warnings"], "warning")
    left = ", incomplete" if entry["incomplete"] else ""
    return f"{outcome.job.name}: {pages}, {actions}, {warnings}, {entry['seconds']:.1f} s{left}"


def skipped_line(skipped: int) -> str:
    """Say how many contracts were read before."""
    were = "was" if skipped == 1 else "were"
    return f"{counted(skipped, 'contract')} {were} read before, by this version with these options. --fresh reads all."


def summary_line(outcomes: Sequence[Outcome]) -> str:
    """Say how many contracts were read, skipped, left incomplete and failed."""
    read = sum(outcome.read is not None for outcome in outcomes)
    parts = [f"{read} read"]
    for word, count in (
        ("skipped", sum(outcome.skipped for outcome in outcomes)),
        ("incomplete", sum(outcome.entry["incomplete"] for outcome in outcomes)),
        ("failed", sum(outcome.error is not None for outcome in outcomes)),
    ):
        parts += [f"{count} {word}"] if count else []
    unsorted = sum(outcome.read.unsorted for outcome in outcomes if outcome.read)
    kinds = f" {counted(unsorted, 'organisation')} of no known kind." if unsorted else ""
    return f"{counted(len(outcomes), 'contract')}: {', '.join(parts)}.{kinds}"


def counted(number: int, thing: str) -> str:
    """Give a number with its noun."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
