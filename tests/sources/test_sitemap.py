"""Sitemaps as sites really send them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

import pytest

from budgetflow.sources.method import Answer, UnreadableList
from budgetflow.sources.methods.sitemap import Sitemap
from budgetflow.sources.page_model import Listing
from budgetflow.sources.source import Source


@dataclass
class Sent:
    text: str
    asked: str = "https://example.invalid/sitemap.xml"
    url: str = "https://example.invalid/sitemap.xml"


def read(text: str) -> Listing:
    return Sitemap().read(cast("Source", None), cast("Answer", Sent(text)))


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("https://a.invalid/1.html", "https://a.invalid/1.html"),
        (" <![CDATA[https://a.invalid/?x=1&y=2]]> ", "https://a.invalid/?x=1&y=2"),
        ("https://a.invalid/?x=1&amp;y=2", "https://a.invalid/?x=1&y=2"),
        ("https://a.invalid/?x=1&y=2", "https://a.invalid/?x=1&y=2"),
    ],
)
def test_an_address_is_read_however_it_is_written(place: str, address: str) -> None:
    found = read(
        f"<?xml version='1.0' encoding='GB2312'?><urlset xmlns='http://www.sitemaps.org/'>"
        f"<!-- made by a program --><url><loc>{place}</loc><lastmod>2026-02-10T08:00:00+08:00"
        f"</lastmod></url></urlset>"
    )
    assert [(e.href, e.date) for e in found.entries] == [(address, date(2026, 2, 10))]


def test_what_was_cut_off_in_the_middle_is_read_up_to_there() -> None:
    found = read("<urlset><url><loc>https://a.invalid/1</loc></url><url><loc>https://a.inv")
    assert [entry.href for entry in found.entries] == ["https://a.invalid/1"]


def test_an_index_names_further_sitemaps() -> None:
    assert read(
        "<sitemapindex><sitemap><loc>https://a.invalid/2.xml</loc></sitemap></sitemapindex>"
    ).more == ["https://a.invalid/2.xml"]


@pytest.mark.parametrize("text", ["", "not xml", "<html><urlset></urlset></html>"])
def test_what_is_no_sitemap_is_refused(text: str) -> None:
    with pytest.raises(UnreadableList):
        read(text)
