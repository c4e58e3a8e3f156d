"""Contracts side by side: every figure is right, leads back to its actions, and what is not alike is said."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_cities import CAF, DIRECCTE, LANDLORD, MISSION, action, city, full_city, years
from typer.testing import CliRunner, Result

from extract.cli import app
from models.record import (
    Commitment,
    Indicator,
    Member,
    Neighbourhood,
    Organisation,
    Partner,
    Priority,
    Quantity,
    Record,
    Signatory,
)
from output.comparison import likeness
from output.comparison.comparing import compare
from output.comparison.facts import quantity_words
from output.comparison.figures import Comparison, Figure, Section
from output.comparison.likeness import near_pairs, nearest, spelled, telling_words
from output.comparison.page import as_page
from output.comparison.plain import as_json, as_text
from output.comparison.sheets import write_sheets
from output.writing import record_json
from patterns import use


def partner(organisation: Organisation) -> Partner:
    return Partner(as_written=organisation.name, organisation=organisation)


def indicators(*texts: str) -> list[Indicator]:
    return [Indicator(as_written=text) for text in texts]


TOWN_HALL = Organisation(id="ville-valmont", name="Ville de Valmont", category="municipality")
LISE = Organisation(id="ville-lise", name="Ville de Lise", category="municipality")


def valmont() -> Record:
    return city(
        "Valmont",
        action(
            1, "Ouvrir un jardin partagé", theme_code="living_environment", pillar="social_cohesion",
            priority=Priority(as_written="1", level=1, scale=["1", "2", "3"]), leads=[partner(TOWN_HALL)],
            partners=[partner(CAF)], indicators=indicators("Nombre de participants", "Climat du quartier"),
            calendar=years(2015, "sii"), pages=[4],
        ),
        action(
            2, "Constituer un fonds de participation des habitants", theme_code="citizenship",
            leads=[partner(CAF)], indicators=indicators("Climat du quartier"), calendar=years(2016, "i"), pages=[5],
        ),
        action(3, "Repeindre la passerelle", theme_code="living_environment", pages=[6]),
        neighbourhoods=[
            Neighbourhood(name="Les Tilleuls", kind="priority", population=1324),
            Neighbourhood(name="La Gare", kind="priority", population_parts=[655, 10595]),
            Neighbourhood(name="Le Bourg", kind="watch"),
        ],
        signatories=[
            Signatory(organisation=TOWN_HALL, representative="M. Petit", role="maire"),
            Signatory(organisation=CAF, representative="Mme Dupré"),
        ],
        commitments=[
            Commitment(
                organisation=DIRECCTE, kind="commitment", text="Porter la part à 36 %.", theme_code="employment",
                quantities=[Quantity(value=36, unit="percent", of="contrats aidés", scope="regional", year=2015)],
            ),
            Commitment(organisation=CAF, kind="request", text="Un local est demandé."),
        ],
    )  # fmt: skip


def lise() -> Record:
    return city(
        "Lise",
        action(
            1, "Créer un fonds de participation des habitants", kind="programme_objective", theme_code="citizenship",
            priority=Priority(as_written="A", level=1, scale=["A", "B"]), leads=[partner(MISSION)],
            partners=[Partner(as_written="CAF et Club", members=[Member(as_written="CAF", organisation=CAF),
                                                                 Member(as_written="Club nautique")])],
            calendar=years(2024, "xs"), pages=[9],
        ),
        start=2024,
        signatories=[Signatory(organisation=LISE)],
        commitments=[
            Commitment(
                organisation=DIRECCTE, kind="commitment", text="Financer 800 000 €.", theme_code="employment",
                quantities=[Quantity(value=800000, unit="euro")],
            ),
            Commitment(organisation=LANDLORD, kind="commitment", text="Rénover.", theme_code="housing"),
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare([valmont(), lise()])


def section(comparison: Comparison, name: str) -> Section:
    return next(section for section in comparison.sections if section.name == name)


def values(comparison: Comparison, name: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """The numbers of each row by its labels."""
    return {
        row.labels: tuple(getattr(cell, "value", cell) for cell in row.cells) for row in section(comparison, name).rows
    }


def ids(comparison: Comparison, name: str, *labels: object) -> list[tuple[str, ...]]:
    row = next(row for row in section(comparison, name).rows if row.labels == labels)
    return [cell.ids for cell in row.cells if isinstance(cell, Figure)]


# Sections


def test_themes_are_counted_with_their_share_and_actions(comparison: Comparison) -> None:
    assert values(comparison, "themes") == {
        ("Cadre de vie",): (2, 0),
        ("Citoyenneté et participation",): (1, 1),
    }
    row = section(comparison, "themes").rows[0].cells[0]
    assert isinstance(row, Figure) and row.share == pytest.approx(2 / 3)
    assert row.ids == ("valmont-2015-001", "valmont-2015-003")


def test_a_theme_without_a_code_is_counted_as_written_whatever_its_case() -> None:
    one = city("Valmont", action(1, "Semer", theme="Santé et soins"))
    other = city("Lise", action(1, "Planter", theme="SANTE ET SOINS"), action(2, "Rire"))
    compared = compare([one, other])
    assert values(compared, "themes") == {("Santé et soins",): (1, 1), ("Sans thème",): (0, 1)}
    assert any("3 actions sur 3 n’ont pas de thème" in note for note in compared.notes)


def test_pillars_and_priorities_by_theme(comparison: Comparison) -> None:
    assert values(comparison, "pillars") == {("Pilier non précisé",): (2, 1), ("Cohésion sociale",): (1, 0)}
    assert values(comparison, "priorities") == {
        ("Cadre de vie", "1"): (1, 0),
        ("Cadre de vie", "non précisé"): (1, 0),
        ("Citoyenneté et participation", "1"): (0, 1),
        ("Citoyenneté et participation", "non précisé"): (1, 0),
    }


def test_an_action_counts_once_in_a_category_and_members_count_in_place_of_their_group(comparison: Comparison) -> None:
    assert values(comparison, "categories") == {
        ("Protection sociale",): (2, 1),
        ("Communes",): (1, 0),
        ("Emploi et insertion",): (0, 1),
        ("Catégorie non précisée",): (0, 1),
    }
    assert ids(comparison, "categories", "Protection sociale") == [
        ("valmont-2015-001", "valmont-2015-002"),
        ("lise-2024-001",),
    ]


def test_organisations_of_several_cities_are_listed_with_what_they_do_in_each(comparison: Comparison) -> None:
    rows = section(comparison, "organisations").rows
    assert [row.labels for row in rows] == [("Caisse d’allocations familiales", "Protection sociale", 2)]
    first, second = rows[0].cells
    assert isinstance(first, Figure) and isinstance(second, Figure)
    assert first.text == "1 Ouvrir un jardin partagé\n2 Constituer un fonds de participation des habitants (pilote)"
    assert second.text == "1 Créer un fonds de participation des habitants"


def test_an_authority_that_each_city_has_of_its_own_is_named_by_what_it_is() -> None:
    made = []
    for name in ("Valmont", "Lise"):
        hall = Organisation(id="municipality", name=f"Ville de {name}", category="municipality", role="municipality")
        made.append(city(name, action(1, "Semer", leads=[partner(hall)])))
    assert [row.labels[0] for row in section(compare(made), "organisations").rows] == ["La commune"]


def test_organisations_that_were_not_resolved_are_the_same_by_their_name() -> None:
    names = ("Régie de quartier", "REGIE DE QUARTIER")
    made = [
        city(n, action(1, "Semer", partners=[Partner(as_written=w)])) for n, w in zip(("A", "B"), names, strict=True)
    ]
    assert [row.labels[0] for row in section(compare(made), "organisations").rows] == ["Régie de quartier"]


def test_indicators_by_what_they_measure_and_actions_that_can_be_measured(comparison: Comparison) -> None:
    assert values(comparison, "measures") == {
        ("Analyse et appréciation qualitative",): (2, 0),
        ("Fréquentation et participation",): (1, 0),
    }
    assert values(comparison, "measurable") == {
        ("Au moins un indicateur mesurable",): (1, 0),
        ("Des indicateurs, aucun mesurable",): (1, 0),
        ("Aucun indicateur",): (1, 1),
    }


def test_calendars_by_year_phase_and_theme(comparison: Comparison) -> None:
    assert values(comparison, "calendar") == {
        ("2015", "Étude"): (1, 0),
        ("2016", "Mise en œuvre"): (2, 0),
        ("2017", "Mise en œuvre"): (1, 0),
        ("2024", "Phase non précisée"): (0, 1),
        ("2025", "Étude"): (0, 1),
    }
    assert values(comparison, "calendar_themes")["2016", "Mise en œuvre", "Cadre de vie"] == (1, 0)


def test_what_a_city_does_alone(comparison: Comparison) -> None:
    assert values(comparison, "absent_themes") == {("Cadre de vie",): (2, 0)}
    alone = section(comparison, "alone").rows
    assert [row.labels[1].ids for row in alone if isinstance(row.labels[1], Figure)] == [
        ("valmont-2015-001",),
        ("valmont-2015-003",),
    ]
    assert alone[0].labels[3:] == (0.0, None, None)


def test_the_nearest_actions_of_two_cities_with_their_score(comparison: Comparison) -> None:
    (row,) = section(comparison, "nearest").rows
    score, one, first, other, second = row.labels
    assert (one, other) == ("Valmont", "Lise") and score == 80.0
    assert isinstance(first, Figure) and isinstance(second, Figure)
    assert (first.ids, second.ids) == (("valmont-2015-002",), ("lise-2024-001",))
    assert "part des mots" in section(comparison, "nearest").reading


def test_neighbourhoods_and_inhabitants(comparison: Comparison) -> None:
    assert values(comparison, "neighbourhoods") == {
        ("Quartiers prioritaires",): (2, 0),
        ("Habitants des quartiers prioritaires",): (1324, 0),
        ("Quartiers prioritaires sans nombre d’habitants",): (1, 0),
        ("Quartiers de veille active",): (1, 0),
    }
    assert ids(comparison, "neighbourhoods", "Habitants des quartiers prioritaires")[0] == (
        "valmont-2015/neighbourhoods/0",
    )


def test_signatories_present_and_absent(comparison: Comparison) -> None:
    rows = {
        row.labels: [getattr(cell, "text", None) for cell in row.cells]
        for row in section(comparison, "signatories").rows
    }
    assert rows == {
        ("Communes", ""): ["Ville de Valmont : M. Petit, maire", "Ville de Lise : signe"],
        ("Protection sociale", "Caisse d’allocations familiales"): ["Mme Dupré", "absent"],
    }


def test_a_contract_whose_signatures_were_not_read_is_not_said_to_lack_them() -> None:
    rows = section(compare([valmont(), city("Lise", action(1, "Semer"))]), "signatories").rows
    assert {getattr(row.cells[1], "text", None) for row in rows} == {"non lu"}


def test_commitments_stand_side_by_side_with_their_figures_state_and_landlords_first(comparison: Comparison) -> None:
    rows = section(comparison, "commitments").rows
    assert [row.labels[0] for row in rows] == ["Direccte", "Habitat du Val", "Caisse d’allocations familiales"]
    texts = [getattr(cell, "text", None) for cell in rows[0].cells]
    assert texts == [
        "[36\u00a0% (contrats aidés, régional, 2015)] Porter la part à 36 %.",
        "[800\u202f000\u00a0€] Financer 800 000 €.",
    ]
    assert getattr(rows[2].cells[0], "text", None) == "Un local est demandé. (demande)"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(14.3, "percent", "14,3\u00a0%"), (1343330.0, "euro", "1\u202f343\u202f330\u00a0€"), (12.0, "count", "12")],
)
def test_a_quantity_is_written_as_in_french(value: float, unit: Any, words: str) -> None:
    assert quantity_words(Quantity(value=value, unit=unit)) == words


# Notes


def test_what_is_not_alike_is_said(comparison: Comparison) -> None:
    said = "\n".join(comparison.notes)
    assert "2015-2020 : Valmont ; 2024-2029 : Lise" in said
    assert "fiche action : Valmont ; objectif de programme : Lise" in said
    assert "Aucune action n’a d’indicateur : Lise" in said
    assert "échelles de priorité" in said and "Valmont 3, Lise 2" in said


def test_contracts_that_are_alike_need_no_note() -> None:
    one = valmont()
    twin = city("Lise", *[a.model_copy(update={"id": f"?-{k:03d}"}) for k, a in enumerate(one.actions, 1)])
    assert compare([one, twin]).notes == ()


# Every figure leads back


def test_every_figure_counts_its_ids_and_every_id_has_a_place(comparison: Comparison) -> None:
    known = set(comparison.places)
    for part in comparison.sections:
        for row in part.rows:
            assert not part.by_contract or len(row.cells) == 2, part.name
            for cell in (*row.labels, *row.cells):
                if isinstance(cell, Figure):
                    assert set(cell.ids) <= known
                    if row.labels != ("Habitants des quartiers prioritaires",):
                        assert cell.value == len(cell.ids), (part.name, row.labels)
    assert comparison.places["valmont-2015-001"] == ("Valmont", "1", "Ouvrir un jardin partagé", 4)


def test_shares_of_a_section_that_parts_the_actions_add_up(comparison: Comparison) -> None:
    for name in ("themes", "pillars", "priorities", "measurable"):
        for k in range(2):
            cells = [row.cells[k] for row in section(comparison, name).rows]
            assert sum(cell.share or 0 for cell in cells if isinstance(cell, Figure)) == pytest.approx(1), name


# Likeness


@given(st.lists(st.sampled_from(["jardin", "fonds", "vélo", "école", "créer", "de", "la", "Santé"]), max_size=6))
def test_a_title_is_wholly_like_itself_in_any_order_and_spelling(words: list[str]) -> None:
    letters: dict[str, str] = {}
    one = spelled([" ".join(words)], letters)
    other = spelled([" ".join(reversed(words)).upper()], letters)
    best = nearest(one, other)[0]
    assert (best.score if best else None) == (100.0 if telling_words(" ".join(words)) else None)


def test_likeness_is_the_share_of_words_in_common_and_the_same_both_ways() -> None:
    letters: dict[str, str] = {}
    one = spelled(["Prévenir le décrochage au collège"], letters)
    other = spelled(["Décrochage : écouter les collèges", "Planter des arbres"], letters)
    assert near_pairs(one, other, 5) == [(0, 0, pytest.approx(66.7, abs=0.1))]
    assert near_pairs(other, one, 5)[0].score == near_pairs(one, other, 5)[0].score


def test_words_that_only_say_that_something_is_done_are_data(tmp_path: Path) -> None:
    assert telling_words("Mettre en place un projet de jardin") == ("jardin",)
    (tmp_path / "likeness.toml").write_text('[generic]\nremove = ["projet"]\nwords = ["jardin"]\n')
    with use(tmp_path):
        assert telling_words("Mettre en place un projet de jardin") == ("projet",)


def test_titles_without_a_telling_word_are_like_no_other() -> None:
    letters: dict[str, str] = {}
    assert nearest(spelled(["Mettre en place", None], letters), spelled(["Mettre en place"], letters)) == [None, None]
    assert nearest(spelled(["Semer"], letters), []) == [None]


def test_too_many_actions_are_said_and_not_compared_each_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("output.comparison.actions.MOST_COMPARED", 3)
    compared = compare([valmont(), lise()])
    assert section(compared, "nearest").rows == () and "Trop d’actions" in compared.notes[-1]
    assert likeness.NEAR == 40.0


# What is written


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "records").mkdir()
    for record in (valmont(), lise()):
        path = tmp_path / f"records/{record.contract.id}.json"
        path.write_text(record_json(record), encoding="utf-8")
    return tmp_path / "records"


def test_the_terminal_shows_every_section_with_its_figures(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0, result.output
    assert "2 contrats comparés" in result.output
    assert re.search(r"Cadre de vie +- +2 \(67%\)", result.output)
    titles = [s.title for s in compare([valmont(), lise()]).sections if s.rows]
    assert all(title in result.output for title in titles)


def test_the_terminal_puts_contracts_that_do_not_fit_in_further_tables_and_cuts_long_ones() -> None:
    cities = [
        city(f"Ville{k:02d}", *[action(i, f"Semer {k} {i}", theme=f"Thème {i}") for i in range(20)]) for k in range(9)
    ]
    text = as_text(compare(cities), 80)
    assert max(map(len, (line for line in text.splitlines() if not line.startswith("  !")))) <= 130
    assert "… 5 autres lignes" in text and "Ville08" in text
    assert "autres lignes" not in as_text(compare(cities), 80, None)


def test_json_holds_every_figure_with_its_ids(folder: Path) -> None:
    result = run(folder, "--to", "json", "--out", "-")
    value = json.loads(result.stdout)
    assert [contract["id"] for contract in value["contracts"]] == ["lise-2024", "valmont-2015"]
    themes = next(s for s in value["sections"] if s["name"] == "themes")
    row = next(r for r in themes["rows"] if r["labels"] == ["Cadre de vie"])
    assert row["contracts"]["valmont-2015"]["ids"] == ["valmont-2015-001", "valmont-2015-003"]
    assert value["places"]["valmont-2015-003"]["page"] == 6
    assert json.loads(as_json(compare([lise(), valmont()]))) == value


def test_the_page_is_whole_escaped_and_every_figure_opens_on_its_actions(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "--to", "html", "--out", tmp_path / "c.html").exit_code == 0
    text = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in text and "default-src 'none'" in text
    assert not re.search(r"<script|\son\w+=|https?://", text)
    assert "<summary>2 (67%)</summary><ul><li>" in text and "3 Repeindre la passerelle" in text and "p. 6" in text
    hostile = city("Lise", action(1, "<img src=x onerror=alert(1)>", theme="<b>T</b>"))
    page = as_page(compare([hostile, valmont()]))
    assert "<img" not in page and "<b>T" not in page and "&lt;img" in page


def test_in_the_workbook_every_number_leads_to_what_it_counts(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "--to", "xlsx", "--out", tmp_path / "c.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert book.sheetnames[0] == "Lire d’abord" and book.sheetnames[-1] == "Détail"
    sheet = book["Thèmes"]
    head, first = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=3))
    assert head == ["Thème", "Lise", "Lise (%)", "Valmont", "Valmont (%)"]
    assert first == ["Cadre de vie", 0, None, 2, pytest.approx(2 / 3)]
    target = sheet["D3"].hyperlink.location
    row = int(re.fullmatch(r"'Détail'!A(\d+)", target)[1])  # type: ignore[index]
    behind = [[cell.value for cell in line] for line in book["Détail"].iter_rows(min_row=row, max_row=row + 1)]
    assert [line[6] for line in behind] == ["valmont-2015-001", "valmont-2015-003"]
    assert behind[0][2:6] == ["Valmont", "1", "Ouvrir un jardin partagé", 4]
    for page in book:
        assert all(cell.data_type != "f" for line in page.iter_rows() for cell in line)


def test_in_the_workbook_words_say_their_pages_and_stay_on_their_lines(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "--to", "xlsx", "--out", tmp_path / "c.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    nearest = [[cell.value for cell in row] for row in book["Sans équivalent"].iter_rows(min_row=3)]
    titles = {str(row[1]) for row in nearest}
    assert any(re.fullmatch(r".+ \(p\.\s\d+\)", title) for title in titles)
    for sheet in book:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.hyperlink and "\n" in str(cell.value)]
    note = book["Sans équivalent"]["A1"]
    assert note.alignment.wrap_text and "A1:" in str(book["Sans équivalent"].merged_cells.ranges)


def test_a_full_record_and_an_empty_one_compare(tmp_path: Path) -> None:
    compared = compare([full_city(), city("Lise")])
    write_sheets(compared, tmp_path / "a.xlsx")
    assert as_page(compared) and as_text(compared)


def test_one_contract_or_wrong_options_are_said(folder: Path, tmp_path: Path) -> None:
    one = next(folder.glob("*.json"))
    result = run(one)
    assert result.exit_code == 0 and "nothing to compare it with" in result.stderr
    assert run(folder, "--out", tmp_path / "a").exit_code == 2
    assert run(folder, "--to", "xlsx", "--out", "-").exit_code == 2
    assert run(tmp_path / "none").exit_code == 1
    result = run(folder, "--to", "html", "--out", tmp_path / "no" / "c.html")
    assert result.exit_code == 1 and "cannot be written" in result.stderr


def test_ten_cities_of_a_hundred_actions_compare_in_seconds() -> None:
    cities = [
        city(
            f"Ville{k}",
            *[
                action(
                    i, f"Ouvrir le lieu {i * k} de la rue {i % 9}", theme=f"T{i % 9}", indicators=indicators("Nombre")
                )
                for i in range(100)
            ],
        )
        for k in range(10)
    ]
    start = time.perf_counter()
    compare(cities)
    assert time.perf_counter() - start < 20
