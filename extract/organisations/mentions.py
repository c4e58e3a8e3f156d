"""Organisations and places that the text of an action names, where it has no list of partners."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.fields import LIST_FIELDS, ActionRead
from extract.values import Value, part_of
from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold, key
from patterns.institutions import institution_index

if TYPE_CHECKING:
    from models.ner import Entity

Finder = Callable[[Iterable[str]], Iterator[list["Entity"]]]
"""What finds the names in texts: `models.ner.find_entities`."""
NAMES = ("leads", "partners", "places", "indicators")
"""Lists that are names themselves, or no prose."""
MARKS = " .,;:–—-/()«»“”\"’'"
"""Signs at the ends of a name that are none of it."""
# a capital after a word, or a first word of several capitals: "avec la CAF", "ARS et CPAM"
_NAME = regex.compile(r"[^\s.!?:;•–-]\s*[(«“\"'’/ ]*\p{Lu}|^\W*\p{Lu}{2}|['’]\p{Lu}")


class Named(NamedTuple):
    """A name in the text of an action, with where it stands."""

    label: Literal["ORG", "LOC"]
    value: Value


def find_mentions(actions: Sequence[ActionRead], finder: Finder) -> list[list[Named]]:
    """The organisations and places that each action's text names, each once; none where it lists partners.

    Only texts that can hold a name are given to `finder`, all at once; it is not called where there is none.
    """
    texts = [
        (i, value)
        for i, action in enumerate(actions)
        if not action.lists.get("partners")
        for value in _prose(action)
        if _NAME.search(value.text, timeout=TIMEOUT)
    ]
    found: list[list[Named]] = [[] for _ in actions]
    seen: set[tuple[int, str, str]] = set()
    if not texts:
        return found
    for (i, value), entities in zip(texts, finder(value.text for _, value in texts), strict=True):
        for entity in entities:
            name = entity.text.strip(MARKS)
            once = i, entity.label, fold(name)
            if entity.label == "PER" or once in seen or not _is_name(entity):
                continue
            seen.add(once)
            pieces = part_of(value, entity.start, entity.end)
            found[i].append(Named(entity.label, Value(name, pieces, "ner")))
    return found


def _is_name(entity: Entity) -> bool:
    """Whether what was found is a name: it has a capital, or the list of institutions knows it as no group."""
    if any(letter.isupper() for letter in entity.text):
        return True
    called = institution_index().by_name.get(key(entity.text)) if entity.label == "ORG" else None
    return called is not None and called.institution.kind == "body"


def _prose(action: ActionRead) -> Iterator[Value]:
    """The title of an action and the items of its lists that are text."""
    if action.title:
        yield action.title
    for name in LIST_FIELDS:
        if name not in NAMES:
            yield from action.lists.get(name, ())
