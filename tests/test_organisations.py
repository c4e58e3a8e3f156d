"""Who is who: names as written, resolved over a whole document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_records import made_record

from extract.batching.stages import unsorted_organisations
from extract.organisations import Directory, directory_of
from extract.organisations.acronyms import definitions, spells
from extract.organisations.likeness import alike, is_slip
from models.record import Member, Territory
from patterns.folding import key

VALMONT = Territory(name="Valmont", kind="commune")
GRAND_VALMONT = Territory(name="Grand Valmont", kind="communauté d'agglomération")


def directory(*names: str, home: Territory = VALMONT, texts: tuple[str, ...] = ()) -> Directory:
    return directory_of(names, home, texts)


def read(*names: str, home: Territory = VALMONT, texts: tuple[str, ...] = ()) -> list[Member]:
    found = directory(*names, home=home, texts=texts)
    return [found.member(name) for name in names]


def ids(*names: str, home: Territory = VALMONT, texts: tuple[str, ...] = ()) -> list[str]:
    return [member.organisation.id for member in read(*names, home=home, texts=texts) if member.organisation]


def only(name: str, home: Territory = VALMONT) -> Member:
    return read(name, home=home)[0]


@pytest.mark.parametrize(
    ("name", "found", "match"),
    [
        ("Éducation nationale", "education-nationale", "exact"),
        ("la Caisse d'Allocation familiale (CAF)", "caf", "exact"),
        ("DDTM", "ddt", "acronym"),
        ("Direccte", "dreets", "acronym"),
        ("DIRRECTE", "dreets", "fuzzy"),
        ("Agence régional de santé", "ars", "fuzzy"),
        ("Ville de Valmont", "municipality", "role"),
        ("Conseil départemental de l'Isère", "department", "role"),
        ("Conseil départemental de l'accès au droit", "cdad", "exact"),
        ("Métropole Aix-Marseille-Provence", "intercommunality", "role"),
        ("Grenoble-Alpes Métropole", "intercommunality", "role"),
        ("Région Réunion", "region", "role"),
        ("Préfecture des Bouches-du-Rhône", "prefecture", "exact"),
        ("Mission locale Nord de La Réunion", "mission-locale-nord-reunion", "exact"),
        ("CAF 38", "caf", "acronym"),
        ("CD13", "department", "role"),
        ("UT 13 DIRECCTE", "dreets", "acronym"),
        ("Acteurs culturels du territoire", "associations-culturelles", "exact"),
        ("DRAC Provence-Alpes-Côte d'Azur", "drac", "acronym"),
        ("Pôle emploi de Valmont", "pole-emploi", "exact"),
        ("mission locale du territoire", "mission-locale", "exact"),
        ("Antenne de la CAF", "caf", "acronym"),
        ("Service des sports de la Ville", "municipality", "role"),
        ("Ville de Valmont, direction des Sports", "municipality", "role"),
        ("Ville de Valmont (service des écoles)", "municipality", "role"),
        ("État – DRAC", "drac", "acronym"),
        ("Secours populaire – comité de Valmont", "secours-populaire", "exact"),
        ("Compagnie Les Mots bleus", "compagnie-mots-bleus", "new"),
    ],
)
def test_a_name_is_found_and_the_record_says_how(name: str, found: str, match: str) -> None:
    member = only(name)
    assert member.organisation is not None
    assert (member.organisation.id, member.match) == (found, match)


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Collège Rosa-Parks", "education"),
        ("Association Les Mains vertes", "association"),
        ("Club des entreprises", "business"),
        ("Club de gymnastique", "association"),
        ("Club de prévention La Passerelle", "security"),
        ("CCAS de Valmont", "municipality"),
        ("Bailleur Armor Logis", "housing"),
        ("Lise Habitat", "housing"),
        ("Conseil citoyen des Tilleuls", "residents"),
        ("Centre d'animation Belle-Vue", "social_centre"),
        ("Syndicat des commerçants", "business"),
        ("Syndicat mixte des déchets", "intercommunality"),
        ("Mission locale", "employment"),
        ("Val Initiative", "business"),
        ("Groupe d'entraide mutuelle L'Envolée", "health"),
        ("Vosgelis", "housing"),
        ("Philharmonie des pays de Lise", "association"),
        ("Bidule", "other"),
    ],
)
def test_a_category_is_told_by_the_words_of_a_name(name: str, category: str) -> None:
    organisation = only(name).organisation
    assert organisation is not None and organisation.category == category


def test_one_organisation_however_it_is_written() -> None:
    assert len(set(ids("Partenord Habitat", "Partenord habitat", "Partnord Habitat"))) == 1
    assert len(set(ids("Crèche « Les Petits Pas »", "Crèche les Petits Pas"))) == 1
    assert len(set(ids("Union commerciale", "Union commerciale de Valmont"))) == 1
    assert len(set(ids("Chambre des métiers du Nord", "Chambre de métiers et de l'artisanat du Nord"))) == 1


def test_different_organisations_stay_apart() -> None:
    names = ("Conseil citoyen Est", "Conseil citoyen Ouest", "Collège Pasteur 1", "Collège Pasteur 2", "CAF", "CPAM")
    assert len(set(ids(*names))) == len(names)


def test_an_acronym_in_brackets_is_learnt_for_the_whole_document() -> None:
    names = ("CANM", "Centre d'animation du Nouveau Monde (CANM)", "Centre d'animation du nouveau monde")
    members = read(*names)
    assert len({member.organisation.id for member in members if member.organisation}) == 1
    assert [member.match for member in members] == ["acronym", "new", "new"]
    assert all(member.organisation and member.organisation.acronym == "CANM" for member in members)


def test_an_acronym_is_learnt_from_the_prose_too() -> None:
    text = "Le projet de la Communauté de communes du Val de Lise (CCVL) date de 2014."
    assert ids("CCVL", texts=(text,)) == ["intercommunality"]


def test_the_municipality_of_the_contract_is_told_from_the_others() -> None:
    assert ids("Ville de Valmont", "Commune de Denain", "Ville", "Mairie de Valmont") == [
        "municipality", "municipality-denain", "municipality", "municipality",
    ]  # fmt: skip
    towns = read("Ville de Denain", "Commune de Raismes", home=GRAND_VALMONT)
    assert [member.organisation.id for member in towns if member.organisation] == [
        "municipality-denain", "municipality-raismes",
    ]  # fmt: skip
    assert {member.organisation.role for member in towns if member.organisation} == {"municipality"}


def test_an_authority_is_called_as_it_is_written() -> None:
    names = ("Département", "Département du Nord", "Département", "Conseil général du Nord")
    found = [member.organisation for member in read(*names)]
    assert {(one.id, one.name) for one in found if one} == {("department", "Département du Nord")}


def test_a_region_of_before_2016_is_the_region_that_took_its_place() -> None:
    assert ids("Région Nord-Pas-de-Calais", "Région Hauts-de-France", "Région NPDC") == ["region"] * 3
    assert ids("Région Bretagne", "Région Bretagne", "Région Normandie")[2] == "region-normandie"


def test_a_body_is_called_as_the_contract_calls_it_and_keeps_its_id() -> None:
    then, now = only("Pôle emploi").organisation, only("France Travail").organisation
    assert then and now and then.id == now.id
    assert (then.name, now.name) == ("Pôle emploi", "France Travail")


def test_branches_of_a_network_share_a_role_and_keep_ids_of_their_own() -> None:
    found = [member.organisation for member in read("CAF du Nord", "CAF de l'Aisne", "Mission locale du Val")]
    assert [one.id for one in found if one] == ["caf-nord", "caf-aisne", "mission-locale-val"]
    assert [one.role for one in found if one] == ["caf", "caf", "mission-locale"]


def test_the_bare_name_of_a_network_is_its_only_branch_of_the_territory() -> None:
    assert ids("CAF", "CAF du Nord") == ["caf-nord", "caf-nord"]
    assert ids("CAF", "CAF du Nord", "CAF de l'Aisne")[0] == "caf"
    assert ids("Conseil citoyen", "Conseil citoyen des Tilleuls") == ["conseil-citoyen", "conseil-citoyen-tilleuls"]


def test_a_group_keeps_its_members() -> None:
    member = only("Bailleurs sociaux (Cottage, Maison Lise, Vilogia)")
    assert member.organisation and member.organisation.id == "bailleurs-sociaux"
    assert [one.as_written for one in member.members] == ["Cottage", "Maison Lise", "Vilogia"]
    assert {one.organisation.category for one in member.members if one.organisation} == {"housing"}


def test_a_line_of_several_names_has_each_as_a_member() -> None:
    member = only("SPE, Pôle emploi, Mission locale")
    assert [one.organisation.id for one in member.members if one.organisation] == [
        "spe", "pole-emploi", "mission-locale",
    ]  # fmt: skip
    assert member.organisation and member.organisation.category == "employment"


def test_a_line_may_have_one_of_its_names_in_small_letters() -> None:
    found = only("DDCS, office des sports, clubs").members
    assert [one.organisation.id for one in found if one.organisation] == ["ddets", "oms", "clubs"]
    assert only("Ville de Valmont, direction des sports, éducation").members == []


def test_a_body_and_a_service_of_it_are_that_body() -> None:
    found = only("Ville - services techniques")
    assert found.organisation and found.organisation.id == "municipality"


def test_places_after_a_comma_go_on_with_a_name() -> None:
    first, second = ids("Centres sociaux de la Bourgogne, du Virolois", "Centre social de la Bourgogne")
    assert first != second


def test_a_group_before_a_colon_and_the_state_before_brackets_keep_their_members() -> None:
    landlords = only("Bailleurs sociaux : SHLMR, SIDR")
    assert landlords.organisation and landlords.organisation.id == "bailleurs-sociaux"
    assert [one.as_written for one in landlords.members] == ["SHLMR", "SIDR"]
    state = only("Etat (DDCS, ARS)")
    assert [one.organisation.id for one in state.members if one.organisation] == ["ddets", "ars"]
    assert only("Le Relais (prévention spécialisée)").members == []


def test_authorities_between_slashes_are_several() -> None:
    found = only("Etat/Région/Département").members
    assert [one.organisation.id for one in found if one.organisation] == ["etat", "region", "department"]


def test_a_legal_form_before_a_name_changes_nothing_but_a_place_alone_is_no_name() -> None:
    assert ids("Association Roue libre", "Roue libre") == ["roue-libre", "roue-libre"]
    assert ids("SA d'HLM Vilogia", "Groupe Vilogia", "Vilogia") == ["vilogia"] * 3
    assert ids("SA du Hainaut", "Hainaut") == ["sa-hainaut", "hainaut"]
    assert ids("Association du Parc", "Club du Parc", "Parc") == ["association-parc", "club-parc", "parc"]


def test_a_landlord_is_one_with_habitat_and_without_but_no_commune() -> None:
    assert len(set(ids("Partenord", "Partenord Habitat"))) == 1
    assert len(set(ids("Denain", "Denain Habitat"))) == 2


def test_an_acronym_with_one_capital_stands_before_a_place_or_a_number() -> None:
    assert ids("Direccte Hauts-de-France", "Caf 13", "Carsat Rhône-Alpes") == ["dreets", "caf", "carsat-rhone-alpes"]


def test_the_authority_of_an_intercommunality_by_its_other_names() -> None:
    lyon = Territory(name="Métropole de Lyon", kind="métropole", communes=["Bron", "Vénissieux"])
    names = ("Métropole de Lyon", "Grand Lyon", "Grand Lyon la Métropole", "Bron", "Lyon")
    assert ids(*names, home=lyon) == ["intercommunality"] * 3 + ["municipality-bron", "lyon"]
    provence = Territory(name="Marseille Provence", kind="conseil de territoire")
    assert ids("Métropole Aix-Marseille-Provence", "Métropole AMP", home=provence) == ["intercommunality"] * 2


def test_a_network_in_the_plural_is_none_of_its_branches() -> None:
    assert ids("Missions locales", "Mission locale", "Mission locale du Val") == [
        "mission-locale", "mission-locale-val", "mission-locale-val",
    ]  # fmt: skip


def test_an_acronym_in_brackets_may_have_its_departments_number() -> None:
    names = ("Union départementale du vélo solidaire (UDVS 69)", "UDVS 69", "UDVS")
    assert len(set(ids(*names))) == 1


@pytest.mark.parametrize(
    "name",
    [
        "Association des amis des Jardins Ouverts et Néanmoins Clôturés",
        "Collectif Handicap et Accessibilité pour Tous (CHAT)",
        "Ville de Valmont, direction des Sports",
        "Écoles élémentaires des Tilleuls, de La Verrerie et du Bourg",
        "Direction départementale de la cohésion sociale et de la protection des populations",
        "Centre de soins, d'accompagnement et de prévention en addictologie",
    ],
)
def test_one_name_is_not_cut(name: str) -> None:
    assert only(name).members == []


def test_the_text_says_what_a_bare_name_is() -> None:
    text = "un spectacle de l'association « Roue libre » clôt la journée"
    found = directory("Roue libre", texts=(text,)).find("Roue libre").organisation
    assert found.category == "association"


def test_acronyms_are_told_by_the_letters_of_their_words() -> None:
    assert spells("Ceméa", "Centres d'entraînement aux méthodes d'éducation active")
    assert spells("A.N.D.E.S.", "Association nationale de développement des épiceries solidaires")
    assert not spells("CLSPD", "Ville de Valmont")
    assert not spells("CCAS", "Commune de Castres")
    assert definitions(["avec la Maison de la petite enfance (MPE) et la Ville (CCAS)."]) == {
        "mpe": "Maison de la petite enfance"
    }


def test_slips_are_believed_in_long_words_only() -> None:
    assert is_slip("habitat", "habitta") and is_slip("direccte", "dirrecte")
    assert not is_slip("est", "ouest") and not is_slip("nord", "norn") and not is_slip("pasteur1", "pasteur2")
    assert alike(key("Plate-forme mobilité"), key("Plateforme mobilité"))
    assert not alike(key("Maison de l'enfance"), key("Maison de la jeunesse"))


@given(st.lists(st.text(max_size=40).filter(str.strip), min_size=1, max_size=4))
def test_every_name_has_an_organisation(names: list[str]) -> None:
    for member in read(*names):
        assert member.organisation is not None
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|", member.organisation.id)


def test_an_identifier_has_no_space_whatever_signs_a_name_has() -> None:
    assert re.fullmatch(r"[a-z0-9-]+", only("0º0").organisation.id)


def test_a_name_without_end_takes_no_time() -> None:
    assert only(", ".join(["Service"] * 400)).organisation
    assert only(" ".join(["service de la"] * 400)).organisation
    assert not spells("A" * 12, "b " + "a " * 400) and spells("A" * 12, "a " * 400)


def test_a_run_says_how_many_organisations_are_of_no_known_kind() -> None:
    partners = [
        directory("CAF").partner("CAF"),
        directory().partner("Bidule"),
        directory().partner("Truc, CAF, Bidule"),
    ]
    made = made_record(Path("a.pdf"))
    record = made.model_copy(update={"actions": [made.actions[0].model_copy(update={"partners": partners})]})
    assert set(unsorted_organisations(record)) == {"bidule", "truc"}


NAMES = ["Ville", "Ville de Valmont", "CAF", "CAF du Nord", "ANRU", "Lise Habitat", "Lise Habitta", "DRAC", "Région"]


@given(st.permutations(NAMES))
def test_the_order_of_names_changes_nothing(names: list[str]) -> None:
    found = directory(*NAMES)
    other = directory(*names)
    assert [other.find(name) for name in NAMES] == [found.find(name) for name in NAMES]
