"""Names in text: what `find_entities` gives, and what `contrats entities` prints."""

from __future__ import annotations

import json
import subprocess
import sys

from models.ner import Entity, find_entities, may_hold_name

SIGNED = "L'ARS et la Ville de Tours ont signé avec M. Paul DUPONT."


def entities_of(text: str) -> list[Entity]:
    return next(find_entities([text]))


def test_each_name_has_its_label_and_its_place() -> None:
    found = entities_of(SIGNED)
    assert [(name.text, name.label) for name in found] == [
        ("ARS", "ORG"),
        ("Ville de Tours", "ORG"),
        ("Paul DUPONT", "PER"),
    ]
    assert all(SIGNED[name.start : name.end] == name.text for name in found)


def test_offsets_count_the_white_space_as_it_is_written() -> None:
    spaced = "  " + SIGNED.replace(" ", " \t ")
    found = entities_of(spaced)
    assert [name.text.split() for name in found] == [["ARS"], ["Ville", "de", "Tours"], ["Paul", "DUPONT"]]
    assert all(spaced[name.start : name.end] == name.text for name in found)


def test_texts_come_back_in_order_and_none_is_dropped() -> None:
    texts = [SIGNED, "", "rien ici", SIGNED] * 100
    assert [len(found) for found in find_entities(texts)] == [3, 0, 0, 3] * 100


def test_a_line_without_a_capital_holds_no_name() -> None:
    assert not may_hold_name("favoriser l'accès aux soins.")
    assert may_hold_name("l'accès aux soins à Tours")


def test_the_command_prints_a_list_for_each_line() -> None:
    script = "from extract.cli import main; main()"
    given = f"{SIGNED}\n\nrien ici\r\n{SIGNED}"
    run = subprocess.run(
        [sys.executable, "-c", script, "entities"], input=given.encode(), capture_output=True, check=True
    )
    lines = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert [len(line) for line in lines] == [3, 0, 0, 3]
    assert lines[0][0] == {"text": "ARS", "label": "ORG", "start": 2, "end": 5}
