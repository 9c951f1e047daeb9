"""Sites that publish a sitemap (sitemaps.org): addresses with the day they last changed."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from budgetflow.sources.method import Answer, Method, UnreadableList
from budgetflow.sources.page_model import Entry, Listing
from budgetflow.sources.source import Source

# Addresses with `&` as it is, which sites print and no XML may hold.
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|\w+);)(?![^<]*\]\]>)")
# Where it is missing, the answer was cut off, and so may be the last address.
_END = re.compile(r"</[\w:.-]*(?:urlset|sitemapindex)\s*>$", re.IGNORECASE)
_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})")


class Sitemap(Method):
    """A sitemap, or an index of sitemaps. Give `include`, so that only the addresses of the budget
    columns are asked for.
    """

    name = "sitemap"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Return the addresses with the day they changed; the sitemaps of an index as further
        pages.
        """
        listing = Listing()
        for block in _blocks(answer.text):
            values = {_name(child): (child.text or "").strip() for child in block}
            address = values.get("loc")
            if not address:
                continue
            if _name(block) == "sitemap":
                listing.more.append(address)
            else:
                changed = _DAY.match(values.get("lastmod", ""))
                day = date(*map(int, changed.groups())) if changed else None
                listing.entries.append(Entry(address, "", day))
        return listing


def _blocks(text: str) -> list[etree._Element]:
    """Return the whole `url` and `sitemap` elements; UnreadableList for a text of another kind."""
    # the text is decoded already, whatever encoding its first line names
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, encoding="utf-8"
    )
    text = _BARE_AMPERSAND.sub("&amp;", text).strip()
    root = etree.fromstring(text.encode(), parser) if text else None
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise UnreadableList("the answer is no sitemap (no <urlset> and no <sitemapindex>)")
    blocks = [node for node in root.iter(etree.Element) if _name(node) in ("url", "sitemap")]
    # A cut answer's last address may be cut too, and would be asked for as it stands.
    return blocks if _END.search(text) else blocks[:-1]


def _name(node: etree._Element) -> str:
    """Return an element's name without its namespace; empty for a comment."""
    return etree.QName(node).localname.lower() if isinstance(node.tag, str) else ""
