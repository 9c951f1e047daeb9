"""How announcements are cut into batches: large enough that the bookkeeping of each costs little,
small enough that every worker is busy to the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from budgetflow.archive.announcements import Announcements
from budgetflow.settings import Settings

# Announcements a batch at least.
BATCH = 25
# Announcements a batch where there are enough of them to keep every worker busy: the bookkeeping
# of a batch is then a few hundredths of its work even where a document takes a twentieth of a
# second.
LARGE_BATCH = 100
# Batches that a worker should have before they grow larger, so that a slow one does not keep the
# others waiting at the end.
BATCHES_A_WORKER = 8
# Batches a run: thousands of tasks choke Prefect, so a very large run has still larger ones.
MOST_BATCHES = 400


def batches(keys: Iterable[str], settings: Settings) -> list[list[str]]:
    """Return the announcements' keys in batches, ordered by region."""
    wanted = by_region(keys, settings)
    size = batch_size(len(wanted), settings.workers or os.cpu_count() or 1)
    return [wanted[start : start + size] for start in range(0, len(wanted), size)]


def batch_size(wanted: int, workers: int) -> int:
    """Return how many of the wanted announcements make a batch."""
    evenly = min(LARGE_BATCH, wanted // (BATCHES_A_WORKER * workers))
    return max(BATCH, evenly, -(-wanted // MOST_BATCHES))


def by_region(keys: Iterable[str], settings: Settings) -> list[str]:
    """Order announcements by region, so that those stored together lie in few partitions and share
    their files.
    """
    announcements = Announcements(settings.store("archive"))
    regions: dict[str, str] = {}
    for key in keys:
        record = announcements.get(key)
        regions[key] = record.region_code if record else ""
    return sorted(regions, key=lambda key: (regions[key], key))
