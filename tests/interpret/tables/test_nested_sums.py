"""Lists of projects whose groups nothing but their sums tells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.interpret.tables.rows.nested_sums import nest
from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read

CAPTION = ("2026年部门综合预算专项业务经费支出表", "单位：元")
HEAD = "单位（项目）名称|项目金额|项目简介"


@pytest.mark.parametrize(
    ("numbers", "total", "depths"),
    [
        ([6, 2, 4, 3, 1, 2], 9, [0, 1, 1, 0, 1, 1]),
        # One part alone prints its head's sum again, level by level.
        ([5, 5, 5], 5, [0, 1, 2]),
        ([7, 3, 3, 1, 7], 14, [0, 1, 1, 1, 0]),
        ([9, 9, 4, 5, 4, 1, 3], 13, [0, 1, 2, 2, 0, 1, 1]),
        # A flat list, and one that comes to no total.
        ([1, 2, 3], 6, [0, 0, 0]),
        ([6, 1, 2], 6, []),
        ([1, 2, 3], 7, []),
        ([1, -1, 3], 3, []),
        ([], 3, []),
    ],
)
def test_rows_nest_where_every_sum_is_exact(
    numbers: list[int], total: int, depths: list[int]
) -> None:
    assert nest([Decimal(number) for number in numbers], Decimal(total)) == depths


def test_a_long_list_of_like_rows_is_given_up_in_time() -> None:
    assert nest([Decimal(1)] * 299, Decimal(299)) == [0] * 299
    assert nest([Decimal(1)] * 301, Decimal(301)) == []


def test_a_list_too_long_as_a_whole_is_tried_unit_by_unit() -> None:
    """Sums of powers of two can be formed in no other way, and are many to try."""
    parts = [2**power for power in range(40)]
    unit = [sum(parts), sum(parts), *parts]
    numbers = [2 * sum(parts), *unit, *unit]
    depths = [0, *[1, 2, *[3] * 40], *[1, 2, *[3] * 40]]
    found = nest([Decimal(number) for number in numbers], Decimal(2 * sum(parts)), {1, 43})
    assert found == depths


ROWS = (
    "合计|1330|",
    "全额|1130|",
    "某市科学技术局|950|",
    "专用项目|950|",
    "外国专家奖励|300|",
    "外国专家奖评选|300|",
    "其他履职尽责专项业务费|650|",
    "科技计划项目管理费|450|",
    "某市技术中心|200|",
    "某市信息研究院|180|",
    "专用项目|180|",
    "网络运行费|180|",
    "自收自支|200|",
    "某市印刷所|200|",
    "设备购置|200|",
)


def test_groups_of_projects_are_no_projects() -> None:
    found = read(*CAPTION, table(HEAD, *ROWS))
    named = [amount.project_name for amount in found.amounts if amount.project_name]
    # 外国专家奖励 heads 评选 of the same sum; 某市技术中心 stands among projects.
    assert named == [
        "外国专家奖评选",
        "科技计划项目管理费",
        "某市技术中心",
        "网络运行费",
        "设备购置",
    ]
    paths = {amount.row_label: amount.row_path for amount in found.amounts}
    assert paths["网络运行费"] == ["全额", "某市信息研究院", "专用项目"]
    units = [amount.row_label for amount in found.amounts if amount.item == "unit"]
    assert units == ["某市科学技术局", "某市信息研究院", "某市印刷所"]


def test_a_list_that_does_not_come_to_its_total_keeps_its_names() -> None:
    found = read(*CAPTION, table(HEAD, "合计|1000|", "甲管理局|900|", "甲工作经费|300|"))
    assert facts(found.amounts, "row_label", "project_name")[1:] == [
        ("甲管理局", None),
        ("甲工作经费", "甲工作经费"),
    ]


def test_units_alone_under_their_department_stay_units() -> None:
    found = read(
        *CAPTION,
        table(HEAD, "合计|900|", "某市林业局|900|", "某市林业站|500|", "某市种苗站|400|"),
    )
    assert {amount.project_name for amount in found.amounts} == {None}
