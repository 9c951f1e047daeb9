"""Releases as the program makes them: from the stores of its settings, with the archive at hand.

`releases` itself knows no settings, and of readers only how to draw a page. Here it is given what
needs them: a way to read old bytes anew, which splits what publisher and program changed at once,
and pictures of pages.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from budgetflow.archive.objects import Archive
from budgetflow.gate.run import require
from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.document import read_and_understand
from budgetflow.jobs.from_settings import effort_of, limits_of
from budgetflow.jobs.isolation import without_faulty
from budgetflow.jobs.steps.settle import settle
from budgetflow.lake.document_versions import Reading, publication_of
from budgetflow.lake.store import Lake
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.sandbox.pool import run_limited
from budgetflow.releases.build import build_release
from budgetflow.releases.changes.causes import Reread
from budgetflow.releases.made import Release
from budgetflow.releases.resources import Effort
from budgetflow.releases.site.page_images import ArchivePictures
from budgetflow.settings import Settings


def make_release(
    settings: Settings,
    day: date,
    *,
    site: bool = True,
    gate_pages: Path | None = None,
    accept: str = "",
    effort: Effort | None = None,
) -> Release | None:
    """Make a release of what the lake holds; None where it is what the newest release holds.

    `gate_pages` is where the gate keeps its pages; `accept` is why a person lets pass what was lost
    since the release before. `effort` is what making it may use; None: what the settings say.
    Raises GateFailed and PersonalData for rows that must not be published.
    """
    archive = Archive(settings.store("archive"))
    lake = Lake(settings.store("lake"))
    # Before the release reads the lake: the small files of the night's commits become few.
    lake.compact()
    return build_release(
        lake,
        settings.store("releases"),
        day,
        reread=reread_from(archive, settings),
        pictures=pictures_from(archive, settings),
        effort=effort or effort_of(settings),
        site=site,
        gate=partial(_note, gate_pages, accept),
    )


def _note(
    pages: Path | None, accept: str, folder: Path, previous: Path | None, kept: frozenset[str]
) -> str:
    return require(folder, previous, pages, accept, kept).note


def reread_from(archive: Archive, settings: Settings) -> Reread:
    """Return a way to read a document of the archive anew with today's code; it raises LookupError
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
        # As in the night, so that a document that a step fails on is told as it was told then.
        return without_faulty([rows], settle)

    return reread


def pictures_from(archive: Archive, settings: Settings) -> ArchivePictures:
    """Return pictures of the archive's documents."""
    return ArchivePictures(archive.get, limits_of(settings))
