"""The lists that a word is looked up in, and the class that it has there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

ARTICLES = ("le ", "la ", "les ", "l'")


class Place(NamedTuple):
    """A place of the official geographic code: its kind, code, name, and TNCC (how it is joined to a word before)."""

    kind: str
    code: str
    name: str
    liaison: int


def read_lines(name: str) -> Iterator[str]:
    """Give the lines of a list of the package, without blank lines and comments."""
    text = resources.files("models.ner").joinpath("data", name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def places() -> tuple[Place, ...]:
    """Give communes, departments, regions and intercommunalities as the official code has them."""
    found = []
    for line in read_lines("places.txt"):
        kind, code, names = line.split("\t")
        if kind in ("region", "department"):
            name, liaison = names.split("|")
            found.append(Place(kind, code, name, int(liaison)))
        else:
            found += [Place(kind, code, name, 0) for name in names.split("|")]
    return tuple(found)


@cache
def first_names() -> tuple[str, ...]:
    """Give the list of first names."""
    return tuple(name for line in read_lines("first_names.txt") for name in line.split())


def plain(text: str) -> str:
    """Give a text without capitals and accents."""
    letters = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("œ", "oe"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def word_classes() -> dict[str, str]:
    """Give the class of each folded word: first name, part of a place's name, commune, department, region.

    Where a word is in several lists the last of these stands. An ordinary word (`data/ordinary_words.txt`) has none.
    """
    classes = {plain(name): "first" for name in first_names()}
    parts, communes = set(), set()
    for place in places():
        if place.kind != "communes":
            continue
        name = plain(place.name)
        for article in ARTICLES:
            name = name.removeprefix(article)
        communes.add(name)
        first, dash, _ = name.partition("-")
        if dash and len(first) > 3:  # "Saint", not "le"
            parts.add(first)
    ordinary = {word for line in read_lines("ordinary_words.txt") for word in line.split()}
    classes |= {word: "part" for word in parts - ordinary if word not in classes}
    classes |= {
        word: "firstcommune" if word in classes and classes[word] == "first" else "commune"
        for word in communes - ordinary
    }
    for place in places():
        if place.kind in ("region", "department"):
            classes[plain(place.name).removeprefix("la ")] = place.kind
    return classes
