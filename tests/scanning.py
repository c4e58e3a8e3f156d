"""Scans made of PDFs, as a copier makes them: pictures of pages, turned a little, noisy, in JPEG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

DOTS_AN_INCH = 200


def page_pictures(
    path: Path, pages: Sequence[int] | None = None, turn: float = 0.7, noise: float = 10
) -> list[Image.Image]:
    """Pictures of a PDF's pages (all, or those numbered), turned to the left, on grey and noisy paper."""
    random = np.random.default_rng(1)
    pictures = []
    with pypdfium2.PdfDocument(path) as pdf:
        for number in pages or range(1, len(pdf) + 1):
            picture = pdf[number - 1].render(scale=DOTS_AN_INCH / 72).to_pil().convert("RGB")
            picture = picture.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
            grain = random.normal(-8, noise, (picture.height, picture.width, 1))
            pictures.append(Image.fromarray((np.asarray(picture) + grain).clip(0, 255).astype(np.uint8)))
    return pictures


def save_scan(pictures: Sequence[Image.Image], path: Path) -> Path:
    """A PDF with a JPEG picture a page."""
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=DOTS_AN_INCH, quality=60)
    return path


def scan_of(path: Path, out: Path, pages: Sequence[int] | None = None, turn: float = 0.7) -> Path:
    """A scan of a PDF."""
    return save_scan(page_pictures(path, pages, turn), out)
