"""robots.txt: what a site asks of robots, asked for once a run and obeyed (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from budgetflow.crawl.http.rate_limit import Manners
from budgetflow.crawl.http.request import REDIRECTS
from budgetflow.crawl.http.response import Fetched, FetchFailed
from budgetflow.crawl.pages.urls import join
from budgetflow.readers import encoding
from budgetflow.sources.source import Source

# Redirects followed; RFC 9309, 2.3.1.2, asks for at least five.
HOPS = 8
# Bytes read of a file; RFC 9309, 2.5, asks for at least 500 KiB.
_LARGEST = 512_000


class Robots:
    """The rules of every origin that a crawl asks; its methods may be called from many threads."""

    def __init__(self, manners: Manners, ask: Callable[[str, Source], Fetched]) -> None:
        """Take the turns of the hosts, and what asks for one address without following redirects
        and raises FetchFailed.
        """
        self._manners = manners
        self._ask = ask
        self._rules: dict[str, Protego] = {}

    def rules(self, url: str, source: Source) -> Protego:
        """Return the rules of the url's origin: missing rules allow all, failing ones forbid
        (RFC 9309, 2.3.1).

        Raises FetchFailed where they could not be read; the host is then left alone for this run.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        # the threads of one origin wait for one answer
        with self._manners.turn(f"robots {origin}", 0.0):
            if origin not in self._rules:
                host = parts.hostname or ""
                self._rules[origin] = self._read(f"{origin}/robots.txt", host, source)
            return self._rules[origin]

    def _read(self, url: str, host: str, source: Source) -> Protego:
        for _ in range(HOPS):
            try:
                fetched = self._ask(url, source)
            except FetchFailed as failure:
                if _is_missing(failure):
                    break
                self._manners.rest(host, f"robots.txt could not be read: {failure}")
                raise
            if fetched.status not in REDIRECTS or "location" not in fetched.headers:
                decoded = encoding.decode(fetched.read()[:_LARGEST])
                return Protego.parse(decoded[0] if decoded else "")
            url = join(url, fetched.headers["location"])
        return Protego.parse("")


def _is_missing(failure: FetchFailed) -> bool:
    """Check whether a site has no rules: any 4xx but 429 says so (RFC 9309, 2.3.1.3)."""
    if failure.kind in ("gone", "refused", "blocked"):
        return True
    return bool(failure.status and failure.status < 500 and failure.status != 429)
