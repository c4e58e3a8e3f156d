"""What a name is, told by its words and the sentence: place or authority, one name or two, more than was found."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from models.ner.edges import is_of_commune
from models.ner.judging import is_quarter, may_be_alone
from models.ner.lexicon import ORDINARY
from models.ner.vocabulary import (
    ARTICLES,
    AUTHORITIES,
    AUTHORITY_HEADS,
    AUTHORITY_NAMES,
    BODY_ENDS,
    CALLED,
    CAPITAL_NAMES,
    CITY_IS_NO_ONE,
    CIVIL,
    DASHES,
    GOES_ON,
    INNER,
    JOINTS,
    LANDSCAPES,
    LONGEST_CALLED,
    LONGEST_HEAD,
    LONGEST_QUOTED,
    OPENED,
    PLACES,
    QUOTED,
    QUOTES,
    ROW_HEADS,
    SCHOOLS,
    SINGLE_HEADS,
    SMALL,
    STATES,
    TERRITORIAL,
    TERRITORIAL_AFTER,
    TERRITORIES,
    heads,
    is_listed,
    is_sign,
)
from models.ner.words import fold
from patterns.categories import category_of
from patterns.folding import singular
from patterns.institutions import institution_index


def plain_places(doc: Doc) -> list[Span]:
    """Give the places that can be nothing else: France, regions, hyphenated names of the official code, in capitals."""
    return [
        Span(doc, token.i, token.i + 1, label="LOC")
        for token in doc
        if (token.tag_ in PLACES and token.text[0].isupper() and (token.tag_ == "region" or "-" in token.text))
        or (token.text == "France" and (token.i + 1 == len(doc) or not token.nbor().text[0].isalpha()))
    ]


def with_head(span: Span) -> Span:
    """Give a name with the body's kind before it in small letters: "préfecture de l'Hérault", "collège Rosa-Parks"."""
    doc, at = span.doc, span.start
    for length in (2, 1):
        if at >= length and fold(doc[at - length : at].text) in SCHOOLS and doc[at - length : at].text.islower():
            return Span(doc, at - length, span.end, "ORG")
    while span.label_ == "LOC" and at > 0 and doc[at - 1].lower_.replace("’", "'") in JOINTS:
        at -= 1
    if span.label_ != "LOC":
        return span
    for start in range(max(0, at - LONGEST_HEAD), at):
        head = doc[start:at]
        if is_head(head) if at < span.start else head.text.islower() and is_listed(head):
            return Span(doc, start, span.end, "ORG")
    return span


def is_head(head: Span) -> bool:
    """Tell whether some words before a place say what body is named after it."""
    words = fold(head.text).replace("' ", "'")
    if words in AUTHORITY_NAMES or (words in CAPITAL_NAMES and head.text[0].isupper()):
        before = {fold(token.text) for token in head.doc[max(0, head.start - 3) : head.start]}
        return not before & CITY_IS_NO_ONE
    return head.text.islower() and (is_listed(head) or words in SINGLE_HEADS)


def in_full(span: Span) -> Span:
    """Give a name with the words that are of it: "France métropolitaine", "LA SEYNE-SUR-MER"."""
    if span.label_ == "LOC" and span.start and is_of_commune(span.doc[span.start - 1], span[0]):
        return Span(span.doc, span.start - 1, span.end, "LOC")
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if fold(span.text) == "france" and after is not None and fold(after.text) == "metropolitaine":
        return Span(span.doc, span.start, span.end + 1, "LOC")
    return span


def of_region(span: Span) -> Span:
    """Give a region or department as the authority ("la Région Bretagne finance") or the place ("en région Bretagne").

    In small letters the word before the name says a place, with a capital a body, unless the sentence says a territory.
    """
    doc, start = span.doc, span.start
    if span.label_ == "LOC":
        while start > 0 and doc[start - 1].lower_.replace("’", "'") in JOINTS:
            start -= 1
        start -= 1
    if start < 0 or span.label_ == "PER" or fold(doc[start].text) not in AUTHORITY_HEADS or span.end - start < 2:
        return span
    if not doc[start].text[0].islower() and not is_territory(doc, start, span.end):
        return Span(doc, start, span.end, "ORG")
    first = start + 1
    while first < span.end - 1 and (is_sign(doc[first]) or doc[first].lower_.replace("’", "'") in SMALL):
        first += 1
    return Span(doc, first, span.end, "LOC") if doc[first].text[0].isupper() else span


def is_territory(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the sentence speaks of where a region is, not of who it is."""
    before = {fold(token.text) for token in doc[max(0, start - 4) : start]}
    after = fold(doc[end].text) if end < len(doc) else ""
    return bool(before & TERRITORIAL) or after in TERRITORIAL_AFTER


def apart(span: Span) -> list[Span]:
    """Give a body or commune and the place beside it as two: "Conseil citoyen des Coteaux – Mulhouse"."""
    cut = next((at for at in range(1, len(span)) if span.label_ == "ORG" and begins_another(span, at)), None)
    if cut is not None:
        rest = Span(span.doc, span.start + cut, span.end, "ORG")
        return [Span(span.doc, span.start, span.start + cut, "ORG"), *apart(rest)]
    for at in range(1, len(span) - 1):
        if span[at].text not in DASHES or not span[at - 1].whitespace_ or span.label_ == "PER":
            continue
        if span[at - 1].tag_ == span[at + 1].tag_ == "department":
            continue  # "Nord – Pas-de-Calais" was one region
        communes = span.label_ == "LOC" and at == 1 and span[0].tag_ == "commune"
        if span[at + 1].tag_ in PLACES or communes:
            middle = span.start + at
            return [Span(span.doc, span.start, middle, span.label_), Span(span.doc, middle + 1, span.end, "LOC")]
    return [span]


def begins_another(span: Span, at: int) -> bool:
    """Tell whether a word within a body's name begins another's, in a row with no sign between."""
    word, before = span[at], span[at - 1]
    if not word.is_title or fold(word.text) not in ROW_HEADS or is_sign(before) or before.lower_ in SMALL:
        return False
    whole = is_listed(span[:at]) or (before.tag_ == "body" and before.is_upper) or fold(span[:at].text) in SINGLE_HEADS
    return whole or (at > 1 and is_listed(span[at:]) and span.end - span.start - at > 1)


def named(span: Span) -> Span:
    """Give a name with the label that its words tell: what ends with "Métropole" is no place, nor is Lucie Hanriot."""
    at = span.start
    while at > 0 and span.doc[at - 1].lower_.replace("’", "'") in JOINTS:
        at -= 1
    if 0 < at < span.start and span.doc[at].lower_.startswith("d") and span.doc[at - 1].lower_ in CIVIL:
        return Span(span.doc, at, span.end, "PER")
    if len(span) == 1 and span.text.isalpha() and titled(span):
        return Span(span.doc, span.start, span.end, "PER")  # "Mme Petit", "le docteur Haddou"
    if span.label_ == "ORG" and span[0].text == "Pays" and is_territory(span.doc, span.start, span.end):
        return Span(span.doc, span.start, span.end, "LOC")
    if span.label_ == "LOC" and len(span) == 1 and is_landlord(span[0]):
        return Span(span.doc, span.start, span.end, "ORG")
    article = fold(span[0].text) in ARTICLES
    if span.label_ == "LOC" and article and is_listed(span[1:]) and not is_quarter(span):
        return Span(span.doc, span.start + 1, span.end, "ORG")
    if span.label_ == "ORG" and is_extent(span):
        return Span(span.doc, span.start, span.end, "LOC")
    if fold(span.text) == "france":
        return Span(span.doc, span.start, span.end, "LOC")
    if span.label_ == "LOC" and len(span) > 1 and fold(span[-1].text) in BODY_ENDS:
        return Span(span.doc, span.start, span.end, "ORG")
    before = span.doc[span.start - 1] if span.start else None
    apart = before is None or is_sign(before) or before.lower_ in ("et", "avec", "par")
    tags = [token.tag_ for token in span]
    shouted = tags in (["first", "commune"], ["first", "firstcommune"]) and span[-1].is_upper
    surname = shouted or tags in (["first", ""], ["first", ORDINARY])
    if (span.label_ == "LOC" or (surname and span[-1].is_upper and span[0].is_title)) and surname and apart:
        return Span(span.doc, span.start, span.end, "PER")
    return span


def titled(span: Span) -> bool:
    """Tell whether a person's title stands right before a name."""
    before = [token.lower_ for token in span.doc[max(0, span.start - 2) : span.start]]
    return before[-1:] != ["me"] and (before[-1:] == ["m"] or before == ["m", "."] or bool({*before[-1:]} & CIVIL))


def is_extent(span: Span) -> bool:
    """Tell whether a name is what a territory is called: "l'agglomération de la Porte du Hainaut"."""
    at = span.start
    while at > 0 and span.doc[at - 1].lower_.replace("’", "'") in JOINTS:
        at -= 1
    body = span[0].is_upper or fold(span[0].text) in heads() or fold(span[-1].text) in BODY_ENDS or is_listed(span)
    return 0 < at < span.start and span.doc[at - 1].text in TERRITORIES and not body


def authorities(doc: Doc) -> list[Span]:
    """Give the State wherever it is named, and "le Département", "la Région", "la Ville" alone, as who acts."""
    found = []
    for token in doc:
        if token.text not in AUTHORITIES or is_within(token):
            continue
        before = doc[token.i - 1].lower_.replace("’", "'") if token.i else ""
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        goes_on = after is not None and (
            after.text in "-–/&" or after.lower_ in GOES_ON or (after.is_title and not after.is_sent_start)
        )
        alone = Span(doc, token.i, token.i + 1, label="ORG")
        acts = before in AUTHORITIES[token.text] or is_listed_alone(token)
        if acts and not goes_on and may_be_alone(alone, token):
            found.append(alone)
    return found


def is_listed_alone(authority: Token) -> bool:
    """Tell whether an authority stands alone in a list: "Etat 40 %, Région 20 %"; alone on its line it says nothing."""
    doc, at = authority.doc, authority.i
    beside = [doc[i] for i in (at - 1, at + 1) if 0 <= i < len(doc)]
    return bool(beside) and all(is_sign(token) or token.is_digit for token in beside)


def is_within(authority: Token) -> bool:
    """Tell whether a sentence speaks of what is within "le Département" or "la Région", a territory."""
    before = authority.doc[authority.i - 2] if authority.i > 1 else None
    return before is not None and before.lower_ == "dans" and fold(authority.text) in AUTHORITY_HEADS


def landscapes(doc: Doc) -> list[Span]:
    """Give the landscapes that stand without a capital."""
    pairs = (doc[at : at + 2] for at in range(len(doc) - 1) if doc[at].lower_ == "bassin")
    return [Span(doc, pair.start, pair.end, "LOC") for pair in pairs if fold(pair.text) in LANDSCAPES]


def quoted(doc: Doc) -> list[Span]:
    """Give the names in quotes of which the word before says what they are: l'association « Décider »."""
    found = []
    for token in doc[1:]:
        if token.text not in QUOTES:
            continue
        before = fold(doc[token.i - 1].text)
        label = next((label for label, words in QUOTED.items() if before in words), None)
        closed = next((t.i for t in doc[token.i + 1 : token.i + 2 + LONGEST_QUOTED] if OPENED.get(t.text)), None)
        if label and closed and closed > token.i + 1 and doc[token.i + 1].text[0].isupper():
            found.append(Span(doc, token.i + 1, closed, label))
    return found


def landlords(doc: Doc) -> list[Span]:
    """Give the landlords that go by a word which nothing else has: Vilogia."""
    return [Span(doc, token.i, token.i + 1, "ORG") for token in doc if is_landlord(token)]


def is_landlord(token: Token) -> bool:
    """Tell whether a word that no list of names has is a landlord's."""
    return not token.tag_ and token.text[0].isupper() and len(token) > 2 and category_of(token.text) == "housing"


def first_places(doc: Doc) -> list[Span]:
    """Give the quarter of which a line that it begins says something: "Les Minguettes ont perdu dix tours"."""
    if len(doc) < 3 or fold(doc[0].text) not in ARTICLES or fold(doc[2].text) not in STATES:
        return []
    name = doc[1]
    unknown = name.is_title and not name.tag_ and not is_called(name)
    return [Span(doc, 0, 2, "LOC")] if unknown and name.whitespace_ and doc[0].text[0].isupper() else []


def is_called(name: Token) -> bool:
    """Tell whether a word is what an institution of the list is called: Francas, Cimade."""
    return (singular(fold(name.text)),) in institution_index().by_name


def called(doc: Doc) -> list[Span]:
    """Give the names right after a word that says what is named: "l'association Pas à Pas", "le cabinet Urbanéa"."""
    return [span for token in doc[:-1] if token.text in CALLED and (span := name_after(token)) is not None]


def name_after(word: Token) -> Span | None:
    """Give the words with a capital after a word, and the small ones between them."""
    doc, end = word.doc, word.i + 1
    for at in range(word.i + 1, min(len(doc), word.i + 1 + LONGEST_CALLED)):
        if doc[at].text[0].isupper() and doc[at].is_alpha:
            end = at + 1
        elif end == word.i + 1 or doc[at].lower_.replace("’", "'") not in INNER:
            break
    return Span(doc, word.i + 1, end, "ORG") if end > word.i + 1 else None
