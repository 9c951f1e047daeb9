"""What must be there: the standard tables, a sentence for an empty one, one year, no placeholders;
names that fit codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetflow.checks.model.evidence import AS_IT_SHOULD_BE, Observation
from budgetflow.checks.model.figures import Figures, TableView
from budgetflow.checks.model.lookup import line, table_titles, title, total_of
from budgetflow.interpret.rows_model import TableRow

# The eight tables of 财预〔2016〕143号; the state-capital table was added later and not
# everywhere.
STANDARD_TABLES = {
    "summary": "收支总表",
    "revenue": "收入总表",
    "expenditure": "支出总表",
    "appropriation_summary": "财政拨款收支总表",
    "general_budget_expenditure": "一般公共预算支出表",
    "general_budget_basic_expenditure": "一般公共预算基本支出表",
    "government_fund_expenditure": "政府性基金预算支出表",
    "three_public_expenses": "“三公”经费支出表",
}
# Tables that another province prints in the place of a standard one.
STAND_INS = {
    "general_budget_expenditure": ("appropriation_expenditure",),
    "general_budget_basic_expenditure": (
        "appropriation_basic_expenditure",
        "general_budget_economic_expenditure",
    ),
}
YEAR_END = re.compile(r"截[至止]\s*(20\d\d)\s*年\s*12\s*月\s*31\s*日")
MENTIONED_YEAR = re.compile(r"(20\d\d)\s*年(?:度)?(?:部门|单位|本级)?(?:预算|决算|收支)")
PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9A])(?:[X×]{2,}|[xX]{2,}|\*{3,})(?=[年月日个人万元项局部门单位（(，。]|$)|"
    r"(?:20[X×x]{2}年)"
)
# A table declared empty, and the lines of the summary table's revenue that must then be empty too.
EMPTY_TABLE_FUNDS = (
    (
        "appropriation_summary",
        ("general_public_budget", "government_fund", "state_capital", "appropriation"),
    ),
    ("general_budget_expenditure", ("general_public_budget",)),
    ("government_fund_expenditure", ("government_fund",)),
    ("state_capital_expenditure", ("state_capital",)),
)


def standard_tables(figures: Figures) -> Iterator[Observation]:
    """Look for each standard table; a disclosure of prose alone has its tables elsewhere."""
    codes = {table.table_code for table in figures.tables}
    printed = {table.table_code for table in figures.tables if table.state != "announced_missing"}
    if len(printed & STANDARD_TABLES.keys()) < 3:
        return
    for code, name in STANDARD_TABLES.items():
        there = code in codes or any(other in codes for other in STAND_INS.get(code, ()))
        yield Observation(
            there, f"未见标准表：{name}", f"standard table missing: {code}", grave=True
        )
    for table in figures.tables:
        if table.state == "announced_missing":
            zh = f"目录列出而正文未见：{table.title_printed}"
            en = f"announced but not found: {table.table_code}"
            yield Observation(False, zh, en, document_id=table.document_id, grave=True)


def empty_tables_say_so(figures: Figures) -> Iterator[Observation]:
    """Look for the sentence that 财预〔2016〕143号 asks for under a table without figures."""
    for table in figures.tables:
        if table.state in ("empty", "declared_empty") and table.table_code != "other":
            name = table.title_printed or table.table_code
            yield Observation(
                table.state == "declared_empty",
                f"空表没有说明：{name}",
                f"empty table without the sentence that says so: {table.table_code}",
                page=table.pages[0] if table.pages else None,
                document_id=table.document_id,
            )


def declared_empty_is_empty(figures: Figures) -> Iterator[Observation]:
    """Compare each table declared empty with the money that other tables show for it."""
    for code, funds in EMPTY_TABLE_FUNDS:
        for table in figures.tables:
            if (
                table.table_code == code
                and table.state == "declared_empty"
                # Two tables of one fund are two units' or two years', one of which may be empty.
                and len([t for t in figures.tables if t.table_code == code]) == 1
            ):
                yield _contradiction(figures, table, funds)


def _contradiction(figures: Figures, table: TableRow, funds: tuple[str, ...]) -> Observation:
    """Check whether the summary, revenue or expenditure tables show money that a table declared
    empty denies.
    """
    summary = figures.one("summary")
    revenue = figures.one("revenue")
    shown = [line(summary, "revenue", fund) for fund in funds] if summary else []
    shown += [total_of(revenue, fund) for fund in funds]
    money = [figure.amount for figure in shown if figure and figure.value and figure.amount]
    name = table.title_printed or table.table_code
    return Observation(
        not money,
        f"{name}声明为空表（{table.state_sentence or '无数据'}），而其他表列有该项资金 "
        f"{money[0].amount_printed if money else ''}",
        f"{table.table_code} is declared empty, but other tables show "
        f"{money[0].amount_printed if money else 'money'} of it",
        amounts=tuple(money),
        page=table.pages[0] if table.pages else None,
        document_id=table.document_id,
        # Two tables that show the money can hardly both be misread.
        proven=len(money) > 1,
    )


def one_year(figures: Figures) -> Iterator[Observation]:
    """Compare the years that titles name with the disclosure's fiscal year."""
    year = figures.disclosure.fiscal_year
    if year is None:
        return
    for text, document, page in [(figures.disclosure.title, None, None), *table_titles(figures)]:
        years = {int(found) for found in MENTIONED_YEAR.findall(text or "")}
        if years:
            zh = f"标题年度与公开年度 {year} 不一致：{text}"
            en = f"a title names another year than {year}: {text}"
            yield Observation(year in years, zh, en, page=page, document_id=document)


def headings_of_the_year(figures: Figures) -> Iterator[Observation]:
    """Compare the years of the prose's chapter headings (2024年度部门决算情况说明) with the fiscal
    year.
    """
    year = figures.disclosure.fiscal_year
    headings = dict.fromkeys(
        part
        for s in figures.statements
        for part in (s.section or "").split(" / ")
        if part.endswith("情况说明")
    )
    for heading in headings:
        years = {int(found) for found in MENTIONED_YEAR.findall(heading)}
        if years and year is not None:
            zh = f"章节标题年度与公开年度 {year} 不一致：{heading}"
            yield Observation(
                year in years, zh, f"a heading names another year than {year}: {heading}"
            )


def year_end_of_the_year(figures: Figures) -> Iterator[Observation]:
    """Compare the year's end that final accounts count their assets at (截至2024年12月31日) with
    the fiscal year.
    """
    year = figures.disclosure.fiscal_year
    seen: set[str] = set()
    for statement in figures.statements:
        found = YEAR_END.search(statement.text)
        # A sentence with several amounts is several statements: told once.
        if found and year is not None and statement.text not in seen:
            seen.add(statement.text)
            zh = f"截止日期与公开年度 {year} 不一致：{found.group()}（“{statement.text[:60]}”）"
            en = f"counted at the end of {found.group(1)}, not of {year}"
            yield Observation(
                int(found.group(1)) == year, zh, en, statements=(statement,), page=statement.page
            )


def no_placeholders(figures: Figures) -> Iterator[Observation]:
    """Look for placeholders of the template (XX, ××) left in titles, headings and sentences."""
    seen: set[str] = set()
    for text, document, page in [
        *table_titles(figures),
        *((s.section, s.document_id, s.page) for s in figures.statements),
    ]:
        if text and text not in seen:
            seen.add(text)
            if PLACEHOLDER.search(text) is None:
                yield AS_IT_SHOULD_BE
            else:
                yield Observation(False, *_left(text), page=page, document_id=document)
    for statement in figures.statements:
        if statement.text not in seen:
            seen.add(statement.text)
            if PLACEHOLDER.search(statement.text) is None:
                yield AS_IT_SHOULD_BE
            else:
                said = (statement,)
                yield Observation(
                    False, *_left(statement.text), statements=said, page=statement.page
                )


def _left(text: str) -> tuple[str, str]:
    """Return in Chinese and English that a text holds a placeholder."""
    words = text[:60]
    return f"残留占位符：{words}", f"a placeholder of the template was left: {words}"


def balance_without_money(figures: Figures) -> Iterator[Observation]:
    """Look whether the summary table's totals are there and not zero (V33-111)."""
    view: TableView | None = figures.one("summary")
    total = line(view, "revenue", "total") if view else None
    if view and total:
        page = total.amount.page if total.amount else None
        yield Observation(
            total.value != 0, f"{title(view)}收入总计为 0", "total revenue is zero", page=page
        )
