"""What to call a disclosure where people read: publisher, year and stage, as printed."""

from __future__ import annotations

from pathlib import Path

from budgetflow.contracts.vocabulary import STAGES
from budgetflow.releases.formats.parquet import read
from budgetflow.releases.formats.partition_files import parts_of


def disclosure_names(*releases: Path | None) -> dict[str, str]:
    """Return the name of each disclosure of the releases: `新市区教育局 2026 预算`; the later
    release's where both have it.
    """
    names = {}
    for release in (folder for folder in releases if folder is not None):
        for part in parts_of(release, "disclosures"):
            columns = ["disclosure_id", "publisher", "stage"]
            for row in read(part.path(release), columns=columns).to_pylist():
                said = [
                    row["publisher"] or "未知发布者",
                    str(part.partition.fiscal_year or "年度不详"),
                    STAGES.get(row["stage"] or "", ""),
                ]
                names[row["disclosure_id"]] = " ".join(part for part in said if part)
    return names
