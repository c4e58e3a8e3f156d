"""Text made comparable: without accents, capitals, typographic variants, plurals and small words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from string import ascii_lowercase, digits

from patterns import regexes as regex
from patterns.regexes import TIMEOUT as TIMEOUT

_APART = str.maketrans(dict.fromkeys(set(map(chr, range(128))) - set(ascii_lowercase + digits), " "))
_PLAIN = str.maketrans(
    {
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "’": "'",
        "‘": "'",
        "°": " ",
        "º": " ",
        "→": "=",
        "\xa0": " ",
    }
    | dict.fromkeys("–—‐‑−", "-")
)
_NUMERO_SIGNS = ("°", "º", "no", "n o", "num.")
_NUMERO = regex.compile(r"\bn\s*[°ºo]\s*(?=\W|\d|$)|\bno\.\s*|\bnum\.\s*", regex.IGNORECASE)
_ENDING = regex.compile(r"(?<=\p{L})\((?:s|x|e|es|se|ses|ne|nes|trice|trices)\)", regex.IGNORECASE)
"""Endings that a form leaves open: "Partenaire(s)"."""
_WHERE = regex.compile(r"^\W*[oô]ù\b", regex.IGNORECASE)
"""A label that begins so asks for a place; without its accent the word is small."""
SMALL_WORDS = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "l",
        "le",
        "la",
        "les",
        "un",
        "une",
        "et",
        "ou",
        "a",
        "au",
        "aux",
        "en",
        "par",
        "sur",
        "pour",
        "dans",
        "avec",
        "son",
        "ses",
        "leur",
        "leurs",
        "ce",
        "cette",
    ]
)


QUESTIONS = frozenset(["qui", "quoi"])
"""After a small word these ask for something of their own: "Pour qui ?", "Avec qui ?"."""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in lower-case ASCII, one space between words; every dash is "-", an arrow "="."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return " ".join(plain.encode("ascii", "ignore").decode().lower().split())


_EVEN = (
    {
        code: base
        for code in range(0xC0, 0x180)
        if len(base := unicodedata.normalize("NFD", chr(code).lower())[:1]) == 1 and base.isascii()
    }
    | {ord("’"): "'", ord("‘"): "'", 0xA0: " ", 0x202F: " "}
    | dict.fromkeys(map(ord, "–—‐‑−"), "-")
)


@lru_cache(maxsize=4096)
def even(text: str) -> str:
    """The text in lower case without accents, character for character: what is found in it stands there in the text."""
    return text.translate(_EVEN).lower()


def singular(token: str) -> str:
    """A folded word without its plural or feminine ending: "objectifs" is "objectif", "associées" "associe"."""
    if len(token) > 3 and token[-1] in "sx":
        token = token[:-1]
    return token[:-1] if len(token) > 4 and token.endswith("ee") else token


@lru_cache(maxsize=65536)
def key(text: str) -> tuple[str, ...]:
    """The text's telling words: folded, singular, without small words; "n°" is "numero"."""
    if "(" in text:
        text = _ENDING.sub("", text, timeout=TIMEOUT)
    lowered = text.lower()
    if any(sign in lowered for sign in _NUMERO_SIGNS):
        text = _NUMERO.sub(" numero ", text, timeout=TIMEOUT)
    if "ù" in lowered:
        text = _WHERE.sub("lieu", text, timeout=TIMEOUT)
    tokens = [token if token in SMALL_WORDS else singular(token) for token in fold(text).translate(_APART).split()]
    telling = tuple([token for token in tokens if token not in SMALL_WORDS])
    if QUESTIONS.isdisjoint(telling):
        return telling
    asked = zip(tokens, [*tokens[1:], ""], strict=True)
    return tuple([token for token, after in asked if token not in SMALL_WORDS or after in QUESTIONS])


def slug(text: str) -> str:
    """The text as an identifier: lower-case ASCII words joined by hyphens."""
    return "-".join(fold(text).translate(_APART).split())
