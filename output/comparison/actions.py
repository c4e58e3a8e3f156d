"""Sections on what is done: themes, pillars, priorities, calendars, and what a city does alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.record import Action
from output.comparison.figures import Cell, Compared, Figure, Row, Section, most_first
from output.comparison.likeness import NEAR, READING, near_pairs, nearest, spelled
from output.french import NO_THEME, PHASES, PILLARS, theme_name
from patterns.folding import fold

NO_PILLAR = "Pilier non précisé"
MOST_NEAR, MOST_PAIRS = 5, 500
"""Pairs of near actions shown for each two contracts, and in all."""
MOST_COMPARED = 20_000
"""Actions over which each is no longer compared with every other: it would take minutes."""


def theme_of(action: Action) -> str:
    """Give the theme that an action is compared under: in the common list, else as written."""
    return theme_name(action) or NO_THEME


def themes(compared: Compared) -> Section:
    """Give the actions of each theme."""
    named = _one_spelling(compared)
    return Section(
        "themes", "Actions par thème",
        "Nombre d’actions de chaque thème et leur part dans le contrat. Un thème sans code commun est compté tel "
        "qu’il est écrit.",
        ("Thème",), most_first(compared.rows(lambda action: [(named[theme_of(action)],)])),
    )  # fmt: skip


def _one_spelling(compared: Compared) -> dict[str, str]:
    """Give each theme the first spelling of those that differ by case or accents alone."""
    first: dict[str, str] = {}
    return {name: first.setdefault(fold(name), name) for name in (theme_of(a) for _, a in compared.actions)}


def pillars(compared: Compared) -> Section:
    """Give the actions of each national pillar."""
    return Section(
        "pillars", "Actions par pilier", "Nombre d’actions de chaque pilier national et leur part dans le contrat.",
        ("Pilier",),
        most_first(compared.rows(lambda action: [(PILLARS[action.pillar] if action.pillar else NO_PILLAR,)])),
    )  # fmt: skip


def priorities(compared: Compared) -> Section:
    """Give the actions of each theme by their level of priority."""
    named = _one_spelling(compared)

    def labels(action: Action) -> list[tuple[Cell, ...]]:
        level = action.priority.level if action.priority else None
        words = "non précisé" if action.priority is None else str(level or action.priority.as_written)
        return [(named[theme_of(action)], words)]

    rows = compared.rows(labels)
    return Section(
        "priorities", "Priorités par thème",
        "Nombre d’actions de chaque niveau de priorité, 1 le plus haut. Les échelles peuvent différer.",
        ("Thème", "Niveau"), tuple(Row(key, rows[key]) for key in sorted(rows, key=lambda key: fold(str(key)))),
    )  # fmt: skip


def calendar(compared: Compared) -> Section:
    """Give the actions of each year by phase."""
    return Section(
        "calendar", "Calendrier : actions par année et par phase",
        "Actions à l’étude et en cours chaque année. Une action compte dans chaque année de son calendrier.",
        ("Année", "Phase"), _by_year(compared, lambda _: ()),
    )  # fmt: skip


def calendar_themes(compared: Compared) -> Section:
    """Give the actions of each year by phase and theme."""
    named = _one_spelling(compared)
    return Section(
        "calendar_themes", "Calendrier par thème", "Le même, thème par thème.", ("Année", "Phase", "Thème"),
        _by_year(compared, lambda action: (named[theme_of(action)],)),
    )  # fmt: skip


def _by_year(compared: Compared, more: Callable[[Action], tuple[str, ...]]) -> tuple[Row, ...]:
    def labels(action: Action) -> Iterator[tuple[Cell, ...]]:
        seen = set()
        for year in action.calendar.years:
            if (year.year, year.phase) not in seen:
                seen.add((year.year, year.phase))
                yield (str(year.year), PHASES[year.phase], *more(action))

    rows, phases = compared.rows(labels), list(PHASES.values())
    order = sorted(rows, key=lambda key: (key[0], phases.index(str(key[1])), fold(str(key[2:]))))
    return tuple(Row(key, rows[key]) for key in order)


# What one city does that the others do not


def absent_themes(compared: Compared) -> Section:
    """Give the themes that some contracts have and others do not."""
    rows = [row for row in themes(compared).rows if any(not f.value for f in _figures(row))]
    return Section(
        "absent_themes", "Thèmes que tous n’ont pas",
        "Thèmes qu’au moins un contrat n’a pas : 0 dit que le contrat n’en a aucune action.",
        ("Thème",), tuple(rows),
    )  # fmt: skip


def _figures(row: Row) -> list[Figure]:
    return [cell for cell in row.cells if isinstance(cell, Figure)]


class Likeness:
    """The titles of every contract, spelled so that they compare quickly, and what is nearest to what."""

    def __init__(self, compared: Compared) -> None:
        letters: dict[str, str] = {}
        self.compared = compared
        self.titles = [spelled((action.title for action in record.actions), letters) for record in compared.records]
        self.too_many = sum(map(len, self.titles)) > MOST_COMPARED

    def pairs(self) -> Section:
        """Give the nearest actions of each two contracts."""
        records = self.compared.records
        found = []
        for i, first in enumerate(records if not self.too_many else ()):
            for j in range(i + 1, len(records)):
                found += [
                    (near.score, first.actions[near.first], i, records[j].actions[near.second], j)
                    for near in near_pairs(self.titles[i], self.titles[j], MOST_NEAR)
                ]
        found.sort(key=lambda pair: (-pair[0], pair[1].id, pair[3].id))
        rows = tuple(
            Row((score, self._name(i), _title(one), self._name(j), _title(other)))
            for score, one, i, other, j in found[:MOST_PAIRS]
        )
        return Section(
            "nearest", "Actions les plus ressemblantes d’un contrat à l’autre",
            f"{READING} Au plus {MOST_NEAR} paires pour deux contrats, à partir de {NEAR:.0f}.",
            ("Ressemblance", "Contrat", "Action", "Autre contrat", "Autre action"), rows, by_contract=False,
        )  # fmt: skip

    def alone(self) -> Section:
        """Give the actions that have no near match in any other contract, with the nearest there is."""
        rows = []
        for i, record in enumerate(self.compared.records if not self.too_many else ()):
            others = [(j, k) for j, titles in enumerate(self.titles) if j != i for k in range(len(titles))]
            best = nearest(self.titles[i], [self.titles[j][k] for j, k in others])
            for action, near in zip(record.actions, best, strict=True):
                if near is not None and near.score >= NEAR:
                    continue
                labels: tuple[Cell, ...] = (self._name(i), _title(action), theme_of(action))
                if near is None:
                    rows.append(Row((*labels, 0.0, None, None)))
                else:
                    j, k = others[near.second]
                    closest = self.compared.records[j].actions[k]
                    rows.append(Row((*labels, near.score, self._name(j), _title(closest))))
        return Section(
            "alone", "Actions sans équivalent proche",
            f"Actions dont aucune d’un autre contrat n’approche (moins de {NEAR:.0f} de ressemblance), avec la moins "
            f"éloignée. {READING}",
            ("Contrat", "Action", "Thème", "Ressemblance", "Contrat le moins éloigné", "Action la moins éloignée"),
            tuple(rows), by_contract=False,
        )  # fmt: skip

    def _name(self, place: int) -> str:
        return self.compared.names[self.compared.records[place].contract.id]


def _title(action: Action) -> Figure:
    """Give an action as a figure that leads to it."""
    return Figure(1, (action.id,), text=" ".join(filter(None, [action.number, action.title])) or action.id)
