"""The report lists every check against what it last caught, and the page of checks is made from the
catalogue.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from typer.testing import CliRunner

from budgetflow.checks.catalogue.all import CHECKS
from budgetflow.checks.report import catalogue_markdown, report
from budgetflow.lake.store import Lake
from tests.checks.example_disclosures import budget
from tests.cli.builders import app

ROOT = Path(__file__).resolve().parents[2]


def test_a_check_is_told_with_its_counts_and_its_latest_catch() -> None:
    new = budget().change("summary", "revenue.total", "amount", "110.00").check().rows
    old = budget().change("summary", "revenue.total", "amount", "130.00").check().rows
    old.disclosures[0].fiscal_year = 2020
    new.disclosures[0].disclosure_id = "new"
    for row in (*new.findings, *new.check_results):
        row.disclosure_id = "new"
    new.extend(old)
    told = {
        one.check_id: one
        for one in report(
            *(map(asdict, rows) for rows in (new.disclosures, new.check_results, new.findings))
        )
    }
    assert told.keys() == {check.id for check in CHECKS}
    assert (told["B01"].held, told["B01"].failed) == (0, 2)
    assert "2026 某市某局" in (told["B01"].last_caught or "") and "110 万元" in (
        told["B01"].last_caught or ""
    )
    assert told["B23"].last_caught is None and told["B23"].held == 2


def test_the_verb_reads_the_lake(tmp_path: Path) -> None:
    Lake(tmp_path / "lake").replace(
        budget().change("summary", "revenue.total", "amount", "110.00").check().rows, "1"
    )
    result = CliRunner().invoke(app, ["checks", "--home", str(tmp_path)])
    assert (
        result.exit_code == 0
        and "B01" in result.output
        and "last caught: 2026 某市某局" in result.output
    )
    told = json.loads(CliRunner().invoke(app, ["checks", "--home", str(tmp_path), "--json"]).output)
    assert len(told) == len(CHECKS)


def test_the_page_of_checks_is_that_of_the_catalogue() -> None:
    assert (ROOT / "docs/checks.md").read_text(encoding="utf-8") == catalogue_markdown(), (
        "python -m budgetflow.checks.report docs/checks.md"
    )
