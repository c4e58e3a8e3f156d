"""The home page's charts: each one a table with a sentence that says what it shows.

The chart that a reader sees is drawn in the page from the table beneath it, so the two cannot differ.
Every count leads to its actions: a cell's address opens the list of actions, filtered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import urlencode

from models.record import Action, Partner
from output import french
from output.site.views import ContractView

MOST_COLUMNS = 12
"""Cities that stand side by side in the heat map; more of them stand below each other."""
UNKNOWN = "Organisme non identifié"


class Cell(NamedTuple):
    """A count, and the address of the actions that are counted."""

    total: int
    href: str | None = None


class Row(NamedTuple):
    """A line of a table: what it is about, then its counts."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Chart:
    """A chart: its name, its title, what it shows in a sentence, and its table."""

    kind: Literal["heat", "years", "categories"]
    title: str
    sentence: str
    heads: list[str]
    rows: list[Row]
    classes: tuple[str, ...] = ()
    """The class that gives each column its colour, where it has one."""


def charts(views: Sequence[ContractView]) -> list[Chart]:
    """Give the home page's charts; one that would be empty is left out."""
    return [chart for chart in (heat_map(views), timeline(views), categories(views)) if chart]


def actions_href(**wanted: str | int) -> str:
    """Give the address of the list of actions with some filters set."""
    return f"actions.html?{urlencode(wanted)}"


def heat_map(views: Sequence[ContractView]) -> Chart | None:
    """Count the actions of each theme in each city."""
    counts = {view.id: Counter(theme_of(part.action) for part in view.actions) for view in views}
    totals: Counter[str] = sum(counts.values(), Counter())
    if not totals:
        return None
    themes = ordered_themes(totals)
    views = [view for view in views if view.actions]
    by_theme = [
        Row(theme, [_cell(counts[view.id][theme], ville=view.id, theme=theme) for view in views]) for theme in themes
    ]
    heads = [view.name for view in views]
    if len(views) > MOST_COLUMNS:
        flipped = [Row(view.name, [row.cells[k] for row in by_theme]) for k, view in enumerate(views)]
        return Chart("heat", "Thèmes par ville", _theme_sentence(counts, totals), ["Ville", *themes], flipped)
    return Chart("heat", "Thèmes par ville", _theme_sentence(counts, totals), ["Thème", *heads], by_theme)


def timeline(views: Sequence[ContractView]) -> Chart | None:
    """Count the actions of each year by phase."""
    actions = [part.action for view in views for part in view.actions]
    counts: dict[int, Counter[str | None]] = defaultdict(Counter)
    for action in actions:
        for year, phase in {(year.year, year.phase) for year in action.calendar.years}:
            counts[year][phase] += 1
    if not counts:
        return None
    phases = [phase for phase in french.PHASES if any(count[phase] for count in counts.values())]
    rows = [
        Row(
            str(year),
            [_cell(counts[year][phase], annee=year, phase=phase or "unknown") for phase in phases]
            + [_cell(_active(actions, year), annee=year)],
        )
        for year in range(min(counts), max(counts) + 1)
    ]
    busiest = max(rows, key=lambda row: row.cells[-1].total)
    without = sum(not action.calendar.years for action in actions)
    sentence = (
        f"L’année la plus chargée est {busiest.label}, avec {_counted(busiest.cells[-1].total, 'action')} à l’étude "
        f"ou en cours. {_counted(without, 'action')} sur {len(actions)} n’{'ont' if without > 1 else 'a'} "
        "pas d’année dans leur calendrier."
    )
    heads = ["Année", *(french.PHASES[phase] for phase in phases), "Ensemble"]
    classes = (*(phase or "unknown" for phase in phases), "total")
    return Chart("years", "Actions par année et par phase", sentence, heads, rows, classes)


def categories(views: Sequence[ContractView]) -> Chart | None:
    """Count the actions that partners of each category take part in, and the organisations."""
    actions: Counter[str] = Counter()
    names: dict[str, set[str]] = defaultdict(set)
    for view in views:
        for part in view.actions:
            found = list(organisations(part.action))
            actions.update({category for category, _ in found})
            for category, name in found:
                names[category].add(name)
    if not actions:
        return None
    rows = [
        Row(category, [_cell(count, categorie=category), Cell(len(names[category]))])
        for category, count in sorted(actions.items(), key=lambda item: (item[0] == UNKNOWN, -item[1], item[0]))
    ]
    known = [row for row in rows if row.label != UNKNOWN]
    whole = sum(len(view.actions) for view in views)
    told = (
        f"La catégorie la plus présente est « {known[0].label} », dans {_counted(known[0].cells[0].total, 'action')} "
        f"sur {whole}."
        if known
        else "Aucun partenaire n’a été rapproché d’un organisme connu."
    )
    heads = ["Catégorie", "Actions", "Organismes différents"]
    return Chart("categories", "Partenaires par catégorie", told, heads, rows)


def theme_of(action: Action) -> str:
    """Give the name of an action's theme."""
    return french.theme_name(action) or french.NO_THEME


def ordered_themes(totals: Counter[str]) -> list[str]:
    """Order themes: those of the common list as it stands, then those as written, the most frequent first."""
    common = [name for name in french.THEMES.values() if totals[name]]
    written = sorted(set(totals) - set(common), key=lambda name: (name == french.NO_THEME, -totals[name], name))
    return common + written


def organisations(action: Action) -> Iterator[tuple[str, str]]:
    """Give the category and name of each lead and partner of an action; members stand for the partner they make."""
    for partner in [*action.leads, *action.partners]:
        members = [member for member in partner.members if member.organisation]
        for one in members or [partner]:
            if one.organisation:
                yield french.CATEGORIES[one.organisation.category], one.organisation.name
            else:
                yield UNKNOWN, one.as_written


def partner_names(partner: Partner) -> Iterator[str]:
    """Give every name that a partner goes by: as written, its organisation's, its members'."""
    yield partner.as_written
    for one in (partner, *partner.members):
        if one.organisation:
            yield one.organisation.name
            if one.organisation.acronym:
                yield one.organisation.acronym


def _active(actions: Sequence[Action], year: int) -> int:
    return sum(any(planned.year == year for planned in action.calendar.years) for action in actions)


def _cell(count: int, **wanted: str | int) -> Cell:
    return Cell(count, actions_href(**wanted) if count else None)


def _theme_sentence(counts: dict[str, Counter[str]], totals: Counter[str]) -> str:
    """Say which theme is the most frequent, and how many stand in every city."""
    theme, most = totals.most_common(1)[0]
    cities = [city for city in counts.values() if city]
    where = sum(bool(city[theme]) for city in cities)
    told = f"Le thème le plus fréquent est « {theme} » : {_counted(most, 'action')}, dans {_counted(where, 'ville')}."
    if len(cities) > 1:
        shared = sum(all(city[name] for city in cities) for name in totals)
        told += (
            f" {_counted(shared, 'thème')} sur {len(totals)} {'sont' if shared > 1 else 'est'} dans toutes les villes."
            if shared
            else f" Aucun des {len(totals)} thèmes n’est dans toutes les villes."
        )
    return told


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}"
