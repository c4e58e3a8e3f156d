"""Scans without Tesseract: which pages they are, what is said of them, what is kept, what their pixels show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A6
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import InputError
from extract.options import ReadOptions, ScanOptions
from extract.pages import Fill, Rule
from extract.reading import read_contract
from extract.scans import document, scan, tesseract
from extract.scans.finding import is_noise, is_scan
from extract.scans.marks import page_dashes, page_dots, page_fills, page_rules, shaded_sides
from extract.scans.parting import apart
from extract.scans.runs import regions
from extract.scans.straightening import paper_colour, straightened, turn_of
from extract.scans.tesseract import DOTS_AN_INCH, ReadWord
from extract.scans.tickboxes import page_tickboxes
from extract.scans.turning import as_shown, set_straight
from models.record import Record

SCALE = DOTS_AN_INCH / 72
PROSE = (
    "Le contrat de ville réunit l’État, la commune et les habitants du quartier. Il dit ce que chacun apporte "
    "de 2015 à 2020, comment les actions sont suivies et qui en rend compte."
)
NOISE = (
    "|_e c0n+rn+ de v!lIe r3un~+ l'E+n+ Ia c0mmvne e+ Ies hnb~+nn+s dv qvnr+~er. xwqz vbcdfg ]l d~+ ce qve chncvn "
    "nppor+e c0mmen+ Ies nc+~0ns s0n+ sv~v~es e+ qv~ en rend c0mp+e"
)


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "engine", lambda: None)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A Tesseract that reads one line on every page, and the pictures that it was asked for, by their height."""
    seen: list[int] = []

    def read(image: Image.Image, *_: object) -> list[ReadWord]:
        seen.append(image.height)
        words = ["Contrat", "de", "ville", "de", "Valmont", "2015-2020"]
        return [ReadWord(w, 100 + 120 * i, 150, 210 + 120 * i, 180, 0.9, 0, 178, 30) for i, w in enumerate(words)]

    monkeypatch.setattr(tesseract, "engine", lambda: "tesseract 5 fra")
    monkeypatch.setattr(scan, "read_words", read)
    monkeypatch.setattr("extract.scans.looking_again.read_words", lambda *_: [])
    return seen


def written_page(turn: float = 0.0) -> Image.Image:
    """A picture of a page of grey lines that look like writing."""
    picture = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(picture)
    for row in range(20):
        for word in range(9):
            draw.rectangle((200 + 140 * word, 300 + 60 * row, 310 + 140 * word, 318 + 60 * row), fill=(40, 40, 40))
    return picture.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor="white")


def draw_pages(path: Path, *pages: tuple[str, Image.Image | None]) -> Path:
    """A PDF whose small pages hold a text, a picture of the whole page, or both."""
    canvas = Canvas(str(path), pagesize=A6)
    for text, picture in pages:
        if picture:
            canvas.drawImage(ImageReader(picture), 0, 0, *A6)
        canvas.setFont("Helvetica", 8)
        for row, start in enumerate(range(0, len(text), 60)):
            canvas.drawString(20, 380 - 12 * row, text[start : start + 60])
        canvas.showPage()
    canvas.save()
    return path


def read(path: Path, folder: Path, **options: object) -> Record:
    return read_contract(path, scans=ScanOptions(folder=folder, **options))  # type: ignore[arg-type]


def codes(record: Record) -> list[tuple[str, int | None]]:
    return [(w.code, w.page) for w in record.warnings if w.code.startswith(("scan", "page", "ocr"))]


@pytest.mark.parametrize(
    "text",
    [PROSE, "Objectifs opérationnels : 1.2.3 Mission locale (ML), CCAS, CAF 59, DDCS, Pôle emploi, QPV Les Tilleuls"],
)
def test_a_sound_text_is_no_noise(text: str) -> None:
    assert not is_noise(text)


@pytest.mark.parametrize("text", [NOISE, "".join(chr(0x2500 + ord(c) % 60) if c != " " else c for c in PROSE)])
def test_what_bad_ocr_and_broken_fonts_leave_is_noise(text: str) -> None:
    assert is_noise(text)


def test_the_samples_own_text_is_no_noise(samples: Path) -> None:
    from extract.opening import open_document

    for path in sorted(samples.glob("*.pdf")):
        pages = open_document(path)
        assert not [n for n in range(1, pages.page_count + 1) if is_noise(pages.text(n))], path.name


@pytest.mark.parametrize(
    ("text", "covered", "picture", "scanned"),
    [
        ("", 0.0, Image.new("RGB", (300, 400), "white"), False),
        ("", 0.0, written_page(), True),
        (PROSE, 0.0, written_page(), False),
        ("Reçu en préfecture le 12/07/2015", 1.0, written_page(), True),
        ("Première partie", 0.1, written_page(), False),
        (NOISE, 1.0, written_page(), True),
    ],
)
def test_scans_are_told_from_other_pages(text: str, covered: float, picture: Image.Image, scanned: bool) -> None:
    assert is_scan(text, lambda: covered, lambda _: picture) == scanned


def test_without_tesseract_a_scan_among_pages_is_named_with_what_to_install(tmp_path: Path, no_tesseract: None) -> None:
    path = draw_pages(tmp_path / "a.pdf", (PROSE, None), ("", written_page()), ("", None))
    record = read(path, tmp_path)
    assert codes(record) == [("scan-unread", 2), ("page-without-text", 3)]
    message = next(w.message for w in record.warnings if w.code == "scan-unread")
    assert "tesseract-ocr-fra" in message
    assert record.sources[0].text_layer == "native"


def test_without_tesseract_a_file_of_scans_is_refused_with_what_to_install(tmp_path: Path, no_tesseract: None) -> None:
    with pytest.raises(InputError, match=r"a\.pdf: no text on pages 1 to 1: needs OCR.*tesseract-ocr-fra"):
        read(draw_pages(tmp_path / "a.pdf", ("", written_page())), tmp_path)


def test_ocr_off_reads_no_scan_though_tesseract_is_there(tmp_path: Path, asked: list[int]) -> None:
    path = draw_pages(tmp_path / "a.pdf", (PROSE, None), ("", written_page()))
    record = read(path, tmp_path, ocr="off")
    assert asked == [] and codes(record) == [("scan-unread", 2)]
    assert any("--ocr off" in w.message for w in record.warnings)


def test_only_scans_are_read_by_ocr_and_all_pages_where_it_is_forced(tmp_path: Path, asked: list[int]) -> None:
    path = draw_pages(tmp_path / "a.pdf", (PROSE, None), ("", written_page()))
    assert read(path, tmp_path / "one").sources[0].text_layer == "mixed" and len(asked) == 1
    assert read(path, tmp_path / "two", ocr="force").sources[0].text_layer == "ocr" and len(asked) == 3


def test_a_noisy_text_layer_under_a_picture_is_read_anew(tmp_path: Path, asked: list[int]) -> None:
    path = draw_pages(tmp_path / "a.pdf", (NOISE, written_page()))
    record = read(path, tmp_path)
    assert record.sources[0].text_layer == "ocr" and record.contract.territory.name == "Valmont"


def test_a_photograph_beside_a_few_words_leaves_them_as_they_are(tmp_path: Path, asked: list[int]) -> None:
    path = draw_pages(tmp_path / "a.pdf", ("Contrat de ville de Lisemont", written_page()))
    record = read(path, tmp_path)
    assert asked and record.sources[0].text_layer == "native" and record.contract.territory.name == "Lisemont"


def test_a_page_is_read_once_until_the_engine_or_the_page_changes(
    tmp_path: Path, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = draw_pages(tmp_path / "a.pdf", ("", written_page()))
    first, again = read(path, tmp_path / "kept"), read(path, tmp_path / "kept")
    assert len(asked) == 1 and first == again
    monkeypatch.setattr(tesseract, "engine", lambda: "tesseract 6 fra")
    read(path, tmp_path / "kept")
    assert len(asked) == 2
    read(draw_pages(tmp_path / "a.pdf", ("", written_page(1.0))), tmp_path / "kept")
    assert len(asked) == 3


@pytest.mark.parametrize("content", ["", "{}", '{"width": 1}', "\0"])
def test_a_damaged_page_in_the_cache_is_read_again(tmp_path: Path, asked: list[int], content: str) -> None:
    path = draw_pages(tmp_path / "a.pdf", ("", written_page()))
    first = read(path, tmp_path / "kept")
    for file in (tmp_path / "kept").rglob("*.json"):
        file.write_text(content, encoding="utf-8")
    assert read(path, tmp_path / "kept") == first and len(asked) == 2


def test_a_cache_that_cannot_be_written_costs_time_and_nothing_else(tmp_path: Path, asked: list[int]) -> None:
    (tmp_path / "kept").write_text("a file where a folder is wanted", encoding="utf-8")
    path = draw_pages(tmp_path / "a.pdf", ("", written_page()))
    assert read(path, tmp_path / "kept").sources[0].text_layer == "ocr"


def test_a_scan_over_the_size_limit_is_given_up_with_a_warning(tmp_path: Path, asked: list[int]) -> None:
    path = draw_pages(tmp_path / "a.pdf", (PROSE, None), ("", written_page()))
    record = read(path, tmp_path, megapixels=0.5)
    assert asked == [] and codes(record) == [("page-over-limit", 2)]
    assert any("--ocr-megapixels" in w.message for w in record.warnings)


def test_the_options_of_a_run_name_the_engine_and_not_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "engine", lambda: "tesseract 5 fra")
    stated = ReadOptions().stated()
    assert stated["ocr"] == "auto" and stated["ocr_engine"] == "tesseract 5 fra"
    assert ReadOptions(scans=ScanOptions(folder=Path("elsewhere"))).stated() == stated
    assert ReadOptions(scans=ScanOptions("off")).stated()["ocr"] == "off"


def test_values_of_a_scan_say_ocr_stand_on_the_page_as_shown_and_warn_where_unsure(
    tmp_path: Path, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = draw_pages(tmp_path / "a.pdf", ("", written_page(2.0)))
    monkeypatch.setattr(document, "UNSURE", 0.95)
    record = read(path, tmp_path)
    row = next(row for row in record.evidence if row.field == "/contract/territory/name")
    assert row.method == "ocr" and row.box is not None
    # turned by two degrees, a word of forty points is more than one point higher
    assert row.box[3] - row.box[1] > 12
    assert {"ocr-unsure"} == {w.code for w in record.warnings if w.field == "/contract/territory/name"}


def test_a_scan_is_inspected(tmp_path: Path, asked: list[int]) -> None:
    path = draw_pages(tmp_path / "a.pdf", ("", written_page(1.5)))
    out = tmp_path / "page.png"
    arguments = ["inspect", path, "--page", "1", "--out", out, "--ocr-cache", tmp_path / "kept"]
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    assert Image.open(out).width > 1000


@pytest.mark.parametrize("turn", [0.7, -0.7, 3.0, -4.4])
def test_a_turned_page_is_set_straight(turn: float) -> None:
    picture = written_page(turn)
    assert turn_of(picture) == pytest.approx(-turn, abs=0.1)
    assert abs(turn_of(straightened(picture, turn_of(picture)))) <= 0.1


def test_a_straight_page_and_a_blank_one_are_not_turned() -> None:
    assert turn_of(written_page()) == 0.0
    assert turn_of(Image.new("RGB", (1654, 2339), (230, 230, 230))) == 0.0


@pytest.mark.parametrize("turn", [0.0, 0.7, -3.0])
def test_a_box_on_the_page_as_shown_goes_back_to_the_straight_page(turn: float) -> None:
    box = (100.0, 200.0, 400.0, 212.0)
    shown = as_shown(box, turn, 595.0, 842.0)
    assert set_straight(shown, turn, 595.0, 842.0) == pytest.approx(box)
    assert shown[3] - shown[1] >= 12.0


@pytest.fixture
def table() -> Image.Image:
    """A noisy picture of a ruled table on grey paper: a dark head, a green cell, a bullet and a dash."""
    picture = Image.new("RGB", (1654, 2339), (235, 235, 235))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((200, 300, 1000, 360), fill=(24, 60, 110))
    draw.rectangle((600, 360, 1000, 500), fill=(140, 190, 120))
    for y in (300, 360, 500):
        draw.line((200, y, 1000, y), fill=(20, 20, 20), width=2)
    for x in (200, 600, 1000):
        draw.line((x, 300, x, 500), fill=(20, 20, 20), width=2)
    draw.ellipse((240, 420, 250, 430), fill=(0, 0, 0))
    draw.rectangle((240, 460, 252, 463), fill=(0, 0, 0))
    for i, word in enumerate((60, 90, 40)):  # writing: no rule, no fill, no bullet
        draw.rectangle((280 + 100 * i, 416, 280 + 100 * i + word, 432), fill=(30, 30, 30))
        for x in range(280 + 100 * i, 280 + 100 * i + word, 12):
            draw.rectangle((x, 416, x + 6, 432), fill=(235, 235, 235))
    grain = np.random.default_rng(2).normal(0, 8, (2339, 1654, 1))
    return Image.fromarray((np.asarray(picture) + grain).clip(0, 255).astype(np.uint8))


def near(one: Rule | Fill, *box: float) -> bool:
    return all(abs(side - pixel / SCALE) <= 1.5 for side, pixel in zip(one[:4], box, strict=True))


def test_rules_fills_bullets_and_dashes_are_read_from_the_picture(table: Image.Image) -> None:
    grey, paper = np.asarray(table.convert("L")), paper_colour(table)
    rules = page_rules(grey, SCALE)
    assert any(near(rule, 200, 500, 1000, 500) for rule in rules)
    uprights = {round(rule.x0 * SCALE / 10) for rule in rules if rule.x0 == rule.x1}
    assert uprights == {20, 60, 100}
    fills = page_fills(table, paper, rules, SCALE)
    green = [fill for fill in fills if fill.colour[1] > 170]
    dark = [fill for fill in fills if max(fill.colour) < 130]
    assert len(green) == 1 and near(green[0], 600, 360, 1000, 500)
    assert min(fill.x0 for fill in dark) == pytest.approx(200 / SCALE, abs=1.5)
    assert any(near(side, 200, 360, 600, 360) for side in shaded_sides(fills, rules))
    ink = grey < 128
    assert [near(dot, 240, 420, 251, 431) for dot in page_dots(ink, regions(ink), SCALE)] == [True]
    assert [near(Rule(*dash), 240, 460, 253, 464) for dash in page_dashes(ink, regions(ink), SCALE)] == [True]


def test_tick_boxes_are_told_from_letters_and_whether_they_are_ticked() -> None:
    picture = Image.new("L", (400, 120), 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((40, 40, 62, 62), outline=0, width=2)
    pen.rectangle((140, 40, 162, 62), outline=0, width=2)
    pen.line((144, 44, 158, 58), fill=0, width=3)
    pen.line((158, 44, 144, 58), fill=0, width=3)
    pen.ellipse((240, 40, 262, 62), outline=0, width=3)  # an O
    pen.rectangle((280, 20, 380, 110), outline=0, width=2)  # a frame
    pen.rectangle((340, 60, 362, 82), fill=0)
    dark = np.asarray(picture) < 128
    found = sorted(page_tickboxes(dark, regions(dark), SCALE))
    assert [(round(one.box[0] * SCALE), one.sign) for one in found] == [(40, "☐"), (140, "☒"), (340, "■")]


@pytest.mark.parametrize(
    ("text", "first", "parts"),
    [
        ("Actionn°2", True, ["Action", "n°2"]),
        ("Axel", True, ["Axe", "1"]),
        ("Axel", False, ["Axel"]),
        ("PilierI:", True, ["Pilier", "1:"]),
        ("2.Former", True, ["2.", "Former"]),
        ("Fiche", True, ["Fiche"]),
    ],
)
def test_what_ocr_runs_together_is_parted(text: str, first: bool, parts: list[str]) -> None:
    assert apart(text, first=first) == parts
