"""A calendar's grid with tasks in its rows: years across, "Études" and "Réalisation" down, a mark where they meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from extract.layout import Layout, Line, same_row
from extract.pages import Fill
from extract.yearcells import YearCell, is_plain, is_ticks
from patterns.vocabulary import phase_of

LEFT_OF_FIRST = 0.75
"""A mark begins at most so many widths of a year's column left of the first year's middle; a striped row farther."""


def marked_rows(cells: Sequence[YearCell], wordy: Sequence[Line], layouts: Mapping[int, Layout]) -> list[YearCell]:
    """The years with a tick or a colour in some row below them, each with the phase that the row's words tell.

    `cells` are the years and `wordy` the other lines of one calendar. None where the years stand in no row, where
    no words stand left of a row with marks, or where all is marked: shaded rows say nothing.
    """
    if len(cells) < 2 or any(cell.line.number is not None for cell in cells):
        return []
    years = sorted(cells, key=lambda cell: cell.line.x0)
    first = years[0].line
    heads = [line for line in wordy if _heads_row(line, first)]
    pitch = median(_middle(b.line) - _middle(a.line) for a, b in pairwise(years))
    if not heads or any(not same_row(year.line.box, first.box) for year in years):
        return []
    ticks = [line for line in wordy if is_ticks(line)]
    reach = _middle(first) - LEFT_OF_FIRST * pitch
    fills = [fill for fill in layouts[first.page].page.fills if fill.x0 > reach and not is_plain(fill.colour)]
    found = [
        year._replace(colour=None, phase=phase_of(head.text))
        for head in heads
        for year in years
        if _is_marked(year, head, pitch, ticks, fills)
    ]
    told = sorted(found, key=lambda year: year.phase is None)  # of two rows the one whose phase is known
    return told if len(found) < len(heads) * len(years) or ticks else []


def _heads_row(line: Line, first: Line) -> bool:
    """Whether a line stands left of the years and below them, as the words of a grid's row do."""
    return line.page == first.page and line.x1 <= first.x0 and line.top >= first.bottom - 2 and not is_ticks(line)


def _is_marked(year: YearCell, head: Line, pitch: float, ticks: Sequence[Line], fills: Sequence[Fill]) -> bool:
    middle, level = _middle(year.line), (head.top + head.bottom) / 2
    if any(same_row(tick.box, head.box) and abs(_middle(tick) - middle) < pitch / 2 for tick in ticks):
        return True
    return any(fill.x0 - 1 <= middle <= fill.x1 + 1 and fill.top <= level <= fill.bottom for fill in fills)


def _middle(line: Line) -> float:
    return (line.x0 + line.x1) / 2
