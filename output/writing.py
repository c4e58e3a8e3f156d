"""Records as JSON text, and files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.record import Record

_SHOWN = {
    code: f"\\u{code:04x}" if code > 0x7E else chr(code).encode("unicode_escape").decode()
    for codes in ((0, 0x20), (0x7F, 0xA0), (0x061C, 0x061D), (0x200B, 0x2010), (0x2028, 0x202F), (0x2060, 0x2070))
    for code in range(*codes)
} | {0xFEFF: "\\ufeff"}
"""Signs of control, of no width, that end lines or turn them round, as they are shown."""

NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
"""What the system says where a disk, a quota or a file's limit is used up."""


def record_json(record: Record) -> str:
    """Give the record as JSON: keys in the schema's order, two spaces a level, a newline at the end."""
    return record.model_dump_json(indent=2) + "\n"


def one_line(text: str) -> str:
    """Give a text, such as a file's name, as one line that a terminal shows as it is written, never does as it says."""
    return text.translate(_SHOWN)


def write_whole(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, whole or not at all. Raises OSError."""
    write_bytes_whole(path, text.encode("utf-8"))


def write_bytes_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whole or not at all. Raises OSError."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to, which becomes `path` when the block ends well.

    The bytes are brought to the disk, then renamed over `path`, so a reader never sees half a file.
    Where any step fails, what stood at `path` stays and nothing is left beside it. Raises OSError.
    """
    temporary = path.with_name(f".contrats-{uuid.uuid4().hex}.tmp")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_failure(path: Path, error: OSError) -> str:
    """Say in one line that `path` was not written, why, and what to do next."""
    if error.errno in NO_ROOM:
        return f"{path}: not written, the disk is full. Free some space, then run again."
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return f"{path}: cannot be written, a file stands where a folder is wanted. Give another folder."
    reason = error.strerror or type(error).__name__
    return f"{path}: cannot be written ({reason}). Give another folder, or the right to write there."


def check_folder(folder: Path) -> None:
    """Make `folder` where needed and see that a file can be written in it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / f".contrats-{uuid.uuid4().hex}.tmp"
    probe.touch(exist_ok=False)
    probe.unlink()
