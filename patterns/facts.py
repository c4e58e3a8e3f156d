"""What the words of `facts.toml` tell: columns of neighbourhoods, offices, persons, committees."""

from __future__ import annotations

from collections.abc import Sequence

from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold, key
from patterns.loading import in_use, kept
from patterns.words import word_lists

COLUMNS = ("neighbourhood", "code", "communes", "situation", "population", "income")
"""What a column of a table of neighbourhoods may hold."""
LONGEST_HEAD = 7
"""Words of the longest head of a column."""
COMMITTEES = ("steering", "technical", "thematic", "follow_up", "citizen")
_TITLED = r"\p{Lu}[\p{L}'’]*(?:-\p{Lu}?[\p{L}'’]*)*"
_SHOUTED = r"(?:[dD]['’])?\p{Lu}[\p{Lu}'’]+(?:-[\p{Lu}'’]+)*"
_PARTICLE = r"(?:d['’]|(?:de\s+la|de|du|des|Le|La|Ben|Van|von|van|El|DE\s+LA|DE|DU|LE|LA|VAN|EL|BEN)\s+)"
_PERSON = regex.compile(
    rf"(?:(?P<civility>(?i:M\.|MM\.|Mme|Mlle|Monsieur|Madame|Mr|Dr|Docteur|Maître))\.?\s+)?"
    rf"(?P<given>{_TITLED}(?:\s+{_TITLED})??)\s+"
    rf"(?P<family>(?:{_PARTICLE})?(?:{_SHOUTED}(?:\s+{_SHOUTED})?|{_TITLED}(?:\s+{_TITLED})?))"
)
"""A person's name: "Jeanne MARTIN-LEROY", "M. Paul d'Harcourt"."""


@kept
def _lists() -> dict[str, tuple[str, ...]]:
    return word_lists(in_use(), "facts.toml")


@kept
def _keys() -> dict[str, frozenset[tuple[str, ...]]]:
    return {group: frozenset(key(word) for word in words) for group, words in _lists().items()}


@kept
def _begin_heads() -> frozenset[str]:
    return frozenset(phrase[0] for group in COLUMNS for phrase in _keys()[group] if phrase)


@kept
def _given_names() -> frozenset[str]:
    return frozenset(fold(name) for name in _lists()["given_name"])


def column_of(head: str) -> str | None:
    """What a table's column holds, by its head; None where no word of the lists begins it.

    What follows in brackets, a year and a unit make no difference: "Revenu médian (en €) 2011".
    """
    words = key(regex.sub(r"\(.*?\)|\b(?:19|20)\d\d\b|€|\*+", " ", head, timeout=TIMEOUT))
    best = None
    for group in COLUMNS:
        for phrase in _keys()[group]:
            if phrase and words[: len(phrase)] == phrase and len(words) <= len(phrase) + 4:
                best = max(best or (0, ""), (len(phrase), group))
    return best[1] if best else None


def signing_column(head: str) -> str | None:
    """What a column of a table of signatures holds, by its head: party, name or role; None where no word tells."""
    words = key(head)
    told = [
        (len(phrase), name)
        for name in ("party", "name", "role")
        for phrase in _keys()[f"signing_{name}"]
        if phrase and words[: len(phrase)] == phrase
    ]
    return max(told)[1] if told else None


def head_at(words: Sequence[str]) -> tuple[str, int] | None:
    """The column whose head some words begin with, and how many of them it takes: the longest that there is."""
    if next(filter(None, map(key, words[:LONGEST_HEAD])), ("",))[0] not in _begin_heads():
        return None
    for count in range(min(LONGEST_HEAD, len(words)), 0, -1):
        phrase = key(" ".join(words[:count]))
        for group in COLUMNS:
            if phrase in _keys()[group] and key(words[count - 1]):
                return group, count
    return None


def begins_office(text: str) -> bool:
    """Whether a text begins with an office: "le Préfet", "Monsieur le Président du …"."""
    words = fold(text).replace("'", " ").split()
    while words and words[0].strip('.,«"') in _BEFORE_OFFICE:
        words = words[1:]
    return bool(words) and (words[0].strip('.,:;»"'),) in _office_words()


@kept
def _office_words() -> frozenset[tuple[str, ...]]:
    return frozenset((fold(word),) for word in _lists()["office"])


_BEFORE_OFFICE = frozenset(
    ["m", "mr", "mme", "mlle", "monsieur", "madame", "pour", "le", "la", "les", "l", "un", "une", "et"]
)


def person_of(text: str) -> str | None:
    """The person that a text names and nothing else, without civility; None where it names none.

    A name has a given name of the list, or a family name in capitals after a given name that is not, or
    a civility before it.
    """
    match = _PERSON.fullmatch(text.strip(" ,.;:«»\"'“”-–\t"), timeout=TIMEOUT)
    if not match:
        return None
    given, family = match.group("given"), match.group("family")
    words = fold(f"{given} {family}").replace("'", " ").split()
    if any(word in _organisation_words() or (word,) in _office_words() for word in words):
        return None
    known = fold(given).replace("-", " ").split()[0] in _given_names()
    shouted = family.isupper() and not given.isupper() and len(family) > 1
    return f"{given} {family}" if known or shouted or match.group("civility") else None


def persons_in(text: str) -> list[tuple[int, int]]:
    """Where persons are named in a text: spans that `person_of` takes, without words that follow a name."""
    spans = []
    at = 0
    while match := _PERSON.search(text, pos=at, timeout=TIMEOUT):
        start, end = match.span()
        while end > start and not person_of(text[start:end]):
            end = start + max(text[start:end].rstrip().rfind(" "), 0)
        if end > start:
            spans.append((start, end))
            at = end
        else:  # what begins one word later may be a name
            at = start + max(text[start : match.end()].find(" "), 0) + 1
    return spans


def begins_organisation(text: str) -> bool:
    """Whether a text begins with an organisation's name: "L'État", "Ville de …", "CAF du Jura"."""
    words = fold(text).replace("'", " ").split()
    words = words[1:] if words and words[0] in ("le", "la", "les", "l") else words
    return bool(words) and words[0].strip(".,:;") in _organisation_words() and text[:1].isupper()


@kept
def _organisation_words() -> frozenset[str]:
    return frozenset(fold(word) for word in _lists()["organisation"])


@kept
def _committee_pattern() -> regex.Pattern[str]:
    parts = []
    for group in COMMITTEES:
        words = sorted({fold(word) for word in _lists()[group]}, key=len, reverse=True)
        parts.append(f"(?P<{group}>" + "|".join(regex.escape(word) for word in words) + ")")
    return regex.compile(r"\b(?:" + "|".join(parts) + r")s?\b")


def committee_in(text: str) -> tuple[str, int, int] | None:
    """The first committee that a text names: its kind, and where in the folded text its name stands."""
    match = _committee_pattern().search(fold(text), timeout=TIMEOUT)
    return (str(match.lastgroup), *match.span()) if match and match.lastgroup else None
