"""A whole government's book as it would be printed: tables of last year's execution and of this
year's draft, the balance of the four budgets, debt by place, the departments.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from budgetflow.sample.facts.government import WAN, Debt, GovernmentFacts, Line, total
from budgetflow.sample.paper.printed import (
    Heading,
    Paragraph,
    PrintedDocument,
    PrintedTable,
    Row,
    Truth,
)

UNIT = "万元"
_TENTH = Decimal("0.1")


def compose_government(facts: GovernmentFacts) -> PrintedDocument:
    """Make the whole book of one government."""
    # One object numbers the tables in the order in which they are made.
    book = _Book(facts)
    tables = (
        book.execution("revenue"),
        book.execution("expenditure"),
        book.balance(),
        book.draft("revenue"),
        book.draft("expenditure"),
        book.funds(),
        book.debt(),
        *((book.departments(),) if facts.departments else ()),
    )
    blocks = (
        Heading(facts.title, 1),
        Paragraph(f"{facts.name}财政局"),
        *book.report(),
        *tables,
    )
    return PrintedDocument(facts.title, blocks)


class _Book:
    def __init__(self, facts: GovernmentFacts) -> None:
        self._facts = facts
        self._last = facts.fiscal_year - 1
        self._year = facts.fiscal_year
        self._whole = f"全{facts.kind}"
        self._own = f"{facts.kind}本级"
        self._number = 0

    def report(self) -> tuple[Paragraph, ...]:
        """Make the sentences of the report, in 亿元, each of the year it names."""
        facts = self._facts
        taken = total((*facts.taxes, *facts.non_taxes), "")
        spent = total(facts.classes, "")
        return (
            Paragraph(
                f"{self._last}年，{self._whole}一般公共预算收入完成{_yi(taken.executed)}亿元，"
                f"增长{_growth(taken)}%；一般公共预算支出完成{_yi(spent.executed)}亿元。"
            ),
            Paragraph(
                f"{self._year}年，{self._whole}一般公共预算收入预期{_yi(taken.draft)}亿元，"
                f"一般公共预算支出安排{_yi(spent.draft)}亿元。"
            ),
        )

    def execution(self, side: str) -> PrintedTable:
        """Make the table of last year's receipts or outlays with rates and changes."""
        word = "收入" if side == "revenue" else "支出"
        # Rates stand behind the amounts: a reader must not take them for money.
        head = (
            f"{self._last - 1}年决算数",
            f"{self._last}年预算数",
            f"{self._last}年执行数",
            "占预算%",
            "比上年增长%",
        )
        rows = tuple(
            self._row(
                f"general_budget_{side}",
                line,
                (line.before, line.planned, line.executed),
                ("previous_year_final", "budget", "execution"),
                (_share(line.executed, line.planned), _growth(line)),
            )
            for line in self._lines(side)
        )
        return self._table(
            f"general_budget_{side}",
            f"{self._last}年{self._whole}一般公共预算{word}执行情况表",
            (("项目",), *((words,) for words in head)),
            rows,
        )

    def draft(self, side: str) -> PrintedTable:
        """Make the table of this year's receipts or outlays beside last year's execution."""
        word = "收入" if side == "revenue" else "支出"
        columns = (("项目",), (f"{self._last}年执行数",), (f"{self._year}年预算数",))
        rows = tuple(
            self._row(
                f"general_budget_{side}",
                line,
                (line.executed, line.draft),
                ("previous_year_execution", "budget"),
            )
            for line in self._lines(side)
        )
        title = f"{self._year}年{self._whole}一般公共预算{word}草案表"
        return self._table(f"general_budget_{side}", title, columns, rows)

    def balance(self) -> PrintedTable:
        """Make the two-sided balance of last year's general budget."""
        facts = self._facts
        code = "general_budget_balance"
        taken = total((*facts.taxes, *facts.non_taxes), "本年收入合计").executed
        spent = total(facts.classes, "本年支出合计").executed
        # What is not spent is carried into the next year, so both sides come to this.
        whole = taken + facts.received.executed
        sides = (
            (("本年收入合计", taken), ("本年支出合计", spent)),
            (("上级补助收入", facts.received.executed), ("结转下年支出", whole - spent)),
            (("收入总计", whole), ("支出总计", whole)),
        )
        rows = tuple(
            Row(
                (left, f"{received:,}", right, f"{paid:,}"),
                (
                    Truth(code, left, "execution", received * WAN, "revenue"),
                    Truth(code, right, "execution", paid * WAN, "expenditure"),
                ),
                bold="总计" in left,
            )
            for (left, received), (right, paid) in sides
        )
        head = f"{self._last}年执行数"
        columns = (("收入项目",), (head,), ("支出项目",), (head,))
        return self._table(
            code, f"{self._last}年{self._whole}一般公共预算收支平衡表", columns, rows
        )

    def funds(self) -> PrintedTable:
        """Make the two-sided table of government funds."""
        facts = self._facts
        code = "government_fund_balance"
        # A fund of one kind: its line and the year's total are the same.
        pairs = (
            (facts.fund_revenue.label, facts.fund_outlays.label),
            ("本年收入合计", "本年支出合计"),
        )
        received = facts.fund_revenue.executed
        paid = facts.fund_outlays.executed
        rows = tuple(
            Row(
                (left, f"{received:,}", right, f"{paid:,}"),
                (
                    Truth(code, left, "execution", received * WAN, "revenue"),
                    Truth(code, right, "execution", paid * WAN, "expenditure"),
                ),
            )
            for left, right in pairs
        )
        head = f"{self._last}年执行数"
        columns = (("收入项目",), (head,), ("支出项目",), (head,))
        return self._table(code, f"{self._last}年{self._whole}政府性基金收支情况表", columns, rows)

    def debt(self) -> PrintedTable:
        """Make the table of limits and balances by place, groups over general and special debt."""
        code = "debt_limit_and_balance"
        kinds = ("合计", "一般债务", "专项债务")
        columns = (
            ("地区",),
            *((f"{self._last}年债务限额", kind) for kind in kinds),
            *((f"{self._last}年债务余额", kind) for kind in kinds),
        )
        # Total, general and special under each of the two groups.
        limits = ("limit", "limit.general", "limit.special")
        measures = (*limits, *(measure.replace("limit", "balance") for measure in limits))
        debt = self._facts.debt
        # The whole region's line stands first, as in the forms of the Ministry.
        region = Debt(
            "合计",
            sum(place.general_limit for place in debt),
            sum(place.general for place in debt),
            sum(place.special_limit for place in debt),
            sum(place.special for place in debt),
        )
        rows = [
            self._row(
                code,
                Line(place.place, 0, 0, 0, 0),
                (
                    place.general_limit + place.special_limit,
                    place.general_limit,
                    place.special_limit,
                    place.general + place.special,
                    place.general,
                    place.special,
                ),
                measures,
            )
            for place in (region, *debt)
        ]
        title = f"{self._last}年{self._whole}地方政府债务限额和余额情况表"
        return self._table(code, title, columns, tuple(rows))

    def departments(self) -> PrintedTable:
        """Make the table of what the draft gives each department."""
        code = "department_expenditure"
        rows: list[Row] = []
        for name, money in self._facts.departments:
            rows.append(self._row(code, Line(name, 0, 0, 0, 0), (money,), ("budget",)))
        title = f"{self._year}年{self._own}部门预算草案表"
        columns = (("部门",), (f"{self._year}年预算数",))
        return self._table(code, title, columns, tuple(rows))

    def _lines(self, side: str) -> tuple[Line, ...]:
        """Return the rows of one side with its sums."""
        facts = self._facts
        if side == "expenditure":
            return (*facts.classes, total(facts.classes, "本年支出合计"))
        # Sums above their parts, as books print receipts.
        taxes = total(facts.taxes, "一、税收收入")
        others = total(facts.non_taxes, "二、非税收入")
        whole = taxes.plus(others, "本年收入合计")
        return (taxes, *facts.taxes, others, *facts.non_taxes, whole)

    def _row(
        self,
        code: str,
        line: Line,
        money: tuple[int, ...],
        measures: tuple[str, ...],
        rates: tuple[str, ...] = (),
    ) -> Row:
        amounts = zip(measures, money, strict=True)
        # Rates have no truth: they are read as rates and never as amounts.
        truths = tuple(
            Truth(code, line.label, measure, amount * WAN) for measure, amount in amounts
        )
        cells = (line.label, *(f"{amount:,}" for amount in money), *rates)
        return Row(cells, truths, bold="合计" in line.label)

    def _table(
        self, code: str, title: str, columns: tuple[tuple[str, ...], ...], rows: tuple[Row, ...]
    ) -> PrintedTable:
        self._number += 1
        return PrintedTable(code, f"表{self._number}", title, "", UNIT, columns, rows)


def _share(part: int, whole: int) -> str:
    share = Decimal(100) * part / whole
    # Halves up, as office programs and people round.
    return str(share.quantize(_TENTH, ROUND_HALF_UP))


def _growth(line: Line) -> str:
    """Return the growth of last year's execution on the final account before it."""
    change = line.executed - line.before
    percent = Decimal(100) * change / line.before
    return str(percent.quantize(_TENTH, ROUND_HALF_UP))


def _yi(wan: int) -> str:
    """Return an amount of 万元 in 亿元 with two decimals."""
    amount = Decimal(wan) / WAN
    return str(amount.quantize(Decimal("0.01"), ROUND_HALF_UP))
