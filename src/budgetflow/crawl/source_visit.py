"""Crawl one source: read list pages until only known entries remain, process the announcements that
wait, and recheck everything when a full recheck is due.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from budgetflow.crawl.announcement_visit import AnnouncementVisit
from budgetflow.crawl.coverage import silence
from budgetflow.crawl.http.content import is_page
from budgetflow.crawl.http.response import Fetched, FetchFailed
from budgetflow.crawl.pages.page_view import blocked_reason, page_text, read_page, redirect_of
from budgetflow.crawl.policy import MOST_ATTEMPTS, all_too_old, sort_entries, sweep_due
from budgetflow.crawl.state.records import BLOCKED, FAILED, WAITING, ListPage
from budgetflow.crawl.visit_context import VisitContext
from budgetflow.sources.method import UnreadableList
from budgetflow.sources.methods import METHODS
from budgetflow.sources.page_model import Listing, PageView


@dataclass(slots=True)
class ListAnswer:
    """A fetched list page, as a method of walking sees it."""

    asked: str
    url: str
    text: str

    def view(self, markup: str | None = None) -> PageView:
        """Return what is seen in it, or in markup taken out of it, as a page."""
        return read_page(
            self.text if markup is None else f"<html><body>{markup}</body></html>", self.url
        )


class Visit:
    """Visits one source in one run; the context's `report` holds the result."""

    def __init__(self, context: VisitContext) -> None:
        """Visit the source of the context."""
        self.context = context
        self.source = context.source
        self.state = context.state
        self.report = context.report

    def run(self) -> None:
        """Visit the source."""
        visits = self.state.source(self.source.id)
        # A full recheck is due by its own calendar: lists show no revision of an old page.
        sweep_since = sweep_due(self.source, visits, self.context.now)
        if sweep_since is not None:
            self.state.source_visited(self.source.id, sweep_started=sweep_since.isoformat())
        self._lists(sweeping=sweep_since is not None)
        self._announcements(sweep_since)
        while (
            not self.context.stopped and self._unread_columns()
        ):  # columns found among the announcements have announcements of their own
            self._lists(sweeping=False, columns_only=True)
            self._announcements(None)
        # Marked as done only where nothing was cut: the rest of a cut one is looked at next night.
        if not self.context.stopped and (sweep_since is not None or not visits.get("sweep_done")):
            self.state.source_visited(self.source.id, sweep_done=self.context.now.isoformat())
        trouble = (
            f"{self.report.state}: {self.report.failures[0].message}"
            if self.report.failures
            else ""
        )
        facts: dict[str, str | None] = {"trouble": trouble}
        if self.report.lists_read or self.report.lists_unchanged:
            facts["last_answer"] = self.context.now.isoformat()
        if self.report.announcements_new:
            facts["last_new"] = self.context.now.isoformat()
        self.state.source_visited(self.source.id, **facts)
        # A source in trouble is reported as such; its silence is no news.
        if not self.report.failures and (
            alarm := silence(self.source, self.state, self.context.today)
        ):
            self.context.fail(self.source.host, "silent", f"{self.source.id}: {alarm.message}")

    # --- lists

    def _unread_columns(self) -> bool:
        return (
            any(page.root for page in self.state.frontier(self.source.id))
            and self.report.lists_read < self.source.max_pages
        )

    def _lists(self, sweeping: bool, columns_only: bool = False) -> None:
        """Read the pages a cut walk left over, then the first page of every column; pages after
        them until only known entries remain.
        """
        method = METHODS[self.source.method]
        # Addresses that the form names itself are announcements without a list.
        if known := method.known(self.source):
            wanted, left = sort_entries(self.source, "", known)
            self.report.announcements_new += self.state.entries_known(
                self.source.id, wanted, left, self.context.now
            )
        # What an earlier night left first, or a long list would begin anew every night.
        queue = deque(self.state.frontier(self.source.id))
        if not columns_only:
            queue.extend(ListPage(url, 0, True) for url in method.first(self.source))
            queue.extend(self.state.columns(self.source.id))
        seen: set[str] = set()
        while queue and not self.context.stopped:
            page = queue.popleft()
            if page.url in seen:
                continue
            seen.add(page.url)
            if (
                self.report.lists_read + self.report.lists_unchanged >= self.source.max_pages
                and not page.root
            ):
                continue  # it stays in the frontier, and the next night goes on there
            follow = self._list(page, sweeping)
            queue.extend(ListPage(url, page.depth, False) for url in follow)

    def _list(self, page: ListPage, sweeping: bool) -> list[str]:
        """Read one list page; give the pages to go on to."""
        known = self.state.list_page(self.source.id, page.url)
        try:
            fetched = self.context.client.fetch(
                page.url,
                self.source,
                known.etag if known else "",
                known.last_modified if known else "",
            )
        except FetchFailed as failure:
            if failure.kind == "gone" and not page.root:
                self.state.list_left(
                    self.source.id, page.url
                )  # the list has become shorter, or a pager named a page too many
            else:
                self.context.fail(page.url, failure.kind, str(failure))
            return []
        if fetched.not_modified and known:
            self.report.lists_unchanged += 1
            self.state.list_left(self.source.id, page.url)
            # In a recheck the pages behind an unchanged one are read too: they may have changed.
            if sweeping:
                return list(known.more)
            return []
        try:
            return self._list_body(page, self._sent_on(fetched), sweeping)
        except FetchFailed as failure:
            self.context.fail(page.url, failure.kind, str(failure))
            return []

    def _sent_on(self, fetched: Fetched) -> Fetched:
        """Go on where a list page itself sends a browser (a refresh, a script); its validators are
        then not those of the list.
        """
        last, _ = self.context.follow(fetched, _redirect)
        if last is not fetched:
            last.headers.pop("etag", None)
            last.headers.pop("last-modified", None)
        return last

    def _list_body(self, page: ListPage, fetched: Fetched, sweeping: bool) -> list[str]:
        """Take the entries of a list page into the state; return the pages to go on to."""
        answer = ListAnswer(
            page.url,
            fetched.url,
            page_text(fetched.read(), fetched.headers.get("content-type", "")),
        )
        listing = self._listing(page, answer)
        if listing is None:
            return []
        self.report.lists_read += 1
        entries = listing.entries
        wanted, left = sort_entries(self.source, fetched.url, entries)
        if page.root and not (wanted or left or listing.more):
            self.context.fail(
                page.url,
                "no_entries",
                f"{page.url}: answered, but shows no entry; check the address and the method "
                f"{self.source.method!r}",
            )
        # Whether to read on is asked before the entries are recorded, or all would be known.
        unknown = self.state.unknown(self.source.id, [entry.href for entry in wanted + left])
        may_hold_more = sweeping or bool(unknown) or not entries
        going_on = may_hold_more and not all_too_old(self.source, entries)
        follow = listing.more if going_on else []
        read = ListPage(
            page.url,
            page.depth,
            page.root,
            fetched.etag,
            fetched.last_modified,
            tuple(listing.more),
        )
        if unknown and (wanted or left):
            self.context.archive.put(fetched.read())  # the evidence of the announcement
        self.report.announcements_new += self.state.list_read(
            self.source.id, read, wanted, left, follow, self.context.now
        )
        return follow

    def _listing(self, page: ListPage, answer: ListAnswer) -> Listing | None:
        """Return what a list page lists; None, with the failure noted, where it cannot be read."""
        try:
            listing = METHODS[self.source.method].read(self.source, answer)
        except UnreadableList as error:
            self.context.fail(page.url, "unreadable", f"{page.url}: {error}")
            return None
        # No entry at all is a reason to look whether the page is one of a bot filter.
        if listing.entries or listing.more:
            return listing
        reason = blocked_reason(answer.text)
        if not reason:
            return listing
        message = f"{page.url}: {reason}; open the column in a browser"
        self.context.fail(page.url, "blocked", message)
        return None

    # --- announcements

    def _announcements(self, sweep_since: datetime | None) -> None:
        """Work through what waits and what failed before, then, in a sweep, through everything
        known.
        """
        for announcement in self.state.announcements(self.source.id, WAITING, BLOCKED, FAILED):
            # Tried so many nights, it waits for the next recheck and does not cost a request every
            # night.
            tired = announcement.attempts >= MOST_ATTEMPTS and sweep_since is None
            if self.context.stopped or tired:
                continue
            AnnouncementVisit(self.context, announcement).run()
        # Gone ones are asked for every night, or three days of absence could never be seen.
        for announcement in self.state.missing(self.source.id):
            if not self.context.stopped:
                AnnouncementVisit(self.context, announcement).look_again()
        if sweep_since is None:
            return
        for announcement in self.state.unchecked(self.source.id, sweep_since):
            if not self.context.stopped:
                AnnouncementVisit(self.context, announcement).look_again()


def _redirect(fetched: Fetched) -> tuple[None, str]:
    """Return where a page sends a browser, empty for none and for what is no page."""
    body = fetched.read()
    if not is_page(body[:4096], fetched.headers):
        return None, ""
    return None, redirect_of(page_text(body, fetched.headers.get("content-type", "")), fetched.url)
