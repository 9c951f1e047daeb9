"""What the lake holds that another version of the program understood: it is read again.

A home outlives the program that made it. Rows of an earlier version lack columns and meanings of
today's, so that a release over both could not be made; the archive has the bytes, so no site is
asked.
"""

from __future__ import annotations

import logging
from pathlib import Path

import pyarrow.compute as pc

from budgetflow.archive.announcements import Announcements
from budgetflow.interpret.understand import VERSION
from budgetflow.lake import document_versions
from budgetflow.lake.store import Lake
from budgetflow.settings import Settings

# Of one process, measured over 108 real PDFs; what a person is told beforehand.
_SECONDS_A_DOCUMENT = 2
_log = logging.getLogger(__name__)


def outdated(settings: Settings) -> list[str]:
    """Return the keys of the announcements whose documents were understood by another version,
    and log how many there are and how long reading them will take.
    """
    lake = Lake(settings.store("lake"))
    # So it is on nearly every night: documents are only listed after the program changed.
    if _versions(lake) <= {VERSION}:
        return []
    other = pc.field("interpreter_version") != VERSION
    documents = set(lake.read(document_versions.DATASET, where=other)["document_id"].to_pylist())
    keys = sorted(set(Announcements(settings.store("archive")).holding(documents).values()))
    minutes = len(documents) * _SECONDS_A_DOCUMENT / 60 / (settings.workers or 1)
    _log.warning(
        "%d documents in %s were read by another version of this program; they are read again "
        "from the archive, about %.0f min",
        len(documents),
        Path(settings.store("lake")).name,
        max(1, minutes),
    )
    return keys


def _versions(lake: Lake) -> set[str]:
    """Return the versions that understood what the lake holds; every night asks, and it reads
    one column.
    """
    return {
        version
        for partition in lake.partitions(document_versions.DATASET)
        for version in lake.column(partition, "interpreter_version").unique().to_pylist()
    }
