"""Who commits itself: the organisation that a chapter's heading names, or a sentence's subject."""

from __future__ import annotations

from typing import NamedTuple

from extract.outline import Chapter
from patterns import regexes as regex
from patterns.commitments import find_words, is_infinitive, is_pronoun, is_word, names_nobody
from patterns.folding import TIMEOUT, fold
from patterns.vocabulary import heads_organisation

LONGEST_NAME = 10
"""Words of the longest name of an organisation."""

LONGEST_BARE = 6
"""Words of the longest name that is told by its capital only."""
WHOLE = frozenset(
    ("etat", "departement", "region", "prefecture", "metropole", "ville", "commune", "agglomeration", "caf", "plie")
)
"""Organisations that one common word names."""

_ARTICLE = regex.compile(r"(?:de\s+)?(?:(?:la|le|les|du|des)\s|l\s?['’]\s?)", regex.IGNORECASE)
# "Les engagements de …", "PRIORITES D’ENGAGEMENTS DE LA …", "Priorités et cadre d’intervention de la …"
_OPENING = regex.compile(
    r"^.{0,60}?\b(?:engagements?|contributions?|interventions?|priorités|apports?|participation|mobilisation|implication|moyens|rôle|actions?)\s+"
    r"(?:de\s+la\s|de\s+l\s?['’]\s?|du\s|des\s|de\s|d\s?['’]\s?)\s*(?P<name>.+)$",
    regex.IGNORECASE,
)
_ACRONYM = regex.compile(r"\p{Lu}[\p{Lu}\d&.-]+\p{L}?")
_ROMAN = regex.compile(r"[IVX]+")
_CAPITALISED = regex.compile(r"[\p{Lu}&]")
_LINK = frozenset(("de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "sur", "aux", "au", "&", "-"))
# small words between a subject and its verb
_TRAILING = regex.compile(
    r"(?:\s+(?:ne|n['’]|se|s['’]|nous|y|en|aussi|donc|ainsi|également|notamment|désormais|\p{L}+ment)|\s*[,(].*)+$",
    regex.IGNORECASE,
)
_BEFORE_VERB = regex.compile(r"\s+(?:se|ne|y|en)$")
_ASIDE = regex.compile(
    r"(?:\s+(?:ne|n['’]|se|s['’]|y|en|aussi|donc|ainsi|également|notamment|désormais|\p{L}+ment)|,[^,]*,)+$",
    regex.IGNORECASE,
)
# the first verb after the subject, where another one decides
_VERB = regex.compile(r"\s(?:est|sont|a|ont|peut|peuvent|doit|doivent|\p{L}+r(?:a|ont))(?:\s.*)?$")
_BINDING = regex.compile(r"s['’]engage|se\s|\p{L}+r(?:a|ont)\b")
_CONJUNCTION = regex.compile(r"^.*?\b(?:que\s|qu['’]|où\s)(?=(?:la|le|les)\s|l['’])")
# "il s’agit de", "il est prévu", "il sera plus facile": nobody that was named
_IMPERSONAL = regex.compile(
    r"il\s+(?:ne\s+|n['’])?(?:s['’]agi|faut|faudra|faudrait|convien|importe|y\s|reste\s|apparaît|"
    r"(?:est|sera|serait|a\s+été)\s+(?:\p{L}+ment\s|aussi\s|ainsi\s|donc\s|à\s|plus\s)*"
    r"(?:demandé|prévu|proposé|rappelé|souhait|envisagé|décidé|convenu|not|important|nécessaire|possible|"
    r"facile|difficile|essentiel|préférable|précisé|entendu|indispensable)\p{L}*)",
    regex.IGNORECASE,
)
_OURS = regex.compile(r"(?:notre|nos)\s|nous$", regex.IGNORECASE)
# capitals that a tool spaced out: "IN TEGR A TION"
_SPACED_OUT = regex.compile(r"(?:^|\s)\p{Lu}\s(?:.*\s)?\p{Lu}(?:\s|$)|^\p{Lu}+\s(?:\p{Lu}+\s)*A\s\p{Lu}+$")
# "Ses priorités", "Cet engagement": what is somebody's is nobody; not SA or CE, which are
_POINTING = regex.compile(r"(?:[Ss](?:a|es|on)|[Ll]eurs?|[Cc](?:e|et|ette|es))\s")
# "Partenord Habitat Les principes": the text begins after the name
_TEXT_AFTER = regex.compile(r"(?<!\b(?i:de|et|à))\s(?:(?:Les?|La|Nous|Notre|Nos|Une?|Des)\s|L['’])(?=\p{Ll}).*$")
# a paragraph that opens as a heading does: "Les engagements de la PJJ se basent …", "Contribution de la Caf Nous …"
_NAME_RUN = (
    r"(?!(?:Les?|La|L|Dans|Pour|En|Aux?|À|A|Une?|Ce|Cette|Ces|Afin|Nous|Il|Elle|Notre|Nos|Depuis|Comme|Sur)\b)"
    r"\p{Lu}[\p{L}\d&-]*"
)
_OPENS = regex.compile(
    r"(?i:(?:(?:les?|la|l['’])\s?)?(?:engagements?|contributions?|priorités\sd['’]engagements?)\s"
    r"(?:de\s+la\s|de\s+l\s?['’]\s?|du\s|des\s|de\s|d\s?['’]\s?))"
    rf"(?P<name>{_NAME_RUN}(?:\s(?:(?:de\sla|du|des|de|et)\s|d['’]|de\sl['’])?{_NAME_RUN})*)"
)
# "… par la Direccte": who acts in a passive sentence
_AGENT = regex.compile(r"\bpar\s+(?:la\s|le\s|les\s|l['’])\s?(?P<name>\p{Lu}[\p{L}&.-]*(?:\s\p{Lu}[\p{L}&.-]*)*)")


class Subject(NamedTuple):
    """Who acts in a sentence: a name, and whether it is a pronoun or a common word for one that was named before."""

    name: str
    again: bool


def heading_name(chapter: Chapter) -> tuple[str, int] | None:
    """The organisation that a chapter's heading names, with its place in the heading; None where it names none."""
    title = chapter.title
    opening = _OPENING.match(title, timeout=TIMEOUT)
    if opening is None and (chapter.heading.form == "nested" or len(title.split()) > LONGEST_NAME):
        return None
    name, start = (opening["name"], opening.start("name")) if opening else (title, 0)
    article = _ARTICLE.match(name, timeout=TIMEOUT)
    if article:
        name, start = name[article.end() :], start + article.end()
    end = find_words("speaker_end", name)
    if end and end.start:
        name = name[: end.start]
    name = _TEXT_AFTER.sub("", name, timeout=TIMEOUT).split("(")[0].split(" – ")[0].strip(" :,.–-")
    good = name and not names_nobody(name) and (is_name(name) or (opening and name[0].isupper()))
    return (name, start) if good and len(name.split()) <= LONGEST_NAME else None


def subject_of(sentence: str, verb: int) -> Subject | None:
    """Who does what the verb at a place says; None where no organisation stands before it."""
    before = sentence[:verb]
    starts = [0, *(match.end() for match in regex.finditer(r",\s+|;\s+|:\s+", before, timeout=TIMEOUT))]
    for start in reversed(starts):
        part = _VERB.sub("", before[start:].split(", ")[0], timeout=TIMEOUT)
        part = _CONJUNCTION.sub("", _TRAILING.sub("", part, timeout=TIMEOUT), timeout=TIMEOUT).rstrip(" ,")
        earlier = find_words("present", part)  # another verb before the one that decides
        part = part[: earlier.start].rstrip() if earlier and earlier.start else part
        article = _ARTICLE.match(part, timeout=TIMEOUT)
        name = _BEFORE_VERB.sub("", part[article.end() :] if article else part)
        if is_pronoun(part):
            at = before.rfind(part)
            return None if _IMPERSONAL.match(sentence, at, timeout=TIMEOUT) else Subject(part, True)
        if is_ours(part):
            return Subject(part, True)
        pointing = _POINTING.match(name, timeout=TIMEOUT) is not None
        if not name or pointing or len(name.split()) > LONGEST_NAME or names_nobody(name):
            continue
        # "Cités du Val s’engage": at a sentence's beginning, right before its verb, any name with a capital will do
        bare = start == 0 and part == before.strip() and name[0].isupper() and not is_infinitive(name.split()[0])
        bare = bare and _BINDING.match(sentence, verb, timeout=TIMEOUT) is not None
        if is_name(name, bool(article)) or (bare and not article and len(name.split()) <= LONGEST_BARE):
            return Subject(name, bool(article) and _is_common(name))
    return None


def subject_end(sentence: str, verb: str) -> int | None:
    """Where the capitalised word ends that stands right before a verb, small words apart; None where none does."""
    at = sentence.find(verb)
    before = _ASIDE.sub("", sentence[: max(at, 0)].rstrip(), timeout=TIMEOUT).rstrip(" ,")
    last = before.split()[-1] if before.split() else ""
    capital = regex.split(r"[’']", last)[-1][:1].isupper() and not is_pronoun(last)
    return len(before) if capital else None


def is_ours(part: str) -> bool:
    """Whether a subject is the speaker or its own: "nous", "notre agence de Lise"."""
    return _OURS.match(part, timeout=TIMEOUT) is not None


def _is_common(name: str) -> bool:
    """Whether a name is one common word, such as agency or office, that stands for one named before."""
    if len(name.split()) > 1:
        if is_word("body", name.split()[0]) and is_word("body_sort", " ".join(name.split()[1:])):
            return True  # "L’office HLM"
        return len(name.split()) == 2 and name.islower() and is_word("body", name.split()[-1])  # "les deux organismes"
    known = heads_organisation(name) or is_word("body", name)
    return known and not name.isupper() and fold(name) not in WHOLE


def agent_of(sentence: str) -> str | None:
    """Who acts in a passive sentence."""
    agent = _AGENT.search(sentence, timeout=TIMEOUT)
    return agent["name"] if agent and is_name(agent["name"], True) and not names_nobody(agent["name"]) else None


def opened_by(text: str) -> tuple[str, bool] | None:
    """The organisation that a paragraph opens with, and whether as with a heading: "Les engagements de la PJJ Nous …".

    In "Les engagements de la PJJ se fondent sur …" they are the subject of a sentence.
    """
    opening = _OPENS.match(text, timeout=TIMEOUT)
    name = opening["name"] if opening else ""
    if opening is None or not name[:1].isupper() or names_nobody(name):
        return None
    return name, text[opening.end() :].lstrip(" :–-")[:1].isupper()


def is_name(text: str, after_article: bool = False) -> bool:
    """Whether words look like an organisation's name: an acronym, a word that heads such names, or capitals."""
    words = text.split()
    first = words[0].strip('«»“”",.;:')
    if text.count("(") != text.count(")") or text.count('"') % 2 or text.count("«") != text.count("»"):
        return False
    if _SPACED_OUT.search(text, timeout=TIMEOUT) or not first or first[0].isdigit() or is_infinitive(first):
        return False
    if heads_organisation(regex.split(r"[’']", first)[-1]) or is_word("body", first):
        return True
    if _ACRONYM.fullmatch(first, timeout=TIMEOUT) and not _ROMAN.fullmatch(first, timeout=TIMEOUT):
        return True
    telling = [word for word in words if fold(word) not in _LINK]
    capitals = all(_CAPITALISED.match(word.lstrip('«“"(') or "a", timeout=TIMEOUT) for word in telling)
    telling_one = not any(is_word("nobody", word) for word in telling)
    return capitals and telling_one and (len(telling) > 1 or after_article)
