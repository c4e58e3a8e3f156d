"""Two families in one contract: reportlab, run-in sheets first, then a programme table of three columns."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
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
from corpus.recipes.fonts import LIBERATION_SERIF

FONT = LIBERATION_SERIF
HEAD = ("Priorités", "Objectifs opérationnels", "Mesures envisagées")
WIDTHS = [45 * mm, 53 * mm, 76 * mm]
INK = colors.HexColor("#4A235A")


def _style(name: str, size: float, cut: str = FONT.regular, **more: Any) -> ParagraphStyle:
    """Give a paragraph style in the contract's font."""
    return ParagraphStyle(name, fontName=cut, fontSize=size, leading=size * 1.25, **more)


def _run(label: str, text: str) -> list[Flowable]:
    """Give a bold label, without a colon, and its text; nothing where there is no text."""
    style = _style("run", 11, spaceAfter=4, alignment=4)
    return [Paragraph(f"<b>{label}</b> {escape(text)}", style)] if text else []


def _list(label: str, values: tuple[str, ...], mark: str) -> list[Flowable]:
    """Give a bold label and its values below, each after its mark; one alone runs in."""
    if len(values) == 1 and mark != "1)":
        return _run(label, values[0])
    item = _style("item", 11, leftIndent=24, bulletIndent=10, spaceAfter=2)
    parts: list[Flowable] = [Paragraph(f"<b>{label}</b>", _style("label", 11, spaceAfter=2))]
    for number, value in enumerate(values, 1):
        parts.append(Paragraph(escape(value), item, bulletText=mark.replace("1", str(number))))
    return [*parts, Spacer(1, 3)]


def _contents(values: tuple[str, ...]) -> list[Flowable]:
    """Give the contents: the first paragraph runs in, the others follow."""
    style = _style("run", 11, spaceAfter=4, alignment=4)
    return [*_run("Contenu de l'action", values[0]), *(Paragraph(escape(v), style) for v in values[1:])]


def _sheet(action: Action) -> list[Flowable]:
    """One sheet of run-in labels."""
    title = _style("title", 13, FONT.bold, spaceBefore=14, spaceAfter=5, textColor=INK, keepWithNext=1)
    return [
        Paragraph(escape(f"Fiche action n° {action.number} : {action.title}"), title),
        *_run("Niveau de priorité", str(action.priority)),
        *_run("Objectif stratégique", action.strategic_orientations[0]),
        *_list("Sous-objectifs", action.operational_objectives, "–"),
        *_contents(action.contents),
        *_run("Opérateur", action.leads[0]),
        *_list("Acteurs mobilisés", action.partners, "1)"),
        *_run("Échéance", action.shown("calendar", "")),
        *_list("Indicateurs de réalisation", action.indicators, "•"),
    ]


def _sheets(contract: PlanContract) -> list[Flowable]:
    """Give the sheets, under the heading of their axis."""
    parts: list[Flowable] = []
    sheets = [action for action in contract.actions if action.kind == "sheet"]
    for number, theme in enumerate(dict.fromkeys(action.theme for action in sheets), 1):
        parts.append(_heading(f"Axe {number} : {theme}"))
        for action in (a for a in sheets if a.theme == theme):
            parts += _sheet(action)
    return parts


def _heading(text: str) -> Paragraph:
    """Give a heading of the first level."""
    return Paragraph(escape(text), _style("h", 16, FONT.bold, spaceBefore=16, spaceAfter=8, keepWithNext=1))


def _programme_table(actions: list[Action]) -> Table:
    """Give the table of one axis: a priority stands once, in a cell as tall as its objectives."""
    cell, item = _style("cell", 9.5), _style("measure", 9.5, leftIndent=8, spaceAfter=2)
    rows: list[list[object]] = [[Paragraph(f"<b>{text}</b>", cell) for text in HEAD]]
    style: list[Any] = [
        ("BOX", (0, 0), (-1, -1), 0.7, colors.black),
        ("LINEBEFORE", (1, 0), (-1, -1), 0.7, colors.black),
        ("LINEABOVE", (1, 1), (-1, -1), 0.7, colors.black),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#E8DAEF")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    above = ""
    for row, action in enumerate(actions, 1):
        head = f"Priorité {action.programme_priority['number']} : {action.programme_priority['title']}"
        if head != above:
            style.append(("LINEABOVE", (0, row), (0, row), 0.7, colors.black))
        measures = [Paragraph(escape(text), item, bulletText="•") for text in action.contents]
        objective = Paragraph(escape(f"{action.number} {action.title}"), cell)
        rows.append([Paragraph(escape(head), cell) if head != above else "", objective, measures])
        above = head
    return Table(rows, WIDTHS, repeatRows=1, style=style)


def _programme(contract: PlanContract) -> list[Flowable]:
    """Give the axes that are given as a programme."""
    parts: list[Flowable] = []
    objectives = [action for action in contract.actions if action.kind != "sheet"]
    for theme in dict.fromkeys(action.theme for action in objectives):
        actions = [action for action in objectives if action.theme == theme]
        parts += [_heading(f"Axe {actions[0].axis['number']} : {theme}"), _programme_table(actions)]
    return parts


def _prose(blocks: list[Block]) -> list[Flowable]:
    """Headings and paragraphs."""
    body = _style("p", 11, spaceAfter=6, alignment=4)
    return [_heading(block.h1) if block.h1 else Paragraph(escape(block.p), body) for block in blocks]


def _cover(contract: PlanContract) -> list[Flowable]:
    """Give the cover and a table of contents."""
    big, small = _style("big", 27, FONT.bold, spaceAfter=16), _style("small", 15, spaceAfter=10)
    parts: list[Flowable] = [Spacer(1, 80 * mm), Paragraph(escape(contract.frame.title), big)]
    parts += [Paragraph(escape(text), small) for text in (contract.frame.subtitle, contract.frame.cover_lines[0])]
    axes = [f"Axe {n} : {theme}" for n, theme in enumerate(contract.themes(), 1)]
    lines = [*headings(contract.frame.front), *axes, *headings(contract.frame.back)]
    parts += [PageBreak(), _heading("Sommaire")]
    for page, line in enumerate(lines, 3):
        parts.append(Paragraph(f"{escape(line)} {'.' * (90 - len(line))} {page}", _style("l", 11)))
    return [*parts, PageBreak()]


def draw(contract: PlanContract) -> bytes:
    """Draw the contract."""
    FONT.register()

    def footer(canvas: Canvas, document: BaseDocTemplate) -> None:
        """Draw the running title above and the page's number below."""
        canvas.setFont(FONT.regular, 8)
        canvas.drawString(18 * mm, 285 * mm, contract.frame.footer)
        canvas.drawCentredString(105 * mm, 9 * mm, f"- {document.page} -")

    buffer = BytesIO()
    frame = Frame(16 * mm, 14 * mm, 178 * mm, 267 * mm)
    document = BaseDocTemplate(buffer, pagesize=A4, title=contract.frame.title, invariant=1)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=footer))
    parts = [*_cover(contract), *_prose(contract.frame.front), PageBreak(), *_sheets(contract), PageBreak()]
    document.build([*parts, *_programme(contract), PageBreak(), *_prose(contract.frame.back)])
    return buffer.getvalue()
