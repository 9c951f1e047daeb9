"""What is seen in one page: the plain facts that page reading gives and the ways of walking a site
use.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

# `blocked` is no kind of content: a challenge, a login or an error page.
PageKind = Literal["article", "list", "home", "blocked"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list page: where it leads, what it says, the date beside it. `href` is absolute
    where the page's address is known.
    """

    href: str
    title: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file a page offers, by link or by script."""

    href: str
    text: str


@dataclass(slots=True)
class PageView:
    """One page as the crawler sees it; empty text and None mean that the page does not say."""

    kind: PageKind
    kind_rule: str = ""
    """What the page was named so for (`crawl.pages.page_kind`); empty where it is blocked."""
    title: str = ""
    published_on: date | None = None
    source: str = ""
    """来源 as printed or tagged."""
    publisher: str = ""
    """The body that answers for the page."""
    column: str = ""
    """The column of the site the page is in."""
    is_disclosure: bool = False
    """The page announces or holds a budget or final accounts of a body."""
    reason: str = ""
    """Why it is blocked or no disclosure."""
    missing: bool = False
    """A blocked page that says there is nothing here (a soft 404)."""
    attachments: list[Attachment] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    links: list[Entry] = field(default_factory=list)
    """Every link of the content, for pages that are directories of columns."""
    next_page: str = ""
    frames: list[str] = field(default_factory=list)
    """Pages of the same host shown inside this one: a list may stand in a frame."""
    redirect: str = ""
    """Where the page itself sends a browser (meta refresh, location.href)."""
    has_tables: bool = False
    """Tables of figures stand in the page itself."""
    has_figures: bool = False
    """Budget prose with sums of money stands in the page itself."""
    page_images: int = 0
    """Images of scanned pages that stand in for a file."""


# Addresses only: whether pages are read on is for the crawl to decide.
@dataclass(slots=True)
class Listing:
    """What one list answer gives: its entries, and the addresses of further list pages."""

    entries: list[Entry] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
