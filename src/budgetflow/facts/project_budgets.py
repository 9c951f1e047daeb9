"""`project_budgets`: one row a project of a disclosure, from tables, goal tables and prose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from budgetflow.facts.canonical import COUNTED
from budgetflow.interpret.derived_rows import ProjectBudget
from budgetflow.interpret.keys import stable_key
from budgetflow.interpret.rows_model import Amount, DisclosureRow, PerformanceTarget, Project

_FUND_COLUMNS = {
    "general_public_budget": "general_budget_yuan",
    "government_fund": "government_fund_yuan",
    "state_capital": "state_capital_yuan",
    "special_account": "special_account_yuan",
    "unit_funds": "unit_funds_yuan",
}
# Tables whose project rows are a project's money, the fullest first.
_TABLES = (
    "project_expenditure",
    "general_budget_project_expenditure",
    "expenditure",
    "general_budget_expenditure",
    "government_procurement",
    "other",
)
_WHOLE = ("total", "amount", "project")


# The code of a project in the state's budget system, as some tables print it before the name.
_CODE = re.compile(r"^\s*\d{2}[0-9A-Z]{10,}[-—_:]?")


@dataclass(slots=True)
class _Found:
    """What the parts of a disclosure say of one project."""

    name: str
    amounts: list[Amount] = field(default_factory=list)
    targets: list[PerformanceTarget] = field(default_factory=list)
    described: list[Project] = field(default_factory=list)


def build_project_budgets(
    disclosure: DisclosureRow,
    amounts: Sequence[Amount],
    targets: Sequence[PerformanceTarget],
    projects: Sequence[Project],
) -> list[ProjectBudget]:
    """Return one row a project, joined by name without blanks, quotes and numbering.

    Money is the project's own line of the fullest table, else the goal table's budget, else what
    the prose says; `sources` names which of the three speak of it. Sorted by name.
    """
    found: dict[str, _Found] = {}

    def entry(name: str) -> _Found:
        return found.setdefault(joining_name(name), _Found(name))

    for amount in amounts:
        if (
            amount.project_name
            and amount.value_state in COUNTED
            and joining_name(amount.project_name)
        ):
            entry(amount.project_name).amounts.append(amount)
    for target in targets:
        if target.subject and target.subject != "department" and joining_name(target.subject):
            entry(target.subject).targets.append(target)
    for project in projects:
        if joining_name(project.name):
            entry(project.name).described.append(project)
    rows = [_row(disclosure, key, one) for key, one in sorted(found.items())]
    return [row for row in rows if row.sources]


# Asked again of each figure, target and sentence of a project.
@lru_cache(maxsize=8192)
def joining_name(name: str) -> str:
    """Return a project's name as two parts of a document write it alike."""
    plain = unicodedata.normalize("NFKC", name)
    plain = _CODE.sub("", plain)
    plain = re.sub(r"^\s*(?:[一二三四五六七八九十]+、|\(?\d+[.、)])\s*", "", plain)
    return re.sub(r"[\s\"'“”‘’《》:]|(?:项目)?绩效目标表?$", "", plain)


def _row(disclosure: DisclosureRow, key: str, one: _Found) -> ProjectBudget:
    row = ProjectBudget(
        project_budget_id=stable_key(disclosure.disclosure_id, key),
        disclosure_id=disclosure.disclosure_id,
        fiscal_year=disclosure.fiscal_year,
        stage=disclosure.stage,
        province=disclosure.province,
        name=one.name,
    )
    _take_table(row, one.amounts)
    _take_targets(row, one.targets)
    _take_prose(row, one.described)
    return row


def _take_table(row: ProjectBudget, amounts: list[Amount]) -> None:
    """Take money, unit and function of the fullest table that prints the project."""
    # The first table that has the project decides: a second one repeats or splits the same money.
    for table in _TABLES:
        lines = [a for a in amounts if a.table_code == table]
        whole = [a for a in lines if a.measure in _WHOLE and a.row_role != "of_which"]
        if not whole:
            continue
        # A table's total column before its only column: `project` beside a total is a part.
        measure = min((a.measure for a in whole), key=_WHOLE.index)
        counted = _distinct(a for a in whole if a.measure == measure)
        row.amount_yuan = _total(counted)
        row.amount_ids = [a.amount_id for a in counted]
        row.unit_name = counted[0].unit_name
        row.function_code = counted[0].function_code
        row.sources.append("table")
        _take_funds(row, lines)
        return


def _take_funds(row: ProjectBudget, lines: list[Amount]) -> None:
    """Take the money of each fund that a table prints for the project."""
    for fund, column in _FUND_COLUMNS.items():
        of_fund = [a for a in lines if a.measure == fund and a.amount_yuan is not None]
        if of_fund:
            setattr(row, column, _total(of_fund))


def _total(lines: Iterable[Amount]) -> Decimal:
    return sum((line.amount_yuan or Decimal(0) for line in lines), Decimal(0))


def _distinct(lines: Iterable[Amount]) -> list[Amount]:
    """Return the lines of a project that are parts of it, one cell for each place in the table."""
    seen: dict[tuple[int, int], Amount] = {}
    for line in lines:
        # Two columns of one measure on a line are one figure for this project.
        place = (line.table_no, line.row_no)
        seen.setdefault(place, line)
    return list(seen.values())


def _take_targets(row: ProjectBudget, targets: list[PerformanceTarget]) -> None:
    if not targets:
        return
    row.sources.append("targets")
    row.goal = next((t.goal for t in targets if t.goal), None)
    row.indicators = sum(1 for t in targets if t.indicator)
    row.target_subjects = sorted({t.subject for t in targets if t.subject})
    if row.amount_yuan is None:
        row.amount_yuan = next((t.budget_yuan for t in targets if t.budget_yuan is not None), None)


def _take_prose(row: ProjectBudget, described: list[Project]) -> None:
    if not described:
        return
    row.sources.append("prose")
    first = described[0]
    row.project_id = first.project_id
    row.policy_basis = first.policy_basis
    if row.amount_yuan is None:
        row.amount_yuan = first.amount_yuan
    if row.unit_name is None:
        row.unit_name = first.undertaking_unit
