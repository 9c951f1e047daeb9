"""Rows that keep every promise of their dataset, to be spoiled one field at a time."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from budgetflow.contracts.datasets import dataset as dataset_of
from budgetflow.contracts.metadata import Column
from budgetflow.interpret import rows_model as model

ROW_TYPES: dict[str, type] = {
    "disclosures": model.DisclosureRow,
    "documents": model.DocumentRow,
    "tables": model.TableRow,
    "amounts": model.Amount,
    "statements": model.Statement,
    "projects": model.Project,
    "performance_targets": model.PerformanceTarget,
    "findings": model.Finding,
    "check_results": model.CheckResult,
    "disclosure_totals": model.DisclosureTotals,
    "functions": model.FunctionRow,
    "project_budgets": model.ProjectBudget,
    "government_totals": model.GovernmentTotals,
}

SAMPLES: dict[str, Any] = {
    "string": "文字",
    "boolean": True,
    "int16": 2026,
    "int32": 1990,
    "int64": 7,
    "float32": 1.0,
    "float64": 0.5,
    "date": date(2026, 2, 11),
    "timestamp": datetime(2026, 11, 22, 2, 0, tzinfo=UTC),
    "money": Decimal("17178500.00"),
    "number": Decimal("71.65"),
    "list<string>": ["一般公共服务支出"],
    "list<int32>": [7, 8],
    "list<allocation>": [model.Allocation("差旅费", Decimal("1.00"), "1元")],
}
PATTERN_SAMPLES = {
    r"\d{2}": "65",
    r"[0-9a-f]{64}": "0" * 64,
    r"\d{6}(?:\d{3}|\d{6})?": "650104",
    r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*": "total",
}


def good_value(column: Column) -> Any:
    """Give a value that the column allows."""
    if column.allowed:
        return "value" if column.name == "value_state" else column.allowed[0]
    if column.pattern:
        return PATTERN_SAMPLES.get(column.pattern, "208")
    return SAMPLES[column.type]


def good_row(name: str, /, **changes: Any) -> dict[str, Any]:
    """Give a row of the dataset, as a mapping, that breaks no rule."""
    return {column.name: good_value(column) for column in dataset_of(name).columns} | changes


def good_dataclass(name: str) -> Any:
    """Give the same row as the dataclass that interpretation makes."""
    kind = ROW_TYPES[name]
    row = good_row(name)
    return kind(**{field.name: row[field.name] for field in fields(kind)})
