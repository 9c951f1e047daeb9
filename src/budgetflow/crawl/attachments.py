"""The files of one announcement: fetched once, archived, announced when they are new, revised or
withdrawn.
"""

from __future__ import annotations

from dataclasses import replace

from budgetflow.crawl.http.content import file_name, is_page, media_hint
from budgetflow.crawl.http.response import FailureKind, Fetched, FetchFailed
from budgetflow.crawl.pages.page_view import page_text, read_page, visible_text
from budgetflow.crawl.policy import text_fingerprint
from budgetflow.crawl.state.found import Found
from budgetflow.crawl.state.records import Announcement, KnownFile
from budgetflow.crawl.visit_context import VisitContext
from budgetflow.sources.page_model import Attachment, PageView


class AnnouncedFiles:
    """Takes the files of one announcement; `troubles` says which were not got."""

    def __init__(self, context: VisitContext, announcement: Announcement) -> None:
        """Take the source's visit and the announcement."""
        self.context, self.announcement = context, announcement
        self.source, self.state = context.source, context.state
        self.troubles: list[str] = []

    def get(
        self,
        landing_url: str,
        attachment: Attachment,
        view: PageView,
        again: bool,
        report: bool = True,
    ) -> FetchFailed | None:
        """Fetch one file unless it is archived already, or conditionally when another look is due;
        give why it was not got.

        With `report` a failure goes into the night's report and the announcement's troubles.
        """
        known = self.state.file(self.source.id, landing_url, attachment.href)
        if known and not again:
            return None
        # Said as a trouble, so that the announcement is not closed with a file missing.
        if self.context.stopped:
            self.troubles.append("the night's requests were used up")
            return None
        try:
            fetched = self.context.client.fetch(
                attachment.href,
                self.source,
                known.etag if known else "",
                known.last_modified if known else "",
            )
            if fetched.not_modified:
                self.context.report.unchanged += 1
            else:
                self.take(landing_url, attachment, view, fetched, known)
        except FetchFailed as failure:
            if report:
                self.context.fail(
                    attachment.href, failure.kind, f"{failure} (announced on {landing_url})"
                )
                self.troubles.append(str(failure))
            return failure
        return None

    def take(
        self,
        landing_url: str,
        attachment: Attachment,
        view: PageView,
        fetched: Fetched,
        known: KnownFile | None,
    ) -> None:
        """Archive a fetched file and announce it when it is new or other than before."""
        # The first bytes decide: servers send error pages under the name and type of the file.
        body_is_page = is_page(fetched.read()[:4096], fetched.headers)
        if body_is_page and not attachment.href.lower().split("?")[0].endswith(
            (".htm", ".html", ".mht")
        ):
            seen = read_page(
                page_text(fetched.read(), fetched.headers.get("content-type", "")), fetched.url
            )
            kind, what = _no_file(seen)
            raise FetchFailed(kind, attachment.href, f"gave a web page instead of a file: {what}")
        assert fetched.stream is not None and fetched.sha256 is not None
        # The archive before the record: a cut between the two costs one request and loses nothing.
        sha256 = self.context.archive.put(fetched.stream)
        media = media_hint(fetched.read()[:4096], fetched.headers)
        name = file_name(attachment.href, attachment.text, fetched.headers, media)
        kept = KnownFile(
            landing_url, attachment.href, sha256, sha256, fetched.etag, fetched.last_modified, name
        )
        self._announce(kept, media, view, known or self._moved(kept, view))

    def _moved(self, kept: KnownFile, view: PageView) -> KnownFile | None:
        """Return the file that these bytes had been known as at an address the page no longer
        offers: signed addresses change.
        """
        offered = {attachment.href for attachment in view.attachments}
        before = self.state.files(self.source.id, kept.landing_url)
        return next(
            (file for file in before if file.sha256 == kept.sha256 and file.url not in offered),
            None,
        )

    def let_go(self, landing_url: str, offered: set[str]) -> None:
        """Announce as withdrawn what a page that is still there offers no more."""
        for file in self.state.files(self.source.id, landing_url):
            if file.url in offered:
                continue
            item = Found.from_json(file.found).with_state("withdrawn", file.sha256, file.revision)
            self.context.take(self.state.file_dropped(self.source.id, file, item.to_json()), item)

    def page_itself(self, view: PageView, url: str, body: bytes) -> None:
        """Announce the page itself as a document; a page that differs only in its counters and
        layout is no revision.
        """
        # By its words: counters, dates of today and layout change every night.
        fingerprint = text_fingerprint(visible_text(page_text(body, "")))
        kept = KnownFile(
            url,
            url,
            self.context.archive.put(body),
            fingerprint,
            "",
            "",
            file_name(url, view.title, {}, "text/html"),
        )
        self._announce(kept, "text/html", view, self.state.file(self.source.id, url, url))

    def _announce(
        self, kept: KnownFile, media: str, view: PageView, known: KnownFile | None
    ) -> None:
        """Record an archived file, and hand it on when there is news: it was not known, or its
        fingerprint is another.
        """
        changed = known is None or known.fingerprint != kept.fingerprint
        item = Found(
            source_id=self.source.id,
            region_code=self.source.region_code,
            landing_url=kept.landing_url,
            source_url=Found.from_json(known.found).source_url
            if known
            else kept.url,  # the address it was first announced at
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
            kept = replace(
                kept, sha256=known.sha256
            )  # the bytes that were announced stay the ones on record
        kept = replace(kept, revision=item.revision, found=item.to_json())
        number = self.state.file_kept(
            self.source.id, kept, changed, known.url if known else kept.url
        )
        if number is None:
            self.context.report.unchanged += 1
        else:
            self.context.take(number, item)

    def _title(self, view: PageView) -> str:
        """Return the title that says what the disclosure is: the page's own, unless only the list's
        names a budget.
        """
        listed = self.announcement.title
        # Templates put the department's name into the title and leave what is disclosed to the
        # list.
        if (
            view.title
            and not any(word in view.title for word in ("预算", "决算"))
            and any(word in listed for word in ("预算", "决算"))
        ):
            return listed
        return view.title or listed


def _no_file(seen: PageView) -> tuple[FailureKind, str]:
    """Return what went wrong where a link to a file gives a page, and what the page is."""
    if seen.kind != "blocked":
        return "wrong_type", f"the page {seen.title!r}"
    if seen.missing:
        return "gone", seen.reason
    return "blocked", seen.reason
