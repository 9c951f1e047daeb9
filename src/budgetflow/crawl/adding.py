"""Propose a source for a column: look at its first page with each way of walking, take the first that finds entries."""

from __future__ import annotations

import yaml

from budgetflow.crawl.inspection import BadPage, fetch_page
from budgetflow.crawl.visit import ListAnswer
from budgetflow.settings import Settings
from budgetflow.sources.method import UnreadableList
from budgetflow.sources.methods import METHODS
from budgetflow.sources.source import Source
from budgetflow.sources.view import Listing

_TRIED = ("list_pages", "jpage", "publish_units", "nested_columns", "json_list", "sitemap")
"""In this order; the others need keys that a page does not tell."""


class NothingThere(Exception):
    """No way of walking finds an entry at the address; the message says what the page is."""


def propose(url: str, region: str, name: str, source_id: str, method: str, taken: set[str], settings: Settings) -> tuple[str, str]:
    """Give a source's YAML and a sentence on what was seen; NothingThere when no method finds an entry, ValueError for a bad key."""
    try:
        final_url, text = fetch_page(url, settings)
    except BadPage as error:
        raise NothingThere(str(error)) from error
    answer = ListAnswer(url, final_url, text)
    chosen, listing = _walk(answer, region, [method] if method else list(_TRIED))
    view = answer.view()
    keys = {
        "id": source_id or _free_id(f"r{region}", taken),
        "name": name or view.title or url,
        "region_code": region,
        "start_urls": [url],
        "method": chosen,
    }
    Source.model_validate(keys)
    dated = sum(1 for entry in listing.entries if entry.date)
    seen = f"{chosen}: {len(listing.entries)} entries ({dated} with a date), {'more pages' if listing.more else 'one page'}"
    return yaml.safe_dump([keys], allow_unicode=True, sort_keys=False, width=200), seen


def _walk(answer: ListAnswer, region: str, methods: list[str]) -> tuple[str, Listing]:
    probe = Source(id="probe", name="probe", region_code=region, start_urls=(answer.url,))
    for name in methods:
        if name not in METHODS:
            raise ValueError(f"method: {name!r} is none of {', '.join(sorted(METHODS))}")
        try:
            listing = METHODS[name].read(probe, answer)
        except UnreadableList:
            continue
        if listing.entries or (listing.more and name == "publish_units"):
            return name, listing
    view = answer.view()
    raise NothingThere(f"{answer.url}: no entry seen by {', '.join(methods)}; the page is {view.kind} {view.title!r} {view.reason}".rstrip())


def _free_id(wanted: str, taken: set[str]) -> str:
    number = 2
    free = wanted
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free
