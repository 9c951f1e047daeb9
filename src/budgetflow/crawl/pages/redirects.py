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
# What a script has that only sometimes sends a browser on: to another page for telephones.
_CONDITIONAL = re.compile(
    r"cookie|addEventListener|onclick|\$_ts|mobile|android|iphone|function", re.IGNORECASE
)
# Seconds; a page that refreshes later is there to be read.
_AT_ONCE = 10
_FEW_LINKS = 5
# Characters of visible text below which a script that sets the location is all the page has.
_THIN = 200


def read_redirect(root: Node, url: str) -> str:
    """Return the absolute address a page sends a browser on to at once; empty when it does not."""
    refreshed = _refresh(root)
    if refreshed:
        return _other(url, refreshed)
    body = root.find("body")
    # A page with text and links is there to be read, whatever its scripts do.
    if body is not None:
        links = sum(1 for _ in body.iter("a"))
        if len(text_of(body)) >= _THIN or links > _FEW_LINKS:
            return ""
    target = _set_by_script(root)
    if not target and body is not None:
        target = _location_in(body.get("onload") or "")
    if target:
        return _other(url, target)
    return ""


def _refresh(root: Node) -> str:
    """Return the address of a meta refresh within ten seconds, as written; empty without one."""
    for node in root.iter("meta"):
        if (node.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        match = _REFRESH.match(node.get("content") or "")
        if match is None or float(match[1]) > _AT_ONCE:
            continue
        if not match[2].lower().startswith("javascript"):
            return match[2].strip()
    return ""


def _set_by_script(root: Node) -> str:
    """Return the address that a script sets as soon as it runs; empty where none does."""
    for script in root.iter("script"):
        code = script.text or ""
        if _CONDITIONAL.search(code):
            continue
        target = _location_in(code)
        if target:
            return target
    return ""


def _location_in(code: str) -> str:
    match = _LOCATION.search(code)
    if match is None:
        return ""
    return match[1] or match[2] or ""


def _other(url: str, href: str) -> str:
    target = join(url, href)
    if target == url:
        return ""
    return target
