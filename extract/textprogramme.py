"""Programme tables in plain text, where columns and cells are lost and only their order is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.fields import ActionRead
from extract.headings import Heading
from extract.values import Piece, Value, Vocabulary, join_texts, stripped
from patterns import regexes as regex
from patterns.folding import SMALL_WORDS, TIMEOUT, fold, key
from patterns.labels import label_run

if TYPE_CHECKING:
    from extract.textfile import TextLine

_OBJECTIVE = regex.compile(r"\s*(\d{1,2})[.\-](\d{1,2})[.\-](\d{1,2})[.)]?\s+(\S.*)")
_PRIORITY = regex.compile(r"\s*(?:(?:priorité|PRIORITE|PRIORITÉ)\s*)?(\d{1,2})\s*")
_AXIS = regex.compile(
    r"\s*(?:[\d.]+\)?[ .]*)?(?:axe|pilier|volet)\s*(?:n\s*[°º]\s*)?(\d{1,2})\s*[:.–—-]\s*(\S.*)",
    regex.IGNORECASE,
)
_SECTION = regex.compile(r"\s*\d{1,2}(?:\.\d{1,2})+\.?\)")
_INNER_GAP = regex.compile(r"(?<=\S) {2,}(?=\p{Lu})")
_OPENING = "abcdefghijklmnopqrstuvwxyzàâäéèêëîïôöùûüçœ(«/–-"


@dataclass
class _Text:
    """A value under way: its lines' texts and numbers."""

    parts: list[tuple[str, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.parts)

    def value(self, vocabulary: Vocabulary) -> Value | None:
        pieces = tuple(Piece(" ".join(text.split()), None, None, number) for text, number in self.parts if text.strip())
        whole = join_texts([piece.text for piece in pieces], vocabulary)
        return Value(whole, pieces, "layout") if whole else None


def read_text_programme(lines: Sequence[TextLine], vocabulary: Vocabulary) -> list[ActionRead]:
    """The objectives of the file's programme tables.

    A table begins at its head and ends at the next heading. Two spaces at a line's end close a
    measure or a title, as the converter leaves them at a paragraph's end, unless the next line
    goes on with it.
    """
    actions: list[ActionRead] = []
    axis: Heading | None = None
    i = 0
    while i < len(lines):
        heading = _axis(lines, i, vocabulary)
        if heading:
            axis, i = heading
            continue
        after = _head(lines, i)
        if after is None:
            i += 1
            continue
        end = _table_end(lines, after)
        actions += _read_table(lines[after:end], axis, vocabulary)
        i = end
    return actions


def _axis(lines: Sequence[TextLine], i: int, vocabulary: Vocabulary) -> tuple[Heading, int] | None:
    match = _AXIS.fullmatch(lines[i].raw.rstrip(), timeout=TIMEOUT)
    if not match or len(lines[i].raw.split()) > 18:
        return None
    text = _Text([(match.group(2), lines[i].number)])
    end = i + 1
    if not lines[i].ends_wide and end < len(lines):
        text.parts.append((lines[end].raw.strip(), lines[end].number))
        end += 1
    title = text.value(vocabulary)
    if not title:
        return None
    number = Value(match.group(1), (Piece(match.group(1), None, None, lines[i].number),), "layout")
    clean = stripped(title, '"“”')
    return (Heading(number, clean), end) if clean else None


def _head(lines: Sequence[TextLine], i: int) -> int | None:
    """The line after a table's head that begins at line `i`; None where none does."""
    if not _starts_head(lines[i].raw):
        return None
    for k in range(i, min(i + 6, len(lines))):
        joined = " ".join(" ".join(line.raw for line in lines[i : k + 1]).split())
        fields = {match.field for match in label_run(joined)}
        if {"operational_objectives", "contents"} <= fields and len(joined) < 140:
            return k + 1
    return None


def _starts_head(text: str) -> bool:
    words = key(text)
    return bool(words) and words[0] in {"priorite", "objectif", "axe", "orientation", "enjeu"}


def _table_end(lines: Sequence[TextLine], start: int) -> int:
    for k in range(start, len(lines)):
        raw = lines[k].raw
        if _SECTION.match(raw, timeout=TIMEOUT) or _AXIS.fullmatch(raw.rstrip(), timeout=TIMEOUT) or _is_capitals(raw):
            return k
        if k > start and _head(lines, k) is not None:
            return k
    return len(lines)


def _is_capitals(text: str) -> bool:
    """Whether a line is a heading in capitals."""
    words = [word for word in text.split() if any(c.isalpha() for c in word)]
    return len(words) >= 3 and sum(word.isupper() for word in words) >= 0.8 * len(words)


def _read_table(lines: Sequence[TextLine], axis: Heading | None, vocabulary: Vocabulary) -> list[ActionRead]:
    actions: list[ActionRead] = []
    priority: Heading | None = None
    i = 0
    while i < len(lines):
        objective = _OBJECTIVE.fullmatch(lines[i].raw.rstrip("\n"), timeout=TIMEOUT)
        number = _PRIORITY.fullmatch(lines[i].raw, timeout=TIMEOUT)
        if number and _objective_follows(lines, i):
            priority, i = _read_priority(lines, i, number.group(1), vocabulary)
        elif objective:
            end = i + 1
            while (
                end < len(lines)
                and not _OBJECTIVE.fullmatch(lines[end].raw)
                and not (_PRIORITY.fullmatch(lines[end].raw) and _objective_follows(lines, end))
            ):
                end += 1
            actions.append(_read_objective(lines[i:end], objective, axis, priority, vocabulary))
            i = end
        else:
            i += 1
    return actions


def _objective_follows(lines: Sequence[TextLine], i: int) -> bool:
    return any(_OBJECTIVE.fullmatch(line.raw) for line in lines[i + 1 : i + 12])


def _read_priority(
    lines: Sequence[TextLine], i: int, number: str, vocabulary: Vocabulary
) -> tuple[Heading | None, int]:
    text = _Text()
    end = i + 1
    while end < len(lines) and not _OBJECTIVE.fullmatch(lines[end].raw):
        text.parts.append((lines[end].raw.strip(), lines[end].number))
        end += 1
    title = text.value(vocabulary)
    written = Value(number, (Piece(number, None, None, lines[i].number),), "layout")
    return (Heading(written, title) if title else None), end


def _read_objective(
    lines: Sequence[TextLine],
    match: regex.Match[str],
    axis: Heading | None,
    priority: Heading | None,
    vocabulary: Vocabulary,
) -> ActionRead:
    first = lines[0]
    printed = first.raw.split()[0]
    rows = [(match.group(4) + ("  " if first.ends_wide else " "), first.number)]
    rows += [(line.raw, line.number) for line in lines[1:]]
    title, measures = _title_and_measures(rows)
    return ActionRead(
        kind="programme_objective",
        number=Value(".".join(match.groups()[:3]), (Piece(printed, None, None, first.number),), "layout"),
        title=title.value(vocabulary),
        theme=axis.title if axis else None,
        axis=axis,
        programme_priority=priority,
        lists={"contents": [value for text in measures if (value := text.value(vocabulary))]},
    )


def _title_and_measures(rows: Sequence[tuple[str, int]]) -> tuple[_Text, list[_Text]]:
    """An objective's title and its measures, from the raw lines after its number."""
    title, measures = _Text(), [_Text()]
    current, closed = title, False
    for raw, number in rows:
        text = raw.strip()
        if current.parts and not _goes_on(current.text, text, closed=closed):
            current = measures[0] if current is title else _Text()
            if current is not measures[0]:
                measures.append(current)
        parts = _INNER_GAP.split(text, maxsplit=1) if current is title else [text]
        current.parts.append((parts[0], number))
        if len(parts) == 2 and not _hangs(current.text):
            current = measures[0]
            current.parts.append((parts[1], number))
        elif len(parts) == 2:
            current.parts[-1] = (text, number)
        closed = raw.endswith("  ")
    return title, measures


def _goes_on(text: str, following: str, *, closed: bool) -> bool:
    """Whether a line goes on with the text before it, which two spaces closed or not."""
    if _hangs(text) or (following[:1] in _OPENING and following[:1] not in "–-"):
        return True
    if closed:
        return False
    return not text.rstrip().endswith((")", ".", ";", "…"))


def _hangs(text: str) -> bool:
    """Whether a text cannot end here: an open bracket, a small word or a comma ends it."""
    if text.count("(") > text.count(")") or text.count("«") > text.count("»"):
        return True
    last = fold(text).rstrip().split()
    return bool(last) and (last[-1] in SMALL_WORDS or last[-1].endswith(("'", "-")))
