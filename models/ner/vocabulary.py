"""The words that the rules beside the trained part go by, and small tests of words."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span, Token

from models.ner.lexicon import ORDINARY, body_names
from models.ner.words import fold
from patterns.loading import read_table

PLURAL = frozenset(["les", "des", "aux", "ces", "ses", "nos", "leurs", "plusieurs", "différents", "certains"])
"""Before an acronym they say that a group is meant: "les CCAS"."""
SMALL = frozenset(
    ["de", "du", "des", "d'", "la", "le", "les", "l'", "et", "en", "à", "au", "aux", "par", "pour", "sur"]
)
ARTICLES = frozenset(["la", "le", "les", "l'"])
CIVIL = frozenset(["m.", "mme", "mlle", "mm.", "mmes", "monsieur", "madame", "messieurs", "mesdames", "dr", "me"])
PARTICLES = frozenset(["de", "du", "des", "la", "le", "d'", "l'", "van", "von", "der", "ben", "el", "da", "dos"])
"""Words in small letters that a person's name may have."""
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
    "Ville": frozenset(["la"]),
    "Agglo": frozenset(["l'"]),
    "Agglomération": frozenset(["l'"]),
}
"""Words that name an authority by themselves, after one of these words."""
GOES_ON = frozenset(
    ["de", "du", "d'", "des", "civil", "membre", "membres", "-", "nouvelle", "durable", "centre", "haute", "basse"]
)
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
PLACE_LISTS = frozenset(
    ["quartier", "quartiers", "qpv", "commune", "communes", "secteur", "secteurs", "cites", "residences"]
)
BODY_LISTS = frozenset(
    ["bailleur", "bailleurs", "association", "associations", "partenaire", "partenaires", "operateur", "operateurs"]
) | frozenset(["financeur", "financeurs", "porteur", "porteurs", "pilote", "pilotes", "signataires", "structures"])
"""Words before a colon or brackets that say what the names after them are."""
TERRITORIES = frozenset(["agglomération", "territoire", "périmètre", "arrondissement", "canton", "bassin", "secteur"])
"""In small letters, before a name by "de": what they are the extent of is a place."""
LONGEST_LIST = 40
BEFORE_LIST = 4
"""Words of the longest list, and of what introduces it."""
STATES = frozenset(["ont", "sont", "est", "a", "reste", "restent", "compte", "comptent", "concentre", "concentrent"])
"""What is said of a quarter that stands first: "Les Minguettes ont perdu dix tours"."""
SINGLE_HEADS = frozenset(["prefecture", "sous-prefecture", "parquet", "rectorat"])
SCHOOLS = frozenset(["college", "lycee", "ecole", "lycee professionnel", "ecole maternelle", "groupe scolaire"])
"""Words in small letters that a school's own name follows: "collège Rosa-Parks"."""
AUTHORITY_NAMES = frozenset(
    ["communaute d'agglomeration", "communaute de communes", "communaute urbaine", "conseil departemental"]
) | frozenset(["conseil general", "conseil regional"])
"""What an authority is called before its place, with a capital or without: "communauté d'agglomération de Nevers"."""
CAPITAL_NAMES = frozenset(["ville", "metropole", "mairie"])
"""What it is called with a capital alone: in small letters "ville de Tours" is a place."""
CHARGES = frozenset(
    ["recteur", "rectrice", "procureur", "procureure", "prefet", "prefete", "sous-prefet", "sous-prefete", "maire"]
) | frozenset(["president", "presidente", "directeur", "directrice", "commune", "communes"])
"""What alone is a charge or a kind, and no one's name."""
WHOLE = frozenset(["entier", "entiere"])
"""After a place they are none of its name: "la France entière"."""
SERVICES = ("services de l'", "service de l'")
"""Before the State they are none of its name."""
AUTHORITY_HEADS = frozenset(["region", "departement"])
TERRITORIAL = frozenset(
    ["dans", "en", "echelle", "niveau", "sein", "prefet", "prefete", "population", "habitants", "reste", "moyenne"]
) | frozenset(["ensemble", "focus", "zoom", "carte", "portrait", "communes", "territoire", "chomage", "parmi"])
"""Words shortly before "la Région Bretagne" that make a territory of it."""
TERRITORIAL_AFTER = frozenset(["compte", "comptent", "vieillit", "regroupe"])
"""Words right after it that do."""
LANDSCAPES = frozenset(["bassin minier", "bassin houiller"])
"""Landscapes that stand without a capital."""
LONGEST_HEAD = 8
"""Words of the longest name of a body that stands before a place in small letters."""
LONG_ACRONYM = 5
"""Letters of the shortest acronym that may be written as a word: Insee."""
STREETS = frozenset(["rue", "avenue", "boulevard", "place", "allee", "chemin", "route"])
PAPERS = frozenset(
    [
        "convention",
        "protocole",
        "plan",
        "fond",
        "fonds",
        "schema",
        "schemas",
        "projet",
        "projets",
        "programme",
        "garantie",
        "contrat",
    ]
) | frozenset(
    ["charte", "loi", "dispositif", "axe", "zones", "unites", "responsables", "directeurs", "maires", "volets"]
)
"""Words that begin the name of a plan, a fund, a text or a charge, and no place's."""
FOUNDATION = "fonds de dotation"
"""A fund that is a body: "Fonds de dotation Clair de Lune"."""
REGIONAL = ("ois", "ais", "in")
"""How the names of landscapes end that bear an article of the sentence: le Valenciennois."""
GENERIC = frozenset(
    ["commune", "ville", "pays", "département", "région", "territoire", "arrondissement", "canton", "quartier"]
)
"""Words before a place that are none of its name, in small letters."""
DASHES = frozenset("-–")
UNLISTED = frozenset(["", ORDINARY])
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
QUOTES = frozenset('«“"')
"""After them an article is of the name: « Les Mamans du Lac »."""
OPENED = {"»": "«", ")": "(", '"': '"', "”": "“", "]": "["}


def is_sign(token: Token) -> bool:
    """Tell whether a token has neither letter nor figure."""
    return not any(letter.isalnum() for letter in token.text)


def is_listed(span: Span) -> bool:
    """Tell whether some words are a name of the list of institutions."""
    return " ".join(fold(token.text) for token in span).replace("' ", "'") in names_listed()


@cache
def names_listed() -> frozenset[str]:
    """Give the names that the rules know, folded."""
    return frozenset([*body_names(), *WRITTEN_SMALL])


@cache
def heads() -> frozenset[str]:
    """Give the folded words that the names of bodies begin with."""
    return SINGLE_HEADS | frozenset(
        [*(name.split()[0] for name in body_names()), *read_table("organisations.toml")["heads"]["words"]]
    )
