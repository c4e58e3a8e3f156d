"""Sections: the theme that a divider page or a badge gives to the sheets after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from extract.fields import ActionRead
from extract.routing import names_theme
from extract.values import Value
from patterns.folding import key

ALIKE = 60.0
"""A badge whose words are so like a section's (of 100) is that section's shortened title."""


def give_themes(actions: Sequence[ActionRead], dividers: Mapping[int, Value]) -> None:
    """Gives each sheet without a theme of its own that of its section.

    `dividers` are the titles that stand alone on their page, by page. A sheet's section is that of
    the last divider before it; else the section whose title its badge shortens; else the badge,
    where the same badge stands on several sheets. A heading between sheets holds for those after it.
    """
    themes = {page: value for page, value in dividers.items() if names_theme([value.text])}
    badges = Counter(badge for action in actions for badge in {" ".join(key(value.text)) for value in action.unclaimed})
    heading: Value | None = None
    for action in actions:
        heading = action.theme or heading
        if action.theme is None:
            action.theme = _divider(action, themes) or heading or _badge(action, badges)
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


def _badge(action: ActionRead, badges: Counter[str]) -> Value | None:
    shared = [value for value in action.unclaimed if badges[" ".join(key(value.text))] > 1]
    return shared[0] if shared else None


def _shortens(badge: str, title: str) -> bool:
    one, other = " ".join(key(badge)), " ".join(key(title))
    return bool(one and other) and fuzz.token_set_ratio(one, other) >= ALIKE
