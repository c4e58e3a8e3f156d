"""A page as the zoning rules see it: its bands and frames, and upside down where labels follow their values."""

from __future__ import annotations

from collections.abc import Sequence

from extract.labelling import LabelHit
from extract.layout import Layout, Line
from extract.pages import Box

FRAME = 0.3
"""A cell over this share of the page, and over most of its width, frames a sheet; it parts nothing."""
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

    def filled(self, line: Line, hit: LabelHit | None) -> Box:
        """The box of a line; of a label that fills a band, the band's: it may stand in the middle of it."""
        if hit and hit.whole and line.cell is not None and line.cell in self.bands:
            return self.cell_box(line.cell)
        return self.box(line.box)

    def cell_box(self, cell: int) -> Box:
        """The box of a cell as the rules see it."""
        return self.box(self.layout.cells[cell].box)


def _frames(layout: Layout) -> frozenset[int]:
    page = layout.page
    large = FRAME * page.width * page.height
    wide = [i for i, cell in enumerate(layout.cells) if cell.area > large and cell.x1 - cell.x0 > 0.6 * page.width]
    return frozenset(wide)


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


def same_row(one: Box, other: Box) -> bool:
    """Whether two boxes stand side by side: they share half the height of the lower one."""
    return min(one[3], other[3]) - max(one[1], other[1]) > 0.5 * min(one[3] - one[1], other[3] - other[1])
