"""Neighbourhoods that sentences and lists name, with the inhabitants and incomes that they give."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from extract.contract.neighbourhoods import CODE, Found, Kind, has_code, is_commune, split_communes
from extract.contract.numbers import NUMBER, inhabitants, whole_number
from extract.contract.reads import Source
from patterns import regexes as re
from patterns import regexes as regex
from patterns.folding import TIMEOUT

INCOME_AFTER = 400
"""A sentence that gives the income of a neighbourhood begins within so many characters after its name."""
LIST_AFTER = 500
"""A list of watch neighbourhoods begins within so many characters after the words that announce it."""
NEAR_CODE = 400
"""A neighbourhood's name and inhabitants stand within so many characters of its code."""
FEWEST_LISTED = 3
"""So many places in a row, each with a bracket, make a list."""

LONGEST_NAME = 90
"""Letters of the longest name before a bracket."""
NEAR_WATCH = 80
"""A neighbourhood is watched where "veille" stands within so many letters before it."""

FEWEST_INHABITANTS = 100
"""A smaller number counts some of a neighbourhood's inhabitants, not all."""

# Quantifiers that never give back (`++`, `*+`) and bounds keep these linear on any text: what follows them
# could not take what they give back.
_OF = r"(?:de\s++la\s++|de\s++l['’]\s*+|des\s++|du\s++|de\s++|d['’]\s*+)?"
_TYPE = (
    r"(?:(?i:résidences?|cités?|secteurs?|hameaux?|hauts?|grands?|grandes?|centre|ensemble|zone|allée|faubourg)\s++)?"
)
_LETTERS = r"[\p{L}\d'’]"
_CAPITAL = rf"[\p{{Lu}}\d]{_LETTERS}{{0,40}}+(?:-{_LETTERS}{{1,40}}+){{0,7}}"
# a hyphen between two letters is of a capital's word
_LINK = (
    r"(?:\s++(?:et|de|du|des|la|le|les|de\s++la|sur|en|aux?|à)\s++|\s++(?:de\s++|et\s++)?[dl]['’]"
    r"|\s++[-–/]\s*+|[–/]\s*+|-\s++|\s++)"
)
_NAME = rf"«?\s*+(?P<name>{_TYPE}(?:(?:Les?|La|L['’])\s*+)?{_CAPITAL}(?:{_LINK}{_CAPITAL}){{0,6}})\s*+»?"
_PRIORITY = (
    r"quartiers?\s++(?:(?:prioritaires?|réglementaires?|QPV)\s++)?"
    r"(?:de\s++la\s++politique\s++de\s++la\s++ville\s++)?(?:dit\s++)?"
)
_COUNT = rf"(?P<count>{NUMBER.pattern})\s++(?:habitants|résidents)"
_LIVES = r"(?:compte|abrite|regroupe|rassemble|accueille|concentre|comprend|totalise|recense|héberge)(?:nt)?"
_NAMES = rf"(?P<names>(?>{_NAME}(?:\s*+(?:,|\bet\b)\s*+{_OF}{_NAME})*))"

# "1 324 habitants vivent au sein du quartier prioritaire des résidences Pasteur"
_COUNT_FIRST = regex.compile(rf"{_COUNT}\s++[^.;:()]{{0,60}}?\b{_PRIORITY}{_OF}{_NAME}")
# "Le quartier des Tilleuls (QP059001) compte près de 1 240 habitants"
_NAME_FIRST = regex.compile(
    rf"\b{_PRIORITY}{_OF}{_NAME}[^.;:]{{0,60}}?\b{_LIVES}\s++(?:environ\s++|près\s++de\s++|plus\s++de\s++|quelque\s++)?"
    rf"{_COUNT}"
)
# "- Les Tilleuls (QP059001) : 1 240 habitants", "QP059001 – Les Tilleuls"
_CODED = regex.compile(
    rf"{_NAME}\s*+[,(:–-]?\s*+(?:n°\s*+|code\s*+:?\s*+)?(?P<code>{CODE.pattern})(?:[^.;\n]{{0,60}}?\b{_COUNT})?"
    rf"|(?P<code>{CODE.pattern})\)?\s*+[:–,-]?\s*+(?:quartier\s++{_OF})?{_NAME}(?:[^.;\n]{{0,60}}?\b{_COUNT})?"
)
# "Les Tilleuls (1 240 habitants, QP059001)", "le quartier des Tilleuls (1 240 habitants)": what stands in the bracket
_BRACKET = regex.compile(
    rf"\(\s*+(?:environ\s++)?{_COUNT}(?:\s*+[,;–-]\s*+(?:code\s*+:?\s*+|n°\s*+)?(?P<code>{CODE.pattern}))?\s*+\)"
)
_BEFORE_BRACKET = regex.compile(rf"(?P<told>\b{_PRIORITY}{_OF})?{_NAME}$")
_LISTS = regex.compile(r"\bquartiers\b[^.;:()]{0,90}+:[^.:]*$")
"""What comes before a place of a list: "Trois quartiers sont prioritaires : les Tilleuls (1 240 habitants), …"."""
# "Le quartier des Aulnes à Valmont, avec 1 150 habitants, est maintenu en veille", "Les quartiers A, B et C sont …"
_WATCHED = regex.compile(
    rf"\b[Ll](?:e|es)\s++(?:ancien\s++)?(?P<many>quartiers?)\s++{_OF}{_NAMES}"
    rf"(?P<gap>[^.;:]{{0,120}}?)\b(?:est|reste|demeure|sera|sont|restent|seront|passe(?:nt)?)\s++[^.;:]{{0,40}}?\bveille\b"
)
_WATCH_LIST = regex.compile(rf"\bveille(?:\s++active)?\s*+:\s*+(?:quartiers?\s++)?{_OF}{_NAMES}\s*+\.")
_AND = regex.compile(rf"\s*(?:,|\bet\b)\s*{_OF}(?=\p{{Lu}}|«)")
_INCOME = regex.compile(
    rf"revenus?\s+(?:fiscal\s+|fiscaux\s+|disponible\s+)?médians?[^.;]{{0,90}}?(?P<amount>{NUMBER.pattern})(?:[.,]\d+)?\s*(?:€|euros?)"
)
_ANNOUNCES = regex.compile(
    r"(?i)\b(?:(?:quartiers?|territoires?|périmètres?|sites?)\s++(?:(?:de|en|placés\s++en)\s++)?«?\s*+veille|"
    r"quartiers?\s++prioritaires?)\b"
)
_SENTENCE = regex.compile(r"[^.;]+(?:\.(?=\S)[^.;]+)*")
_WHOLE_COUNT = regex.compile(rf"{_COUNT}(?!\s+(?:de\s+(?:moins|plus)|âgés|ont|au\s+chômage|sans))")
_COUNTED = re.compile(r"\d\s+(?:habitants|résidents)")
# "Denain (tous les autres quartiers)", one of several in a row
_PLACED = regex.compile(r"(?P<commune>\p{Lu}[^()\n:;]{1,40}(?:\n[^()\n:;]{0,30})?)\(\s*(?P<inside>[^()]{3,160})\)")
_BETWEEN = regex.compile(r"\s*(?:[-–;,•/]|et)?\s*")
_BULLET = regex.compile(r"[ \t]*(?:[•▪■➢➔*]|[-–]|o(?= )|)[ \t]*(?P<item>[^\n]{3,90})\n?")
_NO_ITEM = regex.compile(r"[.:]\s*$|^\p{Ll}")
_IN_COMMUNE = regex.compile(
    r"(?P<name>.*?\S)(?:\s*+\((?P<in>[^()]+)\)|(?:\s*+,)?\s++à\s++(?P<in>\p{Lu}.+)|\s++[–-]\s++(?P<in>\p{Lu}.+))\s*$"
)


def told_neighbourhoods(source: Source, among: Collection[str], *, has_tables: bool) -> list[Found]:
    """The neighbourhoods of sentences and lists, in order.

    Where tables name the priority neighbourhoods, a list of names alone adds none.
    """
    found: list[Found] = []
    for number, text in source.pages():
        if "uartier" in text or has_code(text):
            found += [*_sentences(number, text, source), *_bracketed(number, text, source)]
        if "uartier" in text and "veille" in text:
            found += _watched(number, text, source, among)
        if "veille" in text or "rioritaires" in text:
            found += _listed(number, text, source, among, has_tables)
    return found if has_tables else [*found, *_told_again(found, source)]


def _told_again(found: Sequence[Found], source: Source) -> Iterator[Found]:
    """What sentences say of a neighbourhood that was named before: "Les Aulnes compte 1 870 habitants"."""
    names = {one.name.text: one for one in found if one.kind == "priority"}
    if not names:
        return
    named = regex.compile(r"\b(?P<name>" + "|".join(map(regex.escape, sorted(names, key=len, reverse=True))) + r")\b")
    for number, text in source.pages():
        for sentence in _SENTENCE.finditer(text) if named.search(text) else ():
            here = {match["name"]: match for match in named.finditer(text, *sentence.span())}
            if len(here) != 1:
                continue
            ((name, match),) = here.items()
            one = Found(source.value(number, *match.span()), "priority")
            count = _WHOLE_COUNT.search(text, *sentence.span())
            income = _INCOME.search(text, *sentence.span())
            if count and not any(other.population for other in found if other.name.text == name):
                value = source.value(number, *count.span("count"))
                counted = inhabitants(value.text)
                one.population = (counted, value) if (counted.whole or 0) >= FEWEST_INHABITANTS else None
            if income and not any(other.income for other in found if other.name.text == name):
                value = source.value(number, *income.span("amount"))
                amount = whole_number(value.text)
                one.income = (amount, value) if amount else None
            if one.population or one.income:
                yield one


def _listed(number: int, text: str, source: Source, among: Collection[str], has_tables: bool) -> Iterator[Found]:
    """What stands in the lists that a line announces: "Quartiers en veille active :"."""
    at = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        low = line.lower()
        if ("veille" not in low and "prioritaires" not in low) or not _ANNOUNCES.search(line, timeout=TIMEOUT):
            continue
        kind: Kind = "watch" if "veille" in low else "priority"
        placed = list(_placed(number, text, at, kind, source, among)) if kind == "watch" else []
        yield from placed
        if not placed and line.rstrip().endswith(":") and (kind == "watch" or not has_tables):
            yield from _bullets(number, text, at, kind, source, among)


def _sentences(number: int, text: str, source: Source) -> Iterator[Found]:
    patterns = [_COUNT_FIRST, _NAME_FIRST] if _COUNTED.search(text) else []
    matches = [match for pattern in patterns for match in pattern.finditer(text, timeout=TIMEOUT)]
    matches += [match for start, end in _near_codes(text) for match in _CODED.finditer(text, start, end)]
    names = {match["name"] for match in matches}
    for match in sorted(matches, key=lambda match: match.start()):
        groups = match.groupdict()
        start, end = match.span("name")
        name = source.value(number, start, end)
        if len(name.text) < 3 or CODE.fullmatch(name.text, timeout=TIMEOUT) or not any(c.isalpha() for c in name.text):
            continue
        one = Found(
            name, "watch" if "veille" in text[max(0, match.start() - NEAR_WATCH) : match.start()] else "priority"
        )
        if groups.get("code"):
            one.code = source.value(number, *match.span("code"))
        if groups.get("count"):
            value = source.value(number, *match.span("count"))
            counted = inhabitants(value.text)
            one.population = (counted, value) if (counted.whole or 0) >= FEWEST_INHABITANTS else None
            if one.population is None and not one.code:
                continue
        following = text[match.end() : match.end() + INCOME_AFTER]
        income = _INCOME.search(following, timeout=TIMEOUT)
        other = _PRIORITY_NAMED.search(following, timeout=TIMEOUT)
        before = following[: income.start()] if income else ""
        others = any(name in before for name in names if name not in match["name"] and match["name"] not in name)
        if income and not others and not (other and other.start() < income.start()):
            value = source.value(number, match.end() + income.start("amount"), match.end() + income.end("amount"))
            amount = whole_number(value.text)
            one.income = (amount, value) if amount else None
        yield one


def _near_codes(text: str) -> list[tuple[int, int]]:
    """The parts of a text that hold official codes and what may stand beside them."""
    parts: list[tuple[int, int]] = []
    for match in CODE.finditer(text) if has_code(text) else ():
        start, end = max(0, match.start() - NEAR_CODE), min(len(text), match.end() + NEAR_CODE)
        if parts and start <= parts[-1][1]:
            start = parts.pop()[0]
        parts.append((start, end))
    return parts


def _watched(number: int, text: str, source: Source, among: Collection[str]) -> Iterator[Found]:
    """The neighbourhoods that a sentence says are watched, each with its commune and inhabitants where given."""
    for match in (*_WATCHED.finditer(text, timeout=TIMEOUT), *_WATCH_LIST.finditer(text, timeout=TIMEOUT)):
        at, names = match.start("names"), match["names"]
        told = match.groupdict()
        several = told.get("many", "s").endswith("s")
        cuts = [0, *(cut for sep in _AND.finditer(names, timeout=TIMEOUT) for cut in sep.span()), len(names)]
        for first, last in zip(cuts[::2], cuts[1::2], strict=True) if several else [(0, len(names))]:
            placed = _IN_COMMUNE.fullmatch(names[first:last], timeout=TIMEOUT)
            inside = placed if placed and is_commune(placed["in"], among) else None
            end = first + inside.end("name") if inside else last
            one = Found(source.value(number, at + first, at + end), "watch")
            if inside:
                span = at + first + inside.start("in"), at + first + inside.end("in")
                one.communes = split_communes(source.value(number, *span), among)
            count = regex.search(_COUNT, told.get("gap", ""), timeout=TIMEOUT)
            if count and not several:
                gap = match.start("gap")
                value = source.value(number, gap + count.start("count"), gap + count.end("count"))
                one.population = (inhabitants(value.text), value)
            yield one


def _bracketed(number: int, text: str, source: Source) -> Iterator[Found]:
    """The neighbourhoods with their inhabitants in a bracket: with a code, after "quartier", or several in a list."""
    listed: list[Found] = []
    for bracket in _BRACKET.finditer(text, timeout=TIMEOUT) if _COUNTED.search(text) else ():
        start = max(0, bracket.start() - LONGEST_NAME)
        named = _BEFORE_BRACKET.search(text, start, bracket.start(), timeout=TIMEOUT)
        if named is None:
            continue
        count = source.value(number, *bracket.span("count"))
        before = text[max(0, named.start() - LIST_AFTER) : named.start("name")]
        watched = "veille" in before[-NEAR_WATCH:]
        one = Found(source.value(number, *named.span("name")), "watch" if watched else "priority")
        one.population = (inhabitants(count.text), count)
        if bracket["code"]:
            one.code = source.value(number, *bracket.span("code"))
        if bracket["code"] or named["told"]:
            yield one
        elif _LISTS.search(before, timeout=TIMEOUT):
            listed.append(one)
    yield from listed if len(listed) > 1 else ()


_PRIORITY_NAMED = regex.compile(rf"\b{_PRIORITY}{_OF}{_NAME}")


def _placed(number: int, text: str, at: int, kind: Kind, source: Source, among: Collection[str]) -> Iterator[Found]:
    """The places of a list "Commune (which of its neighbourhoods) - Commune (…)"."""
    items = []
    first = _PLACED.search(text, pos=at, endpos=min(len(text), at + LIST_AFTER), timeout=TIMEOUT)
    while first:
        items.append(first)
        gap = _BETWEEN.match(text, pos=first.end(), timeout=TIMEOUT)
        first = _PLACED.match(text, pos=gap.end() if gap else first.end(), timeout=TIMEOUT)
    known = [item for item in items if is_commune(" ".join(item.group("commune").split()), among)]
    if len(items) < FEWEST_LISTED or 2 * len(known) < len(items):
        return
    for item in items:
        commune = source.value(
            number, item.start("commune"), item.start("commune") + len(item.group("commune").rstrip())
        )
        yield Found(source.value(number, *item.span()), kind, communes=[commune])


def _bullets(number: int, text: str, at: int, kind: Kind, source: Source, among: Collection[str]) -> Iterator[Found]:
    """The short items of a list below the words that announce it, one a line, each with a bullet."""
    while match := _BULLET.match(text, pos=at, timeout=TIMEOUT):
        item, start = match.group("item").rstrip(), match.start("item")
        marked = match.group().lstrip()[:1] in "•▪■➢➔*-–o"
        if not marked or len(item.split()) > 12 or _NO_ITEM.search(item, timeout=TIMEOUT):
            return
        at = match.end()
        if CODE.search(item, timeout=TIMEOUT):
            continue  # a sentence with a code is read as such
        count = regex.search(_COUNT, item, timeout=TIMEOUT)
        bare = item[: count.start()].rstrip(" :(,–-") if count else item.rstrip(" ;,")
        placed = _IN_COMMUNE.fullmatch(bare, timeout=TIMEOUT)
        inside = bool(placed) and is_commune(placed.group("in"), among)
        name = placed.group("name") if placed and inside else bare
        one = Found(source.value(number, start, start + len(name)), kind)
        if placed and inside:
            first = start + placed.start("in")
            one.communes = split_communes(source.value(number, first, first + len(placed.group("in"))), among)
        if count:
            value = source.value(number, start + count.start("count"), start + count.end("count"))
            one.population = (inhabitants(value.text), value)
        yield one
