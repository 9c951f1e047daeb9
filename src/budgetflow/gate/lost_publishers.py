"""Publishers that a release lost: those with disclosures of a year in the release before, of which
nothing is left.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.gate.counts import batches, partitions
from budgetflow.lake.partitions import Partition

# Columns that say which document serves which disclosure; nothing else is read.
SERVED = frozenset({"document_id", "disclosure_id"})
# Disclosures by the partition of `disclosures` they stand in, and their publisher.
Published = dict[tuple[Partition, str], set[str]]


def lost_publishers(now: Path, before: Path | None) -> dict[Partition, list[str]]:
    """Return the publishers that had disclosures of a year and province before and have none now,
    by that partition of `disclosures`.

    A publisher that took its disclosures down is not lost: they stay, as withdrawn. Neither is one
    whose documents are still in the release, under a name, year or province that is read otherwise
    by now. Both arguments are release folders.
    """
    if before is None:
        return {}
    had = _published(before)
    have = _published(now)
    # Looked at first: on most nights nothing is missing, and documents need not be read.
    missing = {key: disclosures for key, disclosures in had.items() if key not in have}
    if not missing:
        return {}
    gone = set().union(*missing.values())
    left = _disclosures_left(before, gone, _documents(now))
    lost = defaultdict(list)
    for (partition, publisher), disclosures in missing.items():
        if not disclosures & left:
            lost[partition].append(publisher)
    return {partition: sorted(publishers) for partition, publishers in lost.items()}


def _published(release: Path) -> Published:
    found: Published = defaultdict(set)
    for partition, path in partitions(release, "disclosures"):
        for table in batches(partition, path, frozenset({"disclosure_id", "publisher"})):
            for disclosure, publisher in zip(
                table["disclosure_id"].to_pylist(), table["publisher"].to_pylist(), strict=True
            ):
                if publisher:
                    found[partition, publisher].add(disclosure)
    return found


def _documents(release: Path) -> pa.Array:
    """Return the ids of the documents that serve a disclosure."""
    tables = [
        table
        for partition, path in partitions(release, "documents")
        for table in batches(partition, path, SERVED)
    ]
    ids = [
        table.filter(pc.is_valid(table["disclosure_id"]))["document_id"].combine_chunks()
        for table in tables
    ]
    if ids:
        return pa.concat_arrays(ids)
    return pa.array([], pa.string())


def _disclosures_left(before: Path, of: set[str], documents: pa.Array) -> set[str]:
    """Return those of some disclosures of the release before, a document of which is among those
    given.
    """
    left: set[str] = set()
    wanted = pa.array(sorted(of), pa.string())
    for partition, path in partitions(before, "documents"):
        for table in batches(partition, path, SERVED):
            theirs = table.filter(pc.is_in(table["disclosure_id"], wanted))
            left.update(
                theirs.filter(pc.is_in(theirs["document_id"], documents))[
                    "disclosure_id"
                ].to_pylist()
            )
    return left
