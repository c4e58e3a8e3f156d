"""Label words on a page: which lines announce a field, and where the value begins on their line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extract.calendar import legend_lines
from extract.layout import Layout, Line, joined, same_row
from extract.pages import BLACK, Colour, Word
from patterns import regexes as regex
from patterns.folding import SMALL_WORDS, TIMEOUT, fold, key
from patterns.labels import LabelMatch, label_book
from patterns.vocabulary import level_of

MOST_LABEL_WORDS = 9
"""A label has at most so many words."""
STACK_GAP = 1.1
"""Lines of one label stand at most so many font sizes apart."""
LONG_LABEL = 12
"""Letters from which a slip of the pen in a label before a dash is forgiven: "Contenu de l'acton –"."""
LONGEST_NUMBER = 4
"""A sheet's number has fewer digits."""

BULLETS = "•●○◦▪■□▫➢➤►▶➔→❖✓✔❑‣⁃∙·*–-"
VALUE_SIGNS = "★☆☐☑☒✓✔✗✘*"
"""Signs that are a value: stars, ticks and boxes."""
_MARKER = regex.compile(rf"[{regex.escape(BULLETS)}]|[A-Za-z]?\d{{0,2}}[.)]|[ivxIVX]{{1,4}}[.)]")
_HEADING_NUMBER = regex.compile(r"(?:[A-Za-z]|[IVX]{1,4}|\d{1,2}(?:[.\-]\d{1,2}){0,2})(?:[.)/°–-]+|(?<=\.\d))")
"""What a numbered heading begins with: "1.", "2.1", "A/", "II-"."""
HEAD_SIGNS = "–—-|•·/"
"""Signs between a running title and the number of a sheet in its head."""
LONGEST_HEAD = 14
"""Words of the longest such head."""
_SEPARATORS = ":–—-"
_NUMBER = regex.compile(
    r"(?:n\s*(?:[°º]|o(?=[\s.\d]))\s*)?"
    r"(?:[A-Za-z]{0,3}[-. ]?\d{1,3}(?:[.\-]\d{1,3}){0,3}[.):]?|[IVX]{1,4}[.):]?|(?-i:[A-Z])[.):]?)",
    regex.IGNORECASE,
)
_NUMERO_WORD = regex.compile(r"n\s*[°ºo]\.?", regex.IGNORECASE)


class LabelHit(NamedTuple):
    """A label on a page.

    `lines` are the indexes of its lines in the layout; on the last of them the value begins at
    word `value_from` where `value_from` is less than the line's length, else the label is whole.
    """

    field: str
    phrase: str
    lines: tuple[int, ...]
    value_from: int
    whole: bool
    exact: bool


def find_labels(lines: Sequence[Line]) -> list[LabelHit]:
    """The labels among a page's lines, in their order."""
    hits: list[LabelHit] = []
    taken: set[int] = set()
    for i in range(len(lines)):
        if i in taken:
            continue
        hit = _stacked(lines, i) or _on_line(lines[i], i) or _over_number(lines, i)
        if hit:
            hits.append(hit)
            taken.update(hit.lines)
    return hits


def labels_of(layout: Layout) -> list[LabelHit]:
    """The labels of a page: those of its lines, less words of a legend and what only stands beside a label.

    "Égalité femmes-hommes" right of a bold "Thématique" is its value, whatever it announces elsewhere.
    """
    hits = find_labels(layout.lines)
    hits = [hit for hit in hits if not any(_is_value_of(hit, other, layout) for other in hits)]
    legend = legend_lines(layout)
    return [hit for hit in hits if hit.lines[0] not in legend]


def _is_value_of(hit: LabelHit, label: LabelHit, layout: Layout) -> bool:
    """Whether a label's words are another's value: the next text on its row, plain where that is bold or coloured."""
    own, other = layout.lines[hit.lines[0]], layout.lines[label.lines[0]]
    if hit is label or not (hit.whole and label.whole) or own.x0 < other.x1:
        return False
    if hit.field == label.field == "budget" and _is_tabled_beside(own, other, layout):
        return True
    if not same_row(own.box, other.box):
        return False
    ruled = [line.cell is not None and layout.cells[line.cell].table is not None for line in (own, other)]
    if own.text.rstrip().endswith(":") or not (all(ruled) or own.cell == other.cell):
        return False
    bold, own_bold = (line.words[-1].bold for line in (other, own))  # an icon before a label is in another font
    marked = (bold and not own_bold) or (other.colour != BLACK and own.colour == BLACK and not own_bold)
    shaded = _shade(other, layout) != _shade(own, layout) and not own_bold
    between = (line for line in layout.lines if other.x1 <= line.x0 < own.x0 and same_row(line.box, own.box))
    return (marked or shaded) and not any(between)


def _is_tabled_beside(own: Line, other: Line, layout: Layout) -> bool:
    """Whether a line stands in a table that another line's ruled cell has beside it, all within that cell's height."""
    if own.cell is None or other.cell is None:
        return False
    inner, outer = layout.cells[own.cell], layout.cells[other.cell]
    within = outer.top - 2 < inner.top and inner.bottom < outer.bottom - 2
    return outer.table is not None and within and inner.x0 > outer.x1 - 2


def _shade(line: Line, layout: Layout) -> Colour | None:
    """The colour of the cell that a line stands in."""
    return layout.cells[line.cell].colour if line.cell is not None else None


def _stacked(lines: Sequence[Line], first: int) -> LabelHit | None:
    """A label broken over two or three lines of one look ("ORIENTATIONS" / "STRATEGIQUES")."""
    if len(lines[first].words) > 5 or lines[first].text.rstrip().endswith(":") or not _capital(lines[first].words):
        return None
    stack = [first]
    best: LabelHit | None = None
    for _ in range(3):
        below = _line_below(lines, stack[-1])
        if below is None:
            break
        stack.append(below)
        text = " ".join(lines[i].text for i in stack)
        match = label_book().match(text.rstrip(" :"), fuzzy=True)
        if match and len(text.split()) <= MOST_LABEL_WORDS:
            best = LabelHit(match.field, match.phrase, tuple(stack), len(lines[below].words), True, match.exact)
    if best is None:
        return None
    alone = _on_line(lines[first], first)
    tail = [_on_line(lines[i], i) for i in best.lines[1:] if not _goes_on(lines[i])]
    # two labels one above the other are two labels, unless the words together say more than the first
    return None if alone and any(hit and hit.exact for hit in tail) else best


def _over_number(lines: Sequence[Line], i: int) -> LabelHit | None:
    """A word such as "Action" that stands alone over a lone number, as in a badge."""
    line = lines[i]
    if len(line.words) != 1 or not _capital(line.words):
        return None
    match = label_book().match(f"{line.text.rstrip(' :')} n°")
    if match is None or match.field != "number" or not any(_is_under(line, other) for other in lines):
        return None
    return LabelHit("number", match.phrase, (i,), 1, True, match.exact)


def _is_under(line: Line, number: Line) -> bool:
    """Whether a line is a lone number right under another's middle."""
    alone = len(number.words) == 1 and number.text.isdigit() and len(number.text) < LONGEST_NUMBER
    inside = line.x0 - number.size < (number.x0 + number.x1) / 2 < line.x1 + number.size
    return alone and inside and -0.3 * line.size < number.top - line.bottom < STACK_GAP * number.size


def _goes_on(line: Line) -> bool:
    """Whether a line goes on with a label above it: it begins with a small word ("D'ÉVALUATION")."""
    first = fold(line.words[0].text)
    return first in SMALL_WORDS or first.startswith(("d'", "l'"))


def _line_below(lines: Sequence[Line], i: int) -> int | None:
    """The next line of the same look in the same cell, close below and across from line `i`."""
    line = lines[i]
    for j in range(i + 1, min(i + 12, len(lines))):
        other = lines[j]
        if (
            other.cell == line.cell and other.bold == line.bold and other.colour == line.colour
            and abs(other.size - line.size) < 0.6
            and -1 <= other.top - line.bottom + 0.3 * line.size < STACK_GAP * line.size
            and min(other.x1, line.x1) > max(other.x0, line.x0) and len(other.words) <= 5
        ):  # fmt: skip
            return j
    return None


def _on_line(line: Line, index: int) -> LabelHit | None:
    """The label at the start of a line, where something shows that the label ends there."""
    words = line.words
    numbered = _heading_number(words)
    start = numbered or (1 if len(words) > 1 and _is_marker(words[0].text) else 0)
    if not _capital(words[start:]):
        return None  # a wrapped line of a value may end in a lone "quartier" or "public"
    headed = start > 0 and all(word.bold or word.colour != BLACK for word in words[start - (numbered > 0) :])
    ends = [
        (end, endings)
        for end in range(_furthest(words, start), start, -1)
        if (endings := [one for one in _label_ends(words, end) if not start or _ends_headed(one, headed)])
    ]
    # a slip of the pen is forgiven only where no shorter text is a label: "Priorité B" is no misspelt "Priorité"
    hits = (_first_label(line, index, start, ends, fuzzy=fuzzy, headed=headed) for fuzzy in (False, True))
    return next((hit for hit in hits if hit), None) or _number_at_end(line, index)


def _ends_headed(ending: _Ending, headed: bool) -> bool:
    """Whether a label after a marker may end so: after a heading's number it may end with its line."""
    return ending.kind in ("colon", "style") or (headed and ending.kind == "end")


def _number_at_end(line: Line, index: int) -> LabelHit | None:
    """The number label that ends a short line after a sign, as in a sheet's head ("Contrat de ville – Fiche n° 3")."""
    words = line.words
    for k in range(1, len(words) - 1) if len(words) <= LONGEST_HEAD else ():
        for at in range(k + 2, len(words)) if words[k].text in HEAD_SIGNS else ():
            found = number_of(words[at:])
            match = label_book().match(f"{joined(words[k + 1 : at])} n°") if found and found[0].isdigit() else None
            rest = words[at + found[1] :] if found else ()
            if match and match.field == "number" and all(word.text.startswith("(") for word in rest):
                return LabelHit(match.field, match.phrase, (index,), at, False, match.exact)
    return None


def _heading_number(words: Sequence[Word]) -> int:
    """How many words the number before a heading takes ("1.", "A -"); 0 where there is none."""
    for count in range(1, min(3, len(words))):
        if _numbers_heading("".join([word.text for word in words[:count]])):
            return count
    return 0


@lru_cache(maxsize=4096)
def _numbers_heading(text: str) -> bool:
    return bool(_HEADING_NUMBER.fullmatch(text, timeout=TIMEOUT))


def _first_label(
    line: Line, index: int, start: int, ends: Sequence[tuple[int, list[_Ending]]], *, fuzzy: bool, headed: bool
) -> LabelHit | None:
    """The longest label that begins at a word of a line and ends at one of some places."""
    words = line.words
    for end, endings in ends:
        for ending in endings:
            text = joined(words[start:end]).rstrip(" :")
            match = _match(
                text, ending.kind, fuzzy and (headed or not start) and _label_like(words[start:end], ending.kind)
            )
            if match and _fits(match, ending.kind, words[ending.value_from :]):
                whole = ending.value_from >= len(words)
                return LabelHit(match.field, match.phrase, (index,), ending.value_from, whole, match.exact)
    return None


def _capital(words: Sequence[Word]) -> bool:
    """Whether the first letter is a capital, as every label's is."""
    letter = next((c for word in words for c in word.text if c.isalpha()), "")
    return letter.isupper()


def _furthest(words: Sequence[Word], start: int) -> int:
    """The word after which a label ends at the latest: its colon, or so many words."""
    furthest = min(len(words), start + MOST_LABEL_WORDS)
    return next((k + 1 for k in range(start, furthest) if words[k].text.endswith(":")), furthest)


def _match(text: str, ending: str, label_like: bool) -> LabelMatch | None:
    book = label_book()
    if ending == "number":  # "Action 3" is "Action n° 3"
        return (book.match(f"{text} n°") if key(text) else None) or book.match(text)
    return book.match(text, fuzzy=label_like)


class _Ending(NamedTuple):
    kind: str
    value_from: int


def _label_ends(words: Sequence[Word], end: int) -> list[_Ending]:
    """How a label of the first `end` words is parted from what follows; none where it is not."""
    after = end
    if not any(c.isalnum() or c in ":°º" for c in words[end - 1].text):
        return []  # stars and ticks are a value, not a part of the label
    if words[end:] and not any(c.isalnum() or c in VALUE_SIGNS for word in words[end:] for c in word.text):
        return [_Ending("end", len(words))]  # dots to be filled in
    if after < len(words) and words[after].text.startswith("("):
        after = _bracket_end(words, after)
    last = words[after - 1].text
    if last.endswith(":"):
        return [_Ending("colon", after)]
    if after >= len(words):
        # a label ends in no full stop and in no small word: "Public concerné par" goes on below
        open_end = last.endswith((".", ",", ";", "/")) or fold(last) in SMALL_WORDS
        return [] if open_end else [_Ending("end", after)]
    if not words[after].text.strip(_SEPARATORS):
        return [_Ending("colon" if ":" in words[after].text else "dash", after + 1)]
    return _changes(words, end) if after == end else []


def _bracket_end(words: Sequence[Word], start: int) -> int:
    """The word after a bracket that begins at a word; the word itself where none closes it."""
    end = min(start + 9, len(words))
    return next((k + 1 for k in range(start, end) if words[k].text.rstrip(" :").endswith(")")), start)


def _changes(words: Sequence[Word], end: int) -> list[_Ending]:
    """What parts a label from the word after it without a sign: a value's sign, a number, another look."""
    look, following = words[end - 1], words[end]
    if not any(c.isalnum() for c in following.text) and following.text[0] in VALUE_SIGNS:
        return [_Ending("colon", end)]
    endings = [_Ending("number", end)] if _is_number(following.text) else []
    if end == len(words) - 1 and level_of(following.text):
        endings.append(_Ending("level", end))
    if (look.bold and not following.bold) or look.colour != following.colour:
        endings.append(_Ending("style", end))
    return endings


@lru_cache(maxsize=4096)
def _is_marker(word: str) -> bool:
    """Whether a word is a bullet or a list number."""
    return bool(_MARKER.fullmatch(word, timeout=TIMEOUT))


@lru_cache(maxsize=4096)
def _is_number(word: str) -> bool:
    """Whether a word is a number as labels carry it."""
    return bool(_NUMBER.fullmatch(word, timeout=TIMEOUT))


def _label_like(label: Sequence[Word], ending: str) -> bool:
    plain = ending == "dash" and len(joined(label)) >= LONG_LABEL
    return plain or ending in ("colon", "style") or all(word.bold for word in label) or joined(label).isupper()


def _fits(match: LabelMatch, ending: str, value: Sequence[Word]) -> bool:
    """Whether what follows a label may be its value: numbers stand only after some labels."""
    if match.field == "number":
        return not value or _is_number(value[0].text.rstrip(",;"))
    if ending == "level":  # "Priorité haute", in a box of its own
        return match.field == "priority" and match.exact
    if ending == "number":
        return match.field in (
            "priority",
            "axis",
            "pillar",
            "theme",
            "strategic_orientations",
            "operational_objectives",
        )
    return True


def number_of(words: Sequence[Word]) -> tuple[str, int] | None:
    """The number that a text begins with ("3", "2.1", "A4") and how many words it takes."""
    if not words:
        return None
    if len(words) > 1 and _NUMERO_WORD.fullmatch(words[0].text, timeout=TIMEOUT):
        found = number_of(words[1:])
        return (found[0], found[1] + 1) if found else None
    match = _NUMBER.match(words[0].text, timeout=TIMEOUT)
    if not match or match.end() < len(words[0].text.rstrip(",;:.)/–-")):
        return None
    text = regex.sub(r"^n\s*[°ºo]\s*", "", match.group(), flags=regex.IGNORECASE)
    return text.strip(" .):/-"), 1
