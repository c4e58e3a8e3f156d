"""The lists that a word is looked up in, and the class that it has there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from patterns.lexicon import french_words
from patterns.loading import read_table

ARTICLES = ("le ", "la ", "les ", "l'")
ORDINARY = "word"
"""The class of a French word that is in no list of names: with a capital it is seldom one."""
NAMED_WHOLE = ("region", "department")
SHORTEST_PART = 4
"""Letters of a part of a commune's name that says something: "Saint", not "les"."""
FIRST_NAMES_JOINED = 2
ROLES = frozenset(
    ["prefet", "prefete", "sous-prefet", "sous-prefete", "recteur", "procureur", "delegue", "maire", "inspecteur"]
)


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


class WordClasses(dict[str, str]):
    """The class of each folded word: that of a list of names, ordinary French word, or none.

    A word made of two first names is one too; everything else is looked up, and kept with the class it has.
    """

    def __missing__(self, word: str) -> str:
        """Give the class of a word that no list of names has: ordinary, or none where the word is unknown."""
        parts = word.split("-")
        if len(parts) == FIRST_NAMES_JOINED and all(self.get(part, "").startswith("first") for part in parts):
            self[word] = "first"
        else:
            known = word in french_words() or all(part in french_words() or part in function_words() for part in parts)
            self[word] = ORDINARY if known else ""
        return self[word]


@cache
def communes_with_article() -> frozenset[str]:
    """Give the folded communes whose name begins with an article: "la seyne-sur-mer"."""
    names = (plain(place.name) for place in places() if place.kind == "communes")
    return frozenset(name for name in names if name.startswith(ARTICLES))


@cache
def word_classes() -> WordClasses:
    """Give the classes that the lists give words; where a word is in several, the last of these stands.

    An ordinary word that is a commune's name too (`data/ordinary_words.txt`) is no commune's.
    """
    classes = WordClasses()
    ordinary = {word for line in read_lines("ordinary_words.txt") for word in line.split()}
    first = {plain(name) for name in first_names()}
    communes = {_without_article(plain(place.name)) for place in places() if place.kind == "communes"}
    parts = {name.split("-")[0] for name in communes if "-" in name}
    classes |= dict.fromkeys((part for part in parts - ordinary if len(part) >= SHORTEST_PART), "part")
    classes |= dict.fromkeys(communes - ordinary, "commune")
    classes |= {name: "firstcommune" if name in communes else "first" for name in first}
    classes |= {plain(place.name).removeprefix("la "): place.kind for place in places() if place.kind in NAMED_WHOLE}
    classes |= dict.fromkeys(map(plain, programmes()), "programme")
    classes |= dict.fromkeys(map(plain, bodies()), "body")
    return classes


@cache
def programmes() -> frozenset[str]:
    """Give the acronyms that are no body's."""
    return frozenset(name for line in read_lines("programmes.txt") for name in line.split())


@cache
def bodies() -> tuple[str, ...]:
    """Give the acronyms of the institutions that are bodies, not funds or groups."""
    listed = read_table("institutions.toml")["institution"]
    dated = [name for entry in listed if entry.get("kind", "body") == "body" for name in (entry, *entry.get("was", ()))]
    acronyms = (acronym for name in dated for acronym in name.get("acronyms", ()))
    return tuple(one for one in acronyms if one.isalpha() and len(one) > 2 and one not in programmes())


@cache
def function_words() -> frozenset[str]:
    """Give the folded words that never are a name by themselves: adverbs, pronouns, what headings begin with."""
    return frozenset(word for line in read_lines("function_words.txt") for word in line.split())


def is_role(word: str) -> bool:
    """Tell whether a folded word begins a person's charge and not a body's name, as "Préfet" does."""
    return word in ROLES


@cache
def body_names() -> tuple[str, ...]:
    """Give the folded names of the institutions that are bodies; those of one word say too little.

    What names no one body in prose (`data/no_names.txt`) is left out.
    """
    listed = read_table("institutions.toml")["institution"]
    dated = [name for entry in listed if entry.get("kind", "body") == "body" for name in (entry, *entry.get("was", ()))]
    names = [plain(written) for name in dated for written in (name["name"], *name.get("spellings", ()))]
    told = (name for name in names if (" " in name or "-" in name) and name not in no_names())
    return tuple(name for name in told if not is_role(name.split()[0]))


@cache
def no_names() -> frozenset[str]:
    """Give the folded names of the list of institutions that name no one body in prose."""
    return frozenset(read_lines("no_names.txt"))


def _without_article(name: str) -> str:
    return next((name.removeprefix(article) for article in ARTICLES if name.startswith(article)), name)
