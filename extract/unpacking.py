"""How much the streams of a PDF unpack to, by its bytes alone: a few kilobytes can stand for gigabytes.

Hardly a stream of an ordinary file needs unpacking for that: no filter makes more than so many times of its input.
What this cannot see meets the limit of memory.
"""

from __future__ import annotations

import base64
import mmap
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from patterns import regexes as re

Bytes = bytes | mmap.mmap

CHUNK = 1 << 20
HEAD = 65_536
"""A stream's dictionary is looked for within so many bytes before its data."""
BODY = 200
"""A list of filters takes so many bytes at most."""
PACKED = 20_000_000
"""So many bytes of objects packed together are looked through for a filter's name."""
MOST_CHAINS = 16
"""So many readings of a stream's filters are tried, where several objects have the number that they name."""
SAMPLES = 4
"""Bytes of a picture's pixel, at most."""

_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_VALUE = re.compile(rb"\s*+(\[[^\]]*\]|/[^\s/<>\[\]()%]+|\d+\s+\d+\s+R)")
_FILTER = re.compile(rb"/Filter" + _VALUE.pattern)
_NAME = re.compile(rb"/([^\s/<>\[\]()%]+)|(?<!\d)(\d{1,10})\s+\d{1,10}\s+R")
_FIRST = re.compile(rb"/First\s+(\d{1,10})")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_SIDES = re.compile(rb"/(?:Width|Height)\s+(\d+)(?!\s+\d+\s+R)")
_USUAL = b"FlateDecode"
"""Tried where an object that names filters stands nowhere."""
_SPACE = b"\0\t\n\f\r "


class Stream(NamedTuple):
    """Where a stream's data stand in the file, and its dictionary as written."""

    start: int
    end: int
    head: bytes


def oversize(path: Path, password: str | None, most: int) -> bool:
    """Whether a stream of a PDF unpacks to more than `most` bytes. Raises OSError."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        locked = data.find(b"/Encrypt") >= 0
        return any(is_over(unlocked(path, password) if locked else data, most))


def is_over(data: Bytes, most: int) -> Iterator[bool]:
    """Say of each stream of a file whether it unpacks to more than `most` bytes."""
    objects = objects_of(data)
    for stream in streams(data):
        for filters in filters_of(stream.head, objects):
            if filters and bound(filters, data, stream) > most and not is_picture(stream.head, filters, most):
                yield unpacked_size(data, stream, filters, most) > most


def unlocked(path: Path, password: str | None) -> bytes:
    """Give a locked file's bytes unlocked; none where the password is wrong."""
    import pypdfium2
    import pypdfium2.raw as raw

    target = BytesIO()
    try:
        with pypdfium2.PdfDocument(path, password=password) as pdf:
            pdf.save(target, flags=raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        return b""
    return target.getvalue()


def streams(data: Bytes) -> Iterator[Stream]:
    """List the streams of a file, in the order of its bytes, and what looks like one."""
    at = data.find(b"stream")
    while at >= 0:
        start = at + len(b"stream")
        if data[at - 3 : at] != b"end" and data[start : start + 1] in (b"\r", b"\n"):
            start += 2 if data[start : start + 2] == b"\r\n" else 1
            head = head_of(data, at)
            end = data.find(b"endstream", start)
            end = len(data) if end < 0 else end
            told = _LENGTH.search(head)
            yield Stream(start, max(end, min(start + int(told[1]), len(data))) if told else end, head)
        at = data.find(b"stream", start)


def head_of(data: Bytes, at: int) -> bytes:
    """Give what stands before a stream's data: its dictionary, or more where "obj" stands in that too."""
    last = data.rfind(b"endstream", max(0, at - HEAD), at)
    before = max(last, at - HEAD, 0)
    head = data[max(before, data.rfind(b"obj", before, at)) : at]
    return head if b"/Filter" in head else data[before:at]


def filters_of(head: bytes, objects: Callable[[int], list[bytes]]) -> list[list[bytes]]:
    """Give the names of a stream's filters, in the order in which they unpack it.

    There are several such lists where `objects` gives several objects of a number that the dictionary names.
    """
    found = _FILTER.search(_unescaped(head))
    return _chains(found[1], objects) if found else []


def _unescaped(names: bytes) -> bytes:
    plain: bytes = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), names)
    return plain


def _chains(written: bytes, objects: Callable[[int], list[bytes]], depth: int = 0) -> list[list[bytes]]:
    """Read a filter's name, a list of them, or an object that holds either."""
    chains: list[list[bytes]] = [[]]
    for match in _NAME.finditer(written):
        if match[1]:
            its = [[match[1]]]
        else:
            bodies = objects(int(match[2])) if depth < 2 else []
            values = filter(None, (_VALUE.match(_unescaped(body)) for body in bodies))
            its = [chain for value in values for chain in _chains(value[1], objects, depth + 1)] or [[_USUAL]]
        chains = [[*chain, *more] for chain in chains for more in its][:MOST_CHAINS]
    return chains


def objects_of(data: Bytes) -> Callable[[int], list[bytes]]:
    """Give what finds a file's objects of a number: the beginning of each, those packed together included."""

    @cache
    def packed() -> dict[int, list[bytes]]:
        found: dict[int, list[bytes]] = defaultdict(list)
        for stream in streams(data):
            first = _FIRST.search(stream.head) if b"/ObjStm" in _unescaped(stream.head) else None
            if first:
                text, start = beginning(data, stream, PACKED), int(first[1])
                numbers = text[:start].split()
                for number, place in zip(numbers[::2], numbers[1::2], strict=False):
                    if number.isdigit() and place.isdigit() and len(number + place) < 20:
                        at = start + int(place)
                        found[int(number)].append(text[at : at + BODY])
        return found

    def of_number(number: int) -> list[bytes]:
        plain = re.compile(rb"(?<!\d)%d\s+\d+\s+obj([^>]{0,%d})" % (number, BODY))
        return [*plain.findall(data), *packed().get(number, ())]

    return of_number


def beginning(data: Bytes, stream: Stream, most: int) -> bytes:
    """Give what a stream that is packed by deflate or not at all begins with."""
    chunks = _chunks(data, stream)
    pieces, size = [], 0
    for piece in flate(chunks) if b"/Filter" in _unescaped(stream.head) else chunks:
        pieces.append(piece)
        size += len(piece)
        if size > most:
            break
    return b"".join(pieces)


def _chunks(data: Bytes, stream: Stream) -> Iterator[bytes]:
    return (data[at : min(at + CHUNK, stream.end)] for at in range(stream.start, stream.end, CHUNK))


def bound(filters: list[bytes], data: Bytes, stream: Stream) -> float:
    """Give a number of bytes that a stream cannot unpack to more than."""
    size = float(stream.end - stream.start)
    for place, name in enumerate(filters):
        if name in _ASCII_85:  # a "z" stands for four bytes, any other five signs do
            zs = data[stream.start : stream.end].count(b"z") if not place else size
            size = 0.8 * size + 4 * zs
        else:
            size *= _MOST_TIMES.get(name, 1)
    return size


def is_picture(head: bytes, filters: list[bytes], most: int) -> bool:
    """Whether a stream is a picture of no more bytes than `most`: of its last filter no more is taken."""
    sides = _SIDES.findall(head)
    packed = [name for name in filters[:-1] if name not in _ASCII_85 | _ASCII_HEX]
    return b"/Image" in head and not packed and len(sides) == 2 and int(sides[0]) * int(sides[1]) * SAMPLES <= most


def unpacked_size(data: Bytes, stream: Stream, filters: list[bytes], most: int) -> int:
    """Unpack a stream piece by piece, keeping nothing, until a step makes more than `most` bytes; give how many."""
    over = 0

    def counted(chunks: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal over
        size = 0
        for chunk in chunks:
            size += len(chunk)
            over = max(over, size)
            if over > most:
                return
            yield chunk

    chunks = _chunks(data, stream)
    for name in filters:
        unpack = _UNPACK.get(name)
        if unpack is None:  # a picture's own: its size is told by its sides
            break
        chunks = counted(unpack(chunks))
    for _ in chunks:
        if over > most:
            break
    return over


def flate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack zlib's deflate as far as it is sound."""
    packer = zlib.decompressobj()
    for chunk in chunks:
        left = chunk
        while left and not packer.eof:
            try:
                yield packer.decompress(left, CHUNK)
            except zlib.error:
                return
            left = packer.unconsumed_tail


def lzw(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack LZW with codes of 9 to 12 bits, as far as it is sound."""
    table: list[bytes] = []
    width, before = 9, b""
    bits = value = 0
    for chunk in chunks:
        made: list[bytes] = []
        for byte in chunk:
            value, bits = value << 8 | byte, bits + 8
            if bits < width:
                continue
            bits -= width
            code, value = value >> bits, value & ((1 << bits) - 1)
            if code == 256 or not table:
                table = [*(bytes([k]) for k in range(256)), b"", b""]
                width, before = 9, b""
                if code == 256:
                    continue
            if code == 257 or code > len(table) or (code == len(table) and not before):
                yield b"".join(made)
                return
            here = table[code] if code < len(table) else before + before[:1]
            made.append(here)
            if before and len(table) < 4096:
                table.append(before + here[:1])
            before = here
            width = min(12, max(9, (len(table) + 1).bit_length()))
            if len(made) >= 256:
                yield b"".join(made)
                made = []
        yield b"".join(made)


def run_length(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack runs: a count, then bytes as they are or one to repeat."""
    data = b"".join(chunks)
    at = 0
    while at < len(data) and data[at] != 128:
        count = data[at]
        if count < 128:
            yield data[at + 1 : at + 2 + count]
            at += count + 2
        else:
            yield data[at + 1 : at + 2] * (257 - count)
            at += 2


def ascii_85(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack bytes written as letters, four to five."""
    data = b"".join(chunks).split(b"~>")[0].removeprefix(b"<~")
    try:
        yield base64.a85decode(data, ignorechars=_SPACE)
    except ValueError:
        return


def ascii_hex(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack bytes written as two digits each."""
    digits = b"".join(b"".join(chunks).split(b">")[0].split())
    try:
        yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        return


_FLATE, _LZW, _RUNS = {b"FlateDecode", b"Fl"}, {b"LZWDecode", b"LZW"}, {b"RunLengthDecode", b"RL"}
_ASCII_85, _ASCII_HEX = {b"ASCII85Decode", b"A85"}, {b"ASCIIHexDecode", b"AHx"}
# deflate: 258 bytes of 2 bits; LZW: the longest string of a full table of 4,096 by 12 bits; runs: 128 bytes of 2
_MOST_TIMES = dict.fromkeys(_FLATE, 1032) | dict.fromkeys(_LZW, 2560) | dict.fromkeys(_RUNS, 64)
_UNPACK: dict[bytes, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    name: unpack
    for names, unpack in (
        (_FLATE, flate),
        (_LZW, lzw),
        (_RUNS, run_length),
        (_ASCII_85, ascii_85),
        (_ASCII_HEX, ascii_hex),
    )
    for name in names
}
