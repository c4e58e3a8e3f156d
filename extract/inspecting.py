"""A page drawn with what was found on it: words, cells, labels, zones and the record's values."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from extract.drawing import INK, Canvas, Spot
from extract.errors import InputError
from extract.labelsurvey import candidates, nearest_label, open_pdf
from extract.layout import box_around
from extract.options import Engine, ScanOptions
from extract.pages import Box, Colour, Document, Page
from extract.reading import Reading, read_document
from extract.segmenting import PageRead
from models.record import Record
from output.writing import write_bytes_whole

SCALE = 2.0
"""Pixels a point."""
STRIP = 620
"""Pixels across one column of the list of values beside the page."""
ROW = 22
"""Pixels from one line of that list to the next."""
TYPE = 16.0
"""Pixels of its type."""
MARGIN = 14
"""Pixels round the list and the key."""
LEAST_HEIGHT = 900
"""Pixels of the lowest picture: a small page's list needs room."""
PALE = 0.3
"""How much the page is whitened under what is drawn."""
TINT = 0.22
"""How strongly a zone's lines are coloured."""

GREY: Colour = (175, 175, 175)
CELL: Colour = (110, 110, 110)
LOOSE: Colour = (125, 125, 125)
ALMOST: Colour = (235, 0, 120)
WARNING: Colour = (190, 0, 0)

COLOURS: dict[str, Colour] = {
    "number": (0, 82, 204),
    "title": (200, 0, 40),
    "theme": (140, 70, 20),
    "axis": (105, 105, 0),
    "programme": (105, 105, 0),
    "programme_priority": (60, 100, 60),
    "pillar": (95, 60, 150),
    "priority": (225, 110, 0),
    "strategic_orientations": (75, 60, 220),
    "operational_objectives": (0, 140, 215),
    "contents": (190, 70, 150),
    "leads": (0, 125, 130),
    "partners": (0, 135, 50),
    "indicators": (150, 0, 170),
    "calendar": (215, 60, 0),
    "target_public": (105, 140, 0),
    "places": (0, 105, 90),
    "context": (90, 100, 140),
    "means": (150, 115, 50),
    "budget": (130, 0, 50),
    "contract": (30, 40, 110),
    "mentions": (60, 60, 60),
    "other": LOOSE,
}
"""The colour of each field, in zones and values alike."""


class Shown(NamedTuple):
    """A value of the record that stands on the page: where, and how the list names it."""

    field: str
    owner: str
    name: str
    text: str
    boxes: tuple[Box, ...]


def draw_page(
    path: Path,
    number: int,
    out: Path,
    *,
    engine: Engine = "pdfium",
    password: str | None = None,
    scans: ScanOptions | None = None,
) -> None:
    """Draw page `number` of a PDF into the PNG `out`, whole or not at all.

    On the page: words (thin grey), cells (dotted), lines left out as running titles (crossed out),
    labels (thick outline and a tag), each zone's lines (in the field's colour), and the record's
    values (numbered). A scan is drawn straight. Beside it: the values as the record has them and the page's warnings.

    Raises InputError where the file is no PDF or has no such page, PageError where the page cannot
    be drawn, OSError where `out` cannot be written.
    """
    path, out = Path(path), Path(out)
    document = open_pdf(path, engine, password, scans)
    try:
        _check(path, document, number, out)
        record, reading = read_document(document, path, ner=False)
        picture = _picture(document, number, record, reading)
    finally:
        document.close()
    content = io.BytesIO()
    picture.finish().save(content, "PNG")
    write_bytes_whole(out, content.getvalue())


def field_colour(field: str) -> Colour:
    """Give the colour of a field; that of `other` for a field without one."""
    return COLOURS.get(field, COLOURS["other"])


def shown_values(record: Record, number: int) -> list[Shown]:
    """List the record's values that stand on a page, in the record's order."""
    plain = record.model_dump()
    boxes: dict[str, list[Box]] = {}
    for row in record.evidence:
        if row.page == number and row.box is not None:
            boxes.setdefault(row.field, []).append(row.box)
    return [_shown(pointer, plain, found) for pointer, found in boxes.items()]


def _check(path: Path, document: Document, number: int, out: Path) -> None:
    if not 1 <= number <= document.page_count:
        pages = "1 page" if document.page_count == 1 else f"{document.page_count} pages"
        raise InputError(f"{path} has {pages}; --page {number} is not one of them.")
    if out.exists() and out.samefile(path):
        raise InputError(f"{out}: the contract itself; give --out another name.")


def _shown(pointer: str, plain: object, boxes: list[Box]) -> Shown:
    steps = pointer.strip("/").split("/")
    value = plain
    for step in steps:
        value = _step(value, step)
    if steps[0] == "actions":
        owner, rest = "/".join(steps[:2]), steps[2:]
    else:
        owner, rest = "contract", steps[1:]
    field = rest[0] if owner != "contract" else "contract"
    name = " ".join(step for step in rest if step != "as_written")
    return Shown(field, owner, name, _worded(value), tuple(boxes))


def _step(value: object, step: str) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and step.isdigit() and int(step) < len(value):
        return value[int(step)]
    return None


def _worded(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(_worded(part) for part in value.values() if isinstance(part, (str, int)) and part is not False)
    return "null" if value is None else str(value)


def _picture(document: Document, number: int, record: Record, reading: Reading) -> Canvas:
    image = document.image(number, SCALE).convert("RGB")
    page = reading.page(number)
    values = shown_values(record, number)
    if page and page.layout.page.turn:
        from extract.scans.straightening import straightened

        image = straightened(image, page.layout.page.turn)
        values = [_straight(value, page.layout.page) for value in values]
    rows = _list_rows(record, number, values)
    height = max(image.height, LEAST_HEIGHT)
    per_column = (height - 2 * MARGIN) // ROW
    columns = max(1, -(-len(rows) // per_column))
    key_height = 2 * ROW + 2 * MARGIN
    canvas = Canvas(image.width + columns * STRIP, height + key_height)
    canvas.image.paste(image, (0, 0))
    canvas.tint((0, 0, image.width - 1, image.height - 1), (255, 255, 255), PALE)
    used = [value.field for value in values]
    if page:
        _draw_bones(canvas, page)
        _draw_values(canvas, values)
        used += _draw_zones(canvas, page, reading)
        used += _draw_labels(canvas, page)
    canvas.outline((0, 0, image.width - 1, image.height - 1), GREY)
    _draw_list(canvas, rows, image.width, per_column)
    _draw_key(canvas, height, used)
    return canvas


def _pixels(box: Box) -> Box:
    x0, top, x1, bottom = box
    return x0 * SCALE, top * SCALE, x1 * SCALE, bottom * SCALE


def _draw_bones(canvas: Canvas, page: PageRead) -> None:
    """Draw cells, words and running lines."""
    for cell in page.layout.cells:
        canvas.dotted(_pixels(cell.box), CELL)
    for word in page.layout.page.words:
        box = _pixels((word.x0, word.top, word.x1, word.bottom))
        canvas.outline(box, GREY)
        canvas.keep_clear(box)
    for i in set(range(len(page.layout.lines))) - set(page.lines):
        canvas.cross_out(_pixels(page.line(i).box), LOOSE)


def _draw_zones(canvas: Canvas, page: PageRead, reading: Reading) -> list[str]:
    """Tint each zone's lines in its field's colour, with its name; give the names."""
    names = []
    for zone in reading.zones:
        lines = [line for line in zone.lines if line.page == page.number]
        if not lines:
            continue
        name = zone.hit.field if zone.hit else "no label"
        names.append(name)
        for line in lines:
            canvas.tint(_pixels(line.box), field_colour(name), TINT)
        spots = [_behind(_pixels(line.box)) for line in (*lines, lines[0])]
        canvas.tag(spots, name, field_colour(name), hollow=True, spare=zone.hit is None)
    return names


def _draw_labels(canvas: Canvas, page: PageRead) -> list[str]:
    """Draw labels with the field that they announce, and lines that are almost labels; give the fields."""
    for hit in page.hits:
        lines = [page.line(i) for i in hit.lines]
        last = lines[-1].cut(0, hit.value_from) or lines[-1]
        box = _pixels(box_around([line.box for line in (*lines[:-1], last)]))
        canvas.outline(box, field_colour(hit.field), 3)
        said = hit.field if hit.exact else f"{hit.field} ~ {hit.phrase}"
        spots = [_behind(box), _above(box)] if hit.whole else [_above(box)]
        canvas.tag(spots, said, field_colour(hit.field))
    for candidate in candidates(page):
        near = nearest_label(candidate.text) if candidate.signs and candidate.field is None else None
        if near and near.almost:
            box = _pixels(box_around(line.box for line in candidate.lines))
            canvas.outline(box, ALMOST)
            said = f"almost {near.field}: {near.phrase} ({near.distance})"
            canvas.tag([_behind(box), _above(box)], said, ALMOST, hollow=True)
    return [hit.field for hit in page.hits]


def _straight(value: Shown, page: Page) -> Shown:
    """A value with its boxes on the page set straight, as the page's words have theirs."""
    from extract.scans.turning import set_straight

    return value._replace(boxes=tuple(set_straight(box, page.turn, page.width, page.height) for box in value.boxes))


def _draw_values(canvas: Canvas, values: Sequence[Shown]) -> None:
    """Draw the values' printed lines, each value's number behind the last of them."""
    for index, value in enumerate(values, 1):
        colour = field_colour(value.field)
        for box in value.boxes:
            canvas.outline(_pixels(box), colour, 2)
        x0, top, right, bottom = last = _pixels(value.boxes[-1])
        inside = Spot(right - 2, bottom - 2, ends=True)  # a year's cell has room in it
        above, below = Spot(right, top + 4, ends=True), Spot(x0, bottom + 13)
        canvas.tag([inside, _behind(last), above, below, above], str(index), colour)


def _behind(box: Box) -> Spot:
    return Spot(box[2] + 4, box[3])


def _above(box: Box) -> Spot:
    return Spot(box[0] - 2, box[1] - 1)


class Row(NamedTuple):
    """One line of the list beside the page."""

    text: str
    colour: Colour
    number: int | None = None
    bold: bool = False


def _list_rows(record: Record, number: int, values: Sequence[Shown]) -> list[Row]:
    """Make the list beside the page: its values, action by action, then its warnings."""
    rows = [Row(f"{record.sources[0].file_name}, page {number} of {record.sources[0].pages}", INK, bold=True)]
    owner = ""
    for index, value in enumerate(values, 1):
        if value.owner != owner:
            owner = value.owner
            rows.append(Row(_owner_line(record, owner), INK, bold=True))
        rows.append(Row(f"{value.name}: {value.text}", field_colour(value.field), index))
    if not values:
        rows.append(Row("The record took no value from this page.", INK))
    warnings = [warning for warning in record.warnings if warning.page == number]
    if warnings:
        rows.append(Row("Warnings", INK, bold=True))
    rows += [Row(f"{warning.code}: {warning.message}", WARNING) for warning in warnings]
    return rows


def _owner_line(record: Record, owner: str) -> str:
    """Say what a group of values belongs to: an action with its id, or the contract."""
    steps = owner.split("/")
    return f"/{owner}  {record.actions[int(steps[1])].id}" if steps[0] == "actions" else f"/{owner}"


def _draw_list(canvas: Canvas, rows: Sequence[Row], left: int, per_column: int) -> None:
    for index, row in enumerate(rows):
        x = left + index // per_column * STRIP + MARGIN
        top = MARGIN + index % per_column * ROW
        indent = 34 if row.number is not None else 0
        if row.number is not None:
            canvas.fill((x, top, x + 28, top + ROW - 3), row.colour)
            canvas.text(x + 3, top + 1, str(row.number), TYPE, (255, 255, 255), bold=True)
        shown = canvas.type.cut(row.text, TYPE, STRIP - 2 * MARGIN - indent)
        canvas.text(x + indent, top + 1, shown, TYPE, row.colour, bold=row.bold)


def _draw_key(canvas: Canvas, top: int, fields: Sequence[str]) -> None:
    """Draw the colours used on the page, and say what the kinds of lines mean."""
    x, y = float(MARGIN), float(top + MARGIN)
    for name in dict.fromkeys(fields):
        canvas.fill((x, y, x + 16, y + 16), field_colour(name))
        canvas.text(x + 22, y, name, TYPE)
        x += 22 + canvas.type.width(name, TYPE) + 18
        if x > canvas.image.width - 200:
            x, y = float(MARGIN), y + ROW
    said = (
        "grey box: word   dotted: cell   crossed out: running line   thick box, full tag: label   "
        "tinted, hollow tag: zone   numbered box: value   pink: almost a label"
    )
    canvas.text(MARGIN, top + MARGIN + 2 * ROW - 2, said, TYPE - 2, CELL)
