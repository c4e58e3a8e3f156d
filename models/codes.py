"""The codes of warnings, with what each one says. The docs' table is made from this list."""

from __future__ import annotations

WARNING_CODES: dict[str, str] = {
    "no-action": "The document holds no action that could be read: it may be no contract.",
    "territory-unknown": "No territory was found on the cover, in the footer or on the first pages.",
    "period-unknown": "No period was found on the cover, in the footer or on the first pages.",
    "territory-without-code": "The official geographic code has no place of the territory's name.",
    "territory-ambiguous": "Several places bear the territory's name, and no department that is named tells which.",
    "neighbourhood-figures-differ": "Two places of the document give a neighbourhood other figures; the first stand.",
    "file-damaged": "The file is damaged; what could be saved of it was read.",
    "amount-unlikely": "A commitment's amount is likely a slip; it is kept as written.",
    "page-failed": "A page could not be read; the others were.",
    "page-over-time": "A page took too long and was given up; the others were read, and the next run tries again.",
    "page-without-text": "A page has no text: it is blank, or nothing on it could be read.",
    "scan-unread": "A page is a scan that was not read, because OCR is off or not installed.",
    "ocr-unsure": "OCR is not sure of a value's words, or of many words of a page.",
    "encoding-guessed": "A text file is not UTF-8 and was read as Windows-1252.",
    "label-without-value": "A label stands in the block, and nothing that could be its value.",
    "text-unassigned": "Text stands in the block that no label takes.",
    "title-missing": "No title was found in the block.",
    "list-number-empty": "A list ends in a number with nothing after it.",
    "list-number-missing": "A list's numbers leave one out.",
    "calendar-empty": "A calendar label stands on the page, with no year.",
    "calendar-without-start": "A duration is given, and no year to count from.",
    "colour-unknown": "A year's cell has a colour that the contract's legend does not name.",
    "legend-missing": "Years stand in coloured cells, and no legend says what the colours mean.",
    "action-number-missing": "The numbers of a theme's actions leave one out.",
    "action-number-repeated": "Two actions of one theme have the same number.",
    "correction-stale": "A reader's correction was left out: the value that it corrects is no longer what is read.",
    "correction-other-file": "Corrections stand beside the record, and were made for another file.",
    "priority-unclear": "The words beside a priority's label name no level.",
}
