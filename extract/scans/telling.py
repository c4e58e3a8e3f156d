"""What a record says of its scans: that OCR read them, where they are as shown, and of what it is not sure."""

from __future__ import annotations

from collections.abc import Sequence

from extract.fields import Note
from extract.pages import Box, Word
from extract.scans.document import ScanText
from extract.scans.turning import as_shown
from models.record import Evidence, Record, TextLayer, Warning

BADLY_READ = 0.15
"""A page is badly read where OCR is not sure of this share of its words."""


def scan_notes(texts: Sequence[str]) -> list[Note]:
    """What is to be said of the scans among a document's pages, given the text of every page in order."""
    notes = []
    for number, text in enumerate(texts, 1):
        if not isinstance(text, ScanText):
            continue
        if text.unread:
            notes.append(Note("scan-unread", None, number, f"Page {number} is a scan that was not read: {text.unread}"))
        elif len(text.unsure) > BADLY_READ * text.words:
            said = f"Page {number} is badly read: OCR is not sure of {len(text.unsure)} of its {text.words} words."
            notes.append(Note("ocr-unsure", None, number, said))
    return notes


def text_layer(texts: Sequence[str]) -> TextLayer:
    """Where the text of a document came from."""
    read = [isinstance(text, ScanText) and not text.unread for text in texts if text.strip()]
    if not any(read):
        return "native"
    return "ocr" if all(read) else "mixed"


def with_scans(record: Record, texts: Sequence[str]) -> Record:
    """The record whose evidence on scans says so and stands on the page as shown, with a warning for unsure values."""
    scans = {n: text for n, text in enumerate(texts, 1) if isinstance(text, ScanText) and not text.unread}
    if not scans:
        return record
    evidence, warnings = [], []
    told: set[str] = set()
    for row in record.evidence:
        scan = scans.get(row.page or 0)
        if scan is None or row.box is None:
            evidence.append(row)
            continue
        unsure = [word.text for word in scan.unsure if _holds(row.box, word)]
        if unsure and row.field not in told:
            told.add(row.field)
            warnings.append(_unsure(row, unsure))
        x0, top, x1, bottom = (round(side, 1) for side in as_shown(row.box, scan.turn, scan.width, scan.height))
        evidence.append(row.model_copy(update={"method": "ocr", "box": (x0, top, x1, bottom)}))
    return record.model_copy(update={"evidence": evidence, "warnings": [*record.warnings, *warnings]})


def _holds(box: Box, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] - 0.1 <= x <= box[2] + 0.1 and box[1] - 0.1 <= y <= box[3] + 0.1


def _unsure(row: Evidence, words: Sequence[str]) -> Warning:
    quoted = ", ".join(f"“{word}”" for word in words)
    return Warning(
        code="ocr-unsure", field=row.field, page=row.page, message=f"OCR is not sure of {quoted} in “{row.text}”."
    )
