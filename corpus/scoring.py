"""Scores a record against a reference reading, field by field.

Actions pair by their titles, the likest first; a number that is the same tips the balance. A field
of one value scores the share of reference actions that have it right, a list the F1 of its items.
Texts compare without capitals, quotation marks, spaces round dashes, and closing punctuation, and
count as the same where three characters in a hundred differ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from patterns import regexes as re

PAIR_FROM = 0.80
"""Titles at least so alike are of one action."""
NUMBER_BONUS = 0.05
"""What the same number adds to the likeness of two titles."""
SAME_FROM = 0.97
"""Texts at least so alike are the same."""

SHEET_FIELDS = (
    "number", "title", "theme", "priority", "partners", "indicators", "strategic_orientations",
    "operational_objectives", "contents", "years", "calendar", "theme_code", "organisations",
)  # fmt: skip
PROGRAMME_FIELDS = ("number", "title", "theme", "axis", "programme_priority", "contents", "theme_code")
MORE_FIELDS = ("leads", "target_public", "places", "context", "means", "budget", "open_end")
"""Fields that some references hold beyond those; an action without one has nothing there."""
KEPT_UNDER = {"years": "calendar"}
"""Fields that a reference keeps under another name."""

_QUOTES = re.compile('[«»“”"]')
_COMMA = re.compile(r"\s*,\s+")
_DASH = re.compile(r"\s*([-/–])\s*")
_PARTING = re.compile(r"[/,;]|\bet\b")
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
        if isinstance(reference_value(wanted[0], field), list):
            scores[field] = _list_score(field, wanted, pairs)
        else:
            right = sum(agrees(reference_value(one, field), read_value(other, field)) for one, other in pairs)
            scores[field] = right / len(wanted)
    return scores


def paired(wanted: Sequence[Json], found: Sequence[Json]) -> list[Pair]:
    """Pair reference actions with the actions that were read for them, the likest titles first."""
    return [(wanted[i], found[j]) for i, j in paired_places(wanted, found)]


def paired_places(wanted: Sequence[Json], found: Sequence[Json]) -> list[tuple[int, int]]:
    """Pair the places of reference actions with those of the actions that were read for them."""
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
            pairs.append((i, j))
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
        items = read_value(other, field)
        right += len(matched(reference_value(one, field), items))
        read += len(items)
    return _f1(right, sum(len(reference_value(action, field)) for action in wanted), read)


def matched(wanted: Sequence[str], found: Sequence[str], floor: float = SAME_FROM) -> list[tuple[int, int]]:
    """Pair the places of wanted items with those of the likest found ones, each counting once."""
    pairs, left = [], list(range(len(found)))
    for i, item in enumerate(wanted):
        alike = [likeness(item, found[j], floor) for j in left]
        best = max(alike, default=0.0)
        if best >= floor:
            pairs.append((i, left.pop(alike.index(best))))
    return pairs


def agrees(wanted: Any, found: Any) -> bool:
    """Whether two values agree: texts and titles may differ a little, numbers not at all."""
    if wanted == found:
        return True
    if isinstance(wanted, str):
        return likeness(wanted, found) >= SAME_FROM
    if isinstance(wanted, tuple):
        return bool(wanted[1] == found[1]) and likeness(wanted[0], found[0]) >= SAME_FROM
    return False


def reference_value(action: Json, field: str) -> Any:
    """Give a field of a reference action, made comparable."""
    if field == "years":
        return {year["year"] for year in action["calendar"]}
    if field == "calendar":
        return {(year["year"], year["phase"]) for year in action["calendar"]}
    if field == "leads":
        return [folded(item) for item in action.get("leads", [])]
    if field == "open_end":
        return bool(action.get("open_end"))
    if field in MORE_FIELDS:
        return _as_one_text(action.get(field))
    value = action[field]
    if field in ("axis", "programme_priority"):
        return folded(value["title"]), value["number"]
    if field == "priority":
        return value
    return [folded(item) for item in value] if isinstance(value, list) else folded(value)


def read_value(action: Json, field: str) -> Any:
    """Give the same field of an action of a record."""
    if field == "priority":
        return (action.get("priority") or {}).get("level")
    if field in ("years", "calendar"):
        years = (action.get("calendar") or {}).get("years", [])
        return {year["year"] if field == "years" else (year["year"], year["phase"]) for year in years}
    if field in ("axis", "programme_priority"):
        key = "axis" if field == "axis" else "priority"
        heading = (action.get("programme") or {}).get(key) or {}
        return folded(heading.get("title") or ""), str(heading.get("number") or "").strip()
    if field == "open_end":
        return bool((action.get("calendar") or {}).get("open_end"))
    if field in ("number", "title", "theme", "theme_code"):
        return folded(action.get(field) or "")
    if field in MORE_FIELDS and field != "leads":
        return _as_one_text(action.get(field))
    return [folded(item) for item in read_items(action, field)]


def read_items(action: Json, field: str) -> list[str]:
    """Give the items of a list of a record's action, as written; of organisations, their ids."""
    if field == "organisations":
        partners = [*(action.get("leads") or ()), *(action.get("partners") or ())]
        return [str((partner.get("organisation") or {}).get("id") or "") for partner in partners]
    keys = ("leads", "partners") if field == "partners" else (field,)
    return [worded(item) for key in keys for item in action.get(key) or ()]


def _as_one_text(value: Any) -> str:
    """Give a text, or a list that was made of one, without what parts its items."""
    return " ".join(_PARTING.sub(" ", folded(worded(value))).split())


def worded(value: Any) -> str:
    """Give a value's words as written: a text, an item that keeps them, or a list of either."""
    if isinstance(value, Mapping):
        return str(value.get("as_written") or "")
    if isinstance(value, list):
        return " ".join(worded(item) for item in value)
    return "" if value is None else str(value)
