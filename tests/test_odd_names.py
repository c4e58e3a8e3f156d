"""Files under names that mean harm: one line, one record, one cell and one text on a page each, whatever they say."""

from __future__ import annotations

import csv
import json
import os
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from made_contracts import Card, draw_contract
from test_bad_input import draw_pdf, run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="such names cannot be given there")

NAMES = (
    "new\nline.pdf",
    "-rf --out x.pdf",
    "quo\"te's`$(touch x).pdf",
    "=cmd|' C calc'!A0.pdf",
    "@SUM(A1).pdf",
    "\u202efdp.exe\u200f.pdf",
    "tab\tesc\x1b[31m\r.pdf",
    "<script>alert(1)<img src=x onerror=alert(1)>&amp;.pdf",
    "u\u2028\x85\ufeff.pdf",
    "%s{0}[red].pdf",
    "é" * 125 + "a.pdf",
    "a" * 251 + ".pdf",
)
TELLING = Card(
    title='=HYPERLINK("http://example.org")',
    partners=("1. @SUM(A1:A9)", "2. +33 association", "3. =1+1"),
    contents=("• <script>alert(1)</script>",),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of contracts, each with a text of its own, one with cells that look like formulas."""
    made = tmp_path_factory.mktemp("odd") / "in"
    made.mkdir()
    for number, name in enumerate(NAMES):
        assert len(name.encode()) <= 255
        draw_pdf(made / "made.pdf", [f"Contrat numéro {number}"]).rename(made / name)
    draw_contract(made / "-sheet.pdf", [TELLING])
    return made


@pytest.fixture(scope="module")
def records(folder: Path) -> Path:
    """The folder's records."""
    out = folder.parent / "out"
    result = run("extract", folder, "--out", out, "--ocr", "off", "--no-ner")
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == len(NAMES) + 2, "a line each and one for all"
    assert harmless(result.output)
    return out


def harmless(text: str) -> bool:
    """Whether a text holds no sign that a terminal obeys but the line's end."""
    return all(unicodedata.category(sign) not in ("Cc", "Cf", "Zl", "Zp") for sign in text.replace("\n", ""))


def test_each_file_has_a_record_that_names_it(folder: Path, records: Path) -> None:
    found = list(records.rglob("*.json"))
    named = {json.loads(path.read_text(encoding="utf-8"))["source"]["file_name"] for path in found}
    assert named == {*NAMES, "-sheet.pdf"}
    assert all(path.parent == records and len(os.fsencode(path.name)) <= 220 for path in found)


def test_the_manifest_and_the_log_are_json_a_line(folder: Path, records: Path) -> None:
    again = run("extract", folder, "--out", records, "--ocr", "off", "--no-ner", "--json")
    assert again.exit_code == 0 and harmless(again.stdout)
    for text in (again.stdout, (records / "manifest.jsonl").read_text(encoding="utf-8")):
        assert harmless(text)
        entries = [json.loads(line) for line in text.splitlines()]
        assert {Path(entry["inputs"][0]["file"]).name for entry in entries} == {*NAMES, "-sheet.pdf"}
    assert all(json.loads(line)["skipped"] for line in again.stdout.splitlines())


def test_a_file_that_is_refused_has_one_line_too(folder: Path, tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_bytes(b"no PDF")
    result = run("extract", "--out", tmp_path / "out", "--", *(tmp_path / name for name in NAMES))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == len(NAMES) and harmless(result.output)


@pytest.fixture(scope="module")
def tables(records: Path) -> Path:
    """The records' tables."""
    to = records.parent / "tables"
    result = run("export", records, "--to", to, "--pdfs", records.parent / "in")
    assert result.exit_code == 0 and harmless(result.output), result.output
    return to


def cells(path: Path) -> Iterator[object]:
    """Every cell of a workbook; one that holds a formula is told by a tuple."""
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                yield (sheet.title, cell.value) if cell.data_type == "f" else cell.value


def test_no_cell_of_a_workbook_is_a_formula(tables: Path) -> None:
    for name in ("contrats.xlsx", "comparaison.xlsx"):
        values = list(cells(tables / name))
        assert not [value for value in values if isinstance(value, tuple)], name
    values = list(cells(tables / "contrats.xlsx"))
    assert '=HYPERLINK("http://example.org")' in values and "=cmd|' C calc'!A0.pdf" in values


def test_no_cell_of_a_csv_is_a_formula(tables: Path) -> None:
    rows: dict[str, list[list[str]]] = {}
    for path in sorted((tables / "csv").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows[path.stem] = list(csv.reader(file))
    told = [cell for table in rows.values() for row in table for cell in row]
    assert not [
        cell for cell in told if cell[:1] in "=+-@\t\r" and cell[:1] and not cell[1:].replace(".", "").isdigit()
    ]
    assert {'\'=HYPERLINK("http://example.org")', "'=cmd|' C calc'!A0.pdf", "'-sheet.pdf", "'@SUM(A1:A9)"} <= set(told)


class Tags(HTMLParser):
    """The scripts of a page and what its elements do by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.active += [f"{tag} {name}" for name, _ in attrs if name.startswith("on")]
        self.active += [f"{tag} {value}" for name, value in attrs if value and "javascript:" in value]

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and "alert(1)" in data and "</script" in data.lower():
            self.active.append(data)


def test_no_name_or_text_is_run_on_a_page(records: Path, tmp_path: Path) -> None:
    made = run("report", records, "--pdfs", records.parent / "in", "--out", tmp_path / "site")
    assert made.exit_code == 0 and harmless(made.output), made.output
    compared = run("compare", records, "--to", "html", "--out", tmp_path / "compared.html")
    assert compared.exit_code == 0, compared.output
    sheet = next(path for path in records.glob("*.json") if path.name.startswith("-sheet"))
    reviewed = run(
        "review", "--pdf", records.parent / "in" / "-sheet.pdf", "--out", tmp_path / "review.html", "--", sheet
    )
    assert reviewed.exit_code == 0, reviewed.output
    pages = [*(tmp_path / "site").rglob("*.html"), tmp_path / "compared.html", tmp_path / "review.html"]
    assert len(pages) > len(NAMES)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        tags = Tags()
        tags.feed(text)
        assert not tags.active, page.name
        assert "<script>alert" not in text and "<img src=x" not in text, page.name
    assert all(len(os.fsencode(path.name)) <= 255 for path in (tmp_path / "site").rglob("*"))
