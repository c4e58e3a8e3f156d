"""The priority and watch neighbourhoods of a contract, from its tables and its sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from extract.contract.numbers import Inhabitants
from extract.contract.reads import Read, Source
from extract.fields import Note
from extract.values import Piece, Value
from models.record import Neighbourhood, Territory
from patterns import geography
from patterns import regexes as regex
from patterns.folding import TIMEOUT

CODE = regex.compile(r"\b(?:QP\s?\d{3}\s?\d{3}|QN\s?\d{2,3}\s?\d{2,3}\s?[A-Z0-9]|Z\s?\d{4})\b")
"""An official code: final of 2014 (QP059001), of 2023 (QN05901M), or provisional (Z0578)."""
KINDS_OF_PLACE = frozenset(
    [
        "quartier",
        "quartiers",
        "residence",
        "residences",
        "cite",
        "cites",
        "secteur",
        "site",
        "zone",
        "qpv",
        "qp",
        "prioritaire",
    ]
)
"""Words of a name that others leave out: "résidences Pasteur" is Pasteur."""
_SEPARATORS = regex.compile(r"[,;/+&]|\set\s|\s[-–]\s|\s*\n\s*")
_NO_COMMUNE = regex.compile(r"(?i)^(?:territoires?|communes? de la|autres?|hors)\b")

Kind = Literal["priority", "watch"]


@dataclass
class Found:
    """What one place of the document says of a neighbourhood."""

    name: Value
    kind: Kind = "priority"
    code: Value | None = None
    communes: list[Value] = field(default_factory=list)
    population: tuple[Inhabitants, Value] | None = None
    income: tuple[int, Value] | None = None
    source_year: tuple[int, Value] | None = None


def read_neighbourhoods(
    source: Source, territory: Territory, departments: Collection[str]
) -> tuple[list[Read[Neighbourhood]], list[Note]]:
    """Every neighbourhood once, in the document's order; a note where two places give it other figures."""
    from extract.contract.neighbourhood_tables import table_neighbourhoods
    from extract.contract.neighbourhood_text import told_neighbourhoods

    among = frozenset(territory.commune_codes) | frozenset(departments)
    tables = table_neighbourhoods(source, among)
    merged, notes = _merged([*tables, *told_neighbourhoods(source, among, has_tables=bool(tables))])
    return [_read(one, territory, among) for one in merged], notes


def has_code(text: str) -> bool:
    """Whether a text holds an official code of a neighbourhood."""
    return ("QP" in text or "QN" in text or "Z" in text) and bool(CODE.search(text, timeout=TIMEOUT))


def split_communes(value: Value, among: Collection[str]) -> list[Value]:
    """The communes that a cell names: parted by commas, "et", slashes, or by its lines where they are communes."""
    parts = [part.strip(" .-–") for part in _SEPARATORS.split(value.text, timeout=TIMEOUT)]
    names: list[str] = []
    for part in filter(None, parts):
        by_line = [piece.text.strip(" ,;.-–") for piece in value.pieces if piece.text.strip(" ,;.-–") in part]
        if len(by_line) > 1 and not is_commune(part, among) and all(is_commune(line, among) for line in by_line):
            names += by_line
        elif not _NO_COMMUNE.match(part, timeout=TIMEOUT):
            names.append(part)
    return [Value(name, _pieces_of(name, value), value.method) for name in names]


def is_commune(name: str, among: Collection[str]) -> bool:
    """Whether a name is a commune's: of those it may be, where they are known."""
    return bool(geography.communes_named(name, among) if among else geography.communes_named(name))


def without_code(value: Value) -> tuple[Value | None, Value | None]:
    """A name apart from the code that stands in it: "Les Tilleuls (QP059001)"."""
    match = CODE.search(value.text, timeout=TIMEOUT)
    if not match:
        return value, None
    left, right = value.text[: match.start()].rstrip(" (:–-«"), value.text[match.end() :].lstrip(" ):–-»")
    name = f"{left} {right}".strip()
    pieces = (
        tuple(piece for piece in value.pieces if CODE.sub("", piece.text, timeout=TIMEOUT).strip(" ()")) or value.pieces
    )
    coded = tuple(piece for piece in value.pieces if match.group() in piece.text) or value.pieces
    return (Value(name, pieces, value.method) if name else None), Value(match.group(), coded, value.method)


def _pieces_of(name: str, value: Value) -> tuple[Piece, ...]:
    first = name.split()[0]
    return tuple(piece for piece in value.pieces if name in piece.text or first in piece.text)[:2] or value.pieces


def _merged(found: Iterable[Found]) -> tuple[list[Found], list[Note]]:
    """Neighbourhoods with the same code, or the same name, made one: the first word stands, later ones add."""
    kept: list[Found] = []
    notes: list[Note] = []
    for one in found:
        same = next((other for other in kept if _is_same(one, other)), None)
        if same is None:
            kept.append(one)
            continue
        for name in ("population", "income"):
            mine, theirs = getattr(one, name), getattr(same, name)
            if mine and theirs and mine[0] != theirs[0]:
                page = mine[1].pieces[0].page if mine[1].pieces else None
                what = "inhabitants" if name == "population" else "median income"
                notes.append(
                    Note(
                        "neighbourhood-figures-differ",
                        f"/contract/neighbourhoods/{kept.index(same)}/{_field_of(name)}",
                        page,
                        f"Here {same.name.text} has other figures: “{mine[1].text}” as {what}.",
                    )
                )
        same.code = same.code or one.code
        same.communes = same.communes or one.communes
        same.population = same.population or one.population
        same.income = same.income or one.income
        same.source_year = same.source_year or one.source_year
    return kept, notes


def _field_of(name: str) -> str:
    return "median_income" if name == "income" else name


def _is_same(one: Found, other: Found) -> bool:
    if one.code and other.code:
        return _code(one.code) == _code(other.code)
    if one.kind != other.kind:
        return False
    apart = {value.text for value in one.communes} & {value.text for value in other.communes}
    return name_key(one.name.text) == name_key(other.name.text) and (
        bool(apart) or not one.communes or not other.communes
    )


def name_key(name: str) -> str:
    """A neighbourhood's name as names are compared: without "quartier", "résidences", articles."""
    words = geography.place_key(name).split()
    return " ".join([word for word in words if word not in KINDS_OF_PLACE] or words)


def _code(value: Value) -> str:
    return "".join(value.text.split())


def _read(one: Found, territory: Territory, among: Collection[str]) -> Read[Neighbourhood]:
    """The record's part; a neighbourhood of a commune's own contract lies in that commune."""
    where: dict[str, Value] = {"name": one.name}
    communes = [value.text for value in one.communes]
    codes = [_commune_code(name, among) for name in communes]
    if not communes and territory.kind == "commune" and territory.name:
        communes, codes = [territory.name], [territory.insee_code]
    where.update({f"communes/{i}": value for i, value in enumerate(one.communes)})
    population = one.population[0] if one.population else Inhabitants(None)
    if one.population:
        parts = {f"population_parts/{i}": one.population[1] for i in range(len(population.parts))}
        where.update(parts or {"population": one.population[1]})
    for key, found in (("median_income", one.income), ("source_year", one.source_year)):
        if found:
            where[key] = found[1]
    if one.code:
        where["code"] = one.code
    item = Neighbourhood(
        name=one.name.text,
        kind=one.kind,
        code=_code(one.code) if one.code else None,
        communes=communes,
        commune_codes=codes,
        population=population.whole,
        population_parts=list(population.parts),
        population_parts_of=list(population.names),
        median_income=one.income[0] if one.income else None,
        source_year=one.source_year[0] if one.source_year else None,
    )
    return Read(item, where)


def _commune_code(name: str, among: Collection[str]) -> str | None:
    found = geography.communes_named(name, among) if among else geography.communes_named(name)
    own = [commune for commune in found if geography.place_key(commune.name) == geography.place_key(name)]
    certain = found if len(own) != 1 else own
    return certain[0].code if len(certain) == 1 else None
