"""Publishing servers that fill a page's lists from units in JSON: `{"data": {"html": "..."}}`."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from budgetflow.sources.method import Answer, Method, UnreadableList
from budgetflow.sources.page_model import Listing
from budgetflow.sources.source import Source

_SCRIPT = re.compile(
    r"<script\b[^>]{0,500}\bquery_?data\s*=\s*([\"'])(?P<data>\{[^{}]{1,2000}\})\1[^>]{0,500}>",
    re.IGNORECASE,
)
_URL = re.compile(r"\burl\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_PAIR = re.compile(r"[\"']?(\w+)[\"']?\s*:\s*[\"']([^\"']*)[\"']")
_ROWS = 15


class PublishUnits(Method):
    """A page whose lists come from a publishing server: the page names its units, each unit gives
    markup, page by page.
    """

    name = "publish_units"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Return a page's own entries and its units as further pages; of a unit the entries and its
        next page.
        """
        # One method for both: the page that names the units, and the units' own answers.
        if answer.text.lstrip().startswith("{"):
            return self._unit(answer)
        view = answer.view()
        return Listing(view.entries, unit_addresses(answer.text, answer.url))

    def _unit(self, answer: Answer) -> Listing:
        try:
            data = json.loads(answer.text).get("data") or {}
            markup = data.get("html") if isinstance(data, dict) else None
        except ValueError as error:
            raise UnreadableList(f"the unit's answer is no JSON ({error})") from error
        if not isinstance(markup, str):
            raise UnreadableList('the unit\'s answer has no markup at {"data": {"html": ...}}')
        view = answer.view(markup)
        entries = view.entries or view.links
        if entries and _goes_on(markup, answer.asked):
            return Listing(entries, [next_unit(answer.asked)])
        return Listing(entries)


def _goes_on(markup: str, asked: str) -> bool:
    """Check whether a unit has a page after this one: by the count and rows its pager names, else
    by trying.
    """
    count = re.search(r"\bcount=[\"']?(\d+)", markup)
    rows = re.search(r"\brows=[\"']?(\d+)", markup)
    if not count or not rows:
        return True  # an empty page, or one that is known already, ends it
    wanted = json.loads(dict(parse_qsl(urlsplit(asked).query)).get("paramJson") or "{}")
    return int(wanted.get("pageNo", 1)) * int(rows.group(1)) < int(count.group(1))


def unit_addresses(page: str, url: str) -> list[str]:
    """Return the addresses of the units a page names, each on its first page."""
    addresses = []
    for match in _SCRIPT.finditer(page):
        place = _URL.search(match.group(0))
        query = dict(_PAIR.findall(html.unescape(match.group("data"))))
        # A script of another system may bear the attribute and no address.
        if place and query:
            query["paramJson"] = json.dumps({"pageNo": 1, "pageSize": _ROWS}, separators=(",", ":"))
            addresses.append(f"{urljoin(url, html.unescape(place.group(1)))}?{urlencode(query)}")
    return addresses


def next_unit(asked: str) -> str:
    """Return the unit's address with the next page number."""
    parts = urlsplit(asked)
    query = dict(parse_qsl(parts.query))
    wanted = json.loads(query.get("paramJson") or "{}")
    wanted["pageNo"] = int(wanted.get("pageNo", 1)) + 1
    query["paramJson"] = json.dumps(wanted, separators=(",", ":"))
    return parts._replace(query=urlencode(query)).geturl()
