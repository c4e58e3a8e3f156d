"""Facts of the contract itself: its title, its territory and its period."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.layout import Line
from extract.values import Value, Vocabulary, stripped, value_of
from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold
from patterns.geography import communes_named, intercommunalities_named
from patterns.vocabulary import names_contract

LONGEST_TITLE = 20
"""Words of the longest line that may be a title."""

# "2015-2020", "2015 > 2020", "du 1er janvier 2024 au 31 décembre 2030"
_PERIOD = regex.compile(r"\b(20\d\d)\s*(?:[-–—/>→]|à|au(?:\s+\d{1,2}\s+décembre)?)\s*(20\d\d)\b", regex.IGNORECASE)
_NAME = (
    r"(?:(?:La|Le|Les|L['’])\s?)?\p{Lu}[\p{L}'’]*"
    r"(?:[ -](?:(?:de|du|des|la|le|les|en|sur|sous|lès|lez|et|aux?)[ -]|d['’]|l['’])*(?:\p{Lu}[\p{L}'’]*))*"
)
KINDS = {
    "ville": "commune", "commune": "commune", "communauté d'agglomération": "communauté d'agglomération",
    "agglomération": "communauté d'agglomération", "communauté de communes": "communauté de communes",
    "communauté urbaine": "communauté urbaine", "métropole": "métropole",
    "établissement public territorial": "établissement public territorial", "EPT": "établissement public territorial",
    "CA": "communauté d'agglomération", "CC": "communauté de communes", "CU": "communauté urbaine",
}  # fmt: skip
# "Ville d'Aubrecourt", "Communauté d'agglomération « La Porte du Val »"
_KIND = (
    r"(?P<kind>(?i:ville|commune|communaut[ée]\s+d['’]\s*agglom[ée]ration|communaut[ée]\s+de\s+communes|"
    r"communaut[ée]\s+urbaine|m[ée]tropole|agglom[ée]ration|[ée]tablissement\s+public\s+territorial)|EPT|C[ACU](?=\s))"
)
_LINK = r"\s+(?i:de\s+la\s+|de\s+l['’]\s*|du\s+|des\s+|de\s+|d['’]\s*)?[«\"“]?\s*"
_AUTHORITY = regex.compile(rf"(?<!(?i:contrat de |politique de la ))\b{_KIND}{_LINK}(?P<name>{_NAME})")
_AFTER_AUTHORITY = regex.compile(rf"\b(?P<name>{_NAME}\s+(?P<kind>(?i:m[ée]tropole|agglom[ée]ration|agglo)))\b")
# "Contrat de ville 2015-2020 de Valmont", "Contrat de ville du Grand Valmont"
_SORT = r"(?:\s+(?i:unique|et de cohésion urbaine|(?:inter)?communal|m[ée]tropolitain))*"
_OF_CONTRACT = regex.compile(
    rf"(?i:contrat\s+de\s+ville){_SORT}\W*(?:20\d\d\W+20\d\d)?\W*"
    rf"(?i:de\s+l['’]|de\s+la\s+(?=\p{{Ll}})|du|des|de|d['’])?\s*(?P<name>{_NAME})"
)
_PATTERNS = (_AUTHORITY, _AFTER_AUTHORITY, _OF_CONTRACT)
_ACRONYM = regex.compile(r"\p{Lu}{2,8}")
# words of a sentence, in a line too long for a title
_PROSE = regex.compile(
    r"\b(?:le|du|au)\s+présent\b|\b(?:est|sont|a|ont|sera|succède|prévoit|porte|vise|fixe|conformément|conclu|approuvé)\b",
    regex.IGNORECASE,
)
# a contract named beside such words is the one before
_FORMER = regex.compile(
    r"succ[èé]d|précédent|ancien|fait\s+suite|prolong|bilan|issue?s?\s+d|héritage|\bCUCS\b|remplac", regex.IGNORECASE
)
_OVER_PERIOD = regex.compile(r"\b(?:période|durée|années)\b", regex.IGNORECASE)
LONGEST_LINE_READ = 500
"""Characters: a longer line is none of a cover's, and no title."""
LONGEST_LINE = 8
"""Words of the longest line on the cover that may be its authority's name."""
_NO_NAME = frozenset(
    (
        "ville",
        "communaute",
        "commune",
        "contrat",
        "etat",
        "politique",
        "conseil",
        "departement",
        "region",
        "annexe",
        "quartiers",
        "engagements",
        "agglomeration",
        "metropole",
        "intercommunal",
        "metropolitain",
        "convention",
    )
)
_CONTRACT_OF = regex.compile(
    r"contrat\s+de\s+ville\s+(?:intercommunal\s+|unique\s+)?(?:de\s+la\s+|de\s+l['’]\s*|du\s+|des\s+|de\s+|d['’])?",
    regex.IGNORECASE,
)


class Facts(NamedTuple):
    """What was found; each value None where it was not."""

    title: Value | None = None
    territory: Value | None = None
    kind: str | None = None
    period: tuple[int, int] | None = None
    period_value: Value | None = None


def read_facts(lines: Sequence[Line], vocabulary: Vocabulary, texts: Sequence[str]) -> Facts:
    """The facts that the given lines (cover, footer, first pages, in that order) state.

    `texts` are the plain texts of all pages, where an acronym's full name is looked for.
    """
    lines = [line for line in lines if len(line.text) <= LONGEST_LINE_READ]
    title = _title(lines, vocabulary)
    period, period_value = _period(lines, vocabulary, title)
    territory, kind = _territory(lines, vocabulary, title, texts)
    return Facts(title, territory, kind, period, period_value)


def _title(lines: Sequence[Line], vocabulary: Vocabulary) -> Value | None:
    """The line that names the contract best, with its neighbours of the same block."""
    named = [i for i, line in enumerate(lines) if names_contract(line.text) and len(line.words) <= LONGEST_TITLE]
    best = max(named, key=lambda i: (_title_worth(lines, i), -i), default=None)
    if best is None or _title_worth(lines, best) < 1:
        return None
    return value_of(_title_lines(lines, best), vocabulary, "layout")


def _title_worth(lines: Sequence[Line], i: int) -> int:
    """How much a line says of a title: period and authority speak for it, a sentence against."""
    text = " ".join(line.text for line in _title_lines(lines, i))
    period = bool(_PERIOD.search(text, timeout=TIMEOUT))
    own = lines[i].text
    sentence = (
        own.rstrip().endswith((",", ";", ":"))
        or own[:1].islower()
        or (not period and (len(lines[i].words) > 14 or own.rstrip().endswith(".")))
        or (len(lines[i].words) > LONGEST_LINE and _PROSE.search(own, timeout=TIMEOUT) is not None)
    )
    return (
        2 * period
        + bool(_AUTHORITY.search(text, timeout=TIMEOUT) or _AFTER_AUTHORITY.search(text, timeout=TIMEOUT))
        + 2 * fold(lines[i].text).startswith("contrat")
        + (lines[i].page is not None and lines[i].page == lines[0].page)
        - 3 * sentence
    )


def _title_lines(lines: Sequence[Line], i: int) -> list[Line]:
    """A title's line and the lines of its block after it."""
    line = lines[i]
    group = [line]
    for other in lines[i + 1 : i + 4]:
        close = other.page == line.page and 0 < other.top - group[-1].top < 2.6 * max(group[-1].size, other.size)
        alike = other.number is None and other.size > 0.6 * line.size and (other.bold == line.bold or other.size > 12)
        if not close or not alike or len(other.words) > 10:
            break
        group.append(other)
    return group


def _period(
    lines: Sequence[Line], vocabulary: Vocabulary, title: Value | None
) -> tuple[tuple[int, int] | None, Value | None]:
    read = [value for line in lines if (value := value_of([line], vocabulary, "layout"))]
    read = [value for value in read if not _FORMER.search(value.text, timeout=TIMEOUT)]
    named = [value for value in read if names_contract(value.text)]
    short = [value for value in read if len(value.text.split()) < 12]
    said = [value for value in read if _OVER_PERIOD.search(value.text, timeout=TIMEOUT)]
    texts = [*([title] if title else []), *named, *short, *said]
    for value in texts:
        match = _PERIOD.search(value.text, timeout=TIMEOUT)
        if match and 0 < int(match.group(2)) - int(match.group(1)) <= 15:
            return (int(match.group(1)), int(match.group(2))), _narrowed(value, match.group())
    return None, None


def _territory(
    lines: Sequence[Line], vocabulary: Vocabulary, title: Value | None, texts: Sequence[str]
) -> tuple[Value | None, str | None]:
    first = lines[0].page if lines else None
    cover = [line for line in lines if line.page == first and len(line.words) <= LONGEST_LINE] if first else []
    pairs = [list(pair) for pair in pairwise(cover)]  # "Communauté d'agglomération" over "du Val de Lise"
    others = [[line] for line in lines if names_contract(line.text) or len(line.words) <= LONGEST_LINE]
    for some in ([], [[line] for line in cover], pairs):
        found = _authority(_values(title, some, vocabulary), texts, (_AUTHORITY, _AFTER_AUTHORITY))
        if found:
            return found
    found = _authority(_values(title, others, vocabulary), texts, _PATTERNS)
    return found or _bare_name(_values(None, [[line] for line in cover], vocabulary)) or (None, None)


def _bare_name(cover: Sequence[Value]) -> tuple[Value, str | None] | None:
    """An intercommunality whose name alone is a line of the cover: "Plaine Commune", "Grand Lyon"."""
    for value in cover:
        groups = intercommunalities_named(value.text)
        if len(groups) == 1:
            return value, groups[0].kind
    return None


def _values(title: Value | None, groups: Sequence[Sequence[Line]], vocabulary: Vocabulary) -> list[Value]:
    """The title and groups of lines as values."""
    values = [value for group in groups if (value := value_of(group, vocabulary, "layout"))]
    return [title, *values] if title else values


def _authority(
    named: Sequence[Value], texts: Sequence[str], patterns: Sequence[regex.Pattern[str]]
) -> tuple[Value, str | None] | None:
    """The first authority that some lines name, with its kind; by the first pattern that finds one."""
    for pattern in patterns:
        for value in named:
            for match in pattern.finditer(value.text, timeout=TIMEOUT):
                kind = _kind(match.group("kind")) if "kind" in match.groupdict() else None
                found = _named(value, match.group("name"), kind, texts)
                if found:
                    return found[0], found[1] or kind
    return None


def _kind(written: str) -> str | None:
    folded = fold(written)
    return next((kind for name, kind in KINDS.items() if fold(name) == folded), None)


def _named(value: Value, name: str, kind: str | None, texts: Sequence[str]) -> tuple[Value, str | None] | None:
    """The territory's name as evidence; an acronym is replaced by the name that the text gives it."""
    name = _CONTRACT_OF.sub("", name.strip(" -–,"), count=1, timeout=TIMEOUT)
    if not name or fold(name).split()[0] in _NO_NAME:
        return None
    if _ACRONYM.fullmatch(name, timeout=TIMEOUT) and not (kind in (None, "commune") and communes_named(name)):
        spelled = _spelled_out(name, texts)
        if spelled:
            return _narrowed(value, name)._replace(text=spelled[0]), spelled[1]
        known = intercommunalities_named(name)
        if known or not value.text.isupper():  # in a line of capitals a name is no acronym
            return (_narrowed(value, name), known[0].kind) if len(known) == 1 else None
    whole = _with_article(name, texts)
    return _narrowed(value, name)._replace(text=whole), None


def _with_article(name: str, texts: Sequence[str]) -> str:
    """A name with the article that it has where the text sets it in quotation marks."""
    quoted = regex.compile(rf"[«“\"]\s*((?:La|Le|Les|L['’])\s?{regex.escape(name)})")
    found = (quoted.search(" ".join(text.split()), timeout=TIMEOUT) for text in texts)
    return next((match.group(1) for match in found if match), name)


def _narrowed(value: Value, name: str) -> Value:
    """The value's pieces that hold the name."""
    pieces = tuple(piece for piece in value.pieces if name in " ".join(piece.text.split())) or value.pieces
    narrowed = stripped(Value(name, pieces, value.method), " ")
    return narrowed if narrowed else value


def _spelled_out(acronym: str, texts: Sequence[str]) -> tuple[str, str | None] | None:
    """The name whose initials an acronym is ("CAPV": Communauté d’agglomération « La Porte du Val »).

    A name in quotation marks is whole; without them its article may be missing.
    """
    found = [
        match
        for text in texts
        for match in _AUTHORITY.finditer(" ".join(text.split()), timeout=TIMEOUT)
        if _initials(match.group()) == acronym.lower()
    ]
    best = max(found, key=lambda match: any(mark in match.group() for mark in '«“"'), default=None)
    return (best.group("name"), _kind(best.group("kind"))) if best else None


def _initials(name: str) -> str:
    words = fold(name).replace("'", " ").split()
    return "".join(word[0] for word in words if word not in _LINKS and word[0].isalpha())


_LINKS = frozenset(("de", "du", "des", "d", "l", "la", "le", "les", "et", "en", "sur"))
