"""What a page may hold, decided from its plain text: only pages that may hold something are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from patterns.folding import TIMEOUT, fold, key
from patterns.labels import label_book, label_run
from patterns.loading import kept
from patterns.vocabulary import heads_contents, is_chapter, names_contract

SHEET_FIELDS = 3
"""A page with so many different labels may hold a sheet or a table of actions."""
MARGIN_LINES = 3
"""Running titles and footers are among so many first or last lines of a page's text."""
HEAD_WORDS = 14
"""Words of the longest table head that stands on one line of a page's text."""
LONG_FOOTER = 10
"""A line of so many words that names the contract is no section's title."""
DIVIDER_WORDS = 16
"""A page with at most so many words between running lines parts sections."""

_TAIL = regex.compile(r"(?:\s*[:(].*|\s+(?:n\s*[°ºo]\s*)?\d[\d.\-]*\W*)$")
_LISTED = regex.compile(r"\s*\d{1,2}[.)]\s")
MARKERS = " \t0123456789.)-–•●▪■➢"
_DIGITS = regex.compile(r"\d+")
_PAGE_NUMBER = regex.compile(r"(?:page\s*)?[-–| ]*\d{1,3}(?:\s*(?:/|sur|-)\s*\d{1,3})?[-–| ]*", regex.IGNORECASE)
_STYLED_AXIS = regex.compile(
    r"^\W*(?:[\divx.]+[.)]*\W*)?(?:axe|pilier|volet|orientation|thematique|theme|priorite|chapitre)\s*(?:n\s*)?[\divx]"
)


@dataclass(frozen=True)
class Routes:
    """The pages worth reading, by what they may hold, and the document's running lines."""

    sheets: tuple[int, ...]
    dividers: dict[int, tuple[str, ...]]
    running: frozenset[str]
    contents: tuple[int, ...] = ()
    fields: dict[int, frozenset[str]] = field(default_factory=dict)


def route(texts: Sequence[str]) -> Routes:
    """Decides for each page, given the plain text of every page in order."""
    running = _running_lines(texts)
    fields = {n: _label_fields(text) for n, text in enumerate(texts, 1)}
    sheets = [n for n, found in fields.items() if len(found) >= SHEET_FIELDS]
    dividers = {}
    contents = []
    for n, text in enumerate(texts, 1):
        lines = [line.strip() for line in text.splitlines() if line.strip() and plain_line(line) not in running]
        lines = [line for line in lines if not _PAGE_NUMBER.fullmatch(line, timeout=TIMEOUT) and not _names_file(line)]
        words = sum(len(line.split()) for line in lines)
        if lines and words <= DIVIDER_WORDS and not fields[n]:
            dividers[n] = tuple(lines)
        if any(heads_contents(line) for line in lines[:4]):
            contents.append(n)
    return Routes(tuple(sheets), dividers, running, tuple(contents), fields)


def _names_file(line: str) -> bool:
    """Whether a line is a long footer that names the contract."""
    return len(line.split()) >= LONG_FOOTER and names_contract(line)


def plain_line(line: str) -> str:
    """A line as running titles are compared: folded, without digits."""
    plain = _DIGITS.sub("#", fold(line), timeout=TIMEOUT).strip("# |-./")
    return plain.removeprefix("page").removesuffix("page").strip("# |-./")


def is_page_number(text: str) -> bool:
    """Whether a line is a page number and nothing else."""
    return bool(_PAGE_NUMBER.fullmatch(text.strip(), timeout=TIMEOUT))


def _running_lines(texts: Sequence[str]) -> frozenset[str]:
    """Lines that stand first or last on many pages: titles and footers."""
    seen: Counter[str] = Counter()
    for text in texts:
        lines = [line for line in text.splitlines() if line.strip()]
        pairs = list(zip(["", *lines], lines, strict=False))
        ends = {
            plain_line(line)
            for above, line in pairs[:MARGIN_LINES] + pairs[-MARGIN_LINES:]
            if not _LISTED.match(line) and not _is_label(line) and not label_book().match(f"{above} {line}")
        }
        seen.update(ends - {""})
    enough = max(3, 0.3 * len(texts))
    seen.update({line: len(texts) for line, count in seen.items() if count >= 2 and names_contract(line)})
    return frozenset(line for line, count in seen.items() if count >= enough)


def _label_fields(text: str) -> frozenset[str]:
    """The fields whose label words a page seems to hold; generous, since a page read in vain is cheap."""
    found: set[str] = set()
    lines = [line for line in text.splitlines() if line.strip()]
    for i, line in enumerate(lines):
        if len(line) > 400 or not label_book().may_begin(line.lstrip(MARKERS)):
            continue
        for candidate in _candidates(line, lines[i + 1] if i + 1 < len(lines) else ""):
            match = label_book().match(candidate)
            if match and match.field != "other":
                found.add(match.field)
        if len(line.split()) <= HEAD_WORDS and len(heads := {match.field for match in label_run(line)}) >= 2:
            found |= heads
    if len(found) < SHEET_FIELDS:
        found |= _phrases_inside(text)
    return frozenset(found)


def _candidates(line: str, following: str) -> list[str]:
    head = line.split(":", 1)[0]
    texts = [_TAIL.sub("", line, timeout=TIMEOUT)] + ([head] if head != line else [])
    if len(line.split()) <= 4 and len(following.split()) <= 5:
        texts.append(f"{line} {following}")
    return [text for text in texts if len(text.split()) <= 9]


def _phrases_inside(text: str) -> set[str]:
    """Fields with a label of two words or more anywhere on the page: cells of a row run together."""
    joined = f" {' '.join(key(text))} "
    found = {field_ for words, field_ in _long_phrases() if f" {words} " in joined}
    return found if len(found) >= SHEET_FIELDS else set()


@kept
def _long_phrases() -> list[tuple[str, str]]:
    entries = [(key(entry.phrase), entry.field) for entry in label_book().phrases.values()]
    return [(" ".join(words), name) for words, name in entries if len(words) > 1 and name != "other"]


def _is_label(line: str) -> bool:
    head = _TAIL.sub("", line, timeout=TIMEOUT)
    return label_book().match(head) is not None or label_book().match(f"{head} n°") is not None


def names_theme(lines: Sequence[str]) -> bool:
    """Whether a divider's words name a theme rather than a part of the document."""
    text = " ".join(lines)
    return bool(_STYLED_AXIS.match(fold(text), timeout=TIMEOUT)) or not is_chapter(text)
