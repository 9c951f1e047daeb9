"""One unit of the lake, ready to be stored: its rows as tables by partition, and a hash of each.

The hash is of the rows, not of a file, so that it stays the same whether a unit lies in a file of
its own, in one with
others, or in a compacted one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from budgetflow.contracts.arrow import to_table
from budgetflow.interpret.rows_model import Publication, Understanding
from budgetflow.lake import document_versions, rule_tallies
from budgetflow.lake.part_files import in_order_of_disclosures, stored_schema
from budgetflow.lake.partitions import Partition, Place, split


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What a unit is to be in the lake."""

    unit: str
    documents: list[str]
    tables: Mapping[Partition, pa.Table]
    replaced: frozenset[str]
    """Documents whose rows go when this unit is stored: its own, and those that the publisher
    replaced by them.
    """
    digests: dict[Partition, str] = field(init=False)

    def __post_init__(self) -> None:
        """Put the rows of each table in the order they are stored in, and take its hash."""
        # Before the hash, so that a compacted file, which has this order, holds the same rows.
        tables = {place: in_order_of_disclosures(table) for place, table in self.tables.items()}
        object.__setattr__(self, "tables", tables)
        object.__setattr__(
            self,
            "digests",
            {partition: digest_of(table) for partition, table in self.tables.items()},
        )

    @property
    def rows(self) -> int:
        """Count the rows of all datasets."""
        return sum(table.num_rows for table in self.tables.values())


def prepare(
    understanding: Understanding,
    interpreter_version: str,
    publication: Publication | None = None,
    supersedes: Iterable[str] = (),
    corrections: Mapping[str, str] | None = None,
) -> Prepared:
    """Make an understanding ready to be stored; the arguments are those of `Lake.replace`. Raises
    ContractError for bad rows.
    """
    documents = sorted({row.document_id for row in understanding.documents})
    unit = unit_of(documents)
    places: dict[str | None, Place] = {
        row.disclosure_id: (row.fiscal_year, row.province) for row in understanding.disclosures
    }
    tables: dict[Partition, pa.Table] = {}
    for dataset, rows in understanding.datasets().items():
        for partition, part in split(dataset, rows, places).items():
            tables[partition] = to_table(dataset, part).select(stored_schema(partition).names)
    read = document_versions.readings_of(
        understanding, unit, interpreter_version, publication, corrections
    )
    tallies = split(rule_tallies.DATASET, understanding.rule_tallies, places)
    tables |= {place: rule_tallies.to_table(rows) for place, rows in tallies.items()}
    # A reading lies with one of its disclosures; which one must not depend on the order of rows.
    first = min(places.values(), key=str) if places else (None, None)
    tables[Partition(document_versions.DATASET, *first)] = document_versions.to_table(read)
    return Prepared(unit, documents, tables, frozenset({*documents, *supersedes}))


def unit_of(document_ids: Iterable[str]) -> str:
    """Return the name of the unit these documents make: the document's own id, or a hash of
    several. Raises ValueError for none.
    """
    ids = sorted(set(document_ids))
    if not ids:
        raise ValueError(
            "an understanding without a document cannot be stored: even an unreadable file has "
            "its row in documents"
        )
    if len(ids) == 1:
        return ids[0]
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def digest_of(table: pa.Table) -> str:
    """Return a hash of a table's names, types and rows, however its columns are cut into chunks."""
    sink = pa.BufferOutputStream()
    # Chunks come of how the rows were read, and metadata of the contract's words: neither is data.
    bare = table.combine_chunks().replace_schema_metadata(None)
    with pa.ipc.new_stream(sink, bare.schema) as stream:
        stream.write_table(bare)
    digest = hashlib.sha256(sink.getvalue())
    return digest.hexdigest()[:16]


def without_conflicts(units: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Cut a sequence of units into runs within which no two share a unit or a document."""
    run: list[Prepared] = []
    taken: set[str] = set()
    for entry in units:
        # Also what a unit takes the place of: two units that replace one document must not share a
        # commit.
        touched = {entry.unit, *entry.documents, *entry.replaced}
        if taken & touched:
            yield run
            run = []
            taken = set()
        run.append(entry)
        taken |= touched
    if run:
        yield run
