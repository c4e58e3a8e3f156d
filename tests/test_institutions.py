"""The list of institutions: what stands in it, and how a user's file changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from patterns import use
from patterns.folding import key
from patterns.institutions import institution_index, institutions


def test_the_list_holds_what_any_contract_names() -> None:
    assert len(institutions()) >= 120
    assert {entry.level for entry in institutions()} == {"national", "regional", "departmental", "local"}
    named = {entry.id for entry in institutions()}
    assert {"caf", "mission-locale", "ars", "anru", "plie", "education-nationale", "cci", "drac"} <= named
    assert len({entry.id for entry in institutions() if entry.role == "region"}) == 18


@pytest.mark.parametrize(
    ("former", "now", "ended"),
    [
        ("Pôle emploi", "France Travail", 2024),
        ("Direction départementale de la cohésion sociale", "DDETS", 2021),
        ("Région Nord-Pas-de-Calais", "Région Hauts-de-France", 2016),
        ("Commissariat général à l'égalité des territoires", "ANCT", 2020),
        ("Centre national pour le développement du sport", "Agence nationale du sport", 2019),
    ],
)
def test_a_body_keeps_its_id_through_a_reform(former: str, now: str, ended: int) -> None:
    index = institution_index()
    then = index.by_name[key(former)]
    since = index.by_name.get(key(now)) or index.by_acronym[now.lower()]
    assert then.institution is since.institution
    assert (then.name.name, then.name.until) == (former, ended)
    assert since.name.until is None


def test_a_users_file_adds_names_and_institutions_and_removes_some(tmp_path: Path) -> None:
    (tmp_path / "institutions.toml").write_text(
        '[[institution]]\nid = "caf"\nspellings = ["La Caisse du coin"]\n'
        '[[institution]]\nid = "grdf"\nremove = true\n'
        '[[institution]]\nid = "partenord"\nname = "Partenord Habitat"\ncategory = "housing"\nlevel = "departmental"\n',
        encoding="utf-8",
    )
    shipped = {entry.id for entry in institutions()}
    with use(tmp_path):
        index = institution_index()
        assert index.by_name[key("la caisse du coin")].institution.names[-1].acronyms == ("CAF",)
        assert index.by_name[key("Partenord habitat")].institution.category == "housing"
        assert {entry.id for entry in institutions()} == (shipped - {"grdf"}) | {"partenord"}
    assert {entry.id for entry in institutions()} == shipped
