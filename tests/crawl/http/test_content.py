"""What came over the wire: a page or a file, and the name people know it by."""

from __future__ import annotations

import pytest

from budgetflow.crawl.http.content import file_name, is_page, media_hint

URL = "https://x.invalid/a/P0202602.pdf?sign=1"

NAMES = [
    (
        {"content-disposition": "attachment; filename*=UTF-8''%E9%A2%84%E7%AE%97.pdf"},
        URL,
        "附件",
        "预算.pdf",
    ),
    (
        {"content-disposition": 'attachment; filename="%E9%A2%84%E7%AE%97.pdf"'},
        URL,
        "附件",
        "预算.pdf",
    ),
    (
        {"content-disposition": "attachment; filename=" + "预算.pdf".encode().decode("latin-1")},
        URL,
        "附件",
        "预算.pdf",
    ),
    (
        {
            "content-disposition": "attachment; filename="
            + "预算.xls".encode("gb18030").decode("latin-1")
        },
        URL,
        "附件",
        "预算.xls",
    ),
    *(
        ({"content-disposition": f"attachment; {value}"}, URL, "附件", name)
        for value, name in (
            ('filename="=?UTF-8?B?6aKE566XLnBkZg==?="', "预算.pdf"),
            ("filename==?utf-8?Q?=E9=A2=84=E7=AE=97.pdf?=", "预算.pdf"),
            ('filename="=?GBK?B?1KTL4y54bHM=?="', "预算.xls"),
            ('filename="=?UTF-8?B?6aKE?= =?UTF-8?B?566XLnBkZg==?="', "预算.pdf"),
            ('filename="=?nonsense?B?6aKE?=.pdf"', "=_nonsense_B_6aKE_=.pdf"),
            ('filename="%D4%A4%CB%E3.xls"', "预算.xls"),
            ("filename=" + "模.xls".encode("gbk").decode("latin-1"), "模.xls"),
            ("filename*=GBK''%D4%A4%CB%E3.xls", "预算.xls"),
            ("filename*=UTF-8''%D4%A4%CB%E3.xls", "预算.xls"),  # not what it says
            ("filename*=\"UTF-8''%E9%A2%84%E7%AE%97.pdf\"", "预算.pdf"),
            ("filename*=UTF-8''" + "预算.pdf".encode().decode("latin-1"), "预算.pdf"),
            ("filename*0*=UTF-8''%E9%A2%84; filename*1*=%E7%AE%97.pdf", "预算.pdf"),
            ("filename=a.pdf; filename*=UTF-8''%E9%A2%84%E7%AE%97.pdf", "预算.pdf"),
            ('filename="预算;公开.pdf"', "预算;公开.pdf"),
            ("filename=report.pdf; size=1", "report.pdf"),
        )
    ),
    (
        {"content-disposition": "=?UTF-8?B?YXR0YWNobWVudDsgZmlsZW5hbWU96aKE566XLnBkZg==?="},
        URL,
        "附件",
        "预算.pdf",
    ),
    ({}, URL, "某局2026年部门预算.pdf", "某局2026年部门预算.pdf"),
    ({}, URL, "附件1", "P0202602.pdf"),
    ({}, "https://x.invalid/%E9%A2%84%E7%AE%97.xlsx", "点击下载", "预算.xlsx"),
    ({}, "https://x.invalid/download.do?id=7", "部门预算公开表", "部门预算公开表.pdf"),
    ({"content-disposition": "attachment; filename=../../etc/passwd"}, URL, "", "passwd.pdf"),
    ({"content-disposition": 'attachment; filename="a\\b\x00c?.pdf"'}, URL, "", "b_c_.pdf"),
    ({}, "https://x.invalid/", "", "document.pdf"),
]


@pytest.mark.parametrize(("headers", "url", "text", "name"), NAMES)
def test_a_name_for_people_that_is_never_a_path(
    headers: dict[str, str], url: str, text: str, name: str
) -> None:
    assert file_name(url, text, headers, "application/pdf") == name


@pytest.mark.parametrize(
    ("body", "media", "page"),
    [
        (b"<!DOCTYPE html><html></html>", "text/html", True),
        (b"\xef\xbb\xbf\r\n<html>", "application/octet-stream", True),
        (b"<!-- a --><html>", "", True),
        (b"%PDF-1.7 <html>", "text/html", False),
        (b"PK\x03\x04", "text/html", False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "text/html; charset=gbk", False),
        (b"\xd4\xa4\xcb\xe3", "text/html; charset=gbk", True),
        (b'{"a": 1}', "application/json", False),
    ],
)
def test_a_page_is_known_by_its_bytes_before_its_header(
    body: bytes, media: str, page: bool
) -> None:
    assert is_page(body, {"content-type": media}) is page


def test_a_media_type_is_a_hint_from_the_bytes_else_from_the_header() -> None:
    assert media_hint(b"\n%PDF-1.4", {"content-type": "text/html"}) == "application/pdf"
    assert media_hint(b"abc", {"content-type": "Text/Plain; charset=utf-8"}) == "text/plain"
    assert media_hint(b"abc", {}) == "application/octet-stream"
