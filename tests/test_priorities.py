"""Priorities told by a colour: the legend that says what colours stand for, and the dot on a sheet."""

from __future__ import annotations

import pytest
from made_lines import NOWHERE, grid, line, page

from extract.labelling import labels_of
from extract.layout import Layout, Line, read_layout
from extract.levels import read_scale
from extract.pages import Colour, Fill
from extract.priorities import PriorityLegend, colour_within, priority_behind, read_priority, read_priority_legend
from extract.segmenting import PageRead
from extract.zoning import find_zones

RED, AMBER, GREEN = (200, 30, 40), (240, 160, 40), (60, 160, 90)
LEGEND = PriorityLegend({RED: "priorité haute", AMBER: "priorité moyenne", GREEN: "priorité basse"})


def dot(x0: float, top: float, colour: Colour) -> Fill:
    return Fill(x0, top, x0 + 10, top + 10, colour)


def seen(layout: Layout) -> PageRead:
    return PageRead(1, layout, tuple(labels_of(layout)), tuple(range(len(layout.lines))))


def legend_of(*printed: Line, fills: list[Fill]) -> PriorityLegend:
    one = seen(read_layout(page(*printed, fills=fills)))
    return read_priority_legend(["\n".join(each.text for each in printed)], [], lambda _: one)


def priority_of(layout: Layout, legend: PriorityLegend = LEGEND) -> str:
    zones = find_zones(layout, labels_of(layout), range(len(layout.lines)))
    return read_priority(zones, {1: layout}, legend, NOWHERE)[1]


def test_a_legend_shows_its_colours_before_the_words() -> None:
    printed = [line("priorité 1 (forte)", 70, 300), line("priorité 2", 270, 300)]
    legend = legend_of(*printed, fills=[dot(55, 300, RED), dot(255, 300, GREEN)])
    assert [legend.words(colour) for colour in (RED, AMBER, GREEN)] == ["priorité 1 (forte)", None, "priorité 2"]


def test_bare_numbers_are_a_legend_only_beside_words_that_speak_of_priority() -> None:
    numbers, fills = [line("1", 170, 300), line("2", 220, 300)], [dot(156, 300, RED), dot(206, 300, GREEN)]
    assert legend_of(line("Priorité :", 50, 300), *numbers, fills=fills).words(GREEN) == "2"
    far = line("Les priorités 1 et 2 sont dites plus loin", 50, 100)
    assert not legend_of(far, *numbers, fills=fills)


def test_a_legend_of_one_colour_says_nothing() -> None:
    printed = [line("priorité 1", 70, 300), line("Aucune priorité 2 cette année", 50, 400)]
    assert not legend_of(*printed, fills=[dot(55, 300, RED)])


def test_a_legend_may_name_its_colours() -> None:
    text = "La couleur rouge indique une priorité forte, la couleur verte une priorité faible."
    legend = read_priority_legend([text], [], lambda _: None)
    assert [legend.words(colour) for colour in (RED, GREEN)] == ["forte", "faible"]


def test_nothing_is_looked_for_where_priorities_stand_in_words() -> None:
    one = seen(read_layout(page(line("Priorité : 2", 50, 100, bold=True))))
    text = "couleur rouge : priorité forte ; couleur verte : priorité faible"
    assert read_priority_legend([text], [], lambda _: None)
    assert not read_priority_legend([text], [one], lambda _: None)


@pytest.mark.parametrize("at", [(50.0, 114.0), (150.0, 100.0), (36.0, 100.0)], ids=["below", "beside", "before"])
def test_a_dot_by_the_label_tells_the_priority(at: tuple[float, float]) -> None:
    label, other = line("Priorité", 50, 100, bold=True), line("Pilote : la Ville", 50, 300, bold=True)
    assert priority_of(read_layout(page(label, other, fills=[dot(*at, AMBER)]))) == "priorité moyenne"


def test_a_coloured_sign_is_a_dot() -> None:
    label, sign = line("Priorité", 50, 100, bold=True), line("●", 50, 114)
    red = Line(tuple(word._replace(colour=RED) for word in sign.words), 1)
    assert priority_of(read_layout(page(label, red))) == "priorité haute"
    assert priority_of(read_layout(page(label, sign))) == "●"


def test_a_dot_without_a_label_tells_where_no_other_colour_of_the_legend_does() -> None:
    title, label = line("Ouvrir une laverie", 70, 100, size=16), line("Pilote : la Ville", 50, 200, bold=True)
    one = read_layout(page(title, label, fills=[dot(50, 100, GREEN)]))
    two = read_layout(page(title, label, fills=[dot(50, 100, GREEN), dot(50, 150, RED)]))
    assert [priority_of(layout) for layout in (one, two)] == ["priorité basse", ""]
    assert priority_of(one, PriorityLegend()) == ""


def test_a_cell_may_be_the_colour_itself() -> None:
    layout = read_layout(page(line("Ouvrir une laverie"), fills=[Fill(300, 90, 400, 120, RED)]))
    found = colour_within((300.0, 90.0, 400.0, 120.0), layout, LEGEND)
    assert found is not None
    assert (found.text, found.method, found.pieces[0].box) == ("priorité haute", "colour", (300, 90, 400, 120))


def test_of_levels_side_by_side_the_coloured_one_is_meant() -> None:
    label, levels = line("Priorité", 52, 100), [line(str(k), 102 + 30 * k, 100) for k in (1, 2, 3)]
    rules = grid([50, 120, 150, 180, 210], [96, 114])
    two = page(label, *levels, rules=rules, fills=[Fill(150, 96, 180, 114, AMBER)])
    assert priority_of(read_layout(two), PriorityLegend()) == "2"
    assert priority_of(read_layout(page(label, *levels, rules=rules)), PriorityLegend()) == "1 2 3"


def test_filled_dots_beside_the_label_are_counted() -> None:
    label = line("Priorité", 50, 100, bold=True)
    layouts = [read_layout(page(label, fills=[dot(110 + 14 * k, 100, RED) for k in range(count)])) for count in (1, 3)]
    told = [priority_of(layout, PriorityLegend()) for layout in layouts]
    assert told == ["●", "●●●"]
    assert [read_scale(told).level(value) for value in told] == [3, 1]
    assert read_scale(told[:1]).level("●") is None


@pytest.mark.parametrize(
    ("title", "left", "level"),
    [
        ("Ouvrir une laverie (priorité 2)", "Ouvrir une laverie", "2"),
        ("Ouvrir une laverie (Priorité : haute)", "Ouvrir une laverie", "haute"),
        ("Ouvrir une laverie (priorité aux jeunes)", "Ouvrir une laverie (priorité aux jeunes)", ""),
        ("Ouvrir une laverie (phase 2)", "Ouvrir une laverie (phase 2)", ""),
    ],
)
def test_a_priority_in_brackets_ends_a_title(title: str, left: str, level: str) -> None:
    kept, _, said = priority_behind([line(title)], NOWHERE)
    assert (" ".join(one.text for one in kept), said) == (left, level)
