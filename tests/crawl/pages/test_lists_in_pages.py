"""Pages that are lists: their entries, with dates and addresses."""

from __future__ import annotations

from datetime import date

import pytest

from budgetflow.crawl.pages.page_view import read_page
from tests.crawl.pages.builders import URL


def listing(rows: str) -> str:
    return (
        f'<html><head><title>部门预算</title></head><body><div class="nav"><a '
        f'href="/a.html">政务公开栏目</a></div><ul>{rows}</ul></body></html>'
    )


ROWS = {
    "beside": '<li><a href="{n}.html">甲局{n}2026年部门预算</a><span>2026-02-0{n}</span></li>',
    "inside": '<li><a href="{n}.html">甲局{n}2026年部门预算 <i>2026-02-0{n}</i></a></li>',
    "in a table": (
        "<tr><td><a href='{n}.html'>甲局{n}2026年部门预算</a></td><td>2026年02月0{n}日</td></tr>"
    ),
    "cut short with a title": (
        '<li><a title="甲局{n}2026年部门预算" href="{n}.html">甲局{n}2026…</a>(2026/02/0{n})</li>'
    ),
    "beside a link to its column": (
        '<li><a href="/bmys/">[部门预算]</a> <a '
        'href="{n}.html">甲局{n}2026年部门预算</a><span>2026-02-0{n}</span></li>'
    ),
    "opened by a click": (
        "<li onclick=\"window.open('{n}.html')"
        '"><span>甲局{n}2026年部门预算</span> <i>2026-02-0{n}</i></li>'
    ),
    "named beside a link that says nothing": (
        '<li><p>甲局{n}2026年部门预算</p><i>2026-02-0{n}</i><a href="{n}.html">查看详情</a></li>'
    ),
    "with a summary in the link": (
        "<li><a "
        'href="{n}.html"><h3>甲局{n}2026年部门预算</h3><p>于2025年1月1'
        "日……</p></a><p>2026-02-0{n}</p></li>"
    ),
    "with facts in the link's title": (
        '<li><a title="文章标题：甲局{n}2026年部门预算&#10;点击数：'
        '1" href="{n}.html">甲局</a>2026/2/{n} 0:00:00</li>'
    ),
    "with a hidden card of facts": (
        '<li><a href="{n}.html">甲局{n}2026年部门预算</a><b>2026-02-0{n}</b><div><p>发布机构：'
        "甲局</p><p>成文日期：2026-01-20</p></div></li>"
    ),
    "day, then year and month": (
        '<li><b>0{n}</b><i>2026.02</i><a href="{n}.html">甲局{n}2026年部门预算</a></li>'
    ),
    "year, then month and day": (
        '<li><p>2026</p><p>02-0{n}</p><a href="{n}.html">甲局{n}2026年部门预算</a></li>'
    ),
    "month and day, then year": (
        '<li><b>02/0{n}</b><i>2026</i><a href="{n}.html">甲局{n}2026年部门预算</a></li>'
    ),
    "date after the row": (
        '<dt><a href="{n}.html">甲局{n}2026年部门预算</a></dt><dd>2026-02-0{n}</dd>'
    ),
    "date after the link": '<a href="{n}.html">甲局{n}2026年部门预算</a> 2026-02-0{n}<br>',
    "date before the link": '<span>2026-02-0{n}</span><a href="{n}.html">甲局{n}2026年部门预算</a>',
    "with ornaments": (
        '<li><a href="{n}.html">· 甲局{n}2026年部门预算<i>NEW</i></a><em>2026-02-0{n}</em></li>'
    ),
    "day above the month": (
        "<li><div><b>0{n}</b> <span>2026-02</span></div><a "
        'href="{n}.html">甲局{n}2026年部门预算</a></li>'
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_list_gives_its_entries_with_their_dates(row: str) -> None:
    rows = "".join(row.format(n=number) for number in range(1, 6))
    view = read_page(
        listing(f"<table>{rows}</table>" if row.startswith("<tr") else rows),
        "https://cz.example.invalid/yjs/index.html",
    )
    assert view.kind == "list"
    assert [(entry.href.rsplit("/", 1)[-1], entry.title, entry.date) for entry in view.entries] == [
        (f"{number}.html", f"甲局{number}2026年部门预算", date(2026, 2, number))
        for number in range(1, 6)
    ]


def test_a_list_of_one_is_known_by_its_pager() -> None:
    view = read_page(
        listing('<li><a href="1.html">甲局2026年部门预算</a><span>2026-02-01</span></li>')
        + "<div>共1页 1条</div>",
        URL,
    )
    assert (view.kind, [entry.title for entry in view.entries]) == ("list", ["甲局2026年部门预算"])


def test_a_list_beside_the_list_is_not_part_of_it() -> None:
    rows = "".join(
        f'<li><a href="{n}.html">甲局{n}2026年部门预算</a><span>2026-02-0{n}</span></li>'
        for n in range(1, 5)
    )
    news = "".join(
        f'<li><a href="n{n}.html">本市召开第{n}次会议</a><span>2026-03-0{n}</span></li>'
        for n in range(1, 5)
    )
    page = (
        f'<div class="main"><ul>{rows}</ul><ul>{rows.replace("html", "htm")}</ul></div><div '
        f'class="side"><ul>{news}</ul></div>'
    )
    assert [entry.title[:2] for entry in read_page(page, URL).entries] == ["甲局"] * 8


@pytest.mark.parametrize(
    "data",
    [
        '[{"title":"甲局%d","url":"/a/%d.html","time":"2026-02-0%d"}',
        "[{name:'甲局预算%d',link:'/a/%d.html',pubDate:'2026-02-0%d 10:00'}",
    ],
)
def test_entries_a_script_carries_are_the_lists(data: str) -> None:
    records = (
        ",".join(data[1:] % (n, n, n) for n in (1, 2))
        .replace("甲局1", "甲局预算1")
        .replace("甲局2", "甲局预算2")
    )
    view = read_page(
        f'<html><title>部门预算</title><body><div id="app"></div><script>var '
        f"data=[{records}];</script></body></html>",
        URL,
    )
    assert view.kind == "list"
    assert [(entry.href, entry.title, entry.date) for entry in view.entries] == [
        (f"https://cz.example.invalid/a/{n}.html", f"甲局预算{n}", date(2026, 2, n)) for n in (1, 2)
    ]
