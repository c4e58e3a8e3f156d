"""Make the tables of `patterns/geography/` from the npm package @etalab/decoupage-administratif.

    npm pack @etalab/decoupage-administratif@6.0.0 && npm pack @etalab/decoupage-administratif@0.7.0
    python tools/build_geography.py NEWEST OLDER

Each argument is the folder `package/data` of one unpacked version: the newest gives names and codes of
today, the older one the history of communes since 1943 and the names of intercommunalities in 2019.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path
from typing import Any

from patterns.geography.names import group_key, place_key

OUT = Path(__file__).resolve().parent.parent / "patterns" / "geography"
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z0-9&']{1,11})\)")
_ABBREVIATED = re.compile(r"^(?:CA|CC|CU)\s+(?:de la |de l'|des |du |de |d')?")

Json = dict[str, Any]


def commune_rows(today: list[Json], history: list[Json]) -> list[str]:
    """Give a row for each name that a commune of today has or had: key, code, today's name, former name."""
    current = {c["code"]: c["nom"] for c in today if c["type"] == "commune-actuelle"}
    head: dict[str, str | None] = {}
    for commune in today:
        if commune["type"] == "commune-actuelle":
            head.update(dict.fromkeys(commune.get("anciensCodes", ()), commune["code"]))
        else:
            head.setdefault(commune["code"], commune.get("chefLieu") or commune.get("commune"))
    rows = {f"{place_key(name)}\t{code}\t{name}\t" for code, name in current.items()}
    for one in [*today, *history]:
        code = one["code"] if one["code"] in current else head.get(one["code"])
        if code in current and place_key(one["nom"]) != place_key(current[code]):
            rows.add(f"{place_key(one['nom'])}\t{code}\t{current[code]}\t{one['nom']}")
    return sorted(rows)


def group_rows(today: list[Json], older: list[Json]) -> list[str]:
    """Give a row for each intercommunality: the keys of its names, SIREN, name, kind, codes of its members."""
    names: dict[str, list[str]] = {}
    last: dict[str, Json] = {}
    for group in [*older, *today]:  # those that ended since keep what they were in 2019
        names.setdefault(group["code"], []).append(group["nom"])
        last[group["code"]] = group
    rows = []
    for siren, group in sorted(last.items()):
        keys = {key for name in names[siren] for key in group_keys(name)}
        members = " ".join(sorted(member["code"] for member in group["membres"]))
        ended = "" if any(group is one for one in today) else "ended"
        rows.append(f"{'|'.join(sorted(keys))}\t{siren}\t{spelled(group['nom'])}\t{group['type']}\t{members}\t{ended}")
    return rows


def group_keys(name: str) -> set[str]:
    """Give the keys that an intercommunality's official name is found by: the name's, and its acronym's."""
    whole = _ACRONYM.sub(" ", name)
    keys = {group_key(whole)} | {group_key(part) for part in whole.split(" - ") if part != whole and len(part) > 12}
    return {key for key in keys | {group_key(found) for found in _ACRONYM.findall(name)} if key}


def spelled(name: str) -> str:
    """Give an official name without its abbreviated kind: "CA de la Porte du Hainaut" is Porte du Hainaut."""
    plain = " ".join(_ACRONYM.sub(" ", name).split())
    bare = _ABBREVIATED.sub("", plain)
    return bare or plain


def department_rows(departments: list[Json], regions: list[Json]) -> list[str]:
    """Give a row for each department: code, name, region's code, region's name."""
    names = {region["code"]: region["nom"] for region in regions}
    return [f"{d['code']}\t{d['nom']}\t{d['region']}\t{names[d['region']]}" for d in departments]


def main() -> None:
    """Write the three tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("newest", type=Path)
    parser.add_argument("older", type=Path)
    options = parser.parse_args()

    def read(folder: Path, name: str) -> list[Json]:
        found: list[Json] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        return found

    new, old = options.newest, options.older
    communes = commune_rows(read(new, "communes"), read(old, "historique-communes"))
    groups = group_rows([*read(new, "epci"), *read(new, "ept")], read(old, "epci"))
    departments = department_rows(read(new, "departements"), read(new, "regions"))
    for name, head, rows in (
        ("communes.tsv.gz", "key\tcode\tname\tformer name", communes),
        ("intercommunalities.tsv.gz", "keys\tsiren\tname\tkind\tmembers\tended", groups),
        ("departments.tsv", "code\tname\tregion code\tregion", departments),
    ):
        data = "\n".join([head, *rows, ""]).encode()
        (OUT / name).write_bytes(gzip.compress(data, 9, mtime=0) if name.endswith(".gz") else data)


if __name__ == "__main__":
    main()
