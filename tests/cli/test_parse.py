"""`budgetflow parse`: what a person at a terminal gets for good files, bad files and no files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.builders import DISCLOSURE, run


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "水务局.txt"
    path.parent.mkdir()
    path.write_text(DISCLOSURE, encoding="utf-8")
    return path


def test_a_disclosure_becomes_rows(good: Path, tmp_path: Path) -> None:
    done = run("parse", good, "--out", tmp_path / "out", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert "甘泉市水务局 2026 budget" in done.stdout
    amounts = pq.read_table(tmp_path / "out" / "amounts.parquet").to_pylist()
    total = [
        a
        for a in amounts
        if a["table_code"] == "expenditure"
        and a["function_code"] == "2130301"
        and a["measure"] == "total"
    ]
    assert [str(a["amount_yuan"]) for a in total] == ["1000000.00"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"{name}.parquet"
        for name in (
            "disclosures",
            "documents",
            "tables",
            "amounts",
            "statements",
            "projects",
            "performance_targets",
            "findings",
            "check_results",
            "disclosure_totals",
            "functions",
            "project_budgets",
            "government_totals",
        )
    }


def test_a_bad_file_costs_one_row_and_exit_code_3(good: Path, tmp_path: Path) -> None:
    (good.parent / "empty.pdf").write_bytes(b"")
    (good.parent / "noise.pdf").write_bytes(bytes(range(256)) * 40)
    done = run("parse", good.parent, "--out", tmp_path / "out", "--workers", "1")
    assert done.returncode == 3, done.stdout + done.stderr
    rows = {
        r["file_name"]: r for r in pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    }
    assert rows["水务局.txt"]["status"].startswith("accepted")
    for name in ("empty.pdf", "noise.pdf"):
        assert (rows[name]["status"], rows[name]["disclosure_id"]) == ("unreadable", None)
        assert rows[name]["status_reason"]


def test_a_file_alone_that_cannot_be_read_is_its_row_and_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("parse", tmp_path / "empty.txt", "--out", tmp_path / "out")
    assert done.returncode == 3
    [row] = pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    assert (row["status"], row["disclosure_id"]) == ("unreadable", None)
    assert "empty" in row["status_reason"]


def test_a_folder_without_files_is_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert run("parse", tmp_path / "in", "--out", tmp_path / "out").returncode == 1


def test_a_path_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    done = run("parse", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "nowhere" in done.stderr


def test_json_is_the_only_thing_on_standard_output(good: Path, tmp_path: Path) -> None:
    done = run("parse", good, "--out", tmp_path / "out", "--json")
    assert json.loads(done.stdout)["rows"]["disclosures"] == 1


def test_csv_opens_in_a_spreadsheet(good: Path, tmp_path: Path) -> None:
    assert run("parse", good, "--out", tmp_path / "out", "--format", "csv").returncode == 0
    assert (tmp_path / "out" / "amounts.csv").read_bytes().startswith(b"\xef\xbb\xbfamount_id,")


def test_parse_and_help_never_load_what_only_the_nightly_run_needs(
    good: Path, tmp_path: Path
) -> None:
    code = (
        "import sys\nfrom budgetflow.cli import main\n"
        f"sys.argv = ['budgetflow', 'parse', {str(good)!r}, '--out', {str(tmp_path / 'out')!r}, "
        f"'--workers', '1']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "slow = ('prefect', 'great_expectations', 'pandas', 'pandera')\n"
        "print([m for m in slow if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_two_files_of_one_disclosure_keep_their_own_rows_and_the_same_file_twice_counts_once(
    good: Path, tmp_path: Path
) -> None:
    good.with_name("再版.txt").write_text(DISCLOSURE.replace("20.50", "30.50"), encoding="utf-8")
    good.with_name("副本.txt").write_text(DISCLOSURE, encoding="utf-8")
    done = run("parse", good.parent, "--out", tmp_path / "out", "--workers", "1")
    assert done.returncode == 0, done.stderr
    rows = {
        name: pq.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist()
        for name in ("disclosures", "documents", "tables", "amounts")
    }
    assert (len(rows["disclosures"]), len(rows["documents"]), len(rows["tables"])) == (1, 2, 4)
    for name, key in (("tables", "table_id"), ("amounts", "amount_id")):
        assert len({row[key] for row in rows[name]}) == len(rows[name])
    owner = {table["table_id"]: table["document_id"] for table in rows["tables"]}
    assert all(owner[amount["table_id"]] == amount["document_id"] for amount in rows["amounts"])
