"""Lists of words that a rule goes by: the shipped ones, with what a user adds and removes."""

from __future__ import annotations

from patterns.folding import fold, key
from patterns.loading import Patterns

ALTERNATIVES = frozenset({"phases.toml", "priorities.toml", "categories.toml"})
"""Files in which a word stands in one group only."""


def same_word(text: str) -> tuple[str, ...]:
    """Give what the spellings of one word or phrase share, whatever their accents, capitals and plurals."""
    return key(text) or (fold(text),)


def word_lists(patterns: Patterns, name: str) -> dict[str, tuple[str, ...]]:
    """Give every list of one file by its group.

    A file takes away what it removes, then adds its words; in a file of `ALTERNATIVES` a word that
    it adds to one group leaves the others.
    """
    lists: dict[str, list[str]] = {}
    for table in patterns.tables(name):
        for group, entry in table.items():
            gone = {same_word(word) for word in entry.get("remove", ())}
            lists[group] = [word for word in lists.get(group, ()) if same_word(word) not in gone]
        for group, entry in table.items():
            added = {same_word(word) for word in entry.get("words", ())}
            for other in lists if name in ALTERNATIVES else ():
                lists[other] = [word for word in lists[other] if same_word(word) not in added]
            lists[group] += entry.get("words", ())
    return {group: tuple(dict.fromkeys(words)) for group, words in lists.items()}
