"""Versions of one disclosure in the lake: which of its documents and units a release leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.contracts.arrow import schema
from budgetflow.contracts.vocabulary import SUPERSEDED
from budgetflow.facts.versions import Replaced, replaced_in, superseded_reason
from budgetflow.interpret.rows_model import (
    DisclosureRow,
    DocumentRow,
    Statement,
    TableRow,
    Understanding,
)
from budgetflow.lake import document_versions
from budgetflow.lake.disclosure_sets import Among
from budgetflow.lake.store import Lake
from budgetflow.releases.formats import parquet
from budgetflow.releases.release_rows import as_rows

# The figures of earlier versions, as they were printed.
PATH = "vintages/superseded.parquet"
_KEPT = (
    *("amount_id", "disclosure_id", "document_id", "fiscal_year", "stage", "province"),
    *("table_code", "table_no", "row_no", "column_no", "row_label", "function_code"),
    *("economic_code", "government_economic_code", "item", "measure"),
    *("amount_yuan", "amount_printed", "unit_printed", "page"),
)
# What a later version replaces table by table, and what it replaces with its whole text.
_PER_TABLE = ("tables", "amounts", "performance_targets")
_PER_TEXT = ("statements", "projects")


@dataclass(frozen=True, slots=True)
class Superseded:
    """What is left out of a release, since another file of the disclosure counts in its place."""

    replaced: Replaced = field(default_factory=Replaced)
    units: frozenset[tuple[str, str]] = frozenset()
    """(unit of the lake, disclosure_id) of which no document counts."""
    joined: frozenset[str] = frozenset()
    """Disclosures whose documents that count came with several announcements."""

    def by_disclosure(self) -> dict[str, list[tuple[str, ...]]]:
        """Return in words what is left out of each disclosure, sorted: for the hashes of what they
        stand in.
        """
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for (disclosure, document), newer in self.replaced.documents.items():
            found[disclosure].append((disclosure, document, newer))
        for disclosure, document in self.replaced.texts:
            found[disclosure].append((disclosure, document))
        for (document, table), disclosure in self.replaced.tables.items():
            found[disclosure].append((disclosure, document, "table", table))
        return {disclosure: sorted(said) for disclosure, said in found.items()}

    def without(self, table: pa.Table, dataset: str) -> pa.Table:
        """Return the rows of a dataset that count; rows of `documents` stay and say what they are.

        Rows of no document (totals, functions, project budgets) are left out by `units`.
        """
        # Most disclosures have one document; then nothing is read or joined.
        if not self.replaced:
            return table
        if dataset == "disclosures":
            return self._revised(table)
        if dataset == "documents":
            return self._with_status(table)
        for column, pairs in self._pairs(dataset):
            if "document_id" in table.column_names:
                table = _leave_out(table, column, pairs)
        return table

    def _pairs(self, dataset: str) -> Iterator[tuple[str, set[tuple[str, str]]]]:
        """Return a column and the (value, document_id) that a dataset's rows may not have."""
        yield "disclosure_id", set(self.replaced.documents)
        if dataset in _PER_TABLE:
            yield "table_id", {(table, document) for document, table in self.replaced.tables}
        if dataset in _PER_TEXT:
            yield "disclosure_id", self.replaced.texts

    def _revised(self, table: pa.Table) -> pa.Table:
        """Return `disclosures` with a revision for each announcement that another one replaced."""
        before = Counter(disclosure for _, disclosure in self.units)
        rows = table.to_pylist()
        for row in rows:
            # An announcement replaced by another is a revision, though each was read as the first.
            row["revision"] = max(row["revision"], 1 + before[row["disclosure_id"]])
        return pa.Table.from_pylist(rows, schema=table.schema)

    def _with_status(self, table: pa.Table) -> pa.Table:
        """Return `documents` with the status and the reason of those that do not count."""
        rows = table.to_pylist()
        for row in rows:
            served = (row["disclosure_id"], row["document_id"])
            newer = self.replaced.documents.get(served)
            if newer is not None:
                row["status"] = SUPERSEDED
                row["status_reason"] = superseded_reason(newer)
        return pa.Table.from_pylist(rows, schema=table.schema)


def superseded(lake: Lake) -> Superseded:
    """Return what a release leaves out of the lake, over all announcements it holds.

    Only disclosures with several documents are looked at: their tables and sentences are read.
    """
    served = lake.read("documents")
    several = _several(served)
    if not several:
        return Superseded()
    some = Among(several)
    documents: list[DocumentRow] = as_rows(some.rows_of(served), DocumentRow)
    replaced = replaced_in(
        Understanding(
            disclosures=_rows(lake, "disclosures", DisclosureRow, some),
            documents=documents,
            tables=_rows(lake, "tables", TableRow, some),
            statements=_rows(lake, "statements", Statement, some),
        )
    )
    lost = set()
    joined = set()
    for disclosure, units in _units_that_count(lake, documents, replaced).items():
        lost |= {(unit, disclosure) for unit, counts in units.items() if not counts}
        # Facts of such a disclosure rest on several announcements, none of which has all rows.
        if sum(units.values()) > 1:
            joined.add(disclosure)
    return Superseded(replaced, frozenset(lost), frozenset(joined))


def write_superseded(lake: Lake, release: Path, left_out: Superseded) -> None:
    """Write the figures of earlier versions, with the document in whose place another counts."""
    whole = schema("amounts")
    target = pa.schema(
        [
            *(whole.field(name) for name in _KEPT),
            pa.field(
                "replaced_by",
                pa.string(),
                metadata={"description": "document_id of the version that counts"},
            ),
        ]
    )
    documents = left_out.replaced.documents
    disclosures = sorted({disclosure for disclosure, _ in documents})
    rows = []
    if disclosures:
        read = lake.read("amounts", of=Among(disclosures))
        for row in read.select(list(_KEPT)).to_pylist():
            newer = documents.get((row["disclosure_id"], row["document_id"]))
            if newer is not None:
                rows.append(row | {"replaced_by": newer})
    rows.sort(
        key=lambda row: tuple(
            row[name]
            for name in ("disclosure_id", "document_id", "table_no", "row_no", "column_no")
        )
    )
    parquet.write(release / PATH, target, [pa.Table.from_pylist(rows, schema=target)])


def _leave_out(table: pa.Table, column: str, pairs: set[tuple[str, str]]) -> pa.Table:
    """Return the rows whose (column, document_id) is none of the pairs."""
    if not pairs:
        return table
    joined = pc.binary_join_element_wise(
        pc.fill_null(table[column], ""), pc.fill_null(table["document_id"], ""), " "
    )
    gone = pc.is_in(joined, pa.array([" ".join(pair) for pair in sorted(pairs)], pa.string()))
    return table.filter(pc.invert(gone))


def _rows(lake: Lake, dataset: str, kind: type, some: Among) -> list[Any]:
    return as_rows(lake.read(dataset, of=some), kind)


def _several(documents: pa.Table) -> list[str]:
    """Return the disclosures that several documents serve."""
    pairs = documents.group_by(["disclosure_id", "document_id"]).aggregate([])
    counts = pairs["disclosure_id"].drop_null().value_counts()
    several = counts.filter(pc.greater(pc.struct_field(counts, "counts"), 1))
    found: list[str] = pc.struct_field(several, "values").to_pylist()
    return found


def _units_that_count(
    lake: Lake, documents: list[DocumentRow], replaced: Replaced
) -> dict[str, dict[str, bool]]:
    """Return the units of each disclosure, and whether a document of theirs counts.

    A file that two announcements have is in the units of both.
    """
    units: dict[str, set[str]] = defaultdict(set)
    known = pa.array({document.document_id for document in documents}, pa.string())
    read = lake.read(document_versions.DATASET, where=pc.field("document_id").isin(known))
    for row in read.select(["document_id", "unit"]).to_pylist():
        units[row["document_id"]].add(row["unit"])
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for document in documents:
        own = str(document.disclosure_id)
        counts = (own, document.document_id) not in replaced.documents
        # A document from before readings were kept is a unit of its own.
        for unit in units.get(document.document_id, {document.document_id}):
            found[own][unit] = counts or found[own].get(unit, False)
    return found
