"""Joining small files of a lake, and removing what killed writers left behind."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress

import pyarrow as pa

from budgetflow.lake.commit_log import Log, Part
from budgetflow.lake.part_files import PartFiles, in_order_of_disclosures
from budgetflow.lake.partitions import Partition

# A file no commit names is another writer's, still at work, until it is this old.
# Writing and committing one batch takes seconds: an hour leaves room for a store that stumbles.
ABANDONED_SECONDS = 3600.0


def compact(log: Log, files: PartFiles, more_than: int, rows: int) -> int:
    """Join the files of each partition that has more than so many with fewer than `rows` rows, in
    one commit; return how many files went. What is in memory at a time is one joined file.
    """
    by_partition: dict[Partition, list[Part]] = {}
    for part in log.load().parts.values():
        by_partition.setdefault(part.partition, []).append(part)
    joined = []
    for partition, parts in sorted(by_partition.items(), key=lambda entry: entry[0].order):
        small = sorted((part for part in parts if part.rows < rows), key=lambda part: part.path)
        for group in _groups(small, rows) if len(small) > more_than else ():
            with suppress(FileNotFoundError):  # another writer took one of them away
                joined.append((_join(files, partition, group), group))
    gone = _replace_by_joined(log, files, joined)
    _remove_abandoned(log, files)
    return len(gone)


def _join(files: PartFiles, partition: Partition, parts: Sequence[Part]) -> Part:
    """Write some files of a partition as one, beside them."""
    # In order of disclosures: a reader of some of them passes over most row groups.
    table = in_order_of_disclosures(pa.concat_tables(files.read(part) for part in parts))
    units: dict[str, str] = {}
    for part in parts:
        # A unit has one part in a partition at most, so none is overwritten.
        units |= part.units
    return files.write(partition, table, units, "compacted")


def _replace_by_joined(
    log: Log, files: PartFiles, joined: list[tuple[Part, list[Part]]]
) -> list[str]:
    """Commit joined files in place of what they were joined from; return what went.

    Those whose sources another writer changed are left: a later call removes them as abandoned.
    """
    while joined:
        held = log.load().parts
        joined = [
            (new, old) for new, old in joined if all(held.get(one.path) == one for one in old)
        ]
        gone = [part.path for _, old in joined for part in old]
        if joined and log.commit([new for new, _ in joined], gone, {}):
            files.remove(gone)
            return gone
    return []


def _remove_abandoned(log: Log, files: PartFiles) -> None:
    now = time.time()
    named = log.load().parts.keys()
    abandoned = [name for name in files.files.names("", ".parquet") if name not in named]
    files.remove(
        name for name in abandoned if files.files.age_seconds(name, now) > ABANDONED_SECONDS
    )


def _groups(parts: Sequence[Part], rows: int) -> Iterator[list[Part]]:
    """Return runs of files that together have so many rows, each of more than one file; the last
    may have fewer rows.
    """
    group: list[Part] = []
    gathered = 0
    for part in parts:
        group.append(part)
        gathered += part.rows
        if gathered >= rows:
            yield group
            group = []
            gathered = 0
    if len(group) > 1:
        yield group
