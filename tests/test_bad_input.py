"""Bad input, with the real reader: one line that says what is wrong, the other inputs unharmed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from batches import records
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner, Result

from extract.cli import app
from models.record import Record


@pytest.fixture
def good(samples: Path) -> Path:
    return samples / "valmont.pdf"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def draw_pdf(path: Path, pages: list[str], password: str | None = None) -> Path:
    """A PDF with one line of text a page; an empty text gives a page of nothing."""
    canvas = Canvas(str(path), pagesize=A4, encrypt=password)
    for text in pages:
        if text:
            canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return path


def draw_scan(path: Path, pages: int) -> Path:
    """A PDF whose pages are pictures only."""
    bitmap = pypdfium2.PdfBitmap.new_native(200, 280, pypdfium2.raw.FPDFBitmap_BGR)
    bitmap.fill_rect((190, 190, 190, 255), 0, 0, 200, 280)
    picture = path.with_suffix(".png")
    bitmap.to_pil().save(picture)
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(pages):
        canvas.drawImage(str(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    picture.unlink()
    return path


def failed(path: Path, good: Path, out: Path, *said: str, options: Sequence[str] = ()) -> None:
    """Extract `path` beside a good contract: one line says what is wrong, and the good one is written."""
    result = run("extract", path, good, "--out", out, *options)
    assert result.exit_code == 1, result.output
    lines = result.stderr.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("contrats: ") and path.name in lines[0]
    for words in said:
        assert words in lines[0].lower(), lines[0]
    assert list(records(out)) == [f"{good.stem}.json"]
    assert result.stdout.startswith(f"{good}: ") and result.stdout.count("contracts: ") < 2


def test_a_path_that_is_not_there(tmp_path: Path, good: Path) -> None:
    failed(tmp_path / "gone.pdf", good, tmp_path / "out", "no such file")


def test_a_folder_with_no_input(tmp_path: Path, good: Path) -> None:
    (tmp_path / "in").mkdir()
    failed(tmp_path / "in", good, tmp_path / "out", "no pdf or text file")


@pytest.mark.parametrize("name", ["empty.pdf", "empty.txt"])
def test_an_empty_file(tmp_path: Path, good: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    failed(tmp_path / name, good, tmp_path / "out", "empty")


def test_a_file_that_is_no_pdf_under_that_name(tmp_path: Path, good: Path) -> None:
    (tmp_path / "page.pdf").write_text("<html><body>404</body></html>", encoding="utf-8")
    failed(tmp_path / "page.pdf", good, tmp_path / "out", "pdf")


def test_a_locked_pdf_asks_for_its_password(tmp_path: Path, good: Path) -> None:
    path = draw_pdf(tmp_path / "locked.pdf", ["Contrat de ville"], password="sesame")
    failed(path, good, tmp_path / "out", "password", "--password")
    wrong = run("extract", path, "--out", tmp_path / "out", "--password", "wrong")
    assert wrong.exit_code == 1 and "password" in wrong.stderr
    opened = run("extract", path, "--out", tmp_path / "out", "--password", "sesame")
    assert opened.exit_code == 0, opened.stderr


def test_a_pdf_of_scans_needs_ocr(tmp_path: Path, good: Path) -> None:
    failed(draw_scan(tmp_path / "scan.pdf", 3), good, tmp_path / "out", "no text on pages", "ocr")


def test_a_pdf_with_pages_of_nothing_only_has_no_text(tmp_path: Path, good: Path) -> None:
    failed(draw_pdf(tmp_path / "blank.pdf", ["", ""]), good, tmp_path / "out", "no text on")


def test_a_text_that_is_neither_utf8_nor_windows_1252(tmp_path: Path, good: Path) -> None:
    (tmp_path / "odd.txt").write_bytes(b"Contrat de ville \x81\x8d\x8f \xff\xfe")
    failed(tmp_path / "odd.txt", good, tmp_path / "out", "utf-8")


def test_a_truncated_pdf_is_saved_or_refused_in_one_line(tmp_path: Path, good: Path) -> None:
    content = good.read_bytes()
    for part in (0.2, 0.5, 0.95):
        path = tmp_path / f"cut{part}.pdf"
        path.write_bytes(content[: int(len(content) * part)])
        result = run("extract", path, "--out", tmp_path / "out")
        if result.exit_code == 0:
            record = Record.model_validate_json((tmp_path / "out" / f"cut{part}.json").read_bytes())
            assert record.warnings, "a cut PDF is read with a warning"
        else:
            assert result.exit_code == 1
            assert result.stderr.count("\n") == 1 and path.name in result.stderr
            assert "fault in contrats" not in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig"])
def test_a_text_of_either_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    text = "Contrat de ville de Valmont 2015-2020\n\nL’été, à l’école : œuvrer – naïvement.\n"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    result = run("extract", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    record = Record.model_validate_json((tmp_path / "out" / "a.json").read_bytes())
    assert record.source.media_type == "text/plain" and record.source.pages is None


def test_a_pdf_that_is_no_contract_gives_a_record_and_a_warning(tmp_path: Path) -> None:
    path = draw_pdf(tmp_path / "menu.pdf", ["Carottes râpées", "", "Tarte aux pommes"])
    result = run("extract", path, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    record = Record.model_validate_json((tmp_path / "out" / "menu.json").read_bytes())
    assert record.actions == [] and record.warnings


def test_a_name_that_json_cannot_hold_is_one_line_at_most(tmp_path: Path) -> None:
    if sys.platform in ("win32", "darwin"):
        return  # such a name cannot be given there
    path = draw_pdf(tmp_path / "a.pdf", ["Contrat de ville"]).rename(tmp_path / os.fsdecode(b"lyc\xe9e.pdf"))
    result = run("extract", path, "--out", tmp_path / "out")
    assert result.exit_code in (0, 1)
    assert isinstance(result.exception, SystemExit | type(None))
