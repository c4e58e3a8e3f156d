"""What a page may hold, decided from its plain text: only pages that may hold something are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold, key
from patterns.labels import begins_capital, label_book, label_run
from patterns.loading import kept
from patterns.vocabulary import is_chapter, names_contract

SHEET_FIELDS = 3
"""A page with so many different labels may hold a sheet or a table of actions."""
CARRIED_FIELDS = 2
"""So many are enough on the page after one that may hold a sheet: the sheet may run over."""
MARGIN_LINES = 3
"""Running titles and footers are among so many first or last lines of a page's text."""
LONGEST_PHRASE = 9
"""Words of the longest label, small words counted."""
HEAD_WORDS = 26
"""Words of the longest table head that stands on one line of a page's text."""
LONG_FOOTER = 10
"""A line of so many words that names the contract is no section's title."""
SHORT_LINE = 9
"""Words of the longest line on which a value is looked for after its label."""
SECTION_FIELDS = frozenset({"theme", "axis", "pillar"})
"""Labels that a page which parts sections may hold."""
RUNNING_FIELDS = SECTION_FIELDS | {"number", "title", "other"}
"""Labels that a running title may begin with: "Fiche action – Contrat de ville"."""
DIVIDER_WORDS = 16
"""A page with at most so many words between running lines parts sections."""

# what follows a label on its line; it begins with all the space before it, and nothing is tried twice
_TAIL = regex.compile(r"(?<!\s)(?:\s*+[:(].*|\s++(?:[nN]\s*+[°ºo]\s*+)?\d[\d.\-]*+\W*+)$")
_LEADER = regex.compile(r"\s*(?:[.…_]{4,}|(?:[.…_]\s){4,})")
_HEAD_SIGN = regex.compile(r"\s[–—|•·/-]\s")
_LISTED = regex.compile(r"\s*\d{1,2}[.)]\s")
BULLETS = "-–•●▪■➢"
MARKERS = f" \t0123456789.){BULLETS}"
_LETTERED = regex.compile(r"(?:[A-Za-z]|[IVX]{1,4})\s*[./)°–-]+\s+(?=\p{L})")
"""What a lettered heading begins with: "A/ Porteur", "II. Contexte"."""
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
    fields: dict[int, frozenset[str]] = field(default_factory=dict)


def route(texts: Sequence[str], found: Sequence[frozenset[str]] | None = None) -> Routes:
    """Decides for each page, given the plain text of every page in order, and what `label_fields` finds in each."""
    running = _running_lines(texts)
    fields = dict(enumerate(map(label_fields, texts) if found is None else found, 1))
    sheets: list[int] = []
    for n, fields_there in fields.items():
        if may_hold_sheet(fields_there, bool(sheets) and sheets[-1] == n - 1):
            sheets.append(n)
    dividers = {}
    for n, text in enumerate(texts, 1):
        lines = _first_lines(text, running)
        if any(map(_has_word, lines)) and _may_part(lines) and fields[n] <= SECTION_FIELDS:
            dividers[n] = tuple(lines)
    return Routes(tuple(sheets), dividers, running, fields)


def _first_lines(text: str, running: frozenset[str]) -> list[str]:
    """List a page's first lines but for running ones: enough to tell a divider."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if _word_count(lines) > DIVIDER_WORDS:
            break
        if plain_line(line) not in running and not is_page_number(line) and not _names_file(line):
            lines.append(line)
    return lines


def _may_part(lines: Sequence[str]) -> bool:
    """Whether so few lines may be a section's title: a title is short and begins neither small nor with a bullet."""
    return _word_count(lines) <= DIVIDER_WORDS and not (lines[0][0].islower() or lines[0][0] in BULLETS)


def _has_word(line: str) -> bool:
    return sum(character.isalpha() for character in line) > 2


def _word_count(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _names_file(line: str) -> bool:
    """Whether a line is a long footer that names the contract."""
    return len(line.split()) >= LONG_FOOTER and names_contract(line)


def plain_line(line: str) -> str:
    """A line as running titles are compared: folded, without digits."""
    plain: str = _DIGITS.sub("#", fold(line), timeout=TIMEOUT).strip("# |-./")
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
            if not _LISTED.match(line)
            and not (_is_label(line) or _begins_label(line) or _ends_in_number(line) or _is_number_and_label(line))
            and not label_book().match(f"{above} {line}")
        }
        seen.update(ends - {""})
    enough = max(3, 0.3 * len(texts))
    seen.update({line: len(texts) for line, count in seen.items() if count >= 2 and names_contract(line)})
    return frozenset(line for line, count in seen.items() if count >= enough)


def may_hold_sheet(fields: frozenset[str], after_one: bool) -> bool:
    """Whether a page with these label fields may hold a sheet, or what the page before began."""
    return len(fields) >= (CARRIED_FIELDS if after_one else SHEET_FIELDS)


def label_fields(text: str) -> frozenset[str]:
    """List the fields whose label words a page seems to hold: generous, but a label begins with a capital."""
    found: set[str] = set()
    book = label_book()
    lines = [line for line in text.splitlines() if line.strip()]
    for i, line in enumerate(lines):
        start = line.lstrip(MARKERS)
        if len(line) > 400 or not begins_capital(start):
            continue
        lettered = _LETTERED.match(start)
        start = start[lettered.end() :] if lettered else start
        if not begins_capital(start) or not book.may_begin(start):
            continue
        for candidate in _candidates(start, lines[i + 1] if i + 1 < len(lines) else ""):
            match = book.match(candidate)
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
    texts += [line[: leader.start()]] if (leader := _LEADER.search(line, timeout=TIMEOUT)) else []
    if len(line.split()) <= 4 and len(following.split()) <= 5:
        texts.append(f"{line} {following}")
    words = line.split()
    if len(words) <= SHORT_LINE:  # a short value may follow its label on the line
        texts += [" ".join(words[:count]) for count in range(1, min(5, len(words)))]
    return [text for text in texts if len(text.split()) <= 9]


def _phrases_inside(text: str) -> set[str]:
    """Fields with a label of two words or more anywhere on the page: cells of a row run together."""
    words = text.split()
    found: set[str] = set()
    for at, word in enumerate(words):
        telling = key(word) if begins_capital(word) else ()
        phrases = _long_phrases().get(telling[0]) if telling else None
        if phrases:
            telling = key(" ".join(words[at : at + LONGEST_PHRASE]))
            found |= {name for phrase, name in phrases if telling[: len(phrase)] == phrase}
    return found if len(found) >= CARRIED_FIELDS else set()


@kept
def _long_phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Give the telling words of each such label and its field, by the first word."""
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in label_book().phrases.values():
        words = key(entry.phrase)
        if len(words) > 1 and entry.field != "other":
            phrases.setdefault(words[0], []).append((words, entry.field))
    return phrases


def _is_label(line: str) -> bool:
    head = _TAIL.sub("", line, timeout=TIMEOUT)
    heads = {head, _TAIL.sub("", head, timeout=TIMEOUT)}  # "Axe 1 : Emploi" loses the value, then the number
    return any(label_book().match(text) or label_book().match(f"{text} n°") for text in heads)


def _ends_in_number(line: str) -> bool:
    """Whether a line ends in a sheet's number ("Contrat de ville – Fiche n° 3"): it says which sheet stands there."""
    part = _HEAD_SIGN.split(line, timeout=TIMEOUT)[-1]
    bare = _TAIL.sub("", _TAIL.sub("", part, timeout=TIMEOUT), timeout=TIMEOUT)  # "(suite)", then the number
    match = label_book().match(f"{bare} n°") if part != line and any(map(str.isdigit, part)) else None
    return match is not None and match.field == "number"


def _begins_label(line: str) -> bool:
    """Whether a line is a label with a short value after it ("Priorité forte"): no running title."""
    words = line.split()
    if not 1 < len(words) <= SHORT_LINE or not label_book().may_begin(line):
        return False
    matches = (label_book().match(" ".join(words[:count])) for count in range(1, min(5, len(words))))
    return any(match and match.field not in RUNNING_FIELDS for match in matches)


def _is_number_and_label(line: str) -> bool:
    """Whether a line is a sheet's number with another label after it ("Action 1 NOM DU PROJET")."""
    words = line.split()
    at = next((i for i, word in enumerate(words) if word[0].isdigit()), 0)
    head = label_book().match(f"{' '.join(words[:at])} n°") if at else None
    return head is not None and head.field == "number" and label_book().match(" ".join(words[at + 1 :])) is not None


def names_theme(lines: Sequence[str]) -> bool:
    """Whether a divider's words name a theme rather than a part of the document."""
    text = " ".join(lines)
    return bool(_STYLED_AXIS.match(fold(text), timeout=TIMEOUT)) or not is_chapter(text)
