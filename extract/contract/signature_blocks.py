"""Signature pages: offices and names in columns, each signature a block of lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extract.contract.reads import Read, Source
from extract.contract.signature_lines import BY_DELEGATION, names_party, signed_parties, single_lines
from extract.contract.signing_model import Namer, may_name, namer
from extract.contract.signing_names import CIVILITY, organisation_in
from extract.layout import Line
from extract.organisations.mentions import Finder
from extract.values import Value, piece_of, value_of
from models.record import Method, Signatory
from patterns import regexes as regex
from patterns.facts import begins_office, begins_organisation, person_of, persons_in
from patterns.folding import TIMEOUT

FEWEST_OFFICES = 2
"""A page with fewer lines that begin with an office is no signature page."""
LONGEST_LINE = 14
"""Words of the longest line of a signature block."""
SPACES = 3
"""Spaces that hold the columns of a text file apart."""
WIDEST = 0.5
"""A line over this share of the page's width is of no column, where there are several."""
LAST_SHARE = 0.15
"""Blocks in columns stand on a page where at most this share of the lines are longer."""

_DELEGATED = regex.compile(
    r"[«\"“”]?\s*\b(?P<behalf>[Pp](?:our|/|\.)\s*(?:le|la|l['’]|les)?\s*[^,]{2,90}?)[,\s]+"
    rf"{BY_DELEGATION}[\s,:]*(?P<rest>.*)",
    regex.DOTALL,
)
"""« Pour le Préfet et par délégation, …"""
_FOR = regex.compile(r"^(?:[Pp]our|P/)\s*")


class _Block(NamedTuple):
    """One signature: for whom, the lines of the office, what is signed for another, and who signs."""

    party: Line | None
    office: tuple[Line, ...]
    delegation: tuple[Line, ...]
    person: Line | None

    @property
    def first(self) -> Line:
        """Its first line."""
        return (*self.office, *self.delegation)[0]


def may_hold_signatures(text: str, fewest: int = FEWEST_OFFICES) -> bool:
    """Whether a page's plain text shows several offices on lines of their own, and not much else."""
    lines = [part.strip() for line in text.splitlines() for part in line.split(" " * SPACES) if part.strip()]
    offices = [
        line for line in lines if line[0] in 'MLPlmpD«"' and len(line.split()) <= LONGEST_LINE and is_office(line)
    ]
    if signed_parties(lines) >= FEWEST_OFFICES:
        return True
    if len(offices) < fewest:
        return False
    long = sum(len(line.split()) > LONGEST_LINE for line in lines)
    return long <= LAST_SHARE * len(lines)


def is_office(text: str) -> bool:
    """Whether a line begins a signature: an office that begins with a capital and ends in no sentence's end."""
    if not begins_office(text) or text.rstrip().endswith((".", ";", ":")):
        return False
    return text.lstrip('«"“ ')[:1].isupper()


def on_lines(
    found: Sequence[Line], width: float, source: Source, finder: Finder | None = None, *, announced: bool
) -> Iterator[Read[Signatory]]:
    """The signatures that some lines of a page so wide hold, column by column within each row of blocks.

    Where nothing announced them they have to be several, or all with a name. `finder` finds the names of those
    who sign where no rule tells them.
    """
    parts = [part for line in found for part in _apart(line)]
    spaced = len(parts) > len(found)
    lines = [line for line in parts if len(line.words) <= LONGEST_LINE]
    if any(_beside(one, other) for one, other in pairwise(sorted(lines, key=lambda line: line.bottom))):
        lines = [line for line in lines if line.x1 - line.x0 < WIDEST * width]
    columns = [single_lines(column) for column in _columns(lines, in_one=not spaced)]
    blocks = [block for column in columns for block in _blocks(column)]
    unnamed = [block for block in blocks if not block.person and not block.delegation]
    who: Namer = person_of
    if finder and unnamed and (asked := [line.text for line in lines if may_name(line.text)]):
        who = namer(asked, finder)
        blocks = [block for column in columns for block in _blocks(column, who)]
    signed = [block for block in blocks if block.person or block.delegation]
    if not announced and len(signed) < FEWEST_OFFICES and len(signed) < len(blocks):
        return
    for block in sorted(blocks, key=lambda block: (_row(block, blocks), block.first.x0)):
        if read := _signatory(block, source, who):
            yield read


def _apart(line: Line) -> Iterator[Line]:
    """A text file's line in the parts that several spaces hold apart: columns side by side."""
    begin = 0
    for k in range(1, len(line.words)) if line.number is not None else ():
        if line.words[k].x0 - line.words[k - 1].x1 >= SPACES:
            yield replace(line, words=line.words[begin:k])
            begin = k
    yield replace(line, words=line.words[begin:]) if begin else line


def _beside(one: Line, other: Line) -> bool:
    """Whether two lines stand on one row, in two columns."""
    return one.number is None and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5 * one.size


def _row(block: _Block, blocks: Sequence[_Block]) -> float:
    """The top of the row of blocks that a block stands in."""
    top = block.first.top
    return min(other.first.top for other in blocks if abs(other.first.top - top) < 3 * other.first.size)


def _columns(lines: Sequence[Line], *, in_one: bool) -> list[list[Line]]:
    """Lines by column, from left to right, each from top to bottom; centred lines go with those they overlap.

    A text file's are `in_one` column where no spaces hold them apart.
    """
    columns: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.x0):
        home = next(
            (column for column in columns if any(_stacked(line, other, in_one) for other in column)),
            None,
        )
        if home is None:
            columns.append([line])
        else:
            home.append(line)
    return [sorted(column, key=lambda line: (line.top, line.x0)) for column in columns]


def _stacked(one: Line, other: Line, in_one: bool) -> bool:
    """Whether two lines stand in one column: they share most of the shorter one's width."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > 0.5 * min(one.x1 - one.x0, other.x1 - other.x0) or (in_one and one.number is not None)


def _blocks(lines: Sequence[Line], who: Namer = person_of) -> list[_Block]:
    """The signatures of one column: each begins with an office, or with the name where names stand first."""
    marks = [_mark(lines, i, who) for i in range(len(lines))]
    offices = [i for i, mark in enumerate(marks) if mark == "office" or _signs_for(marks, i)]
    if not offices:
        return []
    names_first = marks[: offices[0]].count("person") == 1 and marks[offices[-1] :].count("person") == 0
    blocks = []
    for k, start in enumerate(offices):
        end = offices[k + 1] if k + 1 < len(offices) else len(lines)
        party = lines[start - 1] if start and marks[start - 1] == "party" else None
        blocks.append(_block(lines[start:end], marks[start:end], party))
    if names_first:  # "Jeanne MARTIN" above "Maire de …": each office takes the name before it
        names = [line for line, mark in zip(lines, marks, strict=True) if mark == "person"]
        if len(names) == len(blocks):
            return [
                block._replace(person=name, office=_close(block.office))
                for block, name in zip(blocks, names, strict=True)
            ]
    return _dealt(blocks, lines, marks)


def _dealt(blocks: list[_Block], lines: Sequence[Line], marks: Sequence[str]) -> list[_Block]:
    """Offices that stand before all names, as a wrong reading order leaves them, take the names in turn."""
    run: list[int] = []
    for i, block in enumerate(blocks):
        if block.person is None and not block.delegation:
            run.append(i)
            continue
        start = lines.index(block.first)
        end = lines.index(blocks[i + 1].first) if i + 1 < len(blocks) else len(lines)
        names = [line for line, mark in zip(lines[start:end], marks[start:end], strict=True) if mark == "person"]
        waiting = [*run, i]
        if run and len(names) == len(waiting):
            for j, name in zip(waiting, names, strict=True):
                blocks[j] = blocks[j]._replace(person=name)
        run = []
    return blocks


def _signs_for(marks: Sequence[str], i: int) -> bool:
    """Whether a delegation begins a signature: no office stands before it."""
    return marks[i] == "delegation" and (i == 0 or marks[i - 1] == "person")


def _in_delegation(lines: Sequence[Line], i: int) -> bool:
    """Whether a line goes on with a delegation: "« Pour le Recteur et par délégation, / le Directeur adjoint »"."""
    for k in range(i - 1, max(-1, i - 4), -1):
        text = lines[k].text.rstrip()
        if "»" in text or (text.endswith('"') and '"' not in text[:-1]):
            return False
        if names_party(text):
            return _mark(lines, k) == "delegation"
        if persons_in(text):
            return False  # who signs for another has been named
    return False


def _mark(lines: Sequence[Line], i: int, who: Namer = person_of) -> str:
    """What a line is: an office, a person, a delegation, or the party that the office on the next line is of."""
    text = lines[i].text
    if names_party(text):
        near = " ".join(line.text for line in lines[i : i + 3])
        return "delegation" if _DELEGATED.search(near, timeout=TIMEOUT) else "party"
    if is_office(text) or (i and names_party(lines[i - 1].text) and begins_office(text)):
        goes_on = i > 0 and is_office(lines[i - 1].text) and _is_second(lines[i - 1].text, text)
        return "text" if goes_on or _in_delegation(lines, i) else "office"
    if who(text):
        return "person"
    following = lines[i + 1].text if i + 1 < len(lines) else ""
    return "party" if is_office(following) and begins_organisation(text) else "text"


def _is_second(above: str, text: str) -> bool:
    """Whether an office goes on with the one above it: "Monsieur le Préfet de Région, / Préfet du Nord"."""
    bare = CIVILITY.sub("", text, count=1, timeout=TIMEOUT) == text
    return bare and (above.rstrip().endswith(",") or CIVILITY.sub("", above, count=1, timeout=TIMEOUT) != above)


def _block(lines: Sequence[Line], marks: Sequence[str], party: Line | None) -> _Block:
    """One signature's lines by what they say."""
    if marks[0] == "delegation":
        return _Block(party, (), tuple(_quoted(lines)), None)
    ends = ("delegation", "person", "party")
    first = next((i for i, mark in enumerate(marks) if i and mark in ends), len(lines))
    office = tuple(lines[:first])
    if first == len(lines) or marks[first] == "party":
        return _Block(party, _close(office), (), None)
    if marks[first] == "person":
        return _Block(party, office, (), lines[first])
    return _Block(party, office, tuple(_quoted(lines[first:])), None)


def _close(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """An office's lines, up to a gap that leaves room for a signature."""
    kept = list(lines[:1])
    for line in lines[1:]:
        if line.top - kept[-1].bottom > 1.2 * line.size and line.number is None:
            break
        kept.append(line)
    return tuple(kept)


def _quoted(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a delegation: to the closing quotation mark, or as long as they stand close."""
    opened = lines[0].text.lstrip()[:1] in '«"“'
    last: Line | None = None
    for line in lines:
        if last and not opened and line.number is None and line.top - last.bottom > 3 * line.size:
            return
        yield line
        last = line
        if opened and (
            line.text.rstrip().endswith(("»", "”")) or (line is not lines[0] and line.text.rstrip().endswith('"'))
        ):
            return


def _signatory(block: _Block, source: Source, who: Namer = person_of) -> Read[Signatory] | None:
    """The record's part for one signature; nothing where nobody is named and no office stands alone."""
    office = value_of(block.office or block.delegation[:1], source.vocabulary, "layout")
    if office is None:
        return None
    parted = delegated(office.text) if not block.office else None
    bare = CIVILITY.sub("", parted[0] if parted else office.text, count=1, timeout=TIMEOUT).strip(' ,.;:«»"')
    where = {"as_written": office}
    organisation = organisation_in(bare)
    if block.party is not None:
        organisation = _FOR.sub("", block.party.text, count=1, timeout=TIMEOUT).strip(" ,.:")
        organisation = CIVILITY.sub("", organisation, count=1, timeout=TIMEOUT)
        where["organisation_name"] = Value(organisation, (piece_of(block.party),), "layout")
    elif organisation:
        where["organisation_name"] = _part(organisation, office)
    role: str | None
    role, name, behalf = bare, None, None
    if block.person is not None:
        name = who(block.person.text)
        method: Method = "layout" if person_of(block.person.text) else "ner"
        where["representative"] = Value(name or "", (piece_of(block.person),), method)
        where["role"] = office
    elif block.delegation:
        delegation = value_of(block.delegation, source.vocabulary, "layout")
        parted = delegated(delegation.text) if delegation else None
        if parted and delegation:
            behalf, name, role = parted
            for key, part in (("on_behalf_of", behalf), ("representative", name), ("role", role)):
                if part:
                    where[key] = _part(part, delegation)
    else:
        where["role"] = office
    item = Signatory(
        as_written=office.text,
        organisation_name=organisation,
        representative=name,
        role=role or None,
        on_behalf_of=behalf,
    )
    return Read(item, where)


def delegated(text: str) -> tuple[str, str | None, str | None] | None:
    """On whose behalf, who and in what role, of "« Pour le Préfet et par délégation, …"; None where it is none."""
    match = _DELEGATED.search(" ".join(text.split()), timeout=TIMEOUT)
    if not match:
        return None
    behalf = _FOR.sub("", match.group("behalf").strip(' ,«»"“”'), count=1, timeout=TIMEOUT)
    rest = match.group("rest").strip(' ,;.«»"“”')
    spans = persons_in(rest)
    if not spans:
        return behalf, None, rest or None
    start, end = spans[0]
    name = person_of(rest[start:end])
    role = " ".join(f"{rest[:start]} {rest[end:]}".split()).strip(' ,;.«»"“”')
    role = CIVILITY.sub("", role, count=1, timeout=TIMEOUT)
    return behalf, name, role or None


def _part(text: str, value: Value) -> Value:
    """The printed lines of a value that hold some of its words."""
    words = text.split()
    first, last = words[0], words[-1]
    pieces = [piece for piece in value.pieces if text in piece.text]
    if not pieces:
        start = next(
            (i for i, piece in enumerate(value.pieces) if first in piece.text and _shares(piece.text, words)), 0
        )
        end = next((i for i, p in reversed(list(enumerate(value.pieces))) if last in p.text), len(value.pieces) - 1)
        pieces = list(value.pieces[start : max(start, end) + 1])
    return Value(text, tuple(pieces), value.method)


def _shares(text: str, words: Sequence[str]) -> bool:
    return len(words) < 2 or words[1] in text or text.rstrip().endswith(words[0])
