"""A text file as pages of lines, and the way from there to the record."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from extract.assembling import assemble, note_runs
from extract.commitments.writing import with_commitments
from extract.contract import read_contract_facts
from extract.contract.reads import Source as FactSource
from extract.errors import InputError
from extract.facts import Facts, read_facts
from extract.fields import Note
from extract.glyphs import SOFT_HYPHEN, UNKNOWN, plain
from extract.labelling import find_labels
from extract.layout import Layout, Line
from extract.levels import read_scale
from extract.limits import Limits
from extract.outline import read_outline
from extract.outline.lines import PlainLine
from extract.outline.numbers import number_of
from extract.outline.writing import action_texts, with_outline
from extract.pages import BLACK, Page, Word
from extract.parts import added_in_time, in_time
from extract.routing import LONG_FOOTER, Routes, plain_line, route
from extract.segmenting import PageRead
from extract.textprogramme import read_text_programme
from extract.textsheets import read_text_sheets
from extract.values import Piece, Vocabulary
from models.ner import find_entities
from models.record import Record, Source
from patterns import regexes as regex
from patterns.folding import TIMEOUT
from patterns.vocabulary import names_contract

WIDTH = 100_000.0
"""A text page is so wide that no two labels seem to stand side by side on it."""
FIRST_LINES = 400
"""The contract names itself within its first lines."""

_WORD = regex.compile(r"\S+")
_LIST_NUMBER = regex.compile(r"\d{1,2}[.)](?=\p{L})")


@dataclass(frozen=True)
class TextLine:
    """A line of the file as it stands: its number from 1, its text, and how many blank lines precede it."""

    number: int
    raw: str
    blanks: int

    @property
    def ends_wide(self) -> bool:
        """Whether two spaces or more end the line: many converters leave them at a paragraph's end."""
        return self.raw.endswith("  ")

    @property
    def indent(self) -> int:
        """Spaces before the first word."""
        return len(self.raw) - len(self.raw.lstrip(" "))


def read_text_contract(path: Path, ner: bool = True, limits: Limits | None = None) -> Record:
    """The record of a contract given as text, such as a PDF-to-text tool leaves; with `ner`, with its mentions.

    Raises InputError where the file is not there, empty, over a limit or in no known encoding.
    """
    data, notes, pages, plain = _file(path, limits or Limits())
    routes = _with_footers(route(plain), pages)
    vocabulary = Vocabulary.of(plain)
    read = [read_text_page(number, lines, routes) for number, lines in enumerate(pages, 1)]
    sheets = in_time(lambda: read_text_sheets(read, pages, routes, vocabulary), "sheets", notes) or []
    body = [line for page in pages for line in page if not _is_footer(line, routes)]
    objectives = in_time(lambda: read_text_programme(body, vocabulary), "programme", notes) or []
    actions = [*(sheet for sheet in sheets if sheet.number or not objectives), *objectives]
    skipped = frozenset(n for action in actions if action.kind == "sheet" for n in action.pages)
    for action in actions:
        action.pages = []
        action.notes = [note._replace(page=None) for note in action.notes]  # a text file has lines, not pages
    first = [line for page in read[:6] for line in page.layout.lines][:FIRST_LINES]
    running = [line for page in read for i, line in enumerate(page.layout.lines) if i not in set(page.lines)]
    first = [*first[:12], *running[:3], *first[12:]]
    facts = in_time(lambda: read_facts(first, vocabulary, plain), "contract's title", notes) or Facts()
    source = Source(
        file_name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/plain",
        pages=None,
        text_layer="native",
    )
    note_runs(actions)
    scale = read_scale(action.priority_value for action in actions)
    finder = find_entities if ner else None
    more = read_contract_facts(
        facts.territory.text if facts.territory else None,
        facts.kind,
        _seen(pages, plain, read, skipped, vocabulary),
        finder,
    )
    record = assemble(source, facts, more, actions, notes, scale, plain, finder)

    def with_chapters(record: Record) -> Record:
        lines = plain_lines(pages, routes)
        outline = read_outline(lines, action_texts(record.evidence, lines))
        record = with_outline(record, outline, vocabulary)
        return added_in_time(
            lambda it: with_commitments(it, outline, vocabulary, plain, finder=finder), record, "commitments"
        )

    return added_in_time(with_chapters, record, "outline")


def plain_lines(pages: Sequence[Sequence[TextLine]], routes: Routes) -> list[PlainLine]:
    """The lines of a text file without its footers; a chapter's title stays where it stands first."""
    seen: set[str] = set()
    found = []
    for page, lines in enumerate(pages, 1):
        for index, line in enumerate(lines):
            if _is_footer(line, routes):
                number = number_of(line.raw)
                title = plain_line(line.raw)
                if number is None or number.form != "top" or title in seen:
                    continue
                seen.add(title)
            found.append(PlainLine(page, index, line.raw, line.number))
    return found


def _seen(
    pages: Sequence[Sequence[TextLine]],
    plain: Sequence[str],
    read: Sequence[PageRead],
    skipped: frozenset[int],
    vocabulary: Vocabulary,
) -> FactSource:
    """The file as the readers of the contract's facts see it."""

    def locate(number: int, start: int, end: int) -> list[Piece]:
        text = plain[number - 1]
        first = text.count("\n", 0, start)
        lines = enumerate(text[start:end].split("\n"), first)
        return [
            Piece(" ".join(line.split()), None, None, pages[number - 1][i].number) for i, line in lines if line.strip()
        ]

    return FactSource(plain, lambda number: read[number - 1], locate, vocabulary, skipped, has_geometry=False)


def text_page_reads(path: Path) -> list[PageRead]:
    """The pages of a text file with their labels, for a look at them.

    Raises InputError where the file is not there, empty, or in no known encoding.
    """
    _, _, pages, plain = _file(path, Limits())
    routes = _with_footers(route(plain), pages)
    return [read_text_page(number, lines, routes) for number, lines in enumerate(pages, 1)]


class _File(NamedTuple):
    data: bytes
    notes: list[Note]
    pages: list[list[TextLine]]
    plain: list[str]


def _file(path: Path, limits: Limits) -> _File:
    """A text file's bytes, its lines by page, and each page as plain text."""
    data = _bytes(path, limits)
    text, notes = _decoded(data, path)
    pages = text_pages(text)
    limits.check_pages(path, len(pages))
    plain = ["\n".join(line.raw for line in page) for page in pages]
    if not any(page.strip() for page in plain):
        raise InputError(f"{path}: no text on any page. Give the contract's PDF, or its text.")
    return _File(data, notes, pages, plain)


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        limits.check_size(path)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: not there. Check the path.") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror}). Check its rights.") from error
    if not data.strip():
        raise InputError(f"{path}: empty file. Get it again from its source.")
    if data.startswith(b"%PDF-"):
        raise InputError(f"{path}: a PDF under the name of a text file. Rename it to end in .pdf.")
    return data


def _decoded(data: bytes, path: Path) -> tuple[str, list[Note]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    if b"\0" not in data:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            pass
        else:
            return text, [Note("encoding-guessed", None, None, "The text is not UTF-8; it was read as Windows-1252.")]
    raise InputError(f"{path}: neither UTF-8 nor Windows-1252 text. Save it as UTF-8.")


def text_pages(text: str) -> list[list[TextLine]]:
    """The file's lines by page: parted at form feeds, else where a converter left a space in their place.

    Such a converter sets blank lines between lines of text; a page begins with one space, right after text.
    """
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fed = "\f" in text
    pages: list[list[TextLine]] = [[]]
    blanks = 0
    for number, row in enumerate(rows, 1):
        begins = not fed and _begins_page(rows, number - 1)
        for k, part in enumerate(row.split("\f")):
            if (begins or k) and pages[-1]:
                pages.append([])
            raw = _plain(part)[1:] if begins else _plain(part)
            if raw.strip():
                pages[-1].append(TextLine(number, raw, blanks))
                blanks = 0
        blanks += not row.strip()
    return pages


def _plain(row: str) -> str:
    """A row without control and private-use characters; bullets of symbol fonts become "•"."""
    text = plain(row, "").replace(UNKNOWN, "")
    return text.removesuffix(SOFT_HYPHEN).replace(SOFT_HYPHEN, "") + ("-" if text.endswith(SOFT_HYPHEN) else "")


def _begins_page(rows: Sequence[str], i: int) -> bool:
    row = rows[i]
    return i > 0 and row.startswith(" ") and bool(row.strip()) and bool(rows[i - 1].strip())


def read_text_page(number: int, lines: Sequence[TextLine], routes: Routes) -> PageRead:
    """A text page with its labels: columns count characters, rows count lines that are not blank."""
    layout_lines = []
    for row, line in enumerate(lines):
        words = _words(line, row)
        layout_lines.append(Line(tuple(words), number, None, line.number))
    page = Page(number, WIDTH, float(len(lines) + 1), (), (), ())
    layout = Layout(page, (), tuple(layout_lines))
    kept = tuple(i for i, line in enumerate(lines) if not _is_footer(line, routes))
    hits = tuple(hit for hit in find_labels(layout.lines) if set(hit.lines) <= set(kept))
    return PageRead(number, layout, hits, kept)


def _with_footers(routes: Routes, pages: Sequence[Sequence[TextLine]]) -> Routes:
    """The routes with the footers that a converter left inside a page: long, repeated, naming the contract."""
    seen = Counter(plain_line(line.raw) for page in pages for line in page if len(line.raw.split()) >= LONG_FOOTER)
    footers = {text for text, count in seen.items() if count > 1 and names_contract(text)}
    return replace(routes, running=routes.running | footers)


def _is_footer(line: TextLine, routes: Routes) -> bool:
    return plain_line(line.raw) in routes.running


def _words(line: TextLine, row: int) -> list[Word]:
    words: list[Word] = []
    for match in _WORD.finditer(line.raw, timeout=TIMEOUT):
        glued = _LIST_NUMBER.match(match.group(), timeout=TIMEOUT) if not words else None
        cut = glued.end() if glued else 0
        for start, end in ((0, cut), (cut, len(match.group()))):
            if end > start:
                left = float(match.start() + start)
                right = float(match.start() + end)
                words.append(
                    Word(
                        match.group()[start:end],
                        left,
                        float(row),
                        right,
                        row + 1.0,
                        1.0,
                        "",
                        False,
                        BLACK,
                        True,
                        start > 0,
                    )
                )
    return words
