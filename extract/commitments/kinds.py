"""What a statement is: a promise, a report of what was done, or something asked of others; by which words."""

from __future__ import annotations

from typing import Literal, NamedTuple

from extract.commitments.sentences import Statement
from extract.commitments.speakers import Subject, subject_of
from patterns import regexes as regex
from patterns.commitments import Found, begins_with, find_words, is_infinitive, is_word, may_do
from patterns.folding import TIMEOUT

Kind = Literal["commitment", "result", "request"]

PRESENT_WITHIN = 160
"""Characters within which the verb of a sentence in the present stands."""

LONGEST_END = 22
"""Characters after the deciding words of a sentence that does nothing but introduce a list."""

_FUTURE = regex.compile(
    r"\b(?!(?:opéra|caméra|supra|infra|extra|ultra|intra|para|front|environs|patrons)\b)\p{L}+r(?:a|ont|ons)\b"
    r"|\bpourrai(?:t|ent)\b"
)
# "lorsqu’il s’avérera", "si le besoin apparaîtra": a condition, no promise; "ce sont 3 M€ qui seront": one
_CONDITION = regex.compile(r"\b(?:lorsqu[e’']|quand|dès\squ[e’'])\s?[^,;.:()]{0,45}$", regex.IGNORECASE)
_CLEFT = regex.compile(r"\b(?:ce\s+(?:sont|seront)|c['’]est)\b[^;.:]{0,80}$", regex.IGNORECASE)
_EASIER = regex.compile(
    r"\b(?:il|ce)\s+sera\s+(?:plus|moins|alors|aussi|ainsi)?\s*(?:facile|difficile|aisé|utile)", regex.IGNORECASE
)
_TO_YOU = regex.compile(r"\bvous\s$", regex.IGNORECASE)
_ADVERBS = (
    r"(?:,\s*quant\sà\s\p{L}+,\s*)?(?:(?:\p{L}+ment|été|déjà|aussi|également|donc|ainsi|ensuite|d['’]ores|et)\s+)*"
)
_PAST = regex.compile(
    rf"\b(?:a|ont|avons)(?:\s+|(?=,)){_ADVERBS}"
    r"(?!(?:plus|lui|qui|puis|depuis|ainsi|jusqu|parmi|aussi|bien|pour|celui)\b)"
    r"(?:mise?s?|prise?s?|eue?s?|pu|vue?s?|\p{L}{2,}(?:é|ée|és|ées|i|is|ie|ies|u|us|ue|ues|it|its|ert|erts|ait|aits))\b"
    r"|\b(?:était|étaient|avait|avaient)\b"
)
_RELATIVE = regex.compile(
    r"(?<!parmi\s)\b(?:qui|que|qu['’]|dont|où|laquelle|lesquels|lesquelles)\s?[^,;.:()]{0,45}$", regex.IGNORECASE
)
_BEING = regex.compile(rf"\b(?:est|sont|sommes)\s+{_ADVERBS}(?P<participle>\p{{L}}+)\b")
_PASSIVE = regex.compile(
    r"\b(?:sera|seront|pourra être|pourront être)\s+(?:\p{L}+\s+){0,3}?"
    r"\p{L}+(?:é|ée|és|ées|is|ise|ises|it|ite|ites|us|ue|ues)\b"
)
_GERUND = regex.compile(r"[Ee]n\s+(?:\p{L}+\s)?\p{L}+ant\b")
_DIGIT = regex.compile(r"\d")


class Decision(NamedTuple):
    """A statement's kind, the words that decided it, and who it says acts."""

    kind: Kind
    words: str
    subject: Subject | None
    passive: bool


def decide(statement: Statement, introduction: str | None) -> Decision | None:
    """What a statement is; None where it promises, reports and asks nothing.

    `introduction` is the line, ending in a colon, of the list that it is an item of, with or without a bullet.
    """
    text = statement.text
    form = _item_form(statement, introduction is not None)
    asked, bound = find_words("request", text), find_words("commitment", text)
    past, future = _past(text), _future(text)
    if asked and (bound is None or asked.start <= bound.start) and not form and not (past and past.start < asked.start):
        return _decision("request", asked, text)
    if bound and _is_relative(text, bound.start):
        bound = None  # "les familles qui souhaitent inscrire …"
    if form:
        return Decision("commitment", text[bound.start : bound.end] if bound else form, None, False)
    if bound and not (past and past.start < bound.start):
        return _decision("commitment", bound, text)
    if past and (future is None or past.start < future.start):
        reported = _decision("result", past, text)
        return reported if reported.subject or _DIGIT.search(text, timeout=TIMEOUT) else None
    if future:
        return _decision("commitment", future, text)
    return _present(text) or _introduced(statement, introduction)


def only_introduces(statement: Statement, decision: Decision) -> bool:
    """Whether a statement ends in the words that decided it and a colon: what is promised follows as a list."""
    text = statement.text
    at = text.rfind(decision.words)
    if at < 0:  # an item that others stand under, decided by what introduces it
        return text.endswith(":") and not _DIGIT.search(text, timeout=TIMEOUT)
    return text.endswith(":") and len(text) - at - len(decision.words) < LONGEST_END


def _decision(kind: Kind, found: Found, text: str) -> Decision:
    passive = kind == "commitment" and _FUTURE.match(text, found.start, timeout=TIMEOUT) is not None
    passive = passive and _PASSIVE.match(text, found.start, timeout=TIMEOUT) is not None
    return Decision(kind, text[found.start : found.end], subject_of(text, found.start), passive)


def _found(pattern: regex.Pattern[str], text: str) -> Found | None:
    match = pattern.search(text, timeout=TIMEOUT)
    return Found(match.start(), match.end()) if match else None


def _future(text: str) -> Found | None:
    """The first verb in the future by which something is promised."""
    for match in _FUTURE.finditer(text, timeout=TIMEOUT):
        at = match.start()
        relative = _is_relative(text, at) and not _CLEFT.search(text, 0, at, timeout=TIMEOUT)
        aside = relative or any(pattern.search(text, 0, at, timeout=TIMEOUT) for pattern in (_CONDITION, _TO_YOU))
        if not aside and not is_word("no_promise", match.group()):
            easier = _EASIER.search(text, max(0, at - 4), timeout=TIMEOUT)
            return None if easier and easier.start() <= at else Found(*match.span())
    return None


def _past(text: str) -> Found | None:
    """The first verb in the compound past: with "avoir", or with "être" where that is no passive."""
    found = [match for match in _PAST.finditer(text, timeout=TIMEOUT) if not _is_relative(text, match.start())]
    found += [
        match
        for match in _BEING.finditer(text, timeout=TIMEOUT)
        if is_word("past_with_etre", match["participle"]) and not _is_relative(text, match.start())
    ]
    first = min(found, key=lambda match: match.start(), default=None)
    return Found(first.start(), first.end()) if first else None


def _is_relative(text: str, at: int) -> bool:
    """Whether a verb belongs to a clause that tells which one is meant: "les jeunes qui ont signé"."""
    return _RELATIVE.search(text, 0, at, timeout=TIMEOUT) is not None


def _item_form(statement: Statement, loose: bool) -> str | None:
    """The infinitive, gerund or verb in the present that an item begins with; None where it does not."""
    if not statement.first or not (statement.depth or loose):
        return None
    gerund = _GERUND.match(statement.text, timeout=TIMEOUT)
    if gerund:
        return str(gerund.group())
    verb = begins_with("present", statement.text)  # "La Caf : - porte une attention …"
    if verb and statement.text[verb.end - 1] != "é":
        return statement.text[: verb.end]
    word = statement.text.split()[0].rstrip(",")
    return word if is_infinitive(word) else None


def _present(text: str) -> Decision | None:
    """A promise in the present: an organisation stands before the verb."""
    found = find_words("present", text[:PRESENT_WITHIN])
    while found:
        participle = text[found.end - 1] == "é"  # words are compared without accents: "coordonné" is no verb
        subject = None if participle else subject_of(text, found.start)
        if subject:
            return Decision("commitment", text[found.start : found.end], subject, False)
        found = find_words("present", text[:PRESENT_WITHIN], found.end)
    return None


def _introduced(statement: Statement, introduction: str | None) -> Decision | None:
    """An item by what introduces its list, or by the noun of something to be done that it begins with."""
    if not statement.depth and introduction is None:
        return None
    if introduction:
        words = (
            find_words("request", introduction),
            find_words("commitment", introduction),
            _future(introduction),
        )
        asked, *binding = words
        if not statement.first and not _DIGIT.search(statement.text, timeout=TIMEOUT):
            return None  # a later sentence of an item tells more of it
        if asked and not any(binding):
            return Decision("request", introduction[asked.start : asked.end], None, False)
        found = next(filter(None, [*binding, find_words("introduction", introduction)]), None)
        if found:
            return Decision("commitment", introduction[found.start : found.end], None, False)
    noun = may_do(statement.text)
    return Decision("commitment", noun, None, False) if noun else None
