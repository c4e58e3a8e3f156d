"""Fills and rules of a page, read from its pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from extract.pages import BLACK, Box, Colour, Fill, Rule
from extract.scans.runs import Region, closed, level_runs, regions

Pixels = NDArray[Any]

SHORTEST_RULE = 16.0
"""Points of the shortest rule: strokes of letters are shorter."""
SHORTEST_SIDE, TOUCHES = 8.0, 1.3
"""Points of the shortest upright rule that parts a row into cells: its ends are so near to the row's rules."""
LONE_UPRIGHT = 40.0
"""Points of the shortest upright rule that no level one meets: stems of letters may stand under each other."""
MEETS = 2.5
"""An upright rule and a level one meet within so many points."""
THICKEST_RULE = 2.4
"""Points of the thickest rule; a thicker one is a fill."""
RULE_CONTRAST = 14
"""A rule is so much darker than what lies on both sides of it, of 255."""
RULE_GAP = 1.0
"""Points of a gap that noise may tear into a rule."""
UNEVEN, UNEVEN_LONG = 0.35, 0.8
"""A rule is of one darkness: its spread is at most this share of its mean, a long one's more: it crosses grounds."""
LONG = 40.0
"""Points of a long rule."""
STROKES, STROKES_SHARE, STROKE_INK = (0.7, 2.4), 0.08, 70
"""Between so many points from a short rule no row is dark on more than this share of its length, by so much of 255."""
WHOLE, WHOLE_LONG = 0.99, 0.94
"""Share of a rule's length that is there: the feet of a few letters are nearly a short rule."""
DARKER, DARK_PART, NEAR_LIGHT = 40, 0.95, 7.0
"""Where letters touch a table's upright rule it is so much darker than the paper, of 255, on this share of a row's
height, and something within so many points is as light as paper."""
LEAST_CELL = 7.0
"""Points of the shorter side of a table's shaded cell."""
SMALLEST_FILL = 3.0
"""Points of a fill's shorter side, at least."""
STEM, BAR, BAR_FILLED = 7.0, 24.0, 0.85
"""A fill that is narrower than this may be a large letter's stem: it is a bar where it is so long, and so full."""
LETTER, LETTER_FILLED = 30.0, 0.68
"""A fill whose sides are both shorter than this may be a large bold letter: it is a cell where it is so full."""
FILLED = 0.5
"""Share of its box that a fill's own colour covers; writing takes the rest."""
TRIMMED = 0.2
"""Rows and columns at a fill's edge of which less is there are no part of it."""
PAPER = 10
"""A fill differs from the paper by so much in one part of its colour at least."""
SAME = 14
"""Pixels of one colour differ from it by no more in any part."""
GRAIN = 35
"""A fill on another differs from it by more in some part."""
COMMON = 25.0
"""A colour is one of the page's where it covers so many square points evenly."""
MOST_COLOURS = 24
"""So many colours are looked for on a page: one with more is a picture."""
DOT = (1.7, 6.5)
"""A bullet is so many points wide and high."""
DOT_FILLED = 0.7
"""Share of its box that a bullet fills: a disc 0.79, a letter far less."""
DASH_WIDE, DASH_HIGH = (2.2, 14.0), (0.4, 1.8)
"""Points of a dash, from a hyphen's to a long one's."""
BEFORE_DOT = 6.0
"""Nothing stands within so many points before a bullet, as it does before a full stop or a colon."""
ABOVE_DOT = 3.5
"""Nothing stands within so many points above and under a bullet, as it does by the dots of a colon."""
ALONE = 1.5
"""Nothing stands within so many points round a bullet or a dash, as it does round a letter or the dot of an i."""


def page_rules(grey: Pixels, scale: float) -> list[Rule]:
    """The level and upright rules of a straight page; `grey` has `scale` pixels a point."""
    level = [Rule(x0, y, x1, y) for x0, x1, y, firm in _lines(grey, scale) if firm]
    long = [Rule(x, top, x, bottom) for top, bottom, x, firm in _lines(grey.T, scale) if firm]
    sides = [rule for rule in long if _is_side(rule, level)]
    # a rule that goes on between coloured cells is seen where it parts plain ones: each row's part is looked at alone
    parts = [Rule(x, top, x, bottom) for top, bottom, x, _ in _lines(grey.T, scale, [rule.top for rule in level])]
    parts = [part for part in parts if _parts_a_row(part, level) and not any(_covers(side, part) for side in sides)]
    return level + sides + parts + _in_other_rows([*sides, *parts], level, grey, scale)


def _in_other_rows(upright: Sequence[Rule], level: Sequence[Rule], grey: Pixels, scale: float) -> list[Rule]:
    """Upright rules in the rows of their table where letters that touch them hide them: the paper is dark there."""
    paper = float(np.median(grey)) - DARKER
    near, half = round(NEAR_LIGHT * scale), 2
    found: list[Rule] = []
    for x in {round(rule.x0): rule.x0 for rule in upright}.values():
        crossed = sorted(rule.top for rule in level if rule.x0 - MEETS <= x <= rule.x1 + MEETS)
        for top, bottom in pairwise(crossed):
            part = Rule(x, top, x, bottom)
            if bottom - top < SHORTEST_SIDE or any(_covers(rule, part) for rule in upright):
                continue
            rows, middle = slice(round(top * scale) + half, round(bottom * scale) - half), round(x * scale)
            dark = grey[rows, middle - half : middle + half + 1].min(axis=1) < paper
            light = grey[rows, max(0, middle - near) : middle + near].max(axis=1) >= paper
            if (dark & light).mean() >= DARK_PART:
                found.append(part)
    return found


def _covers(side: Rule, part: Rule) -> bool:
    near = abs(side.x0 - part.x0) <= TOUCHES
    return near and side.top - MEETS <= part.top and part.bottom <= side.bottom + MEETS


def _is_side(upright: Rule, level: Sequence[Rule]) -> bool:
    return upright.bottom - upright.top >= LONE_UPRIGHT or _is_met(upright, level)


def _parts_a_row(upright: Rule, level: Sequence[Rule]) -> bool:
    """Whether an upright line goes from one level rule to another, as no letter between them does."""
    tops = (upright.top, upright.bottom)
    crossed = [rule.top for rule in level if rule.x0 - MEETS <= upright.x0 <= rule.x1 + MEETS]
    return all(any(abs(top - y) <= TOUCHES for y in crossed) for top in tops)


def _is_met(upright: Rule, level: Sequence[Rule]) -> bool:
    return any(
        rule.x0 - MEETS <= upright.x0 <= rule.x1 + MEETS
        and min(abs(rule.top - upright.top), abs(rule.top - upright.bottom)) <= MEETS
        for rule in level
    )


def _lines(grey: Pixels, scale: float, cuts: Sequence[float] = ()) -> list[tuple[float, float, float, bool]]:
    """Level lines: start, end and height, in points, and whether each is surely no part of a letter; cut at places."""
    smooth = _smoothed(grey.astype(np.float32), max(3, round(1.5 * scale)))
    aside = round(THICKEST_RULE * scale * 0.75)
    padded = np.pad(smooth, ((aside, aside), (0, 0)), mode="edge")
    contrast = np.minimum(padded[: -2 * aside], padded[2 * aside :]) - smooth
    mask = closed(contrast > RULE_CONTRAST, round(RULE_GAP * scale))
    for cut in cuts:
        mask[:, round(cut * scale) - 1 : round(cut * scale) + 2] = False
    least = round(SHORTEST_SIDE * scale)
    found = []
    for region in regions(mask, least // 2, slack=1):
        if region.x1 - region.x0 < least or region.bottom - region.top > THICKEST_RULE * scale + 2:
            continue
        strength = contrast[region.top : region.bottom, region.x0 : region.x1].max(axis=0)
        if strength.std() > UNEVEN_LONG * strength.mean() or (strength > RULE_CONTRAST).mean() < WHOLE_LONG:
            continue
        rows = contrast[region.top : region.bottom, region.x0 : region.x1].clip(0).sum(axis=1)
        y = region.top + float(np.average(np.arange(len(rows)), weights=rows)) + 0.5
        found.append((region.x0 / scale, region.x1 / scale, y / scale, _is_firm(grey, region, strength, scale)))
    return found


def _is_firm(grey: Pixels, region: Region, strength: Pixels, scale: float) -> bool:
    """Whether a line is long, or is a short one that is even, whole and has no strokes of letters on it."""
    wide = (region.x1 - region.x0) / scale
    if wide >= LONG:
        return True
    even = strength.std() <= UNEVEN * strength.mean() and (strength > RULE_CONTRAST).mean() >= WHOLE
    return wide >= SHORTEST_RULE and bool(even) and not _has_strokes(grey, region, scale)


def _has_strokes(grey: Pixels, region: Region, scale: float) -> bool:
    """Whether dark strokes stand on a line or hang from it, as they do on the feet and heads of letters."""
    near, far = round(STROKES[0] * scale), round(STROKES[1] * scale)
    columns = slice(region.x0 + far, region.x1 - far)
    paper = float(np.median(grey[max(0, region.top - 2 * far) : region.bottom + 2 * far, columns]))
    for rows in (slice(max(0, region.top - far), region.top - near), slice(region.bottom + near, region.bottom + far)):
        if float((grey[rows, columns] < paper - STROKE_INK).mean(axis=1).max(initial=0.0)) > STROKES_SHARE:
            return True
    return False


def _smoothed(pixels: Pixels, width: int) -> Pixels:
    """Level running means over `width` pixels."""
    before = width // 2
    padded = np.pad(pixels, ((0, 0), (before + 1, width - before - 1)), mode="edge")
    sums = np.cumsum(padded, axis=1, dtype=np.float64)
    return ((sums[:, width:] - sums[:, :-width]) / width).astype(np.float32)


def page_fills(image: Image.Image, paper: Colour, rules: Sequence[Rule], scale: float) -> list[Fill]:
    """The evenly coloured boxes of a straight page, the largest first; `rules` part those that touch."""
    pixels = np.asarray(image.filter(ImageFilter.BoxBlur(1))).astype(np.int16)
    apart = np.zeros(pixels.shape[:2], dtype=bool)
    for rule in rules:
        x0, top, x1, bottom = (round(value * scale) for value in rule)
        apart[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1] = True
    fills = []
    for colour in page_colours(pixels, scale):
        if np.abs(np.subtract(colour, paper)).max() < PAPER:
            continue
        mask = (np.abs(pixels - np.array(colour, dtype=np.int16)).max(axis=2) <= SAME) & ~apart
        for region in regions(mask, round(SMALLEST_FILL * scale) // 2):
            trimmed = _trimmed(mask, region)
            if trimmed and _is_fill(region, trimmed, scale):
                fills.append(Fill(*_points(trimmed, scale), colour))
    return _without_grain(sorted(fills, key=lambda fill: -(fill.x1 - fill.x0) * (fill.bottom - fill.top)))


def _is_fill(region: Region, trimmed: Region, scale: float) -> bool:
    """Whether a region of one colour is a ground or a bar, and no stroke of a letter."""
    narrow, long = min(_sides_of(trimmed)), max(_sides_of(trimmed))
    if narrow < round(SMALLEST_FILL * scale) or trimmed.share < FILLED:
        return False
    if narrow < STEM * scale:
        return long >= BAR * scale and region.share >= BAR_FILLED
    return long >= LETTER * scale or region.share >= LETTER_FILLED


def _without_grain(fills: Sequence[Fill]) -> list[Fill]:
    """Fills, the largest first, without those that are specks of another shade in a larger one."""
    kept: list[Fill] = []
    for fill in fills:
        x, y = (fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2
        ground = [other for other in kept if other.x0 <= x <= other.x1 and other.top <= y <= other.bottom]
        if not any(np.abs(np.subtract(fill.colour, other.colour)).max() <= GRAIN for other in ground):
            kept.append(fill)
    return kept


def _trimmed(mask: Pixels, region: Region) -> Region | None:
    """A region without the thin lines that run out of it: its rows and columns that are mostly there."""
    patch = mask[region.top : region.bottom, region.x0 : region.x1]
    columns = np.nonzero(patch.mean(axis=0) >= TRIMMED)[0]
    rows = np.nonzero(patch.mean(axis=1) >= TRIMMED)[0]
    if not len(columns) or not len(rows):
        return None
    x0, x1, top, bottom = int(columns[0]), int(columns[-1]) + 1, int(rows[0]), int(rows[-1]) + 1
    pixels = int(patch[top:bottom, x0:x1].sum())
    return Region(region.x0 + x0, region.top + top, region.x0 + x1, region.top + bottom, pixels)


def _sides_of(region: Region) -> tuple[int, int]:
    return region.x1 - region.x0, region.bottom - region.top


def shaded_sides(fills: Sequence[Fill], rules: Sequence[Rule]) -> list[Rule]:
    """The sides of fills that are cells of a ruled table: a rule between two grounds cannot be seen.

    Such a fill has an upright rule on one side at least, and a rule or another fill on the other. Where the
    upright rules end at its foot and no level one is there it has none: the page's end may cut the row.
    """
    upright = [rule for rule in rules if rule.x0 == rule.x1]
    lying = [rule for rule in rules if rule.x0 != rule.x1]
    sides = []
    for fill in fills:
        x0, top, x1, bottom, _ = fill
        beside = [rule for rule in upright if rule.top <= bottom + MEETS and rule.bottom >= top - MEETS]
        ruled = [_nearest(side, [rule.x0 for rule in beside]) for side in (x0, x1)]
        ends = [x for other in fills if other is not fill and _level(fill, other) for x in (other.x0, other.x1)]
        left, right = (x or _nearest(side, ends) for x, side in zip(ruled, (x0, x1), strict=True))
        if any(ruled) and left and right and min(x1 - x0, bottom - top) >= LEAST_CELL:
            goes_on = any(rule.bottom > bottom + 2 * MEETS for rule in beside) or any(
                abs(rule.top - bottom) <= MEETS and rule.x0 < x1 and rule.x1 > x0 for rule in lying
            )
            sides += [Rule(left, y, right, y) for y in ((top, bottom) if goes_on else (top,))]
            sides += [Rule(x, top, x, bottom) for x in (left, right)]
    return sides


def _nearest(side: float, places: Sequence[float]) -> float | None:
    """The place nearest to a side, where one is near."""
    near = min(places, key=lambda x: abs(x - side), default=None)
    return near if near is not None and abs(near - side) <= MEETS else None


def _level(one: Fill, other: Fill) -> bool:
    return min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5 * (one.bottom - one.top)


def page_colours(pixels: Pixels, scale: float) -> list[Colour]:
    """The colours that cover even parts of a page, the commonest first."""
    step = max(1, round(scale))
    some = pixels[::step, ::step]
    inner = some[1:-1, 1:-1]
    around = np.stack([some[:-2, 1:-1], some[2:, 1:-1], some[1:-1, :-2], some[1:-1, 2:]])
    even = np.abs(around - inner).max(axis=(0, 3)) <= SAME
    left = inner[even].reshape(-1, 3)
    colours: list[Colour] = []
    while len(colours) < MOST_COLOURS and len(left):
        cubes = (left // 8) @ np.array([1024, 32, 1])
        values, counts = np.unique(cubes, return_counts=True)
        middle = np.median(left[cubes == values[counts.argmax()]], axis=0)
        near = np.abs(left - middle).max(axis=1) <= SAME
        if near.sum() * (step / scale) ** 2 < COMMON:
            break
        red, green, blue = (int(value) for value in np.median(left[near], axis=0))
        colours.append((red, green, blue))
        left = left[~near]
    return colours


def page_dots(dark: Pixels, found: Sequence[Region], scale: float) -> list[Fill]:
    """The bullets of a page, given which pixels are dark: small even discs and squares that stand alone."""
    dots = []
    for region in found:
        wide, high = region.x1 - region.x0, region.bottom - region.top
        if (
            DOT[0] * scale <= min(wide, high)
            and max(wide, high) <= min(DOT[1] * scale, 1.35 * min(wide, high))
            and region.share >= DOT_FILLED
            and _is_whole(dark[region.top : region.bottom, region.x0 : region.x1])
            and _stands_alone(dark, region, scale, BEFORE_DOT, ABOVE_DOT)
        ):
            dots.append(Fill(*_points(region, scale), BLACK))
    return dots


def page_dashes(dark: Pixels, found: Sequence[Region], scale: float) -> list[Box]:
    """The dashes of a page that stand alone, in points, given which pixels are dark."""
    dashes = []
    for region in found:
        wide, high = (region.x1 - region.x0) / scale, (region.bottom - region.top) / scale
        if (
            DASH_WIDE[0] <= wide <= DASH_WIDE[1]
            and DASH_HIGH[0] <= high <= DASH_HIGH[1]
            and wide >= 2 * high
            and region.share >= DOT_FILLED
            and _stands_alone(dark, region, scale)
        ):
            dashes.append(_points(region, scale))
    return dashes


def _is_whole(dark: Pixels) -> bool:
    """Whether a patch has no hole and no bay: each row and each column of it is one run."""
    return all(len(level_runs(side)[0]) <= side.shape[0] for side in (dark, dark.T))


def _stands_alone(dark: Pixels, region: Region, scale: float, before: float = ALONE, above: float = ALONE) -> bool:
    """Whether nothing dark is round a region: `before` it, `above` and under it, and elsewhere `ALONE`, in points."""
    margin, left, high = (round(points * scale) for points in (ALONE, before, above))
    beside = dark[max(0, region.top - margin) : region.bottom + margin, max(0, region.x0 - left) : region.x1 + margin]
    column = dark[max(0, region.top - high) : region.bottom + high, region.x0 : region.x1]
    own = int(dark[region.top : region.bottom, region.x0 : region.x1].sum())
    return int(beside.sum()) == own == int(column.sum())


def _points(region: Region, scale: float) -> Box:
    return region.x0 / scale, region.top / scale, region.x1 / scale, region.bottom / scale
