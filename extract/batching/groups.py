"""Contracts that come as several files: which belong together, by a list or by their folder."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from extract.batching.inputs import Found, size_of
from extract.batching.plan import Contract, grouped, single
from extract.batching.remote import is_url

COLUMNS = ("file", "contract")


class GroupError(Exception):
    """A list of files that cannot be used; the message says which line is wrong."""


def by_folder(found: Sequence[Found]) -> list[Contract]:
    """Make one contract of all files under each folder of an input; files beside those folders stay single."""
    folders: dict[tuple[str, str], list[Found]] = defaultdict(list)
    contracts = []
    for file in found:
        if len(file.inside.parts) > 1:
            folders[file.folder, file.inside.parts[0]].append(file)
        else:
            contracts.append(single(file))
    return contracts + [
        grouped(list({file.whole: file for file in files}.values()), name, folder)
        for (folder, name), files in folders.items()
    ]


def by_list(found: Sequence[Found], path: Path) -> list[Contract]:
    """Make one contract of the files that a list gives the same contract, in its order; others stay single.

    Raises GroupError.
    """
    groups: dict[str, list[Found]] = defaultdict(list)
    for name, contract in read_list(path):
        file = name if is_url(name) else str(path.parent / name)
        if not is_url(file) and not Path(file).is_file():
            raise GroupError(f"{path}: {name} is not there. Name files as seen from the list's own folder.")
        groups[contract].append(Found(file, str(path.parent.resolve()), Path(name), size_of(Path(file))))
    taken = {file.whole for files in groups.values() for file in files}
    return [
        *(grouped(files, contract, files[0].folder) for contract, files in groups.items()),
        *(single(file) for file in found if file.whole not in taken),
    ]


def read_list(path: Path) -> list[tuple[str, str]]:
    """Read the rows of a list: each a file and the name of its contract. Raises GroupError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GroupError(f"{path}: cannot be read ({error.strerror}). Check the path.") from error
    except UnicodeDecodeError as error:
        raise GroupError(f"{path}: not UTF-8. Save it as UTF-8 CSV.") from error
    lines = text.splitlines()
    head = lines[0] if lines else ""
    rows = csv.DictReader(lines, delimiter=";" if head.count(";") > head.count(",") else ",")
    if not set(COLUMNS) <= set(rows.fieldnames or ()):
        raise GroupError(f"{path}: no columns `file` and `contract`. Name both on the first line.")
    pairs, seen = [], set()
    for row in rows:
        file, contract = ((row[column] or "").strip() for column in COLUMNS)
        if not file or not contract:
            raise GroupError(f"{path}, line {rows.line_num}: the file or the contract is missing.")
        if contract in {".", ".."} or any(sign in contract for sign in '/\\:*?"<>|\0'):
            raise GroupError(f"{path}, line {rows.line_num}: “{contract}” cannot be a file's name. Change it.")
        if file in seen:
            raise GroupError(f"{path}, line {rows.line_num}: {file} stands there twice. Leave one.")
        seen.add(file)
        pairs.append((file, contract))
    if not pairs:
        raise GroupError(f"{path}: no file is listed. Give a line for each.")
    return pairs
