"""The scoring: what counts as the same, how actions pair, and how a field's score is counted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES
from read_records import CARDS, PROGRAMME, load, record_of

from corpus.scoring import folded, likeness, paired, score


def sheet(number: str, title: str, *partners: str, priority: int = 1) -> dict[str, Any]:
    """An action of a reference reading."""
    return {
        "kind": "sheet", "number": number, "title": title, "theme": "Emploi", "priority": priority,
        "partners": list(partners), "calendar": [{"year": 2015, "phase": "study"}],
    }  # fmt: skip


def reading(number: str, title: str, *partners: str, priority: int = 1) -> dict[str, Any]:
    """The same action as a record holds it."""
    return {
        "number": number, "title": title, "theme": "Emploi", "priority": {"level": priority}, "leads": [],
        "partners": [{"as_written": name} for name in partners],
        "calendar": {"years": [{"year": 2015, "phase": None}]},
    }  # fmt: skip


def scores(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, float]:
    return score({"actions": found}, {"actions": wanted})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’école « ouverte »", "l'école ouverte."),
        ("Ville , Caf", "Ville / Caf"),
        ("Nord - Est", "nord-est"),
        ("• Un  lieu ;", "un lieu"),
    ],
)
def test_texts_compare_without_what_means_nothing(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_accents_and_words_count() -> None:
    assert folded("côté") != folded("cote")
    assert likeness("jardin partagé", "jardin potager", 0) < 0.97


def test_a_perfect_reading_scores_one_but_for_the_phases() -> None:
    result = scores([sheet("1", "Ouvrir un lieu", "Caf")], [reading("1", "Ouvrir un lieu", "Caf")])
    assert result.pop("calendar") == 0
    assert set(result.values()) == {1.0} and set(result) >= {"actions", "partners", "years", "priority"}


def test_an_action_that_was_not_read_counts_against_every_field() -> None:
    wanted = [sheet("1", "Ouvrir un lieu", "Caf"), sheet("2", "Planter des arbres", "Ville", "Caf")]
    result = scores(wanted, [reading("1", "Ouvrir un lieu", "Caf")])
    assert result["actions"] == pytest.approx(2 / 3)
    assert result["title"] == 0.5
    assert result["partners"] == pytest.approx(2 * 1 / (1 + 3))


def test_an_item_counts_once() -> None:
    result = scores([sheet("1", "Ouvrir un lieu", "Caf", "Caf")], [reading("1", "Ouvrir un lieu", "Caf")])
    assert result["partners"] == pytest.approx(2 / 3)


def test_the_same_number_parts_actions_with_like_titles() -> None:
    wanted = [sheet("1", "Soutenir la parentalité"), sheet("2", "Soutenir la parentalité")]
    found = [reading("2", "Soutenir la parentalité"), reading("1", "Soutenir la parentalité")]
    assert sorted((one["number"], other["number"]) for one, other in paired(wanted, found)) == [
        ("1", "1"),
        ("2", "2"),
    ]


def test_unlike_titles_do_not_pair() -> None:
    assert paired([sheet("1", "Ouvrir un lieu")], [reading("1", "Planter des arbres")]) == []


def test_only_the_fields_asked_for_are_scored() -> None:
    result = score({"actions": []}, {"actions": [sheet("1", "Ouvrir un lieu")]}, ["title", "axis"])
    assert result == {"actions": 0.0, "title": 0.0}


def test_nothing_to_read_and_nothing_read_is_right() -> None:
    assert score({"actions": []}, {"actions": []}) == {"actions": 1.0}


def test_a_programmes_headings_are_scored_with_their_numbers() -> None:
    gold = load(SAMPLES / "rivemont-agglo.gold.json")
    record = {"actions": [as_read(action) for action in gold["actions"]]}
    assert set(score(record, gold).values()) == {1.0}
    record["actions"][0]["programme"]["axis"]["number"] = "9"
    assert score(record, gold)["axis"] == pytest.approx(1 - 1 / len(gold["actions"]))


def as_read(action: dict[str, Any]) -> dict[str, Any]:
    axis, priority = action["axis"], action["programme_priority"]
    return {**action, "programme": {"axis": dict(axis), "priority": dict(priority)}}


@pytest.mark.parametrize("name", [CARDS, PROGRAMME])
def test_it_scores_as_the_shared_tool_does(shared: Path, tmp_path: Path, name: str) -> None:
    record, gold = record_of(shared / "seeds" / f"{name}.txt"), shared / "gold" / f"{name}.gold.json"
    (tmp_path / "record.json").write_text(json.dumps(record), encoding="utf-8")
    command = [sys.executable, shared / "tools" / "score.py", tmp_path / "record.json", gold]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[:-1]
    assert printed == [f"{field:24s} {value:.3f}" for field, value in score(record, load(gold)).items()]
