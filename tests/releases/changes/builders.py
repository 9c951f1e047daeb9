"""A history of releases for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from budgetflow.interpret.rows_model import Understanding
from budgetflow.lake.document_versions import Reading
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.made import Release
from tests.builders.disclosures import disclosure

DAY = date(2026, 11, 22)
A, B = {"201": "1.00", "208": "2.00"}, {"201": "1.00", "208": "5.00"}


class History:
    """A lake and the releases made from it, with the archive a history of bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lake = Lake(folder / "lake")
        self.archive: dict[str, Callable[[], Understanding]] = {}

    def reread(self, reading: Reading) -> Understanding:
        return self.archive[reading.document_id]()

    def release(self) -> Release:
        made = build_release(self.lake, self.folder / "releases", DAY, self.reread, site=False)
        assert made is not None
        return made

    def changes(self, version: str) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = pq.read_table(
            self.folder / f"releases/{version}/changes/changes.parquet", partitioning=None
        ).to_pylist()
        return rows

    def causes(self) -> set[str]:
        """Release, and give the causes of all that changed."""
        return {row["cause"] for row in self.changes(self.release().version.version)}


def new(history: History) -> None:
    history.lake.replace(disclosure("又一局", figures=A), "1")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
