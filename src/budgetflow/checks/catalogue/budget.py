"""The checks of budget disclosures within and across their tables, B01 to B26."""

from __future__ import annotations

from budgetflow.checks.catalogue.table_codes import ECONOMIC, LISTS
from budgetflow.checks.model.check import Check
from budgetflow.checks.model.combine import both, each
from budgetflow.checks.rules.between_tables import between_tables, function_to_economic, funds
from budgetflow.checks.rules.text import goal_money, performance_targets
from budgetflow.checks.rules.within_table import small_tables, summary
from budgetflow.checks.rules.within_table.code_tree import tree_sums
from budgetflow.checks.rules.within_table.row_sums import row_sums
from budgetflow.checks.rules.within_table.uncoded_lists import list_sums

EXPENDITURE_BY_FUND = (
    "general_budget_expenditure",
    "general_budget_project_expenditure",
    "government_fund_expenditure",
    "state_capital_expenditure",
    "appropriation_expenditure",
)

BUDGET_CHECKS = (
    Check(
        "B01",
        "budget",
        "T1",
        "收入总计 ＝ 支出总计",
        "Total revenue equals total expenditure",
        "hard",
        summary.balance("summary"),
    ),
    Check(
        "B02",
        "budget",
        "T1",
        "收入总计 ＝ 本年收入合计 ＋ 上年结转结余；支出总计 ＝ 本年支出合计 ＋ 结转下年",
        "Each side's total is the current year plus what is carried over",
        "hard",
        both(summary.build_up("summary", "revenue"), summary.build_up("summary", "expenditure")),
        "where those lines are printed",
    ),
    Check(
        "B03",
        "budget",
        "T1",
        "本年收入 ＝ 各项来源之和",
        "Current revenue is the sum of its sources",
        "hard",
        both(summary.sources("summary"), summary.carried_parts("summary")),
    ),
    Check(
        "B04",
        "budget",
        "T1",
        "本年支出合计 ＝ 各功能大类之和",
        "Current expenditure is the sum of the classes",
        "hard",
        both(summary.classes("summary"), summary.uses("summary")),
    ),
    Check(
        "B05",
        "budget",
        "T1xT2",
        "收支总表收入 ＝ 收入总表",
        "Revenue of the summary equals the revenue table",
        "hard",
        between_tables.revenue_totals,
    ),
    Check(
        "B06",
        "budget",
        "T1xT3",
        "收支总表支出 ＝ 支出总表（合计与各类）",
        "Expenditure of the summary equals its table",
        "hard",
        between_tables.expenditure_totals,
    ),
    Check(
        "B07",
        "budget",
        "T2",
        "收入总表：行内合计与科目层级之和",
        "Revenue table: rows and code tree add up",
        "hard",
        both(each(row_sums, "revenue"), each(tree_sums, "revenue"), each(list_sums, "revenue")),
    ),
    Check(
        "B08",
        "budget",
        "T3",
        "支出总表：合计 ＝ 各支出列之和",
        "Expenditure table: rows add up",
        "hard",
        each(row_sums, "expenditure"),
    ),
    Check(
        "B09",
        "budget",
        "T3",
        "支出总表：类 ＝ Σ款，款 ＝ Σ项",
        "Expenditure table: the code tree adds up",
        "hard",
        each(tree_sums, "expenditure"),
    ),
    Check(
        # A revenue table by function lists what the money is for, so most bodies print both alike.
        "B10",
        "budget",
        "T2xT3",
        "收入总表与支出总表同码金额相等",
        "Revenue and expenditure agree code by code",
        "conditional",
        between_tables.revenue_by_code,
        "both tables list the same codes and the same total",
    ),
    Check(
        "B11",
        "budget",
        "T4",
        "财政拨款收支总表：收支相等，行内与分类之和",
        "Appropriation summary: balance, rows and classes add up",
        "hard",
        both(
            summary.balance("appropriation_summary"),
            summary.build_up("appropriation_summary", "revenue"),
            summary.sources("appropriation_summary"),
            summary.carried_parts("appropriation_summary"),
            summary.classes("appropriation_summary"),
            summary.uses("appropriation_summary"),
            each(row_sums, "appropriation_summary"),
        ),
    ),
    Check(
        # Money of its own (事业收入, 经营收入) is in the total and no appropriation.
        "B12",
        "budget",
        "T1xT4",
        "财政拨款收入总计 ≤ 收入总计",
        "The appropriation is at most all revenue",
        "conditional",
        between_tables.appropriation_within_total,
        "equal only for bodies that live on appropriation alone",
    ),
    Check(
        "B13",
        "budget",
        "T1xT4",
        "三本预算拨款收入两表相等",
        "The three budgets agree in both summaries",
        "hard",
        between_tables.appropriation_lines,
    ),
    Check(
        "B14",
        "budget",
        "T2xT4",
        "收入总表财政拨款列 ＝ 财政拨款收支总表",
        "Appropriation column equals its summary",
        "hard",
        between_tables.appropriation_column,
    ),
    Check(
        "B15",
        "budget",
        "T4xT5xT6xT7",
        "财政拨款支出各列 ＝ 各本预算支出表合计；支出合计 ＝ 各表之和",
        "Each fund's column equals its table, and all their sum",
        "hard",
        both(funds.funds_by_table(*funds.FUND_TABLES), funds.funds_together),
    ),
    Check(
        "B16",
        "budget",
        "T4xT5",
        "一般公共预算列各类 ＝ 一般公共预算支出表",
        "General budget agrees class by class",
        "hard",
        between_tables.general_budget_classes,
    ),
    Check(
        # The general budget is one of several sources of the same function.
        "B17",
        "budget",
        "T3xT5",
        "一般公共预算各码 ≤ 支出总表同码",
        "General-budget money of a code is at most all its money",
        "conditional",
        between_tables.same_codes(
            "general_budget_expenditure", "expenditure", "<=", ("total", "basic", "project")
        ),
        "equal for bodies of general-budget money alone",
    ),
    Check(
        "B18",
        "budget",
        "T5/T6/T7/项目支出表",
        "各本预算支出表、项目支出表：行内与层级之和",
        "Tables by fund and of projects: rows, code tree and lists add up",
        "hard",
        both(
            each(row_sums, *EXPENDITURE_BY_FUND, "project_expenditure", "carryover"),
            each(tree_sums, *EXPENDITURE_BY_FUND, "project_expenditure"),
            each(list_sums, *LISTS),
        ),
    ),
    Check(
        "B19",
        "budget",
        "T8",
        "基本支出表：行内与层级之和",
        "Basic expenditure: rows and code tree add up",
        "hard",
        both(each(row_sums, *ECONOMIC), each(tree_sums, *ECONOMIC), small_tables.parts_of_total),
    ),
    Check(
        # Hard, with the finder's own doubt where a place counts a part of 302 as 人员.
        "B20",
        "budget",
        "T8",
        "人员经费 ＝ 301＋303；公用经费 ＝ 302＋310 等",
        "Personnel is 301 and 303, operating the rest",
        "hard",
        small_tables.personnel_and_operating,
        "where a part of 303 is counted as operating, the difference is open",
    ),
    Check(
        "B21",
        "budget",
        "T5xT8",
        "一般公共预算基本支出 ＝ 基本支出表合计",
        "Basic expenditure by function equals that by economic class",
        "hard",
        function_to_economic.basic_bridge("general_budget_expenditure"),
    ),
    Check(
        # Basic expenditure paid from money of its own stands in 支出总表 and not in the basic
        # table.
        "B22",
        "budget",
        "T3xT8",
        "支出总表基本支出 ＝ 基本支出表合计",
        "Basic expenditure of all funds equals the basic table",
        "conditional",
        function_to_economic.basic_bridge("expenditure", only_same_total=True),
        "all expenditure is general-budget money",
    ),
    Check(
        "B23",
        "budget",
        "T9",
        "“三公”合计 ＝ 各分项之和",
        "The three public expenses add up",
        "hard",
        small_tables.three_public,
    ),
    Check(
        # 三公 paid from projects is in the 三公 table and not in the basic one.
        "B24",
        "budget",
        "T9xT8",
        "基本支出中对应科目 ≤ “三公”各项",
        "Economic codes of the basic table are within the three public expenses",
        "conditional",
        function_to_economic.three_public_by_code,
        "the basic table holds only a part of that spending",
    ),
    Check(
        # 机关运行经费 is a term for administrative bodies: institutions have none, or print one of
        # their own reckoning.
        "B25",
        "budget",
        "机关运行经费xT8",
        "机关运行经费 ＝ 公用经费合计",
        "Operating expenses equal the operating column",
        "conditional",
        function_to_economic.operating_expenses,
        "administrative bodies and those run like them",
    ),
    Check(
        # Forms of goals may leave out special funds, or be set for several years.
        "B26",
        "budget",
        "项目支出表xT3/T5",
        "项目支出表合计 ＝ 项目支出合计；绩效目标资金 ≤ 项目支出，部门目标资金 ＝ 支出合计，"
        "项目目标资金 ＝ 该项目所列",
        "The project table adds up to the project column; money with targets is within it; the "
        "money of the body's own goals is its expenditure, that of a project's goals its line",
        "conditional",
        both(
            function_to_economic.project_table,
            performance_targets.target_money,
            performance_targets.department_money,
            goal_money.project_money,
        ),
        "the project table has the scope of that column; the body's goals cover all its money, a "
        "project's the year's; no money with targets is handed down to lower levels",
    ),
)
