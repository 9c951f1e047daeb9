"""Tables of rows with the unit they were stored by, cut to documents and completed."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.contracts.arrow import schema
from budgetflow.lake.part_files import OWN
from budgetflow.lake.partitions import UNIT, Partition


def with_unit(table: pa.Table, unit: str) -> pa.Table:
    """Return the rows with the unit they are stored by."""
    return table.append_column(UNIT, pa.array([unit] * table.num_rows, pa.string()))


def without_units(table: pa.Table, left_out: Collection[tuple[str, str]]) -> pa.Table:
    """Return the rows but those of some (unit, disclosure_id)."""
    if not left_out or "disclosure_id" not in table.column_names:
        return table
    # Arrow has no membership of pairs; an id holds no blank, so joined pairs stay apart.
    joined = pc.binary_join_element_wise(table[UNIT], pc.fill_null(table["disclosure_id"], ""), " ")
    gone = pa.array([" ".join(pair) for pair in sorted(left_out)], pa.string())
    return table.filter(pc.invert(pc.is_in(joined, gone)))


def of_documents(table: pa.Table, documents: list[str], disclosures: set[str]) -> pa.Table:
    """Keep the rows of some documents, and those of no document of the disclosures they serve."""
    of_disclosure = pc.field("disclosure_id").isin(sorted(disclosures))
    if "document_id" not in table.column_names:
        return table.filter(of_disclosure)
    # Rows of both kinds: of a document, and of a disclosure as a whole.
    own = pc.field("document_id").isin(documents)
    if "disclosure_id" not in table.column_names:
        return table.filter(own)
    of_no_document = pc.field("document_id").is_null()
    return table.filter(own | (of_no_document & of_disclosure))


def with_status(table: pa.Table, status: str) -> pa.Table:
    """Return the rows with one status for all."""
    at = table.schema.get_field_index("status")
    field = table.schema.field(at)
    statuses = pa.array([status] * table.num_rows, pa.string())
    return table.set_column(at, field, statuses)


def whole_rows(table: pa.Table, partition: Partition) -> pa.Table:
    """Put the columns that the folder's name says back in their places."""
    if partition.whole or partition.dataset in OWN:
        return table
    # The folder's name says it for all rows, so files do not repeat it.
    said = {"fiscal_year": partition.fiscal_year, "province": partition.province}
    target = schema(partition.dataset)
    columns = [
        table[f.name]
        if f.name in table.column_names
        else pa.array([said[f.name]] * table.num_rows, f.type)
        for f in target
    ]
    return pa.Table.from_arrays(columns, schema=target)
