"""A comparison as a workbook: a sheet a section, and one with what stands behind each figure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from output.comparison.figures import Cell, Comparison, Figure, Row, Section
from output.spreadsheet import LAST_ROW, Book, Link, Styled, Value
from output.writing import whole_file

DETAIL = "Détail"
"""The sheet that every figure leads to."""
SHEETS = {
    "overview": "Contrats",
    "themes": "Thèmes",
    "pillars": "Piliers",
    "priorities": "Priorités",
    "categories": "Catégories",
    "organisations": "Organismes",
    "measures": "Indicateurs",
    "measurable": "Mesurables",
    "calendar": "Calendrier",
    "calendar_themes": "Calendrier par thème",
    "absent_themes": "Thèmes absents",
    "alone": "Sans équivalent",
    "nearest": "Ressemblances",
    "neighbourhoods": "Quartiers",
    "signatories": "Signataires",
    "commitments": "Engagements",
}
"""Short names of the sections' sheets."""
DETAIL_HEADS = ("Section", "Ligne", "Contrat", "Numéro", "Action ou texte", "Page", "Identifiant")


class _Details:
    """The rows of the detail sheet, taken down as figures are written."""

    def __init__(self, comparison: Comparison) -> None:
        self.places = comparison.places
        self.rows: list[list[Value]] = []

    def link(self, section: Section, row: Row, figure: Figure) -> str | None:
        """Take down what a figure counts and give the address of its first row; None where there is none."""
        if not figure.ids or len(self.rows) + len(figure.ids) >= LAST_ROW - 1:
            return None
        first = len(self.rows) + 2
        label = " / ".join(str(cell.text if isinstance(cell, Figure) else cell) for cell in row.labels if cell)
        for name in figure.ids:
            place = self.places[name]
            self.rows.append([section.title, label, place.contract, place.number, place.title, place.page, name])
        return f"internal:'{DETAIL}'!A{first}"

    def with_page(self, words: str, name: str) -> str:
        """Give words that stand for a value with the page that it is on."""
        page = self.places[name].page
        return f"{words} (p.\u00a0{page})" if page else words


def write_sheets(comparison: Comparison, path: Path) -> None:
    """Write the comparison as a workbook, whole or not at all. Raises OSError."""
    with whole_file(path) as temporary:
        book = Book(temporary, "Comparaison de contrats de ville")
        details = _Details(comparison)
        _first(book, comparison)
        for section in comparison.sections:
            if section.rows:
                _sheet(book, section, list(comparison.contracts.values()), details)
        book.table(book.sheet(DETAIL), DETAIL_HEADS, details.rows, frozen=0)
        book.close()


def _first(book: Book, comparison: Comparison) -> None:
    """Write the first sheet: what is compared, what is not alike, and where each section stands."""
    sheet = book.sheet("Lire d’abord")
    widths = (52, 110)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    book.title(sheet, 0, "Comparaison de contrats de ville")
    lines: list[Sequence[Value]] = [("Contrats", ", ".join(comparison.contracts.values()))]
    lines += [("Ce qui n’est pas comparable" if k == 0 else None, note) for k, note in enumerate(comparison.notes)]
    lines += [("Où mènent les nombres", f"Chacun mène, dans la feuille « {DETAIL} », à ce qu’il compte, avec la page.")]
    for section in comparison.sections:
        if section.rows:
            target = f"internal:'{SHEETS[section.name]}'!A1"
            lines.append((Link(target, section.title), section.reading))
    for row, line in enumerate(lines, 2):
        book.line(sheet, row, line, widths)
    sheet.fit_to_pages(1, 0)


def _sheet(book: Book, section: Section, names: Sequence[str], details: _Details) -> None:
    """Write one section: how to read it, then its table."""
    sheet = book.sheet(SHEETS[section.name])
    heads, shares = [head or "Élément" for head in section.heads], _has_shares(section)
    if section.by_contract:
        heads += [head for name in names for head in ((name, f"{name} (%)") if shares else (name,))]
    rows = [_line(section, row, shares, details) for row in section.rows]
    frozen = len(section.heads) if section.by_contract else 0
    book.table(sheet, heads, rows, top=1, frozen=frozen, note=f"{section.title}. {section.reading}")


def _has_shares(section: Section) -> bool:
    """Whether each contract has a column of shares too: where the section has shares of numbers, not of words."""
    figures = (cell for row in section.rows for cell in row.cells if isinstance(cell, Figure))
    return section.name != "organisations" and any(
        figure.share is not None and figure.text is None and figure.value for figure in figures
    )


def _line(section: Section, row: Row, shares: bool, details: _Details) -> list[Value]:
    in_words = any(isinstance(cell, Figure) and cell.text for cell in row.cells)
    zero: Value = None if in_words else Styled(0, "zero")
    line = [_value(section, row, cell, None, details) for cell in row.labels]
    for cell in row.cells:
        line.append(_value(section, row, cell, zero, details))
        if shares:
            line.append(_share(cell))
    return line


def _share(cell: Cell) -> Value:
    if not isinstance(cell, Figure) or cell.share is None or not cell.value:
        return None
    return Styled(cell.share, "share")


def _value(section: Section, row: Row, cell: Cell, zero: Value, details: _Details) -> Value:
    """Give a cell: a number leads to what it counts, words that name what they count say its pages."""
    if isinstance(cell, float):
        return Styled(cell, "decimal")
    if not isinstance(cell, Figure):
        return cell
    lines = cell.text.split("\n") if cell.text else []
    if lines and len(lines) == len(cell.ids):  # a link of several lines is cut to one by LibreOffice
        return "\n".join(map(details.with_page, lines, cell.ids))
    target = details.link(section, row, cell)
    if target:
        return Link(target, cell.text or cell.value)
    return cell.text or cell.value or zero
