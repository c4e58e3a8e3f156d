"""Who signs the contract: signature pages and tables, and "ENTRE …, représenté par …"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.contract.reads import Read, Source
from extract.contract.represented import represented
from extract.contract.signature_blocks import may_hold_signatures, on_lines
from extract.contract.signature_tables import may_hold_table, table_signatories
from extract.contract.signing_model import with_organisations
from extract.layout import Line
from extract.organisations.mentions import Finder
from extract.organisations.sorting import same_body
from extract.segmenting import PageRead
from extract.values import Value, piece_of
from models.record import Signatory
from patterns import regexes as regex
from patterns.facts import person_of
from patterns.folding import TIMEOUT, fold

# "Fait à Valmont, le 3 juin 2015", "SIGNATAIRES DU CONTRAT": signatures follow
_BEGINS = regex.compile(
    r"^[ \t]*(?:(?:\S{1,5}[ \t]+)?(?:les[ \t]+)?signat(?:ures?|aires?)\b[^.\n]{0,40}|"
    r"fait[ \t][^\n]{0,30}?à[ \t][^\n]{2,80})$",
    regex.IGNORECASE | regex.MULTILINE,
)


def read_signatories(source: Source, finder: Finder | None = None) -> list[Read[Signatory]]:
    """Every signature once, page by page, in the order in which a reader meets them.

    `finder` finds the names that no rule tells; it is asked only where there are such.
    """
    found: list[Read[Signatory]] = []
    goes_on = False
    for number, text in source.pages():
        if "eprésent" in text:
            found += represented(number, text, source)
        begin = _begin(text, goes_on)
        table = may_hold_table(text)
        page = source.page(number) if table or begin is not None else None
        listed = list(table_signatories(page, source)) if page and table else []
        if page and begin is not None and not listed:
            lines = _lines_from(page, text[:begin].splitlines())
            read = list(
                on_lines(
                    lines,
                    page.layout.page.width,
                    source,
                    finder,
                    announced=_BEGINS.search(text, timeout=TIMEOUT) is not None,
                )
            )
            found = _with_name(found, lines) if goes_on else found
            found += read
            goes_on = bool(read)
        else:
            goes_on = False
        found += listed
    return with_organisations(_once(found), finder) if finder else _once(found)


def _begin(text: str, goes_on: bool) -> int | None:
    """Where in a page's text signatures begin: at its top, or after the words that announce them; None where none do.

    One signature is enough on a page after one that ends in signatures.
    """
    announced = (match.end() for match in _BEGINS.finditer(text, timeout=TIMEOUT))
    begin = next((at for at in announced if may_hold_signatures(text[at:])), None)
    whole = may_hold_signatures(text, 1) if goes_on else may_hold_signatures(text)
    return 0 if begin is None and whole else begin


def _lines_from(page: PageRead, before: Sequence[str]) -> list[Line]:
    """A page's lines below the last of some lines of its text."""
    lines = [page.line(i) for i in page.lines]
    last = "".join(before[-1].split()) if before else ""
    at = next((i for i in reversed(range(len(lines))) if "".join(lines[i].text.split()) == last), None)
    if at is None:
        return lines
    return [line for i, line in enumerate(lines) if (i > at if line.number else line.top > lines[at].top)]


def _with_name(found: list[Read[Signatory]], lines: Sequence[Line]) -> list[Read[Signatory]]:
    """The signatures, the last of them with the name that a page's end cut from its office."""
    name = person_of(lines[0].text) if lines else None
    last = found[-1] if found else None
    if not name or last is None or last.item.representative or last.item.on_behalf_of:
        return found
    where = {**last.where, "representative": Value(name, (piece_of(lines[0]),), "layout")}
    return [*found[:-1], Read(last.item.model_copy(update={"representative": name}), where)]


def _once(found: Sequence[Read[Signatory]]) -> list[Read[Signatory]]:
    """Each signature once: a page of signatures repeats who is named at the contract's beginning."""
    kept: list[Read[Signatory]] = []
    for read in found:
        name = fold(read.item.representative or "")
        same = name and any(
            fold(other.item.representative or "") == name and _for_one(read.item, other.item) for other in kept
        )
        alike = not name and any(
            fold(other.item.as_written or "") == fold(read.item.as_written or "") for other in kept
        )
        if not same and not alike:
            kept.append(read)
    return kept


def _for_one(one: Signatory, other: Signatory) -> bool:
    """Whether two signatures of a person are for one organisation, as far as they name any: a mayor may preside too."""
    first, second = one.organisation_name, other.organisation_name
    return not first or not second or same_body(first, second)
