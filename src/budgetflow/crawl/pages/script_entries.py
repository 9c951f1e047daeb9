"""Entries that a page carries as data in a script, for its own code to show: objects with a title,
an address and a date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import islice

from budgetflow.crawl.pages.dom import Node, one_line
from budgetflow.crawl.pages.urls import is_web, join
from budgetflow.sources.methods.json_list import read_day
from budgetflow.sources.page_model import Entry

# Characters of scripts that are looked at; the data of a list page is far shorter.
_LONGEST_SCRIPTS = 1_000_000
_MOST_OBJECTS = 2000
_OBJECT = re.compile(r"\{[^{}]{20,4000}\}")
_PAIR = re.compile(
    r"""["']?(\w{1,40})["']?\s{0,3}:\s{0,3}(?:"((?:[^"\\]|\\.){1,1000})"|'((?:[^'\\]|\\.){1,1000})'|(\d{10,13})\b)"""
)
_TITLE = re.compile(r"title$|^(?:doc|art|info)?(?:name|subject)$", re.IGNORECASE)
_ADDRESS = re.compile(r"url|link|href", re.IGNORECASE)
_DATE = re.compile(r"date|time", re.IGNORECASE)
_PLACE = re.compile(
    r"https?://|\.{0,2}/|[\w./-]+\.(?:s?html?|jspx?|aspx?|pdf|docx?|xlsx?|zip|rar)(?:$|\?)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^<>]{1,200}>")
# Characters below which a value is a mark or a kind, not an announcement's title.
_SHORTEST_TITLE = 4


def scripted_entries(root: Node, url: str) -> list[Entry]:
    """Return the entries in the data of a page's scripts, in their order; none unless there are
    two, as a list has.
    """
    scripts = "\n".join(node.text or "" for node in root.iter("script"))[:_LONGEST_SCRIPTS]
    found: dict[str, Entry] = {}
    for match in islice(_OBJECT.finditer(scripts), _MOST_OBJECTS):
        entry = _entry(match.group(0), url)
        if entry:
            found.setdefault(entry.href, entry)
    # One object with a title and a link may be anything; a list has two.
    if len(found) >= 2:
        return list(found.values())
    return []


def _entry(record: str, url: str) -> Entry | None:
    """Read one object; None unless it names a title, an address and a day."""
    pairs = [
        (name, _plain(double or single or number))
        for name, double, single, number in _PAIR.findall(record)
    ]
    title = _first_value(pairs, _TITLE, lambda value: len(value) >= _SHORTEST_TITLE)
    place = _first_value(pairs, _ADDRESS, lambda value: _PLACE.match(value) is not None)
    days = (read_day(value) for name, value in pairs if _DATE.search(name))
    day = next((found for found in days if found is not None), None)
    if not (title and place and day):
        # All three, or a menu of the site would be taken for a list.
        return None
    target = join(url, place)
    if is_web(target):
        return Entry(target, title, day)
    return None


def _first_value(
    pairs: list[tuple[str, str]], named: re.Pattern[str], fits: Callable[[str], bool]
) -> str:
    """Return the first value that fits under a name that a pattern knows, empty where none does."""
    return next((value for name, value in pairs if fits(value) and named.search(name)), "")


def _plain(value: str) -> str:
    """Return a quoted value as a reader sees it: escapes resolved, markup taken out."""
    try:
        value = str(json.loads(f'"{value}"'))
    except ValueError:
        value = value.replace("\\/", "/")
    return one_line(_MARKUP.sub("", value))
