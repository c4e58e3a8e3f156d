"""What organisation a signature is of, by the office of who signs."""

from __future__ import annotations

from models.record import Signatory
from patterns import regexes as regex
from patterns.facts import begins_organisation
from patterns.folding import TIMEOUT

CIVILITY = regex.compile(r"^(?:(?:M\.|Mme|Monsieur|Madame|Mesdames|Messieurs)\s+)?(?:(?i:le|la|les)\s+|(?i:l)['’]\s*)?")
"""Civility and article before an office."""
_OF_ORGANISATION = regex.compile(
    r"\b(?:de\s+la\s+|de\s+l['’]\s*|des\s+|du\s+|de\s+|d['’]\s*)(?=\p{Lu}|l['’]\p{Lu}|éducation|académie|agglomération|"
    r"communauté|métropole|caisse|agence|chambre|mission|office|conseil\s(?!d))(?P<name>.+)$"
    r"|\b(?:DE\s+LA\s+|DE\s+L['’]\s*|DES\s+|DU\s+|DE\s+|D['’]\s*)(?P<name>.+)$"
)
NO_ORGANISATION = regex.compile(r"(?i)pr[ée]f[eèé]te?\b|\b(?:chargée?|en\s+charge|déléguée?)\b")
_BODY = regex.compile(
    r"^(?:Directoire|[Cc]onseil\s+d['’][Aa]dministration|[Bb]ureau)\s+(?:de\s+l['’]|de\s+la\s+|des\s+|du\s+|d['’]|de\s+)"
)
"""What governs an organisation is not its name: "Président du Directoire de …"."""


def organisation_in(office: str) -> str | None:
    """The organisation that an office is of: "Directeur de Pôle Emploi" is of Pôle Emploi; None where none is named.

    A prefect is of no organisation but the State, which the office does not name.
    """
    match = _OF_ORGANISATION.search(office, timeout=TIMEOUT)
    if not match or NO_ORGANISATION.search(office[: match.start()], timeout=TIMEOUT):
        return None
    name = " ".join(match.group("name").split())
    return _BODY.sub("", name, count=1, timeout=TIMEOUT).split(",")[0].strip(" ,.;") or None


def signing_name(signatory: Signatory) -> str | None:
    """The name that the organisation of a signature is looked up by; None where nothing names it.

    A mayor signs for the commune, a prefect for the prefecture.
    """
    office = CIVILITY.sub("", signatory.as_written or "", count=1, timeout=TIMEOUT)
    name = signatory.organisation_name
    if regex.match(r"(?i)(?:sous-)?pr[ée]f[eèé]te?\b", office):
        place = regex.match(r"(?i)(?:sous-)?pr[ée]f[eèé]te?\s+(?P<name>d(?:e|u|es)\b.+|d['’].+)", office.split(",")[0])
        return f"Préfecture {place.group('name').strip()}" if place else "Préfecture"
    if name and regex.match(r"(?i)(?:(?:député|sénateur)-)?maire\b", office) and not begins_organisation(name):
        return f"Ville de {name}"
    return name
