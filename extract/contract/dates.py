"""Dates that the contract states: its signature, the council's vote, the decrees and laws it cites."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal, NamedTuple

from extract.contract.reads import Read, Source
from models.record import DatedEvent
from patterns import regexes as re
from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold

BEFORE = 170
"""What a date is the date of stands within so many characters before it."""
YEAR_AFTER = 80
"""A date without a year has that of the next date, where one follows within so many characters."""

What = Literal["signature", "planned_signature", "council_vote", "decree", "law", "circular", "order"]
_MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8, "septembre": 9,
    "octobre": 10, "novembre": 11, "decembre": 12,
}  # fmt: skip
_DATE = re.compile(
    r"\b(?P<day>\d{1,2})(?:\s*er)?\s+(?P<month>janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|"
    r"octobre|novembre|d[ée]cembre)\b(?:\s+(?P<year>(?:19|20)\d\d)\b)?"
    r"|\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_ON = r"\s(?:du|des|le|au|en date du|en seance du|lors de (?:la|sa) seance du)$"
_NUMBER = r"(?:\sn\s?[\w-]+(?:-\d+)?)?"
# What stands right before a date, in folded text, the most telling first.
_WHAT: tuple[tuple[What, regex.Pattern[str]], ...] = (
    (
        "planned_signature",
        regex.compile(rf"\b(?:sera|seront|propose|prevue?)\b[^.;]{{0,60}}\bsignature\b[^.;]{{0,40}}{_ON}"),
    ),
    ("decree", regex.compile(rf"\bdecrets?{_NUMBER}(?:\s(?!loi|circulaire)[\w'-]+){{0,4}}{_ON}")),
    ("law", regex.compile(rf"\blois?\b{_NUMBER}(?:\s(?!decret|circulaire)[\w'()-]+){{0,12}}{_ON}")),
    ("circular", regex.compile(rf"\b(?:circulaires?|instructions?)\b{_NUMBER}(?:\s(?!decret|loi)[\w'-]+){{0,4}}{_ON}")),
    (
        "order",
        regex.compile(rf"\barretes?\b(?:\s(?:prefectoral|ministeriel|interministeriel|municipal))?{_NUMBER}{_ON}"),
    ),
    (
        "council_vote",
        regex.compile(
            r"\b(?:conseil (?:municipal|communautaire|metropolitain|de communaute|de (?:la )?metropole|de territoire|"
            rf"d'agglomeration)|assemblee communautaire)\b[^.;]{{0,60}}?{_ON}"
        ),
    ),
    ("signature", regex.compile(rf"\bcontrat de ville\b[^.;]{{0,90}}\b(?:signe|signature)[^.;]{{0,60}}{_ON}")),
    ("signature", regex.compile(r"(?:^|\b(?:fait|signe)(?: en [^.;]{1,30}?)? )a [a-z][a-z' -]{1,40},? ?le$")),
)
_LINE_LEAD = regex.compile(
    r"(?:^|\n)\s*Signée?\s+le\s*$|(?:^|\n)\s*(?:Fait\s+)?(?:[ÀA]|à)\s+\p{Lu}[\p{L}' ’-]{1,40},?\s+le\s*$"
)
_AND = re.compile(r"\s*(?:,|et|et\s+du|et\s+le)\s*")


class _Dated(NamedTuple):
    page: int
    start: int
    end: int
    what: What
    date: datetime.date


def read_dates(source: Source) -> list[Read[DatedEvent]]:
    """Each date once for each thing it is the date of, in the order of the days."""
    first: dict[tuple[datetime.date, What], _Dated] = {}
    for number, text in source.pages():
        for dated in _on_page(number, text):
            first.setdefault((dated.date, dated.what), dated)
    signed = {date for date, what in first if what == "signature"}
    found = sorted(
        (one for one in first.values() if one.what != "planned_signature" or one.date not in signed),
        key=lambda one: (one.date, one.what),
    )
    return [
        Read(
            DatedEvent(date=one.date.isoformat(), what=one.what),
            {"date": source.value(one.page, one.start, one.end)},
        )
        for one in found
    ]


def _on_page(number: int, text: str) -> Iterator[_Dated]:
    last: _Dated | None = None
    matches = list(_DATE.finditer(text))
    for k, match in enumerate(matches):
        joined = last is not None and _AND.fullmatch(text, last.end, match.start())
        what = last.what if joined and last else what_before(text[max(0, match.start() - BEFORE) : match.start()])
        following = matches[k + 1] if k + 1 < len(matches) else None
        date = _date(match, following if what in ("council_vote", "signature", "decree") else None)
        if what and date:
            last = _Dated(number, match.start(), match.end(), what, date)
            yield last


def what_before(text: str) -> What | None:
    """What a date is the date of, told by the words that stand right before it."""
    if _LINE_LEAD.search(text, timeout=TIMEOUT):
        return "signature"
    folded = fold(text)
    for what, pattern in _WHAT:
        if pattern.search(folded, timeout=TIMEOUT):
            return what
    return None


def _date(match: re.Match[str], following: re.Match[str] | None) -> datetime.date | None:
    """The day that a match writes; a missing year is that of the date that follows close by, on a later day."""
    year = match["year"] or match["y"]
    near = following is not None and following.start() - match.end() < YEAR_AFTER
    if year is None and following is not None and near:
        year = following["year"] or following["y"]
        day = _day(match, int(year)) if year else None
        later = _day(following, int(year)) if year else None
        return day if day and later and day < later else None
    return _day(match, int(year)) if year else None


def _day(match: re.Match[str], year: int) -> datetime.date | None:
    month = _MONTHS[fold(match["month"])] if match["month"] else int(match["m"])
    try:
        return datetime.date(year, month, int(match["day"] or match["d"]))
    except ValueError:  # the 31 June is no day
        return None
