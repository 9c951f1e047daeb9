"""Which files of a partition are joined into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetflow.lake.commit_log import Part


def groups_to_join(parts: Sequence[Part], rows: int) -> Iterator[list[Part]]:
    """Yield runs of files that together have so many rows, each of more than one file; the last
    may have fewer rows.
    """
    group: list[Part] = []
    gathered = 0
    for part in parts:
        group.append(part)
        gathered += part.rows
        if gathered >= rows:
            yield group
            group, gathered = [], 0
    if len(group) > 1:
        yield group
