"""`performance_targets`: the indicators of 绩效目标表."""

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
from budgetflow.contracts.vocabulary import OPERATORS

PERFORMANCE_TARGETS = Dataset(
    "performance_targets",
    "绩效指标",
    "Performance targets",
    "绩效目标表中的每个指标一行。",
    "One row per indicator in a performance table.",
    (
        identifier("target_id", "稳定标识", "stable key of the indicator"),
        DISCLOSURE_ID,
        Column(
            "table_id",
            "string",
            "所在的表",
            "the table it stands in",
            nullable=False,
            refers_to=("tables", "table_id"),
        ),
        text(
            "subject", "department 或项目名称", "`department`, or the project's name", "department"
        ),
        text("goal", "年度目标", "annual goal"),
        money("budget_yuan", "资金总额", "money in all"),
        money("budget_fiscal_yuan", "财政拨款", "of it from the treasury"),
        money("budget_other_yuan", "其他资金", "of it from elsewhere"),
        text("level1", "一级指标", "first level", "产出指标"),
        text("level2", "二级指标", "second level", "数量指标"),
        text("indicator", "三级指标", "the indicator", "开展培训次数"),
        Column(
            "operator",
            "string",
            "比较关系",
            "how the target is compared",
            allowed=tuple(OPERATORS),
            example=">=",
        ),
        Column("target", "number", "目标值", "target as a number", example="95"),
        text("target_unit", "目标值单位", "its unit", "%"),
        text("target_printed", "目标值，照印", "target as printed", "≥95%"),
        text("basis", "指标依据", "basis of the target"),
        text("previous_value", "上年值", "value of the year before"),
        Column("weight", "number", "分值权重", "weight of the indicator", minimum=0, example="10"),
        text("scoring_rule", "评分标准", "how it is scored"),
        text("evidence", "佐证资料", "what will prove it"),
        PAGE,
        LOCATOR,
        replace(DOCUMENT_ID, nullable=True),
    ),
)
