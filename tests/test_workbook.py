"""The workbook: made for reading, its links lead to the PDF, its cells are what stands in the records."""

from __future__ import annotations

import csv
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_cities import DIRECCTE, action, city, full_city, of_two_files, years
from typer.testing import CliRunner

from extract.cli import app
from models.record import Indicator, Neighbourhood, Partner, Record
from output import spreadsheet
from output.spreadsheet import LONGEST_CELL, Book, clean_text
from output.tables import workbook
from output.tables.layout import BY_NAME, TABLES, link_to_page
from output.tables.links import page_links
from output.tables.wording import field_name
from output.tables.workbook import write_workbook
from output.writing import record_json

HOSTILE = [
    "=1+1",
    "+33 1",
    "-2",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "http://x.example",
    "007",
    "1e5",
    "_x0041_",
    "TRUE",
]
"""Texts that a spreadsheet program might take for something else."""


@pytest.fixture(scope="module")
def records() -> list[Record]:
    lise = city(
        "Lise",
        action(1, "=cmd|' /C calc'!A0", contents=HOSTILE, pages=[7], calendar=years(2016, "xs-")),
        action(2, "Semer", indicators=[Indicator(as_written="Nombre\x07 de graines\x0b")]),
    )
    return [full_city(), lise]


@pytest.fixture(scope="module")
def path(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("book") / "contrats.xlsx"
    write_workbook(records, made, link_to_page)
    return made


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def cells(sheet: Any, top: int = 1) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=top))
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_there_is_a_summary_and_a_french_sheet_for_each_table(book: Any) -> None:
    assert book.sheetnames == ["Synthèse", *(table.title for table in TABLES)]


def test_every_sheet_has_a_header_that_stands_still_filters_and_widths(book: Any) -> None:
    for table in TABLES:
        if table.name == "diagnosis_tables":  # tables of other columns one below the other
            continue
        sheet = book[table.title]
        top = 2 if table.name == "calendar" else 1
        assert sheet.freeze_panes in (f"B{top + 1}", f"D{top + 1}"), table.name
        assert sheet.auto_filter.ref.startswith(f"A{top}:")
        head = sheet[top]
        assert all(cell.font.bold and cell.fill.fgColor.rgb == "FF1B4965" for cell in head)
        widths = [
            sheet.column_dimensions[cell.column_letter].width
            for cell in head
            if cell.column_letter in sheet.column_dimensions
        ]
        assert widths and all(7 <= width <= 61 for width in widths)


def test_the_summary_counts_by_city_and_by_theme(book: Any) -> None:
    rows = [[cell.value for cell in row] for row in book["Synthèse"].iter_rows()]
    assert rows[1][0] == "2 contrats, 4 actions."
    assert rows[3][:4] == ["Contrat", "Période", "Actions", "Pilotes et partenaires"]
    assert rows[4][:5] == ["Valmont", "2015-2020", 2, 2, 2] and rows[5][:4] == ["Lise", "2015-2020", 2, 0]
    themes = {row[0]: row[1:4] for row in rows[10:]}
    assert themes == {
        "Sans thème": [None, 2, 2],
        "Emploi et développement économique": [1, None, 1],
        "Parentalité": [1, None, 1],
    }


def test_an_action_reads_in_french_with_a_link_to_its_page(book: Any) -> None:
    sheet = book["Actions"]
    first = cells(sheet)[0]
    assert first["Contrat"] == "Valmont" and first["Thème"] == "Emploi et développement économique"
    assert first["Partenaires"] == "CAF et bailleurs" and first["Budget total (euros)"] == 1500.5
    assert first["Objectifs opérationnels"] == "Former aux métiers du cycle\nOuvrir le soir"
    link = next(cell for cell in sheet[2] if cell.hyperlink)
    assert link.value == "p. 41"
    assert (link.hyperlink.target, link.hyperlink.location) == ("valmont.pdf", "page=41")
    assert sheet["C2"].alignment.wrap_text and sheet.row_dimensions[2].height > 20


def test_rows_of_other_sheets_name_their_city_and_action(book: Any) -> None:
    partner = cells(book["Partenaires"])[2]
    assert (partner["Contrat"], partner["Numéro"]) == ("Valmont", "1")
    assert partner["Action"] == "Ouvrir un atelier de réparation de vélos"
    assert (partner["Rôle"], partner["Organisme"], partner["Catégorie"]) == (
        "Partenaire", "Caisse d’allocations familiales", "Protection sociale",
    )  # fmt: skip
    assert [row["Nature"] for row in cells(book["Instances"])] == ["comité de pilotage"]
    assert [row["Nature"] for row in cells(book["Quartiers"])] == ["Quartier prioritaire", "Quartier de veille active"]


def test_a_link_stands_beside_the_action_and_at_the_end_of_a_fact(book: Any) -> None:
    assert [cell.value for cell in book["Partenaires"][1]][:4] == ["Contrat", "Numéro", "Action", "Page du PDF"]
    assert [cell.value for cell in book["Actions"][1]][:4] == ["Contrat", "Numéro", "Titre", "Page du PDF"]
    assert [cell.value for cell in book["Quartiers"][1]][-2:] == ["Page du PDF", "Identifiant"]
    first, second = cells(book["Quartiers"])[:2]
    assert (first["Page du PDF"], second["Page du PDF"]) == ("p. 12", None)  # as the evidence says
    assert cells(book["Contenus"])[1]["Page du PDF"] == "p. 42"  # its own page, not the action's first
    assert cells(book["Plan"])[1]["Page du PDF"] == "p. 4"


def test_fields_codes_and_dates_are_in_french(book: Any) -> None:
    [warning] = cells(book["Alertes"])
    assert warning["Message"] == "La numérotation d’une liste saute un numéro (de 3 à 5)."
    assert warning["Champ"] == "Partenaires"
    assert [row["Champ"] for row in cells(book["Preuves"])] == ["Titre", "Titre", "Contenu 2", "Quartier 1, Nom"]
    assert cells(book["Dates"])[0]["Date"] == datetime(2015, 6, 26)
    assert cells(book["Partenaires"])[0]["Réseau"] == "Mission locale"
    assert cells(book["Fichiers"])[0]["Origine du texte"] == "texte du fichier"
    [figure] = cells(book["Chiffres des engagements"])
    assert (figure["Organisme"], figure["Valeur"], figure["Unité"]) == (DIRECCTE.name, 36, "%")
    assert figure["Engagement"] == "Porter à 36 % la part des contrats aidés."
    assert [row["Titre"] for row in cells(book["Plan"])] == ["Cadre", "\u2003Diagnostic"]


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("/contract/territory/name", "Territoire"),
        ("/contract/territory", "Territoire"),
        ("/contract/neighbourhoods/1/population", "Quartier 2, Habitants"),
        ("/contract/governance/committees/0/members/2", "Instance 1, Membre 3"),
        ("/contract/dates/0/date", "Date 1"),
        ("/actions/3/partners/0/as_written", "Partenaire 1"),
        ("/actions/3/partners", "Partenaires"),
        ("/actions/3/calendar/years/1", "Calendrier, Année 2"),
        ("/actions/3/programme/axis/title", "Axe, Titre"),
        ("/actions/3", "Action"),
        ("/outline/0/chapters/1/title", "Chapitre 1, Chapitre 2, Titre"),
    ],
)
def test_a_pointer_is_named_in_french(pointer: str, name: str) -> None:
    assert field_name(pointer) == name


def test_a_table_of_the_diagnosis_keeps_its_rows_and_columns(book: Any) -> None:
    rows = [[cell.value for cell in row] for row in book["Tableaux du diagnostic"].iter_rows()]
    assert rows[1:4] == [["Valmont", "Chômage", "p. 29"], [None, "Commune", "Taux"], [None, "Valmont", None]]


def test_too_much_evidence_is_left_to_the_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(workbook, "MOST_EVIDENCE", 3)
    write_workbook([full_city()], tmp_path / "a.xlsx", link_to_page)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Synthèse", *(table.title for table in TABLES)]
    assert str(book["Preuves"]["A1"].value).startswith("Les 4 lignes de preuves sont trop nombreuses")
    assert book["Preuves"].max_row == 1


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Objectif de programme", 18, 2),  # 144 pixels in 126
        ("Fiche action", 18, 1),
        ("AMÉNAGER LES ESPACES EXTÉRIEURS DE LA CITÉ", 40, 2),  # capitals are wide
        ("il fit la liste titi; il lit, il fila: illicite", 40, 1),  # and these letters narrow
        ("a\n\nb", 40, 3),
        ("8" * 64, 60, 2),
    ],
)
def test_a_row_is_as_high_as_its_words_wrap(text: str, width: int, lines: int, tmp_path: Path) -> None:
    book = Book(tmp_path / "a.xlsx", "A")
    book.line(book.sheet("A"), 0, [text], [width])
    book.close()
    height = openpyxl.load_workbook(tmp_path / "a.xlsx")["A"].row_dimensions[1].height
    assert height // spreadsheet.LINE_HEIGHT == lines


def test_the_calendar_has_a_coloured_column_a_year(book: Any) -> None:
    sheet = book["Calendrier"]
    first, second = cells(sheet, top=2)
    assert [first[year] for year in ("2015", "2016", "2017")] == ["É", "M", "M"]
    assert [second[year] for year in ("2015", "2016", "2017")] == [None, "•", "É"]
    fills = {cell.value: cell.fill.fgColor.rgb for cell in [*sheet[3], *sheet[4]] if cell.value in ("É", "M", "•")}
    assert fills == {"É": "FFF9D9A6", "M": "FFB7DFC0", "•": "FFD5DCE2"}
    legend = {cell.value: cell.fill.fgColor.rgb for cell in sheet[1] if cell.value}
    assert legend == {"É : étude": fills["É"], "M : mise en œuvre": fills["M"], "• : phase non précisée": fills["•"]}


def test_no_text_becomes_a_formula_a_number_or_a_link(book: Any) -> None:
    contents = [cell for cell in book["Contenus"]["E"] if cell.value in HOSTILE]
    assert [cell.value for cell in contents] == HOSTILE
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert cells(book["Actions"])[2]["Titre"] == "=cmd|' /C calc'!A0"
    assert all(cell.hyperlink is None for cell in contents)


def test_control_characters_are_dropped_and_long_texts_cut_to_a_cell(book: Any) -> None:
    assert "Nombre de graines" in [row["Tel qu’écrit"] for row in cells(book["Indicateurs"])]
    assert clean_text("a\x00b\ud800c\ufffed\r\ne") == "abcd\ne"
    for letter in ("a", "é", "🚲"):
        cut = clean_text(letter * (LONGEST_CELL + 9))
        assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_CELL and cut.endswith(letter + "…")


def test_the_file_holds_nothing_that_a_spreadsheet_program_warns_of(path: Path) -> None:
    """No macro, no link to other workbooks, no formula, no address with a backslash."""
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        names = file.namelist()
        assert not [name for name in names if "externalLink" in name or "vba" in name.lower()]
        for name in names:
            text = file.read(name).decode("utf-8", "ignore")
            assert "<f>" not in text
            if name.endswith(".rels"):
                assert "\\" not in text


def test_sheet_names_fit_and_stay_apart(tmp_path: Path) -> None:
    book = Book(tmp_path / "a.xlsx", "A")
    for _ in range(3):
        book.sheet("Une très longue question: combien d’actions [par ville] ?")
    book.close()
    names = openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert len(set(names)) == 3 and all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_more_rows_than_a_sheet_takes_go_on_in_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spreadsheet, "LAST_ROW", 5)
    actions = [action(k, f"Semer {k}", calendar=years(2015, "s")) for k in range(1, 8)]
    write_workbook([city("Lise", *actions)], tmp_path / "a.xlsx", link_to_page)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    rows = [*cells(book["Actions"]), *cells(book["Actions (2)"])]
    assert [row["Titre"] for row in rows] == [f"Semer {k}" for k in range(1, 8)]
    both = [*cells(book["Calendrier"], top=2), *cells(book["Calendrier (2)"])]
    assert [row["Action"] for row in both] == [f"Semer {k}" for k in range(1, 8)]


def test_a_column_of_unknown_codes_is_left_out(tmp_path: Path) -> None:
    area = Neighbourhood(name="La Gare", kind="watch", communes=["Valmont", "Lise"], commune_codes=[None, None])
    write_workbook([city("Lise", neighbourhoods=[area])], tmp_path / "a.xlsx", link_to_page)
    head = [cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx")["Quartiers"][1]]
    assert "Communes" in head and "Codes Insee des communes" not in head


def test_no_record_with_actions_gives_empty_sheets_with_their_headings(tmp_path: Path) -> None:
    write_workbook([city("Lise")], tmp_path / "a.xlsx", link_to_page)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [cell.value for cell in book["Indicateurs"][1]][:3] == ["Contrat", "Numéro", "Action"]
    assert book["Indicateurs"].max_row == 1


def test_two_contracts_of_one_city_are_named_apart(tmp_path: Path) -> None:
    both = [city("Lise", action(1, "Semer")), city("Lise", action(1, "Planter"), start=2024, sha256="ab" * 32)]
    write_workbook(both, tmp_path / "a.xlsx", link_to_page)
    rows = cells(openpyxl.load_workbook(tmp_path / "a.xlsx")["Actions"])
    assert [row["Contrat"] for row in rows] == ["Lise 2015", "Lise 2024"]


def test_links_lead_to_where_the_pdfs_are(records: list[Record], tmp_path: Path) -> None:
    (tmp_path / "contracts/north west").mkdir(parents=True)
    (tmp_path / "contracts/north west/valmont.pdf").write_bytes(b"%PDF")
    (tmp_path / "tables").mkdir()
    link = page_links(tmp_path / "tables", tmp_path / "contracts")
    assert link(records[0].sources[0], 41) == "../contracts/north%20west/valmont.pdf#page=41"
    assert link(records[1].sources[0], 7) == "lise.pdf#page=7"


def test_of_two_pdfs_of_one_name_the_one_that_was_read_is_linked(tmp_path: Path) -> None:
    import hashlib

    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "lise.pdf").write_bytes(name.encode())
    record = city("Lise", sha256=hashlib.sha256(b"b").hexdigest())
    assert page_links(tmp_path, tmp_path)(record.sources[0], 1) == "b/lise.pdf#page=1"


def test_each_page_of_a_contract_of_two_files_leads_into_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook([of_two_files()], path, link_to_page)
    sheet = openpyxl.load_workbook(path)["Actions"]
    links = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["corps.pdf", "annexe.pdf"]


# In LibreOffice


def converted(path: Path, folder: Path, kind: str) -> None:
    """Open a file in LibreOffice, with a profile of its own, and write it in another format."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is wanted: .ci/packages.txt lists it"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True)
    assert "Error" not in done.stderr and "Error" not in done.stdout


@pytest.mark.slow
def test_libreoffice_opens_the_workbook_and_its_cells_are_those_of_the_records(
    path: Path, records: list[Record], tmp_path: Path
) -> None:
    # every sheet as CSV: comma, quotes, UTF-8, cells as they are shown, quoted text, all sheets (-1)
    converted(path, tmp_path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")

    def sheet(title: str) -> list[list[str]]:
        with (tmp_path / f"contrats-{title}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    for table in TABLES:
        wanted = [row for record in records for row in table.rows(record)]
        if table.name in ("calendar", "diagnosis_tables"):
            continue
        head, *rows = sheet(table.title)
        assert [row[head.index("Identifiant")] for row in rows] == [row[0] for row in wanted], table.name
    head, *rows = sheet("Contenus")
    texts = [
        row[BY_NAME["contents"].column_names.index("text")] for r in records for row in BY_NAME["contents"].rows(r)
    ]
    assert [row[head.index("Texte")] for row in rows] == texts
    assert set(HOSTILE) <= set(texts)
    head, *rows = sheet("Calendrier")[1:]
    assert rows[0][head.index("2015")] == "É" and rows[0][head.index("2016")] == "M"


@pytest.mark.slow
def test_libreoffice_gives_the_workbook_back_with_its_cells_and_links(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "back"
    folder.mkdir()
    converted(path, folder, "xlsx")
    ours, theirs = openpyxl.load_workbook(path), openpyxl.load_workbook(folder / "contrats.xlsx")
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row:
                back = theirs[sheet.title][cell.coordinate]
                assert back.value == cell.value, (sheet.title, cell.coordinate)
                assert back.data_type == cell.data_type
                if cell.hyperlink:
                    assert Path(back.hyperlink.target).name == cell.hyperlink.target
                    assert back.hyperlink.location == cell.hyperlink.location


@pytest.mark.slow
def test_the_samples_workbook_opens_in_libreoffice(samples: Path, tmp_path: Path) -> None:
    from extract.reading import read_contract

    folder = tmp_path / "records"
    folder.mkdir()
    for pdf in sorted(samples.glob("*.pdf")):
        (folder / f"{pdf.stem}.json").write_text(record_json(read_contract(pdf)), encoding="utf-8")
    result = CliRunner().invoke(
        app, ["export", str(folder), "--to", str(tmp_path), "--format", "xlsx", "--pdfs", str(samples)]
    )
    assert result.exit_code == 0, result.output
    converted(tmp_path / "contrats.xlsx", tmp_path, "pdf")
    assert (tmp_path / "contrats.pdf").stat().st_size > 10_000


def test_a_partner_without_words_is_no_fault(tmp_path: Path) -> None:
    record = city("Lise", action(1, "", leads=[Partner(as_written="")]))
    write_workbook([record], tmp_path / "a.xlsx", link_to_page)
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["Partenaires"].max_row == 2
