"""The numbers of headings: how they are written, and which may follow which."""

from __future__ import annotations

from typing import Literal, NamedTuple

from patterns import regexes as regex
from patterns.folding import TIMEOUT, key
from patterns.loading import in_use, kept
from patterns.words import word_lists

Form = Literal["decimal", "roman", "upper", "lower", "top", "nested", "capitals", "plain", "styled"]
"""How a heading is written; the last three have no number."""

LARGEST_STEP = 3
"""A contract may leave out so many numbers, less one, between two of its headings."""

_SEPARATOR = r"\s*[.)°:/–—-]*\s*"
# "2.1.3) Titre", "2-1 Titre": two numbers or more, then a title that begins with a capital or a quotation mark
_DECIMAL = regex.compile(
    rf"(?P<number>\d{{1,2}}(?:\s?[.-]\s?\d{{1,2}}){{1,5}})(?![\d,%]){_SEPARATOR}(?=[\p{{Lu}}«“\"])"
)
# "2. Titre", "2) Titre", "2 - Titre", "2 Titre"
_SINGLE = regex.compile(r"(?P<number>\d{1,2})(?:\s*(?:[.)°/]|[–—-])+\s*|\s+)(?=[\p{Lu}«“\"])")
_ROMAN = regex.compile(r"(?P<number>[IVX]{1,5})\s*(?:[.)/:°]|[–—-])+\s*(?=[\p{Lu}«“\"])")
_LETTER = regex.compile(r"(?P<number>[A-Ha-h])\s*[.)/°]+\s*(?=[\p{Lu}«“\"])")
_CLOSERS = frozenset(".)/°")
MOST_LETTERS = 24
"""A word that a heading's number begins with is shorter than so many letters."""
# "Annexe n° 2 : …", "AXE 1", "Titre IV - …"
_WORDED = regex.compile(
    r"(?P<number>(?P<word>\p{Lu}\p{L}+(?:\s\p{L}{4,})?)\s*(?:n\s*[°ºo]\s*)?(?P<count>\d{1,2}|[IVX]{1,5}|[A-H]))\b"
    r"(?![,%.]\d|\s*(?:et|à|ou)\s)\s*(?:[:.)]|[–—-])*\s*",
    regex.IGNORECASE,
)
# "PREMIÈRE PARTIE : …", "2ème partie"
_ORDINAL = regex.compile(
    r"(?P<number>(?P<count>premi[eè]re?|deuxi[eè]me|seconde?|troisi[eè]me|quatri[eè]me|cinqui[eè]me|\d(?:ère|ere|er|[eè]?me|e))"
    r"\s+(?P<word>\p{L}+))\s*(?:[:.)]|[–—-])*\s*",
    regex.IGNORECASE,
)
_ORDINALS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5}
_ROMANS = {"I": 1, "V": 5, "X": 10}


class Number(NamedTuple):
    """A heading's number: its form, how it is written, its parts as integers, and where the title begins."""

    form: Form
    written: str
    parts: tuple[int, ...]
    end: int


def number_of(line: str) -> Number | None:
    """The number that begins a heading's line; None where there is none."""
    start = len(line) - len(line.lstrip())
    first = line[start : start + 1]
    if first.isdigit():
        return _digits(line, start) or _worded(line, start, _ORDINAL)
    if first in _ROMANS and (match := _ROMAN.match(line, start, timeout=TIMEOUT)):
        return Number("roman", match["number"], (_roman(match["number"]),), match.end())
    if line[start + 1 : start + 3].strip()[:1] in _CLOSERS:
        form: Form = "upper" if first.isupper() else "lower"
        match = _LETTER.match(line, start, timeout=TIMEOUT)
        return Number(form, match["number"], (_letter(match["number"]),), match.end()) if match else None
    if line[start : start + MOST_LETTERS].split(maxsplit=1)[0].lower() in _first_words():
        return _worded(line, start, _WORDED) or _worded(line, start, _ORDINAL)
    return None


def _digits(line: str, start: int) -> Number | None:
    if match := _DECIMAL.match(line, start, timeout=TIMEOUT):
        written = "".join(match["number"].split())
        return Number("decimal", written, tuple(int(part) for part in regex.split(r"[.-]", written)), match.end())
    if match := _SINGLE.match(line, start, timeout=TIMEOUT):
        return Number("decimal", match["number"], (int(match["number"]),), match.end())
    return None


def _worded(line: str, start: int, pattern: regex.Pattern[str]) -> Number | None:
    """A number after or before a word that names a kind of chapter."""
    match = pattern.match(line, start, timeout=TIMEOUT)
    kind = _chapter_words().get(key(match["word"])) if match else None
    if match is None or kind is None or (pattern is _ORDINAL and kind == "nested"):
        return None
    rest = line[match.end() :].lstrip('«“" ')
    if rest and not rest[0].isupper():
        return None  # a sentence goes on: "Axe 1 et suivants"
    return Number(kind, " ".join(match["number"].split()), (_count(match["count"]),), match.end())


@kept
def _first_words() -> frozenset[str]:
    """The words in lower case that a heading's number may begin with: of a kind of chapter, or an ordinal."""
    lists = word_lists(in_use(), "headings.toml")
    words = {word.split()[0].lower() for group in ("top", "nested") for word in lists[group]}
    return frozenset(words | {"thématique"} | set(_ORDINALS) | {"première", "deuxième", "troisième", "quatrième"})


@kept
def _chapter_words() -> dict[tuple[str, ...], Form]:
    lists = word_lists(in_use(), "headings.toml")
    kinds: dict[tuple[str, ...], Form] = {key(word): "nested" for word in lists["nested"]}
    return kinds | {key(word): "top" for word in lists["top"]}


def _count(written: str) -> int:
    folded = " ".join(key(written))
    for name, value in _ORDINALS.items():
        if folded.startswith(name):
            return value
    digits = "".join(character for character in written if character.isdigit())
    if digits:
        return int(digits)
    return _roman(written.upper()) if set(written.upper()) <= set(_ROMANS) else _letter(written)


def _roman(written: str) -> int:
    values = [_ROMANS[letter] for letter in written]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))


def _letter(written: str) -> int:
    return ord(written.lower()) - ord("a") + 1


def follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether a decimal number may come next: a child (2 > 2.1), a sibling or an ancestor's sibling (2.3.1 > 2.4)."""
    if after[:-1] == before:
        return after[-1] in (0, 1)
    for k, value in enumerate(after[: len(before)]):
        if value != before[k]:
            rest_begins = all(part == 1 for part in after[k + 1 :])  # "3.1" after "2.4": "3" was not seen
            return 0 < value - before[k] <= (LARGEST_STEP if len(after) == k + 1 else 1) and rest_begins
    return False
