"""What parts a row of words besides gaps: dotted leaders after a label, and labels that follow each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.pages import Word
from patterns import regexes as regex
from patterns.folding import TIMEOUT
from patterns.labels import label_book

FEWEST_DOTS = 4
"""A leader has at least so many dots."""
LETTER_WIDTH = 0.5
"""A letter's usual width, as a share of the font size."""
LONGEST_LABEL = 6
"""Words of the longest label in a row of several."""
BETWEEN = "|/–—-•·;"
"""Signs that may stand between a value and the next label of a row."""

_LEADER = regex.compile(r"[.…_]{4,}|…{2,}")
_DOTS = regex.compile(r"[.…_]+")


def without_leaders(row: Sequence[Word]) -> list[list[Word]]:
    """A row's words, parted at a leader between a label and its value ("Porteur ........ Ville"), which goes."""
    if not any(".." in word.text or "…" in word.text or "__" in word.text or word.text == "." for word in row):
        return [list(row)]
    words = [part for word in row for part in _split(word)]
    dots = [bool(_DOTS.fullmatch(word.text, timeout=TIMEOUT)) for word in words]
    first = next((k for k, is_dot in enumerate(dots) if is_dot), len(words))
    last = next((k for k in range(first, len(words)) if not dots[k]), len(words))
    length = sum(len(word.text) * (3 if "…" in word.text else 1) for word in words[first:last])
    label = " ".join(word.text for word in words[:first]).rstrip(" :")
    if length < FEWEST_DOTS or last == len(words) or not label or not label_book().match(label):
        return [list(row)]
    return [words[:first], words[last:]]


def _split(word: Word) -> list[Word]:
    """A word as what stands before, in and after a leader that is glued to it."""
    found = _LEADER.search(word.text, timeout=TIMEOUT)
    if found is None or found.group() == word.text:
        return [word]
    before, after = word.text[: found.start()], word.text[found.end() :]
    width = LETTER_WIDTH * word.size
    left, right = word.x0 + width * len(before), word.x1 - width * len(after)
    parts = (
        word._replace(text=before, x1=left),
        word._replace(text=found.group(), x0=left, x1=right, glued=False),
        word._replace(text=after, x0=right, glued=False),
    )
    return [part for part in parts if part.text]


def label_chain(run: Sequence[Word]) -> list[tuple[Word, ...]]:
    """A run of words cut before each label but the first, where it begins with one and others follow.

    "Pilote : Ville | Échéance : 2016" is two; the sign between them goes.
    """
    colons = [k for k, word in enumerate(run) if word.text.endswith(":")]
    if len(colons) < 2 or _label_end(run, 0) is None:
        return [tuple(run)]
    starts = [k for k in range(1, colons[-1] + 1) if _may_follow(run, k) and _label_end(run, k) is not None]
    parts = [list(run[a:b]) for a, b in zip([0, *starts], [*starts, len(run)], strict=True)]
    return [tuple(_without_sign(part) if k < len(starts) else part) for k, part in enumerate(parts)]


def _may_follow(run: Sequence[Word], k: int) -> bool:
    """Whether something shows that a label may begin at a word: a sign before it, or bold type after plain."""
    return run[k - 1].text in BETWEEN or (run[k].bold and not run[k - 1].bold)


def _label_end(run: Sequence[Word], start: int) -> int | None:
    """The word after the colon of a label that begins at a word; None where none does."""
    for end in range(start + 1, min(len(run), start + LONGEST_LABEL) + 1):
        if run[end - 1].text.endswith(":"):
            text = " ".join(word.text for word in run[start:end]).rstrip(" :")
            return end if text[:1].isupper() and label_book().match(text) else None
    return None


def _without_sign(part: list[Word]) -> Iterable[Word]:
    return part[:-1] if part[-1].text in BETWEEN else part
