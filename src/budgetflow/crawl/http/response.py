"""What a fetch gives: an answer, or a failure that says what was not got, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, Literal

# Why something was not got. `blocked` and `wrong_type` are answers that came and are not what was
# asked for.
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


class FetchFailed(Exception):
    """A page or file that was not got: `kind` for programs, the message (with the address and what
    to do) for people.
    """

    def __init__(
        self, kind: FailureKind, url: str, message: str, status: int | None = None
    ) -> None:
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

    @property
    def not_modified(self) -> bool:
        """Check whether the site said that we have it already."""
        return self.status == 304

    @property
    def etag(self) -> str:
        """Return the validator to send back next time; empty when there is none."""
        return self.headers.get("etag", "")

    @property
    def last_modified(self) -> str:
        """Return the date to send back next time; empty when there is none."""
        return self.headers.get("last-modified", "")

    def read(self) -> bytes:
        """Return the whole body."""
        if self.stream is None:
            return b""
        self.stream.seek(0)
        return self.stream.read()
