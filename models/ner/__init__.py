"""Organisations, places and people named in French administrative prose.

    from models.ner import find_entities

    for entities in find_entities(["L'ARS et la Ville de Tours ont signé."]):
        print([(entity.text, entity.label) for entity in entities])

spaCy is imported, and the pipeline loaded, when the first text is asked for, once a process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from models.ner.lines import may_hold_name, squeezed

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["Entity", "find_entities", "may_hold_name"]


class Entity(NamedTuple):
    """A name in a text: `text[start:end]`, offsets in characters."""

    text: str
    label: Literal["ORG", "LOC", "PER"]
    start: int
    end: int


def find_entities(texts: Iterable[str], batch_size: int = 1024) -> Iterator[list[Entity]]:
    """Give the names in each text, in order of place, none over another; texts are read in batches.

    A text that cannot hold a name (`may_hold_name`) costs next to nothing.
    """
    from models.ner.pipeline import load

    nlp, lines = load(), iter(texts)
    while batch := [(text, squeezed(text)) for text in islice(lines, batch_size)]:
        holding = [may_hold_name(short.text) for _, short in batch]
        read = nlp.pipe([short.text for (_, short), holds in zip(batch, holding, strict=True) if holds])
        for (text, short), holds in zip(batch, holding, strict=True):
            yield [_entity(text, short.places, name) for name in next(read).ents] if holds else []


def _entity(text: str, places: Sequence[int], name: Span) -> Entity:
    start, end = places[name.start_char], places[name.end_char - 1] + 1
    return Entity(text[start:end], name.label_, start, end)  # type: ignore[arg-type]
