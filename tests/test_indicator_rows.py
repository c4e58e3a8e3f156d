"""Tables of indicators inside a sheet: the first column's rows are the indicators, the other columns none."""

from __future__ import annotations

import pytest
from made_lines import grid, line, page

from extract.labelling import labels_of
from extract.layout import Line, read_layout
from extract.pages import Page
from extract.zoning import find_zones

NAME, TARGET, SOURCE = 200.0, 340.0, 440.0
"""Left sides of the columns' text."""


def fields(shown: Page) -> list[tuple[str | None, str]]:
    """The zones of a page that hold something: their field and their words."""
    layout = read_layout(shown)
    zones = find_zones(layout, labels_of(layout), range(len(layout.lines)))
    return [(z.hit.field if z.hit else None, " ".join(one.text for one in z.lines)) for z in zones if z.lines]


def row(top: float, *texts: str, bold: bool = False) -> list[Line]:
    places = zip((NAME, TARGET, SOURCE), texts, strict=False)
    return [line(text, x0, top, bold=bold) for x0, text in places if text]


def form(*heads: str, last: str = "2016") -> list[Line]:
    """A form's labels at the left, with a table of indicators in the second row's right cell."""
    return [
        line("Pilote", top=110, bold=True), line("Maison des parents", NAME, 110),
        line("Indicateurs", top=140, bold=True), *row(140, *heads, bold=True),
        *row(160, "Familles reçues", "90 par an", "Registre"),
        *row(180, "Part de pères venus", "30 %", "Enquête"), *row(192, "aux ateliers"),
        line("Calendrier", top=220, bold=True), line(last, NAME, 220),
    ]  # fmt: skip


READ = [
    ("leads", "Maison des parents"),
    ("indicators", "Familles reçues"),
    ("indicators", "Part de pères venus aux ateliers"),
    ("calendar", "2016"),
]
OUTER = grid([45, 190, 550], [105, 130, 212, 240])
INNER = grid([195, 330, 430, 540], [136, 155, 175, 208])
HEADS = [
    ("Indicateur", "Valeur cible", "Source"),
    ("Indicateurs", "Cible", "Fréquence"),
    ("Critères", "Objectif", "Mode de calcul"),
    ("Indicateur de suivi", "Résultat attendu", "Responsable"),
    ("Intitulé de l'indicateur", "Objectif 2018", "Source"),
]


@pytest.mark.parametrize("heads", HEADS)
def test_a_ruled_table_in_a_forms_cell_gives_its_first_column(heads: tuple[str, ...]) -> None:
    assert fields(page(*form(*heads), rules=[*OUTER, *INNER])) == READ


@pytest.mark.parametrize("heads", HEADS)
def test_a_table_by_white_space_in_a_forms_cell_gives_its_first_column(heads: tuple[str, ...]) -> None:
    assert fields(page(*form(*heads), rules=OUTER)) == READ


def test_a_table_below_its_label_ends_at_the_next_label() -> None:
    shown = page(
        line("Indicateurs d'évaluation", top=100, bold=True),
        *[one for one in form("Indicateur", "Cible", "Source") if one.x0 >= NAME and 135 < one.top < 210],
        line("Calendrier", top=220, bold=True), line("2016", top=232),
    )  # fmt: skip
    assert fields(shown) == [*READ[1:3], ("calendar", "2016")]


def test_a_row_without_space_round_it_begins_level_with_its_target() -> None:
    shown = page(
        *row(100, "Indicateur", "Cible", "Source", bold=True),
        *row(112, "Ateliers tenus", "12", "Bilan"),
        *row(124, "Enfants venus", "40", "Registre"),
    )
    assert fields(shown) == [("indicators", "Ateliers tenus"), ("indicators", "Enfants venus")]


def test_targets_that_almost_touch_their_indicator_are_cut_from_it() -> None:
    shown = page(
        *row(100, "Indicateur", "Cible", "Source", bold=True),
        *row(120, "Enfants partis en vacances", "12", "Bilan"),
    )
    assert fields(shown) == [("indicators", "Enfants partis en vacances")]


def test_a_head_on_two_lines_is_one() -> None:
    shown = page(
        *row(100, "Indicateur", "Valeur", "Mode de", bold=True),
        *row(112, "", "cible", "calcul", bold=True),
        *row(130, "Ateliers tenus", "12", "Comptage"),
    )
    assert fields(shown) == [("indicators", "Ateliers tenus")]


def test_two_labels_side_by_side_are_no_table() -> None:
    shown = page(
        *row(100, "Indicateurs", "Objectifs", bold=True),
        *row(120, "Ateliers tenus", "Ouvrir la salle"),
        *row(132, "Enfants venus", "Aider les parents"),
    )
    assert fields(shown) == [
        ("indicators", "Ateliers tenus Enfants venus"),
        ("operational_objectives", "Ouvrir la salle Aider les parents"),
    ]


def test_a_forms_row_whose_value_reads_like_a_head_stays_a_row() -> None:
    shown = page(
        line("Indicateurs", top=110, bold=True), line("Résultats scolaires", NAME, 110),
        line("Calendrier", top=140, bold=True), line("2016", NAME, 140),
        rules=grid([45, 190, 550], [105, 130, 160]),
    )  # fmt: skip
    assert fields(shown) == [("indicators", "Résultats scolaires"), ("calendar", "2016")]
