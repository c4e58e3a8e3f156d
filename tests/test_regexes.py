"""Every regex of the program ends in time."""

from __future__ import annotations

import ast
import pickle
import time
from pathlib import Path

import pytest

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
