"""The cells that rules close are those that pdfplumber's table functions find."""

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber import table

from extract.pages import Rule
from extract.ruledcells import ruled_cells

SLACK = 3.0
places = st.integers(0, 6).map(lambda place: place * 10.0)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """A level or upright rule on a coarse grid, some moved by less than the slack."""
    at, start, length = draw(places), draw(places), draw(st.integers(1, 6)) * 10.0
    at += draw(st.sampled_from([0.0, 0.0, 0.0, 1.0]))
    if draw(st.booleans()):
        return Rule(start, at, start + length, at)
    return Rule(at, start, at, start + length)


def by_pdfplumber(some: list[Rule]) -> list[tuple[float, float, float, float]]:
    edges = [
        {
            **rule._asdict(),
            "width": rule.x1 - rule.x0,
            "height": rule.bottom - rule.top,
            "orientation": "h" if rule.top == rule.bottom else "v",
            "object_type": "line",
        }
        for rule in some
    ]
    merged = table.merge_edges(edges, SLACK, SLACK, SLACK, SLACK)
    return table.intersections_to_cells(table.edges_to_intersections(merged, SLACK, SLACK))


def rounded(cells: list[tuple[float, float, float, float]]) -> list[tuple[float, ...]]:
    return sorted({tuple(round(side, 6) for side in cell) for cell in cells})


@given(st.lists(rules(), min_size=8, max_size=40))
def test_cells_are_those_of_pdfplumber(some: list[Rule]) -> None:
    assert rounded(ruled_cells(some, SLACK)) == rounded(by_pdfplumber(some))


def test_a_cell_ends_at_the_nearest_rule_that_closes_it() -> None:
    frame = [Rule(0, 0, 100, 0), Rule(0, 60, 100, 60), Rule(0, 0, 0, 60), Rule(100, 0, 100, 60)]
    half = Rule(0, 30, 40, 30)  # stops before the other side: it closes nothing
    across = Rule(0, 30, 100, 30)
    assert ruled_cells([*frame, half], SLACK) == [(0, 0, 100, 60)]
    assert ruled_cells([*frame, across], SLACK) == [(0, 0, 100, 30), (0, 30, 100, 60)]


def test_rules_that_stand_a_hair_apart_are_one() -> None:
    rules = [Rule(0, 0, 50, 0), Rule(51, 1, 100, 1), Rule(0, 40, 100, 40), Rule(0, 0, 0, 40), Rule(100, 0, 100, 40)]
    assert ruled_cells(rules, SLACK) == [(0, 0.5, 100, 40)]
