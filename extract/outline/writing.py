"""The outline as the record holds it, with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extract.assembling import evidence_rows
from extract.outline import Outline
from extract.outline.lines import Cut, Places, PlainLine, find_places, value_of_cuts
from extract.values import Vocabulary
from models.record import Chapter, Evidence, Record

SECTION_FIELDS = ("/theme", "/programme/axis/number", "/programme/axis/title")
"""What actions take from the headings above them."""


def action_texts(evidence: Iterable[Evidence], lines: Sequence[PlainLine]) -> dict[int, list[str]]:
    """The texts that actions were read from, by the page of the document's lines."""
    pages = {line.number: line.page for line in lines if line.number is not None}
    found: dict[int, list[str]] = defaultdict(list)
    for row in evidence:
        if row.field.startswith("/actions/") and not row.field.endswith(SECTION_FIELDS):
            page = row.page if row.line is None else pages.get(row.line)
            if page:
                found[page].append(row.text)
    return dict(found)


def with_outline(record: Record, outline: Outline, vocabulary: Vocabulary, source: Places | None = None) -> Record:
    """The record with the document's outline; `source` is the PDF that tells where headings stand."""
    cuts = [cut for chapter in outline.chapters for cut in (chapter.heading.number, *chapter.heading.title) if cut]
    places = find_places(cuts, source) if source else {}
    evidence = list(record.evidence)

    def read(field: str, cut: Sequence[Cut]) -> str:
        value = value_of_cuts(cut, places, vocabulary)
        evidence.extend(evidence_rows(field, value))
        return value.text

    def under(parent: int | None, at: str) -> list[Chapter]:
        found = []
        for k, i in enumerate(outline.under(parent)):
            heading, field = outline.chapters[i].heading, f"{at}/{k}"
            if heading.number:
                read(f"{field}/number", [heading.number])
            title = read(f"{field}/title", heading.title)
            page = heading.title[0].line.page if source else None
            chapters = under(i, f"{field}/chapters")
            found.append(Chapter(number=heading.written, title=title, page=page, chapters=chapters))
        return found

    return record.model_copy(update={"outline": under(None, "/outline"), "evidence": evidence})
