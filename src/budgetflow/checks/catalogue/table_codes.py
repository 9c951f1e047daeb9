"""Groups of tables that checks of several catalogues are held over."""

from __future__ import annotations

from budgetflow.checks.rules.within_table import small_tables

BASIC = small_tables.BASIC_TABLES
# Tables by economic class.
ECONOMIC = (*BASIC, "general_budget_economic_expenditure", "operating_expenses")
# Tables of projects, with codes or without.
LISTS = ("project_expenditure", "general_budget_project_expenditure", "carryover")
