"""The rules beside the trained part: names of the list of institutions, and what no name can be."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from models.ner.edges import shortened, trimmed
from models.ner.judging import may_be_name
from models.ner.lexicon import bodies, body_names, plain
from models.ner.lists import alike, as_listed
from models.ner.telling import (
    apart,
    authorities,
    called,
    first_places,
    in_full,
    landlords,
    landscapes,
    named,
    of_region,
    plain_places,
    quoted,
    with_head,
)
from models.ner.vocabulary import LONG_ACRONYM, PLACES, WRITTEN_SMALL
from patterns.lexicon import french_words

TIDY = "contrats_tidy"
LISTED_PLACES = "contrats_listed_places"
MISSED = (authorities, plain_places, landscapes, first_places, quoted, landlords, called)
"""What finds names that the trained part has missed."""


def acronym_patterns() -> list[dict[str, str]]:
    """Give the acronyms of the bodies that `patterns/` lists, matched letter for letter; long ones as words too."""
    acronyms = set(bodies())
    acronyms |= {one.title() for one in acronyms if len(one) >= LONG_ACRONYM and plain(one) not in french_words()}
    return [{"label": "ORG", "pattern": acronym} for acronym in sorted(acronyms)]


def name_patterns() -> list[dict[str, str]]:
    """Give the names of those bodies, to be matched in any casing, with or without accents."""
    return [{"label": "ORG", "pattern": name} for name in sorted({*body_names(), *WRITTEN_SMALL})]


@Language.component(LISTED_PLACES)
def listed_places(doc: Doc) -> Doc:
    """Mark every word with a capital that the official code has, where nothing is marked yet: the gazetteer alone."""
    found = [
        Span(doc, token.i, token.i + 1, "LOC") for token in doc if token.tag_ in PLACES and token.text[0].isupper()
    ]
    doc.ents = filter_spans([*doc.ents, *found])
    return doc


@Language.component(TIDY)
def tidy(doc: Doc) -> Doc:
    """Trim names to their words, leave out those that cannot be names, and add the State, region and department."""
    parts = [shortened(part) for entity in doc.ents for part in apart(with_head(of_region(in_full(entity))))]
    found = [as_listed(named(span)) for part in parts if (span := trimmed(part)) is not None and may_be_name(span)]
    covered = {at for span in found for at in range(span.start, span.end)}
    more = [span for find in MISSED for span in find(doc)]
    added = [span for span in more if not covered & set(range(span.start, span.end))]
    doc.ents = alike(filter_spans([*found, *added]))
    return doc
