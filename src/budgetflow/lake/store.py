"""`Lake`: Hive-partitioned Parquet of everything understood, on disk or on an object store.

The unit of change is all that one document, or the documents of one announcement, gave. A unit is
replaced whole: its new files are written first, then one commit (`lake.log`) makes them count and
the old ones not, then the old ones are removed. Killed at any point the lake reads as before or as
after, and the same call again finishes the work. Replacing a unit by the same rows does nothing.
Several units may be replaced by one commit: they share the files of their partitions.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.contracts.arrow import schema, to_table
from budgetflow.contracts.datasets import DATASETS
from budgetflow.interpret.rows_model import Publication, Understanding
from budgetflow.lake import document_versions
from budgetflow.lake.change_sets import Prepared, prepare, unit_of, without_conflicts
from budgetflow.lake.commit_log import Log, LogAtRest, Part, State
from budgetflow.lake.compaction import compact
from budgetflow.lake.disclosure_sets import ID, Disclosures
from budgetflow.lake.part_files import OWN, PartFiles
from budgetflow.lake.partitions import UNIT, Partition
from budgetflow.lake.storage import Files
from budgetflow.lake.unit_tables import (
    of_documents,
    whole_rows,
    with_status,
    with_unit,
    without_units,
)

# Rows of a joined file: amounts take 470 bytes each in memory, 94 MB.
JOINED_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Replaced:
    """What `Lake.replace` did."""

    unit: str
    changed: bool
    rows: int


class Lake:
    """The lake at a folder or an fsspec URL."""

    def __init__(self, url: str | Path) -> None:
        """Take a folder or an fsspec URL; a lake that is not there yet is empty, and made by the
        first write.
        """
        self.files = Files(url)
        # One log for all that this lake does: it remembers the commits it has read.
        self._log = Log(self.files)
        self._files = PartFiles(self.files)

    def at_rest(self) -> Lake:
        """Return the lake as it is now, to read from: the log is read once, and what other writers
        commit meanwhile is not seen.

        A release asks for many small parts of a lake, and to list the log for each took longer than
        to read it.
        """
        resting = copy.copy(self)
        resting._log = LogAtRest(self._log.load())  # type: ignore[assignment]
        return resting

    def replace(
        self,
        understanding: Understanding,
        interpreter_version: str,
        publication: Publication | None = None,
        supersedes: Iterable[str] = (),
        corrections: Mapping[str, str] | None = None,
    ) -> Replaced:
        """Store an understanding in place of whatever is held of its documents.

        `supersedes` are document_ids that the publisher replaced by these: their rows leave the
        lake in the same commit.
        `interpreter_version` and `corrections` (document_id -> hash of what a person corrected) are
        kept for causes.
        """
        return self.replace_all(
            [prepare(understanding, interpreter_version, publication, supersedes, corrections)]
        )[0]

    def replace_all(self, units: Sequence[Prepared]) -> list[Replaced]:
        """Store several units, each as `replace` does and in their order; those that do not touch
        each other share a commit.
        """
        return [done for apart in without_conflicts(units) for done in self._put(apart)]

    def put(self, dataset: str, rows: Sequence[Any]) -> Replaced:
        """Store all rows of a dataset that is not partitioned (`coverage`, `fetches`) in place of
        those there are.
        """
        if DATASETS[dataset].partitioned:
            raise ValueError(f"{dataset} is partitioned and is stored by document; use replace")
        tables = {Partition(dataset, whole=True): to_table(dataset, rows)}
        return self._put([Prepared(f"dataset-{dataset}", [], tables, frozenset())])[0]

    def withdraw(self, document_ids: Iterable[str]) -> bool:
        """Mark documents as withdrawn by their publisher; give False where none of them was here to
        withdraw.

        Their rows of `disclosures` and `documents` stay, with the status `withdrawn`; all others
        leave the lake (the archive
        keeps the bytes, earlier releases their rows). A unit that also holds other documents stays
        as it is: another
        announcement still has it.
        """
        gone = False
        state = self._log.load()
        wanted = set(document_ids)
        for unit in sorted(state.holding(wanted)):
            # Another announcement still has the others.
            if not wanted.issuperset(state.units[unit]):
                continue
            tables: dict[Partition, pa.Table] = {}
            for part in state.parts_of_unit(unit):
                kept = part.partition
                if kept.dataset in ("disclosures", "documents", document_versions.DATASET):
                    table = self._rows_of_unit(part, unit)
                    tables[kept] = (
                        table
                        if kept.dataset == document_versions.DATASET
                        else with_status(table, "withdrawn")
                    )
            gone |= self._put([Prepared(unit, state.units[unit], tables, frozenset())])[0].changed
        return gone

    def partitions(self, dataset: str) -> list[Partition]:
        """List the partitions of a dataset that hold rows, in their order."""
        found = {part.partition for part in self._parts(dataset, None)}
        return sorted(found, key=lambda partition: partition.order)

    def rows(self, partition: Partition) -> int:
        """Count the rows of a partition, by the log alone."""
        return sum(part.rows for part in self._parts(partition.dataset, partition))

    def units(self, partition: Partition) -> dict[str, str]:
        """Return the hash of each unit's rows in a partition, by the log alone."""
        found: dict[str, str] = {}
        for part in self._parts(partition.dataset, partition):
            found |= part.units
        return found

    def units_of_disclosures(self, partition: Partition) -> dict[str, set[str]]:
        """Return the units that have rows of each disclosure in a partition; those of rows of no
        disclosure under an empty id.
        """
        found: dict[str, set[str]] = {}
        for part in self._parts(partition.dataset, partition):
            pairs = self._files.columns(part, [ID, UNIT]).group_by([ID, UNIT]).aggregate([])
            for disclosure, unit in zip(*(one.to_pylist() for one in pairs.columns), strict=True):
                found.setdefault(disclosure or "", set()).add(unit)
        return found

    def fingerprints(self) -> dict[Partition, str]:
        """Return a hash of what each partition holds; it stays the same where rows do, however the
        files are laid out.
        """
        units: dict[Partition, list[tuple[str, str]]] = {}
        for part in self._log.load().parts.values():
            # Units and their hashes, not files: compaction changes files and no rows.
            units.setdefault(part.partition, []).extend(part.units.items())
        return {
            key: hashlib.sha256(repr(sorted(units[key])).encode()).hexdigest()
            for key in sorted(units, key=lambda p: p.order)
        }

    def read(
        self,
        dataset: str,
        partition: Partition | None = None,
        where: pc.Expression | None = None,
        without: Collection[tuple[str, str]] = (),
        of: Disclosures | None = None,
    ) -> pa.Table:
        """Return the rows of a dataset, or of one partition of it, in the contract's columns; no
        order is promised.

        `where` keeps the rows for which it is true, `of` those of some disclosures, file by file,
        so that the whole need not fit in memory. Of a file that was compacted only the row groups
        are read that can hold such disclosures. `without` are (unit, disclosure_id) whose rows are
        left out.
        """
        if dataset in OWN:
            target = OWN[dataset]
        else:
            target = schema(dataset)
        # With it a dataset without rows still has its columns.
        tables = [target.empty_table()]
        for part in self._parts(dataset, partition):
            read = without_units(self._files.read(part, of), without)
            table = whole_rows(read.drop_columns([UNIT]), part.partition)
            tables.append(table if where is None else table.filter(where))
        return pa.concat_tables(tables).replace_schema_metadata(target.metadata)

    def column(self, partition: Partition, name: str) -> pa.ChunkedArray:
        """Return one column of a partition, reading nothing else."""
        parts = self._parts(partition.dataset, partition)
        found = [self._files.columns(part, [name]) for part in parts]
        if found:
            return pa.concat_tables(found)[name]
        return pa.chunked_array([], pa.string())

    def ids(self, partition: Partition, of: Disclosures) -> pa.ChunkedArray:
        """Return the disclosure of each row of a partition that is of some disclosures."""
        parts = self._parts(partition.dataset, partition)
        found = [of.rows_of(self._files.columns(part, [ID], of)) for part in parts]
        if found:
            return pa.concat_tables(found)[ID]
        return pa.chunked_array([], pa.string())

    def values(self, partition: Partition, name: str) -> set[str]:
        """Return the different values of one column of texts of a partition, null left out."""
        # Made unique by Arrow: most columns asked for have far fewer values than rows.
        different = self.column(partition, name).unique()
        return set(different.drop_null().to_pylist())

    def documents(self) -> set[str]:
        """Return the document_ids that the lake holds."""
        return {document for documents in self._log.load().units.values() for document in documents}

    def missing(self) -> list[str]:
        """List the files that the log names and that are not there: something other than this
        program removed them.
        """
        # One listing: asking for each file would take a request each.
        there = set(self.files.names("", ".parquet"))
        return sorted(path for path in self._log.load().parts if path not in there)

    def compact(self, more_than: int = 16, rows: int = JOINED_ROWS) -> int:
        """Join the files of each partition that has more than so many with fewer than `rows` rows;
        give how many files went.

        A joined file has `rows` rows or somewhat more, so what is in memory at a time, and what is
        written anew when one of its
        units is replaced, stays the same however large a partition grows. Also removes files that
        no commit names: what a
        killed writer left behind.
        """
        return compact(self._log, self._files, more_than, rows)

    def _parts(self, dataset: str, partition: Partition | None) -> list[Part]:
        under = f"{dataset}/" if partition is None else f"{partition.folder}/"
        parts = self._log.load().parts
        return [parts[path] for path in sorted(path for path in parts if path.startswith(under))]

    def _put(self, entries: Sequence[Prepared]) -> list[Replaced]:
        """Commit units in place of what is held of them and of the units that hold documents they
        replace.

        The entries touch no common unit. A unit that also holds other documents keeps those, as a
        unit of their own: another
        announcement had them too.
        """
        written: dict[tuple[str, ...], list[Part]] = {}
        while True:
            state = self._log.load()
            number = state.number
            # Storing what is held already changes nothing, so that a run that was cut can begin
            # again.
            news = [entry for entry in entries if not _is_held(entry, state)]
            results = [Replaced(entry.unit, entry in news, entry.rows) for entry in entries]
            if not news:
                return results
            try:
                commit = self._commit_of(news, state, written)
            except FileNotFoundError:
                if self._log.load().number == number:
                    raise  # no other writer took it away: it is lost
                continue
            if self._log.commit(*commit):
                # After the commit: a reader with the earlier state may still miss them, and loads
                # again.
                self._files.remove(commit[1])
                return results

    def _commit_of(
        self, news: Sequence[Prepared], state: State, written: dict[tuple[str, ...], list[Part]]
    ) -> tuple[list[Part], list[str], dict[str, list[str] | None]]:
        """Write what replaces units in a state of the lake; return the files that come and go, and
        the documents of the units. `written` holds what an earlier try wrote.
        """
        replaced = frozenset(document for entry in news for document in entry.replaced)
        own = {entry.unit for entry in news}
        old_units = {*own, *state.holding(replaced)} & state.units.keys()
        old = [part for name in sorted(old_units) for part in state.parts_of_unit(name)]
        units: dict[str, list[str] | None] = dict.fromkeys(sorted(old_units))
        names = tuple(sorted(own))
        # A second try after another writer's commit need not write the same rows again.
        if names not in written:
            written[names] = self._write_units(news)
        add = {part.path: part for part in [*written[names], *self._without(old, old_units)]}
        for name in sorted(old_units - own):
            others = sorted(set(state.units[name]) - replaced)
            if others:
                kept = self._keep(state.parts_of_unit(name), name, others)
                add |= {part.path: part for part in kept}
                # What is left of a unit is a unit by its own documents, as if it had been stored
                # alone.
                units[unit_of(others)] = others
        units |= {entry.unit: entry.documents for entry in news}
        remove = sorted({part.path for part in old} - add.keys())
        return list(add.values()), remove, units

    def _write_units(self, entries: Sequence[Prepared]) -> list[Part]:
        """Write the rows of several units, one file a partition."""
        by_partition: dict[Partition, list[Prepared]] = {}
        for entry in entries:
            for partition in entry.tables:
                by_partition.setdefault(partition, []).append(entry)
        written = []
        for partition, holders in by_partition.items():
            tables = [with_unit(entry.tables[partition], entry.unit) for entry in holders]
            units = {entry.unit: entry.digests[partition] for entry in holders}
            stem = holders[0].unit[:16] if len(holders) == 1 else "together"
            written.append(self._files.write(partition, pa.concat_tables(tables), units, stem))
        return written

    def _keep(self, parts: Sequence[Part], unit: str, documents: list[str]) -> list[Part]:
        """Write some of a unit's documents as a unit of their own, with the disclosures they
        serve.
        """
        tables = {part.partition: self._rows_of_unit(part, unit) for part in parts}
        # Rows of no document (the disclosure's own) go with the documents that serve it.
        served = {
            row["disclosure_id"]
            for partition, table in tables.items()
            if partition.dataset == "documents"
            for row in table.select(["document_id", "disclosure_id"]).to_pylist()
            if row["document_id"] in documents
        }
        kept = {
            partition: of_documents(table, documents, served - {None})
            for partition, table in tables.items()
        }
        own = unit_of(documents)
        filled = {
            partition: document_versions.of_unit(table, own)
            if partition.dataset == document_versions.DATASET
            else table
            for partition, table in kept.items()
        }
        return self._write_units(
            [
                Prepared(
                    own,
                    documents,
                    {key: table for key, table in filled.items() if table.num_rows},
                    frozenset(),
                )
            ]
        )

    def _without(self, old: Sequence[Part], units: set[str]) -> list[Part]:
        """Write anew the compacted files among `old` that also hold other units, without the units
        that go.
        """
        kept = []
        for part in {part.path: part for part in old}.values():
            others = {unit: digest for unit, digest in part.units.items() if unit not in units}
            if others:
                table = self._files.read(part)
                # Written anew without them: a Parquet file cannot be cut.
                mask = pc.is_in(table[UNIT], pa.array(sorted(others)))
                kept.append(
                    self._files.write(part.partition, table.filter(mask), others, "compacted")
                )
        return kept

    def _rows_of_unit(self, part: Part, unit: str) -> pa.Table:
        table = self._files.read(part)
        return table.filter(pc.equal(table[UNIT], unit)).drop_columns([UNIT])


def _is_held(entry: Prepared, state: State) -> bool:
    """Check whether the lake holds just these rows of the unit, and no other unit holds its
    documents.
    """
    if ({entry.unit, *state.holding(entry.replaced)} & state.units.keys()) != {entry.unit}:
        return False
    held = {(part.partition, part.units[entry.unit]) for part in state.parts_of_unit(entry.unit)}
    return held == set(entry.digests.items())
