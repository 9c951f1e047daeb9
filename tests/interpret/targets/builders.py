"""What the tests of this folder share."""

from __future__ import annotations

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.targets.read import read_targets
from budgetflow.readers.document import Block
from tests.interpret.documents import document

WHO = Identity(
    "d1", "甲局", 2026, "budget", "department", None, None, None, None, None, "disclosure", None, ()
)
HEADER = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "指标值设置依据",
    "上年完成值",
    "指标分值权重",
]


def targets(*pages: list[Block]) -> list[PerformanceTarget]:
    return read_targets(document(*pages), WHO)


def form(name: str, total: str) -> list[list[str]]:
    return [
        ["预算单位", "甲局", "", "", "", "", ""],
        ["项目名称", name, "", "", "项目负责人", "甲乙丙", ""],
        ["项目资金(万元)", "年度预算总额", total, "其中：财政拨款", total, "其他资金", "0.00"],
        ["项目总体目标", "健全医疗救助制度。", "", "", "", "", ""],
        HEADER,
    ]
