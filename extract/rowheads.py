"""What stands above a table of actions and holds for its rows: the theme and objectives of a sheet of actions."""

from __future__ import annotations

from typing import NamedTuple

from extract.fields import ActionRead, Context, read_sheet
from extract.headings import Heading
from extract.rowsections import LOWER
from extract.segmenting import PageRead
from extract.values import Value
from extract.zoning import find_zones

HEADS = frozenset({*LOWER, "theme", "axis", "pillar", "context", "contents", "other"})
"""Labels that may stand above such a table; where others do, a sheet of its own stands there."""


class Aims(NamedTuple):
    """The theme and objectives above a table, and the indexes of the lines that say them."""

    action: ActionRead
    lines: frozenset[int]

    @property
    def theme(self) -> Heading | None:
        """The section that a label names."""
        return Heading(None, self.action.theme) if self.action.theme else None

    @property
    def below(self) -> dict[str, tuple[Value, ...]]:
        """The objectives, by field."""
        return {name: tuple(values) for name in LOWER if (values := self.action.lists[name])}


def aims_above(page: PageRead, top: float, bottom: float, context: Context) -> Aims | None:
    """The theme and objectives between two heights of a page, in points; None where no label names an objective."""
    lines = [i for i in page.lines if page.line(i).top >= top - 2 and page.line(i).bottom <= bottom + 2]
    hits = [hit for hit in page.hits if hit.lines[0] in lines]
    fields = {hit.field for hit in hits}
    if not fields & set(LOWER) or not fields <= HEADS:
        return None
    action = read_sheet(find_zones(page.layout, hits, lines), [page.number], context)
    return Aims(action, frozenset(lines))
