"""A night on a site that plays real ones: every planted disclosure once, nothing else, and a quiet
second night.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from budgetflow.crawl.state.found import Found
from budgetflow.crawl.state.lock import CrawlBusy, only_crawl
from tests.crawl.builders import LIST, plant, title
from tests.crawl.conftest import Nights
from tests.crawl.site import PDF, Site, article, listing, pdf


def test_every_planted_disclosure_is_found_once_with_all_that_is_known_of_it(
    site: Site, nights: Nights
) -> None:
    plant(site, 10)
    report = nights.crawl()
    assert report.failures == [] and report.counts == {"new": 10, "revised": 0, "withdrawn": 0}
    newest = report.found[0]
    assert newest == Found(
        source_id="test",
        region_code="650104",
        landing_url=site.url("/yjs/t10.html"),
        source_url=site.url("/yjs/P10.pdf"),
        title=title(10),
        publisher="某市财政局",
        published_on=date(2026, 2, 11),
        sha256=hashlib.sha256(pdf(10)).hexdigest(),
        file_name="P10.pdf",
        media_type="application/pdf",
    )
    assert nights.archive.get(newest.sha256) == pdf(10)
    assert len({item.source_url for item in report.found}) == 10
    assert report.hosts["127.0.0.1"].errors == 0


def test_a_quiet_night_costs_one_conditional_request_and_robots(site: Site, nights: Nights) -> None:
    plant(site, 10)
    nights.crawl()
    site.forget()
    nights.clock.next_day()
    report = nights.crawl()
    assert report.no_news and report.failures == []
    assert site.asked() == ["/robots.txt", LIST]
    assert "If-None-Match" in site.requests[1][1]
    assert report.hosts["127.0.0.1"].not_modified == 1


def test_a_list_without_validators_costs_no_more(site: Site, nights: Nights) -> None:
    plant(site, 6)
    site.pages[LIST].validators = False
    nights.crawl()
    site.forget()
    nights.clock.next_day()
    assert nights.crawl().no_news
    assert site.asked() == ["/robots.txt", LIST]


def test_only_what_is_new_is_fetched_and_reading_stops_at_known_ground(
    site: Site, nights: Nights
) -> None:
    plant(site, 12)
    nights.crawl()
    plant(site, 14)
    site.forget()
    nights.clock.next_day()
    report = nights.crawl()
    assert sorted(item.title for item in report.found) == sorted([title(13), title(14)])
    assert site.asked() == [
        "/robots.txt",
        LIST,
        "/yjs/index_1.html",
        "/yjs/t14.html",
        "/yjs/P14.pdf",
        "/yjs/t13.html",
        "/yjs/P13.pdf",
    ]


def test_notices_news_and_reports_are_passed_over(site: Site, nights: Nights) -> None:
    plant(site, 2)
    others = [
        "关于编制2026年部门预算的通知",
        "某局2025年政府信息公开工作年度报告",
        "去年财政收入增速位列全省第三",
    ]
    rows = [(f"n{number}.html", name, "2026-02-01") for number, name in enumerate(others)] + [
        (f"t{number}.html", title(number), "2026-02-01") for number in (1, 2)
    ]
    site.put(LIST, listing(rows))
    for number, name in enumerate(others):
        site.put(
            f"/yjs/n{number}.html",
            article(name, "2026-02-01", f"n{number}.doc").replace("部门预算", "公告栏", 1),
        )
        site.put(f"/yjs/n{number}.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword")
    report = nights.crawl()
    assert {item.title for item in report.found} == {title(1), title(2)}
    assert report.sources[0].no_disclosure == 3
    assert not [path for path in site.asked() if path.endswith(".doc")]


def test_a_page_in_gbk_and_tables_in_the_page_itself(site: Site, nights: Nights) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>1,234.56</td></tr>"
        for name in ("工资福利支出", "商品和服务支出", "资本性支出")
    )
    body = f"<table>{rows}</table>"
    site.put(
        LIST,
        listing([("t1.html", title(1), "2026-02-02")], charset="gb2312"),
        "text/html",
        encoding="gb18030",
    )
    site.put(
        "/yjs/t1.html",
        article(title(1), "2026-02-02", body=body, charset="gb2312"),
        "text/html",
        encoding="gb18030",
    )
    (item,) = nights.crawl().found
    assert (item.title, item.source_url, item.landing_url, item.media_type) == (
        title(1),
        site.url("/yjs/t1.html"),
        site.url("/yjs/t1.html"),
        "text/html",
    )


def test_a_list_may_link_files_themselves(site: Site, nights: Nights) -> None:
    site.put(
        LIST, listing([("P1.pdf", title(1), "2026-02-02"), ("P2.pdf", title(2), "2026-02-03")])
    )
    site.put("/yjs/P1.pdf", pdf(1), PDF)
    site.put("/yjs/P2.pdf", pdf(2), PDF)
    found = nights.crawl().found
    assert [(item.title, item.landing_url, item.published_on) for item in found] == [
        (title(1), site.url(LIST), date(2026, 2, 2)),
        (title(2), site.url(LIST), date(2026, 2, 3)),
    ]


def test_columns_of_departments_below_the_first_list(site: Site, nights: Nights) -> None:
    site.put(
        LIST,
        listing(
            [
                (f"/d{number}/index.html", f"某市第{number}局", "2026-01-01")
                for number in range(1, 4)
            ]
        ),
    )
    for number in range(1, 4):
        rows = [
            (f"t{year}.html", f"某市第{number}局{year}年部门预算", f"{year}-02-01")
            for year in (2026, 2025)
        ]
        site.put(f"/d{number}/index.html", listing(rows))
        for year in (2026, 2025):
            site.put(
                f"/d{number}/t{year}.html",
                article(f"某市第{number}局{year}年部门预算", f"{year}-02-01", f"P{year}.pdf"),
            )
            site.put(f"/d{number}/P{year}.pdf", pdf(f"{number}{year}"), PDF)
    assert len(nights.crawl().found) == 6
    site.forget()
    nights.clock.next_day()
    assert nights.crawl().no_news
    assert sorted(site.asked()) == sorted(
        ["/robots.txt", LIST, "/d1/index.html", "/d2/index.html", "/d3/index.html"]
    )


def test_a_page_that_sends_the_browser_on_is_followed(site: Site, nights: Nights) -> None:
    site.put(LIST, listing([("t1.html", title(1), "2026-02-02")]))
    site.put(
        "/yjs/t1.html",
        "<html><head><meta http-equiv=refresh content='0;url=/new/t1.html'></head></html>",
    )
    site.put("/new/t1.html", article(title(1), "2026-02-02", "P1.pdf"))
    site.put("/new/P1.pdf", pdf(1), PDF)
    (item,) = nights.crawl().found
    assert (item.landing_url, item.source_url) == (
        site.url("/new/t1.html"),
        site.url("/new/P1.pdf"),
    )


def test_a_list_that_sends_the_browser_on_is_followed(site: Site, nights: Nights) -> None:
    plant(site, 2)
    site.put("/old.html", f"<html><script>location.href='{LIST}'</script></html>")
    assert len(nights.crawl(nights.source("/old.html")).found) == 2


@pytest.mark.parametrize(
    "frame",
    [
        "<html><body><iframe src='{0}'></iframe></body></html>",
        "<html><frameset><frame src='{0}'></frameset></html>",
    ],
)
def test_a_list_may_stand_in_a_frame(site: Site, nights: Nights, frame: str) -> None:
    plant(site, 2)
    site.put("/frame.html", frame.format(LIST))
    assert len(nights.crawl(nights.source("/frame.html")).found) == 2


def test_a_page_that_names_only_the_department_is_known_by_its_line_in_the_list(
    site: Site, nights: Nights
) -> None:
    site.put(
        LIST,
        listing([("t1.html", title(1), "2026-02-02"), ("t2.html", "某市商务局", "2026-02-02")]),
    )
    for number in (1, 2):
        site.put(
            f"/yjs/t{number}.html",
            article("某市商务局", "2026-02-02", f"W{number}.zip").replace("部门预算", "信息公开"),
        )
        site.put(f"/yjs/W{number}.zip", b"PK\x03\x04 one", "application/zip")
    assert [(item.title, item.source_url) for item in nights.crawl().found] == [
        (title(1), site.url("/yjs/W1.zip"))
    ]


def test_include_exclude_and_since_choose_what_is_fetched(site: Site, nights: Nights) -> None:
    rows = [
        ("t1.html", title(1), "2026-02-02"),
        ("t2.html", title(2), "2026-02-03"),
        ("t3.html", title(3), "2019-02-03"),
    ]
    site.put(LIST, listing(rows))
    for number in (1, 2, 3):
        site.put(f"/yjs/t{number}.html", article(title(number), "2026-02-02", f"P{number}.pdf"))
        site.put(f"/yjs/P{number}.pdf", pdf(number), PDF)
    found = nights.crawl(nights.source(exclude=["第2局"], since="2020-01-01")).found
    assert [item.title for item in found] == [title(1)]
    nights.clock.next_day()
    site.put(LIST, listing(rows) + " ")
    assert [item.title for item in nights.crawl(nights.source()).found] == [title(2), title(3)]


def test_two_crawls_at_once_the_second_leaves_with_a_message(
    site: Site, nights: Nights, tmp_path: Path
) -> None:
    with only_crawl(tmp_path / "state"), pytest.raises(CrawlBusy, match="another crawl"):
        nights.crawl()


def test_the_pace_is_kept(site: Site, nights: Nights) -> None:
    plant(site, 5)
    nights.crawl(nights.source(requests_per_minute=20))
    assert len(site.requests) == 13
    assert nights.clock.slept == pytest.approx(12 * 3.0)


def test_robots_are_obeyed(site: Site, nights: Nights) -> None:
    site.put(
        LIST,
        listing([("/secret/t1.html", title(1), "2026-02-02"), ("t2.html", title(2), "2026-02-02")]),
    )
    site.put("/yjs/t2.html", article(title(2), "2026-02-02", "P2.pdf"))
    site.put("/yjs/P2.pdf", pdf(2), PDF)
    report = nights.crawl()
    assert [failure.kind for failure in report.failures] == ["robots"]
    assert not site.asked("/secret/t1.html") and len(report.found) == 1


def test_sources_that_are_unreachable_are_kept_and_not_visited(site: Site, nights: Nights) -> None:
    plant(site, 1)
    report = nights.crawl(nights.source(state="unreachable"))
    assert report.sources == [] and site.requests == []


def test_a_column_that_is_one_page_of_files(site: Site, nights: Nights) -> None:
    site.put("/yjs/all.html", article("某市2026年政府预算", "2026-02-02", "P1.pdf", "P2.xlsx"))
    site.put("/yjs/P1.pdf", pdf(1), PDF)
    site.put(
        "/yjs/P2.xlsx",
        b"PK\x03\x04 sheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    report = nights.crawl(nights.source("/yjs/all.html", method="single_page"))
    assert [item.file_name for item in report.found] == [
        "P1.pdf",
        "P2.xlsx",
    ] and report.failures == []
