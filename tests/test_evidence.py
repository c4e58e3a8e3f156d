"""Evidence: each row stands where it says, and the rows of a value are the value."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2
import pytest
import regex
from conftest import SAMPLES, SHARED
from read_records import CARDS, PROGRAMME, record_of

from models.codes import WARNING_CODES
from models.schema import json_schema
from patterns.folding import fold

GROWN = 1.0
"""Points by which a box is grown before its text is read back."""
SHRUNK = 0.25
"""Share of a box's height that is left out, above and below, to see that nothing else stands in it."""
UNREADABLE = regex.compile(r"[\p{Cc}\p{Co}\p{Cn}\uFFFD]")
TEXT_FIELDS = ("number", "title", "theme")
LIST_FIELDS = (
    "strategic_orientations",
    "operational_objectives",
    "contents",
    "target_public",
    "places",
    "context",
    "means",
)
NAME_FIELDS = ("leads", "partners", "indicators")

PDFS = [
    *sorted(SAMPLES.glob("*.pdf")),
    *(SHARED / "contracts" / f"{name}.pdf" for name in (CARDS, PROGRAMME)),
]
TEXTS = [SHARED / "seeds" / f"{name}.txt" for name in (CARDS, PROGRAMME)]

Row = dict[str, Any]


@pytest.fixture(params=[*PDFS, *TEXTS], ids=lambda path: path.name)
def path(request: pytest.FixtureRequest) -> Path:
    """Each contract in turn; the real ones are skipped where they are not."""
    return here(request)


@pytest.fixture(params=PDFS, ids=lambda path: path.name)
def pdf(request: pytest.FixtureRequest) -> Path:
    """Each contract that is a PDF."""
    return here(request)


@pytest.fixture(params=TEXTS, ids=lambda path: path.name)
def text_file(request: pytest.FixtureRequest) -> Path:
    """Each contract that is a text file."""
    return here(request)


def here(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    if SHARED in path.parents:
        request.getfixturevalue("shared")
    return path


def folded(text: str) -> str:
    """A text without capitals and spaces; the marks that pdfium sets for a line-end hyphen are hyphens."""
    plain = unicodedata.normalize("NFKC", text.replace("\x02", "-").replace("\ufffe", "-")).lower()
    letters = "".join(character for character in plain if not character.isspace())
    return letters.replace("ffff", "ff")  # pdfium reads a ligature and its shadow as four letters


def at_pointer(record: dict[str, Any], pointer: str) -> Any:
    """What a JSON Pointer points to; raises KeyError or IndexError where that is nothing."""
    node: Any = record
    for part in pointer.split("/")[1:]:
        node = node[int(part)] if isinstance(node, list) else node[part]
    return node


def rows_by_field(record: dict[str, Any]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in record["evidence"]:
        rows[row["field"]].append(row)
    return rows


def values_read(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Pointer and value of all that is read from the page; what is derived from it has no evidence."""
    contract = record["contract"]
    facts = {
        "title": contract["title"],
        "territory/name": contract["territory"]["name"],
        "period/start_year": contract["period"]["start_year"],
        "period/end_year": contract["period"]["end_year"],
    }
    yield from ((f"/contract/{name}", value) for name, value in facts.items() if value is not None)
    yield from ((f"/contract/{name}", value) for name, value in more_facts(contract) if value is not None)
    yield from outline_values(record["outline"], "/outline")
    for k, one in enumerate(contract["commitments"]):
        at = f"/contract/commitments/{k}"
        yield from ((f"{at}/{name}", one[name]) for name in ("as_written", "text") if one[name])
    for i, action in enumerate(record["actions"]):
        yield from ((f"/actions/{i}/{name}", value) for name, value in values_of_action(action))


def outline_values(chapters: list[dict[str, Any]], at: str) -> Iterator[tuple[str, Any]]:
    for k, chapter in enumerate(chapters):
        yield from ((f"{at}/{k}/{name}", chapter[name]) for name in ("number", "title") if chapter[name])
        yield from outline_values(chapter["chapters"], f"{at}/{k}/chapters")


def more_facts(contract: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Pointer and value of the facts other than title, territory and period."""
    territory = contract["territory"]
    yield from ((f"territory/communes/{i}", name) for i, name in enumerate(territory["communes"]))
    for i, one in enumerate(contract["neighbourhoods"]):
        at = f"neighbourhoods/{i}"
        yield from ((f"{at}/{key}", one[key]) for key in ("name", "code", "population", "median_income", "source_year"))
        yield from ((f"{at}/population_parts/{k}", part) for k, part in enumerate(one["population_parts"]))
        if territory["kind"] != "commune":  # else the commune is the territory's own
            yield from ((f"{at}/communes/{k}", name) for k, name in enumerate(one["communes"]))
    yield from ((f"dates/{i}/date", one["date"]) for i, one in enumerate(contract["dates"]))
    keys = ("as_written", "organisation_name", "representative", "role", "on_behalf_of")
    for i, one in enumerate(contract["signatories"]):
        yield from ((f"signatories/{i}/{key}", one[key]) for key in keys)
    for i, one in enumerate(contract["tables"]):
        yield from ((f"tables/{i}/{key}", one[key]) for key in ("title", "source"))
        yield from ((f"tables/{i}/header/{k}", head or None) for k, head in enumerate(one["header"]))
        yield from (
            (f"tables/{i}/rows/{k}/{m}", cell) for k, row in enumerate(one["rows"]) for m, cell in enumerate(row)
        )
    for i, one in enumerate(contract["governance"]["committees"]):
        at = f"governance/committees/{i}"
        yield from ((f"{at}/{key}", one[key]) for key in ("name", "meets"))
        yield from ((f"{at}/members/{k}", member) for k, member in enumerate(one["members"]))
    for key, texts in contract["governance"]["evaluation"].items():
        yield from ((f"governance/evaluation/{key}/{k}", text) for k, text in enumerate(texts))


def values_of_action(action: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((name, action[name]) for name in TEXT_FIELDS if action[name] is not None)
    if action["priority"]:
        yield "priority/as_written", action["priority"]["as_written"]
    for level, heading in (action["programme"] or {}).items():
        yield from ((f"programme/{level}/{key}", heading[key]) for key in heading or () if heading[key])
    for name in LIST_FIELDS:
        yield from ((f"{name}/{k}", item) for k, item in enumerate(action[name]))
    for name in NAME_FIELDS:
        yield from ((f"{name}/{k}/as_written", item["as_written"]) for k, item in enumerate(action[name]))
    if action["calendar"]["as_written"] is not None:
        yield "calendar/as_written", action["calendar"]["as_written"]
    if action["budget"]:
        yield "budget/as_written", action["budget"]["as_written"]
    yield from ((f"mentions/{k}/as_written", mention["as_written"]) for k, mention in enumerate(action["mentions"]))
    yield from ((f"calendar/years/{k}", year) for k, year in enumerate(action["calendar"]["years"]))


def test_a_record_meets_the_published_schema(path: Path) -> None:
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(json.dumps(record_of(path))))


def test_every_pointer_points_to_something_in_the_record(path: Path) -> None:
    record = record_of(path)
    for row in record["evidence"]:
        assert at_pointer(record, row["field"]) is not None, row
    for warning in record["warnings"]:
        if warning["field"]:
            at_pointer(record, warning["field"])


def test_every_warning_has_a_documented_code_and_a_page_of_the_file(path: Path) -> None:
    record = record_of(path)
    for warning in record["warnings"]:
        assert warning["code"] in WARNING_CODES and warning["message"], warning
        pages = record["source"]["pages"] or 0
        assert warning["page"] is None or 1 <= warning["page"] <= pages, warning


def test_every_value_that_was_read_has_rows(path: Path) -> None:
    record = record_of(path)
    rows = rows_by_field(record)
    values = dict(values_read(record))
    assert [pointer for pointer in values if pointer not in rows] == []
    assert [pointer for pointer in rows if pointer not in values] == []
    assert len(values) > 50


def test_the_rows_joined_are_the_value(path: Path) -> None:
    record = record_of(path)
    rows = rows_by_field(record)
    wrong = [
        (pointer, value, [row["text"] for row in rows[pointer]])
        for pointer, value in values_read(record)
        if not gives([row["text"] for row in rows[pointer]], pointer, value)
    ]
    assert wrong == []


def gives(texts: list[str], pointer: str, value: Any) -> bool:
    """Whether the texts of some rows, one a printed line, are a value."""
    if pointer.startswith("/contract/period"):
        return all(str(value) in text for text in texts)
    if pointer == "/contract/territory/name":
        # the name as a part of a line, or the acronym that stands for it
        return value.lower() in " ".join(texts).lower() or any(is_acronym(value, text) for text in texts)
    if "/mentions/" in pointer:
        # the printed words that hold the name: "l'ARS," for ARS
        return folded(value) in folded("".join(texts))
    if pointer.startswith("/contract/dates"):
        return str(int(value.split("-")[2])) in regex.split(r"\D+", " ".join(texts).replace(" 0", " "))
    if pointer.startswith("/contract/") and pointer != "/contract/title":
        # a part of a line; a number without what parts its thousands, a commune by its official name
        written, sought = (regex.sub("[^a-z0-9]", "", fold(part)) for part in ("".join(texts), str(value)))
        return sought in written
    if isinstance(value, dict):
        return names_year(" ".join(texts), value["year"])
    if pointer.endswith("/number"):
        # "1-1-2" is written 1.1.2, "Priorité 1" is 1
        parts = regex.split(r"[^\p{L}\d.]+", texts[0].replace("-", "."))
        return len(texts) == 1 and value in [texts[0].rstrip(".:)/"), *(part.strip(".") for part in parts)]
    return regex.fullmatch("".join(seams(texts)), " ".join(value.split())) is not None


def names_year(text: str, year: int) -> bool:
    """Whether a text names a year, or a range of years around it."""
    ranges = regex.findall(r"(\d{4})\D+(\d{4})", text, overlapped=True)
    return str(year) in text or any(int(first) <= year <= int(last) for first, last in ranges)


def seams(texts: list[str]) -> Iterator[str]:
    """The pattern of lines run together: a space between them, none where a word was cut."""
    for k, text in enumerate(texts):
        last = k == len(texts) - 1
        if not last and regex.search(r"\p{L}[-\u2010\u2011]$", text):
            yield regex.escape(text[:-1]) + f"{regex.escape(text[-1])}?"
        elif not last and regex.search(r"\p{L}$", text) and texts[k + 1][0].islower():
            yield regex.escape(text) + " ?"
        else:
            yield regex.escape(text) + ("" if last else " ")


def is_acronym(name: str, text: str) -> bool:
    return any(len(word) > 2 and word.isupper() for word in regex.findall(r"\p{L}+", text)) and name not in text


def test_no_text_holds_a_control_or_private_use_character(path: Path) -> None:
    found = [text for text in every_text(record_of(path)) if UNREADABLE.search(text)]
    assert found == []


def every_text(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from every_text(child)


def test_no_value_is_empty_or_has_spaces_at_its_ends(path: Path) -> None:
    wrong = [
        (pointer, value)
        for pointer, value in values_read(record_of(path))
        if isinstance(value, str) and (not value or value != " ".join(value.split()))
    ]
    assert wrong == []


def test_every_box_lies_within_its_page(pdf: Path) -> None:
    record = record_of(pdf)
    sizes = page_sizes(pdf)
    assert record["evidence"]
    for row in record["evidence"]:
        width, height = sizes[row["page"] - 1]
        x0, top, x1, bottom = row["box"]
        assert 0 <= x0 < x1 <= width and 0 <= top < bottom <= height, row
        assert row["line"] is None


def test_every_action_is_read_from_its_own_pages(pdf: Path) -> None:
    record = record_of(pdf)
    rows = rows_by_field(record)
    for i, action in enumerate(record["actions"]):
        assert action["pages"] == sorted(set(action["pages"])) and action["pages"]
        for name in ("number", "title", *(f"contents/{k}" for k in range(len(action["contents"])))):
            assert {row["page"] for row in rows[f"/actions/{i}/{name}"]} <= set(action["pages"])


def test_every_box_holds_its_rows_text(pdf: Path) -> None:
    wrong = []
    for row in record_of(pdf)["evidence"]:
        x0, top, x1, bottom = row["box"]
        found = text_within(pdf, row["page"], (x0 - GROWN, top - GROWN, x1 + GROWN, bottom + GROWN))
        if folded(row["text"]) not in folded(found):
            wrong.append((row["field"], row["page"], row["text"], found))
    assert wrong == []


def test_every_box_holds_no_other_text(pdf: Path) -> None:
    wrong = []
    for row in record_of(pdf)["evidence"]:
        x0, top, x1, bottom = row["box"]
        inset = SHRUNK * (bottom - top)
        found = text_within(pdf, row["page"], (x0 + 1, top + inset, x1 - 1, bottom - inset))
        # a comma that parts two names stands in the box of the first, and in no value
        if folded(found).strip(",;:/") not in folded(row["text"]):
            wrong.append((row["field"], row["page"], row["text"], found))
    assert wrong == []


def test_each_row_of_a_text_file_stands_on_its_line(text_file: Path) -> None:
    lines = text_file.read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n")
    for row in record_of(text_file)["evidence"]:
        assert row["page"] is None and row["box"] is None
        assert folded(row["text"]) in folded(lines[row["line"] - 1]), row


@cache
def opened(path: Path) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(path)


@cache
def text_page(path: Path, number: int) -> pypdfium2.PdfTextPage:
    return opened(path)[number - 1].get_textpage()


@cache
def page_sizes(path: Path) -> list[tuple[float, float]]:
    return [page.get_size() for page in opened(path)]


def text_within(path: Path, number: int, box: tuple[float, float, float, float]) -> str:
    """What stands in a box of a page that is neither turned nor cropped, read with pdfium alone."""
    x0, top, x1, bottom = box
    height = page_sizes(path)[number - 1][1]
    found: str = text_page(path, number).get_text_bounded(x0, height - bottom, x1, height - top)
    return found
