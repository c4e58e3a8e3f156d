"""The main job on the sample contracts that are shipped with the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from extract.batching.run import Outcome
from extract.batching.stages import Read

COLUMNS = ("contract", "pages", "actions", "partners", "indicators", "warnings")


@contextmanager
def sample_folder() -> Iterator[Path]:
    """Give the folder of the shipped sample contracts, wherever the program is installed."""
    with as_file(files("corpus") / "samples") as folder:
        yield folder


def summary(outcomes: Sequence[Outcome]) -> str:
    """Give a table of what was read, a line for each contract: its title and its counts."""
    rows = [COLUMNS, *sorted(cells(outcome.read) for outcome in outcomes if outcome.read)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = ["  ".join(aligned(row, widths)) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def cells(read: Read) -> tuple[str, ...]:
    """Give the cells of one contract's line."""
    pages = "-" if read.pages is None else str(read.pages)
    counts = (read.actions, read.partners, read.indicators, read.warnings)
    return (read.contract, pages, *map(str, counts))


def aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Pad a line's cells: the first to the left, the numbers to the right."""
    first, *numbers = zip(row, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in numbers)]
