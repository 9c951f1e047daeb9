"""Headless Chromium for tests: the machine's own, or playwright's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Error, sync_playwright


@contextmanager
def chromium(what: str) -> Iterator[Browser]:
    """Start Chromium; where there is none, the test is skipped and says that `what` was not
    tried.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    own = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(
                executable_path=own, args=["--no-sandbox", "--disable-gpu"]
            )
        except Error:
            pytest.skip(
                f"no Chromium on this machine (`apt-get install chromium`): {what} was not tried "
                f"in a browser"
            )
        yield started
        started.close()
