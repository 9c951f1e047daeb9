"""Rows derived from printed ones: totals of disclosures, amounts by function, budgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(slots=True)
class DisclosureTotals:
    """The key totals of one disclosure, each with the cell or sentence it was taken from."""

    disclosure_id: str
    fiscal_year: int | None
    stage: str | None
    province: str | None
    scope: str | None
    # Each total with the key of the cell or sentence it was taken from, so that whoever doubts it
    # can look at the page.
    revenue_yuan: Decimal | None = None
    revenue_source: str | None = None
    # Without money carried in, which the total of revenue contains.
    current_revenue_yuan: Decimal | None = None
    current_revenue_source: str | None = None
    expenditure_yuan: Decimal | None = None
    expenditure_source: str | None = None
    current_expenditure_yuan: Decimal | None = None
    current_expenditure_source: str | None = None
    basic_yuan: Decimal | None = None
    basic_source: str | None = None
    project_yuan: Decimal | None = None
    project_source: str | None = None
    personnel_yuan: Decimal | None = None
    personnel_source: str | None = None
    operating_yuan: Decimal | None = None
    operating_source: str | None = None
    appropriation_yuan: Decimal | None = None
    appropriation_source: str | None = None
    general_budget_yuan: Decimal | None = None
    general_budget_source: str | None = None
    government_fund_yuan: Decimal | None = None
    government_fund_source: str | None = None
    state_capital_yuan: Decimal | None = None
    state_capital_source: str | None = None
    three_public_yuan: Decimal | None = None
    three_public_source: str | None = None
    overseas_travel_yuan: Decimal | None = None
    overseas_travel_source: str | None = None
    vehicles_yuan: Decimal | None = None
    vehicles_source: str | None = None
    vehicle_purchase_yuan: Decimal | None = None
    vehicle_purchase_source: str | None = None
    vehicle_operation_yuan: Decimal | None = None
    vehicle_operation_source: str | None = None
    reception_yuan: Decimal | None = None
    reception_source: str | None = None
    meetings_yuan: Decimal | None = None
    meetings_source: str | None = None
    training_yuan: Decimal | None = None
    training_source: str | None = None
    operating_expenses_yuan: Decimal | None = None
    operating_expenses_source: str | None = None
    procurement_yuan: Decimal | None = None
    procurement_source: str | None = None
    staff_count: Decimal | None = None
    staff_source: str | None = None
    # As the same paper prints them, for comparisons without another year's paper.
    previous_three_public_yuan: Decimal | None = None
    previous_three_public_source: str | None = None
    initial_budget_yuan: Decimal | None = None
    initial_budget_source: str | None = None
    initial_general_budget_yuan: Decimal | None = None
    initial_general_budget_source: str | None = None
    initial_three_public_yuan: Decimal | None = None
    initial_three_public_source: str | None = None
    # A share of personnel must be one of the same fund's expenditure.
    personnel_fund: str | None = None
    functions_yuan: Decimal | None = None
    # Why the classes add up to the total or do not: without it their difference looks like a fault.
    functions_sum: str = "not_printed"
    missing_tables: list[str] = field(default_factory=list)


@dataclass(slots=True)
class FunctionRow:
    """What one disclosure spends on one function class."""

    disclosure_id: str
    function_code: str
    fiscal_year: int | None
    stage: str | None
    province: str | None
    expenditure_yuan: Decimal | None = None
    basic_yuan: Decimal | None = None
    project_yuan: Decimal | None = None
    general_budget_yuan: Decimal | None = None
    government_fund_yuan: Decimal | None = None
    state_capital_yuan: Decimal | None = None
    # The table the figures were taken from: one that adds up, never parts of several.
    basis: str = ""
    amount_ids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ProjectBudget:
    """One project of a disclosure, joined from tables, goal tables and prose."""

    project_budget_id: str
    disclosure_id: str
    fiscal_year: int | None
    stage: str | None
    province: str | None
    name: str
    amount_yuan: Decimal | None = None
    general_budget_yuan: Decimal | None = None
    government_fund_yuan: Decimal | None = None
    state_capital_yuan: Decimal | None = None
    special_account_yuan: Decimal | None = None
    unit_funds_yuan: Decimal | None = None
    unit_name: str | None = None
    function_code: str | None = None
    goal: str | None = None
    indicators: int = 0
    policy_basis: str | None = None
    sources: list[str] = field(default_factory=list)
    amount_ids: list[str] = field(default_factory=list)
    target_subjects: list[str] = field(default_factory=list)
    project_id: str | None = None


@dataclass(slots=True)
class GovernmentTotals:
    """The key totals of one government's book for one year, coverage and stage of the figures, each
    with the cell it was taken from.
    """

    disclosure_id: str
    table_year: int
    coverage: str
    amount_stage: str
    fiscal_year: int | None
    stage: str | None
    province: str | None
    revenue_yuan: Decimal | None = None
    revenue_source: str | None = None
    # Tax and other revenue are the two parts of the line above; the total below adds transfers.
    tax_yuan: Decimal | None = None
    tax_source: str | None = None
    non_tax_yuan: Decimal | None = None
    non_tax_source: str | None = None
    revenue_total_yuan: Decimal | None = None
    revenue_total_source: str | None = None
    expenditure_yuan: Decimal | None = None
    expenditure_source: str | None = None
    expenditure_total_yuan: Decimal | None = None
    expenditure_total_source: str | None = None
    transfers_received_yuan: Decimal | None = None
    transfers_received_source: str | None = None
    transfers_paid_yuan: Decimal | None = None
    transfers_paid_source: str | None = None
    fund_revenue_yuan: Decimal | None = None
    fund_revenue_source: str | None = None
    fund_expenditure_yuan: Decimal | None = None
    fund_expenditure_source: str | None = None
    state_capital_revenue_yuan: Decimal | None = None
    state_capital_revenue_source: str | None = None
    state_capital_expenditure_yuan: Decimal | None = None
    state_capital_expenditure_source: str | None = None
    insurance_revenue_yuan: Decimal | None = None
    insurance_revenue_source: str | None = None
    insurance_expenditure_yuan: Decimal | None = None
    insurance_expenditure_source: str | None = None
    debt_limit_yuan: Decimal | None = None
    debt_limit_source: str | None = None
    debt_balance_yuan: Decimal | None = None
    debt_balance_source: str | None = None
    general_debt_limit_yuan: Decimal | None = None
    general_debt_limit_source: str | None = None
    general_debt_balance_yuan: Decimal | None = None
    general_debt_balance_source: str | None = None
    special_debt_limit_yuan: Decimal | None = None
    special_debt_limit_source: str | None = None
    special_debt_balance_yuan: Decimal | None = None
    special_debt_balance_source: str | None = None
