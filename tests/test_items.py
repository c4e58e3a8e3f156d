"""Lists: a zone's lines as the items that the contract lists in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_lines import NOWHERE, PITCH, SIZE, line, lines

from extract.items import line_pitches, marker_of, split_items
from extract.layout import Layout, Line, joined
from extract.naming import cut_names

from made_lines import page  # isort: skip

PITCHES = {SIZE: PITCH}
WORDS = st.text(alphabet="abcdeéèêlmnopqrstuv'AÉP-/,.;:()•–1234567890", min_size=1, max_size=10)


def items(*printed: Line, right_edge: float | None = None) -> list[str]:
    found = split_items(printed, PITCHES, right_edge)
    return [" ".join(one.text for one in item.lines) for item in found]


def numbers(*texts: str) -> list[int | None]:
    return [item.number for item in split_items(lines(*texts), PITCHES)]


@pytest.mark.parametrize("bullet", ["•", "-", "–", "➢", "❖", "*"])
def test_bullets_part_items_and_are_dropped(bullet: str) -> None:
    texts = lines(f"{bullet} Un atelier", "par semaine", f"{bullet} Un bilan")
    assert items(*texts) == ["Un atelier par semaine", "Un bilan"]


@pytest.mark.parametrize(
    "marks", [("1.", "2."), ("1)", "2)"), ("1-", "2-"), ("1.-", "2.-"), ("a)", "b)"), ("1 )", "2 )")]
)
def test_list_numbers_part_items_and_are_dropped(marks: tuple[str, str]) -> None:
    assert items(*lines(f"{marks[0]} Ville", "de Clairbourg", f"{marks[1]} Caf")) == [
        "Ville de Clairbourg",
        "Caf",
    ]


def test_an_empty_last_number_is_an_item_without_lines() -> None:
    found = split_items(lines("1. Ville", "2. Caf", "3."), PITCHES)
    assert [(item.number, len(item.lines)) for item in found] == [(1, 1), (2, 1), (3, 0)]


def test_a_missing_number_leaves_a_gap() -> None:
    assert numbers("1. Ville", "2. Caf", "4. Mission locale") == [1, 2, 4]


def test_a_number_that_does_not_go_on_with_its_list_is_text() -> None:
    assert items(*lines("1. Ouvrir avant le", "15. du mois suivant", "2. Fermer")) == [
        "Ouvrir avant le 15. du mois suivant",
        "Fermer",
    ]


def test_a_lone_large_number_is_text() -> None:
    assert items(*lines("Accueillir chaque jour", "12. personnes au plus")) == [
        "Accueillir chaque jour 12. personnes au plus"
    ]


def test_letters_that_word_processors_draw_as_bullets_are_bullets() -> None:
    assert items(*lines("o Un bilan annuel", "o Une enquête")) == ["Un bilan annuel", "Une enquête"]


def test_dashes_further_in_than_their_bullet_are_items() -> None:
    printed = [line("• Un relogement :"), line("– une visite", 70, 112), line("– une prise en charge", 70, 124)]
    assert items(*printed) == ["Un relogement :", "une visite", "une prise en charge"]


def test_wrapped_dashes_do_not_split_an_item() -> None:
    printed = lines("Permanences dans trois lieux (centre social", "– mairie annexe", "– maison du projet)")
    assert items(*printed) == ["Permanences dans trois lieux (centre social – mairie annexe – maison du projet)"]


def test_wrapped_dashes_do_not_split_a_bulleted_item() -> None:
    printed = lines("• Permanences au centre social", "– en mairie – le soir", "• Bilan")
    assert items(*printed) == ["Permanences au centre social – en mairie – le soir", "Bilan"]


def test_commas_and_slashes_part_no_item() -> None:
    assert items(*lines("• Ville, Caf / Département", "• Bailleurs")) == [
        "Ville, Caf / Département",
        "Bailleurs",
    ]


def test_a_wider_gap_parts_paragraphs() -> None:
    printed = [line("Ouvrir un lieu", top=100), line("partagé", top=112), line("Former les agents", top=130)]
    assert items(*printed) == ["Ouvrir un lieu partagé", "Former les agents"]


def test_a_line_that_ends_early_before_a_capital_ends_its_paragraph() -> None:
    printed = lines("Ouvrir un lieu partagé entre les", "services.", "Former les agents")
    assert items(*printed, right_edge=220.0) == [
        "Ouvrir un lieu partagé entre les services.",
        "Former les agents",
    ]


def test_a_full_line_goes_on_even_before_a_capital() -> None:
    printed = lines("Ouvrir un lieu avec la commune de", "Clairbourg et ses voisines")
    assert items(*printed, right_edge=220.0) == ["Ouvrir un lieu avec la commune de Clairbourg et ses voisines"]


def test_the_usual_pitch_is_the_smallest_common_one() -> None:
    tops = [100.0, 112.0, 124.0, 142.0, 154.0]
    printed = tuple(line("Un texte", top=top) for top in tops)
    assert line_pitches([Layout(page(*printed), (), printed)]) == {SIZE: PITCH}


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=8))
def test_splitting_loses_no_word_but_the_markers(texts: list[str]) -> None:
    printed = lines(*texts)
    found = split_items(printed, PITCHES)
    kept = [word for item in found for one in item.lines for word in one.words]
    every = [word for one in printed for word in one.words]
    markers = [word for one in printed if (m := marker_of(one)) for word in one.words[: m.words]]
    assert [word for word in every if word in kept] == kept
    assert all(word in markers for word in every if word not in kept)


def names(*texts: str) -> list[str]:
    return [value.text for value in cut_names(lines(*texts), NOWHERE)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ville, Caf et Département", ["Ville", "Caf", "Département"]),
        ("Ville ; Caf ; Mission locale", ["Ville", "Caf", "Mission locale"]),
        ("Ville / Caf", ["Ville", "Caf"]),
        ("Ville de Clairbourg et Caf", ["Ville de Clairbourg", "Caf"]),
        (
            "Bailleurs (Habitat du Val, Logis) et les associations",
            ["Bailleurs (Habitat du Val, Logis)", "les associations"],
        ),
        ("Communauté de communes Lise et Deûle", ["Communauté de communes Lise et Deûle"]),
        ("Association Fil et Aiguille", ["Association Fil et Aiguille"]),
        ("Association Les Trois Ponts et Logis Familial", ["Association Les Trois Ponts", "Logis Familial"]),
        ("Mission locale", ["Mission locale"]),
    ],
)
def test_one_sentence_names_several_organisations(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_name_that_runs_over_two_lines_is_one() -> None:
    assert names("Ville, Caisse d'allocations", "familiales, Département") == [
        "Ville",
        "Caisse d'allocations familiales",
        "Département",
    ]


NAME_PARTS = ["Ville", "Caf", "Mission", "locale", "de", "et", "(PMI)", "Logis", "Lise"]


@given(
    st.lists(st.sampled_from(NAME_PARTS), min_size=1, max_size=12),
    st.lists(st.sampled_from(["", ",", " /", ";"]), min_size=12, max_size=12),
)
def test_cutting_loses_no_name(parts: list[str], ends: list[str]) -> None:
    text = " ".join(part + end for part, end in zip(parts, ends, strict=False))
    kept = [word for name in names(text) for word in name.replace(",", " ").replace("/", " ").replace(";", " ").split()]
    assert [word for word in kept if word != "et"] == [part for part in parts if part != "et"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Conseil citoyen – École des Lilas", 2),
        ("CAF - CPAM", 2),
        ("Ville de Clairbourg – CCAS", 1),
        ("Ville de Clairbourg – Service jeunesse", 1),
        ("Caisse d'allocations familiales – CAF", 1),
        ("Collectif Saute-Mouton – les Grands", 1),
    ],
)
def test_a_lone_dash_parts_two_names_and_no_name_from_its_part(text: str, parts: int) -> None:
    assert len(names(text)) == parts


def test_a_compound_of_a_known_word_begins_a_name_in_a_column() -> None:
    column = lines("Mission locale de l'Arvon", "Caisse des allocations", "Auto-écoles de la baie")
    found = split_items(column, PITCHES, max(one.x1 for one in column), names=True)
    assert len(found) == 3


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join))
def test_no_sentence_makes_the_cutting_fail(text: str) -> None:
    for value in cut_names([line(text)], NOWHERE):
        assert value.text and value.pieces
        assert all(piece.text for piece in value.pieces)


def test_a_marker_is_no_part_of_its_item() -> None:
    found = marker_of(line("1) Ville"))
    assert found is not None and (found.number, found.words) == (1, 1)
    assert marker_of(line("Ville")) is None and marker_of(line("2015")) is None
    assert joined(line("1) Ville").words) == "1) Ville"


def test_a_line_that_begins_as_a_name_does_is_one_in_a_column_of_names() -> None:
    printed = lines("Conseil", "AFPA", "Fédération du", "Bâtiment", "(FFB)", "Mission locale de", "Clairbourg")
    found = split_items(printed, PITCHES, right_edge=60.0, names=True)
    assert [" ".join(one.text for one in item.lines) for item in found] == [
        "Conseil", "AFPA", "Fédération du Bâtiment (FFB)", "Mission locale de Clairbourg",
    ]  # fmt: skip


def test_a_lone_word_ends_the_name_above_it_in_a_narrow_column() -> None:
    printed = lines("CARSAT", "Unis-Cité", "Bailleur Lise", "Habitat", "Emmaüs")
    found = split_items(printed, PITCHES, right_edge=150.0, names=True)
    assert [" ".join(one.text for one in item.lines) for item in found] == [
        "CARSAT", "Unis-Cité", "Bailleur Lise Habitat", "Emmaüs",
    ]  # fmt: skip


def test_the_last_word_of_an_authority_is_no_name_of_its_own() -> None:
    def names(*texts: str) -> list[str]:
        found = split_items(lines(*texts), PITCHES, 100.0, names=True)
        return [" ".join(one.text for one in item.lines) for item in found]

    assert names("Clairbourg", "Agglomération") == ["Clairbourg Agglomération"]
    assert names("CAF", "Agglomération") == ["CAF", "Agglomération"]
    assert names("Éducation nationale", "Ligue de l'enseignement") == ["Éducation nationale", "Ligue de l'enseignement"]
