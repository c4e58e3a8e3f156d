"""Names of places made comparable."""

from __future__ import annotations

from functools import lru_cache

from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold

_NO_WORD = regex.compile(r"[^a-z0-9]+")
_SAINT = {"st": "saint", "ste": "sainte", "sts": "saints"}
_LINKS = frozenset(["de", "du", "des", "d", "l", "le", "la", "les", "en", "et", "a", "au", "aux", "sur", "sous", "lez"])
"""Articles and links, which contracts leave out or add: "Mortagne du-Nord", "la Sentinelle"."""
_GENERIC = frozenset(
    [
        "communaute", "communautes", "agglomeration", "agglo", "agglopole", "commune", "communes", "urbaine",
        "metropole", "metropolitaine", "eurometropole", "europeenne", "intercommunale", "intercommunalite",
        "ca", "cc", "cu", "pays", "territoire", "grand",
    ]
)  # fmt: skip
"""Words that say what an intercommunality is, not which one."""


@lru_cache(maxsize=16384)
def place_key(name: str) -> str:
    """A commune's name as names are compared: folded, "saint" in full, without articles and links.

    A name of nothing but articles and links keeps them ("Eu" stays "eu", "Les" stays "les").
    """
    words = [_SAINT.get(word, word) for word in _NO_WORD.sub(" ", fold(name), timeout=TIMEOUT).split()]
    telling = [word for word in words if word not in _LINKS]
    return " ".join(telling or words)


def is_same_group(one: str, other: str) -> bool:
    """Whether two names are one intercommunality's, the first with more than its place: "Grand Lyon", not "Lyon"."""
    return place_key(one) != group_key(one) == group_key(other)


@lru_cache(maxsize=4096)
def group_key(name: str) -> str:
    """An intercommunality's name as names are compared: its telling words, in the alphabet's order.

    "CA Valenciennes Métropole", "Agglomération de Valenciennes" and "Valenciennes Métropole" are one;
    a name of nothing but such words keeps them.
    """
    words = place_key(name).split()
    telling = [word for word in words if word not in _GENERIC]
    return " ".join(sorted(telling or words))
