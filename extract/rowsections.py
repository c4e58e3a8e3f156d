"""The headings that hold for the rows of a table: those above it, and those that run across it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from extract.headings import Heading, section_heading
from extract.labelling import find_labels, number_of
from extract.layout import Line
from extract.values import Value, Vocabulary, trimmed, value_of

LOWER = ("strategic_orientations", "operational_objectives")
"""What headings below a theme announce, the higher first."""
SIGNS = ":.–—-·•|/"
"""Signs between a heading's label or number and its title."""


class Sections(NamedTuple):
    """The sections that a row stands in: its theme, and by field what headings say below the theme.

    `lower` says that the theme is an orientation's heading, since none above it names one.
    """

    theme: Heading | None = None
    below: Mapping[str, tuple[Value, ...]] = MappingProxyType({})
    lower: bool = False


def sections_under(sections: Sections, lines: Sequence[Line], vocabulary: Vocabulary) -> Sections | None:
    """The sections after the heading that the first of some lines begins; None where it is none.

    "Objectif opérationnel 1 : …" below "Axe 1 – …" leaves the theme; an orientation with nothing above it is one.
    """
    heading = section_heading(lines, vocabulary)
    low = _low_heading(lines[0], heading, vocabulary)
    if low and (low[0] == LOWER[-1] or (sections.theme and not sections.lower)):
        above = {name: sections.below[name] for name in LOWER[: LOWER.index(low[0])] if name in sections.below}
        return sections._replace(below={**above, low[0]: (low[1],)})
    return Sections(heading, lower=low is not None) if heading else None


def _low_heading(line: Line, heading: Heading | None, vocabulary: Vocabulary) -> tuple[str, Value] | None:
    """The field and title of a heading below a theme, `heading` where it reads as a section's; else None."""
    hit = next(iter(find_labels([line])), None) if line.bold else None
    if hit is None or hit.whole or hit.field not in LOWER:
        return None
    if heading:
        return hit.field, heading.title
    rest = line.cut(hit.value_from)
    found = number_of(rest.words) if rest else None
    kept = trimmed([part for part in (rest.cut(found[1]) if rest and found else rest,) if part], SIGNS)
    title = value_of(kept, vocabulary, "layout")
    return (hit.field, title) if title else None
