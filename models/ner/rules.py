"""The rules beside the trained part: names of the list of institutions, and what no name can be."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from models.ner.lexicon import bodies, body_names, function_words
from models.ner.words import fold

TIDY = "contrats_tidy"
PLURAL = frozenset(["les", "des", "aux", "ces", "ses", "nos", "leurs", "plusieurs", "différents", "certains"])
"""Before an acronym they say that a group is meant: "les CCAS"."""
SMALL = frozenset(
    ["de", "du", "des", "d'", "la", "le", "les", "l'", "et", "en", "à", "au", "aux", "par", "pour", "sur"]
)
CIVIL = frozenset(["m.", "mme", "mlle", "mm.", "mmes", "monsieur", "madame", "messieurs", "mesdames", "dr", "me"])
CITY = frozenset(["ville", "villes"])
CITY_IS_NO_ONE = frozenset(["politique", "contrat", "contrats", "ministre", "ministere", "quartier", "quartiers"])
"""What stands before "de la Ville" or "de Ville" where no town is meant."""
WRITTEN_SMALL = frozenset(
    [
        "conseil departemental",
        "conseil regional",
        "conseil general",
        "pole emploi",
        "mission locale",
        "education nationale",
    ]
)
"""Names of bodies that stand even without a capital, in the singular."""
AUTHORITIES = {
    "Etat": frozenset(["l'", ""]),
    "État": frozenset(["l'", ""]),
    "Département": frozenset(["le"]),
    "Région": frozenset(["la"]),
}
"""Words that name an authority by themselves, after one of these words."""
GOES_ON = frozenset(["de", "du", "d'", "des", "civil", "membre", "membres", "-"])
"""What makes another thing of such a word: "Etat civil", "Département du Nord"."""
CLAUSES = frozenset(
    [
        "vers",
        "dans",
        "qui",
        "que",
        "qu'",
        "a",
        "est",
        "sont",
        "ont",
        "sera",
        "seront",
        "vous",
        "nous",
        "il",
        "elle",
        "ils",
    ]
) | frozenset(
    ["afin", "ainsi", "avec", "dont", "mais", "comme", "lors", "depuis", "selon", "notamment", "ne", "n'", "se"]
)
"""Words of a clause: no name of a body has them, but one that is listed."""
JOINING = frozenset(["et", "pour", "par", "en", "sur", "le", "la", "les", "ou", "au", "aux"])
"""Words that names have, but after the whole name of a listed body begin something else."""
OPENED = {"»": "«", ")": "(", '"': '"', "”": "“", "]": "["}


def acronym_patterns() -> list[dict[str, str]]:
    """Give the acronyms of the bodies that `patterns/` lists, to be matched letter for letter."""
    return [{"label": "ORG", "pattern": acronym} for acronym in sorted(set(bodies()))]


def name_patterns() -> list[dict[str, str]]:
    """Give the names of those bodies, to be matched in any casing, with or without accents."""
    return [{"label": "ORG", "pattern": name} for name in sorted({*body_names(), *WRITTEN_SMALL})]


def place_patterns() -> list[dict[str, object]]:
    """Give patterns for the places of the official code: a word with a capital that its lists have."""
    kinds = ("commune", "firstcommune", "department", "region")
    return [{"label": "LOC", "pattern": [{"TAG": kind, "SHAPE": {"REGEX": "^X"}}]} for kind in kinds]


@Language.component(TIDY)
def tidy(doc: Doc) -> Doc:
    """Trim names to their words, leave out those that cannot be names, and add the State, region and department."""
    found = [span for entity in doc.ents if (span := trimmed(shortened(entity))) is not None and may_be_name(span)]
    doc.ents = filter_spans([*found, *authorities(doc)])
    return doc


def authorities(doc: Doc) -> list[Span]:
    """Give the State wherever it is named, and the department and the region where they stand alone as one who acts."""
    found = []
    for token in doc:
        if token.text not in AUTHORITIES:
            continue
        before = doc[token.i - 1].lower_.replace("’", "'") if token.i else ""
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        goes_on = after is not None and (
            after.text in "-–/&" or after.lower_ in GOES_ON or (after.is_title and not after.is_sent_start)
        )
        if before in AUTHORITIES[token.text] and not goes_on:
            found.append(Span(doc, token.i, token.i + 1, label="ORG"))
    return found


def shortened(span: Span) -> Span:
    """Give an organisation without the words of the sentence that it cannot end with.

    An acronym goes on with words in capitals or joined to such; a name of the list ends before a small word that
    begins a clause; and no name has a verb's or a clause's small word in it.
    """
    if span.label_ != "ORG":
        return span
    end = len(span)
    if span[0].is_upper and len(span[0]) > 1 and span[0].is_alpha:
        last = max(at for at, token in enumerate(span) if at == 0 or token.text[0].isupper() or token.text[0].isdigit())
        closes = last + 1 < end and OPENED.get(span[last + 1].text) in {token.text for token in span[:last]}
        end = last + 2 if closes else last + 1
    for at in range(1, end):
        word = fold(span[at].text)
        if word in CLAUSES or (word in JOINING and is_listed(span[:at])):
            end = at if not is_listed(span) else end
            break
    return Span(span.doc, span.start, span.start + end, label="ORG")


def is_listed(span: Span) -> bool:
    """Tell whether some words are a name of the list of institutions."""
    return " ".join(fold(token.text) for token in span).replace("' ", "'") in names_listed()


@cache
def names_listed() -> frozenset[str]:
    """Give the names that the rules know, folded."""
    return frozenset([*body_names(), *WRITTEN_SMALL])


def trimmed(span: Span) -> Span | None:
    """Give a name without the signs, articles and titles at its ends; None where nothing is left."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end and (
        is_sign(doc[start]) or doc[start].lower_.replace("’", "'") in begins_outside(span.label_, doc[start])
    ):
        start += 1
    while start < end and ends_outside(doc[end - 1], doc[start : end - 1]):
        end -= 1
    return Span(doc, start, end, label=span.label_) if start < end else None


def begins_outside(label: str, token: Token) -> frozenset[str]:
    """Give the words that a name does not begin with: a capital makes an article one with the name that follows."""
    if label == "PER":
        return SMALL | CIVIL
    return frozenset() if token.is_title else SMALL


def ends_outside(last: Token, before: Span) -> bool:
    """Tell whether a name ends before its last token: a sign that closes nothing, or a small word."""
    if last.text in OPENED:
        return OPENED[last.text] not in {token.text for token in before}
    return (is_sign(last) and last.text not in "+.") or last.lower_.replace("’", "'") in SMALL


def is_sign(token: Token) -> bool:
    """Tell whether a token has neither letter nor figure."""
    return not any(letter.isalnum() for letter in token.text)


def may_be_name(span: Span) -> bool:
    """Tell whether some words can be a name at all."""
    if not any(letter.isupper() for letter in span.text):
        return " ".join(fold(token.text) for token in span) in WRITTEN_SMALL
    words = [token for token in span if not is_sign(token)]
    if all(fold(word.text) in function_words() or (word.lower_.endswith("ment") and word.is_title) for word in words):
        return False
    if all(word.tag_ == "programme" for word in words):
        return False
    if len(words) > 1:
        return True
    word = words[0]
    before = [fold(token.text) for token in span.doc[max(0, span.start - 3) : span.start]]
    if word.is_upper and len(word) > 1 and before[-1:] and before[-1] in PLURAL:
        return False
    return not (fold(word.text) in CITY and CITY_IS_NO_ONE & set(before))
