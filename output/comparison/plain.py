"""A comparison as text for the terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from output.comparison.figures import Cell, Comparison, Figure, Row, Section

MOST_ROWS = 15
"""Rows of a section that the terminal shows."""
WIDEST_LABEL, WIDEST_NAME, NARROWEST_NAME = 44, 16, 9
"""Characters of a label and of a contract's column on the terminal."""


def as_text(comparison: Comparison, width: int = 120, most: int | None = MOST_ROWS) -> str:
    """Give the comparison as tables for a terminal of so many columns.

    Contracts that do not fit beside each other follow in further tables. `most` cuts long sections; None
    cuts none.
    """
    parts = [f"{len(comparison.contracts)} contrats comparés"]
    parts += [f"  ! {note}" for note in comparison.notes]
    for section in comparison.sections:
        if section.rows:
            parts += ["", section.title, *_section(section, list(comparison.contracts.values()), width, most)]
    return "\n".join(parts)


def _section(section: Section, names: Sequence[str], width: int, most: int | None) -> Iterator[str]:
    shown = section.rows[:most]
    labels = [tuple(_cut(cell_words(cell), WIDEST_LABEL) for cell in row.labels) for row in shown]
    heads = tuple(_cut(head, WIDEST_LABEL) for head in section.heads)
    sizes = [max(len(row[k]) for row in [heads, *labels]) for k in range(len(heads))]
    left = sum(sizes) + 2 * len(sizes)
    size = max(NARROWEST_NAME, min(WIDEST_NAME, max(map(len, names), default=0)))
    block = max(1, (width - left) // (size + 2)) if section.by_contract else 0
    for start in range(0, len(names), block) if block else [0]:
        some = names[start : start + block] if block else []
        yield "  ".join([*_padded(heads, sizes), *(_cut(name, size).rjust(size) for name in some)]).rstrip()
        yield "  ".join("-" * size for size in [*sizes, *(size for _ in some)])
        for row, words in zip(shown, labels, strict=True):
            cells = [_cut(figure_words(cell), size).rjust(size) for cell in row.cells[start : start + len(some)]]
            yield "  ".join([*_padded(words, sizes), *cells]).rstrip()
        if block and start + block < len(names):
            yield ""
    if len(section.rows) > len(shown):
        yield f"… {len(section.rows) - len(shown)} autres lignes"


def _padded(words: Sequence[str], sizes: Sequence[int]) -> list[str]:
    return [word.ljust(size) for word, size in zip(words, sizes, strict=True)]


def _cut(text: str, size: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= size else f"{line[: size - 1]}…"


def cell_words(cell: Cell) -> str:
    """Give what a label shows."""
    if isinstance(cell, Figure):
        return cell.text or figure_words(cell)
    if isinstance(cell, float):
        return f"{cell:.1f}".replace(".", ",").removesuffix(",0")
    return "" if cell is None else str(cell)


def figure_words(cell: Cell) -> str:
    """Give a figure in a few letters: the number, and its share of the contract's actions."""
    if not isinstance(cell, Figure):
        return cell_words(cell)
    if not cell.value:
        return cell.text or "-"
    return f"{cell.value} ({cell.share:.0%})" if cell.share is not None else f"{cell.value:,}".replace(",", " ")


def as_json(comparison: Comparison) -> str:
    """Give the comparison as JSON: every figure with its value, share and ids, every id with its place."""
    value = {
        "contracts": [{"id": name, "name": shown} for name, shown in comparison.contracts.items()],
        "notes": list(comparison.notes),
        "sections": [_plain_section(section, comparison) for section in comparison.sections],
        "places": {name: place._asdict() for name, place in comparison.places.items()},
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _plain_section(section: Section, comparison: Comparison) -> dict[str, Any]:
    return {
        "name": section.name,
        "title": section.title,
        "reading": section.reading,
        "heads": list(section.heads),
        "rows": [_plain_row(row, list(comparison.contracts)) for row in section.rows],
    }


def _plain_row(row: Row, contracts: Sequence[str]) -> dict[str, Any]:
    plain: dict[str, Any] = {"labels": [_plain_cell(cell) for cell in row.labels]}
    if row.cells:
        plain["contracts"] = {name: _plain_cell(cell) for name, cell in zip(contracts, row.cells, strict=True)}
    return plain


def _plain_cell(cell: Cell) -> Any:
    if not isinstance(cell, Figure):
        return cell
    share = None if cell.share is None else round(cell.share, 4)
    return {"value": cell.value, "share": share, "text": cell.text, "ids": list(cell.ids)}
