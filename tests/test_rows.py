"""Tables of actions: what stands above one and holds for its rows, and columns under a head that parts them."""

from __future__ import annotations

from pathlib import Path

from made_lines import NOWHERE, grid, line, page
from read_records import record_of

from extract.budget import read_budget
from extract.labelling import labels_of
from extract.layout import Line, read_layout
from extract.rowgrids import body_rows, find_grids
from extract.rowspans import parts_of, ticked
from extract.segmenting import PageRead

LAYOUTS = Path(__file__).resolve().parent / "layouts"
SIDES = [50.0, 80.0, 200.0, 280.0, 330.0, 380.0, 440.0, 500.0]
"""Sides of a table's columns: number, title, leader, two quarters, two funders."""


def cells(top: float, *texts: str) -> list[Line]:
    return [line(text, x0 + 3, top + 3) for x0, text in zip(SIDES, texts, strict=False) if text]


def test_quarters_ticked_and_funders_below_one_head() -> None:
    head = [*cells(100, "N°", "Intitulé", "Porteur"), line("Quartiers", 283, 103), line("Financement", 383, 103)]
    below = cells(120, "", "", "", "Aulnes", "Tilleuls", "Ville", "Caf")
    row = cells(140, "1", "Ouvrir un café", "Régie", "", "X", "400 €", "150 €")
    rules = [*grid(SIDES[:4], [100, 140, 160]), *grid([280, 380, 500], [100, 120]), *grid(SIDES[3:], [120, 140, 160])]
    layout = read_layout(page(*head, *below, *row, rules=rules))
    (found,) = find_grids([PageRead(1, layout, tuple(labels_of(layout)), tuple(range(len(layout.lines))))])
    (body,) = [each for each in body_rows(found) if any(one.text == "1" for _, held in each for one in held)]
    assert [value.text for value in ticked(parts_of(found, body, "places"), NOWHERE)] == ["Tilleuls"]
    paid = read_budget([(*part.head, *part.lines) for part in parts_of(found, body, "budget")], NOWHERE)
    assert paid and [(each.funder, each.euros) for each in paid[0].lines] == [("Ville", 400), ("Caf", 150)]


def test_the_objectives_above_a_table_are_its_rows() -> None:
    actions = record_of(LAYOUTS / "lormeux.pdf")["actions"]
    assert {action["kind"] for action in actions} == {"table_row"}
    found = {action["number"]: action["operational_objectives"] for action in actions}
    assert found["1.2.1"] == ["Accompagner les porteurs de projet"] and found["3.1.1"] == ["Prévenir le décrochage"]
