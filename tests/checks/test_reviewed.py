"""The slips of real publishers: those on the reviewed list are found, with page and cells, and
clean documents raise none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.document import read_file, settle
from tests.checks.reviewed import named_publishers, precision, reviewed, unseen

pytestmark = [pytest.mark.corpus, pytest.mark.xdist_group("reviewed")]
FOLDERS = ("seeds", "corpus/pdf", "corpus/pdf-2")
CLEAN = ("xinshiqu-2026.txt", "xinjiang-2025.txt")


@pytest.fixture(scope="module")
def rows(shared: Path) -> dict[str, Understanding]:
    """Read the documents that the list names, and the clean ones, each by itself."""
    names = {*(one.file for one in reviewed()), *CLEAN}
    paths = [
        path for folder in FOLDERS for path in (shared / folder).iterdir() if path.name in names
    ]
    assert len(paths) == len(names)
    return {path.name: settle([read_file(path)]) for path in paths}


@pytest.mark.parametrize(
    "one",
    [one for one in reviewed() if one.right == "yes"],
    ids=lambda one: f"{one.file}-{one.check_id}-{one.told[:12]}",
)
def test_a_publishers_slip_is_found_where_it_is(
    rows: dict[str, Understanding], one: object
) -> None:
    found = [finding for finding in named_publishers(rows[one.file]) if one.is_of(finding)]  # type: ignore[attr-defined]
    assert found  # a total and the one unit below it may print the same slip
    assert found[0].amount_ids or found[0].statement_ids or found[0].check_id == "P03"


def test_nothing_unseen_and_a_precision_of_at_least_98_in_100(
    rows: dict[str, Understanding],
) -> None:
    whole = Understanding()
    for part in rows.values():
        whole.extend(part)
    assert unseen(whole) == []
    assert precision(whole) >= 0.98


@pytest.mark.parametrize("name", CLEAN)
def test_a_document_without_errors_names_nobody_and_a_cent_is_rounding(
    rows: dict[str, Understanding], name: str
) -> None:
    findings = rows[name].findings
    assert named_publishers(rows[name]) == []
    cents = [
        f
        for f in findings
        if f.difference is not None
        and 0 < abs(f.difference) <= 100
        and f.tolerance
        and f.tolerance >= 100
    ]
    assert cents and {finding.verdict for finding in cents} == {"rounding"}
    assert rows[name].disclosures[0].status != "quarantined"


def test_errors_planted_by_a_third_party_are_found(rows: dict[str, Understanding]) -> None:
    told = "\n".join(finding.message_zh for finding in rows["shanghai-putuo-03.pdf"].findings)
    for planted in (
        "收入支出总计",
        "目录列出而正文未见：支出决算表",
        "“三公”表没有数字，而文中列有",
        "残留占位符",
        "章节标题年度与公开年度 2024 不一致",
        "截止日期与公开年度 2024 不一致",
        "文中说决算数大于预算数，而年初预算 1,560.05 万元、支出决算 1,511.89 万元",
        "文中说决算数大于预算数，而年初预算 80.81 万元、支出决算 80.38 万元",
        "文中说决算数等于预算数，而年初预算 62.29 万元、支出决算 60.99 万元",
    ):
        assert planted in told
