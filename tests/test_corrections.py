"""Readers' corrections: put into the record, kept beside it, gone by when the file is read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extract.cli import app
from extract.correcting import derived
from extract.reading import read_contract
from models.record import Correction, Record
from output.corrections import corrected, corrections_path, in_order

WHEN = "2026-03-02T10:15:00+01:00"


def said(field: str, was: Any, now: Any, verdict: str = "wrong") -> dict[str, Any]:
    return {"field": field, "verdict": verdict, "was": was, "now": now, "who": "Mme Roux", "when": WHEN}


def apply(record: Record, *saids: dict[str, Any]) -> tuple[Record, list[str]]:
    return corrected(record, in_order(map(Correction.model_validate, saids)))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def valmont(samples: Path) -> Record:
    return read_contract(samples / "valmont.pdf")


def full_action(record: Record) -> int:
    """An action with three partners and two coloured years at least."""
    return next(i for i, a in enumerate(record.actions) if len(a.partners) >= 3 and len(a.calendar.years) >= 2)


# One value


def test_a_wrong_text_is_replaced_and_the_correction_is_kept_apart(valmont: Record) -> None:
    was = valmont.actions[0].title
    done, stale = apply(valmont, said("/actions/0/title", was, "Un autre titre"))
    assert (done.actions[0].title, stale) == ("Un autre titre", [])
    kept = done.corrections[0]
    assert (kept.field, kept.was, kept.now, kept.who) == ("/actions/0/title", was, "Un autre titre", "Mme Roux")
    assert kept.when.isoformat() == WHEN
    assert done.evidence == valmont.evidence, "where the value was read stays known"


def test_a_right_value_is_kept_as_confirmed(valmont: Record) -> None:
    was = valmont.actions[0].title
    done, stale = apply(valmont, said("/actions/0/title", was, was, "right"))
    assert done.actions == valmont.actions
    assert (done.corrections[0].verdict, stale) == ("right", [])


def test_a_wrong_value_without_a_better_one_stays_and_is_marked(valmont: Record) -> None:
    was = valmont.actions[0].partners[0].as_written
    done, stale = apply(valmont, said("/actions/0/partners/0/as_written", was, was))
    assert done.actions == valmont.actions
    assert (done.corrections[0].verdict, stale) == ("wrong", [])


def test_facts_of_the_contract_are_corrected_and_taken_away(valmont: Record) -> None:
    signing = "/contract/signatories/1/organisation_name"
    was = valmont.contract.neighbourhoods[0].name
    done, stale = corrected(
        valmont,
        in_order(
            map(
                Correction.model_validate,
                (said(signing, "Valmont", "Pôle emploi"), said("/contract/neighbourhoods/0/name", was, None)),
            )
        ),
        derived,
    )
    assert stale == []
    organisation = done.contract.signatories[1].organisation
    assert organisation and organisation.id == "pole-emploi", "the organisation is that of the corrected name"
    assert done.contract.neighbourhoods == valmont.contract.neighbourhoods[1:]
    [before, after] = [
        [row.text for row in record.evidence if row.field == f"/contract/neighbourhoods/{k}/population"]
        for record, k in ((valmont, 1), (done, 0))
    ]
    assert before and before == after, "evidence follows its neighbourhood"


def test_a_year_takes_another_phase(valmont: Record) -> None:
    i = full_action(valmont)
    year = valmont.actions[i].calendar.years[0].model_dump()
    now = {"year": year["year"], "phase": "implementation" if year["phase"] == "study" else "study"}
    done, _ = apply(valmont, said(f"/actions/{i}/calendar/years/0", year, now))
    assert done.actions[i].calendar.years[0].model_dump() == now


def test_what_was_worked_out_from_a_corrected_text_goes(valmont: Record) -> None:
    data = valmont.model_dump()
    meant = {"id": "ml", "name": "Mission locale", "acronym": None, "category": "employment", "role": None}
    data["actions"][0]["partners"][0] |= {"match": "exact", "organisation": meant}
    was = data["actions"][0]["partners"][0]["as_written"]
    done, _ = apply(Record.model_validate(data), said("/actions/0/partners/0/as_written", was, "La Ruche"))
    partner = done.actions[0].partners[0]
    assert (partner.as_written, partner.match, partner.organisation) == ("La Ruche", None, None)


def test_a_corrected_partner_is_the_organisation_that_its_new_name_means(valmont: Record) -> None:
    was = valmont.actions[0].partners[0].as_written
    changes = [
        said("/actions/0/partners/0/as_written", was, "Caisse d'allocations familiales"),
        said("/actions/0/leads/-", None, "Pôle emploi"),
    ]
    done, stale = corrected(valmont, in_order(map(Correction.model_validate, changes)), derived)
    assert not stale
    for one, category in ((done.actions[0].partners[0], "social_security"), (done.actions[0].leads[0], "employment")):
        assert one.organisation
        assert one.organisation.category == category


def test_a_corrected_theme_says_its_code_anew_and_a_corrected_code_is_the_readers(valmont: Record) -> None:
    action = valmont.actions[0]
    changes = [said("/actions/0/theme", action.theme, "Santé et accès aux soins")]
    done, stale = corrected(valmont, list(map(Correction.model_validate, changes)), derived)
    assert (done.actions[0].theme_code, stale) == ("health", [])
    assert done.actions[0].theme_decided
    changes = [said("/actions/0/theme_code", action.theme_code, "mobility")]
    done, stale = corrected(valmont, list(map(Correction.model_validate, changes)), derived)
    assert (done.actions[0].theme_code, done.actions[0].theme_decided, stale) == ("mobility", None, [])


# Lists


def test_an_item_is_added_and_another_taken_away_with_its_evidence(valmont: Record) -> None:
    i = full_action(valmont)
    names = [partner.as_written for partner in valmont.actions[i].partners]
    done, stale = apply(
        valmont,
        said(f"/actions/{i}/partners/0/as_written", names[0], None),
        said(f"/actions/{i}/partners/2/as_written", names[2], None),
        said(f"/actions/{i}/partners/-", None, "La Ruche"),
    )
    assert not stale
    assert [p.as_written for p in done.actions[i].partners] == [names[1], *names[3:], "La Ruche"]
    for row in done.evidence:
        if row.field.startswith(f"/actions/{i}/partners/"):
            number = int(row.field.split("/")[4])
            assert row.text in done.actions[i].partners[number].as_written


def test_a_value_that_cannot_be_empty_takes_its_holder_away(valmont: Record) -> None:
    assert valmont.actions[0].priority
    done, stale = apply(valmont, said("/actions/0/priority/as_written", valmont.actions[0].priority.as_written, None))
    assert (done.actions[0].priority, stale) == (None, [])


# What does not hold


@pytest.mark.parametrize(
    ("field", "was", "now"),
    [
        ("/actions/0/title", "Ce qui fut lu hier", "Un autre titre"),
        ("/actions/999/title", "a", "b"),
        ("/actions/-1/title", "a", "b"),
        ("/actions/0/kind", "sheet", "leaflet"),
        ("/actions/0/colour", None, "red"),
        ("/source/sha256", "a", "b"),
        ("/actions/0", None, None),
        ("", None, "b"),
        ("/actions/0/title/-", None, "b"),
        ("/contract/territory", None, "b"),
    ],
)
def test_a_correction_that_does_not_hold_is_said_and_changes_nothing(
    valmont: Record, field: str, was: Any, now: Any
) -> None:
    done, stale = apply(valmont, said(field, was, now))
    assert done == valmont
    assert len(stale) == 1
    assert "\n" not in stale[0]


def test_an_item_that_is_read_by_now_is_not_added_twice(valmont: Record) -> None:
    name = valmont.actions[0].partners[0].as_written
    done, stale = apply(valmont, said("/actions/0/partners/-", None, name))
    assert done == valmont
    assert "is read there now" in stale[0]


# Files


@pytest.fixture
def extracted(samples: Path, tmp_path: Path) -> Path:
    assert run("extract", samples / "valmont.pdf", "--out", tmp_path).exit_code == 0
    return tmp_path / "valmont.json"


def saved(path: Path, record: Path, *saids: dict[str, Any], sha256: str | None = None) -> Path:
    source = json.loads(record.read_text(encoding="utf-8"))["source"]
    content = {
        "corrections_version": "1.0",
        "file_name": source["file_name"],
        "sha256": sha256 or source["sha256"],
        "corrections": saids,
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_the_next_extraction_gives_the_corrected_record_to_the_letter(extracted: Path, samples: Path) -> None:
    title = json.loads(extracted.read_text(encoding="utf-8"))["actions"][1]["title"]
    first = saved(
        extracted.with_name("first.json"),
        extracted,
        said("/actions/1/title", title, "Titre corrigé"),
        said("/actions/1/contents/0", json.loads(extracted.read_text("utf-8"))["actions"][1]["contents"][0], None),
    )
    assert run("apply-corrections", extracted, first).exit_code == 0
    second = saved(
        extracted.with_name("second.json"), extracted, said("/actions/1/title", "Titre corrigé", "Mieux corrigé")
    )
    result = run("apply-corrections", extracted, second)
    assert result.output == f"{extracted}: 1 applied, 0 known before, 0 left out\n"
    by_hand = extracted.read_bytes()
    assert "Mieux corrigé" in by_hand.decode()
    extracted.unlink()
    assert run("extract", samples / "valmont.pdf", "--out", extracted.parent).exit_code == 0
    assert extracted.read_bytes() == by_hand


def test_what_was_applied_before_is_passed_over(extracted: Path) -> None:
    title = json.loads(extracted.read_text(encoding="utf-8"))["actions"][1]["title"]
    file = saved(extracted.with_name("c.json"), extracted, said("/actions/1/title", title, "Titre corrigé"))
    run("apply-corrections", extracted, file)
    before = extracted.read_bytes(), corrections_path(extracted).read_bytes()
    result = run("apply-corrections", extracted, file)
    assert (result.exit_code, result.output) == (0, f"{extracted}: 0 applied, 1 known before, 0 left out\n")
    assert (extracted.read_bytes(), corrections_path(extracted).read_bytes()) == before


def test_a_stale_correction_is_a_line_and_the_others_are_applied(extracted: Path) -> None:
    title = json.loads(extracted.read_text(encoding="utf-8"))["actions"][1]["title"]
    file = saved(
        extracted.with_name("c.json"),
        extracted,
        said("/actions/1/title", title, "Titre corrigé"),
        said("/actions/2/title", "Jamais lu", "Titre corrigé"),
    )
    result = run("apply-corrections", extracted, file)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"contrats: {extracted}: left out, /actions/2/title: the value is now ")
    assert result.stderr.count("\n") == 1
    assert "1 applied, 0 known before, 1 left out" in result.output


def test_a_correction_gone_stale_is_a_warning_of_the_next_extraction(extracted: Path, samples: Path) -> None:
    saved(corrections_path(extracted), extracted, said("/actions/1/title", "Lu hier", "Titre corrigé"))
    assert run("extract", samples / "valmont.pdf", "--out", extracted.parent).exit_code == 0
    record = Record.model_validate_json(extracted.read_bytes())
    assert [w.code for w in record.warnings].count("correction-stale") == 1
    assert not record.corrections


def test_corrections_of_another_file_correct_nothing(extracted: Path, samples: Path) -> None:
    title = json.loads(extracted.read_text(encoding="utf-8"))["actions"][1]["title"]
    other = saved(
        corrections_path(extracted), extracted, said("/actions/1/title", title, "Titre corrigé"), sha256="0" * 64
    )
    before = extracted.read_bytes()
    assert run("apply-corrections", extracted, other).exit_code == 1
    assert extracted.read_bytes() == before
    assert run("extract", samples / "valmont.pdf", "--out", extracted.parent).exit_code == 0
    record = Record.model_validate_json(extracted.read_bytes())
    assert "correction-other-file" in [w.code for w in record.warnings]
    assert record.actions[1].title == title


def test_what_is_no_file_of_corrections_is_one_line(extracted: Path, samples: Path) -> None:
    for wrong in (extracted, extracted.with_name("gone.json")):
        result = run("apply-corrections", extracted, wrong)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"contrats: {wrong}: ")
        assert result.stderr.count("\n") == 1
    corrections_path(extracted).write_text("{", encoding="utf-8")
    before = extracted.read_bytes()
    result = run("extract", samples / "valmont.pdf", "--out", extracted.parent)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert extracted.read_bytes() == before
