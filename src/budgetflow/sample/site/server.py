"""Serves the sample site on loopback as a well-behaved server: ETag, Last-Modified, 304, HEAD and
404.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from budgetflow.sample.site.pages import Served

HOST = "127.0.0.1"
# Asked for first, so that addresses are the same in every run.
PORT = 8423


@contextmanager
def serving(pages: Mapping[str, Served], port: int = PORT) -> Iterator[str]:
    """Serve the pages until the block ends; give the site's address, as `http://127.0.0.1:8423`.

    `pages` is looked at anew for each request, so a test may change the site under a running
    crawler. Where the port is taken, a free one is used.
    """
    try:
        server = ThreadingHTTPServer((HOST, port), _handler(pages))
    except OSError:
        # Any free port: two samples may run on one machine.
        server = ThreadingHTTPServer((HOST, 0), _handler(pages))
    # A daemon: the program may end without waiting for it.
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="sample-site", daemon=True
    )
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(pages: Mapping[str, Served]) -> type[BaseHTTPRequestHandler]:
    """Make the handler class over these pages."""

    class Handler(BaseHTTPRequestHandler):
        # Connections are kept open, as those of real servers.
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def _answer(self, *, with_body: bool) -> None:
            page = pages.get(unquote(urlsplit(self.path).path))
            if page is None:
                self._send(
                    404,
                    {"Content-Type": "text/plain; charset=utf-8"},
                    "没有这个页面\n".encode() if with_body else b"",
                )
                return
            # A hash of the bytes: unchanged pages answer 304 also after the site is started again.
            etag = f'"{hashlib.sha256(page.body).hexdigest()[:20]}"'
            modified = format_datetime(
                datetime.fromisoformat(page.modified).replace(tzinfo=UTC), usegmt=True
            )
            headers = {"ETag": etag, "Last-Modified": modified, "Content-Type": page.content_type}
            if self._unchanged(etag, modified):
                self._send(304, headers, b"")
            else:
                self._send(200, headers, page.body if with_body else b"", length=len(page.body))

        def _unchanged(self, etag: str, modified: str) -> bool:
            """Check whether the client's copy is the one we have; an ETag outranks a date (RFC
            9110, 13.2.2).
            """
            if "If-None-Match" in self.headers:
                return etag in self.headers["If-None-Match"]
            return self.headers.get("If-Modified-Since") == modified

        def _send(
            self, status: int, headers: dict[str, str], body: bytes, length: int | None = None
        ) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                # Of the whole page, also where HEAD sends none of it.
                self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet: the crawler keeps the log of requests."""

    return Handler
