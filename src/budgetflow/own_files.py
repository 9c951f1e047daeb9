"""`budgetflow.read(FILE)`: the rows of one's own file as data frames, one a dataset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from budgetflow.contracts.arrow import to_table
from budgetflow.jobs.document import read_and_understand
from budgetflow.jobs.from_settings import limits_of
from budgetflow.jobs.steps.settle import settle
from budgetflow.readers.limits import in_force
from budgetflow.settings import settings

if TYPE_CHECKING:
    import pyarrow as pa

Frames = Literal["pandas", "polars", "arrow"]


def read_own(source: str | Path | bytes, name: str, frames: Frames) -> dict[str, Any]:
    """Return the rows of a file, by dataset, as frames of the kind asked for; money is Decimal.

    `source` is a path or the file's bytes, `name` a hint for messages where bytes have none. A
    file that cannot be read, or holds no disclosure, gives empty frames but for one row of
    `documents` with the reason. Raises FileNotFoundError for a path that is not there.
    """
    if isinstance(source, bytes):
        data, label = source, name
    else:
        data = Path(source).read_bytes()
        label = Path(source).name
    # In this process: a notebook that reads one file need not start another.
    with in_force(limits_of(settings())):
        rows = settle([read_and_understand(data, label)])
    return {
        dataset: _frame(to_table(dataset, records), frames)
        for dataset, records in rows.datasets().items()
    }


def _frame(table: pa.Table, frames: Frames) -> Any:
    if frames == "arrow":
        return table
    if frames == "polars":
        import polars as pl  # noqa: PLC0415  (a second that other frames need not pay)

        return pl.from_arrow(table)
    import pandas as pd  # noqa: PLC0415

    # With Arrow's types: without them money is a column of Python objects.
    return table.to_pandas(types_mapper=pd.ArrowDtype)
