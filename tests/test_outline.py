"""The outline: which lines are headings, and which heading holds which."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from read_records import CARDS, PROGRAMME, record_of

from extract.outline import Outline, read_outline
from extract.outline.lines import Cut, PlainLine
from extract.outline.numbers import follows, number_of
from extract.pages import Bookmark, Place, Span

PROSE = "Les partenaires se réunissent deux fois par an autour du maire et du préfet."


def lines_of(*texts: str, page: int = 2) -> list[PlainLine]:
    return [PlainLine(page, index, text) for index, text in enumerate(texts)]


def outline_of(*texts: str, bookmarks: Sequence[Bookmark] = ()) -> Outline:
    return read_outline(lines_of(*texts), {}, None, bookmarks)


def shape(outline: Outline) -> list[tuple[int, str | None, str]]:
    """Each heading with its depth, number and title."""
    return [(len(outline.path(i)), c.heading.written, c.title) for i, c in enumerate(outline.chapters)]


def chapters_of(path: Path) -> dict[str, dict[str, Any]]:
    """The chapters of a contract by their number."""
    found: dict[str, dict[str, Any]] = {}

    def visit(chapters: list[dict[str, Any]]) -> None:
        for chapter in chapters:
            found.setdefault(chapter["number"] or chapter["title"], chapter)
            visit(chapter["chapters"])

    visit(record_of(path)["outline"])
    return found


@pytest.mark.parametrize(
    ("line", "form", "parts"),
    [
        ("2.1.3) Les quartiers", "decimal", (2, 1, 3)),
        (" 4-2 – Le pilotage", "decimal", (4, 2)),
        ("3. Le diagnostic", "decimal", (3,)),
        ("IV - La gouvernance", "roman", (4,)),
        ("B) Les bailleurs", "upper", (2,)),
        ("Annexe n° 2 : Les sigles", "top", (2,)),
        ("DEUXIÈME PARTIE : LES FICHES", "top", (2,)),
        ("Axe 3 – Habiter", "nested", (3,)),
    ],
)
def test_numbers_of_headings(line: str, form: str, parts: tuple[int, ...]) -> None:
    number = number_of(line)
    assert number is not None and (number.form, number.parts) == (form, parts)


@pytest.mark.parametrize(
    "line",
    ["18.13% des ménages", "12 logements sont livrés", "Axe 1 et axe 2", "3,5 M€ de travaux", "L’axe 2 : Habiter"],
)
def test_a_figure_or_a_sentence_is_no_number_of_a_heading(line: str) -> None:
    assert number_of(line) is None


def test_a_number_follows_its_parent_its_sibling_or_an_ancestors_sibling() -> None:
    assert follows((2,), (2, 1)) and follows((2, 1), (2, 2)) and follows((2, 1, 4), (2, 2)) and follows((2, 4), (3,))
    assert not follows((5, 2, 1), (1, 2, 1)) and not follows((2, 1), (2, 9)) and not follows((3,), (2,))


def test_numbered_headings_are_a_tree() -> None:
    outline = outline_of(
        "1) PRÉAMBULE.", PROSE, "2) LE TERRITOIRE", "2.1) Les communes", PROSE, "2.1.1) Celle du nord", PROSE,
        "2.2) Les quartiers de la vallée et", "de ses coteaux", PROSE, "3) LA SUITE", PROSE,
    )  # fmt: skip
    assert shape(outline) == [
        (1, "1", "PRÉAMBULE"),
        (1, "2", "LE TERRITOIRE"),
        (2, "2.1", "Les communes"),
        (3, "2.1.1", "Celle du nord"),
        (2, "2.2", "Les quartiers de la vallée et de ses coteaux"),
        (1, "3", "LA SUITE"),
    ]


def test_numbers_of_a_table_inside_a_chapter_are_no_headings() -> None:
    outline = outline_of(
        "5.1) Le programme",
        PROSE,
        "1.1.1 Former",
        PROSE,
        "1.1.2 Loger",
        PROSE,
        "5.2) Le suivi",
        PROSE,
        "5.3) La fin",
        PROSE,
    )
    assert [number for _, number, _ in shape(outline)] == ["5.1", "5.2", "5.3"]


def test_the_items_of_a_list_are_no_headings() -> None:
    outline = outline_of("Le contrat vise à :", "1. Former les jeunes", "2. Loger les familles", "3. Soigner", PROSE)
    assert shape(outline) == []


def test_lines_of_a_table_of_contents_are_no_headings_and_name_those_that_are() -> None:
    outline = outline_of(
        "Sommaire", "1. Le cadre .......... 2", "2. Le reste .......... 4", "Avant-propos .......... 5",
        "2. Le reste", PROSE,
    )  # fmt: skip
    assert shape(outline) == [(1, "2", "Le reste")]


def test_a_heading_in_capitals_may_be_followed_by_its_text_on_the_same_line() -> None:
    outline = outline_of(
        "ENGAGEMENTS DE LA RÉGION AU PROFIT",
        "DES QUARTIERS DE LA VALLÉE Comme le dit la loi, la Région",
        "agit pour tous.",
    )
    assert shape(outline) == [(1, None, "ENGAGEMENTS DE LA RÉGION AU PROFIT DES QUARTIERS DE LA VALLÉE")]
    assert [line.text for line in outline.own_lines(0)][-1] == "agit pour tous."


def test_capitals_that_head_every_page_are_no_heading() -> None:
    outline = outline_of(*(["INTITULÉ DESCRIPTIF OBSERVATIONS", PROSE] * 3))
    assert shape(outline) == []


def test_a_plain_line_that_announces_commitments_is_a_heading() -> None:
    assert shape(outline_of(PROSE, "Les engagements de Val Habitat", PROSE)) == [
        (1, None, "Les engagements de Val Habitat")
    ]
    assert shape(outline_of(PROSE, "Les engagements de Val Habitat sont tenus par", "ses équipes.", PROSE)) == []


def test_an_annexe_is_a_chapter_of_the_first_level() -> None:
    outline = outline_of("1.1 Le pilotage", PROSE, "1.2 Le suivi", PROSE, "ANNEXE 1", "Les sigles employés", PROSE)
    assert shape(outline)[-1] == (1, "ANNEXE 1", "Les sigles employés")


def test_bookmarks_say_how_deep_a_heading_is() -> None:
    marks = [Bookmark(0, "LE CADRE LÉGAL", 2), Bookmark(1, "LA LOI DE FÉVRIER", 2), Bookmark(0, "LE PILOTAGE", 2)]
    outline = outline_of("LE CADRE LÉGAL", PROSE, "LA LOI DE FÉVRIER", PROSE, "LE PILOTAGE", PROSE, bookmarks=marks)
    assert [depth for depth, _, _ in shape(outline)] == [1, 2, 1]


class Typed:
    """A PDF of which some lines are set in bold."""

    def __init__(self, *bold: int) -> None:
        self.bold = bold

    def places(self, number: int, spans: Sequence[Span]) -> list[Place | None]:
        return [Place((0.0, 0.0, 1.0, 1.0), 10.0, span.line in self.bold) for span in spans]


def test_a_short_line_in_bold_over_a_sentence_is_a_heading() -> None:
    lines = lines_of(PROSE, "Le mot de la maire", PROSE, "Val de Lise", PROSE)
    outline = read_outline(lines, {}, Typed(1))
    assert shape(outline) == [(1, None, "Le mot de la maire")]
    assert outline.chapters[0].heading.title == (Cut(lines[1], 0, len("Le mot de la maire")),)


def test_a_line_of_an_action_is_no_heading() -> None:
    lines = lines_of("1.1 Le cadre", PROSE, "1.2 Ouvrir un atelier", PROSE, "1.3 Le suivi", PROSE)
    outline = read_outline(lines, {2: ["Ouvrir un atelier"]})
    assert [title for _, _, title in shape(outline)] == ["Le cadre", "Le suivi"]


def test_the_outline_of_a_sample(samples: Path) -> None:
    chapters = chapters_of(samples / "rivemont-agglo.pdf")
    assert (chapters["2.1"]["title"], chapters["2.1"]["page"]) == ("Des écarts qui se creusent", 2)
    assert [chapter["number"] for chapter in chapters["5"]["chapters"]] == ["5.1", "5.2", "5.3"]
    assert chapters["Annexe 1"] in record_of(samples / "rivemont-agglo.pdf")["outline"]


@pytest.mark.parametrize("name", [f"contracts/{PROGRAMME}.pdf", f"seeds/{PROGRAMME}.txt"])
def test_the_outline_of_the_real_programme_contract(shared: Path, name: str) -> None:
    chapters = chapters_of(shared / name)
    expected = [f"5.5.{k}" for k in range(1, 11)] + [f"5.5.7.{k}" for k in range(1, 5)]
    assert [number for number in expected if number not in chapters] == []
    assert [chapter["number"] for chapter in chapters["5.5.7"]["chapters"]] == [f"5.5.7.{k}" for k in range(1, 5)]
    assert {"1", "2", "2.1", "2.1.1", "3.2.3", "5.4.3.3", "5.6.2"} <= chapters.keys()


@pytest.mark.parametrize("name", [f"contracts/{CARDS}.pdf", f"seeds/{CARDS}.txt"])
def test_the_outline_of_the_real_card_contract(shared: Path, name: str) -> None:
    chapters = chapters_of(shared / name)
    assert {"Annexe 1", "A", "B", "C", "a", "b"} <= chapters.keys()
    first, *_ = chapters["Annexe 1"]["chapters"]
    assert first["title"].isupper() and len(first["title"].split()) > 15
