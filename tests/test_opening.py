"""What is said of a file that cannot be read, and what is saved of one that was cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.errors import InputError, PageError
from extract.opening import is_cut_short, open_document
from extract.options import Engine

ENGINES: tuple[Engine, ...] = ("pdfium", "pdfplumber")


def written(path: Path, pages: int = 3, password: str | None = None) -> Path:
    """A PDF of a few pages with a sentence each."""
    canvas = Canvas(str(path), encrypt=password)
    for number in range(1, pages + 1):
        canvas.drawString(50, 700, f"Page {number} du contrat")
        canvas.showPage()
    canvas.save()
    return path


def problem(path: Path, engine: Engine, password: str | None = None) -> str:
    """The one line that opening a file fails with."""
    with pytest.raises(InputError) as caught:
        open_document(path, engine=engine, password=password)
    message = str(caught.value)
    assert "\n" not in message and message.startswith(str(path))
    return message


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    value: Engine = request.param
    return value


def test_a_pdf_opens(tmp_path: Path, engine: Engine) -> None:
    document = open_document(written(tmp_path / "a.pdf"), engine=engine)
    assert document.page_count == 3
    assert document.text(2).strip() == "Page 2 du contrat"


def test_a_path_that_is_not_there(tmp_path: Path, engine: Engine) -> None:
    assert "not there" in problem(tmp_path / "a.pdf", engine)


def test_a_folder(tmp_path: Path, engine: Engine) -> None:
    assert "folder" in problem(tmp_path, engine)


def test_an_empty_file(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "a.pdf"
    path.touch()
    assert "empty" in problem(path, engine)


def test_a_file_that_is_no_pdf(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"PK\x03\x04 a word-processor file under another name" * 100)
    assert "not a PDF" in problem(path, engine)


def test_a_damaged_pdf(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"nothing of a PDF\n" * 100)
    assert "damaged" in problem(path, engine)


def test_bytes_before_the_header_are_no_matter(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf")
    path.write_bytes(b"\xef\xbb\xbf\r\n" + path.read_bytes())
    assert open_document(path).page_count == 3


def test_a_locked_pdf_says_how_to_open_it(tmp_path: Path, engine: Engine) -> None:
    path = written(tmp_path / "a.pdf", password="sesame")
    assert problem(path, engine).endswith("locked by a password; give it with --password")
    assert "wrong password" in problem(path, engine, "ouvre-toi")
    assert open_document(path, engine=engine, password="sesame").text(1).strip() == "Page 1 du contrat"


def test_a_password_that_is_not_needed_is_no_matter(tmp_path: Path, engine: Engine) -> None:
    assert open_document(written(tmp_path / "a.pdf"), engine=engine, password="sesame").page_count == 3


def test_pages_of_a_cut_pdf_are_saved(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf", pages=20)
    assert not is_cut_short(path)
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"xref\n")])
    assert is_cut_short(path)
    document = open_document(path)
    read = []
    for number in range(1, document.page_count + 1):
        try:
            read.append(document.text(number).strip())
        except PageError as error:
            assert error.number == number
    assert read[:3] == ["Page 1 du contrat", "Page 2 du contrat", "Page 3 du contrat"]


def test_a_pdf_cut_before_its_pages_is_damaged(tmp_path: Path, engine: Engine) -> None:
    path = written(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes()[:400])
    assert "damaged" in problem(path, engine)
