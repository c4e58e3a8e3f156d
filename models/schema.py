"""The record's JSON Schema, made from its types."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from models.record import Record

DRAFT = "https://json-schema.org/draft/2020-12/schema"


class EveryKeyRequired(GenerateJsonSchema):
    """The schema of what is written: a key with a default is there too, so a reader can count on it."""

    def field_is_required(self, *_: object, **__: object) -> bool:
        """Say that each key of each part is required."""
        return True


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a record as `contrats` writes it."""
    schema = Record.model_json_schema(mode="serialization", schema_generator=EveryKeyRequired)
    return {"$schema": DRAFT, **schema}
