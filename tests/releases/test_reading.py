"""A release read as its readers read it: `budgetflow.open`, the examples, the command line."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import budgetflow
from budgetflow.jobs.release import make_release
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.formats.workbook import write_workbook
from budgetflow.settings import Settings
from tests.builders.disclosures import FIGURES, disclosure, disclosure_id, unreadable
from tests.cli.builders import app


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two releases, made as the program makes them; the second has one disclosure
    more.
    """
    folder: Path = tmp_path_factory.mktemp("home")
    settings = Settings(home=folder)
    lake = Lake(settings.store("lake"))
    for understanding in (disclosure(), disclosure("天山区教育局", 2025), unreadable()):
        lake.replace(understanding, "1")
    make_release(settings, date(2026, 11, 21))
    lake.replace(disclosure("东城区教育局", 2026, "110101"), "1")
    make_release(settings, date(2026, 11, 22))
    return folder


def test_open_gives_polars_with_exact_amounts(home: Path) -> None:
    release = budgetflow.open("latest", home / "releases")
    assert release.version == "2026.11.22"
    amounts = release.polars("amounts", fiscal_year=2026, province="11")
    assert amounts.height == 2 * len(FIGURES)
    assert amounts["amount_yuan"].to_list()[0] == Decimal("12345600.00")
    assert set(amounts["province"]) == {"11"}


def test_open_gives_pandas_and_arrow_of_any_version_and_any_table(home: Path) -> None:
    release = budgetflow.open("2026.11.21", home / "releases")
    assert len(release.pandas("amounts")) == 4 * len(FIGURES)
    assert release.arrow("documents")["province"].null_count == 1
    assert "basic" in release.arrow("tables/general_budget_expenditure").column_names


def test_opening_a_dataset_that_is_not_there_names_those_that_are(home: Path) -> None:
    with pytest.raises(LookupError, match="amounts"):
        budgetflow.open("latest", home / "releases").arrow("amuonts")


def test_the_python_example_runs(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "examples/read.py"],
        cwd=home / "releases/2026.11.22",
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert "东城区教育局" in done.stdout


def test_the_sql_example_runs_on_the_views(home: Path) -> None:
    import duckdb

    folder = home / "releases/2026.11.22"
    with duckdb.connect() as connection:
        connection.execute(f"SET VARIABLE release = '{folder}/'")
        connection.execute((folder / "views.sql").read_text())
        rows = connection.sql((folder / "examples/read.sql").read_text()).fetchall()
    assert rows[0][2:] == ("208", "Social security and employment", Decimal("12345600.00"))


@pytest.mark.parametrize(
    ("locale", "publisher"),
    [("C.UTF-8", "东城区教育局"), ("C", "<U+4E1C><U+57CE><U+533A><U+6559><U+80B2><U+5C40>")],
)
def test_the_r_example_runs_in_any_locale(home: Path, locale: str, publisher: str) -> None:
    """R as Debian has it, no package beside it; a server's locale that knows no Chinese shows the
    names escaped, and loses none.
    """
    if shutil.which("Rscript") is None:
        pytest.skip(
            "Rscript is not on this machine (`apt-get install r-base-core`): the R example was "
            "not run"
        )
    environment = os.environ | {"LC_ALL": locale}
    folder = home / "releases/2026.11.22"
    done = subprocess.run(
        ["Rscript", "examples/read.R"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split() for line in done.stdout.splitlines()[1:]]
    assert len(rows) == 3
    assert [publisher, "13135600"] in rows


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["release", *arguments, "--home", str(home)])


def test_release_list_prints_versions_and_json(home: Path) -> None:
    done = run(home, "list", "--json")
    assert [version["version"] for version in json.loads(done.stdout)] == [
        "2026.11.21",
        "2026.11.22",
    ]


def test_release_diff_gives_values_causes_and_an_exit_code(home: Path) -> None:
    done = run(home, "diff", "2026.11.21", "2026.11.22", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert {
        "dataset": "amounts",
        "change": "added",
        "cause": "new_disclosure",
        "rows": 2 * len(FIGURES),
    } in told["summary"]
    assert run(home, "diff", "latest", "latest").stdout == "Nothing differs.\n"


def test_release_verify_says_that_hashes_hold_and_bytes_come_again(home: Path) -> None:
    done = run(home, "verify", "latest")
    assert done.exit_code == 0, done.output
    assert "the same in every byte" in done.stdout


def applied(home: Path, old: str, new: str, out: Path) -> Result:
    """Bring a release up to date from what a consumer fetches: changes and hashes."""
    fetched = out.parent / "fetched"
    shutil.copytree(home / "releases" / new / "changes", fetched / "changes")
    shutil.copyfile(home / "releases" / new / "SHA256SUMS", fetched / "SHA256SUMS")
    words = ["release", "apply", str(home / "releases" / old), str(fetched), str(out)]
    return CliRunner().invoke(app, words)


def test_release_apply_makes_the_next_data_from_the_changes_alone(
    home: Path, tmp_path: Path
) -> None:
    done = applied(home, "2026.11.21", "2026.11.22", tmp_path / "mine")
    assert done.exit_code == 0, done.output
    published = home / "releases/2026.11.22"
    made = {path.relative_to(tmp_path / "mine") for path in (tmp_path / "mine").rglob("*.parquet")}
    assert made == {path.relative_to(published) for path in (published / "data").rglob("*.parquet")}
    assert all((tmp_path / "mine" / p).read_bytes() == (published / p).read_bytes() for p in made)


def test_release_apply_says_where_another_release_is_missing_between(
    home: Path, tmp_path: Path
) -> None:
    done = applied(home, "2026.11.22", "2026.11.21", tmp_path / "mine")
    assert done.exit_code == 1
    assert "is not the release before" in done.output


def test_release_apply_overwrites_nothing_and_names_what_is_missing(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    assert applied(home, "2026.11.21", "2026.11.22", tmp_path / "mine").exit_code == 2
    words = ["release", "apply", str(home), str(home / "releases/2026.11.22"), str(tmp_path / "x")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert f"{home / 'data'}: is missing" in done.output


def test_release_build_says_that_there_is_no_news(home: Path) -> None:
    done = run(home, "build", "--date", "2026-11-23", "--json")
    assert (done.exit_code, done.stdout) == (0, "null\n")


def test_release_workbook_writes_one_disclosure_as_printed(home: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    name = disclosure_id("东城区教育局", 2026)[:16]
    done = run(home, "workbook", name, "--out", str(tmp_path / "one.xlsx"))
    assert done.exit_code == 0, done.output
    _, sheet = load_workbook(tmp_path / "one.xlsx").worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[2] == ("项目", "科目编码", "合计", "基本支出")
    assert rows[3] == ("科目2080501", "2080501", 12345600, 12345600)
    missing = run(home, "workbook", "no such", "--out", str(tmp_path / "none.xlsx"))
    assert missing.exit_code == 2 and "csv/disclosures.csv.gz" in missing.output


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    understanding = disclosure("=1+1", figures={"201": "1.00"})
    understanding.amounts[0].row_label = understanding.amounts[1].row_label = "=cmd|' /C calc'!A0"
    understanding.tables[0].title_printed = "a/b[c]*?:" * 9
    lake = Lake(tmp_path / "lake")
    lake.replace(understanding, "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22), site=False)
    write_workbook(
        tmp_path / "releases/2026.11.22", disclosure_id("=1+1", 2026), tmp_path / "one.xlsx"
    )
    for sheet in load_workbook(tmp_path / "one.xlsx").worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_site_build_writes_the_catalogue_to_a_folder_of_its_own(home: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["site", "build", "2026.11.21", "--out", str(tmp_path / "www"), "--home", str(home)]
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "www/index.html").read_bytes() == (
        home / "releases/2026.11.21/index.html"
    ).read_bytes()
    again = CliRunner().invoke(
        app, ["site", "build", "--out", str(tmp_path / "www"), "--home", str(home)]
    )
    assert again.exit_code == 2 and "not empty" in again.output


def test_site_serve_shows_the_catalogue_on_this_machine_alone(home: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "budgetflow",
        "site",
        "serve",
        "--port",
        "0",
        "--home",
        str(home),
    ]
    # who runs the tests in the background of a script has them ignore Ctrl-C, and so all they start
    command = ["env", "--default-signal=INT", *command]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/index.html", server.stdout.readline())
        assert address is not None
        with urllib.request.urlopen(address[0]) as page:
            assert "新市区" in page.read().decode()
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0


def test_a_version_that_is_not_there_is_bad_usage(home: Path) -> None:
    done = run(home, "verify", "1999.01.01")
    assert done.exit_code == 2 and "2026.11.22" in done.stderr


def test_the_licence_of_the_data_is_that_of_the_project() -> None:
    root = Path(__file__).resolve().parents[2]
    assert (root / "src/budgetflow/releases/templates/LICENSE.md").read_text() == (
        root / "DATA_LICENSE.md"
    ).read_text()
