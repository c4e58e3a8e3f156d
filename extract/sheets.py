"""Blocks read as actions, and what a page's end parts from its label put back."""

from __future__ import annotations

from collections.abc import Sequence

from extract.fields import ActionRead, Context, read_sheet
from extract.modelsheet import is_model
from extract.sectionmarks import Mark, column_of, headings_above
from extract.segmenting import Block, BlockPart, column_shift
from extract.values import Value
from extract.zoning import Zone, find_zones, label_sides

THEME_FIELDS = ("theme", "axis", "pillar")
"""Labels that give the theme, the best first."""
MOSTLY_AFTER = 0.3
"""Labels stand after their values where this share of them does, less those that stand before."""
CLEARLY = 0.6
"""A sheet goes its own way where so large a share of its labels stands on one side of their values."""
FEWEST_WHOLE = 4
"""And it has so many labels on lines of their own."""
FEWEST_OTHER = 2
"""And so many sheets do: one may be misread."""
LEVEL = 6.0
"""Cells abreast begin within so many points of each other."""
SAME_LEFT = 20.0
"""A value goes on under itself on the next page, within so many points."""
FOOT = 20.0
"""Labels whose values stand on the next page are within so many points of the page's last line."""


def read_blocks(
    blocks: Sequence[Block], context: Context, found: list[Zone], marks: Sequence[Mark]
) -> list[ActionRead]:
    """The sheets of the blocks; labels stand before their values, or after them where most do.

    Every zone is added to `found`. A sheet without a theme of its own takes that of the heading above it.
    """
    chosen = [_zones(block, after) for block, after in zip(blocks, _labels_after(blocks), strict=True)]
    found += [zone for zones in chosen for zone in zones]
    numbered = any(block.number for block in blocks)
    actions = []
    for block, zones in zip(blocks, chosen, strict=True):
        pages = sorted({part.page.number for part in block.parts})
        action = read_sheet(zones, pages, context)
        if not is_model(action, zones, numbered=numbered):
            above = _headings(marks, block)
            action.theme = action.theme or next((above[name] for name in THEME_FIELDS if name in above), None)
            for name in above.keys() - set(THEME_FIELDS):
                action.lists[name] = action.lists.get(name) or [above[name]]
            actions.append(action)
    return actions


def _labels_after(blocks: Sequence[Block]) -> list[bool]:
    """For each block, whether its labels stand after their values: as most of the document's do, or most of its own."""
    sides = [sum(label_sides(part.page.layout, part.hits, part.lines) for part in block.parts) for block in blocks]
    whole = [sum(hit.whole for part in block.parts for hit in part.hits) for block in blocks]
    after = sum(sides) < -MOSTLY_AFTER * sum(whole)
    own = [
        its < 0 if count >= FEWEST_WHOLE and abs(its) >= CLEARLY * count else after
        for its, count in zip(sides, whole, strict=True)
    ]
    return own if sum(mine != after for mine in own) >= FEWEST_OTHER else [after] * len(blocks)


def _headings(marks: Sequence[Mark], block: Block) -> dict[str, Value]:
    """The headings above a block."""
    first, layout = block.first_lines, block.parts[0].page.layout
    top = min((line.top for line in first), default=0.0)
    column = min((column_of(line, layout) for line in first), default=0)
    return headings_above(marks, block.parts[0].page.number, column, top)


def _zones(block: Block, after: bool) -> list[Zone]:
    """The zones of a block's pages; what stands at a page's head without a label goes on with the last zone."""
    zones: list[Zone] = []
    for k, part in enumerate(block.parts):
        found = find_zones(part.page.layout, part.hits, part.lines, after=after)
        if k and zones:
            before = block.parts[k - 1]
            found = _carried(zones, _filled(zones, found, before), column_shift(before, part))
        zones.extend(found)
    return zones


def _filled(zones: list[Zone], found: Sequence[Zone], before: BlockPart) -> list[Zone]:
    """Gives the labels that a page's end parted from their values what stands under them on the next page."""
    first_label = _first_label(found)
    foot = max((before.page.line(i).top for i in before.lines), default=0.0) - FOOT
    last = max((line.top for zone in zones for line in zone.lines if line.page == before.page.number), default=0.0)
    rest = []
    for zone in found:
        empty = [
            k for k, label in enumerate(zones)
            if label.hit and not label.lines and label.box[1] >= foot
            and (_overlap(label, zone) or (label.box[1] > last + 2 and zone.box[0] >= label.box[2]))
        ]  # fmt: skip
        if zone.hit is None and zone.box[1] < first_label and empty:
            zones[empty[-1]] = zones[empty[-1]]._replace(lines=zone.lines)
        else:
            rest.append(zone)
    return rest


def _overlap(one: Zone, other: Zone) -> bool:
    """Whether two zones stand in one column."""
    return min(one.box[2], other.box[2]) - max(one.box[0], other.box[0]) > 0


def _carried(zones: list[Zone], found: Sequence[Zone], shift: float) -> list[Zone]:
    labelled = [zone for zone in zones if zone.hit and zone.lines]
    if not labelled:
        return list(found)
    last = max(labelled, key=lambda zone: (zone.lines[-1].page, zone.lines[-1].bottom)) if not shift else labelled[-1]
    row = [last, *(zone for zone in labelled if zone is not last and _begin_level(zone, last))]
    first_label = _first_label(found)
    rest = []
    for zone in found:
        headless = zone.hit is None and zone.box[1] < first_label + 2
        cut = next((k for k, above in enumerate(row) if headless and _goes_on_below(above, zone, shift)), None)
        if cut is not None:
            grown = row[cut]._replace(lines=(*row[cut].lines, *zone.lines))
            zones[next(i for i, z in enumerate(zones) if z is row[cut])] = grown
            row[cut] = grown
        else:
            rest.append(zone)
    return rest


def _begin_level(zone: Zone, last: Zone) -> bool:
    """Whether two zones begin on one row of a page, as cells abreast do."""
    return zone.lines[-1].page == last.lines[-1].page and abs(zone.box[1] - last.box[1]) < LEVEL


def _goes_on_below(before: Zone, zone: Zone, shift: float) -> bool:
    """Whether a zone at a page's head stands in the column of one that the page's end before it cut."""
    return abs(zone.lines[0].x0 - shift - min(line.x0 for line in before.lines)) < SAME_LEFT


def _first_label(found: Sequence[Zone]) -> float:
    """The top of the first label on a page, not counting the sheet's head, which some repeat on every page."""
    return min(
        (zone.box[1] for zone in found if zone.hit and zone.hit.field not in ("number", "title")),
        default=float("inf"),
    )
