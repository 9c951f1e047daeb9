"""A source: one budget column of one site, as a form of plain keys that a person fills in."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class TlsException(BaseModel):
    """A stated exception from ordinary TLS, for an old server; it is shown in every crawl
    report.
    """

    # Both are still verified: there is no way to say that a certificate need not hold.
    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=5)
    """Why, and when it was seen, so that it can be lifted."""
    legacy: bool = False
    """Allow TLS 1.0/1.1 and old renegotiation. The certificate is still verified."""
    intermediate: str = ""
    """A PEM certificate the server forgot to send; the chain is still verified to a trusted root.
    """


class JsonList(BaseModel):
    """Where a JSON answer keeps its entries: dotted paths into the answer."""

    model_config = ConfigDict(extra="forbid")

    items: str = "data.list"
    title: str = "title"
    url: str = "url"
    date: str = "publishDate"
    total_pages: str = ""
    """Dotted path to the number of pages; empty: pages are asked for until one is empty."""
    url_template: str = ""
    """An entry's address where the item has only parts of it: `https://host/detail?id={id}`, with
    the item's own keys.
    """


class KnownAddress(BaseModel):
    """A page or file known by its address (method `known_addresses`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    title: str = ""
    published_on: date | None = None


class Source(BaseModel):
    """One column to look at, how its site is walked, and how politely. Every key below `method` has
    a default.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,79}$")
    name: str = Field(min_length=2)
    region_code: str = Field(pattern=r"^\d{6}$")
    """GB/T 2260 code; `000000` for central bodies."""
    start_urls: tuple[str, ...] = ()
    """First pages of the column; only a source with `known` addresses, or whose state is
    `unreachable`, may have none.
    """
    method: str = "list_pages"
    """How the site is walked: a key of `budgetflow.sources.methods.METHODS`."""

    publisher: str = ""
    """The body that publishes, where every page of the column is its own."""
    level: Literal["", "central", "province", "prefecture", "county", "university"] = ""
    state: Literal["active", "doubtful", "unreachable", "retired"] = "active"
    """`unreachable` and `retired` are kept in the registry and not crawled; `doubtful` is crawled.
    """
    note: str = ""
    """What a person should know: when the state was seen, what the column's page said."""

    max_pages: int = Field(default=50, ge=1, le=2000)
    """List pages read in one night at most."""
    depth: int = Field(default=1, ge=0, le=4)
    """Levels of columns below the first that are followed when an entry turns out to be a list."""
    since: date | None = None
    """Entries dated before this day are left alone."""
    include: tuple[str, ...] = ()
    """Regular expressions; where given, an entry's title or address must match one."""
    exclude: tuple[str, ...] = ()
    """Regular expressions; an entry whose title or address matches one is left alone."""
    page_url: str = ""
    """The pages after the first, with `{page}` for the number (methods `numbered_pages` and
    `json_list`).
    """
    second_page: int = Field(default=2, ge=0)
    """The number in `page_url` of the page after the first."""
    page_step: int = Field(default=1, ge=1)
    """What the number grows by: 1 for pages, the page's size for sites that count records."""
    known: tuple[KnownAddress, ...] = ()
    """Pages and files known by their address (method `known_addresses`)."""
    json_list: JsonList = JsonList()
    """Where a JSON answer keeps its entries (method `json_list`)."""

    requests_per_minute: float | None = Field(default=None, gt=0)
    """Pace of the host; None: the setting."""
    max_requests: int = Field(default=3000, ge=1)
    """Requests in one night at most."""
    hours: str = Field(default="", pattern=r"^(\d{2}:\d{2}-\d{2}:\d{2})?$")
    """Hours of the day, China time, in which the site may be asked: `20:00-07:00`. Empty: any."""
    sweep_days: int = Field(default=30, ge=1)
    """Every so many days all known pages and files are asked for again, conditionally."""
    tls_exception: TlsException | None = None
    expected_by: dict[Literal["budget", "final_accounts"], str] = Field(default_factory=dict)
    """Month and day (`MM-DD`) by which a stage is expected; where missing, the legal calendar's."""

    @field_validator("start_urls")
    @classmethod
    def _web_addresses(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        for url in urls:
            parts = urlsplit(url)
            # Here and not only when fetched: a person mends the form while it is open.
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError(f"{url!r} is no http or https address")
        return urls

    @field_validator("include", "exclude")
    @classmethod
    def _expressions(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                # Compiled once to see that it is one; `wants` takes it from the cache of `re`.
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        return patterns

    @field_validator("expected_by")
    @classmethod
    def _days(cls, days: dict[str, str]) -> dict[str, str]:
        for stage, day in days.items():
            try:
                date.fromisoformat(f"2024-{day}")  # 2024 has a 29 February
            except ValueError as error:
                raise ValueError(f"{stage}: {day!r} is no month and day as MM-DD") from error
        return days

    @model_validator(mode="after")
    def _fits_together(self) -> Source:
        if not (self.start_urls or self.known) and self.state != "unreachable":
            raise ValueError(
                "start_urls: a source that is crawled needs an address; without one its state is "
                "`unreachable`"
            )
        # Addresses that no method reads would be forgotten without a word.
        if bool(self.known) != (self.method == "known_addresses"):
            raise ValueError("known: belongs to the method known_addresses, which needs it")
        if self.page_url and "{page}" not in self.page_url:
            raise ValueError("page_url: has no {page} for the number")
        if self.method == "numbered_pages" and not self.page_url:
            raise ValueError(
                "page_url: the method numbered_pages needs it, with {page} for the number"
            )
        return self

    @property
    def host(self) -> str:
        """Return the host of the first start address, the one whose pace counts."""
        # A source of known pages has no list to begin with.
        addresses = [*self.start_urls, *(place.url for place in self.known)]
        if addresses:
            return urlsplit(addresses[0]).hostname or ""
        return ""

    @property
    def crawled(self) -> bool:
        """Check whether the crawl visits this source."""
        # Doubtful ones are crawled: looking again is how the doubt is settled.
        return self.state in ("active", "doubtful")

    def wants(self, title: str, url: str) -> bool:
        """Check whether an entry passes `include` and `exclude`."""
        text = f"{title}\n{url}"
        # What is excluded stays out, whatever else includes it.
        if any(re.search(pattern, text) for pattern in self.exclude):
            return False
        return not self.include or any(re.search(pattern, text) for pattern in self.include)
