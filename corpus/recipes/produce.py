"""Run the two heavy producers: LibreOffice on a word-processor file, a browser on an HTML page."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from corpus.recipes.content import MissingError

PATIENCE = 180
"""Seconds after which a producer is taken for stuck."""


def office_pdf(document: bytes) -> bytes:
    """Turn a .docx into a PDF with LibreOffice, in a profile of its own."""
    program = _found("LibreOffice", "libreoffice-writer", "soffice", "libreoffice")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "contract.docx"
        source.write_bytes(document)
        profile = f"-env:UserInstallation={Path(folder).as_uri()}/profile"
        convert = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        return _run(convert, source.with_suffix(".pdf"))


def browser_pdf(html: str) -> bytes:
    """Print an HTML page to PDF with a headless browser."""
    program = _found("Chromium", "chromium", "chromium", "chromium-browser", "google-chrome")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "contract.html"
        page.write_text(html, encoding="utf-8")
        pdf = page.with_suffix(".pdf")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        places = [f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}"]
        return _run([program, *flags, *places, page.as_uri()], pdf)


def _found(what: str, package: str, *programs: str) -> str:
    """Give the path of the first of these programs that is installed."""
    for program in programs:
        if path := shutil.which(program):
            return path
    raise MissingError(f"{what} is not on this machine: install it (Debian: apt-get install {package}).")


def _run(command: list[str], pdf: Path) -> bytes:
    """Run a producer and give the PDF it wrote; what it printed is said where it fails."""
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if done.returncode or not pdf.is_file():
        said = " ".join((done.stderr or done.stdout).split())
        raise MissingError(f"{Path(command[0]).name} made no PDF: {said[-300:]}")
    return pdf.read_bytes()
