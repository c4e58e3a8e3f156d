"""The database in Datasette, started on loopback and asked as a browser and a program would."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from made_cities import CAF, action, city, full_city, years
from typer.testing import CliRunner

from extract.cli import app
from models.record import Indicator, Partner
from output.tables.serving import QUERIES, metadata
from output.writing import record_json


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `contrats serve` over two cities, ended afterwards."""
    folder = tmp_path_factory.mktemp("served")
    lise = city(
        "Lise",
        action(
            1,
            "Fêter l’été",
            theme="Culture",
            leads=[Partner(as_written="CAF", organisation=CAF)],
            indicators=[Indicator(as_written="Nombre de participants")],
            calendar=years(2016, "ss"),
            pages=[7],
        ),
    )
    for name, record in (("valmont", full_city()), ("lise", lise)):
        (folder / f"{name}.json").write_text(record_json(record), encoding="utf-8")
    result = CliRunner().invoke(app, ["export", str(folder), "--to", str(folder), "--format", "sqlite"])
    assert result.exit_code == 0, result.output
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from extract.cli import main; main()"
    with (folder / "log.txt").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", code, "serve", str(folder), "--port", str(port)], stdout=log, stderr=log
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/-/versions.json", server)
        yield f"http://127.0.0.1:{port}/contrats"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until an address answers."""
    for _ in range(150):
        assert server.poll() is None, "datasette ended at once"
        try:
            urlopen(url, timeout=5).close()
        except URLError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("datasette did not answer in half a minute")


def asked(address: str, path: str, **parameters: str) -> Any:
    """The rows that the JSON API gives."""
    with urlopen(f"{address}/{path}.json?{urlencode({'_shape': 'array', **parameters})}", timeout=20) as answer:
        return json.load(answer)


def test_who_leads_what(address: str) -> None:
    rows = asked(address, "qui-porte-quoi", organisme="")
    assert [(row["organisme"], row["territoire"], row["action"]) for row in rows] == [
        ("Caisse d’allocations familiales", "Lise", "Fêter l’été"),
        ("Mission locale", "Valmont", "Ouvrir un atelier de réparation de vélos"),
    ]
    assert [row["page"] for row in asked(address, "qui-porte-quoi", organisme="mission")] == ["valmont.pdf#page=41"]


def test_actions_by_theme_and_city(address: str) -> None:
    rows = asked(address, "actions-par-theme-et-par-ville")
    assert [(row["theme"], row["territoire"], row["actions"], row["pourcentage"]) for row in rows] == [
        ("Culture", "Lise", 1, 100.0),
        ("Emploi et développement économique", "Valmont", 1, 50.0),
        ("Parentalité", "Valmont", 1, 50.0),
    ]


def test_the_indicators_that_are_used_most(address: str) -> None:
    first = asked(address, "indicateurs-les-plus-employes")[0]
    assert (first["mesure"], first["actions"], first["contrats"]) == ("Fréquentation et participation", 2, 2)


def test_the_search_folds_accents(address: str) -> None:
    assert [row["action"] for row in asked(address, "recherche", mots="feter ETE")] == ["Fêter l’été"]
    assert [row["id"] for row in asked(address, "actions", _search="mecaniciens")] == ["valmont-2015-001"]
    assert asked(address, "recherche", mots='"; drop') == []


def test_the_other_questions(address: str) -> None:
    assert [(row["territoire"], row["phase"]) for row in asked(address, "actions-d-une-annee", annee="2017")] == [
        ("Lise", "étude"),
        ("Valmont", "mise en œuvre"),
    ]
    shared = asked(address, "partenaires-de-plusieurs-villes")
    assert [(row["organisme"], row["contrats"]) for row in shared] == [("Caisse d’allocations familiales", 2)]


def test_pages_are_in_french_and_codes_have_their_names(address: str) -> None:
    with urlopen(f"{address}/actions", timeout=20) as page:
        text = page.read().decode()
    assert "Emploi et développement économique" in text and "<h1" in text
    with urlopen(address, timeout=20) as page:
        text = page.read().decode()
    assert all(query.title in text for query in QUERIES)


def test_the_database_is_only_read(address: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{address.removesuffix('/contrats')}/contrats.json?sql=delete+from+actions", timeout=20)
    assert refused.value.code == 400


def test_a_folder_without_a_database_is_said_with_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", str(tmp_path)])
    assert result.exit_code == 1 and "contrats export RECORDS" in result.stderr


def test_the_metadata_names_the_tables_and_questions() -> None:
    made = metadata("contrats")["databases"]["contrats"]
    assert made["tables"]["actions"]["title"] == "Actions"
    assert {query.title for query in QUERIES} >= {
        "Qui porte quoi ?", "Actions par thème et par ville", "Indicateurs les plus employés",
    }  # fmt: skip
