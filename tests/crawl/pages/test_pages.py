"""What a page is and says: tags, dates, blocks, redirects, lists, and whether it discloses a
budget.
"""

from __future__ import annotations

from datetime import date

import pytest

from budgetflow.crawl.pages.dates import read_date, read_entry_date, read_tag_date
from budgetflow.crawl.pages.disclosure_detection import judge
from budgetflow.crawl.pages.page_view import blocked_reason, page_text, read_page

URL = "https://cz.example.invalid/yjs/t1.html"


def article(head: str = "", body: str = "", title: str = "某市某局2026年部门预算公开") -> str:
    return (
        f"<html><head><title>{title}_某市人民政府</title>{head}</head><body><h1>{title}</h1>"
        f"{body}<p>{'公开内容。' * 60}</p></body></html>"
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("发布时间：2026-03-02 09:38", date(2026, 3, 2)),
        ("2026年3月2日", date(2026, 3, 2)),
        ("2026/03/02", date(2026, 3, 2)),
        ("2026.3.2", date(2026, 3, 2)),
        ("[2026-03-02]", date(2026, 3, 2)),
        ("14 2026-01", date(2026, 1, 14)),
        ("2026-01 14", date(2026, 1, 14)),
        ("1970-01-01", None),
        ("2025年1-10月收支", None),
        ("2026-13-40", None),
        ("3月2日", None),
    ],
)
def test_dates_as_printed(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_a_bare_month_and_day_takes_its_year_from_the_address() -> None:
    assert read_entry_date("02-13", "/202602/t20260213_1.html") == date(2026, 2, 13)
    assert read_entry_date("[02-13]", "/art/2026/2/13/art_1_2.html") == date(2026, 2, 13)
    assert read_entry_date("02-13", "/a.html") is None


@pytest.mark.parametrize("text", ["2026-03-02", "2026-3-2 9:05", "2026-03-02,09:38:01", "20260302"])
def test_dates_in_a_tag(text: str) -> None:
    assert read_tag_date(text) == date(2026, 3, 2)


def test_tags_come_first_in_any_spelling() -> None:
    head = (
        '<meta name="Article Title" content="甲局2026年部门预算"><META NAME="pubdate" '
        'CONTENT="2026-02-12, 10:00">'
        '<meta name="contentSource" content="甲局">'
    )
    view = read_page(article(head), URL)
    assert (view.kind, view.title, view.published_on, view.source) == (
        "article",
        "甲局2026年部门预算",
        date(2026, 2, 12),
        "甲局",
    )


def test_a_tag_given_twice_yields_to_what_the_page_prints() -> None:
    head = (
        '<meta name="ArticleTitle" content="x"><meta name="PubDate" '
        'content="2020-01-01"><meta name="PubDate" content="2026-02-12">'
    )
    assert read_page(article(head, "<p>发布日期：2026-02-12</p>"), URL).published_on == date(
        2026, 2, 12
    )


@pytest.mark.parametrize(
    "placeholder", ["", "${newsTitle}", "<%=title%>", "undefined", "{{title}}"]
)
def test_an_empty_or_placeholder_tag_is_as_good_as_none(placeholder: str) -> None:
    head = (
        f'<meta name="ArticleTitle" content="{placeholder.replace("<", "&lt;")}"><meta '
        f'name="PubDate" content="">'
    )
    view = read_page(
        article(head, "<div>发布时间： 2026-02-12 10:00 来源： 某局 浏览次数：12</div>"), URL
    )
    assert (view.kind, view.title, view.published_on, view.source) == (
        "article",
        "某市某局2026年部门预算公开",
        date(2026, 2, 12),
        "某局",
    )


def test_comments_say_nothing() -> None:
    view = read_page(
        article(
            body="<!-- 日期：2019-11-05 来源：中国政府网 --><div>[ 发布日期 ] 2026-03-02</div>"
        ),
        URL,
    )
    assert (view.published_on, view.source) == (date(2026, 3, 2), "")


def test_an_icon_stands_for_its_label() -> None:
    body = (
        '<li><i title="成文日期"></i><em>2026-03-11</em></li><li><i '
        'title="发布日期"></i><em>2026-03-12</em></li>'
    )
    assert read_page(article(body=body), URL).published_on == date(2026, 3, 12)


def test_page_images_are_counted_and_are_no_files() -> None:
    images = "".join(
        f'<p><img src="./W0202603023396374{number:05}.jpg"></p>' for number in range(23)
    )
    view = read_page(article(body=f"<p>日期：2026-03-02</p>{images}"), URL)
    assert (view.page_images, view.attachments, view.is_disclosure) == (23, [], True)


def test_tables_of_figures_in_the_page_are_seen() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>1,234.56</td></tr>" for name in ("工资福利支出", "商品和服务支出")
    )
    assert read_page(article(body=f"<p>日期：2026-03-02</p><table>{rows}</table>"), URL).has_tables


BLOCKED = {
    "a script challenge": (
        '<html><head><script>$_ts=window["$_ts"];</script><script src="/x.js" '
        'r="m"></script></head><body></body></html>',
        False,
    ),
    "a cookie challenge": (
        "<html><script>document.cookie='a=b';location.reload();</script></html>",
        False,
    ),
    "a verification page": (
        "<html><title>安全验证</title><body>请完成验证后继续访问</body></html>",
        False,
    ),
    "a firewall": (
        "<html><body>很抱歉，您的访问请求可能对网站造成安全威胁，已被拦截。</body></html>",
        False,
    ),
    "a login": (
        '<html><body><form>用户名<input name="u"><input type="password"></form></body></html>',
        False,
    ),
    "an error page sent as if all were well": (
        "<html><title>404</title><body>抱歉，您访问的页面不存在</body></html>",
        True,
    ),
    "a payload that is not shown": (
        f'<html><head><meta name="aliyun_waf_aa" content="1"></head><body><textarea '
        f'style="display:none">{"a1b2" * 300}</textarea>'
        f'<div style="display: none">{"c3d4" * 300}</div><script>var _0x=1</script></body></html>',
        False,
    ),
    "a page that waits for its scripts": (
        "<html><body><div>页面加载中，请稍候...</div><script src='/a.js'></script></body></html>",
        False,
    ),
    "a gateway": (
        "<html><title>Request Rejected</title><body>The requested URL was rejected. Your support "
        "ID is: 1</body></html>",
        False,
    ),
    "no right": (
        "<html><body><h1>403 禁止访问</h1><p>抱歉，您没有权限访问该页面。</p></body></html>",
        False,
    ),
    "a puzzle": (
        "<html><title>滑块验证</title><body><div>请按住滑块，拖动到最右边</div></body></html>",
        False,
    ),
    "a code to type": (
        "<html><body><form><input name=c></form>为确认是正常用户，请输入验证码</body></html>",
        False,
    ),
    "a campus": ("<html><body>您当前ip并非校内地址，该信息仅允许校内地址访问</body></html>", False),
    "a site being mended": (
        "<html><body><h1>网站维护中</h1><p>系统正在升级维护，暂停服务。</p></body></html>",
        False,
    ),
    "a broken gateway": (
        "<html><title>502 Bad Gateway</title><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>",
        False,
    ),
    "an empty page": ("<html><head></head><body></body></html>", False),
    "another": ("<html><body><p>该信息已删除</p></body></html>", True),
}


@pytest.mark.parametrize(("page", "missing"), BLOCKED.values(), ids=BLOCKED)
def test_pages_that_are_no_content(page: str, missing: bool) -> None:
    view = read_page(page, URL)
    assert (view.kind, view.missing, view.is_disclosure) == ("blocked", missing, False)
    assert view.reason


def test_an_empty_part_of_a_list_is_no_block() -> None:
    assert not blocked_reason("<ul class='list'></ul>") and blocked_reason(
        "<html><body><ul></ul></body></html>"
    )


def test_a_short_page_with_a_file_may_name_anything() -> None:
    body = (
        "<html><title>甲市网站维护中心2026年部门预算</title><body><h1>甲市网站维护中心2026年部"
        '门预算</h1><a href="a.pdf">预算.pdf</a></body></html>'
    )
    view = read_page(body, URL)
    assert (view.kind, view.is_disclosure) == ("article", True)


REDIRECTS = {
    "a refresh": (
        '<html><head><meta http-equiv="Refresh" content="0; url=/new/t2.html"></head></html>'
    ),
    "a script": "<html><body><script>window.location.href='/new/t2.html';</script></body></html>",
    "a replacement": '<html><script>location.replace("/new/t2.html")</script></html>',
    "on load": """<html><body onload="location.href='/new/t2.html'"></body></html>""",
}


@pytest.mark.parametrize("page", REDIRECTS.values(), ids=REDIRECTS)
def test_pages_that_send_a_browser_on(page: str) -> None:
    assert read_page(page, URL).redirect == "https://cz.example.invalid/new/t2.html"


def test_a_script_in_a_full_page_is_no_redirect() -> None:
    assert not read_page(article(body="<script>location.href='/m/';</script>"), URL).redirect


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


def test_the_sites_own_word_for_itself_is_no_publisher() -> None:
    head = '<meta name="SiteName" content="某市财政局"><meta name="ContentSource" content="本网">'
    view = read_page(article(head, "<p>发布日期：2026-02-12</p>"), URL)
    assert (view.source, view.publisher) == ("本网", "某市财政局")


def test_links_are_relative_to_the_pages_base() -> None:
    view = read_page(
        article(
            '<base href="/files/"><meta name="ArticleTitle" content="甲局预算"><meta '
            'name="PubDate" content="2026-02-12">',
            '<a href="a.pdf">表</a>',
        ),
        URL,
    )
    assert [one.href for one in view.attachments] == ["https://cz.example.invalid/files/a.pdf"]


def test_a_departments_name_alone_needs_its_column_or_its_files() -> None:
    assert not judge("某市商务局", "", [], "")[0]
    assert judge("某市商务局", "2019年部门预算公开目录", ["某市商务局.zip"], "")[0]
    assert judge("某市商务局", "", ["某市商务局2019年部门预算.pdf"], "")[0]


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("gb18030", "gb2312", "text/html"),
        ("gb18030", "", "text/html; charset=GBK"),
        ("gb18030", "utf-8", "text/html"),
        ("utf-8", "", "text/html"),
        ("utf-8", "gbk", "text/html; charset=utf-8"),
        ("utf-16", "", "text/html"),
    ],
)
def test_pages_decode_whatever_they_declare(encoding: str, declared: str, header: str) -> None:
    text = (
        f"<html><head><meta "
        f'charset="{declared}"></head><body>某市财政局部门预算公开㭎</body></html>'
    )
    assert "某市财政局部门预算公开" in page_text(text.encode(encoding), header)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<",
        "\x00\x00",
        "<html>",
        "<a href='http://[::1'>x</a>",
        "<?xml version='1.0' encoding='gbk'?><html><body>预算</body></html>",
    ],
)
def test_no_page_is_too_broken_to_read(page: str) -> None:
    assert read_page(page, URL).kind in ("article", "list", "blocked", "home")
