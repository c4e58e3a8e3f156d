"""The report: what its pages hold, what they may load, and how the site is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from made_records import with_a_correction
from typer.testing import CliRunner, Result

from extract.cli import app
from extract.reading import read_contract
from models.record import Record, Source
from output.site.building import POLICY, build_site
from output.site.charts import categories, charts, heat_map, timeline
from output.site.pictures import Picture
from output.site.views import contract_view
from output.site.words import ranged, said_date, short, thousands
from output.warnings import detail, sentence

TEXT = """Contrat de ville 2015-2020 de Kerval

Fiche action n° 1 : Planter un verger
Partenaires : Ville de Kerval
Contenu :
- Choisir les arbres avec les voisins
Calendrier prévisionnel : 2016
"""


class Page(HTMLParser):
    """What a page holds: its tags with their attributes, its ids, its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))
        self.ids = [given["id"] for _, given in self.tags if "id" in given]
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def addresses(self) -> Iterator[str]:
        for _, given in self.tags:
            yield from (address for name in ("href", "src", "action") if (address := given.get(name)))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def records(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records of two samples, a programme and cards, and of a text file."""
    folder = tmp_path_factory.mktemp("records")
    text = folder / "kerval.txt"
    text.write_text(TEXT, encoding="utf-8")
    result = run("extract", samples / "valmont.pdf", samples / "rivemont-agglo.pdf", text, "--out", folder)
    assert result.exit_code == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def site(records: Path, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    result = run("report", records, "--pdfs", samples, "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "contracts 3" in result.output
    return out


@pytest.fixture(scope="module")
def valmont(records: Path) -> Record:
    return Record.model_validate_json((records / "valmont.json").read_bytes())


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def undrawn(_source: Source, _numbers: object) -> Iterator[tuple[int, Picture]]:
    return iter(())


# What the pages hold


def test_there_is_a_page_for_each_contract_and_each_action(site: Path, records: Path) -> None:
    for path in records.glob("*.json"):
        record = Record.model_validate_json(path.read_bytes())
        assert (site / "contrats" / f"{record.contract.id}.html").is_file()
        for action in record.actions:
            assert (site / "actions" / f"{action.id}.html").is_file()


def test_every_link_leads_somewhere(site: Path) -> None:
    read = {path.resolve(): Page(path) for path in pages(site)}
    for path, page in read.items():
        for address in page.addresses():
            parts = urlsplit(address)
            assert not parts.scheme, f"{path}: {address}"
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path}: {address}"
            if parts.fragment:
                assert parts.fragment in read[target].ids, f"{path}: {address}"


def test_an_actions_page_shows_every_value_with_its_place(site: Path, valmont: Record) -> None:
    for view in contract_view(valmont).actions:
        page = Page(site / "actions" / f"{view.action.id}.html")
        zones = [given["id"] for tag, given in page.tags if given.get("class", "").startswith("zone ")]
        for part in view.filled:
            assert part.label in page.text
            for value in part.values:
                assert " ".join(value.text.split()) in page.text
                for ref in value.pages:
                    assert f"z-{ref.anchor}-{value.anchor}" in zones
        for label in view.missing:
            assert label.lower() in page.text


def test_a_zone_is_drawn_where_the_value_stands(site: Path, valmont: Record) -> None:
    action = valmont.actions[0]
    page = Page(site / "actions" / f"{action.id}.html")
    boxes = [row.box for row in valmont.evidence if row.field == "/actions/0/title" and row.box]
    start = next(
        i
        for i, (_, given) in enumerate(page.tags)
        if given.get("id", "").startswith("z-") and given["id"].endswith("-actions-0-title")
    )
    drawn = [given for tag, given in page.tags[start + 1 : start + 1 + len(boxes)] if tag == "rect"]
    assert len(drawn) == len(boxes)
    for given, (x0, top, x1, bottom) in zip(drawn, boxes, strict=True):
        assert abs(float(given["x"]) - x0) <= 1.1
        assert abs(float(given["y"]) - top) <= 1.1
        assert abs(float(given["width"]) - (x1 - x0)) <= 2.2
        assert abs(float(given["height"]) - (bottom - top)) <= 2.2


def test_what_was_not_understood_is_shown(site: Path, valmont: Record) -> None:
    assert valmont.warnings
    contract = Page(site / "contrats" / f"{valmont.contract.id}.html")
    for warning in valmont.warnings:
        assert sentence(warning.code) in contract.text
        assert " ".join(detail(warning.message).split()) in contract.text
    for view in contract_view(valmont).actions:
        page = Page(site / "actions" / f"{view.action.id}.html")
        for warning in view.warnings:
            said = f"{sentence(warning.code)} p. {warning.page} {detail(warning.message)}"
            assert " ".join(said.split()) in page.text
            assert warning.message not in page.text  # which is in English


def test_a_text_files_values_show_their_lines_and_no_image(site: Path, records: Path) -> None:
    record = Record.model_validate_json((records / "kerval.json").read_bytes())
    page = Page(site / "actions" / f"{record.actions[0].id}.html")
    assert not [given for tag, given in page.tags if tag == "img"]
    assert "fichier de texte" in page.text
    title = next(row.line for row in record.evidence if row.field == "/actions/0/title")
    assert f"ligne {title}" in page.text


def test_a_contracts_facts_are_shown_where_they_were_read(site: Path, valmont: Record) -> None:
    text = Page(site / "contrats" / f"{valmont.contract.id}.html").text
    for said in (
        "Date : signature 26 juin 2015",
        "Les Tilleuls prioritaire QP000001 Valmont 1 324 8 000 € p. 3",
        "Préfecture, Sylvie ARDANT sous-préfète de Ferlieu pour le Préfet p. 30",
        "Ville de Valmont, Hélène COURTAUBERT Maire de Valmont p. 30",
        "comité de pilotage, deux fois par an maire de Valmont ; sous-préfet de Ferlieu",
        "Un bilan annuel est remis au comité de pilotage au mois de mars.",
        "Taux de chômage par trimestre page 29 Trimestre Valmont Zone d’emploi Département 1er trimestre 2014 14,6 %",
        "affecter un délégué du préfet à mi-temps au suivi du contrat ; Engagement · 2 p. 31",
    ):
        assert said in text, said


def test_what_a_reader_corrected_is_said(valmont: Record, tmp_path: Path) -> None:
    record = with_a_correction(valmont)
    build_site([record], undrawn, tmp_path / "site")
    action = Page(tmp_path / "site" / "actions" / f"{record.actions[0].id}.html")
    assert f"Titre : « {record.actions[0].title} » au lieu de « Avant » Mme Roux, 2 mars 2026" in action.text


def test_a_contract_of_several_files_shows_each_page_of_its_own_file(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text("file,contract\nvalmont.pdf,Lise\nboisfleury.pdf,Lise\n", encoding="utf-8")
    for name in ("valmont.pdf", "boisfleury.pdf"):
        (tmp_path / name).write_bytes((samples / name).read_bytes())
    listed = tmp_path / "groups.csv"
    assert run("extract", tmp_path, "--group", listed, "--out", tmp_path / "records").exit_code == 0
    result = run("report", tmp_path / "records", "--pdfs", samples, "--out", tmp_path / "site")
    assert (result.exit_code, result.stderr) == (0, "")
    test_every_link_leads_somewhere(tmp_path / "site")
    record = Record.model_validate_json((tmp_path / "records" / "Lise.json").read_bytes())
    assert [source.file_name for source in record.sources] == ["valmont.pdf", "boisfleury.pdf"]
    contract = Page(tmp_path / "site" / "contrats" / f"{record.contract.id}.html")
    assert "Lu dans valmont.pdf (32 pages), boisfleury.pdf (5 pages)." in contract.text
    for action, file, image in ((record.actions[1], "valmont", "p009"), (record.actions[-1], "boisfleury", "f2-p004")):
        page = Page(tmp_path / "site" / "actions" / f"{action.id}.html")
        assert f"Page {int(image[-3:])} de {file}.pdf" in page.text
        source = next(given["src"] for tag, given in page.tags if tag == "img" and image in str(given["src"]))
        assert (tmp_path / "site" / "actions" / str(source)).resolve().is_file()


# The charts


def test_the_charts_count_each_action_once(records: Path) -> None:
    views = [contract_view(Record.model_validate_json(path.read_bytes())) for path in sorted(records.glob("*.json"))]
    every = sum(len(view.actions) for view in views)
    heat = heat_map(views)
    assert heat
    assert sum(cell.total for row in heat.rows for cell in row.cells) == every
    years = timeline(views)
    assert years
    for row in years.rows:
        planned = [
            a for v in views for a in v.actions if any(y.year == int(row.label) for y in a.action.calendar.years)
        ]
        assert row.cells[-1].total == len(planned)
        assert sum(cell.total for cell in row.cells[:-1]) == len(planned)
    assert categories(views)


def test_every_count_leads_to_its_actions(site: Path) -> None:
    page = Page(site / "index.html")
    rows = json.loads(
        (site / "data" / "actions.js").read_text("utf-8").removeprefix("window.CONTRATS_ACTIONS = ").rstrip(";\n")
    )
    kinds = {"ville": "contract", "theme": "theme"}
    seen = 0
    for tag, given in page.tags:
        filters = {name: values[0] for name, values in parse_qs(urlsplit(given.get("href") or "").query).items()}
        if tag == "a" and set(filters) == set(kinds):
            found = [row for row in rows if all(row[kinds[name]] == value for name, value in filters.items())]
            assert found
            seen += 1
    assert seen >= 5


def test_many_cities_stand_below_each_other(valmont: Record) -> None:
    views = [
        contract_view(valmont.model_copy(update={"contract": valmont.contract.model_copy(update={"id": f"v-{n}"})}))
        for n in range(13)
    ]
    heat = heat_map(views)
    assert heat
    assert (heat.heads[0], len(heat.rows)) == ("Ville", 13)


def test_nothing_to_count_makes_no_chart(valmont: Record) -> None:
    assert charts([contract_view(valmont.model_copy(update={"actions": [], "evidence": [], "warnings": []}))]) == []


# What the pages may load


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_in_the_page(site: Path) -> None:
    for path in pages(site):
        page = Page(path)
        policy = [given["content"] for _, given in page.tags if given.get("http-equiv") == "Content-Security-Policy"]
        assert policy == [POLICY]
        for tag, given in page.tags:
            assert not [name for name in given if name.startswith("on") or name == "style"], f"{path}: {tag}"
            assert tag != "style"
            assert tag != "script" or given.get("src")
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_a_value_is_text_whatever_it_holds(valmont: Record, tmp_path: Path) -> None:
    nasty = "\"><script>alert(1)</script><img src=x onerror=alert(2)> ' {{ 7*7 }} </title>"
    data = valmont.model_dump(mode="json")
    data["actions"][0] |= {"title": nasty, "theme": nasty, "number": nasty, "contents": [nasty]}
    data["actions"][0]["partners"] = [{"as_written": nasty}]
    data["contract"]["territory"]["name"] = nasty
    data["warnings"][0]["message"] = nasty
    record = Record.model_validate(data)
    build_site([record], undrawn, tmp_path / "site")
    for path in pages(tmp_path / "site"):
        page = Page(path)
        assert all(
            given.get("src", "").startswith(("static/", "../static/", "data/"))
            for tag, given in page.tags
            if tag == "script"
        )
        assert not [given for tag, given in page.tags if tag == "img"]
    assert (
        nasty.split(" {{")[0].split("> '")[0]
        in Page(tmp_path / "site" / "actions" / f"{record.actions[0].id}.html").text
    )


# How the site is written


def test_the_same_records_give_the_same_site(site: Path, records: Path, samples: Path, tmp_path: Path) -> None:
    assert run("report", records, "--pdfs", samples, "--out", tmp_path / "again").exit_code == 0
    names = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert names == sorted(p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*") if p.is_file())
    for name in names:
        assert (site / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_a_page_is_drawn_once_and_is_small(site: Path, valmont: Record) -> None:
    images = sorted((site / "pages" / valmont.contract.id).iterdir())
    assert len(images) == len(contract_view(valmont).pages)
    assert max(image.stat().st_size for image in images) < 400_000


def test_a_pdf_that_is_not_found_is_said_and_its_pages_are_left_out(records: Path, tmp_path: Path) -> None:
    result = run("report", records / "valmont.json", "--out", tmp_path / "site")
    assert result.exit_code == 0
    assert result.stderr.startswith("contrats: valmont.pdf: not found beside its record")
    assert "--pdfs" in result.stderr
    assert result.stderr.count("\n") == 1
    page = Page(next(iter(sorted((tmp_path / "site" / "actions").iterdir()))))
    assert "n’est pas montrée" in page.text
    assert not [given for tag, given in page.tags if tag == "img"]


def test_a_pdf_under_another_name_is_known_by_its_content(records: Path, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "pdfs" / "deep").mkdir(parents=True)
    (tmp_path / "pdfs" / "valmont.pdf").write_bytes((samples / "rivemont-agglo.pdf").read_bytes())
    (tmp_path / "pdfs" / "deep" / "renamed.pdf").write_bytes((samples / "valmont.pdf").read_bytes())
    result = run("report", records / "valmont.json", "--pdfs", tmp_path / "pdfs", "--out", tmp_path / "site")
    assert (result.exit_code, result.stderr) == (0, "")
    (tmp_path / "pdfs" / "deep" / "renamed.pdf").unlink()
    result = run("report", records / "valmont.json", "--pdfs", tmp_path / "pdfs", "--out", tmp_path / "site")
    assert "not the file that was read" in result.stderr


def test_a_site_takes_the_place_of_a_site_and_of_nothing_else(records: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    result = run("report", records / "kerval.json", "--out", out)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert [path.name for path in out.iterdir()] == ["mine.txt"]
    (out / "mine.txt").unlink()
    assert run("report", records / "kerval.json", "--out", out).exit_code == 0
    (out / "actions" / "old.html").write_text("old")
    assert run("report", records / "kerval.json", "--out", out).exit_code == 0
    assert not (out / "actions" / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_where_writing_fails_the_earlier_site_stays(valmont: Record, tmp_path: Path) -> None:
    build_site([valmont], undrawn, tmp_path / "site")

    def broken(_source: Source, _numbers: object) -> Iterator[tuple[int, Picture]]:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        build_site([valmont], broken, tmp_path / "site")
    assert (tmp_path / "site" / "index.html").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_files_of_one_id_have_pages_of_their_own(valmont: Record, tmp_path: Path) -> None:
    other = valmont.model_copy(update={"source": valmont.source.model_copy(update={"sha256": "f" * 64})})
    for name, record in (("a", valmont), ("b", other)):
        (tmp_path / f"{name}.json").write_text(record.model_dump_json(), encoding="utf-8")
    result = run("report", tmp_path / "a.json", tmp_path / "b.json", "--out", tmp_path / "site")
    assert result.exit_code == 0
    assert len(list((tmp_path / "site" / "contrats").iterdir())) == 2
    assert "told apart" in result.stderr


# The review page


def test_the_review_page_is_whole_in_itself(records: Path, samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    result = run("review", records / "valmont.json", "--pdf", samples / "valmont.pdf", "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    page = Page(out)
    assert all(address.startswith("#") for address in page.addresses())
    policy = next(given["content"] for _, given in page.tags if given.get("http-equiv"))
    assert "unsafe" not in policy
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-\S+'; style-src 'sha256-\S+'; img-src data:; .*", policy
    )
    assert len(page.ids) == len(set(page.ids))


def test_the_review_pages_name_is_the_records(records: Path, samples: Path) -> None:
    result = run("review", records / "valmont.json", "--pdf", samples / "valmont.pdf")
    assert result.exit_code == 0
    assert (records / "valmont.review.html").is_file()
    assert run("review", records).exit_code == 1
    assert run("review", records / "gone.json").exit_code == 1


def test_ids_are_unique_on_every_page(site: Path) -> None:
    for path in pages(site):
        ids = Page(path).ids
        assert len(ids) == len(set(ids)), path


# Words


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (ranged([4], "page", "pages"), "page 4"),
        (ranged([4, 5, 6], "page", "pages"), "pages 4 à 6"),
        (ranged([4, 9], "ligne", "lignes"), "lignes 4, 9"),
        (said_date("2015-06-26"), "26 juin 2015"),
        (said_date("2015-07-01"), "1er juillet 2015"),
        (said_date("juin 2015"), "juin 2015"),
        (thousands(12345), "12\u202f345"),
        (thousands(None), "–"),
        (short("mot " * 40), ("mot " * 40)[:79] + "…"),
    ],
)
def test_things_are_said_as_the_french_do(made: str, said: str) -> None:
    assert made == said


def test_a_record_read_in_python_makes_a_site(samples: Path, tmp_path: Path) -> None:
    site = build_site([read_contract(samples / "boisfleury.pdf")], undrawn, tmp_path / "site")
    assert (site.contracts, site.images) == (1, 0)
