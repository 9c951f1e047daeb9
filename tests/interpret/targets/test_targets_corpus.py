"""What must hold for the goal tables of every real document, whoever made them."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from budgetflow.interpret.rows_model import Amount, Understanding
from budgetflow.interpret.targets.subjects import DEPARTMENT
from tests.builders.real import rows_of

_BOUND = re.compile(r"[≥≤⩾⩽≧≦＝=＞＜><]\s*[\d０-９]")
_PRINTED_ROUNDED = Decimal(100)
"""Yuan by which an amount in 万元 with two decimals may differ from the same in yuan."""

FOLDERS = ("pdf", "pdf-2")
PLACES = (
    "beijing", "chongqing", "fuzhou", "guangzhou", "shanghai", "shenzhen", "swu", "xian", "yantai",
)  # fmt: skip
PRINTED_OTHERWISE = {
    "beijing-14": "230833404.36",  # page 47: 23,083.340436
    "xian-01": "1820665600",  # page 56: 182066.56, the sum of its five tasks
    "xian-03": "62487900",  # page 75: 6248.79
    "xian-04": "53864200",  # page 48: 5386.42, the sum of its eleven tasks
    "xian-09": "53642700",  # page 56: 5364.27
    "xian-10": "58596000",  # page 43: 5859.6; the special fund has a form of its own
    "xian-12": "24951425500",  # page 30: 2,495,142.55, the budget of the whole year
}
"""Yuan in the form of the whole body where it prints another sum than the tables, with the page and
the sum as printed in 万元.
"""


def paths(shared: Path, place: str) -> list[Path]:
    return [
        path
        for folder in FOLDERS
        for path in sorted((shared / "corpus" / folder).glob(f"{place}*.pdf"))
    ]


def totals(amounts: list[Amount]) -> set[Decimal]:
    """Return what the tables print as all expenditure of the body."""
    return {
        amount.amount_yuan
        for amount in amounts
        if amount.amount_yuan
        and amount.row_role in ("total", "grand_total")
        and (amount.table_code == "expenditure" or amount.side == "expenditure")
    }


def found_in(shared: Path, place: str) -> list[tuple[str, Understanding]]:
    return [(path.stem, rows_of(path)) for path in paths(shared, place)]


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_goal_tables_of_a_place(shared: Path, place: str) -> None:
    """No bound is words; no table of several projects has one budget for all; the body's goals
    have its expenditure, or the other sum that their form prints.
    """
    read = 0
    for name, rows in found_in(shared, place):
        projects = defaultdict(set)
        for target in rows.performance_targets:
            read += 1
            printed = target.target_printed or ""
            assert target.operator != "qualitative" or not _BOUND.search(printed), (name, target)
            if target.subject not in (None, DEPARTMENT):
                projects[target.table_id].add((target.subject, target.budget_yuan))
            if target.subject == DEPARTMENT and target.budget_yuan:
                said = PRINTED_OTHERWISE.get(name)
                wholes = {Decimal(said)} if said else totals(rows.amounts)
                assert any(
                    abs(whole - target.budget_yuan) <= _PRINTED_ROUNDED for whole in wholes
                ), (name, target.budget_yuan)
        for found in projects.values():
            budgets = {budget for _, budget in found}
            assert len(found) == 1 or len(budgets) > 1, (name, found)
    assert read
