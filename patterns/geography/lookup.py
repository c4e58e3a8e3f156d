"""Looks names up in the official geographic code."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from patterns.geography.names import group_key, place_key

TYPO_FROM = 88.0
"""Names at least so alike, of 100, may be one name with a slip ("Escaupont" is Escautpont)."""
LARGEST_SLIP = 3
"""Letters by which a name with a slip is longer or shorter, at most."""
SHORTEST_TYPO = 6
"""Shorter names have no slips: too many are alike."""
KINDS = {
    "CC": "communauté de communes",
    "CA": "communauté d'agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole",
    "EPT": "établissement public territorial",
}


class Commune(NamedTuple):
    """A commune of today: `name` and `code` are official, `named` is the name of it that was looked for."""

    name: str
    code: str
    named: str


class Intercommunality(NamedTuple):
    """An intercommunality with the codes of its members; `kind` as `KINDS` writes it.

    One that has ended since 2019 has the members it had then.
    """

    name: str
    siren: str
    kind: str
    members: tuple[str, ...]
    ended: bool


class Department(NamedTuple):
    """A department and the region that it lies in."""

    code: str
    name: str
    region_code: str
    region: str


def communes_named(name: str, among: Collection[str] | None = None) -> list[Commune]:
    """The communes of that name, today's before a former one, told apart by their codes.

    Articles, hyphens, accents, "St" and capitals make no difference. `among` are the codes of the
    communes, or of the departments, that it may be: with it a slip in the name is allowed too.
    """
    key = place_key(name)
    found = [commune for commune in _rows_of(key) if among is None or _is_among(commune.code, among)]
    if not found and among is not None and len(key) >= SHORTEST_TYPO:
        found = _with_slip(key, among)
    by_code = {commune.code: commune for commune in reversed(found)}
    return sorted(by_code.values(), key=lambda commune: place_key(commune.name) != key)


def communes_of(codes: Collection[str]) -> list[Commune]:
    """Today's communes of some codes, in the codes' order; those that there are."""
    wanted = frozenset(codes)
    found = {
        commune.code: commune
        for row in _commune_rows()
        if row.split("\t", 2)[1] in wanted and (commune := _commune(row)).named == commune.name
    }
    return [found[code] for code in codes if code in found]


def intercommunalities_named(name: str, kind: str | None = None) -> list[Intercommunality]:
    """The intercommunalities of that name, an acronym of theirs, or a name they had since 2019.

    Words such as "communauté" make no difference, nor does a slip in a long word. Of several, those that
    have not ended are given, and of those the ones of that kind, where there are some.
    """
    key = group_key(name)
    rows = _groups()
    found = [row for row in rows if key in row[0]]
    if not found and len(key) >= SHORTEST_TYPO:
        found = [row for row in rows if any(_alike(key, other) for other in row[0])]
    groups = [row[1] for row in found]
    groups = [group for group in groups if not group.ended] or groups
    return [group for group in groups if group.kind == kind] or groups


def _alike(key: str, other: str) -> bool:
    """Whether two keys have the same words but for slips."""
    from rapidfuzz import fuzz

    pairs = list(zip(key.split(), other.split(), strict=False))
    return key.count(" ") == other.count(" ") and all(
        one == two or (len(one) >= SHORTEST_TYPO and fuzz.ratio(one, two) >= TYPO_FROM) for one, two in pairs
    )


def official_kind(name: str) -> str | None:
    """The kind of the authority that a name means; None where several or none bear it."""
    if communes_named(name):
        return "commune" if not intercommunalities_named(name) else None
    kinds = {group.kind for group in intercommunalities_named(name)}
    return kinds.pop() if len(kinds) == 1 else None


def department_of(code: str) -> Department | None:
    """The department that a commune's code begins with."""
    return _departments().get(code[:3] if code.startswith(("97", "98")) else code[:2])


def department_named(name: str) -> Department | None:
    """The department of that name."""
    key = place_key(name)
    return next((one for one in _departments().values() if place_key(one.name) == key), None)


def departments_in(region: str) -> list[Department]:
    """The departments of a region, by its name or code."""
    key = place_key(region)
    return [one for one in _departments().values() if key == place_key(one.region) or region == one.region_code]


def _is_among(code: str, among: Collection[str]) -> bool:
    return code in among or code[:2] in among or code[:3] in among


def _rows_of(key: str) -> list[Commune]:
    """The table's communes of a key."""
    rows = _commune_rows()
    found = []
    at = bisect_left(rows, f"{key}\t")
    while at < len(rows) and rows[at].startswith(f"{key}\t"):
        found.append(_commune(rows[at]))
        at += 1
    return found


def _with_slip(key: str, among: Collection[str]) -> list[Commune]:
    from rapidfuzz import fuzz, process

    rows, keys, joined = _rows_among(frozenset(among))
    near: dict[int, float] = {}
    for name, others in ((key, keys), (key.replace(" ", ""), joined)):
        for _, alike, at in process.extract(name, others, scorer=fuzz.ratio, score_cutoff=TYPO_FROM, limit=None):
            if abs(len(keys[at]) - len(key)) <= LARGEST_SLIP:
                near[at] = max(alike, near.get(at, 0.0))
    best = max(near.values(), default=0.0)
    return [_commune(rows[at]) for at in sorted(near) if near[at] == best]


@lru_cache(maxsize=8)
def _rows_among(among: frozenset[str]) -> tuple[list[str], list[str], list[str]]:
    """The table's rows of some communes or departments, their keys, and those without spaces."""
    rows = [row for row in _commune_rows() if _is_among(row.split("\t", 2)[1], among)]
    keys = [row.partition("\t")[0] for row in rows]
    return rows, keys, [key.replace(" ", "") for key in keys]


def _commune(row: str) -> Commune:
    _, code, name, named = row.split("\t")
    return Commune(name, code, named or name)


@cache
def _commune_rows() -> list[str]:
    """Rows of key, code, today's name and former name, sorted by key."""
    return list(_table("communes.tsv.gz"))


@cache
def _groups() -> list[tuple[frozenset[str], Intercommunality]]:
    """The intercommunalities, each with the keys of its names."""
    found = []
    for row in _table("intercommunalities.tsv.gz"):
        keys, siren, name, kind, members, ended = row.split("\t")
        group = Intercommunality(name, siren, KINDS[kind], tuple(members.split()), bool(ended))
        found.append((frozenset(keys.split("|")), group))
    return found


@cache
def _departments() -> dict[str, Department]:
    return {row.split("\t")[0]: Department(*row.split("\t")) for row in _table("departments.tsv")}


def _table(name: str) -> Iterator[str]:
    """The lines of a table, without its head."""
    data = resources.files("patterns.geography").joinpath(name).read_bytes()
    text = gzip.decompress(data) if name.endswith(".gz") else data
    return iter(text.decode("utf-8").splitlines()[1:])
