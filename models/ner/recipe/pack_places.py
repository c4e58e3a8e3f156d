"""Packs the official geographic code into the compact list that is shipped, `models/ner/data/places.txt`.

npm pack @etalab/decoupage-administratif && tar xzf etalab-decoupage-administratif-*.tgz
python -m models.ner.recipe.pack_places package/data > models/ner/data/places.txt
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HEAD = """\
# Communes, departments, regions and intercommunalities of France: the official geographic code, 2026.
# Source: npm package @etalab/decoupage-administratif 6.0.0 (MIT), made from INSEE's Code officiel géographique
# and the DGCL's lists of intercommunalities, both under Licence Ouverte 2.0 (Etalab).
# A line each: kind, code, names. The figure after a region's or a department's name says how it is joined
# to the word before (INSEE's TNCC: 0 de, 1 d', 2 du, 3 de la, 4 des, 5 de l'). A department's communes stand
# by population, the largest first."""


def pack(folder: Path) -> list[str]:
    """Give the lines of the list, from the folder of the package's JSON files."""
    read = {
        name: json.loads((folder / f"{name}.json").read_text("utf-8"))
        for name in ("regions", "departements", "communes", "epci")
    }
    communes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for commune in read["communes"]:
        if commune["type"] == "commune-actuelle":
            communes[commune["departement"]].append(commune)
    lines = HEAD.splitlines()
    lines += [f"region\t{one['code']}\t{one['nom']}|{one['typeLiaison']}" for one in read["regions"]]
    lines += [f"department\t{one['code']}\t{one['nom']}|{one['typeLiaison']}" for one in read["departements"]]
    for code, found in sorted(communes.items()):
        found.sort(key=lambda one: -(one.get("population") or 0))
        lines.append(f"communes\t{code}\t{'|'.join(one['nom'] for one in found)}")
    for kind in sorted({one["type"] for one in read["epci"]}):
        names = "|".join(one["nom"].replace("|", " ") for one in read["epci"] if one["type"] == kind)
        lines.append(f"epci\t{kind}\t{names}")
    return lines


if __name__ == "__main__":
    print("\n".join(pack(Path(sys.argv[1]))))
