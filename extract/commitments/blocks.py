"""A chapter's lines as paragraphs and list items, each with its place among the chapter's lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from extract.outline.lines import Cut, PlainLine
from extract.pages import Place
from extract.values import goes_on
from patterns import regexes as regex
from patterns.folding import TIMEOUT

GAP = 1.3
"""A paragraph begins where the lines stand so many times the usual distance apart."""
SHORT = 0.8
"""A line ends a paragraph where it is shorter than this share of the chapter's long lines, and the next begins one."""
LONG_LINES = 0.9
"""So many of the chapter's lines are not longer than what counts as its width."""

# "- ", "• ", "o ", "➢ "; the bullets of symbol fonts are still private-use characters in plain text
_BULLET = regex.compile(r"\s*(?P<mark>[-–—•·●○▪■□◦➢➤►▶✓✔❖→*]|[\uf020-\uf0ff]|o(?=\s))\s*(?=\S)")
# "1. ", "2) ", "3 / ", "4- ", "a) "
_NUMBER = regex.compile(r"\s*(?P<number>\d{1,2}|[a-h](?=\s?\)))\s?(?P<mark>[.)/]|[-–])\s*(?=[\p{L}«“\"])")

_ADDRESS = regex.compile(r"\s*(?:https?://|www\.)\S+\s*")


class Block(NamedTuple):
    """A paragraph or a list item: its pieces, and its number or count among its list's items, from the outermost.

    `depth` is 0 for a paragraph. The place of a paragraph is that of the numbered item that it stands under.
    """

    cuts: tuple[Cut, ...]
    depth: int
    place: tuple[str, ...]


def read_blocks(lines: Sequence[PlainLine], start: int, places: Mapping[Cut, Place]) -> list[Block]:
    """The blocks of some lines, the first of which is read from a character on."""
    cuts = [whole(line) for line in lines]
    if cuts and start > cuts[0].start:
        cuts[0] = cuts[0]._replace(start=min(start, cuts[0].end))
    groups: list[list[Cut]] = []
    marks: list[tuple[str, str] | None] = []
    breaks = _Breaks(lines, places)
    for i, cut in enumerate(cuts):
        address = _ADDRESS.match(cut.line.text, cut.start, timeout=TIMEOUT)  # a footnote's
        cut = cut._replace(start=address.end()) if address else cut
        if cut.start >= cut.end:
            continue
        mark, begin = _mark(cut)
        if mark or not groups or breaks.before(i):
            groups.append([])
            marks.append(mark)
        groups[-1].append(cut._replace(start=begin))
    return list(_placed(groups, marks))


def whole(line: PlainLine) -> Cut:
    """A line without the spaces at its ends."""
    return Cut(line, len(line.text) - len(line.text.lstrip()), len(line.text.rstrip()))


def begins_item(cut: Cut) -> int | None:
    """Where the text begins after a list's mark; None where a line has none."""
    mark, start = _mark(cut)
    return start if mark else None


def _mark(cut: Cut) -> tuple[tuple[str, str] | None, int]:
    """The kind and the value of a list's mark at a line's beginning, and where the text begins after it."""
    number = _NUMBER.match(cut.line.text, cut.start, timeout=TIMEOUT)
    if number:
        kind = "letter" if number["number"].isalpha() else "number"
        return (kind + number["mark"], number["number"]), number.end()
    bullet = _BULLET.match(cut.line.text, cut.start, timeout=TIMEOUT)
    if bullet and bullet.end() < cut.end:
        return (bullet["mark"], ""), bullet.end()
    return None, cut.start


class _Breaks:
    """Where paragraphs begin among lines without a mark."""

    def __init__(self, lines: Sequence[PlainLine], places: Mapping[Cut, Place]) -> None:
        self.lines = lines
        self.tops = [place.box[1] if (place := places.get(whole(line))) else None for line in lines]
        steps = [step for i in range(1, len(lines)) if (step := self._step(i)) and step > 0]
        self.pitch = median(steps) if steps else None
        lengths = sorted(len(line.text.strip()) for line in lines)
        self.width = lengths[int(LONG_LINES * (len(lengths) - 1))] if lengths else 0

    def _step(self, i: int) -> float | None:
        """How far a line stands below the one before it on its page."""
        above, top = self.tops[i - 1], self.tops[i]
        same = self.lines[i].page == self.lines[i - 1].page
        return top - above if same and top is not None and above is not None else None

    def before(self, i: int) -> bool:
        """Whether a paragraph begins at a line."""
        before, text = self.lines[i - 1].text.strip(), self.lines[i].text.strip()
        if before.endswith(";"):
            return True  # the items of a list that lost its bullets
        step = self._step(i)
        if step is not None and self.pitch and step > GAP * self.pitch:
            return not goes_on(before, text)
        begins = text[0].isupper() or text[0].isdigit() or text[0] in '«“"'
        return begins and len(before) < SHORT * self.width and not goes_on(before, text)


def _placed(groups: Sequence[Sequence[Cut]], marks: Sequence[tuple[str, str] | None]) -> Iterator[Block]:
    """The blocks with their places: a mark that was seen goes on counting, a new one begins a list inside."""
    open_: list[tuple[str, str]] = []
    counts: Counter[tuple[object, ...]] = Counter()
    for cuts, mark in zip(groups, marks, strict=True):
        if mark is None:  # a paragraph ends the lists inside the numbered item that it stands under
            open_ = open_[:1] if open_ and open_[0][0].startswith("number") else []
            yield Block(tuple(cuts), 0, tuple(number for _, number in open_))
            continue
        kind, value = mark
        level = next((k for k, (other, _) in enumerate(open_) if other == kind), len(open_))
        series = (*open_[:level], kind)
        counts[series] += 1
        open_ = [*open_[:level], (kind, value or str(counts[series]))]
        yield Block(tuple(cuts), len(open_), tuple(number for _, number in open_))
