"""The crawl as the jobs do it: what sources announced is archived and noted, and the coverage
ledger is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements, key_of
from budgetflow.archive.objects import Archive
from budgetflow.crawl.coverage import keep
from budgetflow.crawl.run import crawl
from budgetflow.crawl.run_report import CrawlReport
from budgetflow.crawl.state.found import Found
from budgetflow.lake.store import Lake
from budgetflow.settings import Settings
from budgetflow.sources.load import REGISTRY, load_sources
from budgetflow.sources.source import Source


class UnknownSource(LookupError):
    """A source was asked for that is not in the registry; the message names it and the file."""


def chosen(registry: str | Path | None, only: Sequence[str] = ()) -> list[Source]:
    """Return the sources of a file or folder (None: those that come with the program), or only
    those with the ids named.

    Raises BadSources for a faulty file, UnknownSource for an id that is not there.
    """
    place = Path(registry) if registry else REGISTRY
    found = load_sources(place)
    known = {source.id for source in found}
    missing = sorted(set(only) - known)
    if missing:
        names = ", ".join(missing)
        raise UnknownSource(
            f"{names}: not among the {len(found)} sources in {place}; see budgetflow sources list"
        )
    # None named: all.
    if not only:
        return found
    return [source for source in found if source.id in only]


def crawl_sources(
    sources: Sequence[Source],
    settings: Settings,
    day: date,
    *,
    state: Path | None = None,
    wait_seconds: float = 0.0,
) -> CrawlReport:
    """Visit the sources; what they announced is archived and noted, and the coverage ledger kept,
    before this returns.

    `day` is the day in China for which the ledger says what is due. `state` is a memory apart from
    that of the settings, as a backfill has one: it knows of some years only, so the ledger, which
    is about all that was ever seen, is then left as it is. The items are not acknowledged; those
    that nobody acknowledges are in the next report again.
    Raises CrawlBusy where another crawl holds the state longer than `wait_seconds`.
    """
    memory = Path(settings.store("state"))
    archive = Archive(settings.store("archive"))
    report = crawl(sources, archive, state or memory, settings, wait_seconds=wait_seconds)
    # While nothing is acknowledged: killed before it is noted, it is in the next report again.
    note(report.found, Announcements(settings.store("archive")))
    if state is None:
        keep(sources, memory, Lake(settings.store("lake")), day)
    return report


def note(found: Iterable[Found], announcements: Announcements) -> list[str]:
    """Enter found items in the announcements' records and give the keys that must be ingested, each
    once, in order.
    """
    groups: dict[str, list[Found]] = {}
    for item in found:
        # An announcement with five files is one record: its files are read together or not at all.
        groups.setdefault(key_of(item.source_id, item.landing_url), []).append(item)
    for key, items in groups.items():
        last = items[-1]
        record = announcements.get(key) or Announcement(
            last.source_id, last.landing_url, last.region_code, last.title
        )
        record.title, record.publisher, record.published_on = (
            last.title,
            last.publisher,
            last.published_on,
        )
        for item in items:
            record.put(
                AnnouncedFile(
                    item.source_url,
                    item.sha256,
                    item.file_name,
                    item.revision,
                    item.state == "withdrawn",
                )
            )
        announcements.put(record)
    return sorted(groups)
