"""Commitments: who says that it will do what, how much of it, and what is a promise at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from made_lines import line
from read_records import CARDS, PROGRAMME, record_of

from extract.commitments import Committed, read_commitments
from extract.commitments.quantities import Figure, number, read_figures
from extract.commitments.tables import rows_of
from extract.contract.grids import Grid
from extract.organisations.mentions import Finder
from extract.outline import read_outline
from extract.outline.lines import PlainLine
from models.ner import Entity, find_entities


def read(*texts: str, finder: Finder | None = None) -> list[Committed]:
    """The statements of a text file of one page."""
    lines = [PlainLine(1, row, text, row + 1) for row, text in enumerate(texts)]
    return read_commitments(read_outline(lines, {}), finder=finder)[0]


def told(found: Sequence[Committed]) -> list[tuple[str | None, str, tuple[str, ...]]]:
    """Who says each statement, its kind and its place."""
    return [(one.speaker.name if one.speaker else None, one.decision.kind, one.statement.place) for one in found]


def figure(text: str, introduction: str | None = None) -> Figure:
    """The only figure of a text."""
    (found,) = read_figures(text, introduction)
    return found


TITLE = "Les engagements des partenaires"


@pytest.mark.parametrize(
    "title",
    [
        "ENGAGEMENTS DES SIGNATAIRES",
        "4.2 La mobilisation du droit commun",
        "Annexe 3 : Contributions des partenaires",
        "Les engagements de Val Habitat",
    ],
)
def test_chapters_by_several_names_hold_commitments(title: str) -> None:
    assert told(
        read(
            "Le cadre du contrat est celui de la loi.",
            title,
            "La Caf s’engage à ouvrir deux crèches dans le quartier des Saules.",
        )
    )


def test_outside_such_a_chapter_nothing_is_a_commitment() -> None:
    assert read("ORGANISATION DU PILOTAGE", "La Caf s’engage à ouvrir deux crèches dans le quartier.") == []


def test_the_subject_of_a_sentence_speaks_and_a_pronoun_repeats_it() -> None:
    found = read(
        TITLE,
        "La Caf s’engage à ouvrir deux crèches dans le quartier des Saules.",
        "Elle accompagnera les familles qui le demandent avec ses travailleurs sociaux.",
        "L’ARS finance un poste de médiateur en santé.",
    )
    assert [who for who, _, _ in told(found)] == ["Caf", "Caf", "ARS"]


def test_the_heading_names_who_speaks() -> None:
    found = read(
        "5.1) Contributions des partenaires",
        "5.1.1) Lise Habitat",
        "Le bailleur réhabilitera 40 logements de la tour Est.",
        "5.1.2) La Région",
        "La rénovation du gymnase sera engagée avant la fin du contrat.",
    )
    assert [who for who, _, _ in told(found)] == ["Lise Habitat", "Région"]


EMPLOYMENT = "Les engagements de la DREETS"
WIDE = "Le taux de chômage y est plus élevé que dans le reste de l’agglomération et que dans l’ensemble du pays."
"""A line that promises nothing, as long as lines are: shorter ones end their paragraphs."""


def test_whom_a_paragraph_opens_with_speaks_after_it_whatever_the_heading() -> None:
    found = read(
        EMPLOYMENT,
        "La DREETS s’engage à financer douze postes d’adultes-relais.",
        "Les engagements de la PJJ se fondent sur la convention de 2014.",
        "Des stages seront ouverts aux mineurs suivis.",
        WIDE,
        WIDE,
    )
    assert [who for who, _, _ in told(found)] == ["DREETS", "PJJ"]


def test_two_sentences_running_give_the_floor_and_one_in_passing_does_not() -> None:
    passing = read(
        EMPLOYMENT,
        "La DREETS s’engage à financer douze postes d’adultes-relais.",
        "La Ville prêtera une salle au centre des Saules.",
        "Les candidats seront reçus chaque mois par un conseiller du service.",
        WIDE,
    )
    assert [who for who, _, _ in told(passing)] == ["DREETS", "Ville", "DREETS"]
    taken = read(
        EMPLOYMENT,
        "La DREETS s’engage à financer douze postes d’adultes-relais.",
        "L’ARS accompagnera les actions de prévention dans les écoles.",
        "Un dépistage sera proposé aux familles du quartier chaque année.",
        "L’ARS s’engage à former deux médiateurs en santé.",
        "Les médecins libéraux seront associés à cette démarche locale.",
        WIDE,
    )
    assert [who for who, _, _ in told(taken)] == ["DREETS", *["ARS"] * 4]


def test_the_model_tells_subjects_and_headings_that_no_rule_does() -> None:
    said = (TITLE, "Chaque année, Vilogia réhabilitera dix logements de la tour Est.")
    assert told(read(*said)) == [(None, "commitment", ())]
    (one,) = read(*said, finder=find_entities)
    assert one.speaker and (one.speaker.name, one.speaker.by_model) == ("Vilogia", True)
    headed = ("5) Contributions des partenaires", "5.1) Vilogia", "Le parc ancien du quartier sera rénové en 2016.")
    assert [who for who, _, _ in told(read(*headed, finder=find_entities))] == ["Vilogia"]


def test_the_model_is_not_asked_where_rules_tell() -> None:
    def finder(texts: Iterable[str]) -> Iterator[list[Entity]]:
        raise AssertionError(list(texts))

    found = read(TITLE, "La Caf s’engage à ouvrir deux crèches.", "Des ateliers seront proposés.", WIDE, finder=finder)
    assert len(found) == 2


def test_a_table_with_a_row_for_each_partner() -> None:
    rows = [
        ("Partenaires", "Engagements"),
        ("Val Logis", "Rénover 90 logements de la tour Est. Recruter deux gardiens."),
        ("Agence de santé", "- ouvrir une maison de santé"),
    ]
    plain = [PlainLine(1, i, " ".join(row)) for i, row in enumerate(rows)]
    cells = tuple(
        ((line(who, top=20.0 * i),), (line(what, x0=250.0, top=20.0 * i),)) for i, (who, what) in enumerate(rows)
    )
    grid = Grid(1, cells, (50.0, 250.0), 0.0, 60.0)
    found = list(rows_of(grid, plain))
    assert [(row.speaker.name, row.statement.text, row.decision.kind) for row in found] == [
        ("Val Logis", "Rénover 90 logements de la tour Est.", "commitment"),
        ("Val Logis", "Recruter deux gardiens.", "commitment"),
        ("Agence de santé", "ouvrir une maison de santé", "commitment"),
    ]


def test_what_is_said_long_after_someone_was_named_is_nobodys() -> None:
    said = [f"Le chantier {n} sera ouvert." for n in "abcdef"]
    found = read(TITLE, "L’ARS s’engage à former deux médiateurs.", *said, WIDE)
    assert [who for who, _, _ in told(found)] == [*["ARS"] * 5, None, None]


def test_a_common_word_stands_for_the_body_that_was_spelled_out() -> None:
    found = read(
        EMPLOYMENT,
        "La démarche est suivie de près par les équipes de l’Agence régionale de santé.",
        "L’Agence s’engage à soutenir les ateliers de nutrition.",
    )
    assert [who for who, _, _ in told(found)] == ["Agence régionale de santé"]


@pytest.mark.parametrize(
    "text",
    [
        "Il a été demandé à chaque service de décrire ses moyens.",
        "Cette démarche sera poursuivie en 2016.",
        "INTITULE DESCRIPTIF MODALITES Programme des sports sera adapté.",
    ],
)
def test_no_organisation_is_made_of_other_words(text: str) -> None:
    assert [who for who, _, _ in told(read(TITLE, text)) if who] == []


def test_items_have_their_place_and_an_introduction_that_only_announces_them_is_none() -> None:
    found = read(
        TITLE,
        "La Mission locale s’engage à :",
        "1. Recevoir les jeunes du quartier",
        "- ouvrir une permanence le mercredi",
        "- publier ses horaires dans les halls",
        "2. Former ses conseillers",
        "- tenir une réunion par trimestre",
    )
    assert [place for _, _, place in told(found)] == [("1",), ("1", "1"), ("1", "2"), ("2",), ("2", "1")]
    assert {who for who, _, _ in told(found)} == {"Mission locale"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("La Ville mettra une salle à disposition des associations.", "commitment"),
        ("Le Département propose de former ses agents d’accueil.", "commitment"),
        ("En 2014, 32 jeunes du quartier ont signé un contrat aidé.", "result"),
        ("La Caf a ouvert un relais en 2013.", "result"),
        ("La Caf a mis en place un accueil de jour.", "result"),
        ("Dix familles sont entrées dans le dispositif en 2014.", "result"),
        ("Lise Habitat attend de la Ville un entretien régulier des abords.", "request"),
        ("La Région souhaite que les habitants soient associés au jury.", "request"),
        ("L’office HLM crée deux postes de gardiens.", "commitment"),
    ],
)
def test_promises_results_and_requests(text: str, kind: str) -> None:
    (one,) = read(TITLE, text)
    assert one.decision.kind == kind
    assert one.decision.words in text


def test_the_items_of_a_list_may_begin_with_the_verb_of_who_introduces_them() -> None:
    found = read(TITLE, "Dans ce cadre, la Caf :", "- porte une attention aux familles qui souhaitent un relais")
    assert told(found) == [("Caf", "commitment", ("1",))]


def test_items_that_lost_their_bullets_end_in_semicolons() -> None:
    found = read(
        TITLE,
        "La Caf renforce son soutien aux parents :",
        "Ouverture de douze places de crèche avant la fin de l’année 2017 au centre du quartier des Saules ;",
        "Financement de deux espaces de vie sociale ;",
        WIDE,
    )
    assert [(who, one.statement.text[:10]) for (who, _, _), one in zip(told(found), found, strict=True)][1:] == [
        ("Caf", "Ouverture "),
        ("Caf", "Financemen"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Le taux de chômage y est plus élevé que dans le reste de l’agglomération.",
        "Ce cadre décrit des outils qui vous permettront d’agir au plus près des habitants.",
        "Ainsi, il sera plus facile de repérer les donateurs.",
        "Ce choix, lorsqu’il s’avérera utile, impliquera une étude.",
        "Synthèse des objectifs chiffrés à atteindre",
        "- Baromètre de satisfaction interne",
    ],
)
def test_what_describes_is_no_commitment(text: str) -> None:
    assert read(TITLE, text) == []


def test_a_landlord_is_named_by_capitals_whatever_its_first_word() -> None:
    found = read(
        "5) Contributions des partenaires", "5.1) Maisons & Jardins Lisois", "Le parc minier sera rénové en 2016."
    )
    assert [who for who, _, _ in told(found)] == ["Maisons & Jardins Lisois"]


def test_statements_that_run_together_are_parted() -> None:
    found = read(
        TITLE,
        "Dans le quartier des Saules : 12 jeunes du quartier ont signé un contrat en 2014 dont 3 femmes 20 jeunes",
        "suivis ont quitté le dispositif en 2014",
    )
    assert [one.statement.text.split()[0] for one in found] == ["12", "20"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("1 343 330", 1343330.0), ("1.324", 1324.0), ("14,3", 14.3), ("7.8", 7.8), ("0,200", 0.2), ("deux", 2.0)],
)
def test_numbers_as_french_writes_them(written: str, value: float) -> None:
    assert number(written) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("un budget de 7.8 M d'€", 7.8e6), ("1 343 330 €", 1343330.0), ("800 000 € de travaux", 8e5),
        ("4,6 M€", 4.6e6), ("81 M€", 81e6), ("110 millions €", 110e6), ("45 000 euros", 45e3), ("12 K€", 12e3),
    ],
)  # fmt: skip
def test_amounts(text: str, value: float) -> None:
    found = figure(text)
    assert (found.value, found.unit, found.slip) == (value, "euro", False)


def test_an_amount_in_thousandths_of_thousands_is_likely_a_slip() -> None:
    found = figure("une aide de 0,200 K€ par porte")
    assert found.value == 200.0 and found.slip


def test_a_percentage_has_what_it_is_of_its_area_and_its_year() -> None:
    found = figure("avec un objectif départemental de 22,5 % de femmes de la vallée en 2016")
    assert (found.value, found.unit, found.of) == (22.5, "percent", "femmes de la vallée")
    assert (found.scope, found.year) == ("departmental", 2016)


def test_each_figure_has_its_own_area() -> None:
    found = read_figures("18 % des entrées dans la région (12 % au niveau national)")
    assert [one.scope for one in found] == ["regional", "national"]


def test_the_introduction_of_a_list_gives_area_and_year() -> None:
    found = figure("15 % des places de crèche", "Objectifs chiffrés au niveau départemental en 2017 :")
    assert (found.scope, found.year) == ("departmental", 2017)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("37 logements collectifs", "housing_unit", 37), ("11 postes supplémentaires", "post", 11),
        ("8 420 heures d’insertion", "hour", 8420), ("250 m² de bureaux", "square_metre", 250),
        ("quatre conseillers", "post", 4), ("150 places de formation par an", "count", 150),
        ("32 jeunes", "person", 32),
    ],
)  # fmt: skip
def test_units(text: str, unit: str, value: float) -> None:
    found = figure(text)
    assert (found.unit, found.value) == (unit, value)


def test_a_number_that_is_no_quantity_is_left_out() -> None:
    assert read_figures("les crédits du BOP 102, l’article 5 de la loi n° 2014-173 et les jeunes de 16 à 25 ans") == []


def test_a_figure_every_year_and_one_over_several_years() -> None:
    assert figure("150 places de formation par an").per == "year"
    found = figure("88 jeunes ont signé en 2013-2014")
    assert (found.year, found.end_year) == (2013, 2014)


def test_the_commitments_of_a_sample_have_their_organisation(samples: Path) -> None:
    found = record_of(samples / "rivemont-agglo.pdf")["contract"]["commitments"]
    assert [one["as_written"] for one in found][:3] == ["État", "Département", "Région"]
    assert {one["organisation"]["category"] for one in found} >= {"state", "department", "region", "employment"}


def test_a_commitment_has_the_theme_of_most_of_its_words(samples: Path) -> None:
    found = record_of(samples / "rivemont-agglo.pdf")["contract"]["commitments"]
    assert next(one["theme_code"] for one in found if "contrats aidés" in one["text"]) == "employment"


def service_figures(record: dict[str, Any]) -> set[tuple[float, str | None]]:
    """The percentages of the employment service with their areas."""
    return {
        (quantity["value"], quantity["scope"])
        for one in record["contract"]["commitments"]
        for quantity in one["quantities"]
        if quantity["unit"] == "percent" and (one["as_written"] or "").upper() == "DIRECCTE"
    }


@pytest.mark.parametrize("name", [f"contracts/{CARDS}.pdf", f"seeds/{CARDS}.txt"])
def test_the_employment_services_percentages(shared: Path, name: str) -> None:
    regional, national = "regional", "national"
    expected = {
        (36.0, regional), (14.3, regional), (15.6, regional), (40.0, national), (21.0, national), (20.0, national),
        (50.0, national), (11.0, national), (10.0, None), (30.0, national), (13.0, national),
    }  # fmt: skip
    assert expected - service_figures(record_of(shared / name)) == set()


def test_the_amounts_of_the_real_programme_contract(shared: Path) -> None:
    found = record_of(shared / "contracts" / f"{PROGRAMME}.pdf")["contract"]["commitments"]
    amounts = {quantity["value"] for one in found for quantity in one["quantities"] if quantity["unit"] == "euro"}
    assert {1343330.0, 7500.0} <= amounts
