"""Tables in plain text, as a PDF-to-text tool leaves them: cells one after the other, columns lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from extract.contract.neighbourhoods import is_commune
from extract.contract.numbers import NUMBER
from extract.contract.reads import Source
from extract.values import Value
from patterns import regexes as re
from patterns import regexes as regex
from patterns.facts import column_of, head_at
from patterns.folding import TIMEOUT

MOST_TEXT_CELLS = 9
"""A row has at most so many pieces of text before its figures."""
LONGEST_CELL = 9
"""A piece of more words is no cell: the table has ended."""
LONGEST_HEAD = 90
"""Characters of the longest line of heads."""
LONGEST_PHRASE = 5
"""Words of the longest head."""
HEAD_SPAN = 260
"""Characters that the heads of one table take."""
MOST_UNKNOWN = 3
"""Words between two heads that are no head."""
TITLE = 160
"""What a table is of stands within so many characters before its head."""
_WORD = re.compile(r"\S+")
_CELL = regex.compile(r"\S+(?: \S+)*")
_FIGURES = regex.compile(
    rf"(?P<text>.*?)(?P<figures>(?:(?<![\w.,])(?:{NUMBER.pattern})\s*(?:[-–]?\s*\([^()]*\)|€|euros?)?\s*)+)$"
)
_FIGURE = regex.compile(rf"(?:{NUMBER.pattern})\s*(?:[-–]?\s*\([^()]*\))?")
_PART = regex.compile(r"\(\s*\D")


class _Cell(NamedTuple):
    text: str
    start: int
    end: int


def text_rows(source: Source, page: int, among: Collection[str]) -> Iterator[tuple[str, dict[str, Value]]]:
    """The rows of the tables of neighbourhoods in a page's plain text: what stands before the table, and its cells."""
    text = source.texts[page - 1]
    at = 0
    while (head := find_head(text, at)) is not None:
        columns, start, end = head
        if not {"population", "income"} & set(columns):
            at = end
            continue
        title = text[max(0, start - TITLE) : start].rsplit("\n\n\n", 1)[-1]
        at = end
        for cells in _rows(text, end, columns):
            at = cells[-1].end
            parted = _parted(cells, columns, among)
            yield (
                title,
                {name: source.value(page, first, last, method="table") for name, (first, last) in parted.items()},
            )


def find_head(text: str, at: int = 0) -> tuple[list[str], int, int] | None:
    """The next head of a table of neighbourhoods in plain text: its columns, and where it begins and ends.

    The heads follow one another, but for a few words of heads that are not known.
    """
    start = at
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if (
            end - start <= LONGEST_HEAD
            and text[start:end].lstrip()[:1].isupper()
            and head_at(text[start:end].split()[:LONGEST_PHRASE])
        ):
            found = _heads(text, start)
            if found:
                return found
        start = end + 1
    return None


def _heads(text: str, start: int) -> tuple[list[str], int, int] | None:
    words = list(_WORD.finditer(text, start, start + HEAD_SPAN))
    columns: list[str] = []
    k, unknown, end = 0, 0, start
    while k < len(words) and unknown <= MOST_UNKNOWN:
        taken = head_at([word.group() for word in words[k : k + LONGEST_PHRASE]])
        if (
            taken is None or not words[k].group().lstrip("(«")[:1].isupper()
        ):  # the head of a column begins with a capital
            unknown += words[k].group()[0].isalpha()
            k += 1
        elif taken[0] in columns:
            break
        else:
            columns.append(taken[0])
            k, unknown = k + taken[1], 0
            end = words[k - 1].end()
    while columns and k < len(words) and words[k].group().startswith(("(", "€", "*")) and words[k].start() - end < 3:
        end, k = words[k].end(), k + 1
    if "neighbourhood" in columns and {"population", "income", "code"} & set(columns):
        return columns, start, end
    return None


def _rows(text: str, at: int, columns: list[str]) -> Iterator[list[_Cell]]:
    """The cells of each row: text, then as many figures as the table has columns of them."""
    wanted = len({"population", "income"} & set(columns))
    row: list[_Cell] = []
    figures = 0
    for match in _CELL.finditer(text, pos=at, timeout=TIMEOUT):
        cell = _Cell(match.group(), *match.span())
        if (
            len(cell.text.split()) > LONGEST_CELL
            or column_of(cell.text) == "neighbourhood"
            or len(row) > MOST_TEXT_CELLS
        ):
            break
        parts = list(_cut(cell))
        if figures >= wanted and not _is_part(parts[0].text):
            yield row
            row, figures = [], 0
        for part in parts:
            row.append(part)
            if _is_figure(part.text) and not (figures and _is_part(part.text) and _is_part(row[-2].text)):
                figures += 1
    if figures >= wanted:
        yield row


def _cut(cell: _Cell) -> Iterator[_Cell]:
    """A piece of text as words, and the figures that end it one by one."""
    match = _FIGURES.fullmatch(cell.text, timeout=TIMEOUT)
    if not match:
        yield cell
        return
    if match.group("text").strip(" -–"):
        yield _Cell(match.group("text").rstrip(), cell.start, cell.start + len(match.group("text").rstrip()))
    offset = cell.start + match.start("figures")
    for figure in _FIGURE.finditer(match.group("figures"), timeout=TIMEOUT):
        yield _Cell(figure.group(), offset + figure.start(), offset + figure.end())


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text, timeout=TIMEOUT))


def _is_part(text: str) -> bool:
    """Whether a figure says whose part it is: "655 (CAPH)"."""
    return _is_figure(text) and bool(_PART.search(text, timeout=TIMEOUT))


def _parted(cells: list[_Cell], columns: list[str], among: Collection[str]) -> dict[str, tuple[int, int]]:
    """Where each column's value of a row begins and ends in the text."""
    words = [cell for cell in cells if not _is_figure(cell.text)]
    figures = [cell for cell in cells if _is_figure(cell.text)]
    found: dict[str, tuple[int, int]] = {}
    names = words
    if "communes" in columns and len(words) > 1:
        before = columns.index("communes") < columns.index("neighbourhood")
        cut = _commune_cut(words, among, before)
        communes, names = (words[:cut], words[cut:]) if before else (words[cut:], words[:cut])
        if communes:
            found["communes"] = communes[0].start, communes[-1].end
    if names:
        found["neighbourhood"] = names[0].start, names[-1].end
    split = [cell for cell in figures if _is_part(cell.text)]
    rest = [cell for cell in figures if cell not in split]
    order = [name for name in columns if name in ("population", "income")]
    if len(split) > 1 and "population" in order:
        found["population"] = split[0].start, split[-1].end
        order.remove("population")
    found.update({name: (cell.start, cell.end) for name, cell in zip(order, rest, strict=False)})
    return found


def _commune_cut(words: list[_Cell], among: Collection[str], before: bool) -> int:
    """Where the name ends and the communes begin, or the other way round: as many pieces as make communes."""
    cuts = range(1, len(words)) if not before else range(len(words) - 1, 0, -1)
    for cut in cuts:
        joined = " ".join(cell.text for cell in (words[:cut] if before else words[cut:]))
        parts = [part.strip(" .") for part in regex.split(r",|\set\s|\s[-–/]\s", joined, timeout=TIMEOUT)]
        known = [part for part in parts if part and not part.startswith("territoire")]
        if known and all(is_commune(part, among) for part in known):
            return cut
    return len(words) - 1 if not before else 1
