"""Mutants of the sample contracts: whatever can be wrong with a file, drawn by a seed, the same each time."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2

PAGES = 4
"""Pages of a sample that a mutant is made of: more take longer and show no more."""
MOST = 2_000_000
"""Bytes of a mutant."""
HUGE = (
    b"0", b"-1", b"1e9", b"999999999", b"2147483647", b"2147483648", b"-2147483649", b"4294967296",
    b"99999999999999999999", b"0.00000001", b"-0.0", b"--1", b"1.2.3", b"NaN",
)  # fmt: skip
_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"\bstream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"(?<![\w.#/-])-?\d+(?:\.\d+)?(?![\w.])")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_NAME = re.compile(rb"/[A-Za-z]\w+")
_FLATE = re.compile(rb"/Filter\s*(?:\[\s*)?/FlateDecode\s*\]?")

Objects = dict[int, bytes]
Draw = random.Random


@cache
def pieces(folder: Path) -> tuple[bytes, ...]:
    """Some pages of each sample, as PDFs, with and without their content unpacked."""
    made = []
    for path in sorted(folder.glob("*.pdf")):
        pdf = pypdfium2.PdfDocument(path)
        for start in range(0, len(pdf), 2 * PAGES):
            part = pypdfium2.PdfDocument.new()
            part.import_pages(pdf, list(range(start, min(start + PAGES, len(pdf)))))
            target = BytesIO()
            part.save(target)
            made += [target.getvalue(), file_of(unpacked(objects_of(target.getvalue())))]
    return tuple(made)


@cache
def texts(folder: Path) -> tuple[bytes, ...]:
    """The samples' text, as a converter leaves it."""
    made = []
    for path in sorted(folder.glob("*.pdf")):
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
        made.append("\f".join(pages).replace("\ufffe", "-").encode("utf-8"))
    return tuple(made)


def objects_of(data: bytes) -> Objects:
    """The objects of a plain PDF, by number."""
    return {int(match[1]): match[2] for match in _OBJECT.finditer(data)}


def unpacked(objects: Objects) -> Objects:
    """Objects whose streams stand as what they unpack to, so that a changed byte changes what is drawn."""
    made = {}
    for number, body in objects.items():
        stream = _STREAM.search(body)
        if stream and _FLATE.search(body[: stream.start()]) and b"/DecodeParms" not in body[: stream.start()]:
            try:
                data = zlib.decompress(stream[1])
            except zlib.error:
                data = None
            if data is not None:
                head = _FLATE.sub(b"", body[: stream.start()])
                head = re.sub(rb"/Length\s+\d+(\s+0\s+R)?", b"/Length %d" % len(data), head)
                body = head + b"stream\n" + data + b"\nendstream"
        made[number] = body
    return made


def file_of(objects: Objects) -> bytes:
    """A file of objects, with a sound table of where they stand."""
    data = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj%sendobj\n" % (number, body)
    start, last = len(data), min(max(objects, default=0), 10_000)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        data += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    root = next((number for number, body in objects.items() if b"/Catalog" in body), 1)
    data += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, root, start)
    return bytes(data)


def mutants(folder: Path, seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """So many mutants of a folder's PDFs, one in eight a text, each with a name that says how it came about."""
    for index in range(count):
        draw = random.Random(f"{seed}:{index}")
        if index % 8 == 7:
            data, ways = draw.choice(texts(folder)), TEXT_WAYS
        else:
            data, ways = draw.choice(pieces(folder)), PDF_WAYS
        chosen = [draw.choice(ways) for _ in range(draw.choice((1, 1, 2, 3)))]
        for way in chosen:
            data = way(draw, data)[:MOST]
        suffix = "txt" if ways is TEXT_WAYS else "pdf"
        yield f"{index:05}-{'-'.join(way.__name__ for way in chosen)}.{suffix}", data


def flipped(draw: Draw, data: bytes) -> bytes:
    """Bytes set to others."""
    made = bytearray(data)
    for _ in range(draw.choice((1, 10, 100, 1000))):
        if made:
            made[draw.randrange(len(made))] = draw.randrange(256)
    return bytes(made)


def cut(draw: Draw, data: bytes) -> bytes:
    """The first part only."""
    return data[: draw.randrange(len(data) + 1)]


def holed(draw: Draw, data: bytes) -> bytes:
    """A part taken out of the middle, or set there twice."""
    start, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    end = min(end, start + 5000)
    return data[:start] + data[start:end] * draw.choice((0, 2)) + data[end:]


def shuffled(draw: Draw, data: bytes) -> bytes:
    """Objects under other numbers."""
    objects = objects_of(data)
    numbers = list(objects)
    few = draw.sample(numbers, min(len(numbers), draw.choice((2, 4, len(numbers)))))
    bodies = [objects[number] for number in few]
    draw.shuffle(bodies)
    return file_of(objects | dict(zip(few, bodies, strict=True)))


def swapped(draw: Draw, data: bytes) -> bytes:
    """Streams in each other's place, under the other's dictionary."""
    objects = objects_of(data)
    with_stream = [number for number, body in objects.items() if _STREAM.search(body)]
    if len(with_stream) < 2:
        return data
    one, other = draw.sample(with_stream, 2)
    first, second = (_STREAM.search(objects[number]) for number in (one, other))
    assert first and second
    changed = {
        one: first.string[: first.start(1)] + second[1] + first.string[first.end(1) :],
        other: second.string[: second.start(1)] + first[1] + second.string[second.end(1) :],
    }
    return file_of(objects | changed)


def dropped(draw: Draw, data: bytes) -> bytes:
    """Objects left out."""
    objects = objects_of(data)
    left = draw.sample(list(objects), min(len(objects), draw.choice((1, 2, 5))))
    return file_of({number: body for number, body in objects.items() if number not in left})


def huge(draw: Draw, data: bytes) -> bytes:
    """Numbers made huge, negative or none."""
    return replaced(draw, data, _NUMBER, lambda _: draw.choice(HUGE))


def rewired(draw: Draw, data: bytes) -> bytes:
    """References that lead elsewhere, themselves included."""
    numbers = list(objects_of(data)) or [1]
    return replaced(draw, data, _REFERENCE, lambda _: b"%d 0 R" % draw.choice(numbers))


def renamed(draw: Draw, data: bytes) -> bytes:
    """Names in each other's place."""
    names = sorted(set(_NAME.findall(data))) or [b"/X"]
    return replaced(draw, data, _NAME, lambda _: draw.choice(names))


def replaced(draw: Draw, data: bytes, pattern: re.Pattern[bytes], another: Callable[[re.Match[bytes]], bytes]) -> bytes:
    """Some of what a pattern finds, replaced."""
    found = list(pattern.finditer(data))
    chosen = sorted(draw.sample(range(len(found)), min(len(found), draw.choice((1, 3, 10, 100)))))
    parts, last = [], 0
    for index in chosen:
        parts += [data[last : found[index].start()], another(found[index])]
        last = found[index].end()
    made = b"".join([*parts, data[last:]])
    return file_of(objects_of(made)) if draw.random() < 0.5 and objects_of(made) else made


def lines_shuffled(draw: Draw, data: bytes) -> bytes:
    """Lines in another order."""
    lines = data.split(b"\n")
    start = draw.randrange(len(lines))
    some = lines[start : start + 200]
    draw.shuffle(some)
    return b"\n".join([*lines[:start], *some, *lines[start + 200 :]])


ODD_TEXT: Sequence[bytes] = (
    b" " * 50_000, b"a" * 50_000, b"(" * 5000, b"- " * 5000, b"A. " * 5000, b"1.1." * 5000, b"\t\n" * 5000,
    b"12 345 " * 5000, b"\f" * 2000, b"\x00", b"\x1b[31m", "\u202e\u200f".encode() * 100, "\ufdfa".encode() * 500,
    "e\u0301\u0302\u0303".encode() * 2000, b"\xff\xfe", b"\xed\xa0\x80", b"=cmd|' /C calc'!A0",
    b"<script>alert(1)</script>",
    b"Acteurs et partenaires : " * 500, "l’association de l’association ".encode() * 2000,
)  # fmt: skip


def odd_text(draw: Draw, data: bytes) -> bytes:
    """Text that no converter leaves, set into it."""
    at = draw.randrange(len(data) + 1)
    return data[:at] + draw.choice(ODD_TEXT) + data[at:]


def huge_numbers(draw: Draw, data: bytes) -> bytes:
    """Numbers with very many digits."""
    return re.sub(rb"\d+", lambda match: match[0][:9] * draw.choice((1, 1, 1, 50, 2000)), data, count=200)


def words_doubled(draw: Draw, data: bytes) -> bytes:
    """A word over and over."""
    words = data.split(b" ")
    at = draw.randrange(len(words))
    return b" ".join([*words[:at], *[words[at][:200]] * draw.choice((2, 50, 5000)), *words[at:]])


PDF_WAYS = (flipped, cut, holed, shuffled, swapped, dropped, huge, rewired, renamed)
TEXT_WAYS = (flipped, cut, holed, lines_shuffled, odd_text, huge_numbers, words_doubled)
