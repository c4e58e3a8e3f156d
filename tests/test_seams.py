"""Tables that no upright rule parts: by level rules, by shading, or by white space alone."""

from __future__ import annotations

import pytest
from made_lines import line, page

from extract.layout import Line, read_layout
from extract.pages import Fill, Rule

HEAD = ("N°", "Action", "Pilote", "Partenaires")
ROWS = (
    ("1", "Ouvrir un atelier", "Ville", "Caf"),
    ("2", "Former les gardiens", "Bailleurs", "Mission locale"),
    ("3", "Planter une haie", "Régie", "Écoles"),
    ("4", "Réparer des vélos", "Ville", "Collège"),
)
COLUMNS = (50.0, 90.0, 250.0, 400.0)
PITCH = 24.0


def row(texts: tuple[str, ...], top: float) -> list[Line]:
    return [line(text, x0, top) for text, x0 in zip(texts, COLUMNS, strict=True)]


PRINTED = [one for k, texts in enumerate((HEAD, *ROWS)) for one in row(texts, 100 + PITCH * k)]
LEVELS = [Rule(45, 95 + PITCH * k, 540, 95 + PITCH * k) for k in range(6)]
ZEBRA = [Fill(45, 95 + PITCH * k, 540, 95 + PITCH * (k + 1), (220, 230, 240)) for k in (0, 2, 4)]


@pytest.mark.parametrize(("rules", "fills"), [(LEVELS, []), ([], ZEBRA), ([], [])], ids=["level", "shaded", "white"])
def test_each_text_of_a_table_has_a_cell_of_its_own(rules: list[Rule], fills: list[Fill]) -> None:
    layout = read_layout(page(*PRINTED, rules=rules, fills=fills))
    cells = [one.cell for one in layout.lines]
    assert None not in cells and len(set(cells)) == len(PRINTED)


def test_a_heading_that_runs_across_the_columns_has_one_cell() -> None:
    heading = line("Emploi et développement économique des quartiers", 50, 100 + PITCH)
    printed = [*row(HEAD, 100), heading, *(one for k, r in enumerate(ROWS[:3]) for one in row(r, 148 + PITCH * k))]
    layout = read_layout(page(*printed, rules=LEVELS))
    (found,) = [one for one in layout.lines if one.text.startswith("Emploi")]
    assert found.cell is not None and found.text == heading.text
    assert layout.cells[found.cell].x1 > 500


def test_bullets_between_level_rules_are_no_column() -> None:
    printed = [line("• Un point du programme de la ville", 50, 100 + PITCH * k) for k in range(5)]
    layout = read_layout(page(*printed, rules=LEVELS))
    assert {one.cell for one in layout.lines} == {None}


def test_labels_above_their_values_between_rules_are_no_columns() -> None:
    texts = ["Pilote", "Ville de Clairbourg", "Partenaires", "Caf et Mission locale", "Calendrier"]
    layout = read_layout(page(*(line(t, 50, 100 + PITCH * k) for k, t in enumerate(texts)), rules=LEVELS))
    assert {one.cell for one in layout.lines} == {None}


def test_frames_with_space_between_them_are_no_rows_of_one_table() -> None:
    frames = [(95 + 30 * k, 117 + 30 * k) for k in range(5)]
    rules = [
        rule
        for top, foot in frames
        for rule in (
            Rule(45, top, 540, top),
            Rule(45, foot, 540, foot),
            Rule(45, top, 45, foot),
            Rule(540, top, 540, foot),
        )
    ]
    printed = [line(t, x, top + 5) for top, _ in frames for t, x in (("Pilote", 50), ("Ville de Clairbourg", 250))]
    layout = read_layout(page(*printed, rules=rules))
    ruled = {(round(cell.top), round(cell.bottom)) for cell in layout.cells}
    assert ruled == set(frames)
    assert len({one.cell for one in layout.lines}) == len(printed)
