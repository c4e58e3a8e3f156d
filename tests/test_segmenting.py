"""Blocks and zones: where one sheet ends and the next begins, and which lines a label holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from made_contracts import Card, Pen, draw_card, draw_contract
from made_lines import NOWHERE, framed, grid, line, lines, page
from read_records import other_warnings

from extract.cutlabels import whole_labels
from extract.labelling import find_labels, labels_of
from extract.labellooks import consistent
from extract.layout import Line, read_layout
from extract.pages import Fill, Page
from extract.reading import read_contract
from extract.routing import is_page_number, plain_line, route
from extract.sectionmarks import find_marks, headings_above
from extract.segmenting import PageRead, find_blocks
from extract.zoning import find_zones, label_sides

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


def test_a_label_that_a_pages_end_cuts_is_whole_where_it_begins() -> None:
    first = page_read(1, [*lines("Action n°1", *FIELDS[:2]), *lines("Description de", top=136.0, bold=True)])
    second = page_read(2, [*lines("l'action", bold=True), *lines("Ouvrir un atelier", x0=200.0)])
    before, after = whole_labels([first, second])
    assert [(hit.field, hit.lines) for hit in before.hits][-1] == ("contents", (3,))
    assert [after.line(i).text for i in after.lines] == ["Ouvrir un atelier"]


def test_a_whole_label_at_a_pages_head_is_no_end_of_the_one_at_the_foot() -> None:
    first = page_read(1, [*lines("Action n°1", *FIELDS[:2]), *lines("Moyens", top=136.0, bold=True)])
    second = page_read(2, [*lines("Financement", "prévisionnel", bold=True), *lines("9 000 €", x0=200.0)])
    before, after = whole_labels([first, second])
    assert [hit.field for hit in before.hits][-1] == "means"
    assert [(hit.field, len(hit.lines)) for hit in after.hits] == [("budget", 2)]


def test_a_label_beside_the_end_of_a_title_leaves_it_alone() -> None:
    title = [line("9. Ouvrir un verger", 156, 750, size=14, bold=True), line("partagé", 174, 767, size=14, bold=True)]
    assert zones(page(*title, line("Thème", 100, 772, size=8)))["theme"] == ""


def test_a_list_in_two_columns_is_read_down_each() -> None:
    left = [line("• Ville", 52, 120), line("• Caf", 52, 132), line("du Val", 62, 144)]
    right = [line("• Mission locale", 180, 120), line("• Conseil citoyen", 180, 132)]
    shown = page(line("Partenaires", 52, 100, bold=True), *left, *right, rules=grid([46, 400], [95, 160]))
    assert zones(shown) == {"partners": "• Ville • Caf du Val • Mission locale • Conseil citoyen"}


def test_a_sign_before_a_label_in_bold_is_its_icon() -> None:
    shown = page(line("• Calendrier", 52, 100, bold=True), line("• Calendrier", 52, 140))
    assert [hit.lines for hit in labels_of(read_layout(shown))] == [(0,)]


def test_a_badge_in_a_ruled_cell_is_a_value_as_wide_as_the_cell() -> None:
    badge = line("Haute", 60, 104)
    shown = page(
        badge, line("Priorité", 486, 104, bold=True), rules=grid([46, 480, 560], [95, 120]),
        fills=[Fill(52, 100, 100, 118, (200, 30, 40))],
    )  # fmt: skip
    assert zones(shown) == {"priority": "Haute"}


def test_a_label_goes_with_the_nearer_of_two_texts() -> None:
    label = line("Pilote", 50, 100, bold=True)
    for above, below, side in ((88, 119, -1), (82, 111, 1), (86, 114, 0)):
        layout = read_layout(page(line("Ville", 50, above), label, line("Caf", 50, below)))
        assert label_sides(layout, labels_of(layout), range(3)) == side


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


def test_a_number_and_a_label_on_one_line_are_no_running_title() -> None:
    texts = [f"Action {n} NOM DU PROJET\nTexte {word}" for n, word in enumerate(("un", "deux", "trois", "quatre"), 1)]
    assert route(texts).running == frozenset()


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
    assert [warning.code for warning in other_warnings(record)] == ["no-action"]


def test_sheets_may_begin_with_a_head_that_has_no_number() -> None:
    printed = lines("FICHE ACTION", "Ouvrir un café", *FIELDS, "FICHE ACTION", "Fermer un café", *FIELDS)
    blocks = find_blocks([page_read(1, printed)])
    assert [len(block.parts[0].lines) for block in blocks] == [6, 6]


def test_a_label_in_a_band_takes_the_value_under_its_part_of_the_band() -> None:
    printed = [
        line("PILOTE", 60, 100, bold=True), line("PARTENAIRES", 310, 100, bold=True),
        line("Ville de Clairbourg", 60, 120), line("Caf", 310, 120),
    ]  # fmt: skip
    band = Fill(50, 96, 540, 114, (200, 80, 80))
    assert zones(page(*printed, fills=[band])) == {"leads": "Ville de Clairbourg", "partners": "Caf"}


def test_an_empty_cell_below_a_label_leaves_it_without_a_value() -> None:
    printed = [
        line("PILOTE", 60, 100, bold=True), line("PARTENAIRES", 310, 100, bold=True), line("Ville", 60, 120),
        line("Bénévoles du centre", 310, 170),
    ]  # fmt: skip
    found = zones(page(*printed, rules=grid([50, 300, 540], [95, 115, 140])))
    assert (found["leads"], found["partners"]) == ("Ville", "")


def test_a_value_that_reads_like_a_label_is_a_value_beside_a_bold_one() -> None:
    printed = [line("Thématique", 60, 100, bold=True), line("Partenariat local", 210, 100)]
    layout = read_layout(page(*printed, rules=grid([50, 200, 540], [95, 115, 140])))
    assert [hit.field for hit in labels_of(layout)] == ["theme"]


def test_two_bold_labels_side_by_side_are_both_labels() -> None:
    printed = [line("Pilote", 60, 100, bold=True), line("Partenaires", 210, 100, bold=True)]
    layout = read_layout(page(*printed, rules=grid([50, 200, 540], [95, 115, 140])))
    assert [hit.field for hit in labels_of(layout)] == ["leads", "partners"]


def labelled_sheet(number: int, more: tuple[str, ...] = ()) -> PageRead:
    labels = ["Pilote", "Partenaires", "Contenu", "Calendrier"]
    printed = [line(label, 50, 100 + 80 * k, bold=True) for k, label in enumerate(labels)]
    printed += [line(text, 60, 112 + 80 * k) for k, text in enumerate(("Ville", "Caf", "• Un bilan", "2015"))]
    printed += [line(text, 60, 284 + 12 * k) for k, text in enumerate(more)]
    return page_read(number, printed)


def test_what_looks_otherwise_than_the_labels_is_none() -> None:
    pages = [labelled_sheet(n) for n in range(1, 5)] + [labelled_sheet(5, ("Public : les habitants",))]
    assert "target_public" in {hit.field for hit in pages[-1].hits}
    assert "target_public" not in {hit.field for hit in consistent(pages)[-1].hits}


def test_a_chapters_title_takes_no_sheets_number() -> None:
    def sheet(number: int, *above: Line) -> PageRead:
        return page_read(
            number, [*above, line(f"Fiche action n° {number} : Café", 50, 85), *labelled_sheet(1).layout.lines]
        )

    pages = [sheet(1, line("4 – FICHES ACTIONS", 50, 60, size=14.0, bold=True)), *map(sheet, (2, 3, 4, 5))]
    assert [block.number for block in find_blocks(consistent(pages))] == ["1", "2", "3", "4", "5"]


def test_a_look_of_its_own_stays_where_the_label_is_on_most_sheets() -> None:
    pages = [labelled_sheet(n, ("Public : les habitants",)) for n in range(1, 6)]
    assert all("target_public" in {hit.field for hit in one.hits} for one in consistent(pages))


def test_headings_between_sheets_name_the_theme_of_those_below() -> None:
    first = lines("Action n°1", *FIELDS, "Action n°2", *FIELDS, top=200)
    heading = [line("Thématique 1", 50, 100), line("Plein emploi", 50, 115, size=20.0, bold=True)]
    second = lines(*(text for n in (3, 4, 5) for text in (f"Action n°{n}", *FIELDS)), top=200)
    large = [line("Habitat et cadre de vie", 50, 115, size=20.0, bold=True)]
    marks = find_marks([page_read(1, [*heading, *first]), page_read(2, [*large, *second])], NOWHERE)
    assert [(mark.page, mark.title.text) for mark in marks] == [(1, "Plein emploi"), (2, "Habitat et cadre de vie")]


def test_what_stands_large_above_every_sheet_is_its_title() -> None:
    def sheet(number: int) -> PageRead:
        return page_read(number, [line("Un titre", 50, 100, size=20.0), *lines(f"Action n°{number}", *FIELDS, top=140)])

    assert find_marks([sheet(n) for n in (1, 2, 3)], NOWHERE) == []


def test_a_page_of_a_label_and_a_title_parts_sections() -> None:
    routes = route(["Contrat de ville", "THÉMATIQUE\nEmploi et insertion", "2015 2016 2017", "AXE 2\nCadre de vie"])
    assert list(routes.dividers) == [1, 2, 4]


def test_a_bold_title_above_the_first_label_of_a_sheet_is_its_own() -> None:
    printed = [
        one
        for k, title in enumerate(("Ouvrir un café", "Fermer une rue"))
        for one in (line(title, 50, 100 + 80 * k, bold=True), *lines(*FIELDS, top=114 + 80 * k))
    ]
    blocks = find_blocks([page_read(1, printed)])
    assert [block.first_lines[0].text for block in blocks] == ["Ouvrir un café", "Fermer une rue"]


def test_the_only_label_of_a_box_takes_all_of_it_wherever_it_stands() -> None:
    printed = [line("Mission locale", 60, 100), line("Pilote", 460, 114, bold=True)]
    layout = read_layout(page(*printed, rules=framed((50, 95, 540, 130))))
    found = find_zones(layout, find_labels(layout.lines), range(len(layout.lines)), after=True)
    assert [(zone.hit and zone.hit.field, [one.text for one in zone.lines]) for zone in found] == [
        ("leads", ["Mission locale"])
    ]


def test_sheets_run_on_from_one_column_of_text_to_the_next() -> None:
    left = lines("Action n°1", *FIELDS, "Action n°2", FIELDS[0], x0=50, top=100)
    right = lines(*FIELDS[1:], "Action n°3", *FIELDS, x0=320, top=100)
    blocks = find_blocks([page_read(1, sorted([*left, *right], key=lambda one: (one.top, one.x0)))])
    assert [block.number for block in blocks] == ["1", "2", "3"]
    assert [sum(len(part.lines) for part in block.parts) for block in blocks] == [5, 5, 5]


def test_headings_of_two_levels_hold_until_the_next_of_their_level() -> None:
    def heading(text: str, top: float, size: float) -> Line:
        return line(text, 50, top, size=size, bold=True)

    def sheet(number: int, top: float) -> list[Line]:
        return lines(f"Action n°{number}", *FIELDS, top=top)

    first = [heading("Pilier 1 : Emploi", 60, 20), heading("Orientation 1 : Former", 90, 15), *sheet(1, 120)]
    second = [heading("Pilier 2 : Habitat", 60, 20), *(one for n in range(2, 6) for one in sheet(n, 120 * (n - 1)))]
    marks = find_marks([page_read(1, first), page_read(2, second)], NOWHERE)
    assert {name: title.text for name, title in headings_above(marks, 1, 0, 120).items()} == {
        "pillar": "Emploi", "strategic_orientations": "Former",
    }  # fmt: skip
    assert {name: title.text for name, title in headings_above(marks, 2, 0, 240).items()} == {"pillar": "Habitat"}


def test_a_line_that_fills_its_column_ends_where_the_next_column_begins() -> None:
    full = line("Faire connaître les études", 50, 112)
    column = (("Lycée", 112), ("Pilote", 100), ("Caf", 130), ("Ville", 145))
    beside = [line(text, full.x1 + 15, top) for text, top in column]
    joined = replace(full, words=(*full.words, *beside[0].words))
    assert {one.text for one in read_layout(page(joined, *beside[1:])).lines} >= {full.text, "Lycée"}
    assert joined.text in {one.text for one in read_layout(page(joined, *beside[1:3])).lines}


def test_a_tab_on_the_upper_side_of_a_box_is_its_label() -> None:
    labels = [line("Objectifs", 60, 92, size=9, bold=True), line("Public", 320, 92, size=9, bold=True)]
    values = [line("• Former dix élèves", 60, 112), line("Collégiens", 320, 112)]
    tabs = [Fill(56, 89, 110, 104, (90, 40, 140)), Fill(316, 89, 360, 104, (90, 40, 140))]
    shown = page(*labels, *values, fills=tabs, rules=[*framed((50, 96, 280, 150)), *framed((310, 96, 540, 150))])
    assert zones(shown) == {"operational_objectives": "• Former dix élèves", "target_public": "Collégiens"}


def test_a_year_before_words_in_a_box_is_a_step() -> None:
    tops = {"2025": 114, "2027": 128}
    rows = [one for year, top in tops.items() for one in (line(year, 60, top), line("Former", 95, top))]
    shown = page(line("Étapes", 60, 100, bold=True), *rows, rules=framed((50, 95, 540, 150)))
    assert zones(shown) == {"contents": "2025 Former 2027 Former"}


def test_labels_right_above_sheets_head_those_below_whatever_their_size() -> None:
    first = [
        line("Pilier Vie sociale", 50, 60, size=20, bold=True),
        line("Orientation 1 : Accueillir", 50, 90, bold=True),
        line("Objectif opérationnel 1.1 Ouvrir le soir", 50, 108),
        *lines("Action n°1", *FIELDS, "Action n°2", *FIELDS, top=126),
        line("Pilier Emploi", 50, 252, size=20, bold=True),
    ]
    second = [
        line("Objectif opérationnel 1.2 Ouvrir le matin", 50, 60),
        *lines(*(t for n in "345" for t in (f"Action n°{n}", *FIELDS)), top=80),
    ]
    marks = find_marks([page_read(1, first), page_read(2, second)], NOWHERE)
    assert [(mark.page, mark.title.text) for mark in marks] == [
        (1, "Vie sociale"), (1, "Accueillir"), (1, "Ouvrir le soir"), (1, "Emploi"), (2, "Ouvrir le matin"),
    ]  # fmt: skip


def test_a_label_that_ends_every_sheet_heads_none() -> None:
    sheets = (text for n in (1, 2, 3) for text in (f"Action n°{n}", *FIELDS, "Objectif opérationnel : Ouvrir"))
    assert find_marks([page_read(1, lines(*sheets))], NOWHERE) == []
