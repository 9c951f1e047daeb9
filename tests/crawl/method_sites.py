"""A site for each method of walking lists, with the same articles."""

from __future__ import annotations

import html
import json
from urllib.parse import parse_qs, urlsplit

from tests.crawl.builders import LIST, title
from tests.crawl.site import (
    PDF,
    Handler,
    Site,
    article,
    listing,
    pdf,
)


def numbered_pages(site: Site, rows: list[tuple[str, str, str]]) -> dict[str, object]:
    for number, page in enumerate(chunks(rows), 1):
        site.put(LIST if number == 1 else f"/yjs/list.do?page={number}", listing(page))
    site.put("/yjs/list.do?page=4", listing([]))
    return {"page_url": site.url("/yjs/list.do?page={page}")}


def list_pages_by_script(site: Site, rows: list[tuple[str, str, str]]) -> dict[str, object]:
    pages = chunks(rows)
    for number, page in enumerate(pages):
        script = f'<script>createPageHTML({len(pages)}, {number}, "index", "html");</script>'
        site.put(LIST if number == 0 else f"/yjs/index_{number}.html", listing(page, script))
    return {"method": "list_pages"}


def list_pages_by_blocks(site: Site, rows: list[tuple[str, str, str]]) -> dict[str, object]:
    pages = chunks(rows)
    block = "/app/columns/c1/templates/t1/blocks/4cf5-97"

    def part(number: int) -> str:
        properties = json.dumps(
            {
                "AppUrl": site.url("/app"),
                "page": number,
                "totalPages": len(pages),
                "colid": "c1",
                "tid": "t1",
            }
        )
        return (
            f"<input type='hidden' id='pagingProp_4cf5-97' value='{properties}'/><a "
            f"onclick=\"showPagingNav('4cf5-97',{number + 1})\">»</a>"
        )

    def fetched(handler: Handler) -> None:
        number = int(parse_qs(urlsplit(handler.path).query)["page"][0])
        handler.answer(200, listing(pages[number - 1], part(number)).encode())

    site.put(LIST, listing(pages[0], part(1)))
    site.answers[block] = fetched
    return {"method": "list_pages"}


def jpage(site: Site, rows: list[tuple[str, str, str]]) -> dict[str, object]:
    proxy = "/module/web/jpage/dataproxy.jsp?page=1&amp;webid=1&amp;columnid=9&amp;perpage=1"
    group = f'<nextgroup><![CDATA[<a href="{proxy}"></a>]]></nextgroup>'
    data = (
        f"<script "
        f'type="text/xml"><datastore>{group}<totalrecord>{COUNT}</totalrecord>'
        f"{records(rows[:3])}"
        f"</datastore></script>"
    )
    site.put(
        LIST,
        f"<html><head><title>部门预算</title></head><body><div "
        f'class="list">{data}</div></body></html>',
    )

    def proxied(handler: Handler) -> None:
        query = parse_qs(urlsplit(handler.path).query)
        start, end = int(query["startrecord"][0]), int(query["endrecord"][0])
        answer = (
            f"<?xml version='1.0' "
            f"encoding='UTF-8'?><datastore><totalrecord>{COUNT}</totalrecord>"
            f"{records(rows[start - 1 : end])}</datastore>"
        )
        handler.answer(200, answer.encode(), "text/xml; charset=utf-8")

    site.answers["/module/web/jpage/dataproxy.jsp"] = proxied
    return {}


def publish_units(site: Site, rows: list[tuple[str, str, str]]) -> dict[str, object]:
    query = (
        "{'parseType':'bulidstatic','webId':'23','tplSetId':'x','pageType':'column',"
        "'tagId':'list','pageId':'9'}"
    )
    unit = (
        f'<script parsetype="bulidstatic" queryData="{query}" '
        f'url="/api/front/page/build/unit" webid="23"></script>'
    )
    site.put(
        LIST,
        f"<html><head><title>部门预算</title></head><body><div>{unit}</div><p>部门预算公开专栏</p"
        f"></body></html>",
    )
    many = [
        *rows,
        *(
            (f"/yjs/n{number}.html", f"关于第{number}次会议的通知", "2025-01-01")
            for number in range(10)
        ),
    ]

    def built(handler: Handler) -> None:
        wanted = json.loads(parse_qs(urlsplit(handler.path).query)["paramJson"][0])
        page = chunks(many, wanted["pageSize"])[wanted["pageNo"] - 1 : wanted["pageNo"]]
        items = "".join(
            f'<li><a href="{href}">{name}</a><span>{day}</span></li>'
            for href, name, day in (page[0] if page else [])
        )
        handler.answer(
            200,
            json.dumps({"success": True, "data": {"html": f"<ul>{items}</ul>"}}).encode(),
            "application/json",
        )

    for number in range(10):
        site.put(
            f"/yjs/n{number}.html",
            article(f"关于第{number}次会议的通知", "2025-01-01").replace("部门预算", "通知"),
        )
    site.answers["/api/front/page/build/unit"] = built
    return {}


def json_list(site: Site, rows: list[tuple[str, str, str]]) -> dict[str, object]:
    pages = chunks(rows)
    for number, page in enumerate(pages, 1):
        items = [
            {"id": href[5:-5], "name": f"<em>{name}</em>", "time": f"{day} 10:00:00"}
            for href, name, day in page
        ]
        site.put(
            LIST if number == 1 else f"/api/list?p={number}",
            json.dumps({"result": {"rows": items, "pages": len(pages)}}),
            "application/json",
        )
    form = {
        "items": "result.rows",
        "title": "name",
        "url_template": site.url("/yjs/{id}.html"),
        "date": "time",
        "total_pages": "result.pages",
    }
    return {"page_url": site.url("/api/list?p={page}"), "json_list": form}


def sitemap(site: Site, rows: list[tuple[str, str, str]]) -> dict[str, object]:
    places = "".join(
        f"<url><loc>{html.escape(site.url(href))}</loc><lastmod>{day}</lastmod></url>"
        for href, _, day in rows
    )
    other = f"<url><loc>{site.url('/news/1.html')}</loc></url>"
    site.put(
        "/map1.xml",
        f'<?xml version="1.0"?><urlset '
        f'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}{other}</urlset>',
        "text/xml",
    )
    site.put(
        LIST,
        f"<sitemapindex><sitemap><loc>{site.url('/map1.xml')}</loc></sitemap></sitemapindex>",
        "text/xml",
    )
    return {"include": ["/yjs/"]}


def single_page(site: Site, rows: list[tuple[str, str, str]]) -> dict[str, object]:
    site.put(LIST, listing(rows))
    return {}


def nested_columns(site: Site, rows: list[tuple[str, str, str]]) -> dict[str, object]:
    links = "".join(f'<td><a href="/d{number}/">某市第{number}局</a></td>' for number in (1, 2))
    site.put(
        LIST,
        f"<html><head><title>部门预算</title></head><body><table><tr>{links}</tr></table></body><"
        f"/html>",
    )
    site.put("/d1/", listing(rows[:4]))
    site.put("/d2/", listing(rows[4:]))
    return {"depth": 2}


def known_addresses(site: Site, rows: list[tuple[str, str, str]]) -> dict[str, object]:
    return {"known": [{"url": site.url(href)} for href, _, _ in rows], "start_urls": []}


def chunks(rows: list[tuple[str, str, str]], size: int = 3) -> list[list[tuple[str, str, str]]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def records(rows: list[tuple[str, str, str]]) -> str:
    items = "".join(
        (
            f"<record><![CDATA[<li><a href='{href}' "
            f"title='{name}'>{name}</a><span>{day}</span></li>]]></record>"
        )
        for href, name, day in rows
    )
    return f"<recordset>{items}</recordset>"


COUNT = 7


def plant_articles(site: Site) -> list[tuple[str, str, str]]:
    for number in range(1, COUNT + 1):
        site.put(
            f"/yjs/t{number}.html", article(title(number), f"2026-02-0{number}", f"P{number}.pdf")
        )
        site.put(f"/yjs/P{number}.pdf", pdf(number), PDF)
    return [
        (f"/yjs/t{number}.html", title(number), f"2026-02-0{number}")
        for number in range(COUNT, 0, -1)
    ]


SITES = {
    "known_addresses": known_addresses,
    "numbered_pages": numbered_pages,
    "list_pages": list_pages_by_script,
    "list_pages by blocks": list_pages_by_blocks,
    "jpage": jpage,
    "publish_units": publish_units,
    "json_list": json_list,
    "sitemap": sitemap,
    "single_page": single_page,
    "nested_columns": nested_columns,
}
