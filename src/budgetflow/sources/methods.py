"""How a site is walked: one class a way, named by what the site offers. Adding a source is choosing one and filling in a form.

A method asks nothing of the network. It names the first addresses, and reads one answer at a time into entries and
further list pages; fetching, pace and memory are the crawl's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Protocol

from budgetflow.sources.source import Source
from budgetflow.sources.view import Entry, Listing, PageView


class Answer(Protocol):
    """One fetched list page, as the crawl hands it to a method."""

    @property
    def url(self) -> str:
        """Give the address that answered."""

    @property
    def text(self) -> str:
        """Give the body as text."""

    def view(self) -> PageView:
        """Give what is seen in the body as a page."""


class UnreadableList(ValueError):
    """A list answer that the source's method cannot read; the message says what was expected."""


class Method(ABC):
    """A way to walk a site."""

    name: str

    def first(self, source: Source) -> list[str]:
        """Give the addresses to begin with."""
        return [url.replace("{page}", str(source.first_page)) for url in source.start_urls]

    @abstractmethod
    def read(self, source: Source, answer: Answer) -> Listing:
        """Read one list answer; UnreadableList when it is not what this method expects."""


class ListPages(Method):
    """Pages of links, one after another, as the page itself says: a next link, or a paging script whose addresses are worked out."""

    name = "list_pages"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Give the page's entries and the page after it."""
        view = answer.view()
        return Listing(view.entries, [view.next_page] if view.next_page else [])


@dataclass(slots=True)
class SinglePage(Method):
    """One page that holds everything: its own files, or links to the articles. It has no second page."""

    name = "single_page"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Give the page itself as an entry where it offers files, else its entries."""
        view = answer.view()
        if view.attachments or view.has_tables:
            return Listing([Entry(answer.url, view.title or source.name, view.published_on), *view.entries])
        return Listing(view.entries)


METHODS: dict[str, Method] = {method.name: method for method in (ListPages(), SinglePage())}
"""Every way to walk a site, by the name a source gives."""
