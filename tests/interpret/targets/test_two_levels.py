"""Forms whose indicators have two levels: the second is the indicator."""

from __future__ import annotations

import pytest

from budgetflow.interpret.targets.columns import header_fields


@pytest.mark.parametrize(
    ("heads", "indicator"),
    [
        (["绩效指标", "一级指标", "二级指标", "指标值"], 2),
        (["一级指标", "二级指标", "目标值"], 1),
        (["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"], 3),
        (["一级指标", "二级指标", "指标名称", "指标值"], 2),
        (["一级指标", "三级指标", "指标值"], 1),
    ],
)
def test_the_deepest_level_is_the_indicator(heads: list[str], indicator: int) -> None:
    fields = header_fields(heads)
    assert fields is not None
    assert [column for column, field in fields.items() if field == "indicator"] == [indicator]
