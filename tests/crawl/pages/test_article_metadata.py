"""Title, date, source and publisher as many systems print them, in pages made here without page
tags unless the case gives some.
"""

from __future__ import annotations

from datetime import date

import pytest

from budgetflow.crawl.pages.page_view import read_page

URL = "https://cz.example.invalid/yjs/page.html"
NAME = "甲市乙局2026年部门预算"
BODY = f"<div>{'<p>现将本部门有关情况予以公开，接受社会监督。</p>' * 12}</div>"
SITE_FIRST = f"甲市人民政府 - {NAME}"

CASES = {
    "facts in spans that touch": (
        NAME,
        f"<h1>{NAME}</h1><p><span>作者：预算科</span><span>来源：乙局</span><span>发布时间："
        f"2026-02-12</span></p>",
        "乙局",
        "",
    ),
    "a heading cut by a line break": (
        SITE_FIRST,
        "<h1>甲市乙局<br>2026年部门预算</h1><div>发布时间：2026-02-12 来源：乙局</div>",
        "乙局",
        "",
    ),
    "a marked heading cut by a line break": (
        "甲市政务网",
        "<div class='tit'>甲市乙局<br/>2026年部门预算</div><div>发布时间：2026年2月12日17时 "
        "来源：乙局 【字体：大 中 小】</div>",
        "乙局",
        "",
    ),
    "a heading without any mark": (
        "甲市乙局",
        f"<div><font size=5>{NAME}</font></div><div>[2026-02-12] 来源：【乙局】 编辑：某</div>",
        "乙局",
        "",
    ),
    "facts above the heading": (
        "甲市政务网",
        f"<table><tr><td>信息来源：乙局</td><td>发布时间："
        f"2026-02-12</td></tr></table><h1>{NAME}</h1>",
        "乙局",
        "",
    ),
    "a head of spaced labels": (
        "甲市政务网",
        f"<ul><li><b>发 文 机 构：</b>甲市乙局</li><li><b>生成日期："
        f"</b>2026-02-10</li><li><b>发布日期：</b>2026-02-12</li></ul><h1>{NAME}</h1>",
        "",
        "甲市乙局",
    ),
    "a head in a table": (
        "政府信息公开",
        f"<table><tr><td>公开责任部门：</td><td>甲市乙局<td>发文日期："
        f"<td>2026年02月12日</tr></table><div class=title>{NAME}</div>",
        "",
        "甲市乙局",
    ),
    "a path of columns in the title": (
        "甲市人民政府>>政务公开>>部门预算",
        f"<h3>{NAME}</h3><p>更新时间：2026/2/12 17:20:11</p>",
        "",
        "",
    ),
    "facts parted by strokes": (
        NAME,
        f"<h1>{NAME}</h1><div>2026-02-12 09:30 / 来源：乙局 / 字体：大 中 小</div>",
        "乙局",
        "",
    ),
    "a line below the heading that says where": (
        NAME,
        f"<h1>{NAME}</h1><h3>——2026年1月15日在甲市人民代表大会会议上</h3><p>发布时间：2026-02-12 "
        f"来源：乙局</p>",
        "乙局",
        "",
    ),
    "no name, only buttons, after the source": (
        NAME,
        f"<h1>{NAME}</h1><p>2026-02-12 来源： 【字体：大 中 小】 打印</p>",
        "",
        "",
    ),
}


@pytest.mark.parametrize(("title", "head", "source", "publisher"), CASES.values(), ids=CASES)
def test_an_article_says_what_it_is(title: str, head: str, source: str, publisher: str) -> None:
    view = read_page(
        f"<html><head><title>{title}</title></head><body>{head}{BODY}</body></html>", URL
    )
    assert (view.kind, view.title, view.published_on, view.source) == (
        "article",
        NAME,
        date(2026, 2, 12),
        source,
    )
    assert view.publisher == (publisher or source)


@pytest.mark.parametrize(
    ("title", "source"),
    [
        (NAME, "&amp;nbsp;乙局&amp;nbsp;"),
        ("甲市乙局&lt;br/&gt;2026年部门预算", "&lt;span style='x'&gt;乙局&lt;/span&gt;"),
    ],
    ids=["entities", "markup"],
)
def test_tags_are_read_as_a_reader_sees_them(title: str, source: str) -> None:
    tags = {"ArticleTitle": title, "PubDate": "2026-02-12 17:20:33", "ContentSource": source}
    head = "".join(f'<meta name="{name}" content="{value}">' for name, value in tags.items())
    view = read_page(
        f"<html><head>{head}</head><body><h1>甲市乙局<br>2026年部门预算</h1>{BODY}</body></html>",
        URL,
    )
    assert (view.title, view.source) == (NAME, "乙局")


def test_blocks_with_more_of_each_are_a_home_page() -> None:
    blocks = [
        '<div class="box"><h3>动态</h3><a href="/m/">更多&gt;&gt;</a><ul>'
        + "".join(
            (
                f"<li><a "
                f'href="{block}{n}.html">甲市第{n}条工作动态信息发布</a><span>02-0{n}</span></li>'
            )
            for n in range(1, 6)
        )
        + "</ul></div>"
        for block in "abc"
    ]
    assert (
        read_page(
            f"<html><head><title>甲市财政局</title></head><body>{''.join(blocks)}</body></html>",
            URL,
        ).kind
        == "home"
    )
    assert (
        read_page(
            f"<html><head><title>甲市财政局</title></head><body>{blocks[0]}</body></html>", URL
        ).kind
        == "list"
    )


@pytest.mark.parametrize("title", ["甲市乙局 部门预算", "甲市乙局-部门预算", "部门预算_甲市乙局"])
def test_a_list_is_named_without_its_site(title: str) -> None:
    rows = "".join(
        f'<li><a href="{n}.html">甲市第{n}所2026年部门预算</a><span>2026-02-0{n}</span></li>'
        for n in range(1, 5)
    )
    page = (
        f'<html><head><title>{title}</title><meta name="SiteName" '
        f'content="甲市乙局"></head><body><ul>{rows}</ul></body></html>'
    )
    assert read_page(page, URL).title == "部门预算"


@pytest.mark.parametrize("title", ["甲市乙局-首页", "首页_甲市乙局"])
def test_a_home_page_is_named_by_its_site(title: str) -> None:
    page = (
        f'<html><head><title>{title}</title><meta name="SiteName" '
        f'content="甲市乙局"></head><body><a href="/a/">政务公开</a>{BODY}</body></html>'
    )
    assert read_page(page, URL).title == "甲市乙局"
