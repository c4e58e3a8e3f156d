"""Who signs the contract: signature pages in columns, and "ENTRE …, représenté par …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from extract.contract.reads import Read, Source
from extract.layout import Line
from extract.segmenting import PageRead
from extract.values import Value, piece_of, value_of
from models.record import Signatory
from patterns.facts import begins_office, begins_organisation, person_of, persons_in
from patterns.folding import TIMEOUT, fold

FEWEST_OFFICES = 2
"""A page with fewer lines that begin with an office is no signature page."""
LONGEST_LINE = 14
"""Words of the longest line of a signature block."""
COLUMN = 60.0
"""Lines of one column begin within so many points of each other."""
WIDEST = 0.5
"""A line over this share of the page's width is of no column."""
LAST_SHARE = 0.15
"""Blocks in columns stand on a page where at most this share of the lines are longer."""

_DELEGATED = regex.compile(
    r"[«\"“”]?\s*\b(?P<behalf>[Pp](?:our|/|\.)\s*(?:le|la|l['’]|les)?\s*[^,]{2,90}?)[,\s]+"
    r"(?:et\s+)?par\s+(?:délégation|intérim|empêchement|suppléance|procuration)\b[\s,:]*(?P<rest>.*)",
    regex.DOTALL,
)
"""« Pour le Préfet et par délégation, …"""
_CIVILITY = regex.compile(
    r"^(?:(?:M\.|Mme|Monsieur|Madame|Mesdames|Messieurs)\s+)?(?:(?i:le|la|les)\s+|(?i:l)['’]\s*)?"
)
_OF_ORGANISATION = regex.compile(
    r"\b(?:de\s+la\s+|de\s+l['’]\s*|des\s+|du\s+|de\s+|d['’]\s*)(?=\p{Lu}|l['’]\p{Lu}|éducation|académie|agglomération)(?P<name>.+)$"
    r"|\b(?:DE\s+LA\s+|DE\s+L['’]\s*|DES\s+|DU\s+|DE\s+|D['’]\s*)(?P<name>.+)$"
)
_NO_ORGANISATION = regex.compile(r"(?i)pr[ée]f[eèé]te?\b|\b(?:chargée?|en\s+charge|déléguée?)\b")
_BODY = regex.compile(
    r"^(?:Directoire|[Cc]onseil\s+d['’][Aa]dministration|[Bb]ureau)\s+(?:de\s+l['’]|de\s+la\s+|des\s+|du\s+|d['’]|de\s+)"
)
"""What governs an organisation is not its name: "Président du Directoire de …"."""
_REPRESENTED = re.compile(r"représentée?s?\s+(?:(?:ici|valablement|légalement)\s+)?par\s+", re.IGNORECASE)
_ENDS_ITEM = regex.compile(
    r"\s*;|\bd['’]une\s+part\b|\bd['’]autre\s+part\b|\bci-après\b|\bd[ûu]ment\b|\bagissant\b|\ben\s+vertu\b|\bhabilitée?\b|"
    r",\s*\n\s*(?=\p{Lu}|et\s|Et\s)(?!Monsieur|Madame|M\.|Mme)|\bdésignée?\b|\bautorisée?\b|\bsise?\b|\bdont\s+le\s+siège\b|\.\s*\n|\n\s*(?:[-–•▪]|Et\b|ET\b)|\n\s*\n"
)
_BULLET = "-–•▪■➢* \t"
_BEFORE_NAME = regex.compile(
    r"(?:ET|Et|et|ENTRE|Entre|LES\s+SIGNATAIRES|SIGNATAIRES)\b\s*(?:LES\s+SIGNATAIRES\b)?\s*:?\s*"
)


class _Block(NamedTuple):
    """One signature: for whom, the lines of the office, what is signed for another, and who signs."""

    party: Line | None
    office: tuple[Line, ...]
    delegation: tuple[Line, ...]
    person: Line | None


def read_signatories(source: Source) -> list[Read[Signatory]]:
    """Every signature once, page by page, in the order in which a reader meets them."""
    found: list[Read[Signatory]] = []
    for number, text in source.pages():
        if "eprésent" in text and _REPRESENTED.search(text):
            found += represented(number, text, source)
        if may_hold_signatures(text) and (page := source.page(number)):
            found += _on_page(page, source)
    return _once(found)


def may_hold_signatures(text: str) -> bool:
    """Whether a page's plain text shows several offices on lines of their own, and not much else."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    offices = [
        line for line in lines if line[0] in 'MLPlmpD«"' and len(line.split()) <= LONGEST_LINE and is_office(line)
    ]
    if len(offices) < FEWEST_OFFICES:
        return False
    long = sum(len(line.split()) > LONGEST_LINE for line in lines)
    return long <= LAST_SHARE * len(lines)


def is_office(text: str) -> bool:
    """Whether a line begins a signature: an office that begins with a capital and ends in no sentence's end."""
    if not begins_office(text) or text.rstrip().endswith((".", ";", ":")):
        return False
    return text.lstrip('«"“ ')[:1].isupper()


def _on_page(page: PageRead, source: Source) -> Iterator[Read[Signatory]]:
    """The signatures of one page, column by column within each row of blocks."""
    wide = WIDEST * page.layout.page.width
    lines = [
        line for line in map(page.line, page.lines) if line.x1 - line.x0 < wide and len(line.words) <= LONGEST_LINE
    ]
    blocks = [block for column in _columns(lines) for block in _blocks(column)]
    signed = [block for block in blocks if block.person or block.delegation]
    if len(signed) < FEWEST_OFFICES and len(signed) < len(blocks):
        return
    for block in sorted(blocks, key=lambda block: (_row(block, blocks), block.office[0].x0)):
        if read := _signatory(block, source):
            yield read


def _row(block: _Block, blocks: Sequence[_Block]) -> float:
    """The top of the row of blocks that a block stands in."""
    top = block.office[0].top
    return min(other.office[0].top for other in blocks if abs(other.office[0].top - top) < 3 * other.office[0].size)


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by column, from left to right, each from top to bottom; centred lines go with those they overlap."""
    columns: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.x0):
        home = next(
            (column for column in columns if any(_stacked(line, other) for other in column)),
            None,
        )
        if home is None:
            columns.append([line])
        else:
            home.append(line)
    return [sorted(column, key=lambda line: (line.top, line.x0)) for column in columns]


def _stacked(one: Line, other: Line) -> bool:
    """Whether two lines stand in one column: they share most of the shorter one's width."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > 0.5 * min(one.x1 - one.x0, other.x1 - other.x0) or (one.number is not None)


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    """The signatures of one column: each begins with an office, or with the name where names stand first."""
    marks = [_mark(lines, i) for i in range(len(lines))]
    offices = [i for i, mark in enumerate(marks) if mark == "office"]
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
        start = lines.index(block.office[0])
        end = lines.index(blocks[i + 1].office[0]) if i + 1 < len(blocks) else len(lines)
        names = [line for line, mark in zip(lines[start:end], marks[start:end], strict=True) if mark == "person"]
        waiting = [*run, i]
        if run and len(names) == len(waiting):
            for j, name in zip(waiting, names, strict=True):
                blocks[j] = blocks[j]._replace(person=name)
        run = []
    return blocks


def _in_delegation(lines: Sequence[Line], i: int) -> bool:
    """Whether a line goes on with a delegation: "« Pour le Recteur et par délégation, / le Directeur adjoint »"."""
    for k in range(i - 1, max(-1, i - 4), -1):
        text = lines[k].text.rstrip()
        if "»" in text or (text.endswith('"') and '"' not in text[:-1]):
            return False
        if _opens_delegation(text):
            return _mark(lines, k) == "delegation"
    return False


def _opens_delegation(text: str) -> bool:
    return bool(re.match(r"[«\"“\s]*(?:[Pp]our|P/)\s", text))


def _mark(lines: Sequence[Line], i: int) -> str:
    """What a line is: an office, a person, a delegation, or the party that the office on the next line is of."""
    text = lines[i].text
    if _opens_delegation(text):
        near = " ".join(line.text for line in lines[i : i + 3])
        return "delegation" if _DELEGATED.search(near, timeout=TIMEOUT) else "party"
    if is_office(text):
        goes_on = i > 0 and is_office(lines[i - 1].text) and _is_second(lines[i - 1].text, text)
        return "text" if goes_on or _in_delegation(lines, i) else "office"
    if person_of(text):
        return "person"
    following = lines[i + 1].text if i + 1 < len(lines) else ""
    return "party" if is_office(following) and begins_organisation(text) else "text"


def _is_second(above: str, text: str) -> bool:
    """Whether an office goes on with the one above it: "Monsieur le Préfet de Région, / Préfet du Nord"."""
    bare = _CIVILITY.sub("", text, count=1, timeout=TIMEOUT) == text
    return bare and (above.rstrip().endswith(",") or _CIVILITY.sub("", above, count=1, timeout=TIMEOUT) != above)


def _block(lines: Sequence[Line], marks: Sequence[str], party: Line | None) -> _Block:
    """One signature's lines by what they say."""
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


def _signatory(block: _Block, source: Source) -> Read[Signatory] | None:
    """The record's part for one signature; nothing where nobody is named and no office stands alone."""
    office = value_of(block.office, source.vocabulary, "layout")
    if office is None:
        return None
    bare = _CIVILITY.sub("", office.text, count=1, timeout=TIMEOUT).strip(' ,.;:«»"')
    where = {"as_written": office}
    organisation = organisation_in(bare)
    if block.party is not None:
        organisation = _FOR.sub("", block.party.text, count=1, timeout=TIMEOUT).strip(" ,.:")
        organisation = _CIVILITY.sub("", organisation, count=1, timeout=TIMEOUT)
        where["organisation_name"] = Value(organisation, (piece_of(block.party),), "layout")
    elif organisation:
        where["organisation_name"] = _part(organisation, office)
    role, name, behalf = bare, None, None
    if block.person is not None:
        name = person_of(block.person.text)
        where["representative"] = Value(name or "", (piece_of(block.person),), "layout")
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
    role = _CIVILITY.sub("", role, count=1, timeout=TIMEOUT)
    return behalf, name, role or None


def organisation_in(office: str) -> str | None:
    """The organisation that an office is of: "Directeur de Pôle Emploi" is of Pôle Emploi; None where none is named.

    A prefect is of no organisation but the State, which the office does not name.
    """
    match = _OF_ORGANISATION.search(office, timeout=TIMEOUT)
    if not match or _NO_ORGANISATION.search(office[: match.start()], timeout=TIMEOUT):
        return None
    name = " ".join(match.group("name").split())
    return _BODY.sub("", name, count=1, timeout=TIMEOUT).split(",")[0].strip(" ,.;") or None


def signing_name(signatory: Signatory) -> str | None:
    """The name that the organisation of a signature is looked up by; None where nothing names it.

    A mayor signs for the commune, a prefect for the prefecture.
    """
    office = _CIVILITY.sub("", signatory.as_written or "", count=1, timeout=TIMEOUT)
    name = signatory.organisation_name
    if regex.match(r"(?i)(?:sous-)?pr[ée]f[eèé]te?\b", office):
        place = regex.sub(r"(?i)^(?:sous-)?pr[ée]f[eèé]te?\b", "", office.split(",")[0])
        return f"Préfecture {place.strip()}".strip()
    if name and regex.match(r"(?i)(?:(?:député|sénateur)-)?maire\b", office) and not begins_organisation(name):
        return f"Ville de {name}"
    return name


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


def represented(number: int, text: str, source: Source) -> list[Read[Signatory]]:
    """The parties of "ENTRE LES SIGNATAIRES : l'État, représenté par …"."""
    found = []
    end_before = 0
    for match in _REPRESENTED.finditer(text):
        start = _party_start(text, end_before, match.start())
        party = text[start : match.start()].strip(" ,\n\t")
        stop = _ENDS_ITEM.search(text, pos=match.end(), timeout=TIMEOUT)
        following = _REPRESENTED.search(text, match.end())
        end = min(stop.start() if stop else len(text), following.start() if following else len(text), match.end() + 250)
        end_before = end
        read = _party(number, text, (start, match.start()), (match.end(), end), source)
        if party and len(party.split()) <= 25 and read:
            found.append(read)
    return found


def _party_start(text: str, after: int, before: int) -> int:
    """Where the name of a party begins: after a bullet, a line's end that ends something, or "ENTRE"."""
    start = after
    for mark in ("\n-", "\n–", "\n•", "\n▪", "\n\n", ";\n", "; ", ".\n", ":\n", ": ", ",\n", "\n"):
        at = text.rfind(mark, after, before - 3)
        while mark == "\n" and at > 0 and (text[at + 1 : at + 2].islower() or text[:at].rstrip()[-1:] in "-,"):
            at = text.rfind(mark, after, at)
        if at >= 0:
            start = max(start, at + len(mark))
            if mark != ",\n":
                break
    while start < before and text[start] in _BULLET + "\n;,":
        start += 1
    lead = _BEFORE_NAME.match(text, pos=start, timeout=TIMEOUT)
    return lead.end() if lead and lead.end() < before else start


def _party(
    number: int, text: str, party: tuple[int, int], person: tuple[int, int], source: Source
) -> Read[Signatory] | None:
    end = party[0] + len(text[party[0] : party[1]].rstrip(" ,\n\t"))
    organisation = source.value(number, party[0], end)
    name = _CIVILITY_ARTICLE.sub("", organisation.text, count=1, timeout=TIMEOUT)
    said = text[person[0] : person[1]]
    spans = persons_in(said)
    where = {"as_written": organisation, "organisation_name": organisation}
    representative, role = None, said
    at = person[0]
    if spans:
        first, last = spans[0]
        representative = person_of(" ".join(said[first:last].split()))
        where["representative"] = source.value(number, at + first, at + last)
        before, after = said[:first].strip(" ,\n"), said[last:]
        role = after if after.strip(" ,\n") else before
        offset = last if after.strip(" ,\n") else 0
    else:
        offset = 0
    lead = len(role) - len(role.lstrip(" ,\n"))
    written = role.strip(" ,.;:\n\t")
    if written:
        where["role"] = source.value(number, at + offset + lead, at + offset + lead + len(written))
    role_text = _ROLE_LEAD.sub("", " ".join(written.split()), count=1, timeout=TIMEOUT)
    if not representative and not begins_office(role_text):
        return None
    item = Signatory(
        as_written=organisation.text, organisation_name=name, representative=representative, role=role_text or None
    )
    return Read(item, where)


_FOR = regex.compile(r"^(?:[Pp]our|P/)\s*")
_CIVILITY_ARTICLE = regex.compile(r"^(?i:(?:le|la|les)\s+|l['’]\s*)(?=\p{L})")
_ROLE_LEAD = regex.compile(
    r"^(?:(?:son|sa|ses|leur|le|la)\s+|l['’]\s*|(?:en\s+)?(?:sa\s+)?qualité\s+d[e'’]\s*)", regex.IGNORECASE
)


def _once(found: Sequence[Read[Signatory]]) -> list[Read[Signatory]]:
    """Each signature once: a page of signatures repeats who is named at the contract's beginning."""
    kept: list[Read[Signatory]] = []
    for read in found:
        name = fold(read.item.representative or "")
        same = name and any(fold(other.item.representative or "") == name for other in kept)
        alike = not name and any(
            fold(other.item.as_written or "") == fold(read.item.as_written or "") for other in kept
        )
        if not same and not alike:
            kept.append(read)
    return kept
