"""Signatures in a table: a row each, with the organisation, the person and the office in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.contract.grids import Grid, Lines, cell_value, grids_of
from extract.contract.reads import Read, Source
from extract.contract.signing_names import CIVILITY, organisation_in
from extract.segmenting import PageRead
from extract.values import Value
from models.record import Signatory
from patterns import regexes as regex
from patterns.facts import begins_office, person_of, signing_column
from patterns.folding import TIMEOUT

MOSTLY = 0.5
"""A column without a telling head holds what more than this share of its cells do."""
FEWEST_ROWS = 2
"""A table with fewer rows that name someone is of no signatures."""

FEWEST_HEADS = 2
"""Heads of the list that such a table has at least."""

LONGEST_HEAD = 8
"""Words of the longest line of a table's head; prose that speaks of signing runs on."""
_HEAD = regex.compile(r"\b(?:qualité|fonction|titre|représentant|signature)e?s?\b", regex.IGNORECASE)


def may_hold_table(text: str) -> bool:
    """Whether a page's plain text speaks of signing and has a head's words."""
    low = text.lower()
    if "signat" not in low and "signé" not in low:
        return False
    short = (line for line in text.splitlines() if len(line.split()) <= LONGEST_HEAD)
    return any(_HEAD.search(line, timeout=TIMEOUT) for line in short)


def table_signatories(page: PageRead, source: Source) -> Iterator[Read[Signatory]]:
    """The signatures of the tables on a page."""
    for grid in grids_of(page):
        heads = [signing_column(" ".join(line.text for line in cell)) for cell in grid.rows[0]]
        if sum(head is not None for head in heads) < FEWEST_HEADS:
            continue
        rows = [_values(row, source) for row in grid.rows[1:]]
        columns = _columns(grid, heads, rows)
        found = [_signatory({columns[i]: value for i, value in row.items() if i in columns}) for row in rows]
        signed = [read for read in found if read]
        if len(signed) >= FEWEST_ROWS:
            yield from signed


def _values(row: Sequence[Lines], source: Source) -> dict[int, Value]:
    return {i: value for i, cell in enumerate(row) if (value := cell_value(cell, source.vocabulary))}


def _columns(grid: Grid, heads: Sequence[str | None], rows: Sequence[Mapping[int, Value]]) -> dict[int, str]:
    """What each column holds: by its head, else by most of its cells."""
    columns = {i: head for i, head in enumerate(heads) if head}
    for i in range(grid.width):
        cells = [row[i].text for row in rows if i in row]
        if i in columns or not cells:
            continue
        for name, told in (("name", person_of), ("role", begins_office)):
            if name not in columns.values() and sum(bool(told(cell)) for cell in cells) > MOSTLY * len(cells):
                columns[i] = name
                break
    return columns


def _signatory(cells: Mapping[str, Value]) -> Read[Signatory] | None:
    """The record's part for a row; nothing where it names no person."""
    named, party, role = cells.get("name"), cells.get("party"), cells.get("role")
    person = person_of(named.text) if named else None
    if named is None or person is None or not (party or role):
        return None
    written = party or role or named
    bare = CIVILITY.sub("", role.text, count=1, timeout=TIMEOUT).strip(" ,.;") if role else None
    organisation = CIVILITY.sub("", party.text, count=1, timeout=TIMEOUT) if party else organisation_in(bare or "")
    where = {"as_written": written, "representative": named._replace(text=person)}
    if party or organisation:
        where["organisation_name"] = (party or written)._replace(text=organisation or "")
    if role:
        where["role"] = role
    item = Signatory(
        as_written=written.text, organisation_name=organisation, representative=person, role=bare, on_behalf_of=None
    )
    return Read(item, where)
