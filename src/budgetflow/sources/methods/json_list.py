"""Sites whose list is an answer in JSON; the source's form says where the entries are."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any

from budgetflow.reference.china_time import CHINA
from budgetflow.sources.method import Answer, Method, UnreadableList
from budgetflow.sources.methods.list_pages import next_numbered
from budgetflow.sources.page_model import Entry, Listing
from budgetflow.sources.source import JsonList, Source


class JsonPages(Method):
    """A list in JSON, page by page: `page_url` with `{page}`, until a page is empty or the last one
    is read.
    """

    name = "json_list"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Return the entries where `json_list` says they are, and the address with the next
        number.
        """
        form = source.json_list
        value = _load(answer)
        items = look_up(value, form.items)
        if not isinstance(items, list):
            raise UnreadableList(
                f"the answer has no list at {form.items!r}; look at it and set json_list.items"
            )
        made = (_entry(item, form) for item in items if isinstance(item, dict))
        entries = [entry for entry in made if entry is not None]
        # Silence here would look like a column without news.
        if items and not entries:
            raise UnreadableList(
                f"no item has an address at {form.url or form.url_template!r}; set json_list.url "
                f"or json_list.url_template"
            )
        if not source.page_url or not entries:
            return Listing(entries)
        following = next_numbered(source, answer.asked)
        total = look_up(value, form.total_pages) if form.total_pages else None
        if total is not None and int(str(total)) < _page_number(source, following):
            return Listing(entries)
        return Listing(entries, [following])


def look_up(value: Any, path: str) -> Any:
    """Follow a dotted path into a JSON value: `data.list`, `0.items`; None where it leads
    nowhere.
    """
    # An empty path is the answer itself, where it is a bare list.
    for step in path.split(".") if path else []:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _load(answer: Answer) -> Any:
    text = answer.text.strip().lstrip("\ufeff")
    wrapped = re.fullmatch(r"[\w$.]+\s*\((.*)\)\s*;?", text, re.DOTALL)  # JSONP
    try:
        return json.loads(wrapped.group(1) if wrapped else text)
    except ValueError as error:
        raise UnreadableList(
            f"the answer is no JSON ({error}); is `json_list` the right method?"
        ) from error


def _entry(item: dict[str, Any], form: JsonList) -> Entry | None:
    values = {key: str(value) for key, value in item.items() if isinstance(value, str | int)}
    href = str(look_up(item, form.url) or "")
    if form.url_template:
        try:
            # Only texts and numbers of the item: a form cannot reach anything else.
            href = form.url_template.format(**values)
        except KeyError as error:
            raise UnreadableList(
                f"json_list.url_template names {error}, which an item does not have"
            ) from error
    title = re.sub(r"<[^>]+>", "", str(look_up(item, form.title) or ""))
    if href:
        return Entry(href, title.strip(), read_day(look_up(item, form.date)))
    return None


def read_day(value: object) -> date | None:
    """Return the day of a record: ISO-like text, or seconds or milliseconds since 1970; None for
    anything else.
    """
    if isinstance(value, int | float):
        return _day_of(int(value))
    # Eight digits are a day (20260214), which the expression below reads.
    if isinstance(value, str) and value.isdigit() and len(value) in (10, 13):
        return _day_of(int(value))
    match = re.search(r"(\d{4})\D(\d{1,2})\D(\d{1,2})|(\d{4})(\d{2})(\d{2})", str(value or ""))
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups() if part))
    except ValueError:
        return None


def _day_of(since_1970: int) -> date:
    """Return the day in China of a number of seconds, or of milliseconds where seconds would lie
    beyond the year 5000.
    """
    # In China's time zone: midnight there is the day before in UTC.
    seconds = since_1970 // 1000 if since_1970 > 10**11 else since_1970
    return datetime.fromtimestamp(seconds, UTC).astimezone(CHINA).date()


def _page_number(source: Source, address: str) -> int:
    match = re.fullmatch(re.escape(source.page_url).replace(re.escape("{page}"), r"(\d+)"), address)
    if match:
        return int(match.group(1))
    return 0
