"""`budgetflow check`: an auditor's first question, asked of one file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.builders import DISCLOSURE, run


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A disclosure whose 项 rows do not add up to their 款."""
    path = tmp_path / "水务局.txt"
    path.write_text(
        DISCLOSURE.replace("一般行政管理事务\t20.50\t\t20.50", "一般行政管理事务\t23.50\t\t23.50"),
        encoding="utf-8",
    )
    return path


def test_what_adds_up_is_exit_code_0(tmp_path: Path) -> None:
    path = tmp_path / "水务局.txt"
    path.write_text(DISCLOSURE, encoding="utf-8")
    done = run("check", path)
    assert "甘泉市水务局 2026 budget (department): accepted" in done.stdout
    assert " B09 " not in done.stdout


def test_a_sum_that_does_not_close_is_named_in_both_languages(wrong: Path) -> None:
    done = run("check", wrong)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "B09" in done.stdout
    assert "expenditure" in done.stdout
    assert "款" in done.stdout or "水利" in done.stdout


def test_a_finding_names_file_cells_and_what_to_do(wrong: Path) -> None:
    lines = run("check", wrong).stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if " B09 " in line)
    assert (
        lines[at].startswith("  水务局.txt: ")
        and "120.50 万元 against 123.50 万元, difference -3 万元" in lines[at]
    )
    assert "120.50 万元 对 123.50 万元，相差 -3 万元" in lines[at + 1]
    below = lines[at + 2 : at + 8]
    assert any(
        line.startswith("    at L") and "row " in line and line.endswith(": 23.50 万元")
        for line in below
    ), below
    assert any(line.startswith("    to do: ") for line in below) and any(
        line.startswith("    处理：") for line in below
    )


def test_json_carries_the_figures_as_text(wrong: Path) -> None:
    found = json.loads(run("check", wrong, "--json").stdout)
    sums = [f for f in found if f["check_id"] == "B09"]
    assert ("205000.000000", "235000.000000") in {(f["left"], f["right"]) for f in sums}
    assert all(f["amount_ids"] for f in sums)
