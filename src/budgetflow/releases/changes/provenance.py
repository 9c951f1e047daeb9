"""What a release folder knows of its documents, read back from its own files."""

from __future__ import annotations

from pathlib import Path

import pyarrow.dataset as pads
import pyarrow.parquet as pq

from budgetflow.lake.document_versions import Reading
from budgetflow.releases.changes.causes import Provenance

READINGS = "provenance/readings.parquet"


def provenance_of(release: Path | None) -> Provenance:
    """Read which documents a release holds, of which disclosures, and how they were read; None has
    nothing.
    """
    if release is None:
        return Provenance()
    readings = {
        row["document_id"]: Reading(**row) for row in pq.read_table(release / READINGS).to_pylist()
    }
    documents: dict[str, set[str]] = {}
    for row in column_rows(release, "documents", ["document_id", "disclosure_id"]):
        if row["disclosure_id"] is not None:
            documents.setdefault(row["disclosure_id"], set()).add(row["document_id"])
    status = {
        row["disclosure_id"]: row["status"]
        for row in column_rows(release, "disclosures", ["disclosure_id", "status"])
    }
    return Provenance(readings, {name: frozenset(held) for name, held in documents.items()}, status)


def column_rows(release: Path, dataset: str, columns: list[str]) -> list[dict[str, str]]:
    """Return some columns of all rows of a dataset of a release."""
    folder = release / "data" / dataset
    files = sorted(str(path) for path in folder.rglob("*.parquet"))
    rows: list[dict[str, str]] = (
        pads.dataset(files).to_table(columns=columns).to_pylist() if files else []
    )
    return rows
