"""Disclosures of other kinds, and ways to spoil one figure or word of a disclosure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.checks.builders import Book
from tests.checks.example_disclosures import budget, coded, final_accounts, total

Make = Callable[[], Book]


def pure_budget() -> Book:
    """Give a budget in which all expenditure is general-budget money."""
    book = budget()
    for code in ("210", "21015", "2101502", "expenditure.total"):
        whole = book.cell("expenditure", code, "total")
        book.change("general_budget_expenditure", code, "total", whole.amount_printed)
        book.change("general_budget_expenditure", code, "project", "30.00")
    return book


def with_fund(code: str) -> Make:
    """Give final accounts with a filled table of that fund."""

    def make() -> Book:
        book = final_accounts()
        book.rows.tables = [table for table in book.rows.tables if table.table_code != code]
        rows = [
            coded(
                number,
                label,
                opening_balance="1.00",
                revenue="5.00",
                expenditure="4.00",
                closing_balance="2.00",
            )
            for number, label in (("229", "其他支出"), ("22960", "彩票公益金安排的支出"))
        ]
        figures = {
            "opening_balance": "1.00",
            "revenue": "5.00",
            "expenditure": "4.00",
            "closing_balance": "2.00",
        }
        book.table(code, "基金表", [*rows, total(None, "expenditure.total", "合计", **figures)])
        return book

    return make


def with_goal_money() -> Book:
    """Give a budget with two forms of performance targets, of a project's money and its two
    sources.
    """
    book = budget()
    for project in ("甲", "乙"):
        rows = [
            ("年度资金总额", "9.00"),
            (f"{project}：财政拨款", "6.00"),
            ("其他资金" if project == "甲" else "结转资金", "3.00"),
        ]
        title = f"{project}项目绩效目标表"
        book.table(
            "performance_targets",
            title,
            [(None, None, "detail", "item", label, {"amount": money}) for label, money in rows],
        )
    return book


def with_rates(rate: str = "75.00%") -> Book:
    """Return final accounts with a table of projects, of which one spent 9 of 12 万元, as columns
    of money and a rate of execution.
    """
    book = final_accounts()
    columns = {"amount": "12.00", "total": "9.00", "quantity": "1"}
    book.table(
        "performance_targets",
        "项目自评表",
        [(None, None, "detail", "item", "学前教育", columns)],
    )
    planned, spent, share = book.rows.amounts[-3:]
    planned.column_label, spent.column_label = "全年预算数 / 总额", "全年执行数 / 总额"
    spent.measure = "amount"
    share.column_label, share.amount_printed, share.amount_yuan = "执行率", rate, None
    share.value_state = "quantity"
    return book


def change_rate(printed: str) -> Callable[[Book], object]:
    """Make the slip: another rate of execution."""

    def slip(book: Book) -> None:
        book.rows.amounts[-1].amount_printed = printed

    return slip


def with_items_named() -> Book:
    """Give a budget whose prose names what basic expenditure is made of."""
    book = budget()
    book.say("general_public_budget.basic", text="包括基本工资、退休费、办公费、公务接待费")
    return book


def change(*cell: str, side: str | None = None) -> Callable[[Book], object]:
    """Make the slip: another figure in one cell."""
    return lambda book: book.change(*cell, side=side)


def state_of(code: str, state: str) -> Callable[[Book], object]:
    """Make the slip: a table with another state."""

    def slip(book: Book) -> None:
        table = next(table for table in book.rows.tables if table.table_code == code)
        table.state = state

    return slip


def restate(topic: str, **values: object) -> Callable[[Book], object]:
    """Make the slip: other values in one sentence."""

    def slip(book: Book) -> None:
        place = next(n for n, s in enumerate(book.rows.statements) if s.topic == topic)
        book.rows.statements[place] = replace(book.rows.statements[place], **values)  # type: ignore[arg-type]

    return slip


def relabel(table_code: str, code: str, label: str) -> Callable[[Book], object]:
    """Make the slip: another name beside a code."""

    def slip(book: Book) -> None:
        for amount in book.rows.amounts:
            if amount.table_code == table_code and amount.function_code == code:
                amount.row_label = label

    return slip


def retitle(book: Book) -> None:
    """Make the slip: last year's title left over a table."""
    book.rows.tables[0].title_printed = "2024年部门收支预算总表"


def wan(value: str) -> object:
    from decimal import Decimal

    return Decimal(value) * 10000


def percent(value: str) -> object:
    from decimal import Decimal

    return Decimal(value)
