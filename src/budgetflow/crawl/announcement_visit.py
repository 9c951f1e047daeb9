"""One announcement worked through: its page, what the page is, and, later on, another look at
it.
"""

from __future__ import annotations

from budgetflow.crawl.attachments import AnnouncedFiles
from budgetflow.crawl.http.content import is_page
from budgetflow.crawl.http.response import Fetched, FetchFailed
from budgetflow.crawl.pages.disclosure_detection import judge, speaks_of_rules
from budgetflow.crawl.pages.page_view import page_text, read_page
from budgetflow.crawl.policy import is_withdrawn
from budgetflow.crawl.state.found import Found
from budgetflow.crawl.state.records import BLOCKED, DONE, FAILED, NO_DISCLOSURE, Announcement
from budgetflow.crawl.visit_context import VisitContext
from budgetflow.sources.page_model import Attachment, PageView


class AnnouncementVisit:
    """Works through one announcement of a visit."""

    def __init__(self, context: VisitContext, announcement: Announcement) -> None:
        """Take the source's visit and the announcement."""
        self.context = context
        self.announcement = announcement
        self.source = context.source
        self.state = context.state
        self.files = AnnouncedFiles(context, announcement)

    def run(self) -> None:
        """Fetch the page and its files; what was already archived is not fetched again."""
        # Kept by a run that was cut before its files were fetched; the page need not be asked for
        # twice.
        if self.announcement.page_sha256 and self.context.archive.has(
            self.announcement.page_sha256
        ):
            body = self.context.archive.get(self.announcement.page_sha256)
            view = read_page(page_text(body, ""), self.announcement.page_url)
            self._disclosure(view, self.announcement.page_url, body, again=False)
            return
        try:
            fetched = self.context.client.fetch(self.announcement.url, self.source)
            fetched, seen = self.context.follow(fetched, _look)
        except FetchFailed as failure:
            self._failed(failure)
            return
        if seen is None:
            self._linked_file(fetched)
        else:
            self._page(seen, fetched, fetched.read())

    def look_again(self) -> None:
        """Ask for a finished announcement again, conditionally: a revision, an absence, or nothing
        new.
        """
        known = self.announcement
        if not known.page_sha256:
            self._look_at_linked_file()
            return
        try:
            fetched = self.context.client.fetch(
                known.page_url, self.source, known.etag, known.last_modified
            )
        except FetchFailed as failure:
            # Gone is an answer about the page; any other failure is one of the way to it, and says
            # nothing.
            if failure.kind == "gone":
                self._absent()
            else:
                self.context.fail(failure.url, failure.kind, str(failure))
            return
        # The body is needed all the same: its links are asked for again one by one.
        if fetched.not_modified:
            body = self.context.archive.get(known.page_sha256)
        else:
            body = fetched.read()
        view = read_page(page_text(body, fetched.headers.get("content-type", "")), known.page_url)
        # Some sites answer 200 with a page that says there is nothing here.
        if view.kind == "blocked" and view.missing:
            self._absent()
        elif view.kind == "blocked":
            self.context.fail(known.page_url, "blocked", f"{known.page_url}: {view.reason}")
        else:
            if not fetched.not_modified:
                self._keep_page(known.page_url, body, fetched)
            self._disclosure(view, known.page_url, body, again=True)

    # --- the page

    def _page(self, view: PageView, fetched: Fetched, body: bytes) -> None:
        """Decide what the page is, and take its files when it is a disclosure."""
        if view.kind == "blocked":
            self.context.fail(
                self.announcement.url,
                "blocked",
                f"{self.announcement.url}: {view.reason}; open it in a browser",
            )
            self.state.set_state(self.announcement, BLOCKED, view.reason, self.context.now)
        # A list among announcements is a column of its own, as far down as the source's form
        # allows.
        elif (
            view.kind in ("list", "home")
            and view.entries
            and not view.attachments
            and self.announcement.depth < self.source.depth
        ):
            self.state.column_found(self.announcement, self.source.id, fetched.url)
        elif not (view.is_disclosure or self._list_says_so(view)):
            self.context.report.no_disclosure += 1
            self.state.set_state(self.announcement, NO_DISCLOSURE, view.reason, self.context.now)
        else:
            self._keep_page(fetched.url, body, fetched)
            self._disclosure(view, fetched.url, body, again=False)

    def _list_says_so(self, view: PageView) -> bool:
        """Check whether the list's title names a disclosure where the page's own says nothing (a
        department's name, a site's).
        """
        # A title alone is no disclosure: something on the page must hold figures, or be a file.
        held = bool(view.attachments or view.has_tables or view.has_figures or view.page_images)
        return (
            held
            and judge(self.announcement.title, "", [], "")[0]
            and not speaks_of_rules(view.title)
        )

    def _keep_page(self, url: str, body: bytes, fetched: Fetched) -> None:
        sha256 = self.context.archive.put(body)
        self.state.page_kept(self.announcement, url, sha256, fetched.etag, fetched.last_modified)

    def _disclosure(self, view: PageView, url: str, body: bytes, again: bool) -> None:
        """Take every file of a disclosure's page, and the page itself where figures stand in it;
        let go what it offers no more.
        """
        for attachment in view.attachments:
            self.files.get(url, attachment, view, again)
        # Where figures stand in the page it is a document as well as its files.
        if view.has_tables or view.has_figures:
            self.files.page_itself(view, url, body)
        elif not view.attachments:
            what = (
                f"{view.page_images} page images instead of a file"
                if view.page_images
                else "no file and no figures"
            )
            self.context.fail(
                url,
                "images_only" if view.page_images else "no_file",
                f"{url}: announces a disclosure but offers {what}",
            )
            self._close(
                what
            )  # nothing to try again tomorrow; the next full sweep looks whether a file has come
            return
        # Only what was looked at in full tells what is offered no more.
        if again and not self.files.troubles:
            self.files.let_go(url, {url, *(attachment.href for attachment in view.attachments)})
        self._close()

    def _linked_file(self, fetched: Fetched) -> None:
        """Take a file that the list itself links: the list page announced it."""
        # The list stands for the page, since such an announcement has none of its own.
        try:
            self.files.take(
                self.announcement.list_url, self._own_link(), self._line_of_list(), fetched, None
            )
        except FetchFailed as failure:
            self._failed(failure)
        else:
            self._close()

    def _look_at_linked_file(self) -> None:
        known = self.announcement
        failure = self.files.get(
            known.list_url, self._own_link(), self._line_of_list(), again=True, report=False
        )
        if failure and failure.kind == "gone":
            self._absent()
        elif failure:
            self.context.fail(failure.url, failure.kind, str(failure))
        else:
            self._close()

    def _own_link(self) -> Attachment:
        return Attachment(self.announcement.url, self.announcement.title)

    def _line_of_list(self) -> PageView:
        """Return what the list says, in place of a page of its own."""
        return PageView(
            "article",
            title=self.announcement.title,
            published_on=self.announcement.listed_on,
            is_disclosure=True,
        )

    def _close(self, remark: str = "") -> None:
        troubles = self.files.troubles
        self.state.set_state(
            self.announcement,
            FAILED if troubles else DONE,
            "; ".join(troubles)[:500] or remark,
            self.context.now,
        )

    def _failed(self, failure: FetchFailed) -> None:
        self.context.fail(self.announcement.url, failure.kind, str(failure))
        # A stopped visit says nothing about this announcement: it waits as before.
        if not self.context.stopped:
            state = BLOCKED if failure.kind == "blocked" else FAILED
            self.state.set_state(self.announcement, state, str(failure)[:500], self.context.now)

    def _absent(self) -> None:
        """The page is gone: note since when, and call it withdrawn once it stayed away."""
        known = self.announcement
        today = self.context.today
        if not is_withdrawn(known.missing_since, today):
            self.state.set_state(
                known, DONE, "the page is gone", self.context.now, known.missing_since or today
            )
            return
        # Of an announcement that is a linked file, other files of the same list stay.
        landing, only = (known.page_url, "") if known.page_sha256 else (known.list_url, known.url)
        files = [
            file
            for file in self.state.files(self.source.id, landing)
            if not only or file.url == only
        ]
        items = [
            Found.from_json(file.found).with_state("withdrawn", file.sha256, file.revision)
            for file in files
        ]
        numbers = self.state.withdrawn(
            self.source.id, known, [item.to_json() for item in items], self.context.now
        )
        for number, item in zip(numbers, items, strict=True):
            self.context.take(number, item)


def _look(fetched: Fetched) -> tuple[PageView | None, str]:
    """Read a page and where it sends a browser; None for what is no page.

    A page that offers files or tables is the announcement whatever it refreshes itself to.
    """
    body = fetched.read()
    if not is_page(body, fetched.headers):
        return None, ""
    view = read_page(page_text(body, fetched.headers.get("content-type", "")), fetched.url)
    stays = view.attachments or view.has_tables
    return view, "" if stays else view.redirect
