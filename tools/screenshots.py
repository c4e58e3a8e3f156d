"""Take every picture of the README and the docs from the sample contracts.

`python tools/screenshots.py` reads the samples, writes their workbook, comparison, report and review in a
temporary folder and docs/images/*.png from them. It needs Chromium and LibreOffice on the path.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from pypdfium2 import PdfDocument

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"
IMAGES = ROOT / "docs" / "images"
COLOURS = 128
"""Of a picture: enough for a page, at a third of the size."""


def home(page: Any) -> None:
    """Show the top of the home page."""


def heat(page: Any) -> None:
    """Bring the heat map to the top."""
    page.locator("#t-heat").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#t-heat').scrollIntoView()")


def lit(page: Any) -> None:
    """Point at what the action is to achieve."""
    page.locator("[data-field=operational_objectives] .value").first.hover()


def corrected(page: Any) -> None:
    """Correct the title of the second action, and confirm its number."""
    page.select_option("#part", index=2)
    page.fill("#who", "Mme Roux")
    page.check("[data-pointer='/actions/1/number'] [value=right]")
    page.check("[data-pointer='/actions/1/title'] [value=wrong]")
    page.locator("h1").scroll_into_view_if_needed()


def opened(page: Any) -> None:
    """Open what stands behind one figure of what indicators measure, and bring its table to the top."""
    page.evaluate("document.querySelector('#measures').scrollIntoView()")
    page.locator("section[aria-labelledby=measures] tbody tr").first.locator("summary").nth(1).click()


SHOTS: tuple[tuple[str, str, int, Callable[[Any], None]], ...] = (
    ("report-home", "site/index.html", 860, home),
    ("report-heat", "site/index.html", 760, heat),
    ("report-action", "site/actions/valmont-2015-002.html", 980, lit),
    ("comparison", "comparison.html", 760, opened),
    ("review-action", "records/valmont.review.html", 900, corrected),
)
"""Name of the picture, page, height in pixels, and what is done in the page first."""
CALENDAR_LEGEND = "É : étude"
"""What stands on the first printed page of the workbook's calendar."""
PRINTED_WIDTH, PRINTED_HEIGHT = 1640, 760
"""Pixels of the calendar's picture."""


def main() -> int:
    """Take every picture; gives 1 where a program that it needs is not there."""
    missing = [name for name in ("chromium", "soffice") if shutil.which(name) is None]
    if missing:
        print(f"screenshots: {missing[0]} is not on the path. Install it, then run again.", file=sys.stderr)
        return 1
    contrats = str(Path(sys.executable).with_name("contrats"))
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        page = IMAGES / "inspect-valmont.png"
        for command in (
            ["extract", SAMPLES, "--out", here / "records"],
            ["export", here / "records", "--to", here, "--format", "xlsx"],
            ["compare", here / "records", "--to", "html", "--out", here / "comparison.html"],
            ["report", here / "records", "--pdfs", SAMPLES, "--out", here / "site"],
            ["review", here / "records" / "valmont.json", "--pdf", SAMPLES / "valmont.pdf"],
            ["inspect", SAMPLES / "valmont.pdf", "--page", "9", "--out", page],
        ):
            subprocess.run([contrats, *map(str, command)], check=True)  # noqa: S603
        with Image.open(page) as picture:
            save(picture, "inspect-valmont")
        take_pages(here)
        save(calendar_sheet(here / "contrats.xlsx"), "workbook-calendar")
    return 0


def take_pages(here: Path) -> None:
    """Take the pictures of pages, which stand in a folder, in Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, address, height, prepare in SHOTS:
            page = browser.new_page(viewport={"width": 1280, "height": height})
            page.goto((here / address).as_uri())
            prepare(page)
            with Image.open(BytesIO(page.screenshot())) as picture:
                save(picture, name)
        browser.close()


def calendar_sheet(workbook: Path) -> Image.Image:
    """Give the top of the calendar's sheet as LibreOffice prints it."""
    office = ["soffice", f"-env:UserInstallation={(workbook.parent / 'office').as_uri()}", "--headless"]
    convert = [*office, "--convert-to", "pdf", "--outdir", str(workbook.parent), str(workbook)]
    subprocess.run(convert, check=True, capture_output=True)  # noqa: S603
    with PdfDocument(workbook.with_suffix(".pdf")) as document:
        page = next(page for page in document if CALENDAR_LEGEND in page.get_textpage().get_text_bounded())
        picture: Image.Image = page.render(scale=1.75).to_pil().convert("RGB")
    left, top, *_ = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox() or (0, 0)
    return picture.crop((left, top, left + PRINTED_WIDTH, top + PRINTED_HEIGHT))


def save(picture: Image.Image, name: str) -> None:
    """Save a picture of the docs, in few colours, and say so."""
    target = IMAGES / f"{name}.png"
    picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    sys.exit(main())
