"""`budgetflow.open("latest")`: a release as polars, pandas or Arrow, from a folder or a web
address, without the program around it.

release = budgetflow.open("latest")  # or a folder, or an address
release.polars("amounts", fiscal_year=2026, province="65")
release.arrow("tables/three_public_expenses")
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from budgetflow.lake.part_files import parquet_in
from budgetflow.lake.partitions import Partition
from budgetflow.lake.storage import Files
from budgetflow.releases.versions import Catalogue
from budgetflow.settings import settings

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


_DESCRIPTION = "datapackage.json"


@dataclass(frozen=True, slots=True)
class OpenRelease:
    """A release to read from; nothing is read until a dataset is asked for."""

    version: str
    url: str
    """Folder or fsspec URL of the release."""

    def describe(self) -> dict[str, Any]:
        """Return the release's `datapackage.json`."""
        described: dict[str, Any] = json.loads(Files(self.url).read(_DESCRIPTION))
        return described

    def arrow(
        self, dataset: str, fiscal_year: int | None = None, province: str | None = None
    ) -> pa.Table:
        """Return the rows of a dataset, of one year or province where these are named;
        `tables/<table_code>` gives a wide table.

        Raises LookupError, naming what there is, for a dataset that the release does not have.
        """
        files = Files(self.url)
        tables = []
        for path in self._paths(dataset):
            place = (
                Partition.parse(path.removeprefix("data/").rpartition("/")[0])
                if path.startswith("data/")
                else None
            )
            if place is not None and (
                fiscal_year not in (None, place.fiscal_year)
                or province not in (None, place.province)
            ):
                continue
            table = parquet_in(files.read(path))
            tables.append(table if place is None or place.whole else _with_place(table, place))
        if tables:
            return pa.concat_tables(tables)
        # No part is of that year and place: the columns of the whole dataset, without a row.
        return self.arrow(dataset).slice(0, 0)

    def polars(
        self, dataset: str, fiscal_year: int | None = None, province: str | None = None
    ) -> pl.DataFrame:
        """Return the rows of a dataset as a polars frame; amounts are Decimal."""
        import polars as pl  # noqa: PLC0415

        return pl.DataFrame(pl.from_arrow(self.arrow(dataset, fiscal_year, province)))

    def pandas(
        self, dataset: str, fiscal_year: int | None = None, province: str | None = None
    ) -> pd.DataFrame:
        """Return the rows of a dataset as a pandas frame with Arrow types, so that amounts stay
        exact.
        """
        import pandas as pd  # noqa: PLC0415

        frame: pd.DataFrame = self.arrow(dataset, fiscal_year, province).to_pandas(
            types_mapper=pd.ArrowDtype
        )
        return frame

    def _paths(self, dataset: str) -> list[str]:
        paths = [
            entry["path"]
            for entry in self.describe()["resources"]
            if str(entry["path"]).endswith(".parquet")
        ]
        wanted = [
            path
            for path in paths
            if path.startswith(f"data/{dataset}/") or path == f"{dataset}.parquet"
        ]
        if not wanted:
            there = sorted(
                {
                    path.split("/")[1]
                    if path.startswith("data/")
                    else path.removesuffix(".parquet")
                    for path in paths
                }
            )
            raise LookupError(
                f"release {self.version} has no dataset {dataset!r}; there are {', '.join(there)}"
            )
        return wanted


def open_release(release: str | Path = "latest", releases: str | Path | None = None) -> OpenRelease:
    """Open a release by its version, by its own folder or address, or the newest of several.

    `release` is a version or `latest`, of the releases in `releases` (a folder or fsspec URL such
    as `https://…` or `s3://…`; else those of the settings), or itself the folder or URL of one
    release, or of a folder of releases, whose newest is opened. Raises UnknownVersion, naming those
    there are.
    """
    if releases is None and _is_place(release):
        files = Files(str(release).rstrip("/"))
        if files.exists(_DESCRIPTION):
            described = json.loads(files.read(_DESCRIPTION))
            return OpenRelease(described["version"], files.url(""))
        return open_release("latest", release)
    catalogue = Catalogue(releases or settings().store("releases"))
    found = catalogue.find(str(release))
    return OpenRelease(found.version, catalogue.files.url(found.version))


def _is_place(release: str | Path) -> bool:
    """Check whether this is a folder or an address, and not the name of a version."""
    # A version holds no slash; a bare name may be a folder of the working directory.
    return isinstance(release, Path) or "/" in release or "\\" in release or Path(release).is_dir()


def _with_place(table: pa.Table, partition: Partition) -> pa.Table:
    """Put the folder's year and province in front, where the release splits the dataset by them, in
    place of the text that files have for programs that do not know the folder's type.
    """
    if "province_code" in table.column_names:
        table = table.drop_columns(["province_code"])
    years = pa.array([partition.fiscal_year] * table.num_rows, pa.int16())
    provinces = pa.array([partition.province] * table.num_rows, pa.string())
    table = table.add_column(0, "fiscal_year", years)
    return table.add_column(1, "province", provinces)
