"""What a list says that the names in it are: landlords after a colon, schools after "les collèges", all of a kind."""

from __future__ import annotations

from spacy.tokens import Span, Token

from models.ner.vocabulary import (
    ARTICLES,
    BEFORE_LIST,
    BODY_LISTS,
    JOINTS,
    LONGEST_LIST,
    PLACE_LISTS,
    PLACES,
    SCHOOL_LISTS,
    heads,
    is_listed,
)
from models.ner.words import fold

KINDS_OF = frozenset(["maternelles", "elementaires", "primaires", "publics", "prioritaires", "sociaux"])
"""Adjectives between such a word and the first name."""
BETWEEN = frozenset([",", "/", ";", "et", "ou", "–", "-"])
"""What stands between the names of a list."""
SOMEWHERE = frozenset(["à", "a", "au", "aux", "dans", "en", "sur", "vers"])
"""Before a name they say where something is."""
LEAST_SIBLINGS = 2


def as_listed(span: Span) -> Span:
    """Give an unknown name with the label of the list that it stands in: "Bailleurs : …", "quartiers (…)"."""
    known = any(token.tag_ in PLACES or token.tag_ == "body" for token in span) or is_listed(span)
    school = span.label_ != "ORG" and after_plural(span, SCHOOL_LISTS)
    if school:
        return Span(span.doc, span.start, span.end, "ORG")
    if span.label_ == "PER" or known:
        return span
    said = introduced(span) or ("LOC" if after_plural(span, PLACE_LISTS) else None)
    if said == "LOC" and (span[0].is_upper or fold(span[0].text) in heads()):
        return span
    return Span(span.doc, span.start, span.end, said) if said else span


def after_plural(span: Span, words: frozenset[str]) -> bool:
    """Tell whether a name stands in a list right after such a word in the plural: "les collèges Zola et Rostand"."""
    for at in range(span.start - 1, max(-1, span.start - LONGEST_LIST), -1):
        token = span.doc[at]
        if fold(token.text) in words and fold(token.text).endswith("s"):
            return span.doc[at + 1].text not in BETWEEN
        if not (token.text[0].isupper() or token.text in BETWEEN or fold(token.text) in ARTICLES | JOINTS | KINDS_OF):
            return False
    return False


def alike(spans: list[Span]) -> list[Span]:
    """Give names, an unknown place among bodies as a body: in "Domial, Les Chalets et Erilia" all three are."""
    found = []
    for at, span in enumerate(spans):
        siblings = [*before(spans, at), *after(spans, at)]
        odd = span.label_ == "LOC" and len(siblings) >= LEAST_SIBLINGS and all(one.label_ == "ORG" for one in siblings)
        somewhere = span.start > 0 and span.doc[span.start - 1].lower_ in SOMEWHERE
        unknown = not somewhere and not any(token.tag_ in PLACES for token in span)
        found.append(Span(span.doc, span.start, span.end, "ORG") if odd and unknown else span)
    return found


def before(spans: list[Span], at: int) -> list[Span]:
    """Give the names of the list right before one."""
    found = []
    while at > 0 and is_between(spans[at - 1], spans[at]):
        found.append(spans[at - 1])
        at -= 1
    return found


def after(spans: list[Span], at: int) -> list[Span]:
    """Give the names of the list right after one."""
    found = []
    while at + 1 < len(spans) and is_between(spans[at], spans[at + 1]):
        found.append(spans[at + 1])
        at += 1
    return found


def is_between(one: Span, other: Span) -> bool:
    """Tell whether nothing but a list's sign or word, and an article, stands between two names."""
    between: list[Token] = list(one.doc[one.end : other.start])
    if between and fold(between[-1].text) in ARTICLES:
        between = between[:-1]
    return len(between) == 1 and between[0].text in BETWEEN


def introduced(span: Span) -> str | None:
    """Tell what the words before a colon or an open bracket say that the names after it are."""
    doc, closed = span.doc, 0
    for at in range(span.start - 1, max(-1, span.start - LONGEST_LIST), -1):
        sign = doc[at].text
        closed += (sign == ")") - (sign == "(" and closed > 0)
        if sign in ".;" or (sign in "(:" and not closed):
            before = [fold(token.text) for token in doc[max(0, at - BEFORE_LIST) : at]]
            if sign in ".;":
                return None
            if BODY_LISTS & set(before):
                return "ORG"
            if PLACE_LISTS & set(before) or (sign == "(" and at and doc[at - 1].tag_ == "commune"):
                return "LOC"
            if sign == ":":
                return None
    return None
