"""The log of every request: one JSON line a request, one file a run; the operational dataset
`fetches` is read from it.

Nothing here is compared between releases: times and hosts vary from run to run. Request and
response headers are kept so
that `budgetflow archive export --warc` can write the exchange as it was.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any


@dataclass(slots=True)
class Request:
    """One request made: the columns of `fetches`, then what a WARC record needs besides."""

    url: str
    requested_at: datetime
    host: str
    status: int | None = None
    bytes: int = 0
    sha256: str | None = None
    """Of the body, when it was kept in the archive."""
    etag: str | None = None
    last_modified: str | None = None
    from_cache: bool = False
    """The site said the page is as we have it (304)."""
    seconds: float = 0.0
    error: str | None = None
    source_id: str | None = None
    reason: str = ""
    """The reason phrase of the status line."""
    request_headers: dict[str, str] = field(default_factory=dict)
    response_headers: list[tuple[str, str]] = field(default_factory=list)


# The columns of the dataset `fetches`, in its order.
FETCHES_COLUMNS = (
    "url",
    "requested_at",
    "status",
    "bytes",
    "sha256",
    "etag",
    "last_modified",
    "from_cache",
    "host",
    "seconds",
    "error",
)


class RequestsLog:
    """Appends requests to `<folder>/<start of the run>.jsonl`; safe to share between threads."""

    def __init__(self, folder: Path, started: datetime | None = None) -> None:
        """Open the run's file; its name is the run's start in UTC."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path = (
            folder / f"{(started or datetime.now(UTC)).astimezone(UTC):%Y%m%dT%H%M%S%f}.jsonl"
        )
        self._stream = self.path.open("a", encoding="utf-8")
        self._lock = threading.Lock()

    def add(self, request: Request) -> None:
        """Append one request as one line."""
        row = asdict(request)
        row["requested_at"] = request.requested_at.astimezone(UTC).isoformat()
        line = json.dumps(row, ensure_ascii=False)
        # Many threads write to one file; a line must not be cut by another.
        with self._lock:
            self._stream.write(line + "\n")
            # A kill must lose no request: politeness and the evidence rest on this log.
            self._stream.flush()

    def close(self) -> None:
        """Close the run's file; an empty one is removed."""
        self._stream.close()
        # A night that asked nothing leaves no file to wonder about.
        if self.path.exists() and not self.path.stat().st_size:
            self.path.unlink()

    def __enter__(self) -> RequestsLog:
        """Return the open log."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the log."""
        self.close()


def read_requests(folder: Path) -> Iterator[Request]:
    """Return every logged request in a folder, oldest run first; a last line cut by a kill is
    skipped.
    """
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as stream:
            for line in stream:
                # Lines are written whole, so one without an end was cut.
                if line.endswith("\n"):
                    yield _request(json.loads(line))


def fetches(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of the dataset `fetches`: a dictionary of `FETCHES_COLUMNS` a request."""
    return [
        {column: getattr(request, column) for column in FETCHES_COLUMNS}
        for request in read_requests(folder)
    ]


def _request(row: dict[str, Any]) -> Request:
    row["requested_at"] = datetime.fromisoformat(row["requested_at"])
    # JSON makes lists of pairs.
    row["response_headers"] = [(name, value) for name, value in row["response_headers"]]
    return Request(**row)
