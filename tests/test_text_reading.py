"""Text files: pages, encodings, and sheets whose labels stand after their values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_records import other_warnings

from extract.errors import InputError
from extract.reading import read_contract
from extract.textfile import text_pages
from models.record import Action, Record

COVER = ["Contrat de ville 2015-2020", "Ville de Clairbourg"]
TITLES = ("Ouvrir un atelier de couture", "Planter des arbres fruitiers", "Prêter des vélos aux jeunes")


def sheet(number: int, title: str, /, **changes: Sequence[str]) -> list[str]:
    """A sheet as a converter leaves it; `changes` put other lines in a part's place."""
    parts: dict[str, Sequence[str]] = {
        "title": [f"Action n°{number}", title],
        "priority": [f"Niveau de priorité : {number}"],
        "orientations": ["ORIENTATIONS STRATEGIQUES", f"• Rompre l'isolement du secteur {number}."],
        "objectives": ["OBJECTIFS OPERATIONNELS", f"• Former dix habitants du secteur {number}."],
        "contents": ["CONTENU DE L'ACTION", f"• Trouver un local au secteur {number}.", "• Recruter."],
        "partners": ["Acteurs et partenaires", "1. Ville de Clairbourg", "2. Mission", "locale", "3. Caf"],
        "indicators": [
            "Indicateurs d'évaluation",
            f"1. Nombre de participants du groupe {number}.",
            "2. Durée.",
        ],
        "calendar": ["Calendrier prévisionnel", "2015", "2016"],
    }
    return [line for lines in (parts | changes).values() for line in lines]


def write(path: Path, pages: Sequence[Sequence[str]], between: str = "\n\f") -> Path:
    path.write_text(between.join("\n".join(lines) for lines in pages) + "\n", encoding="utf-8")
    return path


def read(folder: Path, *sheets: list[str]) -> Record:
    return read_contract(write(folder / "clairbourg.txt", [COVER, *sheets]))


def three(**changes: Sequence[str]) -> list[list[str]]:
    return [sheet(number, title, **changes) for number, title in enumerate(TITLES, 1)]


def names(action: Action) -> list[str]:
    return [partner.as_written for partner in action.partners]


def test_sheets_are_read_without_any_geometry(tmp_path: Path) -> None:
    record = read(tmp_path, *three())
    assert [(action.number, action.title) for action in record.actions] == [
        (str(number), title) for number, title in enumerate(TITLES, 1)
    ]
    first = record.actions[0]
    assert names(first) == ["Ville de Clairbourg", "Mission locale", "Caf"]
    assert first.contents == ["Trouver un local au secteur 1.", "Recruter."]
    assert [year.year for year in first.calendar.years] == [2015, 2016]
    assert first.priority is not None and first.priority.level == 1
    assert first.pages == [] and record.source.pages is None
    assert other_warnings(record) == []


def test_the_cover_is_no_theme(tmp_path: Path) -> None:
    assert {action.theme for action in read(tmp_path, *three()).actions} == {None}


def test_a_title_alone_on_its_page_is_the_theme_of_the_sheets_after_it(tmp_path: Path) -> None:
    sheets = three()
    record = read(tmp_path, ["Emploi et formation"], sheets[0], ["Santé et prévention"], *sheets[1:])
    assert [action.theme for action in record.actions] == [
        "Emploi et formation",
        "Santé et prévention",
        "Santé et prévention",
    ]


def test_values_that_stand_before_their_labels_are_read(tmp_path: Path) -> None:
    sheets = [
        sheet(
            number, title,
            orientations=[f"• Rompre l'isolement du secteur {number}.", "ORIENTATIONS STRATEGIQUES"],
            objectives=[f"• Former dix habitants du secteur {number}.", "OBJECTIFS OPERATIONNELS"],
            contents=[f"• Trouver un local au secteur {number}.", "• Recruter.", "CONTENU DE L'ACTION"],
        )
        for number, title in enumerate(TITLES, 1)
    ]  # fmt: skip
    record = read(tmp_path, *sheets)
    assert [action.strategic_orientations for action in record.actions] == [
        [f"Rompre l'isolement du secteur {n}."] for n in (1, 2, 3)
    ]
    assert [action.operational_objectives for action in record.actions] == [
        [f"Former dix habitants du secteur {n}."] for n in (1, 2, 3)
    ]
    assert record.actions[1].contents == ["Trouver un local au secteur 2.", "Recruter."]


def test_a_title_that_stands_last_is_still_the_title(tmp_path: Path) -> None:
    sheets = []
    for number, title in enumerate(TITLES, 1):
        lines = sheet(number, title, title=[f"Action n°{number}"])
        sheets.append([*lines, "", "", "", title])
    assert [action.title for action in read(tmp_path, *sheets).actions] == list(TITLES)


def test_years_cut_by_their_own_label_are_one_row(tmp_path: Path) -> None:
    record = read(tmp_path, *three(calendar=["2015", "2016", "Calendrier prévisionnel", "2017"]))
    assert [[year.year for year in action.calendar.years] for action in record.actions] == [[2015, 2016, 2017]] * 3
    assert {year.phase for action in record.actions for year in action.calendar.years} == {None}


def test_an_empty_last_number_is_warned_of(tmp_path: Path) -> None:
    record = read(tmp_path, *three(partners=["Acteurs et partenaires", "1) Ville", "2) Caf", "3)"]))
    assert names(record.actions[0]) == ["Ville", "Caf"]
    assert [w.code for w in other_warnings(record)] == ["list-number-empty"] * 3


def test_names_cut_at_a_line_end_keep_their_hyphens(tmp_path: Path) -> None:
    partners = ["Acteurs et partenaires", "1. Commune de Saint-Aubin-des-", "Prés", "2. Caf"]
    record = read(tmp_path, *three(partners=partners))
    assert names(record.actions[0]) == ["Commune de Saint-Aubin-des-Prés", "Caf"]


def test_each_row_of_evidence_names_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "clairbourg.txt", [COVER, *three()])
    rows = {row.field: row for row in read_contract(path).evidence}
    row = rows["/actions/1/title"]
    assert row.line is not None and row.page is None and row.box is None
    assert path.read_text(encoding="utf-8").split("\n")[row.line - 1] == row.text == TITLES[1]


def test_a_page_begins_at_a_form_feed() -> None:
    pages = text_pages("une\ndeux\n\ftrois\n\fquatre")
    assert [[line.raw for line in page] for page in pages] == [["une", "deux"], ["trois"], ["quatre"]]
    assert [line.number for page in pages for line in page] == [1, 2, 3, 4]


def test_a_page_begins_where_a_converter_left_a_space_for_its_form_feed() -> None:
    pages = text_pages("une\n\ndeux\n trois\n\nquatre\n")
    assert [[line.raw for line in page] for page in pages] == [["une", "deux"], ["trois", "quatre"]]


def test_lines_keep_their_numbers_whatever_ends_them() -> None:
    for end in ("\n", "\r\n", "\r"):
        (page,) = text_pages(end.join(["une", "", "", "deux  "]))
        assert [(line.number, line.raw, line.blanks) for line in page] == [(1, "une", 0), (4, "deux  ", 2)]
        assert page[1].ends_wide and not page[0].ends_wide


def test_control_and_private_use_characters_go() -> None:
    (page,) = text_pages("\x00 Un\x07 lieu \uf0b7 ouvert\x02")
    (line,) = page
    assert not [c for c in line.raw if ord(c) < 32 or 0xE000 <= ord(c) <= 0xF8FF]
    assert "Un lieu" in line.raw and line.raw.endswith("ouvert-")


@given(st.text(alphabet="ab \n\r\f\t•1.", max_size=80))
def test_pages_lose_no_word_and_lines_count_on(text: str) -> None:
    lines = [line for page in text_pages(text) for line in page]
    numbers = [line.number for line in lines]
    assert numbers == sorted(numbers)  # a form feed parts pages inside a line, too
    assert " ".join(line.raw for line in lines).split() == text.split()


def test_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "clairbourg.txt"
    text = "\f".join("\n".join(lines) + "\n" for lines in [COVER, *three()]).replace("'", "’")
    path.write_bytes(text.encode("cp1252"))
    record = read_contract(path)
    assert record.actions[0].strategic_orientations == ["Rompre l’isolement du secteur 1."]
    assert [w.code for w in other_warnings(record)] == ["encoding-guessed"]


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = write(tmp_path / "clairbourg.txt", [COVER, *three()])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    record = read_contract(path)
    assert record.contract.title is not None and record.contract.title.startswith("Contrat")
    assert other_warnings(record) == []


def test_bytes_of_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "clairbourg.txt"
    path.write_bytes(b"\xff\x00\x81\x8d" * 20)
    with pytest.raises(InputError, match="UTF-8"):
        read_contract(path)


PROGRAMME = [
    "Axe 1 : Emploi et formation  ",
    "Priorités Objectifs opérationnels Mesures",
    "1",
    "Mieux accueillir les jeunes ",
    "1.1.1 Ouvrir des permanences  ",
    "Deux agents d'accueil dans chaque quartier – le mercredi",
    "et le samedi / sur rendez-vous  ",
    "Un bilan par an  ",
    "1-1-2 Former les agents  ",
    "Trois journées (droit, accueil,",
    "écoute)  ",
    "2",
    "Soutenir les commerces ",
    "1.2.1. Créer un guichet unique  Étude des besoins  ",
]


def test_a_programme_is_read_by_its_numbers_and_double_spaces(tmp_path: Path) -> None:
    record = read_contract(write(tmp_path / "clairbourg.txt", [COVER, PROGRAMME]))
    assert [(action.number, action.title, action.contents) for action in record.actions] == [
        (
            "1.1.1",
            "Ouvrir des permanences",
            [
                "Deux agents d'accueil dans chaque quartier – le mercredi et le samedi / sur rendez-vous",
                "Un bilan par an",
            ],
        ),
        ("1.1.2", "Former les agents", ["Trois journées (droit, accueil, écoute)"]),
        ("1.2.1", "Créer un guichet unique", ["Étude des besoins"]),
    ]
    headings = [action.programme.priority for action in record.actions if action.programme]
    assert [(h.number, h.title) for h in headings if h] == [
        ("1", "Mieux accueillir les jeunes"),
        ("1", "Mieux accueillir les jeunes"),
        ("2", "Soutenir les commerces"),
    ]
    assert {action.theme for action in record.actions} == {"Emploi et formation"}
    shown = [
        row.text
        for row in record.evidence
        if row.field.startswith("/actions") and row.field.endswith("/number") and "programme" not in row.field
    ]
    assert shown == ["1.1.1", "1-1-2", "1.2.1."]
