"""`budgetflow release diff` as an operator reads it: by cause, with counts, disclosures by name and
values as they were and are.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from tests.builders.disclosures import disclosure, sha
from tests.cli.builders import app

WAS, IS = {"201": "1.00", "208": "2.00"}, {"201": "1.00", "208": "5.00"}
OLD, NEW = "2026.11.22", "2026.11.22.1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases: between them a bureau revised, one was withdrawn, one is read better, and seven
    schools are new.
    """
    folder: Path = tmp_path_factory.mktemp("diff")
    lake = Lake(folder / "lake")
    for name in ("改预算的局", "撤下的局", "误读的局", "不变的局"):
        lake.replace(disclosure(name, figures=WAS, content=name), "1")
    build_release(lake, folder / "releases", date(2026, 11, 22), site=False)
    lake.replace(
        disclosure("改预算的局", figures=IS, content="new", revision=2),
        "1",
        supersedes=[sha("改预算的局")],
    )
    lake.withdraw([sha("撤下的局")])
    better = disclosure("误读的局", figures=IS, content="误读的局", reader_version="2")
    for amount in better.amounts[2:]:
        amount.row_label = "科目\x1b[31m208" + "很长" * 60
    lake.replace(better, "1")
    for number in range(1, 8):
        lake.replace(disclosure(f"第{number}小学", figures=WAS), "1")
    build_release(lake, folder / "releases", date(2026, 11, 22), site=False)
    return folder


def printed(home: Path, *options: str) -> list[str]:
    done = CliRunner().invoke(app, ["release", "diff", OLD, NEW, "--home", str(home), *options])
    assert done.exit_code == 1, done.output
    return done.stdout.splitlines()


def section(lines: list[str], cause: str) -> list[str]:
    start = next(number for number, line in enumerate(lines) if f"({cause})" in line)
    return lines[start : lines.index("", start)]


def test_each_cause_has_its_counts_and_its_disclosures(home: Path) -> None:
    lines = printed(home)
    assert lines[0].startswith(f"{OLD} -> {NEW}: ")
    assert [line for line in lines if line and not line.startswith(" ")][1:-1] == [
        "New disclosures (new_disclosure): 7 disclosures",
        "Revised by the publisher (publisher_revision): 1 disclosure",
        "Withdrawn by the publisher (publisher_withdrawal): 1 disclosure",
        "Our reading changed (reader_change): 1 disclosure",
    ]
    new = section(lines, "new_disclosure")
    assert new[1].split() == ["added", "removed", "changed"]
    assert new[2].split() == ["amounts", "28", "-", "-"]
    assert new[-3:] == ["  - 第4小学 2026 预算", "  - 第5小学 2026 预算", "  - and 2 more"]
    assert "  - 撤下的局 2026 预算" in section(lines, "publisher_withdrawal")


def test_changed_values_are_shown_as_they_were_and_are_and_amounts_come_first(home: Path) -> None:
    shown = section(printed(home), "publisher_revision")
    at = next(number for number, line in enumerate(shown) if "|" in line)
    assert shown[at : at + 2] == [
        "  amounts | 改预算的局 2026 预算 | general_budget_expenditure | 科目208 | total",
        "      amount_yuan 20000.00 -> 50000.00; amount_printed 2.00 -> 5.00",
    ]
    assert not any("document_id" in line for line in shown), "every row of a new file names it"


def test_what_a_document_prints_does_not_reach_the_terminal_as_it_is(home: Path) -> None:
    lines = printed(home)
    assert "\x1b" not in "".join(lines)
    assert max(len(line) for line in lines) < 250
    assert any(
        "科目 [31m208很长" in line and "…" in line for line in section(lines, "reader_change")
    )


def test_what_is_left_out_is_counted_and_can_be_had(home: Path) -> None:
    lines = printed(home)
    assert "--limit" in lines[-1] and "--json" in lines[-1]
    longer = printed(home, "--limit", "50")
    assert not any("more" in line for line in longer[:-1])
    assert all(f"  - 第{number}小学 2026 预算" in longer for number in range(1, 8))
    none = printed(home, "--limit", "0")
    assert not any("|" in line for line in none) and "  - and 7 more" in none


def test_json_has_every_value_whatever_the_limit(home: Path) -> None:
    told = json.loads("\n".join(printed(home, "--json", "--limit", "0")))
    assert told.keys() == {"old", "new", "summary", "changes"}
    assert (
        sum(
            row["rows"]
            for row in told["summary"]
            if row["cause"] == "new_disclosure" and row["dataset"] == "amounts"
        )
        == 28
    )
    assert {
        "dataset": "amounts",
        "column": "amount_yuan",
        "change": "changed",
        "old": "20000.00",
        "new": "50000.00",
    }.items() <= next(
        row
        for row in told["changes"]
        if row["column"] == "amount_yuan" and row["cause"] == "publisher_revision"
    ).items()
