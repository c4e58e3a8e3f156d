"""One HTML page, whole in itself, that shows each miss beside the image of its page."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple, Protocol

from corpus.evaluation import Box, Evaluation, Flaw
from output.scores import markdown_table, summary

SAID = {"missed": "missed", "wrong": "read wrong", "extra": "read where nothing is"}
STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 1200px; padding: 0 1em; }
table { border-collapse: collapse; font-size: 13px; } td, th { border: 1px solid #ccc; padding: 2px 8px; }
td + td { text-align: right; } th { text-align: left; background: #f3f3f3; }
section { display: flex; gap: 1.5em; margin: 1.5em 0; border-top: 1px solid #ccc; padding-top: 1em; }
figure { position: relative; flex: none; width: 620px; margin: 0; align-self: flex-start; }
figure img { width: 100%; display: block; border: 1px solid #999; }
figure i { position: absolute; border: 2px solid #c00; background: rgba(204, 0, 0, 0.12); }
ol { margin: 0; padding-left: 1.5em; } li { margin-bottom: 1em; } dl { margin: 0; } dd { margin: 0 0 0 1em; }
dt { color: #666; font-size: 13px; } .missed { color: #b00; } .wrong { color: #a50; } .extra { color: #06c; }
"""


class Picture(NamedTuple):
    """A page's image as JPEG, and the page's size in points."""

    jpeg: bytes
    width: float
    height: float


class Pages(Protocol):
    """The pages of one PDF, as whoever may open PDFs hands them over."""

    def picture(self, number: int) -> Picture | None:
        """Draw a page; None where it cannot be drawn."""

    def find(self, text: str) -> int | None:
        """Give the first page on which a text stands."""


OpenPages = Callable[[Evaluation], Pages | None]
"""Gives the pages of the contract that was evaluated; None where its PDF is not found."""


def flaw_page(evaluations: Sequence[Evaluation], open_pages: OpenPages) -> str:
    """Give the page: the table of scores, then contract by contract each page with its misses beside it."""
    parts = ["<h1>What was missed, and what was read wrong</h1>", f"<p>{escape(summary(evaluations))}</p>"]
    parts.append(_scores(evaluations))
    for evaluation in evaluations:
        parts += _contract(evaluation, open_pages)
    head = f'<meta charset="utf-8"><title>contrats: evaluation</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>\n{chr(10).join(parts)}\n</body></html>\n'


def _scores(evaluations: Sequence[Evaluation]) -> str:
    """Give the README's table as HTML."""
    lines = markdown_table(evaluations).splitlines()
    head, _, *rows = ([cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines)
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{cells}</tr>{body}</table>"


def _contract(evaluation: Evaluation, open_pages: OpenPages) -> Iterator[str]:
    """Give one contract's misses, page by page."""
    yield f"<h2>{escape(evaluation.name)}</h2>"
    if not evaluation.flaws:
        yield "<p>Nothing was missed and nothing is wrong.</p>"
        return
    pages = open_pages(evaluation)
    if pages is None:
        named = escape(evaluation.file_name or "the PDF")
        yield f"<p>No images: {named} is not beside the reference reading. Name its folder with --pdfs.</p>"
    flaws = sorted((_placed(flaw, pages) for flaw in evaluation.flaws), key=lambda flaw: flaw.page or 0)
    for number, group in groupby(flaws, key=lambda flaw: flaw.page):
        yield _page(number, list(group), pages)


def _placed(flaw: Flaw, pages: Pages | None) -> Flaw:
    """Look for the page of an action that was not read at all."""
    if flaw.page or not pages or not flaw.wanted:
        return flaw
    return flaw._replace(page=pages.find(flaw.wanted))


def _page(number: int | None, flaws: list[Flaw], pages: Pages | None) -> str:
    """Give one page's image and its misses."""
    picture = pages.picture(number) if pages and number else None
    items = "".join(map(_item, flaws))
    heading = f"Page {number}" if number else "Page not known"
    figure = _figure(picture, flaws) if picture else ""
    return f"<section>{figure}<div><h3>{heading}</h3><ol>{items}</ol></div></section>"


def _figure(picture: Picture, flaws: list[Flaw]) -> str:
    """Give the image with a frame round each value that was read wrong."""
    data = base64.b64encode(picture.jpeg).decode("ascii")
    frames = "".join(_frame(picture, box) for flaw in flaws for box in flaw.boxes)
    return f'<figure><img alt="" src="data:image/jpeg;base64,{data}">{frames}</figure>'


def _frame(picture: Picture, box: Box) -> str:
    """Give a frame round a box, in hundredths of the image."""
    x0, top, x1, bottom = box
    places = {
        "left": x0 / picture.width,
        "top": top / picture.height,
        "width": (x1 - x0) / picture.width,
        "height": (bottom - top) / picture.height,
    }
    return f'<i style="{";".join(f"{side}:{100 * place:.2f}%" for side, place in places.items())}"></i>'


def _item(flaw: Flaw) -> str:
    """Give one miss: what it is, what the reference holds, what was read."""
    words = [f'<b>{escape(flaw.field)}</b> <span class="{flaw.kind}">{SAID[flaw.kind]}</span>']
    words.append(f"<br>{escape(flaw.action)}<dl>")
    for name, text in (("reference", flaw.wanted), ("read", flaw.read)):
        if text is not None:
            words.append(f"<dt>{name}</dt><dd>{escape(text)}</dd>")
    return f"<li>{''.join(words)}</dl></li>"
