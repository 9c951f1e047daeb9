"""Each fault of a site ends in its documented state, and costs what it must and no more."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable

import pytest

from budgetflow.crawl.http.rate_limit import FAILURES_BEFORE_REST
from tests.crawl.builders import CHALLENGE, LIST, plant, title
from tests.crawl.conftest import Nights
from tests.crawl.site import (
    PDF,
    Handler,
    Site,
    article,
    cut_off,
    drip,
    gzipped,
    hang_up,
    listing,
    pdf,
    redirect,
    status,
)

FILE = "/yjs/P1.pdf"


HEALING: dict[str, tuple[Callable[[Handler], None], ...]] = {
    "500 twice": (status(500), status(500)),
    "503 with a rest in seconds": (status(503, Retry_After="7"),),
    "429 with a rest as a date": (status(429, Retry_After="Sun, 22 Nov 2026 04:02:00 GMT"),),
    "a body cut off": (cut_off(500, b"%PDF-1.4"),),
    "a connection that hangs up": (hang_up, hang_up),
}


@pytest.mark.parametrize("faults", HEALING.values(), ids=HEALING)
def test_what_heals_is_tried_again_the_same_night(
    site: Site, nights: Nights, faults: tuple[Callable[[Handler], None], ...]
) -> None:
    plant(site, 1)
    site.fail(FILE, *faults)
    report = nights.crawl()
    assert report.failures == [] and len(report.found) == 1
    assert nights.archive.get(report.found[0].sha256) == pdf(1)
    assert len(site.asked(FILE)) == len(faults) + 1
    assert report.hosts["127.0.0.1"].errors == len(faults)


def test_a_retry_after_is_waited_out(site: Site, nights: Nights) -> None:
    plant(site, 1)
    site.fail(FILE, status(429, Retry_After="77"))
    nights.crawl()
    assert max(nights.clock.waits) == pytest.approx(77.0)


def test_a_host_that_asks_for_a_long_rest_gets_it(site: Site, nights: Nights) -> None:
    plant(site, 4)
    site.fail("/yjs/t4.html", status(429, Retry_After="86400"))
    report = nights.crawl()
    assert {failure.kind for failure in report.failures} == {"resting"}
    assert "86400" in report.hosts["127.0.0.1"].resting
    assert site.asked()[-1] == "/yjs/t4.html"
    nights.clock.next_day()
    assert len(nights.crawl().found) == 4


def test_a_page_that_stays_broken_costs_itself_and_comes_the_next_night(
    site: Site, nights: Nights
) -> None:
    plant(site, 3)
    site.fail("/yjs/t2.html", *[status(500)] * 4)
    report = nights.crawl()
    assert [(failure.kind, failure.url) for failure in report.failures] == [
        ("status", site.url("/yjs/t2.html"))
    ]
    assert len(report.found) == 2 and report.sources[0].state == "failed"
    nights.clock.next_day()
    assert [item.title for item in nights.crawl().found] == [title(2)]


def test_a_missing_file_costs_itself_and_not_its_neighbours(site: Site, nights: Nights) -> None:
    site.put(LIST, listing([("t1.html", title(1), "2026-02-02")]))
    site.put("/yjs/t1.html", article(title(1), "2026-02-02", "P1.pdf", "P2.pdf"))
    site.put(FILE, pdf(1), PDF)
    report = nights.crawl()
    assert [item.file_name for item in report.found] == ["P1.pdf"]
    assert [failure.kind for failure in report.failures] == [
        "gone"
    ] and "t1.html" in report.failures[0].message
    site.put("/yjs/P2.pdf", pdf(2), PDF)
    site.forget()
    nights.clock.next_day()
    assert [item.file_name for item in nights.crawl().found] == ["P2.pdf"]
    assert not site.asked(FILE), "what is archived is not fetched again"


def test_a_host_that_hangs_up_every_time_is_unreachable(site: Site, nights: Nights) -> None:
    plant(site, 1)
    site.fail(LIST, *[hang_up] * 4)
    report = nights.crawl()
    assert [failure.kind for failure in report.failures] == ["unreachable"]
    nights.clock.next_day()
    assert len(nights.crawl().found) == 1


def test_a_slow_body_is_given_up(site: Site, nights: Nights) -> None:
    plant(site, 1)
    site.fail(FILE, *[drip(50, lambda: nights.clock.sleep(10))] * 4)
    report = nights.crawl()
    assert report.found == [] and [failure.kind for failure in report.failures] == ["timeout"]
    nights.clock.next_day()
    assert len(nights.crawl().found) == 1


@pytest.mark.parametrize(
    "bomb",
    [
        gzipped(b"\0" * 3_000_000),
        lambda handler: handler.answer(200, b"%PDF-" + b"x" * 3_000_000, PDF),
    ],
    ids=["bomb", "large"],
)
def test_a_body_beyond_the_limit_is_given_up_whether_packed_or_not(
    site: Site, nights: Nights, bomb: Callable[[Handler], None]
) -> None:
    plant(site, 1)
    site.fail(FILE, bomb)
    nights.settings.fetch_mb = 1
    report = nights.crawl()
    assert [failure.kind for failure in report.failures] == [
        "too_large"
    ] and "BUDGETFLOW_FETCH_MB" in report.failures[0].message
    assert not [path for path in nights.archive.objects() if nights.archive.size(path) > 1_000_000]


def test_a_packed_body_is_unpacked(site: Site, nights: Nights) -> None:
    plant(site, 1)
    site.fail(FILE, gzipped(pdf(1)))
    (item,) = nights.crawl().found
    assert nights.archive.get(item.sha256) == pdf(1)
    assert len(gzip.compress(pdf(1))) != len(pdf(1))


def packed(data: bytes, encoding: str) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(200, data, PDF, {"Content-Encoding": encoding})


BARE = zlib.compressobj(wbits=-15)


def as_gzip(body: bytes) -> bytes:
    """Return a body as gzip, without the time of packing: equal bodies give equal bytes."""
    return gzip.compress(body, mtime=0)


@pytest.mark.parametrize(
    ("data", "encoding", "whole"),
    [
        (as_gzip(pdf(1)), "gzip", True),
        (as_gzip(pdf(1)), "X-GZip", True),
        (as_gzip(pdf(1)[:9]) + as_gzip(pdf(1)[9:]), "gzip", True),
        (as_gzip(pdf(1)) + b"after the end", "gzip", True),
        (zlib.compress(pdf(1)), "deflate", True),
        (BARE.compress(pdf(1)) + BARE.flush(), "deflate", True),
        (as_gzip(pdf(1))[:-9], "gzip", False),
        (as_gzip(pdf(1))[:-1], "gzip", False),
        (zlib.compress(pdf(1))[:-5], "deflate", False),
        (as_gzip(pdf(1))[:-8] + b"\0" * 8, "gzip", False),
    ],
)
def test_a_packed_body_cut_short_with_the_right_length_is_no_body(
    site: Site, nights: Nights, data: bytes, encoding: str, whole: bool
) -> None:
    plant(site, 1)
    site.fail(FILE, *[packed(data, encoding)] * 4)
    report = nights.crawl()
    if whole:
        assert [nights.archive.get(item.sha256) for item in report.found] == [pdf(1)]
    else:
        assert [failure.kind for failure in report.failures] == ["cut_off"] and not report.found


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(site: Site, nights: Nights, code: int) -> None:
    plant(site, 1)
    site.put("/store/P1.pdf", pdf(1), PDF)
    site.fail(FILE, redirect("/store/P1.pdf", code))
    (item,) = nights.crawl().found
    assert item.source_url == site.url(FILE), "the address that was announced"


def test_a_circle_of_redirects_ends(site: Site, nights: Nights) -> None:
    plant(site, 1)
    site.fail(FILE, redirect("/a"))
    site.fail("/a", redirect("/b"))
    site.fail("/b", redirect("/a"))
    report = nights.crawl()
    assert [failure.kind for failure in report.failures] == ["redirects"] and len(
        site.requests
    ) < 10


@pytest.mark.parametrize(
    "inward",
    [
        "http://localhost:{port}/x.pdf",
        "http://127.0.0.2:{port}/x.pdf",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_inward_is_refused_and_never_connected(
    site: Site, nights: Nights, inward: str
) -> None:
    plant(site, 1)
    site.fail(FILE, redirect(inward.format(port=site.server.server_port)))
    report = nights.crawl()
    assert [failure.kind for failure in report.failures] == ["refused"] and report.found == []
    assert not site.asked("/x.pdf") and not site.asked("/latest/meta-data")


def test_a_host_inside_the_private_network_is_refused_unless_it_is_named(
    site: Site, nights: Nights
) -> None:
    plant(site, 1)
    nights.settings.allow_hosts = []
    report = nights.crawl()
    assert [failure.kind for failure in report.failures] == ["refused"] and site.requests == []
    assert "BUDGETFLOW_ALLOW_HOSTS" in report.failures[0].message


LOGIN = '<html><body>请先登录<form><input type="password"></form></body></html>'


@pytest.mark.parametrize("page", [CHALLENGE, LOGIN], ids=["challenge", "login"])
def test_a_blocked_list_is_no_empty_list(site: Site, nights: Nights, page: str) -> None:
    site.put(LIST, page)
    report = nights.crawl()
    assert [failure.kind for failure in report.failures] == ["blocked"] and report.sources[
        0
    ].state == "blocked"
    plant(site, 2)
    nights.clock.next_day()
    assert len(nights.crawl().found) == 2


@pytest.mark.parametrize("page", [CHALLENGE, LOGIN], ids=["challenge", "login"])
@pytest.mark.parametrize("path", ["/yjs/t1.html", FILE], ids=["article", "file"])
def test_a_blocked_page_or_file_is_no_document(
    site: Site, nights: Nights, page: str, path: str
) -> None:
    plant(site, 1)
    good = site.pages[path]
    site.put(path, page)
    report = nights.crawl()
    assert report.found == [] and [failure.kind for failure in report.failures] == ["blocked"]
    site.pages[path] = good
    nights.clock.next_day()
    assert len(nights.crawl().found) == 1


@pytest.mark.parametrize("code", [401, 403, 412, 468, 521])
@pytest.mark.parametrize("path", [LIST, "/yjs/t1.html", FILE], ids=["list", "article", "file"])
def test_a_filter_that_refuses_us_is_no_broken_page(
    site: Site, nights: Nights, code: int, path: str
) -> None:
    plant(site, 1)
    site.fail(path, status(code))
    report = nights.crawl()
    assert [(failure.kind, str(code) in failure.message) for failure in report.failures] == [
        ("blocked", True)
    ]
    assert len(site.asked(path)) == 1, "it is not asked again and again"
    nights.clock.next_day()
    assert len(nights.crawl().found) == 1


def test_a_rest_asked_of_one_is_kept_by_all_that_ask_the_host(site: Site, nights: Nights) -> None:
    plant(site, 2)
    site.fail("/yjs/t2.html", status(503, Retry_After="90"))
    nights.crawl()
    assert max(nights.clock.waits) == pytest.approx(90.0)


def test_a_web_page_in_place_of_a_file_is_no_document(site: Site, nights: Nights) -> None:
    plant(site, 1)
    site.put(FILE, article("某市人民政府", "2026-02-02"))
    report = nights.crawl()
    assert report.found == [] and [failure.kind for failure in report.failures] == ["wrong_type"]


def test_a_soft_404_is_an_absence_and_not_a_revision(site: Site, nights: Nights) -> None:
    plant(site, 1)
    nights.crawl()
    site.put(
        "/yjs/t1.html",
        "<html><title>404</title><body>抱歉，您访问的页面不存在或已删除</body></html>",
    )
    for days, found in ((31, []), (1, []), (3, ["withdrawn"])):
        nights.clock.next_day(days)
        assert [item.state for item in nights.crawl().found] == found


def test_a_disclosure_in_page_images_is_said_so(site: Site, nights: Nights) -> None:
    images = "".join(f'<p><img src="W0202602{number:011}.jpg"></p>' for number in range(9))
    site.put(LIST, listing([("t1.html", title(1), "2026-02-02")]))
    site.put("/yjs/t1.html", article(title(1), "2026-02-02", body=images))
    report = nights.crawl()
    assert report.found == [] and [failure.kind for failure in report.failures] == ["images_only"]


def test_a_list_without_entries_is_an_alarm(site: Site, nights: Nights) -> None:
    site.put(
        LIST,
        "<html><head><title>部门预算</title></head><body><p>栏目建设中，欢迎关注。"
        "</p></body></html>",
    )
    assert [failure.kind for failure in nights.crawl().failures] == ["no_entries"]


def test_a_dead_host_is_left_alone_after_some_tries_and_costs_no_other(
    site: Site, nights: Nights
) -> None:
    plant(site, 2)
    dead = nights.source(id="dead", start_urls=("http://127.0.0.1:9/yjs/index.html",))
    nights.settings.allow_hosts.append("localhost")
    alive = nights.source(
        id="alive", start_urls=(site.url(LIST).replace("127.0.0.1", "localhost"),)
    )
    report = nights.crawl(dead, alive)
    assert {source.source_id: source.state for source in report.sources} == {
        "dead": "failed",
        "alive": "done",
    }
    assert len(report.found) == 2
    assert report.hosts["127.0.0.1"].requests <= FAILURES_BEFORE_REST


def test_a_nights_budget_of_requests_is_kept_and_the_next_night_goes_on(
    site: Site, nights: Nights
) -> None:
    plant(site, 10)
    found: list[str] = []
    for _ in range(8):
        site.forget()
        report = nights.crawl(nights.source(max_requests=6))
        assert len(site.requests) <= 6
        found += [item.source_url for item in report.found]
        nights.clock.next_day()
    assert sorted(found) == sorted(site.url(f"/yjs/P{number}.pdf") for number in range(1, 11))


def test_a_site_is_asked_in_its_hours_only(site: Site, nights: Nights) -> None:
    plant(site, 1)
    report = nights.crawl(nights.source(hours="20:00-07:00"))
    assert [failure.kind for failure in report.failures] == ["hours"] and site.requests == []


def test_robots_that_fail_close_the_site_for_the_night(site: Site, nights: Nights) -> None:
    plant(site, 1)
    site.fail("/robots.txt", *[status(503)] * 4)
    report = nights.crawl()
    assert report.found == [] and report.failures and set(site.asked()) == {"/robots.txt"}
    nights.clock.next_day()
    assert len(nights.crawl().found) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_robots_are_obeyed_in_whatever_encoding(site: Site, nights: Nights, encoding: str) -> None:
    plant(site, 1)
    rules = "User-agent: *\r\nDisallow: /\r\n# 预算\r\n".encode(encoding)
    site.fail("/robots.txt", *[lambda handler: handler.answer(200, rules, "text/plain")] * 4)
    report = nights.crawl()
    assert not report.found and set(site.asked()) == {"/robots.txt"}


def test_the_log_has_every_request_with_its_outcome(site: Site, nights: Nights) -> None:
    from budgetflow.archive.request_log import fetches

    plant(site, 1)
    site.fail(FILE, status(500))
    nights.crawl()
    rows = fetches(nights.folder / "state" / "requests")
    assert [(row["url"].replace(site.url(""), ""), row["status"]) for row in rows] == [
        ("/robots.txt", 200),
        (LIST, 200),
        ("/yjs/t1.html", 200),
        (FILE, 500),
        (FILE, 200),
    ]
    assert rows[-1]["sha256"] == hashlib.sha256(pdf(1)).hexdigest() and rows[-1]["bytes"] == len(
        pdf(1)
    )
