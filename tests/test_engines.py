"""Both engines on pages that are turned, cropped, nested or drawn in odd ways, and on the samples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import ImageOps
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract.errors import PageError
from extract.opening import open_document
from extract.options import Engine, ScanOptions
from extract.pages import Document, Fill, Page, Rule

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "corpus" / "samples").glob("*.pdf"))
ENGINES: tuple[Engine, ...] = ("pdfium", "pdfplumber")
REAL_PAGES = {"hazebrouck": (1, 17, 20, 41, 60, 92, 93), "porte-du-hainaut": (1, 12, 36, 40, 45, 60)}
NEAR = 1.0
"""Points by which the engines' boxes may differ."""
COLOUR_NEAR = 2
opened = partial(open_document, scans=ScanOptions("off"))
"""Opens a PDF as the engines alone read it."""

Draw = Callable[[Canvas], None]
Make = Callable[[Draw], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Draws a PDF of one page, 400 by 300 points."""

    def made(draw: Draw) -> Path:
        path = tmp_path / "page.pdf"
        canvas = Canvas(str(path), pagesize=(400, 300))
        canvas.setFont("Helvetica", 12)
        draw(canvas)
        canvas.save()
        return path

    return made


@pytest.fixture(params=ENGINES)
def read(request: pytest.FixtureRequest, make: Make) -> Iterator[Callable[[Draw], Page]]:
    """Draws a page and reads it, with each engine in turn."""
    documents: list[Document] = []

    def page(draw: Draw) -> Page:
        documents.append(opened(make(draw), engine=request.param))
        return documents[-1].page(1)

    yield page
    for document in documents:
        document.close()


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def boxes(items: Iterable[Fill | Rule]) -> list[tuple[int, ...]]:
    return [tuple(round(value) for value in item[:4]) for item in items]


def assert_same(first: Page, second: Page) -> None:
    """Two engines' readings of a page agree."""
    assert (first.width, first.height) == pytest.approx((second.width, second.height), abs=0.1)
    assert [(word.text, word.glued) for word in first.words] == [(word.text, word.glued) for word in second.words]
    for one, two in zip(first.words, second.words, strict=True):
        # pdfminer knows no width of the bullet in the standard fonts: its right side is not compared
        sides = slice(1, 3) if one.text == "•" and two.x1 == two.x0 else slice(1, 5)
        assert one[sides] == pytest.approx(two[sides], abs=NEAR), (one, two)
        assert (one.bold, one.upright, one.font) == (two.bold, two.upright, two.font)
        assert one.size == pytest.approx(two.size, abs=0.2)
        assert one.colour == pytest.approx(two.colour, abs=COLOUR_NEAR)
    assert len(first.fills) == len(second.fills)
    for fill, other in zip(first.fills, second.fills, strict=True):
        assert fill[:4] == pytest.approx(other[:4], abs=NEAR)
        assert fill.colour == pytest.approx(other.colour, abs=COLOUR_NEAR)
    assert len(first.rules) == len(second.rules)
    for rule, second_rule in zip(first.rules, second.rules, strict=True):
        assert rule == pytest.approx(second_rule, abs=NEAR)


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 2


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_engines_agree_on_every_sample_page(path: Path) -> None:
    fast, reference = (opened(path, engine=engine) for engine in ENGINES)
    assert fast.page_count == reference.page_count > 0
    for number in range(1, fast.page_count + 1):
        assert_same(fast.page(number), reference.page(number))


@pytest.mark.parametrize("name", REAL_PAGES)
def test_the_engines_agree_on_real_contracts(shared: Path, name: str) -> None:
    fast, reference = (opened(shared / "contracts" / f"{name}.pdf", engine=engine) for engine in ENGINES)
    for number in REAL_PAGES[name]:
        assert_same(fast.page(number), reference.page(number))


def test_a_words_box_goes_from_the_descent_up_one_size(read: Callable[[Draw], Page]) -> None:
    page = read(lambda canvas: canvas.drawString(50, 200, "Ville de"))
    assert texts(page) == ["Ville", "de"]
    descent, width = 12 * 0.207, stringWidth("Ville", "Helvetica", 12)
    assert page.words[0][1:5] == pytest.approx((50, 88 + descent, 50 + width, 100 + descent), abs=0.1)
    assert page.words[0].size == pytest.approx(12) and page.words[0].font == "Helvetica"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_boxes_are_those_of_the_page_as_shown(make: Make, rotation: int, cropped: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)
        if cropped:
            canvas.setCropBox((30, 60, 350, 280))
        canvas.drawString(100, 150, "HEHEH")
        canvas.setFillColorRGB(0, 0, 1)
        canvas.rect(120, 200, 60, 20, stroke=0, fill=1)

    path = make(draw)
    pages = []
    for engine in ENGINES:
        document = opened(path, engine=engine)
        page = document.page(1)
        image = document.image(1, 2.0).convert("RGB")
        assert image.size == pytest.approx((2 * page.width, 2 * page.height), abs=1)
        (word,) = page.words
        assert word.text == "HEHEH" and word.upright == (rotation == 0)
        (fill,) = page.fills
        # the drawn page has black ink in the word's box and blue in the fill's, and nothing elsewhere
        red, _, blue = image.split()
        letters = ImageOps.invert(blue).point(lambda value: 255 * (value > 128)).getbbox()
        blue_ink = ImageOps.invert(red).point(lambda value: 255 * (value > 128))
        assert letters is not None
        assert all(inside >= 2 * edge - 2 for inside, edge in zip(letters[:2], word[1:3], strict=True))
        assert all(inside <= 2 * edge + 2 for inside, edge in zip(letters[2:], word[3:5], strict=True))
        blue_ink.paste(0, letters)
        assert blue_ink.getbbox() == pytest.approx([2 * value for value in fill[:4]], abs=2)
        pages.append(page)
    assert_same(*pages)


def test_turned_text(read: Callable[[Draw], Page]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(100, 100)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Pilier 1 : Emploi")

    page = read(draw)
    assert texts(page) == ["Pilier", "1", ":", "Emploi"]
    word = page.words[0]
    assert not word.upright and word.size == pytest.approx(12)
    descent, width = 12 * 0.207, stringWidth("Pilier", "Helvetica", 12)
    assert word[1:5] == pytest.approx((88 + descent, 200 - width, 100 + descent, 200), abs=0.1)


def test_forms_are_read_where_they_are_drawn(read: Callable[[Draw], Page]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("badge")
        canvas.setFont("Helvetica", 12)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 50, 20, stroke=0, fill=1)
        canvas.drawString(5, 5, "Form")
        canvas.endForm()
        canvas.translate(100, 100)
        canvas.scale(2, 2)
        canvas.doForm("badge")

    page = read(draw)
    assert boxes(page.fills) == [(100, 160, 200, 200)]
    (word,) = page.words
    assert word.text == "Form" and word.x0 == pytest.approx(110) and word.size == pytest.approx(24)


def test_words_stand_in_the_order_of_the_file(read: Callable[[Draw], Page]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(200, 200, "droite")
        canvas.drawString(50, 200, "gauche")

    assert texts(read(draw)) == ["droite", "gauche"]


def test_fills_and_rules(read: Callable[[Draw], Page]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(0, 0, 400, 300, stroke=0, fill=1)  # paper
        canvas.setFillColorRGB(0, 0, 1)
        canvas.rect(20, 200, 100, 50, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(20, 100, 100, 1, stroke=0, fill=1)  # a line as Word draws it
        canvas.line(200, 20, 200, 120)
        canvas.line(250, 20, 300, 120)  # slanted
        canvas.rect(220, 200, 100, 50, stroke=1, fill=0)
        canvas.circle(50, 50, 10, stroke=0, fill=1)

    page = read(draw)
    assert boxes(page.fills) == [(20, 50, 120, 100), (40, 240, 60, 260)]
    assert page.fills[0].colour == (0, 0, 255)
    sides = {(220, 50, 320, 50), (220, 100, 320, 100), (220, 50, 220, 100), (320, 50, 320, 100)}
    assert set(boxes(page.rules)) == {(20, 200, 120, 200), (200, 180, 200, 280)} | sides
    assert all(rule.x0 == rule.x1 or rule.top == rule.bottom for rule in page.rules)


def test_a_frame_drawn_as_a_shape_with_a_hole_is_four_rules(read: Callable[[Draw], Page]) -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(20, 20, 100, 100)
        path.rect(21, 21, 98, 98)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)

    page = read(draw)
    assert page.fills == () and len(page.rules) == 4


@pytest.mark.parametrize("text", ["CONTRAT", "Contrat de ville de Valmont"])
def test_text_drawn_twice_counts_once(read: Callable[[Draw], Page], text: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 200, text)
        canvas.drawString(50.4, 200, text)

    page = read(draw)
    assert texts(page) == text.split()
    assert all(word.bold for word in page.words)


def test_a_shadow_counts_once_with_the_colour_on_top(read: Callable[[Draw], Page]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.6)
        canvas.drawString(50.5, 199.5, "Titre")
        canvas.setFillColorRGB(1, 0, 0)
        canvas.drawString(50, 200, "Titre")

    (word,) = read(draw).words
    assert (word.text, word.colour) == ("Titre", (255, 0, 0))


def test_letter_spacing_by_the_file(read: Callable[[Draw], Page]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 200, "Pôle Cohésion", charSpace=4)
        canvas.drawString(50, 150, "P ô l e  C o h é s i o n")

    assert texts(read(draw)) == ["Pôle", "Cohésion", "Pôle", "Cohésion"]


def test_white_text_counts_on_dark_and_on_gradients_only(read: Callable[[Draw], Page]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(40, 90, 200, 30)
        canvas.clipPath(clip, stroke=0)
        canvas.linearGradient(40, 90, 240, 90, ((1, 0, 0), (0, 0, 1)))
        canvas.restoreState()
        canvas.setFillColorRGB(0, 0, 0.5)
        canvas.rect(40, 190, 200, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(50, 200, "bandeau")
        canvas.drawString(50, 100, "image")
        canvas.drawString(50, 20, "secret")

    assert texts(read(draw)) == ["bandeau", "image"]


def test_invisible_text_is_left_out_by_the_fast_engine(make: Make) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 200, "Ville")
        canvas.drawString(50, 150, "secret", mode=3)

    assert texts(opened(make(draw)).page(1)) == ["Ville"]


def test_text_off_the_page_is_left_out(read: Callable[[Draw], Page]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 200, "Ville")
        canvas.drawString(450, 200, "dehors")

    assert texts(read(draw)) == ["Ville"]


def test_zapf_dingbats(read: Callable[[Draw], Page]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("ZapfDingbats", 12)
        canvas.drawString(50, 200, "\u2714 \u25a0")

    assert texts(read(draw)) == ["✔", "■"]


def test_plain_text_has_a_line_a_line(make: Make) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 200, "Contrat de ville")
        canvas.drawString(50, 180, "Valmont")

    for engine in ENGINES:
        assert opened(make(draw), engine=engine).text(1).split("\n") == ["Contrat de ville", "Valmont"]


def test_a_page_that_fails_says_its_number(make: Make) -> None:
    path = make(lambda canvas: canvas.drawString(50, 200, "Ville"))
    data = path.read_bytes().replace(b"/Type /Page\n", b"/Type /Pig \n")
    data = data.replace(b"/Kids [ ", b"/Kids [ 99 0 R ").replace(b"/Count 1", b"/Count 2")
    path.write_bytes(data)
    document = opened(path)
    failures = []
    for number in range(1, document.page_count + 1):
        try:
            document.page(number)
        except PageError as error:
            failures.append((error.number, str(error)))
    assert failures and all(f"page {number}:" in message for number, message in failures)


def test_a_file_is_given_back(make: Make) -> None:
    for engine in ENGINES:
        path = make(lambda canvas: canvas.drawString(50, 200, "Ville"))
        document = opened(path, engine=engine)
        document.page(1)
        document.close()
        path.unlink()
