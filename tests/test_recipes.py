"""The sample contracts and their recipes agree: words, reference readings, and what is printed."""

from __future__ import annotations

import json
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import SAMPLES
from read_records import load

from corpus.recipes.__main__ import RECIPES, main
from corpus.recipes.content import load_plan
from corpus.recipes.gold import with_codes

NOT_PRINTED = {
    "key", "kind", "calendar", "priority", "axis", "programme_priority", "open_end", "budget", "theme_code",
    "organisations",
}  # fmt: skip
"""What a reference reading holds in its own words."""
REPORTLAB = ["rivemont-agglo", "saint-ermeland", "val-d-aubrenne", "valmont"]


def bare(text: str) -> str:
    """A text's letters and digits, none twice running: spaces, hyphens and shadows are the page's."""
    return "".join(one for one, _ in groupby(character for character in text.casefold() if character.isalnum()))


def texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def stands(value: str, pages: list[str]) -> bool:
    """Whether a text stands on a page, or on one up to its end and from there on the next."""
    if any(value in page for page in pages):
        return True
    return any(
        value[:cut] in page and value[cut:] in following
        for page, following in pairwise(pages)
        for cut in range(1, len(value))
    )


@pytest.mark.parametrize("name", RECIPES)
def test_every_value_to_find_stands_in_the_pdf(name: str) -> None:
    pdf = pypdfium2.PdfDocument(SAMPLES / f"{name}.pdf")
    pages = [bare(page.get_textpage().get_text_range()) for page in pdf]
    absent = [
        (action["number"], key, text)
        for action in load(SAMPLES / f"{name}.gold.json")["actions"]
        for key, value in action.items()
        if key not in NOT_PRINTED
        for text in texts(value)
        if not stands(bare(text), pages)
    ]
    assert absent == []


@pytest.mark.parametrize("name", RECIPES)
def test_the_reference_reading_is_that_of_the_recipe(name: str) -> None:
    recipe = RECIPES[name]
    drawn = json.loads(json.dumps(with_codes(recipe.gold(recipe.load(name)), name)))
    assert drawn == load(SAMPLES / f"{name}.gold.json")
    assert recipe.load(name).frame.name == name


def test_the_samples_are_those_of_the_recipes() -> None:
    assert sorted(path.stem for path in SAMPLES.glob("*.pdf")) == sorted(RECIPES)
    assert max(path.stat().st_size for path in SAMPLES.glob("*.pdf")) < 300_000


def test_each_sample_has_as_many_actions_as_real_contracts() -> None:
    counts = {name: len(load(SAMPLES / f"{name}.gold.json")["actions"]) for name in RECIPES}
    assert all(8 <= count <= 40 for count in counts.values()), counts


def test_no_sentence_is_shared_between_contracts() -> None:
    owners: dict[str, set[str]] = {}
    for name in RECIPES:
        for action in load(SAMPLES / f"{name}.gold.json")["actions"]:
            lists = (action.get(key, []) for key in ("contents", "operational_objectives"))
            for text in (action["title"], *chain.from_iterable(lists)):
                owners.setdefault(bare(text), set()).add(name)
    assert [text for text, names in owners.items() if len(names) > 1] == []


@pytest.mark.parametrize("name", REPORTLAB)
def test_reportlab_draws_a_sample_the_same_again(name: str, tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    if main([str(tmp_path), name]) == 1:
        pytest.skip("a font of the recipes is not on this machine")
    for suffix in (".pdf", ".gold.json"):
        assert (tmp_path / f"{name}{suffix}").read_bytes() == (SAMPLES / f"{name}{suffix}").read_bytes()


def test_what_is_missing_to_draw_with_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(tmp_path / "out"), "montreillac"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        "montreillac: not drawn. Chromium is not on this machine: install it (Debian: apt-get install chromium).\n"
    )


def test_an_unknown_sample_is_a_wrong_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([str(tmp_path), "atlantis"])
    assert left.value.code == 2 and "no sample is called atlantis" in capsys.readouterr().err


def test_a_plan_keeps_the_accidents_that_are_printed() -> None:
    contract = load_plan("courvallon")
    assert contract.actions[0].shown("calendar", "") == "2016-2018"
    assert contract.themes()[0] == "Insertion par l'activité"
