"""Signatories: pages of signatures in any order and case, delegations, and "représenté par"."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_lines import line
from made_sources import read_page, source_of
from read_records import record_of

from extract.contract.signatories import read_signatories
from extract.contract.signature_blocks import delegated
from extract.contract.signing_names import organisation_in, signing_name
from models.ner import find_entities
from models.record import Signatory

Signed = list[tuple[str | None, str | None, str | None]]
EXPECTED: Signed = [
    ("Le Préfet de l'Isère", "Jean-Luc BERNIER", "Préfet de l'Isère"),
    ("Le Président de Grenoble-Alpes Métropole", "Christophe FARGE", "Président de Grenoble-Alpes Métropole"),
    ("Le Maire d'Échirolles", "Renzo SALVI", "Maire d'Échirolles"),
]
OFFICES, NAMES = [office for office, _, _ in EXPECTED], [str(name) for _, name, _ in EXPECTED]


def signed(*pages: str) -> Signed:
    items = [read.item for read in read_signatories(source_of(*pages))]
    return [(item.as_written, item.representative, item.role) for item in items]


def test_each_name_below_its_office() -> None:
    assert signed("\n".join(f"{office}\n{name}" for office, name, _ in EXPECTED)) == EXPECTED


def test_each_name_above_its_office() -> None:
    assert signed("\n".join(f"{name}\n{office}" for office, name, _ in EXPECTED)) == EXPECTED


def test_all_offices_then_all_names() -> None:
    assert signed("\n".join([*map(str, OFFICES), *NAMES])) == EXPECTED


def test_office_and_name_on_one_line() -> None:
    page = "Les signataires\n" + "\n".join(f"{office}, {name}" for office, name, _ in EXPECTED)
    assert signed(page) == EXPECTED


@pytest.mark.parametrize(
    "page",
    [
        "Pour la Ville de Vernoy,\nLuce MARBOT, maire\nPour l'État,\nIsmaël DUROC, préfet délégué",
        "Pour la Ville de Vernoy, le maire\nLuce MARBOT\nPour l'État, le préfet délégué\nIsmaël DUROC",
    ],
)
def test_party_office_and_name_on_two_lines_in_any_order(page: str) -> None:
    items = [read.item for read in read_signatories(source_of(f"Signatures\n{page}"))]
    assert [(item.organisation_name, item.role, item.representative) for item in items] == [
        ("Ville de Vernoy", "maire", "Luce MARBOT"),
        ("État", "préfet délégué", "Ismaël DUROC"),
    ]


def test_two_columns_are_read_one_beside_the_other() -> None:
    lines = []
    for k, (office, name, _) in enumerate([*EXPECTED, ("Madame la Directrice de la CAF", "Marie HOARAU", "")]):
        x0, top = 50.0 + 250 * (k % 2), 100.0 + 120 * (k // 2)
        lines += [line(str(office), x0=x0, top=top), line(str(name), x0=x0, top=top + 16)]
    source = source_of("\n".join(text.text for text in lines))
    page = read_page(1, *sorted(lines, key=lambda text: (text.top, text.x0)))
    reads = read_signatories(source.__class__(source.texts, lambda _: page, source.locate, source.vocabulary))
    assert [read.item.representative for read in reads] == [*NAMES, "Marie HOARAU"]


def test_capitals_throughout() -> None:
    page = "LE PREFET DES BOUCHES-DU-RHONE\nJEAN-MARC ROSIER\nLE MAIRE DE MARSEILLE\nALAIN DUPUIS\n"
    found = [read.item for read in read_signatories(source_of(page))]
    assert [item.representative for item in found] == ["JEAN-MARC ROSIER", "ALAIN DUPUIS"]
    assert [signing_name(item) for item in found] == ["Préfecture DES BOUCHES-DU-RHONE", "Ville de MARSEILLE"]


def test_the_party_on_a_line_of_its_own() -> None:
    page = "Pour l'État,\nLe Préfet de La Réunion\nPaul SORANT\nVille de Saint-Denis\nLe Maire,\nGilberte ANNETTE\n"
    found = [read.item for read in read_signatories(source_of(page))]
    assert [(item.organisation_name, item.representative) for item in found] == [
        ("État", "Paul SORANT"),
        ("Ville de Saint-Denis", "Gilberte ANNETTE"),
    ]


def test_a_signature_by_delegation() -> None:
    page = (
        "Madame la Rectrice de l'académie\n« Pour la Rectrice et par délégation Louis DUMONTIER\n"
        "le secrétaire général adjoint »\nLe Maire d'Échirolles\nRenzo SALVI\n"
    )
    first = next(iter(read_signatories(source_of(page)))).item
    assert (first.representative, first.role) == ("Louis DUMONTIER", "secrétaire général adjoint")
    assert first.on_behalf_of == "la Rectrice"


def test_a_delegation_without_the_office_it_is_of() -> None:
    page = (
        "Le Maire d'Échirolles\nRenzo SALVI\n\nPour la Présidente du Conseil départemental et par délégation,\n"
        "Le 3ème Vice-président, Gilbert TARANNE\n\nLe Directeur de Lise Habitat\nDenis CORBEL\n"
    )
    found = [read.item for read in read_signatories(source_of(page))]
    assert [item.representative for item in found] == ["Renzo SALVI", "Gilbert TARANNE", "Denis CORBEL"]
    assert (found[1].organisation_name, found[1].role) == ("Conseil départemental", "3ème Vice-président")


def test_signatures_below_text_and_over_a_pages_end() -> None:
    prose = (
        "Ce contrat est conclu pour six ans entre les parties qui le signent, et peut être revu par elles chaque année."
    )
    first = f"{prose}\n{prose}\n{prose}\nFait à Échirolles, le 3 juin 2015\nLe Préfet de l'Isère\nJean-Luc BERNIER\n"
    pages = (first + "Le Maire d'Échirolles", "Renzo SALVI\nLa Directrice de la CAF\nMarie HOARAU\n")
    assert [name for _, name, _ in signed(*pages)] == ["Jean-Luc BERNIER", "Renzo SALVI", "Marie HOARAU"]


def test_columns_that_spaces_hold_apart_in_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_text(
        "Contrat de ville de Clairbourg 2015-2020\n\nFait en 3 exemplaires à Clairbourg, le 3 juillet 2015\n\n"
        "Pour l'État                   Pour Clairbourg Agglomération    Pour la Ville\n"
        "Le Préfet de la Mayenne       Le Président                     Le Maire\n"
        "Philippe VIGNOUX              Anne BLIN                        Anne BLIN\n",
        encoding="utf-8",
    )
    found = record_of(path)["contract"]["signatories"]
    assert [(one["organisation_name"], one["representative"], one["role"]) for one in found] == [
        ("État", "Philippe VIGNOUX", "Préfet de la Mayenne"),
        ("Clairbourg Agglomération", "Anne BLIN", "Président"),
        ("Ville", "Anne BLIN", "Maire"),
    ]


def test_parties_in_one_sentence() -> None:
    page = (
        "Le contrat est signé entre l'État, représenté par le Préfet, M. Didier MARTEL, la commune de Metz,\n"
        "représentée par M. Denis GROSLIER, maire, et les communes voisines.\n"
    )
    assert signed(page) == [
        ("l'État", "Didier MARTEL", "Préfet"),
        ("la commune de Metz", "Denis GROSLIER", "maire"),
    ]


def test_a_table_with_a_row_for_each_signature() -> None:
    rows = [
        ("Organisme", "Représentant", "Qualité"),
        ("Ville d'Échirolles", "M. Renzo SALVI", "Maire"),
        ("CAF de l'Isère", "Mme Aziliz Hoarau", "Directrice"),
    ]
    lines = [
        line(text, x0=50.0 + 160 * k, top=100.0 + 20 * i) for i, row in enumerate(rows) for k, text in enumerate(row)
    ]
    source = source_of("Les signataires\n" + "\n".join(" ".join(row) for row in rows))
    page = read_page(1, *lines)
    reads = read_signatories(source.__class__(source.texts, lambda _: page, source.locate, source.vocabulary))
    assert [(read.item.organisation_name, read.item.representative, read.item.role) for read in reads] == [
        ("Ville d'Échirolles", "Renzo SALVI", "Maire"),
        ("CAF de l'Isère", "Aziliz Hoarau", "Directrice"),
    ]


def test_the_model_names_persons_and_organisations_that_no_rule_does() -> None:
    page = source_of(
        "Fait à Lyon, le 3 juin 2015\nLe Maire de Lyon\nGurvan Le Goff\nLe Directeur Val Habitat\nMarie HOARAU\n"
    )
    assert [read.item.representative for read in read_signatories(page)] == [None, "Marie HOARAU"]
    found = read_signatories(page, find_entities)
    assert [(read.item.organisation_name, read.item.representative) for read in found] == [
        ("Lyon", "Gurvan Le Goff"),
        ("Val Habitat", "Marie HOARAU"),
    ]
    assert {found[0].where["representative"].method, found[1].where["organisation_name"].method} == {"ner"}


def test_what_stands_before_the_first_party_is_not_its_name() -> None:
    page = "Vu la loi du 21 février 2014 ;\nIl est convenu entre :\nL'État, représenté par M. Didier MARTEL, Préfet ;\n"
    assert [item for item, _, _ in signed(page)] == ["L'État"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "« Pour le Préfet et par délégation, la sous-préfète, Anne VALLIER »",
            ("le Préfet", "Anne VALLIER", "sous-préfète"),
        ),
        (
            "Pour le Directeur, par intérim : Yves Garnier, chef de service",
            ("le Directeur", "Yves Garnier", "chef de service"),
        ),
        ("Pour la Présidente de la CAF et par délégation", ("la Présidente de la CAF", None, None)),
        ("Le Préfet", None),
    ],
)
def test_what_a_delegation_says(text: str, parts: tuple[str, str | None, str | None] | None) -> None:
    assert delegated(text) == parts


@pytest.mark.parametrize(
    ("office", "organisation"),
    [
        ("Directeur de Pôle Emploi", "Pôle Emploi"),
        ("Président du Directoire de Logis Neuf", "Logis Neuf"),
        ("Préfet du Nord", None),
        ("Vice-président en charge de l'Habitat", None),
        ("Maire d'Échirolles", "Échirolles"),
        ("Directrice de la caisse d'allocations familiales", "caisse d'allocations familiales"),
    ],
)
def test_the_organisation_that_an_office_is_of(office: str, organisation: str | None) -> None:
    assert organisation_in(office) == organisation


def test_parties_that_are_represented() -> None:
    page = (
        "ENTRE LES SIGNATAIRES :\nL'État, représenté par M. Didier MARTEL, Préfet de la Moselle,\n"
        "La Ville de Metz, représentée par son maire, Monsieur Denis GROSLIER,\n"
        "Metz Métropole, représentée par Monsieur Jean-Luc BOHRER, Président, dûment habilité par délibération,\n"
        "La Caisse d'allocations familiales de la Moselle, représentée par son directeur,\n"
        "et le Conseil régional de Lorraine, représenté par son président Jean-Pierre MASSENET ;\n"
    )
    assert signed(page) == [
        ("L'État", "Didier MARTEL", "Préfet de la Moselle"),
        ("La Ville de Metz", "Denis GROSLIER", "maire"),
        ("Metz Métropole", "Jean-Luc BOHRER", "Président"),
        ("La Caisse d'allocations familiales de la Moselle", None, "directeur"),
        ("le Conseil régional de Lorraine", "Jean-Pierre MASSENET", "président"),
    ]


def test_who_is_named_twice_signs_once() -> None:
    page = "L'État, représenté par M. Jean-Luc BERNIER, préfet de l'Isère ;\n"
    assert [name for _, name, _ in signed(page, "\n".join(f"{o}\n{n}" for o, n, _ in EXPECTED))] == NAMES


def test_prose_that_speaks_of_offices_is_no_page_of_signatures() -> None:
    page = (
        "Le Maire préside la réunion avec le Préfet.\n"
        "Le Président de la métropole y est invité, et les habitants aussi, chaque année."
    )
    assert signed(page) == []


@pytest.mark.parametrize("name", ["contracts/hazebrouck.pdf", "seeds/hazebrouck.txt"])
def test_the_card_contract_has_fifteen_signatures(shared: Path, name: str) -> None:
    found: list[dict[str, Any]] = record_of(shared / name)["contract"]["signatories"]
    assert len(found) == 15 and all(one["representative"] and one["role"] for one in found)
    assert sum(one["on_behalf_of"] is not None for one in found) == 6
    assert sum(one["organisation"] is not None for one in found) == 14  # one office names no organisation


def test_an_office_names_what_the_signature_is_looked_up_by() -> None:
    named: Callable[[str, str | None], str | None] = lambda office, name: signing_name(  # noqa: E731
        Signatory(as_written=office, organisation_name=name)
    )
    assert named("Monsieur le Maire d'Échirolles", "Échirolles") == "Ville de Échirolles"
    assert named("Madame la Préfète du Nord", None) == "Préfecture du Nord"
    assert named("Le Préfet délégué pour l'égalité des chances", None) == "Préfecture"
    assert named("Monsieur le Directeur de la CAF", "CAF") == "CAF"
