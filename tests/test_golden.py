"""Golden pairs: a contract and the reading that it must give, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES
from read_records import CARDS, PROGRAMME, load, record_of

from corpus.evaluation import evaluate
from corpus.facts import CONTRACT_FIELDS
from corpus.scoring import score

LAYOUTS = Path(__file__).resolve().parent / "layouts"
"""Fictional contracts, each in a layout of its own: ten drawn by somebody who had not seen the code, the rest by us."""
NAMES = sorted(path.stem for path in SAMPLES.glob("*.pdf"))
NEAR_WORD = 12.0
"""The same where one of them gives a whole word."""
NEAR = 1.0
"""Points by which two engines' evidence boxes may differ."""


def below(scores: dict[str, float], least: float) -> dict[str, float]:
    return {field: round(value, 3) for field, value in scores.items() if value < least}


def test_every_sample_has_its_reference_reading_and_every_reading_its_sample() -> None:
    assert len(NAMES) >= 2
    assert [path.name.removesuffix(".gold.json") for path in sorted(SAMPLES.glob("*.gold.json"))] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_its_reference_reading(samples: Path, name: str) -> None:
    scores = score(record_of(samples / f"{name}.pdf"), load(samples / f"{name}.gold.json"))
    assert len(scores) > 6 and below(scores, 0.98) == {}


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.pdf")), ids=lambda path: path.stem)
def test_a_layout_that_was_misread_once_is_read(path: Path) -> None:
    scores = score(record_of(path), load(path.with_suffix(".gold.json")))
    assert len(scores) > 5 and below(scores, 0.98) == {}


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_contract_facts_are_read(samples: Path, name: str) -> None:
    contract, gold = record_of(samples / f"{name}.pdf")["contract"], load(samples / f"{name}.gold.json")
    period = contract["period"]
    assert contract["territory"]["name"] == gold["territory"]
    assert [period["start_year"], period["end_year"]] == gold["period"]
    assert contract["title"].startswith("Contrat de ville")


@pytest.mark.parametrize("name", ["rivemont-agglo", "valmont"])
def test_all_facts_of_a_sample_are_those_of_its_reference(samples: Path, name: str) -> None:
    evaluation = evaluate(name, record_of(samples / f"{name}.pdf"), load(samples / f"{name}.gold.json"))
    facts = {field: evaluation.fields[field] for field in CONTRACT_FIELDS}
    assert all(facts.values())
    assert [flaw for flaw in evaluation.flaws if flaw.field in facts] == []


@pytest.mark.parametrize("name", [CARDS, PROGRAMME])
def test_a_real_pdf_gives_its_reference_reading(shared: Path, name: str) -> None:
    record = record_of(shared / "contracts" / f"{name}.pdf")
    scores = score(record, load(shared / "gold" / f"{name}.gold.json"))
    assert below(scores, 0.98) == {}


@pytest.mark.parametrize(("folder", "suffix"), [("contracts", "pdf"), ("seeds", "txt")])
@pytest.mark.parametrize("name", [CARDS, PROGRAMME])
def test_a_real_contracts_facts_are_read(shared: Path, name: str, folder: str, suffix: str) -> None:
    contract = record_of(shared / folder / f"{name}.{suffix}")["contract"]
    gold = load(shared / "gold" / f"{name}.gold.json")
    period = contract["period"]
    assert contract["territory"]["name"] == gold["territory"]
    assert [period["start_year"], period["end_year"]] == gold["period"]


def test_the_cards_as_text_give_all_but_their_colours(shared: Path) -> None:
    record = record_of(shared / "seeds" / f"{CARDS}.txt")
    scores = score(record, load(shared / "gold" / f"{CARDS}.gold.json"))
    del scores["calendar"]
    assert "years" in scores and below(scores, 0.95) == {}


def test_the_programme_as_text_gives_its_reference_reading(shared: Path) -> None:
    record = record_of(shared / "seeds" / f"{PROGRAMME}.txt")
    assert below(score(record, load(shared / "gold" / f"{PROGRAMME}.gold.json")), 0.90) == {}


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_give_the_same_record(samples: Path, name: str) -> None:
    fast, slow = (record_of(samples / f"{name}.pdf", engine) for engine in ("pdfium", "pdfplumber"))
    boxes, reference = ([row["box"] for row in record["evidence"]] for record in (fast, slow))
    assert without_boxes(fast) == without_boxes(slow)
    for row, box, other in zip(fast["evidence"], boxes, reference, strict=True):
        # where a fact's text begins or ends within a word, one engine gives the whole word
        near = NEAR_WORD if row["field"].startswith("/contract/") else NEAR
        assert box == pytest.approx(other, abs=near)


def without_boxes(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "evidence": [{**row, "box": None} for row in record["evidence"]]}
