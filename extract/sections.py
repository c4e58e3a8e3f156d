"""Sections: the theme that a divider page or a badge gives to the sheets after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from extract.fields import ActionRead
from extract.layout import Line
from extract.routing import names_theme, plain_line
from extract.segmenting import PageRead
from extract.values import Value, Vocabulary, value_of
from patterns.folding import key
from patterns.vocabulary import names_contract

CHANGING = 0.8
"""A running title that stands on more than this share of the pages is the document's, not a section's."""
MOSTLY = 0.5
"""Sheets have a badge where more than this share of them shares one with another sheet."""
ALIKE = 60.0
"""A badge whose words are so like a section's (of 100) is that section's shortened title."""


def give_themes(
    actions: Sequence[ActionRead], dividers: Mapping[int, Value], running: Mapping[int, Value] | None = None
) -> None:
    """Gives each sheet without a theme of its own that of its section.

    `dividers` are the titles that stand alone on their page, by page, `running` those at the head of a section's
    pages. A sheet's section is that of the last divider before it; else the section whose title its badge
    shortens; else the badge, where the same badge stands on several sheets; else its page's running title. A
    heading between sheets holds for those after it.
    """
    themes = {page: value for page, value in dividers.items() if names_theme([value.text])}
    badges = Counter(badge for action in actions for badge in {" ".join(key(value.text)) for value in action.unclaimed})
    heading: Value | None = None
    headed = sum(_badge(action, badges) is not None for action in actions) > MOSTLY * len(actions)
    for action in actions:
        heading = action.theme or heading
        if action.theme is None:
            badge = _badge(action, badges) or (_above_title(action) if headed else None)
            action.theme = _divider(action, themes) or heading or badge or _running(action, running)
        section = action.theme
        if section:
            action.unclaimed = [value for value in action.unclaimed if not _shortens(value.text, section.text)]


def _divider(action: ActionRead, themes: Mapping[int, Value]) -> Value | None:
    first = action.pages[0] if action.pages else 0
    before = [page for page in themes if page < first]
    if not before:
        return None
    value = themes[max(before)]
    better = [v for v in themes.values() if any(_shortens(badge.text, v.text) for badge in action.unclaimed)]
    if better and value not in better and action.unclaimed:
        return better[0]
    return value


def running_titles(pages: Sequence[PageRead], vocabulary: Vocabulary) -> dict[int, Value]:
    """The titles at the head of pages that change from section to section, by page; none where they do not."""
    heads: dict[int, list[Line]] = {}
    for page in pages:
        kept = set(page.lines)
        left_out = [line for i, line in enumerate(page.layout.lines) if i not in kept]
        heads[page.number] = [line for line in left_out if _is_head(line, page.layout.page.height)]
    counts = Counter(plain_line(line.text) for lines in heads.values() for line in lines)
    changing = {text for text, count in counts.items() if count <= CHANGING * len(pages)}
    if len(changing) < 2:
        return {}
    found = {n: [line for line in lines if plain_line(line.text) in changing][:1] for n, lines in heads.items()}
    return {n: value for n, lines in found.items() if lines and (value := value_of(lines, vocabulary, "layout"))}


def _is_head(line: Line, height: float) -> bool:
    """Whether a line at the head of a page may name a section: it has a word, and names neither contract nor part."""
    words = any(sum(c.isalpha() for c in word.text) > 2 for word in line.words)
    return line.top < height / 2 and words and not names_contract(line.text) and names_theme([line.text])


def _running(action: ActionRead, running: Mapping[int, Value] | None) -> Value | None:
    return running.get(action.pages[0]) if running and action.pages else None


def _badge(action: ActionRead, badges: Counter[str]) -> Value | None:
    shared = [value for value in action.unclaimed if badges[" ".join(key(value.text))] > 1]
    return shared[0] if shared else None


def _above_title(action: ActionRead) -> Value | None:
    """What stands over a sheet's title where other sheets have their badge: the badge of a section's only sheet."""
    title = action.title.pieces[0] if action.title else None
    if title is None or title.box is None:
        return None
    return next(
        (
            value for value in action.unclaimed
            if (piece := value.pieces[0]).box and piece.page == title.page and piece.box[1] < title.box[1]
        ),
        None,
    )  # fmt: skip


def _shortens(badge: str, title: str) -> bool:
    one, other = " ".join(key(badge)), " ".join(key(title))
    return bool(one and other) and fuzz.token_set_ratio(one, other) >= ALIKE
