"""Two small disclosures that hold: a budget and final accounts of the same bureau."""

from __future__ import annotations

from typing import Any

from tests.checks.builders import Book

R, E = "revenue", "expenditure"


def total(side: str | None, item: str | None, label: str, **cells: str) -> tuple[Any, ...]:
    return (side, None, item, "total", label, cells)


def coded(code: str, label: str, side: str | None = None, **cells: str) -> tuple[Any, ...]:
    return (side, code, None, "item", label, cells)


def line(side: str, item: str, label: str, role: str = "item", **cells: str) -> tuple[Any, ...]:
    return (side, None, f"{side}.{item}", role, label, cells)


TREE = (
    ("208", "社会保障和就业支出", "30.00", "30.00", None),
    ("20805", "行政事业单位养老支出", "30.00", "30.00", None),
    ("2080505", "机关事业单位基本养老保险缴费支出", "20.00", "20.00", None),
    ("2080506", "机关事业单位职业年金缴费支出", "10.00", "10.00", None),
    ("210", "卫生健康支出", "70.00", "40.00", "30.00"),
    ("21011", "行政事业单位医疗", "15.00", "15.00", None),
    ("2101101", "行政单位医疗", "10.00", "10.00", None),
    ("2101103", "公务员医疗补助", "5.00", "5.00", None),
    ("21015", "医疗保障管理事务", "55.00", "25.00", "30.00"),
    ("2101501", "行政运行", "25.00", "25.00", None),
    ("2101502", "一般行政管理事务", "30.00", None, "30.00"),
)


def kinds(basic: str | None, project: str | None) -> dict[str, str]:
    return {name: value for name, value in (("basic", basic), ("project", project)) if value}


def expenditure_rows() -> list[tuple[Any, ...]]:
    rows = [
        coded(code, label, total=whole, **kinds(basic, project))
        for code, label, whole, basic, project in TREE
    ]
    return [
        *rows,
        total(None, "expenditure.total", "合计", total="100.00", basic="70.00", project="30.00"),
    ]


def revenue_rows() -> list[tuple[Any, ...]]:
    def shares(whole: str, code: str) -> dict[str, str]:
        own = {
            "210": ("65.00", "5.00"),
            "21015": ("50.00", "5.00"),
            "2101502": ("25.00", "5.00"),
        }.get(code, (whole, None))
        return {"appropriation": own[0], "general_public_budget": own[0]} | (
            {"other_revenue": own[1]} if own[1] else {}
        )

    rows = [
        coded(code, label, total=whole, **shares(whole, code)) for code, label, whole, _, _ in TREE
    ]
    return [
        *rows,
        total(
            None,
            "revenue.total",
            "合计",
            total="100.00",
            appropriation="95.00",
            general_public_budget="95.00",
            other_revenue="5.00",
        ),
    ]


def general_rows() -> list[tuple[Any, ...]]:
    less = {
        "210": ("65.00", "40.00", "25.00"),
        "21015": ("50.00", "25.00", "25.00"),
        "2101502": ("25.00", None, "25.00"),
    }
    rows = []
    for code, label, *figures in TREE:
        whole, basic, project = less.get(code, tuple(figures))
        rows.append(coded(code, label, total=str(whole), **kinds(basic, project)))
    return [
        *rows,
        total(None, "expenditure.total", "合计", total="95.00", basic="70.00", project="25.00"),
    ]


BASIC_ROWS = (
    coded("301", "工资福利支出", total="50.00", personnel="50.00"),
    coded("30101", "基本工资", total="30.00", personnel="30.00"),
    coded("30108", "机关事业单位基本养老保险缴费", total="20.00", personnel="20.00"),
    coded("302", "商品和服务支出", total="18.00", operating="18.00"),
    coded("30201", "办公费", total="16.00", operating="16.00"),
    coded("30217", "公务接待费", total="2.00", operating="2.00"),
    coded("303", "对个人和家庭的补助", total="2.00", personnel="2.00"),
    coded("30302", "退休费", total="2.00", personnel="2.00"),
    total(None, "expenditure.total", "合计", total="70.00", personnel="52.00", operating="18.00"),
)


def budget() -> Book:
    """Give a budget of 100 万元, 95 of it from the general budget, 4 of it carried in."""
    book = Book("budget", 2026)
    book.table(
        "summary",
        "收支总表",
        (
            line(R, "general_public_budget", "一、一般公共预算拨款", amount="91.00"),
            line(R, "other", "二、其他收入", amount="5.00"),
            line(R, "current_year", "本年收入合计", "subtotal", amount="96.00"),
            line(R, "carryover", "上年结转", amount="4.00"),
            total(R, "revenue.total", "收入总计", amount="100.00"),
            coded("208", "社会保障和就业支出", E, amount="30.00"),
            coded("210", "卫生健康支出", E, amount="70.00"),
            line(E, "current_year", "本年支出合计", "subtotal", amount="100.00"),
            total(E, "expenditure.total", "支出总计", amount="100.00"),
        ),
    )
    book.table("revenue", "收入总表", revenue_rows_budget())
    book.table("expenditure", "支出总表", expenditure_rows())
    book.table(
        "appropriation_summary",
        "财政拨款收支总表",
        (
            line(R, "general_public_budget", "一、一般公共预算拨款", amount="91.00"),
            line(R, "current_year", "本年收入合计", "subtotal", amount="91.00"),
            line(R, "carryover", "上年结转", amount="4.00"),
            total(R, "revenue.total", "收入总计", amount="95.00"),
            coded("208", "社会保障和就业支出", E, total="30.00", general_public_budget="30.00"),
            coded("210", "卫生健康支出", E, total="65.00", general_public_budget="65.00"),
            line(
                E,
                "current_year",
                "本年支出合计",
                "subtotal",
                total="95.00",
                general_public_budget="95.00",
            ),
            total(E, "expenditure.total", "支出总计", total="95.00", general_public_budget="95.00"),
        ),
    )
    shared_tables(book)
    book.table(
        "operating_expenses", "机关运行经费支出表", (total(None, None, "合计", amount="18.00"),)
    )
    book.table(
        "general_budget_project_expenditure",
        "一般公共预算项目支出表",
        (
            coded("2101502", "一般行政管理事务", total="25.00", goods_and_services="25.00"),
            total(None, None, "合计", total="25.00", goods_and_services="25.00"),
        ),
    )
    book.table(
        "government_procurement",
        "政府采购预算表",
        (
            (None, None, "goods", "item", "货物", {"amount": "3.00"}),
            (None, None, "works", "item", "工程", {"amount": "1.00"}),
            (None, None, "services", "item", "服务", {"amount": "2.00"}),
            total(None, None, "合计", amount="6.00"),
        ),
    )
    book.table(
        "three_public_expenses",
        "“三公”经费支出表",
        (
            (None, None, "three_public_total", "total", "合计", {"amount": "9.00"}),
            (None, None, "overseas_travel", "item", "因公出国（境）费", {"amount": "1.00"}),
            (None, None, "vehicles", "subtotal", "公务用车购置及运行费", {"amount": "5.00"}),
            (None, None, "vehicle_purchase", "of_which", "公务用车购置费", {"amount": "0.00"}),
            (None, None, "vehicle_operation", "of_which", "公务用车运行费", {"amount": "5.00"}),
            (None, None, "reception", "item", "公务接待费", {"amount": "3.00"}),
        ),
    )
    prose(book)
    return book


def revenue_rows_budget() -> list[tuple[Any, ...]]:
    """Give the revenue table's rows with the carry-over in 2101502."""
    rows = []
    for side, code, item, role, label, cells in revenue_rows():
        less = {"210": "61.00", "21015": "46.00", "2101502": "21.00", None: "91.00"}.get(code)
        carried = (
            {
                "appropriation": less,
                "general_public_budget": less,
                "appropriation_carryover": "4.00",
            }
            if less
            else {}
        )
        rows.append((side, code, item, role, label, cells | carried))
    return rows


def shared_tables(book: Book) -> None:
    """Add the tables that a budget and final accounts print alike."""
    book.table("general_budget_expenditure", "一般公共预算支出表", general_rows())
    book.table("general_budget_basic_expenditure", "一般公共预算基本支出表", BASIC_ROWS)
    book.table("government_fund_expenditure", "政府性基金预算支出表", state="declared_empty")
    book.table("state_capital_expenditure", "国有资本经营预算支出表", state="declared_empty")


def prose(book: Book) -> None:
    """Add the sentences, a project and the weights."""
    book.say("revenue.total", amount="100.00", section="收入")
    book.say(
        "revenue.general_public_budget", amount="91.00", share_percent=dec("91.00"), section="收入"
    )
    book.say("revenue.other", amount="5.00", share_percent=dec("5.00"), section="收入")
    book.say("revenue.carryover", amount="4.00", share_percent=dec("4.00"), section="收入")
    book.say("expenditure.total", amount="100.00", section="支出")
    book.say(
        "expenditure.basic",
        amount="70.00",
        change="10.00",
        change_percent=dec("16.67"),
        direction="increase",
        section="支出",
    )
    book.say("expenditure.project", amount="30.00", section="支出")
    book.say(
        "function",
        function_code="2080505",
        subject_printed="机关事业单位基本养老保险缴费支出",
        amount="20.00",
    )
    book.say(
        "three_public.total",
        amount="9.00",
        change="-1.00",
        change_percent=dec("-10.00"),
        direction="decrease",
        reason="厉行节约",
    )
    book.say("procurement.total", amount="6.00")
    for kind, amount in (
        ("goods", "3.00"),
        ("works", "1.00"),
        ("services", "2.00"),
        ("reserved_sme", "6.00"),
    ):
        book.say(f"procurement.{kind}", amount=amount)
    book.project("30.00", "20.00", "10.00")
    book.weigh("50", "40", "10")


def dec(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


def doubtful() -> Book:
    """Return a budget whose total was read with little confidence and does not add up."""
    book = budget().change("expenditure", "expenditure.total", "total", "120.00")
    cell = book.cell("expenditure", "expenditure.total", "total")
    cell.confidence = 0.6
    cell.x0, cell.top, cell.x1, cell.bottom = 100.0, 200.0, 160.0, 212.0
    return book.check()


def final_accounts(year: int = 2026) -> Book:
    """Give final accounts of 101 万元 in all, of which 1 is carried out."""
    book = Book("final_accounts", year)
    book.table(
        "summary",
        "收入支出决算总表",
        (
            line(R, "general_public_budget", "一、一般公共预算财政拨款收入", amount="95.00"),
            line(R, "other", "八、其他收入", amount="5.00"),
            line(R, "current_year", "本年收入合计", "subtotal", amount="100.00"),
            line(R, "carryover", "年初结转和结余", amount="1.00"),
            total(R, "revenue.total", "总计", amount="101.00"),
            coded("208", "社会保障和就业支出", E, amount="30.00"),
            coded("210", "卫生健康支出", E, amount="70.00"),
            line(E, "current_year", "本年支出合计", "subtotal", amount="100.00"),
            line(E, "carried_forward", "年末结转和结余", amount="1.00"),
            total(E, "expenditure.total", "总计", amount="101.00"),
        ),
    )
    book.table("revenue", "收入决算表", revenue_rows())
    book.table("expenditure", "支出决算表", expenditure_rows())
    book.table(
        "appropriation_summary",
        "财政拨款收入支出决算总表",
        (
            line(R, "general_public_budget", "一、一般公共预算财政拨款", amount="95.00"),
            line(R, "current_year", "本年收入合计", "subtotal", amount="95.00"),
            line(R, "carryover", "年初财政拨款结转和结余", amount="1.00"),
            total(R, "revenue.total", "总计", amount="96.00"),
            coded("208", "社会保障和就业支出", E, total="30.00", general_public_budget="30.00"),
            coded("210", "卫生健康支出", E, total="65.00", general_public_budget="65.00"),
            line(
                E,
                "current_year",
                "本年支出合计",
                "subtotal",
                total="95.00",
                general_public_budget="95.00",
            ),
            line(
                E,
                "carried_forward",
                "年末财政拨款结转和结余",
                total="1.00",
                general_public_budget="1.00",
            ),
            total(E, "expenditure.total", "总计", total="96.00", general_public_budget="96.00"),
        ),
    )
    shared_tables(book)
    book.table(
        "three_public_expenses",
        "“三公”经费支出决算表",
        (
            (
                None,
                None,
                "three_public_total",
                "total",
                "合计",
                {"budget": "9.00", "final": "8.00"},
            ),
            (
                None,
                None,
                "overseas_travel",
                "item",
                "因公出国（境）费",
                {"budget": "1.00", "final": "1.00"},
            ),
            (
                None,
                None,
                "vehicles",
                "subtotal",
                "公务用车购置及运行费",
                {"budget": "5.00", "final": "4.00"},
            ),
            (
                None,
                None,
                "vehicle_operation",
                "of_which",
                "公务用车运行费",
                {"budget": "5.00", "final": "4.00"},
            ),
            (None, None, "reception", "item", "公务接待费", {"budget": "3.00", "final": "3.00"}),
        ),
    )
    prose(book)
    book.rows.statements = [
        s
        for s in book.rows.statements
        if s.topic not in ("revenue.carryover", "revenue.general_public_budget")
    ]
    book.say(
        "revenue.general_public_budget", amount="95.00", share_percent=dec("95.00"), section="收入"
    )
    return book
