"""The crawl's memory: what was read, what waits, what was found; SQLite in the state folder.

Written ahead of every step that must not be lost: an archive object first, then one committed
record here. A kill between
the two costs one repeated request and loses nothing; a power cut may take the last records (the
journal is synced when it
is merged, not at every commit) and costs the same. List pages still to be read are rows too
(`frontier`), so a walk
that was cut goes on where it was.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date, datetime
from pathlib import Path
from typing import Any

from budgetflow.crawl.state.found import Found
from budgetflow.crawl.state.records import (
    BLOCKED,
    COLUMN,
    DONE,
    FAILED,
    LEFT,
    WAITING,
    WITHDRAWN,
    Announcement,
    KnownFile,
    ListPage,
    announcement_of,
    file_of,
    list_page_of,
)
from budgetflow.crawl.state.schema import SCHEMA, announce, day_text, enter
from budgetflow.sources.page_model import Entry


class CrawlState:
    """The state database; its methods may be called from many threads, each is one transaction."""

    def __init__(self, path: Path) -> None:
        """Open or make the database at a path."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # Threads share the connection under the lock below; transactions are begun by hand.
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        # Readers (the ledger, the doctor) must not wait for a crawl that writes.
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(SCHEMA)
        self._lock = threading.RLock()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Hold one transaction: all of it is kept, or none."""
        with self._lock:
            # At once for writing: two that read first and write then would lock each other out.
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _rows(self, statement: str, *values: object) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    # --- lists

    def list_page(self, source_id: str, url: str) -> ListPage | None:
        """Return a list page as last read."""
        rows = self._rows("SELECT * FROM lists WHERE source_id=? AND url=?", source_id, url)
        if rows:
            return list_page_of(rows[0])
        return None

    def columns(self, source_id: str) -> list[ListPage]:
        """Return the pages that begin a column below the first."""
        return [
            list_page_of(row)
            for row in self._rows(
                "SELECT * FROM lists WHERE source_id=? AND root=1 AND depth>0 ORDER BY url",
                source_id,
            )
        ]

    def frontier(self, source_id: str) -> list[ListPage]:
        """Return the list pages still to be read, oldest first."""
        rows = self._rows(
            "SELECT url, depth, root FROM frontier WHERE source_id=? ORDER BY rowid", source_id
        )
        return [ListPage(row["url"], row["depth"], bool(row["root"])) for row in rows]

    def list_read(
        self,
        source_id: str,
        page: ListPage,
        wanted: list[Entry],
        left: list[Entry],
        follow: list[str],
        now: datetime,
    ) -> int:
        """Record a list page that was read: validators, wanted entries and those left alone, pages
        to follow; give how many wanted ones are new.
        """
        with self.transaction() as database:
            # In one transaction: a list counts as read only together with its entries.
            new = sum(enter(database, source_id, page, entry, WAITING, now) for entry in wanted)
            # Left ones are kept too, or a change of the form could not bring them back.
            for entry in left:
                enter(database, source_id, page, entry, LEFT, now)
            for entry in wanted:  # the form may have changed since the entry was left alone
                statement = (
                    "UPDATE announcements SET state=? WHERE source_id=? AND url=? AND state=?"
                )
                new += database.execute(statement, (WAITING, source_id, entry.href, LEFT)).rowcount
            database.execute(
                "INSERT OR REPLACE INTO lists VALUES (?,?,?,?,?,?,?,?)",
                (
                    source_id,
                    page.url,
                    page.etag,
                    page.last_modified,
                    json.dumps(page.more),
                    page.root,
                    page.depth,
                    now.isoformat(),
                ),
            )
            # Read now, it is no longer one to be read; pages behind it are, once.
            database.execute(
                "DELETE FROM frontier WHERE source_id=? AND url=?", (source_id, page.url)
            )
            for url in follow:
                database.execute(
                    "INSERT OR IGNORE INTO frontier VALUES (?,?,?,0)", (source_id, url, page.depth)
                )
        return new

    def entries_known(
        self, source_id: str, wanted: list[Entry], left: list[Entry], now: datetime
    ) -> int:
        """Record entries that no list names, each announced by itself; give how many wanted ones
        are new.
        """
        with self.transaction() as database:
            for entry in left:
                enter(database, source_id, ListPage(entry.href, 0, True), entry, LEFT, now)
            return sum(
                enter(database, source_id, ListPage(entry.href, 0, True), entry, WAITING, now)
                for entry in wanted
            )

    def unknown(self, source_id: str, urls: list[str]) -> set[str]:
        """Return those addresses that no announcement of the source has."""
        return {
            url
            for url in urls
            if not self._rows(
                "SELECT 1 FROM announcements WHERE source_id=? AND url=?", source_id, url
            )
        }

    def list_left(self, source_id: str, url: str) -> None:
        """Take a list page off the pages still to be read."""
        with self.transaction() as database:
            database.execute("DELETE FROM frontier WHERE source_id=? AND url=?", (source_id, url))

    def column_found(self, announcement: Announcement, source_id: str, url: str) -> None:
        """Record that an announcement is a column of its own: it is read as a list from now on."""
        with self.transaction() as database:
            database.execute(
                "UPDATE announcements SET state=? WHERE number=?", (COLUMN, announcement.number)
            )
            database.execute(
                "INSERT OR IGNORE INTO frontier VALUES (?,?,?,1)",
                (source_id, url, announcement.depth + 1),
            )

    # --- announcements

    def announcements(self, source_id: str, *states: str) -> list[Announcement]:
        """Return the announcements of a source in any of the states, in the order they were
        seen.
        """
        marks = ",".join("?" * len(states))
        statement = (
            f"SELECT * FROM announcements WHERE source_id=? AND state IN ({marks}) ORDER BY number"  # noqa: S608  (marks only)
        )
        return [announcement_of(row) for row in self._rows(statement, source_id, *states)]

    def unchecked(self, source_id: str, since: datetime) -> list[Announcement]:
        """Return the finished announcements not looked at since a moment."""
        statement = (
            "SELECT * FROM announcements WHERE source_id=? AND state=? AND checked_on<? "
            "ORDER BY number"
        )
        return [
            announcement_of(row)
            for row in self._rows(statement, source_id, DONE, since.isoformat())
        ]

    def missing(self, source_id: str) -> list[Announcement]:
        """Return the finished announcements whose page was gone at the last look."""
        statement = (
            "SELECT * FROM announcements WHERE source_id=? AND state=? AND missing_since "
            "IS NOT NULL ORDER BY number"
        )
        return [announcement_of(row) for row in self._rows(statement, source_id, DONE)]

    def page_kept(
        self, announcement: Announcement, page_url: str, sha256: str, etag: str, last_modified: str
    ) -> None:
        """Record that the announcement's page is in the archive."""
        with self.transaction() as database:
            database.execute(
                "UPDATE announcements SET page_url=?, page_sha256=?, etag=?, last_modified=? "
                "WHERE number=?",
                (page_url, sha256, etag, last_modified, announcement.number),
            )

    def set_state(
        self,
        announcement: Announcement,
        state: str,
        reason: str,
        now: datetime,
        missing_since: date | None = None,
    ) -> None:
        """Record how far an announcement came; a failure counts an attempt and forgets an
        unfinished page.
        """
        with self.transaction() as database:
            database.execute(
                # A state that is no failure sets the moment too: it is what a recheck goes by.
                "UPDATE announcements SET state=?, reason=?, checked_on=?, missing_since=?, "
                "attempts=attempts+? WHERE number=?",
                (
                    state,
                    reason,
                    now.isoformat(),
                    day_text(missing_since),
                    state in (FAILED, BLOCKED),
                    announcement.number,
                ),
            )

    # --- files and what was found

    def file(self, source_id: str, landing_url: str, url: str) -> KnownFile | None:
        """Return a file as last fetched."""
        rows = self._rows(
            "SELECT * FROM files WHERE source_id=? AND landing_url=? AND url=?",
            source_id,
            landing_url,
            url,
        )
        if rows:
            return file_of(rows[0])
        return None

    def files(self, source_id: str, landing_url: str) -> list[KnownFile]:
        """Return the files a page announced."""
        return [
            file_of(row)
            for row in self._rows(
                "SELECT * FROM files WHERE source_id=? AND landing_url=? ORDER BY url",
                source_id,
                landing_url,
            )
        ]

    def file_kept(self, source_id: str, known: KnownFile, news: bool, known_at: str) -> int | None:
        """Record a file that is in the archive and, where it is news, the item to announce it with;
        give the item's number.

        `known_at` is the address it was known at before; it is forgotten where that is another.
        """
        with self.transaction() as database:
            # The bytes moved to another address: one file, not two.
            if known_at != known.url:
                forget = "DELETE FROM files WHERE source_id=? AND landing_url=? AND url=?"
                database.execute(forget, (source_id, known.landing_url, known_at))
            database.execute(
                "INSERT OR REPLACE INTO files (source_id, landing_url, url, sha256, fingerprint, "
                "etag, last_modified, file_name, revision, found) "
                "VALUES (?,?,?,?,?,?,?,?,?,?)",
                (source_id, *astuple(known)),
            )
            if news:
                return announce(database, source_id, known.found)
            return None

    def file_dropped(self, source_id: str, known: KnownFile, found: str) -> int:
        """Forget a file its page offers no more, and record the item that says so; give the item's
        number.
        """
        with self.transaction() as database:
            statement = "DELETE FROM files WHERE source_id=? AND landing_url=? AND url=?"
            database.execute(statement, (source_id, known.landing_url, known.url))
            return announce(database, source_id, found)

    def withdrawn(
        self, source_id: str, announcement: Announcement, found: list[str], now: datetime
    ) -> list[int]:
        """Record that an announcement is withdrawn, with one item a file it had; give the items'
        numbers.
        """
        with self.transaction() as database:
            database.execute(
                "UPDATE announcements SET state=?, checked_on=? WHERE number=?",
                (WITHDRAWN, now.isoformat(), announcement.number),
            )
            return [announce(database, source_id, item) for item in found]

    def undelivered(self) -> list[tuple[int, str]]:
        """Return the items nobody confirmed yet, with their numbers, oldest first."""
        return [
            (row["number"], row["item"])
            for row in self._rows(
                "SELECT number, item FROM found WHERE delivered=0 ORDER BY number"
            )
        ]

    def delivered(self, numbers: list[int]) -> None:
        """Record that items were taken over."""
        with self.transaction() as database:
            database.executemany(
                "UPDATE found SET delivered=1 WHERE number=?",
                [(number,) for number in numbers],
            )

    # --- for the ledger

    def found_of(self, source_id: str) -> list[Found]:
        """Return every item a source ever yielded, oldest first."""
        rows = self._rows("SELECT item FROM found WHERE source_id=? ORDER BY number", source_id)
        return [Found.from_json(row["item"]) for row in rows]

    def announced_days(self, source_id: str) -> list[date]:
        """Return the days on which a source announced something, as its lists print them."""
        rows = self._rows(
            "SELECT DISTINCT listed_on FROM announcements WHERE source_id=? AND listed_on IS NOT "
            "NULL",
            source_id,
        )
        return [date.fromisoformat(row["listed_on"]) for row in rows]

    def image_only(self, source_id: str) -> list[tuple[str, date | None]]:
        """Return title and day of the announcements that hold page images instead of a file."""
        statement = (
            "SELECT title, listed_on FROM announcements WHERE source_id=? AND reason "
            "LIKE '%page images%'"
        )
        return [
            (row["title"], date.fromisoformat(row["listed_on"]) if row["listed_on"] else None)
            for row in self._rows(statement, source_id)
        ]

    # --- sources

    def source(self, source_id: str) -> dict[str, Any]:
        """Return what is known of a source's visits; an empty dictionary before the first."""
        rows = self._rows("SELECT * FROM sources WHERE source_id=?", source_id)
        if rows:
            return dict(rows[0])
        return {}

    def source_visited(self, source_id: str, **columns: str | None) -> None:
        """Record facts of a visit: `sweep_started`, `sweep_done`, `last_answer`, `last_new`,
        `trouble`.
        """
        with self.transaction() as database:
            database.execute("INSERT OR IGNORE INTO sources (source_id) VALUES (?)", (source_id,))
            for column, value in columns.items():
                # Names of columns cannot be passed as values, so they are held to this list.
                if column not in (
                    "sweep_started",
                    "sweep_done",
                    "last_answer",
                    "last_new",
                    "trouble",
                ):
                    raise ValueError(f"{column!r} is no column of the sources")
                update = f"UPDATE sources SET {column}=? WHERE source_id=?"  # noqa: S608  (checked)
                database.execute(update, (value, source_id))
