"""What indicators measure, by the groups of words of `indicators.toml`."""

from __future__ import annotations

from typing import NamedTuple

from patterns import regexes as regex
from patterns.folding import key
from patterns.loading import in_use, kept
from patterns.words import same_word, word_lists

_PER_CENT = regex.compile(r"%|\bpour cent\b", regex.IGNORECASE)
OTHER_TITLE = "Autre mesure"


class Measure(NamedTuple):
    """What an indicator measures: the group's name, its French title, and whether it has a figure."""

    group: str
    title: str
    measurable: bool


class _Group(NamedTuple):
    name: str
    title: str
    measurable: bool
    phrases: tuple[str, ...]


@kept
def _groups() -> tuple[_Group, ...]:
    lists = word_lists(in_use(), "indicators.toml")
    titles: dict[str, str] = {}
    measurable: dict[str, bool] = {}
    for table in in_use().tables("indicators.toml"):
        for name, entry in table.items():
            titles[name] = entry.get("title") or titles.get(name, name)
            measurable[name] = entry.get("measurable", measurable.get(name, False))
    return tuple(
        _Group(name, titles[name], measurable[name], tuple(" ".join(same_word(word)) for word in words))
        for name, words in lists.items()
    )


def measure_of(text: str) -> Measure:
    """Give what an indicator measures: the first group one of whose words stands in it, else `other`.

    It is measurable where any group that has a word in it is: "Nombre de bénéficiaires" is a count of a
    public, and has a figure though a public alone has none.
    """
    folded = f" {' '.join(key(_PER_CENT.sub(' pourcent ', text)))} "
    found = [group for group in _groups() if any(f" {phrase} " in folded for phrase in group.phrases)]
    if not found:
        return Measure("other", OTHER_TITLE, False)
    return Measure(found[0].name, found[0].title, any(group.measurable for group in found))
