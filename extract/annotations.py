"""Text in form fields and notes on the page: drawn into the page, so that it is read as the page's own."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)  # what is odd about a file is said in its record

TEXT_BEARING = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})
"""Kinds of annotation that show text on the page; links, highlights and pop-up notes do not."""


def prepare(pdf: pypdfium2.PdfDocument) -> None:
    """Have the form fields of a document drawn, where it has any: before its pages are opened."""
    if pdf.get_formtype() != raw.FORMTYPE_NONE:
        pdf.init_forms()


def bears_text(page: Any) -> bool:
    """Whether a page, by pdfium's handle, has fields or notes that show text."""
    return any(_kind(page, k) in TEXT_BEARING for k in range(raw.FPDFPage_GetAnnotCount(page)))


def draw_in(pdf: pypdfium2.PdfDocument, number: int) -> None:
    """Draw a page's fields and notes into its content, for who opens it after.

    What is hidden, or is no form's and has no appearance, is not drawn: no reader of pdfium's shows it.
    """
    page = pdf[number - 1]
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()


def drawn_in_file(path: Path, password: str | None) -> BytesIO | None:
    """The file with fields and notes drawn into its pages; None where it has none, or pdfium cannot open it."""
    try:
        pdf = pypdfium2.PdfDocument(path, password=password)
    except pypdfium2.PdfiumError:
        return None
    prepare(pdf)
    changed = False
    for number in range(1, len(pdf) + 1):
        page = raw.FPDF_LoadPage(pdf.raw, number - 1)
        bearing = page and bears_text(page)
        if page:
            raw.FPDF_ClosePage(page)
        if bearing:
            draw_in(pdf, number)
            changed = True
    target = BytesIO()
    if changed:
        pdf.save(target, flags=raw.FPDF_REMOVE_SECURITY)
    pdf.close()
    return target if changed else None


def _kind(page: Any, index: int) -> int:
    annotation = raw.FPDFPage_GetAnnot(page, index)
    kind: int = raw.FPDFAnnot_GetSubtype(annotation)
    raw.FPDFPage_CloseAnnot(annotation)
    return kind
