"""From the archive to the lake: read, understand, check and store announcements, each whole or not
at all.

    Found items --note--> announcements' records --ingest--> lake

`note` may be called again with the same items, and `ingest` with the same keys: nothing is doubled.
Only keys and hashes
travel between the two, so the reading may happen on any thread, process or machine that sees the
same stores.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements
from budgetflow.archive.objects import Archive, MissingObject
from budgetflow.corrections.apply import Corrected, apply_corrections
from budgetflow.corrections.correction import load_corrections, shipped
from budgetflow.interpret.rows_model import Publication, Understanding
from budgetflow.interpret.understand import VERSION
from budgetflow.jobs.document import read_and_understand
from budgetflow.jobs.from_settings import limits_of
from budgetflow.jobs.ingested import Ingested
from budgetflow.jobs.isolation import failed, is_failed, unreadable, without_faulty
from budgetflow.jobs.steps.settle import settle
from budgetflow.lake.change_sets import Prepared, prepare
from budgetflow.lake.store import Lake
from budgetflow.progress import READING, advance
from budgetflow.quarantine.reviewed import Reviews
from budgetflow.quarantine.store import Quarantine
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.sandbox.pool import run_limited
from budgetflow.settings import Settings

_log = logging.getLogger(__name__)
# Announcements a commit: what a killed run has to read again at most.
TOGETHER = 50
# Lakes that the threads have open, by address.
_OPEN = threading.local()


def ingest(keys: Sequence[str], settings: Settings) -> list[Ingested]:
    """Read, understand, check and store announcements by their keys; the stores are those of the
    settings.

    Bad input costs the file it is in, and so does whatever a step raises for its rows. Raises only
    when a store cannot be used; what was committed by then stays done.
    """
    archive = Archive(settings.store("archive"))
    announcements = Announcements(settings.store("archive"))
    results = []
    with _Commits(_lake(settings.store("lake")), announcements) as commits:
        for key in keys:
            record = announcements.get(key)
            if record is None:
                _log.error("no announcement %s is on record; run the crawl again", key)
                continue
            try:
                results.append(_ingest(record, archive, commits, settings))
            except MissingObject as error:
                # The rows the lake has are better than none: the announcement stays as it was.
                _log.error("%s", error, extra={"source": record.source_id})
                results.append(
                    Ingested(
                        key,
                        record.source_id,
                        failed=[f"{error}; restore the archive from its copy"],
                    )
                )
            advance(READING)
    return results


@dataclass(slots=True)
class _Made:
    """An announcement's documents, settled, checked and ready to be stored."""

    rows: Understanding
    unit: Prepared
    held: list[str]
    """Disclosures held back."""


@dataclass(slots=True)
class _Waiting:
    """An announcement that is read and waits to be stored."""

    result: Ingested
    record: Announcement
    parts: list[Understanding]
    """The rows of its files, should it have to be made again without one of them."""
    make: Callable[[list[Understanding]], _Made]
    made: _Made


class _Commits:
    """Announcements that were read and are to be stored, some of them by one commit of the lake.

    A commit a document would cost a handful of small files each: a lake of a million documents
    would be a million handfuls.
    """

    def __init__(self, lake: Lake, announcements: Announcements) -> None:
        """Take the stores; nothing is written until enough is there."""
        self.lake = lake
        self._announcements = announcements
        self._waiting: list[_Waiting] = []

    def __enter__(self) -> _Commits:
        """Begin."""
        return self

    def __exit__(self, *error: object) -> None:
        """Store what waits, also when reading was cut short: it is whole, each announcement for
        itself.
        """
        self.flush()

    def add(self, entry: _Waiting) -> None:
        """Take an announcement's rows, and store what waits where that is enough."""
        self._waiting.append(entry)
        # Each announcement is whole by itself, so a commit may end after any of them.
        if len(self._waiting) >= TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Commit what waits, then say in the announcements' records which documents the lake holds
        of them.
        """
        waiting, self._waiting = self._waiting, []
        stored = self._store(waiting)
        for entry, changed in zip(waiting, stored, strict=True):
            entry.result.changed = changed
            _count(entry.result, entry.made)
            # After the commit: a kill in between reads the announcement again, which changes
            # nothing.
            documents = entry.made.unit.documents
            if documents != entry.record.documents:
                entry.record.documents = documents
                self._announcements.put(entry.record)

    def _store(self, waiting: list[_Waiting]) -> list[bool]:
        """Store all in one commit or few; where that raises, each by itself, so that it costs only
        the document whose rows cannot be written. Gives for each whether the lake changed.
        """
        try:
            stored = self.lake.replace_all([entry.made.unit for entry in waiting])
        except OSError:
            raise  # the store's fault
        except Exception as error:  # what a document's rows do to a writer cannot be listed
            _log.error("announcements are stored one by one, together they fail: %s", error)
            return [self._store_alone(entry) for entry in waiting]
        return [one.changed for one in stored]

    def _store_alone(self, entry: _Waiting) -> bool:
        """Store one announcement, without those of its documents for which the lake raises."""

        def write(parts: list[Understanding]) -> bool:
            entry.made = entry.make(parts)
            (stored,) = self.lake.replace_all([entry.made.unit])
            return stored.changed

        return without_faulty(entry.parts, write)


def _count(result: Ingested, made: _Made) -> None:
    """Enter in the result what came of the announcement."""
    result.stored = len(made.unit.documents)
    result.quarantined = len(made.held)
    result.findings.update(finding.severity for finding in made.rows.findings)
    result.failed += [
        f"{row.file_name}: {row.status_reason}"
        for row in made.rows.documents
        if is_failed(row) and row.status != "unreadable"  # those are told where they are read
    ]


def _lake(url: str) -> Lake:
    """Return this thread's lake: one that is open already knows its log but for the newest commits,
    which matters in a large lake.
    """
    # One a thread: what a lake remembers of its log is not guarded against another thread.
    lakes: dict[str, Lake] = _OPEN.__dict__.setdefault("lakes", {})
    return lakes.setdefault(url, Lake(url))


def _ingest(
    record: Announcement, archive: Archive, commits: _Commits, settings: Settings
) -> Ingested:
    """Read one announcement to be stored in place of what the lake holds of it."""
    result = Ingested(record.key, record.source_id)
    files = record.current
    if not files:
        commits.flush()  # one of those that wait may hold the same documents
        result.changed = commits.lake.withdraw(record.documents)
        return result
    parts = [_understand(file, record, archive, settings, result) for file in files]
    corrected = _correct(parts, settings)
    result.failed += corrected.stale
    revision = max(file.revision for file in files)
    publication = _publication(record, files[0])
    quarantine = Quarantine(settings.store("quarantine"))
    reviews = Reviews(settings.store("quarantine"))

    def make(parts: list[Understanding]) -> _Made:
        whole = settle(parts)
        for row in whole.disclosures:
            # The files of an announcement may have several revisions; the newest names them all.
            row.revision = max(row.revision, revision)
        # What people decided is part of the rows that are stored.
        reviews.apply(whole)
        held = quarantine.review(whole, record.key)
        unit = prepare(whole, VERSION, publication, record.documents, corrected.hashes)
        return _Made(whole, unit, held)

    commits.add(_Waiting(result, record, parts, make, without_faulty(parts, make)))
    return result


def _correct(parts: list[Understanding], settings: Settings) -> Corrected:
    """Make the corrections of people in these rows, in place; documents for which that fails are
    replaced by rows that say why.
    """
    corrections = load_corrections((shipped(), Path(settings.store("corrections"))))
    try:
        return apply_corrections(parts, corrections)
    except Exception as error:  # some cells may be corrected by now and others not
        # Half-corrected figures would be published as if nobody had touched them.
        parts[:] = [failed(part, error) for part in parts]
        return Corrected()


def _understand(
    file: AnnouncedFile,
    record: Announcement,
    archive: Archive,
    settings: Settings,
    result: Ingested,
) -> Understanding:
    """Return one file's rows, read in a process of its own under limits; a file that cannot be read
    gives its one row.
    """
    publication = _publication(record, file)
    context = {"source": record.source_id, "document": file.sha256}
    data = archive.get(file.sha256)
    limits = limits_of(settings)
    try:
        rows = run_limited(read_and_understand, data, file.file_name, publication, limits=limits)
    except UnreadableDocument as reason:
        from budgetflow.readers.containers.media_types import sniff  # noqa: PLC0415

        rows = Understanding(
            documents=[
                unreadable(
                    data, file.file_name, sniff(data, file.file_name), publication, str(reason)
                )
            ]
        )
    pages = sum(row.pages for row in rows.documents)
    advance(READING, 0, documents=len(rows.documents), pages=pages)
    for row in rows.documents:
        if row.status == "unreadable":
            result.failed.append(f"{row.file_name}: {row.status_reason}")
            _log.warning("%s: %s", row.file_name, row.status_reason, extra=context)
    return rows


def _publication(record: Announcement, file: AnnouncedFile) -> Publication:
    """Return what the announcement says of a file."""
    return Publication(
        source_id=record.source_id,
        region_code=record.region_code,
        landing_url=record.landing_url,
        source_url=file.source_url,
        title=record.title,
        publisher=record.publisher,
        published_on=record.published_on,
    )
