"""Committees with their members, how the contract is evaluated, and tables of figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_lines import line
from made_sources import read_page, source_of
from read_records import record_of

from extract.contract.governance import read_governance
from extract.contract.indicator_tables import may_hold_figures, read_indicator_tables, units_of
from models.record import Committee, DataTable


def committees(*pages: str) -> list[Committee]:
    return read_governance(source_of(*pages)).item.committees


def test_members_of_a_sentence() -> None:
    page = (
        "4.1 Le comité de pilotage\nLe comité de pilotage est composé du préfet, des maires de Grenoble et d’Échirolles"
        ",\nainsi que de deux habitants. Il se réunit deux fois par an.\n4.2 Autre chose\nUn texte.\n"
    )
    [one] = committees(page)
    assert (one.name, one.kind, one.meets) == ("comité de pilotage", "steering", "deux fois par an")
    assert one.members == ["préfet", "maires de Grenoble", "Échirolles", "deux habitants"]


def test_members_of_a_list() -> None:
    page = (
        "Le comité technique (annexe 2)\nComposition :\n- le délégué du préfet ;\n- un agent de la CAF\n"
        "  et son suppléant.\nIl se tient à huis clos.\n"
    )
    [one] = committees(page)
    assert (one.name, one.kind) == ("comité technique", "technical")
    assert one.members == ["le délégué du préfet", "un agent de la CAF et son suppléant"]


def test_a_committee_that_a_sentence_alone_names() -> None:
    [one] = committees("Un comité de suivi réunit une fois par semestre les bailleurs, la CAF et les associations.")
    assert (one.kind, one.members) == ("follow_up", ["les bailleurs", "la CAF", "les associations"])


def test_members_of_a_list_that_lost_its_bullets() -> None:
    page = (
        "2.1 Le comité de pilotage\nIl réunit une fois par an :\nle préfet ;\nles maires ;\nla directrice de la Caf.\n"
        "2.2 Autre chose\nUn texte.\n"
    )
    [one] = committees(page)
    assert (one.meets, one.members) == ("une fois par an", ["le préfet", "les maires", "la directrice de la Caf"])


def test_a_heading_with_its_members_after_a_colon() -> None:
    page = "Comité de pilotage : le préfet, le maire, la CAF.\nÉquipe projet : chefs, délégués. Elle suit.\n"
    assert [one.members for one in committees(page)] == [
        ["le préfet", "le maire", "la CAF"],
        ["chefs", "délégués"],
    ]


def test_titles_before_offices_end_no_sentence() -> None:
    [one] = committees("Le comité de pilotage est composé de :\n- M. le Préfet\n- Mme la Présidente du Département\n")
    assert one.members == ["M. le Préfet", "Mme la Présidente du Département"]


def test_an_evaluation_whose_heading_the_text_follows() -> None:
    page = "f) Suivi et évaluation du contrat : Un bilan est fait chaque année.\nSon coût est de 3 000 euros.\n"
    evaluation = read_governance(source_of(page)).item.evaluation
    assert (evaluation.how[0], evaluation.when) == ("Un bilan est fait chaque année.", ["chaque année"])


def test_an_evaluation_that_a_sentence_alone_names() -> None:
    page = "Le comité se réunit. Le contrat fera l’objet d’une évaluation à mi-parcours en 2017.\n"
    evaluation = read_governance(source_of(page)).item.evaluation
    assert evaluation.how == ["Le contrat fera l’objet d’une évaluation à mi-parcours en 2017."]
    assert evaluation.when == ["à mi-parcours", "en 2017"]


def test_a_committee_under_the_chapters_title_is_the_contracts_own() -> None:
    page = "Pilotage\nLe comité de pilotage est présidé par le maire. Un comité technique prépare ses décisions."
    assert [one.kind for one in committees(page)] == ["steering", "technical"]
    assert committees(page.replace("Pilotage", "Le sport")) == []


@pytest.mark.parametrize("when", ["deux fois par an", "trois fois dans l'année"])
def test_when_a_committee_meets_is_no_member(when: str) -> None:
    page = f"Gouvernance\nUn comité de pilotage, présidé par le maire, se réunit {when}. L'équipe est composée de dix."
    (one,) = committees(page)
    assert (one.meets, one.members) == (when, [])


def test_the_evaluation_of_the_contract_before_is_not_this_ones() -> None:
    page = "2. Évaluation du contrat précédent\nL'évaluation conduite en 2022 salue le contrat de ville et ses projets."
    assert read_governance(source_of(page)).item.evaluation.how == []
    table = "Critères d'évaluation\n1\n2 Ville de Vernoy et ses associations, contrat de ville\n"
    assert read_governance(source_of(table)).item.evaluation.how == []


def test_a_committee_of_another_contract_is_left_out() -> None:
    assert committees("Un comité technique du contrat local de santé (CLS) est composé de médecins.") == []


def test_how_and_when_the_contract_is_evaluated() -> None:
    page = (
        "6) L’évaluation du contrat\nUn bilan annuel est remis au préfet. Une évaluation à mi-parcours est faite\n"
        "en 2018.\n"
        "7) Autre chose\nRien de plus.\n"
    )
    evaluation = read_governance(source_of(page)).item.evaluation
    assert evaluation.how == ["Un bilan annuel est remis au préfet.", "Une évaluation à mi-parcours est faite en 2018."]
    assert evaluation.when == ["bilan annuel", "à mi-parcours", "en 2018"]


def tables(*pages: str) -> list[DataTable]:
    source = source_of(*pages)
    bare = source.__class__(source.texts, source.page, source.locate, source.vocabulary, has_geometry=False)
    return [read.item for read in read_indicator_tables(bare)]


def test_a_table_of_a_text_file_whose_empty_cells_are_spaces() -> None:
    page = (
        "Indice de fragilité\n   Population Revenu Logement Valeur sur 100\nGrenoble  61 78 54 64\nFontaine   31  31\n"
        "Échirolles  72 85 66 74\nSource : observatoire, 2015\n"
    )
    [table] = tables(page)
    assert (table.title, table.source) == ("Indice de fragilité", "Source : observatoire, 2015")
    assert table.header == ["", "Population", "Revenu", "Logement", "Valeur sur 100"]
    assert table.rows == [
        ["Grenoble", "61", "78", "54", "64"],
        ["Fontaine", None, "31", None, "31"],
        ["Échirolles", "72", "85", "66", "74"],
    ]


def test_a_table_aligned_by_white_space_with_its_title_and_source() -> None:
    rows = (
        ("Trimestre", "Ville", "Zone"),
        ("1er 2014", "14,6 %", "10,4 %"),
        ("2e 2014", "14,4 %", "10,3 %"),
        ("3e 2014", "14,1 %", "10,0 %"),
    )
    lines = [line(text, x0=50 + 150 * k, top=100 + 20 * i) for i, row in enumerate(rows) for k, text in enumerate(row)]
    whole = [line("Taux de chômage", top=85.0), *lines, line("Source : Insee", top=185.0)]
    text = "Taux de chômage\n" + "\n".join("  ".join(row) for row in rows) + "\nSource : Insee"
    source = source_of(text)
    page = read_page(1, *whole)
    [read] = read_indicator_tables(source.__class__(source.texts, lambda _: page, source.locate, source.vocabulary))
    table = read.item
    assert (table.title, table.source, table.units) == ("Taux de chômage", "Source : Insee", [None, "%", "%"])
    assert [table.header, *table.rows] == [list(row) for row in rows]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Grenoble 12 14\nFontaine 15 18\n", True),
        ("En 2015, 12 habitants ont répondu.\nEn 2016, ils étaient 14.\n", False),
        ("12\n14\n15\n16\n18\n20\n", True),
    ],
)
def test_pages_without_rows_of_figures_are_not_looked_at_closer(text: str, held: bool) -> None:
    assert may_hold_figures(text) is held


def test_units_are_those_of_the_head_or_of_all_cells() -> None:
    assert units_of(
        ["Commune", "Part (en %)", "Revenu (€)", "Taux"], [["A", "1", "2", "3 %"], ["B", "4", "5", "6 %"]]
    ) == [
        None,
        "%",
        "€",
        "%",
    ]


def test_a_unit_in_the_title_is_that_of_all_columns() -> None:
    assert units_of(["", "2013", "2014"], [["A", "1", "2"]], "Taux de chômage (en %)") == [None, "%", "%"]


@pytest.mark.parametrize("name", ["contracts/porte-du-hainaut.pdf", "seeds/porte-du-hainaut.txt"])
def test_the_table_and_the_committees_of_the_programme_contract(shared: Path, name: str) -> None:
    contract = record_of(shared / name)["contract"]
    [table] = contract["tables"]
    assert (len(table["header"]), len(table["rows"])) == (7, 14)
    assert ["DENAIN", "67", "95", "58", "67", "13", "60"] in table["rows"]
    kinds = {one["kind"]: one["members"] for one in contract["governance"]["committees"]}
    assert {"steering", "technical", "citizen", "thematic"} <= set(kinds) and kinds["steering"] and kinds["technical"]
    assert contract["governance"]["evaluation"]["when"]
