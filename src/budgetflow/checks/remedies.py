"""What to do about a finding, by whose slip it seems to be: one line in Chinese, one in English."""

from __future__ import annotations

from budgetflow.checks.catalogue.all import CHECKS
from budgetflow.interpret.rows_model import Finding

BY_ID = {check.id: check for check in CHECKS}
# Classes of checks without an amount: what is missing is to be added, not worked out again.
OF_FORM = ("presence", "format")
BY_VERDICT = {
    "publisher_error": (
        "文件自相矛盾：请按原件核对所列数字，更正后重新公开",
        "the document contradicts itself: find which of the figures is wrong, correct it and "
        "publish again",
    ),
    "parse_suspect": (
        "可能是读取有误：请先与原页核对（budgetflow show 文件 --page 页码）",
        "we may have misread it: compare with the page first (budgetflow show FILE --page N)",
    ),
    "rounding": ("四舍五入所致，无须处理", "rounding, nothing to do"),
}
FORM = ("请补上所缺内容或改正表述", "add what is missing, or correct the wording")
OPEN = (
    "请与原页核对：有误则更正，无误则说明差异原因",
    "look at the page: correct the figure, or say why it may differ",
)
CONDITION = ("{}（应成立的条件：{}）", "{} (it must hold where: {})")


def advice(finding: Finding) -> tuple[str, str]:
    """Return in Chinese and English what a reader of a finding should do; a conditional check names
    its condition.
    """
    check = BY_ID.get(finding.check_id)
    if finding.verdict in BY_VERDICT:
        return BY_VERDICT[finding.verdict]
    if check is None or finding.difference is None:
        if check is None or check.cls in OF_FORM:
            return FORM
        return OPEN
    if check.cls != "conditional":
        return OPEN
    return CONDITION[0].format(OPEN[0], check.condition), CONDITION[1].format(
        OPEN[1], check.condition
    )
