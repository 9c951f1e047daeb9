"""`disclosure_totals`, `functions` and `project_budgets`: derived from the other datasets."""

from __future__ import annotations

from dataclasses import replace

from budgetflow.contracts.datasets.common import (
    DISCLOSURE_ID,
    FISCAL_YEAR,
    PROVINCE,
    STAGE,
    identifier,
    key,
    money,
    text,
)
from budgetflow.contracts.government_columns import GOVERNMENT_COLUMNS, GovernmentColumn
from budgetflow.contracts.metadata import Column, Dataset
from budgetflow.contracts.total_columns import TOTAL_COLUMNS, TotalColumn, source_column
from budgetflow.contracts.vocabulary import (
    COVERAGES,
    FUNCTION_SUMS,
    FUNDS_OF_PERSONNEL,
    GOVERNMENT_STAGES,
    PROJECT_SOURCES,
    SCOPES,
    SUM_BASES,
)


def _total(column: TotalColumn) -> tuple[Column, Column]:
    """Return the column of a total and the column that says where it was taken from."""
    if column.counted:
        value = Column(column.name, "number", column.zh, column.en, unit="人", example="53")
    else:
        value = money(column.name, column.zh, column.en, example="17178500.00")
    source = text(
        source_column(column.name),
        f"{column.zh}取自哪个单元格或句子",
        f"amount_id or statement_id that {column.name} was taken from",
        "9b1d22…",
    )
    return value, source


def _identifiers(name: str, zh: str, en: str) -> Column:
    return Column(name, "list<string>", zh, en, nullable=False, example='["9b1d22…"]')


DISCLOSURE_TOTALS = Dataset(
    "disclosure_totals",
    "公开的主要合计",
    "Totals of disclosures",
    "每份公开一行：主要合计，各注明取自哪个单元格或句子；没有印出的为空，"
    "政府的也为空（见 government_totals）。",
    "One row per disclosure: its key totals, each with the cell or sentence it was taken from; "
    "empty where nobody printed it, and for a government's books, which are in government_totals.",
    (
        key(DISCLOSURE_ID),
        FISCAL_YEAR,
        STAGE,
        PROVINCE,
        Column(
            "scope",
            "string",
            "口径",
            "whose money it is",
            allowed=tuple(SCOPES),
            example="department",
        ),
        *(part for column in TOTAL_COLUMNS for part in _total(column)),
        Column(
            "personnel_fund",
            "string",
            "人员经费和公用经费是哪些资金的",
            "of which money personnel_yuan and operating_yuan are: all, or appropriation alone",
            allowed=tuple(FUNDS_OF_PERSONNEL),
            example="general_public_budget",
        ),
        money(
            "functions_yuan",
            "各功能分类支出之和（各类资金）",
            "sum of the function classes' expenditure of all funds, as in `functions`",
        ),
        Column(
            "functions_sum",
            "string",
            "各功能分类之和与本年支出是否相等，不等的原因",
            "whether functions_yuan equals current_expenditure_yuan, and why not",
            nullable=False,
            allowed=tuple(FUNCTION_SUMS),
            example="equal",
        ),
        Column(
            "missing_tables",
            "list<string>",
            "没有印出的主要表",
            "standard tables with totals that this disclosure does not print",
            nullable=False,
            example='["revenue"]',
        ),
    ),
)

FUNCTIONS = Dataset(
    "functions",
    "功能分类支出",
    "Expenditure by function class",
    "每份公开每个支出功能分类（类）一行，可直接相加。",
    "One row per disclosure and function class (类); safe to add up over classes.",
    (
        key(DISCLOSURE_ID),
        Column(
            "function_code",
            "string",
            "支出功能分类代码（类）",
            "function class: 3 digits",
            nullable=False,
            key=True,
            pattern=r"\d{3}",
            example="205",
        ),
        FISCAL_YEAR,
        STAGE,
        PROVINCE,
        money("expenditure_yuan", "支出合计，各类资金", "expenditure of all funds"),
        money("basic_yuan", "其中基本支出", "of which basic expenditure"),
        money("project_yuan", "其中项目支出", "of which project expenditure"),
        money("general_budget_yuan", "一般公共预算支出", "expenditure of the general budget"),
        money("government_fund_yuan", "政府性基金支出", "expenditure of government funds"),
        money(
            "state_capital_yuan", "国有资本经营预算支出", "expenditure of the state capital budget"
        ),
        Column(
            "basis",
            "string",
            "类的金额是印出的还是由下级相加",
            "whether the class line is printed or summed from its parts",
            nullable=False,
            allowed=tuple(SUM_BASES),
            example="printed",
        ),
        _identifiers("amount_ids", "取自的单元格", "the cells it was taken from"),
    ),
)

PROJECT_BUDGETS = Dataset(
    "project_budgets",
    "项目预算",
    "Project budgets",
    "每份公开每个项目一行：由表、绩效目标表和文字按名称合并。",
    "One row per project of a disclosure, joined by name from tables, goal tables and prose.",
    (
        identifier("project_budget_id", "项目的稳定标识", "stable key of the project"),
        DISCLOSURE_ID,
        FISCAL_YEAR,
        STAGE,
        PROVINCE,
        Column(
            "name", "string", "项目名称", "name as printed", nullable=False, example="信访工作经费"
        ),
        money("amount_yuan", "项目金额", "money of the project"),
        money("general_budget_yuan", "其中一般公共预算", "of which general public budget"),
        money("government_fund_yuan", "其中政府性基金", "of which government funds"),
        money("state_capital_yuan", "其中国有资本经营预算", "of which state capital budget"),
        money("special_account_yuan", "其中财政专户管理资金", "of which special fiscal accounts"),
        money("unit_funds_yuan", "其中单位资金", "of which the unit's own funds"),
        text("unit_name", "承担单位", "unit that carries it out"),
        Column(
            "function_code",
            "string",
            "支出功能分类代码",
            "function code printed in its row",
            pattern=r"\d{3}(?:\d{2}){0,4}",
            example="2014004",
        ),
        text("goal", "年度绩效目标", "annual goal"),
        Column(
            "indicators",
            "int32",
            "绩效指标数",
            "number of its indicators",
            nullable=False,
            minimum=0,
            example="9",
        ),
        text("policy_basis", "立项依据", "policy it rests on"),
        Column(
            "sources",
            "list<string>",
            "由哪些部分说到：" + "、".join(f"{k}（{v}）" for k, v in PROJECT_SOURCES.items()),
            "parts of the disclosure that speak of it: table, targets, prose",
            nullable=False,
            example='["table", "targets"]',
        ),
        _identifiers("amount_ids", "取自的单元格", "the cells its money was taken from"),
        Column(
            "target_subjects",
            "list<string>",
            "绩效目标表中的名称：performance_targets.subject",
            "its names in goal tables: performance_targets.subject of the same disclosure",
            nullable=False,
            example='["信访工作经费"]',
        ),
        replace(
            text("project_id", "文字中的项目", "the project in prose", "9b1d22…"),
            refers_to=("projects", "project_id"),
        ),
    ),
)


def _government(column: GovernmentColumn) -> tuple[Column, Column]:
    """Return the column of a government's total and the column that says which cell it is from."""
    source = replace(
        text(
            source_column(column.name),
            f"{column.zh}取自的单元格",
            f"amount_id of the cell that {column.name} was taken from",
            "9b1d22…",
        ),
        refers_to=("amounts", "amount_id"),
    )
    return money(column.name, column.zh, column.en, example="4392666900.00"), source


GOVERNMENT_TOTALS = Dataset(
    "government_totals",
    "政府预决算主要合计",
    "Totals of governments",
    "每份政府预决算按年度、范围和数字阶段各一行：四本预算、转移支付和债务的主要合计，各注明取自哪个单元格。",
    "One row per government's book, year, coverage and stage of the figures: the key totals of the "
    "four budgets, transfers and debt, each with the cell it was taken from.",
    (
        key(DISCLOSURE_ID),
        Column(
            "table_year",
            "int16",
            "数字所指年度",
            "year the figures are of",
            nullable=False,
            key=True,
            example="2025",
        ),
        Column(
            "coverage",
            "string",
            "范围：全地区或本级",
            "whole region or own level",
            nullable=False,
            key=True,
            allowed=tuple(COVERAGES),
            example="whole_region",
        ),
        Column(
            "amount_stage",
            "string",
            "数字的阶段：预算、调整预算、执行或决算",
            "stage of the figures: budget, adjusted budget, execution or final",
            nullable=False,
            key=True,
            allowed=tuple(GOVERNMENT_STAGES),
            example="execution",
        ),
        FISCAL_YEAR,
        STAGE,
        PROVINCE,
        *(part for column in GOVERNMENT_COLUMNS for part in _government(column)),
    ),
)
