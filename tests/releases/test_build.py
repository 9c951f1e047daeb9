"""A release: complete or absent, the same bytes each time, and none where nothing is new."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from budgetflow.contracts.arrow import to_table
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.formats import parquet
from budgetflow.releases.resources import Effort
from budgetflow.releases.versions import Catalogue, UnknownVersion, next_version
from tests.builders.disclosures import disclosure, sha, unreadable

DAY = date(2026, 11, 22)


def lake_of(folder: Path, *understandings: object) -> Lake:
    lake = Lake(folder)
    for understanding in understandings or (
        disclosure(),
        disclosure("天山区教育局", 2025),
        disclosure("某局", region="110101"),
        unreadable(),
    ):
        lake.replace(understanding, "1")  # type: ignore[arg-type]
    return lake


def tree(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def test_a_release_lies_in_a_folder_named_by_its_day(tmp_path: Path) -> None:
    release = build_release(lake_of(tmp_path / "lake"), tmp_path / "releases", DAY)
    assert release is not None and release.version.version == "2026.11.22"
    folder = tmp_path / "releases/2026.11.22"
    assert (folder / "data/amounts/fiscal_year=2026/province=65/part-0.parquet").exists()
    papers = (
        "datapackage.json",
        "SHA256SUMS",
        "CHANGES.md",
        "README.md",
        "DICTIONARY.md",
        "LICENSE",
        "CITATION.cff",
    )
    for name in (*papers, "dcat.jsonld", "schema.jsonld"):
        assert (folder / name).exists(), name
    assert json.loads((tmp_path / "releases/latest.json").read_text())["version"] == "2026.11.22"
    assert "2026.11.22" in (tmp_path / "releases/feed.xml").read_text()
    assert not list((tmp_path / "releases").glob(".staging*"))


def test_the_checksums_hold_and_cover_every_file(tmp_path: Path) -> None:
    build_release(lake_of(tmp_path / "lake"), tmp_path / "releases", DAY)
    folder = tmp_path / "releases/2026.11.22"
    said = dict(
        reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text().splitlines()
    )
    there = tree(folder)
    del there["SHA256SUMS"]
    assert said == there


def test_the_data_package_is_valid(tmp_path: Path) -> None:
    from frictionless import Package, system

    build_release(lake_of(tmp_path / "lake"), tmp_path / "releases", DAY)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "releases/2026.11.22/datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])


def test_nothing_new_makes_no_release(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake")
    assert build_release(lake, tmp_path / "releases", DAY)
    assert build_release(lake, tmp_path / "releases", date(2026, 11, 23)) is None
    lake.compact(more_than=0)
    assert build_release(lake, tmp_path / "releases", date(2026, 11, 23)) is None
    assert [v.version for v in Catalogue(tmp_path / "releases").versions()] == ["2026.11.22"]


def test_the_same_documents_in_another_order_give_the_same_bytes(tmp_path: Path) -> None:
    documents = [disclosure(f"第{n}局", figures={"201": f"{n}.00", "208": "1.5"}) for n in range(6)]
    build_release(lake_of(tmp_path / "one", *documents), tmp_path / "a", DAY)
    build_release(lake_of(tmp_path / "two", *reversed(documents)), tmp_path / "b", DAY)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_how_many_rows_are_held_in_memory_leaves_no_trace(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", *(disclosure(f"第{n}局") for n in range(9)))
    build_release(lake, tmp_path / "a", DAY)
    build_release(lake, tmp_path / "b", DAY, effort=Effort(rows=7))
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_unchanged_partitions_are_not_written_again(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake")
    build_release(lake, tmp_path / "releases", DAY)
    lake.replace(disclosure("又一局", 2026, "650104"), "1")
    release = build_release(lake, tmp_path / "releases", DAY)
    assert release is not None and release.version.version == "2026.11.22.1"
    old, new = (
        tmp_path / "releases" / name / "data/amounts" for name in ("2026.11.22", "2026.11.22.1")
    )
    same, other = (
        "fiscal_year=2026/province=11/part-0.parquet",
        "fiscal_year=2026/province=65/part-0.parquet",
    )
    assert (old / same).samefile(new / same)
    assert not (old / other).samefile(new / other)


def test_a_release_can_be_made_on_an_object_store(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake")
    url = f"memory://{tmp_path.name}/releases"
    build_release(lake, url, DAY)
    assert build_release(lake, url, DAY) is None
    lake.replace(disclosure("又一局"), "1")
    release = build_release(lake, url, DAY)
    assert release is not None and release.version.previous == "2026.11.22"
    build_release(lake_of(tmp_path / "again"), tmp_path / "disk", DAY)
    assert (
        Catalogue(url).files.read("2026.11.22/SHA256SUMS")
        == (tmp_path / "disk/2026.11.22/SHA256SUMS").read_bytes()
    )


def test_figures_of_a_quarantined_disclosure_are_held_back(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", disclosure(), disclosure("疑局", status="quarantined"))
    release = build_release(lake, tmp_path / "releases", DAY)
    assert release is not None
    assert release.version.counts["disclosures"] == 2
    assert release.version.counts["amounts"] == 6


def test_two_documents_of_one_disclosure_give_one_row_of_it(tmp_path: Path) -> None:
    text, tables = (
        disclosure(content="text", status="accepted_with_findings"),
        disclosure(content="tables", revision=2),
    )
    text.disclosures[0].title = None
    build_release(lake_of(tmp_path / "lake", text, tables), tmp_path / "releases", DAY)
    (row,) = pq.read_table(
        tmp_path / "releases/2026.11.22/data/disclosures", partitioning=None
    ).to_pylist()
    assert (row["title"], row["status"], row["revision"]) == (
        "新市区教育局2026年部门预算公开",
        "accepted_with_findings",
        2,
    )


def test_the_wide_table_has_a_row_for_each_printed_row_and_the_measures_as_columns(
    tmp_path: Path,
) -> None:
    build_release(
        lake_of(tmp_path / "lake", disclosure(figures={"2080501": "1234.56", "208": "-3"})),
        tmp_path / "releases",
        DAY,
    )
    folder = tmp_path / "releases/2026.11.22/tables"
    rows = pq.read_table(
        folder / "general_budget_expenditure.parquet", partitioning=None
    ).to_pylist()
    assert [(r["function_code"], r["total"], r["basic"]) for r in rows] == [
        ("2080501", Decimal("12345600.00"), Decimal("12345600.00")),
        ("208", Decimal("-30000.00"), Decimal("-30000.00")),
    ]
    text = gzip.decompress((folder / "general_budget_expenditure.csv.gz").read_bytes())
    assert text.startswith(b"\xef\xbb\xbf")
    heading = text.decode("utf-8-sig").splitlines()[0]
    assert "合计（元） Total (yuan)" in heading and "功能科目 Function code" in heading


@pytest.mark.parametrize(
    ("printed", "in_csv"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("+1+2", "'+1+2"),
        ("\t=1+2", "'\t=1+2"),
        ("-12.00", "-12.00"),
        ("—", "—"),
        ("-", "-"),
        ("=", "="),
    ],
)
def test_no_cell_of_a_csv_runs_as_a_formula_and_numbers_stay_numbers(
    tmp_path: Path, printed: str, in_csv: str
) -> None:
    understanding = disclosure(figures={"201": "1.00"})
    understanding.amounts[0].row_label = printed
    build_release(lake_of(tmp_path / "lake", understanding), tmp_path / "releases", DAY)
    import polars as pl

    read = pl.read_csv(
        gzip.decompress((tmp_path / "releases/2026.11.22/csv/amounts.csv.gz").read_bytes()),
        infer_schema=False,
    )
    assert in_csv in read["row_label"].to_list()


def test_a_killed_build_leaves_nothing_and_the_next_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = lake_of(tmp_path / "lake")
    with monkeypatch.context() as patch:
        patch.setattr(
            "budgetflow.releases.build.write_sums",
            lambda *_: (_ for _ in ()).throw(KeyboardInterrupt),
        )
        with pytest.raises(KeyboardInterrupt):
            build_release(lake, tmp_path / "releases", DAY)
    assert Catalogue(tmp_path / "releases").versions() == []
    assert build_release(lake, tmp_path / "releases", DAY)


def test_a_release_whose_listing_was_killed_is_listed_by_the_next_call(tmp_path: Path) -> None:
    build_release(lake_of(tmp_path / "lake"), tmp_path / "releases", DAY)
    before = Catalogue(tmp_path / "releases").versions()
    (tmp_path / "releases/versions.json").unlink()
    assert Catalogue(tmp_path / "releases").versions() == before


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        ([], "2026.11.22"),
        (["2026.11.21"], "2026.11.22"),
        (["2026.11.22"], "2026.11.22.1"),
        (["2026.11.22", "2026.11.22.9", "2026.11.22.10"], "2026.11.22.11"),
    ],
)
def test_versions_are_named_by_the_day_and_counted(existing: list[str], expected: str) -> None:
    assert next_version(existing, DAY) == expected


def test_asking_for_a_version_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownVersion, match=r"no release .latest. in .+; there are: none yet"):
        Catalogue(tmp_path).find("latest")


def test_duckdb_reads_the_release_through_its_views(tmp_path: Path) -> None:
    import duckdb

    build_release(lake_of(tmp_path / "lake"), tmp_path / "releases", DAY)
    folder = tmp_path / "releases/2026.11.22"
    with duckdb.connect() as connection:
        connection.execute(f"SET VARIABLE release = '{folder}/'")
        connection.execute((folder / "views.sql").read_text())
        rows = connection.sql(
            "SELECT fiscal_year, province, sum(amount_yuan) FROM amounts GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        assert rows[0] == (2025, "65", Decimal("26271200.00"))
        assert connection.sql(
            "SELECT count(*) FROM documents WHERE province IS NULL"
        ).fetchall() == [(1,)]


def test_sha256sum_itself_agrees(tmp_path: Path) -> None:
    build_release(lake_of(tmp_path / "lake"), tmp_path / "releases", DAY)
    if sys.platform != "linux":
        pytest.skip("sha256sum is a tool of Linux")
    subprocess.run(
        ["sha256sum", "--quiet", "-c", "SHA256SUMS"],
        cwd=tmp_path / "releases/2026.11.22",
        check=True,
    )


def test_sha_of_builders_is_stable() -> None:
    assert sha("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


def test_a_dictionary_is_kept_of_values_that_repeat(tmp_path: Path) -> None:
    """Of keys and figures it would be the column again: a tenth of a release's data."""
    target = tmp_path / "rows.parquet"
    rows = to_table("amounts", disclosure().amounts)
    parquet.write(target, rows.schema, [rows])
    group = pq.ParquetFile(target).metadata.row_group(0)
    columns = [group.column(number) for number in range(group.num_columns)]
    has = {column.path_in_schema: column.has_dictionary_page for column in columns}
    assert has["table_code"] and has["row_label"] and has["row_path.list.element"]
    assert not any(has[name] for name in ("amount_id", "amount_yuan", "top", "amount_printed"))
    assert pq.read_table(target).equals(rows.cast(pq.read_schema(target)))
