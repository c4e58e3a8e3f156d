"""Several PDFs as one document, and the record of it with each file's own name and page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from PIL.Image import Image

from extract.errors import PageError
from extract.opening import is_cut_short
from extract.pages import Bookmark, Document, Page, Place, Span
from extract.reading import source_of
from models.record import Record
from patterns import regexes as re


class Volume(NamedTuple):
    """One file of several: its pages are those after `before` of the whole."""

    path: Path
    document: Document
    before: int


class Volumes:
    """The pages of several PDFs, numbered on from one to the next.

    A page that is none stands between two files, so nothing runs over from one to the other.
    """

    def __init__(self, files: Sequence[tuple[Path, Document]]) -> None:
        self.volumes: list[Volume] = []
        before = 0
        for path, document in files:
            self.volumes.append(Volume(path, document, before))
            before += document.page_count + 1
        self.page_count = before - 1

    def place(self, number: int) -> tuple[Volume, int] | None:
        """Give the file that holds a page, and the page's number there; None between two files."""
        for volume in self.volumes:
            if volume.before < number <= volume.before + volume.document.page_count:
                return volume, number - volume.before
        return None

    def text(self, number: int) -> str:
        """Plain text of a page."""
        place = self.place(number)
        try:
            return place[0].document.text(place[1]) if place else ""
        except PageError as error:
            raise PageError(number, error.reason, error.code) from error

    def page(self, number: int) -> Page:
        """A page with its geometry."""
        place = self.place(number)
        if place is None:
            return Page(number, 1.0, 1.0, (), (), ())
        try:
            return replace(place[0].document.page(place[1]), number=number)
        except PageError as error:
            raise PageError(number, error.reason, error.code) from error

    def places(self, number: int, spans: Sequence[Span]) -> list[Place | None]:
        """Where pieces of a page's plain text stand."""
        place = self.place(number)
        try:
            return place[0].document.places(place[1], spans) if place else [None] * len(spans)
        except PageError as error:
            raise PageError(number, error.reason, error.code) from error

    def bookmarks(self) -> list[Bookmark]:
        """The files' own bookmarks, one file's after the other's."""
        return [
            mark._replace(page=mark.page and mark.page + volume.before)
            for volume in self.volumes
            for mark in volume.document.bookmarks()
        ]

    def image(self, number: int, scale: float) -> Image:
        """The page drawn as shown. Raises KeyError between two files."""
        place = self.place(number)
        if place is None:
            raise KeyError(number)
        return place[0].document.image(place[1], scale)

    def close(self) -> None:
        """Give back the files and their memory."""
        for volume in self.volumes:
            volume.document.close()


def parted(record: Record, volumes: Volumes) -> Record:
    """Give the record with each page's own number, and its file's name in evidence and warnings."""
    data, layer = record.model_dump(), record.sources[0].text_layer
    data["source"] = [
        source_of(volume.path, volume.document.page_count, layer).model_dump() for volume in volumes.volumes
    ]
    for row in data["evidence"]:
        row["file"] = _file(row, volumes)
    data["warnings"] = [row for row in data["warnings"] if row["page"] is None or volumes.place(row["page"])]
    for row in data["warnings"]:
        row["file"] = _file(row, volumes)
        row["message"] = _own_number(row["message"], row["page"], volumes)
    first = volumes.volumes[0].path
    data["warnings"] += [
        {
            "code": "file-damaged", "field": None, "page": None, "file": volume.path.name,
            "message": "The file is cut or damaged; the pages that could be saved were read.",
        }
        for volume in volumes.volumes
        if volume.path != first and is_cut_short(volume.path)
    ]  # fmt: skip
    return Record.model_validate(_renumbered(data, volumes))


def _file(row: dict[str, Any], volumes: Volumes) -> str | None:
    place = volumes.place(row["page"]) if row["page"] is not None else None
    return place[0].path.name if place else None


def _own_number(message: str, page: int | None, volumes: Volumes) -> str:
    place = volumes.place(page) if page is not None else None
    return re.sub(rf"\b([Pp]age) {page}\b", rf"\1 {place[1]}", message) if place else message


def _renumbered(node: Any, volumes: Volumes) -> Any:
    """Give a part of the record with every page number as its file has it."""
    if isinstance(node, list):
        return [_renumbered(child, volumes) for child in node]
    if not isinstance(node, dict):
        return node
    return {key: _own(key, value, volumes) for key, value in node.items()}


def _own(key: str, value: Any, volumes: Volumes) -> Any:
    if key == "page" and isinstance(value, int):
        return _number(value, volumes)
    if key == "pages" and isinstance(value, list):
        return [_number(page, volumes) for page in value]
    return _renumbered(value, volumes)


def _number(page: int, volumes: Volumes) -> int:
    place = volumes.place(page)
    return place[1] if place else page
