"""Codes and provinces are text and money is exact, wherever and by whatever a release is read.

The snippets are those of the release's own README, run as they stand in its folder.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from openpyxl import load_workbook

from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.formats.csv_types import type_of
from tests.builders.disclosures import disclosure


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with a central body (province 00) and a local one."""
    folder: Path = tmp_path_factory.mktemp("types")
    lake = Lake(folder / "lake")
    lake.replace(disclosure("国家某局", region="000000"), "1")
    lake.replace(disclosure("东城区教育局", region="110101"), "1")
    made = build_release(lake, folder / "releases", date(2026, 11, 22), site=False)
    assert made is not None
    return Path(made.path)


def snippets(release: Path, language: str) -> list[str]:
    text = (release / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def run(release: Path, word: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run the one Python snippet that has a word in its first line; return its names."""
    (code,) = [one for one in snippets(release, "python") if word in one.splitlines()[0]]
    monkeypatch.chdir(release)
    names: dict[str, Any] = {}
    exec(code, names)
    return names


def test_polars_reads_provinces_as_text(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import polars as pl

    frame = run(release, "polars", monkeypatch)["functions"]
    assert sorted(frame["province"].unique()) == ["00", "11"]
    assert frame["function_code"].dtype == pl.String
    assert frame["general_budget_yuan"].dtype == pl.Decimal(20, 2)
    one = pl.read_parquet(
        "data/functions/fiscal_year=2026/province=00/part-0.parquet",
        hive_partitioning=True,
        hive_schema={"fiscal_year": pl.Int16, "province": pl.String},
    )
    assert one["province"].to_list() == ["00"] * one.height


@pytest.mark.parametrize(
    "path",
    ["", "/fiscal_year=2026", "/fiscal_year=2026/province=00/part-0.parquet"],
    ids=["dataset", "year", "file"],
)
def test_any_reader_finds_the_province_as_text_without_being_told(release: Path, path: str) -> None:
    """A dataset, a year of it or one file, opened as people open it: 00 does not become 0."""
    import pandas as pd
    import polars as pl
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    place = release / "data/functions"
    opened = f"{place}{path}"
    expected = {"00"} if path.endswith(".parquet") else {"00", "11"}
    assert set(pd.read_parquet(opened)["province_code"]) == expected
    assert set(pl.read_parquet(opened)["province_code"]) == expected
    assert set(pq.read_table(opened)["province_code"].to_pylist()) == expected
    named = ds.dataset(opened, partitioning="hive").to_table()["province_code"]
    assert set(named.to_pylist()) == expected
    found = duckdb.sql(
        f"SELECT DISTINCT province_code, province FROM "
        f"'{opened if path.endswith('.parquet') else opened + '/**/*.parquet'}'"
    )
    assert set(found.fetchall()) == {(code, code) for code in expected}


def test_pandas_reads_provinces_as_text(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = run(release, "filters", monkeypatch)
    assert sorted(names["functions"]["province"].unique()) == ["00", "11"]
    assert set(names["central"]["province"]) == {"00"}
    assert names["functions"]["function_code"].dtype.pyarrow_dtype == pa.string()
    assert isinstance(names["functions"]["general_budget_yuan"].iloc[0], Decimal)


def test_pandas_keeps_codes_and_money_of_a_csv(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = run(release, "from CSV", monkeypatch)["functions"]
    assert sorted(frame["province"].unique()) == ["00", "11"]
    assert frame["function_code"].tolist()[0] == "208"
    assert Decimal(frame["general_budget_yuan"].iloc[0]) == Decimal("12345600.00")


def test_r_keeps_codes_of_a_csv(release: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not on this machine (`apt-get install r-base-core`)")
    (code,) = [one for one in snippets(release, "r") if "csvt" in one]
    told = 'cat(sort(unique(functions$province)), class(functions$function_code), "\\n")'
    done = subprocess.run(
        ["Rscript", "-e", code + told],
        cwd=release,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["00", "11", "character"]


def test_every_sql_snippet_runs_and_keeps_provinces(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(release)
    with duckdb.connect() as connection:
        connection.execute(Path("views.sql").read_text(encoding="utf-8"))
        for snippet in snippets(release, "sql"):
            for statement in filter(str.strip, snippet.split(";")):
                connection.sql(statement).fetchall()
        for view in ("functions", "functions_named", "amounts_named"):
            found = connection.sql(f"SELECT DISTINCT province FROM {view} ORDER BY 1").fetchall()
            assert found == [("00",), ("11",)]


def test_named_views_have_one_row_for_each_row(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(release)
    with duckdb.connect() as connection:
        connection.execute(Path("views.sql").read_text(encoding="utf-8"))
        named = re.findall(r"VIEW (\w+)_named", Path("views.sql").read_text(encoding="utf-8"))
        assert {"amounts", "functions", "disclosure_totals", "findings"} <= set(named)
        for name in named:
            counts = connection.sql(
                f"SELECT (SELECT count(*) FROM {name}), (SELECT count(*) FROM {name}_named)"
            ).fetchone()
            assert counts is not None and counts[0] == counts[1], name
            columns = connection.sql(f"SELECT * FROM {name}_named").columns
            assert len(columns) == len(set(columns)) and not any("_1" in one for one in columns)
            if "disclosure_id" in columns:
                assert {"publisher", "scope", "own_only"} <= set(columns)
        of_departments = "SELECT count(*) FROM functions_named WHERE scope = 'department'"
        assert connection.sql(of_departments).fetchall() != [(0,)]
        own = connection.sql("SELECT DISTINCT publisher_region_code FROM amounts_named ORDER BY 1")
        assert own.fetchall() == [("000000",), ("110101",)]
        row = connection.sql("SELECT publisher, function_en FROM functions_named ORDER BY 1")
        assert row.fetchall()[0] == ("东城区教育局", "Social security and employment")


def test_a_csvt_has_a_type_for_each_column(release: Path) -> None:
    files = sorted(release.glob("csv/*.csvt")) + sorted(release.glob("tables/*.csvt"))
    assert len(files) > len(list(release.glob("csv/*.csv.gz")))
    schema = json.loads((release / "schemas/amounts.json").read_text(encoding="utf-8"))
    types = (release / "csv/amounts.csvt").read_text(encoding="ascii").strip().split(",")
    by_name = dict(zip([field["name"] for field in schema["fields"]], types, strict=True))
    assert by_name["province"] == by_name["function_code"] == '"String"'
    assert by_name["amount_yuan"] == '"Real(20.2)"'
    assert by_name["fiscal_year"] == '"Integer"'


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (pa.bool_(), "Integer(Boolean)"),
        (pa.int64(), "Integer64"),
        (pa.float32(), "Real"),
        (pa.date32(), "Date"),
        (pa.timestamp("us"), "DateTime"),
        (pa.list_(pa.string()), "String"),
    ],
)
def test_types_have_the_names_of_gdal(kind: pa.DataType, name: str) -> None:
    assert type_of(kind) == name


def test_workbooks_of_small_datasets_keep_codes_as_text(release: Path) -> None:
    sheet = load_workbook(release / "xlsx/functions.xlsx").worksheets[0]
    heading, first = list(sheet.iter_rows(max_row=2))
    names = [str(cell.value).split("\n")[1] for cell in heading]
    row = dict(zip(names, first, strict=True))
    assert names[:4] == ["publisher", "region_name", "function_zh", "function_en"]
    assert row["province"].value in ("00", "11") and row["function_code"].value == "208"
    assert row["function_code"].data_type == "s"
    assert row["general_budget_yuan"].number_format == "#,##0.00"
    assert sheet.freeze_panes == "B2" and sheet.page_setup.orientation == "landscape"
    assert {path.stem for path in release.glob("xlsx/*.xlsx")} == {
        *("disclosures", "disclosure_totals", "functions", "publishers", "vocabulary")
    }
