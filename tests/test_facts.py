"""Facts of the contract: its title, territory and period, from the cover, the footer or the first pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from made_lines import NOWHERE, line, lines

from extract.facts import Facts, read_facts
from extract.fields import ActionRead
from extract.leadtext import lead_texts
from extract.levels import read_scale
from extract.values import Piece, Value


def facts(*texts: str, document: Sequence[str] = ()) -> Facts:
    """The facts that some lines far apart state."""
    printed = [line(text, top=100.0 + 60 * k, size=12) for k, text in enumerate(texts)]
    return read_facts(printed, NOWHERE, document)


@pytest.mark.parametrize(
    ("texts", "name", "kind"),
    [
        (("Contrat de ville 2015-2020", "Ville de Clairbourg"), "Clairbourg", "commune"),
        (("Contrat de ville 2015-2020", "Ville d’Aubrecourt"), "Aubrecourt", "commune"),
        (("Contrat de ville de Clairbourg 2015-2020",), "Clairbourg", None),
        (("Contrat de ville 2024-2030 de Saint-Aubin-des-Prés",), "Saint-Aubin-des-Prés", None),
        (("Contrat de ville de Clairbourg Métropole 2015-2020",), "Clairbourg Métropole", "métropole"),
        (("Contrat de ville", "Métropole du Val-de-Lise"), "Val-de-Lise", "métropole"),
        (("CONTRAT DE VILLE", "VILLE DE CLAIRBOURG"), "CLAIRBOURG", "commune"),
        (("CONTRAT DE VILLE DE LA MÉTROPOLE DU VAL-DE-LISE",), "VAL-DE-LISE", "métropole"),
        (("Contrat de ville de l’agglomération de Clairbourg",), "Clairbourg", "communauté d'agglomération"),
        (("Contrat de ville de la CINOR 2015-2020",), "CINOR", "communauté d'agglomération"),
        (
            ("Contrat de ville", "Communauté d’agglomération « La Porte du Val »"),
            "La Porte du Val",
            "communauté d'agglomération",
        ),
        (
            ("Contrat de ville", "Communauté de communes de Clairbourg"),
            "Clairbourg",
            "communauté de communes",
        ),
        (
            ("CONTRAT DE VILLE", "COMMUNAUTE D'AGGLOMERATION", "DU VAL DE LISE"),
            "VAL DE LISE",
            "communauté d'agglomération",
        ),
        (("CLAIRBOURG METROPOLE", "CONTRAT DE VILLE INTERCOMMUNAL"), "CLAIRBOURG METROPOLE", "métropole"),
        (("Plaine Commune", "Contrat de ville 2015-2020"), "Plaine Commune", "établissement public territorial"),
        (
            ("Contrat de ville", "Établissement public territorial Est Ensemble"),
            "Est Ensemble",
            "établissement public territorial",
        ),
        (("CA Plaine Vallée", "Contrat de ville 2024-2030"), "Plaine Vallée", "communauté d'agglomération"),
        (("Contrat de ville de Clairbourg Métropole", "Quartiers 2030"), "Clairbourg Métropole", "métropole"),
        (("VILLE DE PARIS", "CONTRAT DE VILLE 2015-2020"), "PARIS", "commune"),
        (("MÉTROPOLE DE BRULÈNE", "Convention locale", "Contrat de ville 2015-2020"), "BRULÈNE", "métropole"),
    ],
)
def test_the_territory_is_named(texts: tuple[str, ...], name: str, kind: str | None) -> None:
    found = facts(*texts)
    assert found.territory is not None and found.territory.text == name
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Contrat de ville 2015-2020", (2015, 2020)),
        ("Contrat de ville 2014 – 2020 – Ville de Clairbourg", (2014, 2020)),
        ("Contrat de ville de Clairbourg 2015/2020", (2015, 2020)),
        ("CONTRAT DE VILLE 2024 à 2030", (2024, 2030)),
        ("Engagements Quartiers 2030 : contrat de ville 2024-2030", (2024, 2030)),
        ("Contrat de ville 2020-2015", None),
        ("Contrat de ville signé en 2015", None),
    ],
)
def test_the_period_is_read(text: str, period: tuple[int, int] | None) -> None:
    assert facts(text).period == period


def test_the_contract_before_has_another_period() -> None:
    found = facts(
        "Contrat de ville", "Signé en avril, ce contrat succède au contrat de ville 2015-2023.", "Période 2024-2030"
    )
    assert found.period == (2024, 2030)


def test_a_title_over_two_lines_is_one() -> None:
    printed = lines("Contrat de ville 2015-2020", "Ville de Clairbourg", bold=True)
    title = read_facts(printed, NOWHERE, []).title
    assert title is not None and title.text == "Contrat de ville 2015-2020 Ville de Clairbourg"


def test_a_sentence_about_contracts_is_no_title() -> None:
    found = facts("Le contrat de ville est un engagement de tous ses signataires, pris pour six ans au moins.")
    assert found.title is None and found.territory is None and found.period is None


def test_an_acronym_is_spelt_out_by_the_document() -> None:
    found = facts(
        "Contrat de ville 2015-2020 de la CAPV",
        document=["La Communauté d'Agglomération « Portes du Val » compte neuf communes."],
    )
    if found.territory is not None:
        assert found.territory.text != "CAPV"


@pytest.mark.parametrize(
    ("values", "scale", "levels"),
    [
        (["1", "2", "3"], ("1", "2", "3"), [1, 2, 3]),
        (["Forte", "Moyenne"], ("Forte", "Moyenne"), [1, 2]),
        (["***", "*", "**"], ("***", "**", "*"), [1, 3, 2]),
        (["★★☆", "★★★"], ("★★★", "★★☆"), [2, 1]),
        (["●○○", "●●●"], ("●●●", "●○○"), [3, 1]),
        (["★ ☆ ☆", "★ ★ ★"], ("★ ★ ★", "★ ☆ ☆"), [3, 1]),
        (["à définir"], (), [None]),
    ],
)
def test_levels_are_of_the_contracts_own_scale(
    values: list[str], scale: tuple[str, ...], levels: list[int | None]
) -> None:
    found = read_scale(values)
    assert [found.level(value) for value in values] == levels
    assert len(found.values) == len(scale)


def test_the_legend_gives_the_whole_scale() -> None:
    assert read_scale(["1", "2"], ["Niveau de priorité : de 1 à 3"]).values == ("1", "2", "3")


def test_a_chapter_above_a_pages_first_sheet_is_read_for_facts() -> None:
    def sheet(title: str, *pages: int) -> ActionRead:
        return ActionRead(
            "sheet", title=Value(title, (Piece(title, pages[0], None, None),), "label"), pages=list(pages)
        )

    prose = "Le quartier compte peu de commerces.\n" * 10
    texts = [
        f"{prose}Fiche n° 1 : Ouvrir un café\nPilote : Ville",
        f"{prose}Fiche n° 2 : Planter",
        "Fiche n° 3 : Marcher",
    ]
    sheets = [sheet("Ouvrir un café", 1, 2), sheet("Planter", 2), sheet("Marcher", 3)]
    assert lead_texts(texts, sheets) == {1: prose}
