"""Pagers of systems that fetch the next block of a list: the page names the block and its properties, a script elsewhere asks for it."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import urljoin

_FIELD = re.compile(
    r"""<input\b[^>]{0,200}\bid=["']pagingProp_(?P<block>[\w-]{1,80})["'][^>]{0,200}?\bvalue=(["'])(?P<properties>\{.{1,2000}?\})\2"""
)


def next_block(text: str, asked: str) -> str:
    """Give the address of the list's next block; empty on the last page, or where the page has no such pager.

    A hidden field `pagingProp_<block>` holds in JSON where the application is, the column, its template and the page this is.
    """
    for field in _FIELD.finditer(text):
        try:
            properties = json.loads(html.unescape(field.group("properties")))
            application, column, template = (str(properties[name]) for name in ("AppUrl", "colid", "tid"))
            number, last = int(properties["page"]), int(properties["totalPages"])
        except (ValueError, KeyError, TypeError):
            continue
        if number < last:
            return urljoin(asked, f"{application}/columns/{column}/templates/{template}/blocks/{field.group('block')}?page={number + 1}")
    return ""
