"""The ten questions of docs/questions.md, over a release of real documents.

Answers are held against cells that a person read from page images: those of `../shared/gold-pdf`,
and those below, each with the file and the page that was looked at.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytestmark = [pytest.mark.corpus, pytest.mark.xdist_group("real documents")]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "questions.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
READ_BY_EYE = {
    ("expenditure", "合计", "total"): "current_expenditure_yuan",
    ("expenditure", "合计", "basic"): "basic_yuan",
    ("expenditure", "合计", "project"): "project_yuan",
    ("general_budget_expenditure", "合计", "total"): "general_budget_yuan",
    ("government_fund_expenditure", "合计", "total"): "government_fund_yuan",
    ("state_capital_expenditure", "合计", "total"): "state_capital_yuan",
    ("summary", "revenue.total", "amount"): "revenue_yuan",
    ("summary", "expenditure.total", "amount"): "expenditure_yuan",
}
"""(table, key, measure) of the list of cells -> the total that must say the same."""
WAN = 10_000


def wan(printed: str) -> Decimal:
    """Return a figure printed in 万元 in yuan."""
    return Decimal(printed.replace(",", "")) * WAN


def answers(release: duckdb.DuckDBPyConnection, heading: str) -> list[dict[str, Any]]:
    """Run the query under a heading of the page without its limit; return its rows by column."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}")[1].split("\n## ")[0]
    query = re.findall(r"```sql\n(.*?)```", section, re.DOTALL)[0]
    found = release.sql(re.sub(r"LIMIT \d+", "", query).strip().rstrip(";"))
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def answer(rows: list[dict[str, Any]], **of: object) -> dict[str, Any]:
    """Return the one row with these values."""
    (row,) = [row for row in rows if all(row[name] == value for name, value in of.items())]
    return row


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_every_query_of_the_page_runs(release: duckdb.DuckDBPyConnection, query: str) -> None:
    for statement in filter(str.strip, query.split(";")):
        release.sql(statement).fetchall()


@pytest.mark.parametrize(
    ("publisher", "year", "printed"),
    [
        ("江苏省政协办公厅", 2019, ("660.10", "106.00", None, "156.60", "397.50")),  # jiangsu-12, 9
        (
            "重庆市商务委员会",
            2026,
            ("890.97", "552.00", None, "217.90", "121.07"),
        ),  # chongqing-02, 23
        (
            "上海市普陀区人民政府万里街道办事处",  # shanghai-putuo-01, 28
            2023,
            ("22.91", "0", "0", "21.56", "1.35"),
        ),
    ],
)
def test_question_1_three_public_expenses(
    release: duckdb.DuckDBPyConnection,
    publisher: str,
    year: int,
    printed: tuple[str | None, ...],
) -> None:
    row = answer(answers(release, "1."), publisher=publisher, fiscal_year=year)
    columns = (
        *("three_public_yuan", "overseas_travel_yuan", "vehicle_purchase_yuan"),
        *("vehicle_operation_yuan", "reception_yuan"),
    )
    for column, figure in zip(columns, printed, strict=True):
        if figure is None:  # a blank cell: nothing, or the 0 that the text says
            assert row[column] in (None, 0)
        else:
            assert row[column] == wan(figure)


@pytest.mark.parametrize(
    ("publisher", "budget", "final"),
    [
        ("上海市普陀区财政局", "2993.92", "2940.05"),  # shanghai-putuo-finals-2024, page 21
        ("西安市卫生健康委员会（汇总）", "139,217.01", "296,047.75"),  # pdf-2/xian-12, page 11
        ("中共上海市普陀区委社会工作部", "0", "307.82"),  # pdf-2/shanghai-putuo-06, page 18
    ],
)
def test_question_2_budget_against_final_account(
    release: duckdb.DuckDBPyConnection, publisher: str, budget: str, final: str
) -> None:
    row = answer(answers(release, "2."), publisher=publisher)
    assert (row["budget_yuan"], row["final_yuan"]) == (wan(budget), wan(final))


def test_question_3_education_by_city(release: duckdb.DuckDBPyConnection) -> None:
    """烟台市: the class 205 as six bureaus print it, read from the page of each."""
    read = ("1.00", "19,804.44", "16.00", "5.50", "313,068.64")  # yantai-01 to -05; -06 has none
    row = answer(answers(release, "3."), region_name="烟台市", fiscal_year=2026, stage="budget")
    assert row["education_yuan"] == sum(map(wan, read))


@pytest.mark.parametrize(
    ("publisher", "name", "printed"),
    [
        ("烟台市大数据局", "政务基础设施运行维护资金", "6,000.00"),  # yantai-04, page 24
        ("广州市商务局", "促进利用外资项目", "6,400.00"),  # guangzhou-01, page 28
        ("广州市科学技术局", "基础研究计划", "52,500.00"),  # guangzhou-06, page 23
    ],
)
def test_question_4_large_projects(
    release: duckdb.DuckDBPyConnection, publisher: str, name: str, printed: str
) -> None:
    rows = answers(release, "4.")
    row = answer(rows, publisher=publisher, name=name)
    assert row["amount_yuan"] == wan(printed)
    assert all(row["amount_yuan"] > 10_000_000 for row in rows)


@pytest.mark.parametrize(
    ("publisher", "personnel", "whole"),
    [
        ("烟台市信访局", "1,088.89", "1,717.85"),  # yantai-01, page 13
        ("苏州市自然资源和规划局", "4,320.89", "10,022.32"),  # suzhou-01, page 17
        ("重庆市科学技术局", "4,516.64", "154,304.22"),  # chongqing-03, page 16
    ],
)
def test_question_5_share_of_personnel(
    release: duckdb.DuckDBPyConnection, publisher: str, personnel: str, whole: str
) -> None:
    row = answer(answers(release, "5."), publisher=publisher)
    assert (row["personnel_yuan"], row["of_yuan"]) == (wan(personnel), wan(whole))
    assert row["percent"] == pytest.approx(float(100 * wan(personnel) / wan(whole)), abs=0.051)


@pytest.mark.parametrize(
    ("publisher", "printed"),
    [
        (
            "上海市医疗保险事业管理中心",  # shanghai-01, page 7, printed in yuan
            {
                "revenue_yuan": "193,018,000",
                "expenditure_yuan": "193,018,000",
                "personnel_yuan": "49,591,200",
                "operating_yuan": "9,026,800",
                "project_yuan": "134,400,000",
            },
        ),
        (
            "烟台市教育局",  # yantai-05, page 12
            {
                "current_expenditure_yuan": "3,154,417,200",
                "basic_yuan": "1,817,365,300",
                "project_yuan": "1,337,051,900",
            },
        ),
        (
            "重庆市商务委员会",  # chongqing-02, page 12
            {
                "current_expenditure_yuan": "1,749,006,400",
                "basic_yuan": "566,334,900",
                "project_yuan": "1,182,671,400",
            },
        ),
    ],
)
def test_question_6_key_totals(
    release: duckdb.DuckDBPyConnection, publisher: str, printed: dict[str, str]
) -> None:
    row = answer(answers(release, "6."), publisher=publisher)
    for column, figure in printed.items():
        assert row[column] == Decimal(figure.replace(",", "")), column


def test_question_7_a_publisher_under_three_spellings(
    release: duckdb.DuckDBPyConnection,
) -> None:
    """jiangsu-06 page 1 (中国共产党江苏省委员会办公厅), -08 page 3 and -10 page 1."""
    found = {row["fiscal_year"]: row["current_expenditure_yuan"] for row in answers(release, "7.")}
    assert found == {2017: wan("20,849.45"), 2018: wan("24,458.43"), 2019: wan("27,664.22")}


@pytest.mark.parametrize(
    ("publisher", "left", "right"),
    [
        ("上海市医疗保险事业管理中心", "7,099,698", "0"),  # shanghai-01, page 7: 201 for 208
        ("苏州市自然资源和规划局", "90,785,200", "94,667,700"),  # suzhou-01, page 20
        ("上海市普陀区财政局", "3,000", "29,400,500"),  # shanghai-putuo-finals-2024, page 21
    ],
)
def test_question_8_figures_in_error(
    release: duckdb.DuckDBPyConnection, publisher: str, left: str, right: str
) -> None:
    found = [
        row
        for row in answers(release, "8.")
        if row["publisher"] == publisher
        and row["left"] == Decimal(left.replace(",", ""))
        and row["right"] == Decimal(right.replace(",", ""))
    ]
    assert found
    assert found[0]["check_zh"] and found[0]["check_en"]


@pytest.mark.parametrize(
    ("publisher", "yuan"),
    [
        ("烟台市教育局", "3,130,686,400"),  # yantai-05, page 12
        ("上海交通职业技术学院", "326,658,710"),  # shanghai-07, page 10
        ("重庆市商务委员会", "556,703,200"),  # chongqing-02, page 12
    ],
)
def test_question_9_functions_by_english_name(
    release: duckdb.DuckDBPyConnection, publisher: str, yuan: str
) -> None:
    row = answer(answers(release, "9."), publisher=publisher)
    assert row["expenditure_yuan"] == Decimal(yuan.replace(",", ""))


@pytest.mark.parametrize(
    ("publisher", "year", "printed"),
    [
        ("烟台市教育局", 2026, "315,441.72"),  # yantai-05, page 12
        ("重庆市商务委员会", 2026, "174,900.64"),  # chongqing-02, page 12
        ("江苏省委办公厅", 2019, "27,664.22"),  # jiangsu-10, page 1
    ],
)
def test_question_10_another_unit(
    release: duckdb.DuckDBPyConnection, publisher: str, year: int, printed: str
) -> None:
    row = answer(answers(release, "10."), publisher=publisher, fiscal_year=year)
    assert Decimal(str(row["wan_yuan"])) == Decimal(printed.replace(",", ""))


def test_totals_are_those_on_the_page_images(
    release: duckdb.DuckDBPyConnection, shared: Path
) -> None:
    checked = 0
    for path in sorted((shared / "gold-pdf").glob("*.csv")):
        file = f"{path.stem}.pdf"
        for row in csv.DictReader(path.open(encoding="utf-8")):
            column = READ_BY_EYE.get((row["table_code"], row["key"], row["measure"]))
            if column is None:
                continue
            found = release.execute(
                f"SELECT t.{column}, any_value(a.unit_printed) FROM documents o "
                "JOIN disclosure_totals t USING (disclosure_id) "
                "JOIN amounts a USING (disclosure_id) WHERE o.file_name = ? "
                "AND a.table_code = ? GROUP BY 1",
                [file, row["table_code"]],
            ).fetchall()
            factor = Decimal(10_000) if "万" in (found[0][1] or "") else Decimal(1)
            printed = Decimal(row["printed"].replace(",", "")) * factor
            assert abs(found[0][0] - printed) < 1, (path.name, column, found, printed)
            checked += 1
    assert checked >= 25
