"""Scans with Tesseract: two samples scanned (200 dpi, turned, noisy, JPEG) give what their reference readings say."""

from __future__ import annotations

from pathlib import Path

import pytest
from read_records import load
from scanning import page_pictures, save_scan, scan_of

from corpus.scoring import score
from extract.options import ScanOptions
from extract.reading import read_contract
from extract.scans import tesseract
from models.record import Record

pytestmark = pytest.mark.slow

LEAST, LEAST_COLOURS = 0.90, 0.85
NAMES = ["saint-ermeland", "treverac"]
"""A table of actions whose years are coloured cells, and sheets under run-in headings without any rule."""


@pytest.fixture(scope="module", autouse=True)
def _tesseract() -> None:
    assert tesseract.engine(), "these tests need tesseract-ocr and tesseract-ocr-fra (.ci/packages.txt)"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what OCR read is kept for all tests of this file."""
    return tmp_path_factory.mktemp("kept")


def read(path: Path, kept: Path) -> Record:
    return read_contract(path, scans=ScanOptions(folder=kept))


@pytest.mark.parametrize("name", NAMES)
def test_a_scanned_sample_gives_its_reference_reading(samples: Path, tmp_path: Path, kept: Path, name: str) -> None:
    record = read(scan_of(samples / f"{name}.pdf", tmp_path / f"{name}.pdf"), kept)
    scores = score(record.model_dump(mode="json"), load(samples / f"{name}.gold.json"))
    low = {
        field: round(value, 3)
        for field, value in scores.items()
        if value < (LEAST_COLOURS if field == "calendar" else LEAST)
    }
    assert len(scores) > 6 and low == {}
    assert record.sources[0].text_layer == "ocr"
    assert {row.method for row in record.evidence} == {"ocr"}


def test_evidence_on_a_scan_stands_where_the_file_it_was_made_of_has_it(
    samples: Path, tmp_path: Path, kept: Path
) -> None:
    path = samples / "saint-ermeland.pdf"
    scan = read(scan_of(path, tmp_path / "saint-ermeland.pdf", turn=0.7), kept)
    native = {row.text: row.box for row in read_contract(path).evidence if row.field.endswith("/title")}
    pairs = [
        (row.box, native[row.text]) for row in scan.evidence if row.text in native and row.field.endswith("/title")
    ]
    assert len(pairs) > 10
    for box, other in pairs:
        assert box and other
        # the page is turned by 0.7 degrees about its middle, which moves nothing on it by more than six points
        assert max(abs(a - b) for a, b in zip(box, other, strict=True)) <= 8


def test_a_scanned_page_among_digital_ones_is_read_turned_the_other_way(
    samples: Path, tmp_path: Path, kept: Path
) -> None:
    import pypdfium2

    path = samples / "treverac.pdf"
    save_scan(page_pictures(path, [5], turn=-1.2, noise=14), tmp_path / "page.pdf")
    with pypdfium2.PdfDocument(path) as pdf, pypdfium2.PdfDocument(tmp_path / "page.pdf") as page:
        pdf.del_page(4)
        pdf.import_pages(page, [0], 4)
        pdf.save(tmp_path / "mixed.pdf")
    record = read(tmp_path / "mixed.pdf", kept)
    assert record.sources[0].text_layer == "mixed"
    assert {row.page for row in record.evidence if row.method == "ocr"} == {5}
    scores = score(record.model_dump(mode="json"), load(samples / "treverac.gold.json"))
    assert {field: value for field, value in scores.items() if value < LEAST} == {}
