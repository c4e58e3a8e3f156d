"""The French words of the workbook and the report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from models.codes import WARNING_CODES
from models.record import Action, Method, OrganisationCategory, Phase, Pillar, ThemeCode
from output import french, warnings


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (ThemeCode, french.THEMES),
        (Pillar, french.PILLARS),
        (OrganisationCategory, french.CATEGORIES),
        (Phase, french.PHASES),
        (Method, french.METHODS),
        (Action.model_fields["kind"].annotation, french.KINDS),
    ],
)
def test_every_code_has_a_name_of_its_own(codes: object, names: dict[str | None, str]) -> None:
    assert set(names) - {None} == set(get_args(codes))
    assert len(set(names.values())) == len(names)


def test_a_theme_without_code_goes_by_its_words() -> None:
    action = Action(id="a", kind="sheet", theme="Bien grandir")
    assert french.theme_name(action) == "Bien grandir"
    assert french.theme_name(action.model_copy(update={"theme_code": "education"})) == french.THEMES["education"]


def test_every_warning_is_said_in_french() -> None:
    assert set(warnings.WARNINGS) == set(WARNING_CODES), "add the code's French sentence to output/warnings.py"


@pytest.mark.parametrize(
    ("code", "message", "said"),
    [
        (
            "list-number-missing",
            "The list goes from 3 to 5.",
            "La numérotation d’une liste saute un numéro (de 3 à 5).",
        ),
        (
            "calendar-without-start",
            "“3 ans” names no year.",
            "Une durée est donnée, sans année de départ («\u00a03 ans\u00a0»).",
        ),
        ("calendar-empty", "A calendar label stands on the page, with no year.", warnings.WARNINGS["calendar-empty"]),
        (
            "ocr-unsure",
            "OCR is not sure of “mêtiers”, “bols” in “Les mêtiers du bols”.",
            warnings.WARNINGS["ocr-unsure"][:-1]
            + " («\u00a0mêtiers\u00a0», «\u00a0bols\u00a0» dans «\u00a0Les mêtiers du bols\u00a0»).",
        ),
    ],
)
def test_a_warning_says_what_it_is_about_in_french(code: str, message: str, said: str) -> None:
    assert warnings.said(code, message) == said


@pytest.mark.parametrize("message", [message for message, _ in warnings.DETAILS])
def test_the_messages_are_worded_as_where_they_are_made(message: str) -> None:
    """A message that is worded anew shows no detail in French until its form here follows."""
    root = Path(__file__).parent.parent
    made = [*(root / "extract").rglob("*.py"), root / "output" / "corrections.py"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in made)
    pieces = [piece.strip(" “”:,") for piece in re.split(r"\{\w+\}", message)]
    assert [piece for piece in pieces if len(piece) > len(" in ") and piece not in code] == []
