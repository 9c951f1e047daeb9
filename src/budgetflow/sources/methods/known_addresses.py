"""Pages and files known by their addresses, without a list that names them."""

from __future__ import annotations

from budgetflow.sources.method import Answer, Method, UnreadableList
from budgetflow.sources.page_model import Entry, Listing
from budgetflow.sources.source import Source


class KnownAddresses(Method):
    """Nothing is walked: the source's `known` addresses are the announcements, asked for again in
    every full sweep.
    """

    name = "known_addresses"

    def first(self, source: Source) -> list[str]:
        """Return no list page."""
        return []

    def known(self, source: Source) -> list[Entry]:
        """Return the addresses the form names."""
        # As entries, so that the crawl treats them as announcements of a list.
        return [Entry(place.url, place.title, place.published_on) for place in source.known]

    def read(self, source: Source, answer: Answer) -> Listing:
        """Refuse: there is no list to read."""
        raise UnreadableList(f"{source.id} has no list pages; its addresses are in `known`")
