"""Card sheets drawn for the purpose, each with one of the odd spellings that real contracts have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_contracts import BLUE, GREEN, LEGEND, MODEL, PINK, Card, draw_contract
from read_records import other_warnings

from extract.reading import read_contract
from models.record import Action, Record

Read = Callable[..., Record]
CARD = Card()


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Draws a contract of some cards and reads it."""

    def record(*cards: Card, legend: Sequence[str] = LEGEND, prose: Sequence[str] = ()) -> Record:
        return read_contract(draw_contract(tmp_path / "clairbourg.pdf", cards, legend=legend, prose=prose))

    return record


@pytest.fixture
def one(read: Read) -> Callable[..., Action]:
    """Reads one card, changed as the test asks."""

    def action(**changes: Any) -> Action:
        (found,) = read(replace(CARD, **changes)).actions
        return found

    return action


def codes(record: Record) -> list[str]:
    return [warning.code for warning in other_warnings(record)]


def names(action: Action) -> list[str]:
    return [partner.as_written for partner in action.partners]


def test_a_card_is_read_whole(read: Read) -> None:
    record = read(CARD)
    (action,) = record.actions
    assert (action.id, action.kind) == ("clairbourg-2015-001", "sheet")
    assert (action.number, action.title) == ("1", "Ouvrir un atelier de couture")
    assert names(action) == ["Ville de Clairbourg", "Mission locale"]
    assert [i.as_written for i in action.indicators] == ["Nombre de participants.", "Heures d'ouverture."]
    assert action.strategic_orientations == ["Rompre l'isolement."]
    assert action.operational_objectives == ["Former dix couturières."]
    assert action.contents == ["Trouver un local.", "Recruter une animatrice."]
    assert [(y.year, y.phase) for y in action.calendar.years] == [(2015, "study"), (2016, "implementation")]
    assert action.pages == [3]
    assert codes(record) == []


@pytest.mark.parametrize("mark", ["1)", "1.", "1-"])
def test_partners_may_be_numbered_in_several_ways(one: Callable[..., Action], mark: str) -> None:
    lines = [f"{mark} Ville de Clairbourg", f"{mark.replace('1', '2')} Mission locale"]
    assert names(one(partners=lines)) == ["Ville de Clairbourg", "Mission locale"]


def test_a_last_number_with_nothing_after_it_is_no_partner(read: Read) -> None:
    record = read(replace(CARD, partners=("1. Ville de Clairbourg", "2. Mission locale", "3.")))
    assert names(record.actions[0]) == ["Ville de Clairbourg", "Mission locale"]
    assert codes(record) == ["list-number-empty"]


def test_a_list_that_leaves_a_number_out_is_warned_of(read: Read) -> None:
    record = read(replace(CARD, partners=("1. Ville de Clairbourg", "2. Mission locale", "4. Caf du Val")))
    assert names(record.actions[0]) == ["Ville de Clairbourg", "Mission locale", "Caf du Val"]
    assert codes(record) == ["list-number-missing"]


def test_items_in_several_lines_are_one_partner(one: Callable[..., Action]) -> None:
    lines = ("1. Association des habitants", "du quartier / régie de", "quartier, Caf", "2. Mission locale")
    assert names(one(partners=lines)) == [
        "Association des habitants du quartier / régie de quartier, Caf",
        "Mission locale",
    ]


@pytest.mark.parametrize(
    ("written", "level"),
    [("Niveau de priorité : 1", 1), ("Niveau de priorité 2", 2), ("Niveau de priorité: 3", 3)],
)
def test_the_priority_has_a_level_with_or_without_a_colon(one: Callable[..., Action], written: str, level: int) -> None:
    priority = one(priority=written).priority
    assert priority is not None and priority.level == level


@pytest.mark.parametrize("written", ["Niveau de priorité : 1", "Niveau de priorité 2"])
def test_the_priority_is_kept_with_its_label_as_written(one: Callable[..., Action], written: str) -> None:
    priority = one(priority=written).priority
    assert priority is not None and priority.as_written == written


def test_a_label_without_a_value_is_warned_of(read: Read) -> None:
    record = read(replace(CARD, priority="Niveau de priorité :"))
    assert record.actions[0].priority is None
    assert [(w.code, w.field) for w in other_warnings(record)] == [("label-without-value", "/actions/0/priority")]


@pytest.mark.parametrize(
    "label",
    [
        "ORIENTATION STRATEGIQUE",
        "ORIENTATIONS STRATÉGIQUES",
        "Orientation stratégique :",
        "ORIENTASION STRATEGIQEU",
    ],
)
def test_a_label_may_be_singular_accented_or_misspelt(one: Callable[..., Action], label: str) -> None:
    assert one(orientation_label=label).strategic_orientations == ["Rompre l'isolement."]


def test_a_title_of_label_words_is_still_a_title(one: Callable[..., Action]) -> None:
    assert one(title="Mettre en place un partenariat").title == "Mettre en place un partenariat"


def test_a_name_cut_at_its_hyphen_keeps_it(one: Callable[..., Action]) -> None:
    lines = ("1. Ville de Saint-Aubin-des-", "Prés", "2. Mission locale")
    assert names(one(partners=lines)) == ["Ville de Saint-Aubin-des-Prés", "Mission locale"]


def test_a_hyphen_goes_where_the_joined_word_stands_elsewhere(read: Read) -> None:
    card = replace(CARD, contents=("• Proposer un accompagne-", "ment de six mois.", "• Trouver un local."))
    prose = ("Chaque accompagnement donne lieu à un bilan.",)
    assert read(card, prose=prose).actions[0].contents[0] == "Proposer un accompagnement de six mois."


def test_a_hyphen_stays_where_the_joined_word_stands_nowhere(one: Callable[..., Action]) -> None:
    action = one(contents=("• Proposer un barboto-", "nage de six mois.", "• Trouver un local."))
    assert action.contents[0] == "Proposer un barboto-nage de six mois."


def test_a_word_cut_without_a_hyphen_is_one_word(read: Read) -> None:
    card = replace(CARD, contents=("• Repérer chaque franchisse", "ment de la voie.", "• Le signaler."))
    prose = ("Le franchissement des voies est interdit.",)
    assert read(card, prose=prose).actions[0].contents[0] == "Repérer chaque franchissement de la voie."


def test_years_without_a_legend_have_no_phase_and_one_warning(read: Read) -> None:
    record = read(CARD, replace(CARD, number="Action n°2", title="Planter des arbres"), legend=())
    years = [year for action in record.actions for year in action.calendar.years]
    assert [year.year for year in years] == [2015, 2016, 2015, 2016]
    assert {year.phase for year in years} == {None}
    assert codes(record) == ["legend-missing"]


def test_a_colour_that_the_legend_does_not_name_has_no_phase(read: Read) -> None:
    record = read(replace(CARD, years=((2015, BLUE), (2016, GREEN), (2017, PINK))))
    phases = [year.phase for year in record.actions[0].calendar.years]
    assert phases == ["study", "implementation", None]
    assert codes(record) == ["colour-unknown"]


def test_a_sheet_without_years_is_warned_of(read: Read) -> None:
    record = read(replace(CARD, years=()))
    assert record.actions[0].calendar.years == []
    assert codes(record) == ["calendar-empty"]


def test_years_count_where_their_own_label_cuts_the_row(one: Callable[..., Action]) -> None:
    years = [(year, BLUE) for year in range(2015, 2020)]
    assert [y.year for y in one(years=years).calendar.years] == [2015, 2016, 2017, 2018, 2019]


@pytest.mark.parametrize(
    ("label", "years", "open_end"),
    [
        ("Calendrier prévisionnel : de 2016 à 2018", [2016, 2017, 2018], False),
        ("Calendrier prévisionnel : 2015-2016", [2015, 2016], False),
        ("Calendrier prévisionnel : à partir de 2016", [2016], True),
    ],
)
def test_a_calendar_may_be_in_words(one: Callable[..., Action], label: str, years: list[int], open_end: bool) -> None:
    calendar = one(calendar_label=label, years=()).calendar
    assert ([year.year for year in calendar.years], calendar.open_end) == (years, open_end)
    assert calendar.as_written == label.split(" : ")[1]


def test_a_duration_without_a_year_is_kept_and_warned_of(read: Read) -> None:
    record = read(replace(CARD, calendar_label="Calendrier prévisionnel : deux ans", years=()))
    assert record.actions[0].calendar.as_written == "deux ans"
    assert codes(record) == ["calendar-without-start"]


def test_a_model_sheet_is_no_action(read: Read) -> None:
    record = read(MODEL, CARD)
    assert [action.title for action in record.actions] == ["Ouvrir un atelier de couture"]
    assert record.actions[0].id.endswith("-001")


def test_a_number_missing_from_a_run_of_actions_is_warned_of(read: Read) -> None:
    third = replace(CARD, number="Action n°3", title="Planter des arbres")
    assert codes(read(CARD, third)) == ["action-number-missing"]


def test_ids_stay_when_an_action_is_added_at_the_end(read: Read) -> None:
    cards = [
        replace(CARD, number=f"Action n°{n}", title=title)
        for n, title in enumerate(("Ouvrir un atelier", "Planter des arbres", "Prêter des vélos"), 1)
    ]
    fewer, more = read(*cards[:2]), read(*cards)
    assert more.actions[:2] == fewer.actions
    assert [action.id for action in more.actions] == [f"clairbourg-2015-00{n}" for n in (1, 2, 3)]


def test_commas_dashes_and_slashes_part_no_partner(one: Callable[..., Action]) -> None:
    lines = ("1. Ville, Caf / Département", "2. Bailleurs – associations")
    assert names(one(partners=lines)) == ["Ville, Caf / Département", "Bailleurs – associations"]


def test_wrapped_dashes_part_no_content(one: Callable[..., Action]) -> None:
    action = one(contents=("Un accueil en trois lieux – la gare", "– la mairie – le parc."))
    assert action.contents == ["Un accueil en trois lieux – la gare – la mairie – le parc."]


def test_a_title_that_stands_twice_is_two_actions(read: Read) -> None:
    record = read(CARD, replace(CARD, number="Action n°2"))
    assert [action.number for action in record.actions] == ["1", "2"]


def test_text_that_no_label_takes_is_warned_of(read: Read) -> None:
    record = read(replace(CARD, number="Un mot de plus"))
    assert [w.code for w in other_warnings(record)] == ["text-unassigned"]
    assert "Un mot de plus" in other_warnings(record)[0].message


def test_reading_twice_gives_the_same_record(read: Read) -> None:
    assert read(CARD) == read(CARD)


def test_both_engines_read_a_card_alike(tmp_path: Path) -> None:
    card = replace(CARD, contents=("• Proposer un accompagne-", "ment de six mois.", "• Trouver un local."))
    prose = ("Chaque accompagnement donne lieu à un bilan.",)
    path = draw_contract(tmp_path / "clairbourg.pdf", [card], prose=prose)
    fast, slow = read_contract(path), read_contract(path, engine="pdfplumber")
    assert fast.actions == slow.actions and fast.warnings == slow.warnings
