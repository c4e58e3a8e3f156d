"""What actions are about: theme codes and national pillars, and what decided each."""

from __future__ import annotations

from typing import get_args

import pytest
from conftest import SAMPLES
from hypothesis import given
from hypothesis import strategies as st
from read_records import load, record_of

from corpus.recipes.gold import read_who
from corpus.scoring import paired
from extract.themes import themes_of
from models.record import Decision
from patterns.codes import Pillar, ThemeCode
from patterns.loading import read_table
from patterns.themes import named_pillar, pillar_of, theme_words

NAMES = sorted(read_who())
"""The samples whose themes were read by hand."""


def codes(text: str) -> list[str]:
    return list(dict.fromkeys(word.code for word in theme_words(text)))


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ("Emploi et développement économique", "employment"),
        ("Jeunesse et éducation", "education"),
        ("Parentalité et petite enfance", "parenting"),
        ("Soins et santé", "health"),
        ("Résidences et logements", "housing"),
        ("Cadre de vie et propreté des espaces verts", "living_environment"),
        ("Mobilité et accessibilité", "mobility"),
        ("Culture et sports", "culture_sport"),
        ("Citoyenneté, médiation et valeurs de la République", "citizenship"),
        ("Prévention de la délinquance", "public_safety"),
        ("Accès aux droits", "access_to_rights"),
        ("Lutte contre les discriminations", "anti_discrimination"),
        ("Inclusion numérique", "digital"),
        ("Gouvernance et pilotage", "governance"),
        ("Divers", "other"),
    ],
)
def test_a_sections_title_gives_the_theme(section: str, code: str) -> None:
    assert themes_of([section], "Ouvrir un lieu", [], 2015)["theme_code"] == code


def test_every_theme_has_words_and_every_pillar_themes() -> None:
    assert set(read_table("themes.toml")) == set(get_args(ThemeCode)) - {"other"}
    assert set(read_table("pillars.toml")) == set(get_args(Pillar))
    assert {code for code in get_args(ThemeCode) if pillar_of(code) is None} == {"governance", "other"}


def test_the_longest_phrase_is_meant() -> None:
    assert codes("Sécurité routière") == ["mobility"]
    assert codes("Précarité énergétique") == ["housing"]
    assert codes("Prévention de la délinquance") == ["public_safety"]


def test_a_section_decides_before_the_words_of_an_action() -> None:
    found = themes_of(["Emploi et insertion"], "Louer des vélos à bas prix", [], 2015)
    assert (found["theme_code"], found["other_theme_codes"]) == ("employment", ["mobility"])
    assert found["theme_decided"] == Decision(by="section", words=["emploi", "insertion"])


def test_of_a_sections_themes_the_action_chooses() -> None:
    sections = ["Habitat, cadre de vie et déplacements"]
    themes = [themes_of(sections, title, [], 2015)["theme_code"] for title in ("Une navette", "Un jardin", "Écouter")]
    assert themes == ["mobility", "living_environment", "housing"]


def test_a_section_that_is_a_pillar_leaves_the_theme_to_the_action() -> None:
    found = themes_of(["Cohésion sociale"], "Former des relais santé", [], 2015)
    assert (found["theme_code"], found["pillar"]) == ("health", "social_cohesion")
    assert found["theme_decided"] == Decision(by="title", words=["santé"])
    assert found["pillar_decided"] == Decision(by="section", words=["cohésion sociale"])


def test_without_a_section_the_title_decides_then_the_contents() -> None:
    by_title = themes_of([], "Ouvrir un gymnase", ["Ateliers pour l'emploi."], 2015)
    assert (by_title["theme_code"], by_title["theme_decided"].by) == ("culture_sport", "title")
    by_contents = themes_of([], "Un mardi sur deux", ["Bilans de santé", "Soins dentaires"], 2015)
    assert (by_contents["theme_code"], by_contents["theme_decided"].by) == ("health", "contents")
    nothing = themes_of([], "Un mardi sur deux", [], 2015)
    assert (nothing["theme_code"], nothing["theme_decided"], nothing["pillar"]) == ("other", None, None)


def test_contents_add_a_theme_that_they_speak_of_more_than_once() -> None:
    once = themes_of(["Santé"], "Un relais", ["Vers l'emploi."], 2015)
    twice = themes_of(["Santé"], "Un relais", ["Vers l'emploi.", "Un stage en entreprise."], 2015)
    assert (once["other_theme_codes"], twice["other_theme_codes"]) == ([], ["employment"])


def test_contracts_of_2024_have_a_pillar_only_where_they_name_it() -> None:
    assert themes_of(["Emploi"], "Un forum", [], 2015)["pillar"] == "economic_development_employment"
    assert themes_of(["Emploi"], "Un forum", [], 2024)["pillar"] is None
    assert themes_of(["Emploi"], "Un forum", [], None)["pillar"] is None
    assert themes_of(["Pilier cohésion sociale"], "Un forum", [], 2024)["pillar"] == "social_cohesion"


@pytest.mark.parametrize(
    ("title", "pillar"),
    [
        ("Pilier 1 : Cohésion sociale", "social_cohesion"),
        ("CADRE DE VIE ET RENOUVELLEMENT URBAIN", "living_environment_urban_renewal"),
        ("Développement de l'activité économique et de l'emploi", "economic_development_employment"),
        ("Valeurs de la République et citoyenneté", "republican_values_citizenship"),
    ],
)
def test_a_pillar_is_told_by_its_name(title: str, pillar: str) -> None:
    named = named_pillar(title)
    assert named is not None and named[0] == pillar


@pytest.mark.parametrize("name", NAMES)
def test_the_themes_of_a_sample_are_those_that_were_read(name: str) -> None:
    wanted = load(SAMPLES / f"{name}.gold.json")["actions"]
    pairs = paired(wanted, record_of(SAMPLES / f"{name}.pdf")["actions"])
    assert len(pairs) == len(wanted)
    wrong = [
        (one["title"], one["theme_code"], two["theme_code"])
        for one, two in pairs
        if one["theme_code"] != two["theme_code"]
    ]
    assert wrong == []


@given(st.lists(st.text(max_size=30), max_size=3), st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3))
def test_every_action_has_a_theme(sections: list[str], title: str, contents: list[str]) -> None:
    found = themes_of(sections, title, contents, 2015)
    assert found["theme_code"] in get_args(ThemeCode)
    assert found["theme_code"] not in found["other_theme_codes"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Accompagner vers l'emploi les jeunes sortis de l'école", "employment"),
        ("Accompagner les femmes éloignées de l'emploi", "employment"),
        ("Observatoire de l'habitat", "housing"),
        ("Tarification solidaire des transports", "mobility"),
        ("Renforcer les liens entre la police et la population", "public_safety"),
        ("Favoriser l'accessibilité au numérique", "digital"),
        ("Espace public numérique", "digital"),
        ("Former les seniors aux démarches en ligne", "digital"),
        ("Médiation bancaire", "access_to_rights"),
        ("Sécuriser les traversées piétonnes", "mobility"),
        ("Stages de découverte pour les jeunes du collège", "education"),
        ("Accueil des jeunes", "education"),
    ],
)
def test_what_a_title_is_about_goes_before_for_whom_it_is(title: str, code: str) -> None:
    assert themes_of([], title, [], 2015)["theme_code"] == code
