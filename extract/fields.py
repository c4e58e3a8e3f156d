"""A block's zones as the fields of one action, each value with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from extract.budget import read_budget
from extract.calendar import CalendarRead, Legend, is_legend_text, is_year_line, read_calendar
from extract.headings import Heading, section_heading
from extract.items import Item, split_items
from extract.labelling import find_labels, number_of
from extract.layout import Layout, Line, box_around, joined, same_row
from extract.naming import cut_clauses, cut_names
from extract.priorities import PriorityLegend, priority_behind, read_priority
from extract.programme import PADDING
from extract.segmenting import BIGGER, TELLING
from extract.values import Value, Vocabulary, appended, stripped, trimmed, value_of
from extract.zoning import Zone
from models.record import Budget, Calendar
from patterns.labels import label_book

LIST_FIELDS = (
    "strategic_orientations", "operational_objectives", "contents", "leads", "partners", "indicators",
    "target_public", "places", "context", "means",
)  # fmt: skip
ORGANISATION_FIELDS = ("leads", "partners")
"""Fields whose items name organisations."""
NAME_FIELDS = (*ORGANISATION_FIELDS, "places")
"""Fields whose one unmarked sentence names several organisations or places."""
CLAUSE_FIELDS = ("indicators", "strategic_orientations", "operational_objectives")
"""A sentence lists several of these between semicolons; one of contents goes on."""
COLUMN_STEP = 12.0
"""Lines that begin within so many points of each other are of one column."""
WHOLE_WIDTH = 0.95
"""A cell over this share of the page's width is its frame: its side says nothing of its text."""
NEAR_LEFT = 60.0
"""Lines that begin within so many points of a list's left side share its column."""
NUMBER_SIGNS = (":", "–", "—", "-", ")", "·", "|")
"""Signs that part a label's number, or a title's, from what follows it."""
AFTER_NUMBER = ":–—-|·•/"
"""Signs between a section's number and its title."""
SEPARATORS = " :–—-|"
TitleChoice = Callable[[Sequence[Zone]], Zone]
Kind = Literal["sheet", "programme_objective", "table_row"]


class Note(NamedTuple):
    """A warning about one action: its code, the field (a pointer inside the action), page and words."""

    code: str
    field: str | None
    page: int | None
    message: str


@dataclass
class ActionRead:
    """One action as read; values keep their evidence."""

    kind: Kind
    number: Value | None = None
    title: Value | None = None
    theme: Value | None = None
    axis: Heading | None = None
    programme_priority: Heading | None = None
    priority: Value | None = None
    priority_value: str = ""
    lists: dict[str, list[Value]] = field(default_factory=dict)
    budget: tuple[Budget, Value] | None = None
    calendar: CalendarRead = field(default_factory=lambda: CalendarRead(Calendar(), (), None, ()))
    pages: list[int] = field(default_factory=list)
    unclaimed: list[Value] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Context:
    """What a document tells about all its blocks."""

    layouts: Mapping[int, Layout]
    legend: Legend
    vocabulary: Vocabulary
    pitches: Mapping[float, float]
    margins: Mapping[int, float] = field(default_factory=dict)
    priorities: PriorityLegend = field(default_factory=PriorityLegend)

    def calendar(self, lines: Sequence[Line]) -> CalendarRead:
        """The calendar that some lines hold."""
        return read_calendar(lines, self.layouts, self.legend, self.vocabulary)


def read_sheet(
    zones: Sequence[Zone], pages: Sequence[int], context: Context, title_of: TitleChoice | None = None
) -> ActionRead:
    """The action that a block's zones hold; `title_of` chooses its title among zones without a label."""
    action = ActionRead("sheet", pages=list(pages))
    by_field: dict[str, list[Zone]] = defaultdict(list)
    loose: list[Zone] = []
    years: list[Line] = []
    for zone in zones:
        if zone.hit is None and all(is_year_line(line.text) for line in zone.lines):
            years.extend(zone.lines)
        elif zone.hit is None:
            if not (context.legend.swatches and is_legend_text(zone.lines)):
                loose.append(zone)
        else:
            by_field[zone.hit.field].append(zone)
    loose = _read_heading(action, by_field, loose, context, title_of or _tallest)
    _read_theme(action, by_field, context)
    said = read_priority(zones, context.layouts, context.priorities, context.vocabulary)
    action.priority, action.priority_value = said if said[0] else (action.priority, action.priority_value)
    for name in LIST_FIELDS:
        action.lists[name] = _read_list(action, name, by_field[name], context)
    action.budget = read_budget(_budget_lines(by_field["budget"]), context.vocabulary)
    if not by_field["calendar"]:
        years = years or _step_years([line for zone in by_field["contents"] for line in zone.lines])
    _read_calendar(action, by_field["calendar"], years, context)
    _note_empty_labels(action, by_field)
    action.unclaimed = [value for zone in loose if (value := value_of(zone.lines, context.vocabulary, "layout"))]
    return action


def _step_years(lines: Sequence[Line]) -> list[Line]:
    """The lone years that begin the rows of a sheet's steps ("2025" before "Ouvrir un café"): its calendar."""
    alone = [line for line in lines if len(line.words) == 1 and line.number is None and is_year_line(line.text)]
    return [
        year for year in alone
        if any(other.page == year.page and other.x0 >= year.x1 and same_row(other.box, year.box) for other in lines)
    ]  # fmt: skip


def _read_heading(
    action: ActionRead,
    by_field: Mapping[str, list[Zone]],
    loose: list[Zone],
    context: Context,
    title_of: TitleChoice,
) -> list[Zone]:
    """Takes number and title; gives the unlabelled zones that are left."""
    rest: list[Line] = []
    for zone in by_field["number"]:
        found = number_of(zone.lines[0].words) if zone.lines else None
        if found and action.number is None:
            number, used = found
            piece = value_of([line for line in (zone.lines[0].cut(0, used),) if line], context.vocabulary)
            action.number = piece._replace(text=number) if piece else None
            rest = [line for line in (zone.lines[0].cut(used), *zone.lines[1:]) if line]
        elif not found and not rest:
            rest = list(zone.lines)  # a sheet's head without a number, and its title below
    if action.number is None:
        loose = _bare_number(action, loose, context)
    titles = [zone for zone in by_field["title"] if zone.lines]
    if rest and not titles and _title_below(rest, loose, by_field):
        loose = [*loose, Zone(None, tuple(rest), box_around(line.box for line in rest))]
        rest = []
    if titles:
        action.title = _title(action, [line for zone in titles[:1] for line in zone.lines], context)
    elif rest and (title := _title(action, rest, context)):
        action.title = title
    elif loose:
        best = title_of(loose)
        headline, beside = _headline(best)
        lines = _without_number(action, headline, context) if action.number is None else headline
        lines = _number_behind(action, lines, context) if action.number is None else lines
        action.title = _title(action, lines, context, "layout")
        loose = [other for zone in loose for other in (beside if zone is best else [zone])]
    if action.title is None:
        action.notes.append(
            Note(
                "title-missing",
                "/title",
                action.pages[0] if action.pages else None,
                "No title stands in the block.",
            )
        )
    return loose


def _title(
    action: ActionRead, lines: Sequence[Line], context: Context, method: Literal["label", "layout"] = "label"
) -> Value | None:
    """The title that some lines hold, less a priority that ends it, which is taken."""
    lines, action.priority, action.priority_value = priority_behind(lines, context.vocabulary)
    return _whole(lines, context.vocabulary, method)


def _headline(zone: Zone) -> tuple[Sequence[Line], list[Zone]]:
    """The lines of a zone that are set as its largest is, and what stands above or below them in smaller type."""
    sizes = [line.words[-1].size for line in zone.lines]  # a line's first word may be a large number
    worded = [any(map(str.isalpha, line.text)) for line in zone.lines]
    most = max([size for size, word in zip(sizes, worded, strict=True) if word], default=max(sizes))
    large = [k for k, size in enumerate(sizes) if BIGGER * size > most]
    first, after = large[0], large[-1] + 1
    others = [lines for lines in (zone.lines[:first], zone.lines[after:]) if lines]
    return zone.lines[first:after], [Zone(None, lines, box_around(line.box for line in lines)) for lines in others]


def _title_below(rest: Sequence[Line], loose: Sequence[Zone], by_field: Mapping[str, list[Zone]]) -> bool:
    """Whether a larger line stands between the number's own and the first label: that is the title."""
    if not loose:
        return False
    best = _tallest(loose)
    page = rest[0].page
    labels = [zone for name in TELLING - {"priority"} for zone in by_field[name] if zone.lines]
    first = min((zone.box[1] for zone in labels if zone.lines[0].page == page), default=0.0)
    foot = max(line.bottom for line in rest)
    larger = max(line.size for line in best.lines) > BIGGER * max(line.size for line in rest)
    return larger and best.lines[0].page == page and foot - 2 < best.box[1] < first


def _without_number(action: ActionRead, lines: Sequence[Line], context: Context) -> Sequence[Line]:
    """A title's lines without the number before it ("3. Ouvrir un café", or in another type), which is taken."""
    words = lines[0].words
    if len(words) == 1 and len(lines) > 1 and words[0].text.isdigit():
        number = value_of(lines[:1], context.vocabulary, "layout")
        action.number = number
        return lines[1:]
    found = number_of(words) if len(words) > 1 else None
    if found is None or not found[0][-1:].isdigit() or found[1] >= len(words):
        return lines
    used = found[1] + (words[found[1]].text in NUMBER_SIGNS and found[1] + 1 < len(words))
    last, title = words[used - 1], words[used]
    signed = last.text[-1] in ".):/–—-·|"
    restyled = abs(last.size - title.size) > 1 or last.colour != title.colour
    part = lines[0].cut(0, found[1])
    number = value_of([part], context.vocabulary, "layout") if part and (signed or restyled) else None
    if number is None:
        return lines
    action.number = number._replace(text=found[0])
    return [line for line in (lines[0].cut(used), *lines[1:]) if line]


def _number_behind(action: ActionRead, lines: Sequence[Line], context: Context) -> Sequence[Line]:
    """A title's lines without the number in brackets that ends it ("Ouvrir un café (fiche n° 3)"), which is taken."""
    last = lines[-1]
    start = next((k for k in range(len(last.words) - 1, -1, -1) if last.words[k].text.startswith("(")), None)
    if start is None or not last.words[-1].text.endswith(")"):
        return lines
    words = [word._replace(text=word.text.strip("()")) for word in last.words[start:]]
    for k in range(1, len(words)):
        found = number_of(words[k:])
        label = label_book().match(f"{joined(words[:k])} n°") if found and k + found[1] == len(words) else None
        if found and label and label.field == "number":
            number = value_of([line for line in (last.cut(start + k),) if line], context.vocabulary, "layout")
            action.number = number._replace(text=found[0]) if number else None
            return [line for line in (*lines[:-1], last.cut(0, start)) if line]
    return lines


def _bare_number(action: ActionRead, loose: list[Zone], context: Context) -> list[Zone]:
    """Takes a number that stands alone without a label ("2.1" in a badge); gives the zones that are left."""
    for zone in loose:
        words = zone.lines[0].words
        found = number_of(words) if len(zone.lines) == 1 and len(words) == 1 else None
        value = value_of(zone.lines, context.vocabulary, "layout") if found else None
        if found and value and any(c.isdigit() for c in found[0]):
            action.number = value._replace(text=found[0])
            return [other for other in loose if other is not zone]
    return loose


def _tallest(zones: Sequence[Zone]) -> Zone:
    """The zone set in the largest type, bold before plain, the higher on the page before the lower."""

    def height(zone: Zone) -> float:
        return round(max(line.size for line in zone.lines) * 2) / 2

    return max(zones, key=lambda zone: (height(zone), any(line.bold for line in zone.lines), -zone.box[1]))


def _whole(lines: Sequence[Line], vocabulary: Vocabulary, method: Literal["label", "layout"] = "label") -> Value | None:
    value = value_of(trimmed(lines, SEPARATORS), vocabulary, method)
    return stripped(value, SEPARATORS) if value else None


def _read_theme(action: ActionRead, by_field: Mapping[str, list[Zone]], context: Context) -> None:
    """Thématique, else axe, else pilier gives the theme; an axe beside a thématique is the programme's axis."""
    headings = {name: _numbered(by_field[name], context) for name in ("theme", "axis", "pillar")}
    first = next((found for found in headings.values() if found), None)
    if first:
        action.theme = first.title
    if headings["theme"] and headings["axis"]:
        action.axis = headings["axis"]


def _numbered(zones: Sequence[Zone], context: Context) -> Heading | None:
    """A heading's number and title, as in "Axe 2 : Emploi"."""
    found = (numbered_heading(zone.lines, context.vocabulary) for zone in zones if zone.lines)
    return next((heading for heading in found if heading), None)


def numbered_heading(lines: Sequence[Line], vocabulary: Vocabulary) -> Heading | None:
    """The number and title that some lines hold ("2 : Emploi", "Axe 2 - Emploi"); None where there is no title."""
    if section := section_heading(lines, vocabulary):
        return section
    found = number_of(lines[0].words)
    number = None
    if found and (len(lines[0].words) > found[1] or len(lines) > 1):
        part = lines[0].cut(0, found[1])
        number = value_of([part], vocabulary) if part else None
        number = number._replace(text=found[0]) if number else None
        lines = trimmed([line for line in (lines[0].cut(found[1]), *lines[1:]) if line], AFTER_NUMBER)
    title = _whole(lines, vocabulary)
    return Heading(number, title) if title else None


def _budget_lines(zones: Sequence[Zone]) -> list[Sequence[Line]]:
    """The lines of each budget zone; "Coût total :" inside a budget is a part of what is written."""
    held = [zone for zone in zones if zone.lines]
    if len(zones) < 2:
        return [zone.lines for zone in held]
    inner = [zone.hit is not None and not zone.hit.whole and bool(zone.label) for zone in held]
    return [(*zone.label, *zone.lines[1:]) if run_in else zone.lines for zone, run_in in zip(held, inner, strict=True)]


def _read_list(action: ActionRead, name: str, zones: Sequence[Zone], context: Context) -> list[Value]:
    values: list[Value] = []
    for zone in zones:
        if not zone.lines:
            continue
        lines = _without_own_label(name, _unnumbered(zone))
        items = _items(name, lines, context)
        _note_numbers(action, name, items)
        found = _item_values(name, items, context)
        marked = bool(items) and items[0].marked
        values = [*values, *found] if marked else appended(values, found, context.vocabulary)
    return values


def _without_own_label(name: str, lines: Sequence[Line]) -> Sequence[Line]:
    """A list's lines without its label where that stands once more at their start ("Pilote :" below "Pilotage")."""
    first = lines[0]
    again = next((hit for hit in find_labels([first]) if hit.field == name and not hit.whole), None)
    rest = first.cut(again.value_from) if again and first.words[again.value_from - 1].text.endswith(":") else None
    return (rest, *lines[1:]) if rest else lines


def _unnumbered(zone: Zone) -> Sequence[Line]:
    """A zone's lines without the number of its label ("Objectif opérationnel 1 : …")."""
    first = zone.lines[0]
    found = number_of(first.words) if zone.hit and not zone.hit.whole else None
    if found is None or not found[0].replace(".", "").isdigit() or found[1] >= len(first.words):
        return zone.lines
    signed = first.words[found[1] - 1].text[-1] in NUMBER_SIGNS
    used = found[1] + (first.words[found[1]].text in NUMBER_SIGNS and not signed)
    rest = first.cut(used) if signed or used > found[1] else None
    return (rest, *zone.lines[1:]) if rest else zone.lines


def read_items(name: str, lines: Sequence[Line], context: Context) -> list[Value]:
    """The values of a list field that some lines hold."""
    return _item_values(name, _items(name, lines, context), context) if lines else []


def _items(name: str, lines: Sequence[Line], context: Context) -> list[Item]:
    edge = _right_edge(lines, context)
    return split_items(lines, context.pitches, edge, names=name in ORGANISATION_FIELDS, counts=name == "indicators")


def _item_values(name: str, items: Sequence[Item], context: Context) -> list[Value]:
    if len(items) == 1 and not items[0].marked:
        if name in NAME_FIELDS:
            return cut_names(items[0].lines, context.vocabulary)
        if name in CLAUSE_FIELDS:
            return cut_clauses(items[0].lines, context.vocabulary)
    values = (value_of(item.lines, context.vocabulary) for item in items)
    return [value for value in values if value and any(map(str.isalnum, value.text))]  # a lone sign is no item


def _right_edge(lines: Sequence[Line], context: Context) -> float | None:
    """How far the lines of a list could reach to the right, in points; None for a text file."""
    first = lines[0]
    if first.number is not None:
        return None
    layout = context.layouts[first.page]
    cell = layout.cells[first.cell] if first.cell is not None else None
    if cell and cell.x1 - cell.x0 < WHOLE_WIDTH * layout.page.width:
        return cell.x1 - PADDING
    return _open_edge([line for line in lines if line.page == first.page], layout, context.margins)


def _open_edge(lines: Sequence[Line], layout: Layout, margins: Mapping[int, float]) -> float:
    """The right edge of a list in the open, in points: what stands beside it, else its column's right margin.

    The margin is that of all pages: one sheet's lines may all be short.
    """
    left, _, right, _ = zone = box_around(line.box for line in lines)
    beside = [
        x0 for x0, top, _, bottom in (*(line.box for line in layout.lines), *(cell.box for cell in layout.cells))
        if x0 >= right and min(bottom, zone[3]) > max(top, zone[1])
    ]  # fmt: skip
    column = [line.x1 for line in layout.lines if abs(line.x0 - left) < NEAR_LEFT and line.cell == lines[0].cell]
    usual = margins.get(round(left / COLUMN_STEP), right) if lines[0].cell is None else right
    return min([max([right, usual, *column]), *(x0 - PADDING for x0 in beside)])


def right_margins(layouts: Iterable[Layout]) -> dict[int, float]:
    """How far lines in the open reach to the right, in points, by the column that they begin in."""
    margins: dict[int, float] = {}
    for layout in layouts:
        for line in layout.lines:
            if line.cell is None:
                column = round(line.x0 / COLUMN_STEP)
                margins[column] = max(margins.get(column, 0.0), line.x1)
    return margins


def _note_numbers(action: ActionRead, name: str, items: Sequence[Item]) -> None:
    numbers = [item.number for item in items if item.number is not None]
    page = next((item.lines[0].page for item in items if item.lines), None)
    for item in items:
        if item.number is not None and not item.lines:
            action.notes.append(
                Note(
                    "list-number-empty",
                    f"/{name}",
                    page,
                    f"Number {item.number} of the list has nothing after it.",
                )
            )
    for last, number in pairwise(numbers):
        if number > last + 1:
            action.notes.append(
                Note("list-number-missing", f"/{name}", page, f"The list goes from {last} to {number}.")
            )


def _read_calendar(action: ActionRead, zones: Sequence[Zone], years: Sequence[Line], context: Context) -> None:
    lines = sorted(
        [*(line for zone in zones for line in zone.lines), *years],
        key=lambda line: (line.page, line.top, line.x0),
    )
    if lines:
        action.calendar = context.calendar(lines)
    calendar = action.calendar.calendar
    page = lines[0].page if lines else action.pages[0] if action.pages else None
    if zones and not calendar.years:
        code = "calendar-without-start" if calendar.as_written else "calendar-empty"
        said = (
            f"“{calendar.as_written}” names no year."
            if calendar.as_written
            else "A calendar label stands on the page, with no year."
        )
        action.notes.append(Note(code, "/calendar", page, said))
    if context.legend:
        for colour in dict.fromkeys(action.calendar.unknown_colours):
            shown = "#{:02x}{:02x}{:02x}".format(*colour)
            action.notes.append(
                Note(
                    "colour-unknown",
                    "/calendar",
                    page,
                    f"The legend does not name the colour {shown} of a year's cell.",
                )
            )


def _note_empty_labels(action: ActionRead, by_field: Mapping[str, list[Zone]]) -> None:
    for name, zones in by_field.items():
        if not zones or name in ("calendar", "other") or any(zone.lines for zone in zones):
            continue
        hit = zones[0].hit
        if hit:
            message = f"Nothing stands beside the label “{hit.phrase}”."
            action.notes.append(
                Note("label-without-value", f"/{name}", action.pages[0] if action.pages else None, message)
            )
