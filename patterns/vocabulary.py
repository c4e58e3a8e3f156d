"""Words that rules go by, other than labels: phases, levels, colours, chapter headings."""

from __future__ import annotations

import colorsys
from functools import lru_cache
from typing import Any, Literal

import regex

from patterns.folding import TIMEOUT, fold, key
from patterns.loading import read_table

Phase = Literal["study", "implementation"]


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return read_table("words.toml")


@lru_cache(maxsize=1)
def _phase_keys() -> dict[Phase, tuple[str, ...]]:
    table = _words()["phases"]
    return {
        "study": tuple(" ".join(key(word)) for word in table["study"]["words"]),
        "implementation": tuple(" ".join(key(word)) for word in table["implementation"]["words"]),
    }


@lru_cache(maxsize=4096)
def phase_of(text: str) -> Phase | None:
    """The phase that a text speaks of, told by its earliest phase word; None where it has none."""
    folded = f" {' '.join(key(text))} "
    places = {
        phase: min((at for word in words if (at := folded.find(f" {word} ")) >= 0), default=-1)
        for phase, words in _phase_keys().items()
    }
    found = [(at, phase) for phase, at in places.items() if at >= 0]
    return min(found)[1] if found else None


@lru_cache(maxsize=1)
def _levels() -> dict[str, int]:
    table = _words()["priority_levels"]
    return {fold(word): int(level) for level, entry in table.items() for word in entry["words"]}


def level_of(text: str) -> int | None:
    """The priority level that a word or letter stands for, 1 the highest."""
    folded = fold(text).strip(" .:;")
    levels = _levels()
    if folded in levels:
        return levels[folded]
    return next((levels[word] for word in folded.split() if len(word) > 1 and word in levels), None)


@lru_cache(maxsize=1)
def _colour_names() -> regex.Pattern[str]:
    names = "|".join(sorted(_words()["colours"], key=len, reverse=True))
    return regex.compile(rf"\b({names})(?:e|es|s)?\b")


def colour_names(text: str) -> list[tuple[str, int]]:
    """The colour names in a text, each with its offset in the folded text."""
    # "blanc" has "blanche", "violet" has "violette"
    folded = fold(text).replace("blanche", "blanc").replace("violette", "violet")
    return [(m.group(1), m.start()) for m in _colour_names().finditer(folded, timeout=TIMEOUT)]


def is_colour(name: str, colour: tuple[int, int, int]) -> bool:
    """Whether a colour (0 to 255 each) may be called by that name."""
    entry = _words()["colours"][name]
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    grey = saturation < 0.12 or lightness > 0.97 or lightness < 0.04
    if "lightness" in entry:
        low, high = entry["lightness"]
        return grey and low <= lightness <= high
    low, high = entry["hue"]
    degrees = hue * 360
    return not grey and (low <= degrees <= high if low <= high else degrees >= low or degrees <= high)


@lru_cache(maxsize=1)
def _chapter_words() -> frozenset[str]:
    return frozenset(" ".join(key(word)) for word in _words()["sections"]["chapter"]["words"])


def is_chapter(text: str) -> bool:
    """Whether a page's only text names a part of the document, not a theme of its actions."""
    folded = f" {' '.join(key(text))} "
    return any(f" {word} " in folded for word in _chapter_words())


def names_contract(text: str) -> bool:
    """Whether a text speaks of the contract by its name ("Contrat de ville")."""
    folded = f" {' '.join(key(text))} "
    return any(f" {' '.join(key(word))} " in folded for word in _words()["contract"]["title"]["words"])


def heads_contents(text: str) -> bool:
    """Whether a line is the head of a table of contents."""
    return key(text) in {key(word) for word in _words()["contents_page"]["heading"]["words"]}


@lru_cache(maxsize=1)
def _organisation_heads() -> frozenset[str]:
    return frozenset(fold(word) for word in _words()["organisations"]["heads"]["words"])


@lru_cache(maxsize=1)
def _service_words() -> frozenset[str]:
    return frozenset(_words()["organisations"]["services"]["words"])


def is_service(word: str) -> bool:
    """Whether a word, in lower case after a comma, begins a part of the organisation before it."""
    return word[:1].islower() and fold(word).strip(" .,;:") in _service_words()


@lru_cache(maxsize=1)
def _shared_words() -> frozenset[str]:
    return frozenset(_words()["organisations"]["shared"]["words"])


def is_shared_name(word: str) -> bool:
    """Whether a name that begins with this word may join two places by "et"."""
    return fold(word).strip(" .,;:") in _shared_words()


def heads_organisation(word: str) -> bool:
    """Whether a word may begin an organisation's name."""
    return fold(word).strip(" .,;:") in _organisation_heads()
