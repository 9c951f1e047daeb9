"""One announcement worked through: its page, the files the page offers, and, later on, another look at both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from budgetflow.crawl.answers import FailureKind, Fetched, FetchFailed
from budgetflow.crawl.bodies import file_name, is_page, media_hint
from budgetflow.crawl.news import is_withdrawn, text_fingerprint
from budgetflow.crawl.pages.disclosure import judge, speaks_of_rules
from budgetflow.crawl.pages.read import page_text, read_page, visible_text
from budgetflow.crawl.records import BLOCKED, DONE, FAILED, NO_DISCLOSURE, Announcement, KnownFile
from budgetflow.crawl.report import Found
from budgetflow.sources.view import Attachment, PageView

if TYPE_CHECKING:
    from budgetflow.crawl.visit import Visit

_HOPS = 4
"""Pages that send a browser on, one after another, at most."""


class AnnouncementVisit:
    """Works through one announcement of a visit."""

    def __init__(self, visit: Visit, announcement: Announcement) -> None:
        """Take the visit it belongs to and the announcement."""
        self.visit = visit
        self.announcement = announcement
        self.source = visit.source
        self.state = visit.state
        self.troubles: list[str] = []

    def run(self) -> None:
        """Fetch the page and its files; what was already archived is not fetched again."""
        if self.announcement.page_sha256 and self.visit.archive.has(self.announcement.page_sha256):
            body = self.visit.archive.get(self.announcement.page_sha256)
            view = read_page(page_text(body, ""), self.announcement.page_url)
            self._disclosure(view, self.announcement.page_url, body, again=False)
            return
        try:
            fetched = self.visit.client.fetch(self.announcement.url, self.source)
            body = fetched.read()
            if not is_page(body, fetched.headers):
                self._linked_file(fetched)
                return
            view, fetched, body = self._follow(fetched, body)
        except FetchFailed as failure:
            self._failed(failure)
            return
        if not is_page(body, fetched.headers):
            self._linked_file(fetched)
        else:
            self._page(view, fetched, body)

    def look_again(self) -> None:
        """Ask for a finished announcement again, conditionally: a revision, an absence, or nothing new."""
        known = self.announcement
        if not known.page_sha256:
            self._file(known.list_url, Attachment(known.url, known.title), PageView("article"), again=True)
            self._close()
            return
        try:
            fetched = self.visit.client.fetch(known.page_url, self.source, known.etag, known.last_modified)
        except FetchFailed as failure:
            if failure.kind == "gone":
                self._absent()
            else:
                self.visit.fail(failure.url, failure.kind, str(failure))
            return
        body = self.visit.archive.get(known.page_sha256) if fetched.not_modified else fetched.read()
        view = read_page(page_text(body, fetched.headers.get("content-type", "")), known.page_url)
        if view.kind == "blocked" and view.missing:
            self._absent()
        elif view.kind == "blocked":
            self.visit.fail(known.page_url, "blocked", f"{known.page_url}: {view.reason}")
        else:
            if not fetched.not_modified:
                self._keep_page(known.page_url, body, fetched)
            self._disclosure(view, known.page_url, body, again=True)

    # --- the page

    def _follow(self, fetched: Fetched, body: bytes) -> tuple[PageView, Fetched, bytes]:
        """Read the page, going on where it sends a browser on."""
        for _ in range(_HOPS):
            view = read_page(page_text(body, fetched.headers.get("content-type", "")), fetched.url)
            if not view.redirect or view.attachments or view.has_tables:
                return view, fetched, body
            fetched = self.visit.client.fetch(view.redirect, self.source)
            body = fetched.read()
            if not is_page(body, fetched.headers):
                return view, fetched, body
        raise FetchFailed("redirects", self.announcement.url, f"sends a browser on more than {_HOPS} times; look at it in a browser")

    def _page(self, view: PageView, fetched: Fetched, body: bytes) -> None:
        """Decide what the page is, and take its files when it is a disclosure."""
        if view.kind == "blocked":
            self.visit.fail(self.announcement.url, "blocked", f"{self.announcement.url}: {view.reason}; open it in a browser")
            self.state.set_state(self.announcement, BLOCKED, view.reason, self.visit.now)
        elif view.kind in ("list", "home") and view.entries and not view.attachments and self.announcement.depth < self.source.depth:
            self.state.column_found(self.announcement, self.source.id, fetched.url)
        elif not (view.is_disclosure or self._list_says_so(view)):
            self.visit.report.no_disclosure += 1
            self.state.set_state(self.announcement, NO_DISCLOSURE, view.reason, self.visit.now)
        else:
            self._keep_page(fetched.url, body, fetched)
            self._disclosure(view, fetched.url, body, again=False)

    def _list_says_so(self, view: PageView) -> bool:
        """Tell whether the list's title names a disclosure where the page's own says nothing (a department's name, a site's)."""
        held = bool(view.attachments or view.has_tables or view.has_figures or view.page_images)
        return held and judge(self.announcement.title, "", [], "")[0] and not speaks_of_rules(view.title)

    def _keep_page(self, url: str, body: bytes, fetched: Fetched) -> None:
        sha256 = self.visit.archive.put(body)
        self.state.page_kept(self.announcement, url, sha256, fetched.etag, fetched.last_modified)

    def _disclosure(self, view: PageView, url: str, body: bytes, again: bool) -> None:
        """Take every file of a disclosure's page, and the page itself where figures stand in it."""
        for attachment in view.attachments:
            self._file(url, attachment, view, again)
        if view.has_tables or view.has_figures:
            self._page_as_file(view, url, body)
        elif not view.attachments:
            what = f"{view.page_images} page images instead of a file" if view.page_images else "no file and no figures"
            self.visit.fail(url, "images_only" if view.page_images else "no_file", f"{url}: announces a disclosure but offers {what}")
            self._close(what)  # nothing to try again tomorrow; the next full sweep looks whether a file has come
            return
        self._close()

    def _close(self, remark: str = "") -> None:
        state = FAILED if self.troubles else DONE
        self.state.set_state(self.announcement, state, "; ".join(self.troubles)[:500] or remark, self.visit.now)

    def _failed(self, failure: FetchFailed) -> None:
        self.visit.fail(self.announcement.url, failure.kind, str(failure))
        if not self.visit.stopped:
            state = BLOCKED if failure.kind == "blocked" else FAILED
            self.state.set_state(self.announcement, state, str(failure)[:500], self.visit.now)

    def _absent(self) -> None:
        """The page is gone: note since when, and call it withdrawn once it stayed away."""
        known, today = self.announcement, self.visit.today
        if not is_withdrawn(known.missing_since, today):
            self.state.set_state(known, DONE, "the page is gone", self.visit.now, known.missing_since or today)
            return
        items = [
            Found.from_json(file.found).with_state("withdrawn", file.sha256, file.revision)
            for file in self.state.files(self.source.id, known.page_url)
        ]
        numbers = self.state.withdrawn(self.source.id, known, [item.to_json() for item in items], self.visit.now)
        for number, item in zip(numbers, items, strict=True):
            self.visit.take(number, item)

    # --- files

    def _linked_file(self, fetched: Fetched) -> None:
        """Take a file that the list itself links: the list page announced it."""
        view = PageView("article", title=self.announcement.title, published_on=self.announcement.listed_on, is_disclosure=True)
        attachment = Attachment(self.announcement.url, self.announcement.title)
        self._take(self.announcement.list_url, attachment, view, fetched, None)
        self._close()

    def _file(self, landing_url: str, attachment: Attachment, view: PageView, again: bool) -> None:
        """Fetch one file unless it is archived already, or conditionally when another look is due."""
        known = self.state.file(self.source.id, landing_url, attachment.href)
        if known and not again:
            return
        if self.visit.stopped:
            self.troubles.append("the night's requests were used up")
            return
        try:
            fetched = self.visit.client.fetch(attachment.href, self.source, known.etag if known else "", known.last_modified if known else "")
            if fetched.not_modified:
                self.visit.report.unchanged += 1
                return
            self._take(landing_url, attachment, view, fetched, known)
        except FetchFailed as failure:
            self.visit.fail(attachment.href, failure.kind, f"{failure} (announced on {landing_url})")
            self.troubles.append(str(failure))

    def _take(self, landing_url: str, attachment: Attachment, view: PageView, fetched: Fetched, known: KnownFile | None) -> None:
        """Archive a fetched file and announce it when it is new or other than before."""
        body_is_page = is_page(fetched.read()[:4096], fetched.headers)
        if body_is_page and not attachment.href.lower().split("?")[0].endswith((".htm", ".html", ".mht")):
            seen = read_page(page_text(fetched.read(), fetched.headers.get("content-type", "")), fetched.url)
            what = seen.reason if seen.kind == "blocked" else f"the page {seen.title!r}"
            kind: FailureKind = "gone" if seen.missing else "blocked" if seen.kind == "blocked" else "wrong_type"
            raise FetchFailed(kind, attachment.href, f"gave a web page instead of a file: {what}")
        assert fetched.stream is not None and fetched.sha256 is not None
        sha256 = self.visit.archive.put(fetched.stream)
        media = media_hint(fetched.read()[:4096], fetched.headers)
        name = file_name(attachment.href, attachment.text, fetched.headers, media)
        kept = KnownFile(landing_url, attachment.href, sha256, sha256, fetched.etag, fetched.last_modified, name)
        self._announce(kept, media, view, known)

    def _page_as_file(self, view: PageView, url: str, body: bytes) -> None:
        """Announce the page itself as a document; a page that differs only in its counters and layout is no revision."""
        fingerprint = text_fingerprint(visible_text(page_text(body, "")))
        kept = KnownFile(url, url, self.visit.archive.put(body), fingerprint, "", "", file_name(url, view.title, {}, "text/html"))
        self._announce(kept, "text/html", view, self.state.file(self.source.id, url, url))

    def _announce(self, kept: KnownFile, media: str, view: PageView, known: KnownFile | None) -> None:
        """Record an archived file, and hand it on when there is news: it was not known, or its fingerprint is another."""
        changed = known is None or known.fingerprint != kept.fingerprint
        item = Found(
            source_id=self.source.id,
            region_code=self.source.region_code,
            landing_url=kept.landing_url,
            source_url=kept.url,
            title=self._title(view),
            publisher=self.source.publisher or view.publisher or None,
            published_on=view.published_on or self.announcement.listed_on,
            sha256=kept.sha256,
            file_name=kept.file_name,
            media_type=media,
            state="revised" if known else "new",
            revision=known.revision + changed if known else 1,
            replaces=known.sha256 if known and changed else None,
        )
        if not changed and known is not None:
            kept = replace(kept, sha256=known.sha256)  # the bytes that were announced stay the ones on record
        number = self.state.file_kept(self.source.id, replace(kept, revision=item.revision, found=item.to_json()), changed)
        if number is None:
            self.visit.report.unchanged += 1
        else:
            self.visit.take(number, item)

    def _title(self, view: PageView) -> str:
        """Give the title that says what the disclosure is: the page's own, unless only the list's names a budget."""
        listed = self.announcement.title
        if view.title and not any(word in view.title for word in ("预算", "决算")) and any(word in listed for word in ("预算", "决算")):
            return listed
        return view.title or listed
