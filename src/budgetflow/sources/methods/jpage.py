"""The "jpage" style: records as escaped markup inside a `datastore`, and more of them from a data
proxy.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from budgetflow.sources.method import Answer, Method
from budgetflow.sources.page_model import Listing
from budgetflow.sources.source import Source

_NEXT_GROUP = re.compile(
    r"<nextgroup>.{0,500}?href\s*=\s*[\"']([^\"']+)[\"']", re.DOTALL | re.IGNORECASE
)
_CDATA = re.compile(r"^\s*<!\[CDATA\[|\]\]>\s*$")
_PROXY = re.compile(r"[\"']([^\"']*dataproxy\.jsp[^\"']*)[\"']", re.IGNORECASE)
_NUMBER = r"\s*[:=]\s*[\"']?(\d+)"
_TOTAL = re.compile(r"totalrecord" + _NUMBER, re.IGNORECASE)
_TOTAL_ELEMENT = re.compile(r"<totalrecord>\s*(\d+)", re.IGNORECASE)
_PER_PAGE = re.compile(r"perpage" + _NUMBER, re.IGNORECASE)


def has_records(text: str) -> bool:
    """Check whether a page or an answer keeps its entries as records of a datastore."""
    # Both: other feeds have records too.
    return "<record>" in text.lower() and "datastore" in text.lower()


def unfold(text: str) -> str:
    """Return the records of a datastore as plain markup, one division."""
    records = [html.unescape(record) if "&lt;" in record else record for record in _records(text)]
    return f'<div class="records">{"".join(records)}</div>'


def _records(text: str) -> list[str]:
    """Return the records, without the markers around their markup."""
    pieces = re.split(r"<record>", text, flags=re.IGNORECASE)[1:]
    # the last record of an answer that was cut has no end
    records = (re.split(r"</record>", piece, maxsplit=1, flags=re.IGNORECASE) for piece in pieces)
    return [_CDATA.sub("", record) for record, *_ in records]


def next_records(text: str, asked: str) -> str:
    """Return the address of the records after these; empty after the last ones.

    The proxy's address is in the `nextgroup`, in the page's script, or is the address that was
    asked; `startrecord` and `endrecord` count on from what is here, up to the total the page or
    the answer names.
    """
    address = _proxy_address(text, asked)
    here = len(_records(text))
    if not address or not here:
        return ""
    if "dataproxy" in asked:
        asked_query = dict(parse_qsl(urlsplit(asked).query))
    else:
        asked_query = {}
    # The page itself holds the first records and names no numbers.
    before = int(asked_query.get("startrecord", 1)) - 1
    have = max(int(asked_query.get("endrecord", 0)), before + here)
    total = _TOTAL.search(text) or _TOTAL_ELEMENT.search(text)
    if total and have >= int(total[1]):
        return ""
    parts = urlsplit(urljoin(asked, address))
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    # Three pages at a time, as the system's own script asks.
    size = _page_size(text, query, asked)
    query |= {"startrecord": str(have + 1), "endrecord": str(have + 3 * size), "perpage": str(size)}
    return parts._replace(query=urlencode(query)).geturl()


def _proxy_address(text: str, asked: str) -> str:
    """Return the data proxy's address as the page prints it; empty where there is none."""
    named = _NEXT_GROUP.search(text) or _PROXY.search(text)
    if named:
        return html.unescape(named[1])
    if "dataproxy" in asked:
        return html.unescape(asked)
    return ""


def _page_size(text: str, query: Mapping[str, str], asked: str) -> int:
    """Return how many records a page has: as the script says, the address, or 15, the system's own
    default.
    """
    printed = _PER_PAGE.search(text)
    if printed:
        return int(printed[1])
    asked_query = dict(parse_qsl(urlsplit(asked).query))
    return int(query.get("perpage", asked_query.get("perpage", 15)))


class JPage(Method):
    """A list whose records lie in a datastore and whose further records come from a data proxy,
    three pages at a time.
    """

    name = "jpage"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Return the records as entries, and the proxy's address for those after them."""
        if has_records(answer.text):
            view = answer.view(unfold(answer.text))
        else:
            view = answer.view()
        # The proxy first: the page's own link may be one that only a script follows.
        following = next_records(answer.text, answer.asked) or view.next_page
        return Listing(view.entries or view.links, [following] if following else [])
