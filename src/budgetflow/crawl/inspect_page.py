"""What the crawler sees in one page, for people who add a source: a saved page or an address."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from budgetflow.archive.request_log import RequestsLog
from budgetflow.crawl.http.client import Client
from budgetflow.crawl.http.response import FetchFailed
from budgetflow.crawl.pages.page_view import page_text, read_page
from budgetflow.readers.containers import media_types
from budgetflow.settings import Settings
from budgetflow.sources.page_model import PageView
from budgetflow.sources.source import Source


class BadPage(Exception):
    """No page to look at; `exit_code` is 2 for a file that is not there and 1 for an address that
    could not be fetched.
    """

    def __init__(self, message: str, exit_code: int) -> None:
        """Keep the message and the code the command line leaves with."""
        super().__init__(message)
        self.exit_code = exit_code


def inspect(page: str, url: str, settings: Settings) -> PageView:
    """Return what is seen in a saved page (`url` says where it was found) or at an address; BadPage
    when there is none.
    """
    if page.startswith(("http://", "https://")):
        final_url, text = fetch_page(page, settings)
        return read_page(text, final_url)
    try:
        # A saved page may be in any encoding, which the bytes themselves must say.
        body = Path(page).read_bytes()
    except OSError as error:
        raise BadPage(
            f"{page}: cannot be read ({error.strerror}); give a saved page or an http address", 2
        ) from error
    # Given a PDF by mistake, the page reader would say that it is empty.
    if media_types.binary_kind(body):
        raise BadPage(
            f"{page}: is a document or an archive, not a web page; see `budgetflow show` and "
            f"`budgetflow parse`",
            2,
        )
    return read_page(page_text(body, ""), url)


def fetch_page(url: str, settings: Settings) -> tuple[str, str]:
    """Fetch one page politely; give the address that answered and the body as text. BadPage when it
    could not be had.
    """
    # A source of its own for one request: its host is asked at the usual pace.
    source = Source(id="inspect", name="inspect", region_code="000000", start_urls=(url,))
    with tempfile.TemporaryDirectory() as folder, RequestsLog(Path(folder)) as log:
        client = Client(settings, log)
        try:
            fetched = client.fetch(url, source)
            return fetched.url, page_text(fetched.read(), fetched.headers.get("content-type", ""))
        except FetchFailed as failure:
            raise BadPage(str(failure), 1) from failure
        finally:
            client.close()


def view_to_dict(view: PageView) -> dict[str, Any]:
    """Return a view as plain values for `--json`: dates as ISO text, the keys of INTERFACE.md
    first.
    """
    return {
        "kind": view.kind,
        "title": view.title,
        "published_on": view.published_on.isoformat() if view.published_on else None,
        "source": view.source,
        "publisher": view.publisher,
        "is_disclosure": view.is_disclosure,
        "attachments": [{"href": one.href, "text": one.text} for one in view.attachments],
        "entries": [
            {
                "href": one.href,
                "title": one.title,
                "date": one.date.isoformat() if one.date else None,
            }
            for one in view.entries
        ],
        "next_page": view.next_page or None,
        "column": view.column,
        "redirect": view.redirect or None,
        "reason": view.reason,
        "has_tables": view.has_tables,
        "has_figures": view.has_figures,
        "page_images": view.page_images,
    }
