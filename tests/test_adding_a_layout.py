"""docs/adding-a-layout.md as a user walks it: label words that are not known, and then are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner
from walk import ROOT, SAMPLE, SAMPLES, Phrases, label_file, scores, used_phrases, without

from corpus.scoring import score
from extract.cli import app
from extract.labelsurvey import labels_table
from patterns.labels import label_book
from patterns.loading import Patterns, use

PAGE = (ROOT / "docs" / "adding-a-layout.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```toml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL))
COMMANDS = re.findall(r"^\$ contrats (.+)$", PAGE, re.MULTILINE)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample and the page's files, which commands run in."""
    samples = tmp_path / "corpus" / "samples"
    samples.mkdir(parents=True)
    (samples / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def record_score(path: Path) -> dict[str, float]:
    gold = json.loads(SAMPLE.with_suffix(".gold.json").read_text(encoding="utf-8"))
    return score(json.loads(path.read_text(encoding="utf-8")), gold)


def test_the_walk_of_the_page(desk: Path) -> None:
    assert set(FILES) == {"unknown/labels.toml", "mine/labels.toml"}
    assert len(FILES["mine/labels.toml"].splitlines()) == 10
    printed = []
    for command in COMMANDS:
        result = CliRunner().invoke(app, command.split())
        assert result.exit_code == 0, result.output
        printed.append(result.output)
    bad, survey, good = printed
    for output in (bad, good):
        assert output.partition(" actions")[0] + " actions, …" in PAGE
    assert all(line.rstrip() in PAGE for line in survey.splitlines()[:12])
    before, after = record_score(desk / "before/valmont.json"), record_score(desk / "after/valmont.json")
    assert max(before.values()) == 0.0
    assert after == scores(SAMPLE)


def user_phrases(path: Path) -> Phrases:
    """What a user writes who knows what the label-like lines of a contract mean."""
    with use(without(used_phrases(path))):
        lines = [line for line in labels_table(path) if line.status != "label"]
    mine: Phrases = {}
    for line in lines:
        match = label_book().match(line.text) or label_book().match(f"{line.text} n°")
        if match:
            mine.setdefault(match.field, []).append(line.text)
    return mine


@pytest.mark.parametrize("name", ["valmont", "courvallon", "treverac"])
def test_a_sample_without_its_label_words_reads_as_before_when_they_are_given_back(name: str, tmp_path: Path) -> None:
    path = SAMPLES / f"{name}.pdf"
    files = {
        "unknown": label_file("remove", used_phrases(path)),
        "mine": label_file("phrases", user_phrases(path)),
    }
    for folder, text in files.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "labels.toml").write_text(text, encoding="utf-8")
    expected = scores(path)
    assert min(expected.values()) > 0.9
    lost = scores(path, Patterns.load(tmp_path / "unknown"))
    assert sum(lost.values()) < 0.5 * sum(expected.values())
    assert scores(path, Patterns.load(tmp_path / "unknown", tmp_path / "mine")) == expected
    assert scores(path) == expected
