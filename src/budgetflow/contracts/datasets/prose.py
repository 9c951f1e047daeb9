"""`statements` and `projects`: what the prose of a disclosure says in figures."""

from __future__ import annotations

from dataclasses import replace

from budgetflow.contracts.datasets.common import (
    DISCLOSURE_ID,
    DOCUMENT_ID,
    LOCATOR,
    PAGE,
    identifier,
    money,
    text,
)
from budgetflow.contracts.metadata import Column, Dataset
from budgetflow.contracts.vocabulary import AGAINST_BUDGET, DIRECTIONS, IDENTIFIER

STATEMENTS = Dataset(
    "statements",
    "文字中的数字",
    "Statements",
    "说明文字中的每个数字一行。",
    "One row per figure said in prose.",
    (
        identifier("statement_id", "稳定标识", "stable key of the statement"),
        DISCLOSURE_ID,
        DOCUMENT_ID,
        text("section", "所在章节", "heading it stands under", "机关运行经费情况说明"),
        Column(
            "topic",
            "string",
            "所说的事项",
            "what it speaks of, canonical",
            nullable=False,
            pattern=IDENTIFIER,
            example="three_public_total",
        ),
        Column(
            "function_code",
            "string",
            "支出功能分类代码",
            "function code",
            pattern=r"\d{3}(?:\d{2}){0,4}",
            example="2080505",
        ),
        text("subject_printed", "主语，照印", "the subject as printed", "行政运行（项）"),
        money("amount_yuan", "金额", "the amount"),
        Column(
            "share_percent", "number", "占比", "its share of a whole", unit="%", example="71.65"
        ),
        money("change_yuan", "比上年增减额，带符号", "change against the year before, signed"),
        Column(
            "change_percent",
            "number",
            "比上年增减百分比，带符号",
            "change in percent, signed",
            unit="%",
            example="-3.20",
        ),
        Column(
            "direction",
            "string",
            "增减方向",
            "direction in words",
            nullable=False,
            allowed=tuple(DIRECTIONS),
            example="increase",
        ),
        text("reason", "所述原因", "the reason given"),
        Column("quantity", "number", "数量", "a quantity that is no money", example="12"),
        text("quantity_unit", "数量单位", "its unit", "辆"),
        Column("text", "string", "原句", "the sentence", nullable=False),
        PAGE,
        replace(LOCATOR, example="L143"),
        text("amount_printed", "印出的金额", "the amount as printed", "2940.05"),
        text("unit_printed", "印出的单位", "its unit as printed", "万元"),
        Column(
            "compared_with_year",
            "int32",
            "所比较的年度",
            "the year it compares with",
            minimum=1990,
            maximum=2100,
            example="2025",
        ),
        Column(
            "against_budget",
            "string",
            "所述决算数与预算数的大小",
            "whether the text calls the final figure above, below or equal to the budget of the "
            "same year",
            allowed=tuple(AGAINST_BUDGET),
            example="below",
        ),
        money(
            "budget_change_yuan",
            "决算数与同年预算数之差（元），带符号",
            "difference of the final figure against the budget of the same year, signed",
        ),
        Column(
            "budget_change_percent",
            "number",
            "决算数比同年预算数增减百分比，带符号",
            "the same difference in percent, signed",
            unit="%",
            example="7.78",
        ),
        Column(
            "position",
            "int32",
            "在文件中的次序",
            "order of the statement in its document, from 1",
            nullable=False,
            minimum=0,
            example="12",
        ),
    ),
)

PROJECTS = Dataset(
    "projects",
    "项目",
    "Projects",
    "文字中逐项介绍的项目，每个一行。",
    "One row per project described in prose.",
    (
        identifier("project_id", "稳定标识", "stable key of the project"),
        DISCLOSURE_ID,
        Column("name", "string", "项目名称", "name of the project", nullable=False),
        text("policy_basis", "设立的政策依据", "policy it rests on"),
        money("amount_yuan", "预算安排规模", "its budget"),
        text("undertaking_unit", "项目承担单位", "unit that carries it out"),
        Column(
            "allocations",
            "list<allocation>",
            "资金分配情况",
            "how the money is split: name, amount_yuan, printed",
            nullable=False,
        ),
        text("allocation_text", "资金分配情况原文", "the split as printed"),
        Column("period_start", "date", "执行开始", "start of the period", example="2026-01-01"),
        Column("period_end", "date", "执行结束", "end of the period", example="2026-12-31"),
        text("funding_source", "资金来源", "source of the money"),
        text("beneficiaries", "补贴人数", "who benefits, and how many"),
        text("subsidy_standard", "补贴标准", "rate of the subsidy"),
        text("subsidy_scope", "补贴范围", "scope of the subsidy"),
        text("subsidy_method", "补贴方式", "how it is paid"),
        text("distribution_procedure", "发放程序", "how it is distributed"),
        text("benefit", "受益人群和社会效益", "benefit to people and society"),
        Column("text", "string", "原文", "the passage", nullable=False),
        PAGE,
        LOCATOR,
        replace(DOCUMENT_ID, nullable=True),
    ),
)
