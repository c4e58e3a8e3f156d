"""Nothing that a PDF names is fetched, opened or run: no link, file, font, program, script or form."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import made_hostile as hostile
import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pipe under a name tells who opens it")

WATCHED = """
import json, sys
seen = []
sys.addaudithook(lambda event, its: seen.append((event, str(its[0]), str(its[1:]))) if event in EVENTS else None)
from pathlib import Path
from extract import read_contract
from extract.opening import open_document
from extract.options import ScanOptions
path, engine, out = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
record = read_contract(path, engine=engine, scans=ScanOptions("off"))
document = open_document(path, engine)
for number in range(1, document.page_count + 1):
    document.image(number, 1.0).load()
document.close()
Path(out).write_text(json.dumps({"title": record.contract.title, "seen": seen}))
"""
EVENTS = {
    "open", "socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec",
    "os.posix_spawn", "urllib.Request", "webbrowser.open",
}  # fmt: skip


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that would see whoever comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A file that holds whoever opens it, in whatever language, until the test ends."""
    os.mkfifo(tmp_path / "trap")
    return tmp_path / "trap"


def armed(path: Path, url: bytes, trap: bytes, touched: bytes) -> Path:
    """A contract of two pages with all that a PDF can name: on opening, on its pages, in its fonts and streams."""
    file = b"<< /Type /Filespec /F (%s) /UF (%s) >>" % (trap, trap)
    more = [
        b"<< /S /JavaScript /JS (app.launchURL\\('%s/js'\\); this.submitForm\\('%s/form'\\);) >>" % (url, url),  # 8
        b"<< /S /Launch /F %s /Unix (touch %s) /Win << /F (cmd.exe) /P (touch %s) >> >>"
        % (file, touched, touched),  # 9
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (%s/uri) /Next 9 0 R >> >>" % url,  # 10
        (
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Texte) /Rect [72 500 300 520] /DA (/F1 12 Tf) "
            b"/AA << /K 8 0 R /F 8 0 R /V 8 0 R /C 8 0 R /PO 8 0 R /PV 9 0 R >> >>"
        ),  # 11
        # a picture whose data are in another file, and one at an address
        b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 0 "
        b"/F %s >>\nstream\n\nendstream" % file,  # 12
        b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 0 "
        b"/F << /FS /URL /F (%s/picture) >> >>\nstream\n\nendstream" % url,  # 13
        # a page of another file drawn as a form, and a font that is in another file
        hostile.stream(b"", hostile.FORM % b"" + b" /Ref << /F %s /Page 0 >>" % file),  # 14
        (
            b"<< /Type /Font /Subtype /TrueType /BaseFont /Trap /FirstChar 32 /LastChar 33 /Widths [500 500] "
            b"/FontDescriptor << /Type /FontDescriptor /FontName /Trap /Flags 32 /FontFile2 16 0 R >> >>"
        ),  # 15
        b"<< /Length 0 /F %s >>\nstream\n\nendstream" % file,  # 16
        hostile.stream(
            b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><!DOCTYPE a [<!ENTITY b SYSTEM "file://%s">]>'
            b'<template><subform><event activity="docReady"><submit target="%s/xfa"/></event></subform></template>'
            b"</xdp:xdp>" % (trap, url)
        ),  # 17
        b"<< /Type /EmbeddedFile /Length 4 >>\nstream\nMZ!!\nendstream",  # 18
        b"<< /Type /Filespec /F (a.exe) /EF << /F 18 0 R >> >>",  # 19
    ]
    content = b"/A Do /B Do /C Do BT /F9 12 Tf 72 600 Td (Texte) Tj ET\n" + hostile.TEXT
    catalogue = (
        b"/OpenAction 8 0 R /AA << /WC 8 0 R /DS 9 0 R >> "
        b"/AcroForm << /Fields [11 0 R] /XFA 17 0 R /NeedAppearances true >> "
        b"/Names << /JavaScript << /Names [(a) 8 0 R] >> /EmbeddedFiles << /Names [(a) 19 0 R] >> >> "
        b"/URI << /Base (%s/base) >>" % url
    )
    resources = b"/XObject << /A 12 0 R /B 13 0 R /C 14 0 R >>"
    page = b"/Annots [10 0 R 11 0 R] /AA << /O 8 0 R /C 9 0 R >>"
    made = hostile.two_pages(path, hostile.stream(content), more, resources, page, catalogue)
    made.write_bytes(made.read_bytes().replace(b"/Font << /F1 4 0 R >>", b"/Font << /F1 4 0 R /F9 15 0 R >>"))
    return made


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_nothing_that_a_pdf_names_is_fetched_opened_or_run(
    tmp_path: Path, listener: socket.socket, trap: Path, engine: str
) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}".encode()
    touched = tmp_path / "touched"
    path = armed(tmp_path / "armed.pdf", url, str(trap).encode(), str(touched).encode())
    program = f"EVENTS = {EVENTS!r}\n{WATCHED}"
    out = tmp_path / "seen.json"
    subprocess.run([sys.executable, "-c", program, str(path), engine, str(out)], check=True, timeout=120)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["title"] == "Contrat de ville de Valmont 2015-2020"
    assert {event for event, *_ in told["seen"]} == {"open"}, told["seen"]
    written = [
        name for _, name, how in told["seen"]
        if any(sign in how.split(",")[0] for sign in "wax+") and not name.endswith(".pyc") and name != os.devnull
        and "__pycache__" not in name and name != str(out)
    ]  # fmt: skip
    assert written == []
    assert any(name == str(path) for _, name, _ in told["seen"]), "the watch sees what is opened"
    assert not any(str(trap) in name for _, name, _ in told["seen"])
    assert not touched.exists()
    with pytest.raises(TimeoutError):
        listener.accept()


def test_the_trap_holds_who_opens_it(trap: Path) -> None:
    program = [sys.executable, "-c", "import sys; open(sys.argv[1]).read()", str(trap)]
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(program, timeout=1.0)
