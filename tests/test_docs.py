"""The docs that are made from the code are fresh, and name every command, option and type."""

from __future__ import annotations

import re
from pathlib import Path

import build_docs
import pytest

from extract.cli import app
from models.schema import json_schema

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", build_docs.WIDTH)


@pytest.mark.parametrize("page", ["record.md", "commands.md"])
def test_the_made_parts_are_fresh(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    assert build_docs.renewed(text) == text, "run `make docs`"


def test_a_stale_page_is_noticed() -> None:
    assert build_docs.renewed("a\n<!-- made: record -->\nold\n<!-- end -->\nb\n") != (
        "a\n<!-- made: record -->\nold\n<!-- end -->\nb\n"
    )


def test_every_type_has_its_table() -> None:
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    for name in [*json_schema()["$defs"], "Record"]:
        assert f"\n### {name}\n" in text
    for anchor in re.findall(r"\]\(#([a-z]+)\)", text):
        assert f"\n### {anchor}\n" in text.lower()


def test_every_command_has_its_help_with_an_example() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        name = command.name or build_docs.callback_name(command.callback)
        section = text.split(f"\n## `contrats {name}`\n")[1].split("\n## ")[0]
        assert f"Example:\n    contrats {name}" in section
