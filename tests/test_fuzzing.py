"""Mutants of the samples: each is read, read with a warning, or refused in one line; nothing else happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzzing.mutating import PDF_WAYS, TEXT_WAYS, mutants
from fuzzing.running import MEGABYTES, fuzz


def test_mutants_are_the_same_each_time(samples: Path) -> None:
    assert list(mutants(samples, 1, 24)) == list(mutants(samples, 1, 24))
    assert list(mutants(samples, 1, 4)) != list(mutants(samples, 2, 4))


def test_every_way_to_change_a_file_is_taken(samples: Path) -> None:
    names = " ".join(name for name, _ in mutants(samples, 1, 200))
    assert [way.__name__ for way in (*PDF_WAYS, *TEXT_WAYS) if way.__name__ not in names] == []


@pytest.mark.slow
def test_two_hundred_mutants_show_no_fault(samples: Path, tmp_path: Path) -> None:
    counts = fuzz(samples, 200, 200, 2, tmp_path / "faults")
    assert counts.faults == []
    assert counts.read + counts.warned + counts.refused == 200
    assert min(counts.read, counts.warned, counts.refused) > 10, counts
    assert counts.megabytes < MEGABYTES
