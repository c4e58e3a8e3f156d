"""Whether what was found can be a name at all."""

from __future__ import annotations

from spacy.tokens import Span, Token

from models.ner.lexicon import ORDINARY, function_words, word_classes
from models.ner.vocabulary import (
    AUTHORITY_HEADS,
    CHARGES,
    CITY,
    CITY_IS_NO_ONE,
    CIVIL,
    FOUNDATION,
    INFINITIVES,
    JOINTS,
    PAPERS,
    PARTICLES,
    PLACES,
    PLURAL,
    REGIONAL,
    STREETS,
    UNLISTED,
    WRITTEN_SMALL,
    heads,
    is_listed,
    is_sign,
)
from models.ner.words import fold


def may_be_name(span: Span) -> bool:
    """Tell whether some words can be a name at all."""
    if len(span.text) == 1:
        return False
    if not any(letter.isupper() for letter in span.text):
        return " ".join(fold(token.text) for token in span) in WRITTEN_SMALL
    if is_listed(span):
        return True
    words = [token for token in span if not is_sign(token)]
    if all(fold(word.text) in function_words() or (word.lower_.endswith("ment") and word.is_title) for word in words):
        return False
    if all(word.tag_ == "programme" for word in words):
        return False
    fits = {"LOC": may_be_place, "PER": may_be_person, "ORG": may_be_body}[span.label_](span, words)
    return fits and (len(words) > 1 or may_be_alone(span, words[0]))


def may_be_person(span: Span, words: list[Token]) -> bool:
    """Tell whether a person can be one: more than initials, capitals but for particles, one word only after a title."""
    if all(len(word) == 1 for word in words) or any(letter.isdigit() for letter in span.text):
        return False
    if any(word.text[0].islower() and fold(word.text) not in PARTICLES for word in words):
        return False
    before = {word.lower_ for word in span.doc[max(0, span.start - 2) : span.start]}
    return len(words) > 1 or bool(before & (CIVIL | {"m"}))


def may_be_body(span: Span, words: list[Token]) -> bool:
    """Tell whether a body can be one: no plan or text, and in small letters only what bodies are called."""
    first = fold(words[0].text)
    if is_of_paper(span, words):
        return False
    if first in PAPERS and not fold(span.text).startswith(FOUNDATION):
        return False
    return not span.text[0].islower() or first in heads()


def may_be_alone(span: Span, word: Token) -> bool:
    """Tell whether a word alone can be a name: no action, no group's acronym, no "Ville" of a policy."""
    before = [fold(token.text) for token in span.doc[max(0, span.start - 3) : span.start]]
    if word.is_title and word.tag_ == ORDINARY and word.lower_.endswith(INFINITIVES) and not is_name_before(span):
        return False
    if word.is_upper and len(word) > 1 and before[-1:] and before[-1] in PLURAL:
        return False
    if fold(word.text) in AUTHORITY_HEADS and before[-2:-1] == ["dans"]:
        return False
    if fold(word.text) in CHARGES:
        return False
    return not (fold(word.text) in CITY and CITY_IS_NO_ONE & set(before))


def may_be_place(span: Span, words: list[Token]) -> bool:
    """Tell whether a place can be one: no street, no plan, and no unknown word that only stands first on its line."""
    first = words[0]
    if fold(first.text) in PAPERS and not is_called_plan(words):
        return False
    if fold(first.text) in STREETS and not is_quarter(span):
        return False
    if len(words) > 1 or first.tag_ not in UNLISTED or not first.is_title:
        return len(span.text) > 1
    known = "-" in first.text and word_classes()[fold(first.text).split("-")[0]] in (*PLACES, "part")
    if known or fold(first.text).endswith(REGIONAL[:2]):
        return True
    before = [token for token in span.doc[: span.start] if not is_sign(token) and not token.is_digit]
    return before[-1].lower_ != "aux" if before else not first.tag_


def is_quarter(span: Span) -> bool:
    """Tell whether the sentence calls a place a quarter, so that a street's name is one."""
    return any(token.lower_.startswith("quartier") for token in span.doc[max(0, span.start - 3) : span.start])


def is_name_before(span: Span) -> bool:
    """Tell whether the word before a name belongs to its sentence: a word that stands first may be an action."""
    return span.start > 0 and not is_sign(span.doc[span.start - 1])


def is_called_plan(words: list[Token]) -> bool:
    """Tell whether a place is called "Plan" and is none on paper: "Plan d'Aou", not "Plan de Sauvegarde"."""
    return fold(words[0].text) == "plan" and len(words) == 3 and words[-1].tag_ != ORDINARY


def is_of_paper(span: Span, words: list[Token]) -> bool:
    """Tell whether ordinary words go on with a plan's name: "Plan Local de l'Habitat Intercommunal"."""
    if any(word.tag_ != ORDINARY for word in words):
        return False
    at = span.start
    while at > 0 and span.doc[at - 1].lower_.replace("’", "'") in JOINTS:
        at -= 1
    return any(fold(token.text) in PAPERS and token.text[0].isupper() for token in span.doc[max(0, at - 2) : at])
