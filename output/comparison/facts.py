"""Sections on the contracts themselves: what they are, who signs, where, who commits to what; and the notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from models.record import Action, Commitment, Contract, Quantity, Record, Signatory
from output.comparison.figures import Cell, Compared, Figure, Row, Section
from output.french import CATEGORIES, KINDS, NO_THEME, THEMES
from patterns.folding import fold

COMMITTED_FIRST = ("state", "housing")
"""Categories whose commitments stand first: State services and landlords."""
UNITS = {
    "percent": "%", "euro": "€", "housing_unit": "logements", "person": "personnes", "post": "postes",
    "hour": "heures", "square_metre": "m²", "count": "",
}  # fmt: skip
SCOPES = {"national": "national", "regional": "régional", "departmental": "départemental", "local": "local"}
STATEMENTS = {"commitment": "", "result": " (bilan)", "request": " (demande)"}


def period(record: Record) -> str:
    """Give the years that a contract covers."""
    years = (record.contract.period.start_year, record.contract.period.end_year)
    return "-".join(str(year) for year in years if year) or "non précisée"


def overview(compared: Compared) -> Section:
    """Give what each contract is, in a few figures."""

    def having(held: Callable[[Action], object]) -> tuple[Figure, ...]:
        found: dict[str, list[str]] = defaultdict(list)
        for record, action in compared.actions:
            if held(action):
                found[record.contract.id].append(action.id)
        return compared.figures(found)

    counted: dict[str, Callable[[Action], object]] = {
        "Actions": lambda _: True,
        "avec un pilote": lambda action: action.leads,
        "avec des partenaires": lambda action: action.partners,
        "avec une priorité": lambda action: action.priority,
        "avec un calendrier": lambda action: action.calendar.years,
        "avec des indicateurs": lambda action: action.indicators,
    }
    rows = [
        Row(("Période",), tuple(period(record) for record in compared.records)),
        Row(("Nature des actions",), tuple(kinds(record) for record in compared.records)),
        *(Row((label,), having(held)) for label, held in counted.items()),
    ]
    return Section("overview", "Les contrats", "Ce que chaque contrat contient.", ("",), tuple(rows))


def kinds(record: Record) -> str:
    """Give the forms that a contract's actions have."""
    return ", ".join(sorted({KINDS[action.kind].lower() for action in record.actions})) or "aucune action"


def notes(compared: Compared) -> tuple[str, ...]:
    """Say what is not alike in the contracts, so that figures are not compared for what they are not."""
    found = [*_period_notes(compared), *_kind_notes(compared), *_lack_notes(compared)]
    scales = {
        r.contract.id: max((len(a.priority.scale) for a in r.actions if a.priority), default=0)
        for r in compared.records
    }
    if len({size for size in scales.values() if size}) > 1:
        said = ", ".join(f"{compared.names[name]} {size}" for name, size in scales.items() if size)
        found.append(f"Les échelles de priorité n’ont pas le même nombre de niveaux : {said}.")
    uncoded = sum(not action.theme_code for _, action in compared.actions)
    if uncoded:
        found.append(
            f"{uncoded} actions sur {len(compared.actions)} n’ont pas de thème de la liste commune ; elles sont "
            "comptées sous leur thème tel qu’écrit, qui diffère d’un contrat à l’autre."
        )
    return tuple(found)


def _period_notes(compared: Compared) -> Iterable[str]:
    periods: dict[str, list[str]] = defaultdict(list)
    for record in compared.records:
        periods[period(record)].append(compared.names[record.contract.id])
    if len(periods) > 1:
        said = " ; ".join(f"{years} : {', '.join(names)}" for years, names in sorted(periods.items()))
        yield f"Les contrats ne couvrent pas les mêmes années. {said}."


def _kind_notes(compared: Compared) -> Iterable[str]:
    forms: dict[str, list[str]] = defaultdict(list)
    for record in compared.records:
        forms[kinds(record)].append(compared.names[record.contract.id])
    if len(forms) > 1:
        said = " ; ".join(f"{form} : {', '.join(names)}" for form, names in sorted(forms.items()))
        yield (
            f"Les actions n’ont pas la même forme. {said}. Un objectif de programme regroupe ce que d’autres écrivent "
            "en plusieurs fiches : les parts se comparent mieux que les nombres."
        )


def _lack_notes(compared: Compared) -> Iterable[str]:
    lacking: dict[str, list[str]] = defaultdict(list)
    for record in compared.records:
        if not record.actions:
            continue
        held = {
            "de pilote ni de partenaire": any(a.leads or a.partners for a in record.actions),
            "de priorité": any(a.priority for a in record.actions),
            "d’indicateur": any(a.indicators for a in record.actions),
            "de calendrier": any(a.calendar.years for a in record.actions),
            "de phase": any(y.phase for a in record.actions for y in a.calendar.years)
            or not any(a.calendar.years for a in record.actions),
        }
        for what, there in held.items():
            if not there:
                lacking[what].append(compared.names[record.contract.id])
    for what, names in lacking.items():
        yield f"Aucune action n’a {what} : {', '.join(names)}. Un zéro y dit que le contrat n’en donne pas."


# Neighbourhoods


def neighbourhoods(compared: Compared) -> Section:
    """Give the neighbourhoods and inhabitants of each contract."""

    def ids(kind: str, known: bool | None = None) -> dict[str, list[str]]:
        return {
            record.contract.id: [
                f"{record.contract.id}/neighbourhoods/{k}"
                for k, n in enumerate(record.contract.neighbourhoods)
                if n.kind == kind and (known is None or (n.population is not None) == known)
            ]
            for record in compared.records
        }

    def inhabitants(record: Record) -> Figure:
        found = [
            (k, n.population)
            for k, n in enumerate(record.contract.neighbourhoods)
            if n.kind == "priority" and n.population
        ]
        return Figure(
            sum(count for _, count in found), tuple(f"{record.contract.id}/neighbourhoods/{k}" for k, _ in found)
        )

    rows = [
        Row(("Quartiers prioritaires",), _plain(compared, ids("priority"))),
        Row(("Habitants des quartiers prioritaires",), tuple(map(inhabitants, compared.records))),
        Row(("Quartiers prioritaires sans nombre d’habitants",), _plain(compared, ids("priority", known=False))),
        Row(("Quartiers de veille active",), _plain(compared, ids("watch"))),
    ]
    return Section(
        "neighbourhoods", "Quartiers et habitants",
        "Habitants : somme des quartiers dont le contrat donne la population d’un seul tenant.",
        ("",), tuple(rows) if any(r.contract.neighbourhoods for r in compared.records) else (),
    )  # fmt: skip


def _plain(compared: Compared, ids: dict[str, list[str]]) -> tuple[Figure, ...]:
    """Give figures that are no share of the contract's actions."""
    return tuple(figure._replace(share=None) for figure in compared.figures(ids))


# Signatories


def signatories(compared: Compared) -> Section:
    """Give who signs each contract, present or absent, by category and organisation."""
    cells: dict[tuple[str, str], dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for record in compared.records:
        for k, signatory in enumerate(record.contract.signatories):
            who = ", ".join(filter(None, [signatory.representative, signatory.role])) or "signe"
            local = signatory.organisation and signatory.organisation.category in LOCAL
            words = f"{signatory.organisation.name} : {who}" if signatory.organisation and local else who
            cells[_signer(signatory)][record.contract.id].append((f"{record.contract.id}/signatories/{k}", words))
    rows = []
    for labels, found in sorted(cells.items(), key=lambda item: [fold(word) for word in item[0]]):
        figures: list[Cell] = []
        for record in compared.records:
            own = found.get(record.contract.id, [])
            text = (
                "\n".join(words for _, words in own) if own else ("absent" if record.contract.signatories else "non lu")
            )
            figures.append(Figure(len(own), tuple(name for name, _ in own), text=text))
        rows.append(Row(labels, tuple(figures)))
    return Section(
        "signatories", "Signataires présents et absents",
        "Communes, intercommunalités, départements et régions sont réunis par catégorie, les autres comptés par "
        "organisme. « non lu » : aucun signataire n’a été lu dans le contrat.",
        ("Catégorie", "Signataire"), tuple(rows),
    )  # fmt: skip


LOCAL = ("municipality", "intercommunality", "department", "region")
"""Authorities of which each city has its own: they are compared by what they are, not by name."""


def _signer(signatory: Signatory) -> tuple[str, str]:
    organisation = signatory.organisation
    if organisation is None:
        return ("Organisme non reconnu", signatory.organisation_name or signatory.as_written or "")
    category = CATEGORIES[organisation.category]
    return (category, "" if organisation.category in LOCAL else organisation.name)


# Commitments


def commitments(compared: Compared) -> Section:
    """Give what each organisation commits to on each theme, city by city, with its figures."""
    cells: dict[tuple[Cell, ...], dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    order: dict[tuple[Cell, ...], tuple[int, str, str]] = {}
    for record in compared.records:
        for k, commitment in enumerate(record.contract.commitments):
            labels = _committed(commitment)
            place = f"{record.contract.id}/commitments/{k}"
            cells[labels][record.contract.id].append((place, commitment_words(commitment)))
            category = commitment.organisation.category if commitment.organisation else ""
            first = COMMITTED_FIRST.index(category) if category in COMMITTED_FIRST else len(COMMITTED_FIRST)
            order.setdefault(labels, (first, fold(str(labels[0])), str(labels[2])))
    rows = []
    for labels in sorted(cells, key=lambda labels: order[labels]):
        figures = []
        for record in compared.records:
            own = cells[labels].get(record.contract.id, [])
            text = "\n".join(words for _, words in own) or None
            figures.append(Figure(len(own), tuple(name for name, _ in own), text=text))
        rows.append(Row(labels, tuple(figures)))
    return Section(
        "commitments", "Engagements par organisme",
        "Ce à quoi chaque service de l’État, bailleur ou autre partenaire s’engage, ses chiffres en tête.",
        ("Organisme", "Catégorie", "Thème"), tuple(rows),
    )  # fmt: skip


def _committed(commitment: Commitment) -> tuple[Cell, ...]:
    organisation = commitment.organisation
    theme = THEMES[commitment.theme_code] if commitment.theme_code else NO_THEME
    if organisation is None:
        return (commitment.as_written or "Organisme non précisé", "", theme)
    return (organisation.name, CATEGORIES[organisation.category], theme)


def commitment_words(commitment: Commitment) -> str:
    """Give a commitment with its figures in front."""
    figures = " ; ".join(quantity_words(quantity) for quantity in commitment.quantities)
    return (f"[{figures}] " if figures else "") + commitment.text + STATEMENTS[commitment.kind]


def quantity_words(quantity: Quantity) -> str:
    """Give a figure with its unit, what it is of, its scope and year."""
    number = f"{quantity.value:,.10g}".replace(",", "\u202f").replace(".", ",")
    head = f"{number}\u00a0{UNITS[quantity.unit]}".strip()
    scope = SCOPES.get(quantity.scope, quantity.scope) if quantity.scope else None
    rate = {"year": "par an", "month": "par mois", None: None}[quantity.per]
    years = "-".join(str(year) for year in (quantity.year, quantity.end_year) if year)
    more = ", ".join(part for part in (quantity.of, rate, scope, years) if part)
    return f"{head} ({more})" if more else head


def contract_values(contract: Contract) -> dict[str, str]:
    """Give the words of each of a contract's values that figures lead back to, by id."""
    values = {f"{contract.id}/neighbourhoods/{k}": n.name for k, n in enumerate(contract.neighbourhoods)}
    for k, signatory in enumerate(contract.signatories):
        named = [
            signatory.organisation.name if signatory.organisation else None,
            signatory.representative,
            signatory.role,
        ]
        values[f"{contract.id}/signatories/{k}"] = ", ".join(filter(None, named))
    values |= {f"{contract.id}/commitments/{k}": c.text for k, c in enumerate(contract.commitments)}
    return values
