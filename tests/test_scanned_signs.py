"""What a scan's pixels show that OCR does not: stars, spaces, dots, how high lines are, rules that letters hide."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.scans.cleaning import cleaned
from extract.scans.heights import line_heights
from extract.scans.lettering import writing
from extract.scans.marks import page_fills, page_rules
from extract.scans.parting import parted
from extract.scans.runs import regions
from extract.scans.scan import with_levels
from extract.scans.stars import page_levels
from extract.scans.tesseract import DOTS_AN_INCH, ReadWord, _words

SCALE = DOTS_AN_INCH / 72
HEIGHT = 30
"""Pixels of a line of 10 points and more, from descenders to ascenders."""


def blank(wide: int = 500, high: int = 120) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("L", (wide, high), 255)
    return picture, ImageDraw.Draw(picture)


def star(pen: ImageDraw.ImageDraw, x: float, y: float, reach: float, full: bool) -> None:
    turns = np.pi * (np.arange(10) / 5 - 0.5)
    far = np.where(np.arange(10) % 2, 0.4, 1.0) * reach
    points = [(x + f * np.cos(t), y + f * np.sin(t)) for f, t in zip(far, turns, strict=True)]
    pen.polygon(points, fill=0 if full else None, outline=0, width=1 if full else 2)


def word(text: str, boxes: list[tuple[int, int]], top: int = 40, bottom: int = 62) -> tuple[Image.Image, ReadWord]:
    """A picture of letters as bars, and the word that OCR reads there, of the letters' first and last columns."""
    picture, pen = blank()
    for x0, x1 in boxes:
        pen.rectangle((x0, top, x1, bottom), fill=0)
    ends = tuple((one[1] + other[0]) / 2 for one, other in pairwise(boxes))
    return picture, ReadWord(text, boxes[0][0], top, boxes[-1][1], bottom, 0.9, 0, bottom, HEIGHT, ends)


def texts(picture: Image.Image, read: ReadWord) -> list[str]:
    return [part.word.text for part in parted(read, np.asarray(picture), first=True)]


def test_stars_and_discs_in_a_row_are_read_full_and_empty() -> None:
    picture, pen = blank()
    for i, full in enumerate((True, True, False)):
        star(pen, 60 + 24 * i, 60, 10, full)
    for i in range(3):
        box = (250 + 24 * i, 52, 266 + 24 * i, 68)
        pen.ellipse(box, fill=0 if i == 0 else None, outline=0, width=2)
    pen.ellipse((400, 52, 416, 68), fill=0)  # a disc alone is a bullet
    page = np.asarray(picture)
    rows = page_levels(page, regions(page < 128), SCALE)
    assert ["".join(sign.text for sign in row) for row in rows] == ["★★☆", "●○○"]
    assert [one.text for one in with_levels([], rows)] == ["★", "★", "☆", "●", "○", "○"]


def test_large_letters_are_no_stars_or_discs() -> None:
    picture, pen = blank(1400)
    pen.text((20, 20), "Coopération, 40 % Axe A4 Voie", font=ImageFont.load_default(44), fill=0)
    page = np.asarray(picture)
    assert page_levels(page, regions(page < 128), SCALE) == []


def test_words_that_ocr_ran_together_are_parted_where_a_space_is() -> None:
    assert texts(*word("prendsoin", [(20 + 14 * i + (10 if i > 4 else 0), 30 + 14 * i + (10 if i > 4 else 0))
                                     for i in range(9)])) == ["prend", "soin"]  # fmt: skip
    assert texts(*word("AXE1", [(20, 32), (35, 47), (50, 62), (74, 78)])) == ["AXE", "1"]


def test_words_without_a_space_and_words_spaced_out_stay_whole() -> None:
    assert texts(*word("prendsoin", [(20 + 14 * i, 30 + 14 * i) for i in range(9)])) == ["prendsoin"]
    assert texts(*word("Pilier", [(20 + 26 * i, 30 + 26 * i) for i in range(6)])) == ["Pilier"]
    assert texts(*word("2015-2020", [(20 + 16 * i, 30 + 16 * i) for i in range(9)])) == ["2015-2020"]


@pytest.mark.parametrize("read", ["112", "11.2", "1.12"])
def test_the_dots_of_a_number_are_seen(read: str) -> None:
    picture, whole = word(read, [(20, 26), (38, 44), (56, 62)])
    pen = ImageDraw.Draw(picture)
    for x in (30, 48):
        pen.rectangle((x, 59, x + 3, 62), fill=0)
    assert texts(picture, whole) == ["1.1.2"]


def test_a_number_without_dots_gets_none() -> None:
    assert texts(*word("112", [(20, 26), (38, 44), (56, 62)])) == ["112"]


def test_lines_of_one_size_are_of_one_height_whatever_ocr_says_of_them() -> None:
    picture, pen = blank(900, 400)
    font, large = ImageFont.load_default(28), ImageFont.load_default(40)
    read = []
    for row, (text, said, face) in enumerate(
        [("maisons", 30.0, font), ("commune", 41.0, font), ("rues", 24.0, font), ("Annonces", 43.0, large)]
    ):
        x0, top, x1, bottom = pen.textbbox((20, 20 + 80 * row), text, font=face)
        pen.text((20, 20 + 80 * row), text, font=face, fill=0)
        read.append(ReadWord(text, x0, top, x1, bottom, 0.9, row, bottom, said))
    heights = line_heights({one.line: [one] for one in read}, np.asarray(picture))
    assert heights[0] == heights[1] == heights[2]
    assert 1.25 <= heights[3] / heights[0] <= 1.6


def test_large_letters_are_writing_and_no_fills() -> None:
    picture = Image.new("RGB", (1654, 600), (240, 240, 240))
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(70)
    pen.text((100, 100), "Réussite éducative", font=font, fill=(20, 80, 90), stroke_width=2, stroke_fill=(20, 80, 90))
    pen.rectangle((100, 300, 180, 340), fill=(150, 90, 180))
    fills = page_fills(picture, (240, 240, 240), [], SCALE)
    assert [fill.colour for fill in fills] == [(150, 90, 180)]


def test_what_a_round_corner_leaves_bare_is_no_ink() -> None:
    picture = Image.new("RGB", (800, 300), (240, 240, 240))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((200, 100, 500, 180), radius=40, fill=(30, 90, 80))
    pen.rectangle((300, 130, 340, 150), fill=(255, 255, 255))  # writing
    fills = page_fills(picture, (240, 240, 240), [], SCALE)
    page = cleaned(np.asarray(picture.convert("L")), (240, 240, 240), fills, [], SCALE)
    ys, xs = np.nonzero(page < 128)
    assert len(fills) == 1 and (xs.min(), ys.min(), xs.max(), ys.max()) == (300, 130, 340, 150)


def table(hidden: bool) -> np.ndarray:
    """A table of two rows and two columns; in its second row letters touch the rule between the columns."""
    picture = Image.new("L", (900, 400), 245)
    pen = ImageDraw.Draw(picture)
    for y in (60, 160, 260):
        pen.line((100, y, 700, y), fill=60, width=2)
    for x in (100, 400, 700):
        pen.line((x, 60, x, 260), fill=60, width=2)
    if hidden:
        for y in range(168, 240, 20):
            for x in range(404, 600, 12):
                pen.rectangle((x, y, x + 7, y + 14), fill=40)
            for x in range(250, 398, 12):
                pen.rectangle((x, y, x + 7, y + 14), fill=40)
    return np.asarray(picture)


@pytest.mark.parametrize("hidden", [False, True])
def test_an_upright_rule_goes_on_where_letters_touch_it(hidden: bool) -> None:
    rules = page_rules(table(hidden), SCALE)
    middle = [rule for rule in rules if rule.x0 == rule.x1 and abs(rule.x0 * SCALE - 400) < 4]
    assert min(rule.top for rule in middle) * SCALE == pytest.approx(60, abs=4)
    assert max(rule.bottom for rule in middle) * SCALE == pytest.approx(260, abs=4)


def test_accents_taken_for_words_of_another_line_are_left_out() -> None:
    line = [ReadWord(t, 100 * i, 40, 100 * i + 80, 62, 0.95, 0, 62, 30) for i, t in enumerate(["Chef", "de", "file"])]
    accent = ReadWord("h", 900, 36, 915, 44, 0.0, 0, 62, 30)
    doubtful = ReadWord("et", 290, 40, 310, 62, 0.1, 0, 62, 30)
    assert writing([*line, accent, doubtful]) == [*line, doubtful]


def test_each_word_of_a_line_that_slopes_stands_on_its_own_letters() -> None:
    letters = "".join(
        f"<span class='ocrx_cinfo' title='x_bboxes {x} {y} {x + 10} {y + 15}'>e</span>" for x, y in [(10, 30), (22, 30)]
    )
    hocr = (
        "<html><span class='ocr_line' title='bbox 10 30 900 80; baseline 0.02 0; x_size 20'>"
        f"<span class='ocrx_word' title='bbox 10 30 32 45; x_wconf 90'>{letters}</span></span></html>"
    )
    assert [(one.text, one.baseline, one.ends) for one in _words(hocr)] == [("ee", 45.0, (21.0,))]
