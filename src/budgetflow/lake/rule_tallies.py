"""What rules came to in each disclosure, by the layout of its tables: kept in the lake, and looked
at together when a release is made (`releases.derived.ways_of_counting`).

A rule that most disclosures of a layout break in the same way is a way of counting there. Which
disclosures there are is known only to the whole lake, so a night that reads one announcement
keeps what it saw, and the release decides: the same lake gives the same release, in whatever order
it was filled.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pyarrow as pa

from budgetflow.interpret.rows_model import RuleTally

# Kept by the lake for itself, as `readings` is.
DATASET = "rule_tallies"

# The columns of `rows_model.RuleTally`.
SCHEMA = pa.schema(
    [
        pa.field("disclosure_id", pa.string(), nullable=False),
        pa.field("case", pa.string(), nullable=False),
        pa.field("held", pa.int32(), nullable=False),
        pa.field("below", pa.int32(), nullable=False),
        pa.field("above", pa.int32(), nullable=False),
        pa.field("accused_below", pa.list_(pa.string()), nullable=False),
        pa.field("accused_above", pa.list_(pa.string()), nullable=False),
    ]
)


def to_table(tallies: Iterable[RuleTally]) -> pa.Table:
    """Return tallies as Arrow rows."""
    return pa.Table.from_pylist([dataclasses.asdict(tally) for tally in tallies], schema=SCHEMA)
