"""Loads the trained pipeline with the rules beside it, once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

import models.ner.words  # noqa: F401  makes the tokenizer known to spaCy

WEIGHTS = Path(__file__).parent / "weights"


@cache
def load() -> Language:
    """Give the pipeline as the product uses it: the trained part and the rules."""
    return spacy.load(WEIGHTS)
