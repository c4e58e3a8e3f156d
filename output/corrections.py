"""Readers' corrections: put into a record, and kept in a file beside it for the next extraction.

Corrections are a log, applied in order, each to what the ones before it left. One whose value is not
what it says it was is stale: it is left out, with a warning, and never applied in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from models.corrections import Corrections
from models.record import Action, Contract, Correction, Record, Warning
from output.writing import record_json, write_whole

SUFFIX = ".corrections.json"
"""What a record's file name ends in for the corrections that stand beside it."""
ADDS = "-"
"""The last part of a pointer that adds to a list, as in JSON Patch (RFC 6902)."""
TEXT_KEYS = dict.fromkeys(("leads", "partners", "members", "indicators"), "as_written")
"""Lists of items that are more than their text, with the key that the text goes under."""
FIRST_PARTS = {"contract": 2, "actions": 3}
"""The parts of a record whose values can be corrected, with how many parts such a value's pointer has at least."""
DERIVED: dict[str, dict[str, Any]] = {
    "as_written": {"match": None, "organisation": None, "members": []},
    "theme": {
        "theme_code": None,
        "other_theme_codes": [],
        "theme_decided": None,
        "pillar": None,
        "pillar_decided": None,
    },
    "organisation_name": {"organisation": None},
    "theme_code": {"theme_decided": None},
    "pillar": {"pillar_decided": None},
}
"""What was worked out from a text, and goes when the text is corrected."""


Derive = Callable[[Record, str, str], Mapping[str, Any]]
"""Gives what is worked out from a corrected text, by its pointer."""


class StaleError(ValueError):
    """A correction that does not hold for the record as it is; the message says why."""


def corrections_path(record: Path) -> Path:
    """Give the path of the corrections that go with a record."""
    return record.with_name(record.name.removesuffix(".json") + SUFFIX)


def read_corrections(path: Path) -> Corrections:
    """Read a file of corrections. Raises ValueError with one line where it is something else."""
    try:
        return Corrections.model_validate_json(_read(path, "the file that the review page saved"))
    except ValidationError as error:
        raise ValueError(f"{path}: holds no corrections ({_fault(error)}). Give what the review page saved.") from None


class Applied(NamedTuple):
    """What came of applying files of corrections: how many were applied, known before, and stale."""

    applied: int
    known: int
    stale: list[str]


def apply_files(path: Path, files: Sequence[Path], derive: Derive) -> Applied:
    """Apply files of corrections to the record at `path`, and keep them beside it.

    Raises OSError where something cannot be written, and ValueError, with one line that says what to do,
    where a file cannot be read or was made for another contract. Nothing is written then.
    """
    try:
        record = Record.model_validate_json(_read(path, "the JSON that `contrats extract` wrote"))
    except ValidationError as error:
        raise ValueError(f"{path}: no record ({_fault(error)}). Give the JSON that `contrats extract` wrote.") from None
    beside = corrections_path(path)
    sha256 = record.source_sha256
    if beside.exists():
        kept = _of_file(beside, sha256)
    else:
        kept = Corrections(file_name=record.sources[0].file_name, sha256=sha256, corrections=record.corrections)
    said = list(dict.fromkeys(c for file in files for c in in_order(_of_file(file, sha256).corrections)))
    new = [correction for correction in said if correction not in kept.corrections]
    done, stale = corrected(record, new, derive)
    held = done.corrections[len(record.corrections) :]
    log = kept.model_copy(update={"corrections": [*kept.corrections, *held]})
    write_whole(beside, log.model_dump_json(indent=2) + "\n")
    write_whole(path, record_json(done))
    return Applied(len(held), len(said) - len(new), stale)


def in_order(batch: Iterable[Correction]) -> list[Correction]:
    """Order corrections that were all made of one reading: what takes an item away comes last, from the end.

    So each pointer still holds for the list that it was made for.
    """

    def place(correction: Correction) -> tuple[bool, list[int]]:
        away = correction.verdict == "wrong" and correction.now is None
        return away, [-int(token) for token in _tokens(correction.field) if token.isdigit()] if away else []

    return sorted(batch, key=place)


def correct_beside(record: Record, path: Path, derive: Derive) -> Record:
    """Give a fresh record with the corrections that stand beside its place, where some do.

    Raises ValueError, with one line, where the file there holds none.
    """
    beside = corrections_path(path)
    if not beside.exists():
        return record
    kept = read_corrections(beside)
    if kept.sha256 != record.source_sha256:
        told = f"{beside.name} was made for another file ({kept.file_name}, {kept.sha256[:8]}…); nothing was corrected."
        warning = Warning(code="correction-other-file", message=told)
        return record.model_copy(update={"warnings": [*record.warnings, warning]})
    done, stale = corrected(record, kept.corrections, derive)
    warnings = [Warning(code="correction-stale", message=line) for line in stale]
    return done.model_copy(update={"warnings": [*done.warnings, *warnings]})


def corrected(
    record: Record, corrections: Sequence[Correction], derive: Derive = lambda *_: {}
) -> tuple[Record, list[str]]:
    """Give the record with the corrections applied in order, and a line for each that is stale."""
    data = record.model_dump()
    stale = []
    for correction in corrections:
        try:
            _apply(data, correction, derive)
        except StaleError as error:
            stale.append(f"{correction.field}: {error}")
        else:
            data["corrections"].append(correction.model_dump())
    return Record.model_validate(data), stale


def _read(path: Path, wanted: str) -> bytes:
    """Give a file's bytes. Raises ValueError with one line where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path}: cannot be read ({error.strerror}). Give {wanted}.") from None


def _of_file(path: Path, sha256: str) -> Corrections:
    """Read the corrections of one file. Raises ValueError with one line where they are of another."""
    corrections = read_corrections(path)
    if corrections.sha256 != sha256:
        raise ValueError(
            f"{path}: made for another file ({corrections.file_name}, {corrections.sha256[:8]}…). "
            "Give the corrections of the file that the record was read from."
        )
    return corrections


def _apply(data: dict[str, Any], correction: Correction, derive: Derive) -> None:
    """Apply one correction to a record's plain data, whole or not at all. Raises StaleError."""
    said = correction.model_dump()
    was, now = said["was"], said["now"]
    path = _tokens(correction.field)
    if len(path) < FIRST_PARTS.get(path[0] if path else "", len(path) + 1):
        raise StaleError("this is no value that can be corrected.")
    holder = _walk(data, path[:-1])
    if path[-1] == ADDS:
        _add(data, path, holder, now)
        if path[-2] in TEXT_KEYS:
            item = _walk(data, path[:-1])[-1]
            item.update(derive(Record.model_validate(data), correction.field, now))
        return
    current = _walk(holder, path[-1:])
    if current != was:
        raise StaleError(f"the value is now {_said(current)}, and was {_said(was)} when it was corrected.")
    if correction.verdict == "right" or now == was:  # wrong, and the reader does not say what it should be
        return
    if now is None:
        _take_away(data, path)
        return
    derived = DERIVED.get(path[-1], {}) if isinstance(holder, dict) else {}
    before = {key: holder[key] for key in derived if key in holder}
    _set(holder, path[-1], now)
    if isinstance(holder, dict):
        holder.update({key: derived[key] for key in before})
    if not _settle(data, path):
        _set(holder, path[-1], current)
        if isinstance(holder, dict):
            holder.update(before)
        raise StaleError(f"{_said(now)} cannot stand there.")
    if before:
        _walk(data, path[:-1]).update(derive(Record.model_validate(data), correction.field, now))


def _add(data: dict[str, Any], path: list[str], items: Any, now: Any) -> None:
    """Add an item to a list. Raises StaleError where it is there already, or cannot be."""
    if not isinstance(items, list):
        raise StaleError("there is no list to add to.")
    key = TEXT_KEYS.get(path[-2])
    if now in [item[key] if key else item for item in items]:
        raise StaleError(f"{_said(now)} is read there now.")
    items.append({key: now} if key else now)
    if not _settle(data, path):
        items.pop()
        raise StaleError(f"{_said(now)} cannot stand there.")


def _take_away(data: dict[str, Any], path: list[str]) -> None:
    """Put null for a value; where null cannot stand there, take away what holds it. Raises StaleError."""
    for depth in range(len(path), FIRST_PARTS[path[0]] - 1, -1):
        above, last = path[: depth - 1], path[depth - 1]
        holder = _walk(data, above)
        if isinstance(holder, list):
            del holder[int(last)]
            _shift(data, above, int(last))
            return
        before = holder[last]
        holder[last] = None
        if _settle(data, path):
            return
        holder[last] = before
    raise StaleError("it cannot be taken away.")


def _shift(data: dict[str, Any], path: list[str], gone: int) -> None:
    """Let evidence and warnings follow a list that lost an item."""
    start = f"/{'/'.join(path)}/"
    for name in ("evidence", "warnings"):
        kept = []
        for row in data[name]:
            number, slash, rest = (row["field"] or "").removeprefix(start).partition("/")
            if (row["field"] or "").startswith(start) and number.isdigit():
                if int(number) == gone:
                    continue
                if int(number) > gone:
                    row["field"] = f"{start}{int(number) - 1}{slash}{rest}"
            kept.append(row)
        data[name] = kept


def _settle(data: dict[str, Any], path: list[str]) -> bool:
    """Say whether the action or contract that a pointer leads into still holds; every key is put in its place."""
    try:
        if path[0] == "actions":
            data["actions"][int(path[1])] = Action.model_validate(data["actions"][int(path[1])]).model_dump()
        else:
            data["contract"] = Contract.model_validate(data["contract"]).model_dump()
    except ValidationError:
        return False
    return True


def _tokens(pointer: str) -> list[str]:
    """Give the parts of a JSON Pointer (RFC 6901)."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def _walk(data: Any, path: Sequence[str]) -> Any:
    """Give the value that a pointer leads to. Raises StaleError where there is none."""
    for token in path:
        try:
            data = data[_number(token)] if isinstance(data, list) else data[token]
        except (KeyError, IndexError, ValueError, TypeError):
            raise StaleError("there is no such value now.") from None
    return data


def _number(token: str) -> int:
    """Give a list's index, as RFC 6901 writes it. Raises ValueError."""
    if not (token.isascii() and token.isdigit()):
        raise ValueError(token)
    return int(token)


def _set(holder: Any, token: str, value: Any) -> None:
    holder[int(token) if isinstance(holder, list) else token] = value


def _fault(error: ValidationError) -> str:
    """Say the first thing that is wrong with a file."""
    first = error.errors(include_url=False)[0]
    place = "/".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}" if place else str(first["msg"])


def _said(value: Any) -> str:
    """Say a value in a message."""
    match value:
        case None:
            return "nothing"
        case {"year": year, "phase": phase}:
            return f"{year} ({phase or 'no phase'})"
        case _:
            return f"“{value}”"
