"""Family 3, forms: LibreOffice, ruled tables of two columns, sheets that run over one to three pages."""

from docx.document import Document as Doc
from docx.shared import Pt
from docx.table import _Cell

from corpus.recipes import word
from corpus.recipes.content import Action, PlanContract
from corpus.recipes.produce import office_pdf

LABEL_FILL = "D9E2F3"
WIDTHS = [4.6, 12.0]
#: What the blank sheet of the annex says in place of values.
BLANK = (
    ("Fiche action n°", "à compléter par l'équipe projet"),
    ("Intitulé de l'action", "une ligne au plus, commençant par un verbe"),
    ("Axe", "l'un des trois axes du contrat"),
    ("Pilote", "structure responsable"),
    ("Calendrier", "années de réalisation"),
    ("Indicateurs de suivi", "trois au plus"),
)

#: A row of a sheet: its label, its values, and how they are listed.
Row = tuple[str, list[str], str]


def _rows(action: Action) -> list[Row]:
    """Give the rows of a sheet, in the order of the form."""
    partners = action.shown("label_partners", "Partenaires associés")
    indicators = action.shown("label_indicators", "Indicateurs de suivi")
    pilot = "Pilote" if len(action.leads) == 1 else "Pilotes"
    return [
        ("Fiche action n°", [action.number], "Normal"),
        ("Intitulé de l’action", [action.title], "Normal"),
        ("Axe", [action.theme], "Normal"),
        ("Objectif stratégique", *_listed(action.strategic_orientations, "dash")),
        ("Objectif opérationnel", *_listed(action.operational_objectives, "bullet")),
        ("Priorité", [action.printed["priority"]], "Normal"),
        ("Public visé", [action.target_public], "Normal"),
        (pilot, list(action.leads), "Normal"),
        (partners, *_listed(action.partners, "bullet")),
        ("Descriptif", list(action.contents), "Normal"),
        ("Calendrier", [action.printed["calendar"]], "Normal"),
        ("Budget prévisionnel", [action.budget], "Normal"),
        (indicators, *_listed(action.indicators, "dash")),
    ]


def _listed(values: tuple[str, ...], how: str) -> tuple[list[str], str]:
    """Give the lines and the paragraph style of a list: one value alone stands without a mark."""
    if len(values) == 1:
        return list(values), "Normal"
    if how == "bullet":
        return list(values), "List Bullet"
    return [f"- {value}" for value in values], "Normal"


def _label(cell: _Cell, text: str) -> None:
    """Write a label cell: bold on a tint."""
    word.shade(cell, LABEL_FILL)
    word.write(cell.paragraphs[0], text, bold=True, size=11)


def _sheet(doc: Doc, rows: list[Row]) -> None:
    """One sheet: a ruled table whose rows may be cut by a page end."""
    table = doc.add_table(rows=0, cols=2, style="Table Grid")
    for label, lines, style in rows:
        left, right = word.new_row(table).cells
        _label(left, label)
        word.fill_cell(right, lines, style)
        right.paragraphs[-1].paragraph_format.space_after = Pt(8)
    word.keep_whole(table.rows[0])
    word.set_widths(table, WIDTHS)


def _sheets(doc: Doc, contract: PlanContract) -> None:
    """All the sheets, each on a new page but for the last axis, whose sheets follow one another."""
    theme, last = "", contract.themes()[-1]
    for action in contract.actions:
        if action.theme == theme == last:
            doc.add_paragraph()
        else:
            word.page_break(doc)
        if action.theme != theme:
            theme = action.theme
            doc.add_heading(f"Fiches de l’axe « {theme} »", level=2)
        _sheet(doc, _rows(action))


def _blank_sheet(doc: Doc) -> None:
    """Write the model sheet of the annex, which is no action."""
    doc.add_heading("Annexe 2 : modèle de fiche action", level=1)
    _sheet(doc, [(label, [f"({hint})"], "Normal") for label, hint in BLANK])


def draw(contract: PlanContract) -> bytes:
    """Draw the contract."""
    doc = word.new_document(contract, "Liberation Serif", 12)
    doc.styles["Normal"].paragraph_format.line_spacing = 1.3
    doc.styles["List Bullet"].font.name = "Liberation Serif"
    word.cover(doc, contract)
    headings = contract.frame.headings()
    word.contents_page(doc, [*headings, "Annexe 2 : modèle de fiche action"])
    word.prose(doc, contract.frame.front)
    _sheets(doc, contract)
    word.page_break(doc)
    word.prose(doc, contract.frame.back)
    _blank_sheet(doc)
    return office_pdf(word.saved(doc))
