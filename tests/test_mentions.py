"""Names in the text of actions that list no partners, each with the words that show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from conftest import SAMPLES
from made_lines import line
from read_records import record_of

from extract import read_contract
from extract.fields import ActionRead
from extract.organisations.mentions import find_mentions
from extract.values import Value, Vocabulary, part_of, value_of
from models.ner import Entity

NOWHERE = Vocabulary.of([])


def value(*texts: str) -> Value:
    found = value_of([line(text) for text in texts], NOWHERE)
    assert found is not None
    return found


def finding(*names: str) -> object:
    """A finder that knows some names, and keeps the texts that it was given."""
    given: list[str] = []

    def find(texts: Iterable[str]) -> Iterator[list[Entity]]:
        for text in texts:
            given.append(text)
            yield [Entity(name, "ORG", text.find(name), text.find(name) + len(name)) for name in names if name in text]

    find.given = given  # type: ignore[attr-defined]
    return find


def test_a_name_is_shown_by_its_words_on_each_printed_line() -> None:
    text = value("avec l'appui de la Maison de", "l'emploi (MDE) et d'autres")
    start = text.text.index("Maison")
    pieces = part_of(text, start, start + len("Maison de l'emploi"))
    assert [piece.text for piece in pieces] == ["Maison de", "l'emploi"]
    whole = text.pieces[0].box
    assert whole and pieces[0].box and pieces[0].box[0] > whole[0]


def test_only_actions_without_partners_and_texts_with_names_are_read() -> None:
    find = finding("CAF", "Caf")
    prose = value("Ouvrir une permanence avec la CAF")
    actions = [
        ActionRead("sheet", lists={"contents": [prose, value("Développer les jardins")]}),
        ActionRead("sheet", lists={"contents": [prose], "partners": [value("Ville")]}),
    ]
    found = find_mentions(actions, find)  # type: ignore[arg-type]
    assert [[named.value.text for named in names] for names in found] == [["CAF"], []]
    assert find.given == [prose.text]  # type: ignore[attr-defined]


def test_the_finder_is_left_alone_where_no_text_can_hold_a_name() -> None:
    def fail(texts: Iterable[str]) -> Iterator[list[Entity]]:
        raise AssertionError("the model was asked for")

    plain = ActionRead("sheet", title=value("Planter des arbres"), lists={"contents": [value("Arroser, tailler.")]})
    assert find_mentions([plain], fail) == [[]]


def test_a_programme_names_its_actors() -> None:
    record = record_of(SAMPLES / "rivemont-agglo.pdf")
    named = {
        mention["as_written"].lower(): mention["organisation"]["id"]
        for action in record["actions"]
        for mention in action["mentions"]
        if mention["label"] == "ORG"
    }
    assert named["pôle emploi"] == "pole-emploi"
    assert named["défenseur des droits"] == "defenseur-des-droits"
    assert named["mission locale"] == "mission-locale"
    rows = [row for row in record["evidence"] if "/mentions/" in row["field"]]
    assert rows and {row["method"] for row in rows} == {"ner"}


def test_without_the_model_there_are_no_mentions(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr("models.ner.pipeline.load", fail)
    record = read_contract(SAMPLES / "rivemont-agglo.pdf", ner=False)
    assert len(record.actions) == 24
    assert all(action.mentions == [] for action in record.actions)


def test_both_real_contracts_name_the_same_bodies_by_the_same_ids(shared: Path) -> None:
    cards = record_of(shared / "contracts" / "hazebrouck.pdf")["actions"]
    programme = record_of(shared / "contracts" / "porte-du-hainaut.pdf")["actions"]
    partners = [partner for action in cards for partner in action["partners"]]
    in_cards = {one["organisation"]["id"] for partner in partners for one in (partner, *partner["members"])}
    in_programme = {
        one["organisation"]["id"] for action in programme for one in action["mentions"] if one["organisation"]
    }
    assert {"education-nationale", "region", "pole-emploi", "plie"} <= in_cards & in_programme


def test_the_real_partners_are_one_each_and_of_a_kind(shared: Path) -> None:
    actions = record_of(shared / "contracts" / "hazebrouck.pdf")["actions"]
    ids: dict[str, set[str]] = {}
    for action in actions:
        for partner in action["partners"]:
            ids.setdefault(partner["organisation"]["id"], set()).add(partner["as_written"])
    assert (sum(map(len, ids.values())), len(ids)) == (86, 64)
    unsorted = {
        one["organisation"]["id"]
        for a in actions
        for one in a["partners"]
        if one["organisation"]["category"] == "other"
    }
    assert len(unsorted) <= 4
