"""Rows of actions: the sections that they stand in, and those that repeat what is said elsewhere."""

from __future__ import annotations

from made_lines import NOWHERE, line

from extract.fields import ActionRead, numbered_heading
from extract.rowsections import Sections, sections_under
from extract.rowsummaries import without_summaries
from extract.values import Value


def under(*headings: str) -> tuple[str | None, dict[str, str]]:
    """The theme that holds after some headings, and what they say below it."""
    sections = Sections()
    for text in headings:
        sections = sections_under(sections, [line(text, bold=True)], NOWHERE) or sections
    return sections.theme and sections.theme.title.text, {name: value.text for name, (value,) in sections.below.items()}


def row(title: str, number: str | None = None, **lists: str) -> ActionRead:
    said = {name: [Value(text, ())] for name, text in lists.items()}
    return ActionRead("table_row", number=Value(number, ()) if number else None, title=Value(title, ()), lists=said)


def test_a_strategic_objective_below_an_axis_is_no_theme() -> None:
    found = under("Axe 1 – Emploi", "Objectif stratégique : Ouvrir l'économie aux quartiers")
    assert found == ("Emploi", {"strategic_orientations": "Ouvrir l'économie aux quartiers"})


def test_an_operational_objective_is_the_rows_and_leaves_the_theme() -> None:
    headings = ("Thématique 1 : Logement", "Objectif opérationnel 1 : Isoler les tours")
    assert under(*headings) == ("Logement", {"operational_objectives": "Isoler les tours"})
    assert under(*headings, "Objectif opérationnel 2 : Planter") == ("Logement", {"operational_objectives": "Planter"})
    assert under(*headings, "Thématique 2 : Emploi") == ("Emploi", {})


def test_an_orientation_with_nothing_above_it_is_the_theme() -> None:
    assert under("Orientation 1 : Emploi", "Orientation 2 : Santé") == ("Santé", {})


def test_a_dot_after_an_axis_number_is_no_part_of_its_title() -> None:
    heading = numbered_heading([line("1 · Travailler et entreprendre")], NOWHERE)
    assert heading and heading.title.text == "Travailler et entreprendre"


def test_a_table_of_costs_repeats_its_actions_by_number_and_title() -> None:
    full = row("Ouvrir une ressourcerie", "1.1", contents="Louer un local", partners="Ville")
    cost = row("Ouvrir une ressourcerie", "1.1", partners="Ville, État")
    other = row("Ouvrir une ressourcerie", "2.1", partners="Caf")
    assert without_summaries([full, cost, other], []) == [full, other]


def test_without_numbers_only_the_same_words_are_a_repeat() -> None:
    full = row("Former des guides", contents="Recruter", partners="Ville")
    same, other = row("Former des guides", partners="Ville"), row("Former des guides", partners="Caf")
    assert without_summaries([full, same, other], []) == [full, other]
    assert without_summaries([other], [ActionRead("sheet", title=Value("Former des guides", ()))]) == []
