"""Characters to words: what both engines share, so that they give the same words.

Distances are shares of the font size unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from sys import intern
from unicodedata import combining, normalize

from extract.glyphs import BULLET, SOFT_HYPHEN, UNKNOWN, is_odd, is_symbol_font, plain
from extract.overprint import DOUBLED, Char, Run, on_top, once, rejoined, same_place
from extract.pages import Word
from patterns import regexes as re

WORD_GAP = 0.17
"""A wider gap parts words, with or without a space."""
STEP_BACK = 0.2
"""Kerning moves back less than this; text drawn elsewhere on the line moves back more."""
SAME_LINE = 0.2
"""Bottoms that differ less stand on one line."""
RAISED = 0.75
"""A part of a word may stand this much above or below the rest (superscripts)."""
NO_WIDTH = 0.02
"""A glyph narrower than this is not seen."""
SMALL = 0.85
"""A superscript's size beside its word's, at most."""
SUPERSCRIPT_GAP = 0.35
"""A superscript may stand this far from its word, as in "1 er"."""
SAME_TEXT_GAP = 2.0
"""A wider gap in a line parts columns: what follows stands at a line's start."""
SPACED_GAP = 0.9
"""Letters of a letter-spaced title stand no further apart."""
SPACED_RUN = 4
"""Fewer letters on their own are no letter-spaced title."""
USUAL_DESCENT = 0.22
"""The descent of fonts that tell none."""
DEEPEST = 0.3
"""A descent from here is that of the font's largest box, told in place of a real one."""

_BULLETS = "•●○◦▪▫■□◘◙◆◇❖❑❒‣⁃∙·➢➤➔➜►▶▷▸→⇒✓✔✗✘☐☑☒★☆"
_LETTER = r"[^\W\d_]"
_MARKER = re.compile(rf"[{_BULLETS}](?=.)|[-–—*](?={_LETTER})|\d{{1,2}}[.)](?={_LETTER})|{_LETTER}\)(?={_LETTER})")
_MARKS = frozenset(f"{_BULLETS}-–—*")
_COLON = re.compile(rf"(?<![\s:/]):(?=[«“\"(]?{_LETTER})|^:(?={_LETTER})|(?<={_LETTER}{_LETTER}):(?=\d)")
_SCHEMES = ("http", "https", "ftp", "mailto", "tel", "urn", "doi")
_SUPERSCRIPT = re.compile(r"(er|ère|ere|re|e|è?me|eme|nd|nde|o|os|lle|r|gr)s?", re.IGNORECASE)
_BEFORE_SUPERSCRIPT = re.compile(r"\d+|[IVX]+|[nN]|M|Mm|D|P|S", re.ASCII)
_UNITS = ("m", "km", "cm", "dm")


def is_bold(font: str) -> bool:
    """Whether a font's name says that it is bold."""
    name = font.lower()
    return any(part in name for part in ("bold", "black", "heavy", "demi")) or name.endswith((",b", "-b", "-bd"))


def plain_font(name: str) -> str:
    """A font's name without the six letters that mark a subset."""
    return name[7:] if name[6:7] == "+" else name


def to_words(chars: Sequence[Char]) -> list[Word]:
    """Words of a page, in the order of its characters."""
    odd = _is_odd(chars)
    if odd:
        chars = _cleaned(chars)
    if not any(map(_TURN, chars)):
        return _line_words(chars, odd)
    words: list[Word] = []
    for turn, group in groupby(chars, key=_TURN):
        line = list(group)
        if turn:
            words += [_turn_back(word, turn) for word in _line_words([_turned(char) for char in line], odd)]
        else:
            words += _line_words(line, odd)
    return words


_TEXT, _FONT, _TURN = attrgetter("text"), attrgetter("font"), attrgetter("turn")


def _is_odd(chars: Sequence[Char]) -> bool:
    """Whether some character is not simply what the page shows; it seldom is, and then much is saved."""
    return any(map(is_symbol_font, set(map(_FONT, chars)))) or is_odd("".join(map(_TEXT, chars)))


def _cleaned(chars: Sequence[Char]) -> list[Char]:
    """Characters with the text that words hold; the unseen ones left out."""
    cleaned: list[Char] = []
    for char in chars:
        text = plain(char.text, char.font)
        if text and combining(text[0]) and cleaned:
            before = cleaned[-1]
            cleaned[-1] = before._replace(text=before.text + text, x1=max(before.x1, char.x1))
        elif text:
            cleaned.append(char if text == char.text else char._replace(text=text))
    return cleaned


def _line_words(chars: Sequence[Char], odd: bool) -> list[Word]:
    """Words of characters that read to the right."""
    runs, doubled = _runs(chars)
    if doubled:
        runs, _ = _runs(once(chars))
        runs = rejoined(runs)
    if odd:
        runs = _without_unknown(runs)
    runs = _with_superscripts(_without_letter_spacing(runs))
    return [word for run in runs for word in _split(run)]


def _runs(chars: Iterable[Char]) -> tuple[list[Run], bool]:
    """Characters cut at spaces, gaps and changes of line; and whether some text was drawn over other."""
    runs: list[Run] = []
    run: list[Char] = []
    last: Char | None = None
    space: Char | None = None
    doubled = False
    for char in chars:
        size = char.size
        if char.text == " ":
            space = char
            continue
        glued = False
        # a space on which the next glyph stands takes no room (a browser's soft hyphen)
        spaced = space is not None and abs(char.x0 - space.x0) > NO_WIDTH * size
        space = None
        if last is not None:
            gap = char.x0 - last.x1
            shift = abs(char.bottom - last.bottom)
            if char.text == last.text and same_place(last, char):
                run[-1] = last = on_top(last, char)
                continue
            if not spaced and -STEP_BACK * size < gap <= WORD_GAP * size:
                if shift <= SAME_LINE * size:
                    run.append(char)
                    last = char
                    continue
                glued = shift <= RAISED * max(size, last.size)
            elif gap < -STEP_BACK * size and shift <= DOUBLED * size:
                doubled = True
        run = [char]
        runs.append(Run(run, glued))
        last = char
    return runs, doubled


def _without_unknown(runs: list[Run]) -> list[Run]:
    """Runs without unknown glyphs; one in a bullet's place is a bullet."""
    result: list[Run] = []
    previous: Char | None = None
    for run in runs:
        chars = run.chars
        if chars[0].text == UNKNOWN and _starts_line(previous, chars[0]) and _is_bullet(chars):
            chars = [chars[0]._replace(text=BULLET), *chars[1:]]
        kept = [char for char in chars if char.text != UNKNOWN]
        if kept:
            result.append(Run(kept, run.glued))
        previous = chars[-1]
    return result


def _starts_line(previous: Char | None, char: Char) -> bool:
    if previous is None or abs(previous.bottom - char.bottom) > RAISED * char.size:
        return True
    return not 0 <= char.x0 - previous.x1 <= SAME_TEXT_GAP * char.size


def _is_bullet(chars: Sequence[Char]) -> bool:
    """Whether an unknown glyph that starts a line is a bullet.

    It is where it stands alone, or in another font, or before a capital or a digit; before a small
    letter it is a capital that the font does not tell.
    """
    if len(chars) == 1:
        return True
    after = chars[1]
    return after.text != UNKNOWN and (after.font != chars[0].font or not after.text.islower())


def _without_letter_spacing(runs: list[Run]) -> list[Run]:
    """Runs where letters of a letter-spaced title are joined into words."""
    result: list[Run] = []
    singles: list[Run] = []
    for run in runs:
        if len(run.chars) == 1 and (not singles or _goes_on(singles[-1].chars[0], run.chars[0])):
            singles.append(run)
            continue
        result += _joined_letters(singles)
        singles = [run] if len(run.chars) == 1 else []
        if not singles:
            result.append(run)
    return result + _joined_letters(singles)


def _goes_on(previous: Char, char: Char) -> bool:
    return (
        abs(previous.bottom - char.bottom) <= SAME_LINE * char.size
        and abs(previous.size - char.size) < 0.5
        and 0 < char.x0 - previous.x1 <= 2.5 * SPACED_GAP * char.size
    )


def _joined_letters(singles: list[Run]) -> list[Run]:
    """The words of a row of single characters, where it is a letter-spaced title; else as they are."""
    chars = [run.chars[0] for run in singles]
    letters = [char.text.casefold() for char in chars if char.text.isalpha()]
    if len(letters) < SPACED_RUN or len(set(letters)) < 3 or 2 * len(letters) < len(chars):
        return singles
    gaps = [after.x0 - before.x1 for before, after in pairwise(chars)]
    gap = sorted(gaps)[len(gaps) // 3]
    size = chars[0].size
    if gap > SPACED_GAP * size or letters == sorted(letters):
        return singles
    joined = [Run([chars[0]], singles[0].glued)]
    for char, before in zip(chars[1:], gaps, strict=True):
        if before > max(1.5 * gap, gap + 0.1 * size):
            joined.append(Run([char]))
        else:
            joined[-1].chars.append(char)
    return joined if max(len(run.chars) for run in joined) > 2 else singles


def _with_superscripts(runs: list[Run]) -> list[Run]:
    """Runs where a superscript such as "er" is joined to its number, and what follows it unspaced."""
    result: list[Run] = []
    base: Char | None = None  # the last character on the line of a word that took a superscript
    for run in runs:
        before = result[-1] if result else None
        if before and _is_superscript(before.chars, run.chars):
            base = before.chars[-1]
            before.chars.extend(run.chars)
        elif before and base and run.glued and abs(run.chars[0].bottom - base.bottom) <= SAME_LINE * base.size:
            before.chars.extend(run.chars)
            base = None
        else:
            result.append(run)
            base = None
    return result


def _is_superscript(word: Sequence[Char], chars: Sequence[Char]) -> bool:
    last, first = word[-1], chars[0]
    if first.size > SMALL * last.size or not -STEP_BACK <= (first.x0 - last.x1) / last.size <= SUPERSCRIPT_GAP:
        return False
    if not 0.05 <= (last.bottom - first.bottom) / last.size <= RAISED:
        return False
    text, mark = "".join(char.text for char in word), "".join(char.text for char in chars)
    if mark in ("2", "3"):
        return text in _UNITS
    return bool(_SUPERSCRIPT.fullmatch(mark) and re.search(rf"(^|\W)({_BEFORE_SUPERSCRIPT.pattern})$", text))


def _split(run: Run) -> list[Word]:
    """The words of a run: list markers and what follows a colon are words of their own."""
    chars, text = run.chars, "".join(map(_TEXT, run.chars))
    if SOFT_HYPHEN in text:
        chars = _hyphenated(chars)
        text = "".join(map(_TEXT, chars))
    starts = [0]
    while _may_begin(text, starts[-1]) and (marker := _MARKER.match(text, starts[-1])) is not None:
        starts.append(marker.end())
    if ":" in text:
        starts += [match.end() for match in _COLON.finditer(text, starts[-1]) if not _in_address(text, match)]
    if len(starts) == 1:
        return [_word(chars, text, run.glued)]
    words: list[Word] = []
    position = 0
    part: list[Char] = []
    for char in chars:
        if position in starts and part:
            words.append(_word(part, "".join([c.text for c in part]), bool(words) or run.glued))
            part = []
        part.append(char)
        position += len(char.text)
    words.append(_word(part, "".join([c.text for c in part]), bool(words) or run.glued))
    return words


def _may_begin(text: str, at: int) -> bool:
    """Whether a list marker may stand at a place: told in a tenth of a search's time."""
    first = text[at : at + 1]
    return first in _MARKS or first.isdigit() or text[at + 1 : at + 2] == ")"


def _in_address(text: str, colon: re.Match[str]) -> bool:
    before = text[: colon.start()].lower()
    return "://" in before or before.endswith(_SCHEMES)


def _hyphenated(chars: list[Char]) -> list[Char]:
    """Soft hyphens as they are seen: a hyphen where one is drawn, nothing where none is."""
    seen = []
    for index, char in enumerate(chars):
        if char.text != SOFT_HYPHEN:
            seen.append(char)
        elif index == len(chars) - 1 or char.x1 - char.x0 > NO_WIDTH * char.size:
            seen.append(char._replace(text="-"))
    return seen


def _word(chars: Sequence[Char], text: str, glued: bool) -> Word:
    first, last = chars[0], chars[-1]
    return Word(
        intern(text if text.isascii() else normalize("NFC", text)),  # a long contract says the same words over and over
        first.x0,
        first.top if first.top < last.top else last.top,
        last.x1,
        first.bottom if first.bottom > last.bottom else last.bottom,
        first.size,
        first.font,
        first.bold,
        first.colour,
        True,
        glued,
    )


def _turned(char: Char) -> Char:
    """A turned character in a frame where it reads to the right."""
    x0, top, x1, bottom = char.x0, char.top, char.x1, char.bottom
    if char.turn == 90:
        return char._replace(x0=-bottom, top=x0, x1=-top, bottom=x1)
    if char.turn == 180:
        return char._replace(x0=-x1, top=-bottom, x1=-x0, bottom=-top)
    return char._replace(x0=top, top=-x1, x1=bottom, bottom=-x0)


def _turn_back(word: Word, turn: int) -> Word:
    """A word of that frame on the page."""
    x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
    if turn == 90:
        return word._replace(x0=top, top=-x1, x1=bottom, bottom=-x0, upright=False)
    if turn == 180:
        return word._replace(x0=-x1, top=-bottom, x1=-x0, bottom=-top, upright=False)
    return word._replace(x0=-bottom, top=x0, x1=-top, bottom=x1, upright=False)
