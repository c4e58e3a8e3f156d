"""Who signs by "ENTRE …, représenté par …": the parties that a contract names at its beginning."""

from __future__ import annotations

from extract.contract.reads import Read, Source
from models.record import Signatory
from patterns import regexes as re
from patterns import regexes as regex
from patterns.facts import begins_office, person_of, persons_in
from patterns.folding import TIMEOUT

_REPRESENTED = re.compile(r"représentée?s?\s+(?:(?:ici|valablement|légalement)\s+)?par\s+", re.IGNORECASE)
_ENDS_ITEM = regex.compile(
    r"\s*;|\bd['’]une\s+part\b|\bd['’]autre\s+part\b|\bci-après\b|\bd[ûu]ment\b|\bagissant\b|\ben\s+vertu\b|\bhabilitée?\b|"
    r",\s*\n\s*(?=\p{Lu}|et\s|Et\s)(?!Monsieur|Madame|M\.|Mme)|\bdésignée?\b|\bautorisée?\b|\bsise?\b|\bdont\s+le\s+siège\b|\.\s*\n|\n\s*(?:[-–•▪]|Et\b|ET\b)|\n\s*\n"
)
_NEXT_PARTY = regex.compile(r",\s*(?:et\s+)?(?=(?:la|le|les)\s\p{L}|l['’])")
_PARTS = ("\n-", "\n–", "\n•", "\n▪", "\n\n", ";\n", "; ", ".\n", ":\n", ": ")
"""What ends one part of the text, after which a party may begin."""
_BULLET = "-–•▪■➢* \t"
_BEFORE_NAME = regex.compile(
    r"(?:[^,;:\n]{0,80}\b(?i:entre)|ET|Et|et|ENTRE|Entre|LES\s+SIGNATAIRES|SIGNATAIRES)\b\s*(?:LES\s+SIGNATAIRES\b)?\s*:?\s*"
)


_CIVILITY_ARTICLE = regex.compile(r"^(?i:(?:le|la|les)\s+|l['’]\s*)(?=\p{L})")
_ROLE_LEAD = regex.compile(
    r"^(?:(?:son|sa|ses|leur|le|la)\s+|l['’]\s*|(?:en\s+)?(?:sa\s+)?qualité\s+d[e'’]\s*)", regex.IGNORECASE
)


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
        end = _name_end(text, match.end(), end)
        end_before = end
        read = _party(number, text, (start, match.start()), (match.end(), end), source)
        if party and len(party.split()) <= 25 and read:
            found.append(read)
    return found


def _name_end(text: str, start: int, end: int) -> int:
    """Where what is said of a representative ends, before the next party: "M. Paul MARTIN, la commune de …"."""
    spans = persons_in(text[start:end])
    after = start + spans[0][1] if spans else start
    parties = (
        party.start() for party in _NEXT_PARTY.finditer(text, after, end) if not begins_office(text[party.end() :])
    )
    return next(parties, end)


def _party_start(text: str, after: int, before: int) -> int:
    """Where the name of a party begins: after a bullet, a line's end that ends something, or "ENTRE"."""
    start = max(
        (text.rfind(mark, after, before - 3) + len(mark) for mark in _PARTS if mark in text[after:before]),
        default=after,
    )
    for mark in (",\n", "\n") if start == after else ():
        at = text.rfind(mark, after, before - 3)
        while mark == "\n" and at > 0 and (text[at + 1 : at + 2].islower() or text[:at].rstrip()[-1:] in "-,"):
            at = text.rfind(mark, after, at)
        start = max(start, at + len(mark)) if at >= 0 else start
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
        first_told = begins_office(before) or not after.strip(" ,\n")
        role = before if first_told else after
        offset = 0 if first_told else last
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
