"""Addresses that documents came with, as pages may link them."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_address(url: str | None) -> str:
    """Return an address only if it is one of the web: a published link must not run a script."""
    if url and urlsplit(url).scheme in ("http", "https"):
        return url
    return ""
