"""One request and its answer: sessions a host, the body within its limits, and the record of it,
however it ends.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
from typing import IO

import requests
from urllib3.exceptions import HTTPError

from budgetflow.archive.request_log import Request, RequestsLog
from budgetflow.crawl.http.address_guard import RefusedAddress
from budgetflow.crawl.http.packed import CutShort, chunks_of
from budgetflow.crawl.http.rate_limit import Clock, HostCount, Manners
from budgetflow.crawl.http.response import Fetched, FetchFailed
from budgetflow.crawl.http.session import open_session
from budgetflow.settings import Settings
from budgetflow.sources.source import Source

REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16
# Bytes of a body kept in memory; more goes to a temporary file, so that many threads stay within
# bounds.
_IN_MEMORY = 1 << 20


class Exchange:
    """Makes single requests; its methods may be called from many threads."""

    def __init__(
        self, settings: Settings, log: RequestsLog, clock: Clock, manners: Manners, user_agent: str
    ) -> None:
        """Take the limits, the log to write to, the clock, the hosts' counts, and the name we go
        by.
        """
        self._settings, self._log, self._clock, self._manners = settings, log, clock, manners
        self._user_agent = user_agent
        self._sessions: dict[tuple[str, str], requests.Session] = {}
        self._lock = threading.Lock()

    def close_host(self, host: str) -> None:
        """Close the connections to a host that is done."""
        with self._lock:
            for key in [key for key in self._sessions if key[0] == host]:
                self._sessions.pop(key).close()

    def close(self) -> None:
        """Close every connection."""
        for host in {key[0] for key in self._sessions}:
            self.close_host(host)

    def once(
        self, url: str, host: str, source: Source, headers: dict[str, str], count: HostCount
    ) -> Fetched:
        """Make one request, read its body within the limits, count and log it."""
        session = self._session(host, source, count)
        entry = Request(url=url, requested_at=self._clock.now(), host=host, source_id=source.id)
        started = self._clock.monotonic()
        count.requests += 1
        try:
            with session.get(
                url,
                headers=headers,
                stream=True,
                allow_redirects=False,
                # To connect within 20 s, then 30 s without a byte; the whole is bounded in `_body`.
                timeout=(20, 30),
            ) as answer:
                entry.status, entry.reason = answer.status_code, answer.reason or ""
                entry.request_headers = {
                    name: str(value) for name, value in answer.request.headers.items()
                }
                # As sent, with doubled names: the record is evidence.
                entry.response_headers = list(answer.raw.headers.items())
                names = {name.lower(): value for name, value in answer.headers.items()}
                entry.etag, entry.last_modified = names.get("etag"), names.get("last-modified")
                entry.from_cache = answer.status_code == 304
                stream, entry.sha256, entry.bytes = self._body(url, answer, started)
            self._manners.answered(host)
            count.not_modified += entry.from_cache
            count.errors += answer.status_code >= 400 and not url.endswith(
                "/robots.txt"
            )  # a site without one is in order
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
            entry.error = _innermost(error)
            raise self._failure(url, host, error, entry.error, count) from error
        finally:
            entry.seconds = round(self._clock.monotonic() - started, 3)
            count.bytes += entry.bytes
            self._log.add(entry)

    def _failure(
        self, url: str, host: str, error: Exception, message: str, count: HostCount
    ) -> FetchFailed:
        """Count a failed connection and say what kind it is; an untrusted one says nothing about
        the host's health.
        """
        # Before the others: to requests it is a connection error as well.
        if isinstance(error, requests.exceptions.SSLError):
            count.errors += 1
            advice = (
                "a missing intermediate or an old server can be stated as the source's "
                "tls_exception"
            )
            return FetchFailed(
                "tls", url, f"the connection is not to be trusted ({message}); {advice}"
            )
        self._manners.failed(host, message)
        timeout = isinstance(error, requests.Timeout | TimeoutError)
        return FetchFailed("timeout" if timeout else "unreachable", url, f"no answer ({message})")

    def _body(
        self, url: str, answer: requests.Response, started: float
    ) -> tuple[IO[bytes] | None, str | None, int]:
        """Read a body as it comes, decompressed, within the limits of size and time; a body cut
        short is a failure.
        """
        # These have no body that counts, whatever comes with them.
        if answer.status_code == 304 or answer.status_code in REDIRECTS:
            return None, None, 0
        limit = self._settings.fetch_mb * 1024 * 1024
        stream: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (lives as long as the answer)
        digest = hashlib.sha256()
        size = 0
        # Read as it comes, so that a file too large is left before it fills the disk.
        try:
            for chunk in chunks_of(answer, _CHUNK):
                size += len(chunk)
                if size > limit:
                    raise FetchFailed(
                        "too_large",
                        url,
                        f"is larger than {self._settings.fetch_mb} MiB; raise "
                        f"BUDGETFLOW_FETCH_MB if it is meant",
                    )
                if self._clock.monotonic() - started > self._settings.fetch_seconds:
                    raise FetchFailed(
                        "timeout",
                        url,
                        f"took more than {self._settings.fetch_seconds:.0f} s; tried again next "
                        f"night",
                    )
                digest.update(chunk)
                stream.write(chunk)
        except (HTTPError, CutShort) as error:
            raise FetchFailed("cut_off", url, f"the body ended early ({error})") from error
        # Bytes on the wire, as the header counts them, not what they unpack to.
        announced = answer.headers.get("Content-Length", "")
        if announced.isdigit() and answer.raw.tell() < int(announced):
            raise FetchFailed("cut_off", url, f"sent {answer.raw.tell()} of {announced} bytes")
        return stream, digest.hexdigest(), size

    def _session(self, host: str, source: Source, count: HostCount) -> requests.Session:
        """Return the host's session; a source with a stated TLS exception has its own, and the
        reason shows in the counts.
        """
        tls = source.tls_exception
        # Connections opened under an exception must not serve a source without it.
        key = (host, tls.model_dump_json() if tls else "")
        if tls:
            count.tls_exception = tls.reason
        with self._lock:
            if key not in self._sessions:
                self._sessions[key] = open_session(
                    self._user_agent, self._settings.allow_hosts, tls
                )
            return self._sessions[key]


def _innermost(error: BaseException) -> str:
    """Return the message of the error that others were wrapped around: the one that says what
    happened.
    """
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return f"{type(error).__name__}: {error}"
