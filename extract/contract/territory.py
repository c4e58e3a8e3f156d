"""The territory in the official geographic code: its kind, codes, department, region and member communes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

from extract.contract.reads import Read, Source
from extract.fields import Note
from extract.values import Value
from models.record import Territory
from patterns import geography
from patterns import regexes as re
from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold

_BARE = {code: bare for code in range(0xC0, 0x180) if (bare := unicodedata.normalize("NFD", chr(code))[0]) != chr(code)}
_IN_NAMES = ("metropole", "agglo")
"""Words for a kind that stand in names of intercommunalities of other kinds."""
NAMES_DEPARTMENT = 40
"""The department is named within so many first pages."""

_OF_DEPARTMENT = regex.compile(
    r"\b(?:departements?|prefete?|prefecture|conseil (?:general|departemental)|departementale?)\s"
    r"(?:de la |de l'|des |du |de |d')(?P<name>[a-z' -]{3,40})"
)
"""What names a department, in folded text: "prefet du Nord", "departement de la Seine-Maritime"."""


def read_territory(name: str | None, kind: str | None, source: Source) -> tuple[Read[Territory], list[Note]]:
    """The territory of that name and kind with its official codes; a note where they cannot be settled.

    A name that several communes bear is the one in a department that the text names.
    """
    if not name:
        return Read(Territory(), {}), []
    if kind in (None, "commune"):
        communes, notes = _settled_communes(name, source)
        if communes:
            return Read(_of_commune(name, communes[0]), {}), notes
        if kind or notes:
            return Read(Territory(name=name, kind=kind), {}), notes or [_unknown(name)]
    groups = geography.intercommunalities_named(name, kind)
    if len(groups) > 1:
        named = _departments(source.texts)
        groups = [group for group in groups if _main_department(group.members) in named] or groups
    if len(groups) != 1:
        note = _ambiguous(name, len(groups)) if groups else _unknown(name)
        return Read(Territory(name=name, kind=kind), {}), [note]
    return _of_group(name, kind, groups[0], source), []


def territory_departments(territory: Territory, source: Source) -> frozenset[str]:
    """The codes of the departments that the contract's places lie in, as far as is known."""
    if territory.department_code:
        return frozenset({territory.department_code})
    return frozenset(_departments(source.texts))


def _settled_communes(name: str, source: Source) -> tuple[list[geography.Commune], list[Note]]:
    """The one commune of a name, or none with a note where several cannot be told apart."""
    found = geography.communes_named(name)
    named = _departments(source.texts) if len(found) != 1 else Counter()
    if not found:  # "Saint-Denis de La Réunion": the name ends in that of its department; or a slip
        bare, department = _without_department(name)
        found = geography.communes_named(bare, {department}) if department else []
        found = found or (geography.communes_named(name, set(named)) if named else [])
        return (found, []) if len(found) == 1 else ([], [])
    here: list[geography.Commune] = []
    for code, _ in named.most_common():
        here = here or [commune for commune in found if _department_code(commune.code) == code]
    found = here or found
    own = [commune for commune in found if geography.place_key(commune.name) == geography.place_key(name)]
    found = own or found  # today's name before a former one
    return (found, []) if len(found) == 1 else ([], [_ambiguous(name, len(found))])


def _without_department(name: str) -> tuple[str, str | None]:
    """A name without the department that it ends in, and that department's code."""
    words = name.split()
    for cut in range(1, len(words)):
        link = fold(words[cut]) in ("de", "du", "en", "la", "d'")
        department = geography.department_named(" ".join(words[cut:])) if link else None
        if department:
            return " ".join(words[:cut]), department.code
    return name, None


def _departments(texts: Sequence[str]) -> Counter[str]:
    """The codes of the departments that the first pages name, with how often."""
    found: Counter[str] = Counter()
    for text in texts[:NAMES_DEPARTMENT]:
        for match in _OF_DEPARTMENT.finditer(fold(text), timeout=TIMEOUT):
            words = match.group("name").split()
            for count in range(min(5, len(words)), 0, -1):
                department = geography.department_named(" ".join(words[:count]))
                if department:
                    found[department.code] += 1
                    break
    return found


def _of_commune(name: str, commune: geography.Commune) -> Territory:
    department = geography.department_of(commune.code)
    return Territory(name=name, kind="commune", insee_code=commune.code, **_place(department))


def _of_group(name: str, kind: str | None, group: geography.Intercommunality, source: Source) -> Read[Territory]:
    named = _named_members(geography.communes_of(group.members), source)
    department = geography.department_of(_main_department(group.members))
    called = any(word in fold(name) for word in _IN_NAMES)  # "Troyes Champagne Métropole" is no métropole
    territory = Territory(
        name=name,
        kind=group.kind if called or not kind else kind,
        siren=group.siren,
        communes=[commune.name for commune, _ in named],
        commune_codes=[commune.code for commune, _ in named],
        **_place(department),
    )
    return Read(territory, {f"communes/{i}": value for i, (_, value) in enumerate(named)})


def _place(department: geography.Department | None) -> dict[str, str]:
    if department is None:
        return {}
    return {
        "department": department.name,
        "department_code": department.code,
        "region": department.region,
        "region_code": department.region_code,
    }


def _main_department(codes: Collection[str]) -> str:
    """The department that most of the communes lie in."""
    counted = Counter(_department_code(code) for code in codes)
    return counted.most_common(1)[0][0] if counted else ""


def _department_code(code: str) -> str:
    department = geography.department_of(code)
    return department.code if department else ""


def _named_members(members: Sequence[geography.Commune], source: Source) -> list[tuple[geography.Commune, Value]]:
    """The members that the text names, in the order of the code, each where it is named first."""
    by_group = {f"c{i}": commune for i, commune in enumerate(members)}
    # the longest name first: "Saint-Amand-les-Eaux" before "Saint-Amand"
    longest = sorted(by_group.items(), key=lambda item: -len(item[1].name))
    if not longest:
        return []
    pattern = re.compile(
        r"(?<!\w)(?=[A-ZŒ])(?:" + "|".join(f"(?P<{g}>{_name_pattern(c.name)})" for g, c in longest) + r")(?!\w)"
    )
    found: dict[str, tuple[int, int, int]] = {}
    for number, text in enumerate(source.texts, 1):
        for match in pattern.finditer(_unaccented(text)):
            if match.lastgroup and match.lastgroup not in found:
                found[match.lastgroup] = (number, *match.span())
    return [(by_group[g], source.value(*found[g])) for g in by_group if g in found]


def _name_pattern(name: str) -> str:
    """A pattern of a commune's name in a text without accents: in capitals or not, however its words are joined."""
    words = re.findall(r"\w+", _unaccented(name))
    written = []
    for word in words:
        plain, small = re.escape(word), word[0].islower()
        forms = {plain, plain.upper(), plain.capitalize()} if small else {plain, plain.upper()}
        if word in ("Saint", "Sainte"):
            forms |= {"St" + word[5:], "ST" + word[5:].upper()}
        if "œ" in word or "Œ" in word:
            forms |= {form.replace("œ", "oe").replace("Œ", "OE" if form.isupper() else "Oe") for form in forms}
        written.append("(?:" + "|".join(sorted(forms, key=len, reverse=True)) + ")")
    return r"[-\s'’.]*".join(written)


def _unaccented(text: str) -> str:
    """A text without its accents, each of its characters in its place."""
    return text if text.isascii() else text.translate(_BARE)


def _unknown(name: str) -> Note:
    return Note("territory-without-code", "/contract/territory", None, f"The official geographic code has no “{name}”.")


def _ambiguous(name: str, count: int) -> Note:
    message = f"{count} places are called “{name}”, and no department that the text names tells which is meant."
    return Note("territory-ambiguous", "/contract/territory", None, message)
