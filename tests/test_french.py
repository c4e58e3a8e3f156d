"""The French words of the workbook and the report."""

from __future__ import annotations

from typing import get_args

import pytest

from models.record import Action, Method, OrganisationCategory, Phase, Pillar, ThemeCode
from output import french


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
