"""The figures that a commitment names: how much, of what, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from models.record import QuantityUnit, Scope
from patterns import regexes as regex
from patterns.commitments import Found, all_words, begins_with, find_words
from patterns.folding import SMALL_WORDS, TIMEOUT, fold

BEFORE = 15
"""Characters before a figure within which "each year" belongs to it."""
LONGEST_OF = 110
"""Characters of the longest name of what is counted."""

LONGEST_NUMBER = 30
"""Signs of a number, at most: one of more counts nothing."""
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?![\d])(?:,\d+)?|\d+(?:[.,]\d+)?)"
_WRITTEN = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
    "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100,
}  # fmt: skip
# "36%", "7.8 M d'€", "110 millions €", "0,200 K€"; of "37 logements" the number only
_FIGURE = regex.compile(
    rf"(?<![\d.,/-])(?P<number>{_NUMBER}|\b(?i:{'|'.join(_WRITTEN)})\b)"
    r"(?:\s?(?P<percent>%)|"
    r"\s?(?P<scale>(?i:milliards?|millions?|mille)|Md|M|[kK])?\s?(?:d\s?['’]\s?|de\s)?(?P<euro>€|(?i:euros?\b)|EUR\b)|"
    r"(?=\s?\p{L}))"
)
_SCALES = {"milliard": 1e9, "md": 1e9, "million": 1e6, "m": 1e6, "mille": 1e3, "k": 1e3}
_NO_COUNT = frozenset(
    ("article", "articles", "axe", "annexe", "bop", "fiche", "loi", "n", "no", "numero", "page", "etape", "phase",
     "programme", "objectif", "orientation", "priorite", "volet", "pilier", "rep", "janvier", "fevrier", "mars",
     "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "les", "des", "aux",
     "ces", "nos", "ses", "leurs")
)  # fmt: skip
"""A number after such a word is its own, and "les 13 quartiers" are those that there are."""
_DEMONYM = regex.compile(r"\p{Lu}\p{L}+(?:ois|aises?|oises?|iens|iennes|éens|ains)\b")
_MIDDLE = regex.compile(r"\s?(?:(?:nouveaux|nouvelles|jeunes?|autres|premiers|premières|grandes?|grands?|petits?)\s)?")
_OF = regex.compile(r"\s*(?:de\s+la\s|de\s+l['’]|des?\s|du\s|d['’])\s*")
_COUNT = rf"\d+|{'|'.join(_WRITTEN)}"
_STOP = regex.compile(
    r"[.;:()\n]|,|\s[-–]\s|\s(?:en|fin|d['’]ici|début)\s(?:19|20)\d\d|\sà\sl['’]|"
    r"\s(?:pour|de|sur)\s(?:l['’]année|la\spériode)|"
    r"\s(?:dont|avec|parmi|soit|qui|que|sont|ont|est|a|sera|seront|afin|avant|grâce|chaque|par\s(?:an|mois)|au\sprofit|"
    r"au\sbénéfice|au\stitre|dans\sle\scadre|et\s(?:à\s)?(?:s['’]|se\s|\p{L}+(?:er|ir)\b)|aux|à\s(?:des|la)|"
    rf"(?:pour|et)\s(?:{_COUNT})|"
    r"pour\s\p{L}+(?:er|ir|re)\b|en\s\p{L}+ant\b|lors|selon|via|suivis)(?=[\s,.;:)]|$)|"
    r"\s\d+(?!\d|\s?(?:i?[eè]me|er|e)\b)"
)
_SHARE = regex.compile(
    r"(?:part|taux|proportion|pourcentage)\s+(?:de\s+la\s|de\s+l['’]|des?\s|du\s|d['’])\s*(?P<what>[^,.;:()]{3,90}?)"
    r"(?=\s+(?:avec|à|de|est|sera|dans le)\b|\s*$)"
)
_SUM = regex.compile(
    r"(?P<what>(?:montant|coût|budget|enveloppe|aide|financement|subvention|indemnité|investissement|crédits?|dotation|fonds)"
    r"\b[^,.;:()]{0,70}?)\s*(?:,\s*)?"
    r"(?:s['’]élève\p{L}*\s(?:en\s\d{4}\s)?à|est\sde|sera\sde|à\shauteur\sde|d['’]un\smontant(?:\s\p{L}+)?\sde|"
    r"d['’]environ|en\s\d{4}\ss['’]élève\sà|de|:)\s*$",
    regex.IGNORECASE,
)
# "la rénovation du gymnase à hauteur de"
_AT_MOST = regex.compile(r"(?:\bl[ae]s?\s|\bl['’])(?P<what>[^,.;:()]{3,70}?)\sà\shauteur\sde\s*$")
# between the name of an area and a figure that it belongs to: "objectif régional de 36 %"
_LINK = regex.compile(r"\s*(?:est\s|fixé\s)?(?:de|d['’]environ|à|:)?\s*")
_YEARS = regex.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)(?:\s?[-–/à]\s?(?P<last>(?:19|20)\d\d))?(?!\d)")
SCOPES: Sequence[Scope] = get_args(Scope)
_IN_YEAR = regex.compile(
    r"(?:.{0,30},\s)?(?:en|pour|fin|sur l['’]année)\s(?:l['’]année\s)?(?P<year>(?:19|20)\d\d)\b", regex.IGNORECASE
)
_UNITS: Sequence[QuantityUnit] = ("housing_unit", "post", "hour", "square_metre", "person", "count")
"""Units told by a word, the more telling first."""


class Figure(NamedTuple):
    """One figure of a text: where it stands, and what it says."""

    start: int
    end: int
    value: float
    unit: QuantityUnit
    of: str | None
    scope: Scope | None
    per: Literal["year", "month"] | None
    year: int | None
    end_year: int | None
    slip: bool


def read_figures(text: str, introduction: str | None = None) -> list[Figure]:
    """The figures of a statement, in order; its list's introduction may name their area and year."""
    found = [figure for match in _FIGURE.finditer(text, timeout=TIMEOUT) if (figure := _measured(text, match))]
    scopes = [(place, scope) for scope in SCOPES for place in all_words(scope, text)]
    around = next((scope for scope in SCOPES if introduction and find_words(scope, introduction)), None)
    figures = []
    for i, (start, end, value, unit, slip) in enumerate(found):
        following = found[i + 1][0] if i + 1 < len(found) else len(text)
        before = found[i - 1][1] if i else 0
        years = _years(text, end, following) or _years(text, end, len(text)) or _opening_year(text, start)
        years = years or (_years(introduction, 0, len(introduction)) if introduction else None)
        year, end_year = years or (None, None)
        scope = _scope(text, scopes, (start, end), (before, following)) or around
        beside = text[max(before, start - BEFORE) : following]
        per: Literal["year", "month"] | None = "year" if find_words("each_year", beside) else None
        per = per or ("month" if find_words("each_month", beside) else None)
        of = _of(text, start, end, unit)
        figures.append(Figure(start, end, value, unit, of, scope, per, year, end_year, slip))
    return figures


def _measured(text: str, match: regex.Match[str]) -> tuple[int, int, float, QuantityUnit, bool] | None:
    """A number with its unit: where both stand, the value, the unit, and whether the amount is likely a slip."""
    if len(match["number"]) > LONGEST_NUMBER:
        return None
    value = number(match["number"])
    start, end = match.start(), match.end()
    if match["percent"]:
        return start, end, value, "percent", False
    if match["euro"]:
        scale = fold(match["scale"] or "").rstrip("s")
        times = _SCALES.get(scale, 1.0)
        return (
            start,
            end,
            round(value * times, 2),
            "euro",
            times > 1 and (value < 1 <= value * times / 10 or value >= 1e4),
        )
    words = text[:start].split()
    if words and fold(words[-1]).strip(".'°(") in _NO_COUNT:
        return None
    begin = _MIDDLE.match(text, match.end(), timeout=TIMEOUT)
    first = match.end() + (1 if text[match.end() : match.end() + 1].isspace() else 0)
    for at in dict.fromkeys((first, begin.end() if begin else first)):
        unit, place = _unit(text, at)
        if unit and place:
            return start, place.end, value, unit, False
    return None


def _unit(text: str, at: int) -> tuple[QuantityUnit, Found] | tuple[None, None]:
    for unit in _UNITS:
        place = begins_with(unit, text, at)
        if place:
            return unit, place
    people = _DEMONYM.match(text, at, timeout=TIMEOUT)
    return ("person", Found(people.start(), people.end())) if people else (None, None)


def number(written: str) -> float:
    """A number as French writes it: 1 343 330, 1.324, 14,3, 7.8, deux."""
    if written.lower() in _WRITTEN:
        return float(_WRITTEN[written.lower()])
    plain = regex.sub(r"\s", "", written)
    if regex.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    return float(plain.replace(",", "."))


def _of(text: str, start: int, end: int, unit: QuantityUnit) -> str | None:
    """What a figure is of: the words after it, else those before it."""
    if unit in ("percent", "euro"):
        link = _OF.match(text, end, timeout=TIMEOUT)
        if link:
            return _phrase(text, link.end())
        patterns = (_SHARE,) if unit == "percent" else (_SUM, _AT_MOST)
        found = (pattern.search(text, 0, start, timeout=TIMEOUT) for pattern in patterns)
        before = next(filter(None, found), None)
        return " ".join(before["what"].split()) if before else None
    first = start + len(regex.match(r"\S+(?:\s\d{3})*\s?", text[start:]).group())
    return _phrase(text, first)


def _phrase(text: str, start: int) -> str | None:
    """The words from a place up to where something else is said."""
    ends = [match.start() for match in [_STOP.search(text, start, timeout=TIMEOUT)] if match]
    ends += [place.start for scope in SCOPES for place in [find_words(scope, text, start)] if place]
    phrase = text[start : min([*ends, start + LONGEST_OF, len(text)])]
    if len(phrase) == LONGEST_OF:
        phrase = phrase.rsplit(" ", 1)[0]
    words = phrase.split()
    while words and fold(words[-1]).strip("'") in SMALL_WORDS:
        words.pop()
    return " ".join(words).strip(' ,«»"') or None


def _scope(
    text: str, places: Sequence[tuple[Found, Scope]], own: tuple[int, int], between: tuple[int, int]
) -> Scope | None:
    """The area that a figure holds for: named right before it, else after it, else earlier with no figure between.

    `own` is where the figure stands, `between` where the one before it ends and the next begins.
    """
    (start, end), (before, following) = own, between
    earlier = [(place.start, place.end, scope) for place, scope in places if before <= place.start < start]
    last = max(earlier, default=None)
    if last and _LINK.fullmatch(text[last[1] : start], timeout=TIMEOUT):
        return last[2]
    after = [
        (place.start, scope)
        for place, scope in places
        if end <= place.start < following and not _LINK.fullmatch(text[place.end : following], timeout=TIMEOUT)
    ]
    if after:
        return min(after)[1]
    return last[2] if last else None


def _opening_year(text: str, end: int) -> tuple[int, int | None] | None:
    """The year that a statement begins with: "En 2014, …"."""
    match = _IN_YEAR.match(text, timeout=TIMEOUT)
    return (int(match["year"]), None) if match and match.end() <= end else None


def _years(text: str, start: int, end: int) -> tuple[int, int | None] | None:
    """The first year or span of years in a part of a text, but for those of a date or a law."""
    for match in _YEARS.finditer(text, start, end, timeout=TIMEOUT):
        word = text[: match.start()].split()[-1:] or [""]
        if fold(word[0]).strip("(.,") not in _MONTHS and "/" not in text[match.start() - 1 : match.start()]:
            last = int(match["last"]) if match["last"] else None
            return int(match["first"]), last
    return None


_MONTHS = frozenset(
    (
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    )
) - {"septembre"}
