"""What a crawl gives: the files found, what was not got and why, and what each host was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from budgetflow.crawl.http.rate_limit import HostCount
from budgetflow.crawl.state.found import Found


@dataclass(frozen=True, slots=True)
class Failure:
    """Something not got. `kind` is one of FetchFailed's kinds, or `blocked`, `wrong_type`,
    `no_entries`,
    `images_only`, `no_file`, `unreadable`, `silent`.
    """

    source_id: str
    url: str
    kind: str
    message: str


@dataclass(slots=True)
class SourceReport:
    """One source's night."""

    source_id: str
    host: str
    lists_read: int = 0
    lists_unchanged: int = 0
    announcements_new: int = 0
    no_disclosure: int = 0
    unchanged: int = 0
    """Files asked for again that are as we have them."""
    failures: list[Failure] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Return `done`, `blocked` when a challenge or login stood in the way, or `failed` when
        anything else was not got.
        """
        # Blocked before failed: it needs a person, the others mostly heal.
        if any(failure.kind == "blocked" for failure in self.failures):
            return "blocked"
        if self.failures:
            return "failed"
        return "done"


@dataclass(slots=True)
class CrawlReport:
    """One run over many sources. Call `acknowledge` when the found items are taken over; items not
    acknowledged come again.
    """

    found: list[Found] = field(default_factory=list)
    sources: list[SourceReport] = field(default_factory=list)
    hosts: dict[str, HostCount] = field(default_factory=dict)
    # Left out of the printed form: a function says nothing there.
    _acknowledge: Callable[[], None] = field(default=lambda: None, repr=False)

    @property
    def failures(self) -> list[Failure]:
        """Return everything not got, in the order of the sources."""
        return [failure for source in self.sources for failure in source.failures]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many items are new, revised and withdrawn."""
        # Counted here and not while found, so that report and items can never differ.
        counted = Counter(item.state for item in self.found)
        return {
            "new": counted["new"],
            "revised": counted["revised"],
            "withdrawn": counted["withdrawn"],
        }

    @property
    def no_news(self) -> bool:
        """Check whether nothing was found."""
        return not self.found

    def acknowledge(self) -> None:
        """Confirm that every found item is safely taken over (stored or queued); they are not given
        again.
        """
        self._acknowledge()
