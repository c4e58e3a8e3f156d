"""What is put into sheets drawn at random comes out: layouts, labels, fonts, marks and page ends at random.

RANDOM_SHEETS=5000 draws so many, anew each time; KNOWN_GAPS=1 draws only those that the reader is known
to fail on. A failure prints the contract that was drawn;
with RANDOM_SHEETS it is made small first, which takes minutes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from drawn_sheets import Drawn, Look, TooLongError, draw, expected, random_contract
from hypothesis import HealthCheck, Phase, assume, given, note, settings
from hypothesis import strategies as st

from corpus.scoring import SHEET_FIELDS, score
from extract.reading import read_contract
from output.writing import record_json

LEAST = 0.97
FIELDS = (*SHEET_FIELDS, "leads", "open_end")
EXAMPLES = int(os.environ.get("RANDOM_SHEETS", "0"))
ONLY_GAPS = bool(os.environ.get("KNOWN_GAPS"))


class Gap(NamedTuple):
    """A kind of layout that the reader fails on, and why."""

    name: str
    why: str
    has: Callable[[Look], bool]


def _unmarked(look: Look) -> bool:
    return any(look.marks[name] == "lines" for name in look.marks if name in look.fields and name != "leads")


KNOWN_GAPS = [
    Gap(
        "items one a line in the open",
        "Where no mark parts the items and a line reaches the edge of its column, what follows goes on with it.",
        lambda look: _unmarked(look) and look.layout not in ("rows", "form"),
    ),
]


FEW_WORDS = 30
"""A gap of the page, not of the look: a sheet's last words alone on a page are taken for a divider."""


def gaps(look: Look) -> list[str]:
    """The names of the known gaps that a look has."""
    return [gap.name for gap in KNOWN_GAPS if gap.has(look)]


def misses(drawn: Drawn, path: Path) -> dict[str, float]:
    """The fields of the contract drawn there that are not read well enough, with their scores."""
    record: dict[str, Any] = json.loads(record_json(read_contract(path)))
    scores = score(record, expected(drawn), FIELDS)
    return {field: round(value, 3) for field, value in scores.items() if value < LEAST}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drawn") / "clairbourg.pdf"


@given(chance=st.randoms(use_true_random=False))
@settings(
    derandomize=not EXAMPLES,
    max_examples=EXAMPLES or 150,
    deadline=None,
    phases=(Phase.generate, Phase.shrink) if EXAMPLES else (Phase.generate,),
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_what_is_drawn_is_read(path: Path, chance: Random) -> None:
    drawn = random_contract(chance)
    found = gaps(drawn.look)
    assume(ONLY_GAPS or not found)
    try:
        fewest = draw(path, drawn)
    except TooLongError:
        assume(False)
    assume(bool(found or fewest < FEW_WORDS) == ONLY_GAPS)
    note(repr(drawn))
    assert misses(drawn, path) == {}
