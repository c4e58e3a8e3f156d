"""The words that the rules beside the trained part go by (`data/vocabulary.toml`), and small tests of words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from spacy.tokens import Span, Token

from models.ner.lexicon import ORDINARY, body_names
from models.ner.words import fold
from patterns.loading import read_table

_LISTS = tomllib.loads(resources.files("models.ner").joinpath("data", "vocabulary.toml").read_text("utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name]["words"])


def _ends(name: str) -> tuple[str, ...]:
    return tuple(_LISTS[name]["words"])


PLURAL = _words("plural")
SMALL = _words("small")
ARTICLES = _words("articles")
CIVIL = _words("civil")
PARTICLES = _words("particles")
CITY = _words("city")
CITY_IS_NO_ONE = _words("city_is_no_one")
WRITTEN_SMALL = _words("written_small")
AUTHORITIES = {
    "Etat": frozenset(["l'", ""]),
    "État": frozenset(["l'", ""]),
    "Département": frozenset(["le"]),
    "Région": frozenset(["la"]),
    "Ville": frozenset(["la"]),
    "Agglo": frozenset(["l'"]),
    "Agglomération": frozenset(["l'"]),
}
"""Words that name an authority by themselves, after one of these words."""
GOES_ON = _words("goes_on")
CLAUSES = _words("clauses")
JOINING = _words("joining")
JOINTS = _words("joints")
PLACE_LISTS = _words("place_lists")
BODY_LISTS = _words("body_lists")
TERRITORIES = _words("territories")
LONGEST_LIST = 40
BEFORE_LIST = 4
"""Words of the longest list, and of what introduces it."""
PLACE_HEADS = _words("place_heads")
ROW_HEADS = _words("row_heads")
KINDS = _words("kinds")
CALLED = _words("called")
INNER = _words("inner")
LONGEST_CALLED = 8
"""Words of the longest name after such a word."""
SCHOOL_LISTS = _words("school_lists")
QUOTED = {"ORG": _words("quoted_bodies"), "LOC": _words("quoted_places")}
LONGEST_QUOTED = 6
"""Words of the longest name in quotes."""
STATES = _words("states")
SINGLE_HEADS = _words("single_heads")
SCHOOLS = _words("schools")
AUTHORITY_NAMES = _words("authority_names")
CAPITAL_NAMES = _words("capital_names")
CHARGES = _words("charges")
WHOLE = _words("whole")
SERVICES = _ends("services")
AUTHORITY_HEADS = _words("authority_heads")
TERRITORIAL = _words("territorial")
TERRITORIAL_AFTER = _words("territorial_after")
LANDSCAPES = _words("landscapes")
LONGEST_HEAD = 8
"""Words of the longest name of a body that stands before a place in small letters."""
LONG_ACRONYM = 5
"""Letters of the shortest acronym that may be written as a word: Insee."""
STREETS = _words("streets")
PAPERS = _words("papers")
FOUNDATION = "fonds de dotation"
"""A fund that is a body: "Fonds de dotation Clair de Lune"."""
REGIONAL = _ends("regional")
GENERIC = _words("generic")
DASHES = frozenset("-–")
UNLISTED = frozenset(["", ORDINARY])
PLACES = frozenset(["commune", "firstcommune", "department", "region"])
BODY_ENDS = _words("body_ends")
INFINITIVES = _ends("infinitives")
ADJECTIVES = _ends("adjectives")
QUOTES = frozenset('«“"')
"""After them an article is of the name: « Les Mamans du Lac »."""
THE_STATE = frozenset(["Etat", "État", "ETAT", "ÉTAT"])
OPENED = {"»": "«", ")": "(", '"': '"', "”": "“", "]": "["}


def is_sign(token: Token) -> bool:
    """Tell whether a token has neither letter nor figure."""
    return not any(letter.isalnum() for letter in token.text)


def is_listed(span: Span) -> bool:
    """Tell whether some words are a name of the list of institutions."""
    return " ".join(fold(token.text) for token in span).replace("' ", "'") in names_listed()


@cache
def names_listed() -> frozenset[str]:
    """Give the names that the rules know, folded."""
    return frozenset([*body_names(), *WRITTEN_SMALL])


@cache
def heads() -> frozenset[str]:
    """Give the folded words that the names of bodies begin with."""
    return SINGLE_HEADS | frozenset(
        [*(name.split()[0] for name in body_names()), *read_table("organisations.toml")["heads"]["words"]]
    )


@cache
def beginnings() -> frozenset[str]:
    """Give the folded words that begin a body's name even where all its words are ordinary: "Maison de quartier"."""
    listed = read_table("organisations.toml")
    return SINGLE_HEADS | frozenset([*listed["heads"]["words"], *listed["begins"]["words"]])
