"""Calendars: years in words, years in coloured cells, and the legend that says what colours mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_lines import NOWHERE, cell_fill, grid, line, page

from extract.calendar import (
    Legend,
    is_year_line,
    phase_of_colour,
    read_calendar,
    read_legend,
    years_in_words,
)
from extract.labelling import labels_of
from extract.layout import Line, read_layout
from extract.pages import Colour, Fill
from extract.zoning import find_zones
from models.record import Phase

BLUE, GREEN, GREY = (47, 111, 181), (63, 155, 79), (181, 181, 181)
NAMES: dict[str, Phase] = {"bleu": "study", "vert": "implementation"}
LEGEND = Legend(NAMES)
PARTS = [
    "2015",
    "2016",
    "2018",
    "de",
    "à",
    "et",
    "-",
    ",",
    "étude",
    "mise en œuvre",
    "entre",
    "à partir de",
    "dès",
    "(",
    ")",
]


@pytest.mark.parametrize(
    ("text", "years", "open_end"),
    [
        ("2015-2018", [2015, 2016, 2017, 2018], False),
        ("2015 – 2018", [2015, 2016, 2017, 2018], False),
        ("2015/2016", [2015, 2016], False),
        ("de 2016 à 2018", [2016, 2017, 2018], False),
        ("entre 2016 et 2018", [2016, 2017, 2018], False),
        ("2016 jusqu'en 2018", [2016, 2017, 2018], False),
        ("de 2016 à fin 2018", [2016, 2017, 2018], False),
        ("de septembre 2016 à juin 2018", [2016, 2017, 2018], False),
        ("2015 et 2018", [2015, 2018], False),
        ("2015, 2017 et 2019", [2015, 2017, 2019], False),
        ("à partir de 2016", [2016], True),
        ("dès septembre 2016", [2016], True),
        ("depuis 2014", [2014], True),
        ("2016 et années suivantes", [2016], True),
        ("à partir de 2016 et jusqu'en 2018", [2016, 2017, 2018], False),
        ("Premier semestre 2017", [2017], False),
        ("toute la durée du contrat", [], False),
        ("code postal 62015", [], False),
        ("2018-2015", [2015, 2018], False),
    ],
)
def test_years_are_read_from_words(text: str, years: list[int], open_end: bool) -> None:
    found, is_open = years_in_words(text)
    assert (list(found), is_open) == (years, open_end)


def test_words_tell_the_phases() -> None:
    found, _ = years_in_words("étude en 2015, mise en œuvre de 2016 à 2018")
    assert found == {2015: "study", 2016: "implementation", 2017: "implementation", 2018: "implementation"}
    assert years_in_words("2015-2016")[0] == {2015: None, 2016: None}
    assert years_in_words("2015 : diagnostic ; 2016 : travaux")[0] == {2015: "study", 2016: "implementation"}
    assert years_in_words("2015 (étude), 2016 (réalisation)")[0] == {2015: "study", 2016: "implementation"}


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PARTS), max_size=15).map(" ".join)))
def test_no_words_make_the_reading_fail_and_years_are_in_order(text: str) -> None:
    years, _ = years_in_words(text)
    assert list(years) == sorted(set(years))
    assert all(1980 <= year <= 2069 for year in years)
    assert all(str(year) in text for year in years) or len(years) >= 2


@given(st.integers(1990, 2040), st.integers(1, 15))
def test_a_range_holds_each_of_its_years(first: int, length: int) -> None:
    found, _ = years_in_words(f"de {first} à {first + length}")
    assert list(found) == list(range(first, first + length + 1))


def test_a_line_of_years_holds_nothing_else() -> None:
    assert is_year_line("2015") and is_year_line(" 2015 2016 2017 ") and is_year_line("2015 | 2016")
    assert not is_year_line("en 2015") and not is_year_line("2015e") and not is_year_line("")


def read(cells: list[tuple[str, float, Colour]], *more: Line) -> list[tuple[int, Phase | None]]:
    """The years of a row of coloured cells, each with its text, place and colour."""
    printed = [line(text, x0, 640) for text, x0, _ in cells]
    fills = [cell_fill(one.words[0], colour) for one, (_, _, colour) in zip(printed, cells, strict=True)]
    layout = read_layout(page(*printed, *more, fills=fills))
    found = read_calendar(layout.lines, {1: layout}, LEGEND, NOWHERE)
    return [(year.year, year.phase) for year in found.calendar.years]


def test_a_years_phase_is_told_by_the_colour_behind_it() -> None:
    cells = [("2015", 50.0, BLUE), ("2016", 110.0, GREEN), ("2017", 170.0, GREEN)]
    assert read(cells) == [(2015, "study"), (2016, "implementation"), (2017, "implementation")]


def test_cells_are_read_in_the_order_of_their_years() -> None:
    assert read([("2017", 50.0, BLUE), ("2015", 110.0, GREEN)]) == [(2015, "implementation"), (2017, "study")]


def test_a_colour_without_a_name_in_the_legend_gives_no_phase() -> None:
    assert read([("2015", 50.0, GREY)]) == [(2015, None)]
    assert phase_of_colour(None, LEGEND) is None and phase_of_colour(BLUE, Legend()) is None


def test_each_year_shows_its_cell() -> None:
    printed = [line("2015", 50, 640), line("2016", 110, 640)]
    layout = read_layout(page(*printed, fills=[cell_fill(one.words[0], BLUE) for one in printed]))
    found = read_calendar(layout.lines, {1: layout}, LEGEND, NOWHERE)
    assert [(value.method, value.pieces[0].text) for value in found.year_values] == [
        ("colour", "2015"),
        ("colour", "2016"),
    ]
    assert [value.pieces[0].box for value in found.year_values] == [one.box for one in printed]


@pytest.mark.parametrize(
    "text",
    [
        "La partie bleue correspond à l'étude, la partie verte à la mise en œuvre.",
        "En bleu : étude et faisabilité\nEn vert : mise en œuvre",
        "bleu = étude ; vert = réalisation",
        "phase d'étude (bleu), mise en œuvre (vert)",
        "Case verte : réalisation – case bleue : étude",
    ],
)
def test_the_legend_says_what_colours_mean(text: str) -> None:
    assert read_legend([text]) == LEGEND


@pytest.mark.parametrize(
    "text",
    [
        "Un espace vert sera réalisé en 2016.",
        "La ligne bleue dessert le quartier.",
        "Le livre blanc et l'étude",
    ],
)
def test_colours_in_a_sentence_are_no_legend(text: str) -> None:
    assert not read_legend([text])


def test_the_legend_may_show_its_colours_beside_the_words() -> None:
    orange: Colour = (240, 130, 20)
    printed = line("Réalisation de l'action", 80, 400)
    swatch = Fill(60, 400, 72, 410, orange)
    legend = read_legend([], [read_layout(page(printed, fills=[swatch]))])
    assert phase_of_colour(orange, legend) == "implementation"
    assert phase_of_colour(BLUE, legend) is None


def test_ticks_below_the_years_say_which_are_meant() -> None:
    years = line("2015 2016 2017 2018", 100, 100)
    ticks = [line("X", word.x0 + 8, 116) for word in (years.words[1], years.words[3])]
    layout = read_layout(page(years, *ticks))
    read = read_calendar([years, *ticks], {1: layout}, Legend(), NOWHERE)
    assert [year.year for year in read.calendar.years] == [2016, 2018]
    assert read.calendar.as_written is None


def test_a_bullet_with_text_below_a_year_is_no_tick() -> None:
    years, item = line("2015 2016", 100, 100), line("● Un bilan", 105, 116)
    layout = read_layout(page(years, item))
    read = read_calendar([years], {1: layout}, Legend(), NOWHERE)
    assert [year.year for year in read.calendar.years] == [2015, 2016]


def test_a_range_between_quarters_is_a_range() -> None:
    assert list(years_in_words("4e trimestre 2015 au 2e trimestre 2017")[0]) == [2015, 2016, 2017]


def test_a_range_in_a_shaded_row_is_a_range() -> None:
    written = line("2015-2018", 100, 100)
    layout = read_layout(page(written, fills=[Fill(50, 95, 540, 115, (220, 230, 240))]))
    read = read_calendar([written], {1: layout}, Legend(), NOWHERE)
    assert [year.year for year in read.calendar.years] == [2015, 2016, 2017, 2018]


def test_years_in_two_rows_of_coloured_cells_have_each_its_own_colour() -> None:
    rows = [line("2015 2016 2017", 100, 100), line("2018 2019 2020", 100, 118)]
    cells = [word for row in rows for word in row.words]
    fills = [Fill(w.x0 - 2, w.top - 4, w.x1 + 2, w.bottom + 4, BLUE if w.text < "2017" else GREEN) for w in cells]
    read = read_calendar(rows, {1: read_layout(page(*rows, fills=fills))}, LEGEND, NOWHERE)
    assert [(year.year, year.phase) for year in read.calendar.years] == [
        *((year, "study") for year in (2015, 2016)),
        *((year, "implementation") for year in (2017, 2018, 2019, 2020)),
    ]


def test_the_words_of_a_legend_are_no_label_and_no_value() -> None:
    partners, item = line("Partenaires", 50, 100, bold=True), line("Mission locale", 50, 114)
    words = [line("Étude", 64, 130), line("Mise en œuvre", 124, 130)]
    fills = [Fill(50, 130, 60, 140, BLUE), Fill(110, 130, 120, 140, GREEN)]
    layout = read_layout(page(partners, item, *words, fills=fills))
    assert [hit.field for hit in labels_of(layout)] == ["partners"]
    zones = find_zones(layout, labels_of(layout), range(4))
    assert [[own.text for own in zone.lines] for zone in zones if zone.hit] == [["Mission locale"]]


def test_square_bullets_of_one_colour_are_no_legend() -> None:
    labels = [line(text, 64, top, bold=True) for text, top in (("Mise en œuvre", 100), ("Partenaires", 150))]
    fills = [Fill(50, top, 60, top + 10, BLUE) for top in (100, 150)]
    layout = read_layout(page(*labels, fills=fills))
    assert [hit.field for hit in labels_of(layout)] == ["contents", "partners"]


def test_a_range_of_years_in_its_labels_own_cell_is_no_neighbours_budget() -> None:
    labels = [line("Calendrier", 60, 100, bold=True), line("Budget", 260, 100, bold=True)]
    layout = read_layout(page(*labels, line("2025-2027", 60, 112), rules=grid([50, 250, 450], [95, 130])))
    zones = find_zones(layout, labels_of(layout), range(3))
    assert {zone.hit.field: len(zone.lines) for zone in zones if zone.hit} == {"calendar": 1, "budget": 0}


def row_of(name: str, top: float, *marked: float) -> list[Line]:
    """A grid's row: its words, and a tick at each place."""
    return [line(name, 50, top), *(line("X", x0, top) for x0 in marked)]


def test_a_grids_rows_tell_the_phases_of_the_years_that_they_mark() -> None:
    years = [line(str(year), 140 + 50 * k, 100) for k, year in enumerate((2015, 2016, 2017, 2018))]
    rows = [*row_of("Études", 118, 148), *row_of("Travaux", 136, 198, 298)]
    found = read_calendar([*years, *rows], {1: read_layout(page(*years, *rows))}, Legend(), NOWHERE).calendar
    told = [(year.year, year.phase) for year in found.years]
    assert told == [(2015, "study"), (2016, "implementation"), (2018, "implementation")]


def test_a_bar_across_a_grids_row_marks_the_years_it_covers() -> None:
    years = [line(str(year), 140 + 50 * k, 100) for k, year in enumerate((2015, 2016, 2017, 2018))]
    rows = [line("Travaux", 50, 118), line("Bilan", 50, 136)]
    layout = read_layout(page(*years, *rows, fills=[Fill(190, 116, 262, 130, BLUE)]))
    found = read_calendar([*years, *rows], {1: layout}, Legend(), NOWHERE).calendar
    assert [(year.year, year.phase) for year in found.years] == [(2016, "implementation"), (2017, "implementation")]


def test_a_tick_under_a_quarter_ticks_its_year() -> None:
    years = [line("2015", 110, 100, size=8), line("2016", 210, 100, size=8)]
    parts = [line(f"T{k % 4 + 1}", 100 + 25 * k, 112, size=8) for k in range(8)]
    tick = line("X", 205, 124, size=8)
    layout = read_layout(page(*years, *parts, tick, rules=grid([95 + 25 * k for k in range(9)], [110, 122, 134])))
    read = read_calendar([*years, *parts, tick], {1: layout}, Legend(), NOWHERE)
    assert [year.year for year in read.calendar.years] == [2016]


def test_bars_under_several_years_colour_them_all() -> None:
    years = [line(str(year), 100 + 60 * k, 100) for k, year in enumerate(range(2015, 2020))]
    bars = [Fill(90, 116, 150, 126, BLUE), Fill(150, 116, 270, 126, GREEN)]
    layout = read_layout(page(*years, fills=bars))
    read = read_calendar(years, {1: layout}, LEGEND, NOWHERE)
    assert [(year.year, year.phase) for year in read.calendar.years] == [
        (2015, "study"),
        (2016, "implementation"),
        (2017, "implementation"),
    ]


def test_a_band_with_text_below_the_years_is_no_bar() -> None:
    years, below = line("2015      2016      2017", 100, 100), line("Indicateurs", 110, 118)
    layout = read_layout(page(years, below, fills=[Fill(100, 114, 210, 132, GREEN)]))
    read = read_calendar([years], {1: layout}, LEGEND, NOWHERE)
    assert [year.phase for year in read.calendar.years] == [None, None, None]


def test_a_year_alone_ends_the_words_above_it() -> None:
    found = read_calendar([line("À partir de", 50, 100), line("2026", 50, 112)], {}, LEGEND, NOWHERE)
    assert found.written and found.written.text == "À partir de 2026"
    assert [year.year for year in found.calendar.years] == [2026] and found.calendar.open_end
