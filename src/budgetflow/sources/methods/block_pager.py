"""Pagers of systems that fetch the next block of a list: the page names the block and its
properties, a script elsewhere asks for it.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import urljoin

_INPUT = re.compile(r"<input\b[^<>]{1,3000}>", re.IGNORECASE)
_BLOCK = re.compile(r"""\bid=["']pagingProp_([\w-]{1,80})["']""")
_PROPERTIES = re.compile(r"""\bvalue=(?:'(\{[^']*\})'|"(\{[^"]*\})")""")


def next_block(text: str, asked: str) -> str:
    """Return the address of the list's next block; empty on the last page, or where the page has no
    such pager.

    A hidden field `pagingProp_<block>` holds in JSON where the application is, the column, its
    template and the page this is.
    """
    for field in _INPUT.findall(text):
        block = _BLOCK.search(field)
        held = _PROPERTIES.search(field)
        if not block or not held:
            continue
        try:
            address = _next_address(block[1], json.loads(html.unescape(held[1] or held[2])))
        except (ValueError, KeyError, TypeError):
            continue  # a field of another system that is called alike
        if address:
            return urljoin(asked, address)
    return ""


def _next_address(block: str, properties: dict[str, Any]) -> str:
    """Return the address of a block's next page, empty where this is the last one."""
    number = int(properties["page"])
    last = int(properties["totalPages"])
    # The field is on the last page too, with the same numbers.
    if number >= last:
        return ""
    column = f"{properties['AppUrl']}/columns/{properties['colid']}"
    template = f"{column}/templates/{properties['tid']}"
    return f"{template}/blocks/{block}?page={number + 1}"
