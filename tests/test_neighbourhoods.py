"""Neighbourhoods: from tables, ruled, aligned or lost in plain text, from sentences and from lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made_lines import line
from made_sources import read_page, source_of

from extract.contract.grids import aligned
from extract.contract.neighbourhoods import read_neighbourhoods
from extract.contract.numbers import Inhabitants, inhabitants, whole_number
from models.record import Neighbourhood, Territory

GRENOBLE = Territory(name="Grenoble-Alpes Métropole", commune_codes=["38151", "38185", "38169", "38421"])


def told(*pages: str, territory: Territory = GRENOBLE) -> list[Neighbourhood]:
    departments = frozenset({territory.department_code}) if territory.department_code else frozenset({"38"})
    return [read.item for read in read_neighbourhoods(source_of(*pages), territory, departments)[0]]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("13 980", 13980),
        ("1.324", 1324),
        ("1 324", 1324),
        ("8 500 €", 8500),
        ("10 600,50 €", 10600),
        ("21\u202f844 habitants", 21844),
        ("11250", 11250),
        ("n.d.", None),
        ("1 240 ou 1 300", None),
    ],
)
def test_whole_numbers(written: str, number: int | None) -> None:
    assert whole_number(written) == number


def test_a_population_by_part_has_no_whole() -> None:
    assert inhabitants("655 (CAPH)\n10595 (CAVM)") == Inhabitants(None, (655, 10595), ("CAPH", "CAVM"))
    assert inhabitants("462 (CAPH) 1838-(CAVM)").parts == (462, 1838)
    assert inhabitants("1 324 (2012)") == Inhabitants(1324)


def test_a_sentence_that_counts_first() -> None:
    [one] = told(
        "On compte 2 450 habitants au sein du quartier prioritaire Les Villeneuves.\nLe revenu médian y est de 7 900 €."
    )
    assert (one.name, one.kind, one.population, one.median_income) == ("Les Villeneuves", "priority", 2450, 7900)


def test_sentences_that_say_which_are_watched() -> None:
    found = told(
        "Le quartier Mistral, avec 1 150 habitants, est maintenu en veille active. Les quartiers Teisseire,\n"
        "Abbaye et du Village Sud sont placés en veille.\n"
        "Le quartier de la Luire à Échirolles reste un territoire de veille.\n"
    )
    assert [(one.name, one.population) for one in found] == [
        ("Mistral", 1150), ("Teisseire", None), ("Abbaye", None), ("Village Sud", None), ("Luire", None)
    ]  # fmt: skip
    assert {one.kind for one in found} == {"watch"}
    assert found[-1].communes == ["Échirolles"]


def test_what_is_said_of_a_neighbourhood_that_was_named_before() -> None:
    found = told(
        "Deux quartiers : Mistral (QP038001), Teisseire (QP038002). Mistral compte 1 870 habitants\n"
        "et un revenu médian de 8 300 €. Le revenu médian s’établit à 7 900 € à Teisseire.\n"
        "En veille : Abbaye et Luire.\n"
    )
    assert [(one.name, one.population, one.median_income) for one in found] == [
        ("Mistral", 1870, 8300), ("Teisseire", None, 7900), ("Abbaye", None, None), ("Luire", None, None)
    ]  # fmt: skip


def test_a_sentence_that_names_first_and_its_code() -> None:
    [one] = told("Le quartier prioritaire Mistral (QP038001) compte près de 3 120 habitants.")
    assert (one.name, one.code, one.population) == ("Mistral", "QP038001", 3120)


def test_a_sentence_about_some_inhabitants_counts_no_neighbourhood() -> None:
    assert told("18 habitants du quartier Mistral ont été reçus.") == []


def test_two_places_of_one_neighbourhood_are_one() -> None:
    page = "Quartier  Habitants\nRésidence Les Écrins (Z1234)  1 480\n"
    [one] = told(page, "1 480 habitants vivent dans le quartier des Écrins. Avec un revenu médian de 8 100 €.")
    assert (one.name, one.code, one.population, one.median_income) == ("Résidence Les Écrins", "Z1234", 1480, 8100)


def test_other_figures_elsewhere_are_noted() -> None:
    pages = ("Quartier  Habitants\nMistral  1 480\n", "Le quartier prioritaire Mistral compte 1 920 habitants.")
    reads, notes = read_neighbourhoods(source_of(*pages), GRENOBLE, {"38"})
    assert [read.item.population for read in reads] == [1480]
    assert [note.code for note in notes] == ["neighbourhood-figures-differ"]


def test_a_table_in_plain_text_whose_cells_stand_one_below_the_other() -> None:
    page = (
        "Les quartiers de la métropole\nNom du quartier\nCommunes\nPopulation\nRevenu médian\n"
        "Villeneuve\nGrenoble,\nÉchirolles\n12 310\n8 900\nAlpes-Mail\nFontaine\n2 040\n9 150\n"
        "Renaudie et Champberton\nSaint-Martin-d’Hères\n\n3 900\n8 750\n"
        "La suite est une phrase assez longue pour qu’elle ne soit pas une cellule.\n"
    )
    first, second, third = told(page)
    assert (first.name, first.communes, first.commune_codes) == (
        "Villeneuve",
        ["Grenoble", "Échirolles"],
        ["38185", "38151"],
    )
    assert (first.population, first.median_income) == (12310, 8900)
    assert (second.name, second.communes, second.population) == ("Alpes-Mail", ["Fontaine"], 2040)
    assert (third.name, third.communes) == ("Renaudie et Champberton", ["Saint-Martin-d’Hères"])


def test_watch_neighbourhoods_listed_by_commune() -> None:
    page = (
        "Les territoires de veille active de la métropole :\n"
        "Grenoble (Teisseire et Jouhaux) - Échirolles (tous les autres\nquartiers) - Fontane (Bastille – Néron)\n"
    )
    found = told(page)
    assert [one.kind for one in found] == ["watch"] * 3
    assert [one.communes for one in found] == [["Grenoble"], ["Échirolles"], ["Fontane"]]
    assert [one.commune_codes for one in found] == [["38185"], ["38151"], ["38169"]]  # with a slip


def test_watch_neighbourhoods_listed_with_bullets() -> None:
    page = "Quartiers de veille active :\n• Les Béalières\n• Surieux (Échirolles)\nCes quartiers sont suivis.\n"
    assert [(one.name, one.kind, one.communes) for one in told(page)] == [
        ("Les Béalières", "watch", []),
        ("Surieux", "watch", ["Échirolles"]),
    ]


def test_a_neighbourhood_of_a_communes_own_contract_lies_in_it() -> None:
    territory = Territory(name="Voreppe", kind="commune", insee_code="38565", department_code="38")
    [one] = told("Le quartier prioritaire de Bourg-Vieux abrite 1 105 habitants.", territory=territory)
    assert (one.communes, one.commune_codes) == (["Voreppe"], ["38565"])


def test_prose_with_the_words_of_a_head_is_no_table() -> None:
    assert (
        told("Nos communes, nos quartiers et leur population ont besoin de 12 000 € en 2015 et de 3 000 € ensuite.")
        == []
    )


def test_cells_that_white_space_alone_parts_make_a_table() -> None:
    rows = (("Quartier", "Population", "Revenu"), ("Mistral", "3 120", "8 200"), ("Villeneuve", "12 310", "8 900"))
    lines = [line(text, x0=50 + 150 * k, top=100 + 20 * i) for i, row in enumerate(rows) for k, text in enumerate(row)]
    [grid] = aligned(1, list(read_page(1, *lines).layout.lines))
    assert [[" ".join(part.text for part in cell) for cell in row] for row in grid.rows] == [list(row) for row in rows]


REAL = {"Denain Centre": (13980, 8000), "Gambetta": (1240, 9000), "Arenberg": (1750, 10800), "Elnon": (1110, 10100)}


@pytest.mark.parametrize("name", ["contracts/porte-du-hainaut.pdf", "seeds/porte-du-hainaut.txt"])
def test_the_neighbourhoods_of_the_programme_contract(
    shared: Path, name: str, read: Callable[[Path], dict[str, object]]
) -> None:
    contract = read(shared / name)["contract"]
    priority = [one for one in contract["neighbourhoods"] if one["kind"] == "priority"]  # type: ignore[index]
    assert len(priority) == 13 and all(one["communes"] and all(one["commune_codes"]) for one in priority)
    figures = {one["name"]: (one["population"], one["median_income"]) for one in priority}
    assert figures.items() >= REAL.items()
    assert [one["population_parts"] for one in priority[10:]] == [[655, 10595], [462, 1838], [330, 3798]]
    watch = [one for one in contract["neighbourhoods"] if one["kind"] == "watch"]  # type: ignore[index]
    assert len(watch) == 14 and all(all(one["commune_codes"]) for one in watch)


@pytest.mark.parametrize("name", ["contracts/hazebrouck.pdf", "seeds/hazebrouck.txt"])
def test_the_neighbourhood_of_the_card_contract(
    shared: Path, name: str, read: Callable[[Path], dict[str, object]]
) -> None:
    [one] = read(shared / name)["contract"]["neighbourhoods"]  # type: ignore[index]
    assert (one["code"], one["population"], one["median_income"]) == ("Z0578", 1324, 8500)


@pytest.fixture
def read() -> Callable[[Path], dict[str, object]]:
    from read_records import record_of

    return record_of


def test_a_table_with_a_column_for_each_neighbourhood() -> None:
    rows = [
        ("", "Mistral", "Teisseire"),
        ("Code", "QN03801M", "QN03802M"),
        ("Commune", "Grenoble", "Grenoble"),
        ("Population (2018)", "3 120", "2 450"),
    ]
    lines = [
        line(text, x0=50.0 + 170 * k, top=100.0 + 20 * i)
        for i, row in enumerate(rows)
        for k, text in enumerate(row)
        if text
    ]
    source = source_of("Les quartiers prioritaires\n" + "\n".join(" ".join(row) for row in rows))
    page = read_page(1, *lines)
    source = source.__class__(source.texts, lambda _: page, source.locate, source.vocabulary)
    found = [read.item for read in read_neighbourhoods(source, GRENOBLE, frozenset({"38"}))[0]]
    assert [(one.name, one.code, one.population, one.source_year) for one in found] == [
        ("Mistral", "QN03801M", 3120, 2018),
        ("Teisseire", "QN03802M", 2450, 2018),
    ]


def test_inhabitants_in_a_bracket_beside_a_code_or_after_the_word_quarter() -> None:
    page = (
        "Là, Mornevert (1 870 habitants, QP972911) domine la baie. Le quartier des Aulnes (960 habitants) attend.\n"
        "La ville voisine, Vernoy (12 000 habitants), n'en a pas."
    )
    found = [(one.name, one.population, one.code) for one in told(page)]
    assert found == [("Mornevert", 1870, "QP972911"), ("Aulnes", 960, None)]


def test_several_places_in_a_list_of_quarters_with_their_inhabitants() -> None:
    page = "Deux quartiers sont retenus : le Ruisseau (2 640 habitants) et la cité Jules-Vernier (1 420 habitants)."
    assert [(one.name, one.population) for one in told(page)] == [("Ruisseau", 2640), ("cité Jules-Vernier", 1420)]
    assert told(page.replace("quartiers sont retenus", "villes voisines comptent plus")) == []
