"""Which folder a row lies in: `<dataset>/fiscal_year=YYYY/province=NN`.

A row without a year or a province (a file that is no disclosure, say) lies under Hive's own name
for null, which pyarrow,
DuckDB and polars all read back as null.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

NULL = "__HIVE_DEFAULT_PARTITION__"

# Column of the lake's files alone: which unit a row belongs to, so that compacted files can still
# be replaced in part.
UNIT = "_unit"
_FOLDER = re.compile(
    r"^(?P<dataset>\w+)(?P<place>/fiscal_year=(?P<year>\w+)/province=(?P<province>\w+))?$"
)

# Fiscal year and province.
Place = tuple[int | None, str | None]


@dataclass(frozen=True, slots=True)
class Partition:
    """One dataset's rows of one fiscal year and one province; None is unknown. `whole`: a dataset
    that is not split.
    """

    dataset: str
    fiscal_year: int | None = None
    province: str | None = None
    whole: bool = False

    @property
    def folder(self) -> str:
        """Return the folder, relative to the lake or to a release's `data/`."""
        if self.whole:
            return self.dataset
        if self.fiscal_year is None:
            year = NULL
        else:
            year = f"{self.fiscal_year:04d}"
        return f"{self.dataset}/fiscal_year={year}/province={self.province or NULL}"

    @property
    def label(self) -> str:
        """Return a short name for titles and resource names: `amounts-2026-65`,
        `documents-none-none`, `coverage`.
        """
        if self.whole:
            return self.dataset.replace("_", "-")
        if self.fiscal_year is None:
            year = "none"
        else:
            year = str(self.fiscal_year)
        return f"{self.dataset}-{year}-{self.province or 'none'}".replace("_", "-")

    @property
    def order(self) -> tuple[str, int, str]:
        """Return the sort key: dataset, year, province, the unknown ones last."""
        return (
            self.dataset,
            9999 if self.fiscal_year is None else self.fiscal_year,
            self.province or "~",
        )

    @property
    def place(self) -> Place:
        """Return its fiscal year and province."""
        return self.fiscal_year, self.province

    def beside(self, dataset: str) -> Partition:
        """Return the partition of another dataset with the same year and province."""
        return Partition(dataset, self.fiscal_year, self.province)

    @classmethod
    def parse(cls, folder: str) -> Partition:
        """Read a folder's name back; raises ValueError where it is none."""
        match = _FOLDER.match(folder)
        if match is None:
            raise ValueError(
                f"{folder!r} is no partition folder; expected "
                f"<dataset>/fiscal_year=YYYY/province=NN"
            )
        if match["place"] is None:
            return cls(match["dataset"], whole=True)
        year = match["year"]
        province = match["province"]
        return cls(
            match["dataset"],
            None if year == NULL else int(year),
            None if province == NULL else province,
        )


def split(
    dataset: str, rows: Iterable[Any], places: Mapping[str | None, Place]
) -> dict[Partition, list[Any]]:
    """Group a dataset's rows by partition.

    `places` gives fiscal year and province by disclosure_id: rows lie where their disclosure does.
    A row of no disclosure in `places` lies where it says itself, and else in the null partition:
    kept, never dropped.
    """
    out: dict[Partition, list[Any]] = {}
    for row in rows:
        own = (getattr(row, "fiscal_year", None), getattr(row, "province", None))
        # By the disclosure, even where the row says itself: all rows of one disclosure lie
        # together.
        year, province = places.get(getattr(row, "disclosure_id", None), own)
        out.setdefault(Partition(dataset, year, province), []).append(row)
    return out
