"""The page on which a reader says of one contract's values what is right, and corrects what is wrong."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from models.record import Record, Warning
from output import french
from output.site.building import drawn, environment
from output.site.fields import FieldView, PageRef
from output.site.listed import listed_facts
from output.site.pictures import DrawPages, Picture
from output.site.views import Zone, contract_view, rows_by_value, zones_on


class Section(NamedTuple):
    """One part of the page: the facts of the contract, or an action."""

    name: str
    title: str
    kind: str
    fields: Sequence[FieldView]
    pages: Sequence[PageRef]
    warnings: Sequence[Warning]


def review_page(record: Record, draw: DrawPages) -> str:
    """Give the page, whole in itself: its style, its program and the images of its pages are in it."""
    view = contract_view(record)
    facts = [*view.facts, *listed_facts(record, rows_by_value(record))]
    fact_pages = sorted({page for part in facts for value in part.values for page in value.pages})
    pictures: dict[PageRef, Picture] = {}
    images: dict[str, str] = {}
    for ref, picture in drawn(record, draw, {*view.pages, *fact_pages}):
        images[ref.anchor] = f"data:image/webp;base64,{base64.b64encode(picture.webp).decode('ascii')}"
        pictures[ref] = picture
    styles, scripts = _static("site.css", "review.css"), _static("lighting.js", "review.js")
    sections = [Section("contrat", view.name, "Faits du contrat", facts, fact_pages, view.warnings)]
    for part in view.actions:
        kind = f"{french.KINDS[part.action.kind]} {part.action.number or ''}".strip()
        fields = _to_review(part.fields)
        sections.append(Section(part.action.id, part.heading, kind, fields, part.pages, part.warnings))
    return environment().get_template("review.html").render(
        view=view,
        policy=policy(styles, scripts),
        styles=styles,
        scripts=scripts,
        sections=sections,
        pictures=pictures,
        images=images,
        zones=_zones,
        themes=french.THEMES,
        pillars=french.PILLARS,
        phases=french.PHASES,
    )  # fmt: skip


def policy(styles: str, scripts: str) -> str:
    """Give the page's content security policy: its own style and program by their hashes, images that are in it."""
    return (
        f"default-src 'none'; script-src '{_hash(scripts)}'; style-src '{_hash(styles)}'; img-src data:; "
        "form-action 'none'; base-uri 'none'"
    )


def _static(*names: str) -> str:
    """Give some of the site's own files as one text."""
    folder = files("output.site") / "static"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _to_review(fields: Sequence[FieldView]) -> list[FieldView]:
    """List the fields with a value, then those that one can be added to."""
    return [*(part for part in fields if part.values), *(part for part in fields if part.adds and not part.values)]


def _zones(page: PageRef, fields: Sequence[FieldView]) -> list[Zone]:
    return list(zones_on(page, fields))
