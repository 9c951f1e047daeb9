"""Pages from outside are hostile: none is too broken, too deep or too long to be read in reasonable
time.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetflow.crawl.pages.page_view import page_text, read_page
from budgetflow.sources.methods.block_pager import next_block
from budgetflow.sources.methods.jpage import next_records, unfold
from budgetflow.sources.methods.publish_units import unit_addresses
from tests.crawl.builders import title
from tests.crawl.site import article, listing

URL = "https://cz.example.invalid/yjs/index.html"
SECONDS = 10.0
"""Far beyond what any of these takes alone on a small machine (under a second); a runaway pattern
takes minutes.
"""

HOSTILE = {
    "deep nesting": "<div>" * 20_000 + "预算",
    "many rows": "".join(
        f"<li><a href='{number}.html'>某局{number}年部门预算公开</a><span>2026-02-01</span></li>"
        for number in range(3_000)
    ),
    "links in one row": "".join(
        f"<a href='{number}.html'>短{number % 10}</a>" for number in range(4_000)
    ),
    "quotes that never close": "<script>x='.pdf'" + "'a\"b" * 100_000 + "</script>",
    "records that never close": "datastore" + "<record>" * 100_000,
    "groups that never close": "datastore<record>" + "<nextgroup>" * 100_000,
    "a number without end": "<p>" + "1" * 500_000 + "</p>",
    "a number of commas": "<p>" + "1," * 300_000 + "</p>",
    "half a date again and again": "<p>" + "2026年1-" * 60_000 + "</p>",
    "a label and blanks": "<p>发布日期" + " " * 500_000 + "</p>",
    "dashes in the title": "<title>" + "-" * 200_000 + "</title>",
    "calls in calls": "<script>" + "createPage(" * 60_000 + "</script>",
    "a function without end": "<script>function createPageHTML(a,b,c,d){"
    + "{" * 100_000
    + "</script><script>createPageHTML(5,0,'index','html')</script>",
    "page tags without end": "".join(
        f"<meta name='PubDate' content='{number}'>" for number in range(20_000)
    ),
    "objects that never close": "<script>" + '{"title":"' * 60_000 + "</script>",
    "objects without end": "<script>"
    + '{"title":"预算公开","url":"/a.html","date":"2026-02-01"},' * 20_000
    + "</script>",
    "names without end": "<script>{" + "a:" * 200_000 + "}</script>",
    "hidden parts without end": f"<div style='display:none'>{'预算' * 30}</div>" * 10_000,
    "links that say nothing": "<table><tr>"
    + "".join(f"<td><a href='{number}.html'>查看</a></td>" for number in range(4_000))
    + "</table>",
    "links without a date": "".join(
        f"<a href='{number}.html'>某局部门预算公开</a> <i>无</i>" for number in range(4_000)
    ),
    "addresses without end": f"<div data-a='/{'a/' * 300_000}.pdf'></div>",
    "calls without end": "<a href='javascript:f(2)'>下一页</a><script>function f(n){location="
    + "'x'+" * 60_000
    + "}</script>",
    "title attributes without end": "".join(
        f"<a href='{number}.html' title='标题：{'预' * 300}'>预算公开</a>"
        for number in range(1_000)
    ),
    "headings without end": "".join(f"<h2>某局{number}年部门预算</h2>" for number in range(4_000)),
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_no_page_takes_long(page: str) -> None:
    started = time.process_time()
    read_page(page, URL)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "page",
    [
        '<script querydata="{' * 30_000,
        "<script " * 30_000,
        "<input id='pagingProp_a' value='{" * 30_000,
    ],
    ids=["units", "scripts", "blocks"],
)
def test_nor_does_a_method(page: str) -> None:
    started = time.process_time()
    unit_addresses(page, URL)
    unfold(page)
    next_records(page, URL)
    next_block(page, URL)
    assert time.process_time() - started < SECONDS


SEEDS = [
    article(title(1), "2026-02-02", "P1.pdf"),
    listing([(f"t{number}.html", title(number), "2026-02-02") for number in range(4)]),
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    page=st.sampled_from(SEEDS),
    cuts=st.lists(
        st.tuples(
            st.integers(0, 2_000),
            st.integers(0, 60),
            st.text(alphabet="<>/\"'=;&#{}()年月日预算1 \x00a", max_size=12),
        ),
        max_size=6,
    ),
)
def test_a_mutilated_page_is_still_read(page: str, cuts: list[tuple[int, int, str]]) -> None:
    for place, length, put in cuts:
        page = page[:place] + put + page[place + length :]
    view = read_page(page, URL)
    assert view.kind in ("article", "list", "home", "blocked")
    assert all(entry.href.startswith("http") for entry in view.entries)
    assert all(one.href.startswith("http") for one in view.attachments)


@pytest.mark.corpus
def test_mutilated_real_pages_are_still_read(shared: Path) -> None:
    dice = random.Random(20261125)
    pages = [path.read_bytes() for path in sorted((shared / "corpus" / "pages").glob("*.html"))]
    pieces = [
        b"<",
        b'"',
        b"'",
        b"<a href=",
        b"</div>" * 50,
        b"<div>" * 50,
        b"<script>",
        b"<!--",
        b"\x00",
        b"\xff\xfe",
        b" " * 2_000,
        b"1" * 2_000,
    ]
    for page in pages * 2:
        changed = bytearray(page)
        for _ in range(dice.randint(1, 30)):
            place = dice.randrange(len(changed) + 1)
            changed[place : place + dice.choice((0, 0, 1, 40, 400))] = dice.choice(pieces)
        started = time.process_time()
        view = read_page(page_text(bytes(changed), ""), URL)
        assert view.kind in ("article", "list", "home", "blocked")
        assert time.process_time() - started < SECONDS
