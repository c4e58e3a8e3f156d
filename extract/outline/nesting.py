"""Which heading holds which: by their numbers, by the bookmarks' depth, and by how they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.outline.candidates import Candidate
from extract.outline.lines import Cut
from extract.pages import Place
from patterns.commitments import announces_commitments

SMALLER = 0.95
"""A heading so many times the size of another stands under it, where neither has a number."""


def nest(headings: Sequence[Candidate], places: Mapping[Cut, Place], depths: Sequence[int | None]) -> list[int | None]:
    """The place of the heading that holds each one; None at the top."""
    parents: list[int | None] = []
    open_: list[int] = []  # the headings that hold the next one, from the top
    for i in range(len(headings)):
        keep = _by_depth(open_, depths, i) if depths[i] is not None else _by_form(open_, headings, places, i)
        del open_[keep:]
        parents.append(open_[-1] if open_ else None)
        open_.append(i)
    return parents


def _by_depth(open_: Sequence[int], depths: Sequence[int | None], i: int) -> int:
    """How many of the open headings hold one that the bookmarks name: those that they put above it."""
    depth = depths[i] or 0
    above = [k for k, j in enumerate(open_) if (d := depths[j]) is not None and d < depth]
    return above[-1] + 1 if above else 0


def _by_form(open_: Sequence[int], headings: Sequence[Candidate], places: Mapping[Cut, Place], i: int) -> int:
    """How many of the open headings hold one, by what is written."""
    heading = headings[i]
    if heading.form == "top":
        return 0
    if heading.form == "decimal":
        return _by_number(open_, headings, heading)
    alike = [k for k, j in enumerate(open_) if _kind(headings[j], places) == _kind(heading, places)]
    if alike:
        return alike[0]
    if heading.parts:
        return len(open_)
    size = _size(heading, places)
    larger = [
        k for k, j in enumerate(open_)
        if headings[j].parts or size <= SMALLER * _size(headings[j], places) or not size
    ]  # fmt: skip
    return larger[-1] + 1 if larger else 0


def _by_number(open_: Sequence[int], headings: Sequence[Candidate], heading: Candidate) -> int:
    decimals = [(k, headings[j].parts) for k, j in enumerate(open_) if headings[j].form == "decimal"]
    holding = [k for k, parts in decimals if heading.parts[: len(parts)] == parts and len(parts) < len(heading.parts)]
    if holding:
        return holding[-1] + 1
    level = [k for k, parts in decimals if len(parts) >= len(heading.parts) and parts < heading.parts]
    if level:
        return level[0]
    return len(open_)


def _kind(heading: Candidate, places: Mapping[Cut, Place]) -> tuple[object, ...]:
    """What headings of one level share."""
    if heading.parts:
        word = (heading.written or heading.text).split()[0].lower() if heading.form in ("top", "nested") else ""
        return heading.form, word
    if announces_commitments(heading.text):
        return ("announcement",)  # each partner's chapter, however its heading looks
    place = places.get(heading.title[0])
    return heading.form, round(place.size) if place else 0, place.bold if place else False


def _size(heading: Candidate, places: Mapping[Cut, Place]) -> float:
    place = places.get(heading.title[0])
    return place.size if place else 0.0
