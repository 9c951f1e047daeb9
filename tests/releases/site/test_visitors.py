"""Ten questions that people bring to the catalogue, each answered within two clicks from the first
page: on a desk and on a telephone, in Chinese and in English, by headless Chromium.

A journalist: how much does this body spend, and more or less than last year (1)? Who spends most on
the three public expenses (2)? Whose printed figures contradict each other (3)?
An auditor: how much of the budget was spent (4)? Where is a figure printed (5)? What does a check
mean, and when does it name somebody (6)?
A citizen: what does my place publish (7)? What is the money for (8)?
A foreign researcher: who spends most on education (9)? How do I take the data away (10)?
"""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from python_calamine import CalamineWorkbook

from budgetflow.facts.derive import derive_facts
from budgetflow.interpret.understand import understand
from budgetflow.lake.store import Lake
from budgetflow.readers.dispatch import read_document
from budgetflow.releases.build import build_release
from budgetflow.releases.site.http_server import server_of
from budgetflow.sample.facts.bureaus import GANZHOU
from budgetflow.sample.facts.government import invent_government
from budgetflow.sample.paper.government import compose_government
from budgetflow.sample.render.html import render_html
from tests.builders.disclosures import disclosure
from tests.releases.site.builders import Drawn

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

SIZES = {"desk": (1280, 900), "telephone": (390, 844)}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two bureaus over two years with accounts, one of them in error, and their three public
    expenses.
    """
    folder: Path = tmp_path_factory.mktemp("visitors")
    lake = Lake(folder / "lake")
    for name, region, years in (
        ("新市区教育局", "650104", (2025, 2026)),
        ("东城区财政局", "110101", (2026,)),
    ):
        for year in years:
            figures = {"205": f"{year}.00", "208": "12.50"}
            made = disclosure(name, year, region, figures=figures)
            spent = made.amounts[-1]
            spent.item = "three_public_total"
            spent.table_code = "three_public_expenses"
            spent.function_code, spent.measure, spent.amount_yuan = None, "total", Decimal(60000)
            if name != "东城区财政局":
                made.findings.clear()
            derive_facts(made)
            lake.replace(made, "1")
    accounts = disclosure(
        "新市区教育局", 2025, "650104", figures={"205": "1900.00"}, stage="final_accounts"
    )
    accounts.findings.clear()
    lake.replace(accounts, "1")
    made_release = build_release(lake, folder / "releases", date(2026, 11, 22), pictures=Drawn())
    assert made_release is not None
    return Path(made_release.path)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not on this machine: `make system-packages` brings it")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture(params=[(size, lang) for size in SIZES for lang in ("zh", "en")], ids=str)
def home(request: pytest.FixtureRequest, browser: Browser, release: Path) -> Iterator[Page]:
    size, language = request.param
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(10_000)
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(f"{release.as_uri()}/index.html?lang={language}")
    yield page
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0, "no page is wider than the window"
    assert trouble == []
    page.close()


def english(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.dataset.lang") == "en")


def find(page: Page, words: str, title: str) -> None:
    """Search, and choose what is found: the first click."""
    page.fill("#q", words)
    page.locator("#results a", has_text=title).first.click()


def test_1_how_much_and_more_or_less_than_last_year(home: Page) -> None:
    find(home, "education xinshi" if english(home) else "xsqjyj", "新市区教育局")
    lead = home.inner_text(".lead")
    if english(home):
        assert "20.39 million yuan" in lead and "more than in 2025" in lead
    else:
        assert "2,038.50 万元" in lead and "比上年增加" in lead


def test_2_who_spends_most_on_the_three_public_expenses(home: Page) -> None:
    home.click(".questions a >> nth=0")
    rows = home.locator("table.ranking tbody tr").all_inner_texts()
    assert len(rows) == 2
    assert ("0.0600" if english(home) else "6.00") in rows[0]


def test_3_whose_printed_figures_contradict_each_other(home: Page) -> None:
    home.click(".questions li:last-child a >> nth=0")
    assert home.locator(".strip .value").first.inner_text() == "1"
    card = home.inner_text(".card")
    assert "东城区财政局" in card and "B01" not in card
    home.select_option("select[name=place]", "11")
    assert home.inner_text("#shown") == "1" and "place=11" in home.url


def test_4_how_much_of_the_budget_was_spent(home: Page) -> None:
    find(home, "新市区教育局", "新市区教育局")
    strip = home.inner_text(".strip")
    assert ("Executed in 2025" if english(home) else "2025年预算执行") in strip
    assert "%" in strip


def test_5_where_a_figure_is_printed(home: Page) -> None:
    find(home, "东城区", "东城区财政局")
    home.click(".strip a.value >> nth=0")
    home.wait_for_url(re.compile(r"/d/.*#(t1r|s)"))
    assert home.locator(":target").is_visible()


def test_6_what_a_check_means_and_when_it_names_somebody(home: Page) -> None:
    home.click("nav >> text=" + ("Findings" if english(home) else "发现"))
    home.click(".card .rule a")
    assert home.locator("h1").inner_text()
    text = home.inner_text("main")
    assert ("Nobody is named unless" if english(home) else "凡指认") in text
    assert home.locator(".card").count() == 1


def test_7_what_my_place_publishes(home: Page) -> None:
    home.click(".here a:has-text('" + ("Xinjiang" if english(home) else "新疆") + "')")
    assert "新市区教育局" in home.inner_text("main")


def test_8_what_the_money_is_for(home: Page) -> None:
    find(home, "新市区教育局", "新市区教育局")
    row = home.locator("table.bars tbody tr").first.inner_text()
    assert ("205 Education" if english(home) else "205 教育支出") in row
    assert "99.4%" in row


def test_9_who_spends_most_on_education(home: Page) -> None:
    find(home, "education" if english(home) else "教育支出", "205 教育支出")
    assert home.locator("table.ranking tbody tr").count() == 2


def test_10_how_to_take_the_data_away(home: Page) -> None:
    find(home, "东城区", "东城区财政局")
    home.click("main section table:not(.bars) a >> nth=0")
    for kind in ("CSV", "XLSX"):
        with home.expect_download() as taken:
            home.click(f".take button:has-text('{kind}') >> nth=0")
        body = Path(taken.value.path()).read_bytes()
        if kind == "CSV":
            assert "2026.00" in body.decode("utf-8-sig")
        else:
            assert_workbook(Path(taken.value.path()))
    home.click("summary:has-text('" + ("Cite" if english(home) else "引用") + "')")
    assert "sha256" in home.inner_text("#cite")


def assert_workbook(path: Path) -> None:
    """Check that another program reads the workbook, numbers as numbers."""
    with path.open("rb") as stream:
        rows = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python()
    assert any(2026.0 in row for row in rows), rows


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("jiaoyuju", "新市区教育局"),
        ("jyj", "新市区教育局"),
        ("Education Bureau", "新市区教育局"),
        ("东城 财政", "东城区财政局"),
        ("650104", "新市区教育局"),
        ("205", "205 教育支出"),
        ("公务用车", "“三公”经费"),
        ("beijing", "北京"),
    ],
)
def test_search_finds_names_pinyin_initials_english_and_codes(
    browser: Browser, release: Path, words: str, title: str
) -> None:
    page = browser.new_page()
    page.goto(f"{release.as_uri()}/index.html")
    page.fill("#q", words)
    page.locator("#results a", has_text=title).first.wait_for(timeout=5000)
    page.fill("#q", "没有这样的词")
    page.wait_for_function("document.getElementById('search-state').textContent.includes('拼音')")
    page.close()


def pages(release: Path) -> list[str]:
    """One page of every kind."""
    kinds = ("d/*.html", "d/*-text.html", "v/*/*.html", "p/*.html", "r/*.html", "k/*.html")
    found = [sorted(release.glob(kind))[0].relative_to(release).as_posix() for kind in kinds]
    return [*found, *sorted(path.name for path in release.glob("*.html")), "c/B04.html"]


@pytest.fixture(scope="module")
def government(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of one government's book: its pages are of kinds of their own."""
    folder: Path = tmp_path_factory.mktemp("government")
    book = invent_government(7, GANZHOU.region_name, GANZHOU.region_code)
    rows = understand(read_document(render_html(compose_government(book)), "book.html"))
    derive_facts(rows)
    lake = Lake(folder / "lake")
    lake.replace(rows, "1")
    made = build_release(lake, folder / "releases", date(2026, 11, 22))
    assert made is not None
    return Path(made.path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, release: Path, government: Path, language: str
) -> None:
    """By day and by night: colours are all that differs between the two, so the night is asked for
    contrast alone.
    """
    axe = Axe()
    wrong = {}
    of_governments = [*government.glob("[gd]/*.html"), government / "governments.html"]
    page = browser.new_page()
    for path in [*(release / name for name in pages(release)), *of_governments]:
        page.emulate_media(color_scheme="light")
        page.goto(f"{path.as_uri()}?lang={language}")
        found = axe.run(page).response["violations"]
        page.emulate_media(color_scheme="dark")
        found += axe.run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
        if found:
            wrong[path.name] = [(one["id"], one["nodes"][0]["html"][:300]) for one in found]
    page.close()
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)


def test_axe_sees_the_colours_of_the_night(browser: Browser, release: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto((release / "index.html").as_uri())
    page.add_style_tag(content="@media (prefers-color-scheme: dark) { h1 { color: #222 } }")
    contrast = {"runOnly": ["color-contrast"]}
    assert Axe().run(page, options=contrast).response["violations"]
    page.emulate_media(color_scheme="light")
    assert Axe().run(page, options=contrast).response["violations"] == []
    page.close()


def test_what_may_be_chosen_is_in_the_language_chosen(browser: Browser, release: Path) -> None:
    page = browser.new_page()
    page.goto(f"{release.as_uri()}/findings.html?lang=en")
    choices = page.inner_text("#filters select[name=check]")
    assert "all" in choices and not re.search(r"[一-鿿]", choices)
    page.click("[data-language=zh]")
    choices = page.inner_text("#filters select[name=check]")
    assert "全部" in choices and "all" not in choices
    page.goto(f"{release.as_uri()}/query.html?lang=en")
    assert not re.search(r"[一-鿿]", page.inner_text("#example"))
    page.close()


def test_a_page_from_a_server_asks_nothing_of_any_other_place(
    browser: Browser, release: Path
) -> None:
    with server_of(release, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        inside = f"http://127.0.0.1:{server.server_port}/"
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for name in pages(release):
            page.goto(inside + name)
        page.close()
        server.shutdown()
    assert asked and all(url.startswith(inside) for url in asked)
