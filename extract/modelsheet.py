"""Model sheets: the legend that shows how to read a sheet, and is no action."""

from __future__ import annotations

from collections.abc import Sequence

from extract.fields import ActionRead
from extract.zoning import Zone
from patterns.labels import label_book


def is_model(action: ActionRead, zones: Sequence[Zone], *, numbered: bool) -> bool:
    """Whether a block explains the labels: its title is itself a label word, or its number alone is missing.

    `numbered` says whether the contract's sheets have numbers.
    """
    if action.number is not None:
        return False
    titles = [action.title.text] if action.title else []
    titles += [zone.hit.phrase for zone in zones if zone.hit and zone.hit.field == "title" and not zone.lines]
    named = any(label_book().match(text) for text in titles)
    empty_number = numbered and any(zone.hit and zone.hit.field == "number" for zone in zones)
    return named or empty_number
