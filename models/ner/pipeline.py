"""Loads the trained pipeline with the rules beside it, once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

import models.ner.words  # noqa: F401  makes the tokenizer known to spaCy
from models.ner.rules import LISTED_PLACES, TIDY, acronym_patterns, name_patterns

WEIGHTS = Path(__file__).parent / "weights"


@cache
def load() -> Language:
    """Give the pipeline as the product uses it: the trained part, then the rules."""
    nlp = spacy.load(WEIGHTS)
    add_ruler(nlp)
    nlp.add_pipe(TIDY)
    return nlp


def add_ruler(nlp: Language, *, overwrite: bool = False, first: bool = False) -> None:
    """Put the listed names into a pipeline: last, where the trained part found nothing, unless said."""
    for name, attr, patterns in (("acronyms", "ORTH", acronym_patterns()), ("names", "NORM", name_patterns())):
        config = {"overwrite_ents": overwrite, "phrase_matcher_attr": attr}
        ruler = nlp.add_pipe("entity_ruler", name, config=config, first=first or None)
        ruler.add_patterns(patterns)  # type: ignore[attr-defined]


def add_gazetteer(nlp: Language) -> None:
    """Put the lists alone into a pipeline without a trained part: institutions, communes, departments, regions."""
    add_ruler(nlp)
    nlp.add_pipe(LISTED_PLACES)
