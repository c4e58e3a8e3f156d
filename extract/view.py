"""A page as the zoning rules see it: its bands and frames, and upside down where labels follow their values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.labelling import LabelHit
from extract.layout import Layout, Line
from extract.pages import Box

FRAME = 0.3
"""A cell over this share of the page, and over most of its width, frames a sheet; it parts nothing."""
STRIP_EDGE = 6.0
"""Of several labels in one band, each reaches to so many points before the next."""
EDGE, WIDE_EDGE = 3.0, 10.0
"""Sides of two cells that are so many points apart are one; the sides of a label in a shared band less sharply so."""
LARGER = 1.5
"""Text so many times as large as the only label of its box is a title, not its value."""
INDENTED = 2.0
"""A value stands below its label where it begins within so many font sizes of the label's left side."""
CLOSE_BELOW = 1.0
"""And at most so many font sizes below it."""


class View:
    """The page as the rules see it: upside down where labels stand after their values."""

    def __init__(self, layout: Layout, hits: Sequence[LabelHit], after: bool) -> None:
        self.layout, self.after = layout, after
        page = layout.page
        self.width, self.height = page.width, page.height
        self.frames = _frames(layout)
        self.bands: dict[int, int | None] = _bands(layout, hits)
        self.above = self._labels_above(hits)
        self._strips = self._shared_bands(hits)
        self.boxes = self._holding_boxes(hits)
        self.alone = frozenset(id(hit) for hit in hits if alone_in_box(hit, hits, layout))
        self.vacant = [] if after else self._vacant(hits, layout.lines)

    def box(self, box: Box) -> Box:
        """A box of the page as the rules see it."""
        x0, top, x1, bottom = box
        return (x0, self.height - bottom, x1, self.height - top) if self.after else box

    def cell(self, line: Line) -> int | None:
        """The cell that parts a line from others: a band behind a label parts it from nothing."""
        cell = self.bands.get(line.cell, line.cell) if line.cell is not None else None
        return None if cell in self.frames else cell

    def own_cell(self, line: Line) -> int | None:
        """The cell or band that a line fills."""
        return None if line.cell in self.frames else line.cell

    def _labels_above(self, hits: Sequence[LabelHit]) -> frozenset[int]:
        """The labels in the open whose value stands right below them: no line beside them is theirs."""
        lines, labelled = self.layout.lines, {i for hit in hits for i in hit.lines}
        found = set()
        for hit in hits:
            label = lines[hit.lines[-1]]
            box = self.box(label.box)
            below = (
                self.box(line.box) for i, line in enumerate(lines)
                if i not in labelled and self.cell(line) is None and abs(line.x0 - label.x0) < INDENTED * line.size
            )  # fmt: skip
            if self.cell(label) is None and any(-2 < its[1] - box[3] < CLOSE_BELOW * label.size for its in below):
                found.add(id(hit))
        return frozenset(found)

    def _holding_boxes(self, hits: Sequence[LabelHit]) -> frozenset[int]:
        """The coloured boxes that hold several labels with their values, as a sidebar does."""
        lines, cells = self.layout.lines, self.layout.cells
        held = Counter(cell for hit in hits if (cell := lines[hit.lines[0]].cell) is not None)
        return frozenset(
            cell for cell, count in held.items() if count > 1 and cells[cell].table is None and cell not in self.bands
        )

    def _vacant(self, hits: Sequence[LabelHit], chosen: Sequence[Line]) -> list[LabelHit]:
        """The labels whose value's cell, right of theirs or below it, is there and holds nothing."""
        filled = {line.cell for line in chosen}
        empty = [
            cell.box for k, cell in enumerate(self.layout.cells)
            if cell.table is not None and k not in filled and not any(_holds(cell.box, line.box) for line in chosen)
        ]  # fmt: skip
        found = []
        for hit in hits:
            line = self.layout.lines[hit.lines[0]]
            own = self.reach(hit, line.cell, line.box)
            if hit.whole and hit.field != "calendar" and line.cell is not None:
                found += [hit for box in empty if _is_beside(own, box) or _is_below(own, box)][:1]
        return found

    def _shared_bands(self, hits: Sequence[LabelHit]) -> dict[int, Box]:
        """The part of a band that each of several labels side by side in it fills: up to where the next begins."""
        lines = self.layout.lines
        held: dict[int, list[LabelHit]] = {}
        for hit in hits:
            cell = lines[hit.lines[0]].cell
            if cell is not None and cell in self.bands:
                held.setdefault(cell, []).append(hit)
        strips: dict[int, Box] = {}
        for cell, labels in held.items():
            box = self.cell_box(cell)
            starts = sorted((lines[hit.lines[0]].x0, id(hit)) for hit in labels)
            apart = [x - STRIP_EDGE for x, _ in starts[1:]]
            for left, right, (_, name) in zip([box[0], *apart], [*apart, box[2]], starts, strict=True):
                strips[name] = (left, box[1], right, box[3])
        return strips

    def filled(self, line: Line, hit: LabelHit | None) -> Box:
        """The box of a line; of a label that fills a band, the band's: it may stand in the middle of it."""
        if hit and hit.whole and id(hit) in self._strips:
            return self._strips[id(hit)]
        return self.box(line.box)

    def reach(self, hit: LabelHit | None, cell: int | None, box: Box) -> Box:
        """The box that a label or text fills: its share of a band, its cell where it has one, else its own box."""
        if hit and id(hit) in self._strips:
            return self._strips[id(hit)]
        if cell is not None and hit is None and self.layout.cells[cell].table is None:
            return self._around(cell)
        return box if cell is None else self.cell_box(cell)

    def _around(self, cell: int) -> Box:
        """The table's cell that a coloured box with text stands in, as a badge does; else the box itself."""
        own = self.layout.cells[cell].box
        held = [other for other in self.layout.cells if other.table is not None and _holds(other.box, own)]
        outer = min(held, key=lambda other: other.area, default=None)
        return self.box(outer.box if outer and outer.bottom - outer.top >= own[3] - own[1] else own)

    def cell_box(self, cell: int) -> Box:
        """The box of a cell as the rules see it."""
        return self.box(self.layout.cells[cell].box)


def _frames(layout: Layout) -> frozenset[int]:
    page = layout.page
    large = FRAME * page.width * page.height
    wide = [i for i, cell in enumerate(layout.cells) if cell.area > large and cell.x1 - cell.x0 > 0.6 * page.width]
    return frozenset(wide)


def alone_in_box(hit: LabelHit, hits: Sequence[LabelHit], layout: Layout) -> bool:
    """Whether a label is the only one in a box, with text of about its size: all of that is its value."""
    label = layout.lines[hit.lines[0]]
    if label.cell is None or not hit.whole or hit.field in ("number", "title"):
        return False
    others = [other for other in hits if other is not hit and layout.lines[other.lines[0]].cell == label.cell]
    held = [line for i, line in enumerate(layout.lines) if line.cell == label.cell and i not in hit.lines]
    small = layout.cells[label.cell].area < FRAME * layout.page.width * layout.page.height
    return small and not others and bool(held) and all(line.size < LARGER * label.size for line in held)


def _holds(cell: Box, line: Box) -> bool:
    """Whether the middle of a line stands in a cell, perhaps in a table within it."""
    x, y = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return cell[0] < x < cell[2] and cell[1] < y < cell[3]


def _is_beside(own: Box, box: Box) -> bool:
    return abs(box[0] - own[2]) < EDGE and abs(box[1] - own[1]) < EDGE and abs(box[3] - own[3]) < EDGE


def _is_below(own: Box, box: Box) -> bool:
    return abs(box[1] - own[3]) < EDGE and abs(box[0] - own[0]) < WIDE_EDGE and abs(box[2] - own[2]) < WIDE_EDGE


def _bands(layout: Layout, hits: Sequence[LabelHit]) -> dict[int, int | None]:
    """Coloured boxes that hold a label and nothing else, each with the cell that it lies in."""
    labelled = {i for hit in hits if hit.whole for i in hit.lines}
    held: dict[int, list[int]] = {}
    for i, line in enumerate(layout.lines):
        if line.cell is not None:
            held.setdefault(line.cell, []).append(i)
    bands: dict[int, int | None] = {}
    for number, lines in held.items():
        cell = layout.cells[number]
        if cell.table is None and labelled.issuperset(lines):
            outer = [
                (other.area, k) for k, other in enumerate(layout.cells)
                if k != number and other.area > cell.area and other.x0 <= cell.x0 + 2 and other.x1 >= cell.x1 - 2
                and other.top <= cell.top + 2 and other.bottom >= cell.bottom - 2
            ]  # fmt: skip
            bands[number] = min(outer)[1] if outer else None
    return bands
