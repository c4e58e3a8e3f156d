"""What a reading process does: a whole contract, or a part of a long one, in steps that several can share.

The bytes of a record are the same either way: the parts are what reading a whole contract goes through.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import InputError, PageError
from extract.options import ReadOptions

if TYPE_CHECKING:
    from PIL.Image import Image

    from extract.batching.worker import Watch
    from extract.pages import Bookmark, Document, Page, Place, Span
    from extract.reading import PageSeen
    from models.record import Member, Record

GARBAGE_THRESHOLD = 500_000
"""New values after which the garbage collector looks at them, while a document is read."""
MAY_BE_READ = frozenset({"page-over-time", "page-crashed", "part-over-time"})
"""Warnings of a record that lacks something only because time or memory ran out."""


@dataclass(frozen=True)
class Read:
    """A record as it is written, and what a manifest says of it."""

    text: str
    contract: str
    hashes: tuple[str, ...]
    pages: int | None
    actions: int
    partners: int
    indicators: int
    unsorted: int
    warnings: int
    incomplete: bool


@dataclass(frozen=True)
class Long:
    """A contract that several processes can share: its number of pages."""

    pages: int


Paths = tuple[Path, ...]


def read_whole(paths: Paths, options: ReadOptions, most_pages: int | None, watch: Watch) -> Read | Long:
    """Read a contract, or say that it has more than `most_pages` pages."""
    with reading(options):
        if len(paths) == 1 and paths[0].suffix.lower() == ".txt":
            from extract.reading import read_contract

            return as_read(read_contract(paths[0], ner=options.ner, limits=options.limits))
        with opened(paths, options, watch) as document:
            if most_pages is not None and document.page_count > most_pages:
                return Long(document.page_count)
            return as_read(record_of(document, paths, options.ner))


def see_run(paths: Paths, options: ReadOptions, numbers: Sequence[int], watch: Watch) -> bytes:
    """See some pages, and give them packed: only what puts them together looks inside."""
    from extract.reading import see_pages

    with reading(options), opened(paths, options, watch) as document:
        return pickle.dumps(see_pages(document, numbers), pickle.HIGHEST_PROTOCOL)


def put_together(paths: Paths, options: ReadOptions, runs: Sequence[bytes], watch: Watch) -> Read:
    """Read a contract whose pages were seen before, in runs."""
    with reading(options), opened(paths, options, watch) as document:
        return as_read(record_of(document, paths, options.ner, [page for run in runs for page in pickle.loads(run)]))  # noqa: S301


@contextmanager
def reading(options: ReadOptions) -> Iterator[None]:
    """Read by the options' patterns, and let the cyclic garbage collector look less often meanwhile.

    A page is tens of thousands of small values that are all kept: at the usual threshold of 700 the
    collector takes a tenth of the time and finds nothing. It still runs, so memory stays bounded.
    """
    from patterns.loading import use

    usual = gc.get_threshold()
    gc.set_threshold(GARBAGE_THRESHOLD, *usual[1:])
    try:
        with use(options.patterns):
            yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def opened(paths: Paths, options: ReadOptions, watch: Watch) -> Iterator[Watched]:
    """Open the files of a contract as one document, each page of which is watched. Raises InputError."""
    from extract.opening import open_document

    _refuse_text(paths)
    with ExitStack() as stack:
        documents: list[Document] = []
        for path in paths:
            document = open_document(path, options.engine, options.password, options.scans, options.limits)
            stack.callback(document.close)
            documents.append(document)
        if len(documents) == 1:
            yield Watched(documents[0], watch)
        else:
            from extract.batching.volumes import Volumes

            yield Watched(Volumes(list(zip(paths, documents, strict=True))), watch)


class Watched:
    """A document that says which page is being read."""

    def __init__(self, document: Document, watch: Watch) -> None:
        self.document, self._watch = document, watch
        self.page_count = document.page_count

    def text(self, number: int) -> str:
        """Plain text of a page."""
        with self._watch.page(number):
            return self.document.text(number)

    def page(self, number: int) -> Page:
        """A page with its geometry."""
        with self._watch.page(number):
            return self.document.page(number)

    def places(self, number: int, spans: Sequence[Span]) -> list[Place | None]:
        """Where pieces of a page's plain text stand; nowhere on a page that was given up."""
        try:
            with self._watch.page(number):
                return self.document.places(number, spans)
        except PageError:
            return [None] * len(spans)

    def bookmarks(self) -> list[Bookmark]:
        """The document's own bookmarks."""
        return self.document.bookmarks()

    def image(self, number: int, scale: float) -> Image:
        """The page drawn as shown."""
        with self._watch.page(number):
            return self.document.image(number, scale)

    def close(self) -> None:
        """Give back the file and its memory."""
        self.document.close()


def record_of(document: Watched, paths: Paths, ner: bool, seen: Sequence[PageSeen] | None = None) -> Record:
    """Read the record of an open contract, with the names in its prose or without."""
    from extract.batching.volumes import Volumes, parted
    from extract.reading import read_document

    record = read_document(document, paths[0], seen, ner)[0]
    return parted(record, document.document) if isinstance(document.document, Volumes) else record


def _refuse_text(paths: Sequence[Path]) -> None:
    for path in paths:
        if path.suffix.lower() == ".txt":
            raise InputError(f"{path}: a text file among several. Group PDFs only.")


def unsorted_organisations(record: Record) -> Iterator[str]:
    """Give the ids of leads and partners, by their members where they have some, of no known kind."""
    left: list[Member] = [partner for action in record.actions for partner in (*action.leads, *action.partners)]
    while left:
        member = left.pop()
        left += member.members
        if not member.members and member.organisation and member.organisation.category == "other":
            yield member.organisation.id


def as_read(record: Record) -> Read:
    """Give the record as it is written, with its counts."""
    from output.writing import record_json

    counts = [source.pages for source in record.sources]
    return Read(
        record_json(record),
        contract=record.contract.title or record.contract.id,
        hashes=tuple(source.sha256 for source in record.sources),
        pages=None if None in counts else sum(filter(None, counts)),
        actions=len(record.actions),
        partners=sum(len(action.leads) + len(action.partners) for action in record.actions),
        indicators=sum(len(action.indicators) for action in record.actions),
        unsorted=len(set(unsorted_organisations(record))),
        warnings=len(record.warnings),
        incomplete=any(warning.code in MAY_BE_READ for warning in record.warnings),
    )
