"""Where a name begins and ends: what the trained part found, without the words of the sentence at its ends."""

from __future__ import annotations

from spacy.tokens import Span, Token

from models.ner.lexicon import communes_with_article
from models.ner.lines import ACTIONS
from models.ner.vocabulary import (
    ADJECTIVES,
    ARTICLES,
    BODY_ENDS,
    CIVIL,
    CLAUSES,
    GENERIC,
    INFINITIVES,
    JOINING,
    JOINTS,
    KINDS,
    OPENED,
    PLACE_HEADS,
    QUOTES,
    REGIONAL,
    SERVICES,
    SMALL,
    THE_STATE,
    WHOLE,
    is_listed,
    is_sign,
)
from models.ner.words import fold

PARTICIPLES = ("é", "és", "ée", "ées")
"""How words end that a sentence says of a place after its name."""
NOUNS = frozenset(
    [
        "mer",
        "quartier",
        "métier",
        "chantier",
        "foyer",
        "atelier",
        "loisir",
        "avenir",
        "plaisir",
        "espoir",
        "cancer",
        "pouvoir",
        "savoir",
        "terroir",
        "titre",
        "centre",
        "théâtre",
        "ordre",
        "cadre",
    ]
)
"""Nouns that end as infinitives do."""


def shortened(span: Span) -> Span:
    """Give an organisation without the words of the sentence that it cannot end with.

    An acronym goes on with words in capitals or joined to such; a name of the list ends before a small word that
    begins a clause; and no name has a verb's or a clause's small word in it.
    """
    if span.label_ != "ORG":
        return span
    if span[0].text in THE_STATE and len(span) > 1:
        civil = span[1].lower_ in ("civil", "membre", "membres")
        return span if civil else Span(span.doc, span.start, span.start + 1, "ORG")  # "l'Etat du Fonds"
    end = len(span)
    if span[0].is_upper and len(span[0]) > 1 and span[0].is_alpha:
        last = max(at for at, token in enumerate(span) if at == 0 or token.text[0].isupper() or token.text[0].isdigit())
        closes = last + 1 < end and OPENED.get(span[last + 1].text) in {token.text for token in span[:last]}
        end = last + 2 if closes else len(span) if is_of_it(span, last + 1) else last + 1
    if end > 1 and span[end - 1].text.islower() and is_verb(span[end - 1]):
        end -= 1
    end = next((at for at in range(1, end) if breaks_off(span, at, end)), end)
    whole = max((at for at in range(1, end + 1) if is_listed(span[:at])), default=0)
    for at in range(1, end):
        word = fold(span[at].text) if span[at].text.islower() else ""
        listed = at == whole
        if word in CLAUSES or is_deed(span, at) or (listed and (word in JOINING or begins_clause(span[at:end]))):
            end = max(at, whole)
            break
    return Span(span.doc, span.start, span.start + end, label="ORG")


def is_of_it(span: Span, at: int) -> bool:
    """Tell whether small words after an acronym are of its name: "GRETA des estuaires", "CDC Habitat social"."""
    first = span[at].lower_.replace("’", "'") if at < len(span) else ""
    return first in JOINTS or (at + 1 == len(span) and first.isalpha() and fold(first).endswith(ADJECTIVES))


def breaks_off(span: Span, at: int, end: int) -> bool:
    """Tell whether a body's name ends before a sign: a bracket that never closes, a comma before a clause."""
    following = span[at + 1].lower_.replace("’", "'") if at + 1 < end else ""
    if span[at].text == "(":
        return ")" not in {token.text for token in span[at:end]}
    return span[at].text == "," and following.islower() and following not in JOINTS


def is_deed(span: Span, at: int) -> bool:
    """Tell whether a sentence goes on with an infinitive inside a name: "permis à Valmont Habitat d'agir"."""
    if at + 1 == len(span) or fold(span[at].text).replace("’", "'") not in ("de", "d'", "a", "pour"):
        return False
    return (
        span[at + 1].text.islower() and span[at + 1].lower_.endswith(INFINITIVES) and span[at + 1].lower_ not in NOUNS
    )


def is_verb(token: Token) -> bool:
    """Tell whether a word in small letters that ends a name is the sentence's verb: "Aiguillon participent"."""
    return token.text.endswith("ent") and not token.text.endswith(("ment", "dent", "rent", "cent", "gent"))


def begins_clause(rest: Span) -> bool:
    """Tell whether what follows a listed name is the sentence going on: small words, the first no adjective."""
    first = rest[0].text
    return rest.text.islower() and first.isalpha() and fold(first) not in SMALL and not fold(first).endswith(ADJECTIVES)


def is_listed_after(article: Token) -> bool:
    """Tell whether a listed name begins with this article: "La Poste"."""
    return any(is_listed(article.doc[article.i : end]) for end in (article.i + 2, article.i + 3))


def trimmed(span: Span) -> Span | None:
    """Give a name without the signs, articles and titles at its ends, and with the quote that closes it; or None."""
    start, end = span.start, span.end
    doc = span.doc
    if (
        span.label_ == "ORG"
        and fold(span.text).replace("' ", "'").startswith(SERVICES)
        and fold(doc[end - 1].text) == "etat"
    ):
        start = end - 1
    if span.label_ == "PER":
        end = next((token.i for token in span if token.text in "()"), end)
    if span.label_ == "PER" and end + 1 < len(doc) and len(doc[end - 1]) == 1 and doc[end].text == ".":
        end += 1  # "Nora B. (habitante)"
    while start < end and starts_outside(doc[start], doc[start + 1] if start + 1 < end else None, span.label_):
        start += 1
    if end < len(doc) and OPENED.get(doc[end].text) in {token.text for token in doc[start:end]} - {None}:
        end += 1 if doc[end].text not in {token.text for token in doc[start:end]} else 0
    while start < end and ends_outside(doc[end - 1], Span(doc, start, end - 1, span.label_)):
        end -= 1
    return Span(doc, start, end, label=span.label_) if start < end else None


def starts_outside(first: Token, following: Token | None, label: str) -> bool:
    """Tell whether a name starts after a token: a sign, an article, a title, or an action before an article."""
    word = first.lower_.replace("’", "'")
    if is_of_commune(first, following):
        return False
    if is_sign(first) or word in begins_outside(label, first):
        return True
    opens = first.i == 0 or (is_sign(first.doc[first.i - 1]) and first.doc[first.i - 1].text not in QUOTES)
    if label == "ORG" and word in ARTICLES and opens and following is not None and not is_listed_after(first):
        return True  # a sentence's own article
    if (
        label == "LOC"
        and following is not None
        and (first.text in GENERIC or (word in ARTICLES and following.text.islower()))
    ):
        return True
    if label == "ORG" and first.tag_ == "programme" and following is not None and following.lower_ in JOINTS:
        return True
    if label == "LOC" and following is not None and is_kind_of_place(first):
        return True
    if label == "LOC" and following is not None and (len(first) == 1 or first.text[0].isdigit()):
        return following.lower_.replace("’", "'") in SMALL  # "tour B du Breil", "à 56 km d'Arras"
    if label == "LOC" and following is not None and word in ARTICLES and opens and first.is_title:
        landscape = following.text == "Pays" or following.lower_.endswith(REGIONAL)
        return landscape or following.tag_ in ("department", "region")
    acts = first.is_title and word.endswith(ACTIONS) and following is not None
    return acts and following.is_title and following.lower_ in SMALL  # type: ignore[union-attr]


def is_kind_of_place(first: Token) -> bool:
    """Tell whether a place's name starts after a word: a plan's acronym, "Communes", any in small letters but a few."""
    if first.tag_ == "programme" or first.text in ("Commune", "Communes", "COMMUNE"):
        return True
    return first.text.isalpha() and first.text.islower() and fold(first.text) not in PLACE_HEADS


def begins_outside(label: str, token: Token) -> frozenset[str]:
    """Give the words that a name does not begin with: a capital makes an article one with the name that follows."""
    if label == "PER":
        return CIVIL
    return SMALL - ARTICLES if token.is_title else SMALL


def ends_outside(last: Token, before: Span) -> bool:
    """Tell whether a name ends before its last token: a sign that closes nothing, or a small word."""
    if last.text in OPENED:
        return OPENED[last.text] not in {token.text for token in before}
    if last.is_digit and len(before) > 1 and before[-1].lower_ in ("du", "le", "au"):
        return True  # a date: "du 22"
    if last.tag_ == "programme" and len(before) == 1 and not before[0].is_upper:
        return True  # "Insee RP"
    if (fold(last.text) in WHOLE or last.lower_ == "dès") and len(before) > 0:
        return True
    if len(before) == 1 and before[0].tag_ == "body" and last.is_digit and len(last) == 1:
        return True  # "CCAS 1 jardin public"
    if len(before) > 1 and last.text.islower() and last.is_alpha and goes_on(last, before):
        return True
    if len(before) > 1 and last.is_title and fold(last.text) in KINDS:
        return True
    if before.label_ == "LOC" and len(before) > 0 and last.text.islower() and last.text.endswith(PARTICIPLES):
        return True
    return (is_sign(last) and last.text not in "+.") or last.lower_.replace("’", "'") in SMALL


def goes_on(last: Token, before: Span) -> bool:
    """Tell whether a word in small letters is the sentence going on after a landlord's or a place's whole name."""
    if fold(last.text).endswith(ADJECTIVES):
        return False
    landlord = before.label_ == "ORG" and before[-1].is_title and fold(before[-1].text) in BODY_ENDS
    place = before.label_ == "LOC" and before.text[0].isupper() and fold(before[0].text) not in PLACE_HEADS
    return landlord or place


def is_of_commune(article: Token, following: Token | None) -> bool:
    """Tell whether an article with a capital is of a commune's name: "LA SEYNE-SUR-MER"."""
    if following is None or not article.text[0].isupper() or fold(article.text) not in ARTICLES:
        return False
    return f"{fold(article.text)} {fold(following.text)}" in communes_with_article()
