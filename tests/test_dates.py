"""Dates, each with what it is the date of."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_sources import source_of
from read_records import record_of

from extract.contract.dates import read_dates


def dates(*pages: str) -> list[tuple[str, str]]:
    return [(read.item.date, read.item.what) for read in read_dates(source_of(*pages))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fait à Marseille, le 17 juillet 2015", ("2015-07-17", "signature")),
        ("À Saint-Denis de La Réunion, le 1er août 2015", ("2015-08-01", "signature")),
        ("Le contrat de ville a été signé le 6 juillet 2015.", ("2015-07-06", "signature")),
        ("Le contrat sera proposé à la signature le 25/06/2015.", ("2015-06-25", "planned_signature")),
        ("approuvé par délibération du conseil métropolitain du 3 juillet 2015", ("2015-07-03", "council_vote")),
        ("Vu le décret n° 2014-1750 du 30 décembre 2014", ("2014-12-30", "decree")),
        ("la loi de programmation pour la ville et la cohésion urbaine\ndu 21 février 2014", ("2014-02-21", "law")),
        ("la circulaire du 15 octobre 2014", ("2014-10-15", "circular")),
        ("l’instruction du Gouvernement du 4 janvier 2024", ("2024-01-04", "circular")),
        ("Préambule\nSigné le 12 avril 2024, le présent contrat", ("2024-04-12", "signature")),
        ("l’arrêté préfectoral n°2015-12 du 4 mai 2015", ("2015-05-04", "order")),
    ],
)
def test_what_a_date_is_the_date_of(text: str, found: tuple[str, str]) -> None:
    assert dates(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "La réunion du 4 mai 2015 a réuni trente habitants.",
        "une convention signée le 29 janvier 2015",
        "le décret du 31 juin 2014",
        "le Conseil d’administration du 23 mai 2012",
    ],
)
def test_other_dates_are_not_kept(text: str) -> None:
    assert dates(text) == []


def test_dates_in_a_row_are_of_one_kind() -> None:
    assert dates("les décrets des 3 juin 2011 et 4 mai 2012") == [("2011-06-03", "decree"), ("2012-05-04", "decree")]


def test_a_year_is_taken_from_the_date_that_follows_close_by() -> None:
    page = "approuvé par le conseil communautaire du 22 juin\nA Grandpré, le 26 juin 2015"
    assert dates(page) == [("2015-06-22", "council_vote"), ("2015-06-26", "signature")]
    assert dates("approuvé par le conseil communautaire du 22 juin, sans plus") == []


def test_each_date_once_and_in_order() -> None:
    law = "la loi du 21 février 2014"
    assert dates(f"{law} et {law}", law, "le décret du 3 juillet 2013") == [
        ("2013-07-03", "decree"),
        ("2014-02-21", "law"),
    ]


@pytest.mark.parametrize("name", ["contracts/porte-du-hainaut.pdf", "seeds/porte-du-hainaut.txt"])
def test_the_dates_of_the_programme_contract(shared: Path, name: str) -> None:
    found = {(one["date"], one["what"]) for one in record_of(shared / name)["contract"]["dates"]}
    assert found >= {("2015-06-26", "signature"), ("2015-06-22", "council_vote"), ("2014-12-30", "decree")}
