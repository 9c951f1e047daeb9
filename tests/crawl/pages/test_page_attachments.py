"""Every way a government page offers a file that was counted on real sites, in pages made here."""

from __future__ import annotations

import pytest

from budgetflow.crawl.pages.attachments import read_attachments
from budgetflow.crawl.pages.dom import parse

BASE = "https://cz.example.invalid/zwgk/yjs/202602/t20260212_1.html"
HERE = "https://cz.example.invalid/zwgk/yjs/202602/"

CASES = {
    "a link relative to the page": (
        '<a href="./P020260212.pdf">某局2026年部门预算.pdf</a>',
        HERE + "P020260212.pdf",
        "某局2026年部门预算.pdf",
    ),
    "a link from the root": (
        '<a href="/upload/1.xlsx">附件</a>',
        "https://cz.example.invalid/upload/1.xlsx",
        "附件",
    ),
    "a link on another host": (
        '<a href="http://files.example.invalid/a.rar">表</a>',
        "http://files.example.invalid/a.rar",
        "表",
    ),
    "an upper-case extension": ('<a href="A.PDF">预算</a>', HERE + "A.PDF", "预算"),
    "a signature after the extension": (
        '<a href="/f/%E9%A2%84.pdf?Md-Xw==">预算</a>',
        "https://cz.example.invalid/f/%E9%A2%84.pdf?Md-Xw==",
        "预算",
    ),
    "an archive": ('<a href="a.zip">表</a>', HERE + "a.zip", "表"),
    "the open document format of China": ('<a href="a.ofd">表</a>', HERE + "a.ofd", "表"),
    "blanks in the address": ('<a href="a b.pdf">表</a>', HERE + "a%20b.pdf", "表"),
    "an icon instead of words": (
        '<a href="a.doc"><img src="down.gif" title="下载"></a>',
        HERE + "a.doc",
        "a.doc",
    ),
    "the title of the link": (
        '<a href="a.doc" title="单位预算表"><img src="d.gif"></a>',
        HERE + "a.doc",
        "单位预算表",
    ),
    "a handler without an extension": (
        '<a href="/system/_content/download.jsp?owner=1&amp;wbfileid=2">大学预算.pdf</a>',
        "https://cz.example.invalid/system/_content/download.jsp?owner=1&wbfileid=2",
        "大学预算.pdf",
    ),
    "another handler": (
        '<a href="/d/download.do?id=7">部门预算公开表</a>',
        "https://cz.example.invalid/d/download.do?id=7",
        "部门预算公开表",
    ),
    "a script that puts a PDF into a frame": (
        '<script>var sPdfUrl = "/cms/a/9828.pdf"; if (sPdfUrl.indexOf(".pdf")!=-1){}</script>',
        None,
        "9828.pdf",
    ),
    "markup in a script's string": (
        """<script>var hasFJ='<a href="./P01.pdf">预算公开.pdf</a>';document.write(x)</script>""",
        HERE + "P01.pdf",
        "预算公开.pdf",
    ),
    "a click with name and address": (
        """<a onclick="downloadFj('预算公开.pdf','./W01.pdf')">预算公开.pdf</a>""",
        HERE + "W01.pdf",
        "预算公开.pdf",
    ),
    "a click that sets the location": (
        """<span onclick="location.href=encodeURI('/api/filedown?id=3&name=a')">部门预算</span>""",
        "https://cz.example.invalid/api/filedown?id=3&name=a",
        "部门预算",
    ),
    "a javascript link": (
        """<a href="javascript:window.open('/f/a.xls')">预算表</a>""",
        "https://cz.example.invalid/f/a.xls",
        "预算表",
    ),
    "a frame": ('<iframe src="/f/a.pdf"></iframe>', "https://cz.example.invalid/f/a.pdf", "a.pdf"),
    "a viewer in a frame": (
        '<iframe src="/pdfjs/web/viewer.html?file=%2Ff%2Fa.pdf"></iframe>',
        "https://cz.example.invalid/f/a.pdf",
        "a.pdf",
    ),
    "an attribute a script reads": (
        '<a data-href="/f/a.docx" href="#">预算说明</a>',
        "https://cz.example.invalid/f/a.docx",
        "预算说明",
    ),
    "a viewer whose file counts from its own place": (
        '<iframe src="/pdfjs/web/viewer.html?file=../../f/a.pdf#page=1"></iframe>',
        "https://cz.example.invalid/f/a.pdf",
        "a.pdf",
    ),
    "a link to a viewer": (
        '<a href="/web/viewer.html?file=/f/a.pdf">预算.pdf</a>',
        "https://cz.example.invalid/f/a.pdf",
        "预算.pdf",
    ),
    "a handler that is told a file's name": (
        '<a href="/module/download/downfile.jsp?filename=2602.pdf">预算.pdf</a>',
        "https://cz.example.invalid/module/download/downfile.jsp?filename=2602.pdf",
        "预算.pdf",
    ),
    "a handler called download": (
        '<a href="/attachment/download?id=12">预算表</a>',
        "https://cz.example.invalid/attachment/download?id=12",
        "预算表",
    ),
    "an object": (
        '<object data="/f/a.pdf" type="application/pdf"><p>请安装</p></object>',
        "https://cz.example.invalid/f/a.pdf",
        "a.pdf",
    ),
    "what a plug-in is told": (
        '<object><param name="SRC" value="/f/a.pdf"></object>',
        "https://cz.example.invalid/f/a.pdf",
        "a.pdf",
    ),
    "a hidden field": (
        '<input type="hidden" id="url" value="/f/a.pdf">',
        "https://cz.example.invalid/f/a.pdf",
        "a.pdf",
    ),
    "a player with its settings": (
        """<div class="player" pdfsrc="/_upload/3d4e.pdf" """
        """file-attr="{'title':'大学预算.pdf'}"></div>""",
        "https://cz.example.invalid/_upload/3d4e.pdf",
        "大学预算.pdf",
    ),
    "an editor's leftovers": (
        '<a href="./P01.pdf" oldsrc="/protect/P01.pdf">预算.pdf</a>',
        HERE + "P01.pdf",
        "预算.pdf",
    ),
    "a click whose words say nothing": (
        """<a href="javascript:void(0)" """
        """onclick="openFile('/f/a.pdf','部门预算.pdf')">点击查看</a>""",
        "https://cz.example.invalid/f/a.pdf",
        "部门预算.pdf",
    ),
    "an address and its name in one script": (
        """<script>var files="./P01.pdf";var names="部门预算.pdf";"""
        """document.write("<a href='"+files+"'>"+names+"</a>")</script>""",
        HERE + "P01.pdf",
        "部门预算.pdf",
    ),
    "a script that embeds": (
        """<script>PDFObject.embed("/f/a.pdf","#pdf");</script>""",
        "https://cz.example.invalid/f/a.pdf",
        "a.pdf",
    ),
    "a name beside a link that says nothing": (
        '<table><tr><td>部门预算.pdf</td><td><a href="/file/get?fid=1">下载</a></td></tr></table>',
        "https://cz.example.invalid/file/get?fid=1",
        "部门预算.pdf",
    ),
    "the foot of the article": (
        '<div class="main article-footer"><a href="/f/a.pdf">预算.pdf</a></div>',
        "https://cz.example.invalid/f/a.pdf",
        "预算.pdf",
    ),
    "an outer link broken by the one inside": (
        '<a href="/x.html"><p><a href="a.pdf">预算.pdf</a></p></a>',
        HERE + "a.pdf",
        "预算.pdf",
    ),
}


@pytest.mark.parametrize(("markup", "href", "text"), CASES.values(), ids=CASES)
def test_a_file_is_found_however_it_is_offered(markup: str, href: str | None, text: str) -> None:
    (found,) = read_attachments(parse(f"<html><body><div>{markup}</div></body></html>"), BASE)
    assert (found.href, found.text) == (href or "https://cz.example.invalid/cms/a/9828.pdf", text)


@pytest.mark.parametrize(
    "markup",
    [
        '<!-- <a href="old.pdf">旧</a> -->',
        '<div class="footer"><a href="manual.pdf">手册</a></div>',
        '<div class="site-footer"><a href="manual.pdf">手册</a></div>',
        '<a href="/download/index.html">下载中心</a>',
        '<a href="/plugins/AdobeReader.zip">PDF阅读器下载</a>',
        '<script>if (url.indexOf(".pdf") > 0) { type = "application/pdf" }</script>',
        '<a href="mailto:a@example.invalid">a.pdf</a>',
    ],
)
def test_what_is_no_file_of_the_page_is_left(markup: str) -> None:
    assert read_attachments(parse(f"<html><body>{markup}</body></html>"), BASE) == []


def test_files_come_in_the_pages_order() -> None:
    page = parse(
        '<body><iframe src="/f/1.pdf"></iframe><a href="/f/2.pdf">附表</a><div '
        'data-file="/f/3.pdf"></div><a href="/f/4.pdf">说明</a></body>'
    )
    assert [one.href[-5:] for one in read_attachments(page, BASE)] == [
        "1.pdf",
        "2.pdf",
        "3.pdf",
        "4.pdf",
    ]


def test_a_file_linked_twice_is_one_and_keeps_the_better_name() -> None:
    page = parse(
        '<body><a href="a.pdf"><img src="x.gif"></a><a href="a.pdf">附件</a><a '
        'href="a.pdf">某局预算.pdf</a></body>'
    )
    assert [one.text for one in read_attachments(page, BASE)] == ["某局预算.pdf"]
