"""The territory in the official geographic code, whatever way its name is written."""

from __future__ import annotations

import pytest
from made_sources import source_of

from extract.contract.territory import read_territory
from models.record import Territory
from patterns import geography


def territory(name: str, *pages: str, kind: str | None = None) -> Territory:
    return read_territory(name, kind, source_of(*pages or ("",)))[0].item


def codes_of_notes(name: str, *pages: str, kind: str | None = None) -> list[str]:
    return [note.code for note in read_territory(name, kind, source_of(*pages or ("",)))[1]]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Marseille", "13055"),
        ("MARSEILLE", "13055"),
        ("St Etienne", "42218"),
        ("Le Mans", "72181"),
        ("Mans", "72181"),
        ("Saint Amand les Eaux", "59526"),
        ("SAINT-AMAND-LES-EAUX", "59526"),
        ("Échirolles", "38151"),
        ("Echirolles", "38151"),
        ("Marseille 3e Arrondissement", "13055"),
    ],
)
def test_a_commune_is_found_however_it_is_written(written: str, code: str) -> None:
    found = territory(written)
    assert (found.kind, found.insee_code) == ("commune", code)


@pytest.mark.parametrize(
    ("former", "name", "code"),
    [
        ("Thury-Harcourt", "Thury-Harcourt-le-Hom", "14689"),  # merged in 2016, renamed since
        ("Tinchebray", "Tinchebray-Bocage", "61486"),
        ("Lomme", "Lille", "59350"),  # associated with Lille in 2000
    ],
)
def test_a_commune_that_merged_is_found_by_its_old_name(former: str, name: str, code: str) -> None:
    assert [(found.name, found.code) for found in geography.communes_named(former)] == [(name, code)]


@pytest.mark.parametrize(
    ("slip", "department", "code"),
    [
        ("Escaupont", "59", "59207"),
        ("Saint-AmandLes-Eaux", "59", "59526"),
        ("Villeurbane", "69", "69266"),
        ("Vaulx en Vellin", "69", "69256"),
    ],
)
def test_a_slip_is_allowed_within_a_department_only(slip: str, department: str, code: str) -> None:
    assert [found.code for found in geography.communes_named(slip, {department})] == [code]
    assert geography.communes_named(slip, {"2A"}) == []


def test_the_department_that_the_text_names_settles_a_name() -> None:
    assert territory("Saint-Denis", "Monsieur le Préfet de La Réunion").insee_code == "97411"
    assert territory("Saint-Denis", "Le Conseil départemental de la Seine-Saint-Denis").insee_code == "93066"
    assert territory("Saint-Denis de La Réunion").insee_code == "97411"


def test_an_old_name_that_another_commune_bears_today_is_settled_by_the_department() -> None:
    assert territory("Évry", "Préfecture de l’Essonne").insee_code == "91228"
    assert territory("Évry", "Département de l’Yonne").insee_code == "89162"


def test_a_name_that_nothing_settles_has_no_code_and_a_warning() -> None:
    assert territory("Saint-Denis", "Une ville sans département").insee_code is None
    assert codes_of_notes("Saint-Denis") == ["territory-ambiguous"]
    assert codes_of_notes("Clairbourg-sur-Rien", kind="commune") == ["territory-without-code"]


@pytest.mark.parametrize(
    ("written", "siren", "kind", "department"),
    [
        ("Grenoble-Alpes Métropole", "200040715", "métropole", "Isère"),
        ("La Porte du Hainaut", "200042190", "communauté d'agglomération", "Nord"),
        ("Agglomération de Valenciennes", "245901160", "communauté d'agglomération", "Nord"),
        ("Territoire de la Côte Ouest", "249740101", "communauté d'agglomération", "La Réunion"),
        ("CINOR", "249740119", "communauté d'agglomération", "La Réunion"),
        ("Plaine Commune", "200057867", "établissement public territorial", "Seine-Saint-Denis"),
        ("Lille Métropole", "200093201", "métropole", "Nord"),
    ],
)
def test_an_intercommunality_is_found(written: str, siren: str, kind: str, department: str) -> None:
    found = territory(written)
    assert (found.siren, found.kind, found.department) == (siren, kind, department)


def test_the_members_that_the_text_names_are_listed_with_their_codes() -> None:
    found = territory("Grenoble-Alpes Métropole", "ECHIROLLES, Fontaine et St Martin d’Hères", "le grand pont de claix")
    assert found.communes == ["Échirolles", "Fontaine", "Saint-Martin-d'Hères"]
    assert found.commune_codes == ["38151", "38169", "38421"]
    assert (found.department_code, found.region_code) == ("38", "84")


def test_what_a_merger_left_bare_is_no_false_find() -> None:
    assert geography.intercommunalities_named("Marseille Provence Métropole") == []
