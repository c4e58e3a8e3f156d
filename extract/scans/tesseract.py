"""Tesseract through pytesseract: whether it is there, and the words that it reads on a picture."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
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
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_SURE = re.compile(r"x_wconf (\d+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
# hOCR names its characters as XHTML does, and Tesseract declares no entities but XML's own
_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")


class ReadWord(NamedTuple):
    """A word as Tesseract reads it, in pixels: its ink's box, its line's baseline under it and its line's height."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float
    line: int
    baseline: float
    height: float


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
    options = f"--psm {segmentation} --dpi {dots_an_inch}"
    try:
        found = pytesseract.image_to_pdf_or_hocr(image, LANGUAGE, options, extension="hocr", timeout=SECONDS)
    except RuntimeError as error:
        failure = TesseractError(" ".join(str(error).split()) or "no answer")
        failure.over_time = "timeout" in str(error)
        raise failure from error
    return list(_words(found))


def _words(hocr: bytes | str) -> Iterator[ReadWord]:
    root = ElementTree.fromstring(hocr)  # noqa: S314  written by Tesseract on this machine
    lines = (node for node in root.iter() if node.get("class") in _LINES)
    for number, line in enumerate(lines):
        title = line.get("title", "")
        left, _, _, foot = _box(title)
        size, base = _SIZE.search(title), _BASELINE.search(title)
        slope, offset = (float(base[1]), float(base[2])) if base else (0.0, 0.0)
        for node in line.iter():
            text = "".join(node.itertext()).strip()
            if node.get("class") != "ocrx_word" or not text:
                continue
            said = node.get("title", "")
            box = _box(said)
            sure = _SURE.search(said)
            baseline = foot + offset + slope * ((box[0] + box[2]) / 2 - left)
            yield ReadWord(
                text, *box, float(sure[1]) / 100 if sure else 0.0, number, baseline,
                float(size[1]) if size else box[3] - box[1],
            )  # fmt: skip


def _box(title: str) -> tuple[float, float, float, float]:
    found = _BOX.search(title)
    return (float(found[1]), float(found[2]), float(found[3]), float(found[4])) if found else (0.0, 0.0, 0.0, 0.0)
