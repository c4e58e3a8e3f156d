"""Records held against their reference readings: what `contrats evaluate` does."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from corpus.evaluation import Evaluation, evaluate
from corpus.pairing import Pair, find_pairs, load_json
from extract.errors import InputError, PageError
from extract.opening import open_document
from extract.pages import Document
from output.flawpage import Picture, flaw_page

ACROSS = 760
"""Pixels across a page's image."""
QUALITY = 60
"""Of its JPEG, from 1 to 95."""


class PdfPages:
    """The pages of an open PDF, drawn as they are asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def picture(self, number: int) -> Picture | None:
        """Draw a page; None where there is none or it cannot be drawn."""
        if not 1 <= number <= self._document.page_count:
            return None
        try:
            scale = ACROSS / self._document.image(number, 1.0).width
            image = self._document.image(number, scale)
        except PageError:
            return None
        content = io.BytesIO()
        image.convert("RGB").save(content, "JPEG", quality=QUALITY)
        return Picture(content.getvalue(), image.width / scale, image.height / scale)

    def find(self, text: str) -> int | None:
        """Give the last page on which a text stands: a table of contents names it before."""
        wanted = _bare(text)
        for number in range(self._document.page_count, 0, -1):
            try:
                if wanted in _bare(self._document.text(number)):
                    return number
            except PageError:
                continue
        return None


def evaluate_files(record: Path, gold: Path) -> tuple[list[tuple[Pair, Evaluation]], list[str]]:
    """Evaluate every record that has a reference reading, with a line for each that could not be."""
    pairs, problems = find_pairs(record, gold)
    done = []
    for pair in pairs:
        values = []
        for path in (pair.record, pair.gold):
            try:
                values.append(load_json(path))
            except (OSError, ValueError) as error:
                problems.append(_unreadable(path, error))
        if len(values) == 2:
            try:
                done.append((pair, evaluate(pair.name, *values)))
            except (KeyError, TypeError, AttributeError, IndexError) as error:
                problems.append(f"{pair.record}: not scored against {pair.gold} ({error!r}). Check both files.")
    return done, problems


def misses_page(done: Sequence[tuple[Pair, Evaluation]], pdfs: Path | None = None) -> str:
    """Give the HTML page of the misses; the PDFs are looked for in `pdfs`, or beside the references."""
    folders = {evaluation.name: _folders(pair, pdfs) for pair, evaluation in done}
    opened: list[Document] = []

    def open_pages(evaluation: Evaluation) -> PdfPages | None:
        for document in opened:
            document.close()
        opened.clear()
        for folder in folders[evaluation.name]:
            path = folder / Path(evaluation.file_name).name
            try:
                opened.append(open_document(path))
            except InputError:
                continue
            return PdfPages(opened[0])
        return None

    try:
        return flaw_page([evaluation for _, evaluation in done], open_pages)
    finally:
        for document in opened:
            document.close()


def _folders(pair: Pair, pdfs: Path | None) -> list[Path]:
    """List where a contract's PDF may be."""
    return [pair.gold.parent] if pdfs is None else [(pdfs / pair.name).parent, pdfs]


def _bare(text: str) -> str:
    """Give a text's letters and digits alone: how a PDF spaces and cuts words means nothing."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _unreadable(path: Path, error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{path}: cannot be opened ({error.strerror}). Check its rights."
    return f"{path}: not a record or reference reading ({error}). Give JSON with a list of actions."
