"""The "jpage" style: records as escaped markup inside a `datastore`, and more of them from a data
proxy.
"""

from __future__ import annotations

import html
import re
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


def has_records(text: str) -> bool:
    """Check whether a page or an answer keeps its entries as records of a datastore."""
    return "<record>" in text.lower() and "datastore" in text.lower()


def unfold(text: str) -> str:
    """Return the records of a datastore as plain markup, one division."""
    records = [html.unescape(record) if "&lt;" in record else record for record in _records(text)]
    return f'<div class="records">{"".join(records)}</div>'


def _records(text: str) -> list[str]:
    """Return the records, without the markers around their markup."""
    pieces = re.split(r"<record>", text, flags=re.IGNORECASE)[1:]
    return [
        _CDATA.sub("", record)
        for record, end, _ in (
            re.split(r"(</record>)", piece + "</record>", maxsplit=1, flags=re.IGNORECASE)
            for piece in pieces
        )
    ]


def next_records(text: str, asked: str) -> str:
    """Return the address of the records after these; empty after the last ones.

    The proxy's address is in the `nextgroup`, in the page's script, or is the address that was
    asked; `startrecord` and
    `endrecord` count on from what is here, up to the total the page or the answer names.
    """
    group = _NEXT_GROUP.search(text)
    proxy = _PROXY.search(text)
    address = html.unescape(
        group.group(1)
        if group
        else proxy.group(1)
        if proxy
        else asked
        if "dataproxy" in asked
        else ""
    )
    if not address:
        return ""
    parts = urlsplit(urljoin(asked, address))
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    asked_query = dict(parse_qsl(urlsplit(asked).query))
    have = int(asked_query.get("endrecord", 0)) if "dataproxy" in asked else 0
    have = max(
        have,
        int(asked_query.get("startrecord", 1)) - 1 + len(_records(text))
        if "dataproxy" in asked
        else len(_records(text)),
    )
    total = re.search(r"totalrecord" + _NUMBER, text, re.IGNORECASE) or re.search(
        r"<totalrecord>\s*(\d+)", text, re.IGNORECASE
    )
    per_page = re.search(r"perpage" + _NUMBER, text, re.IGNORECASE)
    size = (
        int(per_page.group(1))
        if per_page
        else int(query.get("perpage", asked_query.get("perpage", 15)))
    )
    if (total and have >= int(total.group(1))) or not _records(text):
        return ""
    query |= {"startrecord": str(have + 1), "endrecord": str(have + 3 * size), "perpage": str(size)}
    return parts._replace(query=urlencode(query)).geturl()


class JPage(Method):
    """A list whose records lie in a datastore and whose further records come from a data proxy,
    three pages at a time.
    """

    name = "jpage"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Return the records as entries, and the proxy's address for those after them."""
        view = answer.view(unfold(answer.text)) if has_records(answer.text) else answer.view()
        following = next_records(answer.text, answer.asked) or view.next_page
        return Listing(view.entries or view.links, [following] if following else [])
