"""Makes the rows of small disclosures from a few facts: publisher, year, place and figures."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from budgetflow.facts.derive import derive_facts
from budgetflow.interpret.rows_model import (
    Amount,
    CheckResult,
    DisclosureRow,
    DocumentRow,
    Finding,
    Statement,
    TableRow,
    Understanding,
)

FIGURES = {"2080501": "1234.56", "2101101": "78.90", "2210201": "0.10"}
"""Function code -> figure in 万元."""


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def disclosure_id(publisher: str, year: int | None, stage: str = "budget") -> str:
    return sha(f"{publisher}|{year}|{stage}")[:32]


def disclosure(
    publisher: str = "新市区教育局",
    year: int | None = 2026,
    region: str = "650104",
    figures: Mapping[str, str] = FIGURES,
    *,
    content: str | None = None,
    stage: str = "budget",
    reader_version: str = "1",
    revision: int = 1,
    status: str = "accepted",
    pages: int = 12,
) -> Understanding:
    """One document that is one disclosure with one table; `content` stands for the file's bytes."""
    document = sha(
        content if content is not None else f"{publisher}{year}{stage}{sorted(figures.items())}"
    )
    of = disclosure_id(publisher, year, stage)
    table = sha(of + "general_budget_expenditure")[:32]
    row = DisclosureRow(
        of,
        year,
        stage,
        "department",
        publisher,
        region,
        "新市区",
        region[:2],
        f"{publisher}{year}年部门预算公开",
        date(2026, 2, 11),
    )
    row.revision, row.status = revision, status
    file = DocumentRow(document, of, "complete", "application/pdf", 1000, pages, f"{publisher}.pdf")
    file.reader, file.reader_version, file.status = "pdf", reader_version, status
    file.source_url = f"https://example.invalid/{document[:8]}.pdf"
    amounts = []
    printed = TableRow(
        table,
        of,
        document,
        "general_budget_expenditure",
        1,
        "表5",
        "一般公共预算支出情况表",
        "万元",
        [3],
        len(figures),
        4,
        "filled",
    )
    for number, (code, figure) in enumerate(figures.items(), start=1):
        amounts += [
            _amount(of, document, table, row, number, column, code, figure) for column in (1, 2)
        ]
    made = Understanding(
        disclosures=[row],
        documents=[file],
        tables=[printed],
        amounts=amounts,
        statements=[_statement(of, document, figures)],
        findings=[_finding(of, document, amounts[0].amount_id)] if amounts else [],
        check_results=[CheckResult(of, "B01", "pass", 3)],
    )
    derive_facts(made)
    return made


def unreadable(content: str = "broken") -> Understanding:
    """A file that could not be read: one row of documents and nothing else."""
    row = DocumentRow(
        sha(content),
        None,
        "other",
        "application/octet-stream",
        len(content),
        0,
        "broken.bin",
        status="unreadable",
    )
    row.status_reason, row.reader, row.reader_version = (
        "not a document; ask the publisher for another copy",
        "none",
        "1",
    )
    return Understanding(documents=[row])


def _amount(
    of: str,
    document: str,
    table: str,
    row: DisclosureRow,
    number: int,
    column: int,
    code: str,
    figure: str,
) -> Amount:
    return Amount(
        amount_id=sha(f"{table}|{code}|{column}")[:32],
        disclosure_id=of,
        document_id=document,
        table_id=table,
        fiscal_year=row.fiscal_year,
        stage=row.stage,
        province=row.province,
        table_code="general_budget_expenditure",
        table_no=1,
        row_no=number,
        column_no=column,
        side="expenditure",
        row_label=f"科目{code}",
        row_path=["社会保障和就业支出"],
        row_role="item",
        function_code=code,
        economic_code=None,
        government_economic_code=None,
        code_origin="printed",
        item=None,
        project_name=None,
        unit_name=None,
        measure="total" if column == 1 else "basic",
        column_label="合计" if column == 1 else "基本支出",
        amount_yuan=(Decimal(figure) * 10000).quantize(Decimal("0.01")),
        amount_printed=figure,
        unit_printed="万元",
        value_state="value",
        page=3,
        x0=100.0 * column,
        top=100.0 + 20 * number,
        x1=100.0 * column + 80,
        bottom=118.0 + 20 * number,
    )


def _statement(of: str, document: str, figures: Mapping[str, str]) -> Statement:
    total = sum((Decimal(figure) * 10000 for figure in figures.values()), Decimal(0)).quantize(
        Decimal("0.01")
    )
    text = f"2026年支出总预算{total / 10000}万元。"
    none = (None, None, None)
    return Statement(
        sha(of + "s")[:32],
        of,
        document,
        "二",
        "expenditure.total",
        None,
        "支出总预算",
        total,
        *none,
        "none",
        None,
        None,
        None,
        text,
        5,
    )


def _finding(of: str, document: str, amount: str) -> Finding:
    values = (Decimal("1.00"), Decimal("2.00"), Decimal("-1.00"), Decimal("0.01"))
    messages = ("合计与各项之和不符", "the total differs from the sum of its parts")
    return Finding(
        sha(of + "f")[:32],
        of,
        "B04",
        "warning",
        "publisher_error",
        *values,
        [amount],
        [],
        *messages,
        document,
        3,
    )
