"""Files that mean harm meet limits: a page is given up with a warning, a file is refused in one line."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import made_hostile as hostile
import pytest
from batches import batch
from test_bad_input import draw_pdf, failed, run

from extract import read_contract
from extract.batching.run import Run
from extract.errors import InputError
from extract.limits import Limits
from extract.opening import open_document
from extract.options import Engine, ScanOptions
from extract.unpacking import filters_of, lzw, objects_of, oversize
from models.record import Record

ENGINES = pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])


def given_up(path: Path, limits: Limits, engine: Engine = "pdfium") -> list[tuple[str, int | None]]:
    """The warnings on pages of a contract, whose first page is read all the same."""
    record = read_contract(path, engine=engine, limits=limits, scans=ScanOptions("off"))
    assert record.contract.title == "Contrat de ville de Valmont 2015-2020"
    return [(warning.code, warning.page) for warning in record.warnings if warning.page]


def refused(path: Path, limits: Limits) -> str:
    """The line that refuses a file."""
    with pytest.raises(InputError) as error:
        read_contract(path, limits=limits)
    return str(error.value).removeprefix(str(path))


def test_a_file_over_its_size_is_refused(tmp_path: Path, samples: Path) -> None:
    good = samples / "valmont.pdf"
    path = draw_pdf(tmp_path / "large.pdf", ["Contrat de ville"])
    path.write_bytes(path.read_bytes() + b"\n" * 1_200_000)
    failed(
        path,
        good,
        tmp_path / "out",
        "1.2 mb, over the limit of 1",
        "--file-megabytes",
        options=["--file-megabytes", "1"],
    )
    text = tmp_path / "large.txt"
    text.write_text("Contrat de ville\n" * 3000, encoding="utf-8")
    assert refused(text, Limits(file_megabytes=1)) == ": 0.05 MB, over the limit of 0.02. Give more --file-megabytes."


def test_a_file_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    path = draw_pdf(tmp_path / "a.pdf", ["Contrat de ville"] * 3)
    assert refused(path, Limits(pages=2)) == ": 3 pages, over the limit of 2. Give more --max-pages."
    text = tmp_path / "a.txt"
    text.write_text("\f".join(["Contrat de ville"] * 3), encoding="utf-8")
    assert "3 pages, over the limit of 2" in refused(text, Limits(pages=2))


@pytest.mark.parametrize("bomb", [hostile.flate_bomb, hostile.chained_bomb, hostile.lzw_bomb])
def test_a_stream_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    tmp_path: Path, bomb: Callable[[Path, int], Path]
) -> None:
    path = bomb(tmp_path / "bomb.pdf", 3)
    assert path.stat().st_size < 20_000
    line = refused(path, Limits(stream_megabytes=2))
    assert line == ": a part of it unpacks to over 2 MB. Give more --stream-megabytes."
    assert not oversize(path, None, 4_000_000)


def test_a_bomb_is_found_however_its_filter_is_written(tmp_path: Path) -> None:
    packed = hostile.packed(3)
    for entries, more in (
        (b"/Filter/Fl", []),
        (b"/Filter /Flate#44ecode", []),
        (b"/Filter 8 0 R", [b"[/FlateDecode]"]),
        (b"/Filter 99 0 R", []),  # it stands nowhere: the usual one is tried
    ):
        path = hostile.two_pages(tmp_path / "bomb.pdf", hostile.stream(packed, entries), more)
        assert oversize(path, None, 2_000_000), entries
    runs = hostile.stream(zlib.compress(b"\x81 " * 30_000), b"/Filter [/Fl /RL]")
    assert oversize(hostile.two_pages(tmp_path / "runs.pdf", runs), None, 2_000_000)
    digits = hostile.stream(packed.hex().encode() + b">", b"/Filter [/ASCIIHexDecode /FlateDecode]")
    assert oversize(hostile.two_pages(tmp_path / "hex.pdf", digits), None, 2_000_000)


def test_a_bomb_whose_filters_are_named_in_a_packed_object_is_found(tmp_path: Path) -> None:
    twice = zlib.compress(hostile.packed(3), 9)
    names = b"/Filter [/FlateDecode /FlateDecode]"
    for entries, objects in (
        (b"/Filter 9 0 R", {9: names.removeprefix(b"/Filter ")}),
        (b"/Filter [9 0 R 10 0 R]", {9: b"/FlateDecode", 10: b"/FlateDecode"}),
        (names + b" /Note (1 0 obj)", {}),
        (names + b" /Note (stream\n)", {}),
        (names + b" /Note (" + b"x" * 9000 + b")", {}),
    ):
        more = [hostile.object_stream(objects)] if objects else []
        path = hostile.two_pages(tmp_path / "bomb.pdf", hostile.stream(twice, entries), more)
        assert oversize(path, None, 2_000_000), entries
        assert not oversize(path, None, 4_000_000), entries


def test_a_bomb_in_a_locked_file_is_found(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "locked.pdf"), encrypt=StandardEncryption("sesame"), pageCompression=1)
    for _ in range(30_000):
        canvas.drawString(72, 700, "Contrat de ville")
    canvas.save()
    assert oversize(tmp_path / "locked.pdf", "sesame", 1_000_000)
    assert not oversize(tmp_path / "locked.pdf", "sesame", 50_000_000)


def test_a_large_picture_is_no_bomb(tmp_path: Path) -> None:
    path = hostile.huge_picture(tmp_path / "a.pdf", 1000)
    assert not oversize(path, None, 4_000_000)
    assert oversize(path, None, 900_000)


def test_lzw_is_unpacked_as_it_was_packed() -> None:
    assert set(b"".join(lzw([hostile.lzw_spaces(50_000)]))) == {32}
    # the example of the PDF reference, 7.4.4.2
    example = bytes([0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01])
    assert b"".join(lzw([example])) == bytes([45, 45, 45, 45, 45, 65, 45, 45, 45, 66])


def test_filters_are_told_in_their_order() -> None:
    chain = [b"ASCII85Decode", b"FlateDecode"]
    assert filters_of(b"<< /Filter [ /ASCII85Decode /FlateDecode ] /Length 4", objects_of(b"")) == [chain]
    assert filters_of(b"<< /Length 4", objects_of(b"")) == []
    named = objects_of(b"8 0 obj /ASCII85Decode endobj 9 0 obj [/FlateDecode] endobj")
    assert filters_of(b"<< /Filter [8 0 R 9 0 R]", named) == [chain]
    assert filters_of(b"<< /Filter [8 0 R /Flate#44ecode]", named) == [chain]


@ENGINES
def test_a_page_of_too_many_objects_is_given_up(tmp_path: Path, engine: Engine) -> None:
    path = hostile.many_objects(tmp_path / "a.pdf", 400)
    words = b"BT /F1 9 Tf 72 %d Td (Une page de peu de mots, lue quand la limite le permet.) Tj ET\n"
    content = b"".join(words % (600 - 20 * line) for line in range(8))
    assert given_up(path, Limits(page_objects=300), engine) == [("page-over-limit", 2)]
    text = hostile.two_pages(tmp_path / "b.pdf", hostile.stream(content))
    assert given_up(text, Limits(page_objects=300), engine) == [("page-over-limit", 2)]
    assert given_up(text, Limits(page_objects=2000), engine) == []


def test_a_page_of_forms_nested_too_deep_is_given_up(tmp_path: Path) -> None:
    path = hostile.laughing_forms(tmp_path / "a.pdf", 12, 1)
    assert given_up(path, Limits(form_depth=12)) == []
    assert given_up(path, Limits(form_depth=11)) == [("page-over-limit", 2)]


def test_a_form_that_draws_itself_ends(tmp_path: Path) -> None:
    assert given_up(hostile.form_in_itself(tmp_path / "a.pdf"), Limits()) == [("page-over-limit", 2)]


def test_a_page_of_forms_that_multiply_costs_its_time_only(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    hostile.laughing_forms(tmp_path / "in" / "a.pdf", 9, 10)
    [outcome] = batch(tmp_path / "in", tmp_path / "out", Run(page_seconds=2.0), workers=1)
    assert outcome.entry["incomplete"] and outcome.entry["seconds"] < 30
    record = Record.model_validate_json((tmp_path / "out" / "a.json").read_bytes())
    assert ("page-over-time", 2) in [(warning.code, warning.page) for warning in record.warnings]


@pytest.mark.slow
def test_a_page_that_wants_too_much_memory_is_given_up(tmp_path: Path) -> None:
    path = hostile.many_objects(tmp_path / "a.pdf", 3_000_000)
    result = run("extract", path, "--out", tmp_path / "out", "--memory-megabytes", "500", "--page-objects", "9999999")
    assert result.exit_code == 0, result.stderr
    record = Record.model_validate_json((tmp_path / "out" / "a.json").read_bytes())
    assert ("page-crashed", 2) in [(warning.code, warning.page) for warning in record.warnings]
    [entry] = map(json.loads, (tmp_path / "out" / "manifest.jsonl").read_text(encoding="utf-8").splitlines())
    assert entry["incomplete"]


@ENGINES
def test_a_huge_page_is_not_drawn(tmp_path: Path, engine: Engine) -> None:
    path = hostile.huge_page(tmp_path / "a.pdf", 10**9)
    record = read_contract(path, engine=engine, scans=ScanOptions("off"))
    assert [(warning.code, warning.page) for warning in record.warnings if warning.page] == [("page-over-limit", 2)]


def test_white_words_on_a_huge_page_do_not_have_it_drawn(tmp_path: Path) -> None:
    content = b"1 1 1 rg BT /F1 20 Tf 100 100 Td (Contenu de l'action) Tj ET\n" * 2
    document = open_document(hostile.huge_page(tmp_path / "a.pdf", 20_000, content))
    with pytest.raises(Exception, match="too large to be drawn"):
        document.page(2)


def test_a_deep_tree_of_pages_is_read_or_refused(tmp_path: Path) -> None:
    path = hostile.deep_tree(tmp_path / "a.pdf", 300)
    assert read_contract(path).contract.title == "Contrat de ville de Valmont 2015-2020"
    assert "no text" in refused(hostile.deep_tree(tmp_path / "b.pdf", 5000), Limits())


def test_limits_that_change_what_a_record_holds_are_told_in_the_manifest() -> None:
    from extract.options import ReadOptions

    usual = ReadOptions().stated()
    assert ReadOptions(limits=Limits(page_objects=10)).stated() != usual
    assert ReadOptions(limits=Limits(form_depth=3)).stated() != usual
    assert ReadOptions(limits=Limits(file_megabytes=10)).stated() == usual
