"""PDFs that mean harm, written object by object: no library would write them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

TEXT = b"BT /F1 14 Tf 72 700 Td (Contrat de ville de Valmont 2015-2020) Tj ET\n"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
    b"/Resources << /Font << /F1 4 0 R >> %s >> /Contents %d 0 R %s >>"
)
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>"
MEGABYTE = 1_000_000


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object's body."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def written(path: Path, objects: Sequence[bytes], trailer: bytes = b"") -> Path:
    """Objects, numbered from 1, as a file: 1 is the catalogue."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    path.write_bytes(data)
    return path


def two_pages(
    path: Path,
    second: bytes,
    more: Sequence[bytes] = (),
    resources: bytes = b"",
    page: bytes = b"",
    catalogue: bytes = b"",
) -> Path:
    """A contract of two pages: the first plain, the second with the content given; `more` are objects from 8 on."""
    return written(
        path,
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
            b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>",
            PAGE % (b"", 5, b""),
            FONT,
            stream(TEXT),
            PAGE % (resources, 7, page),
            second,
            *more,
        ],
    )


def object_stream(objects: Mapping[int, bytes]) -> bytes:
    """A stream that holds objects, by number, packed together."""
    places, bodies = [], b""
    for number, body in objects.items():
        places.append(b"%d %d" % (number, len(bodies)))
        bodies += body + b" "
    head = b" ".join(places) + b" "
    entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(head))
    return stream(zlib.compress(head + bodies), entries)


def flate_bomb(path: Path, megabytes: int) -> Path:
    """A page's content that unpacks to so many megabytes of spaces."""
    return two_pages(path, stream(packed(megabytes), b"/Filter /FlateDecode"))


def packed(megabytes: int) -> bytes:
    """Spaces, packed to a thousandth."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()


def chained_bomb(path: Path, megabytes: int) -> Path:
    """The same packed twice: a millionth."""
    return two_pages(path, stream(zlib.compress(packed(megabytes), 9), b"/Filter [/FlateDecode /FlateDecode]"))


def lzw_bomb(path: Path, megabytes: int) -> Path:
    """The same by LZW."""
    return two_pages(path, stream(lzw_spaces(megabytes * MEGABYTE), b"/Filter /LZWDecode"))


def lzw_spaces(count: int) -> bytes:
    """At least so many spaces by LZW: each code stands for one space more than the one before."""
    bits, width, value, out = 0, 9, 0, bytearray()

    def put(code: int) -> None:
        nonlocal bits, value
        value, bits = value << width | code, bits + width
        while bits >= 8:
            bits -= 8
            out.append(value >> bits & 255)
            value &= (1 << bits) - 1

    put(256)
    put(32)
    done, code, length = 1, 258, 2
    while done < count:
        put(code)
        done += length
        if code < 4094:
            code, length = code + 1, length + 1
            if code + 1 in (512, 1024, 2048):
                width += 1
    put(257)
    out.append(value << (8 - bits) & 255)
    return bytes(out)


def laughing_forms(path: Path, depth: int, each: int) -> Path:
    """A form that draws another several times, which draws another, …"""
    first = 8
    forms = []
    for level in range(depth):
        last = level == depth - 1
        content = TEXT if last else b" ".join([b"/X Do"] * each)
        inner = b"/Font << /F1 4 0 R >>" if last else b"/XObject << /X %d 0 R >>" % (first + level + 1)
        forms.append(stream(content, FORM % inner))
    return two_pages(path, stream(b"/X Do"), forms, b"/XObject << /X %d 0 R >>" % first)


def form_in_itself(path: Path) -> Path:
    """A form that draws itself."""
    form = stream(b"/X Do " + TEXT, FORM % b"/Font << /F1 4 0 R >> /XObject << /X 8 0 R >>")
    return two_pages(path, stream(b"/X Do"), [form], b"/XObject << /X 8 0 R >>")


def many_objects(path: Path, count: int) -> Path:
    """A page of so many small rectangles."""
    return two_pages(path, stream(zlib.compress(b"1 1 2 2 re f\n" * count), b"/Filter /FlateDecode"))


def deep_tree(path: Path, depth: int) -> Path:
    """One page at the end of a chain of page tree nodes."""
    nodes = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (k + 1, max(k - 1, 1))
        for k in range(2, depth + 2)
    ]
    page = PAGE % (b"", depth + 4, b"")
    return written(
        path,
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            *nodes,
            page.replace(b"/F1 4 0 R", b"/F1 %d 0 R" % (depth + 3)),
            FONT,
            stream(TEXT),
        ],
    )


def huge_page(path: Path, points: int, content: bytes = b"1 0 0 rg 10 10 400 400 re f") -> Path:
    """A second page of so many points square."""
    return two_pages(path, stream(content), page=b"/MediaBox [0 0 %d %d]" % (points, points))


def huge_picture(path: Path, side: int) -> Path:
    """A second page that is a picture of so many pixels square, of one grey."""
    packer = zlib.compressobj(9)
    row = b"\x80" * side
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    picture = stream(
        data,
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode" % (side, side),
    )
    return two_pages(path, stream(b"595 0 0 842 0 0 cm /X Do"), [picture], b"/XObject << /X 8 0 R >>")
