"""Every regex of the program ends in time."""

from __future__ import annotations

import ast
import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fuzzing.mutating import texts

from extract import read_contract
from extract.batching.stages import as_read
from models.record import Record
from patterns import regexes

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("extract", "output", "corpus", "models", "patterns")
METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub")
ENDLESS = r"(a|aa|a.)+$"
TEXT = "a" * 60 + "b\n" * 2


def modules_imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_all_patterns_go_through_the_one_module() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if modules_imported(path) & {"re", "regex"}
    }
    assert users == {"patterns/regexes.py"}


def test_no_call_takes_the_timeout_away() -> None:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.keyword) and node.arg == "timeout":
                    assert not (isinstance(node.value, ast.Constant) and node.value.value is None), path


@pytest.mark.parametrize("method", METHODS)
def test_a_search_without_end_ends(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexes, "TIMEOUT", 0.05)
    pattern = regexes.compile(ENDLESS)
    arguments = ("x", TEXT) if method == "sub" else (TEXT,)
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        found = getattr(pattern, method)(*arguments)
        list(found or ())
    assert time.monotonic() - started < 5
    with pytest.raises(TimeoutError):
        list(getattr(regexes, method)(ENDLESS, *arguments, timeout=0.05) or ())


def test_a_pattern_is_used_as_one_of_the_re_module_is() -> None:
    pattern = regexes.compile(r"(?P<year>20\d\d)-(\d+)", regexes.IGNORECASE)
    assert pattern.search("le 2015-06")["year"] == "2015" and pattern.match("le 2015-06") is None
    assert pattern.fullmatch("2015-06").groups() == ("2015", "06")
    assert pattern.findall("2015-1 2016-2") == [("2015", "1"), ("2016", "2")]
    assert [match.start() for match in pattern.finditer("2015-1 2016-2")] == [0, 7]
    assert pattern.sub(lambda match: match["year"], "2015-1, 2016-2", count=1) == "2015, 2016-2"
    assert pattern.search("2015-1 2016-2", 3).start() == 7
    assert regexes.split(r"[,;]\s*", "a, b;c", maxsplit=1) == ["a", "b;c"]
    assert pickle.loads(pickle.dumps(pattern)).pattern == pattern.pattern
    assert list(pattern.groupindex) == ["year"]


PARTS = [
    ("extract.contract.facts.read_dates", "dates", lambda record: record.contract.dates),
    ("extract.contract.facts.read_signatories", "signatories", lambda record: record.contract.signatories),
    ("extract.contract.facts.read_neighbourhoods", "neighbourhoods", lambda record: record.contract.neighbourhoods),
    ("extract.{module}.with_commitments", "commitments", lambda record: record.contract.commitments),
    ("extract.{module}.read_outline", "outline", lambda record: record.outline),
    ("extract.{module}.{sheets}", "{what}", lambda record: record.actions),
]


@pytest.mark.parametrize("kind", ["pdf", "txt"])
@pytest.mark.parametrize(("reader", "what", "part"), PARTS)
def test_a_search_that_takes_too_long_costs_its_part(
    kind: str, reader: str, what: str, part: Callable[[Record], Any], samples: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def without_end(*_: object, **__: object) -> None:
        raise TimeoutError

    path = samples / "valmont.pdf"
    if kind == "txt":
        path = tmp_path / "valmont.txt"
        path.write_bytes(texts(samples)[sorted(samples.glob("*.pdf")).index(samples / "valmont.pdf")])
    names = {
        "pdf": {"module": "reading", "sheets": "read_actions", "what": "actions"},
        "txt": {"module": "textfile", "sheets": "read_text_sheets", "what": "sheets"},
    }[kind]
    monkeypatch.setattr(reader.format(**names), without_end)
    record = read_contract(path, ner=False)
    message = f"The {what.format(**names)} could not be read: a search for words took too long."
    assert message in [warning.message for warning in record.warnings if warning.code == "part-over-time"]
    assert not part(record) and record.contract.title
    assert as_read(record).incomplete


@pytest.mark.parametrize(
    "odd", [" " * 50_000, "A-B-" * 6000, "A " * 20_000, "1.-" * 20_000, "12 345 " * 5000, "9" * 50_000]
)
def test_no_search_grows_with_the_square_of_odd_text(odd: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(
        f"Contrat de ville 2015-2020 de Valmont\nLe quartier prioritaire {odd} compte 1 240 habitants\n"
        f"{odd}\nQP059001 {odd} QP059002\nLes quartiers {odd} sont en veille active : {odd}.\n"
        f"Axe 1 {odd}x\nActeurs et partenaires / {odd}/ Indicateurs\n",
        encoding="utf-8",
    )
    record = read_contract(path, ner=False)
    assert "part-over-time" not in [warning.code for warning in record.warnings]


def test_lists_in_lists_end(tmp_path: Path) -> None:
    path = tmp_path / "nested.txt"
    path.write_text(
        "Contrat de ville 2015-2020 de Valmont\n\nFiche action n° 1\nIntitulé : Ouvrir un atelier\n"
        f"Pilote : Ville\nPartenaires : {'Partenaires : ' * 500} ville\nIndicateurs : nombre\nCalendrier : 2015\n",
        encoding="utf-8",
    )
    partners = [partner for action in read_contract(path, ner=False).actions for partner in action.partners]
    deepest = 0
    while partners:
        deepest, partners = deepest + 1, [member for one in partners for member in one.members]
    assert 1 < deepest < 10
