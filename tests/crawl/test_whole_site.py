"""One night on sites of every kind at once, with faults among them, and the night after: the
promise of the crawl in one place.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tests.crawl.builders import CHALLENGE
from tests.crawl.conftest import Nights
from tests.crawl.method_sites import COUNT, SITES, plant_articles
from tests.crawl.site import Site, cut_off, gzipped, hang_up, pdf, redirect, status

HEALS = {
    "/yjs/P1.pdf": (status(500), hang_up),
    "/yjs/P2.pdf": (status(429, Retry_After="7"),),
    "/yjs/P3.pdf": (cut_off(500, b"%PDF-1.4"),),
    "/yjs/t4.html": (status(503),),
    "/yjs/P5.pdf": (gzipped(pdf(5)),),
}
"""What a site does once or twice and then no more."""
STAYS = {
    "/yjs/P6.pdf": ("refused", redirect("http://169.254.169.254/x.pdf")),
    "/yjs/t7.html": ("blocked", status(200, CHALLENGE.encode())),
}
"""What a site does all night, and the kind of failure it is."""


def test_every_kind_of_site_and_every_fault_in_one_night(tmp_path: Path) -> None:
    with ExitStack() as stack:
        sites = {
            name: stack.enter_context(Site(f"127.0.0.{number}"))
            for number, name in enumerate(SITES, 2)
        }
        nights = Nights(next(iter(sites.values())), tmp_path)
        nights.settings.allow_hosts = [f"127.0.0.{number}" for number in range(2, len(SITES) + 2)]
        sources = []
        for number, (name, site) in enumerate(sites.items()):
            keys = SITES[name](site, plant_articles(site))
            nights.site = site
            sources.append(nights.source(**({"method": name, "id": f"s{number}"} | keys)))
            for path, faults in HEALS.items():
                site.fail(path, *faults)
            for path, (_, fault) in STAYS.items():
                site.fail(path, *[fault] * 4)

        first = nights.crawl(*sources)
        found = [item.source_url for item in first.found]
        expected = {
            site.url(f"/yjs/P{number}.pdf")
            for site in sites.values()
            for number in range(1, COUNT - 1)
        }
        assert len(found) == len(set(found)) and set(found) == expected
        assert sorted(failure.kind for failure in first.failures) == sorted(
            [kind for kind, _ in STAYS.values()] * len(SITES)
        )

        for site in sites.values():
            site.faults.clear()
        nights.clock.next_day()
        healed = nights.crawl(*sources)
        assert {item.source_url for item in healed.found} == {
            site.url(f"/yjs/P{number}.pdf") for site in sites.values() for number in (6, 7)
        }
        assert healed.failures == []

        for site in sites.values():
            site.forget()
        nights.clock.next_day()
        assert nights.crawl(*sources).no_news
        for name, site in sites.items():
            asked = site.asked()
            assert asked.count("/robots.txt") <= 1 and len(asked) == len(set(asked)), name
            assert not [
                path for path in asked if path.startswith("/yjs/t") or path.endswith(".pdf")
            ], name
