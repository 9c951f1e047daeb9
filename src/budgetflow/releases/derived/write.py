"""Datasets of a release that are made from its other rows: `publishers` and `vocabulary`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from budgetflow.contracts.arrow import schema
from budgetflow.facts.publishers import (
    body_name,
    current_name,
    government_level,
    kind_of,
    plain_publisher,
    superior_name,
)
from budgetflow.lake.partitions import Partition
from budgetflow.releases.derived.vocabulary import vocabulary_rows
from budgetflow.releases.formats import parquet
from budgetflow.releases.formats.partition_files import data_file, parts_of
from budgetflow.releases.release_rows import MADE, in_order
from budgetflow.releases.reuse.part_prints import read_prints, words_of
from budgetflow.releases.site.check_words import check_words


def write_made_data(release: Path) -> None:
    """Write the datasets of `MADE` into a release whose other data are there already."""
    prints = read_prints(release)
    rows = {
        "publishers": publisher_rows(_rows(release, "disclosures")),
        "vocabulary": vocabulary_rows(
            words_of(prints, "amounts", "measure"),
            words_of(prints, "amounts", "item"),
            words_of(prints, "statements", "topic"),
            check_words(),
        ),
    }
    for dataset in MADE:
        place = Partition(dataset, whole=True)
        table = pa.Table.from_pylist(rows[dataset], schema=schema(dataset))
        target = data_file(release, place)
        made = [in_order(table, dataset)]
        if parquet.write(target, schema(dataset), made) == 0:
            target.unlink()


def publisher_rows(disclosures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one row a publisher from rows of `disclosures`, sorted by key.

    The name is that of the newest year, without marks of scope; `superior_id` is the publisher of
    the same region that bears the superior's name.
    """
    by_id: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in disclosures:
        if row["publisher_id"]:
            by_id[row["publisher_id"]].append(row)
    made = [_publisher(key, rows) for key, rows in sorted(by_id.items())]
    by_body: dict[tuple[str, str], str] = {}
    for row in made:
        # Without a place a 教育局 may be any of three thousand.
        if row["region_code"] is not None:
            body = current_name(plain_publisher(row["name"]))
            by_body.setdefault((row["region_code"], body), row["publisher_id"])
    for row in made:
        row["superior_id"] = _superior(row, by_body)
    return made


def _publisher(key: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    # The newest year first, for names change; then by id, so that the order of rows does not
    # decide.
    rows = sorted(rows, key=lambda row: (-(row["fiscal_year"] or 0), row["disclosure_id"]))
    newest = rows[0]
    years = [row["fiscal_year"] for row in rows if row["fiscal_year"]]
    name = body_name(newest["publisher"])
    names = sorted({row["publisher"] for row in rows} - {name})
    return {
        "publisher_id": key,
        "name": name,
        "other_names": names,
        "region_code": newest["region_code"],
        "region_name": newest["region_name"],
        "province": newest["province"],
        "level": government_level(newest["region_code"], newest["publisher"]),
        "kind": kind_of(newest["publisher"], newest["scope"]),
        "superior_name": superior_name(name),
        "superior_id": None,
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
        "disclosures": len(rows),
    }


def _superior(row: dict[str, Any], by_body: Mapping[tuple[str, str], str]) -> str | None:
    """Return the key of the superior body, where it publishes in the same region; `by_body` gives
    the key of each body by its region and name.
    """
    if row["region_code"] is None or row["superior_name"] is None:
        return None
    # Under today's name: a superior that was renamed still publishes.
    body = current_name(plain_publisher(row["superior_name"]))
    return by_body.get((row["region_code"], body))


def _rows(release: Path, dataset: str) -> list[dict[str, Any]]:
    """Return the rows of a dataset with year and province, which the folder's name has."""
    out = []
    for part in parts_of(release, dataset):
        for row in pq.read_table(part.path(release), partitioning=None).to_pylist():
            place = {
                "fiscal_year": part.partition.fiscal_year,
                "province": part.partition.province,
            }
            out.append({**place, **row})
    return out
