"""The report and the review page as a reader uses them: in Chromium, from the disk, by mouse and by keyboard."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_records import with_a_correction
from typer.testing import CliRunner, Result

from extract.cli import app
from models.record import Record
from output.site.building import build_site

pytestmark = pytest.mark.slow

WIDTHS = (360, 768, 1280)
KINDS = ("index.html", "actions.html", "a-propos.html", "contrats/valmont-2015.html", "actions/valmont-2015-002.html",
         "actions/rivemont-agglomeration-2015-001.html", "actions/kerval-2015-001.html")  # fmt: skip
"""A page of each kind: with a calendar, of a programme, of a text file."""
TEXT = """Contrat de ville 2015-2020 de Kerval

Fiche action n° 1 : Planter un verger
Partenaires : Ville de Kerval
Calendrier prévisionnel : 2016
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def records(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    (folder / "kerval.txt").write_text(TEXT, encoding="utf-8")
    assert run("extract", samples, folder / "kerval.txt", "--out", folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def site(records: Path, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    result = run("report", records, "--pdfs", samples, "--out", out)
    assert result.exit_code == 0, result.stderr
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed: Debian's package of that name is")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Any]:
    """Opens a page from the disk; whatever the browser complains of fails the test at its end."""
    complaints: list[str] = []
    contexts = []

    def opened(path: Path, query: str = "", width: int = 1280, axe: bool = False, **options: Any) -> Any:
        if axe:  # it puts its own code into the page, and reads style sheets as no page of a disk may
            contexts.append(browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True))
            page = contexts[-1].new_page()
            page.goto(path.as_uri())
            return page
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri() + query)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def violations(page: Any) -> list[str]:
    """What axe-core finds on the page, one line a fault."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


def count_is(page: Any, wanted: int) -> None:
    from playwright.sync_api import expect

    expect(page.locator("#results > li")).to_have_count(wanted)


def shown(page: Any) -> list[str]:
    return page.locator("#results > li a").all_inner_texts()


# Every page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    site: Path, open_page: Any, kind: str, width: int
) -> None:
    page = open_page(site / kind, width=width, axe=True)
    page.wait_for_load_state()
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_action_that_a_reader_corrected_is_accessible(records: Path, open_page: Any, tmp_path: Path) -> None:
    record = with_a_correction(Record.model_validate_json((records / "valmont.json").read_bytes()))
    build_site([record], lambda *_: iter(()), tmp_path / "site")
    page = open_page(min((tmp_path / "site" / "actions").iterdir()), axe=True)
    assert "Mme Roux" in page.locator("main").inner_text()
    assert violations(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_comparison_is_accessible_and_no_wider_than_the_screen(
    records: Path, open_page: Any, tmp_path: Path, width: int
) -> None:
    page_path = tmp_path / "comparaison.html"
    assert run("compare", records, "--to", "html", "--out", page_path).exit_code == 0
    page = open_page(page_path, width=width, axe=True)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_skip_link_comes_first_and_leads_to_the_contents(site: Path, open_page: Any) -> None:
    page = open_page(site / "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


# Charts


@pytest.mark.parametrize("width", WIDTHS)
def test_the_charts_are_drawn_from_the_tables_beneath_them(site: Path, open_page: Any, width: int) -> None:
    page = open_page(site / "index.html", width=width)
    for kind in ("heat", "years", "categories"):
        chart = page.locator(f"[data-chart={kind}] svg[role=img]")
        assert chart.count() == 1, kind
        assert len(chart.get_attribute("aria-label")) > 40
    drawn = page.locator("[data-chart=heat] svg").text_content()
    page.locator("details").first.locator("summary").click()
    for count in page.locator("#d-heat td").all():
        number = count.inner_text().split()[0]
        assert number == "0" or number in drawn


def test_without_javascript_the_tables_are_there(site: Path, open_page: Any) -> None:
    page = open_page(site / "index.html", java_script_enabled=False)
    assert page.locator("#d-heat").is_visible()
    assert not page.locator("[data-chart]").first.is_visible()


def test_a_count_opens_its_actions(site: Path, open_page: Any) -> None:
    page = open_page(site / "index.html")
    page.locator("summary").first.click()
    link = page.locator("#d-heat td a").first
    count = int(link.inner_text().split()[0])
    link.click()
    page.wait_for_selector("#results > li")
    assert len(shown(page)) == count
    assert page.locator("#count").inner_text().startswith(f"{count} action")


# Search


def test_search_works_by_keyboard_and_keeps_its_state_in_the_address(site: Path, open_page: Any) -> None:
    page = open_page(site / "actions.html")
    every = page.locator("#count").inner_text()
    page.focus("#q")
    page.keyboard.type("METIERS pierre")
    count_is(page, 1)
    assert "métiers du bois" in shown(page)[0]
    assert page.url.endswith("?q=METIERS+pierre")
    page.reload()
    assert page.input_value("#q") == "METIERS pierre"
    assert len(shown(page)) == 1
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "reset":
            break
    page.keyboard.press("Enter")
    count_is(page, 50)
    assert page.locator("#count").inner_text() == every
    assert "?" not in page.url


def test_filters_narrow_together(site: Path, open_page: Any, records: Path) -> None:
    record = Record.model_validate_json((records / "valmont.json").read_bytes())
    page = open_page(site / "actions.html")
    page.select_option("#f-ville", record.contract.id)
    count_is(page, len(record.actions))
    page.select_option("#f-annee", "2016")
    page.select_option("#f-phase", "study")
    page.select_option("#f-priorite", "1")
    wanted = [
        action.title
        for action in record.actions
        if any(year.year == 2016 and year.phase == "study" for year in action.calendar.years)
        and action.priority
        and action.priority.level == 1
    ]
    assert wanted
    count_is(page, len(wanted))
    assert all(title in text for title, text in zip(wanted, shown(page), strict=True))
    assert page.url.endswith("?ville=valmont-2015&priorite=1&annee=2016&phase=study")


def test_a_partner_is_found_by_a_part_of_its_name(site: Path, open_page: Any, records: Path) -> None:
    record = Record.model_validate_json((records / "valmont.json").read_bytes())
    page = open_page(site / "actions.html", "?ville=valmont-2015&partenaire=mission%20locale")
    wanted = [
        a for a in record.actions if any("mission locale" in p.as_written.lower() for p in [*a.leads, *a.partners])
    ]
    assert wanted
    assert len(shown(page)) == len(wanted)


def test_nothing_found_is_said(site: Path, open_page: Any) -> None:
    page = open_page(site / "actions.html", "?theme=Chasse%20au%20dahu")
    assert page.locator("#count").inner_text() == "Aucune action ne correspond à ces filtres."
    assert page.input_value("#f-theme") == "Chasse au dahu"


def test_long_lists_go_on(site: Path, open_page: Any) -> None:
    page = open_page(site / "actions.html")
    assert len(shown(page)) == 50
    page.click("#more")
    assert len(shown(page)) == 100
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('#results > li')[50]")


def test_the_search_box_of_the_home_page_opens_the_list(site: Path, open_page: Any) -> None:
    page = open_page(site / "index.html")
    page.fill("#q", "verger")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actions.html?q=verger")
    assert shown(page) == ["1 Planter un verger"]


# Values and boxes


def test_pointing_at_a_value_lights_its_box_and_the_other_way_round(site: Path, open_page: Any) -> None:
    page = open_page(site / "actions" / "valmont-2015-002.html")
    value, zone = (
        page.locator("#v-actions-1-partners-0-as_written"),
        page.locator("#z-9-actions-1-partners-0-as_written"),
    )
    lit = "(part) => part.classList.contains('lit')"
    assert not zone.evaluate(lit)
    value.hover()
    assert zone.evaluate(lit)
    assert page.locator(".zone.lit").count() == 1
    page.mouse.move(2, 2)
    assert not zone.evaluate(lit)
    zone.locator("rect").first.hover()
    assert value.evaluate(lit)
    assert page.locator(".value.lit").count() == 1
    fill = "(part) => getComputedStyle(part.querySelector('rect')).fill"
    assert zone.evaluate(fill) != page.locator(".zone:not(.lit)").first.evaluate(fill)


def test_the_keyboard_lights_them_too(site: Path, open_page: Any) -> None:
    page = open_page(site / "actions" / "valmont-2015-002.html")
    zone, value = page.locator("#z-9-actions-1-title"), page.locator("#v-actions-1-title")
    value.locator("a").focus()
    assert "lit" in zone.get_attribute("class")
    page.keyboard.press("Enter")
    assert page.url.endswith("#z-9-actions-1-title")
    zone.focus()
    assert "lit" in value.get_attribute("class")


def test_the_box_comes_into_sight_and_stands_on_its_words(site: Path, open_page: Any, records: Path) -> None:
    record = Record.model_validate_json((records / "valmont.json").read_bytes())
    page = open_page(site / "actions" / "valmont-2015-002.html")
    page.locator("#v-actions-1-calendar-years-1").hover()
    zone = page.locator("#z-9-actions-1-calendar-years-1 rect").first
    frame, box = page.locator(".pages").bounding_box(), zone.bounding_box()
    assert frame["y"] <= box["y"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    image = page.locator("#page-9 img").bounding_box()
    row = next(r for r in record.evidence if r.field == "/actions/1/calendar/years/1" and r.box)
    assert abs((box["x"] - image["x"]) / image["width"] - (row.box[0] - 1) / 595.3) < 0.01


def test_print_is_a_clean_sheet(site: Path, open_page: Any) -> None:
    page = open_page(site / "actions" / "valmont-2015-002.html")
    page.emulate_media(media="print")
    for gone in ("header.site nav", "footer.site", ".crumbs", ".turn"):
        assert not page.locator(gone).is_visible(), gone
    assert page.locator("h1").is_visible()
    assert page.locator("#page-9 img").is_visible()
    assert page.locator(".pages").evaluate("(part) => getComputedStyle(part).overflowY") == "visible"


# The review


@pytest.fixture
def review(records: Path, samples: Path, tmp_path: Path) -> Path:
    (tmp_path / "valmont.json").write_bytes((records / "valmont.json").read_bytes())
    assert run("review", tmp_path / "valmont.json", "--pdf", samples / "valmont.pdf").exit_code == 0
    return tmp_path / "valmont.review.html"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_review_page_is_accessible(review: Path, open_page: Any, width: int) -> None:
    page = open_page(review, width=width, axe=True)
    page.select_option("#part", "valmont-2015-002")
    page.check("[data-pointer='/actions/1/title'] [value=wrong]")
    page.check("[data-pointer='/actions/1/calendar/years/0'] [value=wrong]")
    page.click("button.add[data-pointer='/actions/1/partners/-']")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_corrected_in_the_page_comes_into_the_record(review: Path, open_page: Any, samples: Path) -> None:
    before = Record.model_validate_json(review.with_name("valmont.json").read_bytes())
    page = open_page(review)
    page.check("[data-pointer='/contract/neighbourhoods/0/population'] [value=wrong]")
    page.locator("[data-pointer='/contract/neighbourhoods/0/population'] input[type=number]").fill("1400")
    page.check("[data-pointer='/contract/commitments/1/text'] [value=wrong]")
    page.locator("[data-pointer='/contract/commitments/1/text'] textarea").fill("")
    page.select_option("#part", "valmont-2015-002")
    page.check("[data-pointer='/actions/1/number'] [value=right]")
    page.check("[data-pointer='/actions/1/title'] [value=wrong]")
    page.keyboard.press("Control+a")
    page.keyboard.type("Découvrir les métiers")
    page.check("[data-pointer='/actions/1/contents/0'] [value=wrong]")
    page.locator("[data-pointer='/actions/1/contents/0'] textarea").fill("")
    page.check("[data-pointer='/actions/1/calendar/years/0'] [value=wrong]")
    page.locator("[data-pointer='/actions/1/calendar/years/0'] select").select_option("implementation")
    page.click("button.add[data-pointer='/actions/1/partners/-']")
    page.keyboard.type("La Ruche")
    page.click("#save")
    assert "nom" in page.locator("#said").inner_text(), "a correction says who made it"
    page.fill("#who", "Mme Roux")
    with page.expect_download() as download:
        page.click("#save")
    saved = review.with_name(download.value.suggested_filename)
    download.value.save_as(saved)
    assert saved.name == "valmont.corrections.json"
    saved = saved.rename(saved.with_name("saved.json"))
    content = json.loads(saved.read_text(encoding="utf-8"))
    assert {one["who"] for one in content["corrections"]} == {"Mme Roux"}
    assert all(one["when"].endswith("Z") for one in content["corrections"])

    record = review.with_name("valmont.json")
    result = run("apply-corrections", record, saved)
    assert (result.exit_code, result.stderr) == (0, "")
    contract = Record.model_validate_json(record.read_bytes()).contract
    assert contract.neighbourhoods[0].population == 1400
    assert contract.commitments == [before.contract.commitments[0], *before.contract.commitments[2:]]
    action, was = Record.model_validate_json(record.read_bytes()).actions[1], before.actions[1]
    assert action.title == "Découvrir les métiers"
    assert action.contents == was.contents[1:]
    assert action.calendar.years[0].phase == "implementation"
    assert [p.as_written for p in action.partners] == [*(p.as_written for p in was.partners), "La Ruche"]
    corrected = record.read_bytes()
    assert run("extract", samples / "valmont.pdf", "--out", record.parent).exit_code == 0
    assert record.read_bytes() == corrected


def test_what_was_marked_outlives_a_reload(review: Path, open_page: Any) -> None:
    page = open_page(review)
    page.check("[data-pointer='/contract/title'] [value=wrong]")
    page.locator("[data-pointer='/contract/title'] textarea").fill("Un autre titre")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert page.locator("[data-pointer='/contract/title'] textarea").input_value() == "Un autre titre"
    assert page.locator("#said").inner_text() == "1 avis, dont 1 correction."


# Speed and size


def test_the_report_of_the_samples_is_quick_and_small(records: Path, samples: Path, tmp_path: Path) -> None:
    started = time.perf_counter()
    assert run("report", records, "--pdfs", samples, "--out", tmp_path / "site").exit_code == 0
    assert time.perf_counter() - started < 60
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    actions = len(list((tmp_path / "site" / "actions").iterdir()))
    assert actions >= 100
    assert sum(path.stat().st_size for path in files) < 40_000_000
