"""Rows of the lake as a release prints them: one row a key, what is held back left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.contracts.vocabulary import HELD
from budgetflow.lake import document_versions
from budgetflow.lake.partitions import Partition
from budgetflow.lake.store import Lake
from budgetflow.releases.derived.ways_of_counting import with_ways_of_counting
from budgetflow.releases.release_rows import cuts, in_order, ranges, settled
from budgetflow.releases.superseded import Superseded

# Datasets that tell of a disclosure which is held back; its figures and findings are left out.
EVEN_IF_HELD = ("disclosures", "documents", "check_results")
# Datasets that tell of an earlier version too.
EARLIER_TOO = ("documents",)


def batches(
    lake: Lake,
    partition: Partition,
    held: frozenset[str],
    left_out: Superseded,
    rows: int,
    counted: frozenset[str] = frozenset(),
    facts: Callable[[pa.Table, Partition], pa.Table] | None = None,
) -> Iterator[pa.Table]:
    """Return a partition's rows in a release's order, about so many at a time, disclosures never
    torn apart; without what is held back and what another version counts in place of.

    `counted` are findings that name nobody any more, `facts` puts the facts of whole
    disclosures in place of those of one announcement (`derived.joined_facts`).
    """
    dataset = partition.dataset
    without = left_out.units if dataset not in EARLIER_TOO else ()
    for where in _ranges(lake, partition, rows):
        read = left_out.without(lake.read(dataset, partition, where, without), dataset)
        # What an earlier version told of the publisher stays true; its figures do not count.
        if dataset == "disclosures" and left_out.units:
            read = _filled(read, lake.read(dataset, partition, where))
        table = settled(read, dataset)
        # After settling, so that facts are derived from rows as they are published.
        if facts is not None:
            table = facts(table, partition)
        if dataset == "findings":
            table = with_ways_of_counting(table, counted)
        if held and dataset not in EVEN_IF_HELD and "disclosure_id" in table.column_names:
            table = table.filter(
                pc.invert(pc.is_in(table["disclosure_id"], pa.array(sorted(held), pa.string())))
            )
        # Ranges of disclosures follow each other in order, so sorting each is sorting all.
        yield in_order(table, dataset)


def held_back(lake: Lake, left_out: Superseded) -> frozenset[str]:
    """Return the disclosures whose figures are held back, since a misreading is suspected in the
    version that counts.
    """
    table = settled(lake.read("disclosures", without=left_out.units), "disclosures")
    return frozenset(table.filter(pc.equal(table["status"], HELD))["disclosure_id"].to_pylist())


def _filled(newest: pa.Table, all_versions: pa.Table) -> pa.Table:
    """Return rows of `disclosures` with what only an earlier version says of the publisher."""
    known: dict[object, list[dict[str, object]]] = {}
    for row in all_versions.to_pylist():
        known.setdefault(row["disclosure_id"], []).append(row)
    rows = newest.to_pylist()
    for row in rows:
        for name in (name for name, value in row.items() if value is None):
            said = (other[name] for other in known[row["disclosure_id"]])
            row[name] = next((value for value in said if value is not None), None)
    return pa.Table.from_pylist(rows, schema=newest.schema)


def _ranges(lake: Lake, partition: Partition, rows: int) -> Iterator[pc.Expression | None]:
    if partition.whole or partition.dataset == document_versions.DATASET:
        yield None
        return
    found = cuts(lake.column(partition, "disclosure_id"), rows)
    if found:
        yield from ranges(found)
    else:
        yield None
