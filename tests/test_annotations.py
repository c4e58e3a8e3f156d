"""What stands in form fields is read as the page's own text, by both engines; what is hidden is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.opening import open_document
from extract.options import Engine

FIELDS = {"Intitulé de l'action :": "Ouvrir un atelier de couture", "Porteur :": "Régie de quartier du Lac"}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A page of labels with a form field beside each, and one that is hidden."""
    path = tmp_path / "form.pdf"
    canvas = Canvas(str(path))
    for row, (label, value) in enumerate(FIELDS.items()):
        canvas.drawString(50, 750 - 60 * row, label)
        canvas.acroForm.textfield(name=label, value=value, x=200, y=742 - 60 * row, width=250, height=20, borderWidth=0)
    canvas.acroForm.textfield(name="secret", value="Brouillon", x=200, y=400, annotationFlags="hidden")
    canvas.linkURL("https://exemple.invalid", (50, 300, 150, 320))
    canvas.save()
    return path


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_form_fields_are_text_of_their_page(form: Path, engine: Engine) -> None:
    document = open_document(form, engine)
    words = {word.text: word for word in document.page(1).words}
    assert {"couture", "Régie", "Lac"} <= set(words) and "Brouillon" not in words
    assert abs(words["Ouvrir"].bottom - words["Intitulé"].bottom) < 5 and words["Ouvrir"].x0 > 199
    assert "Régie de quartier du Lac" in document.text(1)
    document.close()
