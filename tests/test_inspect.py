"""`contrats inspect`: a page drawn with what was found on it, and the lines that look like labels."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from extract.cli import app
from extract.errors import InputError
from extract.inspecting import COLOURS, SCALE, draw_page, shown_values
from extract.labelsurvey import labels_table, nearest_label
from extract.reading import read_contract


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def valmont(samples: Path) -> Path:
    return samples / "valmont.pdf"


@pytest.fixture(scope="module")
def sheet(valmont: Path) -> int:
    """A page of a sheet with partners, contents and a calendar."""
    actions = read_contract(valmont).actions
    return next(a.pages[0] for a in actions if a.partners and a.contents and a.calendar.years)


@pytest.fixture(scope="module")
def drawn(valmont: Path, sheet: int, tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    out = tmp_path_factory.mktemp("drawn") / "page.png"
    draw_page(valmont, sheet, out)
    assert [path.name for path in out.parent.iterdir()] == ["page.png"]
    return Image.open(out).convert("RGB")


def colours_of(image: Image.Image) -> set[tuple[int, ...]]:
    counted = image.getcolors(maxcolors=image.width * image.height)
    assert counted is not None
    return {colour for count, colour in counted if count > 30 and isinstance(colour, tuple)}


# The picture


def test_the_picture_is_the_page_with_room_beside_and_below(drawn: Image.Image, valmont: Path, sheet: int) -> None:
    pdf = pypdfium2.PdfDocument(valmont)
    width, height = pdf[sheet - 1].get_size()
    pdf.close()
    page_width, page_height = round(width * SCALE), round(height * SCALE)
    assert drawn.width - page_width >= 400
    assert 40 <= drawn.height - page_height <= 150
    # the page itself is at the top left, framed
    assert drawn.getpixel((page_width - 1, page_height // 2)) != (255, 255, 255)


def test_a_sheets_fields_are_drawn_in_their_colours(drawn: Image.Image, valmont: Path, sheet: int) -> None:
    pdf = pypdfium2.PdfDocument(valmont)
    page = drawn.crop((0, 0, round(pdf[sheet - 1].get_width() * SCALE), drawn.height - 100))
    pdf.close()
    beside = drawn.crop((page.width, 0, drawn.width, drawn.height))
    for field in ("number", "title", "partners", "indicators", "contents", "calendar"):
        assert COLOURS[field] in colours_of(page), field
        assert COLOURS[field] in colours_of(beside), field


def test_the_fields_colours_differ() -> None:
    shared = {"axis", "programme"}
    colours = [colour for field, colour in COLOURS.items() if field not in shared]
    assert len(set(colours)) == len(colours)


def test_the_values_are_those_of_the_record_on_that_page(valmont: Path, sheet: int) -> None:
    record = read_contract(valmont)
    shown = shown_values(record, sheet)
    index = next(k for k, action in enumerate(record.actions) if action.pages == [sheet])
    action = record.actions[index]
    assert {value.owner for value in shown} == {f"actions/{index}"}
    texts = {value.name: value.text for value in shown}
    assert texts["title"] == action.title
    assert texts["partners 0"] == action.partners[0].as_written
    first = action.calendar.years[0]
    assert texts["calendar years 0"].split()[0] == str(first.year)


def test_a_page_without_values_and_the_other_engine_are_drawn(valmont: Path, tmp_path: Path) -> None:
    draw_page(valmont, 2, tmp_path / "page.png", engine="pdfplumber")
    assert Image.open(tmp_path / "page.png").format == "PNG"


# What is wrong


def problem(path: Path, number: int, out: Path) -> str:
    with pytest.raises(InputError) as caught:
        draw_page(path, number, out)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_each_problem_is_one_line(valmont: Path, tmp_path: Path) -> None:
    text, fake, out = tmp_path / "a.txt", tmp_path / "fake.pdf", tmp_path / "page.png"
    text.write_text("Fiche action n° 1", encoding="utf-8")
    fake.write_bytes(b"no PDF at all")
    assert "not there" in problem(tmp_path / "gone.pdf", 1, out)
    assert "not there" in problem(tmp_path / "gone.txt", 1, out)
    assert "not a PDF" in problem(fake, 1, out)
    assert "inspect draws PDFs" in problem(text, 1, out)
    pages = len(pypdfium2.PdfDocument(valmont))
    beyond = f"{valmont} has {pages} pages; --page {pages + 1} is not one of them."
    assert problem(valmont, pages + 1, out) == beyond
    assert not out.exists()


def test_the_contract_is_never_written_over(valmont: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(valmont.read_bytes())
    assert "--out another name" in problem(copy, 1, copy)
    assert copy.read_bytes() == valmont.read_bytes()


def test_a_picture_that_cannot_be_written_is_an_os_error(valmont: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"no-folder"):
        draw_page(valmont, 1, tmp_path / "no-folder" / "page.png")


@pytest.mark.parametrize(
    "options",
    [[], ["--page", "1"], ["--out", "p.png"], ["--labels", "--page", "1"], ["--labels", "--out", "p.png"]],
)
def test_half_a_command_is_a_wrong_option(valmont: Path, options: list[str]) -> None:
    result = run("inspect", valmont, *options)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


# The labels


def test_the_label_words_of_a_sample_are_listed_with_their_fields(valmont: Path) -> None:
    lines = labels_table(valmont)
    fields = {line.text.lower().replace("’", "'"): line.field for line in lines if line.status == "label"}
    for text, field in {
        "contenu de l'action": "contents",
        "calendrier prévisionnel": "calendar",
        "indicateurs d'évaluation": "indicators",
        "objectifs operationnels": "operational_objectives",
        "partenaires mobilisés": "partners",
        "niveau de priorité": "priority",
    }.items():
        assert fields.get(text) == field, text
    counts = [line.times for line in lines]
    assert counts == sorted(counts, reverse=True)
    usual = next(line for line in lines if line.text == "Calendrier prévisionnel")
    assert usual.times >= 16
    assert usual.first_page <= 8
    assert {"bold", "repeats"} <= set(usual.signs)


def test_the_table_is_printed(valmont: Path) -> None:
    result = run("inspect", valmont, "--labels")
    assert result.exit_code == 0, result.stderr
    heading, rule, *rows = result.output.splitlines()
    assert heading.split()[:5] == ["times", "page", "understood", "field", "line"]
    assert set(rule) == {"-", " "}
    assert any("Calendrier prévisionnel" in row and " yes " in row and " calendar " in row for row in rows)


def test_the_labels_of_a_text_file_are_listed_too(tmp_path: Path) -> None:
    path = tmp_path / "contract.txt"
    sheet = "Fiche action n° {}\nContenu :\nUne haie\nGrand témoin :\nVille\nPARTENAIRES\nRégion\nÉtat\nCAF\n"
    path.write_text("\f".join(sheet.format(n) for n in range(1, 4)), encoding="utf-8")
    found = {line.text: line for line in labels_table(path)}
    assert (found["PARTENAIRES"].status, found["PARTENAIRES"].times) == ("label", 3)
    assert (found["Grand témoin"].status, found["Grand témoin"].times, found["Grand témoin"].first_page) == (
        "unknown",
        3,
        1,
    )
    assert set(found["Grand témoin"].signs) == {"colon", "repeats"}
    assert found["Fiche action n°"].field == "number"
    missing = run("inspect", tmp_path / "gone.txt", "--labels")
    assert missing.stderr == f"contrats: {tmp_path / 'gone.txt'}: not there. Check the path.\n"


def test_a_line_up_to_its_number_is_one_label(tmp_path: Path) -> None:
    path = tmp_path / "contract.txt"
    path.write_text("\f".join(f"Bastion {n} Planter la haie {'abc'[n - 1]}\nPilote : Ville\n" for n in range(1, 4)))
    found = {line.text: line for line in labels_table(path)}
    assert (found["Bastion"].status, found["Bastion"].times) == ("unknown", 3)


def test_labels_of_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    result = run("inspect", tmp_path / "gone.pdf", "--labels")
    assert result.exit_code == 1
    assert result.stderr == f"contrats: {tmp_path / 'gone.pdf'}: not there. Check the path.\n"


@pytest.mark.parametrize(
    ("text", "field", "almost"),
    [
        ("Calendrier prévisionnel", "calendar", True),
        ("Indicatuers de siuvi", "indicators", True),
        ("Partenaires de la démarche", "partners", True),
        ("Kerblaise", None, False),
    ],
)
def test_the_nearest_label_is_named(text: str, field: str | None, almost: bool) -> None:
    near = nearest_label(text)
    assert near is not None
    assert near.almost is almost
    assert field is None or near.field == field


def test_a_text_without_words_has_no_nearest_label() -> None:
    assert nearest_label("– de la –") is None
