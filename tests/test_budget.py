"""Budgets: amounts by funder, in a sentence and in a table."""

from __future__ import annotations

from collections.abc import Sequence

from made_lines import NOWHERE, grid, line, lines, page

from extract.budget import read_budget
from extract.labelling import labels_of
from extract.layout import read_layout
from extract.zoning import find_zones
from models.record import Budget


def budget(*texts: str) -> Budget:
    found = read_budget([lines(*texts)], NOWHERE)
    assert found is not None
    return found[0]


def amounts(found: Budget) -> Sequence[tuple[str | None, float, int | None]]:
    return [(each.funder, each.euros, each.year) for each in found.lines]


def test_each_amount_of_a_sentence_has_the_words_before_it() -> None:
    found = budget("Ville : 4 000 €, État (BOP 147) : 2 500 €", "Total : 6 500 €")
    assert (found.total, amounts(found)) == (6500, [("Ville", 4000, None), ("État (BOP 147)", 2500, None)])


def test_a_table_says_who_pays_and_its_head_when() -> None:
    found = budget(
        "Financeur", "Montant 2016", "Ville", "4 000 €", "Caisse", "des dépôts", "1 000 €", "Total", "5 000 €"
    )
    assert (found.total, amounts(found)) == (5000, [("Ville", 4000, 2016), ("Caisse des dépôts", 1000, 2016)])


def test_a_column_a_year_without_what_rows_add_up_to() -> None:
    found = budget(
        "Financeurs (en euros)", "2016", "2017", "Total",
        "Ville", "4 000", "5 000", "9 000", "Région", "100", "200", "300", "Total", "4 100", "5 200", "9 300",
    )  # fmt: skip
    assert amounts(found) == [
        ("Ville", 4000, 2016),
        ("Ville", 5000, 2017),
        ("Région", 100, 2016),
        ("Région", 200, 2017),
    ]


def test_a_table_inside_a_forms_cell_is_the_labels_value() -> None:
    head = [line("Financeur", 160, 104, bold=True), line("Montant", 310, 104, bold=True)]
    rows = [line("Ville", 160, 122), line("4 000 €", 310, 122)]
    printed = [line("Plan de financement", 55, 104, bold=True), *head, *rows]
    rules = [*grid([50, 150, 450], [95, 145]), *grid([155, 300, 440], [100, 118, 140])]
    layout = read_layout(page(*printed, rules=rules))
    (zone,) = [zone for zone in find_zones(layout, labels_of(layout), range(5)) if zone.lines]
    assert [one.text for one in zone.lines] == ["Financeur", "Montant", "Ville", "4 000 €"]
