"""Evaluations: figures by field, misses with their page, folders that pair up, and the page of misses."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import build_docs
import pytest
from conftest import ROOT, SAMPLES
from read_records import load, record_of
from typer.testing import CliRunner, Result

from corpus.evaluation import Evaluation, evaluate, pooled, scores
from corpus.pairing import find_pairs
from corpus.scoring import score
from extract.cli import app
from output.flawpage import Picture, flaw_page
from output.scores import flaw_words, markdown_table

NAMES = sorted(path.stem for path in SAMPLES.glob("*.pdf"))
LEAST = 0.97


def gold(*actions: dict[str, Any]) -> dict[str, Any]:
    return {"territory": "Valmont", "period": [2015, 2020], "actions": list(actions)}


def wanted(number: str = "1", title: str = "Ouvrir un lieu", **more: Any) -> dict[str, Any]:
    """An action of a reference reading."""
    base = {
        "kind": "sheet", "number": number, "title": title, "theme": "Emploi", "priority": 1,
        "partners": ["Ville", "Caf"], "indicators": [],
        "calendar": [{"year": 2015, "phase": "study"}],
    }  # fmt: skip
    return base | more


def read(number: str = "1", title: str = "Ouvrir un lieu", **more: Any) -> dict[str, Any]:
    """The same action as a record holds it."""
    base = {
        "number": number, "title": title, "theme": "Emploi", "priority": {"as_written": "1", "level": 1},
        "leads": [{"as_written": "Ville"}], "partners": [{"as_written": "Caf"}], "indicators": [],
        "calendar": {"years": [{"year": 2015, "phase": "study"}], "open_end": False}, "pages": [4, 5],
    }  # fmt: skip
    return base | more


def record(*actions: dict[str, Any], evidence: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {
        "source": {"file_name": "valmont.pdf"},
        "actions": list(actions),
        "evidence": evidence or [],
    }


def row(field: str, page: int) -> dict[str, Any]:
    return {"field": f"/actions/0/{field}", "page": page, "box": [10, 20, 110, 40], "text": "…"}


def compared(one: dict[str, Any], other: dict[str, Any]) -> Evaluation:
    return evaluate("valmont", one, other)


# Figures


def test_a_perfect_record_scores_one_and_a_field_with_nothing_to_find_is_not_scored() -> None:
    result = compared(record(read()), gold(wanted()))
    assert set(scores(result)) == {
        "actions",
        "number",
        "title",
        "theme",
        "priority",
        "partners",
        "years",
        "calendar",
    }
    assert set(scores(result).values()) == {1.0} and result.flaws == []
    assert result.fields["indicators"] is None and result.fields["contents"] is None
    assert "| indicators |" not in markdown_table([result])


def test_precision_recall_and_f1_of_a_list() -> None:
    one = wanted(partners=["Ville", "Caf", "Mission locale", "Rectorat"])
    figures = compared(record(read()), gold(one)).fields["partners"]
    assert figures is not None
    assert (figures.precision, figures.recall, figures.f1) == (1.0, 0.5, pytest.approx(2 / 3))
    assert figures.score == figures.f1


def test_one_value_scores_the_share_of_actions_that_are_right() -> None:
    golds = gold(wanted(priority=None), wanted("2", "Planter des arbres"), wanted("3", "Lire le soir"))
    nothing, wrong = read(priority=None), read("2", "Planter des arbres", priority={"level": 2})
    figures = compared(record(nothing, wrong, read("3", "Lire le soir")), golds).fields["priority"]
    assert figures is not None
    assert (figures.precision, figures.recall) == (0.5, 0.5)
    assert figures.score == pytest.approx(2 / 3)


def test_what_is_read_where_nothing_is_counts() -> None:
    result = compared(record(read(indicators=[{"as_written": "Nombre"}])), gold(wanted()))
    figures = result.fields["indicators"]
    assert figures is not None and (figures.score, figures.precision, figures.recall) == (0, 0, None)
    assert [(flaw.kind, flaw.field, flaw.read) for flaw in result.flaws] == [("extra", "indicators", "Nombre")]


def test_the_fields_that_only_some_references_hold_are_scored_where_they_are() -> None:
    one = wanted(leads=["Ville"], places="Les Tilleuls, La Verrerie", open_end=True)
    other = read(places=["Les Tilleuls", "La Verrerie"])
    result = scores(compared(record(other), gold(one)))
    assert (result["leads"], result["places"], result["open_end"]) == (1.0, 1.0, 0.0)
    assert "budget" not in result


def test_figures_of_several_contracts_are_counted_together() -> None:
    right = compared(record(read()), gold(wanted()))
    wrong = compared(record(), gold(wanted()))
    figures = pooled([right, wrong])["partners"]
    assert figures is not None and (figures.wanted, figures.read, figures.right) == (4, 2, 2)


@pytest.mark.parametrize("name", NAMES)
def test_it_scores_as_the_tests_do(name: str) -> None:
    """Records spoilt in many places, so that no figure is 1 by chance."""
    spoilt = copy.deepcopy(record_of(SAMPLES / f"{name}.pdf"))
    for action in spoilt["actions"][::3]:
        action.update(title="Autre chose", theme=None, contents=action["contents"][1:])
    reference = load(SAMPLES / f"{name}.gold.json")
    shares = scores(evaluate(name, spoilt, reference))
    plain = score(spoilt, reference)
    assert {field: shares[field] for field in plain if field in shares} == {
        field: value for field, value in plain.items() if field in shares
    }


# Misses


def test_a_wrong_value_is_listed_with_its_page_and_place() -> None:
    evidence = [row("title", 4), row("theme", 5), row("partners/0/as_written", 5)]
    one = record(read(theme="Santé", partners=[{"as_written": "Cav de Lens"}]), evidence=evidence)
    flaws = compared(one, gold(wanted(partners=["Ville", "Caf de Lens (59)"]))).flaws
    assert [(flaw.kind, flaw.field, flaw.wanted, flaw.read, flaw.page) for flaw in flaws] == [
        ("wrong", "theme", "Emploi", "Santé", 5),
        ("wrong", "partners", "Caf de Lens (59)", "Cav de Lens", 5),
    ]
    assert flaws[0].boxes == ((10, 20, 110, 40),)
    assert flaw_words(flaws[0]) == "page 5, theme: read “Santé” for “Emploi” (1 Ouvrir un lieu)"


def test_a_missed_value_stands_where_its_field_or_its_action_does() -> None:
    one = record(read(calendar={"years": []}), evidence=[row("partners/0/as_written", 5)])
    flaws = compared(one, gold(wanted(partners=["Ville", "Caf", "Rectorat"]))).flaws
    assert [(flaw.kind, flaw.field, flaw.wanted, flaw.page) for flaw in flaws] == [
        ("missed", "partners", "Rectorat", 5),
        ("missed", "years", "2015", 4),
        ("missed", "calendar", "2015 study", 4),
    ]


def test_an_action_that_was_missed_or_made_up_is_one_flaw() -> None:
    flaws = compared(record(read("9", "Tout autre chose")), gold(wanted())).flaws
    assert [(flaw.kind, flaw.wanted, flaw.read) for flaw in flaws] == [
        ("missed", "Ouvrir un lieu", None),
        ("extra", None, "9 Tout autre chose"),
    ]


# The command


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def written(path: Path, value: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two contracts, one of them in a folder of the folder, the second with a wrong theme."""
    records, golds = tmp_path / "records", tmp_path / "gold"
    written(records / "a.json", record(read()))
    written(records / "north" / "b.json", record(read(theme="Santé")))
    written(golds / "a.gold.json", gold(wanted()))
    written(golds / "north" / "b.gold.json", gold(wanted()))
    return records, golds


def test_folders_pair_up(folders: tuple[Path, Path]) -> None:
    pairs, problems = find_pairs(*folders)
    assert [pair.name for pair in pairs] == ["a", "north/b"] and problems == []
    result = run(*folders)
    assert result.exit_code == 0 and result.stderr == ""
    assert "  page 4, theme: read “Santé” for “Emploi” (1 Ouvrir un lieu)" in result.stdout
    assert "\nall 2 contracts\n" in result.stdout
    assert result.stdout.endswith("least 0.000, theme of north/b\n")
    assert re.search(r"indicators +n/a +n/a +n/a", result.stdout)


def test_a_file_pairs_with_a_file_or_with_its_name_in_a_folder(folders: tuple[Path, Path]) -> None:
    records, golds = folders
    for one, other in ((records / "a.json", golds), (records, golds / "a.gold.json")):
        pairs, _ = find_pairs(one, other)
        assert [(pair.record, pair.gold) for pair in pairs] == [(records / "a.json", golds / "a.gold.json")]
    pairs, _ = find_pairs(records / "a.json", golds / "north" / "b.gold.json")
    assert len(pairs) == 1


def test_a_missing_reference_is_one_line_and_the_others_are_scored(folders: tuple[Path, Path]) -> None:
    records, golds = folders
    (golds / "a.gold.json").unlink()
    result = run(records, golds)
    assert result.exit_code == 1
    assert result.stderr == (
        f"contrats: {golds / 'a.gold.json'}: no reference reading for a.json. Write one, or leave the record out.\n"
    )
    assert "north/b" in result.stdout


@pytest.mark.parametrize("content", ["", "not JSON", "[]", '{"actions": 3}', '{"actions": [3]}'])
def test_a_file_that_is_no_record_is_one_line(folders: tuple[Path, Path], content: str) -> None:
    records, golds = folders
    (records / "a.json").write_text(content)
    result = run(records / "a.json", golds)
    assert result.exit_code == 1 and result.stdout == ""
    assert result.stderr.count("\n") == 1 and "not a record or reference reading" in result.stderr


def test_a_path_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    result = run(tmp_path / "gone", tmp_path)
    assert result.exit_code == 1
    assert result.stderr == f"contrats: {tmp_path / 'gone'}: no such file or folder. Check the path.\n"


def test_a_score_under_the_least_is_a_failure(folders: tuple[Path, Path]) -> None:
    result = run(*folders, "--min", "0.5")
    assert result.exit_code == 1
    assert result.stderr == "contrats: north/b: theme scores 0.000, under 0.5.\n"
    assert run(folders[0] / "a.json", folders[1], "--min", "1").exit_code == 0


@pytest.mark.parametrize("options", [["--min", "2"], ["--min", "x"], ["--pdfs", "."], ["--unknown"]])
def test_wrong_options_exit_with_2(folders: tuple[Path, Path], options: list[str]) -> None:
    assert run(*folders, *options).exit_code == 2


def test_the_json_holds_the_same(folders: tuple[Path, Path]) -> None:
    report = json.loads(run(*folders, "--json").stdout)
    first, second = report["contracts"]
    assert first["name"] == "a" and first["flaws"] == [] and first["fields"]["indicators"] is None
    assert first["fields"]["partners"] == {
        "score": 1.0, "precision": 1.0, "recall": 1.0, "f1": 1.0, "wanted": 2, "read": 2, "right": 2,
    }  # fmt: skip
    flaw = second["flaws"][0]
    assert (flaw["kind"], flaw["field"], flaw["wanted"], flaw["page"]) == ("wrong", "theme", "Emploi", 4)
    assert report["all"]["theme"]["score"] == 0.5
    assert report["least"] == {"contract": "north/b", "field": "theme", "score": 0.0}


# The page of misses


def test_the_page_shows_each_miss_beside_its_pages_image(tmp_path: Path) -> None:
    spoilt = copy.deepcopy(record_of(SAMPLES / "saint-ermeland.pdf"))
    spoilt["actions"][0]["theme"] = "Autre"
    lost = spoilt["actions"].pop()["title"]
    path, out = written(tmp_path / "saint-ermeland.json", spoilt), tmp_path / "misses.html"
    assert run(path, SAMPLES, "--html", out).exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert page.count("data:image/jpeg;base64,") == 2 and page.count("<h3>Page ") == 2
    assert "http" not in page and "<i style=" in page and lost.split("'")[0] in page
    assert len(page) < 600_000


def test_the_pdfs_may_be_elsewhere(folders: tuple[Path, Path], samples: Path) -> None:
    out = folders[0].parent / "misses.html"
    run(*folders, "--html", out)
    assert "valmont.pdf is not beside the reference reading" in out.read_text(encoding="utf-8")
    run(*folders, "--html", out, "--pdfs", samples)
    assert "data:image/jpeg;base64," in out.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_one_line(folders: tuple[Path, Path]) -> None:
    result = run(*folders, "--html", folders[0] / "a.json" / "misses.html")
    assert result.exit_code == 1 and result.stderr.count("\n") == 1


class OnePage:
    """Pages that all look alike."""

    def picture(self, number: int) -> Picture | None:
        return Picture(b"jpeg", 100, 200)

    def find(self, text: str) -> int | None:
        return None


def test_the_page_escapes_what_it_shows() -> None:
    bad = "<script>alert('x')</script>"
    one = record(read(title=f"Ouvrir un lieu {bad}", theme=bad))
    one["source"]["file_name"] = bad
    result = evaluate(bad, one, gold(wanted(title=f"Ouvrir un lieu {bad}", theme=f"{bad} & {bad}")))
    assert result.flaws
    for pages in (OnePage(), None):
        page = flaw_page([result], lambda _evaluation, pages=pages: pages)  # type: ignore[misc]
        assert "<script" not in page and "&lt;script&gt;" in page


# The shipped samples


@pytest.fixture(scope="module")
def evaluations() -> list[Evaluation]:
    return [evaluate(n, record_of(SAMPLES / f"{n}.pdf"), load(SAMPLES / f"{n}.gold.json")) for n in NAMES]


def test_no_figure_of_the_samples_is_low(evaluations: list[Evaluation]) -> None:
    assert len(evaluations) >= 9
    low = [
        (evaluation.name, field, round(share, 3))
        for evaluation in evaluations
        for field, share in scores(evaluation).items()
        if share < LEAST
    ]
    assert low == []


def test_the_readmes_table_is_fresh(evaluations: list[Evaluation]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert markdown_table(evaluations) in text
    assert build_docs.with_scores(text, lambda: evaluations) == text, "run `make docs`"


def test_a_stale_table_is_noticed(evaluations: list[Evaluation]) -> None:
    stale = "a\n<!-- scores -->\n0.5\n<!-- /scores -->\nb\n"
    assert build_docs.with_scores(stale, lambda: evaluations) != stale
    assert build_docs.with_scores("no table\n") == "no table\n"
