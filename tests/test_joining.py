"""Joining: printed lines as running text, with the words that were cut at a line's end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_lines import NOWHERE, line, lines

from extract.values import Piece, Value, Vocabulary, join_texts, stripped, value_of

LINES = st.lists(st.text(alphabet="abcdeéàABCÉ'’-.,()/ 0123456789", max_size=20), max_size=6)


@pytest.mark.parametrize(
    ("elsewhere", "texts", "joined"),
    [
        ("", ("Saint-Aubin-des-", "Prés"), "Saint-Aubin-des-Prés"),
        ("un accompagnement", ("un accompagne-", "ment suivi"), "un accompagnement suivi"),
        ("", ("un accompagne-", "ment suivi"), "un accompagnement suivi"),
        ("", ("au rez-de-", "chaussée"), "au rez-de-chaussée"),
        ("", ("un barboto-", "nage suivi"), "un barboto-nage suivi"),
        ("Accompagnement des jeunes", ("ACCOMPAGNE-", "MENT"), "ACCOMPAGNEMENT"),
        ("centre-ville, centreville", ("le centre-", "ville"), "le centre-ville"),
        ("le franchissement", ("chaque franchisse", "ment de la voie"), "chaque franchissement de la voie"),
        ("", ("chaque franchisse", "ment de la voie"), "chaque franchisse ment de la voie"),
        ("contrôles", ("visites/co", "ntrôles"), "visites/contrôles"),
        ("la ville", ("à la", "ville"), "à la ville"),
        ("", ("2015 -", "2018"), "2015 - 2018"),
        ("", ("trois", "lieux"), "trois lieux"),
        ("", ("un  seul", ""), "un seul"),
    ],
)
def test_lines_join_as_the_document_says(elsewhere: str, texts: tuple[str, ...], joined: str) -> None:
    # the document holds its own lines too
    assert join_texts(texts, Vocabulary.of([elsewhere, "\n".join(texts)])) == joined


def test_two_words_that_make_another_stay_two() -> None:
    vocabulary = Vocabulary.of(["surtout", "sur tout le quartier", "tout le monde, sur rendez-vous"])
    assert join_texts(["sur", "tout le quartier"], vocabulary) == "sur tout le quartier"


@given(LINES, st.lists(st.text(max_size=12), max_size=5))
def test_joining_keeps_every_letter_in_order(texts: list[str], elsewhere: list[str]) -> None:
    joined = join_texts(texts, Vocabulary.of([*elsewhere, *texts]))
    assert [c for c in joined if c not in " -"] == [c for text in texts for c in text if c not in " -"]
    assert joined == " ".join(joined.split())


@given(LINES)
def test_joining_without_knowledge_keeps_every_hyphen(texts: list[str]) -> None:
    joined = join_texts(texts, NOWHERE)
    assert joined.count("-") == sum(text.count("-") for text in texts)


def test_a_value_has_a_piece_for_each_line() -> None:
    value = value_of(lines("Ouvrir un", "lieu"), NOWHERE)
    assert value is not None and value.text == "Ouvrir un lieu"
    assert [(piece.text, piece.page, piece.line) for piece in value.pieces] == [
        ("Ouvrir un", 1, None),
        ("lieu", 1, None),
    ]
    assert value.pieces[0].box == line("Ouvrir un").box


def test_no_line_is_no_value() -> None:
    assert value_of([], NOWHERE) is None


def test_what_is_stripped_from_a_value_is_stripped_from_its_pieces() -> None:
    pieces = tuple(Piece(text, 1, (0, 0, 1, 1), None) for text in (":", "Un lieu", "partagé –", "–"))
    value = stripped(Value(": Un lieu partagé – –", pieces), ":–")
    assert value is not None and value.text == "Un lieu partagé"
    assert [piece.text for piece in value.pieces] == ["Un lieu", "partagé"]
    assert stripped(Value(" : ", (Piece(":", 1, (0, 0, 1, 1), None),)), ":") is None
