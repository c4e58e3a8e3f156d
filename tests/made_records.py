"""Readers to put in the real one's place, and the records they give. Workers import this module."""

from __future__ import annotations

import os
from pathlib import Path

from models.record import Action, Contract, Correction, Generator, Indicator, Partner, Period, Record, Source, Territory


def made_record(path: Path) -> Record:
    """A record with one action, as if it had been read from `path`."""
    action = Action(
        id="valmont-2015-001",
        kind="sheet",
        title="Réparer des vélos",
        partners=[Partner(as_written="Mission locale")],
        indicators=[Indicator(as_written="Nombre d'adhérents.")],
        pages=[2],
    )
    return Record(
        generator=Generator(version="0.1.0"),
        source=Source(file_name=path.name, sha256="0" * 64, media_type="application/pdf", pages=3, text_layer="native"),
        contract=Contract(
            id="valmont-2015",
            title="Contrat de ville de Valmont",
            territory=Territory(name="Valmont"),
            period=Period(start_year=2015, end_year=2020),
        ),
        actions=[action],
    )


def read_or_break(path: Path) -> Record:
    """A made record; a file named `fault…` raises, one named `crash…` ends the process."""
    if path.name.startswith("fault"):
        raise ZeroDivisionError("a line\nor two")
    if path.name.startswith("crash"):
        os._exit(3)
    return made_record(path)


def with_a_correction(record: Record) -> Record:
    """A record with a title that a reader has corrected."""
    now = record.actions[0].title
    correction = {"field": "/actions/0/title", "verdict": "wrong", "was": "Avant", "now": now}
    held = {**correction, "who": "Mme Roux", "when": "2026-03-02T10:15:00Z"}
    return record.model_copy(update={"corrections": [Correction.model_validate(held)]})
