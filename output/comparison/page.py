"""A comparison as one page that needs nothing beside it: no script, no network."""

from __future__ import annotations

from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from output.comparison.figures import Cell, Comparison, Figure, Place
from output.comparison.plain import cell_words, figure_words


def as_page(comparison: Comparison) -> str:
    """Give the comparison as HTML; what a figure counts opens under it."""
    loader = PackageLoader("output.comparison", ".")
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return pages.get_template("page.html.j2").render(
        contracts=list(comparison.contracts.values()),
        notes=comparison.notes,
        sections=[section for section in comparison.sections if section.rows],
        shown=partial(_shown, places=comparison.places),
    )


def _shown(cell: Cell, places: dict[str, Place]) -> Markup:
    """Give a cell: a figure opens on what it counts, an action names its page."""
    if not isinstance(cell, Figure):
        return escape(cell_words(cell))
    if not cell.ids:
        return Markup('<span class="none">{}</span>').format(cell.text or "0")
    lines = cell.text.split("\n") if cell.text is not None else []
    if len(lines) == len(cell.ids):
        rows = [_item(line, places[name]) for line, name in zip(lines, cell.ids, strict=True)]
        return rows[0] if len(rows) == 1 else Markup("<ul>{}</ul>").format(_list(rows))
    rows = [_item(_words(places[name], name), places[name]) for name in cell.ids]
    summary = figure_words(cell) if cell.text is None else cell.text
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(summary, _list(rows))


def _list(rows: list[Markup]) -> Markup:
    return Markup("").join(Markup("<li>{}</li>").format(row) for row in rows)


def _item(words: str, place: Place) -> Markup:
    return Markup('<span class="words">{}</span> <small>{}</small>').format(words, _place(place))


def _words(place: Place, name: str) -> str:
    return " ".join(filter(None, [place.number, place.title])) or name


def _place(place: Place) -> str:
    return f"p. {place.page}" if place.page else ""
