"""Family 5, rows, varied: LibreOffice, a portrait table, a header of two levels, crosses in the years."""

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from corpus.recipes import word
from corpus.recipes.content import Action, PlanContract
from corpus.recipes.produce import office_pdf

YEARS = list(range(2015, 2021))
WIDTHS = [1.0, 3.9, 2.6, 3.2, 1.8, *[0.95] * 6]
#: The signs that the years are marked with: the writer of the second half had another keyboard.
CROSS, TICK = "X", "✓"


def _text(cell: _Cell, text: str, *, bold: bool = False, size: float = 9, colour: str = "") -> None:
    """Write a short text in a cell."""
    word.write(cell.paragraphs[0], text, bold=bold, size=size, colour=colour)


def _middle(cell: _Cell) -> None:
    """Centre what a cell holds."""
    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _header(table: Table) -> None:
    """Two rows: groups above, columns below; both stand again on each page."""
    top, low = table.rows[0], table.rows[1]
    above, below = top.cells, low.cells
    for column, text in ((0, "N°"), (1, "Intitulé de l'action"), (4, "Priorité")):
        _text(above[column].merge(below[column]), text, bold=True)
    _text(above[2].merge(above[3]), "Acteurs", bold=True)
    _text(above[5].merge(above[10]), "Calendrier", bold=True)
    for column, text in ((2, "Maître d'ouvrage"), (3, "Partenaires")):
        _text(below[column], text, bold=True)
    for column, year in enumerate(YEARS, 5):
        _text(below[column], str(year), bold=True, size=7)
    for row in (top, low):
        word.repeat_header(row)
        for cell in row.cells:
            word.shade(cell, "DDDDDD")
            _middle(cell)


def _axis(table: Table, number: int, theme: str) -> None:
    """Write a band over the whole width that names the axis."""
    cells = word.new_row(table).cells
    cell = cells[0].merge(cells[-1])
    word.shade(cell, "385723")
    _text(cell, f"Axe {number} : {theme}", bold=True, size=9.5, colour="FFFFFF")


def _row(table: Table, action: Action, sign: str) -> None:
    """One action."""
    cells = word.new_row(table).cells
    words = {1: "forte", 2: "moyenne", 3: "faible"}
    partners = " ; ".join(action.partners)
    texts = (action.number, action.title, action.leads[0], partners, words[action.priority or 3])
    for cell, text in zip(cells, texts, strict=False):
        _text(cell, text, bold=text == action.title)
    for year in action.calendar:
        cell = cells[5 + YEARS.index(year.year)]
        _text(cell, sign)
        _middle(cell)


def _table(doc: Doc, contract: PlanContract) -> None:
    """Write the whole plan in one table."""
    table = doc.add_table(rows=2, cols=11, style="Table Grid")
    _header(table)
    for number, theme in enumerate(contract.themes(), 1):
        _axis(table, number, theme)
        for action in (a for a in contract.actions if a.theme == theme):
            _row(table, action, CROSS if number < 3 else TICK)
    word.set_widths(table, WIDTHS)


def draw(contract: PlanContract) -> bytes:
    """Draw the contract."""
    doc = word.new_document(contract, "Liberation Sans", 10.5)
    doc.sections[0].left_margin = doc.sections[0].right_margin = Cm(1.4)
    doc.styles["Normal"].paragraph_format.space_after = Pt(6)
    doc.styles["Normal"].paragraph_format.widow_control = False
    word.cover(doc, contract)
    word.contents_page(doc, contract.frame.headings())
    word.prose(doc, contract.frame.front)
    doc.add_heading("Plan d'actions", level=1)
    _table(doc, contract)
    word.page_break(doc)
    word.prose(doc, contract.frame.back)
    return office_pdf(word.saved(doc))
