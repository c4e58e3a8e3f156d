"""The commitments as the record holds them, with their evidence and warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extract.assembling import evidence_rows
from extract.commitments import Committed, PageReader, Speaker, read_commitments
from extract.commitments.quantities import Figure
from extract.organisations import Directory, directory_of
from extract.organisations.mentions import Finder
from extract.outline import Outline
from extract.outline.lines import Cut, Places, find_places, value_of_cuts
from extract.pages import Place
from extract.values import Value, Vocabulary
from models.record import Commitment, Quantity, Record, Warning
from patterns.codes import ThemeCode
from patterns.themes import theme_words


def with_commitments(
    record: Record,
    outline: Outline,
    vocabulary: Vocabulary,
    texts: Sequence[str],
    source: Places | None = None,
    finder: Finder | None = None,
    page: PageReader | None = None,
) -> Record:
    """The record with what partners commit to; `texts` are those of its pages, `source` the PDF itself.

    `finder` finds the organisation that is a sentence's subject where no rule tells one, `page` reads a page of
    the PDF with its geometry.
    """
    found, places = read_commitments(outline, source, finder, page)
    if not found:
        return record
    missing = [cut for one in found for cut in _cuts(one) if cut not in places]
    if source:
        places |= find_places(missing, source)
    names = [one.speaker.name for one in found if one.speaker]
    directory = directory_of([*_partners(record), *names], record.contract.territory, texts)
    evidence, warnings, commitments = list(record.evidence), list(record.warnings), []
    for k, one in enumerate(found):
        at = f"/contract/commitments/{k}"
        text = value_of_cuts(one.statement.cuts, places, vocabulary)
        evidence += evidence_rows(f"{at}/text", text)
        if one.speaker:
            evidence += evidence_rows(f"{at}/as_written", _named(one.speaker, places, vocabulary))
        for j, figure in enumerate(one.figures):
            if figure.slip:
                warnings.append(_slip(one, figure, f"{at}/quantities/{j}", text))
        commitments.append(_commitment(one, text.text, directory))
    contract = record.contract.model_copy(update={"commitments": commitments})
    return record.model_copy(update={"contract": contract, "evidence": evidence, "warnings": warnings})


def _named(speaker: Speaker, places: Mapping[Cut, Place], vocabulary: Vocabulary) -> Value:
    return value_of_cuts(speaker.cuts, places, vocabulary, "ner" if speaker.by_model else "layout")


def _cuts(one: Committed) -> Iterator[Cut]:
    yield from one.statement.cuts
    yield from one.speaker.cuts if one.speaker else ()


def _partners(record: Record) -> Iterator[str]:
    for action in record.actions:
        yield from (partner.as_written for partner in (*action.leads, *action.partners))


def _commitment(one: Committed, text: str, directory: Directory) -> Commitment:
    who = directory.member(one.speaker.name) if one.speaker else None
    return Commitment(
        organisation=who.organisation if who else None,
        as_written=one.speaker.name if one.speaker else None,
        match=who.match if who else None,
        kind=one.decision.kind,
        decided_by=one.decision.words,
        text=text,
        place=list(one.statement.place),
        theme_code=theme_of(text),
        quantities=[_quantity(one, figure) for figure in one.figures],
    )


def theme_of(text: str) -> ThemeCode | None:
    """The theme that a statement has most words of, the first of several; None where it has none."""
    counts = Counter(word.code for word in theme_words(text))
    return counts.most_common(1)[0][0] if counts else None


def _written(one: Committed, figure: Figure) -> str:
    return " ".join(one.statement.text[figure.start : figure.end].split())


def _quantity(one: Committed, figure: Figure) -> Quantity:
    return Quantity(
        value=figure.value,
        unit=figure.unit,
        of=figure.of,
        scope=figure.scope,
        year=figure.year,
        end_year=figure.end_year,
        per=figure.per,
        as_written=_written(one, figure),
    )


def _slip(one: Committed, figure: Figure, field: str, text: Value) -> Warning:
    page = text.pieces[0].page if text.pieces else None
    message = f"“{_written(one, figure)}” is {figure.value:,.0f} euros as written: a slip?".replace(",", " ")
    return Warning(code="amount-unlikely", field=field, page=page, message=message)
