"""The text above the first sheet of a page: a chapter that ends where the sheets begin."""

from __future__ import annotations

from collections.abc import Sequence

from extract.fields import ActionRead

LEAST = 300
"""Letters above a page's first sheet from which on they are read for facts of the contract."""


def lead_texts(texts: Sequence[str], actions: Sequence[ActionRead]) -> dict[int, str]:
    """By page, the text above the first sheet of those on which sheets begin, where there is enough of it."""
    sheets = [action for action in actions if action.kind == "sheet" and action.pages]
    carried = {page for action in sheets for page in action.pages[1:]}
    found: dict[int, str] = {}
    for action in sheets:
        page = action.pages[0]
        if page in found or page in carried or page - 1 in carried | set(found):
            continue
        pieces = action.title.pieces if action.title else ()
        at = texts[page - 1].find(pieces[0].text) if pieces and pieces[0].page == page else -1
        found[page] = texts[page - 1][: texts[page - 1].rfind("\n", 0, at) + 1] if at > 0 else ""
    return {page: text for page, text in found.items() if len(text) >= LEAST}
