"""Run the two heavy producers: LibreOffice on a word-processor file, a browser on an HTML page."""

import shutil
import subprocess
import tempfile
from pathlib import Path

#: Seconds after which a producer is taken for stuck.
PATIENCE = 180


def _run(command: list[str]) -> None:
    """Run a producer and say what it printed where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip() or done.stdout.strip()}")


def _found(*names: str) -> str:
    """The first of these programs that is installed."""
    for name in names:
        if path := shutil.which(name):
            return path
    raise RuntimeError(f"none of {', '.join(names)} is installed")


def office_pdf(document: Path, pdf: Path) -> None:
    """Turn a .docx into `pdf` with LibreOffice, in a profile of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        profile = f"-env:UserInstallation=file://{scratch}/profile"
        command = [_found("soffice", "libreoffice"), profile, "--headless", "--convert-to", "pdf"]
        _run([*command, "--outdir", scratch, str(document)])
        shutil.move(Path(scratch) / f"{document.stem}.pdf", pdf)


def browser_pdf(html: str, pdf: Path) -> None:
    """Print an HTML page to `pdf` with a headless browser."""
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / f"{pdf.stem}.html"
        page.write_text(html, encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        profile = f"--user-data-dir={scratch}/profile"
        _run([_found("chromium", "chromium-browser", "google-chrome"), *flags, profile,
              f"--print-to-pdf={pdf}", page.as_uri()])  # fmt: skip
