"""Labels that a page's end cuts in two: "Description de" at one page's foot, "l'action" at the head of the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extract.labelling import MOST_LABEL_WORDS, LabelHit
from extract.layout import Line
from extract.segmenting import PageRead
from patterns.labels import LabelMatch, label_book

SAME_LEFT = 3.0
"""Two parts of a label begin within so many points of each other."""
SAME_SIZE = 0.6
"""And are set in one size, to so many points."""
NEAR_END = 2.5
"""They stand within so many font sizes of the page's last line, or of its first."""


class _Cut(NamedTuple):
    """The two parts of a label, as indexes of lines, and what the whole says."""

    foot: tuple[int, ...]
    head: tuple[int, ...]
    match: LabelMatch


def whole_labels(pages: Sequence[PageRead]) -> list[PageRead]:
    """The pages, each label that a page's end cuts whole at the foot where it begins."""
    mended = list(pages)
    for k, (before, after) in enumerate(pairwise(pages)):
        cut = _cut(mended[k], after) if after.number == before.number + 1 else None
        if cut:
            mended[k] = _labelled(mended[k], cut)
            mended[k + 1] = after.without(set(cut.head))
    return mended


def _cut(before: PageRead, after: PageRead) -> _Cut | None:
    """The label whose first lines end one page and whose last ones begin the next."""
    feet = sorted((i for i in before.lines if _is_part(before, i)), key=lambda i: -before.line(i).bottom)
    heads = sorted((j for j in after.lines if _is_part(after, j)), key=lambda j: after.line(j).top)
    low = max((before.line(i).bottom for i in before.lines), default=0.0)
    high = min((after.line(j).top for j in after.lines), default=0.0)
    for j in heads:
        first = after.line(j)
        if first.top > high + NEAR_END * first.size:
            return None
        i = next((i for i in feet if _alike(before.line(i), first)), None)  # the lowest in its column
        if i is not None and before.line(i).bottom > low - NEAR_END * first.size:
            foot, head = _stack(before, i, feet), _stack(after, j, heads)
            text = " ".join([*(before.line(n).text for n in foot), *(after.line(n).text for n in head)])
            match = label_book().match(text.rstrip(" :"))
            if match and not _is_label(after, head) and len(text.split()) <= MOST_LABEL_WORDS:
                return _Cut(foot, head, match)
    return None


def _is_part(page: PageRead, index: int) -> bool:
    """Whether a line may be a part of a label: short, in bold, or alone in a table's cell."""
    line = page.line(index)
    tabled = line.cell is not None and page.layout.cells[line.cell].table is not None
    return len(line.words) <= MOST_LABEL_WORDS // 2 and (line.bold or tabled)


def _alike(one: Line, other: Line) -> bool:
    return (
        abs(one.x0 - other.x0) < SAME_LEFT and abs(one.size - other.size) < SAME_SIZE
        and one.bold == other.bold and one.colour == other.colour and (one.cell is None) == (other.cell is None)
    )  # fmt: skip


def _stack(page: PageRead, index: int, ordered: Sequence[int]) -> tuple[int, ...]:
    """A line and those of its look that go on from it in its cell, close together, in the page's order."""
    stack = [index]
    for i in ordered[ordered.index(index) + 1 :]:
        last, line = page.line(stack[-1]), page.line(i)
        if line.cell == last.cell and _alike(line, last) and abs(line.top - last.top) < 2 * last.size:
            stack.append(i)
    return tuple(sorted(stack))


def _is_label(page: PageRead, lines: Sequence[int]) -> bool:
    return any(set(hit.lines) & set(lines) for hit in page.hits)


def _labelled(page: PageRead, cut: _Cut) -> PageRead:
    hit = LabelHit(cut.match.field, cut.match.phrase, cut.foot, len(page.line(cut.foot[-1]).words), True, True)
    others = [other for other in page.hits if not set(other.lines) & set(cut.foot)]
    return replace(page, hits=tuple(sorted([*others, hit], key=lambda each: each.lines[0])))
