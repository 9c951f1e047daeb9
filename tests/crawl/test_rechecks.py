"""A recheck of what is known finds revisions and what was withdrawn, and loses nothing."""

from __future__ import annotations

import hashlib

from budgetflow.crawl.run import crawl
from budgetflow.crawl.state.found import Found
from tests.crawl.builders import LIST, plant, title
from tests.crawl.conftest import Nights
from tests.crawl.site import PDF, Site, article, listing, pdf


def test_a_silently_replaced_file_is_a_revision_found_by_the_full_sweep(
    site: Site, nights: Nights
) -> None:
    plant(site, 3)
    nights.crawl()
    site.put("/yjs/P2.pdf", pdf("other"), PDF)
    nights.clock.next_day()
    assert nights.crawl().no_news
    nights.clock.next_day(30)
    (item,) = nights.crawl().found
    assert (item.state, item.revision, item.source_url) == ("revised", 2, site.url("/yjs/P2.pdf"))
    assert (item.sha256, item.replaces) == (
        hashlib.sha256(pdf("other")).hexdigest(),
        hashlib.sha256(pdf(2)).hexdigest(),
    )
    nights.clock.next_day()
    assert nights.crawl().no_news


def test_a_visitor_counter_is_no_revision(site: Site, nights: Nights) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>1,234.56</td></tr>" for name in ("工资福利支出", "商品和服务支出")
    )
    site.put(LIST, listing([("t1.html", title(1), "2026-02-02")]))
    page = article(
        title(1), "2026-02-02", body=f"<p>浏览次数：COUNT 10:COUNT</p><table>{rows}</table>"
    )
    site.put("/yjs/t1.html", page.replace("COUNT", "17"))
    assert len(nights.crawl().found) == 1
    site.put("/yjs/t1.html", page.replace("COUNT", "42"))
    nights.clock.next_day(31)
    assert nights.crawl().no_news
    site.put("/yjs/t1.html", page.replace("COUNT", "42").replace("1,234.56", "1,234.57"))
    nights.clock.next_day(31)
    assert [item.state for item in nights.crawl().found] == ["revised"]


def test_a_vanished_page_is_withdrawn_only_when_it_stayed_away(site: Site, nights: Nights) -> None:
    plant(site, 2)
    nights.crawl()
    kept = site.pages.pop("/yjs/t1.html")
    nights.clock.next_day(31)
    assert nights.crawl().no_news, "absent once: noted, no more"
    site.pages["/yjs/t1.html"] = kept
    nights.clock.next_day()
    assert nights.crawl().no_news, "it came back"
    del site.pages["/yjs/t1.html"]
    nights.clock.next_day(31)
    assert nights.crawl().no_news
    nights.clock.next_day()
    assert nights.crawl().no_news
    nights.clock.next_day(3)
    (item,) = nights.crawl().found
    assert (item.state, item.title, item.sha256) == (
        "withdrawn",
        title(1),
        hashlib.sha256(pdf(1)).hexdigest(),
    )
    nights.clock.next_day()
    assert nights.crawl().no_news


def test_a_file_its_page_offers_no_more_is_withdrawn(site: Site, nights: Nights) -> None:
    site.put(LIST, listing([("t1.html", title(1), "2026-02-02")]))
    site.put("/yjs/t1.html", article(title(1), "2026-02-02", "P1.pdf", "P2.pdf"))
    site.put("/yjs/P1.pdf", pdf(1), PDF)
    site.put("/yjs/P2.pdf", pdf(2), PDF)
    nights.crawl()
    site.put("/yjs/t1.html", article(title(1), "2026-02-02", "P1.pdf", "P3.pdf"))
    site.put("/yjs/P3.pdf", pdf(3), PDF)
    nights.clock.next_day(31)
    assert [(item.state, item.file_name) for item in nights.crawl().found] == [
        ("new", "P3.pdf"),
        ("withdrawn", "P2.pdf"),
    ]
    nights.clock.next_day(31)
    assert nights.crawl().no_news


def test_a_signature_that_changes_with_every_look_is_no_news(site: Site, nights: Nights) -> None:
    site.put(LIST, listing([("t1.html", title(1), "2026-02-02")]))
    site.put("/yjs/P1.pdf", pdf(1), PDF)
    for signature in ("Md-Xw==", "3o8f9V", "DAjoIb"):
        site.put("/yjs/t1.html", article(title(1), "2026-02-02", f"P1.pdf?{signature}"))
        states = [item.state for item in nights.crawl().found]
        assert states == (["new"] if signature == "Md-Xw==" else [])
        nights.clock.next_day(31)
    site.put("/yjs/P1.pdf", pdf("other"), PDF)
    (item,) = nights.crawl().found
    assert (item.state, item.source_url) == ("revised", site.url("/yjs/P1.pdf?Md-Xw==")), (
        "known by its first address"
    )


def test_a_file_the_list_links_itself_is_withdrawn_like_a_page(site: Site, nights: Nights) -> None:
    site.put(
        LIST, listing([("P1.pdf", title(1), "2026-02-02"), ("P2.pdf", title(2), "2026-02-03")])
    )
    site.put("/yjs/P1.pdf", pdf(1), PDF)
    site.put("/yjs/P2.pdf", pdf(2), PDF)
    nights.crawl()
    del site.pages["/yjs/P1.pdf"]
    for days, found in ((31, []), (1, []), (3, ["withdrawn"]), (1, [])):
        nights.clock.next_day(days)
        report = nights.crawl()
        assert ([item.state for item in report.found], report.failures) == (found, [])


def test_what_was_found_and_not_taken_over_comes_again(site: Site, nights: Nights) -> None:
    plant(site, 2)
    first = crawl(
        [nights.source()],
        nights.archive,
        nights.folder / "state",
        nights.settings,
        clock=nights.clock,
    )
    again = crawl(
        [nights.source()],
        nights.archive,
        nights.folder / "state",
        nights.settings,
        clock=nights.clock,
    )
    assert again.found == first.found
    again.acknowledge()
    assert nights.crawl().no_news


def test_a_receiver_that_fails_gets_the_item_again(site: Site, nights: Nights) -> None:
    plant(site, 2)
    taken: list[str] = []

    def receiver(item: Found) -> None:
        if not taken:
            taken.append("failed")
            raise OSError("disk full")
        taken.append(item.source_url)

    crawl(
        [nights.source()],
        nights.archive,
        nights.folder / "state",
        nights.settings,
        receiver,
        nights.clock,
    )
    crawl(
        [nights.source()],
        nights.archive,
        nights.folder / "state",
        nights.settings,
        receiver,
        nights.clock,
    )
    assert sorted(taken[1:]) == [site.url("/yjs/P1.pdf"), site.url("/yjs/P2.pdf")]
