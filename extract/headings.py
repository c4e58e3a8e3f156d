"""Headings that name a section: its word, its number, its title ("Axe 2 : Emploi", "Thématique – …")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout import Line
from extract.values import Value, Vocabulary, stripped, value_of
from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold

_AXIS = regex.compile(
    r"(?:[\d.]+\)?[ .]*)?\W*(?:axe|pilier|volet|th[ée]matique|th[èe]me|orientation|"
    r"chapitre|objectif strat[ée]gique|enjeu)(?: strat[ée]gique)?"
    r"\s*(?:n\s*[°º]\s*)?(?:(\d{1,2}|[IVX]{1,4}|[A-Z])(?![\p{L}'’]))?\s*[:.–—-]*\s*(.*)",
    regex.IGNORECASE,
)
HEADING_WORDS = frozenset(
    ("axe", "pilier", "volet", "thematique", "theme", "orientation", "chapitre", "strategique", "enjeu")
)
BARE_WORDS = frozenset(("axe", "pilier", "volet", "thematique", "theme"))
"""After these a section's title may stand with no number and no sign between ("Pilier Cohésion sociale")."""


@dataclass(frozen=True)
class Heading:
    """A numbered heading as read: its number and its title."""

    number: Value | None
    title: Value


def axis_heading(lines: Sequence[Line], vocabulary: Vocabulary) -> Heading | None:
    """The axis that the first of some lines names by number ("5.2.1) Axe 1 : …"); None where it names none."""
    heading = section_heading(lines, vocabulary)
    return heading if heading and heading.number else None


def section_heading(lines: Sequence[Line], vocabulary: Vocabulary) -> Heading | None:
    """The section that the first of some lines names ("Thématique 2 – …", "Pilier : …"); None where it names none."""
    first = lines[0]
    match = _AXIS.fullmatch(first.text, timeout=TIMEOUT)
    if not match or not (first.bold or len(first.words) <= 16) or not first.text.lstrip(" 0123456789.)")[:1].isupper():
        return None
    named = [k for k, word in enumerate(first.words[:4]) if fold(word.text).strip(" :.") in HEADING_WORDS]
    if not named:
        return None
    last = named[0] + (1 if len(named) > 1 and named[1] == named[0] + 1 else 0)
    return _axis_from(lines, last + 1, match.group(1), vocabulary)


def _axis_from(lines: Sequence[Line], start: int, number: str | None, vocabulary: Vocabulary) -> Heading | None:
    first = lines[0]
    after = start
    written = None
    if number:
        at = next((k for k in range(start, len(first.words)) if number in first.words[k].text), start)
        part = first.cut(at, at + 1)
        written = value_of([part], vocabulary, "layout") if part else None
        after = at + 1
    elif start < len(first.words) and not (
        first.words[start - 1].text.endswith(":")
        or not any(c.isalnum() for c in first.words[start].text)
        or (fold(first.words[start - 1].text) in BARE_WORDS and first.words[start].text[0].isupper())
    ):
        return None
    while after < len(first.words) and not any(c.isalnum() for c in first.words[after].text):
        after += 1
    title_lines = [line for line in (first.cut(after),) if line]
    for line in lines[1:]:
        same = line.bold == first.bold and abs(line.size - first.size) < 0.5 and line.colour == first.colour
        if not (same and first.bold and line.top - (title_lines[-1] if title_lines else first).top < 1.6 * first.size):
            break
        title_lines.append(line)
    title = value_of(title_lines, vocabulary, "layout")
    title = stripped(title, '"“”') if title else None
    return Heading(written._replace(text=number) if written and number else None, title) if title else None
