"""The sample site: what a bureau's disclosure column looks like, as pages and files in memory, byte
for byte the same each time.

A list page with paging, article pages with the national page tags, attachments as PDF, workbook and
HTML, a notice that is
no disclosure, robots.txt. `SampleSite.pages` maps paths to content; `server` puts them on loopback.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from budgetflow.sample.facts.bureaus import BAYINGOL, GANZHOU, XINSHIQU
from budgetflow.sample.facts.government import WAN, invent_government
from budgetflow.sample.facts.model import DisclosureFacts
from budgetflow.sample.facts.provincial_bureau import XINJIANG
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.paper.government import compose_government
from budgetflow.sample.paper.layouts import DETAILED, DETAILED_LAST, NATIONAL
from budgetflow.sample.render.html import html_body
from budgetflow.sample.render.pdf import Paper, render_pdf
from budgetflow.sample.render.xlsx import render_xlsx

SITE_NAME = "医疗保障预决算公开样例"
COLUMN = "财政预决算"
_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Served:
    """One resource of the site."""

    body: bytes
    content_type: str
    modified: str
    """ISO date of the last change; the server makes Last-Modified of it."""


@dataclass(frozen=True, slots=True)
class Article:
    """One announcement: its page and its files."""

    path: str
    title: str
    publisher: str
    published_on: str
    body: str
    files: tuple[tuple[str, bytes], ...] = ()


def article_page(article: Article) -> bytes:
    """Return an article page with the page tags of the national standard and links to its files."""
    # The name as its own address: relative to the page, as content systems link files.
    links = "".join(
        f'<p>附件：<a href="{escape(name)}">{escape(name)}</a></p>' for name, _ in article.files
    )
    return _page(
        article.title,
        {
            "ArticleTitle": article.title,
            "PubDate": f"{article.published_on} 10:00",
            "ContentSource": article.publisher,
        },
        f'<h1>{escape(article.title)}</h1>\n<div class="info">发布日期：{article.published_on} '
        f"来源：{escape(article.publisher)}</div>\n"
        f'<div class="content">{article.body}{links}</div>',
    )


def list_pages(articles: list[Article], per_page: int = 3) -> dict[str, bytes]:
    """Return the list pages `/zwgk/index.html`, `/zwgk/index_1.html`, ..., newest first, with links
    between them.
    """
    ordered = sorted(
        articles, key=lambda article: (article.published_on, article.path), reverse=True
    )
    chunks = [ordered[n : n + per_page] for n in range(0, len(ordered), per_page)] or [[]]
    pages = {}
    for number, chunk in enumerate(chunks):
        items = "".join(
            (
                f"<li><a "
                f'href="{escape(article.path)}">{escape(article.title)}</a><span>'
                f"{article.published_on}"
                f"</span></li>\n"
            )
            for article in chunk
        )
        # Only a page that has one after it links it, which is how the crawl knows the last.
        onward = f'<a href="index_{number + 1}.html">下一页</a>' if number + 1 < len(chunks) else ""
        if number == 0:
            name = "index.html"
        else:
            name = f"index_{number}.html"
        pages[f"/zwgk/{name}"] = _page(
            COLUMN, {}, f'<ul class="list">\n{items}</ul>\n<div class="page">{onward}</div>'
        )
    return pages


def sample_articles() -> list[Article]:
    """Return the articles of the bundled site: four bureaus, each in its own way, the budget of one
    of their governments, and one notice that is no disclosure.
    """
    # Speaks of the same bureau and discloses nothing: the crawl must leave it alone.
    notice = Article(
        "/zwgk/202602/t20260201_5.html",
        "关于召开医保经办工作会议的通知",
        "甘州区医疗保障局",
        "2026-02-01",
        "<p>会议定于下周召开，请准时参加。</p>",
    )
    return [
        _with_files(
            XINSHIQU,
            "1",
            "乌鲁木齐预算公开",
            pdf=render_pdf(compose(XINSHIQU, DETAILED_LAST), Paper(repeat_header=False)),
        ),
        _with_files(
            BAYINGOL,
            "2",
            "巴州预算公开",
            xlsx=render_xlsx(compose(BAYINGOL, DETAILED, parts=("tables",))),
            pdf=render_pdf(compose(BAYINGOL, DETAILED, parts=("prose",))),
        ),
        _with_files(
            XINJIANG,
            "3",
            "自治区预算公开",
            pdf=render_pdf(compose(XINJIANG, DETAILED), Paper(turned=True)),
        ),
        _article(GANZHOU, "4", html_body(compose(GANZHOU, NATIONAL))),
        _government(),
        notice,
    ]


def _government() -> Article:
    """Return the budget of the government one of the bureaus belongs to; its figures are made up,
    but for what it gives the bureau.
    """
    # The same money in both papers, so that they can be held against each other.
    own = sum((item.own for item in GANZHOU.items), Decimal(0))
    facts = invent_government(
        7,
        GANZHOU.region_name,
        GANZHOU.region_code,
        departments=(("区医疗保障局", round(own / WAN)),),
    )
    compact = facts.published_on.replace("-", "")
    return Article(
        f"/zwgk/{compact[:6]}/t{compact}_6.html",
        facts.title,
        f"{facts.name}财政局",
        facts.published_on,
        html_body(compose_government(facts)),
    )


def site(articles: list[Article]) -> dict[str, Served]:
    """Return everything the site serves, by path."""
    # A list changes when an article is added, so its date is the newest article's.
    newest = max(article.published_on for article in articles)
    pages = {
        path: Served(body, _TYPES["html"], newest) for path, body in list_pages(articles).items()
    }
    pages["/robots.txt"] = Served(
        b"User-agent: *\nDisallow: /admin/\n", _TYPES["txt"], "2025-01-01"
    )
    for article in articles:
        pages[article.path] = Served(article_page(article), _TYPES["html"], article.published_on)
        folder = article.path.rpartition("/")[0]
        for name, body in article.files:
            pages[f"{folder}/{name}"] = Served(
                body, _TYPES[name.rpartition(".")[2]], article.published_on
            )
    return pages


def _article(
    facts: DisclosureFacts, number: str, body: str, files: tuple[tuple[str, bytes], ...] = ()
) -> Article:
    """Place an article where such systems do: a folder a month, the date in the name."""
    compact = facts.published_on.replace("-", "")
    return Article(
        f"/zwgk/{compact[:6]}/t{compact}_{number}.html",
        facts.title,
        facts.publisher,
        facts.published_on,
        body,
        files,
    )


def _with_files(facts: DisclosureFacts, number: str, name: str, **files: bytes) -> Article:
    """An article whose disclosure is in attachments; two files get their part's name."""
    if len(files) > 1:
        # Named by their parts, which is all that tells two files of one disclosure apart.
        words = {"xlsx": "公开表", "pdf": "情况说明"}
    else:
        words = dict.fromkeys(files, "")
    named = tuple(
        (f"{facts.fiscal_year}年{name}{words[kind]}.{kind}", body) for kind, body in files.items()
    )
    return _article(facts, number, f"<p>现将{escape(facts.title)}如下，详见附件。</p>", named)


def _page(title: str, tags: dict[str, str], body: str) -> bytes:
    """Wrap a body in a page of the site."""
    # The tags of the national standard, which real sites fill in so.
    meta = {"SiteName": SITE_NAME, "ColumnName": COLUMN, **tags}
    head = "".join(
        f'<meta name="{name}" content="{escape(value)}">\n' for name, value in meta.items()
    )
    start = (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head>\n<meta '
        f'charset="utf-8">\n{head}<title>{escape(title)}</title></head>\n'
    )
    return f"{start}<body>\n{body}\n</body></html>\n".encode()
