"""Scores a record against a reference reading, field by field.

Actions pair by their titles, the likest first; a number that is the same tips the balance. A field
of one value scores the share of reference actions that have it right, a list the F1 of its items.
Texts compare without capitals, quotation marks, spaces round dashes, and closing punctuation, and
count as the same where three characters in a hundred differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

PAIR_FROM = 0.80
"""Titles at least so alike are of one action."""
NUMBER_BONUS = 0.05
"""What the same number adds to the likeness of two titles."""
SAME_FROM = 0.97
"""Texts at least so alike are the same."""

SHEET_FIELDS = (
    "number", "title", "theme", "priority", "partners", "indicators", "strategic_orientations",
    "operational_objectives", "contents", "years", "calendar",
)  # fmt: skip
PROGRAMME_FIELDS = ("number", "title", "theme", "axis", "programme_priority", "contents")
KEPT_UNDER = {"years": "calendar"}
"""Fields that a reference keeps under another name."""

_QUOTES = re.compile('[«»“”"]')
_COMMA = re.compile(r"\s*,\s+")
_DASH = re.compile(r"\s*([-/–])\s*")
_ENDS = " .,;:•-–\u00a0"

Json = Mapping[str, Any]
Pair = tuple[Json, Json]
"""A reference action and the action that was read for it."""


def score(record: Json, gold: Json, fields: Collection[str] | None = None) -> dict[str, float]:
    """Give the score of each field, from 0 to 1; `actions` is the F1 of the actions themselves.

    `record` and `gold` are as read from JSON. Without `fields`, those of the reference's kind count;
    a field that the reference does not hold never does.
    """
    wanted, found = gold["actions"], record["actions"]
    pairs = paired(wanted, found)
    scores = {"actions": _f1(len(pairs), len(wanted), len(found))}
    for field in _fields(wanted, fields):
        if isinstance(_reference(wanted[0], field), list):
            scores[field] = _list_score(field, wanted, pairs)
        else:
            right = sum(_same(_reference(one, field), _reading(other, field)) for one, other in pairs)
            scores[field] = right / len(wanted)
    return scores


def paired(wanted: Sequence[Json], found: Sequence[Json]) -> list[Pair]:
    """Pair reference actions with the actions that were read for them, the likest titles first."""
    titles = [folded(action.get("title") or "") for action in found]
    numbers = [str(action.get("number", "")).strip() for action in found]
    offers = []
    for i, action in enumerate(wanted):
        title = folded(action["title"])
        for j, other in enumerate(titles):
            bonus = NUMBER_BONUS if numbers[j] == action["number"] else 0.0
            offers.append((likeness(title, other, PAIR_FROM - NUMBER_BONUS) + bonus, i, j))
    pairs, left, right = [], set(range(len(wanted))), set(range(len(found)))
    for alike, i, j in sorted(offers, reverse=True):
        if alike >= PAIR_FROM and i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((wanted[i], found[j]))
    return pairs


def folded(text: object) -> str:
    """Give a text as it is compared."""
    plain = unicodedata.normalize("NFKC", str(text)).lower().replace("’", "'").replace("‘", "'")
    plain = " ".join(_QUOTES.sub(" ", plain).split())
    return _DASH.sub(r"\1", _COMMA.sub("/", plain)).strip(_ENDS)


def likeness(one: str, other: str, floor: float = SAME_FROM) -> float:
    """How alike two texts are, from 0 to 1; 0 where they cannot reach `floor`."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
        return 0.0
    return matcher.ratio()


def _fields(wanted: Sequence[Json], fields: Collection[str] | None) -> list[str]:
    if not wanted:
        return []
    programme = wanted[0]["kind"] == "programme_objective"
    chosen = fields or (PROGRAMME_FIELDS if programme else SHEET_FIELDS)
    return [field for field in chosen if KEPT_UNDER.get(field, field) in wanted[0]]


def _f1(right: int, wanted: int, found: int) -> float:
    return 2 * right / (wanted + found) if wanted + found else 1.0


def _list_score(field: str, wanted: Sequence[Json], pairs: Sequence[Pair]) -> float:
    """Give the F1 of a list's items; those of an action that was not found count as missed."""
    right = read = 0
    for one, other in pairs:
        items = _reading(other, field)
        right += _common(_reference(one, field), items)
        read += len(items)
    return _f1(right, sum(len(_reference(action, field)) for action in wanted), read)


def _common(wanted: Iterable[str], found: Iterable[str]) -> int:
    """How many wanted items were found, each found item counting once."""
    left, right = list(found), 0
    for item in wanted:
        alike = [likeness(item, other) for other in left]
        best = max(alike, default=0.0)
        if best >= SAME_FROM:
            right += 1
            left.pop(alike.index(best))
    return right


def _same(wanted: Any, found: Any) -> bool:
    """Whether two values agree: texts and titles may differ a little, numbers not at all."""
    if wanted == found:
        return True
    if isinstance(wanted, str):
        return likeness(wanted, found) >= SAME_FROM
    if isinstance(wanted, tuple):
        return bool(wanted[1] == found[1]) and likeness(wanted[0], found[0]) >= SAME_FROM
    return False


def _reference(action: Json, field: str) -> Any:
    """Give a field of a reference action, made comparable."""
    if field == "years":
        return {year["year"] for year in action["calendar"]}
    if field == "calendar":
        return {(year["year"], year["phase"]) for year in action["calendar"]}
    value = action[field]
    if field in ("axis", "programme_priority"):
        return folded(value["title"]), value["number"]
    if field == "priority":
        return value
    return [folded(item) for item in value] if isinstance(value, list) else folded(value)


def _reading(action: Json, field: str) -> Any:
    """Give the same field of an action of a record."""
    if field == "partners":
        return _texts(action.get("leads")) + _texts(action.get("partners"))
    if field == "priority":
        return (action.get("priority") or {}).get("level")
    if field in ("years", "calendar"):
        years = (action.get("calendar") or {}).get("years", [])
        return {year["year"] if field == "years" else (year["year"], year["phase"]) for year in years}
    if field in ("axis", "programme_priority"):
        key = "axis" if field == "axis" else "priority"
        heading = (action.get("programme") or {}).get(key) or {}
        return folded(heading.get("title") or ""), str(heading.get("number") or "").strip()
    if field in ("number", "title", "theme"):
        return folded(action.get(field) or "")
    return _texts(action.get(field))


def _texts(items: Iterable[Any] | None) -> list[str]:
    """Give the items of a list as written, folded."""
    return [folded(item["as_written"] if isinstance(item, Mapping) else item) for item in items or ()]
