"""The French pipeline: what it scores, what it was trained on, what it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.ner import find_entities, may_hold_name
from models.ner.evaluate import by_pipeline
from models.ner.evaluation import SHIPPED, Marked, read_brackets, score, seed_sentences, shipped_sentences
from models.ner.lexicon import plain, word_classes
from models.ner.lines import squeezed
from models.ner.recipe.names import read_table
from models.ner.recipe.sentences import Sentences

WEIGHTS = Path(__file__).parents[1] / "models" / "ner" / "weights"
MARKS = Path(__file__).parent / "marks" / "seeds.jsonl"
GOAL = 0.90
SHIPPED_FLOORS = {
    "first": {"ORG": GOAL, "LOC": GOAL, "PER": GOAL, "all": GOAL},
    "of other cities": {"ORG": GOAL, "LOC": GOAL, "PER": GOAL, "all": GOAL},
    "of four cities": {"ORG": 0.80, "LOC": 0.84, "PER": GOAL, "all": 0.83},
    "of more cities": {"ORG": GOAL, "LOC": 0.82, "PER": GOAL, "all": GOAL},
    "kept back": {"ORG": 0.80, "LOC": 0.76, "PER": GOAL, "all": 0.80},
    "kept to the end": {"ORG": 0.77, "LOC": 0.70, "PER": GOAL, "all": 0.77},
}
REAL_FLOORS = {"ORG": GOAL, "LOC": GOAL, "PER": 0.65, "all": GOAL}
"""The later sets, and people of real contracts, are short of the goal: see docs/model.md."""
SHARED_WORDS = 12
"""Words in a row that two texts do not share by chance; the titles of laws and bodies apart."""


def scores_of(sentences: list[Marked]) -> dict[str, float]:
    found = by_pipeline([sentence.text for sentence in sentences])
    return {label: one.f1 for label, one in score([sentence.spans for sentence in sentences], found).items()}


def every_shipped_sentence() -> list[Marked]:
    return [sentence for name in SHIPPED for sentence in shipped_sentences(name)]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_sentences_are_read_right(name: str) -> None:
    scores = scores_of(shipped_sentences(name))
    assert {label: f1 for label, f1 in scores.items() if f1 < SHIPPED_FLOORS[name][label]} == {}


def test_sentences_of_real_contracts_are_read_right(shared: Path) -> None:
    scores = scores_of(seed_sentences(MARKS, shared / "seeds"))
    assert {label: f1 for label, f1 in scores.items() if f1 < REAL_FLOORS[label]} == {}


def test_enough_sentences_are_marked() -> None:
    assert len(shipped_sentences()) >= 150
    assert len(MARKS.read_text("utf-8").splitlines()) >= 150


def test_every_shipped_sentence_is_marked_in_full() -> None:
    assert not [marked.text for marked in every_shipped_sentence() if "[" in marked.text or "]" in marked.text]


def test_the_marks_hold_no_word_of_the_contracts() -> None:
    allowed = {"seed", "at", "length", "spans", "half", "dev", "held", "out", "ORG", "LOC", "PER"}
    words = set(re.findall(r"[A-Za-zÀ-ÿ]{3,}", re.sub(r'"sha256": "\w+"', "", MARKS.read_text("utf-8"))))
    assert words - allowed == {"hazebrouck", "porte", "hainaut"}


def training_texts() -> Iterator[str]:
    """Give training texts cut where a name stands: official names are anyone's."""
    laws = [plain(law) for law in read_table("negatives.toml")["laws"]]
    for text, spans in Sentences(7).draw(3000):
        at = 0
        for start, end, _ in (*spans, (len(text), len(text), "")):
            part = plain(text[at:start])
            for law in laws:
                part = part.replace(law, "\n")
            yield from part.split("\n")
            at = end


def in_a_row(text: str, count: int) -> set[str]:
    words = re.findall(r"\w+", text)
    return {" ".join(words[at : at + count]) for at in range(len(words) - count + 1)}


def test_the_training_text_has_no_sentence_of_the_contracts(shared: Path) -> None:
    real: set[str] = set()
    for path in (shared / "seeds").glob("*.txt"):
        real |= in_a_row(plain(path.read_text("utf-8")), SHARED_WORDS)
    taught = set().union(*(in_a_row(text, SHARED_WORDS) for text in training_texts()))
    assert len(taught) > 2000
    assert taught & real == set()


def test_the_training_text_has_none_of_the_shipped_sentences() -> None:
    marked = {" ".join(re.findall(r"\w+", plain(sentence.text))) for sentence in every_shipped_sentence()}
    long = {words for words in marked if len(words.split()) > 5}
    taught = {" ".join(re.findall(r"\w+", plain(text))) for text, _ in Sentences(7).draw(3000)}
    assert len(long) > 100
    assert long & taught == set()


def test_the_same_seed_draws_the_same_training_text() -> None:
    assert list(Sentences(3).draw(200)) == list(Sentences(3).draw(200))


def test_names_of_the_training_text_stand_where_they_are_said_to() -> None:
    for text, spans in Sentences(4).draw(500):
        ends = [0, *(end for _, end, _ in spans)]
        assert all(start >= before for (start, _, _), before in zip(spans, ends, strict=False)), text
        assert all(text[start:end].strip() for start, end, _ in spans), text


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.rglob("*")) <= 15_000_000


def test_lists_give_words_their_class() -> None:
    classes = word_classes()
    assert [classes[word] for word in ("marseille", "herault", "caf", "npnru", "jean-pierre", "logement")] == [
        "commune", "department", "body", "programme", "first", "word",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  a \t b\u00a0c ", "a b c"),
        ("Saint-Martin-de- Crau", "Saint-Martin-de-Crau"),
        ("Nord - Pas-de-Calais", "Nord - Pas-de-Calais"),
        ("\uf0b7 Ville", "• Ville"),
        ("plain text", "plain text"),
    ],
)
def test_a_text_is_squeezed_and_its_places_are_kept(written: str, read: str) -> None:
    short = squeezed(written)
    assert short.text == read
    letters = [(letter, written[place]) for letter, place in zip(short.text, short.places, strict=True)]
    assert all(letter == there for letter, there in letters if letter not in " •")


@pytest.mark.parametrize(
    "line",
    ["Développer l'accès aux soins", "Le quartier est enclavé.", "2015 2016", "- rénover les halls", "Après cela"],
)
def test_a_line_without_a_telling_capital_is_passed_over(line: str) -> None:
    assert not may_hold_name(line)


def test_no_name_with_a_capital_stands_on_a_line_that_is_passed_over() -> None:
    passed = [marked for marked in every_shipped_sentence() if not may_hold_name(marked.text)]
    assert [text for text, spans in passed if any(not text[start:end].islower() for start, end, _ in spans)] == []


@pytest.mark.parametrize(
    "line",
    [
        "Les CCAS et les EPCI sont associés au suivi.",
        "Le NPNRU, le CUCS et le FSL seront mobilisés.",
        "Politique de la Ville et Contrat de Ville",
        "Améliorer le cadre de vie",
    ],
)
def test_groups_programmes_and_headings_are_no_names(line: str) -> None:
    assert next(find_entities([line])) == []


def test_an_authority_acts_and_a_place_does_not() -> None:
    line = "Le [ORG Département du Nord] s'engage à rénover trois collèges, et le chômage recule dans le [LOC Nord]."
    marked = read_brackets(line)
    assert [(name.start, name.end, name.label) for name in next(find_entities([marked.text]))] == list(marked.spans)
