"""Draw a card contract: one sheet a page, boxes on the left, a sidebar on the right, coloured years below.

The parts of a sheet are drawn in an order that is not that of reading, as real contracts do.
"""

from corpus.recipes.content import CardContract, Legend, Sheet, Theme, Years
from corpus.recipes.flow import Flow, Look, draw_cover
from corpus.recipes.fonts import DEJAVU_CONDENSED
from corpus.recipes.pen import HEIGHT, LEADING, WIDTH, Pen, width, wrap

LEFT, SPLIT, RIGHT = 36.0, 384.0, 559.0
SIDEBAR = 396.0
FOOT = HEIGHT - 52.0
PETROL, SAND, MIST, INK = "#1d5c63", "#f3e9d2", "#e7efee", "#16323a"
BOX_COLOURS = ("#7a3b69", "#8a5a00", "#1d5c63")
PHASE_COLOURS = {"study": "#2f6fb5", "implementation": "#3f9b4f", "unknown": "#b5b5b5"}
CELL_WIDTH, CELL_HEIGHT = 62.0, 20.0
BOX_LABELS = ("OBJECTIFS OPERATIONNELS", "CONTENU DE L’ACTION")
CONTENTS_HEADING = "Deuxième partie : les fiches action, thème par thème"
LOOK = Look(left=40, right=555, size=10.5, accent=PETROL, header_fill=SAND, chapter_share=0.6)


def draw(contract: CardContract) -> bytes:
    """Draw the contract twice: the first time to learn the pages that the table of contents names."""
    return _draw(contract, _draw(contract, {})[1])[0]


def _draw(contract: CardContract, numbers: dict[str, int]) -> tuple[bytes, dict[str, int]]:
    """Draw the contract with the page numbers known so far; give the PDF and the numbers found."""
    pen = Pen(DEJAVU_CONDENSED, f"{contract.frame.title} – {contract.frame.subtitle}")
    found: dict[str, int] = {}

    def footer(pen: Pen) -> None:
        pen.box(LEFT, HEIGHT - 40, RIGHT, HEIGHT - 39.2, fill=PETROL)
        pen.text(LEFT, HEIGHT - 34, contract.frame.footer, 7.5, colour="#555555")
        pen.text(RIGHT - 40, HEIGHT - 34, f"Page {pen.page}", 7.5, colour="#555555")

    draw_cover(pen, contract.frame, PETROL)
    flow = Flow(pen, LOOK, footer)
    flow.draw(contract.frame.front)
    flow.turn_page()
    _contents_page(flow, contract, numbers)
    _legend_page(pen, contract.legend)
    flow.turn_page()
    for theme in contract.themes:
        found[theme.title] = pen.page
        _divider_page(pen, theme)
        flow.turn_page()
        for sheet in theme.sheets:
            _sheet_page(pen, theme, sheet)
            flow.turn_page()
    flow.draw(contract.frame.back)
    footer(pen)
    return pen.finish(), found


def _contents_page(flow: Flow, contract: CardContract, numbers: dict[str, int]) -> None:
    """Draw the list of themes, numbered, with dots up to each page number."""
    flow.chapter(CONTENTS_HEADING)
    flow.top += 14
    for number, theme in enumerate(contract.themes, start=1):
        words = f"{number}) {theme.title} "
        page = str(numbers.get(theme.title, 0))
        room = LOOK.right - LOOK.left - width(words + page, flow.pen.family.regular, 11)
        dots = "." * int(room / width(".", flow.pen.family.regular, 11))
        flow.top = flow.pen.lines(LOOK.left, flow.top, [words + dots + page], 11) + 12
    flow.turn_page()


def _divider_page(pen: Pen, theme: Theme) -> None:
    """Draw the page that opens a theme."""
    pen.box(0, 300, WIDTH, 420, fill=SAND)
    lines = wrap(theme.title, pen.family.bold, 22, WIDTH - 140)
    pen.lines(70, 360 - len(lines) * 11 * LEADING, lines, 22, face=pen.family.bold, colour=PETROL)


def _sheet_page(pen: Pen, theme: Theme, sheet: Sheet) -> None:
    """Draw one sheet."""
    head = _head_height(pen, sheet.title)
    top = head + 32
    boxes = zip(
        (sheet.orientation_label, *BOX_LABELS),
        (sheet.orientations, sheet.objectives, sheet.contents),
        BOX_COLOURS,
        strict=True,
    )
    for label, items, colour in boxes:
        top = _box(pen, top, label, items, colour) + 12
    _calendar(pen, max(top + 8, 640), sheet.calendar)
    _head(pen, f"Fiche action n° {sheet.number}", theme.badge, sheet.title)
    _sidebar(pen, head + 8, theme, sheet)
    pen.text(LEFT, head + 8, sheet.priority_text, 9.5, face=pen.family.bold, colour=PETROL)


def _head_height(pen: Pen, title: str) -> float:
    """Give the bottom of the title's band."""
    return 74 + len(_title_lines(pen, title)) * 14 * LEADING + 14


def _title_lines(pen: Pen, title: str) -> list[str]:
    """Break a title to the width of its band."""
    return wrap(title, pen.family.bold, 14, RIGHT - LEFT - 24)


def _head(pen: Pen, number: str, badge: str, title: str) -> None:
    """Draw the band of the number, the badge of the theme and the band of the title."""
    pen.box(LEFT, 74, RIGHT, _head_height(pen, title), fill=SAND)
    pen.lines(LEFT + 12, 82, _title_lines(pen, title), 14, face=pen.family.bold, colour=INK)
    pen.box(LEFT, 40, LEFT + 150, 66, fill=PETROL)
    pen.text(LEFT + 12, 46, number, 12, face=pen.family.bold, colour="#ffffff")
    pen.text(LEFT + 166, 48, badge, 10.5, face=pen.family.italic, colour=PETROL)


def _box(pen: Pen, top: float, label: str, items: list[str], colour: str) -> float:
    """Draw a box of bulleted items under its label; give the bottom."""
    size, gap = 10.0, 4.0
    wrapped = [wrap(item, pen.family.regular, size, SPLIT - LEFT - 30) for item in items]
    height = sum(len(lines) * size * LEADING + gap for lines in wrapped) + 12
    body = top + 17
    pen.box(LEFT, body, SPLIT, body + height, fill="#ffffff", stroke=colour)
    pen.box(LEFT, top, LEFT + 172, body, fill=colour)
    place = body + 7
    for lines in wrapped:
        pen.text(LEFT + 9, place, "•", size)
        place = pen.lines(LEFT + 19, place, lines, size) + gap
    pen.text(LEFT + 9, top + 4, label, 8.8, face=pen.family.bold, colour="#ffffff")
    return body + height


def _calendar(pen: Pen, top: float, years: Years) -> None:
    """Draw the row of coloured years under its label, the label after the first two years."""
    for number, (year, phase) in enumerate(years):
        if number == 2:
            _calendar_label(pen, top)
        left = LEFT + number * CELL_WIDTH
        pen.box(left, top + 18, left + CELL_WIDTH, top + 18 + CELL_HEIGHT, fill=PHASE_COLOURS[phase], stroke=INK)
        pen.centred(left + CELL_WIDTH / 2, top + 23, str(year), 10, face=pen.family.bold, colour="#ffffff")
    if len(years) <= 2:
        _calendar_label(pen, top)


def _calendar_label(pen: Pen, top: float) -> None:
    """Draw the calendar's label."""
    pen.text(LEFT, top, "Calendrier prévisionnel", 10, face=pen.family.bold, colour=INK)


def _sidebar(pen: Pen, top: float, theme: Theme, sheet: Sheet) -> None:
    """Draw the partners, numbered, and the indicators."""
    pen.box(SIDEBAR, top, RIGHT, FOOT, fill=MIST)
    marks = [theme.numbering.replace("1", str(number)) for number in range(1, len(sheet.partners) + 1)]
    place = _sidebar_label(pen, top + 10, "Partenaires mobilisés")
    for mark, partner in zip(marks, sheet.partners, strict=True):
        place = _sidebar_item(pen, place, mark, partner, hanging=theme.hanging)
    if sheet.empty_last_number:
        mark = theme.numbering.replace("1", str(len(sheet.partners) + 1))
        place = _sidebar_item(pen, place, mark, "", hanging=theme.hanging)
    place = _sidebar_label(pen, place + 12, "Indicateurs d’évaluation")
    for indicator in sheet.indicators:
        place = _sidebar_item(pen, place, theme.bullet, indicator, hanging=True)


def _sidebar_label(pen: Pen, top: float, label: str) -> float:
    """Draw a label of the sidebar; give the top of what follows."""
    pen.text(SIDEBAR + 9, top, label, 10, face=pen.family.bold, colour=PETROL)
    return top + 18


def _sidebar_item(pen: Pen, top: float, mark: str, words: str, *, hanging: bool) -> float:
    """Draw an item of the sidebar, its later lines under its first word or under its mark."""
    size, left = 9.2, SIDEBAR + 9
    room = RIGHT - left - 8
    if hanging:
        pen.text(left, top, mark, size)
        return pen.lines(left + 13, top, wrap(words, pen.family.regular, size, room - 13), size) + 2.5
    return pen.lines(left, top, wrap(f"{mark} {words}".strip(), pen.family.regular, size, room), size) + 2.5


def _legend_page(pen: Pen, legend: Legend) -> None:
    """Draw the model sheet: what each box holds, and what each colour of a year means."""
    _head(pen, legend.number, legend.theme, legend.title)
    head = _head_height(pen, legend.title)
    lines = wrap(legend.priority, pen.family.bold, 9.5, SPLIT - LEFT)
    top = pen.lines(LEFT, head + 8, lines, 9.5, face=pen.family.bold, colour=PETROL) + 10
    for (label, words), colour in zip(legend.boxes, BOX_COLOURS, strict=True):
        top = _box(pen, top, label, [words], colour) + 12
    _calendar(pen, 560, legend.years)
    for number, note in enumerate(legend.notes):
        pen.lines(LEFT, 612 + number * 28, wrap(note, pen.family.italic, 9, SPLIT - LEFT), 9, face=pen.family.italic)
    pen.box(SIDEBAR, head + 8, RIGHT, FOOT, fill=MIST)
    place = head + 18
    for label, words in (
        ("Partenaires mobilisés", legend.partners),
        ("Indicateurs d’évaluation", legend.indicators),
    ):
        place = _sidebar_label(pen, place, label)
        place = pen.lines(SIDEBAR + 9, place, wrap(words, pen.family.regular, 8.6, RIGHT - SIDEBAR - 17), 8.6) + 12
