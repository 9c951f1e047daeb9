"""Whole-government books of a few tables, checked as the program checks them."""

from __future__ import annotations

from collections.abc import Iterable

from budgetflow.checks.run import run_checks
from budgetflow.interpret.rows_model import DisclosureRow, DocumentRow, Finding, Understanding
from tests.interpret.grids import table
from tests.interpret.tables.builders import read

OWN = "d1"


def checked(
    *tables: tuple[str, Iterable[str]],
    history: Iterable[Understanding] = (),
    region: str | None = None,
) -> Understanding:
    """Return the checked rows of tables, each a title and its rows in 万元."""
    pages: list[list[object]] = [[title, "单位：万元", table(*rows)] for title, rows in tables]
    found = read(pages=pages, scope="government")
    rows = Understanding(tables=found.tables, amounts=found.amounts)
    rows.disclosures.append(DisclosureRow(OWN, 2026, "budget", "government", "青岚市", region))
    document = found.tables[0].document_id
    rows.documents.append(DocumentRow(document, OWN, "complete", "application/pdf", 1, 1, "a.pdf"))
    run_checks(rows, history)
    return rows


def book(
    *tables: tuple[str, Iterable[str]],
    history: Iterable[Understanding] = (),
    region: str | None = None,
) -> list[Finding]:
    """Return what the checks of governments find in tables."""
    rows = checked(*tables, history=history, region=region)
    return [finding for finding in rows.findings if finding.check_id.startswith("G")]


def broken(*tables: tuple[str, Iterable[str]]) -> set[str]:
    """Return the checks that find a difference other than rounding."""
    return {finding.check_id for finding in book(*tables) if finding.verdict != "rounding"}


def department(publisher: str, row: str) -> Understanding:
    """Return a department's budget of one table, the summary, with one row above its totals."""
    cells = ("收入|预算数|支出|预算数", row, "收入总计|9|支出总计|9")
    found = read("收支总表", "单位：万元", table(*cells))
    rows = Understanding(tables=found.tables, amounts=found.amounts)
    for part in (*rows.tables, *rows.amounts):
        part.disclosure_id = publisher
    rows.disclosures.append(DisclosureRow(publisher, 2026, "budget", "department", publisher))
    return rows
