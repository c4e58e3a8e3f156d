"""Records of made-up cities with every part filled, for what is written from records."""

from __future__ import annotations

from typing import Any

from models.record import (
    Action,
    Budget,
    BudgetLine,
    Calendar,
    CalendarYear,
    Chapter,
    Commitment,
    Committee,
    Contract,
    DataTable,
    DatedEvent,
    Evidence,
    Generator,
    Governance,
    Heading,
    Indicator,
    Member,
    Mention,
    Neighbourhood,
    Organisation,
    Partner,
    Period,
    Priority,
    Programme,
    Quantity,
    Record,
    Signatory,
    Source,
    Territory,
    Warning,
)

CAF = Organisation(
    id="caf", name="Caisse d’allocations familiales", acronym="CAF", category="social_security", role="caf"
)
MISSION = Organisation(id="mission-locale", name="Mission locale", category="employment", role="mission-locale")
DIRECCTE = Organisation(id="direccte", name="Direccte", category="state")
LANDLORD = Organisation(id="habitat-du-val", name="Habitat du Val", category="housing")


def years(start: int, phases: str) -> Calendar:
    """A calendar from a letter a year: s for study, i for implementation, x for neither, - for none."""
    named: dict[str, Any] = {"s": "study", "i": "implementation", "x": None}
    made = [CalendarYear(year=start + k, phase=named[letter]) for k, letter in enumerate(phases) if letter != "-"]
    return Calendar(years=made)


def action(number: int, title: str, **more: Any) -> Action:
    """An action of a contract whose id is put in front later."""
    return Action(**({"id": f"?-{number:03d}", "kind": "sheet", "number": str(number), "title": title} | more))


def city(name: str, *actions: Action, start: int = 2015, sha256: str | None = None, **contract: Any) -> Record:
    """A city's record, its actions under its id."""
    key = f"{name.lower()}-{start}"
    facts: dict[str, Any] = {
        "id": key,
        "title": f"Contrat de ville de {name}",
        "territory": Territory(name=name, kind="commune"),
        "period": Period(start_year=start, end_year=start + 5),
    }
    return Record(
        generator=Generator(version="0.1.0"),
        source=Source(
            file_name=f"{name.lower()}.pdf",
            sha256=sha256 or name.encode().hex().ljust(64, "0"),
            media_type="application/pdf",
            pages=40,
            text_layer="native",
        ),
        contract=Contract(**(facts | contract)),
        actions=[a.model_copy(update={"id": key + a.id.removeprefix("?")}) for a in actions],
    )


def full_city() -> Record:
    """A city with every part filled."""
    first = action(
        1,
        "Ouvrir un atelier de réparation de vélos",
        theme="Emploi",
        theme_code="employment",
        other_theme_codes=["mobility"],
        pillar="economic_development_employment",
        programme=Programme(axis=Heading(number="1", title="Travailler"), priority=Heading(number="2", title="Former")),
        priority=Priority(as_written="Niveau de priorité : 1", level=1, scale=["1", "2", "3"]),
        strategic_orientations=["Aller vers l’emploi"],
        operational_objectives=["Former aux métiers du cycle", "Ouvrir le soir"],
        contents=["Louer un local", "Former dix mécaniciens"],
        leads=[Partner(as_written="Mission locale", match="exact", organisation=MISSION)],
        partners=[
            Partner(
                as_written="CAF et bailleurs",
                members=[
                    Member(as_written="CAF", match="acronym", organisation=CAF),
                    Member(as_written="bailleurs", members=[Member(as_written="Habitat du Val")]),
                ],
            )
        ],
        indicators=[Indicator(as_written="Nombre de participants"), Indicator(as_written="Climat du quartier")],
        calendar=years(2015, "sii"),
        target_public=["Jeunes"],
        places=["Les Tilleuls"],
        context=["Un besoin"],
        means=["Un local"],
        budget=Budget(
            as_written="Ville : 1 000 €",
            total=1500.5,
            lines=[BudgetLine(as_written="Ville : 1 000 €", funder="Ville", euros=1000.0, year=2015)],
        ),
        mentions=[Mention(as_written="Direccte", label="ORG", organisation=DIRECCTE)],
        pages=[41, 42],
    )
    record = city(
        "Valmont",
        first,
        action(2, "Créer une crèche", theme="Petite enfance", theme_code="parenting", pages=[43]),
        dates=[DatedEvent(date="2015-06-26", what="signature")],
        neighbourhoods=[
            Neighbourhood(name="Les Tilleuls", kind="priority", code="QP000001", communes=["Valmont"], population=1324),
            Neighbourhood(name="La Gare", kind="watch", communes=["Valmont", "Lise"], population_parts=[655, 10595]),
        ],
        signatories=[Signatory(organisation=CAF, representative="Mme Dupré", role="directrice")],
        governance=Governance(committees=[Committee(name="Comité de pilotage", kind="steering", members=["Ville"])]),
        tables=[
            DataTable(
                title="Chômage", header=["Commune", "Taux"], rows=[["Valmont", None]], units=[None, "%"], pages=[29]
            )
        ],
        commitments=[
            Commitment(
                organisation=DIRECCTE,
                kind="commitment",
                text="Porter à 36 % la part des contrats aidés.",
                place=["1", "2"],
                theme_code="employment",
                quantities=[Quantity(value=36, unit="percent", of="contrats aidés", scope="regional", year=2015)],
            )
        ],
    )
    return record.model_copy(
        update={
            "outline": [Chapter(number="1", title="Cadre", page=3, chapters=[Chapter(title="Diagnostic", page=4)])],
            "evidence": [
                Evidence(field="/contract/title", page=1, box=(1.0, 2.0, 3.0, 4.5), text="Contrat", method="layout"),
                Evidence(field="/actions/1/title", page=43, box=(1.0, 2.0, 3.0, 4.5), text="Créer", method="label"),
                Evidence(field="/actions/0/contents/1", page=42, text="Former dix mécaniciens", method="label"),
                Evidence(field="/contract/neighbourhoods/0/name", page=12, text="Les Tilleuls", method="table"),
            ],
            "warnings": [
                Warning(
                    code="list-number-missing",
                    field="/actions/1/partners",
                    page=43,
                    message="The list goes from 3 to 5.",
                )
            ],
        }
    )


def of_two_files() -> Record:
    """A contract that came as two files, an action in each on the same page number."""
    record = city("Lise", action(1, "Semer", pages=[3]), action(2, "Planter", pages=[3]))
    sources = [
        record.sources[0].model_copy(update={"file_name": f, "sha256": f[0] * 64}) for f in ("corps.pdf", "annexe.pdf")
    ]
    evidence = [
        Evidence(field=f"/actions/{k}/title", file=source.file_name, page=3, text="…", method="label")
        for k, source in enumerate(sources)
    ]
    return record.model_copy(update={"source": sources, "evidence": evidence})
