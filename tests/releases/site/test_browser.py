"""The catalogue in a real browser: headless Chromium, from the disk, at the size of a desk and of a
telephone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from tests.builders.browser import chromium
from tests.builders.disclosures import disclosure
from tests.releases.site.builders import Drawn

SIZES = {"desk": (1280, 800), "telephone": (390, 844)}

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Chromium, started once."""
    with chromium("the catalogue") as started:
        yield started


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of four publishers, one of them over two years, one with a sheet that has no
    boxes.
    """
    folder: Path = tmp_path_factory.mktemp("browser")
    lake = Lake(folder / "lake")
    for name, year, region in (
        ("新市区教育局", 2025, "650104"),
        ("新市区教育局", 2026, "650104"),
        ("东城区教育局", 2026, "110101"),
    ):
        lake.replace(
            disclosure(
                name, year, region, figures={"201": f"{year}.00", "208": "12.50", "2080501": "3.00"}
            ),
            "1",
        )
    sheet = disclosure(
        "有电子表格的局",
        2026,
        "110101",
        figures={f"{2010000 + number}": f"{number}.00" for number in range(60)},
    )
    for number, amount in enumerate(sheet.amounts):
        amount.x0 = amount.top = amount.x1 = amount.bottom = None
        amount.page, amount.locator = 1, f"公开01表!{'DE'[number % 2]}{6 + number // 2}"
    lake.replace(sheet, "1")
    made = build_release(lake, folder / "releases", date(2026, 11, 22), pictures=Drawn())
    assert made is not None
    return Path(made.path)


@pytest.fixture(params=sorted(SIZES))
def page(request: pytest.FixtureRequest, browser: Browser, release: Path) -> Iterator[Page]:
    """The first page of the catalogue, watched: no request may leave the folder, and the console
    stays silent.
    """
    width, height = SIZES[request.param]
    opened = browser.new_page(
        viewport={"width": width, "height": height}, has_touch=request.param == "telephone"
    )
    opened.set_default_timeout(10_000)
    trouble: list[str] = []
    inside = release.as_uri()
    opened.on(
        "request",
        lambda request: trouble.append(request.url) if not request.url.startswith(inside) else None,
    )
    # A request that leaving the page cut short (the icon's, as a rule) is no trouble.
    opened.on(
        "requestfailed",
        lambda request: (
            trouble.append(f"failed: {request.url}")
            if request.failure != "net::ERR_ABORTED"
            else None
        ),
    )
    opened.on(
        "console",
        lambda message: (
            trouble.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.goto(f"{inside}/index.html")
    yield opened
    assert trouble == []
    opened.close()


def wide_at(page: Page) -> int:
    """Give how many pixels the page is wider than the window: a telephone must not have to scroll
    sideways.
    """
    wider: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider


def test_search_in_chinese_to_a_publisher_to_a_figure_to_its_crop(page: Page) -> None:
    page.fill("#q", "东城 教育")
    page.wait_for_selector("#results a")
    assert page.inner_text("#search-state") == "找到 1 个"
    assert wide_at(page) <= 0
    page.click("#results a")
    assert page.inner_text("h1") == "东城区教育局"
    page.wait_for_selector("figure table.bars", state="attached")
    assert wide_at(page) <= 0
    page.click("main table:not(.bars) a")
    assert wide_at(page) <= 0
    figure = page.locator("table.printed a").first
    printed = figure.inner_text()
    figure.click()
    page.wait_for_url("**/v/**")
    assert printed in page.inner_text("#chosen")
    target = page.locator("svg.page a:target rect")
    assert target.is_visible()
    drawn: int = page.evaluate(
        "new Promise((done) => { const i = new Image(); i.onload = () => done(i.width); i.src = "
        "document.querySelector('image').href.baseVal; })"
    )
    assert drawn > 0
    page.locator("svg.page a:target").click()
    page.wait_for_url(re.compile(r"/d/"))
    assert page.locator(":target").inner_text() == printed


def test_a_picture_wider_than_its_frame_has_a_shadow_where_it_goes_on(page: Page) -> None:
    page.fill("#q", "东城区教育局")
    page.click("#results a")
    page.click("main table:not(.bars) a")
    page.locator("table.printed a").first.click()
    page.wait_for_url("**/v/**")
    edge, sheet = page.locator(".edge"), page.locator("#sheet")
    sheet.evaluate("sheet => { sheet.scrollLeft = 0; }")
    is_wider = sheet.evaluate("sheet => sheet.scrollWidth > sheet.clientWidth + 1")
    page.wait_for_function("!document.querySelector('.edge').classList.contains('before')")
    assert ("after" in edge.get_attribute("class").split()) == is_wider
    if page.viewport_size["width"] < 500:
        assert is_wider
        sheet.evaluate("sheet => { sheet.scrollLeft = sheet.scrollWidth; }")
        page.wait_for_function("document.querySelector('.edge').className === 'edge before'")


def test_a_figure_of_a_sheet_is_found_in_its_cell_with_letters_and_numbers_in_sight(
    page: Page,
) -> None:
    page.fill("#q", "有电子表格的局")
    page.click("#results a")
    page.click("main table a")
    figure = page.locator("table.printed a").nth(81)
    printed = figure.inner_text()
    figure.click()
    page.wait_for_url("**/v/**")
    page.wait_for_function("document.getElementById('chosen').textContent")
    assert page.inner_text("#chosen") == f"E46 · 基本支出：{printed}"
    assert wide_at(page) <= 0
    seen = (
        "(e) => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= "
        "innerHeight && b.left >= 0 && b.right <= innerWidth; }"
    )
    for element in (
        page.locator("td a:target"),
        page.locator("thead th").last,
        page.locator("tr:has(:target) th").first,
    ):
        assert element.evaluate(seen)
    page.locator("td a:target").click()
    page.wait_for_url(re.compile(r"/d/"))
    assert page.locator(":target").inner_text() == printed


def test_a_printed_page_has_no_controls_and_says_where_it_is_from(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    assert (
        not page.locator("header.top").is_visible() and not page.locator("form.search").is_visible()
    )
    assert page.locator("footer").is_visible() and "2026.11.22" in page.inner_text("footer")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    ), "paper is white, whatever the screen was"


def test_the_language_is_switched_and_kept(page: Page) -> None:
    assert (
        page.locator("h1 [lang=zh]").is_visible() and not page.locator("h1 [lang=en]").is_visible()
    )
    page.click("button[data-language=en]")
    assert (
        page.locator("h1 [lang=en]").is_visible() and not page.locator("h1 [lang=zh]").is_visible()
    )
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    page.goto(page.url.replace("index.html", "provinces.html"))
    assert page.inner_text("h1") == "Places"
    page.goto(page.url + "?lang=zh")
    assert page.inner_text("h1") == "地区"


def test_publishers_are_compared_side_by_side(page: Page) -> None:
    page.goto(page.url.replace("index.html", "compare.html"))
    for name in ("新市区教育局", "东城区教育局"):
        page.fill("#q", name)
        page.locator("#results a", has_text=name).click()
        page.wait_for_selector(f"#who th:has-text('{name}')")
    rows = page.locator("#figures tr").all_inner_texts()
    text = "\n".join(rows)
    of_2026, of_2025 = text.split("2025 预算")
    assert re.search(
        r"201 一般公共服务支出\s+2,026.00\s+99.2%\s+2,026.00\s+99.2% · \+0.0%", of_2026
    )
    assert re.search(r"201 一般公共服务支出\s+2,025.00\s+99.2%\s+未注明", of_2025), of_2025
    shared = page.url
    page.click("#chips button >> nth=0")
    page.wait_for_function("document.querySelectorAll('#who th').length === 2")
    assert "新市区" not in page.inner_text("#chips")
    page.goto(shared)
    page.wait_for_function("document.querySelectorAll('#who th').length === 3")


def test_a_code_and_too_short_a_word(page: Page) -> None:
    page.fill("#q", "6501")
    page.wait_for_selector("#results a")
    assert page.locator("#results a").all_inner_texts() == ["新市区教育局"]
    page.fill("#q", "局")
    page.wait_for_function("document.getElementById('search-state').textContent.includes('两个字')")
    page.fill("#q", "没有的局")
    page.wait_for_function(
        "document.getElementById('search-state').textContent.startsWith('没有找到。试试')"
    )


def test_everything_can_be_reached_with_the_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#q").focus()
    page.keyboard.type("东城区教育局")
    page.wait_for_selector("#results a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/**")


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "provinces.html",
        "findings.html",
        "changes.html",
        "datasets.html",
        "compare.html",
    ],
)
def test_every_page_fits_a_telephone_and_has_one_heading(
    browser: Browser, release: Path, name: str
) -> None:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.goto(f"{release.as_uri()}/{name}")
    assert wide_at(opened) <= 0
    assert opened.locator("h1").count() == 1
    assert opened.locator("img:not([alt]), input:not([id])").count() == 0
    opened.close()
