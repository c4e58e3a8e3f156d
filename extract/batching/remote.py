"""Files that are given by URL (`s3://…`, `memory://…`): listed and fetched through fsspec."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from extract.errors import InputError
from extract.limits import check_bytes
from patterns import regexes as re

CHUNK = 1 << 20
"""Bytes that are fetched at a time."""
URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
"""How an input that is no local path begins."""


def is_url(source: str) -> bool:
    """Whether a source is given by URL."""
    return bool(URL.match(source))


@contextmanager
def local_files(sources: Sequence[str], megabytes: float) -> Iterator[tuple[Path, ...]]:
    """Give each source as a local file; those of URLs are fetched, under their own names, and dropped after.

    Raises InputError where one cannot be fetched, or is over so many megabytes.
    """
    if not any(map(is_url, sources)):
        yield tuple(map(Path, sources))
        return
    with tempfile.TemporaryDirectory(prefix="contrats-") as folder:
        yield tuple(
            fetch(source, Path(folder) / str(number), megabytes) if is_url(source) else Path(source)
            for number, source in enumerate(sources)
        )


def fetch(url: str, folder: Path, megabytes: float) -> Path:
    """Fetch a file into a folder, no more of it than the limit. Raises InputError."""
    system, path = file_system(url)
    target = folder / PurePosixPath(path).name
    folder.mkdir()
    try:
        with system.open(path, "rb") as far, target.open("wb") as near:
            size = 0
            while chunk := far.read(CHUNK):
                size += len(chunk)
                check_bytes(url, size, megabytes)
                near.write(chunk)
    except InputError:
        raise
    except Exception as error:  # each file system has errors of its own
        raise InputError(f"{url}: cannot be fetched ({_words(error)}). Check the URL and your rights.") from error
    return target


def listed(url: str) -> tuple[list[tuple[str, str, int]], bool]:
    """List the files at a URL, and say whether it is a folder: each file's URL, path in the folder and size.

    Raises InputError where the URL cannot be opened.
    """
    system, path = file_system(url)
    try:
        if not system.isdir(path):
            info = system.info(path)
            return [(url, PurePosixPath(path).name, int(info.get("size") or 0))], False
        found = system.find(path, detail=True)
    except FileNotFoundError as error:
        raise InputError(f"{url}: no such file or folder. Check the URL.") from error
    except Exception as error:
        raise InputError(f"{url}: cannot be opened ({_words(error)}). Check the URL and your rights.") from error
    root = PurePosixPath(path)
    return [
        (str(system.unstrip_protocol(name)), PurePosixPath(name).relative_to(root).as_posix(), int(its["size"] or 0))
        for name, its in found.items()
    ], True


def version_of(url: str) -> str:
    """Give what changes when the file at a URL does. Raises InputError."""
    system, path = file_system(url)
    try:
        return str(system.ukey(path))
    except Exception as error:
        raise InputError(f"{url}: cannot be opened ({_words(error)}). Check the URL and your rights.") from error


def file_system(url: str) -> tuple[Any, str]:
    """Give the file system of a URL and the path in it.

    Raises InputError where what reads such URLs is not installed.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise InputError(f"{url}: reading URLs needs fsspec. Install contrats[urls].") from error
    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise InputError(f"{url}: cannot be opened ({_words(error)}).") from error
    return system, str(path)


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
