"""Which candidates are headings: those whose numbers go on from one another, and those that stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from extract.outline.candidates import Candidate
from extract.outline.lines import Cut, PlainLine, clean
from extract.outline.numbers import follows, number_of
from extract.pages import Place
from patterns.commitments import announces_commitments, is_infinitive
from patterns.folding import key
from patterns.labels import label_book

APART = 3
"""Numbers of one part have so many lines between them at least: closer ones are a list."""
LIST_RUN = 3
"""So many headings alike, one right after the other, are a list of titles."""
SHORT_TITLE = 14
"""Words of the longest title of a heading with a single number or letter."""
MOST = 600
"""Candidates of one form that are weighed; a document with more holds tables of numbers."""
PROSE_WORDS = 6
"""A line of so many words is a sentence's: text stands under a heading."""
SMALLEST = 0.95
"""A heading in bold type is so many times the text's size at least."""
LARGER = 1.12
"""A heading in larger type is so many times the text's size."""

_SIZE = attrgetter("size")


def choose(
    candidates: Sequence[Candidate], lines: Sequence[PlainLine], places: Mapping[Cut, Place], titles: Collection[str]
) -> list[Candidate]:
    """The candidates that are headings, in order; `titles` are those of the table of contents and the bookmarks."""
    listed = {key(_unnumbered(title)) for title in titles} - {()}
    candidates = _without_lists(candidates)
    body = _body(lines, places)
    stressed = {
        c.first
        for c in candidates
        if _stands_out(c, places, body) or key(c.text) in listed or (c.parts and announces_commitments(c.text))
    }
    chosen = [c for c in candidates if c.form in ("top", "nested", "plain")]
    for candidate in candidates:
        if candidate.form in ("capitals", "styled") and _is_title(candidate, lines, listed):
            chosen += [candidate] if candidate.form == "capitals" or candidate.first in stressed else []
    tops = [c.first for c in candidates if c.form == "top"]
    for _, part in groupby(candidates, lambda c: sum(top <= c.first for top in tops)):
        some = list(part)
        chain = _chain([c for c in some if c.form == "decimal" and (len(c.parts) > 1 or _is_short(c))])
        alone = len(chain) == 1 or all(len(c.parts) == 1 for c in chain)
        if alone:  # single numbers may be a list's: they have to stand out or apart
            chain = [c for c in chain if c.first in stressed]
        chosen += chain
        rest = [c for c in some if c.form in ("decimal", "roman", "upper", "lower") and c not in chain]
        chosen += _local_runs(rest, [c.first for c in chain], stressed)
    return sorted({c.first: c for c in chosen}.values(), key=lambda c: c.first)


def _without_lists(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates less runs of one form that stand line by line (a list, or a table of contents) and repeated ones.

    A title in capitals that stands again and again heads a table; a numbered one heads the pages of its chapter.
    """
    often = Counter((c.form, c.parts, key(c.text)) for c in candidates)
    seen: set[tuple[object, ...]] = set()
    last_nested: tuple[object, ...] = ()
    once: list[Candidate] = []
    for candidate in candidates:
        same = (candidate.form, candidate.parts, key(candidate.text))
        match candidate.form:
            case "capitals" | "styled":
                repeated = often[same] >= LIST_RUN
            case "nested":  # on each sheet of an axis; another chapter may have axes of the same names
                repeated = same == last_nested
                last_nested = same
            case "top":
                repeated = same in seen
            case _:
                repeated = False
        if not repeated:
            once.append(candidate)
        seen.add(same)
    return _without_runs(once)


def _without_runs(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates less runs of one form that stand line by line."""
    kept: list[Candidate] = []
    run: list[Candidate] = []
    for candidate in [*candidates, None]:
        if candidate and run and _is_next(run[-1], candidate):
            run.append(candidate)
            continue
        kept += run if len(run) < LIST_RUN else []
        run = [candidate] if candidate else []
    return kept


def _is_next(before: Candidate, after: Candidate) -> bool:
    """Whether a candidate of the same form stands on the line right after another."""
    alike = (before.form, len(before.parts)) == (after.form, len(after.parts))
    return alike and after.first == before.last + 1


def _body(lines: Sequence[PlainLine], places: Mapping[Cut, Place]) -> Place | None:
    """How most of the text looks: the long lines among those that were looked at, the middle one by size."""
    some = sorted((places[cut] for cut in map(longest_cut, page_groups(lines)) if cut in places), key=_SIZE)
    return some[len(some) // 2] if some else None


def page_groups(lines: Sequence[PlainLine]) -> list[list[PlainLine]]:
    """The lines page by page."""
    return [list(some) for _, some in groupby(lines, lambda line: line.page)]


def longest_cut(lines: Sequence[PlainLine]) -> Cut:
    """The longest line of some, whole: it shows how the text looks."""
    line = max(lines, key=lambda line: len(line.text))
    start = len(line.text) - len(line.text.lstrip())
    return Cut(line, start, len(line.text.rstrip()))


def _stands_out(candidate: Candidate, places: Mapping[Cut, Place], body: Place | None) -> bool:
    place = places.get(candidate.title[0])
    if place is None or body is None:
        return False
    return place.size > LARGER * body.size or (place.bold and not body.bold and place.size > SMALLEST * body.size)


def _is_short(candidate: Candidate) -> bool:
    text = candidate.title[-1].line.text.rstrip()
    return len(candidate.text.split()) <= SHORT_TITLE and not text.endswith((":", ";", ","))


def _unnumbered(title: str) -> str:
    number = number_of(title) if title.strip() else None
    return title[number.end :] if number else title


def _is_title(candidate: Candidate, lines: Sequence[PlainLine], listed: Collection[tuple[str, ...]]) -> bool:
    """Whether words without a number are in the file's own list, or no sheet's label and stand over a sentence.

    The sentence begins within two lines after them, on their page or the next.
    """
    if key(candidate.text) in listed:
        return True
    if label_book().match(candidate.text.rstrip("0123456789 ")):
        return False
    title = candidate.title[-1]
    following = [clean(line.text) for line in lines[candidate.last + 1 : candidate.last + 3]]
    runs_on = bool(title.line.text[title.end :].strip(" .:"))
    return runs_on or any(len(text.split()) >= PROSE_WORDS and text.upper() != text for text in following)


def _chain(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The longest run of decimal numbers, each of which may follow the one before it.

    A heading's number is preferred over an equal one of a list by the mark that closes most numbers alike.
    """
    candidates = candidates[:MOST]
    weights: list[int] = []
    before: list[int | None] = []
    for i, candidate in enumerate(candidates):
        ways = [(weights[j], j) for j in range(i) if follows(candidates[j].parts, candidate.parts)]
        best = max(ways, default=None, key=lambda way: (way[0], way[1]))
        begins = candidate.parts[-1] == 1 or len(candidate.parts) == 1
        weights.append((best[0] if best else 0 if begins else -1) + 1)
        before.append(best[1] if best else None)
    if not candidates:
        return []
    at: int | None = max(range(len(candidates)), key=lambda i: weights[i])
    chain = []
    while at is not None:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1]


def _local_runs(candidates: Sequence[Candidate], breaks: Sequence[int], stressed: Collection[int]) -> list[Candidate]:
    """Runs of single numbers, romans or letters from the first on, inside one chapter, with text between them."""
    runs: dict[tuple[str, int], list[Candidate]] = {}
    chosen: list[Candidate] = []
    for candidate in candidates:
        if len(candidate.parts) > 1 or not _is_short(candidate) or _is_item(candidate, stressed):
            continue
        chapter = sum(at <= candidate.first for at in breaks) if candidate.form != "roman" else 0
        run = runs.setdefault((candidate.form, chapter), [])
        if run and candidate.parts[0] == run[-1].parts[0] + 1:
            run.append(candidate)
        elif candidate.parts[0] == 1:
            chosen += _spaced(run, stressed)
            run[:] = [candidate]
    for run in runs.values():
        chosen += _spaced(run, stressed)
    return chosen


def _is_item(candidate: Candidate, stressed: Collection[int]) -> bool:
    """Whether a numbered line is an item of what is to be done rather than a title: it begins with an infinitive."""
    plain = candidate.form in ("decimal", "lower") and candidate.first not in stressed
    return plain and is_infinitive(candidate.text.split()[0])


def _spaced(run: Sequence[Candidate], stressed: Collection[int]) -> list[Candidate]:
    """A run whose members have text between them and stand out, or are two at least; else nothing."""
    apart = all(b.first - a.last > APART for a, b in pairwise(run))
    enough = len(run) > 1 or any(c.first in stressed for c in run)
    return list(run) if apart and enough else []
