"""The published JSON Schema and the records meet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from made_records import made_record

from models.record import Record
from models.schema import DRAFT, json_schema
from output.writing import record_json


def objects(node: object) -> list[dict[str, Any]]:
    """Every part of a schema that describes an object."""
    if isinstance(node, dict):
        here = [node] if node.get("type") == "object" else []
        return here + [found for child in node.values() for found in objects(child)]
    if isinstance(node, list):
        return [found for child in node for found in objects(child)]
    return []


def test_the_schema_is_valid_and_names_its_draft() -> None:
    schema = json_schema()
    assert schema["$schema"] == DRAFT
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_key_is_required_and_no_other_is_allowed() -> None:
    parts = objects(json_schema())
    assert len(parts) > 20
    for part in parts:
        assert part["required"] == list(part["properties"]), part["title"]
        assert part["additionalProperties"] is False, part["title"]


def test_every_key_is_described() -> None:
    for part in objects(json_schema()):
        assert part["description"]
        for key, value in part["properties"].items():
            assert value.get("description"), f"{part['title']}.{key}"


def test_a_record_meets_the_schema_and_a_wrong_one_does_not() -> None:
    record = json.loads(record_json(made_record(Path("valmont.pdf"))))
    validator = jsonschema.Draft202012Validator(json_schema())
    validator.validate(record)
    del record["actions"][0]["theme_code"]
    assert [error.message for error in validator.iter_errors(record)] == ["'theme_code' is a required property"]


@pytest.mark.parametrize("name", ["valmont.pdf", "rivemont-agglo.pdf"])
def test_the_samples_records_meet_the_schema(samples: Path, name: str) -> None:
    from extract.reading import read_contract

    record = read_contract(samples / name)
    text = record_json(record)
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(text))
    assert Record.model_validate_json(text) == record


@pytest.mark.parametrize(
    "name",
    [
        "contracts/hazebrouck.pdf",
        "contracts/porte-du-hainaut.pdf",
        "seeds/hazebrouck.txt",
        "seeds/porte-du-hainaut.txt",
    ],
)
def test_the_real_contracts_records_meet_the_schema(shared: Path, name: str) -> None:
    from extract.reading import read_contract

    text = record_json(read_contract(shared / name))
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(text))
