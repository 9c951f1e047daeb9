"""The tables of the crawl's memory, and how an item is entered in them."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from budgetflow.crawl.state.records import (
    ListPage,
)
from budgetflow.sources.page_model import Entry

# Text for days and moments, as ISO writes them: they sort as they follow each other.
SCHEMA = """
CREATE TABLE IF NOT EXISTS lists (source_id TEXT, url TEXT, etag TEXT, last_modified TEXT, more
    TEXT, root INTEGER, depth INTEGER,
    read_on TEXT, PRIMARY KEY (source_id, url)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS frontier (source_id TEXT, url TEXT, depth INTEGER, root INTEGER, PRIMARY
    KEY (source_id, url));
CREATE TABLE IF NOT EXISTS announcements (number INTEGER PRIMARY KEY, source_id TEXT, url TEXT,
    title TEXT, listed_on TEXT, list_url TEXT,
    depth INTEGER, state TEXT, reason TEXT, attempts INTEGER DEFAULT 0, page_url TEXT, page_sha256
    TEXT, etag TEXT, last_modified TEXT,
    first_seen TEXT, checked_on TEXT, missing_since TEXT, UNIQUE (source_id, url));
CREATE INDEX IF NOT EXISTS announcements_by_state ON announcements (source_id, state);
CREATE TABLE IF NOT EXISTS files (source_id TEXT, landing_url TEXT, url TEXT, sha256 TEXT,
    fingerprint TEXT, etag TEXT, last_modified TEXT,
    file_name TEXT, revision INTEGER, found TEXT, PRIMARY KEY (source_id, landing_url, url)) WITHOUT
    ROWID;
CREATE TABLE IF NOT EXISTS found (number INTEGER PRIMARY KEY, source_id TEXT, item TEXT, delivered
    INTEGER DEFAULT 0);
CREATE INDEX IF NOT EXISTS found_by_source ON found (source_id);
CREATE TABLE IF NOT EXISTS sources (source_id TEXT PRIMARY KEY, sweep_started TEXT, sweep_done TEXT,
    last_answer TEXT, last_new TEXT, trouble TEXT);
"""


def enter(
    database: sqlite3.Connection,
    source_id: str,
    page: ListPage,
    entry: Entry,
    state: str,
    now: datetime,
) -> int:
    """Enter an entry of a list page unless it is known; give 1 when it is new."""
    # One row an address: the same announcement stands in several lists of a site.
    return database.execute(
        "INSERT OR IGNORE INTO announcements (source_id, url, title, listed_on, list_url, depth, "
        "state, reason, first_seen) "
        "VALUES (?,?,?,?,?,?,?,'',?)",
        (
            source_id,
            entry.href,
            entry.title,
            day_text(entry.date),
            page.url,
            page.depth,
            state,
            now.isoformat(),
        ),
    ).rowcount


def announce(database: sqlite3.Connection, source_id: str, item: str) -> int:
    """Enter an item to be delivered and return its number."""
    number = database.execute(
        "INSERT INTO found (source_id, item) VALUES (?,?)", (source_id, item)
    ).lastrowid
    assert number is not None
    return number


def day_text(value: date | None) -> str | None:
    """Return a day as the tables keep it."""
    if value:
        return value.isoformat()
    return None
