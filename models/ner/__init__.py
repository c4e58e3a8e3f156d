"""Organisations, places and people named in French administrative prose.

    from models.ner import find_entities

    for entities in find_entities(["L'ARS et la Ville de Tours ont signé."]):
        print([(entity.text, entity.label) for entity in entities])

spaCy is imported, and the pipeline loaded, when the first text is asked for, once a process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from models.ner.lines import may_hold_name, squeezed

__all__ = ["Entity", "find_entities", "may_hold_name"]


class Entity(NamedTuple):
    """A name in a text: `text[start:end]`, offsets in characters."""

    text: str
    label: Literal["ORG", "LOC", "PER"]
    start: int
    end: int


def find_entities(texts: Iterable[str], batch_size: int = 256) -> Iterator[list[Entity]]:
    """Give the names in each text, in order of place, none over another; texts are read in batches.

    A text that cannot hold a name (`may_hold_name`) costs next to nothing.
    """
    from models.ner.pipeline import load

    nlp = load()
    shortened = ((text, squeezed(text)) for text in texts)
    inputs = ((short.text if may_hold_name(short.text) else "", (text, short.places)) for text, short in shortened)
    for doc, (text, places) in nlp.pipe(inputs, as_tuples=True, batch_size=batch_size):
        yield [
            Entity(text[start:end], entity.label_, start, end)  # type: ignore[arg-type]
            for entity in doc.ents
            for start, end in [(places[entity.start_char], places[entity.end_char - 1] + 1)]
        ]
