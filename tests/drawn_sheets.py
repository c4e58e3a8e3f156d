"""Small contracts drawn at random: how they look, what they say, their PDF and the reading it must give.

`random_contract` draws a contract's looks and words from a source of chance, `draw` makes the PDF,
`expected` the reference reading. Distances are points from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from drawn_words import ITEMS, LABELS, NUMBERS, TEXTS, THEMES, TITLES
from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)
MARGIN = 46.0
GAP = 4.0
LEADING = 1.22
PRIORITIES = {
    "number": ("1", "2", "3"),
    "word": ("Haute", "Moyenne", "Faible"),
    "word_f": ("forte", "moyenne", "faible"),
    "letter": ("A", "B", "C"),
    "stars": ("★★★", "★★", "★"),
}
COLOURS = {"bleu": "#4a86c5", "vert": "#6fb35a", "orange": "#f0a030", "jaune": "#ffe14d", "rose": "#e77fb0"}
LISTS = ("strategic_orientations", "operational_objectives", "contents", "leads", "partners", "indicators")
SIDE_FIELDS = ("leads", "partners", "indicators", "target_public", "places", "priority")
ORDER = (
    "theme", "leads", "context", "strategic_orientations", "operational_objectives", "contents", "target_public",
    "places", "partners", "means", "budget", "priority", "calendar", "indicators",
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How a contract is laid out and written; the same for all its sheets."""

    layout: str
    """cards, page, flow, columns (two sheets side by side), form, rows."""
    label: str
    """How labels stand to their values; `LOOKS` lists the ways."""
    side: str
    """cards: the sidebar's labels: band, above_bold, above_colon, run_bold."""
    sidebar: str
    """left, right, left_bare, right_bare."""
    head: str
    """number_title, one_line, dash, badge, number_zone, title_zone, title_only."""
    theme: str
    """divider, zone, line, heading, none."""
    font: str
    size: float
    footer: str
    capitals: str
    """as_is, upper, upper_bare (without accents)."""
    labels: dict[str, str]
    number: str
    fields: tuple[str, ...]
    marks: dict[str, str]
    """number, •, -, ➢, ›, lines or sentence, for each list."""
    priority: str
    calendar: str
    """cells, grid (all years, the planned ones coloured) or words."""
    legend: str
    """sentence, swatches or none."""
    colours: tuple[str, str]
    form: str = ""
    """form: labels shaded or plain, then bold, colon or plain, then at a page's end: again, empty or whole."""
    rows_theme: str = ""
    """rows: heading, band or column."""


@dataclass(frozen=True)
class Sheet:
    """What one action says."""

    number: str
    title: str
    theme: str
    level: int
    items: dict[str, tuple[str, ...]]
    texts: dict[str, str]
    years: tuple[tuple[int, str | None], ...]
    open_end: bool = False
    calendar_words: str = ""


@dataclass(frozen=True)
class Drawn:
    """A contract to be drawn."""

    look: Look
    sheets: tuple[Sheet, ...]
    seed: int | None = field(default=None, compare=False)


# What is drawn from chance.


def random_contract(rng: Random, **fixed: Any) -> Drawn:
    """Draws a contract; `fixed` sets parts of its look."""
    look = _random_look(rng, fixed)
    count = rng.randint(3, 6)
    titles = rng.sample(TITLES, count)
    themes = sorted(rng.sample(range(len(THEMES)), 2))
    levels = [1, 2, 3] + [rng.randint(1, 3) for _ in range(count - 3)]
    rng.shuffle(levels)
    turn = rng.randint(1, count - 1)
    sheets = []
    for k in range(count):
        number = f"{1 + (k >= turn)}.{k + 1 - turn * (k >= turn)}" if look.number.endswith("dotted") else str(k + 1)
        sheets.append(_random_sheet(rng, look, number, titles[k], THEMES[themes[k >= turn]], levels[k]))
    return Drawn(look, tuple(sheets))


LOOKS: dict[str, tuple[str, ...]] = {
    "layout": ("cards", "page", "flow", "columns", "form", "rows"),
    "label": (
        "band", "above_bold", "above_colon", "run_bold", "run_plain", "run_style", "open_beside", "boxes",
        "boxes_centred", "boxes_right", "turned", "after",
    ),
    "side": ("band", "above_bold", "above_colon", "run_bold"),
    "sidebar": ("left", "right", "left_bare", "right_bare"),
    "head": ("number_title", "one_line", "dash", "badge", "number_zone", "title_zone", "title_only"),
    "theme": ("divider", "zone", "line", "heading", "none"),
    "font": ("Helvetica", "Times"),
    "footer": ("none", "number", "page", "of", "named"),
    "capitals": ("as_is", "as_is", "upper", "upper_bare"),
    "priority": ("number", "word", "word_f", "letter", "stars"),
    "calendar": ("cells", "grid", "words"),
    "legend": ("sentence", "swatches", "none"),
    "form": ("shaded bold again", "shaded bold empty", "plain bold empty", "plain colon whole", "plain plain whole",
             "shaded plain again", "plain bold again"),
    "rows_theme": ("heading", "band", "column"),
}  # fmt: skip
"""What a look's parts are drawn from."""


def _random_look(rng: Random, fixed: dict[str, Any]) -> Look:
    chosen: dict[str, Any] = {}
    for name, values in LOOKS.items():
        value = rng.choice(values)
        chosen[name] = fixed.get(name, value)
    chosen["size"] = fixed.get("size", rng.choice((8, 8.5, 9, 9.5, 10, 10.5, 11, 12)))
    chosen["labels"] = {name: rng.choice(texts) for name, texts in LABELS.items()}
    chosen["number"] = rng.choice(NUMBERS) + rng.choice(("", "", "dotted"))
    colours = rng.sample(sorted(COLOURS), 2)
    chosen["colours"] = tuple(colours)
    left_out = rng.sample(
        ("context", "target_public", "places", "means", "budget", "priority", "leads"), rng.randint(2, 6)
    )
    left_out += rng.sample(("strategic_orientations", "calendar", "operational_objectives"), rng.randint(0, 1))
    chosen["fields"] = tuple(name for name in ORDER if name not in left_out)
    chosen["marks"] = {name: rng.choice(("number", "•", "•", "-", "➢", "›", "lines")) for name in LISTS}
    chosen["marks"]["partners"] = rng.choice(("number", "•", "-", "lines", "sentence", "sentence"))
    chosen["marks"]["leads"] = "lines"
    chosen |= fixed
    return _sensible(Look(**chosen))


def _sensible(look: Look) -> Look:
    """The look without what no contract would have."""
    changes: dict[str, Any] = {}
    if look.layout == "rows":
        head, theme = "number_zone", "none"
        changes |= {"head": head, "theme": theme, "size": min(look.size, 9), "calendar": "grid"}
        changes["priority"] = "number" if look.priority == "stars" else look.priority
        shown = {
            *row_columns(look),
            "partners",
            "indicators",
            *(("theme",) if look.rows_theme != "column" else ()),
        }
        changes["fields"] = tuple(name for name in look.fields if name in shown or name in ("theme", "calendar"))
    elif look.layout == "form":
        changes["head"] = look.head if look.head in ("one_line", "number_zone", "title_zone", "dash") else "one_line"
        changes["theme"] = look.theme if look.theme in ("divider", "zone", "none") else "zone"
    elif look.layout in ("flow", "columns"):
        changes["head"] = look.head if look.head not in ("title_only", "badge") else "number_title"
        if look.layout == "columns":
            changes["theme"] = look.theme if look.theme != "heading" else "zone"
            changes["size"] = min(look.size, 9)
            changes["label"] = look.label if look.label not in ("open_beside", "boxes", "boxes_right") else "run_bold"
        if look.label in ("turned", "boxes_right", "after"):
            changes["label"] = "run_bold"
    elif look.layout == "cards":
        changes["label"] = look.label if look.label not in ("boxes_right", "after", "open_beside") else "band"
        changes["theme"] = look.theme if look.theme != "heading" else "divider"
    elif look.theme == "heading":
        changes["theme"] = "line"
    label = changes.get("label", look.label)
    if label == "above_colon" and look.layout == "flow" and look.head == "title_zone":
        changes["head"] = "one_line"
    return replace(look, **changes)


def _random_sheet(rng: Random, look: Look, number: str, title: str, theme: str, level: int) -> Sheet:
    items: dict[str, tuple[str, ...]] = {}
    for name in LISTS:
        if name not in look.fields:
            items[name] = ()
            continue
        words = list(ITEMS[name])
        if name == "partners" and look.marks[name] not in ("sentence", "lines"):
            words += ITEMS["long_partners"]
        most = {"leads": 1, "strategic_orientations": 2, "partners": 6}.get(name, 4)
        found = rng.sample(words, rng.randint(2 if name == "partners" and look.marks[name] == "sentence" else 1, most))
        dot = "" if name in ("leads", "partners") else rng.choice(("", "."))
        items[name] = tuple(f"{text}{dot}" for text in found)
    texts = {name: rng.choice(values) for name, values in TEXTS.items() if name in look.fields}
    return Sheet(number, title, theme, level, items, texts, *_random_years(rng, look))


def _random_years(rng: Random, look: Look) -> tuple[tuple[tuple[int, str | None], ...], bool, str]:
    """The years with their phases, whether their end is open, and the words that say so."""
    if "calendar" not in look.fields:
        return (), False, ""
    first = rng.randint(2015, 2018)
    last = rng.randint(first, 2020)
    if look.calendar != "words":
        study = rng.randint(first, last + 1)
        phases = [(year, "study" if year < study else "implementation") for year in range(first, last + 1)]
        return (
            tuple(phases) if look.legend != "none" else tuple((year, None) for year, _ in phases),
            False,
            "",
        )
    last = max(last, first + 1)
    span = tuple((year, None) for year in range(first, last + 1))
    phased = ((first, "study"), *((year, "implementation") for year in range(first + 1, last + 1)))
    return rng.choice((
        (span, False, f"{first}-{last}"),
        (span, False, f"De {first} à {last}"),
        (((first, None),), True, f"À partir de {first}"),
        (((first, None),), False, f"Septembre {first}"),
        (((first, None), (first + 1, None)), False, f"{first} et {first + 1}"),
        (phased, False, f"Étude en {first}, mise en œuvre de {first + 1} à {last}" if last > first + 1
         else f"Étude en {first}, mise en œuvre en {last}"),
    ))  # fmt: skip


# The reading that the drawing must give.


def expected(drawn: Drawn) -> dict[str, Any]:
    """The reference reading of a drawn contract."""
    return {"actions": [_expected_action(drawn.look, sheet) for sheet in drawn.sheets]}


def _expected_action(look: Look, sheet: Sheet) -> dict[str, Any]:
    labelled = look.rows_theme == "column" if look.layout == "rows" else look.theme == "zone"
    themed = "theme" in look.fields if labelled else look.layout == "rows" or look.theme != "none"
    return {
        "kind": "table_row" if look.layout == "rows" else "sheet",
        "number": "" if look.head in ("title_zone", "title_only") else sheet.number,
        "title": sheet.title,
        "theme": sheet.theme if themed else "",
        "priority": sheet.level if "priority" in look.fields else None,
        **{name: list(sheet.items[name]) for name in LISTS},
        "partners": [*sheet.items["leads"], *sheet.items["partners"]],
        "calendar": [{"year": year, "phase": phase} for year, phase in sheet.years],
        "open_end": sheet.open_end,
    }


# The drawing.


class Pen:
    """Draws on a page whose origin is its top left corner."""

    def __init__(self, path: Path, look: Look, size: tuple[float, float] = A4) -> None:
        self.canvas = Canvas(str(path), pagesize=size, invariant=1)
        self.look, self.page, self.width, self.height = look, 1, *size
        self.words = 0
        self.word_counts: list[int] = []

    def text(
        self, x: float, top: float, words: str, size: float, *, bold: bool = False, colour: str = "#000000"
    ) -> float:
        """Draws a line; gives where it ends."""
        self.words += len(words.split())
        self.canvas.setFillColor(HexColor(colour))
        for symbol, run in _runs(words):
            face = "ZapfDingbats" if symbol else face_of(self.look.font, bold)
            self.canvas.setFont(face, size)
            self.canvas.drawString(x, self.height - top - 0.85 * size, run)
            x += stringWidth(run, face, size)
        return x

    def turned(self, x: float, top: float, bottom: float, words: str, size: float) -> None:
        """Draws a bold line from the bottom up, in the middle of its strip."""
        length = stringWidth(words, face_of(self.look.font, True), size)
        self.canvas.saveState()
        self.canvas.translate(x + size, self.height - (top + bottom + length) / 2)
        self.canvas.rotate(90)
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.setFont(face_of(self.look.font, True), size)
        self.canvas.drawString(0, 0, words)
        self.canvas.restoreState()

    def box(self, x0: float, top: float, x1: float, bottom: float, *, fill: str = "", stroke: bool = False) -> None:
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        self.canvas.setLineWidth(0.6)
        self.canvas.setStrokeColor(HexColor("#444444"))
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=int(stroke), fill=int(bool(fill)))

    def turn_page(self, *, footer: bool = True, sheet: bool = True) -> None:
        """Ends the page; counts its words where it holds sheets."""
        if sheet:
            self.word_counts.append(self.words)
        foot = {
            "number": f"{self.page}", "page": f"Page {self.page}", "of": f"{self.page} / 20",
            "named": f"Contrat de ville 2015-2020 – Ville de Clairbourg – {self.page}",
        }.get(self.look.footer)  # fmt: skip
        if foot and footer:
            at = self.width - MARGIN - stringWidth(foot, face_of(self.look.font, False), 8)
            self.text(at, self.height - 32, foot, 8)
        self.canvas.showPage()
        self.page += 1
        self.words = 0


def face_of(font: str, bold: bool) -> str:
    """The name of a standard font's face."""
    if font == "Times":
        return "Times-Bold" if bold else "Times-Roman"
    return f"{font}-Bold" if bold else font


def _runs(words: str) -> list[tuple[bool, str]]:
    """Parts of a text: signs of the font of signs, and the others."""
    runs: list[tuple[bool, str]] = []
    for sign in words:
        symbol = sign in "➢★"
        if runs and runs[-1][0] == symbol:
            runs[-1] = symbol, runs[-1][1] + sign
        else:
            runs.append((symbol, sign))
    return runs


def width_of(words: str, font: str, size: float, bold: bool = False) -> float:
    """How wide a text is, in points."""
    faces = ((("ZapfDingbats" if symbol else face_of(font, bold)), run) for symbol, run in _runs(words))
    return float(sum(stringWidth(run, face, size) for face, run in faces))


def wrap(words: str, font: str, size: float, width: float, *, first: float = 0.0, bold: bool = False) -> list[str]:
    """A text as lines no wider than `width`; the first has `first` points less."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(longer, font, size, bold) > width - (first if len(lines) == 1 else 0) and (
            lines[-1] or (first and len(lines) == 1)
        ):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@dataclass(frozen=True)
class Row:
    """Something that is drawn in one piece: its height, and how; `keep` with the next one."""

    height: float
    draw: Callable[[Pen, float], None]
    keep: bool = False
    starts: str = ""


@dataclass(frozen=True)
class Zone:
    """A label and its value: items with a mark each, a text, or years."""

    name: str
    label: str
    items: tuple[str, ...] = ()
    mark: str = ""
    text: str = ""
    years: tuple[tuple[int, str], ...] = ()


def zones_of(look: Look, sheet: Sheet) -> list[Zone]:
    """The zones of a sheet, in their order."""
    zones = []
    for name in look.fields:
        label = label_of(look, name)
        if name == "theme":
            if look.theme == "zone":
                zones.append(Zone(name, label, text=sheet.theme))
        elif name == "priority":
            zones.append(Zone(name, label, text=PRIORITIES[look.priority][sheet.level - 1]))
        elif name == "calendar":
            zones.append(
                Zone(
                    name,
                    label,
                    text=sheet.calendar_words,
                    years=() if sheet.calendar_words else _cells(look, sheet),
                )
            )
        elif name in LISTS:
            zones.append(_list_zone(look, name, label, sheet.items[name]))
        else:
            zones.append(Zone(name, label, text=sheet.texts[name]))
    return zones


def _list_zone(look: Look, name: str, label: str, items: tuple[str, ...]) -> Zone:
    mark = look.marks[name]
    if mark == "sentence" and len(items) > 1:
        return Zone(name, label, text=f"{', '.join(items[:-1])} et {items[-1]}")
    return Zone(name, label, items=items, mark="lines" if mark == "sentence" else mark)


def label_of(look: Look, name: str) -> str:
    """A label as the contract writes it."""
    text = look.labels[name]
    if look.capitals == "as_is":
        return text
    text = text.upper()
    return text.translate(str.maketrans("ÉÈÊÀÎÔ", "EEEAIO")) if look.capitals == "upper_bare" else text


def _cells(look: Look, sheet: Sheet) -> tuple[tuple[int, str], ...]:
    """The years shown as cells, each with its colour; white where nothing is planned."""
    study, work = (COLOURS[name] for name in look.colours)
    planned = {year: study if phase == "study" else work for year, phase in sheet.years}
    shown = range(2015, 2021) if look.calendar == "grid" and look.legend != "none" else sorted(planned)
    return tuple((year, planned.get(year, "")) for year in shown)


@dataclass(frozen=True)
class Ink:
    """A place to write: its left side and width, the size of its text, and the look."""

    look: Look
    x: float
    width: float
    size: float

    @property
    def pitch(self) -> float:
        return LEADING * self.size

    def line(self, words: str, *, bold: bool = False, dx: float = 0.0, size: float = 0.0, keep: bool = False) -> Row:
        size = size or self.size
        return Row(LEADING * size, lambda pen, top: pen.text(self.x + dx, top, words, size, bold=bold) and None, keep)

    def gap(self, height: float) -> Row:
        return Row(height, lambda pen, top: None)

    def kept(self, height: float) -> Row:
        return replace(self.gap(height), keep=True)

    def inside(self, left: float, right: float) -> Ink:
        return replace(self, x=self.x + left, width=self.width - left - right)


def value_rows(ink: Ink, zone: Zone, *, first: float = 0.0, dx: float = 0.0) -> list[Row]:
    """A value's lines; the first line of a text begins `first` points in, `dx` moves all."""
    if zone.years:
        return [_year_row(ink, zone.years)]
    if zone.text:
        lines = wrap(zone.text, ink.look.font, ink.size, ink.width, first=first)
        return [ink.line(line, dx=first if k == 0 else 0.0) for k, line in enumerate(lines)]
    mark = zone.mark
    if mark == "lines" and not _plain_lines(ink, zone.items):
        mark = "•"
    rows = []
    for number, item in enumerate(zone.items, 1):
        sign = "" if mark == "lines" else f"{number}." if mark == "number" else mark
        hang = 0.0 if not sign else width_of(f"{sign} ", ink.look.font, ink.size) + 2
        lines = wrap(item, ink.look.font, ink.size, ink.width - hang)
        rows += [_item_row(ink, line, sign if k == 0 else "", hang) for k, line in enumerate(lines)]
    return rows


def _plain_lines(ink: Ink, items: Sequence[str]) -> bool:
    """Whether items can stand one a line without a mark and nobody would run two together."""
    return all(width_of(item, ink.look.font, ink.size) < 0.75 * ink.width for item in items)


def _item_row(ink: Ink, words: str, sign: str, hang: float) -> Row:
    def draw(pen: Pen, top: float) -> None:
        if sign:
            pen.text(ink.x, top, sign, ink.size)
        pen.text(ink.x + hang, top, words, ink.size)

    return Row(ink.pitch, draw)


def _year_row(ink: Ink, years: Sequence[tuple[int, str]]) -> Row:
    cell = min(46.0, ink.width / 6)
    size = min(ink.size, 9.0, cell / 2.6)

    def draw(pen: Pen, top: float) -> None:
        for k, (year, colour) in enumerate(years):
            x = ink.x + cell * k
            pen.box(x, top, x + cell, top + 1.6 * size, fill=colour or "#ffffff", stroke=True)
            pen.text(x + (cell - width_of(str(year), ink.look.font, size)) / 2, top + 0.3 * size, str(year), size)

    return Row(1.6 * size + 3, draw)


def zone_rows(ink: Ink, zone: Zone, style: str) -> list[Row]:
    """A zone as rows, in the style of its labels."""
    if style in ("boxes", "boxes_centred", "boxes_right", "turned", "open_beside"):
        return [_beside(ink, zone, style), ink.gap(GAP if style != "open_beside" else 0.5 * ink.size)]
    values = value_rows(ink, zone)
    if style == "after":
        kept = [replace(row, keep=True) for row in values]
        return [*kept, ink.line(zone.label, bold=True), ink.gap(1.4 * ink.size)]
    space = ink.gap(0.7 * ink.size)
    if style == "band" and width_of(zone.label, ink.look.font, ink.size, True) > ink.width - 8:
        style = "above_bold"
    if style == "band":
        return [_band(ink, zone.label), *values, space]
    if style in ("above_bold", "above_colon"):
        bold = style == "above_bold"
        labels = wrap(zone.label + ("" if bold else " :"), ink.look.font, ink.size, ink.width, bold=bold)
        return [*(ink.line(line, bold=bold, keep=True) for line in labels), *values, space]
    bold, colon = style != "run_plain", style != "run_style"
    label = f"{zone.label} :" if colon else zone.label
    if not zone.text or zone.years:
        labels = wrap(label, ink.look.font, ink.size, ink.width, bold=bold)
        return [*(ink.line(line, bold=bold, keep=True) for line in labels), *values, space]
    first = width_of(f"{label} ", ink.look.font, ink.size, bold)
    if first > 0.7 * ink.width:
        labels = wrap(label, ink.look.font, ink.size, ink.width, bold=bold)
        return [*(ink.line(line, bold=bold, keep=True) for line in labels), *values, space]
    rows = value_rows(ink, zone, first=first)
    return [_with_label(ink, label, bold, rows[0]), *rows[1:], space]


def _with_label(ink: Ink, label: str, bold: bool, row: Row) -> Row:
    def draw(pen: Pen, top: float) -> None:
        pen.text(ink.x, top, label, ink.size, bold=bold)
        row.draw(pen, top)

    return replace(row, draw=draw)


def _band(ink: Ink, label: str) -> Row:
    def draw(pen: Pen, top: float) -> None:
        pen.box(ink.x - 4, top, ink.x + ink.width, top + ink.size * 1.6, fill="#d8e4ee")
        pen.text(ink.x, top + 0.3 * ink.size, label, ink.size, bold=True)

    return Row(1.6 * ink.size + 4, draw, keep=True)


def _beside(ink: Ink, zone: Zone, style: str) -> Row:
    """A label beside its value, in one piece."""
    if style == "turned":
        return _turned(ink, zone)
    wide = 0.3 * ink.width
    pad = 0.0 if style == "open_beside" else 4.0
    labels = wrap(zone.label, ink.look.font, ink.size, wide - 2 * pad - (12 if not pad else 4), bold=True)
    right = style == "boxes_right"
    inner = ink.inside(pad, wide + pad) if right else ink.inside(wide + pad, pad)
    rows = value_rows(inner, zone)
    height = max(sum(row.height for row in rows), len(labels) * ink.pitch) + 2 * pad
    down = (height - len(labels) * ink.pitch) / 2 if style == "boxes_centred" else pad

    def draw(pen: Pen, top: float) -> None:
        edge = ink.x + (ink.width - wide if right else 0)
        if pad:
            pen.box(edge, top, edge + wide - 3 * (not right), top + height, fill="#e3ecd9")
            other = (ink.x, ink.x + ink.width - wide - 3) if right else (ink.x + wide, ink.x + ink.width)
            pen.box(other[0], top, other[1], top + height, stroke=True)
        for k, line in enumerate(labels):
            pen.text(edge + pad, top + down + k * ink.pitch, line, ink.size, bold=True)
        _draw_rows(pen, rows, top + pad)

    return Row(height, draw)


def _turned(ink: Ink, zone: Zone) -> Row:
    strip = ink.size + 8
    inner = ink.inside(strip + 5, 4)
    rows = value_rows(inner, zone)
    height = max(sum(row.height for row in rows), width_of(zone.label, ink.look.font, ink.size, True)) + 10

    def draw(pen: Pen, top: float) -> None:
        pen.box(ink.x, top, ink.x + strip, top + height, fill="#d9d2e9")
        pen.box(ink.x, top, ink.x + ink.width, top + height, stroke=True)
        pen.turned(ink.x + 3, top, top + height, zone.label, ink.size)
        _draw_rows(pen, rows, top + 5)

    return Row(height, draw)


def _draw_rows(pen: Pen, rows: Sequence[Row], top: float) -> float:
    for row in rows:
        row.draw(pen, top)
        top += row.height
    return top


def head_rows(ink: Ink, sheet: Sheet, style: str) -> list[Row]:
    """The rows of a sheet's head: its theme's line, number and title."""
    look = ink.look
    number = look.number.removesuffix("dotted").format(sheet.number)
    big = ink.size + 3
    rows: list[Row] = []
    if look.theme == "line":
        rows += [
            *_title(ink, f"Axe {1 + (THEMES.index(sheet.theme) % 3)} : {sheet.theme}", ink.size + 1),
            ink.kept(3),
        ]
    if look.head == "number_title":
        rows += [
            ink.line(number, bold=True, size=ink.size + 1, keep=True),
            ink.kept(3),
            *_title(ink, sheet.title, big),
        ]
    elif look.head == "one_line":
        rows += _title(ink, f"{number} : {sheet.title}", ink.size + 2)
    elif look.head == "dash":
        rows += _title(ink, f"{number} – {sheet.title}", ink.size + 2)
    elif look.head == "badge":
        rows += [_badge(ink, number), *_title(ink, sheet.title, big)]
    elif look.head == "title_only":
        rows += _title(ink, sheet.title, ink.size + 5)
    else:
        if look.head == "number_zone":
            rows += [ink.line(number, bold=True, size=ink.size + 1, keep=True), ink.kept(4)]
        rows += [
            replace(row, keep=True)
            for row in zone_rows(ink, Zone("title", label_of(look, "title"), text=sheet.title), style)
        ]
    return [*rows, ink.kept(0.8 * ink.size)]


def _title(ink: Ink, words: str, size: float) -> list[Row]:
    lines = wrap(words, ink.look.font, size, ink.width, bold=True)
    return [ink.line(line, bold=True, size=size, keep=True) for line in lines]


def _badge(ink: Ink, number: str) -> Row:
    wide = width_of(number, ink.look.font, ink.size, True) + 12

    def draw(pen: Pen, top: float) -> None:
        x = ink.x + ink.width - wide
        pen.box(x, top, x + wide, top + 1.8 * ink.size, fill="#c9a646")
        pen.text(x + 6, top + 0.4 * ink.size, number, ink.size, bold=True)

    return Row(2.1 * ink.size, draw, keep=True)


# The layouts.


def draw(path: Path, drawn: Drawn) -> int:
    """Draws a contract: its cover, its legend, its sheets; gives the fewest words of a page with sheets.

    Raises TooLongError where a sheet does not fit on the page that it must stand on.
    """
    look = drawn.look
    wide = look.layout in ("columns", "rows")
    pen = Pen(path, look, (A4[1], A4[0]) if wide else A4)
    pen.text(90, 180, "Contrat de ville 2015-2020", 26, bold=True)
    pen.text(160, 230, "Ville de Clairbourg", 18, bold=True)
    pen.turn_page(footer=False, sheet=False)
    if "calendar" in look.fields and look.calendar != "words" and look.legend != "none" and look.layout != "rows":
        _legend_page(pen)
    {
        "cards": _draw_cards, "page": _draw_pages, "flow": _draw_flow, "columns": _draw_columns,
        "form": _draw_forms, "rows": _draw_table,
    }[look.layout](pen, drawn)  # fmt: skip
    pen.canvas.save()
    return min(pen.word_counts)


def _legend_page(pen: Pen) -> None:
    pen.text(MARGIN, 80, "Lecture des fiches", 14, bold=True)
    pen.text(
        MARGIN,
        110,
        "Chaque fiche présente une action du contrat, ceux qui la portent et ce qui permettra",
        10,
    )
    pen.text(
        MARGIN,
        124,
        "de la juger. Les couleurs de son calendrier disent où en sera l'action chaque année.",
        10,
    )
    _legend(pen, 150)
    pen.turn_page(sheet=False)


def _legend(pen: Pen, top: float) -> None:
    study, work = pen.look.colours
    if pen.look.legend == "sentence":
        pen.text(
            MARGIN,
            top,
            f"Dans le calendrier, la couleur {_feminine(study)} correspond à la phase d'étude,",
            10,
        )
        pen.text(MARGIN, top + 14, f"la couleur {_feminine(work)} à la mise en œuvre de l'action.", 10)
        return
    for k, (colour, words) in enumerate(((study, "Étude et faisabilité"), (work, "Mise en œuvre"))):
        x = MARGIN + 170 * k
        pen.box(x, top, x + 16, top + 10, fill=COLOURS[colour])
        pen.text(x + 22, top, words, 10)


def _feminine(colour: str) -> str:
    return {"bleu": "bleue", "vert": "verte"}.get(colour, colour)


def _dividers(pen: Pen, sheet: Sheet, before: Sheet | None) -> None:
    if pen.look.theme == "divider" and (before is None or before.theme != sheet.theme):
        pen.text(80, 0.4 * pen.height, sheet.theme, 22, bold=True)
        pen.turn_page(sheet=False)


def _draw_cards(pen: Pen, drawn: Drawn) -> None:
    look = drawn.look
    side = 150.0
    left = look.sidebar.startswith("left")
    before = None
    for sheet in drawn.sheets:
        _dividers(pen, sheet, before)
        before = sheet
        main = Ink(look, MARGIN + (side + 16 if left else 0), A4[0] - 2 * MARGIN - side - 16, look.size)
        edge = MARGIN if left else A4[0] - MARGIN - side
        aside = Ink(look, edge + 8, side - 14, min(look.size, 10))
        if "bare" not in look.sidebar:
            pen.box(edge, 60, edge + side, 780, fill="#eef1e6")
        zones = zones_of(look, sheet)
        rows = [*head_rows(main, sheet, look.label)]
        for zone in zones:
            if zone.name not in SIDE_FIELDS:
                rows += zone_rows(main, zone, look.label)
        top = _draw_rows(pen, rows, 60)
        side_rows = [row for zone in zones if zone.name in SIDE_FIELDS for row in zone_rows(aside, zone, look.side)]
        if max(top, _draw_rows(pen, side_rows, 70)) > 790:
            raise TooLongError
        pen.turn_page()


def _draw_pages(pen: Pen, drawn: Drawn) -> None:
    before = None
    for sheet in drawn.sheets:
        _dividers(pen, sheet, before)
        before = sheet
        ink = Ink(drawn.look, MARGIN, A4[0] - 2 * MARGIN, drawn.look.size)
        rows = head_rows(ink, sheet, drawn.look.label)
        for zone in zones_of(drawn.look, sheet):
            rows += zone_rows(ink, zone, drawn.look.label)
        _flow(pen, rows, 60)
        pen.turn_page()


def _flow(pen: Pen, rows: Sequence[Row], top: float) -> float:
    """Draws rows one under the other, over as many pages as they need; gives where the last ends."""
    bottom = pen.height - 64
    k = 0
    while k < len(rows):
        end = k
        while rows[end].keep and end + 1 < len(rows):
            end += 1
        together = rows[k : end + 1]
        if top + sum(row.height for row in together) > bottom and top > 61:
            pen.turn_page()
            top = 60
        top = _draw_rows(pen, together, top)
        k = end + 1
    return top


def _draw_flow(pen: Pen, drawn: Drawn) -> None:
    look = drawn.look
    ink = Ink(look, MARGIN, A4[0] - 2 * MARGIN, look.size)
    top = 60.0
    before: Sheet | None = None
    for sheet in drawn.sheets:
        new_theme = before is None or before.theme != sheet.theme
        if look.theme == "divider" and new_theme:
            if before:
                pen.turn_page()
            _dividers(pen, sheet, before)
            top = 60.0
        rows: list[Row] = []
        if look.theme == "heading" and new_theme:
            number = 1 + sum(other.theme != sheet.theme for other in drawn.sheets[:1])
            rows += [
                ink.line(f"Axe {number} : {sheet.theme}", bold=True, size=look.size + 5, keep=True),
                ink.kept(8),
            ]
        rows += head_rows(ink, sheet, look.label)
        for zone in zones_of(look, sheet):
            rows += zone_rows(ink, zone, look.label)
        top = _flow(pen, [*rows, ink.gap(16)], top)
        before = sheet
    pen.turn_page()


def _draw_columns(pen: Pen, drawn: Drawn) -> None:
    """Two sheets side by side on a landscape page."""
    look = drawn.look
    half = pen.width / 2
    before: Sheet | None = None
    place = 0
    for sheet in drawn.sheets:
        if place == 2 or (place == 1 and look.theme == "divider" and before and before.theme != sheet.theme):
            pen.turn_page()
            place = 0
        _dividers(pen, sheet, before)
        ink = Ink(look, 40 + half * place, half - 70, look.size)
        rows = head_rows(ink, sheet, look.label)
        for zone in zones_of(look, sheet):
            rows += zone_rows(ink, zone, look.label)
        if _draw_rows(pen, rows, 50) > pen.height - 45:
            raise TooLongError
        before, place = sheet, place + 1
    pen.turn_page()


class TooLongError(Exception):
    """A sheet's words do not fit on the page that it must stand on."""


def _draw_forms(pen: Pen, drawn: Drawn) -> None:
    """Ruled forms of two columns; a page's end may cut a row."""
    look = drawn.look
    shaded, weight, cut = look.form.split()
    columns = (MARGIN, MARGIN + 135, A4[0] - MARGIN)
    before = None
    for sheet in drawn.sheets:
        _dividers(pen, sheet, before)
        before = sheet
        top = 60.0
        number = look.number.removesuffix("dotted").format(sheet.number)
        zones = zones_of(look, sheet)
        if look.head in ("one_line", "dash"):
            words = f"{number} {':' if look.head == 'one_line' else '–'} {sheet.title}"
            top = _form_head(pen, words, top, columns, shaded == "shaded")
        else:
            if look.head == "number_zone":
                top = _form_head(pen, number, top, columns, shaded == "shaded")
            zones = [Zone("title", label_of(look, "title"), text=sheet.title), *zones]
        for zone in zones:
            top = _form_row(pen, zone, top, columns, (shaded == "shaded", weight, cut))
        pen.turn_page()


def _form_head(pen: Pen, words: str, top: float, columns: tuple[float, float, float], shaded: bool) -> float:
    size = pen.look.size + 2
    lines = wrap(words, pen.look.font, size, columns[2] - columns[0] - 10, bold=True)
    bottom = top + len(lines) * LEADING * size + 8
    pen.box(columns[0], top, columns[2], bottom, fill="#dfe8d5" if shaded else "", stroke=True)
    for k, line in enumerate(lines):
        pen.text(columns[0] + 5, top + 4 + k * LEADING * size, line, size, bold=True)
    return bottom


def _form_row(
    pen: Pen, zone: Zone, top: float, columns: tuple[float, float, float], style: tuple[bool, str, str]
) -> float:
    look = pen.look
    shaded, weight, cut = style
    bold = weight == "bold"
    label = f"{zone.label} :" if weight == "colon" else zone.label
    name = Ink(look, columns[0] + 5, columns[1] - columns[0] - 10, look.size)
    value = Ink(look, columns[1] + 5, columns[2] - columns[1] - 10, look.size)
    labels = [name.line(line, bold=bold) for line in wrap(label, look.font, look.size, name.width, bold=bold)]
    rows = value_rows(value, zone)
    limit = pen.height - 70
    need = 8 + max(sum(row.height for row in rows), sum(row.height for row in labels))
    if (cut == "whole" and top + need > limit) or top + 8 + max(rows[0].height, len(labels) * name.pitch) > limit:
        pen.turn_page()
        top = 60.0
    first = True
    while rows or first:
        fits = 0
        at = top + 8
        while fits < len(rows) and at + rows[fits].height <= limit:
            at += rows[fits].height
            fits += 1
        fits = max(fits, 1)
        shown = labels if first or cut == "again" else []
        bottom = max(at, top + 8 + sum(row.height for row in shown))
        pen.box(columns[0], top, columns[1], bottom, fill="#eef3e8" if shaded else "", stroke=True)
        pen.box(columns[1], top, columns[2], bottom, stroke=True)
        _draw_rows(pen, shown, top + 4)
        _draw_rows(pen, rows[:fits], top + 4)
        rows, first, top = rows[fits:], False, bottom
        if rows:
            pen.turn_page()
            top = 60.0
    return top


ROW_HEADS = {
    "title": ("Action", "Intitulé de l'action", "Actions"), "leads": ("Pilote", "Porteur"),
    "partners": ("Partenaires", "Partenaires associés"),
    "operational_objectives": ("Objectifs", "Objectifs opérationnels"),
    "indicators": ("Indicateurs", "Indicateurs d'évaluation"), "priority": ("Priorité",),
    "theme": ("Thématique", "Axe"),
}  # fmt: skip
ROW_WIDTHS = {"number": 34, "theme": 80, "title": 120, "leads": 84, "partners": 118, "operational_objectives": 126,
              "indicators": 126, "priority": 52}  # fmt: skip


def row_columns(look: Look) -> list[str]:
    """The columns of a table of actions, by field."""
    names = [
        "number",
        "theme",
        "title",
        "leads",
        "operational_objectives",
        "partners",
        "indicators",
        "priority",
    ]
    return [
        n
        for n in names
        if n in ("number", "title", "partners", "indicators")
        or (n in look.fields and (n != "theme" or look.rows_theme == "column"))
    ]


def row_head_words(look: Look) -> int:
    """How many words the head of a look's table of actions has, its years among them."""
    heads = [_row_head(look, name) for name in row_columns(look)]
    return sum(len(head.split()) for head in heads) + 6 * ("calendar" in look.fields)


def _row_head(look: Look, name: str) -> str:
    return "N°" if name == "number" else ROW_HEADS[name][len(look.labels[name]) % len(ROW_HEADS[name])]


def _draw_table(pen: Pen, drawn: Drawn) -> None:
    look = drawn.look
    names = row_columns(look)
    wide = float(sum(ROW_WIDTHS[name] for name in names))
    years = 22.0 if "calendar" in look.fields else 0.0
    scale = min(1.25, (pen.width - 70 - 6 * years) / wide)
    sides = [35.0]
    for name in names:
        sides.append(sides[-1] + ROW_WIDTHS[name] * scale)
    top, before = 60.0, ""
    head = True
    for sheet in drawn.sheets:
        cells = [_row_cell(look, sheet, name, sides[k], sides[k + 1]) for k, name in enumerate(names)]
        height = max(sum(row.height for row in rows) for rows in cells) + 8
        new = sheet.theme != before and look.rows_theme != "column"
        if top + height + (60 if new or head else 0) > pen.height - 70:
            _table_legend(pen, top + 8)
            pen.turn_page()
            top, head = 60.0, True
        if new and look.rows_theme == "heading":
            top = pen_heading(pen, drawn, sheet, top + (20 if before else 0))
            head = True
        if head:
            top = _table_head(pen, names, sides, top, years)
            head = False
        if new and look.rows_theme == "band":
            right = sides[-1] + 6 * years
            pen.box(sides[0], top, right, top + 16, fill="#d5dfea", stroke=True)
            pen.text(sides[0] + 5, top + 3, _axis(drawn, sheet), 9, bold=True)
            top += 16
        before = sheet.theme
        for k, rows in enumerate(cells):
            pen.box(sides[k], top, sides[k + 1], top + height, stroke=True)
            _draw_rows(pen, rows, top + 4)
        _table_years(pen, sheet, sides[-1], top, top + height, years)
        top += height
    _table_legend(pen, top + 8)
    pen.turn_page()


def _axis(drawn: Drawn, sheet: Sheet) -> str:
    themes = list(dict.fromkeys(other.theme for other in drawn.sheets))
    return f"Axe {themes.index(sheet.theme) + 1} : {sheet.theme}"


def pen_heading(pen: Pen, drawn: Drawn, sheet: Sheet, top: float) -> float:
    """Draws the heading of a section of the table; gives where the table begins."""
    pen.text(35, top, _axis(drawn, sheet), 13, bold=True)
    return top + 24


def _row_cell(look: Look, sheet: Sheet, name: str, x0: float, x1: float) -> list[Row]:
    ink = Ink(look, x0 + 4, x1 - x0 - 8, look.size)
    if name in LISTS:
        return value_rows(ink, _list_zone(look, name, "", sheet.items[name]))
    text = {
        "number": sheet.number, "title": sheet.title, "theme": sheet.theme,
        "priority": PRIORITIES[look.priority][sheet.level - 1],
    }[name]  # fmt: skip
    return value_rows(ink, Zone(name, "", text=text))


def _table_head(pen: Pen, names: Sequence[str], sides: Sequence[float], top: float, years: float) -> float:
    look = pen.look
    heads = []
    for k, name in enumerate(names):
        lines = wrap(_row_head(look, name), look.font, 8.5, sides[k + 1] - sides[k] - 6, bold=True)
        heads.append(lines)
    bottom = top + 8 + 10.5 * max(map(len, heads))
    for k, lines in enumerate(heads):
        pen.box(sides[k], top, sides[k + 1], bottom, fill="#c9d6e4", stroke=True)
        for n, line in enumerate(lines):
            pen.text(sides[k] + 3, top + 4 + 10.5 * n, line, 8.5, bold=True)
    if years:
        for k, year in enumerate(range(2015, 2021)):
            x = sides[-1] + years * k
            pen.box(x, top, x + years, bottom, fill="#c9d6e4", stroke=True)
            pen.text(x + 3, top + 4, str(year), 7, bold=True)
    return bottom


def _table_years(pen: Pen, sheet: Sheet, x: float, top: float, bottom: float, years: float) -> None:
    if not years:
        return
    study, work = (COLOURS[name] for name in pen.look.colours)
    planned = {year: study if phase == "study" else work for year, phase in sheet.years}
    for k, year in enumerate(range(2015, 2021)):
        pen.box(x + years * k, top, x + years * (k + 1), bottom, fill=planned.get(year, ""), stroke=True)


def _table_legend(pen: Pen, top: float) -> None:
    look = pen.look
    if "calendar" not in look.fields or look.legend == "none":
        return
    if look.legend == "swatches":
        _legend(pen, top)
    else:
        pen.text(35, top, f"Légende : {look.colours[0]} = étude, {look.colours[1]} = mise en œuvre.", 8)
