"""Lists without codes: what heads what is told by where the labels stand, and the sums judge."""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.interpret.tables.read import TablesRead
from budgetflow.readers.document import Table
from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read

CAPTION = ("部门预算项目支出表", "单位：万元")


def stepped(lines: Sequence[str], indents: Sequence[float | None]) -> Table:
    """Return a table whose labels stand in by the given points, None for header rows."""
    made = table(*lines)
    for cell in made.cells:
        if cell.column == 0 and (indent := indents[cell.row]) is not None:
            cell.indent = indent
    return made


def placed(found: TablesRead) -> list[tuple[object, ...]]:
    """Return label, item and path of each row, by its first figure."""
    return [
        (amount.row_label, amount.item, tuple(amount.row_path))
        for amount in found.amounts
        if amount.column_no == found.amounts[0].column_no
    ]


LINES = (
    "支出项目类别（资金使用单位）|总计|财政拨款",
    "合计|10.00|10.00",
    "某市某局|6.00|6.00",
    "办公楼维修|2.00|2.00",
    "安全教育体验中心|3.00|3.00",
    "宣传经费|1.00|1.00",
    "某市监测中心|4.00|4.00",
    "监测业务经费|4.00|4.00",
)


def test_a_project_named_like_a_body_stands_in_with_the_projects() -> None:
    found = read(*CAPTION, stepped(LINES, [None, 50, 5.8, 25.8, 25.8, 25.8, 5.8, 25.8]))
    assert placed(found) == [
        ("合计", "expenditure.total", ()),
        ("某市某局", "unit", ()),
        ("办公楼维修", "project", ("某市某局",)),
        ("安全教育体验中心", "project", ("某市某局",)),
        ("宣传经费", "project", ("某市某局",)),
        ("某市监测中心", "unit", ()),
        ("监测业务经费", "project", ("某市监测中心",)),
    ]
    assert [finding.check_id for finding in found.findings] == ["competing_row_layers"]


def test_without_any_indent_the_sums_decide() -> None:
    found = read(*CAPTION, stepped(LINES, [None, 50, 5.8, 5.8, 5.8, 5.8, 5.8, 5.8]))
    assert placed(found)[3] == ("安全教育体验中心", "project", ("某市某局",))
    assert found.findings == []


def test_without_indent_and_sums_names_alone_decide() -> None:
    lines = [line.replace("宣传经费|1.00|1.00", "宣传经费|1.50|1.50") for line in LINES]
    found = read(*CAPTION, stepped(lines, [None, 50, 5.8, 5.8, 5.8, 5.8, 5.8, 5.8]))
    assert placed(found)[3] == ("安全教育体验中心", "unit", ())
    assert found.findings == []


def test_indents_that_close_fewer_sums_than_the_names_are_not_taken() -> None:
    lines = (
        "支出项目类别（资金使用单位）|总计|财政拨款",
        "合计|10.00|10.00",
        "某市某局|6.00|6.00",
        "办公楼维修|6.00|6.00",
        "某市监测中心|4.00|4.00",
        "监测业务经费|4.00|4.00",
    )
    by_names = [
        ("某市某局", "unit", ()),
        ("办公楼维修", "project", ("某市某局",)),
        ("某市监测中心", "unit", ()),
        ("监测业务经费", "project", ("某市监测中心",)),
    ]
    found = read(*CAPTION, stepped(lines, [None, 50, 5.8, 25.8, 25.8, 25.8]))
    assert placed(found)[1:] == by_names
    assert found.findings == []


def test_leading_spaces_are_an_indent_too() -> None:
    made = table(*LINES)
    for cell in made.cells:
        if cell.column == 0 and cell.row in (3, 4, 5, 7):
            cell.text = f"\u3000\u3000{cell.text}"
    assert placed(read(*CAPTION, made))[3] == ("安全教育体验中心", "project", ("某市某局",))


def test_a_goal_left_blank_tells_a_unit_where_nothing_stands_in() -> None:
    found = read(
        *CAPTION,
        table(
            "项目类别（资金使用单位）|总计|绩效目标",
            "合计|10.00|",
            "某市某局|6.00|",
            "办公楼维修|3.00|改善办公条件",
            "安全教育体验中心|3.00|面向市民开展体验活动",
            "某市监测中心|4.00|",
            "监测业务经费|4.00|保障监测",
        ),
    )
    assert placed(found)[3] == ("安全教育体验中心", "project", ("某市某局",))
    assert placed(found)[4] == ("某市监测中心", "unit", ())


def test_numbered_lines_are_layered_by_their_numbers() -> None:
    lines = (
        "项目|金额",
        "一、运行经费|6.00",
        "（一）行政单位|4.00",
        "（二）事业单位|2.00",
    )
    found = read("运行经费统计表", "单位：万元", stepped(lines, [None, 25.8, 5.8, 5.8]))
    assert placed(found)[1:] == [
        ("（一）行政单位", "detail", ("一、运行经费",)),
        ("（二）事业单位", "detail", ("一、运行经费",)),
    ]


def procurement(*, last: str, first: str) -> TablesRead:
    head = "部门（单位）|项目|采购品目|合计"
    return read(
        pages=[
            [
                "政府采购支出预算表",
                "单位：万元",
                table(
                    head,
                    "合计|||10.00",
                    "某省某市技\n术学院|||1.00",
                    "|教学|家具|1.00",
                    "某市某局本\n级|||2.00",
                    "|办公|纸张|2.00",
                    last,
                ),
            ],
            [table(first, "|维修|房屋|7.00")],
        ]
    )


def test_the_rest_of_a_name_that_a_page_break_cut_is_joined_to_it() -> None:
    found = procurement(last="某省某市社|||7.00", first="保中心|||")
    assert [a.row_label for a in found.amounts if a.item == "unit"] == [
        "某省某市技术学院",
        "某市某局本级",
        "某省某市社保中心",
    ]
    assert found.amounts[-1].row_path[0] == "某省某市社保中心"


def test_a_short_name_is_no_cut_one() -> None:
    found = procurement(last="某县局|||7.00", first="保障类|||")
    assert "某县局" in [a.row_label for a in found.amounts]


def test_a_row_printed_again_in_the_place_of_its_parts_adds_nothing() -> None:
    found = read(
        "部门支出总体情况表",
        "单位：万元",
        table(
            "科目编码|科目名称|合计|项目支出",
            "219|援助其他地区支出|5.00|5.00",
            "21999|其他支出|5.00|5.00",
            "21999|其他支出|5.00|5.00",
        ),
    )
    assert facts(found.amounts[::2], "function_code", "row_role", "row_path") == [
        ("219", "item", []),
        ("21999", "item", ["援助其他地区支出"]),
        ("21999", "of_which", ["援助其他地区支出", "其他支出"]),
    ]


def test_the_same_item_with_other_figures_is_a_row_of_its_own() -> None:
    found = read(
        "部门支出总体情况表",
        "单位：万元",
        table(
            "科目编码|科目名称|合计|项目支出",
            "21999|其他支出|5.00|5.00",
            "21999|其他支出|4.00|4.00",
        ),
    )
    assert {amount.row_role for amount in found.amounts} == {"item"}


def test_two_digits_are_of_the_level_that_the_column_prints_in_no_other_way() -> None:
    found = read(
        "一般公共预算支出明细表",
        "单位：万元",
        table(
            "功能科目编码|功能科目名称|合计|项目支出",
            "208|社会保障和就业支出|36.00|36.00",
            "08|抚恤|6.00|6.00",
            "2080801|死亡抚恤|6.00|6.00",
            "26|财政对某项基金的补助|30.00|30.00",
            "2082602|财政对居民基金的补助|30.00|30.00",
        ),
    )
    assert [a.function_code for a in found.amounts[::2]] == [
        "208",
        "20808",
        "2080801",
        "20826",
        "2082602",
    ]


def test_items_for_bodies_of_one_sort_are_no_bodies() -> None:
    found = read(
        "一般公共预算支出表",
        "单位：万元",
        table(
            "项目|预算数",
            "体育|6.00",
            "体育场馆|4.00",
            "群众体育|2.00",
            "某市体育馆服务中心|1.00",
        ),
        scope="government",
    )
    assert [a.unit_name for a in found.amounts] == [None, None, None, "某市体育馆服务中心"]
