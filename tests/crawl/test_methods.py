"""Every way to walk a site finds all that is planted on a site of its kind, once, and asks one
request a list the next night.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from budgetflow.sources.methods import METHODS
from budgetflow.sources.methods.list_pages import next_numbered
from budgetflow.sources.methods.publish_units import next_unit, unit_addresses
from budgetflow.sources.source import Source
from tests.crawl.builders import LIST
from tests.crawl.conftest import Nights
from tests.crawl.method_sites import SITES, plant_articles
from tests.crawl.site import HTML, Site


def test_every_method_has_a_site_here() -> None:
    assert {name.partition(" ")[0] for name in SITES} == set(METHODS)


@pytest.mark.parametrize("method", SITES)
def test_a_site_of_each_kind_is_found_whole(site: Site, nights: Nights, method: str) -> None:
    rows = plant_articles(site)
    source = nights.source(**({"method": method} | SITES[method](site, rows)))
    report = nights.crawl(source)
    assert report.failures == []
    assert sorted(item.title for item in report.found) == sorted(name for _, name, _ in rows)
    site.forget()
    nights.clock.next_day()
    assert nights.crawl(source).no_news
    assert len(site.requests) == len(set(site.asked())) and not [
        path for path in site.asked() if "/yjs/t" in path or path.endswith(".pdf")
    ]


@pytest.mark.parametrize(
    ("method", "body", "message"),
    [
        ("json_list", "<html></html>", "is no JSON"),
        ("json_list", '{"data": 1}', "no list at 'data.list'"),
        ("sitemap", "<html></html>", "no sitemap"),
    ],
)
def test_an_answer_of_another_kind_says_what_to_do(
    site: Site, nights: Nights, method: str, body: str, message: str
) -> None:
    site.put(LIST, body, HTML)
    (failure,) = nights.crawl(nights.source(method=method)).failures
    assert (failure.kind, message in failure.message) == ("unreadable", True)


def test_numbers_go_on_from_the_second_page() -> None:
    keys = {
        "id": "ab",
        "name": "某市",
        "region_code": "650104",
        "start_urls": ["http://x.invalid/"],
        "method": "numbered_pages",
    }
    source = Source.model_validate(
        {
            **keys,
            "page_url": "http://x.invalid/?start={page}&n=20",
            "second_page": 20,
            "page_step": 20,
        }
    )
    second = next_numbered(source, "http://x.invalid/")
    assert (second, next_numbered(source, second)) == (
        "http://x.invalid/?start=20&n=20",
        "http://x.invalid/?start=40&n=20",
    )


def test_units_are_named_with_their_page() -> None:
    page = """<script queryData="{'webId':'23','tagId':'列表'}" url="/api/unit"></script>"""
    (address,) = unit_addresses(page, "https://x.invalid/col/index.html")
    assert parse_qs(urlsplit(address).query) == {
        "webId": ["23"],
        "tagId": ["列表"],
        "paramJson": ['{"pageNo":1,"pageSize":15}'],
    }
    assert '"pageNo":3' in parse_qs(urlsplit(next_unit(next_unit(address))).query)["paramJson"][0]
