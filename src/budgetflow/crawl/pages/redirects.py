"""Where a page itself sends a browser on: a meta refresh, or a script that sets the location and
has nothing else to say.
"""

from __future__ import annotations

import re

from budgetflow.crawl.pages.dom import Node, text_of
from budgetflow.crawl.pages.urls import join

_REFRESH = re.compile(
    r"^\s*(\d+(?:\.\d+)?)\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'>]+)", re.IGNORECASE
)
_LOCATION = re.compile(
    r"""(?:(?:window|self|top|parent|document)\s*\.\s*)?location(?:\s*\.\s*href)?\s*=\s*["']([^"'\s]+)["']|location\s*\.\s*(?:replace|assign)\s*\(\s*["']([^"'\s]+)["']\s*\)""",
    re.IGNORECASE,
)
_THIN = 200
"""Characters of visible text below which a script that sets the location is all the page has."""


def read_redirect(root: Node, url: str) -> str:
    """Return the absolute address a page sends a browser on to at once; empty when it does not."""
    for node in root.iter("meta"):
        if (node.get("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.match(node.get("content") or "")
            if (
                match
                and float(match.group(1)) <= 10
                and not match.group(2).lower().startswith("javascript")
            ):
                return _other(url, match.group(2).strip())
    body = root.find("body")
    words = text_of(body) if body is not None else ""
    if len(words) >= _THIN or (body is not None and len(list(body.iter("a"))) > 5):
        return ""
    for script in root.iter("script"):
        code = script.text or ""
        if re.search(
            r"cookie|addEventListener|onclick|\$_ts|mobile|android|iphone|function",
            code,
            re.IGNORECASE,
        ):
            continue
        match = _LOCATION.search(code)
        if match:
            return _other(url, match.group(1) or match.group(2))
    handler = body.get("onload") if body is not None else None
    match = _LOCATION.search(handler or "")
    return _other(url, match.group(1) or match.group(2)) if match else ""


def _other(url: str, href: str) -> str:
    target = join(url, href)
    return "" if target == url else target
