"""Who steers the contract, and how and when it is evaluated."""

from __future__ import annotations

from collections.abc import Iterator

from extract.contract.reads import Read, Source
from extract.contract.sections import Section, heading_text, is_heading, run_in_sections, section_lines, sections
from extract.values import Value
from models.record import Assessment, Committee, Governance
from patterns import regexes as re
from patterns import regexes as regex
from patterns.facts import committee_in
from patterns.folding import TIMEOUT, fold, key

MOST_SENTENCES = 12
"""So many sentences say how the contract is evaluated."""
NEAR = 250
"""A sentence says whom a committee holds within so many characters after its name."""
SHORT_HEADING = 3
"""A heading of so few words is of the contract's own evaluation: "L'évaluation"."""
LONGEST_MEMBER = 30
"""Words of the longest member of a committee."""

_COMPOSED = regex.compile(
    r"(?i)\b(?:(?:est|sera|sont|seront)\s+)?(?:co-?)?(?:composée?s?|constituée?s?|réuni[trs]*|rassemble(?:nt|ra)?|"
    r"associe(?:nt|ra)?|comprend(?:ra)?|regroupe(?:ra)?)\s*(?:notamment\s+|\w+\s+fois\s+par\s+\w+\s+)?"
    r"(?:,\s*d['’]une\s+part\s*,?\s*)?(?P<lead>:|(?:de\s+la|des|du|de|les|le|la)(?=\s)|(?:de\s+l|d|l)['’](?=\s|\p{L}))\s*:?"
)
_MEMBERS = regex.compile(r"(?i)^\s*(?:composition|membres|participants?|sa composition)\b[^\n:]{0,60}:?\s*$")
_PARTS = regex.compile(
    r";|,?\s*(?:et\s*,?\s*)?\bd['’]autre\s+part\s*,?|,(?![^()]*\))|\n\s*(?:[-–•▪■➢*]|o(?=\s))\s*|\bainsi\s+que\b|(?<!\()(?<!\bentre\s[^,;]{0,40})\bet\s+(?=(?:de\s|des\s|du\s|d['’]|les\s|l['’]|un\s|une\s|le\s|la\s|\p{Lu}))"
)
_LEAD = regex.compile(r"(?:et\s+)?(?:(?:de\s+la|des|du|de)\s+|(?:de\s+l|d)['’]\s*)?")
_MEETS = regex.compile(
    r"(?i)\b(?:se\s+)?réuni(?:t|ra|ssent|ront)\b[^.;\n]{0,15}?\s*(?P<when>(?:au\s+(?:moins|minimum)\s+)?(?:une?|deux|trois|quatre|six|\d+)\s+fois\s+"
    r"(?:par\s+|dans\s+l['’]\s*|l['’]\s*)(?:année|an|semestre|trimestre|mois)|(?:tous|toutes)\s+les\s+[^.;,\n]{3,20}|chaque\s+(?:année|semestre|trimestre|mois)|"
    r"annuellement|semestriellement|trimestriellement|mensuellement)"
)
_EVALUATES = re.compile(r"valu(?:ation|er)|VALUATION")
_COMMITTEE = re.compile(
    r"omité|OMIT[EÉ]|onseils? [Cc]itoyen|ONSEILS? CITOYEN|hématiques?|HEMATIQUE|COPIL|COTECH|quipe|nstance"
)
_OF_ANOTHER = re.compile(r"\bCLS\b|[Cc]ontrat [Ll]ocal|\bCLSPD\b|\bCISPD\b|\bPLIE\b|\bPLH\b")
"""What has committees of its own."""
# "Comité de pilotage : le préfet, le maire …": the heading and its text on one line
_MARK = r"^[ \t]*(?:[-–•▪][ \t]*|\w{1,3}[.)][ \t]*)?"
_ARTICLE = r"(?:les?[ \t]+|l['’][ \t]*)?"
_AFTER_COLON = r"[^:.;\n]{0,60}?)[ \t]*:[ \t]*(?=\S)"
_RUN_IN = regex.compile(
    rf"{_MARK}{_ARTICLE}(?P<title>(?:comités?|conseils?|équipes?|commissions?|instances?|groupes?|copil|cotech){_AFTER_COLON}",
    regex.IGNORECASE | regex.MULTILINE,
)
_EVALUATION_RUN_IN = regex.compile(
    rf"{_MARK}(?P<title>{_ARTICLE}(?:suivi[ \t]+et[ \t]+{_ARTICLE})?[ée]valuations?\b{_AFTER_COLON}",
    regex.IGNORECASE | regex.MULTILINE,
)
_SAYS = regex.compile(r"\b(?:est|sont|se|sera|seront|a|ont|aura|valide|assure|prépare|propose|pilote|suit|veille)\b")
"""A verb: what stands after the colon is no list of members."""
LONGEST_NAMED = 14
"""Words of the longest member in such a list."""
# "3. Gouvernance et suivi", "Pilotage"
_STEERS = re.compile(
    r"\W*(?:(?:\d+|[IVX]+)\W+)*(?:la |le |l['’])?(?:gouvernance|pilotage|organisation)\b", re.IGNORECASE
)
_IS_SUBJECT = re.compile(r"(?:^|[.\n;:•]|\s)\s*(?:Le|Un|Ce|le|un)\s+$")
_NO_EVALUATION = re.compile(
    r"indicateur|compétence|critères? d['’](?:éligib|évaluation\s*:?$)|fiche|précédent|antérieur|\bCUCS\b",
    re.IGNORECASE,
)
_WHEN = regex.compile(
    r"(?i)\b(?:annuellement|chaque\s+année|tous\s+les\s+(?:ans|\w+\s+ans)|chaque\s+semestre|semestriellement|à\s+mi-?\s?parcours|"
    r"à\s+mi-contrat|en\s+fin\s+de\s+contrat|au\s+terme\s+du\s+contrat|en\s+(?:20[1-4]\d)|(?:bilans?|rapports?|évaluations?)\s+annuel(?:le)?s?|"
    r"en\s+continu|in\s+itinere|ex[- ]ante|ex[- ]post)\b"
)
# outside a chapter of its own: "Le contrat fera l'objet d'une évaluation à mi-parcours."
_IS_EVALUATED = regex.compile(
    r"(?<=[.\n:]\s*)(?:Le|Ce)\s+(?:présent\s+)?contrat(?:\s+de\s+ville)?\s+(?:fera|fait|sera|est)\s[^.;]{0,60}?\bévalu(?:ation|é)[^.;]*\."
)
_FOLLOWS = re.compile(r"\bsuivi\b|\binterne\b|\bexterne\b", re.IGNORECASE)
_OF_CONTRACT = re.compile(r"\bcontrat\s+de\s+ville|\b(?:du|présent|ce)\s+contrat\b", re.IGNORECASE)


def read_governance(source: Source) -> Read[Governance]:
    """The committees and the evaluation of the contract, each with where it stands."""
    where: dict[str, Value] = {}
    committees = []
    for k, read in enumerate(_committees(source)):
        committees.append(read.item)
        where.update({f"committees/{k}/{name}": value for name, value in read.where.items()})
    how, when = _evaluation(source)
    where.update({f"evaluation/how/{k}": value for k, value in enumerate(how)})
    where.update({f"evaluation/when/{k}": value for k, value in enumerate(when)})
    evaluation = Assessment(how=[value.text for value in how], when=[value.text for value in when])
    return Read(Governance(committees=committees, evaluation=evaluation), where)


def _committees(source: Source) -> list[Read[Committee]]:
    """The committees that have a heading, then those that sentences alone name; each kind's fullest reading."""
    found: list[Read[Committee]] = []
    for section in sections(source, _COMMITTEE, _names_committee, lambda _: True):
        read = _committee(section)
        same = next((i for i, one in enumerate(found) if _is_same(one.item, read.item)), None)
        if same is None:
            found.append(read)
        elif len(read.item.members) > len(found[same].item.members):
            found[same] = read
    kinds = {read.item.kind for read in found if read.item.members or read.item.meets}
    for title, section in run_in_sections(source, _RUN_IN, lambda _: True):
        told_in = _committee(section, listed=True) if committee_in(title) else None
        if told_in and told_in.item.kind not in kinds and (told_in.item.members or told_in.item.meets):
            found = [*(one for one in found if one.item.kind != told_in.item.kind), told_in]
            kinds.add(told_in.item.kind)
    kinds = {read.item.kind for read in found}
    told = [read for read in _told(source) if read.item.kind not in kinds]
    return sorted([*found, *told], key=lambda read: _place(read.where["name"]))


def _place(value: Value) -> tuple[int, float]:
    """Where a value stands in the document."""
    piece = value.pieces[0] if value.pieces else None
    return (piece.page or 0, float(piece.line or 0) or (piece.box[1] if piece.box else 0.0)) if piece else (0, 0.0)


def _is_same(one: Committee, other: Committee) -> bool:
    """Whether two committees of a kind are one: the name of either begins with the other's."""
    shorter, longer = sorted((key(one.name), key(other.name)), key=len)
    return one.kind == other.kind and longer[: len(shorter)] == shorter


def _names_committee(line: str) -> bool:
    if "  " in line.strip() and not re.match(r"\s*[\d.)]+\s\s", line):
        return False  # cells of a table side by side
    committee = committee_in(heading_text(line))
    return committee is not None and committee[1] <= 4 and not line.rstrip().endswith(":")


def _committee(section: Section, *, listed: bool = False) -> Read[Committee]:
    """A committee as its section tells it; with `listed` the section may begin with its members."""
    heading = section.heading
    name = re.sub(r"\s*\((?:annexe|cf)[^)]*\)", "", heading.text, flags=re.IGNORECASE).strip(" :")
    name = re.sub(r"^(?:Les?|La|L['’])\s*", "", name)
    committee = committee_in(name)
    where = {"name": heading._replace(text=name)}
    members = (list(_listed(section)) if listed else []) or list(_members(section))
    where.update({f"members/{k}": value for k, value in enumerate(members)})
    meets = _MEETS.search(section.text, timeout=TIMEOUT)
    if meets:
        where["meets"] = section.value(*meets.span("when"))
    item = Committee(
        name=name,
        kind=committee[0] if committee else "other",
        members=[value.text for value in members],
        meets=where["meets"].text if meets else None,
    )
    return Read(item, where)


def _listed(section: Section) -> Iterator[Value]:
    """The members that a section begins with, before its first full stop and without a verb."""
    end = _sentence_end(section.text, 0)
    parts = list(_parted(section.text, 0, end))
    short = all(len(section.text[first:last].split()) <= LONGEST_NAMED for first, last in parts)
    if len(parts) > 1 and short and not _SAYS.search(section.text, 0, end, timeout=TIMEOUT):
        yield from (section.value(first, last) for first, last in parts)


def _members(section: Section) -> Iterator[Value]:
    """The members that "est composé de …" or a list below "Composition :" names."""
    text = section.text
    match = _COMPOSED.search(text, timeout=TIMEOUT)
    start, end = None, len(text)
    if match:
        start = (
            match.end() if match.group("lead") == ":" or match.group().rstrip().endswith(":") else match.start("lead")
        )
        listed = text[match.end() :].lstrip(" :").startswith("\n")
        end = _list_end(text, match.end()) if listed else _sentence_end(text, match.end())
        participle = match.group().lower().startswith(("compos", "constitu", "réunis"))
        if participle and text[: match.start()].rstrip().endswith(","):  # "un comité, composé de …, assure …"
            end = min(end, text.find(",", match.end()) % (len(text) + 1))
    else:
        at = 0
        for line in text.split("\n"):
            at += len(line) + 1
            if _MEMBERS.match(line, timeout=TIMEOUT):
                start, end = at, _list_end(text, at)
                break
    if start is None:
        return
    for first, last in _parted(text, start, end):
        if 0 < len(text[first:last].split()) <= LONGEST_MEMBER:
            yield section.value(first, last)


_ENDS = re.compile(r"(?<!\bM)(?<!\bMM)(?<!\bMme)\.(?=\s|$)|:(?=\s*\n)")


def _sentence_end(text: str, at: int) -> int:
    match = _ENDS.search(text, at)
    return match.start() if match else len(text)


def _list_end(text: str, at: int) -> int:
    """Where the bullets that begin there end."""
    end = at
    for line in text[at:].split("\n"):
        bullet = re.match(r"\s*(?:[-–•▪■➢*]|o\s)", line)
        listed = line.rstrip().endswith(";") or text[at:end].rstrip().endswith(";")  # a list that lost its bullets
        goes_on = end > at and (line[:1] == " " or line.strip()[:1].islower()) and not line.rstrip().endswith(":")
        goes_on = goes_on or listed
        if line.strip() and not bullet and not goes_on:
            break
        end += len(line) + 1
    return max(end - 1, at)


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in [*_PARTS.finditer(text, pos=start, endpos=end, timeout=TIMEOUT), None]:
        last = match.start() if match else end
        part = text[at:last]
        lead = len(part) - len(part.lstrip(" \n:-–•▪■➢*\t"))
        article = _LEAD.match(part, pos=lead, timeout=TIMEOUT)
        first = at + (article.end() if article else lead)
        stripped = text[first:last].rstrip(" \n.;,")
        if stripped:
            yield first, first + len(stripped)
        at = match.end() if match else end


def _told(source: Source) -> Iterator[Read[Committee]]:
    """The committees that no heading names: by a sentence that says whom one holds, else near the contract's name."""
    first: dict[str, Read[Committee]] = {}
    for number, text in source.pages():
        for match in _COMMITTEE_WORDS.finditer(text):
            committee = committee_in(match.group())
            if committee is None or (committee[0] in first and first[committee[0]].item.members):
                continue
            read = _in_sentence(number, text, match, source)
            near = text[max(0, match.start() - NEAR) : match.end() + NEAR]
            its_own = _OF_CONTRACT.search(near) or _in_chapter(text, match.start())
            named = committee[0] not in first and its_own and not _OF_ANOTHER.search(near)
            if read or named:
                value = source.value(number, *match.span())
                bare = Read(Committee(name=value.text, kind=committee[0]), {"name": value})
                first[committee[0]] = read or bare
    yield from first.values()


def _in_chapter(text: str, at: int) -> bool:
    """Whether the nearest heading above a place on its page is that of the chapter on how the contract is steered."""
    *lines, own = text[:at].split("\n")
    below = [own + text[at : at + 1], *reversed(lines)]
    titles = (line for line, after in zip(reversed(lines), below, strict=False) if _may_title(line, after))
    return bool(_STEERS.match(next(titles, "")))


def _may_title(line: str, below: str) -> bool:
    """Whether a line is short, begins with a capital and goes on nowhere, as a chapter's title does."""
    return is_heading(line, below.strip()) and not line.rstrip().endswith(("-", ":"))


def _in_sentence(number: int, text: str, match: re.Match[str], source: Source) -> Read[Committee] | None:
    """A committee of which a sentence right after its name says who is in it or when it meets."""
    said = text[match.end() : match.end() + 3 * NEAR]
    near = said[:NEAR].split(".")[0]
    told = _COMPOSED.search(near, timeout=TIMEOUT) or _MEETS.search(near, timeout=TIMEOUT)
    other = _OF_ANOTHER.search(text, max(0, match.start() - NEAR), match.end() + NEAR)
    if other or not told or not _IS_SUBJECT.search(text[max(0, match.start() - 12) : match.start()]):
        return None
    start = text.rfind("\n", 0, match.start()) + 1
    listed = told.group().rstrip().endswith(":") and said[told.end() :].lstrip(" ").startswith("\n")
    end = match.end() + (_list_end(text[match.end() :], told.end()) if listed else _sentence_end(said, told.end()))
    lines = tuple(section_lines(number, text, start, end))
    return _committee(Section(source.value(number, *match.span()), lines, source))


_COMMITTEE_WORDS = re.compile(
    r"(?:comités?|conseils?)\s+(?:de\s+(?:pilotage|suivi)|techniques?|citoyens?)", re.IGNORECASE
)


def _evaluation(source: Source) -> tuple[list[Value], list[Value]]:
    """The sentences that say how the contract is evaluated, and the words that say when."""
    how: list[Value] = []
    when: dict[str, Value] = {}
    headed = sections(source, _EVALUATES, _is_of_evaluation, _ends_evaluation)
    run_in = (section for _, section in run_in_sections(source, _EVALUATION_RUN_IN, _ends_evaluation))
    for section in (*headed, *run_in):
        of_contract = _OF_CONTRACT.search(section.text) or _FOLLOWS.search(section.heading.text)
        short = len(section.heading.text.split()) <= SHORT_HEADING
        if not of_contract and not short and not _OF_CONTRACT.search(section.heading.text):
            continue
        for start, end, _ in section.sentences():
            if len(how) < MOST_SENTENCES:
                how.append(section.value(start, end))
            for match in _WHEN.finditer(section.text, pos=start, endpos=end, timeout=TIMEOUT):
                when.setdefault(fold(match.group()), section.value(*match.span()))
    for number, text in source.pages() if not how else ():
        for match in _IS_EVALUATED.finditer(text):
            how.append(source.value(number, match.start(), match.end()))
            for time in _WHEN.finditer(text, match.start(), match.end()):
                when.setdefault(fold(time.group()), source.value(number, *time.span()))
    return how[:MOST_SENTENCES], list(when.values())


def _ends_evaluation(line: str) -> bool:
    return not _EVALUATES.search(line)


def _is_of_evaluation(line: str) -> bool:
    return bool(_EVALUATES.search(line)) and not _NO_EVALUATION.search(line) and not line.rstrip().endswith(("?", "»"))
