"""`vintages/amounts.parquet`: every value of an amount that a later release restated, kept for
good.

Each release hands the file on, with the values that it replaces added. A figure of the current
release that was never restated
has no row; the first vintage of one that was has no `since`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.contracts.arrow import MONEY
from budgetflow.lake.partitions import Partition
from budgetflow.releases.changes.compare import Difference
from budgetflow.releases.formats import parquet

PATH = "vintages/amounts.parquet"

SCHEMA = pa.schema(
    [
        pa.field("amount_id", pa.string(), nullable=False),
        pa.field("disclosure_id", pa.string()),
        pa.field(
            "document_id", pa.string(), metadata={"description": "the file that printed this value"}
        ),
        pa.field("fiscal_year", pa.int16()),
        pa.field("province", pa.string()),
        pa.field("table_code", pa.string()),
        pa.field("row_label", pa.string()),
        pa.field("measure", pa.string()),
        pa.field("amount_yuan", MONEY),
        pa.field("amount_printed", pa.string()),
        pa.field(
            "since",
            pa.string(),
            metadata={
                "description": "first release with this value; null: the first that held the figure"
            },
        ),
        pa.field(
            "until",
            pa.string(),
            nullable=False,
            metadata={"description": "the release that replaced it"},
        ),
        pa.field(
            "restated_yuan",
            MONEY,
            metadata={"description": "the value that replaced it; null where the figure is gone"},
        ),
        pa.field("cause", pa.string(), nullable=False),
    ]
)


class Vintages:
    """Collects the values that one release replaces."""

    def __init__(self, before: Path | None, version: str) -> None:
        """Take the release before, and the name of the one being made."""
        self._earlier = parquet.read(before / PATH) if before is not None else SCHEMA.empty_table()
        self._since = dict(
            zip(
                self._earlier["amount_id"].to_pylist(),
                self._earlier["until"].to_pylist(),
                strict=True,
            )
        )
        self._version = version
        self._found: list[pa.Table] = []

    def take(
        self, partition: Partition, difference: Difference, removed: list[str], changed: list[str]
    ) -> None:
        """Take the values that a difference of `amounts` replaces; causes are by row."""
        if partition.dataset == "amounts":
            self._found.append(
                pa.Table.from_pylist(
                    list(self._rows(partition, difference, removed, changed)), schema=SCHEMA
                )
            )

    def write(self, release: Path) -> None:
        """Write all vintages there are now."""
        whole = pa.concat_tables([self._earlier.cast(SCHEMA), *self._found])
        ordered = whole.take(
            pc.sort_indices(whole, [("amount_id", "ascending"), ("until", "ascending")])
        )
        parquet.write(release / PATH, SCHEMA, [ordered])

    def _rows(
        self, partition: Partition, difference: Difference, removed: list[str], changed: list[str]
    ) -> Iterator[dict[str, object]]:
        for row, cause in zip(difference.removed.to_dicts(), removed, strict=True):
            yield self._row(partition, row, None, cause)
        for old, new, cause in zip(
            difference.old.to_dicts(), difference.new.to_dicts(), changed, strict=True
        ):
            # A changed label or place restates nothing.
            if old["amount_yuan"] != new["amount_yuan"]:
                yield self._row(partition, old, new["amount_yuan"], cause)

    def _row(
        self, partition: Partition, old: dict[str, object], restated: object, cause: str
    ) -> dict[str, object]:
        kept = {name: old[name] for name in SCHEMA.names if name in old}
        told = {
            "fiscal_year": partition.fiscal_year,
            "province": partition.province,
            # The release that replaced the value before this one, which is the last `until` of the
            # figure.
            "since": self._since.get(str(old["amount_id"])),
        }
        return kept | told | {"until": self._version, "restated_yuan": restated, "cause": cause}
