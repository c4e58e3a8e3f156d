"""Sheets of a workbook that opens without a warning: text stays text, links are links, headers stand still."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import unquote

from patterns import regexes as regex

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
"""Characters of a cell, UTF-16 units, that Excel takes."""
LAST_ROW = 1_048_576
"""Rows of a sheet."""
PRINTED = 260
"""Characters of a printed line, on A3."""
MOST_LINKS, LONGEST_LINK, MOST_TIP = 65_530, 2_000, 120
"""Links of a sheet, characters of a link, and of what it says when pointed at."""
LINE_HEIGHT, TITLE_HEIGHT, TALLEST = 15, 24, 409
"""Points of a line, of a title's row, and of the highest row that Excel takes."""
WIDEST, NARROWEST = 60, 7
"""Columns are as wide as what stands in them, between these many characters."""
WIDEST_NOTE = 110
"""Columns that a note stands over are no wider together than these characters and the last of them."""
DIGIT, SPACE = 7, 3
"""Pixels of a digit, in which the width of a column is counted, and of a space."""
SURE = 0.7
"""Texts of no more letters than this share of a column's width stand on one line, whatever their letters."""
INK, HEAD, RULE, BLUE = "#1F2933", "#1B4965", "#D5DCE2", "#0B5394"
PHASE_COLOURS = {"study": "#F9D9A6", "implementation": "#B7DFC0", None: "#D5DCE2"}
"""Fills of a year's cell, dark text on each over 7:1."""

# control characters that XML refuses or Excel shows as boxes, halves of surrogate pairs, and no-characters
_NOT_SHOWN = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

Style = Literal[
    "text", "number", "zero", "decimal", "plain", "share", "date", "link", "head", "head_right", "title", "note",
    "reading", "bold", "study", "implementation", "year",
]  # fmt: skip


class Link(NamedTuple):
    """A cell that leads to a file, or to a cell of this workbook ("internal:Feuille!A1"), and what it shows."""

    target: str
    text: str | int


class Styled(NamedTuple):
    """A cell with a style of its own."""

    value: str | int | float | None
    style: Style


Value = str | int | float | bool | date | None | Link | Styled


def clean_text(text: str) -> str:
    """Give a text as a cell can hold it: without control characters, no longer than a cell."""
    if text.isprintable() and len(text) * 2 <= LONGEST_CELL:  # as nearly all are, and told quickly
        return text
    clean: str = _NOT_SHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) * 2 <= LONGEST_CELL or len(clean.encode("utf-16-le")) <= LONGEST_CELL * 2:
        return clean
    return clean.encode("utf-16-le")[: (LONGEST_CELL - 1) * 2].decode("utf-16-le", "ignore") + "…"


class Book:
    """An open workbook and its styles; `sheet` adds a sheet, `close` writes the file."""

    def __init__(self, path: Path, title: str) -> None:
        from xlsxwriter import Workbook

        # a text that begins with =, looks like a number or like an address stays the text that it is
        options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
        self.workbook: Workbook = Workbook(str(path), options)
        self.workbook.set_properties({"title": title, "comments": "Écrit par contrats."})
        self.styles: dict[Style, Format] = {name: self._format(name) for name in _FORMATS}
        self._names: set[str] = set()

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet; its name is cut to what Excel takes and told apart from the others'."""
        plain = regex.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31] or "Feuille"
        count = 1
        while plain.casefold() in self._names:
            count += 1
            plain = f"{plain[:26]} ({count})"
        self._names.add(plain.casefold())
        sheet: Worksheet = self.workbook.add_worksheet(plain)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.set_paper(8)  # A3: the sheets are wide
        return sheet

    def close(self) -> None:
        """Write the file. Raises OSError."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self.workbook.close()
        except FileCreateError as error:
            raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from error

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, style: Style = "text") -> None:
        """Write one cell by what it is, never by what it looks like."""
        if isinstance(value, Styled):
            value, style = value
        if isinstance(value, Link):
            if row < MOST_LINKS and len(value.target) <= LONGEST_LINK:
                sheet.write_url(row, column, _url(value), self.styles["link"])
                if isinstance(value.text, int):  # a number stays one, under the link
                    sheet.write_number(row, column, value.text, self.styles["link"])
                return
            value = value.text
        if isinstance(value, bool):
            value = "oui" if value else "non"
        if value is None:
            sheet.write_blank(row, column, None, self.styles[style])
        elif isinstance(value, str):
            sheet.write_string(row, column, clean_text(value), self.styles[style])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.styles["date"])
        else:
            numeric: Style = "number" if value == int(value) else "decimal"
            sheet.write_number(row, column, value, self.styles[numeric if style == "text" else style])

    def table(
        self,
        sheet: Worksheet,
        head: Sequence[str],
        rows: Iterable[Sequence[Value]],
        top: int = 0,
        frozen: int = 0,
        more: Callable[[], Worksheet] | None = None,
        note: str = "",
    ) -> int:
        """Write a table from row `top`: a header that stands still, filters, widths; give the row after it.

        `frozen` columns stand still too. A `note` stands in the row above the table. What is more than a
        sheet's rows goes on in the sheet that `more` gives.
        """
        lines = list(rows)
        widths = [max(map(len, title.split()), default=0) + 4 for title in head]  # the filter's button takes some
        for column in range(len(head)):
            widest = max((_width(cells[column]) for cells in lines), default=0)
            widths[column] = min(max(widths[column], widest, NARROWEST), WIDEST)
        if note:
            self._note(sheet, top - 1, note, widths)
        row = self._head(sheet, head, widths, top, frozen)
        for cells in lines:
            if row == LAST_ROW and more:
                self._finish(sheet, widths, top, row, frozen)
                sheet, top = more(), 0
                row = self._head(sheet, head, widths, top, frozen)
            self.line(sheet, row, cells, widths)
            row += 1
        self._finish(sheet, widths, top, row, frozen)
        return row

    def line(
        self, sheet: Worksheet, row: int, cells: Sequence[Value], widths: Sequence[int], style: Style = "text"
    ) -> None:
        """Write a row from the first column on, high enough for what wraps in columns of these widths."""
        for column, value in enumerate(cells):
            self.put(sheet, row, column, value, style)
        lines = max((_lines(value, width) for value, width in zip(cells, widths, strict=False)), default=1)
        sheet.set_row(row, min(LINE_HEIGHT * lines + 1, TALLEST))

    def title(self, sheet: Worksheet, row: int, text: str) -> None:
        """Write a title into the first column, in a row that is high enough for it."""
        self.put(sheet, row, 0, text, "title")
        sheet.set_row(row, TITLE_HEIGHT)

    def _note(self, sheet: Worksheet, row: int, text: str, widths: Sequence[int]) -> None:
        """Write a note over as many columns as it takes to read it without scrolling."""
        last = next((k for k in range(len(widths)) if sum(widths[: k + 1]) >= WIDEST_NOTE), len(widths) - 1)
        if last:
            sheet.merge_range(row, 0, row, last, "", self.styles["reading"])
        self.put(sheet, row, 0, text, "reading")
        sheet.set_row(row, LINE_HEIGHT * _lines(text, min(sum(widths[: last + 1]), 255)) + 1)

    def _head(self, sheet: Worksheet, head: Sequence[str], widths: Sequence[int], top: int, frozen: int) -> int:
        self.line(sheet, top, head, [width - 1 for width in widths], "head")
        sheet.freeze_panes(top + 1, frozen)
        sheet.repeat_rows(0, top)
        if frozen:
            sheet.repeat_columns(0, frozen - 1)
        return top + 1

    def widths(self, sheet: Worksheet, widths: Sequence[int], frozen: int = 0) -> None:
        """Give the columns their widths, and as many printed pages as they need beside those that are repeated."""
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        repeated = sum(widths[:frozen])
        sheet.fit_to_pages(-(-(sum(widths) - repeated) // (PRINTED - repeated)), 0)

    def _finish(self, sheet: Worksheet, widths: Sequence[int], top: int, end: int, frozen: int) -> None:
        self.widths(sheet, widths, frozen)
        sheet.autofilter(top, 0, max(end - 1, top), max(len(widths) - 1, 0))

    def _format(self, name: Style) -> Format:
        border = {} if name in ("title", "note", "reading") else {"bottom": 1, "bottom_color": RULE}
        look = border | {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
        return self.workbook.add_format(look | _FORMATS[name])


_FORMATS: dict[Style, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "number": {"num_format": "#,##0", "align": "right", "indent": 1},
    "zero": {"num_format": "0", "align": "right", "font_color": "#52606D"},
    "decimal": {"num_format": "#,##0.0#", "align": "right", "indent": 1},
    "plain": {"num_format": "0", "align": "center"},
    "share": {"num_format": "0.0%", "align": "right", "indent": 1},
    "date": {"num_format": "dd/mm/yyyy", "align": "center"},
    "link": {"font_color": BLUE, "underline": 1, "text_wrap": True, "num_format": "#,##0"},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "text_wrap": True, "valign": "vcenter"},
    "title": {"bold": True, "font_size": 16},
    "note": {"italic": True, "font_color": "#52606D"},
    "reading": {"italic": True, "font_color": "#52606D", "text_wrap": True},
    "bold": {"bold": True, "text_wrap": True},
    "study": {"bg_color": PHASE_COLOURS["study"], "align": "center"},
    "implementation": {"bg_color": PHASE_COLOURS["implementation"], "align": "center"},
    "year": {"bg_color": PHASE_COLOURS[None], "align": "center"},
}
_FORMATS["head_right"] = _FORMATS["head"] | {"align": "right", "indent": 1}


def _url(link: Link) -> Any:
    """Give a link to a file by its relative address, with the slashes that every program reads."""
    inside = link.target.startswith("internal:")
    url = _link_types()[0](link.target) if inside else _link_types()[1](f"external:{link.target}")
    url.text = clean_text(str(link.text))
    if not inside:
        url.tip = clean_text(unquote(link.target))[:MOST_TIP]
    return url


@cache
def _link_types() -> tuple[type[Any], type[Any]]:
    """Give the writer's link, and one to a file whose address keeps its slashes."""
    from xlsxwriter.url import Url

    class FileUrl(Url):  # type: ignore[misc]
        def _target(self) -> str:
            return str(super()._target()).replace("\\", "/")

    return Url, FileUrl


def _shown(value: Value) -> str:
    """Give what a cell shows, near enough to measure it."""
    shown = value.text if isinstance(value, Link) else value.value if isinstance(value, Styled) else value
    return "" if shown is None else str(shown)


def _width(value: Value) -> int:
    """Give the characters that a cell's longest line takes, with some air."""
    return max(map(len, _shown(value).split("\n"))) + 2


def _lines(value: Value, width: int) -> int:
    """Give the lines that a cell wraps to in a column of this width, by the widths of Calibri's letters."""
    text = _shown(value)
    if len(text) <= width * SURE and "\n" not in text:
        return 1
    return sum(_wrapped(line, width * DIGIT) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> int:
    """Give the lines of a text without line breaks that wraps at its spaces; what is longer than a line is cut."""
    lines, used = 1, 0
    for word in line.split(" "):
        needed = _word_width(word)
        if used and used + SPACE + needed > room:
            lines, used = lines + 1, 0
        lines += (needed - 1) // room if needed else 0
        used = used + SPACE + needed if used else needed % room
    return lines


@lru_cache(maxsize=100_000)
def _word_width(word: str) -> int:
    """Give the pixels of a word: documents say the same words again and again."""
    from xlsxwriter.utility import xl_pixel_width

    return int(xl_pixel_width(word))
