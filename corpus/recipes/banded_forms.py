"""Family 3, forms, varied: LibreOffice, bands of labels above their values, three side by side."""

from docx.document import Document as Doc
from docx.shared import Pt
from docx.table import Table, _Cell

from corpus.recipes import word
from corpus.recipes.content import Action, PlanContract
from corpus.recipes.produce import office_pdf

BAND, TITLE = "F4B183", "833C0B"
WIDTHS = [5.5, 5.6, 5.5]
LEVELS = ("haute", "moyenne", "basse")


def _band(cell: _Cell, text: str) -> None:
    """Write a label in a coloured band."""
    word.shade(cell, BAND)
    word.write(cell.paragraphs[0], text, bold=True, size=10)


def _across(table: Table, label: str, lines: list[str]) -> None:
    """Write a band over the whole width, and below it the value."""
    head, body = word.new_row(table), word.new_row(table)
    _band(head.cells[0].merge(head.cells[2]), label)
    word.fill_cell(body.cells[0].merge(body.cells[2]), lines)


def _three(table: Table, columns: dict[str, list[str]]) -> None:
    """Three labels side by side, and their values in the row below."""
    head, body = word.new_row(table).cells, word.new_row(table).cells
    for index, (label, lines) in enumerate(columns.items()):
        _band(head[index], label)
        word.fill_cell(body[index], lines)


def _boxes(level: int | None) -> list[str]:
    """Give the three priorities, each with its box, the chosen one ticked."""
    return [f"{'☒' if level == rank else '☐'} {name}" for rank, name in enumerate(LEVELS, 1)]


def _marked(values: tuple[str, ...]) -> list[str]:
    """Values with an arrow before each; one alone has none."""
    return list(values) if len(values) == 1 else [f"➢ {value}" for value in values]


def _partners(names: tuple[str, ...]) -> list[str]:
    """Give the partners as one sentence: "Ville, Département et Région"."""
    return [" et ".join((", ".join(names[:-1]), names[-1]))]


def _title(table: Table, action: Action) -> None:
    """Write the sheet's head, which stands again where the sheet runs over a page."""
    row = word.new_row(table)
    cell = row.cells[0].merge(row.cells[2])
    word.shade(cell, TITLE)
    word.write(cell.paragraphs[0], f"Fiche n° {action.number} : {action.title}", bold=True, colour="FFFFFF")
    word.repeat_header(row)


def _sheet(doc: Doc, action: Action, axis: int) -> None:
    """One sheet."""
    table = doc.add_table(rows=0, cols=3, style="Table Grid")
    _title(table, action)
    _across(table, "Axe", [f"Axe {axis} – {action.theme}"])
    _across(table, "Contexte", [action.context])
    _across(table, "Orientation", _marked(action.strategic_orientations))
    _across(table, "Objectifs opérationnels", _marked(action.operational_objectives))
    _across(table, "Modalités", list(action.contents))
    who = {"Pilote": [action.leads[0]], "Partenaires": _partners(action.partners)}
    _three(table, who | {"Calendrier": [action.printed["calendar"]]})
    _three(table, {"Public cible": [action.target_public], "Territoire": [action.places],
                   "Degré de priorité": _boxes(action.priority)})  # fmt: skip
    _three(table, {"Évaluation": _marked(action.indicators), "Coût prévisionnel": [action.budget],
                   "Plan de financement": [action.funding]})  # fmt: skip
    word.set_widths(table, WIDTHS)


def _summary(doc: Doc, contract: PlanContract) -> None:
    """Write the list of the sheets: the same actions, a first time, as rows."""
    table = doc.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("N°", "Intitulé de la fiche", "Pilote"), strict=True):
        _band(cell, text)
    for action in contract.actions:
        cells = word.new_row(table).cells
        for cell, text in zip(cells, (action.number, action.title, action.leads[0]), strict=True):
            word.fill_cell(cell, [text], size=10)
    word.set_widths(table, [1.2, 10.4, 5.0])


def draw(contract: PlanContract) -> bytes:
    """Draw the contract."""
    doc = word.new_document(contract, "DejaVu Sans", 10)
    doc.styles["Normal"].paragraph_format.line_spacing = 1.1
    doc.styles["Normal"].paragraph_format.space_after = Pt(5)
    word.cover(doc, contract)
    word.contents_page(doc, contract.frame.headings())
    word.prose(doc, contract.frame.front)
    _summary(doc, contract)
    for axis, theme in enumerate(contract.themes(), 1):
        word.page_break(doc)
        for action in (a for a in contract.actions if a.theme == theme):
            _sheet(doc, action, axis)
            doc.add_paragraph()
    word.page_break(doc)
    word.prose(doc, contract.frame.back)
    return office_pdf(word.saved(doc))
