"""The desk in a real browser: by keyboard alone, and readable on a telephone in the dark."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from budgetflow.corrections.correction import load_corrections
from budgetflow.review.open_cases import open_cases
from budgetflow.review.server import Desk
from budgetflow.settings import Settings
from tests.builders.browser import chromium
from tests.review.builders import PRINTED, RIGHT, home_with_a_misprint

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return a home with a misprint in it."""
    return home_with_a_misprint(tmp_path / "home")


@pytest.fixture
def page(settings: Settings) -> Iterator[Page]:
    """Return a page of Chromium on the desk's list; it must end without a word on the console."""
    said: list[str] = []
    with Desk(settings, 0, "a clerk") as desk, chromium("the review desk") as browser:
        threading.Thread(target=desk.serve_forever, daemon=True).start()
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(desk.address)
        yield page
        desk.shutdown()
    assert said == []


def test_a_misread_figure_is_corrected_by_keyboard_alone(page: Page, settings: Settings) -> None:
    page.keyboard.press("Enter")  # the first case
    page.wait_for_selector("img.paper")
    page.wait_for_function("document.querySelector('img.paper').naturalWidth > 500")
    page.keyboard.press("r")
    page.keyboard.type("第9页印的是37.59")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.select_option("#cell", label=page.locator("option", has_text=PRINTED).inner_text())
    page.keyboard.press("Tab")
    page.keyboard.type(RIGHT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Nothing waits")
    (correction,) = load_corrections([settings.home / "corrections"])
    assert correction.corrected == RIGHT
    assert open_cases(settings) == []


def test_j_and_k_go_through_what_waits_and_x_withdraws(page: Page, settings: Settings) -> None:
    first, second = open_cases(settings)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/case/{first.id}")
    page.keyboard.press("j")
    page.wait_for_url(f"**/case/{second.id}")
    page.keyboard.press("k")
    page.wait_for_url(f"**/case/{first.id}")
    page.keyboard.press("r")
    page.keyboard.type("看过页面，各项之和与合计一致")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    page.wait_for_url(f"**/case/{second.id}")
    assert [case.id for case in open_cases(settings)] == [second.id]


def test_nothing_is_cut_off_on_a_telephone_in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("Enter")
    page.wait_for_selector("img.paper")
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
    colour = page.evaluate("getComputedStyle(document.querySelector('textarea')).color")
    assert colour == page.evaluate("getComputedStyle(document.body).color")
