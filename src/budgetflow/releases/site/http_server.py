"""Serves a release on this machine, parts of files too: DuckDB reads the end of a Parquet file and
then only what a query needs.

The standard library's server gives whole files alone. Here a request for one range of bytes is
answered (RFC 9110, section 14);
what asks otherwise gets the whole file, which the RFC allows.
"""

from __future__ import annotations

import functools
import http.server
import re
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
# Bytes sent at a time.
PIECE = 1 << 16


def server_of(folder: Path, port: int, host: str = "127.0.0.1") -> http.server.ThreadingHTTPServer:
    """Return a server of a folder's files, not yet running; port 0 takes any that is free."""
    return http.server.ThreadingHTTPServer(
        (host, port), functools.partial(_Handler, directory=str(folder))
    )


def range_of(asked: str, size: int) -> tuple[int, int] | None:
    """Return first and last byte of a `Range` header for a file of so many bytes; None where the
    whole file is the answer.

    Raises ValueError for a range beyond the file.
    """
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not any(found.groups()):
        return None  # several ranges, other units, or nonsense
    first, last = found.groups()
    if not first:
        start = max(0, size - int(last))
        end = size - 1
    else:
        start = int(first)
        end = min(int(last) if last else size - 1, size - 1)
        if last and int(last) < start:
            return None
    if start > end:
        raise ValueError(f"{asked} lies beyond the file's {size} bytes")
    return start, end


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, whole or in part, without a line for each."""

    protocol_version = "HTTP/1.1"
    _rest: int | None = None
    """Bytes of a part that are still to be sent; None sends the file to its end."""

    def send_head(self) -> Any:
        """Answer a request for a part of a file; all others as the standard library does."""
        self._rest = None
        asked = self.headers.get("Range")
        path = Path(self.translate_path(self.path))
        if asked is None or self.path.endswith("/") or not path.is_file():
            return super().send_head()
        size = path.stat().st_size
        modified = formatdate(path.stat().st_mtime, usegmt=True)
        if self.headers.get("If-Range", modified) != modified:
            return super().send_head()
        try:
            part = range_of(asked, size)
        except ValueError:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        if part is None:
            return super().send_head()
        return self._part(path, part, size, modified)

    def _part(self, path: Path, part: tuple[int, int], size: int, modified: str) -> BinaryIO:
        start, end = part
        file = path.open("rb")
        file.seek(start)
        self._rest = end - start + 1
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
        self.send_header("Content-Length", str(self._rest))
        self.send_header("Last-Modified", modified)
        self.end_headers()
        return file

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send what was asked for, a piece at a time."""
        if self._rest is None:
            super().copyfile(source, outputfile)
            return
        while self._rest and (piece := source.read(min(PIECE, self._rest))):
            outputfile.write(piece)
            self._rest -= len(piece)

    def end_headers(self) -> None:
        """Write into each answer that parts may be asked for."""
        self.send_header("Accept-Ranges", "bytes")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Write no line for each request."""
