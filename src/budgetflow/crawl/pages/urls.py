"""Addresses as pages write them: joined and taken apart without ever failing on a broken one."""

from __future__ import annotations

from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit


def join(base: str, href: str) -> str:
    """Return the absolute address without its fragment; empty for one that cannot be read. Without
    a base it stays as it is.
    """
    # A broken address (a bracket, a port of letters) costs one link, not the page.
    try:
        return urldefrag(urljoin(base, href.strip())).url
    except ValueError:
        return ""


def split(url: str) -> SplitResult:
    """Take an address apart; one that cannot be read has empty parts."""
    try:
        return urlsplit(url.strip())
    except ValueError:
        return SplitResult("", "", "", "", "")


def is_web(url: str) -> bool:
    """Check whether an address is http or https, or has no scheme since the page's own address is
    not known.
    """
    return split(url).scheme in ("http", "https", "")
