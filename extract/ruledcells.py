"""Ruled cells: the smallest boxes that the rules of a page close."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from extract.pages import Box, Rule

Point = tuple[float, float]


class _Run(NamedTuple):
    """A straight run of rules: where it stands across its direction, and its two ends along it, in points."""

    at: float
    start: float
    end: float


class _Crossing(NamedTuple):
    """A point where runs meet: which upright ones and which level ones, by their numbers."""

    upright: set[int]
    level: set[int]


def ruled_cells(rules: Iterable[Rule], slack: float) -> list[Box]:
    """The cells that rules close, from left to right and down, each from its corner to the nearest opposite one.

    Rules that stand no more than `slack` points apart are one, and so are those on one line with no wider gap.
    """
    lying, standing = [], []
    for x0, top, x1, bottom in rules:
        if x1 - x0 >= bottom - top:
            lying.append(_Run((top + bottom) / 2, x0, x1))
        else:
            standing.append(_Run((x0 + x1) / 2, top, bottom))
    crossings = _crossings(_joined(standing, slack), _joined(lying, slack), slack)
    columns: dict[float, list[Point]] = {}
    rows: dict[float, list[Point]] = {}
    for point in sorted(crossings):
        columns.setdefault(point[0], []).append(point)
        rows.setdefault(point[1], []).append(point)
    return [
        cell
        for points in columns.values()
        for i, point in enumerate(points)
        if (cell := _cell(point, points[i + 1 :], rows[point[1]], crossings))
    ]


def _joined(runs: Sequence[_Run], slack: float) -> list[_Run]:
    """Runs on one line each, in order: those within the slack are moved to where they stand on average, and joined."""
    joined: list[_Run] = []
    for line in _lines(sorted(runs), slack):
        at = sum(run.at for run in line) / len(line)
        last = len(joined)
        for _, start, end in sorted(line, key=lambda run: run.start):
            if len(joined) > last and start <= joined[-1].end + slack:
                joined[-1] = _Run(at, joined[-1].start, max(end, joined[-1].end))
            else:
                joined.append(_Run(at, start, end))
    return joined


def _lines(runs: Sequence[_Run], slack: float) -> list[list[_Run]]:
    """Sorted runs in groups: each stands within the slack of the one before it."""
    lines: list[list[_Run]] = []
    for at, some in groupby(runs, key=lambda run: run.at):
        if lines and at <= lines[-1][-1].at + slack:
            lines[-1].extend(some)
        else:
            lines.append(list(some))
    return lines


def _crossings(upright: Sequence[_Run], level: Sequence[_Run], slack: float) -> dict[Point, _Crossing]:
    """Where runs meet, or end within the slack of each other."""
    heights = [run.at for run in level]
    found: dict[Point, _Crossing] = {}
    for number, (x, top, bottom) in enumerate(upright):
        for other in range(bisect_left(heights, top - slack), bisect_right(heights, bottom + slack)):
            y, left, right = level[other]
            if left - slack <= x <= right + slack:
                crossing = found.setdefault((x, y), _Crossing(set(), set()))
                crossing.upright.add(number)
                crossing.level.add(other)
    return found


def _cell(corner: Point, below: Sequence[Point], row: Sequence[Point], crossings: dict[Point, _Crossing]) -> Box | None:
    """The smallest cell whose upper left corner a point is; None where none is closed."""
    here = crossings[corner]
    beside = [point for point in row if point > corner and not here.level.isdisjoint(crossings[point].level)]
    for under in below if beside else ():
        side = crossings[under]
        if here.upright.isdisjoint(side.upright):
            continue
        for point in beside:
            last, top = crossings.get((point[0], under[1])), crossings[point]
            if last and not (last.upright.isdisjoint(top.upright) or last.level.isdisjoint(side.level)):
                return (*corner, point[0], under[1])
    return None
