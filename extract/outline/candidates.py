"""Lines that may be headings: numbered, in capitals, or short and unlike the text around them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from extract.outline.lines import Cut, PlainLine, clean
from extract.outline.numbers import Form, Number, number_of
from extract.values import goes_on
from patterns import regexes as re
from patterns import regexes as regex
from patterns.commitments import announces_commitments, may_announce
from patterns.folding import TIMEOUT
from patterns.vocabulary import is_chapter, may_head_contents, speaks_of

LONGEST_TITLE = 28
"""Words of the longest numbered title."""
LONGEST_LINES = 3
"""Printed lines of the longest title."""
LONGEST_PLAIN = 16
"""Words of the longest title without a number that stands on one line."""
LONGEST_LINE = 140
"""Characters of the longest such line."""
LONGEST_SHORT = 10
"""Words of the longest title that is told by its type only, or that stands under a chapter's number."""
LONGEST_SHORT_LINE = 75
"""Characters of the longest line of those that are told by their type."""
PERSONS = ("M. ", "Mme ", "Monsieur", "Madame")
"""What begins the name of someone who signs."""
SHORTEST_PART = 6
"""Characters of the shortest text that tells its line wherever it stands in it."""
CAPITALS = 2, 8
"""A title in capitals has so many words and letters at least, if it is not a chapter's usual title."""
LETTERS_A_WORD = 2.5
"""Titles whose words are shorter than so many letters on average are spaced letter by letter, or no words."""
LONGEST_LIST_TITLE = 40
"""Characters of the longest title of a table of contents."""
LEADING_CAPITALS = 5, 28
"""So many of both, where the text goes on after them on the same line."""

_CAPITAL_RUN = regex.compile(
    r"\s*(?P<run>(?:[^\p{Ll}\s]*\p{Lu}[^\p{Ll}\s]*|[^\p{L}\s]+)(?:\s+(?:[^\p{Ll}\s]+|\p{Ll}['’]\p{Lu}[^\p{Ll}\s]*))*)(?=\s|$)"
)
_LETTER = regex.compile(r"\p{Lu}")
# a title's last word, then one that begins a sentence and stands in no title after such a word
_SENTENCE_AFTER = regex.compile(
    r"(?<=\p{Ll}{3,}\)?)\s+(?=(?:A|À|Au|Aux|Dans|Depuis|Afin|Ce|Cette|Ces|Il|Elle|Nous|Lors|Suite|Comme|Pour|Le|La|Les|L['’]\p{L}+)"
    r"\s(?:\S+\s+){4}\S)"
)
_LEADERS = regex.compile(r"(?:\s*[.…_]\s*){4,}\s*(?P<page>\d{1,3})?\s*$")
_DOTS = re.compile(r"\.\.|\. \.|…|__")
_ENDS_IN_PAGE = regex.compile(r"\S\s+\d{1,3}\s*$")


class Candidate(NamedTuple):
    """A heading that a line may be.

    `first` and `last` are places in the document's lines; `number` and `title` cut them.
    """

    form: Form
    parts: tuple[int, ...]
    first: int
    last: int
    number: Cut | None
    title: tuple[Cut, ...]
    written: str | None = None

    @property
    def text(self) -> str:
        """The title's words."""
        return " ".join(cut.text for cut in self.title)


def find_candidates(
    lines: Sequence[PlainLine], skipped: Collection[int], actions: Mapping[int, Collection[str]]
) -> list[Candidate]:
    """The lines that may be headings, in order.

    `skipped` are places of lines that are none; `actions` give the texts of actions by their page, where only
    headings that tell themselves from those are looked for.
    """
    found: list[Candidate] = []
    for at, line in enumerate(lines):
        if at in skipped or (found and at <= found[-1].last):
            continue
        candidate = _numbered(lines, at)
        if line.page in actions and candidate:
            lettered = candidate.form in ("upper", "lower")
            candidate = None if lettered or _is_taken(candidate, actions[line.page]) else candidate
        elif candidate is None and line.page not in actions:
            candidate = _capitals(lines, at) or _short(lines, at)
        if candidate is None or candidate.form == "styled":
            candidate = _announcement(lines, at) or candidate
        if candidate:
            found.append(candidate)
    return found


def _is_taken(candidate: Candidate, texts: Collection[str]) -> bool:
    """Whether a line is that of an action: it holds one of its texts, or is one where that is short."""
    line = clean(candidate.title[0].line.text)
    return any(text in line if len(text) >= SHORTEST_PART else text == candidate.text for text in texts)


def _numbered(lines: Sequence[PlainLine], at: int) -> Candidate | None:
    line = lines[at]
    number = number_of(line.text)
    if number is None:
        return None
    start = len(line.text) - len(line.text.lstrip())
    bare = start + len(line.text[start : number.end].rstrip(" .):°/–—-"))
    digits = Cut(line, start, bare + len(line.text[bare : number.end].split(" ")[0]))  # whole words: "2.1)"
    if not line.text[number.end :].strip(" .:;"):
        return _untitled(lines, at, number, digits)
    title, last = _title(lines, at, number.end)
    if title and title[-1].text.isupper():
        title, last = _capitals_on(lines, title, last)
    if not title or sum(len(cut.text.split()) for cut in title) > LONGEST_TITLE:
        return None
    return Candidate(number.form, number.parts, at, last, digits, title, number.written)


def _untitled(lines: Sequence[PlainLine], at: int, number: Number, digits: Cut) -> Candidate | None:
    """A chapter's number that stands alone: "Annexe 2", with the title that a short line after it may be."""
    if number.form != "top":
        return None
    after = lines[at + 1] if at + 1 < len(lines) else None
    if after and after.page == lines[at].page and _may_be_title(after.text) and number_of(after.text) is None:
        return Candidate("top", number.parts, at, at + 1, digits, (_stripped(after, 0),), number.written)
    return Candidate("top", number.parts, at, at, None, (digits,))


def _may_be_title(text: str) -> bool:
    text = text.strip()
    return text[:1].isupper() and text[-1] not in ".,;:" and len(text.split()) <= LONGEST_SHORT


def _capitals_on(lines: Sequence[PlainLine], title: tuple[Cut, ...], last: int) -> tuple[tuple[Cut, ...], int]:
    """A title in capitals with the next line, where that goes on in capitals."""
    after = lines[last + 1] if last + 1 < len(lines) else None
    goes = after and after.page == lines[last].page and after.text.isupper() and number_of(after.text) is None
    return ((*title, _stripped(after, 0)), last + 1) if after and goes else (title, last)


def _short(lines: Sequence[PlainLine], at: int) -> Candidate | None:
    """A short line that may stand out by its type, which `choose` looks at; not on the cover."""
    text = lines[at].text.strip()
    if lines[at].page == 1 or not SHORTEST_PART <= len(text) <= LONGEST_SHORT_LINE:
        return None
    if not _may_be_title(text) or any(map(str.isdigit, text)) or text.startswith(PERSONS):
        return None
    if at and lines[at - 1].page == lines[at].page and goes_on(lines[at - 1].text.strip(), text):
        return None
    cuts = [_stripped(lines[at], 0)]
    after = lines[at + 1] if at + 1 < len(lines) else None
    if (
        after
        and after.page == lines[at].page
        and len(after.text) <= LONGEST_SHORT_LINE
        and goes_on(text, after.text.strip())
    ):
        cuts.append(_stripped(after, 0))
    return Candidate("styled", (), at, at + len(cuts) - 1, None, tuple(cuts))


def _title(lines: Sequence[PlainLine], at: int, start: int) -> tuple[tuple[Cut, ...], int]:
    """A title that begins on a line, with the lines that go on with it, and the place of its last line."""
    sentence = _SENTENCE_AFTER.search(lines[at].text, start, timeout=TIMEOUT)
    if sentence:  # the text goes on after the title on its line: "Axe 3 : Santé A ce titre, la ville …"
        return (_stripped(lines[at], start, sentence.start()),), at
    cuts = [_stripped(lines[at], start)]
    last = at
    while last + 1 < len(lines) and lines[last + 1].page == lines[at].page and cuts[-1].text:
        after = clean(lines[last + 1].text)
        if not goes_on(cuts[-1].text, after) or number_of(after):
            break
        if last - at + 1 == LONGEST_LINES:
            return (), last  # a paragraph, not a title
        last += 1
        cuts.append(_stripped(lines[last], 0))
    return tuple(cut for cut in cuts if cut.text), last


def _stripped(line: PlainLine, start: int, end: int | None = None) -> Cut:
    """A cut of a line without the spaces, dots and colons at its ends."""
    text = line.text[:end]
    start += len(text[start:]) - len(text[start:].lstrip(" \t.:–—-\xa0"))
    return Cut(line, start, max(start, len(text.rstrip(" \t.:\xa0"))))


def _capitals(lines: Sequence[PlainLine], at: int) -> Candidate | None:
    """A heading in capitals, over one line or more, whose text may follow on its last line."""
    if not lines[at].text.lstrip()[:4].isupper():
        return None
    cuts: list[Cut] = []
    words = others = letters = 0
    last = at
    for place in range(at, min(at + LONGEST_LINES + 1, len(lines))):
        match = _CAPITAL_RUN.match(lines[place].text, timeout=TIMEOUT) if lines[place].page == lines[at].page else None
        if match is None:
            break
        whole = not lines[place].text[match.end() :].strip()
        run = match["run"] if whole else _before_sentence(match["run"], lines[place].text[match.end() :])
        if not run:
            break
        cuts.append(_stripped(lines[place], match.start("run"), match.start("run") + len(run)))
        words += sum(any(map(str.isalpha, word)) for word in run.split())
        others += sum(not any(map(str.isalpha, word)) for word in run.split())
        letters += len(_LETTER.findall(run, timeout=TIMEOUT))
        last = place
        if not whole:
            break
    else:
        return None  # so many lines in capitals are a list of names
    if not cuts:
        return None
    least = CAPITALS if not lines[last].text[cuts[-1].end :].strip(" .:") else LEADING_CAPITALS
    candidate = Candidate("capitals", (), at, last, None, tuple(cuts))
    enough = (words >= least[0] and letters >= least[1]) or (least == CAPITALS and is_chapter(candidate.text))
    is_list = candidate.text.count(",") > 1
    return candidate if enough and not is_list and letters > LETTERS_A_WORD * words and words > others else None


def _before_sentence(run: str, rest: str) -> str:
    """The capitals before a sentence on the same line; a lone capital at their end is the sentence's first letter."""
    if rest[:1] and not rest[:1].isspace():
        return ""
    first = rest.split()[0] if rest.split() else ""
    words = run.split(" ")
    if len(words[-1]) == 1:  # "… A la rentrée", "… L’Etat"
        return " ".join(words[:-1])
    return run if first[:1].isupper() and first[1:2].islower() else ""


def _announcement(lines: Sequence[PlainLine], at: int) -> Candidate | None:
    """A short line that says in words that a partner's commitments follow, however plain it is."""
    line = lines[at]
    if len(line.text) > LONGEST_LINE or not may_announce(line.text) or len(line.text.split()) > LONGEST_PLAIN:
        return None
    text = clean(line.text)
    if not text[:1].isupper() or text.endswith((".", ";", ",")) or not announces_commitments(text):
        return None
    after = clean(lines[at + 1].text) if at + 1 < len(lines) else ""
    before = clean(lines[at - 1].text) if at else ""
    if (after and goes_on(text, after)) or (before and goes_on(before, text) and not before.endswith(",")):
        return None
    return Candidate("plain", (), at, at, None, (_stripped(line, 0),))


def contents_lines(lines: Sequence[PlainLine]) -> dict[int, str]:
    """The titles in a table of contents by their lines' places: with dotted leaders, or under the list's heading."""
    found = {}
    under: int | None = None
    for at, line in enumerate(lines):
        leaders = _LEADERS.search(line.text, timeout=TIMEOUT) if _DOTS.search(line.text) else None
        if leaders:
            found[at] = clean(line.text[: leaders.start()])
        elif len(line.text) < LONGEST_LIST_TITLE and may_head_contents(line.text) and speaks_of(line.text, "contents"):
            under = line.page
            found[at] = ""
        elif under == line.page and _ENDS_IN_PAGE.search(line.text, timeout=TIMEOUT):
            found[at] = clean(line.text.rstrip().rstrip("0123456789"))
    return found
