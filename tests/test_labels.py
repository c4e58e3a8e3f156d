"""Label words: which line announces a field, however it is spelt, and where its value begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_lines import line, lines, words

from extract.labelling import find_labels, number_of
from extract.layout import Line
from patterns.folding import fold, singular
from patterns.labels import label_book, label_run
from patterns.vocabulary import colour_names, is_colour, level_of, phase_of

PHRASES = sorted({entry.phrase for entry in label_book().phrases.values()})
FIELDS = {entry.field for entry in label_book().phrases.values()}
ACCENTS = {"e": "é", "a": "à", "i": "î", "o": "ô", "u": "û", "c": "ç"}


def field_of(text: str, *, fuzzy: bool = False) -> str | None:
    match = label_book().match(text, fuzzy=fuzzy)
    return match.field if match else None


def found(*printed: Line) -> list[tuple[str, str]]:
    """The fields announced on some lines, each with what follows the label on its line."""
    hits = find_labels(printed)
    return [(hit.field, " ".join(w.text for w in printed[hit.lines[-1]].words[hit.value_from :])) for hit in hits]


def test_the_pattern_files_load_and_cover_every_field() -> None:
    assert {"number", "title", "theme", "priority", "leads", "partners", "indicators", "calendar"} <= FIELDS
    assert {"strategic_orientations", "operational_objectives", "contents"} <= FIELDS


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("ORIENTATION STRATEGIQUE", "strategic_orientations"),
        ("Orientations stratégiques", "strategic_orientations"),
        ("Les acteurs et les partenaires", "partners"),
        ("Maître d’ouvrage", "leads"),
        ("Niveau de priorité", "priority"),
        ("CONTENU DE L’ACTION", "contents"),
        ("Calendrier prévisionnel de réalisation", "calendar"),
        ("Indicateurs d'évaluation", "indicators"),
        ("Fiche action n°", "number"),
        ("Où", "places"),
        ("OÙ SE DÉROULE L'ACTION", "places"),
        ("Dans quels quartiers", "places"),
        ("Qui fait quoi", "leads"),
        ("De quoi s’agit-il", "contents"),
        ("Ça coûte combien", "budget"),
    ],
)
def test_labels_are_known_in_their_usual_spellings(text: str, field: str) -> None:
    assert field_of(text) == field


@pytest.mark.parametrize("text", ["Les partenaires se réunissent chaque mois", "Un quartier calme", "2015", "Ou bien"])
def test_sentences_are_no_labels(text: str) -> None:
    assert field_of(text, fuzzy=True) is None


@pytest.mark.parametrize("text", ["ORIENTASION STRATEGIQEU", "Orientatoins strategique", "Orientation stratgique"])
def test_two_wrong_letters_are_forgiven_only_where_asked(text: str) -> None:
    assert field_of(text) is None
    assert field_of(text, fuzzy=True) == "strategic_orientations"


@pytest.mark.parametrize("text", ["Pulot", "Axo", "Orientasion stratequegi", "Calendrier 2"])
def test_short_labels_many_wrong_letters_and_digits_are_not_forgiven(text: str) -> None:
    assert field_of(text, fuzzy=True) is None


@given(st.sampled_from(PHRASES), st.data())
def test_labels_match_whatever_their_accents_case_and_plural(phrase: str, data: st.DataObject) -> None:
    spelt = []
    for word in phrase.split():
        letters = [data.draw(st.sampled_from([c, c.upper(), ACCENTS.get(c, c)])) for c in word]
        plural = data.draw(st.sampled_from(["", "s"])) if len(word) > 3 and word[-1] not in "sx" else ""
        spelt.append("".join(letters) + plural)
    assert field_of(" ".join(spelt)) == field_of(phrase) is not None


@given(st.text(max_size=60))
def test_no_text_makes_the_matching_fail(text: str) -> None:
    label_book().match(text, fuzzy=True)
    label_run(text)
    phase_of(text)
    level_of(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12))
def test_a_plural_is_its_singular(word: str) -> None:
    assert singular(word + "s") in (singular(word), word)


def test_a_colon_a_style_or_a_number_ends_a_label() -> None:
    assert found(line("Pilote : Ville de Clairbourg")) == [("leads", "Ville de Clairbourg")]
    assert found(line("Niveau de priorité 2")) == [("priority", "2")]
    assert found(line("Niveau de priorité : 2")) == [("priority", "2")]
    bold, plain = words("Pilote", bold=True), words("Ville de Clairbourg", x0=85)
    assert found(Line((*bold, *plain), 1)) == [("leads", "Ville de Clairbourg")]


@pytest.mark.parametrize(
    ("text", "number"),
    [("Action n°3", "n°3"), ("Action 3", "3"), ("Fiche action n° 2.1", "2.1"), ("FICHE N°12", "N°12")],
)
def test_a_number_label_carries_its_number(text: str, number: str) -> None:
    (hit,) = find_labels([line(text)])
    value = line(text).words[hit.value_from :]
    read = number_of(value)
    assert hit.field == "number" and read is not None
    assert read[0] == number.removeprefix("n°").removeprefix("N°")


def test_words_of_a_sentence_are_no_label() -> None:
    assert found(line("Les partenaires se réunissent chaque mois")) == []
    assert found(line("quartier")) == []
    assert found(line("Action menée par le centre social")) == []


def test_a_label_broken_over_two_lines_is_one() -> None:
    (hit,) = find_labels(lines("ORIENTATIONS", "STRATEGIQUES", bold=True))
    assert (hit.field, hit.lines) == ("strategic_orientations", (0, 1))


def test_two_labels_one_above_the_other_are_two() -> None:
    hits = find_labels(lines("Partenaires", "Indicateurs", bold=True))
    assert [hit.field for hit in hits] == ["partners", "indicators"]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("étude et faisabilité", "study"),
        ("mise en œuvre", "implementation"),
        ("travaux de voirie", "implementation"),
        ("le quartier", None),
    ],
)
def test_phases_are_told_by_words(text: str, phase: str | None) -> None:
    assert phase_of(text) == phase


@pytest.mark.parametrize(
    ("text", "level"), [("Forte", 1), ("priorité moyenne", 2), ("FAIBLE", 3), ("moyen", 2), ("verte", None)]
)
def test_levels_are_told_by_words(text: str, level: int | None) -> None:
    assert level_of(text) == level


def test_colours_have_names_of_either_gender() -> None:
    assert [name for name, _ in colour_names("la case bleue, la violette, la blanche et les vertes")] == [
        "bleu", "violet", "blanc", "vert",
    ]  # fmt: skip
    assert is_colour("bleu", (47, 111, 181)) and is_colour("vert", (63, 155, 79))
    assert not is_colour("bleu", (63, 155, 79)) and not is_colour("vert", (181, 181, 181))
    assert is_colour("gris", (181, 181, 181)) and is_colour("rouge", (220, 20, 30))
