"""Sites that publish a sitemap (sitemaps.org): addresses with the day they last changed."""

from __future__ import annotations

import html
import re
from datetime import date

from budgetflow.sources.method import Answer, Method, UnreadableList
from budgetflow.sources.page_model import Entry, Listing
from budgetflow.sources.source import Source

_BLOCK = re.compile(r"<(url|sitemap)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_PLACE = re.compile(
    r"<loc>\s*(?:<!\[CDATA\[)?\s*(.*?)\s*(?:\]\]>)?\s*</loc>", re.DOTALL | re.IGNORECASE
)
_CHANGED = re.compile(r"<lastmod>\s*(\d{4})-(\d{2})-(\d{2})", re.IGNORECASE)


class Sitemap(Method):
    """A sitemap, or an index of sitemaps. Give `include`, so that only the addresses of the budget
    columns are asked for.
    """

    name = "sitemap"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Give the addresses with the day they changed; the sitemaps of an index as further
        pages.
        """
        listing = Listing()
        blocks = _BLOCK.findall(answer.text)
        if not blocks and "<urlset" not in answer.text and "<sitemapindex" not in answer.text:
            raise UnreadableList("the answer is no sitemap (no <urlset> and no <sitemapindex>)")
        for kind, block in blocks:
            place = _PLACE.search(block)
            if not place:
                continue
            address = html.unescape(place.group(1))
            if kind.lower() == "sitemap":
                listing.more.append(address)
            else:
                changed = _CHANGED.search(block)
                listing.entries.append(
                    Entry(
                        address,
                        "",
                        date(*(int(part) for part in changed.groups())) if changed else None,
                    )
                )
        return listing
