"""The rules beside the trained part: names of the list of institutions, and what no name can be."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from models.ner.lexicon import bodies, body_names, function_words, word_classes
from models.ner.lines import ACTIONS
from models.ner.words import fold
from patterns.loading import read_table

TIDY = "contrats_tidy"
LISTED_PLACES = "contrats_listed_places"
PLURAL = frozenset(["les", "des", "aux", "ces", "ses", "nos", "leurs", "plusieurs", "différents", "certains"])
"""Before an acronym they say that a group is meant: "les CCAS"."""
SMALL = frozenset(
    ["de", "du", "des", "d'", "la", "le", "les", "l'", "et", "en", "à", "au", "aux", "par", "pour", "sur"]
)
ARTICLES = frozenset(["la", "le", "les", "l'"])
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
JOINTS = frozenset(["de", "d'", "du", "des", "la", "l'"])
SINGLE_HEADS = frozenset(["prefecture", "sous-prefecture", "parquet", "rectorat"])
LONGEST_HEAD = 8
"""Words of the longest name of a body that stands before a place in small letters."""
LONG_ACRONYM = 5
"""Letters of the shortest acronym that may be written as a word: Insee."""
STREETS = frozenset(["rue", "avenue", "boulevard", "place", "allee", "chemin", "route"])
PAPERS = frozenset(
    ["plan", "fond", "fonds", "schema", "schemas", "projet", "projets", "programme", "garantie", "contrat"]
) | frozenset(
    ["charte", "loi", "dispositif", "axe", "zones", "unites", "responsables", "directeurs", "maires", "volets"]
)
"""Words that begin the name of a plan, a fund, a text or a charge, and no place's."""
REGIONAL = ("ois", "ais", "in")
"""How the names of landscapes end that bear an article of the sentence: le Valenciennois."""
GENERIC = frozenset(
    ["commune", "ville", "pays", "département", "région", "territoire", "arrondissement", "canton", "quartier"]
)
"""Words before a place that are none of its name, in small letters."""
DASHES = frozenset("-–")
PLACES = frozenset(["commune", "firstcommune", "department", "region"])
BODY_ENDS = frozenset(["metropole", "agglo", "agglomeration", "habitat"])
INFINITIVES = ("er", "ir", "oir", "dre", "tre")
ADJECTIVES = (
    "al",
    "ale",
    "aux",
    "if",
    "ive",
    "ique",
    "aire",
    "ain",
    "aine",
    "ien",
    "ienne",
    "ier",
    "iere",
    "ais",
    "aise",
    "ee",
)
OPENED = {"»": "«", ")": "(", '"': '"', "”": "“", "]": "["}


def acronym_patterns() -> list[dict[str, str]]:
    """Give the acronyms of the bodies that `patterns/` lists, matched letter for letter; long ones as words too."""
    acronyms = set(bodies())
    acronyms |= {acronym.title() for acronym in acronyms if len(acronym) >= LONG_ACRONYM}
    return [{"label": "ORG", "pattern": acronym} for acronym in sorted(acronyms)]


def name_patterns() -> list[dict[str, str]]:
    """Give the names of those bodies, to be matched in any casing, with or without accents."""
    return [{"label": "ORG", "pattern": name} for name in sorted({*body_names(), *WRITTEN_SMALL})]


@Language.component(LISTED_PLACES)
def listed_places(doc: Doc) -> Doc:
    """Mark every word with a capital that the official code has, where nothing is marked yet: the gazetteer alone."""
    found = [
        Span(doc, token.i, token.i + 1, "LOC") for token in doc if token.tag_ in PLACES and token.text[0].isupper()
    ]
    doc.ents = filter_spans([*doc.ents, *found])
    return doc


@Language.component(TIDY)
def tidy(doc: Doc) -> Doc:
    """Trim names to their words, leave out those that cannot be names, and add the State, region and department."""
    parts = [part for entity in doc.ents for part in apart(shortened(with_head(entity)))]
    found = [named(span) for part in parts if (span := trimmed(part)) is not None and may_be_name(span)]
    covered = {at for span in found for at in range(span.start, span.end)}
    added = [span for span in (*authorities(doc), *plain_places(doc)) if not covered & set(range(span.start, span.end))]
    doc.ents = filter_spans([*found, *added])
    return doc


def plain_places(doc: Doc) -> list[Span]:
    """Give the places that can be nothing else: regions, and hyphenated names of the official code, in capitals."""
    return [
        Span(doc, token.i, token.i + 1, label="LOC")
        for token in doc
        if token.tag_ in PLACES and token.text[0].isupper() and (token.tag_ == "region" or "-" in token.text)
    ]


def with_head(span: Span) -> Span:
    """Give a place with the body that is named after it, in small letters: "préfecture de l'Hérault"."""
    doc, at = span.doc, span.start
    while span.label_ == "LOC" and at > 0 and doc[at - 1].lower_.replace("’", "'") in JOINTS:
        at -= 1
    if at == span.start or span.label_ != "LOC":
        return span
    for start in range(max(0, at - LONGEST_HEAD), at):
        head = doc[start:at]
        if head.text.islower() and (is_listed(head) or (len(head) == 1 and fold(head.text) in SINGLE_HEADS)):
            return Span(doc, start, span.end, "ORG")
    return span


def apart(span: Span) -> list[Span]:
    """Give a body and the place that a dash sets beside it as two: "Conseil citoyen des Coteaux – Mulhouse"."""
    for at in range(1, len(span) - 1):
        if (
            span[at].text in DASHES
            and span[at - 1].whitespace_
            and span[at + 1].tag_ in PLACES
            and span.label_ != "PER"
        ):
            middle = span.start + at
            return [Span(span.doc, span.start, middle, span.label_), Span(span.doc, middle + 1, span.end, "LOC")]
    return [span]


def named(span: Span) -> Span:
    """Give a name with the label that its words tell: what ends with "Métropole" is no place, nor is Lucie Hanriot."""
    if span.label_ == "LOC" and len(span) > 1 and fold(span[-1].text) in BODY_ENDS:
        return Span(span.doc, span.start, span.end, "ORG")
    before = span.doc[span.start - 1] if span.start else None
    apart = before is None or is_sign(before) or before.lower_ in ("et", "avec", "par")
    tags = [token.tag_ for token in span]
    surname = tags == ["first", ""] or (tags in (["first", "commune"], ["first", "firstcommune"]) and span[-1].is_upper)
    if span.label_ == "LOC" and surname and apart:
        return Span(span.doc, span.start, span.end, "PER")
    return span


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
    whole = max((at for at in range(1, end + 1) if is_listed(span[:at])), default=0)
    for at in range(1, end):
        word = fold(span[at].text) if span[at].text.islower() else ""
        listed = at == whole
        if word in CLAUSES or (listed and (word in JOINING or begins_clause(span[at:end]))):
            end = max(at, whole)
            break
    return Span(span.doc, span.start, span.start + end, label="ORG")


def begins_clause(rest: Span) -> bool:
    """Tell whether what follows a listed name is the sentence going on: small words, the first no adjective."""
    first = rest[0].text
    return rest.text.islower() and first.isalpha() and fold(first) not in SMALL and not fold(first).endswith(ADJECTIVES)


def is_listed_after(article: Token) -> bool:
    """Tell whether a listed name begins with this article: "La Poste"."""
    return any(is_listed(article.doc[article.i : end]) for end in (article.i + 2, article.i + 3))


def is_listed(span: Span) -> bool:
    """Tell whether some words are a name of the list of institutions."""
    return " ".join(fold(token.text) for token in span).replace("' ", "'") in names_listed()


@cache
def names_listed() -> frozenset[str]:
    """Give the names that the rules know, folded."""
    return frozenset([*body_names(), *WRITTEN_SMALL])


def trimmed(span: Span) -> Span | None:
    """Give a name without the signs, articles and titles at its ends, and with the quote that closes it; or None."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end and starts_outside(doc[start], doc[start + 1] if start + 1 < end else None, span.label_):
        start += 1
    if end < len(doc) and OPENED.get(doc[end].text) in {token.text for token in doc[start:end]} - {None}:
        end += 1 if doc[end].text not in {token.text for token in doc[start:end]} else 0
    while start < end and ends_outside(doc[end - 1], doc[start : end - 1]):
        end -= 1
    return Span(doc, start, end, label=span.label_) if start < end else None


def starts_outside(first: Token, following: Token | None, label: str) -> bool:
    """Tell whether a name starts after a token: a sign, an article, a title, or an action before an article."""
    word = first.lower_.replace("’", "'")
    if is_sign(first) or word in begins_outside(label, first):
        return True
    opens = first.i == 0 or is_sign(first.doc[first.i - 1])
    if label == "ORG" and word in ARTICLES and opens and following is not None and not is_listed_after(first):
        return True  # a sentence's own article
    if (
        label == "LOC"
        and following is not None
        and (first.text in GENERIC or (word in ARTICLES and following.text.islower()))
    ):
        return True
    if label == "LOC" and following is not None and (len(first) == 1 or first.text[0].isdigit()):
        return following.lower_.replace("’", "'") in SMALL  # "tour B du Breil", "à 56 km d'Arras"
    if label == "LOC" and following is not None and word in ARTICLES and opens and first.is_title:
        return following.tag_ in ("department", "region") or following.lower_.endswith(REGIONAL)
    acts = first.is_title and word.endswith(ACTIONS) and following is not None
    return acts and following.is_title and following.lower_ in SMALL  # type: ignore[union-attr]


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
    return (is_sign(last) and last.text not in "+.") or last.lower_.replace("’", "'") in SMALL


def is_sign(token: Token) -> bool:
    """Tell whether a token has neither letter nor figure."""
    return not any(letter.isalnum() for letter in token.text)


def may_be_name(span: Span) -> bool:
    """Tell whether some words can be a name at all."""
    if not any(letter.isupper() for letter in span.text):
        return " ".join(fold(token.text) for token in span) in WRITTEN_SMALL
    if is_listed(span):
        return True
    words = [token for token in span if not is_sign(token)]
    if all(fold(word.text) in function_words() or (word.lower_.endswith("ment") and word.is_title) for word in words):
        return False
    if all(word.tag_ == "programme" for word in words):
        return False
    if span.label_ == "LOC" and not may_be_place(span, words):
        return False
    if span.label_ == "PER" and (
        all(len(word) == 1 for word in words) or any(letter.isdigit() for letter in span.text)
    ):
        return False
    if span.label_ == "ORG" and span.text[0].islower() and fold(words[0].text) not in heads():
        return False
    if len(words) > 1:
        return True
    word = words[0]
    before = [fold(token.text) for token in span.doc[max(0, span.start - 3) : span.start]]
    if word.is_title and not word.tag_ and word.lower_.endswith(INFINITIVES) and not is_name_before(span):
        return False
    if word.is_upper and len(word) > 1 and before[-1:] and before[-1] in PLURAL:
        return False
    return not (fold(word.text) in CITY and CITY_IS_NO_ONE & set(before))


def may_be_place(span: Span, words: list[Token]) -> bool:
    """Tell whether a place can be one: no street, no plan, and no unknown word that only stands first on its line."""
    first = words[0]
    if fold(first.text) in PAPERS or (fold(first.text) in STREETS and not is_quarter(span)):
        return False
    if len(words) > 1 or first.tag_ or not first.is_title:
        return len(span.text) > 1
    known = "-" in first.text and word_classes()[fold(first.text).split("-")[0]] in (*PLACES, "part")
    if known or fold(first.text).endswith(REGIONAL[:2]):
        return True
    before = [token for token in span.doc[: span.start] if not is_sign(token) and not token.is_digit]
    return bool(before) and before[-1].lower_ != "aux"


def is_quarter(span: Span) -> bool:
    """Tell whether the sentence calls a place a quarter, so that a street's name is one."""
    return any(token.lower_.startswith("quartier") for token in span.doc[max(0, span.start - 3) : span.start])


def is_name_before(span: Span) -> bool:
    """Tell whether the word before a name belongs to its sentence: a word that stands first may be an action."""
    return span.start > 0 and not is_sign(span.doc[span.start - 1])


@cache
def heads() -> frozenset[str]:
    """Give the folded words that the names of bodies begin with."""
    return frozenset([*(name.split()[0] for name in body_names()), *read_table("organisations.toml")["heads"]["words"]])
