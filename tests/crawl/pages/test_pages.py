"""What a page is and says: tags, dates, blocks, redirects, lists, and whether it discloses a
budget.
"""

from __future__ import annotations

from datetime import date

import pytest

from budgetflow.crawl.pages.dates import read_date, read_entry_date, read_tag_date
from budgetflow.crawl.pages.disclosure_detection import judge
from budgetflow.crawl.pages.page_view import blocked_reason, page_text, read_page
from tests.crawl.pages.builders import URL, article


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
