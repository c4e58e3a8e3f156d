"""Small contracts drawn as PDF: a cover, a legend where there is one, and a card a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

HEIGHT = 842.0
BLUE, GREEN, PINK = "#2f6fb5", "#3f9b4f", "#d0408f"
LEGEND = (
    "Dans le calendrier, la partie bleue correspond à la phase d'étude et de faisabilité,",
    "la partie verte correspond à la mise en œuvre de l'action.",
)
PITCH = 13.0


@dataclass(frozen=True)
class Card:
    """One sheet, line by line as it is printed."""

    number: str = "Action n°1"
    title: str = "Ouvrir un atelier de couture"
    priority: str = "Niveau de priorité : 1"
    partner_label: str = "Acteurs et partenaires"
    partners: Sequence[str] = ("1. Ville de Clairbourg", "2. Mission locale")
    indicators: Sequence[str] = ("• Nombre de participants.", "• Heures d'ouverture.")
    orientation_label: str = "ORIENTATIONS STRATEGIQUES"
    orientations: Sequence[str] = ("• Rompre l'isolement.",)
    objective_label: str = "OBJECTIFS OPERATIONNELS"
    objectives: Sequence[str] = ("• Former dix couturières.",)
    contents: Sequence[str] = ("• Trouver un local.", "• Recruter une animatrice.")
    calendar_label: str = "Calendrier prévisionnel"
    years: Sequence[tuple[int, str]] = ((2015, BLUE), (2016, GREEN))


MODEL = Card(
    number="Action n°",
    title="Titre de l'action",
    priority="Niveau de priorité : de 1 à 3",
    partners=("Ceux qui prennent part à l'action.",),
    indicators=("Ce qui dira si elle réussit.",),
    orientations=("• Ce que vise le contrat.",),
    objectives=("• Ce que vise l'action.",),
    contents=("• Ce qui sera fait.",),
)
"""The sheet that shows how to read the others."""


class Pen:
    """Draws text and boxes by their distance from the page's top."""

    def __init__(self, path: Path) -> None:
        self.canvas = Canvas(str(path), pagesize=(595, HEIGHT), invariant=1)

    def text(self, x: float, top: float, text: str, size: float = 10, *, bold: bool = False) -> None:
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, HEIGHT - top - size, text)

    def lines(self, x: float, top: float, lines: Sequence[str], size: float = 10) -> float:
        for text in lines:
            self.text(x, top, text, size)
            top += PITCH
        return top

    def box(self, x0: float, top: float, x1: float, bottom: float, colour: str) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=0, fill=1)


def draw_contract(
    path: Path, cards: Sequence[Card], *, legend: Sequence[str] = LEGEND, prose: Sequence[str] = ()
) -> Path:
    """A contract of those cards; `prose` stands on a page of its own after the cover."""
    pen = Pen(path)
    pen.text(90, 220, "Contrat de ville 2015-2020", 26, bold=True)
    pen.text(200, 260, "Ville de Clairbourg", 18, bold=True)
    pen.canvas.showPage()
    for text in (legend, prose):
        if text:
            pen.lines(50, 100, text)
            pen.canvas.showPage()
    for card in cards:
        draw_card(pen, card)
        pen.canvas.showPage()
    pen.canvas.save()
    return path


def draw_card(pen: Pen, card: Card) -> None:
    """A sheet: boxes on the left, a shaded sidebar on the right, years below."""
    pen.text(48, 40, card.number, 12, bold=True)
    pen.text(48, 62, card.title, 16, bold=True)
    pen.text(40, 96, card.priority, 10, bold=True)
    top = 120.0
    for label, items in (
        (card.orientation_label, card.orientations),
        (card.objective_label, card.objectives),
        ("CONTENU DE L'ACTION", card.contents),
    ):
        pen.box(36, top, 380, top + 18, "#e7d9ee")
        pen.text(44, top + 4, label, bold=True)
        top = pen.lines(44, top + 26, items) + 14
    pen.text(40, 620, card.calendar_label, bold=True)
    for k, (year, colour) in enumerate(card.years):
        x = 40 + 60 * k
        pen.box(x, 640, x + 60, 660, colour)
        pen.text(x + 18, 645, str(year), bold=True)
    pen.box(396, 90, 560, 780, "#e7efee")
    top = 100.0
    for label, items in ((card.partner_label, card.partners), ("Indicateurs d'évaluation", card.indicators)):
        pen.text(404, top, label, bold=True)
        top = pen.lines(404, top + 18, items) + 14


@dataclass(frozen=True)
class Objective:
    """One row of a programme table: cells as printed, line by line; no priority goes on with the last one."""

    objective: Sequence[str]
    measures: Sequence[str]
    priority: Sequence[str] = ()


COLUMNS = (40.0, 160.0, 330.0, 555.0)
HEAD = ("Priorités", "Objectifs opérationnels", "Mesures")


def draw_programme(path: Path, pages: Sequence[Sequence[Objective]], axis: str = "Axe 1 : Emploi") -> Path:
    """A programme table, its head repeated on each page; the axis stands above the first."""
    pen = Pen(path)
    pen.text(90, 220, "Contrat de ville 2015-2020", 26, bold=True)
    pen.text(200, 260, "Ville de Clairbourg", 18, bold=True)
    pen.canvas.showPage()
    for k, rows in enumerate(pages):
        if k == 0:
            pen.text(40, 60, axis, 14, bold=True)
        draw_table(pen, 100.0, rows)
        pen.canvas.showPage()
    pen.canvas.save()
    return path


def draw_table(pen: Pen, top: float, rows: Sequence[Objective]) -> None:
    sides = [top, top + 20]
    for x, label in zip(COLUMNS, HEAD, strict=False):
        pen.text(x + 6, top + 5, label, bold=True)
    for row in rows:
        place = sides[-1] + 6
        cells = (row.priority, row.objective, row.measures)
        bottom = max(pen.lines(x + 6, place, cell) for x, cell in zip(COLUMNS, cells, strict=False))
        sides.append(bottom + 6)
    starts = {0, 1, len(rows) + 1} | {k + 1 for k, row in enumerate(rows) if row.priority}
    for k, y in enumerate(sides):
        left = COLUMNS[0] if k in starts else COLUMNS[1]
        pen.canvas.line(left, HEIGHT - y, COLUMNS[-1], HEIGHT - y)
    for x in COLUMNS:
        pen.canvas.line(x, HEIGHT - sides[0], x, HEIGHT - sides[-1])


def long_contract(sources: Sequence[Path], target: Path) -> None:
    """The pages of several PDFs as one."""
    whole = pypdfium2.PdfDocument.new()
    for source in sources:
        whole.import_pages(pypdfium2.PdfDocument(source))
    whole.save(target)
