"""Where one action's block starts and ends: a part of a page, a page, or several pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from extract.columns import COLUMN_APART, PageLines, column_edges
from extract.labelling import LabelHit, number_of
from extract.layout import Layout, Line

TELLING = frozenset(
    {
        "priority", "leads", "partners", "indicators", "strategic_orientations", "operational_objectives",
        "contents", "calendar", "target_public", "places", "context", "means", "budget",
    }
)  # fmt: skip
"""Fields whose labels make a page a sheet; a number or a title alone does not."""
LEADING = frozenset({"axis", "theme", "pillar", "title"})
"""Fields that may stand above the number that starts a block."""
FEWEST = 2
"""A block has at least so many telling fields."""
FEW_SHEETS = 4
"""From so many numbered sheets on, the others are compared with them."""
NUMBERED = ("number", "cell")
"""Anchors that carry the sheet's number."""
HEADED = ("number", "title", "sheet")
"""Anchors with which a sheet begins; above another one its title may stand."""
TITLE_GAP = 2.0
"""A title stands at most so many font sizes above what follows it."""
AS_MANY = 0.6
"""A label may start the sheets where it stands this often beside the most frequent one."""
MOST_NUMBERED = 0.7
"""Sheets are numbered where this share of them is."""
FULL_PAGE = 0.72
"""A sheet may go on to the next page where its text reaches this share of the page's height."""
BIGGER = 1.12
"""A heading is set in so many times the size of the text."""


@dataclass(frozen=True)
class PageRead:
    """A page with its layout and labels; `lines` are the indexes of its lines that are no running line."""

    number: int
    layout: Layout
    hits: tuple[LabelHit, ...]
    lines: tuple[int, ...]

    def line(self, index: int) -> Line:
        """One line of the page."""
        return self.layout.lines[index]

    def without(self, lines: Set[int]) -> PageRead:
        """The page less some of its lines and their labels."""
        if not lines:
            return self
        hits = tuple(hit for hit in self.hits if not lines & set(hit.lines))
        return PageRead(self.number, self.layout, hits, tuple(i for i in self.lines if i not in lines))


@dataclass(frozen=True)
class BlockPart:
    """The lines of a block on one page, by their indexes, and its labels there."""

    page: PageRead
    lines: tuple[int, ...]
    hits: tuple[LabelHit, ...]


@dataclass
class Block:
    """One action's lines, page by page."""

    parts: list[BlockPart] = field(default_factory=list)

    @property
    def fields(self) -> Counter[str]:
        """How often each field's label stands in the block."""
        return Counter(hit.field for part in self.parts for hit in part.hits)

    @property
    def number(self) -> str | None:
        """The number beside its number label."""
        return next((n for part in self.parts for hit in part.hits if (n := hit_number(part.page, hit))), None)

    @property
    def first_lines(self) -> list[Line]:
        """Its lines on the page that it starts on."""
        return [self.parts[0].page.line(i) for i in self.parts[0].lines]

    @property
    def last_page(self) -> int:
        """Number of the page that it ends on."""
        return self.parts[-1].page.number


def hit_number(page: PageRead, hit: LabelHit) -> str | None:
    """The number that a number label carries on its line, or in the next cell of its row."""
    if hit.field != "number":
        return None
    line = page.line(hit.lines[-1])
    found = number_of(line.words[hit.value_from :])
    if found is None and hit.whole:
        found = next((number for other in _beside(page, line) if (number := number_of(other.words))), None)
    return found[0] if found else None


def _beside(page: PageRead, line: Line) -> list[Line]:
    """The nearest line to the right of another on its row, else right below it, if any."""
    row = [
        other
        for i in page.lines
        if (other := page.line(i)).x0 >= line.x1 and abs(other.bottom - line.bottom) < 0.7 * line.size
    ]
    below = [
        other for i in page.lines
        if 0 <= (other := page.line(i)).top - line.bottom + 2 < other.size and other.x0 < line.x1 and line.x0 < other.x1
    ]  # fmt: skip
    return [*sorted(row, key=lambda other: other.x0)[:1], *sorted(below, key=lambda other: other.top)[:1]]


def find_blocks(pages: Sequence[PageRead], *, by_page: bool = False) -> list[Block]:
    """The blocks of the pages, in the document's order; `by_page` where no page holds two."""
    anchor = anchor_field(pages)
    columns = _columns(pages, anchor)
    flowing = not by_page and _is_flowing(pages, columns, anchor)
    blocks: list[Block] = []
    for page, held in zip(pages, columns, strict=True):
        for column in held:
            if flowing:
                _add_flow(blocks, page, column, anchor)
            else:
                _add_page(blocks, page, column, anchor)
    return _likely([block for block in blocks if _telling(block) >= FEWEST])


def _telling(block: Block) -> int:
    """How many different telling fields a block's labels announce."""
    return sum(1 for name in block.fields if name in TELLING)


def _likely(blocks: list[Block]) -> list[Block]:
    """The blocks without those that lack a number where most have one, and half of the usual labels too.

    Such a block is prose with a few headings that read like labels.
    """
    numbered = [block for block in blocks if block.number]
    if len(numbered) < FEW_SHEETS or len(numbered) < MOST_NUMBERED * len(blocks):
        return blocks
    usual = median(_telling(block) for block in numbered)
    return [block for block in blocks if block.number or 2 * _telling(block) >= usual]


def _is_sheet(page: PageRead) -> bool:
    return len({hit.field for hit in page.hits} & TELLING) >= FEWEST


def anchor_field(pages: Sequence[PageRead]) -> str:
    """The label that starts a block: a number where sheets have one, else a title, else the first label.

    "sheet" is the number's label where no number follows it ("FICHE ACTION"), "cell" one in a table below the title.
    """
    sheets = [page for page in pages if _is_sheet(page)]
    numbered = sum(any(hit_number(page, hit) for hit in page.hits) for page in sheets)
    if (numbered and 2 * numbered >= len(sheets)) or numbered > 3:
        return "cell" if _titled_above(sheets) else "number"
    counts = Counter(hit.field for page in sheets for hit in page.hits)
    usual = max((counts[name] for name in TELLING), default=0)
    frequent = {name for name, count in counts.items() if count >= AS_MANY * usual}
    if "number" in frequent:
        return "sheet"
    titled = sum(any(hit.field == "title" for hit in page.hits) for page in sheets)
    if titled and 2 * titled >= len(sheets):
        return "title"
    firsts = Counter(next(hit.field for hit in page.hits if hit.field in frequent) for page in sheets)
    return firsts.most_common(1)[0][0] if firsts else "number"


def _titled_above(pages: Sequence[PageRead]) -> bool:
    """Whether most sheets' numbers stand in a table's cell below a title in large type, which begins the sheet."""
    anchors = [(page, page.line(hit.lines[0])) for page in pages for hit in sheet_anchors(page, "number")]
    titled = 0
    for page, line in anchors:
        cell = page.layout.cells[line.cell] if line.cell is not None else None
        if cell and cell.table is not None:
            top = _title_above(page, page.lines, cell.top)
            titled += any(top - 1 < page.line(i).top < cell.top - 1 and _is_heading(page, i) for i in page.lines)
    return bool(anchors) and titled >= MOST_NUMBERED * len(anchors)


def sheet_anchors(page: PageRead, anchor: str, within: Sequence[int] | None = None) -> list[LabelHit]:
    """The labels of a page that start a sheet, among some of its lines or all."""
    hits = [hit for hit in page.hits if within is None or hit.lines[0] in within]
    if anchor in NUMBERED:
        return [hit for hit in hits if hit_number(page, hit)]
    if anchor == "sheet":
        return [hit for hit in hits if hit.field == "number"]
    return [hit for hit in hits if hit.field == anchor]


def _is_flowing(pages: Sequence[PageRead], columns: Sequence[list[tuple[int, ...]]], anchor: str) -> bool:
    """Whether sheets run on down the page: two start on one page, or one ends above where another starts."""
    for page, held in zip(pages, columns, strict=True):
        if not _is_sheet(page):
            continue
        for column in held:
            anchors = sheet_anchors(page, anchor, column)
            if len(anchors) >= 2:
                return True
            if anchors:
                top = page.line(anchors[0].lines[0]).top
                above = {h.field for h in page.hits if h.lines[0] in column and page.line(h.lines[0]).top < top - 4}
                below = {h.field for h in page.hits if h.lines[0] in column and page.line(h.lines[0]).top > top + 4}
                if len(above & below & TELLING) >= 2:
                    return True
    return False


def _columns(pages: Sequence[PageRead], anchor: str) -> list[list[tuple[int, ...]]]:
    """Each page's lines, parted where sheets start side by side, or where one column of text runs on in the next."""
    shown = [
        PageLines(
            [page.line(hit.lines[0]).box for hit in sheet_anchors(page, anchor)],
            [page.line(i).box for i in page.lines],
            [cell.box for cell in page.layout.cells],
            page.layout.page.width,
        )
        for page in pages
    ]
    return [_parted(page, edges) for page, edges in zip(pages, column_edges(shown), strict=True)]


def _parted(page: PageRead, edges: Sequence[float]) -> list[tuple[int, ...]]:
    columns: list[list[int]] = [[] for _ in range(len(edges) + 1)]
    for i in page.lines:
        columns[sum(page.line(i).x0 >= edge for edge in edges)].append(i)
    return [tuple(column) for column in columns]


def _part(page: PageRead, lines: Sequence[int]) -> BlockPart:
    chosen = set(lines)
    return BlockPart(page, tuple(lines), tuple(hit for hit in page.hits if hit.lines[0] in chosen))


def _add_page(blocks: list[Block], page: PageRead, column: Sequence[int], anchor: str) -> None:
    """Takes a page as one block's, its own or that of the sheet before."""
    part = _part(page, column)
    fields = {hit.field for hit in part.hits} & TELLING
    last = blocks[-1] if blocks and blocks[-1].last_page in (page.number, page.number - 1) else None
    numbers = {hit_number(page, hit) for hit in sheet_anchors(page, anchor, column)} - {None}
    if last and _goes_on(last, part, fields, numbers, anchor):
        last.parts.append(part)
    elif len(fields) >= FEWEST:
        blocks.append(Block([part]))


def _goes_on(last: Block, part: BlockPart, fields: set[str], numbers: set[str | None], anchor: str) -> bool:
    """Whether a page's part belongs to the block before it."""
    if last.number in numbers and anchor in NUMBERED:
        return True
    if numbers or (anchor == "title" and any(hit.field == "title" for hit in part.hits)):
        return False
    known = {name for name in last.fields if name in TELLING}
    if fields:
        return len(fields & known) * 2 <= len(fields)
    return _runs_over(last.parts[-1], part)


def column_shift(before: BlockPart, after: BlockPart) -> float:
    """How far right of a part's column that of the next part stands, in points; 0 where they are one column."""
    lefts = [min((part.page.line(i).x0 for i in part.lines), default=0.0) for part in (before, after)]
    shift = lefts[1] - lefts[0]
    return shift if abs(shift) > COLUMN_APART * after.page.layout.page.width else 0.0


def _runs_over(before: BlockPart, after: BlockPart) -> bool:
    """Whether text without labels goes on from the foot of one page to the head of the next."""
    if not before.lines or not after.lines:
        return False
    lines = [before.page.line(i) for i in before.lines]
    lowest = max(lines, key=lambda line: line.bottom)
    if lowest.bottom < FULL_PAGE * before.page.layout.page.height:
        return False
    first = min((after.page.line(i) for i in after.lines), key=lambda line: line.top)
    shift = column_shift(before, after)
    same_place = any(abs(first.x0 - shift - line.x0) < 4 and abs(first.size - line.size) < 0.6 for line in lines)
    return same_place and not first.bold


def _add_flow(blocks: list[Block], page: PageRead, column: Sequence[int], anchor: str) -> None:
    """Cuts a column at each line that starts a sheet; what stands above the first goes on with the sheet before."""
    starts = [start.top for start in _starts(page, column, anchor)]
    top = min(starts, default=float("inf"))
    lead = [i for i in column if page.line(i).top < top - 1]
    last = blocks[-1] if blocks and blocks[-1].last_page in (page.number, page.number - 1) else None
    if lead and last:
        _add_lead(blocks, last, page, lead)
    for start, end in zip(starts, [*starts[1:], float("inf")][: len(starts)], strict=True):
        part = _part(page, [i for i in column if start - 1 <= page.line(i).top < end - 1])
        if blocks and anchor in NUMBERED and _repeats(blocks[-1], part):
            blocks[-1].parts.append(part)
        else:
            blocks.append(Block([part]))


def _add_lead(blocks: list[Block], last: Block, page: PageRead, lead: Sequence[int]) -> None:
    """What stands above a page's first start goes on with the sheet before, unless its labels begin anew."""
    usual = last.parts[-1].page.layout.text_size  # a page with little else may hold larger text than its own
    part = _part(page, [i for i in lead if not _is_heading(page, i, usual)])
    fields = {hit.field for hit in part.hits} & TELLING
    if len(fields & set(last.fields)) * 2 > len(fields):
        blocks.append(Block([part]))
    elif fields or (not _is_heading(page, lead[0], usual) and _runs_over(last.parts[-1], part)):
        last.parts.append(part)


def _repeats(last: Block, part: BlockPart) -> bool:
    """Whether a part begins with the number of the block before it: a head repeated on the next page."""
    return last.last_page == part.page.number - 1 and last.number is not None and last.number == Block([part]).number


class Start(NamedTuple):
    """Where a sheet starts in a column: the top of its first line in points, and the largest type down to its label."""

    top: float
    size: float


def sheet_starts(pages: Sequence[PageRead], anchor: str) -> list[tuple[PageRead, Start]]:
    """The sheets that start on the pages, each with its page."""
    columns = zip(pages, _columns(pages, anchor), strict=True)
    return [(page, start) for page, held in columns for column in held for start in _starts(page, column, anchor)]


def _starts(page: PageRead, column: Sequence[int], anchor: str) -> list[Start]:
    """The sheets that start in a column, from top to bottom."""
    starts = set()
    for hit in sheet_anchors(page, anchor, column):
        line = page.line(hit.lines[0])
        top = line.top
        if line.cell is not None:
            top = min(top, page.layout.cells[line.cell].top)
        leading = [h for h in page.hits if h.field in LEADING and h.field != anchor and h.lines[0] in set(column)]
        for other in sorted(leading, key=lambda h: -page.line(h.lines[0]).top):
            above = page.line(other.lines[-1])
            between = [
                i for i in column
                if above.bottom - 1 < page.line(i).top < top - 1 and not _is_heading(page, i)
            ]  # fmt: skip
            if above.top < top and not between and top - above.bottom < 4 * above.size:
                top = min(above.top, page.layout.cells[above.cell].top if above.cell is not None else above.top)
        if anchor not in HEADED:
            top = _title_above(page, column, top)
        head = [page.line(i).size for i in column if top - 1 < page.line(i).top <= line.top]
        starts.add(Start(top, max(head, default=line.size)))
    return sorted(starts)


def _title_above(page: PageRead, column: Sequence[int], top: float) -> float:
    """The top of the title that stands right above a sheet's first label; the label's own where none does."""
    labelled = {i for hit in page.hits for i in hit.lines}
    above = sorted((i for i in column if page.line(i).bottom <= top + 2), key=lambda i: -page.line(i).bottom)
    title: Line | None = None
    passed, low = 0, top
    for i in above:
        line = page.line(i)
        close = low - line.bottom < TITLE_GAP * line.size
        if i in labelled or not close or _larger(line, title):
            break
        if passed and not _is_heading(page, i):
            break
        if not _stands_out(page, line):
            if title or passed:
                break
            passed, low = passed + 1, line.top  # a line of plain text may stand below a title in large type
            continue
        title, top = line, line.top
        low, passed = top, 0
    return top


def _larger(line: Line, title: Line | None) -> bool:
    """Whether a line is set larger than the title below it: a section's heading is; a large number before it is not."""
    worded = any(map(str.isalpha, line.text))
    return title is not None and worded and line.words[-1].size > title.words[0].size + 0.6


def _stands_out(page: PageRead, line: Line) -> bool:
    """Whether a line is set as a title is: bold, larger than the text, or in capitals."""
    return line.bold or line.size > 1.05 * page.layout.text_size or line.text.isupper()


def _is_heading(page: PageRead, index: int, usual: float = 0.0) -> bool:
    """Whether a line is set larger than the page's text, and than `usual`, in points."""
    return page.line(index).size > BIGGER * max(page.layout.text_size, usual)
