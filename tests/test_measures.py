"""What indicators measure: groups of words, and a user's own on top."""

from __future__ import annotations

from pathlib import Path

import pytest

from patterns import use
from patterns.loading import read_table
from patterns.measures import measure_of


@pytest.mark.parametrize(
    ("text", "group", "measurable"),
    [
        ("Nombre de participants aux ateliers", "attendance", True),
        ("Assiduité des enfants", "attendance", True),
        ("Taux de satisfaction des familles", "satisfaction", True),
        ("Nombre d’entreprises contactées", "count", True),
        ("Nombre d’embauches à six mois", "employment", True),
        ("Part de femmes", "rate", True),
        ("25 % de femmes", "rate", True),
        ("Vingt pour cent de femmes", "rate", True),
        ("Public concerné", "public", False),
        ("Nombre de bénéficiaires", "public", True),
        ("DÉLAI D’ATTENTE", "time", True),
        ("Montant des impayés", "money", True),
        ("Entretien des espaces publics", "condition", False),
        ("Signature de la charte", "completion", False),
        ("Analyse de la demande", "quality", False),
        ("Enfants pris en charge", "other", False),
        ("cent arbres", "other", False),
        ("", "other", False),
    ],
)
def test_an_indicator_is_of_the_first_group_that_has_a_word_of_it(text: str, group: str, measurable: bool) -> None:
    measure = measure_of(text)
    assert (measure.group, measure.measurable) == (group, measurable)


def test_every_group_has_a_title_of_its_own() -> None:
    titles = [entry["title"] for entry in read_table("indicators.toml").values()]
    assert len(set(titles)) == len(titles) and all(titles)


def test_a_users_file_adds_and_takes_away_words_and_groups(tmp_path: Path) -> None:
    (tmp_path / "indicators.toml").write_text(
        '[count]\nremove = ["nombre"]\n[trees]\ntitle = "Arbres"\nmeasurable = true\nwords = ["arbre"]\n'
        '[attendance]\nwords = ["badge"]\n'
    )
    with use(tmp_path):
        assert measure_of("Nombre d’arbres")[:2] == ("trees", "Arbres")
        assert measure_of("Badges lus").title == "Fréquentation et participation"
    assert measure_of("Nombre d’arbres").group == "count"


def test_a_group_that_is_no_name_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "indicators.toml").write_text('[count]\nmeasurable = "yes"\n')
    with pytest.raises(Exception, match=r"indicators\.toml, line 2: `measurable`"), use(tmp_path):
        pass
