"""A page to draw on: text and boxes measured in points from the top left corner."""

from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.recipes.content import SOFT_HYPHEN
from corpus.recipes.fonts import Family
from patterns import regexes as re

WIDTH, HEIGHT = float(A4[0]), float(A4[1])
LEADING = 1.28
ASCENT = 0.8
# French punctuation and units stay on the line of the word before them.
SPACES = re.compile("(?<!«) (?![;:!?»%€])")
# A line may end after a hyphen between letters, and at a soft hyphen.
BREAKS = re.compile(rf"(?<=[^\W\d_]-)(?=[^\W\d_])|(?<={SOFT_HYPHEN})")


class Pen:
    """A PDF canvas whose pages are counted, whose bytes are the same each time, in one font family."""

    def __init__(self, family: Family, title: str) -> None:
        family.register()
        self.family = family
        self.page = 1
        self._buffer = BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=A4, pageCompression=1, invariant=1, initialFontName=family.regular)
        self._canvas.setTitle(title)
        self._canvas.setSubject("Fictional sample contract, written for the tests of contrats")

    def text(self, x: float, top: float, words: str, size: float, *, face: str = "", colour: str = "#000000") -> None:
        """Write one line whose top stands at `top`."""
        self._canvas.setFont(face or self.family.regular, size)
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.drawString(x, HEIGHT - top - size * ASCENT, words)

    def lines(
        self,
        x: float,
        top: float,
        lines: list[str],
        size: float,
        *,
        face: str = "",
        colour: str = "#000000",
    ) -> float:
        """Write lines one under the other; give the top of the line that would follow."""
        for line in lines:
            self.text(x, top, line, size, face=face, colour=colour)
            top += size * LEADING
        return top

    def centred(self, x: float, top: float, words: str, size: float, *, face: str = "", colour: str) -> None:
        """Write one line whose middle stands at `x`."""
        self.text(
            x - width(words, face or self.family.regular, size) / 2,
            top,
            words,
            size,
            face=face,
            colour=colour,
        )

    def box(self, x0: float, top: float, x1: float, bottom: float, *, fill: str = "", stroke: str = "") -> None:
        """Draw a box, filled, ruled, or both."""
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        if stroke:
            self._canvas.setStrokeColor(HexColor(stroke))
            self._canvas.setLineWidth(0.7)
        self._canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def turn_page(self) -> None:
        """End this page and start the next."""
        self._canvas.showPage()
        self.page += 1

    def finish(self) -> bytes:
        """Give the PDF; the page being drawn is its last."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()


def width(words: str, face: str, size: float) -> float:
    """Give the width of a line."""
    return float(stringWidth(words, face, size))


def wrap(words: str, face: str, size: float, limit: float) -> list[str]:
    """Break text into lines no wider than `limit`: at spaces, hyphens, soft hyphens, else within a word."""
    lines = [""]
    for word in SPACES.split(words):
        glue = " " if lines[-1] else ""
        for piece in BREAKS.split(word):
            if lines[-1] and width(_printed(lines[-1] + glue + piece), face, size) > limit:
                lines.append(piece)
            else:
                lines[-1] += glue + piece
            glue = ""
            lines[-1:] = _cut(lines[-1], face, size, limit)
    return [_printed(line) for line in lines]


def _printed(line: str) -> str:
    """Show the soft hyphen that ends a line, and drop those within it."""
    hyphen = "-" if line.endswith(SOFT_HYPHEN) else ""
    return line.replace(SOFT_HYPHEN, "") + hyphen


def _cut(line: str, face: str, size: float, limit: float) -> list[str]:
    """Cut a line that is one overlong word wherever the room ends."""
    lines = [""]
    for character in line:
        if width(_printed(lines[-1] + character), face, size) > limit:
            lines.append("")
        lines[-1] += character
    return lines
