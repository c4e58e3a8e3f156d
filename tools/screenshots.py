"""Take the docs' screenshots of the report and the review page, from the sample contracts.

`python tools/screenshots.py` reads the samples, builds their report in a temporary folder and writes
docs/images/*.png. It needs Chromium on the path.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

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


SHOTS: tuple[tuple[str, str, int, Callable[[Any], None]], ...] = (
    ("report-home", "site/index.html", 860, home),
    ("report-heat", "site/index.html", 760, heat),
    ("report-action", "site/actions/valmont-2015-002.html", 980, lit),
    ("review-action", "records/valmont.review.html", 900, corrected),
)
"""Name of the picture, page, height in pixels, and what is done in the page first."""


def main() -> int:
    """Take every picture; gives 1 where Chromium is not there."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("screenshots: chromium is not on the path. Install it, then run again.", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    contrats = str(Path(sys.executable).with_name("contrats"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        here = Path(folder)
        for command in (
            ["extract", SAMPLES, "--out", here / "records"],
            ["report", here / "records", "--pdfs", SAMPLES, "--out", here / "site"],
            ["review", here / "records" / "valmont.json", "--pdf", SAMPLES / "valmont.pdf"],
        ):
            subprocess.run([contrats, *map(str, command)], check=True)  # noqa: S603
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, address, height, prepare in SHOTS:
            page = browser.new_page(viewport={"width": 1280, "height": height})
            page.goto((here / address).as_uri())
            prepare(page)
            target = IMAGES / f"{name}.png"
            page.screenshot(path=target)
            with Image.open(target) as picture:
                picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
