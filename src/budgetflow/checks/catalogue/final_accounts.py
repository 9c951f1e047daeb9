"""The checks of final accounts, F01 to F26."""

from __future__ import annotations

from budgetflow.checks.catalogue.table_codes import ECONOMIC, LISTS
from budgetflow.checks.model.check import Check
from budgetflow.checks.model.combine import both, each
from budgetflow.checks.rules.between_tables import (
    between_tables,
    function_to_economic,
    funds,
    year_on_year,
)
from budgetflow.checks.rules.text import (
    budget_execution,
    chapters,
    code_names,
    completeness,
    prose_sums,
    prose_vs_tables,
)
from budgetflow.checks.rules.within_table import small_tables, summary
from budgetflow.checks.rules.within_table.code_tree import tree_sums
from budgetflow.checks.rules.within_table.row_sums import row_sums
from budgetflow.checks.rules.within_table.uncoded_lists import list_sums

FINAL_CHECKS = (
    Check(
        "F01",
        "final_accounts",
        "T1",
        "收入总计 ＝ 本年收入合计 ＋ 使用非财政拨款结余 ＋ 年初结转和结余",
        "Total revenue is the current year plus what was carried in",
        "hard",
        summary.build_up("summary", "revenue"),
    ),
    Check(
        "F02",
        "final_accounts",
        "T1",
        "支出总计 ＝ 本年支出合计 ＋ 结余分配 ＋ 年末结转和结余",
        "Total expenditure is the current year plus what is carried out",
        "hard",
        summary.build_up("summary", "expenditure"),
    ),
    Check(
        # A balance of 0 is a form that nobody filled in.
        "F03",
        "final_accounts",
        "T1",
        "收入总计 ＝ 支出总计，且不为 0",
        "Total revenue equals total expenditure and is not zero",
        "hard",
        both(summary.balance("summary"), completeness.balance_without_money),
    ),
    Check(
        "F04",
        "final_accounts",
        "T1",
        "本年收入合计 ＝ 各项收入之和；本年支出合计 ＝ 各功能大类之和",
        "Each side is the sum of its lines",
        "hard",
        both(
            summary.sources("summary"),
            summary.carried_parts("summary"),
            summary.classes("summary"),
            summary.uses("summary"),
        ),
    ),
    Check(
        "F05",
        "final_accounts",
        "T1xT2",
        "收支总表收入 ＝ 收入决算表",
        "Revenue of the summary equals the revenue table",
        "hard",
        between_tables.revenue_totals,
    ),
    Check(
        "F06",
        "final_accounts",
        "T1xT3",
        "收支总表支出 ＝ 支出决算表",
        "Expenditure of the summary equals its table",
        "hard",
        between_tables.expenditure_totals,
    ),
    Check(
        "F07",
        "final_accounts",
        "T2",
        "收入决算表：行内与层级之和",
        "Revenue table: rows and code tree add up",
        "hard",
        both(each(row_sums, "revenue"), each(tree_sums, "revenue"), each(list_sums, "revenue")),
    ),
    Check(
        "F08",
        "final_accounts",
        "T3",
        "支出决算表：行内与层级之和",
        "Expenditure table: rows and code tree add up",
        "hard",
        both(each(row_sums, "expenditure"), each(tree_sums, "expenditure")),
    ),
    Check(
        "F09",
        "final_accounts",
        "T4",
        "财政拨款总表：收支相等，行内、分类与结转之和",
        "Appropriation summary: balance, rows, classes and balances add up",
        "hard",
        both(
            summary.balance("appropriation_summary"),
            summary.build_up("appropriation_summary", "revenue"),
            summary.build_up("appropriation_summary", "expenditure"),
            summary.sources("appropriation_summary"),
            summary.carried_parts("appropriation_summary"),
            summary.classes("appropriation_summary"),
            summary.uses("appropriation_summary"),
            each(row_sums, "appropriation_summary"),
        ),
    ),
    Check(
        "F10",
        "final_accounts",
        "T2xT4",
        "收入表财政拨款 ＝ 财政拨款总表本年收入",
        "Appropriation column equals its summary",
        "hard",
        between_tables.appropriation_column,
    ),
    Check(
        "F11",
        "final_accounts",
        "T1xT4",
        "三本预算拨款收入两表相等；T4 总计 ≤ T1 总计",
        "The three budgets agree; the appropriation is within the whole",
        "hard",
        both(between_tables.appropriation_lines, between_tables.appropriation_within_total),
    ),
    Check(
        "F12",
        "final_accounts",
        "T4xT5",
        "财政拨款总表一般公共列 ＝ 一般公共预算支出表",
        "General budget agrees in total and class by class",
        "hard",
        both(funds.funds_by_table("general_public_budget"), between_tables.general_budget_classes),
    ),
    Check(
        "F13",
        "final_accounts",
        "T5",
        "一般公共预算支出表：行内与层级之和；各码 ≤ 支出决算表",
        "General-budget table: rows and code tree add up, within all expenditure",
        "hard",
        both(
            each(row_sums, "general_budget_expenditure"),
            each(tree_sums, "general_budget_expenditure"),
            each(row_sums, *LISTS),
            each(list_sums, *LISTS),
            between_tables.same_codes(
                "general_budget_expenditure", "expenditure", "<=", ("total", "basic", "project")
            ),
        ),
    ),
    Check(
        "F14",
        "final_accounts",
        "T5xT6",
        "基本支出合计 ＝ 基本支出决算表合计 ＝ 人员 ＋ 公用",
        "Basic expenditure by function equals that by economic class",
        "hard",
        both(
            function_to_economic.basic_bridge("general_budget_expenditure"),
            small_tables.parts_of_total,
        ),
    ),
    Check(
        # At least, since the basic table holds the general budget's part alone.
        "F15",
        "final_accounts",
        "T3xT6",
        "支出决算表基本支出 ≥ 基本支出决算表合计",
        "Basic expenditure of all funds is at least that of the general budget",
        "conditional",
        function_to_economic.basic_bridge("expenditure", relation=">="),
        "the difference is money outside the general budget",
    ),
    Check(
        "F16",
        "final_accounts",
        "T6",
        "人员 ＝ 301＋303；公用 ＝ 302＋310 等；类 ＝ Σ款",
        "Basic table: personnel, operating and code tree add up",
        "hard",
        both(
            small_tables.personnel_and_operating,
            each(row_sums, *ECONOMIC),
            each(tree_sums, *ECONOMIC),
        ),
    ),
    Check(
        "F17",
        "final_accounts",
        "T7",
        "“三公”预算数、决算数各自相加；决算数 ≤ 预算数",
        "Three public expenses add up, as budget and as spent; what was spent is within the budget",
        "hard",
        both(small_tables.three_public, small_tables.within_budget),
        "within the budget unless the text explains why it was exceeded",
    ),
    Check(
        # As B24 and B25: the table by economic class holds a part of the spending.
        "F18",
        "final_accounts",
        "T7xT6",
        "“三公”决算 ≥ 基本支出对应款；机关运行经费 ＝ 公用经费",
        "Three public expenses cover the basic table's codes",
        "conditional",
        both(function_to_economic.three_public_by_code, function_to_economic.operating_expenses),
        "the basic table holds only a part of that spending",
    ),
    Check(
        "F19",
        "final_accounts",
        "T8",
        "政府性基金：年末 ＝ 年初 ＋ 收入 − 支出；行内与层级之和；收支与结转 ＝ "
        "财政拨款总表基金各项",
        "Government funds: balances, rows and code tree add up, and agree with the appropriation "
        "summary",
        "hard",
        both(
            small_tables.fund_balances("government_fund_expenditure"),
            each(row_sums, "government_fund_expenditure"),
            each(tree_sums, "government_fund_expenditure"),
            funds.funds_by_table("government_fund"),
            funds.fund_flows("government_fund"),
        ),
    ),
    Check(
        "F20",
        "final_accounts",
        "T9",
        "国有资本经营：行内与层级之和；收支与结转 ＝ 财政拨款总表国资各项",
        "State capital: balances, rows and code tree add up, and agree with the appropriation "
        "summary",
        "hard",
        both(
            small_tables.fund_balances("state_capital_expenditure"),
            each(row_sums, "state_capital_expenditure"),
            each(tree_sums, "state_capital_expenditure"),
            funds.funds_by_table("state_capital"),
            funds.fund_flows("state_capital"),
        ),
    ),
    Check(
        "F21",
        "final_accounts",
        "T8/T9 空表",
        "空表须有说明，且与财政拨款总表一致",
        "An empty table says so, and only an empty one does",
        "presence",
        both(completeness.empty_tables_say_so, completeness.declared_empty_is_empty),
    ),
    Check(
        "F22",
        "final_accounts",
        "说明xT1-T9",
        "文字金额 ＝ 表中金额",
        "Amounts said equal amounts printed",
        "narrative",
        both(
            prose_vs_tables.totals_said,
            prose_vs_tables.three_public_said,
            prose_vs_tables.three_public_table_filled,
            prose_sums.procurement_said,
        ),
    ),
    Check(
        "F23",
        "final_accounts",
        "说明5(三)",
        "逐项决算 ＝ 表中该码；完成年初预算的 % ＝ 决算 ÷ 年初预算，年初预算为 0 时不写；大于、"
        "小于、等于预算数与数值一致",
        "Items said equal the table's codes; rates of completion (none of nothing), and above, "
        "below and equal agree with the figures",
        "narrative",
        both(
            prose_vs_tables.codes_said,
            budget_execution.completion,
            budget_execution.rate_of_nothing,
            budget_execution.against_budget,
            budget_execution.initial_budgets_said,
        ),
    ),
    Check(
        # Cross-doc: an opening balance may be restated, which accounts say in words that are not
        # read.
        "F24",
        "final_accounts",
        "年际",
        "年初结转 ＝ 上年年末结转；预算数 ＝ 当年预算公开",
        "This year agrees with what was disclosed before",
        "cross-doc",
        both(
            year_on_year.opening_is_last_closing,
            year_on_year.budget_against_final,
            year_on_year.initial_budget_as_disclosed,
            year_on_year.stated_change,
        ),
    ),
    Check(
        # No error at all: a figure that a reader will ask about.
        "F25",
        "final_accounts",
        "T3xT5",
        "支出总额与一般公共预算支出之差可解释",
        "What is no general-budget money",
        "explain",
        year_on_year.difference_explained,
    ),
    Check(
        "F26",
        "final_accounts",
        "结构/格式",
        "标准表与必备说明齐全，目录与正文顺序一致，年度一致，科目名称与代码一致",
        "All tables and chapters there in the order of the contents list, one year, names fit "
        "codes",
        "format",
        both(
            completeness.standard_tables,
            chapters.required_chapters,
            chapters.contents_in_order,
            completeness.one_year,
            completeness.headings_of_the_year,
            completeness.year_end_of_the_year,
            completeness.no_placeholders,
            code_names.names_fit_codes,
            code_names.codes_are_whole,
            code_names.classes_have_one_label,
        ),
    ),
)
