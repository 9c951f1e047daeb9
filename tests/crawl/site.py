"""A site on loopback that plays real ones: several systems' list and article pages, and every fault
a crawl must live with.

Pages are values in a dictionary, faults are queued in front of a page and used up one by one, and
every request is on record.
"""

from __future__ import annotations

import gzip
import hashlib
import socket
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

PDF = "application/pdf"
HTML = "text/html; charset=utf-8"


@dataclass
class Page:
    """One address: what it answers when nothing is wrong with it."""

    body: bytes
    media: str = HTML
    status: int = 200
    validators: bool = True
    headers: dict[str, str] = field(default_factory=dict)


class Handler(BaseHTTPRequestHandler):
    """Answers from the site's pages."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    site: Site

    def do_GET(self) -> None:
        site, path = self.site, self.path
        with site.lock:
            site.requests.append((path, dict(self.headers)))
            fault = site.faults[path].popleft() if site.faults[path] else None
        if fault is not None:
            fault(self)
            return
        answer = site.answers.get(path.split("?")[0])
        if answer is not None:
            answer(self)
            return
        page = site.pages.get(path) or site.pages.get(path.split("?")[0])
        if page is None:
            self.answer(404, b"<html><body>not here</body></html>", HTML)
            return
        etag = '"' + hashlib.md5(page.body).hexdigest() + '"'
        if page.validators and self.headers.get("If-None-Match") == etag:
            self.answer(304, b"", page.media)
            return
        self.answer(
            page.status,
            page.body,
            page.media,
            {**({"ETag": etag} if page.validators else {}), **page.headers},
        )

    def answer(
        self, status: int, body: bytes, media: str = HTML, headers: dict[str, str] | None = None
    ) -> None:
        """Send one answer."""
        self.send_response(status)
        if status != 304:
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""


class Site:
    """A running site; use it as a context manager."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        handler = type("SiteHandler", (Handler,), {"site": self})
        self.server = ThreadingHTTPServer((host, 0), handler)
        self.server.daemon_threads = True
        self.pages: dict[str, Page] = {
            "/robots.txt": Page(b"User-agent: *\nDisallow: /secret/\n", "text/plain")
        }
        self.faults: dict[str, deque[Callable[[Handler], None]]] = defaultdict(deque)
        self.scheme = "http"
        self.answers: dict[str, Callable[[Handler], None]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.lock = threading.Lock()

    def url(self, path: str) -> str:
        return f"{self.scheme}://{self.server.server_address[0]!s}:{self.server.server_port}{path}"

    def put(
        self,
        path: str,
        body: str | bytes,
        media: str = HTML,
        encoding: str = "utf-8",
        **more: object,
    ) -> None:
        self.pages[path] = Page(
            body.encode(encoding) if isinstance(body, str) else body, media, **more
        )  # type: ignore[arg-type]

    def fail(self, path: str, *faults: Callable[[Handler], None]) -> None:
        self.faults[path].extend(faults)

    def asked(self, path: str = "") -> list[str]:
        """Give the addresses asked for, of one path or of all."""
        return [one for one, _ in self.requests if not path or one == path]

    def forget(self) -> None:
        self.requests.clear()

    def __enter__(self) -> Site:
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.server.shutdown()
        self.server.server_close()


# --- faults


def status(
    code: int, body: bytes = b"<html><body>broken</body></html>", **headers: str
) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(
        code, body, HTML, {name.replace("_", "-"): value for name, value in headers.items()}
    )


def redirect(target: str, code: int = 302) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(code, b"", HTML, {"Location": target})


def cut_off(promised: int, sent: bytes) -> Callable[[Handler], None]:
    def fault(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", PDF)
        handler.send_header("Content-Length", str(promised))
        handler.end_headers()
        handler.wfile.write(sent)
        handler.wfile.flush()
        handler.close_connection = True
        handler.connection.shutdown(socket.SHUT_RDWR)

    return fault


def hang_up(handler: Handler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def drip(pieces: int, between: Callable[[], None]) -> Callable[[Handler], None]:
    def fault(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", PDF)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        try:
            for _ in range(pieces):
                handler.wfile.write(b"1\r\nx\r\n")
                handler.wfile.flush()
                between()
            handler.wfile.write(b"0\r\n\r\n")
        except OSError:
            handler.close_connection = True

    return fault


def gzipped(body: bytes) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(
        200, gzip.compress(body), PDF, {"Content-Encoding": "gzip"}
    )


# --- pages as real systems write them


def article(
    title: str, day: str, *files: str, tags: bool = True, body: str = "", charset: str = "utf-8"
) -> str:
    links = "".join(f'<p><a href="{file}">{file.rsplit("/", 1)[-1]}</a></p>' for file in files)
    meta = (
        (
            f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" '
            f'content="{day}"><meta '
            f'name="ColumnName" content="部门预算">'
        )
        if tags
        else ""
    )
    return (
        f"<html><head><meta "
        f'charset="{charset}"><title>{title}_某市人民政府</title>{meta}</head><body><div '
        f'class="header"><a href="/">首页</a></div>'
        f"<h1>{title}</h1><div>发布日期：{day} 来源："
        f"某市财政局</div><div>{body}<p>{'现将有关情况予以公开。' * 20}</p>{links}</div></body></"
        f"html>"
    )


def listing(
    rows: list[tuple[str, str, str]], following: str = "", head: str = "", charset: str = "utf-8"
) -> str:
    items = "".join(
        f'<li><a href="{href}" title="{title}">{title}</a><span>{day}</span></li>'
        for href, title, day in rows
    )
    return (
        f'<html><head><meta charset="{charset}"><title>部门预算_某市人民政府</title>{head}</head>'
        '<body><div class="nav"><a href="/xw.html">新闻中心栏目</a></div>'
        f'<ul class="list">{items}</ul><div class="page">{following}</div></body></html>'
    )


def pdf(number: int | str) -> bytes:
    return b"%PDF-1.4\n" + str(number).encode() * 50
