"""What a run came to, counted by source; the state name, the artifacts and the exit code are all
made from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from budgetflow.crawl.run_report import CrawlReport
from budgetflow.jobs.ingested import Ingested
from budgetflow.releases.made import Release


@dataclass(slots=True)
class SourceNight:
    """One source's share of a run."""

    source_id: str
    new: int = 0
    revised: int = 0
    withdrawn: int = 0
    blocked: int = 0
    failed: int = 0
    """Requests, pages and documents that were not got or not read, `blocked` apart."""
    quarantined: int = 0
    stored: int = 0
    changed: int = 0
    """Announcements whose rows in the lake are other ones now."""
    findings: Counter[str] = field(default_factory=Counter)
    """Findings by severity."""
    requests: int = 0
    bytes: int = 0
    messages: list[str] = field(default_factory=list)
    """What went wrong, each naming the address or the file."""

    @property
    def quiet(self) -> bool:
        """Check whether there is nothing to tell of the source."""
        return not (
            self.new
            or self.revised
            or self.withdrawn
            or self.blocked
            or self.failed
            or self.quarantined
        )

    def row(self) -> dict[str, str | int]:
        """Return the source as a row of the operator's table."""
        return {
            "source": self.source_id,
            "new": self.new,
            "revised": self.revised,
            "withdrawn": self.withdrawn,
            "blocked": self.blocked,
            "failed": self.failed,
            "quarantined": self.quarantined,
            "stored": self.stored,
            **{
                f"findings: {severity}": self.findings[severity]
                for severity in ("error", "warning", "info")
            },
            "requests": self.requests,
            "bytes": self.bytes,
        }


@dataclass(slots=True)
class RunSummary:
    """A whole run."""

    sources: dict[str, SourceNight] = field(default_factory=dict)
    release: str | None = None
    """The version that was made, if one was."""
    release_url: str = ""
    made: Release | None = None
    """The release itself, with what it holds and what it changes."""
    release_failure: str = ""
    """Why the release that was due could not be made."""
    gate_pages: str = ""
    """The Data Docs of the gate that a release went through."""
    lost: int = 0
    """Announcements that must be taken up again."""

    def of(self, source_id: str) -> SourceNight:
        """Return the share of a source, empty at first; documents that came from no source count
        under `local`.
        """
        return self.sources.setdefault(source_id or "local", SourceNight(source_id or "local"))

    def add_crawl(self, report: CrawlReport) -> None:
        """Count what a crawl found, what it did not get, and what it asked for.

        A host's requests are counted under the first of its sources: one host may serve several.
        """
        for item in report.found:
            night = self.of(item.source_id)
            setattr(night, item.state, getattr(night, item.state) + 1)
        hosts = dict(report.hosts)
        for source in report.sources:
            night = self.of(source.source_id)
            for failure in source.failures:
                if failure.kind == "blocked":
                    night.blocked += 1
                else:
                    night.failed += 1
                night.messages.append(f"{failure.kind}: {failure.url}: {failure.message}")
            # Popped, so that a host that serves several sources is counted once.
            counted = hosts.pop(source.host, None)
            if counted:
                night.requests += counted.requests
                night.bytes += counted.bytes

    def add_ingested(self, result: Ingested) -> None:
        """Count what came of one announcement."""
        night = self.of(result.source_id)
        night.stored += result.stored
        night.changed += result.changed
        night.quarantined += result.quarantined
        night.failed += len(result.failed)
        night.messages += result.failed
        night.findings.update(result.findings)

    def add_lost(self, keys: Sequence[str], reason: str) -> None:
        """Count announcements that could not be stored; they are taken up again by the next run."""
        self.lost += len(keys)
        night = self.of("")
        night.failed += len(keys)
        night.messages.append(
            f"{len(keys)} announcements were not stored and are taken up again by the next run: "
            f"{reason}"
        )

    def total(self, name: str) -> int:
        """Add up one of the counts over all sources."""
        return sum(getattr(night, name) for night in self.sources.values())

    @property
    def findings(self) -> Counter[str]:
        """Return the findings of all sources by severity."""
        return sum((night.findings for night in self.sources.values()), start=Counter())

    @property
    def partly_failed(self) -> bool:
        """Check whether some source or document failed; `budgetflow run` then ends with 3."""
        return bool(self.total("blocked") or self.total("failed") or self.release_failure)

    def words(self) -> str:
        """Return in a few words what came of the run: `3 new, 1 revised`, or `no news`."""
        parts = [
            f"{self.total(name)} {name}"
            for name in ("new", "revised", "withdrawn", "quarantined", "blocked", "failed")
            if self.total(name)
        ]
        news = self.total("new") + self.total("revised") + self.total("withdrawn")
        if not news:
            parts.insert(0, "no news")
        if self.release_failure:
            parts.append("release failed")
        return ", ".join(parts)

    def state_name(self, words: str = "") -> str:
        """Return the name of the run's final state, as the Prefect UI shows it; `words` say what
        came of it where the counts do not.
        """
        return f"Completed({words or self.words()})"
