"""The sample site behaves as the crawler expects of a good server, and never changes by itself."""

from __future__ import annotations

from pathlib import Path

import requests
from bs4 import BeautifulSoup

from budgetflow.sample.site.pages import sample_articles, site
from budgetflow.sample.site.server import PORT, serving
from budgetflow.sample.site.sources_file import port_before, write_sources


def test_the_site_is_the_same_bytes_each_time() -> None:
    assert site(sample_articles()) == site(sample_articles())


def test_every_article_is_on_a_list_page_and_every_attachment_is_served() -> None:
    with serving(site(sample_articles()), port=0) as address:
        seen, page = [], "index.html"
        while page:
            soup = BeautifulSoup(requests.get(f"{address}/zwgk/{page}", timeout=5).content, "lxml")
            seen += [link["href"] for link in soup.select("ul.list a")]
            onward = soup.select_one("div.page a")
            page = onward["href"] if onward else ""
        assert len(seen) == len(sample_articles()) == 6
        kinds = []
        for path in seen:
            article = BeautifulSoup(requests.get(address + path, timeout=5).content, "lxml")
            assert article.find("meta", {"name": "PubDate"})
            for link in article.select("a"):
                answer = requests.get(
                    f"{address}{path.rpartition('/')[0]}/{link['href']}", timeout=5
                )
                assert answer.status_code == 200
                kinds.append(answer.headers["Content-Type"])
        assert len(kinds) == 4


def test_an_unchanged_page_costs_no_body() -> None:
    with serving(site(sample_articles()), port=0) as address:
        first = requests.get(f"{address}/zwgk/index.html", timeout=5)
        assert first.status_code == 200
        by_tag = requests.get(
            f"{address}/zwgk/index.html",
            headers={"If-None-Match": first.headers["ETag"]},
            timeout=5,
        )
        by_date = requests.get(
            f"{address}/zwgk/index.html",
            headers={"If-Modified-Since": first.headers["Last-Modified"]},
            timeout=5,
        )
        assert (by_tag.status_code, by_date.status_code) == (304, 304)
        assert by_tag.content == b""


def test_an_unknown_page_is_a_404_and_robots_are_answered() -> None:
    with serving(site(sample_articles()), port=0) as address:
        assert requests.get(f"{address}/nothing", timeout=5).status_code == 404
        assert "Disallow: /admin/" in requests.get(f"{address}/robots.txt", timeout=5).text


def test_a_taken_port_is_replaced_by_a_free_one() -> None:
    pages = site(sample_articles())
    with (
        serving(pages, port=0) as first,
        serving(pages, port=int(first.rpartition(":")[2])) as second,
    ):
        assert first != second
        assert requests.get(f"{second}/robots.txt", timeout=5).status_code == 200


def test_a_home_asks_for_the_port_it_saw_the_site_at_before(tmp_path: Path) -> None:
    """Under another port each document would have another address and be new the second time."""
    assert port_before(tmp_path) == PORT
    with serving(site(sample_articles()), port=0) as first:
        write_sources(tmp_path, first)
    with serving(site(sample_articles()), port_before(tmp_path)) as second:
        assert second == first


def test_a_sources_file_a_person_changed_costs_only_the_port(tmp_path: Path) -> None:
    write_sources(tmp_path, "http://127.0.0.1:9").write_text("[not yaml\n", encoding="utf-8")
    assert port_before(tmp_path) == PORT
