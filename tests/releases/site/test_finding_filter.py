"""Filters of the findings page: over all errors of a release, not only those the page shows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.site.finding_index import A_SHARD, write_error_index
from budgetflow.releases.site.finding_pages import CARDS
from budgetflow.releases.site.publishers import Disclosure, Publisher
from tests.builders.disclosures import disclosure

LOCAL = CARDS + 45
"""More than the cards and one helping of lines."""


def case(number: int, province: str = "65", message: str = "不等") -> tuple[dict[str, str], ...]:
    name = f"{number:032}"
    of = Disclosure(name, "p", 2026, "budget", None, None, None, "", 1, "accepted", province)
    card = {"finding_id": name, "check_id": "B04", "message_zh": message, "message_en": "unequal"}
    return card, of, Publisher("p", "某局", f"{province}0000", None, province)  # type: ignore[return-value]


def handed_over(path: Path) -> object:
    text = path.read_text(encoding="utf-8")
    return json.loads(text[text.index("(") + 1 : text.rindex(")")].partition(",")[2])


def test_each_error_has_its_facets_and_its_line_in_a_shard(tmp_path: Path) -> None:
    cases = [case(number) for number in range(A_SHARD)] + [case(A_SHARD, "11")]
    write_error_index(tmp_path, cases)  # type: ignore[arg-type]
    meta = handed_over(tmp_path / "errors/meta.js")
    assert meta == {
        "aShard": A_SHARD,
        "facets": [["65", "2026", "B04"], ["11", "2026", "B04"]],
        "of": [0] * A_SHARD + [1],
    }
    (line,) = handed_over(tmp_path / "errors/e1.js")  # type: ignore[misc]
    assert line[0].startswith("d/") and line[1:3] == ["某局 2026", "预算"]


def test_what_was_printed_cannot_end_the_script(tmp_path: Path) -> None:
    write_error_index(tmp_path, [case(1, message="</script>\u2028")])  # type: ignore[list-item]
    text = (tmp_path / "errors/e0.js").read_text(encoding="utf-8")
    assert "</script>" not in text and "\u2028" not in text


def test_a_release_without_errors_has_no_index(tmp_path: Path) -> None:
    write_error_index(tmp_path, [])
    assert not (tmp_path / "errors").exists()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The findings of many bureaus of one county, and of a single older one elsewhere."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not on this machine: `make system-packages` brings it")
    folder: Path = tmp_path_factory.mktemp("filter")
    lake = Lake(folder / "lake")
    together = disclosure("东城区财政局", 2024, "110101")
    for number in range(LOCAL):
        together.extend(disclosure(f"新市区第{number}局"))
    lake.replace(together, "1")
    made = build_release(lake, folder / "releases", date(2026, 11, 22))
    assert made is not None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        opened = browser.new_page()
        opened.goto(f"{Path(made.path).as_uri()}/findings.html")
        yield opened
        browser.close()


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_filters_find_errors_that_the_page_does_not_show(page: Page) -> None:
    assert page.inner_text("#shown") == f"{CARDS} / {LOCAL + 1}"
    assert page.locator("#cases > li:visible").count() == CARDS
    page.select_option("select[name=place]", "11")
    page.wait_for_selector("#others > li")
    assert page.inner_text("#shown") == "1" and "place=11" in page.url
    assert page.locator("#cases > li:visible").count() == 0
    assert page.inner_text("#others > li").startswith("东城区财政局 2024")
    page.select_option("select[name=place]", "65")
    page.wait_for_selector("#further:visible")
    assert page.inner_text("#shown") == str(LOCAL)
    page.click("#further")
    page.wait_for_selector("#further", state="hidden")
    lines = page.locator("#others > li").count()
    assert lines + page.locator("#cases > li:visible").count() == LOCAL
    page.select_option("select[name=place]", "")
    assert page.inner_text("#shown") == f"{CARDS} / {LOCAL + 1}"
    assert page.locator("#others > li").count() == 0
