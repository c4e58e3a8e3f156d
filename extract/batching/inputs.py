"""The files to read: those that are named, and those in folders that are."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from extract.batching.remote import is_url, listed
from extract.errors import InputError

SUFFIXES = (".pdf", ".txt")
"""What is read in a folder, in any case of letters."""


@dataclass(frozen=True)
class Found:
    """A file to read: its path or URL, the folder it was found under, its path in that folder, its bytes."""

    source: str
    folder: str
    inside: PurePath
    size: int = 0

    @property
    def whole(self) -> str:
        """The file's full path, or its URL."""
        return self.source if is_url(self.source) else str(Path(self.source).resolve())


def find_inputs(inputs: Sequence[str | Path], out: Path) -> tuple[list[Found], list[str]]:
    """List the files that `inputs` name, in order, with a line for each input that gives none.

    A folder is read recursively for PDF and text files, sorted by path; hidden files and folders
    and the output folder are left out. A file that is named itself is taken whatever its name.
    """
    found: list[Found] = []
    problems: list[str] = []
    for path in map(str, inputs):
        files, lines = find_url(path) if is_url(path) else find_path(Path(path), out)
        found += files
        problems += lines
    return found, problems


def find_path(path: Path, out: Path) -> tuple[list[Found], list[str]]:
    """List the file or the files in the folder that a path names."""
    try:
        info = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return [], [f"{path}: no such file or folder. Check the path."]
    except OSError as error:
        return [], [f"{path}: cannot be opened ({error.strerror}). Check its rights and its name."]
    if stat.S_ISREG(info.st_mode):
        return [Found(str(path), str(path.resolve().parent), Path(path.name), info.st_size)], []
    if not stat.S_ISDIR(info.st_mode):
        return [], [f"{path}: neither a file nor a folder. Give a PDF, a text file or a folder."]
    inside, unreadable = walk_folder(path, out)
    if not inside and not unreadable:
        return [], [f"{path}: no PDF or text file in this folder. Give one with contracts."]
    return inside, unreadable


def walk_folder(folder: Path, out: Path) -> tuple[list[Found], list[str]]:
    """List the PDF and text files under `folder`, and a line for each folder that cannot be read."""
    left_out = out.resolve()
    paths: list[Path] = []
    errors: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=errors.append):
        here = Path(parent)
        folders[:] = [name for name in folders if not name.startswith(".") and (here / name).resolve() != left_out]
        paths += [here / name for name in files if not name.startswith(".") and name.lower().endswith(SUFFIXES)]
    paths.sort(key=lambda path: (path.as_posix().casefold(), path.as_posix()))
    problems = [f"{error.filename}: cannot be opened ({error.strerror}). Check its rights." for error in errors]
    root = str(folder.resolve())
    return [Found(str(path), root, path.relative_to(folder), size_of(path)) for path in paths], problems


def size_of(path: Path) -> int:
    """Give a file's bytes; 0 where the system does not say."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def find_url(url: str) -> tuple[list[Found], list[str]]:
    """List the file or the files in the folder that a URL names."""
    try:
        files, is_folder = listed(url)
    except InputError as error:
        return [], [str(error)]
    folder = url.rstrip("/") if is_folder else url.rsplit("/", 1)[0]
    found = [Found(source, folder, PurePosixPath(inside), size) for source, inside, size in files]
    if is_folder:
        found = [file for file in found if is_contract(file.inside)]
        found.sort(key=lambda file: (str(file.inside).casefold(), str(file.inside)))
    return found, [] if found else [f"{url}: no PDF or text file in this folder. Give one with contracts."]


def is_contract(inside: PurePath) -> bool:
    """Whether a file of a folder is read: a PDF or a text file, not hidden."""
    return inside.name.lower().endswith(SUFFIXES) and not any(part.startswith(".") for part in inside.parts)
