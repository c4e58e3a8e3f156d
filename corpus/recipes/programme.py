"""Draw a programme contract: for each axis a table of priorities, objectives and measures.

A priority's cell spans its objectives' rows; tables run over pages, with their header repeated and the
priority's cell empty where it goes on. Rules are thin filled boxes, as word processors write them.
"""

from dataclasses import dataclass

from corpus.recipes.content import Axis, Objective, Priority, ProgrammeContract
from corpus.recipes.flow import BOTTOM, TOP, Flow, Look, draw_cover
from corpus.recipes.fonts import LIBERATION_SANS
from corpus.recipes.pen import HEIGHT, LEADING, Pen, width, wrap

EDGES = (50.0, 168.0, 322.0, 545.0)
SIZE, PADDING, PARAGRAPH_GAP, RULE = 10.0, 7.0, 5.0, 0.6
HEADER_HEIGHT = 24.0
NAVY, HEADER_FILL = "#24346b", "#24346b"
LOOK = Look(left=50, right=545, size=10.5, accent=NAVY, header_fill="#d9deee", chapter_share=0.4)

Paragraphs = list[list[str]]
"""The wrapped lines of each paragraph of a cell."""


@dataclass
class Row:
    """One row on one page: an objective, or what is left of it after a page's end."""

    priority: Paragraphs
    starts_priority: bool
    objective: Paragraphs
    measures: Paragraphs
    bullet: str

    @property
    def height(self) -> float:
        """The height of the row's tallest cell, with its padding."""
        cells = [self.objective, self.measures, self.priority]
        return max(map(_height, cells)) + 2 * PADDING


def draw(contract: ProgrammeContract) -> bytes:
    """Draw the contract."""
    frame = contract.frame
    pen = Pen(LIBERATION_SANS, f"{frame.title} – {frame.subtitle}")

    def footer(pen: Pen) -> None:
        pen.text(50, HEIGHT - 42, frame.footer, 8, face=pen.family.italic, colour="#555555")
        number = str(pen.page)
        pen.text(545 - width(number, pen.family.regular, 8), HEIGHT - 42, number, 8, colour="#555555")

    draw_cover(pen, frame, NAVY)
    flow = Flow(pen, LOOK, footer)
    flow.draw(frame.front)
    flow.turn_page()
    flow.chapter(contract.heading)
    flow.paragraph(contract.intro)
    for axis in contract.axes:
        _draw_axis(flow, axis, contract.columns)
    flow.turn_page()
    flow.draw(frame.back)
    footer(pen)
    return pen.finish()


def _draw_axis(flow: Flow, axis: Axis, columns: list[str]) -> None:
    """Draw an axis: its heading and introduction, then its table over as many pages as it takes."""
    flow.chapter(axis.heading)
    for words in axis.intro:
        flow.paragraph(words)
    flow.top += 4
    rows = [
        _row(flow.pen, axis, priority, objective) for priority in axis.priorities for objective in priority.objectives
    ]
    splits = [objective.splits for priority in axis.priorities for objective in priority.objectives]
    page: list[Row] = []
    used = HEADER_HEIGHT
    for row, may_split in zip(rows, splits, strict=True):
        if used + row.height > flow.room:
            room = flow.room - used if may_split else 0
            row = _split(row, room, page)
            _draw_page(flow, columns, page)
            flow.turn_page()
            page, used = [], HEADER_HEIGHT
        page.append(row)
        used += row.height
    _draw_page(flow, columns, page)
    flow.top += 16


def _row(pen: Pen, axis: Axis, priority: Priority, objective: Objective) -> Row:
    """Wrap the cells of one objective's row."""
    starts = objective is priority.objectives[0]
    titles = [f"Priorité {priority.number}", priority.title] if starts else []
    indent = 9 if axis.bullet else 0
    return Row(
        priority=[_wrapped(pen, title, 0) for title in titles],
        starts_priority=starts,
        objective=[_wrapped(pen, f"{objective.printed} {objective.title}", 1)],
        measures=[_wrapped(pen, measure, 2, indent) for measure in objective.measures],
        bullet=axis.bullet,
    )


def _wrapped(pen: Pen, words: str, column: int, indent: float = 0) -> list[str]:
    """Break text to a column's width."""
    return wrap(words, pen.family.regular, SIZE, EDGES[column + 1] - EDGES[column] - 2 * PADDING - indent)


def _height(cell: Paragraphs) -> float:
    """Give the height of a cell's paragraphs."""
    return sum(len(lines) * SIZE * LEADING + PARAGRAPH_GAP for lines in cell)


def _split(row: Row, room: float, page: list[Row]) -> Row:
    """Put on `page` the measures that `room` holds; give the row that is left for the next page."""
    for fitting in range(len(row.measures) - 1, 0, -1):
        top = Row(row.priority, row.starts_priority, row.objective, row.measures[:fitting], row.bullet)
        if top.height <= room:
            page.append(top)
            return Row([], False, [], row.measures[fitting:], row.bullet)
    return row


def _draw_page(flow: Flow, columns: list[str], rows: list[Row]) -> None:
    """Draw the part of a table that stands on one page."""
    if not rows:
        return
    _draw_header(flow, columns)
    pen, last = flow.pen, len(rows) - 1
    for number, row in enumerate(rows):
        top, bottom = flow.top, flow.top + row.height
        _draw_cell(pen, 0, top, row.priority, "")
        _draw_cell(pen, 1, top, row.objective, "")
        _draw_cell(pen, 2, top, row.measures, row.bullet)
        for edge in EDGES:
            pen.box(edge, top, edge + RULE, bottom + RULE, fill="#000000")
        closes = number == last or rows[number + 1].starts_priority
        pen.box(EDGES[0] if closes else EDGES[1], bottom, EDGES[3] + RULE, bottom + RULE, fill="#000000")
        flow.top = bottom
    assert flow.top <= BOTTOM + 1, "a row is taller than a page"  # noqa: S101
    assert flow.top > TOP  # noqa: S101


def _draw_header(flow: Flow, columns: list[str]) -> None:
    """Draw the table's header."""
    top, bottom = flow.top, flow.top + HEADER_HEIGHT
    flow.pen.box(EDGES[0], top, EDGES[3] + RULE, bottom, fill=HEADER_FILL)
    for edge, words in zip(EDGES, columns, strict=False):
        flow.pen.box(edge, top, edge + RULE, bottom, fill="#000000")
        flow.pen.text(edge + PADDING, top + 7, words, SIZE - 1, face=flow.pen.family.bold, colour="#ffffff")
    flow.top = bottom


def _draw_cell(pen: Pen, column: int, top: float, cell: Paragraphs, bullet: str) -> None:
    """Write a cell's paragraphs, behind a bullet where the axis has one."""
    left, place = EDGES[column] + PADDING, top + PADDING
    for number, lines in enumerate(cell):
        if bullet:
            pen.text(left, place, bullet, SIZE)
        face = pen.family.bold if column == 0 and number == 0 else ""
        place = pen.lines(left + (9 if bullet else 0), place, lines, SIZE, face=face) + PARAGRAPH_GAP
