"""The freely licensed TrueType fonts that the samples are drawn with: found, checked, registered."""

import os
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
FOLDER_VARIABLE = "CONTRATS_FONTS"


class FontMissingError(Exception):
    """A font of the recipes is not on this machine."""


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


DEJAVU_CONDENSED = Family(
    "DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DejaVuSansCondensed-Oblique", "fonts-dejavu-extra"
)
LIBERATION_SANS = Family(
    "LiberationSans-Regular", "LiberationSans-Bold", "LiberationSans-Italic", "fonts-liberation"
)


def find_font(face: str, package: str) -> Path:
    """Give the path of a face's file, searching $CONTRATS_FONTS first and then the usual folders."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    folders = [Path(chosen)] if chosen else []
    for folder in (*folders, *FONT_FOLDERS):
        found = sorted(folder.rglob(f"{face}.ttf")) if folder.is_dir() else []
        if found:
            return found[0]
    raise FontMissingError(
        f"Font {face}.ttf is not on this machine: install it (Debian: apt-get install {package}) "
        f"or set {FOLDER_VARIABLE} to a folder that holds it."
    )
