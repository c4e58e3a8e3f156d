"""Who signs where rules do not tell: names of persons and organisations that the NER model finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.contract.reads import Read
from extract.contract.signing_names import NO_ORGANISATION
from extract.organisations.mentions import MARKS, Finder
from extract.values import part_of
from models.record import Signatory
from patterns.facts import begins_office, person_of
from patterns.folding import TIMEOUT

Namer = Callable[[str], str | None]
"""Gives the person that a line names and nothing else."""
MOSTLY = 0.8
"""A line is a person's name where the model's name is so much of it at least."""
CIVILITIES = ("Monsieur", "Madame")
WORDS = range(2, 6)
"""Words of a line that may be a person's name."""


def may_name(text: str) -> bool:
    """Whether a line of a signature may name a person whom no rule tells."""
    words = text.split()
    capital = text[:1].isupper() and not any(map(str.isdigit, text))
    return capital and len(words) in WORDS and not begins_office(text) and not text.rstrip().endswith((":", ";", "."))


def namer(texts: Sequence[str], finder: Finder) -> Namer:
    """What tells persons by rules, and by the model among some lines.

    The model is asked about each line after a civility, without which it knows a bare name from a place no better
    than a reader; it is a person's where the model says so and says nothing else.
    """
    asked = [text for text in dict.fromkeys(texts) if person_of(text) is None]
    found: dict[str, str] = {}
    prompts = [f"{civility} {text}" for text in asked for civility in CIVILITIES]
    answers = list(finder(prompts)) if prompts else []
    for i, text in enumerate(asked):
        entities = [one for answer in answers[i * len(CIVILITIES) : (i + 1) * len(CIVILITIES)] for one in answer]
        names = {entity.text.strip(MARKS) for entity in entities}
        whole = [name for name in names if len(name) >= MOSTLY * len(text.strip(MARKS))]
        if whole and all(entity.label == "PER" for entity in entities):
            found[text] = max(whole, key=len)
    return lambda text: person_of(text) or found.get(text)


def with_organisations(reads: Sequence[Read[Signatory]], finder: Finder) -> list[Read[Signatory]]:
    """The signatures, those whose organisation no rule tells with the one that the model finds in the office."""
    asked = [i for i, read in enumerate(reads) if _may_hold_organisation(read)]
    if not asked:
        return list(reads)
    kept = list(reads)
    texts = [reads[i].where["as_written"].text for i in asked]
    for i, entities in zip(asked, finder(texts), strict=True):
        entity = next((entity for entity in entities if entity.label == "ORG"), None)
        if entity:
            value = reads[i].where["as_written"]
            name = entity.text.strip(MARKS)
            where = {**reads[i].where, "organisation_name": value._replace(
                text=name, pieces=part_of(value, entity.start, entity.end), method="ner"
            )}  # fmt: skip
            kept[i] = Read(reads[i].item.model_copy(update={"organisation_name": name}), where)
    return kept


def _may_hold_organisation(read: Read[Signatory]) -> bool:
    """Whether an office that names no organisation has a capital after its first words; a prefect is the State's."""
    text = read.where["as_written"].text if "as_written" in read.where else ""
    told = read.item.organisation_name or NO_ORGANISATION.search(text, timeout=TIMEOUT)
    return not told and any(word[:1].isupper() for word in text.split()[2:])
