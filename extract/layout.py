"""A page's words as lines, each in the smallest cell or box that holds it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.cells import Cell, page_cells
from extract.columngaps import parted_at_columns
from extract.pages import Box, Colour, Fill, Page, Place, Rule, Span, Word
from extract.rowparts import label_chain, without_leaders

SAME_ROW = 0.35
"""Two words share a row where their baselines differ by less than this share of the font size."""
COLUMN_GAP = 1.6
"""A gap of so many font sizes parts two lines that share a row."""
STYLE_GAP = 0.9
"""The same where the style changes at the gap."""
CLOSING = (":", ";")
"""Signs that go on with a label set in another style."""


DOT = (1.5, 6.5)
"""A filled shape between so many points wide and high may be a bullet."""
DOT_GAP = 2.0
"""A bullet stands at most so many font sizes before its text."""


@dataclass(frozen=True)
class Line:
    """Words that stand side by side on one row of one cell.

    `cell` is the index of the cell in the page's layout, None in the open. `number` is the line
    of a text file, from 1, and None in a PDF. A `chained` line goes on with a label of its own on the row
    of the line before it.
    """

    words: tuple[Word, ...]
    page: int
    cell: int | None = None
    number: int | None = None
    chained: bool = False

    @cached_property
    def text(self) -> str:
        """The words with the spaces that part them."""
        return joined(self.words)

    @cached_property
    def box(self) -> Box:
        """The box round the words."""
        return box_around((w.x0, w.top, w.x1, w.bottom) for w in self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.box[0]

    @property
    def top(self) -> float:
        """Top edge."""
        return self.box[1]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.box[2]

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return self.box[3]

    @property
    def size(self) -> float:
        """The largest font size among the words."""
        return max(w.size for w in self.words)

    @property
    def bold(self) -> bool:
        """Whether most of the words are bold."""
        return 2 * sum(w.bold for w in self.words) > len(self.words)

    @property
    def colour(self) -> Colour:
        """The colour of the first word."""
        return self.words[0].colour

    def cut(self, start: int, end: int | None = None) -> Line | None:
        """The line's words from `start` to `end`; None where there are none."""
        words = self.words[start:end]
        return Line(words, self.page, self.cell, self.number) if words else None


@dataclass(frozen=True)
class Layout:
    """A page's lines, from top to bottom, and its cells."""

    page: Page
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]

    @cached_property
    def text_size(self) -> float:
        """The font size of most of the page's words, in points."""
        sizes: Counter[float] = Counter()
        for line in self.lines:
            sizes[round(line.size * 2) / 2] += len(line.words)
        return sizes.most_common(1)[0][0] if sizes else 0.0


def joined(words: Sequence[Word]) -> str:
    """Words as text: a space before each that is not glued to the one before it."""
    return "".join(w.text if i == 0 or w.glued else f" {w.text}" for i, w in enumerate(words))


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them.

    Raises ValueError where there are none.
    """
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def same_row(one: Box, other: Box) -> bool:
    """Whether two boxes stand side by side: they share half the height of the lower one."""
    return min(one[3], other[3]) - max(one[1], other[1]) > 0.5 * min(one[3] - one[1], other[3] - other[1])


def place_of(line: Sequence[Word], span: Span) -> Place | None:
    """The place of a span of a line: that of the words it touches."""
    held, end = [], 0
    for i, word in enumerate(line):
        start = end + (i > 0 and not word.glued)
        end = start + len(word.text)
        if start < span.end and end > span.start:
            letter = (word.x1 - word.x0) / len(word.text)  # a part of a word is told by its letters' mean width
            cut = max(0, span.start - start), max(0, end - span.end)
            held.append(word._replace(x0=word.x0 + cut[0] * letter, x1=word.x1 - cut[1] * letter))
    if not held:
        return None
    return Place(box_around((w.x0, w.top, w.x1, w.bottom) for w in held), held[0].size, held[0].bold)


def read_layout(page: Page) -> Layout:
    """The lines and cells of a page."""
    cells = page_cells(page)
    by_area = sorted(enumerate(cells), key=lambda each: each[1].area)
    by_cell: dict[int | None, list[Word]] = defaultdict(list)
    for word in page.words:
        by_cell[_holder(word, by_area)].append(word)
    dots = [
        fill
        for fill in page.fills
        if DOT[0] <= fill.x1 - fill.x0 <= DOT[1] and DOT[0] <= fill.bottom - fill.top <= DOT[1]
    ]
    upright = [rule for rule in page.rules if rule.x1 - rule.x0 < 1]
    rows = [(cell, run) for cell, held in by_cell.items() for run in _rows(held, upright)]
    parted = parted_at_columns([run for _, run in rows])
    lines = [
        Line(_with_dot(words, dots), page.number, cell, chained=k > 0)
        for (cell, _), parts in zip(rows, parted, strict=True)
        for run in parts
        for k, words in enumerate(label_chain(run))
    ]
    return Layout(page, cells, tuple(sorted(lines, key=lambda line: (line.top, line.x0))))


def _with_dot(words: tuple[Word, ...], dots: Sequence[Fill]) -> tuple[Word, ...]:
    """A line's words with a bullet before them where one is drawn as a shape, as browsers do."""
    first = words[0]
    for dot in dots:
        level = first.top <= (dot.top + dot.bottom) / 2 <= first.bottom
        if level and 0 <= first.x0 - dot.x1 <= DOT_GAP * first.size and first.text != "•":
            return (first._replace(text="•", x0=dot.x0, x1=dot.x1, top=dot.top, bottom=dot.bottom), *words)
    return words


def _holder(word: Word, by_area: Sequence[tuple[int, Cell]]) -> int | None:
    """The smallest cell that holds a word, of cells with their indexes from the smallest on."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    for i, cell in by_area:
        if cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom:
            return i
    return None


def _rows(words: Sequence[Word], upright: Sequence[Rule]) -> Iterable[tuple[Word, ...]]:
    """The words of one cell as runs that share a row and stand close together."""
    turned = [w for w in words if not w.upright]
    if turned:
        yield from _turned_runs(turned)
    rows: list[list[Word]] = []
    for word in sorted((w for w in words if w.upright), key=lambda w: (w.bottom, w.x0)):
        row = rows[-1] if rows else None
        if row and abs(word.bottom - row[-1].bottom) < SAME_ROW * min(word.size, row[-1].size):
            row.append(word)
        else:
            rows.append([word])
    for row in rows:
        for part in without_leaders(sorted(row, key=lambda w: w.x0)):
            yield from _runs(part, upright)


def _turned_runs(words: Sequence[Word]) -> Iterable[tuple[Word, ...]]:
    """Turned words in the order of the file, parted where the next one is far away."""
    run = [words[0]]
    for word in words[1:]:
        last = run[-1]
        apart = max(word.x0 - last.x1, last.x0 - word.x1, word.top - last.bottom, last.top - word.bottom)
        if apart > COLUMN_GAP * word.size:
            yield tuple(run)
            run = []
        run.append(word)
    yield tuple(run)


def _runs(row: Sequence[Word], upright: Sequence[Rule]) -> Iterable[tuple[Word, ...]]:
    run = [row[0]]
    for word in row[1:]:
        if _parted(run[-1], word, upright):
            yield tuple(run)
            run = []
        run.append(word)
    yield tuple(run)


def _parted(left: Word, right: Word, upright: Sequence[Rule]) -> bool:
    gap, size = right.x0 - left.x1, max(left.size, right.size)
    restyled = left.bold != right.bold or left.colour != right.colour or abs(left.size - right.size) > 1
    if gap > (STYLE_GAP if restyled and right.text not in CLOSING else COLUMN_GAP) * size:
        return True
    return gap > 0 and any(
        left.x1 - 1 <= rule.x0 <= right.x0 + 1 and rule.top < left.bottom - 1 and rule.bottom > left.top + 1
        for rule in upright
    )
