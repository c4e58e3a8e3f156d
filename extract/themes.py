"""What an action is about: its theme, more themes, and the national pillar, each with what decided it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Literal

from models.record import Decision
from patterns.codes import Pillar, ThemeCode
from patterns.themes import LAST_YEAR, ThemeWord, named_pillar, pillar_of, says_subject, theme_words, themes_of_pillar

ENOUGH = 2
"""Words of contents that make a theme one of an action's others; of a title one is enough."""

Place = Literal["section", "title", "contents"]
Worth = Callable[[ThemeCode], tuple[int, ...]]
"""How many words of the title, of its nearer sections, and of the contents speak of a theme."""


def themes_of(sections: Sequence[str], title: str, contents: Sequence[str], year: int | None) -> dict[str, Any]:
    """The keys of an action that say its themes and pillar.

    `sections` are the titles that it stands under, the widest first; `year` is the contract's first. The
    first section that speaks of a theme decides; of several themes, or of a pillar's, the action's own
    words choose. Where no section does, the action's title decides, by what it says of its subject before
    what it says of its public, then its objectives and contents.
    """
    own = theme_words(title)
    near = [word for section in sections[1:] for word in theme_words(section)]
    more = [word for text in contents for word in theme_words(text)]
    counts = [Counter(word.code for word in words) for words in (own, near, more)]

    def worth(code: ThemeCode) -> tuple[int, ...]:
        return tuple(count[code] for count in counts)

    named = next(filter(None, map(named_pillar, sections)), None)
    spoken = next(filter(None, map(theme_words, sections)), [])
    code = _theme(spoken, themes_of_pillar(named[0]) if named else (), own, more, worth)
    return {
        "theme_code": code,
        "other_theme_codes": _others(code, (*own, *near, *more), worth),
        "theme_decided": _decision(code, {"section": spoken, "title": own, "contents": more}),
        **_pillar(named, code, year),
    }


def _pillar(named: tuple[Pillar, str] | None, code: ThemeCode, year: int | None) -> dict[str, Any]:
    """The pillar that a section names, else that of the theme where the contract is of the years that had pillars."""
    if named:
        return {"pillar": named[0], "pillar_decided": Decision(by="section", words=[named[1]])}
    pillar = pillar_of(code) if year is not None and year <= LAST_YEAR else None
    return {"pillar": pillar, "pillar_decided": Decision(by="theme", words=[code]) if pillar else None}


def _theme(
    spoken: Sequence[ThemeWord],
    pillar: Sequence[ThemeCode],
    own: Sequence[ThemeWord],
    more: Sequence[ThemeWord],
    worth: Worth,
) -> ThemeCode:
    """The main theme: of its section's or pillar's the one that it speaks of most, else of any; the first of equals."""
    section = list(dict.fromkeys([*(word.code for word in spoken), *pillar]))
    best = max(section, key=worth, default=None)
    if best and (spoken or any(worth(best))):
        return best
    words = [word for word in own if says_subject(word)] or own or more
    return max(dict.fromkeys(word.code for word in words), key=worth, default="other")


def _decision(code: ThemeCode, places: dict[Place, Sequence[ThemeWord]]) -> Decision | None:
    """The first place that speaks of the theme, with its words there."""
    for by, words in places.items():
        found = list(dict.fromkeys(word.word for word in words if word.code == code))
        if found:
            return Decision(by=by, words=found)
    return None


def _others(code: ThemeCode, words: Sequence[ThemeWord], worth: Worth) -> list[ThemeCode]:
    """The other themes of which a title or enough of the contents speaks, the weightiest first."""
    found = [other for other in dict.fromkeys(word.code for word in words) if other != code]
    enough = [other for other in found if any(worth(other)[:2]) or worth(other)[2] >= ENOUGH]
    return sorted(enough, key=worth, reverse=True)
