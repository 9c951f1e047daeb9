"""Where a release holds the rows of a partition."""

from __future__ import annotations

from pathlib import Path

from budgetflow.lake.partitions import Partition


def data_file(release: Path, partition: Partition) -> Path:
    """Return the Parquet file of a partition in a release folder, there or not."""
    return release / "data" / partition.folder / "part-0.parquet"


def partitions_of(release: Path | None, dataset: str) -> list[Partition]:
    """List the partitions of a dataset that a release folder holds."""
    if release is None:
        return []
    data = release / "data"
    return [
        Partition.parse(path.parent.relative_to(data).as_posix())
        for path in sorted((data / dataset).rglob("part-0.parquet"))
    ]
