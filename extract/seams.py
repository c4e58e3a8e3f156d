"""The upright sides that a table without upright rules leaves to the eye: by its rules' ends or by its text's gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from math import ceil, floor

from extract.pages import Fill, Page, Rule, Word
from patterns.labels import label_run

SNAP = 2.5
"""Edges closer than this many points are one edge."""
FEWEST_SEAMS = 3
"""A row of so many level rules, end to end, is ruled cell by cell."""
FEWEST_ROWS = 3
"""A table without upright rules has at least so many such rows."""
NARROWEST = 0.4
"""Level rules across less than this share of the page's width are no table's."""
GUTTER = 6.0
"""Columns stand at least so many points apart."""
BEFORE_COLUMN = 2.0
"""A seam runs so many points before the text of the column to its right."""
UNBROKEN = 0.75
"""A gap parts columns where it is free in this share of the rows, and has text on both sides in most of them."""
MOST_ROWS = 0.6
HIGHEST_ROW = 0.3
"""And no higher than this share of the page."""
ROW_GAP = 1.3
"""The last row's text goes on at most so many font sizes below what is above it."""
SPACE = 0.45
"""Words of one text stand at most so many font sizes apart."""
LOWEST_ROW = 6.0
"""A row is at least so many points high."""


def found_seams(page: Page) -> list[Rule]:
    """Rules for the tables of a page that have none, or level ones only; none where upright rules are drawn inside."""
    stacks = _stacks(page)
    drawn = _ruled_seams(page) or [rule for levels in stacks for rule in _gap_seams(levels, page)]
    if drawn or any(rule.bottom - rule.top > LOWEST_ROW for rule in page.rules):
        return drawn
    found: list[Rule] = []
    for levels in (_shaded_rows(page), _headed_rows(page)):
        upright = _gap_seams(levels, page)
        found += [*levels, *upright] if upright else []
    return found


def _ruled_seams(page: Page) -> list[Rule]:
    """Upright rules where level ones meet end to end, one above the other: a table ruled under each cell only."""
    rules = page.rules
    if any(rule.bottom - rule.top > rule.x1 - rule.x0 for rule in rules):
        return []
    rows: dict[int, list[Rule]] = {}
    for rule in rules:
        rows.setdefault(round(rule.top), []).append(rule)
    ruled = [top for top, row in rows.items() if len(row) >= FEWEST_SEAMS]
    if len(ruled) < FEWEST_ROWS:
        return []
    left, right = min(rule.x0 for rule in rows[ruled[0]]), max(rule.x1 for rule in rows[ruled[0]])
    wide = [
        top for top, row in rows.items()
        if min(rule.x0 for rule in row) < left + SNAP and max(rule.x1 for rule in row) > right - SNAP
    ]  # fmt: skip
    tops = sorted(top for top in wide if top >= min(ruled))
    head = _head_above(page.words, left, right, tops[0])
    above = [Rule(left, head, right, head)] if head else []
    # a row's cells are ruled at their feet; a row whose text runs across a seam is a band across the table
    return above + [
        Rule(x, top, x, foot)
        for top, foot in [*([(head, tops[0])] if head else []), *pairwise(tops)]
        for x in _unbroken(sorted(_ends(rows[foot])), _held(page.words, top, foot))
    ]


def _head_above(words: Sequence[Word], left: float, right: float, first: float) -> float:
    """The top of a head of labels right above a table's first rule, without one of its own; 0 if none is there."""
    inside = [
        word for word in words if left - SNAP <= word.x0 and word.x1 <= right + SNAP and word.bottom < first + SNAP
    ]
    top, head = first, list[Word]()
    for word in sorted(inside, key=lambda word: -word.bottom):
        if top - word.bottom > ROW_GAP * word.size:
            break
        top = min(top, word.top)
        head.append(word)
    ordered = sorted(head, key=lambda word: (round(word.bottom), word.x0))
    heads = label_run(" ".join(word.text for word in ordered))
    return top - BEFORE_COLUMN if len({label.field for label in heads}) >= FEWEST_ROWS else 0.0


def _unbroken(xs: Sequence[float], words: Sequence[Word]) -> list[float]:
    """The seams of a row, or only its two sides where a word stands across one."""
    return [xs[0], xs[-1]] if any(_runs_across(words, x) for x in xs[1:-1]) else list(xs)


def _runs_across(words: Sequence[Word], x: float) -> bool:
    """Whether a word stands across a seam, or two words with no more than a space between them on its sides."""
    if any(word.x0 + 1 < x < word.x1 - 1 for word in words):
        return True
    return any(
        left.x1 <= x + 1 and x - 1 <= right.x0 < left.x1 + SPACE * left.size and abs(left.bottom - right.bottom) < 1
        for left in words
        for right in words
    )


def _ends(rules: Sequence[Rule]) -> set[int]:
    return {round(x) for rule in rules for x in (rule.x0, rule.x1)}


def _held(words: Sequence[Word], top: float, foot: float) -> list[Word]:
    """The words that stand between two levels."""
    return [word for word in words if top <= word.top + SNAP and word.bottom <= foot + SNAP]


def _stacks(page: Page) -> list[list[Rule]]:
    """Level rules of one width one below the other, with no upright rule between their ends."""
    stacks: dict[tuple[int, int], list[Rule]] = {}
    for rule in page.rules:
        if rule.x1 - rule.x0 > NARROWEST * page.width and rule.bottom - rule.top < 1:
            stacks.setdefault((round(rule.x0 / 3), round(rule.x1 / 3)), []).append(rule)
    found = []
    for stack in stacks.values():
        levels = sorted(stack, key=lambda rule: rule.top)
        levels = [rule for k, rule in enumerate(levels) if k == 0 or rule.top - levels[k - 1].top > LOWEST_ROW]
        if len(levels) > FEWEST_ROWS and not _parted(levels, page.rules):
            found.append(levels)
    return found


def _shaded_rows(page: Page) -> list[Rule]:
    """Level rules where rows are told by shading, every one or every other, down to the last row's text."""
    widths: dict[tuple[int, int], list[Fill]] = {}
    for fill in page.fills:
        wide = fill.x1 - fill.x0 > NARROWEST * page.width
        if wide and LOWEST_ROW < fill.bottom - fill.top < HIGHEST_ROW * page.height:
            widths.setdefault((round(fill.x0 / 3), round(fill.x1 / 3)), []).append(fill)
    rows = max(widths.values(), key=len, default=[])
    if len(rows) < FEWEST_ROWS:
        return []
    levels = sorted({round(y, 1) for fill in rows for y in (fill.top, fill.bottom)})
    return _levels(levels, rows[0].x0, rows[0].x1, page)


def _headed_rows(page: Page) -> list[Rule]:
    """Level rules for a table that white space alone tells: by a head of labels, and a number before each row."""
    if page.rules or page.fills:
        return []
    lines: dict[int, list[Word]] = {}
    for word in sorted(page.words, key=lambda word: word.x0):
        lines.setdefault(round(word.bottom), []).append(word)
    for foot, words in sorted(lines.items()):
        heads = label_run(" ".join(word.text for word in words))
        if len({head.field for head in heads}) >= FEWEST_ROWS and heads[0].field == "number":
            column = words[0]
            numbers = [word for word in page.words if word.x0 < column.x1 and word.x1 > column.x0 - 1]
            starts = [word.top - BEFORE_COLUMN for word in numbers if word.top > foot and _is_number(word.text)]
            below = [word for word in page.words if word.top > foot - 1]
            x0, x1 = min(word.x0 for word in (*words, *below)), max(word.x1 for word in (*words, *below))
            levels = [column.top - BEFORE_COLUMN, *sorted(starts)]
            return _levels(levels, x0 - BEFORE_COLUMN, x1 + BEFORE_COLUMN, page) if len(starts) > 1 else []
    return []


def _is_number(text: str) -> bool:
    return text.strip(".)").isalnum()


def _levels(tops: Sequence[float], x0: float, x1: float, page: Page) -> list[Rule]:
    """Level rules at some heights, and one below the text that goes on from the last of them."""
    foot = tops[-1]
    for word in sorted(page.words, key=lambda word: word.top):
        if foot - SNAP <= word.top < foot + ROW_GAP * word.size and x0 - SNAP <= word.x0 and word.x1 <= x1 + SNAP:
            foot = max(foot, word.bottom)
    levels = [*tops, foot + BEFORE_COLUMN] if foot > tops[-1] else tops
    return [Rule(x0, y, x1, y) for y in levels]


def _parted(levels: Sequence[Rule], rules: Sequence[Rule]) -> bool:
    first, last = levels[0], levels[-1]
    return any(
        rule.x1 - rule.x0 < 1 and first.x0 + SNAP < rule.x0 < first.x1 - SNAP
        and rule.bottom > first.top + SNAP and rule.top < last.top - SNAP
        for rule in rules
    )  # fmt: skip


def _gap_seams(levels: Sequence[Rule], page: Page) -> list[Rule]:
    """Upright rules in the gaps that the text between level rules leaves from row to row."""
    if not levels:
        return []
    x0, x1 = levels[0].x0, levels[0].x1
    inside = [word for word in page.words if x0 - SNAP <= word.x0 and word.x1 <= x1 + SNAP]
    rows = [(a.top, b.top, _held(inside, a.top, b.top)) for a, b in _rows(levels, page.rules)]
    gaps = _gaps([held for _, _, held in rows if held], x0, x1)
    return [
        Rule(x, top, x, foot)
        for top, foot, held in rows if gaps
        for x in _unbroken([x0, *gaps, x1], held)
    ]  # fmt: skip


def _rows(levels: Sequence[Rule], rules: Sequence[Rule]) -> list[tuple[Rule, Rule]]:
    """The rows between level rules; where upright ones close some of them, as frames do, those and no others."""
    rows = list(pairwise(levels))
    upright = [rule for rule in rules if rule.x1 - rule.x0 < 1]
    closed = [
        (above, below) for above, below in rows
        if all(any(_spans(rule, x, above.top, below.top) for rule in upright) for x in (above.x0, above.x1))
    ]  # fmt: skip
    return closed or rows


def _spans(upright: Rule, x: float, top: float, foot: float) -> bool:
    return abs(upright.x0 - x) < SNAP and upright.top < top + SNAP and upright.bottom > foot - SNAP


def _gaps(rows: Sequence[Sequence[Word]], x0: float, x1: float) -> list[float]:
    """Where a column begins: right after the gaps that stay free of words in most rows, with text on both sides."""
    if len(rows) < FEWEST_ROWS:
        return []
    covered = [{x for word in row for x in range(ceil(word.x0), floor(word.x1) + 1)} for row in rows]
    clear = {x: sum(x not in taken for taken in covered) for x in range(round(x0), round(x1))}
    found = []
    for is_free, run in groupby(clear, key=lambda x: clear[x] >= UNBROKEN * len(rows)):
        gap = _freest(list(run), clear) if is_free else []
        if gap and _two_sided(rows, gap[0], gap[-1]):
            found.append(gap[-1] - BEFORE_COLUMN)
    return found


def _freest(xs: Sequence[int], clear: Mapping[int, int]) -> list[int]:
    """The last part of an interval, wide enough for a gap, that is free in as many rows as any; empty if none is."""
    for most in sorted({clear[x] for x in xs}, reverse=True):
        parts = [list(run) for free, run in groupby(xs, key=lambda x: clear[x] >= most) if free]
        wide = [part for part in parts if len(part) >= GUTTER]
        if wide:
            return wide[-1]
    return []


def _two_sided(rows: Sequence[Sequence[Word]], left: float, right: float) -> bool:
    """Whether most rows have text side by side on both sides of a gap: a bullet is none, nor is a caption below."""
    both = 0
    for row in rows:
        before = [word for word in row if word.x1 <= left + 1 and any(map(str.isalnum, word.text))]
        after = [word for word in row if word.x0 >= right - 1 and any(map(str.isalnum, word.text))]
        both += any(one.top < other.bottom and other.top < one.bottom for one in before for other in after)
    return both >= MOST_ROWS * len(rows)
