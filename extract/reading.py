"""The way through: a file to pages, blocks, zones, fields and the record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from extract.assembling import assemble, note_runs
from extract.calendar import SWATCH_WORDS, Legend, read_legend, read_swatches
from extract.commitments.writing import with_commitments
from extract.contract import read_contract_facts
from extract.contract.reads import Source as FactSource
from extract.contract.reads import locate_in
from extract.cutlabels import whole_labels
from extract.errors import InputError, PageError
from extract.facts import Facts, read_facts
from extract.fields import ActionRead, Context, Note, numbered_heading, right_margins
from extract.items import line_pitches
from extract.labelling import LabelHit, labels_of
from extract.labellooks import consistent
from extract.layout import Layout, Line, read_layout
from extract.leadtext import lead_texts
from extract.levels import read_scale
from extract.limits import Limits
from extract.opening import is_cut_short, open_document
from extract.options import Engine, ScanOptions
from extract.outline import read_outline
from extract.outline.lines import document_lines
from extract.outline.writing import action_texts, with_outline
from extract.pages import Document
from extract.parts import added_in_time, in_time
from extract.priorities import read_priority_legend
from extract.programme import Objective, read_programme
from extract.routing import SECTION_FIELDS, Routes, is_page_number, label_fields, may_hold_sheet, plain_line, route
from extract.rows import read_rows
from extract.rowsummaries import without_summaries
from extract.scans.document import ScanText
from extract.scans.telling import scan_notes, text_layer, with_scans
from extract.sectionmarks import find_marks
from extract.sections import give_themes, running_titles
from extract.segmenting import PageRead, find_blocks
from extract.sheets import read_blocks
from extract.values import Piece, Value, Vocabulary, value_of
from extract.yearcells import is_plain
from extract.zoning import Zone
from models.ner import find_entities
from models.record import Record, Source, TextLayer
from patterns.loading import Patterns, use
from patterns.vocabulary import Phase, phase_mentions

LARGE = 1.5
"""A number in type so many times as large as the text's is a sheet's, not the page's."""
MARGIN = 0.1
"""Running titles and footers stand within this share of the page's height from its top or bottom."""
LEGEND_LINES = 3
"""The words of one legend's phases stand at most so many lines apart."""
FIRST_PAGES = 4
"""The contract names itself on its cover or on its first pages."""


def read_contract(
    path: Path,
    *,
    engine: Engine = "pdfium",
    password: str | None = None,
    patterns: Patterns | Path | Sequence[Path] | None = None,
    ner: bool = True,
    scans: ScanOptions | None = None,
    limits: Limits | None = None,
) -> Record:
    """The record of one contract: a PDF, or a text file whose name ends in .txt.

    `patterns` are folders of a user's own pattern files, the last the strongest; without them those in
    use are gone by, which are the shipped ones unless `patterns.use` said otherwise. Without `ner` the model
    that finds names in prose is left out, and actions have no mentions. `scans` says whether and how scanned
    pages are read by OCR: without it, where Tesseract with French is installed. `limits` are those of a file.

    Raises InputError, with one line that says what is wrong and what to do, where nothing can be read, and
    PatternError where a pattern file is not of the expected form.
    """
    path = Path(path)
    with use(patterns):
        if path.suffix.lower() == ".txt":
            from extract.textfile import read_text_contract

            return read_text_contract(path, ner, limits)
        document = open_document(path, engine, password, scans, limits)
        try:
            return read_document(document, path, ner=ner)[0]
        finally:
            document.close()


@dataclass
class Reading:
    """A PDF on its way: its pages' texts, the pages read with geometry, and what went wrong."""

    document: Document
    texts: list[str]
    routes: Routes
    pages: dict[int, PageRead | None] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    labelled: dict[int, Labelled | PageError] = field(default_factory=dict)
    """Pages whose geometry was read with their text."""

    def page(self, number: int) -> PageRead | None:
        """A page with its layout and labels, read once; None where it fails."""
        if number not in self.pages:
            found = self.labelled.pop(number, None) or label_page(self.document, number)
            if isinstance(found, PageError):
                self.notes.append(_page_failed(found))
                self.pages[number] = None
            else:
                layout, labels = found
                kept = tuple(i for i, line in enumerate(layout.lines) if not is_running(line, layout, self.routes))
                hits = tuple(h for h in labels if set(h.lines) <= set(kept))
                self.pages[number] = PageRead(number, layout, hits, kept)
        return self.pages[number]


class Labelled(NamedTuple):
    """A page's layout, and every label on it."""

    layout: Layout
    hits: Sequence[LabelHit]


class PageSeen(NamedTuple):
    """A page at first sight: its plain text and the fields that its labels name.

    What is sure to be read is read with its geometry while the page is open.
    """

    text: str | PageError
    fields: frozenset[str] = frozenset()
    labelled: Labelled | PageError | None = None


def see_pages(document: Document, numbers: Iterable[int]) -> list[PageSeen]:
    """Pages that follow one another at first sight; it does not matter in how many runs a document's are seen."""
    seen: list[PageSeen] = []
    sheet = False
    for number in numbers:
        try:
            text = document.text(number)
            fields = label_fields(text)
        except (PageError, TimeoutError) as error:
            seen.append(PageSeen(error if isinstance(error, PageError) else _over_time(number)))
            sheet = False
            continue
        after, sheet = sheet, may_hold_sheet(fields, sheet)
        wanted = sheet or (after and bool(text.strip()))  # the page after a sheet is read too: it may run over
        seen.append(PageSeen(text, fields, label_page(document, number) if wanted else None))
    return seen


def label_page(document: Document, number: int) -> Labelled | PageError:
    """A page with its layout and labels, or why it cannot be read."""
    try:
        layout = read_layout(document.page(number))
        return Labelled(layout, labels_of(layout))
    except PageError as error:
        return error
    except TimeoutError:
        return _over_time(number)


def _over_time(number: int) -> PageError:
    return PageError(number, "a search for words in it took too long", "page-over-time")


def _page_failed(error: PageError) -> Note:
    return Note(error.code, None, error.number, f"Page {error.number} could not be read: {error.reason}")


def is_running(line: Line, layout: Layout, routes: Routes) -> bool:
    """Whether a line is a running title, a footer or a page number."""
    height = layout.page.height
    in_margin = line.bottom < MARGIN * height or line.top > (1 - MARGIN) * height
    numbered = line.cell is None and is_page_number(line.text) and line.size < LARGE * layout.text_size
    plain = plain_line(line.text)
    part = line.cell is None and _ends_one(plain, routes.running)
    return in_margin and (numbered or part or plain in routes.running)


def _ends_one(plain: str, running: frozenset[str]) -> bool:
    """Whether a line is an end of a running one: what stands left and right on a row is one line of text."""
    return bool(plain) and any(line.startswith(f"{plain} ") or line.endswith(f" {plain}") for line in running)


def read_document(
    document: Document, path: Path, seen: Sequence[PageSeen] | None = None, ner: bool = True
) -> tuple[Record, Reading]:
    """The record of an open PDF, and the pages and zones that it was read from.

    `seen` is what `see_pages` gave for its pages elsewhere, such as in other processes.
    """
    seen = see_pages(document, range(1, document.page_count + 1)) if seen is None else seen
    failed = [page.text for page in seen if isinstance(page.text, PageError)]
    texts = ["" if isinstance(page.text, PageError) else page.text for page in seen]
    notes = [_page_failed(error) for error in failed]
    _check_text(texts, path, notes)
    routes = route(texts, [page.fields for page in seen])
    reading = Reading(document, texts, routes, {error.number: None for error in failed}, notes)
    reading.labelled = {n: page.labelled for n, page in enumerate(seen, 1) if page.labelled}
    if is_cut_short(path):
        notes.append(
            Note(
                "file-damaged",
                None,
                None,
                "The file is cut or damaged; the pages that could be saved were read.",
            )
        )
    vocabulary = Vocabulary.of(texts)
    pages = consistent([page for n in _worth_reading(reading.routes) if (page := reading.page(n))])
    pages = whole_labels(pages)
    actions = in_time(lambda: read_actions(pages, reading, vocabulary), "actions", notes) or []
    facts = in_time(lambda: read_facts(_first_lines(reading), vocabulary, texts), "contract's title", notes) or Facts()
    source = source_of(path, document.page_count, text_layer(texts))
    scale = read_scale((action.priority_value for action in actions), _priority_legends(pages))
    note_runs(actions)
    above = lead_texts(texts, actions)
    skipped = frozenset(n for action in actions if action.kind == "sheet" for n in action.pages) - above.keys()
    finder = find_entities if ner else None
    seen_as = _seen(reading, above, skipped, vocabulary)
    more = read_contract_facts(facts.territory.text if facts.territory else None, facts.kind, seen_as, finder)
    record = assemble(source, facts, more, actions, notes, scale, texts, finder)

    def with_chapters(record: Record) -> Record:
        lines = document_lines(texts, reading.routes)
        outline = read_outline(lines, action_texts(record.evidence, lines), document, document.bookmarks())
        record = with_outline(record, outline, vocabulary, document)
        return added_in_time(
            lambda it: with_commitments(it, outline, vocabulary, texts, document, finder, reading.page),
            record,
            "commitments",
        )

    return with_scans(added_in_time(with_chapters, record, "outline"), texts), reading


def _seen(reading: Reading, above: Mapping[int, str], skipped: frozenset[int], vocabulary: Vocabulary) -> FactSource:
    """The document as the readers of the contract's facts see it: of a page with sheets what stands `above` them."""

    def locate(number: int, start: int, end: int) -> list[Piece]:
        return locate_in(reading.document, number, reading.texts[number - 1], start, end)

    texts = [above.get(n, text) for n, text in enumerate(reading.texts, 1)]
    return FactSource(texts, reading.page, locate, vocabulary, skipped)


def _check_text(texts: Sequence[str], path: Path, notes: list[Note]) -> None:
    bare = [n for n, text in enumerate(texts, 1) if not text.strip()]
    if len(bare) == len(texts):
        why = next((f"needs OCR. {text.unread}" for text in texts if isinstance(text, ScanText) and text.unread), None)
        raise InputError(f"{path}: no text on pages 1 to {len(texts)}: {why or 'needs OCR, or the pages are blank'}")
    notes += scan_notes(texts)
    told = {note.page for note in notes}
    notes += [
        Note("page-without-text", None, n, f"No text on page {n}: it is blank, or nothing on it could be read.")
        for n in bare
        if n not in told
    ]


def _worth_reading(routes: Routes) -> list[int]:
    """Pages that may hold something, each with the page after it: a sheet may run over."""
    wanted = set(routes.sheets)
    wanted |= {n + 1 for n in routes.sheets if n + 1 in routes.fields and n + 1 not in routes.dividers}
    return sorted(wanted)


def read_actions(pages: Sequence[PageRead], reading: Reading, vocabulary: Vocabulary) -> list[ActionRead]:
    """The actions of all families on the pages, in the document's order."""
    layouts: Mapping[int, Layout] = {page.number: page.layout for page in pages}
    context = Context(
        layouts,
        _legend(reading, layouts),
        vocabulary,
        line_pitches([page.layout for page in pages]),
        right_margins(layouts.values()),
        read_priority_legend(reading.texts, pages, reading.page),
    )
    objectives = read_programme(pages, vocabulary, context.pitches)
    taken = {n for objective in objectives for n in objective.pages}
    left = [page for page in pages if page.number not in taken]
    rows, row_lines = read_rows(left, context)
    left = [page.without(row_lines.get(page.number, set())) for page in left]
    marks = find_marks(left, vocabulary)
    headings = {
        page: {i for mark in marks if mark.page == page for i in mark.lines} for page in {m.page for m in marks}
    }
    blocks = find_blocks([page.without(headings.get(page.number, set())) for page in left])
    sheets = read_blocks(blocks, context, reading.zones, marks)
    _drop_plain_years(sheets)
    give_themes(sheets, _dividers(reading, vocabulary), running_titles(pages, vocabulary))
    for sheet in sheets:
        sheet.notes += [
            Note(
                "text-unassigned",
                None,
                value.pieces[0].page,
                f"No label takes the text “{_short(value.text)}”.",
            )
            for value in sheet.unclaimed
        ]
    if not context.legend and any(sheet.calendar.unknown_colours for sheet in sheets):
        reading.notes.append(
            Note(
                "legend-missing",
                None,
                None,
                "Years stand in coloured cells, and no legend says what the colours mean.",
            )
        )
    rows = without_summaries(rows, sheets)
    return sorted([*sheets, *rows, *map(_as_action, objectives)], key=lambda action: action.pages[0])


def _drop_plain_years(sheets: Sequence[ActionRead]) -> None:
    """Where years stand in colours and others in none, those in none are not planned.

    Without a legend the colours must tell the sheets apart: a year that is coloured in one is plain in another.
    """
    shown = [
        (year, colour)
        for sheet in sheets
        for year, colour in zip(sheet.calendar.calendar.years, sheet.calendar.colours, strict=False)
    ]
    plain = {year.year for year, colour in shown if is_plain(colour)}
    coloured = {year.year for year, colour in shown if not is_plain(colour)}
    if (plain and any(year.phase for year, _ in shown)) or plain & coloured:
        for sheet in sheets:
            sheet.calendar = sheet.calendar.coloured_only()


def _legend(reading: Reading, layouts: Mapping[int, Layout]) -> Legend:
    """What the contract's legend says: in words, else by swatches on its sheets or on a page that names both phases."""
    legend = read_legend(reading.texts, layouts.values())
    if legend.is_whole() or not any(page.fills for page in (layout.page for layout in layouts.values())):
        return legend
    found = dict(layouts)
    for number, text in enumerate(reading.texts, 1):
        if number not in found and _names_both_phases(text) and (page := reading.page(number)):
            found[number] = page.layout
    return replace(legend, swatches=read_swatches(found.values()))


def _names_both_phases(text: str) -> bool:
    """Whether short lines that stand close name both phases, as the words beside a legend's swatches do."""
    told: list[tuple[int, Phase]] = []
    for at, words in enumerate(filter(None, map(str.split, text.splitlines()))):
        phases = [phase for _, phase in phase_mentions(" ".join(words))] if len(words) <= 3 * SWATCH_WORDS else []
        told += [(at, phase) for phase in phases if len(words) <= SWATCH_WORDS or len(set(phases)) > 1]
    return any(one[1] != other[1] and other[0] - one[0] <= LEGEND_LINES for one, other in pairwise(told))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _dividers(reading: Reading, vocabulary: Vocabulary) -> dict[int, Value]:
    """The titles of pages that hold nothing else, by page."""
    values = {}
    for number in reading.routes.dividers:
        page = reading.page(number)
        value = _section_title(page, vocabulary) if page else None
        if value and number > 1:
            values[number] = value
    return values


def _section_title(page: PageRead, vocabulary: Vocabulary) -> Value | None:
    """What a page that parts sections says, less the label and number before it ("Thématique", "AXE 2")."""
    section = next((hit for hit in page.hits if hit.field in SECTION_FIELDS), None)
    if section is None:
        return value_of([page.line(i) for i in page.lines], vocabulary, "layout")
    rest = page.line(section.lines[-1]).cut(section.value_from)
    lines = [*([rest] if rest else []), *(page.line(i) for i in page.lines if i > section.lines[-1])]
    heading = numbered_heading(lines, vocabulary) if lines else None
    return heading.title._replace(method="layout") if heading else None


def _as_action(objective: Objective) -> ActionRead:
    return ActionRead(
        kind="programme_objective",
        number=objective.number,
        title=objective.title,
        theme=objective.axis.title if objective.axis else None,
        axis=objective.axis,
        programme_priority=objective.priority,
        lists=objective.lists,
        pages=objective.pages,
    )


def _first_lines(reading: Reading) -> list[Line]:
    """The lines of the cover, then running lines, then those of the first pages."""
    count = len(reading.texts)
    first = [page for n in range(1, min(FIRST_PAGES, count) + 1) if (page := reading.page(n))]
    cover = [line for page in first[:1] for line in page.layout.lines]
    running = [line for page in first for i, line in enumerate(page.layout.lines) if i not in set(page.lines)]
    return [*cover, *running[:3], *(line for page in first[1:] for line in page.layout.lines)]


def _priority_legends(pages: Sequence[PageRead]) -> Iterable[str]:
    for page in pages:
        for hit in page.hits:
            if hit.field == "priority":
                yield page.line(hit.lines[-1]).text


def source_of(path: Path, pages: int, layer: TextLayer) -> Source:
    """What the record says of a PDF."""
    return Source(
        file_name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        media_type="application/pdf",
        pages=pages,
        text_layer=layer,
    )
