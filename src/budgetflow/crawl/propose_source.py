"""Propose a source for a column: look at its first page with each way of walking, take the first
that finds entries.
"""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import ValidationError

from budgetflow.crawl.inspect_page import BadPage, fetch_page
from budgetflow.crawl.pages.disclosure_detection import judge
from budgetflow.crawl.source_visit import ListAnswer
from budgetflow.reference.regions import find_region, region_of_code
from budgetflow.settings import Settings
from budgetflow.sources.load import fault_lines
from budgetflow.sources.method import UnreadableList
from budgetflow.sources.methods import METHODS
from budgetflow.sources.page_model import Listing, PageView
from budgetflow.sources.source import Source

# In this order; the others need keys that a page does not tell.
_TRIED = ("list_pages", "jpage", "publish_units", "nested_columns", "json_list", "sitemap")
_SHOWN = 5


class NotAdded(Exception):
    """No source was made; the message says why, a line for each fault."""

    exit_code = 1


class BadForm(NotAdded):
    """What was given makes no source, whatever the page holds: bad usage."""

    exit_code = 2


def propose(
    url: str,
    region: str,
    name: str,
    source_id: str,
    method: str,
    known: list[Source],
    settings: Settings,
) -> tuple[str, str]:
    """Return a source's YAML and what was seen in the page, for a person to judge; `known` are the
    sources it will stand beside.

    `region` is a code or a name. NotAdded when the form is wrong, the address is already a
    source's, or no method finds an entry.
    """
    code = _region_code(region)
    keys = {
        # The code of the region makes an id that people recognise and that stays when names change.
        "id": source_id or _free_id(f"r{code}", {one.id for one in known}),
        "name": name or url,
        "region_code": code,
        "start_urls": [url],
    }
    _check(keys, known)
    # After the form: a form that would be refused must cost the site no request.
    try:
        final_url, text = fetch_page(url, settings)
    except BadPage as error:
        raise NotAdded(str(error)) from error
    answer = ListAnswer(url, final_url, text)
    keys["method"], listing = _walk(answer, code, [method] if method else list(_TRIED))
    view = answer.view()
    keys["name"] = name or _name(view, code) or url
    return yaml.safe_dump([keys], allow_unicode=True, sort_keys=False, width=200), _seen(
        str(keys["method"]), listing, view
    )


def _region_code(region: str) -> str:
    """Return the code of a region given as a code or by its name; BadForm for one that is not
    known.
    """
    if region.isdigit():
        found = region_of_code(region)
    else:
        found = find_region(region)
    if found is None and region != "000000":
        raise BadForm(
            f"--region: {region!r} is no region of GB/T 2260; give its six digits or its full "
            f"name (000000 for a central body)"
        )
    if found:
        return found.code
    return region


def _check(keys: dict[str, Any], known: list[Source]) -> None:
    """Refuse a form that the registry would refuse, before the site is asked."""
    try:
        source = Source.model_validate(keys)
    except ValidationError as error:
        raise BadForm("\n".join(fault_lines(error))) from error
    same = [one.id for one in known if set(one.start_urls) & set(source.start_urls)]
    if same:
        raise BadForm(
            f"{source.start_urls[0]} is already the address of {same[0]}; change that source, or "
            f"take another page"
        )
    if any(one.id == source.id for one in known):
        raise BadForm(f"--id: {source.id} is already used; give another")


def _name(view: PageView, code: str) -> str:
    """Name a source by its region and the page's title."""
    region = region_of_code(code)
    whose = region.name if region else ""
    # A title that names the place would name it twice.
    if not view.title or whose in view.title:
        return view.title
    return f"{whose}{view.title}"


def _seen(method: str, listing: Listing, view: PageView) -> str:
    """Return what was found, with the first entries, and what a person should look at."""
    # Dates tell a person at a glance whether the list is one of news or of links.
    dated = sum(1 for entry in listing.entries if entry.date)
    lines = [
        f"{method}: {len(listing.entries)} entries ({dated} with a date), "
        f"{'more pages' if listing.more else 'one page'}"
    ]
    lines += [
        f"  {entry.date or '          '}  {entry.title}" for entry in listing.entries[:_SHOWN]
    ]
    if view.kind == "home":
        lines.append(
            "The page looks like a home page: the column's own list has fewer strangers; else "
            "give the source `include`."
        )
    # Titles of a column of budgets speak of budgets; a list of departments leads to such columns.
    elif listing.entries and not any(
        judge(entry.title, "", [], "")[0] for entry in listing.entries
    ):
        lines.append(
            "No title here speaks of a budget or final accounts: is it the right column? A "
            "directory of departments is walked by nested_columns."
        )
    return "\n".join(lines)


def _walk(answer: ListAnswer, region: str, methods: list[str]) -> tuple[str, Listing]:
    probe = Source(id="probe", name="probe", region_code=region, start_urls=(answer.url,))
    for name in methods:
        if name not in METHODS:
            raise BadForm(f"--method: {name!r} is none of {', '.join(sorted(METHODS))}")
        try:
            listing = METHODS[name].read(probe, answer)
        except UnreadableList:
            continue
        # A page of publishing units lists nothing itself and leads to pages that do.
        if listing.entries or (listing.more and name == "publish_units"):
            return name, listing
    view = answer.view()
    what = f"{view.kind} {view.title!r}" + (f" ({view.reason})" if view.reason else "")
    raise NotAdded(
        f"{answer.url}: no entry seen by {', '.join(methods)}; the page is taken for {what}.\n"
        "If a browser shows a list there, a script fetches it: look in the browser's network "
        "panel for a JSON or dataproxy address "
        "and add that one, or write the form by hand (docs/sources.md)."
    )


def _free_id(wanted: str, taken: set[str]) -> str:
    number = 2
    free = wanted
    while free in taken:
        free = f"{wanted}-{number}"
        number = number + 1
    return free
