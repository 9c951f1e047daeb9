"""A release held against its hashes, against the lake, or against the archive alone."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from budgetflow.archive.announcements import Announcements
from budgetflow.archive.objects import Archive
from budgetflow.jobs.from_settings import effort_of
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.release import pictures_from, reread_from
from budgetflow.lake.store import Lake
from budgetflow.progress import READING, stage
from budgetflow.releases.verify import Verdict, verify_release
from budgetflow.releases.versions import Catalogue
from budgetflow.settings import Settings

_log = logging.getLogger(__name__)


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


@contextmanager
def relake(settings: Settings) -> Iterator[Lake]:
    """Make the lake again from the archive alone, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="budgetflow-lake-") as folder:
        elsewhere = settings.model_copy(update={"lake": folder})
        announcements = Announcements(settings.store("archive"))
        keys = list(announcements.keys())
        with stage(READING, len(keys)):
            results = ingest(keys, elsewhere)
        for done in results:
            for failed in done.failed:
                _log.info("%s", failed)
        yield Lake(folder)


@contextmanager
def _lake(settings: Settings) -> Iterator[Lake]:
    yield Lake(settings.store("lake"))
