"""What the workbook's cells say in French: words for the record's codes, names for its fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from output.french import (
    CATEGORIES,
    COMMITMENTS,
    COMMITTEES,
    DECIDED,
    EVENTS,
    KINDS,
    METHODS,
    PHASES,
    PILLARS,
    THEMES,
)
from output.spreadsheet import Styled, Value
from output.tables.columns import Cell
from output.tables.headings import HEADINGS, heading
from patterns.institutions import institutions
from patterns.loading import kept

WORDS: dict[str, Mapping[Any, str]] = {
    "theme_code": THEMES,
    "other_theme_codes": THEMES,
    "theme_decided_by": DECIDED,
    "pillar": PILLARS,
    "pillar_decided_by": DECIDED,
    "pillar_decided_words": THEMES,  # a pillar that its theme decided names the theme's code
    "organisation_category": CATEGORIES,
    "method": METHODS,
    "phase": {phase: word for phase, word in PHASES.items() if phase},
    "kind": KINDS
    | {"priority": "Quartier prioritaire", "watch": "Quartier de veille active"}
    | COMMITMENTS
    | COMMITTEES,
    "what": EVENTS,
    "per": {"year": "an", "month": "mois"},
    "scope": {"national": "national", "regional": "régional", "departmental": "départemental", "local": "local"},
    "part": {"lead": "Pilote", "partner": "Partenaire"},
    "label": {"ORG": "Organisme", "LOC": "Lieu"},
    "match": {
        "exact": "nom exact",
        "acronym": "sigle",
        "fuzzy": "nom proche",
        "role": "fonction",
        "new": "nouveau nom",
    },
    "unit": {
        "percent": "%",
        "euro": "euros",
        "housing_unit": "logements",
        "person": "personnes",
        "post": "postes",
        "hour": "heures",
        "square_metre": "m²",
        "count": "unités",
    },
    "text_layer": {"native": "texte du fichier", "none": "aucun texte", "ocr": "reconnaissance de caractères"},
    "media_type": {"application/pdf": "PDF", "text/plain": "texte"},
}
"""French words for the codes of a column."""
AUTHORITIES = {
    "municipality": "Commune",
    "intercommunality": "Intercommunalité",
    "department": "Département",
    "region": "Région",
}
"""Roles that a territory's authority has, beside those of the list of institutions."""
ITEMS = {
    "leads": "Pilote",
    "partners": "Partenaire",
    "members": "Membre",
    "indicators": "Indicateur",
    "strategic_orientations": "Orientation stratégique",
    "operational_objectives": "Objectif opérationnel",
    "contents": "Contenu",
    "mentions": "Mention",
    "years": "Année",
    "lines": "Ligne",
    "neighbourhoods": "Quartier",
    "signatories": "Signataire",
    "commitments": "Engagement",
    "quantities": "Chiffre",
    "committees": "Instance",
    "tables": "Tableau",
    "dates": "Date",
    "rows": "Ligne",
    "outline": "Chapitre",
    "chapters": "Chapitre",
    "how": "Comment",
    "when": "Quand",
}
"""What one item of a list is called."""
PARTS = {
    "territory": "Territoire",
    "calendar": "Calendrier",
    "budget": "Budget",
    "priority": "Priorité",
    "axis": "Axe",
    "evaluation": "Évaluation",
}
"""What a part of several values is called."""
UNSAID = ("as_written", "text", "date", "programme", "governance")
"""Steps of a pointer that say nothing to a reader."""
FIRST_YEAR = 1900
"""Earlier dates are no dates to a spreadsheet program."""


def shown(name: str, cell: Cell) -> Value:
    """Give a cell with its codes in French, a year without a thousands' sign, a date as one."""
    words = roles() if name == "organisation_role" else WORDS.get(name)
    if isinstance(cell, str):
        if words:
            return "\n".join(words.get(code, code) for code in cell.split("\n"))
        return _date(cell) if name == "date" else cell
    if isinstance(cell, int) and name.endswith("year"):
        return Styled(cell, "plain")
    return cell


@kept
def roles() -> Mapping[str, str]:
    """Give the name of each network that organisations are of, by its code."""
    return {entry.role: entry.names[-1].name for entry in institutions() if entry.role} | AUTHORITIES


def _date(text: str) -> Value:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day.year >= FIRST_YEAR else text


def field_name(pointer: str) -> str:
    """Name the value that a JSON Pointer leads to: "Partenaire 2", "Quartier 1, Habitants"."""
    _, *steps = pointer.split("/")
    steps = steps[2:] if steps[:1] == ["actions"] else steps[1:] if steps[:1] == ["contract"] else steps
    names: list[str] = []
    for before, step, after in zip(["", *steps], steps, [*steps[1:], ""], strict=False):
        if step.isdigit():
            names[-1:] = [f"{names[-1] if names else ''} {int(step) + 1}".strip()]
        elif after.isdigit():
            names.append(ITEMS.get(step, heading(step)))
        elif step in UNSAID:
            continue
        elif f"{before}_{step}" in HEADINGS:
            names[-1:] = [heading(f"{before}_{step}")]
        else:
            names.append(PARTS.get(step) or heading(step))
    return ", ".join(names) or "Action"
