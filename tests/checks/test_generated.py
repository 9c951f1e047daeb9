"""Generated disclosures, of which the truth is known: none names a publisher, and a figure changed
in one cell is found.
"""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal

import pytest

from budgetflow.checks.run import run_checks
from budgetflow.interpret.rows_model import Amount, Understanding
from budgetflow.jobs.document import read_and_understand
from budgetflow.jobs.steps.settle import settle
from budgetflow.sample.facts.invent import invented
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.render.text import render_text

SLIPS = 60
STANDARD = {
    *("summary", "revenue", "expenditure", "appropriation_summary"),
    *("general_budget_expenditure", "general_budget_basic_expenditure", "three_public_expenses"),
}


@pytest.fixture(scope="module")
def generated() -> list[Understanding]:
    return [
        settle([read_and_understand(render_text(compose(facts, layout)), f"{number}.txt")])
        for number, (facts, layout) in enumerate(invented(seed=5, count=10))
    ]


def test_a_true_disclosure_names_nobody(generated: list[Understanding]) -> None:
    for rows in generated:
        assert [
            f.message_en for f in rows.findings if f.verdict in ("publisher_error", "parse_suspect")
        ] == []
        statuses = {row.status for row in rows.disclosures}
        assert statuses and statuses <= {"accepted", "accepted_with_findings"}


def verdict_on(rows: Understanding, cell: Amount) -> str:
    """Give what the checks say of a cell: the gravest verdict of the findings that rest on it."""
    run_checks(rows)
    verdicts = {
        finding.verdict for finding in rows.findings if cell.amount_id in finding.amount_ids
    }
    return next(
        (
            verdict
            for verdict in ("publisher_error", "parse_suspect", "open")
            if verdict in verdicts
        ),
        "missed",
    )


def test_a_figure_changed_in_one_cell_is_found_and_mostly_laid_at_the_right_door(
    generated: list[Understanding],
) -> None:
    dice, verdicts = random.Random(7), Counter[str]()
    for _ in range(SLIPS):
        rows = dice.choice(generated)
        cell = dice.choice(
            [a for a in rows.amounts if a.value_state == "value" and a.table_code in STANDARD]
        )
        true = cell.amount_yuan
        assert true is not None
        cell.amount_yuan = (true * Decimal(dice.choice(("0.9", "1.1", "1.3", "2")))).quantize(
            Decimal(1)
        )
        verdicts[verdict_on(rows, cell)] += 1
        cell.amount_yuan = true
    for rows in generated:
        run_checks(rows)
    assert verdicts["missed"] <= 0.02 * SLIPS, verdicts
    assert verdicts["publisher_error"] >= 0.9 * SLIPS, verdicts
