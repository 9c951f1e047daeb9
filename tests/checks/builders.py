"""A disclosure whose figures all agree, to be spoiled one figure at a time.

Each table is written as a clerk would: rows of a label (or code and label) and figures in 万元 by
measure. `Book.change`
puts another figure into one cell, nothing else moves: just what a misprint does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from budgetflow.checks.run import run_checks
from budgetflow.interpret.rows_model import (
    Allocation,
    Amount,
    DisclosureRow,
    DocumentRow,
    Finding,
    PerformanceTarget,
    Project,
    Statement,
    TableRow,
    Understanding,
)

DOCUMENT = "0" * 64
Cells = dict[str, str]
OPTIONAL_IN_STATEMENTS = (
    *("section", "function_code", "subject_printed", "amount_yuan", "share_percent"),
    *("change_yuan", "change_percent", "reason", "quantity", "quantity_unit"),
)
OPTIONAL_IN_AMOUNTS = (
    *("function_code", "economic_code", "government_economic_code", "code_origin"),
    *("item", "project_name", "unit_name", "province"),
)


@dataclass(slots=True)
class Book:
    """One disclosure under construction."""

    stage: str = "budget"
    year: int = 2026
    rows: Understanding = field(default_factory=Understanding)

    def __post_init__(self) -> None:
        """Start with the disclosure and its one document."""
        own = f"{self.stage}-{self.year}"
        self.rows.disclosures.append(
            DisclosureRow(
                own, self.year, self.stage, "unit", "某市某局", title=f"{self.year}年部门预算"
            )
        )
        self.rows.documents.append(
            DocumentRow(DOCUMENT, own, "complete", "application/pdf", 1, 1, "某局.pdf")
        )

    @property
    def id(self) -> str:
        """The disclosure's id."""
        return self.rows.disclosures[0].disclosure_id

    def table(
        self,
        code: str,
        title: str,
        rows: Iterable[tuple[Any, ...]] = (),
        *,
        unit: str = "万元",
        state: str = "filled",
    ) -> None:
        """Add a table; a row is (side, code, item, role, label, {measure: printed})."""
        number = len(self.rows.tables) + 1
        table_id = f"{self.id}-{code}-{number}"
        rows = list(rows)
        self.rows.tables.append(
            TableRow(
                table_id,
                self.id,
                DOCUMENT,
                code,
                number,
                f"表{number}",
                title,
                unit,
                [number],
                len(rows),
                5,
                state,
            )
        )
        for row_no, (side, row_code, item, role, label, cells) in enumerate(rows, start=1):
            for column_no, (measure, printed) in enumerate(cells.items(), start=1):
                self.rows.amounts.append(
                    _amount(
                        table_id=table_id,
                        table_code=code,
                        table_no=number,
                        disclosure_id=self.id,
                        fiscal_year=self.year,
                        stage=self.stage,
                        amount_id=f"{table_id}:{row_no}:{side or ''}{measure}",
                        row_no=row_no,
                        column_no=column_no + (10 if side == "expenditure" else 0),
                        side=side,
                        item=item,
                        row_role=role,
                        row_label=label,
                        measure=measure,
                        column_label=measure,
                        amount_printed=printed,
                        unit_printed=unit,
                        page=number,
                        **_codes(code, row_code),
                    )
                )

    def cell(self, table_code: str, row: str, measure: str, side: str | None = None) -> Amount:
        """Find the one cell of a table by its row (code, item or label) and measure."""
        found = [
            a
            for a in self.rows.amounts
            if a.table_code == table_code
            and a.measure == measure
            and row in (a.function_code, a.economic_code, a.item, a.row_label)
            and (side is None or a.side == side)
        ]
        assert len(found) == 1, f"{len(found)} cells {table_code} {row} {measure}"
        return found[0]

    def change(
        self, table_code: str, row: str, measure: str, printed: str, side: str | None = None
    ) -> Book:
        """Print another figure in one cell."""
        cell = self.cell(table_code, row, measure, side)
        cell.amount_printed, cell.amount_yuan = printed, in_yuan(printed)
        return self

    def drop(self, table_code: str, row: str) -> Book:
        """Leave out a row of a table."""
        self.rows.amounts = [
            a
            for a in self.rows.amounts
            if not (
                a.table_code == table_code
                and row in (a.function_code, a.economic_code, a.item, a.row_label)
            )
        ]
        return self

    def say(self, topic: str, **values: Any) -> Statement:
        """Add a sentence with figures (amounts in 万元)."""
        number = len(self.rows.statements) + 1
        given: dict[str, Any] = dict.fromkeys(OPTIONAL_IN_STATEMENTS)
        given |= {
            "direction": "none",
            "text": _sentence(number, values),
            "page": 9,
            "section": "说明",
            "unit_printed": "万元",
        } | values
        for name in ("amount", "change"):
            if name in given:
                given[f"{name}_yuan"] = in_yuan(printed := given.pop(name))
                given |= {"amount_printed": printed} if name == "amount" else {}
        statement = Statement(f"{self.id}-s{number}", self.id, DOCUMENT, topic=topic, **given)
        self.rows.statements.append(statement)
        return statement

    def project(self, amount: str, *parts: str) -> Project:
        """Add a project with its allocations (万元)."""
        allocations = [
            Allocation(f"分项{n}", in_yuan(part), f"{part}万元")
            for n, part in enumerate(parts, start=1)
        ]
        project = Project(
            f"{self.id}-p", self.id, "某项目", amount_yuan=in_yuan(amount), allocations=allocations
        )
        self.rows.projects.append(project)
        return project

    def weigh(self, *weights: str) -> None:
        """Add a performance table's indicators with these weights."""
        for number, weight in enumerate(weights, start=1):
            target = PerformanceTarget(
                f"{self.id}-t{number}",
                self.id,
                "pt",
                "某项目",
                *([None] * 10),
                None,
                weight=Decimal(weight),
            )
            self.rows.performance_targets.append(target)

    def check(self, history: Iterable[Book] = ()) -> Book:
        """Run all checks."""
        run_checks(self.rows, [book.rows for book in history])
        return self

    def state(self, check_id: str) -> str:
        """Give the result of a check."""
        return next(r.state for r in self.rows.check_results if r.check_id == check_id)

    def findings(self, check_id: str | None = None) -> list[Finding]:
        """Give the findings, of one check or all."""
        return [f for f in self.rows.findings if check_id in (None, f.check_id)]

    def verdicts(self, check_id: str | None = None) -> set[str]:
        """Give the verdicts of a check's findings."""
        return {f.verdict for f in self.findings(check_id)}


def _sentence(number: int, values: dict[str, Any]) -> str:
    """Write a sentence that holds the figures said in it."""
    text = f"第{number}句：{values.get('subject_printed') or ''}{values.get('amount', '')}万元"
    for name, words in (
        ("change", "，比上年增减{}万元"),
        ("change_percent", "，增减{}%"),
        ("share_percent", "，占{}%"),
    ):
        if values.get(name) is not None:
            text += words.format(str(values[name]).lstrip("-"))
    return text


def in_yuan(printed: str) -> Decimal:
    """Give a figure in 万元 as yuan."""
    return Decimal(printed.replace(",", "")) * 10000


def _amount(**values: Any) -> Amount:
    missing = dict.fromkeys(OPTIONAL_IN_AMOUNTS)
    value = in_yuan(values["amount_printed"])
    rest = {
        "document_id": DOCUMENT,
        "row_path": [],
        "amount_yuan": value,
        "value_state": "value" if value else "zero",
    }
    return Amount(**(missing | rest | values))


def _codes(table_code: str, code: str | None) -> dict[str, str | None]:
    economic = "basic_expenditure" in table_code
    return {
        "economic_code" if economic else "function_code": code,
        "code_origin": "printed" if code else None,
    }
