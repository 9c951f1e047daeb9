"""Amounts of made-up tables: only what a test is about is said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from budgetflow.interpret.rows_model import Amount, DisclosureRow

DISCLOSURE = DisclosureRow(
    disclosure_id="d1",
    fiscal_year=2026,
    stage="budget",
    scope="department",
    publisher="甘泉市水务局",
    province="61",
)
_PLAIN = Amount(
    amount_id="",
    disclosure_id="d1",
    document_id="0" * 64,
    table_id="",
    fiscal_year=2026,
    stage="budget",
    province="61",
    table_code="expenditure",
    table_no=1,
    row_no=1,
    column_no=1,
    side=None,
    row_label=None,
    row_path=[],
    row_role="item",
    function_code=None,
    economic_code=None,
    government_economic_code=None,
    code_origin=None,
    item=None,
    project_name=None,
    unit_name=None,
    measure="total",
    column_label="合计",
    amount_yuan=None,
    amount_printed="",
    unit_printed="万元",
    value_state="value",
)


def amount(yuan: str, table_code: str = "expenditure", row_no: int = 1, **values: object) -> Amount:
    """Return one figure; its table and its key follow from table code, row and measure."""
    measure = values.get("measure", "total")
    return replace(
        _PLAIN,
        amount_id=f"{table_code}-{row_no}-{measure}",
        table_id=table_code,
        table_code=table_code,
        row_no=row_no,
        amount_yuan=Decimal(yuan),
        amount_printed=yuan,
        **values,  # type: ignore[arg-type]
    )


def coded(yuan: str, code: str, row_no: int, **values: object) -> Amount:
    """Return a figure of a row with a function code."""
    return amount(yuan, row_no=row_no, function_code=code, **values)
