"""What the crawl remembers: list pages, announcements and files, and the states an announcement
goes through.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date

# Seen in a list, not yet worked through.
WAITING = "waiting"
DONE = "done"
NO_DISCLOSURE = "no_disclosure"
# A challenge or a login stood in the way; tried again.
BLOCKED = "blocked"
# The page or one of its files was not got; tried again.
FAILED = "failed"
# A list of its own, below the first.
COLUMN = "column"
# The source's form does not want it.
LEFT = "left"
# Gone, and confirmed.
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list page as last read. `root` tells a page that begins a column from one further on."""

    url: str
    depth: int
    root: bool
    etag: str = ""
    last_modified: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """An entry of a list page and how far it is worked through."""

    number: int
    url: str
    title: str
    listed_on: date | None
    list_url: str
    depth: int
    state: str
    reason: str
    attempts: int
    page_url: str
    page_sha256: str
    etag: str
    last_modified: str
    missing_since: date | None


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as last fetched; `found` is the item it was announced with, as JSON."""

    landing_url: str
    url: str
    sha256: str
    fingerprint: str
    etag: str
    last_modified: str
    file_name: str
    revision: int = 1
    found: str = ""


def list_page_of(row: sqlite3.Row) -> ListPage:
    """Make a list page of its row."""
    return ListPage(
        row["url"],
        row["depth"],
        bool(row["root"]),
        row["etag"],
        row["last_modified"],
        # Pages after it are kept as JSON: their order matters, and nobody asks for one.
        tuple(json.loads(row["more"])),
    )


def announcement_of(row: sqlite3.Row) -> Announcement:
    """Make an announcement of its row; what is null in the row is empty here."""
    return Announcement(
        number=row["number"],
        url=row["url"],
        title=row["title"],
        listed_on=date.fromisoformat(row["listed_on"]) if row["listed_on"] else None,
        list_url=row["list_url"],
        depth=row["depth"],
        state=row["state"],
        reason=row["reason"] or "",
        attempts=row["attempts"],
        page_url=row["page_url"] or "",
        page_sha256=row["page_sha256"] or "",
        etag=row["etag"] or "",
        last_modified=row["last_modified"] or "",
        missing_since=date.fromisoformat(row["missing_since"]) if row["missing_since"] else None,
    )


def file_of(row: sqlite3.Row) -> KnownFile:
    """Make a known file of its row."""
    return KnownFile(**{key: row[key] for key in row.keys() if key != "source_id"})  # noqa: SIM118  (a Row iterates over its values)
