"""The TrueType fonts that reportlab draws samples with: found, checked, registered.

All samples are set in freely licensed fonts, which may be embedded: Liberation (SIL OFL 1.1), DejaVu
(Bitstream Vera licence), and for LibreOffice's bullets OpenSymbol (MPL 2.0 or LGPL 3).
"""

import os
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from corpus.recipes.content import MissingError

FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
FOLDER_VARIABLE = "CONTRATS_FONTS"


@dataclass(frozen=True)
class Family:
    """The file stems of a font family's faces, and the Debian package that holds them."""

    regular: str
    bold: str
    italic: str
    package: str

    def register(self) -> None:
        """Make the faces known to reportlab under their file stems."""
        for face in (self.regular, self.bold, self.italic):
            if face not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(face, str(find_font(face, self.package))))
        pdfmetrics.registerFontFamily(self.regular, self.regular, self.bold, self.italic, self.bold)


DEJAVU_CONDENSED = Family(
    "DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DejaVuSansCondensed-Oblique", "fonts-dejavu-extra"
)
LIBERATION_SANS = Family("LiberationSans-Regular", "LiberationSans-Bold", "LiberationSans-Italic", "fonts-liberation")
LIBERATION_SERIF = Family(
    "LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic", "fonts-liberation"
)


def find_font(face: str, package: str) -> Path:
    """Give the path of a face's file, searching $CONTRATS_FONTS first and then the usual folders."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    folders = [Path(chosen)] if chosen else []
    for folder in (*folders, *FONT_FOLDERS):
        found = sorted(folder.rglob(f"{face}.ttf")) if folder.is_dir() else []
        if found:
            return found[0]
    raise MissingError(
        f"Font {face}.ttf is not on this machine: install it (Debian: apt-get install {package}) "
        f"or set {FOLDER_VARIABLE} to a folder that holds it."
    )
