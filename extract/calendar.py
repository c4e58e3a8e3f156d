"""Calendars: years in coloured cells or in words, and the legend that tells phases by colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeVar

from extract.layout import Layout, Line, joined
from extract.pages import Colour, Fill, Page, Word
from extract.phaserows import marked_rows
from extract.values import Piece, Value, Vocabulary, value_of
from extract.yearcells import YearCell, boxed_years, is_plain, is_same, is_ticks, marked_years, ticks_below
from models.record import Calendar, CalendarYear, Phase
from patterns import regexes as regex
from patterns.dates import (
    YEAR,
    after_legend_colour,
    before_legend_colour,
    open_years,
    range_of_years,
    year_line,
    year_part,
)
from patterns.folding import TIMEOUT, fold
from patterns.vocabulary import colour_names, is_colour, phase_mentions, phase_of

SWATCH = (4.0, 20.0)
"""A legend's swatch is so many points high at least and at most."""
SWATCH_LINES = 2.4
"""Beside large type it is at most so many font sizes high."""
SWATCH_WORDS = 6
"""Words of the longest text that a swatch stands before."""
GRID_BELOW = 34.0
"""The cells of a year's parts stand at most so many points below it."""
BAR = 1.8
"""A bar under several years is lower than so many font sizes."""
PART_WIDTH = 0.3
"""The cell of a year's part is at least so wide, as a share of the year's."""
LONGEST_YEAR_LINE = 80
"""Characters of the longest line of years."""
LONGEST_SPAN = 20
"""Years that a range may cover; a longer one is no range."""

Meaning = TypeVar("Meaning")

_YEAR = regex.compile(rf"(?<!\d){YEAR}(?!\d)")
# "2015 (étude)": the phase of the years right before the bracket
_BRACKET = regex.compile(r"[\d\s,/a-]*?\d{4}\s*\(([^)]*)\)")
# "2015 : étude": the phase of the years comes after the colon
_HEADS = regex.compile(r"\d{4}(?:\s*(?:-|/|a|au)\s*\d{4})?\s*:")
_BETWEEN = regex.compile(r"\bentre\b")


class CalendarRead(NamedTuple):
    """A calendar with its evidence: the pieces of each year, and those of what was written."""

    calendar: Calendar
    year_values: tuple[Value, ...]
    written: Value | None
    unknown_colours: tuple[Colour, ...]
    colours: tuple[Colour | None, ...] = ()

    def coloured_only(self) -> CalendarRead:
        """The calendar without the years that stand in no colour."""
        kept = (
            [i for i, colour in enumerate(self.colours) if not is_plain(colour)]
            if self.colours
            else list(range(len(self.year_values)))
        )
        years = [self.calendar.years[i] for i in kept]
        values = tuple(self.year_values[i] for i in kept)
        colours = tuple(self.colours[i] for i in kept) if self.colours else ()
        return CalendarRead(
            self.calendar.model_copy(update={"years": years}),
            values,
            self.written,
            self.unknown_colours,
            colours,
        )


@dataclass(frozen=True)
class Legend:
    """What a contract's colours mean: the phase by a colour's name, and by a colour shown as a swatch."""

    names: Mapping[str, Phase] = field(default_factory=dict)
    swatches: Mapping[Colour, Phase] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.names or self.swatches)

    def is_whole(self) -> bool:
        """Whether both phases are shown, by name or by swatch."""
        return any(len(set(shown.values())) == 2 for shown in (self.names, self.swatches))


def is_year_line(text: str) -> bool:
    """Whether a line holds years, or parts of years such as "S1", and nothing else."""
    if len(text) > LONGEST_YEAR_LINE or not any(c.isdigit() for c in text):
        return False
    return bool(year_line().fullmatch(fold(text), timeout=TIMEOUT))


def is_legend_text(lines: Sequence[Line]) -> bool:
    """Whether lines are the few words beside a legend's swatches."""
    return all(len(line.words) <= SWATCH_WORDS and phase_of(line.text) for line in lines)


def year_cells(lines: Iterable[Line], layouts: Mapping[int, Layout]) -> list[YearCell]:
    """The years of lines that hold nothing else, each with the colour of the shape behind it."""
    cells = []
    for line in lines:
        for i, word in enumerate(line.words):
            for match in _YEAR.finditer(word.text, timeout=TIMEOUT):
                part = line.cut(i, i + 1)
                if part:
                    layout = layouts.get(line.page) if line.number is None else None
                    cells.append(
                        YearCell(int(match.group()), part, _behind(word, layout.page.fills) if layout else None)
                    )
    return cells


def _behind(word: Word, fills: Sequence[Fill]) -> Colour | None:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    holding = [f for f in fills if f.x0 <= x <= f.x1 and f.top <= y <= f.bottom]
    return min(holding, key=lambda f: (f.x1 - f.x0) * (f.bottom - f.top)).colour if holding else None


def read_calendar(
    lines: Sequence[Line], layouts: Mapping[int, Layout], legend: Legend, vocabulary: Vocabulary
) -> CalendarRead:
    """The calendar that some lines hold: year cells, else years named in words."""
    if boxed := boxed_years(lines):
        return _from_cells(boxed, Legend(), value_of(lines, vocabulary))
    cells = year_cells([line for line in lines if is_year_line(line.text)], layouts)
    wordy = [line for line in lines if not is_year_line(line.text)]
    if cells and legend.swatches:
        wordy = [line for line in wordy if not is_beside_swatch(line, layouts[line.page].page)]
    if marked := marked_rows(cells, wordy, layouts):
        named = value_of([line for line in wordy if not is_ticks(line)], vocabulary)
        return _from_cells(marked, Legend(), named)._replace(colours=())
    beside = marked_years(cells, layouts)
    ticked = beside or [cell for cell in cells if ticks_below(cell, cells, layouts)]
    if ticked:
        wordy, cells = [line for line in wordy if not is_ticks(line)], ticked
    runs_on = len(cells) == 1 or any(_YEAR.search(line.text, timeout=TIMEOUT) for line in wordy)
    if wordy and runs_on and all(is_plain(cell.colour) for cell in cells):
        wordy, cells = list(lines), []  # "de 2017 à" / "2020": the last year of a sentence on a line of its own
    written = value_of(wordy, vocabulary) if wordy else None
    if written and not cells:
        return _from_words(written, wordy)
    if len({cell.colour for cell in cells}) == 1 and len(cells) == 2:  # one shading: a range, not two coloured cells
        ranged = value_of(lines, vocabulary)
        if ranged and range_of_years().search(fold(ranged.text), timeout=TIMEOUT):
            return _from_words(ranged, lines)
    if beside:
        return _from_cells(cells, legend, written)
    if legend and any(year_part().search(fold(line.text), timeout=TIMEOUT) for line in lines):
        cells = [cell for cell in _parts_coloured(cells, layouts, legend) if phase_of_colour(cell.colour, legend)]
    else:
        cells = _parts_coloured(cells, layouts, legend)
    return _from_cells(cells, legend, written)


def _parts_coloured(cells: Sequence[YearCell], layouts: Mapping[int, Layout], legend: Legend) -> list[YearCell]:
    """Where a year's parts are coloured below it, the years with a coloured part; else all years."""
    found: list[YearCell] = []
    below = False
    shown: list[YearCell] = []
    for cell in cells:
        layout = layouts.get(cell.line.page) if cell.line.number is None else None
        fills = [fill for fill in _fills_below(cell, layout) if not _holds_year(fill, cells)] if layout else []
        fills = fills or (_bars_below(cell, cells, layout) if layout else [])
        below = below or bool(fills)
        coloured = [fill for fill in fills if not is_plain(fill.colour)]
        shown += [cell._replace(colour=coloured[0].colour)] if coloured else []
        known = [fill for fill in fills if phase_of_colour(fill.colour, legend)]
        if known:
            found.append(cell._replace(colour=known[0].colour))
    if not legend and shown:
        return shown
    return found if below and (found or legend) else list(cells)


def _bars_below(cell: YearCell, cells: Sequence[YearCell], layout: Layout) -> list[Fill]:
    """Empty bars below a row of years that run under several of them, this one among them, as in a Gantt chart."""
    row = [other.line for other in cells if abs(other.line.top - cell.line.top) < cell.line.size / 2]
    middles = sorted((line.x0 + line.x1) / 2 for line in row)
    pitch = min((right - left for left, right in pairwise(middles)), default=0.0)
    middle = (cell.line.x0 + cell.line.x1) / 2
    return [
        fill for fill in layout.page.fills
        if fill.x0 < middle < fill.x1 and fill.x1 - fill.x0 > pitch / 2 > 0
        and middles[0] - pitch < fill.x0 and fill.x1 < middles[-1] + pitch
        and -3 <= fill.top - cell.line.bottom <= GRID_BELOW and 4 < fill.bottom - fill.top < BAR * cell.line.size
        and not is_plain(fill.colour) and _is_empty(fill, layout)
    ]  # fmt: skip


def _holds_year(fill: Fill, cells: Sequence[YearCell]) -> bool:
    """Whether a shape is the cell of another year, as where the years stand in several rows."""
    return any(
        fill.x0 <= (cell.line.x0 + cell.line.x1) / 2 <= fill.x1
        and fill.top <= (cell.line.top + cell.line.bottom) / 2 <= fill.bottom
        for cell in cells
    )


def _fills_below(cell: YearCell, layout: Layout) -> list[Fill]:
    """Coloured shapes in the cells under a year that are no wider than its own."""
    own = layout.cells[cell.line.cell].box if cell.line.cell is not None else cell.line.box
    return [
        fill for fill in layout.page.fills
        if own[0] - 2 <= (fill.x0 + fill.x1) / 2 <= own[2] + 2
        and PART_WIDTH * (own[2] - own[0]) <= fill.x1 - fill.x0 <= own[2] - own[0] + 4
        and own[3] - 3 <= fill.top <= own[3] + GRID_BELOW and fill.bottom - fill.top > 4 and min(fill.colour) < 245
        and fill.colour != cell.colour
    ]  # fmt: skip


def _from_cells(cells: Sequence[YearCell], legend: Legend, written: Value | None) -> CalendarRead:
    years: dict[int, tuple[CalendarYear, Value, Colour | None]] = {}
    unknown: list[Colour] = []
    for cell in cells:
        phase = cell.phase or phase_of_colour(cell.colour, legend)
        if cell.colour and not is_plain(cell.colour) and phase is None:
            unknown.append(cell.colour)
        box = cell.line.box if cell.line.number is None else None
        piece = Piece(str(cell.year), None if box is None else cell.line.page, box, cell.line.number)
        value = Value(str(cell.year), (piece,), "colour")
        years.setdefault(cell.year, (CalendarYear(year=cell.year, phase=phase), value, cell.colour))
    ordered = [years[year] for year in sorted(years)]
    calendar = Calendar(as_written=written.text if written else None, years=[year for year, _, _ in ordered])
    values, colours = tuple(value for _, value, _ in ordered), tuple(colour for _, _, colour in ordered)
    return CalendarRead(calendar, values, written, tuple(unknown), colours)


def phase_of_colour(colour: Colour | None, legend: Legend) -> Phase | None:
    """The phase that the legend gives a colour; None where it names no such colour."""
    if colour is None:
        return None
    near = [phase for shown, phase in legend.swatches.items() if is_same(shown, colour)]
    phases = set(near) or {phase for name, phase in legend.names.items() if is_colour(name, colour)}
    return phases.pop() if len(phases) == 1 else None


def _from_words(written: Value, lines: Sequence[Line]) -> CalendarRead:
    found, open_end = years_in_words(written.text)
    values = tuple(_year_value(year, lines, written) for year in found)
    years = [CalendarYear(year=year, phase=phase) for year, phase in found.items()]
    calendar = Calendar(as_written=written.text, open_end=open_end, years=years)
    return CalendarRead(calendar, values, written, ())


def years_in_words(text: str) -> tuple[dict[int, Phase | None], bool]:
    """The years that a text names with their phases, in order, and whether it leaves the end open.

    "étude en 2015, mise en œuvre de 2016 à 2018" gives four years; "à partir de 2016" one, open.
    """
    folded = fold(text)
    years: dict[int, Phase | None] = {}
    closed = False
    phases = phase_mentions(folded)
    for match in range_of_years().finditer(folded, timeout=TIMEOUT):
        first, last = int(match.group(1)), int(match.group(2))
        both = (
            " et " in match.group()
            and "jusqu" not in match.group()
            and not _BETWEEN.search(folded[: match.start()], timeout=TIMEOUT)
        )
        if first < last <= first + LONGEST_SPAN and not both:
            for year in range(first, last + 1):
                years.setdefault(year, _phase_at(phases, match.start(), folded))
            closed = True
    for match in _YEAR.finditer(folded, timeout=TIMEOUT):
        years.setdefault(int(match.group()), _phase_at(phases, match.start(), folded))
    return dict(sorted(years.items())), not closed and bool(open_years().search(folded, timeout=TIMEOUT))


def _phase_at(phases: Sequence[tuple[int, Phase]], offset: int, folded: str) -> Phase | None:
    bracket = _BRACKET.match(folded, offset, timeout=TIMEOUT)
    if bracket and (phase := phase_of(bracket.group(1))):
        return phase
    before = (
        [] if _HEADS.match(folded, offset, timeout=TIMEOUT) else [phase for start, phase in phases if start <= offset]
    )
    after = [phase for start, phase in phases if start > offset]
    return before[-1] if before else after[0] if after else None


def _year_value(year: int, lines: Sequence[Line], written: Value) -> Value:
    """The printed year; a year inside a range is shown by what was written."""
    for line in lines:
        for i, word in enumerate(line.words):
            if str(year) in word.text:
                part = line.cut(i, i + 1)
                if part:
                    box = part.box if line.number is None else None
                    return Value(
                        str(year),
                        (Piece(joined(part.words), None if box is None else line.page, box, line.number),),
                        "label",
                    )
    return Value(str(year), written.pieces, "label")


def read_legend(texts: Iterable[str], layouts: Iterable[Layout] = ()) -> Legend:
    """What the contract's legend says of its colours, in words or by swatches beside words."""
    votes: Counter[tuple[str, Phase]] = Counter()
    for text in texts:
        votes.update(colours_in_words(text, phase_of))
    names: dict[str, Phase] = {}
    for (name, phase), _ in votes.most_common():
        names.setdefault(name, phase)
    return Legend(names, read_swatches(layouts))


def read_swatches(layouts: Iterable[Layout]) -> dict[Colour, Phase]:
    """The phases of small coloured shapes that stand right before a few words that name a phase."""
    votes: Counter[tuple[Colour, Phase]] = Counter()
    for layout in layouts:
        for line in layout.lines:
            phase = phase_of(line.text) if len(line.words) <= SWATCH_WORDS else None
            fills = layout.page.fills if phase else ()
            votes.update((fill.colour, phase) for fill in fills if phase and stands_before(fill, line))
    swatches: dict[Colour, Phase] = {}
    for (colour, phase), _ in votes.most_common():
        swatches.setdefault(colour, phase)
    return swatches


def is_swatch(fill: Fill, size: float) -> bool:
    """Whether a shape may be a swatch beside text of a font size in points: on a slide both are large."""
    most = max(SWATCH[1], SWATCH_LINES * size)
    return SWATCH[0] <= fill.bottom - fill.top <= most and SWATCH[0] <= fill.x1 - fill.x0 <= 3 * most


def stands_before(fill: Fill, line: Line) -> bool:
    """Whether a shape is the swatch right before a line of a legend."""
    level = line.top - 2 <= (fill.top + fill.bottom) / 2 <= line.bottom + 2
    return level and is_swatch(fill, line.size) and -1 <= line.x0 - fill.x1 <= 1.6 * line.size


def legend_lines(layout: Layout) -> frozenset[int]:
    """The indexes of a legend's lines: few words that name both phases, right after empty shapes of two colours."""
    small = [fill for fill in layout.page.fills if is_swatch(fill, layout.text_size)]
    if len(small) < 2:
        return frozenset()
    shown = {
        i: (fill.colour, phase) for i, line in enumerate(layout.lines) if len(line.words) <= SWATCH_WORDS
        for fill in small if stands_before(fill, line) and (phase := phase_of(line.text)) and _is_empty(fill, layout)
    }  # fmt: skip
    told = [set(values) for values in zip(*shown.values(), strict=True)]
    return frozenset(shown) if told and all(len(values) > 1 for values in told) else frozenset()


def _is_empty(fill: Fill, layout: Layout) -> bool:
    """Whether no text stands on a shape: a label's pill is no swatch."""
    return not any(
        fill.x0 <= (line.x0 + line.x1) / 2 <= fill.x1 and fill.top <= (line.top + line.bottom) / 2 <= fill.bottom
        for line in layout.lines
    )


def is_beside_swatch(line: Line, page: Page) -> bool:
    """Whether a line is the few words beside a legend's swatch that name a phase."""
    if len(line.words) > SWATCH_WORDS or not phase_of(line.text):
        return False
    return any(stands_before(fill, line) for fill in page.fills)


def _sentences(text: str) -> Iterable[str]:
    """Lines, each with the one after it where it does not end a sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for i, line in enumerate(lines):
        if colour_names(line):
            follows = lines[i + 1] if i + 1 < len(lines) and not colour_names(lines[i + 1]) else ""
            yield f"{line} {follows}" if not line.endswith((".", ";")) else line


def colours_in_words(text: str, meaning: Callable[[str], Meaning | None]) -> list[tuple[str, Meaning]]:
    """Each colour that a legend in words names, and what the words beside it mean."""
    return [pair for line in _sentences(text) for pair in _legend_pairs(line, meaning)] if colour_names(text) else []


def _legend_pairs(text: str, meaning: Callable[[str], Meaning | None]) -> list[tuple[str, Meaning]]:
    """Colour and meaning where a text sets them side by side as a legend does."""
    folded = fold(text).replace("blanche", "blanc").replace("violette", "violet")
    named = [(at, name) for name, at in colour_names(text) if _as_legend(folded, at, name)]
    if not named:
        return []
    bounds = [at for at, _ in named] + [len(folded)]
    after = [(name, meaning(folded[at : bounds[i + 1]])) for i, (at, name) in enumerate(named)]
    starts = [0] + [at for at, _ in named[:-1]]
    before = [(name, meaning(folded[starts[i] : at])) for i, (at, name) in enumerate(named)]
    pairs = before if sum(p is not None for _, p in before) > sum(p is not None for _, p in after) else after
    return [(name, told) for name, told in pairs if told is not None]


def _as_legend(folded: str, at: int, name: str) -> bool:
    return bool(
        before_legend_colour().search(folded[:at], timeout=TIMEOUT)
        or after_legend_colour().match(folded[at + len(name) :], timeout=TIMEOUT)
    )
