"""Cuts a block into zones: each label with the lines of its value.

A line belongs to the label above it in its cell or column, or beside it on its row. A label left
alone takes the nearest box or paragraph that no label holds, to its right or below. Contracts whose
labels stand after their values are read by the same rules on the mirrored page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.calendar import is_beside_swatch, is_year_line, legend_lines
from extract.indicatorrows import IndicatorTable, indicator_tables
from extract.labelling import BULLETS, LabelHit
from extract.layout import Layout, Line, box_around, same_row
from extract.pages import Box
from extract.view import View, alone_in_box

OPEN_GAP = 2.6
"""In the open, a line over so many font sizes below another does not go on with it."""
REACH_BESIDE = 0.5
"""A label's value stands within this share of the page's width to its right."""
REACH_BELOW = 130.0
"""A label's value stands at most so many points below it."""
AWKWARD = 40.0
"""Points that a value above or to the left of its label counts as farther away."""
RESTYLED = 1.5
"""Larger type by so many points after a value on its label's line is no part of the value."""
TITLED = 1.3
"""A title is set in so many times the size of the label beside it."""
YEAR_FIELDS = ("calendar", "budget", "number")
"""Fields whose value may be a bare year."""
CHAIN_GAP = 1.0
"""A row of several labels goes on at most so many font sizes below it."""
RUN_ON = 1.5
"""Lines of one text follow each other by at most so many font sizes."""
COLUMN_WIDTH = 60.0
"""Columns of a list begin at least so many points apart."""
NEARER = 0.6
"""Of text above and below a label, its value is the one that stands so much nearer."""
LEVEL = 4.0
"""A label that starts at most so many points below a line starts level with it."""


class Zone(NamedTuple):
    """A label, None for text that no label holds, and its value's lines in reading order.

    `label` holds the label's own lines, whole, with what of the value stands on the last of them.
    """

    hit: LabelHit | None
    lines: tuple[Line, ...]
    box: Box
    label: tuple[Line, ...] = ()


@dataclass
class _Part:
    """A label with what was found for it so far, or text without a label."""

    hit: LabelHit | None
    cell: int | None
    box: Box
    lines: list[Line] = field(default_factory=list)
    taken: bool = False


class _Placed(NamedTuple):
    """A line that has its part, its box as the rules see it, and whether it is a label's own."""

    line: Line
    box: Box
    part: _Part
    label: bool


def find_zones(layout: Layout, hits: Sequence[LabelHit], lines: Sequence[int], *, after: bool = False) -> list[Zone]:
    """The zones among the lines of one block on one page, by the places of their labels.

    `lines` are indexes into the layout's lines. With `after`, labels stand after their values.
    """
    tables = [] if after else indicator_tables(layout, hits, lines)
    tabled = {i for table in tables for i in table.lines}
    lines = [i for i in lines if i not in tabled]
    hits = [hit for hit in hits if tabled.isdisjoint(hit.lines)]
    view = View(layout, hits, after)
    view.vacant += [hit for hit in hits if hit.field == "indicators" and _is_label_of(hit, tables, view)]
    parts = _parts(view, hits, lines)
    _claim(parts, view)
    _claim_rows(parts, view)
    _continue_cells(parts, view)
    zones = [
        Zone(
            p.hit,
            tuple(_in_order(p.lines, layout)),
            p.box,
            tuple(layout.lines[i] for i in p.hit.lines) if p.hit else (),
        )
        for p in parts
        if p.hit or (p.lines and not p.taken)
    ]
    zones += [Zone(table.hit, row, box_around(line.box for line in row)) for table in tables for row in table.rows]
    return sorted(zones, key=lambda zone: (zone.box[1], zone.box[0]))


def _is_label_of(hit: LabelHit, tables: Sequence[IndicatorTable], view: View) -> bool:
    """Whether a label has a table of indicators for its value, beside it or below."""
    line = view.layout.lines[hit.lines[0]]
    own = view.reach(hit, line.cell, line.box)
    return hit.whole and any(_distance(own, table.box, view.width) is not None for table in tables)


def label_sides(layout: Layout, hits: Sequence[LabelHit], lines: Sequence[int]) -> int:
    """How many more labels have text close below them, and none above, than the other way round.

    Only text of the label's own cell and column counts; a label with its value on its line says nothing.
    """
    label_lines = {i for hit in hits for i in hit.lines}
    sides = 0
    for hit in hits:
        own = [layout.lines[i] for i in hit.lines]
        boxed = alone_in_box(hit, hits, layout)
        if boxed:
            sides += _side_in_box(hit, layout)
        elif hit.whole and not any(_stands_beside(own, layout.lines[i]) for i in lines if i not in label_lines):
            others = [layout.lines[i] for i in lines if i not in label_lines and layout.lines[i].cell == own[0].cell]
            under, over = _gap(own[-1], others, below=True), _gap(own[0], others, below=False)
            sides += (under < NEARER * over) - (over < NEARER * under)
    return sides


def _side_in_box(hit: LabelHit, layout: Layout) -> int:
    """1 where a box's label stands above all its other text, -1 where below, 0 where beside."""
    own = [layout.lines[i] for i in hit.lines]
    others = [line for i, line in enumerate(layout.lines) if line.cell == own[0].cell and i not in hit.lines]
    if all(line.top >= own[-1].bottom - 2 for line in others):
        return 1
    return -1 if all(line.bottom <= own[0].top + 2 for line in others) else 0


def _stands_beside(label: Sequence[Line], line: Line) -> bool:
    """Whether a line stands on a label's row, to its right: then the label's value is beside it."""
    return line.x0 >= label[-1].x1 and any(same_row(own.box, line.box) for own in label)


def _gap(line: Line, others: Sequence[Line], *, below: bool) -> float:
    """How far the nearest text right below or above a line in its column is, in points; infinite where none is."""
    near = [
        max(gap, 0.0) for other in others
        if -2 < (gap := other.top - line.bottom if below else line.top - other.bottom) < 1.2 * line.size
        and other.x0 < line.x1 and line.x0 < other.x1 and not is_year_line(other.text)
    ]  # fmt: skip
    return min(near, default=float("inf"))


def _parts(view: View, hits: Sequence[LabelHit], chosen: Sequence[int]) -> list[_Part]:
    """Labels with the lines that follow them in their cell or column, and runs of other lines."""
    layout = view.layout
    label_lines = {i: hit for hit in hits for i in hit.lines}
    parts: list[_Part] = []
    placed: list[_Placed] = []
    # a label stands before what starts level with it, its own value or a neighbour's
    order = sorted(
        chosen,
        key=lambda i: (
            view.filled(layout.lines[i], label_lines.get(i))[1] - LEVEL * (i in label_lines),
            layout.lines[i].x0,
        ),
    )
    run_on = _run_on(layout, hits, chosen) if view.after else {}
    legend = legend_lines(layout)
    for i in order:
        line, hit = layout.lines[i], label_lines.get(i) or run_on.get(i)
        box = view.filled(line, hit)
        if i in legend:
            _new_part(view, line, box, parts).lines.append(line)
            continue
        if hit:
            part = next((p for p in parts if p.hit is hit), None)
            if part is None:
                part = _Part(hit, view.own_cell(line), box)
                parts.append(part)
            part.box = _union(part.box, box)
            value = line if i in run_on else line.cut(hit.value_from) if i == hit.lines[-1] else None
            if value:
                part.lines.append(value)
        else:
            part = _owner(view, line, box, placed) or _new_part(view, line, box, parts)
            part.lines.append(line)
            part.box = _union(part.box, box) if part.hit is None else part.box
        placed.append(_Placed(line, box, part, hit is not None))
    return parts


def _run_on(layout: Layout, hits: Sequence[LabelHit], chosen: Sequence[int]) -> dict[int, LabelHit]:
    """The lines that go on below a label with a value on its line, which reads down even where labels stand below."""
    labelled = {i for hit in hits for i in hit.lines}
    found: dict[int, LabelHit] = {}
    for hit in hits:
        last = layout.lines[hit.lines[-1]]
        for i in sorted(chosen, key=lambda i: layout.lines[i].top) if not hit.whole else ():
            line = layout.lines[i]
            alike = line.cell == last.cell and line.bold == last.bold and abs(line.size - last.size) < RESTYLED / 2
            close = 0 < line.top - last.top < RUN_ON * last.size and line.x0 < last.x1 and last.x0 < line.x1
            if alike and close and i not in labelled:
                found[i], last = hit, line
    return found


def _new_part(view: View, line: Line, box: Box, parts: list[_Part]) -> _Part:
    part = _Part(None, view.cell(line), box)
    parts.append(part)
    return part


def _owner(view: View, line: Line, box: Box, placed: Sequence[_Placed]) -> _Part | None:
    """The part that a line goes on with: a whole label on its row, else the line above it."""
    cell = view.cell(line)
    near = [other for other in placed if view.cell(other.line) == cell]
    boxed = [other.part for other in near if cell is not None and other.label and id(other.part.hit) in view.alone]
    yearly = is_year_line(line.text) and cell is not None and not _leads_row(line, cell, view)
    if yearly and cell is not None and not _ends_sentence(line, box, cell, placed, view):
        return next((part for part in boxed if part.hit and part.hit.field in YEAR_FIELDS), None)
    beside = [
        other for other in near
        if other.label and other.part.hit and other.part.hit.whole and id(other.part.hit) not in view.above
        and other.box[2] <= box[0] + 1 and same_row(other.box, box)
        and not any(
            other.box[2] <= o.box[0] < box[0] and same_row(o.box, box) for o in placed if o.part is not other.part
        )
        and not any(
            own.x0 >= other.box[2] - 2 and own.x1 <= box[0] + 1 and same_row(view.box(own.box), box)
            for own in view.layout.cells
        )
    ]  # fmt: skip
    if beside:
        return max(beside, key=lambda other: other.box[2]).part
    if boxed:
        return boxed[0]
    chain = _chain_above(line, box, near)
    if chain:
        return chain.part
    above = [
        (other.box, other.part) for other in near
        if other.box[3] <= box[1] + 0.6 * (box[3] - box[1]) and other.box[0] < box[2] and box[0] < other.box[2]
    ]  # fmt: skip
    if not above:
        level = [other for other in near if cell is not None and not other.label and same_row(other.box, box)]
        return level[-1].part if level else None
    lowest = max(its[3] for its, _ in above)
    row = [(abs(its[0] - box[0]), its, part) for its, part in above if its[3] > lowest - 3]
    _, its, part = min(row, key=lambda item: item[0])
    if cell is None and box[1] - its[3] > OPEN_GAP * line.size:
        return None
    if cell is None and part.hit is None and part.lines and _restyled(part.lines[-1], line):
        return None
    if part.lines and _closed(part, line, cell):
        return None
    return part


def _leads_row(line: Line, cell: int, view: View) -> bool:
    """Whether a lone year begins a row of its cell that goes on with words: "2025" before "Ouvrir un café"."""
    return len(line.words) == 1 and any(
        view.cell(other) == cell and other.x0 >= line.x1 and same_row(other.box, line.box)
        and not is_year_line(other.text)
        for other in view.layout.lines
    )  # fmt: skip


def _ends_sentence(line: Line, box: Box, cell: int, placed: Sequence[_Placed], view: View) -> bool:
    """Whether a lone year is the last word of the text above it ("d'ici" / "2020"), which stops short."""
    above = [
        other for other in placed
        if view.cell(other.line) == cell and not other.label and abs(box[1] - other.box[3]) < 0.7 * line.size
        and len(line.words) == 1 and not is_year_line(other.line.text)
        and other.line.x0 <= line.x0 < other.line.x1 and abs(other.line.size - line.size) < RESTYLED / 2
    ]  # fmt: skip
    return any(other.line.text[-1].isalpha() and other.line.words[-1].text.islower() for other in above)


def _chain_above(line: Line, box: Box, near: Sequence[_Placed]) -> _Placed | None:
    """The last of several labels on the row right above a line that begins where that row does: it goes on with it."""
    chained = [
        other for other in near
        if other.line.chained and -LEVEL < box[1] - other.box[3] < CHAIN_GAP * line.size and box[0] < other.box[0]
    ]  # fmt: skip
    if not chained:
        return None
    last = max(chained, key=lambda other: (other.box[3], other.box[0]))
    row = [other for other in near if same_row(other.box, last.box)]
    return last if abs(min(other.box[0] for other in row) - box[0]) < LEVEL and not line.bold else None


def _restyled(one: Line, other: Line) -> bool:
    """Whether two lines are set in different sizes, whichever comes first: a large number may stand before a title."""
    sizes = ((one.words[-1].size, other.words[0].size), (other.words[-1].size, one.words[0].size))
    return all(abs(a - b) > 1 for a, b in sizes)


def _closed(part: _Part, line: Line, cell: int | None) -> bool:
    """Whether a value ends before a line: a priority has one line, and in the open a value keeps its look."""
    last = part.lines[-1]
    if part.hit is None:
        return False
    if part.hit.field == "priority" and not part.hit.whole:
        return True
    if not part.hit.whole and line.size > last.size + RESTYLED:
        return True
    restyled = abs(last.size - line.size) > 0.6 or (
        line.bold and not last.bold and all(word.bold for word in line.words)
    )
    return restyled and (cell is None or part.hit.field == "number")


def _claim(parts: Sequence[_Part], view: View) -> None:
    """Gives each label without a value the nearest free text to its right or below."""
    offers: list[tuple[float, int, int]] = []
    for i, label in enumerate(parts):
        if label.hit is None or label.lines:
            continue
        for j, text in enumerate(parts):
            if text.hit is None and text.lines and _may_hold(label, text, view):
                distance = _distance(_reach(label, view), _reach(text, view), view.width)
                if distance is not None:
                    offers.append((distance, i, j))
    for _, i, j in sorted(offers):
        label, text = parts[i], parts[j]
        if not label.lines and not text.taken:
            label.lines.extend(text.lines)
            text.taken = True


def _may_hold(label: _Part, text: _Part, view: View) -> bool:
    """Whether a text may be a label's value: bare years and legends are a calendar's, and a box keeps its labels."""
    if (label.cell in view.boxes and text.cell != label.cell) or label.hit in view.vacant:
        return False
    if _is_title_beside(label, text):
        return False
    if label.hit is None or label.hit.field in YEAR_FIELDS:
        return True
    page = view.layout.page
    return not all(is_year_line(line.text) or is_beside_swatch(line, page) for line in text.lines)


def _is_title_beside(label: _Part, text: _Part) -> bool:
    """Whether a text in the open is the title that a label stands beside the end of: bold, larger, begun above it."""
    lines = text.lines if label.cell is None and text.cell is None else ()
    size = label.box[3] - label.box[1]
    return len(lines) > 1 and all(
        line.bold and line.bottom - line.top > TITLED * size and text.box[1] < label.box[1] - size / 2 for line in lines
    )


def _reach(part: _Part, view: View) -> Box:
    return view.reach(part.hit, part.cell, part.box)


def _distance(label: Box, text: Box, width: float) -> float | None:
    """How far a text stands from a label that might be its own, in points; None where it cannot be."""
    if text[0] - 2 <= label[0] and label[2] <= text[2] + 2 and label[1] < text[1] < label[3]:
        return 0.0  # a tab on the upper side of its box
    across = min(label[2], text[2]) - max(label[0], text[0])
    along = min(label[3], text[3]) - max(label[1], text[1])
    row = along > 0.5 * min(label[3] - label[1], text[3] - text[1])
    column = across > 0.5 * min(label[2] - label[0], text[2] - text[0])
    if row and text[0] >= label[2] - 4:
        gap = text[0] - label[2]
        return gap if gap < REACH_BESIDE * width else None
    if column and text[1] >= label[3] - 4:
        gap = text[1] - label[3]
        return gap + 6 if gap < REACH_BELOW else None
    if row and text[2] <= label[0] + 4:
        gap = label[0] - text[2]
        return gap + AWKWARD if gap < REACH_BESIDE * width else None
    return None


def _claim_rows(parts: Sequence[_Part], view: View) -> None:
    """Gives a label's ruled cell all that stands in cells to its right within its height: a table in a form."""
    for label in parts:
        if label.hit is None or label.cell is None or view.layout.cells[label.cell].table is None or not label.lines:
            continue
        row = _reach(label, view)
        for text in parts:
            box = text.box
            inside = row[1] <= (box[1] + box[3]) / 2 <= row[3] and box[0] >= row[2] - 4
            barred = any(
                other.hit and other is not label and row[2] - 4 <= other.box[0] < box[0] and same_row(other.box, box)
                for other in parts
            )
            if text.hit is None and not text.taken and text.cell is not None and inside and not barred:
                label.lines.extend(text.lines)
                text.taken = True


def _continue_cells(parts: Sequence[_Part], view: View) -> None:
    """A ruled cell right under a claimed one of the same width goes on with it."""
    owner: dict[int, _Part] = {}
    for part in parts:
        for line in part.lines:
            cell = view.cell(line)
            if part.hit and cell is not None:
                owner[cell] = part
    for part in sorted(parts, key=lambda p: p.box[1]):
        if part.hit or part.taken or part.cell is None:
            continue
        mine = view.cell_box(part.cell)
        for cell, label in owner.items():
            other = view.cell_box(cell)
            if (
                abs(other[0] - mine[0]) < 3
                and abs(other[2] - mine[2]) < 3
                and abs(other[3] - mine[1]) < 3
                and label.cell != cell
            ):
                label.lines.extend(part.lines)
                part.taken = True
                owner[part.cell] = label
                break


def _union(one: Box, other: Box) -> Box:
    return box_around([one, other])


def _in_order(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """Lines from top to bottom, cell by cell; those of one row from left to right."""
    blocks: dict[int | None, list[Line]] = {}
    for line in lines:
        blocks.setdefault(line.cell, []).append(line)
    if len(blocks) > 1:
        cells = [
            (layout.cells[cell].top if cell is not None else held[0].top, min(line.x0 for line in held), held)
            for cell, held in blocks.items()
        ]
        return [line for row in _by_rows(cells) for line in _in_order(row, layout)]
    if columns := _bulleted_columns(lines):
        return [line for column in columns for line in _in_order(column, layout)]
    rows = _by_rows([(line.top, line.x0, [line]) for line in lines])
    return [line for row in rows for line in row]


def _bulleted_columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines whose bullets stand in columns side by side, by column; none where they do not, or a line runs across."""
    lefts = sorted({round(line.x0) for line in lines if line.words[0].text in BULLETS})
    starts = [x for x, before in zip(lefts, [-COLUMN_WIDTH, *lefts], strict=False) if x - before >= COLUMN_WIDTH]
    columns: list[list[Line]] = [[] for _ in starts]
    for line in lines if len(starts) > 1 else ():
        k = sum(line.x0 > start - LEVEL for start in starts) - 1
        if k < 0 or (k + 1 < len(starts) and line.x1 > starts[k + 1]):
            return []
        columns[k].append(line)
    first = [min(column, key=lambda line: line.top) for column in columns if column]
    return columns if len(first) > 1 and all(same_row(first[0].box, other.box) for other in first[1:]) else []


def _by_rows(groups: Sequence[tuple[float, float, list[Line]]]) -> list[list[Line]]:
    """Groups of lines by their tops, those that start level from left to right."""
    rows: list[list[tuple[float, float, list[Line]]]] = []
    for group in sorted(groups, key=lambda item: item[0]):
        if rows and group[0] < rows[-1][0][0] + 0.5 * group[2][0].size:
            rows[-1].append(group)
        else:
            rows.append([group])
    return [held for row in rows for _, _, held in sorted(row, key=lambda item: item[1])]
