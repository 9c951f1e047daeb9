"""What the tests of this folder share."""

from __future__ import annotations

from tests.crawl.site import (
    PDF,
    Site,
    article,
    listing,
    pdf,
)

LIST = "/yjs/index.html"


def title(number: int) -> str:
    return f"某市第{number}局2026年部门预算公开"


def plant(site: Site, count: int, per_page: int = 4) -> None:
    """Plant disclosures, newest first, on list pages of some entries each."""
    rows = [
        (f"t{number}.html", title(number), f"2026-02-{number % 28 + 1:02}")
        for number in range(count, 0, -1)
    ]
    pages = [rows[start : start + per_page] for start in range(0, count, per_page)]
    for index, page in enumerate(pages):
        following = f'<a href="index_{index + 1}.html">下一页</a>' if index + 1 < len(pages) else ""
        site.put(LIST if index == 0 else f"/yjs/index_{index}.html", listing(page, following))
    for number in range(1, count + 1):
        site.put(
            f"/yjs/t{number}.html",
            article(title(number), f"2026-02-{number % 28 + 1:02}", f"P{number}.pdf"),
        )
        site.put(f"/yjs/P{number}.pdf", pdf(number), PDF)


CHALLENGE = "<html><head><script>$_ts=window['$_ts'];</script></head><body></body></html>"
