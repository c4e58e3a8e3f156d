"""Parts of a document under a heading, as text that knows where each of its sentences stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from extract.contract.reads import Source
from extract.values import Value, join_texts
from patterns import regexes as re
from patterns import regexes as regex
from patterns.folding import TIMEOUT

LONGEST_HEADING = 14
"""Words of the longest heading."""
MOST_LINES = 70
"""A section is read for so many lines."""

_NUMBERED = re.compile(
    r"\s*(?:\d+(?:\s?\.\s?\d+)+[.)]*\s+|(?:\d+(?:\s?\.\s?\d+)*|[IVX]+|[A-Za-z])\s?(?:[.)]|-\s|–\s)[\s.)]*)(?=\S)"
)
_BULLET = re.compile(r"\s*(?:[•▪■➢➔*]|[-–](?=\s)|o(?=\s))\s*")
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s|$)|$|\n(?=\s*(?:[•▪■➢➔]|[-–]\s)))", re.DOTALL)


class _Line(NamedTuple):
    page: int
    start: int
    text: str


class Section(NamedTuple):
    """A heading and the lines below it, up to the next heading that is not wanted."""

    heading: Value
    lines: tuple[_Line, ...]
    source: Source

    @property
    def text(self) -> str:
        """The lines as they stand, parted by newlines."""
        return "\n".join(line.text for line in self.lines)

    def value(self, start: int, end: int) -> Value:
        """A span of the section's text as a value."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line.text) + 1)
        pieces, texts = [], []
        for k in range(bisect_right(starts, start) - 1, len(self.lines)):
            if starts[k] >= end:
                break
            first, last = max(start - starts[k], 0), min(end - starts[k], len(self.lines[k].text))
            texts.append(self.lines[k].text[first:last])
            line = self.lines[k]
            pieces += self.source.locate(line.page, line.start + first, line.start + last)
        return Value(
            join_texts([text for text in texts if text.strip()], self.source.vocabulary), tuple(pieces), "label"
        )

    def sentences(self) -> Iterator[tuple[int, int, str]]:
        """The sentences and items of the section with their spans; headings are none."""
        at, begin = 0, 0
        for line in (*self.lines, None):
            titled = line is None or (_NUMBERED.match(line.text) and is_heading(line.text))
            if titled:
                yield from self._sentences(begin, at - 1)
                begin = at + len(line.text) + 1 if line else at
            at += len(line.text) + 1 if line else 0

    def _sentences(self, begin: int, end: int) -> Iterator[tuple[int, int, str]]:
        text = self.text
        for match in _SENTENCE.finditer(text, begin, max(begin, end)):
            start, last = match.span()
            lead = _BULLET.match(text, start, last)
            start = lead.end() if lead and lead.end() < last else start
            start += len(text[start:last]) - len(text[start:last].lstrip())
            if len(text[start:last].split()) > 2:
                yield start, start + len(text[start:last].rstrip()), " ".join(text[start:last].split())


def is_heading(line: str, below: str = "") -> bool:
    """Whether a line may be a heading: numbered, or short with a capital and no sentence's end."""
    bare = line.strip()
    words = bare.split()
    if not words or len(words) > LONGEST_HEADING or bare.endswith((".", ";", ",")):
        return False
    if _NUMBERED.match(bare):
        return True
    return (
        not bare.endswith(":")
        and bare[0].isupper()
        and not _BULLET.match(bare)
        and len(words) <= 10
        and not below[:1].islower()
    )


def heading_text(line: str) -> str:
    """A heading without its number."""
    number = _NUMBERED.match(line)
    return line[number.end() if number else 0 :].strip(" :")


def sections(
    source: Source, hint: re.Pattern[str], wanted: Callable[[str], bool], stops: Callable[[str], bool]
) -> Iterator[Section]:
    """The parts whose heading is wanted: to the next heading that stops them, over the next page where need be.

    `hint` stands in every heading that may be wanted: the other lines are not looked at.
    """
    after = (0, 0)
    for number, text in source.pages():
        for match in hint.finditer(text):
            start = text.rfind("\n", 0, match.start()) + 1
            if (number, start) < after:
                continue
            texts = [(number, text, start)]
            if number < len(source.texts) and number + 1 not in source.skipped:
                texts.append((number + 1, source.texts[number], 0))
            lines = list(islice(_lines(texts), MOST_LINES))
            heading, following = lines[0], lines[1:]
            if not wanted(heading.text) or not is_heading(heading.text, following[0].text.strip() if following else ""):
                continue
            body: list[_Line] = []
            for line, below in zip_longest(following, following[1:]):
                if line is None or (stops(line.text) and is_heading(line.text, below.text.strip() if below else "")):
                    break
                body.append(line)
            last = body[-1] if body else heading
            after = (last.page, last.start + len(last.text))
            title = heading_text(heading.text)
            first = start + max(heading.text.find(title), 0)
            yield Section(source.value(number, first, first + len(title)), tuple(body), source)


def run_in_sections(
    source: Source, headings: regex.Pattern[str], stops: Callable[[str], bool]
) -> Iterator[tuple[str, Section]]:
    """The parts whose heading has its text after it on one line, each with the heading, the pattern's group `title`."""
    for number, text in source.pages():
        for match in headings.finditer(text, timeout=TIMEOUT):
            body: list[_Line] = []
            following = list(islice(_lines([(number, text, match.end())]), MOST_LINES))
            for line, below in zip_longest(following, following[1:]):
                if body and (
                    headings.match(line.text, timeout=TIMEOUT)
                    or (stops(line.text) and is_heading(line.text, below.text.strip() if below else ""))
                ):
                    break
                body.append(line)
            yield match["title"], Section(source.value(number, *match.span("title")), tuple(body), source)


def section_lines(number: int, text: str, start: int, end: int) -> Iterator[_Line]:
    """The lines of a span of a page's text."""
    return _lines([(number, text[:end], start)])


def _lines(texts: Sequence[tuple[int, str, int]]) -> Iterator[_Line]:
    """The lines of some pages that are not blank, from a place in the first on."""
    for number, text, at in texts:
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if text[at:end].strip():
                yield _Line(number, at, text[at:end])
            at = end + 1
