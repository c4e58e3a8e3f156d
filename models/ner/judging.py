"""Whether what was found can be a name at all."""

from __future__ import annotations

from spacy.tokens import Span, Token

from models.ner.lexicon import ORDINARY, function_words, no_names, word_classes
from models.ner.vocabulary import (
    ARTICLES,
    AUTHORITY_HEADS,
    BODY_LISTS,
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
    QUOTES,
    REGIONAL,
    SMALL,
    STREETS,
    UNLISTED,
    WRITTEN_SMALL,
    beginnings,
    heads,
    is_listed,
    is_sign,
)
from models.ner.words import fold
from patterns import regexes as regex
from patterns.categories import category_of
from patterns.folding import singular

LONGEST_SPELT = 14
"""Words before an acronym among which what it stands for is sought."""


QUARTERS_OF_SKY = frozenset(["ouest", "est", "sud"])
ASKED = regex.compile(r"-(?:t-)?(?:ils?|elles?|on|nous|vous|je|tu|ce)$", regex.IGNORECASE)
"""How a verb ends that asks: "Servent-elles"."""
OPENS_NAME = QUOTES | {"(", ",", "/"}
"""Signs after which a name of ordinary words may stand."""
KINDS_IN_SMALL = frozenset(["association", "municipality", "education", "health", "security", "social_centre"])
"""Categories of which a body's kind may stand in small letters before its name: "musée Gadagne"."""
PAIRED = regex.compile(r"\p{Ll}-\p{Lu}\p{Ll}")
"""Two words with capitals that a hyphen joins: "Grand-Pigeon"."""
ROMAN = regex.compile(r"[IVX]+")


def may_be_name(span: Span) -> bool:
    """Tell whether some words can be a name at all."""
    if len(span.text) == 1:
        return False
    if not any(letter.isupper() for letter in span.text):
        return " ".join(fold(token.text) for token in span) in WRITTEN_SMALL
    if is_listed(span):
        return True
    if is_figure(span) or is_spaced_out(span) or " ".join(map(fold, span.text.split())) in no_names():
        return False
    words = [token for token in span if not is_sign(token)]
    if all(fold(word.text) in function_words() or (word.lower_.endswith("ment") and word.is_title) for word in words):
        return False
    if all(word.tag_ == "programme" for word in words):
        return False
    fits = {"LOC": may_be_place, "PER": may_be_person, "ORG": may_be_body}[span.label_](span, words)
    return fits and (len(words) > 1 or may_be_alone(span, words[0]))


def is_figure(span: Span) -> bool:
    """Tell whether words begin with a figure and name nobody: "5M", "16Km environ"; "3F" and "13 Habitat" do."""
    if not span.text[0].isdigit() or fold(span.text) in ("3f",):
        return False
    return len(span) == 1 or not span[1].text[0].isupper() or "%" in span.text


def is_spaced_out(span: Span) -> bool:
    """Tell whether a text that was drawn letter by letter left single letters in a name: "M IS S ION"."""
    single = [token for token in span if len(token) == 1 and token.is_alpha]
    stopped = [token for token in single if token.i + 1 < len(token.doc) and token.nbor().text in ".-'’"]
    return len(single) - len(stopped) > 1


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
    if is_of_paper(span, words) or is_group(words) or stands_for_no_body(span) or is_heading(span, words):
        return False
    if span[0].text[0].islower() and first == "etat":
        return False
    if first in PAPERS and not fold(span.text).startswith(FOUNDATION):
        return False
    return not span.text[0].islower() or first in heads() or category_of(first) in KINDS_IN_SMALL


def is_group(words: list[Token]) -> bool:
    """Tell whether ordinary words name bodies of a kind in the plural: "Associations de locataires"."""
    first = fold(words[0].text)
    plural = first[-1] in "sx" and singular(first) in heads() and first not in ("services", "centres")
    return plural and all(word.tag_ == ORDINARY or fold(word.text) in function_words() for word in words)


def is_heading(span: Span, words: list[Token]) -> bool:
    """Tell whether ordinary words begin their line or sentence and only the first has a capital: "Aide alimentaire"."""
    first = fold(words[0].text)
    if len(words) == 1 or first in beginnings() | ARTICLES or any(word.text[0].isupper() for word in words[1:]):
        return False
    before = span.doc[span.start - 1] if span.start else None
    opens = before is None or (is_sign(before) and before.text not in OPENS_NAME) or before.is_digit
    known = all(word.tag_ == ORDINARY or fold(word.text) in function_words() | SMALL for word in words)
    return opens and known and not {fold(token.text) for token in span.doc[: span.start]} & BODY_LISTS


def stands_for_no_body(span: Span) -> bool:
    """Tell whether an acronym in brackets stands for words before it that are no body: "conseil en évolution (CEP)"."""
    doc, at = span.doc, span.start
    if len(span) > 1 or not span[0].is_upper or at < 2 or doc[at - 1].text != "(":
        return False
    before = [
        token for token in doc[max(0, at - LONGEST_SPELT) : at - 1] if token.is_alpha and fold(token.text) not in SMALL
    ]
    letters = fold(span.text)
    spelt = before[-len(letters) :]
    if len(spelt) < len(letters) or "".join(fold(token.text)[0] for token in spelt) != letters:
        return False
    return not any(token.ent_type_ for token in spelt) and fold(spelt[0].text) not in heads()


def may_be_alone(span: Span, word: Token) -> bool:
    """Tell whether a word alone can be a name: no action, no group's acronym, no "Ville" of a policy."""
    before = [fold(token.text) for token in span.doc[max(0, span.start - 3) : span.start]]
    if word.is_title and word.tag_ == ORDINARY and word.lower_.endswith(INFINITIVES) and not is_name_before(span):
        return False
    if word.is_upper and len(word) > 1 and before[-1:] and before[-1] in PLURAL:
        return False
    if fold(word.text) in AUTHORITY_HEADS and before[-2:-1] == ["dans"]:
        return False
    if fold(word.text) in CHARGES or (ROMAN.fullmatch(word.text) and word.i + 1 < len(word.doc)):
        return False
    return not (fold(word.text) in CITY and CITY_IS_NO_ONE & set(before))


def may_be_place(span: Span, words: list[Token]) -> bool:
    """Tell whether a place can be one: no street, no plan, and no unknown word that only stands first on its line."""
    first = words[0]
    if fold(first.text) in PAPERS and not is_called_plan(words):
        return False
    if len(words) > 1 and fold(first.text) in ARTICLES and fold(words[1].text) in PAPERS:
        return False
    if fold(first.text) in function_words() - ARTICLES and len(words) > 1 and words[1].text.islower():
        return False
    if is_of_law(span) or (len(words) == 1 and (fold(first.text) in QUARTERS_OF_SKY or ASKED.search(first.text))):
        return False
    if (fold(first.text) in STREETS or is_of_street(span)) and not is_quarter(span):
        return False
    if len(words) > 1 or first.tag_ not in UNLISTED or not first.is_title:
        return len(span.text) > 1
    known = "-" in first.text and word_classes()[fold(first.text).split("-")[0]] in (*PLACES, "part")
    if known or fold(first.text).endswith(REGIONAL[:2]):
        return True
    before = [token for token in span.doc[: span.start] if not is_sign(token) and not token.is_digit]
    unknown = not first.tag_ or PAIRED.search(first.text) is not None
    return before[-1].lower_ != "aux" or ("-" in first.text and unknown) if before else unknown


def is_of_street(span: Span) -> bool:
    """Tell whether a name is a street's: "la place des Tonneliers"."""
    at = span.start
    while at > 0 and span.doc[at - 1].lower_.replace("’", "'") in JOINTS:
        at -= 1
    return 0 < at < span.start and fold(span.doc[at - 1].text) in STREETS and span[0].tag_ not in PLACES


def is_of_law(span: Span) -> bool:
    """Tell whether a name is a law's: "la loi Molle"."""
    before = [token.lower_ for token in span.doc[max(0, span.start - 2) : span.start]]
    return "loi" in before[-1:] or (before[:1] == ["loi"] and before[-1] == "de")


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
