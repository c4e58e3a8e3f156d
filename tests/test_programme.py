"""Programme tables drawn for the purpose: numbers, merged cells, page ends, paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_contracts import Objective, draw_programme
from made_lines import NOWHERE, grid, line, page

from extract.labelling import find_labels
from extract.layout import read_layout
from extract.programme import read_programme
from extract.reading import read_contract
from extract.segmenting import PageRead
from models.record import Record

FIRST = Objective(["1.1.1 Accueillir les jeunes"], ["Ouverture d'une permanence"], ["1", "Mieux accueillir"])
SECOND = Objective(["1.1.2 Former les agents"], ["Trois journées par an"])


def read(folder: Path, *pages: list[Objective], axis: str = "Axe 1 : Emploi") -> Record:
    return read_contract(draw_programme(folder / "clairbourg.pdf", pages, axis))


def test_a_table_gives_an_action_for_each_objective(tmp_path: Path) -> None:
    record = read(tmp_path, [FIRST, SECOND])
    assert [(action.number, action.title, action.contents) for action in record.actions] == [
        ("1.1.1", "Accueillir les jeunes", ["Ouverture d'une permanence"]),
        ("1.1.2", "Former les agents", ["Trois journées par an"]),
    ]
    assert {action.kind for action in record.actions} == {"programme_objective"}
    assert {action.theme for action in record.actions} == {"Emploi"}


def test_numbered_objectives_of_one_cell_are_actions_with_the_measures_level_with_them(tmp_path: Path) -> None:
    objectives = ["1.1.1 Accueillir les jeunes", "", "1.1.2 Former les agents", "du guichet"]
    record = read(tmp_path, [Objective(objectives, ["Une permanence", "", "Trois journées", "par an"])])
    assert [(action.number, action.title, action.contents) for action in record.actions] == [
        ("1.1.1", "Accueillir les jeunes", ["Une permanence"]),
        ("1.1.2", "Former les agents du guichet", ["Trois journées par an"]),
    ]


def test_measures_that_stand_level_with_no_objective_of_their_cell_are_each_ones(tmp_path: Path) -> None:
    objectives = ["• Accueillir les jeunes", "arrivants", "• Former les agents"]
    record = read(tmp_path, [Objective(objectives, ["Une permanence hebdomadaire"])])
    assert [(action.title, action.contents) for action in record.actions] == [
        ("Accueillir les jeunes arrivants", ["Une permanence hebdomadaire"]),
        ("Former les agents", ["Une permanence hebdomadaire"]),
    ]


def test_a_merged_priority_holds_for_all_its_objectives(tmp_path: Path) -> None:
    other = Objective(["1.2.1 Aider les commerces"], ["Un guichet unique"], ["2", "Créer de l'activité"])
    record = read(tmp_path, [FIRST, SECOND, other])
    headings = [action.programme.priority for action in record.actions if action.programme]
    assert [(heading.number, heading.title) for heading in headings if heading] == [
        ("1", "Mieux accueillir"),
        ("1", "Mieux accueillir"),
        ("2", "Créer de l'activité"),
    ]


def test_axis_and_priority_hold_on_the_next_page_too(tmp_path: Path) -> None:
    record = read(tmp_path, [FIRST], [SECOND])
    programme = record.actions[1].programme
    assert programme is not None and programme.axis is not None and programme.priority is not None
    assert (programme.axis.number, programme.axis.title) == ("1", "Emploi")
    assert programme.priority.title == "Mieux accueillir"
    assert [action.pages for action in record.actions] == [[2], [3]]


@pytest.mark.parametrize("printed", ["2.3.1", "2-3-1", "2.3.1.", "2.3.1)"])
def test_objective_numbers_are_dotted_and_shown_as_printed(tmp_path: Path, printed: str) -> None:
    row = Objective([f"{printed} Accueillir les jeunes"], ["Une permanence"], ["3", "Accueil"])
    record = read(tmp_path, [row, SECOND])
    assert (record.actions[0].number, record.actions[0].title) == ("2.3.1", "Accueillir les jeunes")
    shown = [row.text for row in record.evidence if row.field == "/actions/0/number"]
    assert shown == [printed]


def test_each_paragraph_of_a_cell_is_an_item_and_dashes_part_nothing(tmp_path: Path) -> None:
    measures = [
        "Création d'un lieu partagé entre les services",
        "de la ville – centre social – mission locale",
        "– et les bailleurs, avec une permanence / deux",
        "fois par mois.",
        "Prêt de matériel.",
    ]
    record = read(tmp_path, [Objective(["1.1.1 Ouvrir un lieu"], measures, ["1", "Accueil"]), SECOND])
    assert record.actions[0].contents == [" ".join(measures[:4]), "Prêt de matériel."]


@pytest.mark.parametrize(
    ("printed", "number", "title"),
    [
        ("Axe 2 : Habitat", "2", "Habitat"),
        ("AXE II – Cadre de vie", "II", "Cadre de vie"),
        ("4.2) Axe n°3 : Emploi", "3", "Emploi"),
        ("Pilier 1 : Cohésion sociale", "1", "Cohésion sociale"),
    ],
)
def test_the_axis_stands_above_its_table(tmp_path: Path, printed: str, number: str, title: str) -> None:
    programme = read(tmp_path, [FIRST, SECOND], axis=printed).actions[0].programme
    assert programme is not None and programme.axis is not None
    assert (programme.axis.number, programme.axis.title) == (number, title)


def test_an_objective_cut_by_the_pages_end_goes_on(tmp_path: Path) -> None:
    rest = Objective(["et leurs familles"], ["Deux agents d'accueil"])
    record = read(tmp_path, [FIRST], [rest, SECOND])
    action = record.actions[0]
    assert action.title == "Accueillir les jeunes et leurs familles"
    assert action.contents == ["Ouverture d'une permanence", "Deux agents d'accueil"]
    assert action.pages == [2, 3]


def test_ids_stay_when_an_objective_is_added_at_the_end(tmp_path: Path) -> None:
    added = Objective(["1.1.3 Suivre les résultats"], ["Un bilan par an"])
    fewer, more = read(tmp_path, [FIRST, SECOND]), read(tmp_path, [FIRST, SECOND, added])
    assert more.actions[:2] == fewer.actions and len(more.actions) == 3


def test_small_tables_one_below_the_other_are_a_sheet_and_no_programme() -> None:
    rules = [*grid([40, 250, 500], [90, 110, 130]), *grid([40, 250, 500], [150, 170, 190])]
    cells = [("Objectifs opérationnels", "Contenu", 95), ("Ouvrir un lieu", "Un bail", 115)]
    more = [("Pilote", "Calendrier", 155), ("Ville", "2016", 175)]

    def objectives(*rows: tuple[str, str, int]) -> list[str]:
        printed = [line(text, x, top) for left, right, top in rows for text, x in ((left, 45), (right, 255))]
        layout = read_layout(page(*printed, rules=rules))
        read = PageRead(1, layout, tuple(find_labels(layout.lines)), tuple(range(len(layout.lines))))
        return [objective.title.text for objective in read_programme([read], NOWHERE, {})]

    assert objectives(*cells, *more) == []
    assert objectives(*cells) == ["Ouvrir un lieu"]
