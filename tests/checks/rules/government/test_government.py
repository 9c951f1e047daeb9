"""The checks of whole-government books: each holds in a book that agrees, and tells a slip."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from budgetflow.checks.catalogue.government import GOVERNMENT_CHECKS
from tests.checks.rules.government.builders import book, broken, checked, department

Table = tuple[str, tuple[str, ...]]
EXECUTION = "2025年全市一般公共预算收入执行情况表"
DRAFT = "2026年全市一般公共预算收入草案表"
BALANCE = "2025年全市一般公共预算收支平衡表"


@dataclass(frozen=True)
class Case:
    """One check, tables in which it holds, and what is printed wrong in them."""

    check: str
    tables: tuple[Table, ...]
    right: str
    wrong: str


def revenue(*rows: str, title: str = EXECUTION, head: str = "项目|2025年执行数") -> Table:
    return title, (head, *rows)


CASES = (
    Case(
        "G01",
        (revenue("一、税收收入|700", "二、非税收入|300", "本年收入合计|1,000"),),
        "非税收入|300",
        "非税收入|310",
    ),
    Case(
        "G02",
        (
            revenue(
                "上级补助收入|600",
                "返还性收入|100",
                "一般性转移支付收入|400",
                "专项转移支付收入|100",
            ),
        ),
        "补助收入|600",
        "补助收入|660",
    ),
    Case(
        "G03",
        (
            revenue(
                "调入资金|60",
                "从政府性基金预算调入|30",
                "从国有资本经营预算调入|20",
                "从其他资金调入|10",
            ),
        ),
        "调入资金|60",
        "调入资金|66",
    ),
    Case(
        "G04",
        (
            (
                "2026年市本级一般公共预算支出明细表",
                (
                    "科目编码|科目名称|2026年预算数",
                    "201|一般公共服务支出|500",
                    "20101|人大事务|200",
                    "20102|政协事务|300",
                ),
            ),
        ),
        "事务|300",
        "事务|330",
    ),
    Case(
        "G05",
        (
            (
                "2026年市本级“三公”经费预算表",
                (
                    "项目|2026年预算数",
                    "合计|90",
                    "因公出国（境）费|10",
                    "公务接待费|20",
                    "公务用车购置及运行费|60",
                    "其中：公务用车购置费|40",
                    "公务用车运行维护费|20",
                ),
            ),
        ),
        "购置费|40",
        "购置费|44",
    ),
    Case(
        "G06",
        (
            (
                "2025年政府债务限额和余额情况表",
                (
                    "地区|2025年债务限额|<|<",
                    "^|合计|一般债务|专项债务",
                    "东城区|900|400|500",
                    "西城区|800|300|500",
                ),
            ),
        ),
        "900|400",
        "990|400",
    ),
    Case(
        "G07",
        (
            (
                "2025年税收返还和转移支付分地区决算表",
                (
                    "地区|合计|税收返还|一般性转移支付|专项转移支付",
                    "东城区|600|100|400|100",
                    "西城区|300|100|100|100",
                ),
            ),
        ),
        "600|100",
        "660|100",
    ),
    Case(
        "G08",
        (
            (
                "2026年市本级一般公共预算支出表（按经济分类）",
                (
                    "科目编码|科目名称|合计|基本支出|项目支出",
                    "501|机关工资福利支出|500|450|50",
                    "502|机关商品和服务支出|300|100|200",
                ),
            ),
        ),
        "500|450",
        "550|450",
    ),
    Case(
        "G09",
        (
            (
                BALANCE,
                (
                    "收入项目|2025年执行数|支出项目|2025年执行数",
                    "本年收入合计|700|本年支出合计|650",
                    "收入总计|800|支出总计|800",
                ),
            ),
        ),
        "支出总计|800",
        "支出总计|880",
    ),
    Case(
        "G10",
        (
            revenue(
                "一、税收收入|1,000|900|90.0",
                "二、非税收入|500|400|80.0",
                head="项目|2025年预算数|2025年执行数|占预算%",
            ),
        ),
        "90.0",
        "99.0",
    ),
    Case(
        "G11",
        (
            revenue(
                "一、税收收入|1,000|900|-10.0",
                "二、非税收入|500|600|20.0",
                head="项目|2024年决算数|2025年执行数|比上年增长%",
            ),
        ),
        "-10.0",
        "-15.0",
    ),
    Case(
        "G12",
        (
            revenue(
                "一、税收收入|1,000|900|-100",
                "二、非税收入|500|600|100",
                head="项目|2024年决算数|2025年执行数|比上年增减额",
            ),
        ),
        "-100",
        "-150",
    ),
    Case(
        "G13",
        (
            ("2025年全市一般公共预算收入执行情况表", ("项目|2025年执行数", "本年收入合计|900")),
            ("2025年市本级一般公共预算收入执行情况表", ("项目|2025年执行数", "本年收入合计|500")),
            ("2025年各县区一般公共预算收入执行情况表", ("项目|2025年执行数", "本年收入合计|400")),
        ),
        "合计|500",
        "合计|550",
    ),
    Case(
        "G14",
        (
            (
                "2025年各县区一般公共预算收入执行情况表",
                ("地区|2025年执行数", "合计|900", "市本级|500", "东城区|250", "西城区|150"),
            ),
        ),
        "区|250",
        "区|280",
    ),
    Case(
        "G15",
        (
            revenue("一、税收收入|700", "二、非税收入|300"),
            revenue(
                "一、税收收入|700|720",
                "二、非税收入|300|310",
                title=DRAFT,
                head="项目|2025年执行数|2026年预算数",
            ),
        ),
        "700|720",
        "770|720",
    ),
    Case(
        "G17",
        (
            (
                "2025年全市地方政府债券发行及还本付息情况表",
                (
                    "项目|公式|本地区|本级",
                    "一、2025年发行执行数|A=B+D|900|300",
                    "（一）一般债券|B|500|100",
                    "其中：再融资债券|C|200|50",
                    "（二）专项债券|D|400|200",
                    "其中：再融资债券|E|100|20",
                ),
            ),
        ),
        "D|400",
        "D|440",
    ),
    Case(
        "G18",
        (
            (
                "2025年全市地方政府债务限额和余额情况表",
                ("地区|2025年债务限额|2025年债务余额", "东城区|100|90", "西城区|80|80"),
            ),
        ),
        "区|100|90",
        "区|100|190",
    ),
    Case(
        "G20",
        (
            (
                "2026年市本级一般公共预算收入预算表",
                (
                    "项目|2026年预算数",
                    "一、税收收入|700",
                    "二、非税收入|300",
                    "本年收入合计|1,000",
                    "转移性收入|500",
                    "上级补助收入|400",
                    "上年结余收入|100",
                    "收入总计|1,500",
                ),
            ),
        ),
        "总计|1,500",
        "总计|1,900",
    ),
    Case(
        "G19",
        (
            (
                "2025年全市社会保险基金预算收支平衡表",
                (
                    "项目|合计|失业保险基金",
                    "一、收入|900|100",
                    "二、支出|700|60",
                    "三、本年收支结余|200|40",
                    "四、年末滚存结余|500|90",
                ),
            ),
        ),
        "结余|200",
        "结余|220",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.check)
def test_a_book_that_agrees_and_one_with_a_slip(case: Case) -> None:
    assert case.check not in broken(*case.tables)
    spoiled = tuple(
        (title, tuple(row.replace(case.right, case.wrong) for row in rows))
        for title, rows in case.tables
    )
    assert spoiled != case.tables
    assert case.check in broken(*spoiled)


@pytest.mark.parametrize(("printed", "agrees"), [("8,000", True), ("9,000", False)])
def test_what_a_government_gives_a_department_is_what_the_department_publishes(
    printed: str, agrees: bool
) -> None:
    """The department calls itself by its city, the government's table does not."""
    given = ("2026年市直部门预算草案表", ("部门|2026年预算数", "市教育局|8,000", "市水务局|600"))
    own = department("青岚市教育局", f"一般公共预算拨款收入|{printed}|教育支出|{printed}")
    found = [finding for finding in book(given, history=[own]) if finding.check_id == "G16"]
    assert [finding.verdict for finding in found] == ([] if agrees else ["open"])


@pytest.mark.parametrize(
    ("region", "found"),
    [("990100", ["open"]), ("990200", []), (None, [])],
    ids=["of this city", "of another city", "of nobody knows where"],
)
def test_a_department_that_does_not_name_its_city_is_known_by_its_region(
    region: str | None, found: list[str]
) -> None:
    """Every city has a 教育局."""
    given = ("2026年市直部门预算草案表", ("部门|2026年预算数", "教育局|8,000", "水务局|600"))
    own = department("教育局", "一般公共预算拨款收入|9,000|教育支出|9,000")
    own.disclosures[0].region_code = region
    findings = book(given, history=[own], region="990100")
    assert [one.verdict for one in findings if one.check_id == "G16"] == found


def test_of_two_departments_of_one_name_that_of_the_region_is_meant() -> None:
    given = ("2026年市直部门预算草案表", ("部门|2026年预算数", "教育局|8,000", "水务局|600"))
    here = department("教育局", "一般公共预算拨款收入|8,000|教育支出|8,000")
    there = department("教育局", "一般公共预算拨款收入|9,000|教育支出|9,000")
    here.disclosures[0].region_code, there.disclosures[0].region_code = "990100", "990200"
    findings = book(given, history=[there, here], region="990100")
    assert [one for one in findings if one.check_id == "G16"] == []


def test_every_check_of_governments_has_a_case() -> None:
    beside = {f"G{number}" for number in range(21, 27)}  # test_beside_tables.py
    told = {case.check for case in CASES} | {"G16"} | beside
    assert told == {check.id for check in GOVERNMENT_CHECKS}


def test_a_rate_may_differ_by_what_rounding_of_small_figures_makes_of_it() -> None:
    rows = ("一、税收收入|7|5|66.8", "二、非税收入|500|400|80.0")
    head = "项目|2025年预算数|2025年执行数|占预算%"
    assert "G10" not in broken(revenue(*rows, head=head))


def test_a_change_on_comparable_terms_is_of_figures_that_are_not_there() -> None:
    rows = ("一、税收收入|1,000|900|3.0", "二、非税收入|500|600|4.0")
    head = "项目|2024年决算数|2025年执行数|可比增长%"
    assert "G11" not in broken(revenue(*rows, head=head))


def test_a_balance_left_below_the_total_of_outlays_belongs_to_it() -> None:
    rows = (
        "收入项目|2025年执行数|支出项目|2025年执行数",
        "本年收入合计|700|本年支出合计|650",
        "收入总计|800|支出总计|750",
        "||年终结余|50",
    )
    assert "G09" not in broken((BALANCE, rows))


def test_a_condition_that_fails_accuses_nobody() -> None:
    for case in CASES:
        if case.check in ("G09", "G10", "G11", "G12", "G13", "G14", "G15", "G18", "G19", "G20"):
            spoiled = tuple(
                (title, tuple(row.replace(case.right, case.wrong) for row in rows))
                for title, rows in case.tables
            )
            own = [f for f in book(*spoiled) if f.check_id == case.check]
            verdicts = {finding.verdict for finding in own}
            assert verdicts and verdicts <= {"open", "rounding"}, case.check


def test_a_book_without_the_rows_a_check_asks_for_is_no_pass() -> None:
    rows = checked(("2025年市本级预备费安排情况表", ("项目|金额", "救灾|20", "其他|30")))
    states = {result.state for result in rows.check_results if result.check_id[0] == "G"}
    assert states == {"not_applicable"}


def test_a_rate_that_does_not_fit_is_named_in_words() -> None:
    rows = ("一、税收收入|1,000|900|99.0", "二、非税收入|500|400|80.0")
    findings = book(revenue(*rows, head="项目|2025年预算数|2025年执行数|占预算%"))
    (told,) = {one.message_zh for one in findings if one.check_id == "G10"}
    assert "税收收入”：占预算百分比与所列金额不符" in told
