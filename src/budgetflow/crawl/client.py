"""The crawl's only door to the web: polite, bounded, guarded, conditional, and every request on the record."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from dataclasses import dataclass, field
from typing import IO, Literal
from urllib.parse import urlsplit

import requests
from protego import Protego
from urllib3.exceptions import HTTPError

from budgetflow.archive.requests_log import Request, RequestsLog
from budgetflow.crawl.guard import RefusedAddress, check_url
from budgetflow.crawl.manners import LONGEST_WAIT, Clock, HostCount, Manners, retry_after, within_hours
from budgetflow.crawl.pages.addresses import join
from budgetflow.crawl.transport import open_session
from budgetflow.settings import Settings
from budgetflow.sources.source import Source

FailureKind = Literal[
    "refused",
    "robots",
    "hours",
    "resting",
    "budget",
    "unreachable",
    "tls",
    "timeout",
    "cut_off",
    "too_large",
    "redirects",
    "status",
    "gone",
    "blocked",
    "wrong_type",
]
"""Why something was not got. `blocked` and `wrong_type` are answers that came and are not what was asked for."""
_REDIRECTS = (301, 302, 303, 307, 308)
_TRY_AGAIN = (429, 500, 502, 503, 504)
_GONE = (404, 410)
_ATTEMPTS = 4
_HOPS = 8
_CHUNK = 1 << 16
_IN_MEMORY = 1 << 20
"""Bytes of a body kept in memory; more goes to a temporary file, so that many threads stay within bounds."""


class FetchFailed(Exception):
    """A page or file that was not got: `kind` for programs, the message (with the address and what to do) for people."""

    def __init__(self, kind: FailureKind, url: str, message: str, status: int | None = None) -> None:
        """Keep what failed and how."""
        super().__init__(f"{url}: {message}")
        self.kind: FailureKind = kind
        self.url = url
        self.status = status


@dataclass(slots=True)
class Fetched:
    """An answer: a body, or the word that nothing changed (`not_modified`)."""

    url: str
    """The address that answered, after redirects."""
    status: int
    headers: dict[str, str]
    """By lower-case name."""
    stream: IO[bytes] | None
    sha256: str | None
    size: int = 0
    hops: list[str] = field(default_factory=list)

    @property
    def not_modified(self) -> bool:
        """Tell whether the site said that we have it already."""
        return self.status == 304

    @property
    def etag(self) -> str:
        """Give the validator to send back next time; empty when there is none."""
        return self.headers.get("etag", "")

    @property
    def last_modified(self) -> str:
        """Give the date to send back next time; empty when there is none."""
        return self.headers.get("last-modified", "")

    def read(self) -> bytes:
        """Give the whole body."""
        if self.stream is None:
            return b""
        self.stream.seek(0)
        return self.stream.read()


class Client:
    """Fetches for one crawl; its methods may be called from many threads."""

    def __init__(self, settings: Settings, log: RequestsLog, clock: Clock | None = None, seed: int | None = None) -> None:
        """Take the settings (pace, contact, allowed hosts, limits), the log to write to, and the clock."""
        self._settings = settings
        self._log = log
        self.clock = clock or Clock()
        self.manners = Manners(self.clock, seed)
        self._sessions: dict[tuple[str, str], requests.Session] = {}
        self._robots: dict[str, Protego] = {}
        self._asked: dict[str, int] = {}
        self._lock = threading.Lock()
        self._user_agent = f"budgetflow/0.1 (+{settings.contact}; open data from budget disclosures)"

    def fetch(self, url: str, source: Source, etag: str = "", last_modified: str = "") -> Fetched:
        """Get an address for a source, conditionally where validators are given; FetchFailed says why not.

        Follows up to eight redirects, each checked like the first address; tries again what may heal; keeps the source's
        pace, hours and budget of requests.
        """
        hops: list[str] = []
        target = url
        while True:
            fetched = self._get(target, source, etag, last_modified)
            location = fetched.headers.get("location")
            if fetched.status not in _REDIRECTS or not location:
                fetched.hops = hops
                return fetched
            hops.append(target)
            target = join(target, location)
            if target in hops or len(hops) > _HOPS:
                raise FetchFailed("redirects", url, f"redirects in a circle or too often (to {target}); look at the page in a browser")

    def close_host(self, host: str) -> None:
        """Close the connections to a host that is done."""
        with self._lock:
            for key in [key for key in self._sessions if key[0] == host]:
                self._sessions.pop(key).close()

    def close(self) -> None:
        """Close every connection."""
        for host in {key[0] for key in self._sessions}:
            self.close_host(host)

    def counts(self) -> dict[str, HostCount]:
        """Give requests, bytes, unchanged answers and errors a host."""
        return self.manners.counts()

    def _get(self, url: str, source: Source, etag: str, last_modified: str) -> Fetched:
        """Get one address without following redirects: permission, pace, tries."""
        try:
            host = check_url(url)
        except RefusedAddress as refused:
            raise FetchFailed("refused", url, str(refused)) from refused
        try:
            robots = self._robots_of(url, source)
        except FetchFailed as failure:
            raise FetchFailed(failure.kind, url, f"is not asked, since the site's rules could not be read: {failure}", failure.status) from failure
        if not robots.can_fetch(url, self._user_agent):
            raise FetchFailed("robots", url, "robots.txt asks us not to fetch this; leave it, or ask the site's operator")
        apart = max(60.0 / (source.requests_per_minute or self._settings.requests_per_minute), robots.crawl_delay(self._user_agent) or 0.0)
        headers = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)) if value}
        return self._tries(url, host, source, apart, headers)

    def _tries(self, url: str, host: str, source: Source, apart: float, headers: dict[str, str]) -> Fetched:
        """Ask until an answer holds: failures of the connection, 429 and 5xx are tried again after a wait."""
        for attempt in range(_ATTEMPTS):
            self._permit(url, host, source)
            last = attempt == _ATTEMPTS - 1
            wait: float | None = None
            try:
                with self.manners.turn(host, apart) as count:
                    fetched = self._exchange(url, host, source, headers, count)
            except FetchFailed as failure:
                if last or failure.kind not in ("unreachable", "timeout", "cut_off"):
                    raise
            else:
                if fetched.status not in _TRY_AGAIN:
                    return self._accepted(url, fetched)
                wait = retry_after(fetched.headers.get("retry-after"), self.clock.now())
                if wait is not None and wait > LONGEST_WAIT:
                    self.manners.rest(host, f"asked for a rest of {wait:.0f} s (HTTP {fetched.status} with Retry-After)")
                if last:
                    raise FetchFailed("status", url, f"answered HTTP {fetched.status} {_ATTEMPTS} times; tried again next night", fetched.status)
            if not self.manners.resting(host):
                self.clock.sleep(self.manners.back_off(attempt) if wait is None else wait)
        raise AssertionError("the last try returns or raises")

    def _accepted(self, url: str, fetched: Fetched) -> Fetched:
        if fetched.status in _GONE:
            raise FetchFailed("gone", url, f"answered HTTP {fetched.status}; the page is not there", fetched.status)
        if fetched.status >= 400:
            raise FetchFailed("status", url, f"answered HTTP {fetched.status}; look at the page in a browser", fetched.status)
        return fetched

    def _permit(self, url: str, host: str, source: Source) -> None:
        """Refuse before asking: outside the hours, budget used up, host at rest."""
        if not within_hours(source.hours, self.clock.now()):
            raise FetchFailed("hours", url, f"is asked only {source.hours} China time; the next run in those hours goes on")
        if resting := self.manners.resting(host):
            raise FetchFailed("resting", url, f"the host is left alone for this run: {resting}")
        with self._lock:
            self._asked[source.id] = self._asked.get(source.id, 0) + 1
            if self._asked[source.id] > source.max_requests:
                raise FetchFailed("budget", url, f"the night's {source.max_requests} requests of {source.id} are used; the next run goes on")

    def _exchange(self, url: str, host: str, source: Source, headers: dict[str, str], count: HostCount) -> Fetched:
        """Make one request, read its body within the limits, count and log it."""
        session = self._session(host, source, count)
        entry = Request(url=url, requested_at=self.clock.now(), host=host, source_id=source.id)
        started = self.clock.monotonic()
        count.requests += 1
        try:
            with session.get(url, headers=headers, stream=True, allow_redirects=False, timeout=(20, 30)) as answer:
                entry.status, entry.reason = answer.status_code, answer.reason or ""
                entry.request_headers = {name: str(value) for name, value in answer.request.headers.items()}
                entry.response_headers = list(answer.raw.headers.items())
                names = {name.lower(): value for name, value in answer.headers.items()}
                entry.etag, entry.last_modified = names.get("etag"), names.get("last-modified")
                entry.from_cache = answer.status_code == 304
                stream, entry.sha256, entry.bytes = self._body(url, answer, started)
            self.manners.answered(host)
            count.not_modified += entry.from_cache
            count.errors += answer.status_code >= 400 and not url.endswith("/robots.txt")  # a site without one is in order
            return Fetched(url, answer.status_code, names, stream, entry.sha256, entry.bytes)
        except RefusedAddress as refused:
            entry.error = str(refused)
            count.errors += 1
            raise FetchFailed("refused", url, str(refused)) from refused
        except FetchFailed as failure:
            entry.error = str(failure)
            count.errors += 1
            raise
        except (requests.RequestException, HTTPError, OSError) as error:
            if isinstance(error, requests.exceptions.SSLError):
                entry.error = _innermost(error)
                count.errors += 1
                advice = "a missing intermediate or an old server can be stated as the source's tls_exception"
                raise FetchFailed("tls", url, f"the connection is not to be trusted ({entry.error}); {advice}") from error
            timeout = isinstance(error, requests.Timeout | TimeoutError)
            entry.error = _innermost(error)
            self.manners.failed(host, entry.error)
            raise FetchFailed("timeout" if timeout else "unreachable", url, f"no answer ({entry.error})") from error
        finally:
            entry.seconds = round(self.clock.monotonic() - started, 3)
            count.bytes += entry.bytes
            self._log.add(entry)

    def _body(self, url: str, answer: requests.Response, started: float) -> tuple[IO[bytes] | None, str | None, int]:
        """Read a body as it comes, decompressed, within the limits of size and time; a body cut short is a failure."""
        if answer.status_code == 304 or answer.status_code in _REDIRECTS:
            return None, None, 0
        limit = self._settings.fetch_mb * 1024 * 1024
        stream: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (lives as long as the answer)
        digest, size = hashlib.sha256(), 0
        try:
            while chunk := answer.raw.read1(_CHUNK, decode_content=True):
                size += len(chunk)
                if size > limit:
                    raise FetchFailed("too_large", url, f"is larger than {self._settings.fetch_mb} MiB; raise BUDGETFLOW_FETCH_MB if it is meant")
                if self.clock.monotonic() - started > self._settings.fetch_seconds:
                    raise FetchFailed("timeout", url, f"took more than {self._settings.fetch_seconds:.0f} s; tried again next night")
                digest.update(chunk)
                stream.write(chunk)
        except HTTPError as error:
            raise FetchFailed("cut_off", url, f"the body ended early ({error})") from error
        announced = answer.headers.get("Content-Length", "")
        if announced.isdigit() and answer.raw.tell() < int(announced):
            raise FetchFailed("cut_off", url, f"sent {answer.raw.tell()} of {announced} bytes")
        return stream, digest.hexdigest(), size

    def _session(self, host: str, source: Source, count: HostCount) -> requests.Session:
        """Give the host's session; a source with a stated TLS exception has its own, and the reason shows in the counts."""
        tls = source.tls_exception
        key = (host, tls.model_dump_json() if tls else "")
        if tls:
            count.tls_exception = tls.reason
        with self._lock:
            if key not in self._sessions:
                self._sessions[key] = open_session(self._user_agent, self._settings.allow_hosts, tls)
            return self._sessions[key]

    def _robots_of(self, url: str, source: Source) -> Protego:
        """Give the rules of the url's origin, asked for once a run: missing rules allow all, failing ones forbid (RFC 9309, 2.3.1)."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self.manners.turn(f"robots {origin}", 0.0):  # the threads of one origin wait for one answer
            if origin not in self._robots:
                self._robots[origin] = self._fetch_robots(f"{origin}/robots.txt", parts.hostname or "", source)
            return self._robots[origin]

    def _fetch_robots(self, url: str, host: str, source: Source) -> Protego:
        apart = 60.0 / (source.requests_per_minute or self._settings.requests_per_minute)
        for _ in range(_HOPS):
            try:
                fetched = self._tries(url, check_url(url), source, apart, {})
            except FetchFailed as failure:
                if failure.kind in ("gone", "refused") or (failure.status and failure.status < 500 and failure.status != 429):
                    break
                self.manners.rest(host, f"robots.txt could not be read: {failure}")
                raise
            if fetched.status not in _REDIRECTS or "location" not in fetched.headers:
                return Protego.parse(fetched.read()[:512_000].decode("utf-8", "replace"))
            url = join(url, fetched.headers["location"])
        return Protego.parse("")


def _innermost(error: BaseException) -> str:
    """Give the message of the error that others were wrapped around: the one that says what happened."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return f"{type(error).__name__}: {error}"
