"""The look of a contract's labels: what reads like a label once and looks otherwise is a part of a value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.items import marker_of
from extract.labelling import LabelHit
from extract.layout import Line
from extract.segmenting import PageRead, hit_number

FEWEST_PAGES = 4
"""Pages with labels from which on their looks are compared."""
SHARED = 3
"""A look is the contract's own where so many fields share it."""
FREQUENT = 0.25
"""And a label of another look is one where it stands on this share of the pages."""
DARK = 90
"""A colour with every part under this is black to the eye."""


class Look(NamedTuple):
    """How a label is set apart from the text."""

    bold: bool
    coloured: bool
    marked: bool


def consistent(pages: Sequence[PageRead]) -> list[PageRead]:
    """The pages, less the labels that look otherwise than the contract's and stand on few of its pages.

    "Suites données : formation" among bullets is an item, where the labels stand in bold.
    """
    labelled = [page for page in pages if page.hits]
    if len(labelled) < FEWEST_PAGES:
        return list(pages)
    pages = _without_chapters(pages)
    labelled = [page for page in pages if page.hits]
    fields: defaultdict[Look, Counter[str]] = defaultdict(Counter)
    for page in labelled:
        for look, name in {(_look(page, hit), hit.field) for hit in page.hits}:
            fields[look][name] += 1
    enough = FREQUENT * len(labelled)
    common = {look for look, names in fields.items() if sum(count >= enough for count in names.values()) >= SHARED}
    if not common:
        return list(pages)

    def keeps(page: PageRead, hit: LabelHit) -> bool:
        look = _look(page, hit)
        if look in common:
            return True
        same = (other for other in page.hits if other.field == hit.field and _look(page, other) in common)
        usual = any(hit_number(page, other) or not hit_number(page, hit) for other in same)
        return not usual and fields[look][hit.field] >= enough

    return [replace(page, hits=tuple(hit for hit in page.hits if keeps(page, hit))) for page in pages]


def _without_chapters(pages: Sequence[PageRead]) -> list[PageRead]:
    """The pages less numbered headings that read like a label on one page only: chapters of the text."""
    counts = Counter(name for page in pages for name in {hit.field for hit in page.hits if _is_chapter(page, hit)})

    def keeps(page: PageRead, hit: LabelHit) -> bool:
        return counts[hit.field] != 1 or not _is_chapter(page, hit)

    return [replace(page, hits=tuple(hit for hit in page.hits if keeps(page, hit))) for page in pages]


def _is_chapter(page: PageRead, hit: LabelHit) -> bool:
    """Whether a label is a whole line that begins with a number, as a chapter's heading does."""
    first = page.line(hit.lines[0]).words[0].text
    return hit.whole and hit.field != "number" and first[0].isdigit()


def _look(page: PageRead, hit: LabelHit) -> Look:
    line = page.line(hit.lines[0])
    label = line.cut(0, hit.value_from) if len(hit.lines) == 1 else line
    shown = label or line
    marker = marker_of(line)
    numbered = marker is not None and marker.number is not None and line.bold  # "1. Contexte" heads a paragraph
    return Look(shown.words[-1].bold, not _dark(shown), marker is not None and not numbered)


def _dark(line: Line) -> bool:
    return max(line.words[-1].colour) < DARK
