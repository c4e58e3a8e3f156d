"""Links from the workbook to the pages of the PDFs, relative to where the workbook is."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from models.record import Source
from output.tables.layout import address, link_to_page

PageLink = Callable[[Source, int], str | None]
"""Gives the address of a page of a PDF, as seen from the workbook; None where there is none."""


def page_links(folder: Path, pdfs: Path | None) -> PageLink:
    """Give what links to the PDFs: those of `pdfs` and the folders in it, as seen from `folder`.

    Without `pdfs`, or where a PDF is not in it, the link is to a file beside the workbook. Where several
    have a contract's file name, the one with the hash that its record names is taken.
    """
    if pdfs is None:
        return link_to_page
    named: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(pdfs.rglob("*")):
        if path.suffix.lower() == ".pdf":
            named[path.name].append(path)
    places: dict[str, str] = {}

    def link(source: Source, page: int) -> str | None:
        beside = link_to_page(source, page)
        if beside is None or source.file_name not in named:
            return beside
        if source.sha256 not in places:
            found = _same_file(named[source.file_name], source.sha256)
            places[source.sha256] = _address(found, folder)
        return f"{places[source.sha256]}#page={page}"

    return link


def _same_file(paths: list[Path], sha256: str) -> Path:
    """Give the path whose content has the hash, among several; else the first."""
    if len(paths) == 1:
        return paths[0]
    return next((path for path in paths if hashlib.sha256(path.read_bytes()).hexdigest() == sha256), paths[0])


def _address(path: Path, folder: Path) -> str:
    """Give the address of a file as seen from a folder; whole where no way leads there (another drive)."""
    try:
        return address(Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix())
    except ValueError:
        return path.resolve().as_uri()
