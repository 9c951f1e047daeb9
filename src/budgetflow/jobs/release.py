"""Releases as the program makes them: from the stores of its settings, with the archive at hand.

`releases` itself knows no settings and no reader. Here it is given what needs them: a way to read
old bytes anew, which
splits what publisher and program changed at once; pictures of pages; and a lake made again from the
archive alone.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from budgetflow.archive.announcements import Announcements
from budgetflow.archive.objects import Archive
from budgetflow.gate.run import require
from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.document import read_and_understand, settle
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.isolation import without_faulty
from budgetflow.lake.document_versions import Reading, publication_of
from budgetflow.lake.partitions import Partition
from budgetflow.lake.store import Lake
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.sandbox.pool import Limits, run_limited
from budgetflow.releases.build import Release, build_release
from budgetflow.releases.changes.causes import Reread
from budgetflow.releases.resources import Effort
from budgetflow.releases.site.page_images import ArchivePictures
from budgetflow.releases.verify import Verdict, verify_release
from budgetflow.releases.versions import Catalogue
from budgetflow.settings import Settings

CHINA = ZoneInfo("Asia/Shanghai")
"""Releases are named by the day in China, where their readers and publishers are."""

_log = logging.getLogger(__name__)


def today() -> date:
    """Give the day that names a release made now."""
    return datetime.now(CHINA).date()


def gate_pages(settings: Settings) -> Path:
    """Return the folder of the last gate's Data Docs and of its result."""
    return Path(settings.store("state")) / "gate"


def make_release(
    settings: Settings,
    day: date,
    *,
    site: bool = True,
    gate_pages: Path | None = None,
    accept: str = "",
) -> Release | None:
    """Make a release of what the lake holds; None where it is what the newest release holds.

    `gate_pages` is where the gate keeps its pages; `accept` is why a person lets pass what was lost
    since the release before.
    Raises GateFailed and PersonalData for rows that must not be published.
    """
    archive = Archive(settings.store("archive"))
    lake = Lake(settings.store("lake"))
    lake.compact()
    return build_release(
        lake,
        settings.store("releases"),
        day,
        reread=reread_from(archive, settings),
        pictures=pictures_from(archive, settings),
        effort=effort_of(settings),
        site=site,
        gate=partial(_note, gate_pages, accept),
    )


def _note(
    pages: Path | None, accept: str, folder: Path, previous: Path | None, kept: frozenset[Partition]
) -> str:
    return require(folder, previous, pages, accept, kept).note


def verify(
    settings: Settings, version: str, *, rebuild: bool = True, from_archive: bool = False
) -> Verdict:
    """Check a release's hashes; with `rebuild` make it again from the lake, or with `from_archive`
    from the raw bytes alone.
    """
    catalogue = Catalogue(settings.store("releases"))
    archive = Archive(settings.store("archive"))
    if not rebuild and not from_archive:
        return verify_release(catalogue, version)
    with relake(settings) if from_archive else _lake(settings) as lake:
        return verify_release(
            catalogue,
            version,
            lake,
            reread_from(archive, settings),
            pictures_from(archive, settings),
            effort_of(settings),
        )


def reread_from(archive: Archive, settings: Settings) -> Reread:
    """Give a way to read a document of the archive anew with today's code; it raises LookupError
    where its bytes are not there.
    """

    def reread(reading: Reading) -> Understanding:
        data = archive.get(reading.document_id)
        announced = publication_of(reading.publication)
        try:
            rows = run_limited(
                read_and_understand,
                data,
                reading.file_name,
                announced,
                limits=limits_of(settings),
            )
        except UnreadableDocument as reason:
            raise LookupError(str(reason)) from reason
        return without_faulty([rows], settle)

    return reread


def pictures_from(archive: Archive, settings: Settings) -> ArchivePictures:
    """Give pictures of the archive's documents."""
    return ArchivePictures(archive.get, limits_of(settings))


def effort_of(settings: Settings) -> Effort:
    """Give what making a release may use."""
    return Effort(settings.release_rows, settings.workers or os.cpu_count() or 1)


def limits_of(settings: Settings) -> Limits:
    """Give what one document may cost."""
    return Limits(seconds=settings.read_seconds, memory_mb=settings.read_memory_mb)


@contextmanager
def relake(settings: Settings) -> Iterator[Lake]:
    """Make the lake again from the archive alone, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="budgetflow-lake-") as folder:
        elsewhere = settings.model_copy(update={"lake": folder})
        keys = list(Announcements(settings.store("archive")).keys())
        for done in ingest(keys, elsewhere):
            for failed in done.failed:
                _log.info("%s", failed)
        yield Lake(folder)


@contextmanager
def _lake(settings: Settings) -> Iterator[Lake]:
    yield Lake(settings.store("lake"))
