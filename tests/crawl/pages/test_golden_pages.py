"""Real pages: kind, title, date, source, files, entries. `golden/pages.json` was read against the
pages by a person; a page not in it fails.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from budgetflow.crawl.pages.page_view import read_page

GOLDEN: dict[str, dict[str, object]] = json.loads(
    (Path(__file__).parent / "golden" / "pages.json").read_text(encoding="utf-8")
)


@pytest.mark.corpus
@pytest.mark.parametrize("name", GOLDEN)
def test_a_real_page_reads_as_a_person_read_it(shared: Path, name: str) -> None:
    view = read_page(
        (shared / "corpus" / "pages" / f"{name}.html").read_text(encoding="utf-8", errors="replace")
    )
    seen: dict[str, object] = {
        "kind": view.kind,
        "title": view.title,
        "published_on": view.published_on.isoformat() if view.published_on else None,
        "is_disclosure": view.is_disclosure,
    }
    if view.kind == "article":
        seen |= {"source": view.source, "publisher": view.publisher}
        seen |= {
            "attachments": [one.href for one in view.attachments],
            "texts": [one.text for one in view.attachments],
        }
    if view.page_images:
        seen["page_images"] = view.page_images
    if view.kind == "list":
        seen["entries"] = [
            [entry.title, entry.date.isoformat() if entry.date else None] for entry in view.entries
        ]
        seen["next_page"] = view.next_page
    assert seen == GOLDEN[name]


@pytest.mark.corpus
def test_every_saved_page_is_in_the_golden_file(shared: Path) -> None:
    assert {path.stem for path in (shared / "corpus" / "pages").glob("*.html")} == set(GOLDEN)


PAGE_TAGS = (
    r"""(?is)<meta\b[^>]*name\s*=\s*["']?\s*(?:site\s*name|column\s*\w*|article\s*title|"""
    r"""pubdate|content\s*source|keywords|description)[^>]*>"""
)


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name", [name for name, facts in GOLDEN.items() if facts["kind"] == "article"]
)
@pytest.mark.parametrize(
    "title", [None, "", "某市人民政府门户网站"], ids=["own title", "no title", "the site's title"]
)
def test_structure_alone_says_the_same(shared: Path, name: str, title: str | None) -> None:
    """Without its page tags, without its title element, an article still says what it is, when it
    came and what it offers.
    """
    page = (shared / "corpus" / "pages" / f"{name}.html").read_text(
        encoding="utf-8", errors="replace"
    )
    page = re.sub(PAGE_TAGS, "", page)
    if title is not None:
        page = re.sub(r"(?is)<title>.*?</title>", f"<title>{title}</title>", page)
    view = read_page(page)
    seen = (
        view.kind,
        view.title,
        view.published_on.isoformat() if view.published_on else None,
        [one.href for one in view.attachments],
    )
    assert seen == tuple(
        GOLDEN[name][key] for key in ("kind", "title", "published_on", "attachments")
    )
