"""Tables of indicators inside a sheet: the rows of their first column, without targets, sources and the like.

A row of heads tells such a table ("Indicateur", "Valeur cible", "Source"), ruled, shaded or by white space
alone. Its other columns say how an indicator is measured, and are no indicators themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.labelling import LabelHit
from extract.layout import Layout, Line, box_around, same_row
from extract.pages import Box
from patterns.labels import label_book
from patterns.vocabulary import measures_columns

EDGE = 3.0
"""Sides of cells that are so many points apart are one."""
MOST_WORDS = 6
"""Words of the longest head."""
ABREAST = 0.25
"""A head stands level with another by at least this share of its height: one in the middle beside two lines."""
WRAP = 1.5
"""Lines of one text begin at most so many font sizes below each other."""
APART = 1.25
"""Rows set apart stand so many times farther apart than the lines of one text."""
ROW_GAP = 3.5
"""A table by white space ends where nothing stands for so many font sizes."""
FIGURES = 0.5
"""A head that may be another label heads a column where at least this share of its cells have figures."""


@dataclass(frozen=True)
class IndicatorTable:
    """A table of indicators on a page: its first column's text by rows, and all lines and labels that it takes."""

    hit: LabelHit
    rows: tuple[tuple[Line, ...], ...]
    lines: frozenset[int]
    box: Box


@dataclass(frozen=True)
class _Head:
    """A column's head: the indexes of its lines, and its words."""

    lines: tuple[int, ...]
    box: Box
    text: str


def indicator_tables(layout: Layout, hits: Sequence[LabelHit], chosen: Sequence[int]) -> list[IndicatorTable]:
    """The tables of indicators among some lines of a page, given by their indexes, from top to bottom."""
    named = {hit.lines[0]: hit for hit in hits if hit.field == "indicators"}
    found: list[IndicatorTable] = []
    taken: set[int] = set()
    for i in sorted(chosen, key=lambda i: (layout.lines[i].top, -layout.lines[i].x0)):
        if i in taken or not _heads_indicators(layout.lines[i]):
            continue
        hit = named.get(i) or LabelHit("indicators", "indicateur", (i,), len(layout.lines[i].words), True, True)
        ruled, spaced = _cell_heads(i, layout, chosen), _open_heads(i, layout, chosen)
        table = _ruled(hit, ruled, layout, hits, chosen) if len(ruled) > 1 else None
        table = table or (_spaced(hit, spaced, layout, hits, chosen) if len(spaced) > 1 else None)
        if table:
            found.append(table)
            taken |= table.lines
    return found


def _heads_indicators(line: Line) -> bool:
    if len(line.words) > MOST_WORDS or ":" in line.text:
        return False
    match = label_book().match(line.text, column=True)
    return match is not None and match.field == "indicators"


def _measures(head: _Head) -> bool:
    return len(head.text.split()) <= MOST_WORDS and measures_columns(head.text)


def _cell_heads(first: int, layout: Layout, chosen: Sequence[int]) -> list[_Head]:
    """The heads in the ruled cells abreast of that of the indicators, from it on; none where it fills no such cell."""
    number = layout.lines[first].cell
    own = layout.cells[number] if number is not None else None
    if own is None or own.table is None:
        return []
    abreast = [
        cell for cell in layout.cells
        if cell.table is not None and cell.x0 > own.x0 - EDGE
        and abs(cell.top - own.top) < EDGE and abs(cell.bottom - own.bottom) < EDGE
    ]  # fmt: skip
    heads = []
    for cell in sorted(abreast, key=lambda cell: cell.x0):
        held = [i for i in chosen if _holds(cell.box, layout.lines[i].box)]
        if held:
            heads.append(_head(held, layout, cell.box))
    return heads if all(_measures(head) for head in heads[1:]) else []


def _open_heads(first: int, layout: Layout, chosen: Sequence[int]) -> list[_Head]:
    """The heads that stand level with that of the indicators, from it on, up to a word that is none.

    None where another label stands there: the indicators are one of its neighbours in a table of actions.
    """
    start = layout.lines[first]
    beside = [i for i in chosen if layout.lines[i].x0 >= start.x1 and _overlap(layout.lines[i], start) > 0]
    if any(_heads_indicators(layout.lines[i]) for i in beside):
        return []  # the label of the whole table
    level = [i for i in beside if _overlap(layout.lines[i], start) > ABREAST]
    heads = [_head(_stacked(first, layout, chosen), layout)]
    for i in sorted(level, key=lambda i: (layout.lines[i].x0, layout.lines[i].top)):
        if any(i in head.lines for head in heads):
            continue
        above = [j for j in level if layout.lines[j].top < layout.lines[i].top and _shares_column(j, i, layout)]
        head = _head(_stacked(min([i, *above]), layout, chosen), layout)
        if not _measures(head) or layout.lines[i].bold != start.bold:
            return [] if label_book().match(head.text) else heads
        heads.append(head)
    return heads


def _head(lines: Sequence[int], layout: Layout, box: Box | None = None) -> _Head:
    held = [layout.lines[i] for i in lines]
    return _Head(tuple(lines), box or box_around(line.box for line in held), " ".join(line.text for line in held))


def _stacked(first: int, layout: Layout, chosen: Sequence[int]) -> list[int]:
    """A head's line with those that it goes on with below ("Valeur" / "cible")."""
    own = [first]
    for i in sorted(chosen, key=lambda i: layout.lines[i].top):
        line, last = layout.lines[i], layout.lines[own[-1]]
        alike = line.bold and last.bold and line.colour == last.colour and line.cell == last.cell
        close = 0 < line.top - last.top < WRAP * last.size and _shares_column(i, own[-1], layout)
        if alike and close and not line.text[:1].isupper():
            own.append(i)
    return own


def _shares_column(one: int, other: int, layout: Layout) -> bool:
    a, b = layout.lines[one], layout.lines[other]
    return a.x0 < b.x1 and b.x0 < a.x1


def _overlap(one: Line, other: Line) -> float:
    """The share of a line's height that stands level with another."""
    return (min(one.bottom, other.bottom) - max(one.top, other.top)) / (one.bottom - one.top)


def _ruled(
    hit: LabelHit, heads: Sequence[_Head], layout: Layout, hits: Sequence[LabelHit], chosen: Sequence[int]
) -> IndicatorTable | None:
    """A table whose heads stand in ruled cells of their own: its rows are the cells below the first of them.

    It ends above a label that looks as its head does: a form's row may read like two heads.
    """
    bold = layout.lines[heads[0].lines[0]].bold
    labels = [line.box for other in hits for i in other.lines if (line := layout.lines[i]).bold == bold]
    x0, top, x1, bottom = heads[0].box
    column: list[Box] = []
    for cell in sorted(layout.cells, key=lambda cell: cell.top):
        same = abs(cell.x0 - x0) < EDGE and abs(cell.x1 - x1) < EDGE and cell.table is not None
        if same and abs(cell.top - bottom) < EDGE and not any(_holds(cell.box, label) for label in labels):
            column.append(cell.box)
            bottom = cell.bottom
    box = (x0, top, heads[-1].box[2], bottom)
    inside = [i for i in chosen if _holds(box, layout.lines[i].box)]
    body = [layout.lines[i] for i in inside if layout.lines[i].top > heads[0].box[3] - EDGE]
    rows = [[line for line in body if _holds(cell, line.box)] for cell in column]
    return _table(hit, heads, rows, [line for line in body if line.x0 > x1 - EDGE], inside, box)


def _spaced(
    hit: LabelHit, heads: Sequence[_Head], layout: Layout, hits: Sequence[LabelHit], chosen: Sequence[int]
) -> IndicatorTable | None:
    """A table whose columns only their heads' places tell: its lines down to a gap, a label, or a line across."""
    top, foot = min(head.box[1] for head in heads), max(head.box[3] for head in heads)
    left, second = heads[0].box[0], heads[1].box
    head_lines = {i for head in heads for i in head.lines}
    starts = [layout.lines[other.lines[0]] for other in hits if other.lines[0] not in head_lines]
    bold = layout.lines[heads[0].lines[0]].bold
    ends = [line.top for line in starts if line.top > foot - EDGE and line.bold == bold]
    below = [
        i for i in sorted(chosen, key=lambda i: layout.lines[i].top)
        if layout.lines[i].top > foot - EDGE and layout.lines[i].x1 > left
        and layout.lines[i].top < min(ends, default=float("inf")) - EDGE
    ]  # fmt: skip
    inside: list[int] = []
    own: list[Line] = []
    others: list[Line] = []
    cell = layout.cells[number].box if (number := layout.lines[heads[0].lines[0]].cell) is not None else None
    shaded = cell is not None and not any(_holds(cell, layout.lines[i].box) for i in below)
    for i in below:
        line = layout.lines[i]
        first = line.x0 < heads[0].box[2]
        parts = _by_columns(line, heads) if first else [line]
        across = first and parts[0].x1 > second[0] + EDGE
        outside = cell is not None and not shaded and not _holds(cell, line.box)
        if across or outside or line.x0 < left - line.size or line.top - foot > ROW_GAP * line.size:
            break
        inside.append(i)
        foot = max(foot, line.bottom)
        own += parts[:1] if first else []
        others += parts[1:] if first else parts
    box = (left, top, max(head.box[2] for head in heads), foot)
    return _table(hit, heads, _in_rows(own, others), others, [*head_lines, *inside], box)


def _by_columns(line: Line, heads: Sequence[_Head]) -> list[Line]:
    """A line cut where a word begins right below a head: two cells may stand no farther apart than two words."""
    starts = [
        k for k, word in enumerate(line.words)
        if k and any(abs(word.x0 - head.box[0]) < EDGE for head in heads[1:])
    ]  # fmt: skip
    ends = [0, *starts, len(line.words)]
    return [part for a, b in pairwise(ends) if (part := line.cut(a, b))]


def _table(
    hit: LabelHit,
    heads: Sequence[_Head],
    rows: Sequence[Sequence[Line]],
    beside: Sequence[Line],
    inside: Sequence[int],
    box: Box,
) -> IndicatorTable | None:
    """The table, unless it is empty or two labels with texts of their own: no head says only how to measure."""
    second = [line for line in beside if line.x0 < (heads[2].box[0] if len(heads) > 2 else line.x1)]
    figures = sum(any(map(str.isdigit, line.text)) for line in second)
    telling = any(label_book().match(head.text) is None and any(map(str.isalpha, head.text)) for head in heads[1:])
    if not any(rows) or (not telling and figures < max(1, FIGURES * len(second))):
        return None
    return IndicatorTable(hit, tuple(tuple(row) for row in rows if row), frozenset(inside), box)


def _holds(cell: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _in_rows(own: Sequence[Line], others: Sequence[Line]) -> list[list[Line]]:
    """The lines of the first column by rows: set apart, or each begun level with what stands beside it."""
    gaps = [line.top - last.top for last, line in pairwise(own)]
    wraps = [gap for gap, line in zip(gaps, own[1:], strict=True) if gap < WRAP * line.size]
    rows: list[list[Line]] = []
    for k, line in enumerate(own):
        apart = k > 0 and gaps[k - 1] > APART * min(wraps, default=WRAP * line.size / APART)
        level = (other for other in others if same_row(line.box, other.box))
        begins = not line.text[:1].islower() and any(not other.text[:1].islower() for other in level)
        if k == 0 or apart or begins:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows
