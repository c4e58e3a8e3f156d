"""Words that rules go by, other than labels: phases, levels, colours, chapter headings."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Literal, get_args

from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold, key
from patterns.loading import in_use, kept
from patterns.words import word_lists

Phase = Literal["study", "implementation"]
_WORD = regex.compile(r"[a-z0-9']+")
_YEAR = regex.compile(r"20\d\d")


def phase_of(text: str) -> Phase | None:
    """Find the phase that a text speaks of, told by its earliest phase word; None where it has none."""
    return _phases()(text)


def phase_mentions(text: str) -> list[tuple[int, Phase]]:
    """Find the phases that a text speaks of, in order, each with its word's offset in the folded text."""
    if phase_of(text) is None:
        return []
    folded = fold(text)
    found = []
    for word in _WORD.finditer(folded, timeout=TIMEOUT):
        # two words more: "mise en œuvre" is a phrase, and the first of its words says nothing alone
        end = word.end()
        following = _WORD.findall(folded[end : end + 40], timeout=TIMEOUT)[:2]
        phase = (
            phase_of(" ".join([word.group(), *following])) if phase_of(word.group()) is None else phase_of(word.group())
        )
        begins = phase and phase_of(" ".join(following)) != phase
        if phase and (phase_of(word.group()) or begins):
            found.append((word.start(), phase))
    return found


@kept
def _phases() -> Callable[[str], Phase | None]:
    lists = word_lists(in_use(), "phases.toml")
    phrases = {phase: [" ".join(key(word)) for word in lists[phase]] for phase in get_args(Phase)}

    @lru_cache(maxsize=4096)
    def earliest(text: str) -> Phase | None:
        folded = f" {' '.join(key(text))} "
        found: list[tuple[int, Phase]] = [
            (at, phase) for phase, words in phrases.items() for word in words if (at := folded.find(f" {word} ")) >= 0
        ]
        return min(found)[1] if found else None

    return earliest


@kept
def _levels() -> dict[str, int]:
    lists = word_lists(in_use(), "priorities.toml")
    return {fold(word): int(level) for level, words in lists.items() for word in words}


def level_of(text: str) -> int | None:
    """Give the priority level that a word or letter stands for, 1 the highest."""
    folded = fold(text).strip(" .:;")
    levels = _levels()
    if folded in levels:
        return levels[folded]
    return next((levels[word] for word in folded.split() if len(word) > 1 and word in levels), None)


@kept
def _colours() -> Mapping[str, Mapping[str, Any]]:
    colours: dict[str, Mapping[str, Any]] = {}
    for table in in_use().tables("colours.toml"):
        colours.update({fold(name): entry for name, entry in table.items()})
    return {name: entry for name, entry in colours.items() if not entry.get("remove")}


@kept
def _colour_names() -> regex.Pattern[str]:
    names = "|".join(regex.escape(name) for name in sorted(_colours(), key=len, reverse=True))
    return regex.compile(rf"\b({names})(?:e|es|s)?\b")


def colour_names(text: str) -> list[tuple[str, int]]:
    """Find the colour names in a text, each with its offset in the folded text."""
    # "blanc" has "blanche", "violet" has "violette"
    folded = fold(text).replace("blanche", "blanc").replace("violette", "violet")
    return [(m.group(1), m.start()) for m in _colour_names().finditer(folded, timeout=TIMEOUT) if m.group(1)]


def is_colour(name: str, colour: tuple[int, int, int]) -> bool:
    """Whether a colour (0 to 255 each) may be called by that name."""
    entry = _colours()[name]
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    grey = saturation < 0.12 or lightness > 0.97 or lightness < 0.04
    if "lightness" in entry:
        low, high = entry["lightness"]
        return grey and low <= lightness <= high
    low, high = entry["hue"]
    degrees = hue * 360
    return not grey and (low <= degrees <= high if low <= high else degrees >= low or degrees <= high)


@kept
def _headings() -> dict[str, frozenset[tuple[str, ...]]]:
    lists = word_lists(in_use(), "headings.toml")
    return {group: frozenset(key(word) for word in words) for group, words in lists.items()}


def speaks_of(text: str, group: str) -> bool:
    """Whether a text holds a word of one group of `headings.toml`."""
    folded = f" {' '.join(key(text))} "
    return any(f" {' '.join(word)} " in folded for word in _headings()[group])


def is_chapter(text: str) -> bool:
    """Whether a page's only text names a part of the document, not a theme of its actions."""
    return speaks_of(text, "chapter")


def names_contract(text: str) -> bool:
    """Whether a text speaks of the contract by its name ("Contrat de ville")."""
    return speaks_of(text, "contract")


def begins_count(word: str) -> bool:
    """Whether a word with a capital begins an indicator ("Nombre", "Taux")."""
    return word[:1].isupper() and key(word) in _headings()["counts"]


def measures_columns(text: str) -> bool:
    """Whether a text heads a column beside that of the indicators: a target, a source, a year ("Valeur cible 2027")."""
    tokens = key(text)
    words = tuple(token for token in tokens if not token.isdigit())
    if not words:
        return any(_YEAR.fullmatch(token, timeout=TIMEOUT) for token in tokens)
    return any(words[:end] in _headings()["measures"] for end in range(1, len(words) + 1))


@kept
def _contents_words() -> frozenset[str]:
    return frozenset(word[0] for word in _headings()["contents"])


def may_head_contents(line: str) -> bool:
    """Whether a line begins as the heading of a list of contents does: quick, and generous."""
    first = line.split(maxsplit=1)[0].lower()
    return first in _contents_words() or first.rstrip("s:") in _contents_words()


@kept
def _organisations() -> dict[str, frozenset[str]]:
    lists = word_lists(in_use(), "organisations.toml")
    return {group: frozenset(fold(word) for word in words) for group, words in lists.items()}


def is_service(word: str) -> bool:
    """Whether a word, in lower case after a comma, begins a part of the organisation before it."""
    return word[:1].islower() and fold(word).strip(" .,;:") in _organisations()["services"]


def is_legal_form(word: str) -> bool:
    """Whether a word before a name says only what kind of body it is: SA, société, association."""
    return fold(word) in _organisations()["forms"]


def is_shared_name(word: str) -> bool:
    """Whether a name that begins with this word may join two places by "et"."""
    return fold(word).strip(" .,;:") in _organisations()["shared"]


def is_paired_name(word: str) -> bool:
    """Whether a name that begins with this word may be two words with "et" between them."""
    return fold(word).strip(" .,;:") in _organisations()["paired"]


def begins_name(word: str) -> bool:
    """Whether a line's first word begins a name in a column of names: an acronym, or a capitalised head."""
    bare = word.strip(' .,;:«»"')
    if len(bare) > 1 and bare.isupper() and bare[0] != "(":
        return True
    heads, folded = _organisations(), fold(bare)
    known = heads["heads"] | heads["begins"]
    # "Auto-écoles" is one of écoles: what a compound is stands last
    return bare[:1].isupper() and (folded in known or folded.rsplit("-", 1)[-1] in known)


def ends_authority(word: str) -> bool:
    """Whether a word ends the name of an authority that begins with its place: Rennes Métropole."""
    return fold(word).strip(" .,;:") in _organisations()["after_place"]


def heads_organisation(word: str) -> bool:
    """Whether a word may begin an organisation's name."""
    return fold(word).strip(" .,;:") in _organisations()["heads"]
