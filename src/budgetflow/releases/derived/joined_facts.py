"""Facts of disclosures that came with several announcements: tables with one, the text with
another.

An announcement is read and stored by itself, and its facts are those of its own files: totals
without what the other announcement says, and a figure of both canonical twice. Only here all files
of a disclosure are known, so its facts are derived anew over all that count.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.contracts.arrow import to_table
from budgetflow.facts.derive import derive_facts
from budgetflow.interpret.rows_model import (
    Amount,
    DisclosureRow,
    DocumentRow,
    Finding,
    PerformanceTarget,
    Project,
    Statement,
    TableRow,
    Understanding,
)
from budgetflow.lake.disclosure_sets import Among
from budgetflow.lake.partitions import Partition
from budgetflow.lake.store import Lake
from budgetflow.releases.release_rows import as_rows, in_order, settled
from budgetflow.releases.reuse.code_version import code_version

# Datasets whose rows, or whose marks, follow from all files of a disclosure.
DERIVED = ("amounts", "disclosure_totals", "functions", "project_budgets", "government_totals")
# Datasets that facts are derived from, and the rows they are read into.
_KINDS: dict[str, type] = {
    "disclosures": DisclosureRow,
    "documents": DocumentRow,
    "tables": TableRow,
    "amounts": Amount,
    "statements": Statement,
    "projects": Project,
    "performance_targets": PerformanceTarget,
    "findings": Finding,
}
# Disclosures derived at a time: about 50,000 amounts, a department prints 300 to 2,000.
_TOGETHER = 50


class JoinedFacts:
    """Puts the facts of some disclosures of a lake in place of those of their announcements."""

    def __init__(
        self,
        lake: Lake,
        joined: frozenset[str],
        without: Callable[[pa.Table, str], pa.Table],
        fingerprints: Mapping[Partition, str],
    ) -> None:
        """Take the lake, the disclosures that came with several announcements, what leaves out rows
        of a dataset that count no more, and the hashes of the lake's partitions; nothing is read
        yet.
        """
        self._lake = lake
        self._joined = joined
        self._without = without
        self._prints = fingerprints
        self._held: dict[Partition, tuple[dict[str, str], dict[str, set[str]]]] = {}

    def made_of(self, partition: Partition, disclosures: Collection[str]) -> list[str]:
        """Return what the joined facts among some disclosures of a partition follow from: for its
        hash. Empty where none are.
        """
        here = self._joined_among(partition, disclosures)
        if not here:
            return []
        # Facts follow from rows of other partitions, so those decide too whether this one is taken
        # over.
        sources = [self._prints.get(partition.beside(name), "") for name in _KINDS]
        return [*here, *sources, _code()]

    def made_of_disclosures(self, partition: Partition, disclosures: Collection[str]) -> list[str]:
        """Return the same as `made_of`, by the units of just these disclosures: other rows of their
        partitions do not count.
        """
        here = self._joined_among(partition, disclosures)
        if not here:
            return []
        sources = [
            f"{name} {unit} {units[unit]}"
            for name in _KINDS
            for units, holders in [self._units(partition.beside(name))]
            for disclosure in here
            for unit in sorted(holders.get(disclosure, ()))
        ]
        return [*here, *sources, _code()]

    def put_into(self, table: pa.Table, partition: Partition) -> pa.Table:
        """Return rows of a dataset with the derived ones in place of those of one announcement."""
        dataset = partition.dataset
        if dataset not in DERIVED or not self._joined:
            return table
        # In sorted order and in fixed groups: facts must not depend on which disclosures came
        # together.
        known = pa.array(sorted(self._joined), pa.string())
        joined = pc.is_in(table["disclosure_id"], known)
        wanted = sorted(pc.unique(table["disclosure_id"].filter(joined)).to_pylist())
        if not wanted:
            return table
        parts = [table.filter(pc.invert(joined))]
        for start in range(0, len(wanted), _TOGETHER):
            some = wanted[start : start + _TOGETHER]
            rows = self._derived(some, partition).datasets()[dataset]
            parts.append(self._without(to_table(dataset, rows), dataset))
        return pa.concat_tables([part.cast(table.schema) for part in parts])

    def _joined_among(self, partition: Partition, disclosures: Collection[str]) -> list[str]:
        """Return the joined ones of some disclosures, sorted; none where their facts do not change
        the dataset.
        """
        if partition.dataset not in DERIVED:
            return []
        return sorted(self._joined.intersection(disclosures))

    def _units(self, partition: Partition) -> tuple[dict[str, str], dict[str, set[str]]]:
        """Return the hash of each unit in a partition, and the units of each disclosure there."""
        if partition not in self._held:
            # Parts of one place are asked for one after the other; of others nothing is kept.
            self._held = {
                held: known
                for held, known in self._held.items()
                if held.beside(partition.dataset) == partition
            }
            units = self._lake.units(partition)
            self._held[partition] = units, self._lake.units_of_disclosures(partition)
        return self._held[partition]

    def _derived(self, disclosures: list[str], partition: Partition) -> Understanding:
        """Return all rows of some disclosures of a partition's year and province, facts derived."""
        whole = Understanding()
        for name, rows in self._read(disclosures, partition):
            setattr(whole, name, rows)
        derive_facts(whole)
        return whole

    def _read(
        self, disclosures: list[str], partition: Partition
    ) -> Iterator[tuple[str, list[Any]]]:
        """Return the rows facts are derived from by dataset, one a key, as printed."""
        some = Among(disclosures)
        for name, kind in _KINDS.items():
            read = self._lake.read(name, partition.beside(name), of=some)
            yield name, as_rows(in_order(settled(read, name), name), kind)


def _code() -> str:
    return code_version("budgetflow.facts", "budgetflow.contracts")
