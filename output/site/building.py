"""The static site of some contracts, written to a folder whole or not at all."""

from __future__ import annotations

import json
import shutil
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from models.record import Commitment, Record, Warning
from models.version import VERSION
from output import french
from output.site.charts import charts, organisations, partner_names, theme_of
from output.site.fields import PageRef
from output.site.pictures import DrawPages, Picture
from output.site.views import ActionView, ContractView, Zone, contract_view, zones_on
from output.site.words import FILTERS, said_priority, said_warning

MARK = ".contrats-site"
"""The file by which a folder is known to be a site that may be written anew."""
PLOT_STYLE = "sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww="
"""The style that Observable Plot puts into each chart; no other inline style is allowed."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' file:",  # from a disk, a browser may not take a file for the page's own origin
        f"style-src 'self' file: '{PLOT_STYLE}'",
        "img-src 'self' file:",
        "form-action 'self' file:",
        "base-uri 'none'",
    )
)
"""What the pages may load: their own files."""


class Site(NamedTuple):
    """What was written: the counts that the command prints."""

    contracts: int
    actions: int
    images: int
    size: int


class Folder(NamedTuple):
    """A folder that a site is written to."""

    path: Path

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file under the folder."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def environment() -> Environment:
    """Give the templates, with escaping on and no name that may be missing."""
    made = Environment(
        loader=PackageLoader("output.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    made.globals["version"] = VERSION
    return made


def build_site(records: Sequence[Record], draw: DrawPages, out: Path) -> Site:
    """Write the site of some records, whose ids differ, to a folder, in place of a site that is there.

    Raises OSError where it cannot be written, and FileExistsError where the folder holds something else.
    """
    out = out.resolve()
    check_place(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    new = out.with_name(f".{out.name}.{uuid.uuid4().hex}.tmp")
    try:
        site = _write(records, draw, Folder(new))
        swap(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return site


def check_place(out: Path) -> None:
    """See that a folder can take a site. Raises FileExistsError where it holds something else."""
    if out.exists() and not (out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir()))):
        raise FileExistsError(f"{out}: holds something else than a site of contrats. Give a new folder.")


def swap(new: Path, out: Path) -> None:
    """Put a new folder in the place of an old one, which is put back where that fails."""
    old = out.with_name(f".{out.name}.{uuid.uuid4().hex}.old")
    if out.exists():
        out.replace(old)
    try:
        new.replace(out)
    except OSError:
        if old.exists():
            old.replace(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _write(records: Sequence[Record], draw: DrawPages, folder: Folder) -> Site:
    templates = environment()
    views = [contract_view(record) for record in records]
    views.sort(key=lambda view: (view.name.casefold(), view.id))

    def page(name: str, template: str, **values: Any) -> None:
        values.setdefault("here", "")
        root = "../" * name.count("/")
        folder.write(name, templates.get_template(template).render(root=root, policy=POLICY, **values))

    images = 0
    for view in views:
        pictures: dict[PageRef, Picture] = {}
        for ref, picture in drawn(view.record, draw, view.pages):
            folder.write(f"pages/{view.id}/{image_name(ref)}", picture.webp)
            pictures[ref] = picture._replace(webp=b"")
        images += len(pictures)
        _contract_pages(page, view, pictures)
    page("index.html", "home.html", here="home", views=views, charts=charts(views), figures=_figures(views))
    page("actions.html", "actions.html", here="search", selects=selects(views), partners=partners(views))
    page("a-propos.html", "about.html", here="about")
    rows = json.dumps(search_rows(views), ensure_ascii=False, separators=(",", ":"))
    folder.write("data/actions.js", f"window.CONTRATS_ACTIONS = {rows};\n")
    with as_file(files("output.site") / "static") as static:
        shutil.copytree(static, folder.path / "static", ignore=shutil.ignore_patterns("review.*"))
    folder.write(MARK, f"{VERSION}\n")
    size = sum(path.stat().st_size for path in folder.path.rglob("*") if path.is_file())
    return Site(len(views), sum(len(view.actions) for view in views), images, size)


def drawn(record: Record, draw: DrawPages, pages: Iterable[PageRef]) -> Iterator[tuple[PageRef, Picture]]:
    """Draw some pages of a contract, file by file, each once."""
    for index, source in enumerate(record.sources):
        numbers = sorted({page.number for page in pages if page.source == index})
        for number, picture in draw(source, numbers):
            yield PageRef(index, number), picture


def image_name(page: PageRef) -> str:
    """Give the file name of a page's image."""
    return f"p{page.number:03d}.webp" if page.source == 0 else f"f{page.source + 1}-p{page.number:03d}.webp"


def _contract_pages(page: Callable[..., None], view: ContractView, pictures: Mapping[PageRef, Picture]) -> None:
    """Write a contract's page, and the page of each of its actions."""
    names = {ref: image_name(ref) for ref in pictures}

    def zones(page: PageRef) -> list[Zone]:
        return list(zones_on(page, view.facts))

    page(
        f"contrats/{view.id}.html",
        "contract.html",
        view=view,
        zones=zones,
        names=names,
        pictures={ref: pictures[ref] for ref in view.fact_pages if ref in pictures},
        territory=_territory(view),
        missing=[part.label for part in view.facts if not part.values],
        commitments=_commitments(view),
        warnings=_warnings(view),
        read_on=_pages_of_facts(view.record),
    )
    corrections = defaultdict(list)
    for correction in view.record.corrections:
        corrections["/".join(correction.field.split("/")[:3])].append(correction)
    for part, before, after in zip(view.actions, [None, *view.actions], [*view.actions[1:], None], strict=False):
        page(
            f"actions/{part.action.id}.html",
            "action.html",
            view=view,
            part=part,
            before=before,
            after=after,
            names=names,
            pictures=pictures,
            corrections=corrections[f"/actions/{part.index}"],
        )


def _figures(views: Sequence[ContractView]) -> list[tuple[str, int]]:
    """Give the counts at the top of the home page."""
    actions = [part.action for view in views for part in view.actions]
    names = {name for action in actions for _, name in organisations(action)}
    areas = sum(len(view.record.contract.neighbourhoods) for view in views)
    counts = [
        ("contrats", len(views)),
        ("actions", len(actions)),
        ("quartiers", areas),
        ("partenaires différents", len(names)),
        ("indicateurs", sum(len(action.indicators) for action in actions)),
    ]
    return [(name, count) for name, count in counts if count]


def _territory(view: ContractView) -> list[tuple[str, str]]:
    """Give what else is known of the territory."""
    territory = view.record.contract.territory
    facts = [
        ("Nature", territory.kind),
        ("Code Insee", territory.insee_code),
        ("Siren", territory.siren),
        ("Département", territory.department),
        ("Région", territory.region),
        ("Communes", ", ".join(territory.communes) or None),
    ]
    return [(name, text) for name, text in facts if text]


def _commitments(view: ContractView) -> list[tuple[str, list[tuple[int, Commitment]]]]:
    """Group the commitments, each with its place in the record, by who commits."""
    groups: dict[str, list[tuple[int, Commitment]]] = defaultdict(list)
    for i, commitment in enumerate(view.record.contract.commitments):
        name = commitment.organisation.name if commitment.organisation else "Sans organisme nommé"
        groups[name].append((i, commitment))
    return list(groups.items())


def _warnings(view: ContractView) -> list[tuple[str, list[tuple[Warning, ActionView | None]]]]:
    """Group the warnings by what they say, each with the action that it is about."""
    groups: dict[str, list[tuple[Warning, ActionView | None]]] = defaultdict(list)
    pairs: Iterable[tuple[Warning, ActionView | None]] = [(warning, None) for warning in view.warnings] + [
        (warning, part) for part in view.actions for warning in part.warnings
    ]
    for warning, part in pairs:
        groups[said_warning(warning)].append((warning, part))
    return sorted(groups.items(), key=lambda item: -len(item[1]))


def _pages_of_facts(record: Record) -> Callable[[str, int], str]:
    """Give what says the pages that one item of a list of facts, such as the first neighbourhood, was read on."""
    pages: dict[str, set[int]] = defaultdict(set)
    for row in record.evidence:
        if row.page and row.field.startswith("/contract/"):
            pages["/".join(row.field.split("/")[2:4])].add(row.page)

    def read_on(name: str, index: int) -> str:
        return ", ".join(f"p. {page}" for page in sorted(pages[f"{name}/{index}"]))

    return read_on


# The list of actions


def selects(views: Sequence[ContractView]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Give the lists to choose from: name in the address, label, and the values with their words."""
    rows = search_rows(views)
    levels = {row["priority"]: row["priority_words"] for row in rows if row["priority"]}
    themes = [name for name in french.THEMES.values() if any(row["theme"] == name for row in rows)]
    written = sorted({row["theme"] for row in rows} - set(themes))
    years = sorted({year for row in rows for year in row["years"]})
    found = {category for row in rows for category in row["categories"]}
    phases = {phase for row in rows for phase in row["years"].values()}
    lists = [
        ("ville", "Ville", [(view.id, f"{view.name} {view.period or ''}".strip()) for view in views]),
        ("theme", "Thème", [(name, name) for name in (*themes, *written)]),
        ("priorite", "Priorité", sorted(levels.items())),
        ("annee", "Année", [(year, year) for year in years]),
        ("phase", "Phase", [(code or "unknown", words) for code, words in french.PHASES.items()
                            if (code or "unknown") in phases]),
        ("categorie", "Catégorie de partenaire", [(name, name) for name in sorted(found)]),
    ]  # fmt: skip
    return [entry for entry in lists if entry[2]]


def partners(views: Sequence[ContractView]) -> list[str]:
    """List every name that a partner goes by, once."""
    names = {name for row in search_rows(views) for name in row["partners"]}
    return sorted(names, key=str.casefold)


def search_rows(views: Sequence[ContractView]) -> list[dict[str, Any]]:
    """Give what the list of actions shows and searches of each action."""
    return [_search_row(view, part) for view in views for part in view.actions]


def _search_row(view: ContractView, part: ActionView) -> dict[str, Any]:
    action = part.action
    people = [*action.leads, *action.partners]
    texts = (*action.strategic_orientations, *action.operational_objectives, *action.contents, *action.target_public)
    priority = action.priority
    level = str(priority.level) if priority and priority.level is not None else None
    return {
        "id": action.id,
        "contract": view.id,
        "city": view.name,
        "number": action.number or "",
        "title": part.heading,
        "theme": theme_of(action),
        "priority": level or (priority.as_written if priority else ""),
        "priority_words": said_priority(priority) if priority else "",
        "years": {str(year.year): year.phase or "unknown" for year in action.calendar.years},
        "partners": list(dict.fromkeys(name for person in people for name in partner_names(person))),
        "categories": sorted({category for category, _ in organisations(action)}),
        "texts": [*texts, *(indicator.as_written for indicator in action.indicators)],
    }
