"""The checks of budget disclosures that look at small tables, prose and form, B27 to B34."""

from __future__ import annotations

from budgetflow.checks.model.check import Check
from budgetflow.checks.model.combine import both, each
from budgetflow.checks.rules.between_tables.year_on_year import stated_change
from budgetflow.checks.rules.text import (
    chapters,
    code_names,
    completeness,
    prose,
    prose_sums,
    prose_vs_tables,
    three_public,
)
from budgetflow.checks.rules.within_table import small_tables
from budgetflow.checks.rules.within_table.code_tree import tree_sums
from budgetflow.checks.rules.within_table.printed_outline import outline_sums
from budgetflow.checks.rules.within_table.row_sums import row_sums

BUDGET_TEXT_CHECKS = (
    Check(
        "B27",
        "budget",
        "政府采购",
        "采购总额 ＝ 货物 ＋ 工程 ＋ 服务；采购表行内与层级之和；预留中小企业 ≤ 总额",
        "Procurement is goods, works and services; rows and outline add up; what is reserved is "
        "within it",
        "hard",
        both(
            small_tables.procurement_parts,
            each(row_sums, "government_procurement"),
            each(tree_sums, "government_procurement"),
            each(outline_sums, "government_procurement"),
            prose_sums.procurement_said,
        ),
    ),
    Check(
        "B28",
        "budget",
        "空表",
        "空表须有说明；有数据不得声明为空表",
        "An empty table says so, and only an empty one does",
        "presence",
        both(completeness.empty_tables_say_so, completeness.declared_empty_is_empty),
    ),
    Check(
        "B29",
        "budget",
        "说明xT1/T4/T5",
        "文字金额 ＝ 表中金额",
        "Amounts said equal amounts printed",
        "narrative",
        both(prose_vs_tables.totals_said, prose_vs_tables.codes_said, prose_sums.parts_said),
    ),
    Check(
        "B30",
        "budget",
        "三公说明xT9",
        "文字“三公” ＝ 表中“三公”；增减须有原因",
        "Three public expenses said equal the table; changes have reasons",
        "narrative",
        both(
            prose_vs_tables.three_public_said,
            prose_vs_tables.three_public_table_filled,
            prose_vs_tables.change_has_reason,
        ),
    ),
    Check(
        "B31",
        "budget",
        "同比",
        "增减额、百分比与方向可复算",
        "Changes against last year can be worked out again",
        "narrative",
        both(
            prose.change_percentages,
            prose.directions,
            prose.increases_within,
            three_public.changes_of_items,
            stated_change,
        ),
    ),
    Check(
        "B32",
        "budget",
        "功能名称",
        "科目名称与代码一致",
        "Names fit codes",
        "narrative",
        both(
            code_names.names_fit_codes,
            code_names.codes_are_whole,
            code_names.classes_have_one_label,
            code_names.names_said,
        ),
    ),
    Check(
        "B33",
        "budget",
        "结构",
        "标准表与必备说明齐全，目录与正文顺序一致",
        "All standard tables and chapters are there, in the order of the contents list",
        "presence",
        both(completeness.standard_tables, chapters.required_chapters, chapters.contents_in_order),
    ),
    Check(
        "B34",
        "budget",
        "年份/占位符",
        "年度一致，无占位符残留",
        "One year, no placeholders",
        "format",
        both(
            completeness.one_year, completeness.headings_of_the_year, completeness.no_placeholders
        ),
    ),
)
