"""From the archive to the lake: read, understand, check and store announcements, each whole or not at all.

    Found items --note--> announcements' records --ingest--> lake

`note` may be called again with the same items, and `ingest` with the same keys: nothing is doubled. Only keys and hashes
travel between the two, so the reading may happen on any thread, process or machine that sees the same stores.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements, key_of
from budgetflow.archive.objects import Archive, MissingObject
from budgetflow.corrections.apply import apply_corrections
from budgetflow.corrections.correction import load_corrections, shipped
from budgetflow.crawl.report import Found
from budgetflow.interpret.disclosure import Publication, Understanding
from budgetflow.interpret.understand import VERSION
from budgetflow.lake.store import Lake
from budgetflow.pipeline import read_and_understand, settle, unreadable
from budgetflow.quarantine.store import Quarantine
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.sandbox import Limits, run_limited
from budgetflow.settings import Settings

_log = logging.getLogger(__name__)
_OPEN = threading.local()
"""Lakes that the threads have open, by address."""


@dataclass(slots=True)
class Ingested:
    """What came of one announcement."""

    key: str
    source_id: str
    changed: bool = False
    """The lake holds other rows than before."""
    stored: int = 0
    """Documents whose rows are in the lake."""
    quarantined: int = 0
    """Disclosures held back."""
    failed: list[str] = field(default_factory=list)
    """Files that could not be read, with the reason."""
    findings: Counter[str] = field(default_factory=Counter)
    """Findings by severity."""


def note(found: Iterable[Found], announcements: Announcements) -> list[str]:
    """Enter found items in the announcements' records and give the keys that must be ingested, each once, in order."""
    groups: dict[str, list[Found]] = {}
    for item in found:
        groups.setdefault(key_of(item.source_id, item.landing_url), []).append(item)
    for key, items in groups.items():
        last = items[-1]
        record = announcements.get(key) or Announcement(last.source_id, last.landing_url, last.region_code, last.title)
        record.title, record.publisher, record.published_on = last.title, last.publisher, last.published_on
        for item in items:
            record.put(AnnouncedFile(item.source_url, item.sha256, item.file_name, item.revision, item.state == "withdrawn"))
        announcements.put(record)
    return sorted(groups)


def ingest(keys: Sequence[str], settings: Settings) -> list[Ingested]:
    """Read, understand, check and store announcements by their keys; the stores are those of the settings.

    Bad input costs the file it is in. Raises only when a store cannot be used; what was done by then stays done.
    """
    archive = Archive(settings.store("archive"))
    announcements = Announcements(settings.store("archive"))
    lake = _lake(settings.store("lake"))
    results = []
    for key in keys:
        record = announcements.get(key)
        if record is None:
            _log.error("no announcement %s is on record; run the crawl again", key)
            continue
        try:
            results.append(_ingest(record, archive, announcements, lake, settings))
        except MissingObject as error:
            # The rows the lake has are better than none: the announcement stays as it was.
            _log.error("%s", error, extra={"source": record.source_id})
            results.append(Ingested(key, record.source_id, failed=[f"{error}; restore the archive from its copy"]))
    return results


def _lake(url: str) -> Lake:
    """Give this thread's lake: one that is open already knows its log but for the newest commits, which matters in a large lake."""
    lakes: dict[str, Lake] = _OPEN.__dict__.setdefault("lakes", {})
    return lakes.setdefault(url, Lake(url))


def _ingest(record: Announcement, archive: Archive, announcements: Announcements, lake: Lake, settings: Settings) -> Ingested:
    """Store one announcement in place of what the lake holds of it."""
    result = Ingested(record.key, record.source_id)
    if not record.current:
        result.changed = lake.withdraw(record.documents)
        return result
    parts = [_understand(file, record, archive, settings, result) for file in record.current]
    corrected = apply_corrections(parts, load_corrections((shipped(), Path(settings.store("corrections")))))
    result.failed += corrected.stale
    whole = settle(parts)
    revision = max(file.revision for file in record.current)
    for row in whole.disclosures:
        row.revision = revision
    held = Quarantine(settings.store("quarantine")).review(whole, record.key)
    publication = _publication(record, record.current[0])
    result.changed = lake.replace(whole, VERSION, publication, supersedes=record.documents, corrections=corrected.hashes).changed
    documents = sorted({row.document_id for row in whole.documents})
    if documents != record.documents:
        record.documents = documents
        announcements.put(record)
    result.stored = len(documents)
    result.quarantined = len(held)
    result.findings.update(finding.severity for finding in whole.findings)
    return result


def _understand(file: AnnouncedFile, record: Announcement, archive: Archive, settings: Settings, result: Ingested) -> Understanding:
    """Give one file's rows, read in a process of its own under limits; a file that cannot be read gives its one row."""
    publication = _publication(record, file)
    context = {"source": record.source_id, "document": file.sha256}
    data = archive.get(file.sha256)
    limits = Limits(seconds=settings.read_seconds, memory_mb=settings.read_memory_mb)
    try:
        rows = run_limited(read_and_understand, data, file.file_name, publication, limits=limits)
    except UnreadableDocument as reason:
        from budgetflow.readers.media import sniff  # noqa: PLC0415

        rows = Understanding(documents=[unreadable(data, file.file_name, sniff(data, file.file_name), publication, str(reason))])
    for row in rows.documents:
        if row.status == "unreadable":
            result.failed.append(f"{row.file_name}: {row.status_reason}")
            _log.warning("%s: %s", row.file_name, row.status_reason, extra=context)
    return rows


def _publication(record: Announcement, file: AnnouncedFile) -> Publication:
    """Give what the announcement says of a file."""
    return Publication(
        source_id=record.source_id,
        region_code=record.region_code,
        landing_url=record.landing_url,
        source_url=file.source_url,
        title=record.title,
        publisher=record.publisher,
        published_on=record.published_on,
    )
