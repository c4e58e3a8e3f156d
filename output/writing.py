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

NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
"""What the system says where a disk, a quota or a file's limit is used up."""


def record_json(record: Record) -> str:
    """Give the record as JSON: keys in the schema's order, two spaces a level, a newline at the end."""
    return record.model_dump_json(indent=2) + "\n"


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
