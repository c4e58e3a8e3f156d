"""Tesseract through pytesseract: whether it is there, and the words that it reads on a picture."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from patterns import regexes as re

if TYPE_CHECKING:
    from PIL import Image

LANGUAGE = "fra"
DOTS_AN_INCH = 200
"""The resolution that pages are read at: docs/scans.md has what others gave."""
SECONDS = 50
"""A picture that takes longer is given up."""
INSTALL = (
    "Install Tesseract with French (Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-fra; "
    "macOS: brew install tesseract tesseract-lang; Windows: the installer, with French ticked)"
)

# "tesseract 5.3.0", of older ones "tesseract v4.0.0.20181030"
_VERSION = re.compile(r"tesseract v?(\d+(?:\.\d+)*)")
_BOX = re.compile(r"bbox(?:es)? (\d+) (\d+) (\d+) (\d+)")
_SURE = re.compile(r"x_wconf (\d+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
LEVEL = 0.003
"""A line of writing rises or falls by no more of its length."""
FEWEST_LETTERS = 3
"""So many letters tell the height of their line."""
SHARES = dict.fromkeys("acemnorsuvwxz", 0.53) | dict.fromkeys("bdhklABCDEFGHIKLMNOPRSTUVWXYZ0123456789", 0.73)
"""How high letters are, as shares of the font size: of most fonts nearly so."""
# hOCR names its characters as XHTML does, and Tesseract declares no entities but XML's own
_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")


class ReadWord(NamedTuple):
    """A word as Tesseract reads it, in pixels: its ink's box, its line's baseline under it and its line's height.

    `ends` are the middles of the gaps between its letters.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float
    line: int
    baseline: float
    height: float
    ends: tuple[float, ...] = ()


class TesseractError(Exception):
    """Tesseract failed on a picture; the message says how, `over_time` whether it took too long."""

    over_time = False


@cache
def engine() -> str | None:
    """The engine and its version, such as "tesseract 5.3.0 fra"; None where it, or its French, is not installed."""
    # asked without pytesseract, which imports pandas: most runs need no more of it than this
    program = shutil.which("tesseract")
    version = _VERSION.match(_said(program, "--version")) if program else None
    if program is None or version is None or LANGUAGE not in _said(program, "--list-langs").split():
        return None
    return f"tesseract {version[1]} {LANGUAGE}"


def _said(program: str, option: str) -> str:
    """What Tesseract prints for an option; nothing where it cannot be run."""
    try:
        done = subprocess.run(  # noqa: S603  found on the user's own path
            [program, option], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", errors="replace")


def read_words(image: Image.Image, dots_an_inch: int, segmentation: int) -> list[ReadWord]:
    """The words on a picture, by Tesseract's own order; `segmentation` is its page segmentation mode.

    Raises TesseractError.
    """
    import pytesseract

    # two threads for one page take more of the machine than they give back
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    options = f"--psm {segmentation} --dpi {dots_an_inch} -c hocr_char_boxes=1"
    try:
        found = pytesseract.image_to_pdf_or_hocr(image, LANGUAGE, options, extension="hocr", timeout=SECONDS)
    except RuntimeError as error:
        failure = TesseractError(" ".join(str(error).split()) or "no answer")
        failure.over_time = "timeout" in str(error)
        raise failure from error
    return list(_words(found))


def _words(hocr: bytes | str) -> Iterator[ReadWord]:
    root = ElementTree.fromstring(hocr)  # noqa: S314  written by Tesseract on this machine
    lines = [node for node in root.iter() if node.get("class") in _LINES]
    heights = _heights(lines)
    for number, (line, height) in enumerate(zip(lines, heights, strict=True)):
        title = line.get("title", "")
        left, _, _, foot = _box(title)
        base = _BASELINE.search(title)
        slope, offset = (float(base[1]), float(base[2])) if base else (0.0, 0.0)
        for node in _of_class(line, "ocrx_word"):
            text, said = _text(node), node.get("title", "")
            if not text:
                continue
            box = _box(said)
            sure = _SURE.search(said)
            # a line of a straight page that slopes is of two columns' lines: its words stand where their letters do
            said_base = foot + offset + slope * ((box[0] + box[2]) / 2 - left)
            baseline = _letters_foot(node, said_base) if abs(slope) > LEVEL else said_base
            confidence = float(sure[1]) / 100 if sure else 0.0
            yield ReadWord(text, *box, confidence, number, baseline, height, _ends(node, text))


def _heights(lines: Sequence[ElementTree.Element]) -> list[float]:
    """The height of each line, from descenders to ascenders.

    What Tesseract says of it is right for most lines of a page and far off for some; the heights of a line's own
    letters tell which lines are alike.
    """
    said = [_said_height(line) for line in lines]
    seen = [_letter_height(line) for line in lines]
    known = [one / other for one, other in zip(said, seen, strict=True) if other]
    share = median(known) if known else 1.0
    return [other * share if other else one for one, other in zip(said, seen, strict=True)]


def _said_height(line: ElementTree.Element) -> float:
    size = _SIZE.search(line.get("title", ""))
    _, top, _, bottom = _box(line.get("title", ""))
    return float(size[1]) if size else bottom - top


def _letter_height(line: ElementTree.Element) -> float | None:
    """The font size that the heights of a line's letters speak of; None where it has few letters."""
    sizes = []
    for letter in _of_class(line, "ocrx_cinfo"):
        share = SHARES.get(_text(letter))
        _, top, _, bottom = _box(letter.get("title", ""))
        if share and bottom > top:
            sizes.append((bottom - top) / share)
    return median(sizes) if len(sizes) >= FEWEST_LETTERS else None


def _letters_foot(word: ElementTree.Element, otherwise: float) -> float:
    """Where the letters of a word that have no descender end."""
    feet = [_box(letter.get("title", ""))[3] for letter in _of_class(word, "ocrx_cinfo") if _text(letter) in SHARES]
    return median(feet) if feet else otherwise


def _ends(word: ElementTree.Element, text: str) -> tuple[float, ...]:
    """The middles of the gaps between a word's letters; none where each letter has no box."""
    letters = [_box(letter.get("title", "")) for letter in _of_class(word, "ocrx_cinfo")]
    if len(letters) != len(text):
        return ()
    return tuple((one[2] + other[0]) / 2 for one, other in pairwise(letters))


def _of_class(node: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (inner for inner in node.iter() if inner.get("class") == name)


def _text(node: ElementTree.Element) -> str:
    return "".join("".join(node.itertext()).split())


def _box(title: str) -> tuple[float, float, float, float]:
    found = _BOX.search(title)
    return (float(found[1]), float(found[2]), float(found[3]), float(found[4])) if found else (0.0, 0.0, 0.0, 0.0)
