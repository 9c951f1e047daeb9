"""Pagers of systems that fetch the next block of a list: the page names the block and its
properties, a script elsewhere asks for it.
"""

from __future__ import annotations

import html
import json
import re
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
        block, held = _BLOCK.search(field), _PROPERTIES.search(field)
        if not block or not held:
            continue
        try:
            properties = json.loads(html.unescape(held.group(1) or held.group(2)))
            application, column, template = (
                str(properties[name]) for name in ("AppUrl", "colid", "tid")
            )
            number, last = int(properties["page"]), int(properties["totalPages"])
        except (ValueError, KeyError, TypeError):
            continue
        if number < last:
            return urljoin(
                asked,
                f"{application}/columns/{column}/templates/{template}/blocks/{block.group(1)}?pag"
                f"e={number + 1}",
            )
    return ""
