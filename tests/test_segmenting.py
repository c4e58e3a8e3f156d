"""Blocks and zones: where one sheet ends and the next begins, and which lines a label holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from made_contracts import Card, Pen, draw_card, draw_contract
from made_lines import framed, grid, line, lines, page

from extract.labelling import find_labels
from extract.layout import Line, read_layout
from extract.pages import Page
from extract.reading import read_contract
from extract.routing import is_page_number, plain_line, route
from extract.segmenting import PageRead, find_blocks
from extract.zoning import find_zones

FIELDS = ("Pilote : Ville", "Partenaires : Caf", "Indicateurs : nombre de présents", "Calendrier : 2015")


def page_read(number: int, printed: list[Line]) -> PageRead:
    layout = read_layout(replace(page(*printed), number=number))
    hits = tuple(find_labels(layout.lines))
    return PageRead(number, layout, hits, tuple(range(len(layout.lines))))


def zones(shown: Page) -> dict[str | None, str]:
    """What each label of a page holds, its lines run together."""
    layout = read_layout(shown)
    found = find_zones(layout, find_labels(layout.lines), range(len(layout.lines)))
    return {z.hit.field if z.hit else None: " ".join(one.text for one in z.lines) for z in found}


def test_a_sheet_a_page_is_a_block_a_page() -> None:
    pages = [page_read(n, lines(f"Action n°{n}", *FIELDS)) for n in (1, 2, 3)]
    assert [[part.page.number for part in block.parts] for block in find_blocks(pages)] == [[1], [2], [3]]
    assert [block.number for block in find_blocks(pages)] == ["1", "2", "3"]


def test_two_sheets_on_a_page_are_two_blocks() -> None:
    printed = lines("Action n°1", *FIELDS, "Action n°2", *FIELDS)
    blocks = find_blocks([page_read(1, printed)])
    assert [block.number for block in blocks] == ["1", "2"]
    assert [len(block.parts[0].lines) for block in blocks] == [5, 5]


def test_a_sheet_goes_on_over_the_page_with_labels_it_has_not_had() -> None:
    first = page_read(1, lines("Action n°1", *FIELDS[:2]))
    second = page_read(2, lines(*FIELDS[2:]))
    (block,) = find_blocks([first, second])
    assert [part.page.number for part in block.parts] == [1, 2]


def test_a_page_with_one_telling_label_is_no_sheet() -> None:
    assert find_blocks([page_read(1, lines("Action n°1", "Un titre", "Pilote : Ville"))]) == []


def test_a_value_stands_beside_its_label_in_a_form() -> None:
    rules = grid([40, 160, 500], [90, 115, 150])
    shown = page(
        line("Pilote", 46, 98), line("Ville de Clairbourg", 166, 98),
        line("Partenaires", 46, 122), line("Caf", 166, 122), line("Mission locale", 166, 134), rules=rules,
    )  # fmt: skip
    assert zones(shown) == {"leads": "Ville de Clairbourg", "partners": "Caf Mission locale"}


def test_a_value_stands_below_its_label_in_the_open() -> None:
    printed = [*lines("Partenaires", bold=True), *lines("Ville de Clairbourg", "Caf", top=114)]
    more = [*lines("Indicateurs", top=150, bold=True), *lines("Nombre de présents", top=164)]
    assert zones(page(*printed, *more)) == {
        "partners": "Ville de Clairbourg Caf",
        "indicators": "Nombre de présents",
    }


def test_columns_do_not_mix() -> None:
    left = [line("Partenaires", 50, 100, bold=True), line("Caf", 50, 114)]
    right = [line("Indicateurs", 300, 100, bold=True), line("Présence", 300, 114)]
    assert zones(page(*left, *right)) == {"partners": "Caf", "indicators": "Présence"}


def test_a_box_holds_the_value_of_the_label_above_it() -> None:
    shown = page(line("Partenaires", 50, 100, bold=True), line("Caf", 60, 130), rules=framed((45, 120, 300, 160)))
    assert zones(shown) == {"partners": "Caf"}


def test_footers_and_page_numbers_are_running_lines() -> None:
    bodies = ["Le quartier", "La gare", "Les écoles", "Le parc", "La place"]
    texts = [f"{body}\nContrat de Clairbourg – Page {n}" for n, body in enumerate(bodies, 1)]
    routes = route(texts)
    assert plain_line("Contrat de Clairbourg – Page 12") in routes.running
    assert not any(plain_line(body) in routes.running for body in bodies)
    assert is_page_number("Page 3") and is_page_number("3/80") and not is_page_number("3 lieux")


def test_numbers_at_the_head_of_every_sheet_are_no_running_line() -> None:
    texts = [f"Action n°{n}\nOuvrir le lieu {n}\n" + "\n".join(FIELDS) for n in range(1, 6)]
    assert plain_line("Action n°1") not in route(texts).running


def test_a_page_of_prose_is_not_read_with_geometry() -> None:
    prose = "Le quartier s'est construit en trois temps, et ses habitants y tiennent.\n" * 20
    sheet = "Action n°1\n" + "\n".join(FIELDS)
    assert route([prose, sheet, prose]).sheets == (2,)


def test_a_divider_gives_its_theme_to_the_sheets_after_it(tmp_path: Path) -> None:
    path = tmp_path / "clairbourg.pdf"
    pen = Pen(path)
    pen.text(90, 220, "Contrat de ville 2015-2020 de Clairbourg", 20, bold=True)
    pen.canvas.showPage()
    for theme, title in (
        ("Emploi et formation", "Ouvrir un atelier"),
        ("Santé et prévention", "Marcher ensemble"),
    ):
        pen.text(70, 350, theme, 22, bold=True)
        pen.canvas.showPage()
        draw_card(pen, replace(Card(), title=title))
        pen.canvas.showPage()
    pen.canvas.save()
    record = read_contract(path)
    assert [(action.title, action.theme) for action in record.actions] == [
        ("Ouvrir un atelier", "Emploi et formation"),
        ("Marcher ensemble", "Santé et prévention"),
    ]
    assert [row.page for row in record.evidence if row.field == "/actions/1/theme"] == [4]


def test_a_contract_without_sheets_has_no_action_and_says_so(tmp_path: Path) -> None:
    record = read_contract(draw_contract(tmp_path / "clairbourg.pdf", [], legend=()))
    assert record.actions == []
    assert [warning.code for warning in record.warnings] == ["no-action"]
