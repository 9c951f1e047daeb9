"""The documentation as a site: it builds without a warning, and asks nothing of the web."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src"}

pytestmark = pytest.mark.slow


class Page(HTMLParser):
    """The links of a page, what it loads, and the places in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.places.add(str(given["id"]))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag in LOADED and given.get(LOADED[tag]) and given.get("rel") != "canonical":
            self.loads.append(str(given[LOADED[tag]]))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site, built with warnings as errors."""
    out = tmp_path_factory.mktemp("docs")
    mkdocs = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run(
        [mkdocs, "build", "--strict", "--site-dir", out],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return out


def pages_of(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def dead_links(pages: dict[Path, Page]) -> list[str]:
    """Return the links within the site that lead to no page or to no place on it."""
    dead = []
    for path, page in pages.items():
        for link in [*page.links, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme or path.name == "404.html":  # that one is served at any depth
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            place = unquote(parts.fragment)
            there = pages.get(target)
            if not target.exists() or (
                place and there is not None and place != "__tabbed" and place not in there.places
            ):
                dead.append(f"{path.name}: {link}")
    return dead


def test_every_link_leads_somewhere(site: Path) -> None:
    assert dead_links(pages_of(site)) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<h1 id='top'></h1><a href='#top'></a><a href='#no'></a><a href='b.html'></a>")
    assert dead_links(pages_of(tmp_path)) == ["a.html: #no", "a.html: b.html"]


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loaded = {url for page in pages_of(site).values() for url in page.loads}
    assert loaded
    assert [url for url in sorted(loaded) if urlsplit(url).scheme or url.startswith("//")] == []


def test_the_dictionary_and_the_functions_are_those_of_the_code(site: Path) -> None:
    dictionary = (site / "dictionary.html").read_text("utf-8")
    assert "amount_yuan" in dictionary and "is_canonical" in dictionary
    functions = (site / "api.html").read_text("utf-8")
    for name in ("budgetflow.read", "budgetflow.open", "OpenRelease"):
        assert re.search(rf'id="[^"]*{re.escape(name)}', functions)
