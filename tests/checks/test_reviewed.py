"""The slips of real publishers: over every real document, what the checks lay at a publisher's door
is on the list of what a person saw on the page, and what the list calls right is still raised.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetflow.contracts.vocabulary import HELD
from budgetflow.interpret.rows_model import Finding, Understanding
from budgetflow.jobs.parse_files import ParseSummary
from budgetflow.jobs.steps.settle import settle
from tests.builders.real import rows_of
from tests.checks.reviewed import Reviewed, named_publishers, precision, reviewed, unseen

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.xdist_group("real documents")]
CLEAN = ("xinshiqu-2026.txt", "xinjiang-2025.txt")


@pytest.fixture(scope="module")
def rows(parsed: tuple[Understanding, ParseSummary, Path], further: Understanding) -> Understanding:
    """Return the rows of every real document."""
    whole = Understanding()
    whole.extend(parsed[0])
    whole.extend(further)
    return whole


@pytest.mark.parametrize(
    "one",
    [one for one in reviewed() if one.right == "yes"],
    ids=lambda one: f"{one.file}-{one.check_id}-{one.told[:12]}",
)
def test_a_publishers_slip_is_found_where_it_is(rows: Understanding, one: Reviewed) -> None:
    found = [finding for finding in named_publishers(rows) if one.is_of(finding)]
    assert found  # a total and the one unit below it may print the same slip
    assert found[0].amount_ids or found[0].statement_ids or found[0].check_id == "P03"


def test_nothing_unseen_and_a_precision_of_at_least_98_in_100(rows: Understanding) -> None:
    assert unseen(rows) == []
    assert precision(rows) >= 0.98


def test_no_real_document_is_held_back(rows: Understanding) -> None:
    """Each that was once held was misread; the last one had lines halved by their cells' clips.
    That what is held accuses nobody, tests of made-up documents show.
    """
    assert [row.file_name for row in rows.documents if row.status == HELD] == []


def test_an_accusation_holds_its_evidence(rows: Understanding) -> None:
    accusations = named_publishers(rows)
    assert accusations
    for finding in accusations:
        words = finding.quotation or ""
        # a table that is declared empty (B28) has no sum, but the figures that stand elsewhere
        assert finding.arithmetic or words or finding.evidence, finding.message_en
        assert finding.evidence or words or finding.document_id, finding.message_en


def of(rows: Understanding, name: str) -> list[Finding]:
    """Return the findings of a file."""
    own = {row.document_id for row in rows.documents if row.file_name == name}
    disclosed = {row.disclosure_id for row in rows.documents if row.file_name == name}
    return [
        f
        for f in rows.findings
        if (f.document_id or "") in own or (f.document_id is None and f.disclosure_id in disclosed)
    ]


@pytest.mark.parametrize("name", CLEAN)
def test_a_document_without_errors_names_nobody_and_a_cent_is_rounding(
    rows: Understanding, name: str
) -> None:
    findings = of(rows, name)
    assert "publisher_error" not in {finding.verdict for finding in findings}
    cents = [
        f
        for f in findings
        if f.difference is not None
        and 0 < abs(f.difference) <= 100
        and f.tolerance
        and f.tolerance >= 100
    ]
    assert cents and {finding.verdict for finding in cents} == {"rounding"}
    assert HELD not in {row.status for row in rows.documents if row.file_name == name}


def test_errors_planted_by_a_third_party_are_found(shared: Path) -> None:
    rows = settle([rows_of(shared / "corpus" / "pdf" / "shanghai-putuo-03.pdf")])
    told = "\n".join(finding.message_zh for finding in rows.findings)
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
