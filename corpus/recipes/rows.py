"""Family 5, rows: reportlab, a landscape table, one action a row, years as a coloured grid."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from corpus.recipes.content import Action, Block, PlanContract, headings
from corpus.recipes.fonts import LIBERATION_SANS

FONT = LIBERATION_SANS
STUDY, WORK = colors.HexColor("#6FA8DC"), colors.HexColor("#93C47D")
PHASES = {"study": STUDY, "implementation": WORK}
YEARS = list(range(2015, 2021))
HEAD = ["N°", "Action", "Pilote", "Partenaires", "Indicateurs", "Priorité", *(str(y) for y in YEARS)]
WIDTHS = [w * mm for w in (12, 56, 37, 48, 48, 16, 9, 9, 9, 9, 9, 9)]
LEGEND = "Légende : bleu = études, vert = mise en œuvre. Les cellules blanches n'appellent pas d'intervention."


def _style(name: str, size: float, bold: bool = False, **more: Any) -> ParagraphStyle:
    """Give a paragraph style in the contract's font."""
    font = FONT.bold if bold else FONT.regular
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.2, **more)


def _cells(action: Action) -> list[object]:
    """Give the cells of one row; the years stay empty, their colour tells the phase."""
    cell = _style("cell", 10)
    item = _style("item", 10, leftIndent=7, bulletIndent=0)
    return [
        Paragraph(action.number, cell),
        Paragraph(escape(action.title), _style("title", 10, bold=True)),
        Paragraph(escape(action.leads[0]), cell),
        Paragraph(escape(", ".join(action.partners)), cell),
        [Paragraph(escape(text), item, bulletText="-") for text in action.indicators],
        "" if action.priority is None else str(action.priority),
        *("" for _ in YEARS),
    ]


def _colours(actions: list[Action]) -> list[Any]:
    """Give the table's style commands: rules, header, and the colour of each year that has a phase."""
    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.HexColor("#7F7F7F")),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#1F4E79")),
        ("TEXTCOLOR", (0, 0), (-1, 0), colors.white),
        ("FONT", (0, 0), (-1, 0), FONT.bold, 9),
        ("FONTSIZE", (6, 0), (-1, 0), 6.5),
        ("FONT", (5, 1), (5, -1), FONT.regular, 10),
        ("ALIGN", (5, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    for row, action in enumerate(actions, 1):
        for year in action.calendar:
            column = 6 + YEARS.index(year.year)
            style.append(("BACKGROUND", (column, row), (column, row), PHASES[year.phase or "study"]))
    return style


def _table(actions: list[Action]) -> Table:
    """Give the table of one theme, its header repeated and its rows cut where a page ends."""
    rows: list[list[object]] = [list(HEAD), *(_cells(action) for action in actions)]
    return Table(rows, WIDTHS, repeatRows=1, splitInRow=1, style=_colours(actions))


def _programme(contract: PlanContract) -> list[Flowable]:
    """Give a heading, a table and the legend's line for each theme."""
    parts: list[Flowable] = []
    for number, theme in enumerate(contract.themes(), 1):
        actions = [action for action in contract.actions if action.theme == theme]
        heading = Paragraph(escape(f"Thématique {number} – {theme}"), _style("theme", 14, bold=True))
        legend = Paragraph(LEGEND, _style("legend", 7))
        parts += [heading, Spacer(1, 4 * mm), _table(actions), Spacer(1, 2 * mm), legend, Spacer(1, 6 * mm)]
    return parts


def _prose(blocks: list[Block]) -> list[Flowable]:
    """Headings and paragraphs."""
    heading = _style("h", 14, bold=True, spaceBefore=12, spaceAfter=8)
    body = _style("p", 10.5, spaceAfter=6)
    return [Paragraph(escape(block.h1), heading) if block.h1 else Paragraph(escape(block.p), body) for block in blocks]


def _cover(contract: PlanContract) -> list[Flowable]:
    """Give the cover and a short table of contents on its own page."""
    big, small = _style("big", 26, bold=True, spaceAfter=14), _style("small", 14, spaceAfter=10)
    parts: list[Flowable] = [Spacer(1, 50 * mm), Paragraph(escape(contract.frame.title), big)]
    parts += [Paragraph(escape(text), small) for text in (contract.frame.subtitle, contract.frame.cover_lines[0])]
    parts += [PageBreak(), Paragraph("Sommaire", _style("toc", 14, bold=True, spaceAfter=10))]
    lines = headings(contract.frame.front) + [f"Thématique {n} – {t}" for n, t in enumerate(contract.themes(), 1)]
    lines += headings(contract.frame.back)
    parts += [Paragraph(f"{escape(x)} {'.' * (100 - len(x))} {n}", _style("l", 10)) for n, x in enumerate(lines, 3)]
    return [*parts, PageBreak()]


def draw(contract: PlanContract) -> bytes:
    """Draw the contract."""
    FONT.register()

    def footer(canvas: Canvas, document: BaseDocTemplate) -> None:
        """Draw the running footer and the page's number."""
        canvas.setFont(FONT.regular, 7)
        canvas.drawString(13 * mm, 8 * mm, contract.frame.footer)
        canvas.drawRightString(284 * mm, 8 * mm, str(document.page))

    size, buffer = landscape(A4), BytesIO()
    frame = Frame(12 * mm, 14 * mm, size[0] - 24 * mm, size[1] - 28 * mm)
    document = BaseDocTemplate(buffer, pagesize=size, title=contract.frame.title, invariant=1)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=footer))
    before, after = _prose(contract.frame.front), _prose(contract.frame.back)
    document.build([*_cover(contract), *before, PageBreak(), *_programme(contract), PageBreak(), *after])
    return buffer.getvalue()
