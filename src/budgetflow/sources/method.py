"""A way to walk a site: the base class of every access method, and what it is handed.

A method asks nothing of the network. It names the first addresses, and reads one answer at a time
into entries and
further list pages; fetching, pace and memory are the crawl's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Protocol

from budgetflow.sources.page_model import Entry, Listing, PageView
from budgetflow.sources.source import Source


class Answer(Protocol):
    """One fetched list page, as the crawl hands it to a method."""

    @property
    def asked(self) -> str:
        """Return the address that was asked for."""

    @property
    def url(self) -> str:
        """Return the address that answered, after redirects."""

    @property
    def text(self) -> str:
        """Return the body as text."""

    def view(self, markup: str | None = None) -> PageView:
        """Return what is seen in the body as a page, or in markup the method took out of it."""


class UnreadableList(ValueError):
    """A list answer that the source's method cannot read; the message says what was expected."""


class Method(ABC):
    """A way to walk a site. A subclass is named by what the site offers."""

    name: str

    def first(self, source: Source) -> list[str]:
        """Return the addresses to begin with."""
        # Most ways of walking begin where the form says.
        return list(source.start_urls)

    def known(self, source: Source) -> list[Entry]:
        """Return entries that no list names; none for most methods."""
        return []

    @abstractmethod
    def read(self, source: Source, answer: Answer) -> Listing:
        """Read one list answer; UnreadableList when it is not what this method expects."""


def own_entry(view: PageView, answer: Answer, source: Source) -> list[Entry]:
    """Return the page itself as an entry where it offers files or holds figures: a column that is
    one page.
    """
    # A page of text alone announces nothing: it must offer a file or hold figures.
    if view.kind != "article" or not (view.attachments or view.has_tables or view.has_figures):
        return []
    return [Entry(answer.asked, view.title or source.name, view.published_on)]


def entries_of(view: PageView, answer: Answer, source: Source) -> list[Entry]:
    """Return the entries of a page that is known to be a list: a short one looks like an article,
    and its dated links are what it lists.
    """
    return (
        # In this order: a list's own entries outweigh what else the page links.
        view.entries
        or own_entry(view, answer, source)
        or [entry for entry in view.links if entry.date]
    )
