"""A store on loopback behind a proxy that fails when it is told to."""

from __future__ import annotations

import os
import struct
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SO_LINGER, SOL_SOCKET

# What is passed on as it came would tell of this connection, not of the store's.
_OF_CONNECTION = ("transfer-encoding", "connection", "content-length", "date", "server")

Fault = Callable[[str, str, bool], str]
"""Takes the method and path of a request and whether it is a copy within the store; gives `500`,
`503`, `reset`, `hang`, or nothing where the request is passed on.
"""


class Proxy(ThreadingHTTPServer):
    """Passes requests on to a store, so many seconds late, but for those that `fault` names."""

    daemon_threads = True

    def __init__(self, store: str, fault: Fault, seconds: float = 0.0) -> None:
        self.store = store.removeprefix("http://")
        self.fault = fault
        self.seconds = seconds
        self.hung = threading.Event()
        """Set when a request is left without an answer."""
        self.end = threading.Event()
        super().__init__(("127.0.0.1", 0), _Pass)

    @property
    def url(self) -> str:
        """The address of this proxy."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Proxy:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that went away: it is what the tests make them do."""


class _Pass(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        time.sleep(self.server.seconds)
        copies = "x-amz-copy-source" in self.headers
        fault = self.server.fault(self.command, self.path, copies)
        if fault == "reset":
            # Lingering for no time: the peer is told of a reset, not of an end.
            self.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
            os.close(self.connection.detach())
            self.close_connection = True
        elif fault == "hang":
            self.server.hung.set()
            self.server.end.wait()
        elif fault:
            self.send_response(int(fault))
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._ask(body)

    def _ask(self, body: bytes) -> None:
        """Have the store answer."""
        connection = HTTPConnection(self.server.store)
        told = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        connection.request(self.command, self.path, body or None, told)
        answer = connection.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _OF_CONNECTION:
                self.send_header(name, value)
        length = str(len(data))
        if self.command == "HEAD":
            length = answer.getheader("Content-Length") or length
        self.send_header("Content-Length", length)
        self.end_headers()
        self.wfile.write(data)
        connection.close()

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass  # noqa: N815  (the base class wants these names)

    def log_message(self, *_: object) -> None:
        """Write no line a request."""
