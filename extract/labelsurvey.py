"""The lines of a document that look like labels, and what the label words make of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extract.errors import InputError
from extract.labelling import BULLETS, MOST_LABEL_WORDS, LabelHit
from extract.layout import Line, joined
from extract.opening import open_document
from extract.options import Engine, ScanOptions
from extract.pages import Document, Word
from extract.reading import read_document
from extract.routing import is_page_number, plain_line
from extract.segmenting import PageRead
from patterns import regexes as regex
from patterns.folding import TIMEOUT, key
from patterns.labels import label_book

ALMOST = 0.3
"""A text is almost a label where at most this share of its letters differs."""
SAME_X, SAME_Y = 3.0, 8.0
"""Points within which two lines stand at the same place of their pages."""
FEWEST_LETTERS = 3
"""Letters that a label has at least."""
LARGEST_CELL = 3
"""Lines of the longest label in a cell."""

NUMBER_AFTER = 3
"""Words of the longest label that a number follows without a colon ("Fiche action n° 3")."""
MOST_SHOWN = 60
"""Characters of a line in the table."""

_NUMBER = regex.compile(r"(?:n°)?[A-Z]?\d{1,2}(?:[.-]\d{1,2})*[.:)]?", regex.IGNORECASE)

Status = Literal["label", "almost", "unknown"]


class LabelLine(NamedTuple):
    """A line that looks like a label.

    `text` is how it is first written, `times` how often it stands in the document. `field` and
    `phrase` are those of the label it was taken for (`status` is "label") or is nearest to;
    `distance` is the number of letters that differ from that phrase. A line far from every label
    is "unknown": it has the nearest phrase and no field. `signs` say what is label-like.
    """

    text: str
    times: int
    first_page: int
    status: Status
    field: str | None
    phrase: str | None
    distance: int | None
    signs: tuple[str, ...]


class Nearest(NamedTuple):
    """The known label that a text is most like, and how many letters differ."""

    field: str
    phrase: str
    distance: int
    almost: bool


class Candidate(NamedTuple):
    """One place of a label-like text: its lines on the page, and the field where it was understood."""

    text: str
    lines: tuple[Line, ...]
    signs: frozenset[str]
    field: str | None
    phrase: str | None


def labels_table(
    path: Path, *, engine: Engine = "pdfium", password: str | None = None, scans: ScanOptions | None = None
) -> list[LabelLine]:
    """List every label-like line of a PDF or a text file, the most frequent first.

    Raises InputError where the file cannot be read.
    """
    if path.suffix.lower() == ".txt":
        from extract.textfile import text_page_reads

        return survey(text_page_reads(path))
    document = open_pdf(path, engine, password, scans)
    try:
        _, reading = read_document(document, path, ner=False)
        pages = [page for n in range(1, document.page_count + 1) if (page := reading.page(n))]
        return survey(pages)
    finally:
        document.close()


def table_text(lines: Sequence[LabelLine]) -> str:
    """Set the lines as a plain table: times, first page, whether understood, field, text, signs."""
    heading = ("times", "page", "understood", "field", "line", "looks like a label by")
    cells = [
        (
            str(line.times),
            str(line.first_page),
            _verdict(line),
            line.field or "-",
            _short(line.text),
            ", ".join(line.signs),
        )
        for line in lines
    ]
    widths = [max(len(row[k]) for row in (heading, *cells)) for k in range(len(heading))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_table_row(row, widths) for row in (heading, rule, *cells))


def _table_row(row: Sequence[str], widths: Sequence[int]) -> str:
    """Set one row of the table: two columns of figures, then words."""
    cells = [
        cell.rjust(width) if k < 2 else cell.ljust(width)
        for k, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _verdict(line: LabelLine) -> str:
    if line.status == "almost":
        return f"almost: {line.phrase} ({line.distance})"
    if line.status == "label":
        return f"yes: {line.phrase}" if line.distance else "yes"
    return "no"


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def open_pdf(path: Path, engine: Engine, password: str | None, scans: ScanOptions | None = None) -> Document:
    """Open a PDF for a look at it. Raises InputError, for a text file too."""
    if path.suffix.lower() == ".txt" and path.is_file():
        raise InputError(f"{path}: a text file, and inspect draws PDFs. Give the contract as a PDF.")
    return open_document(path, engine, password, scans)


def survey(pages: Sequence[PageRead]) -> list[LabelLine]:
    """List every label-like line of some pages, the most frequent first."""
    found = [(page, candidate) for page in pages for candidate in (*candidates(page), *_running(page))]
    places = _repeated(found)
    groups: dict[str, list[tuple[PageRead, Candidate]]] = defaultdict(list)
    for page, candidate in found:
        repeats = _place(candidate) in places
        if candidate.signs or repeats:
            marked = candidate._replace(signs=candidate.signs | {"repeats"}) if repeats else candidate
            groups[plain_line(candidate.text.rstrip(" :"))].append((page, marked))
    lines = [_line(group) for group in groups.values()]
    return sorted(lines, key=lambda line: (-line.times, line.first_page, line.text))


def candidates(page: PageRead) -> Iterator[Candidate]:
    """Give the lines of a page that a label may stand on; those without a sign may still repeat."""
    known = {i: hit for hit in page.hits for i in hit.lines}
    mostly_bold = 2 * sum(page.line(i).bold for i in page.lines) > len(page.lines)
    cells = _small_cells(page)
    seen: set[int] = set()
    for i in page.lines:
        if i in seen:
            continue
        hit = known.get(i)
        if hit:
            seen.update(hit.lines)
            yield _understood(page, hit)
            continue
        cell = page.line(i).cell
        whole = cells.get(cell) if cell is not None else None
        if whole and not set(whole) & set(known):
            seen.update(whole)
            yield from _of_lines([page.line(k) for k in whole], mostly_bold, {"alone in its cell"})
        else:
            yield from _of_lines([page.line(i)], mostly_bold, set())


def _running(page: PageRead) -> Iterator[Candidate]:
    """Give the lines that were left out as running titles: a label nobody knows may be among them."""
    kept = set(page.lines)
    for i, line in enumerate(page.layout.lines):
        if i not in kept and not is_page_number(line.text):
            yield from _of_lines([line], page_bold=True, signs={"running line"})


def nearest_label(text: str) -> Nearest | None:
    """Find the known label that a text is most like; None for a text without telling words."""
    tokens = key(text)
    word = "".join(tokens)
    phrases = label_book().phrases
    if not word:
        return None
    name, distance, _ = process.extractOne(word, phrases.keys(), scorer=OSA.distance)
    close = distance <= ALMOST * len(word)
    if not close:
        inside = [known for known in phrases if len(known) >= 5 and word.startswith(known)]
        if inside:  # "Partenaires de la démarche" begins with a known label
            name = max(inside, key=len)
            distance, close = len(word) - len(name), len(name) > ALMOST * len(word)
    return Nearest(phrases[name].field, phrases[name].phrase, int(distance), close)


def _understood(page: PageRead, hit: LabelHit) -> Candidate:
    lines = tuple(page.line(i) for i in hit.lines)
    last = lines[-1].cut(0, hit.value_from) or lines[-1]
    label = (*lines[:-1], last)
    text = " ".join(line.text for line in label).strip(f" {BULLETS}")
    return Candidate(text, label, frozenset(_signs(label, page_bold=False) | {"known"}), hit.field, hit.phrase)


def _of_lines(lines: Sequence[Line], page_bold: bool, signs: set[str]) -> Iterator[Candidate]:
    """Give the label-like start of some lines that no label was found on."""
    part = [*lines[:-1], _head(lines[-1], alone=len(lines) == 1)]
    text = " ".join(line.text for line in part).strip(f" {BULLETS}")
    words = text.split()
    if not words or len(words) > MOST_LABEL_WORDS or not text[0].isupper():
        return
    few = sum(c.isalpha() for c in text) < FEWEST_LETTERS and "°" not in text
    if few or text.endswith((".", ",", ";")):
        return
    signs = signs | _signs(part, page_bold)
    in_cell = "alone in its cell" in signs
    match = label_book().match(text.rstrip(" :"), column=in_cell) if signs else None
    yield Candidate(
        text, tuple(part), frozenset(signs), match.field if match else None, match.phrase if match else None
    )


def _head(line: Line, *, alone: bool) -> Line:
    """Cut the line after its colon, before its number or after its bold start; else give it whole."""
    words = line.words[: MOST_LABEL_WORDS + 2]
    for end, word in enumerate(words, 1):
        if word.text.endswith(":"):
            return line.cut(0, end) or line
        if 1 < end <= NUMBER_AFTER + 1 and _NUMBER.fullmatch(word.text, timeout=TIMEOUT):
            return line.cut(0, end - 1) or line
    bold = _bold_start(line.words)
    return (line.cut(0, bold) or line) if alone and 0 < bold < len(line.words) else line


def _bold_start(words: Sequence[Word]) -> int:
    return next((i for i, word in enumerate(words) if not word.bold), len(words))


def _signs(lines: Sequence[Line], page_bold: bool) -> set[str]:
    """Tell what makes some lines look like a label."""
    text = " ".join(joined(line.words) for line in lines)
    signs = set()
    if text.endswith(":"):
        signs.add("colon")
    if all(line.bold for line in lines) and not page_bold:
        signs.add("bold")
    if text.isupper() and sum(c.isalpha() for c in text) > FEWEST_LETTERS:
        signs.add("capitals")
    return signs


def _small_cells(page: PageRead) -> dict[int, list[int]]:
    """Find the lines of each cell that holds a few words and nothing else."""
    held: dict[int, list[int]] = defaultdict(list)
    for i in page.lines:
        cell = page.line(i).cell
        if cell is not None:
            held[cell].append(i)
    return {
        cell: lines
        for cell, lines in held.items()
        if len(lines) <= LARGEST_CELL and sum(len(page.line(i).words) for i in lines) <= MOST_LABEL_WORDS
    }


def _place(candidate: Candidate) -> tuple[str, int, int]:
    line = candidate.lines[0]
    return plain_line(candidate.text), round(line.x0 / SAME_X), round(line.top / SAME_Y)


def _repeated(found: Sequence[tuple[PageRead, Candidate]]) -> set[tuple[str, int, int]]:
    """Find the places at which a text stands on two pages or more."""
    pages: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for page, candidate in found:
        pages[_place(candidate)].add(page.number)
    return {place for place, numbers in pages.items() if len(numbers) > 1}


def _line(group: Sequence[tuple[PageRead, Candidate]]) -> LabelLine:
    """Make one row of the table for all places of one text."""
    page, first = min(group, key=lambda pair: pair[0].number)
    signs = Counter(sign for _, candidate in group for sign in candidate.signs - {"known"})
    ranked = sorted(signs.items(), key=lambda item: (-item[1], item[0]))
    usual = tuple(sign for sign, count in ranked if 2 * count >= len(group))
    known = [candidate for _, candidate in group if candidate.field]
    text = first.text.rstrip(" :")
    if 2 * len(known) >= len(group):
        label = known[0]
        distance = OSA.distance("".join(key(text)), "".join(key(label.phrase or "")))
        return LabelLine(text, len(group), page.number, "label", label.field, label.phrase, int(distance), usual)
    near = nearest_label(text)
    if near is None:
        return LabelLine(text, len(group), page.number, "unknown", None, None, None, usual)
    status: Status = "almost" if near.almost else "unknown"
    field, phrase = (near.field, near.phrase) if near.almost else (None, near.phrase)
    return LabelLine(text, len(group), page.number, status, field, phrase, near.distance, usual)
