"""The ten questions of docs/questions.md, over a release of real documents.

Answers are held against cells that a person read from page images: those of `../shared/gold-pdf`,
and those below, each with the file and the page that was looked at.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.parse_files import ParseSummary, parse_files
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.settings import Settings

pytestmark = [pytest.mark.corpus, pytest.mark.xdist_group("real documents")]
ROOT = Path(__file__).resolve().parent.parent
QUERIES = re.findall(
    r"```sql\n(.*?)```", (ROOT / "docs" / "questions.md").read_text(encoding="utf-8"), re.DOTALL
)
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


FINAL_ACCOUNTS = ("xian-12.pdf", "shanghai-putuo-06.pdf")
"""Final accounts beside those of `../shared/corpus/pdf`, which has one."""
WAN = 10_000


def wan(printed: str) -> Decimal:
    """Return a figure printed in 万元 in yuan."""
    return Decimal(printed.replace(",", "")) * WAN


def answers(release: duckdb.DuckDBPyConnection, heading: str) -> list[dict[str, Any]]:
    """Run the query under a heading of the page without its limit; return its rows by column."""
    text = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}")[1].split("\n## ")[0]
    query = re.findall(r"```sql\n(.*?)```", section, re.DOTALL)[0]
    found = release.sql(re.sub(r"LIMIT \d+", "", query).strip().rstrip(";"))
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def answer(rows: list[dict[str, Any]], **of: object) -> dict[str, Any]:
    """Return the one row with these values."""
    (row,) = [row for row in rows if all(row[name] == value for name, value in of.items())]
    return row


@pytest.fixture(scope="module")
def release(
    parsed: tuple[Understanding, ParseSummary, Path],
    shared: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> duckdb.DuckDBPyConnection:
    """Release all real documents and open its views."""
    folder = tmp_path_factory.mktemp("questions")
    lake = Lake(folder / "lake")
    lake.replace(parsed[0], "1")
    files = [shared / "corpus" / "pdf-2" / name for name in FINAL_ACCOUNTS]
    lake.replace(parse_files(files, Settings(), lambda path, part: None)[0], "1")
    made = build_release(lake, folder / "releases", date(2026, 11, 29), site=False)
    assert made is not None
    connection = duckdb.connect()
    connection.execute(f"SET VARIABLE release = '{made.path}/'")
    connection.execute((Path(made.path) / "views.sql").read_text(encoding="utf-8"))
    return connection


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
    """烟台市: the class 205 on the pages 3 of six bureaus' expenditure tables, read one by one."""
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


def test_leaves_add_up_to_what_is_printed(release: duckdb.DuckDBPyConnection) -> None:
    """At least 97 % of the disclosures that print a total; the others are named."""
    rows = release.sql("""
        SELECT t.disclosure_id, t.current_expenditure_yuan AS printed,
               sum(a.amount_yuan) FILTER (a.is_canonical AND a.is_leaf AND a.flow = 'expenditure'
                   AND a.fund = 'all' AND a.component = 'total' AND a.period IS NULL
                   AND a.function_code IS NOT NULL) AS added
        FROM disclosure_totals t JOIN amounts a USING (disclosure_id)
        WHERE EXISTS (FROM amounts e WHERE e.disclosure_id = t.disclosure_id
                      AND e.table_code = 'expenditure' AND e.row_role = 'total')
        GROUP BY ALL
    """).fetchall()
    apart = [row for row in rows if row[2] is None or abs(row[2] - row[1]) > 20_000]
    assert len(rows) >= 55
    assert len(apart) <= 0.03 * len(rows), apart


def test_function_classes_add_up_to_the_expenditure_or_say_why(
    release: duckdb.DuckDBPyConnection,
) -> None:
    """At least 97 % of the disclosures that print classes and a total; the others have a reason."""
    told = dict(
        release.sql("SELECT functions_sum, count(*) FROM disclosure_totals GROUP BY 1").fetchall()
    )
    apart = told.pop("finding", 0) + told.pop("parts_left_out", 0)
    closed = told["equal"] + told.get("rounding", 0)
    assert closed + apart >= 60
    assert apart <= 0.03 * (closed + apart), told
    assert set(told) <= {"equal", "rounding", "not_printed", "no_total"}


def test_each_fact_has_one_canonical_cell(release: duckdb.DuckDBPyConnection) -> None:
    assert (
        release.sql("""
        SELECT coalesce(fact_id, amount_id) AS fact FROM amounts
        WHERE value_state IN ('value', 'zero')
        GROUP BY fact HAVING count(*) FILTER (is_canonical) <> 1
    """).fetchall()
        == []
    )


def test_every_amount_and_disclosure_leads_to_its_words(
    release: duckdb.DuckDBPyConnection,
) -> None:
    """Each measure, item and topic has its words; each publisher of a disclosure has its row."""
    assert (
        release.sql("""
        SELECT DISTINCT a.measure FROM amounts a
        LEFT JOIN vocabulary v ON v.kind = 'measure' AND v.code = a.measure WHERE v.code IS NULL
    """).fetchall()
        == []
    )
    assert (
        release.sql("""
        SELECT publisher FROM disclosures LEFT JOIN publishers USING (publisher_id)
        WHERE publisher IS NOT NULL AND publishers.name IS NULL
    """).fetchall()
        == []
    )


def test_one_body_has_one_key(release: duckdb.DuckDBPyConnection) -> None:
    """The three spellings of one party office are one publisher; a reviewed list of the rest."""
    names = release.sql("SELECT name, other_names FROM publishers ORDER BY name").fetchall()
    merged = {name: others for name, others in names if others}
    assert list(merged.values()) == [["中共江苏省委办公厅", "中国共产党江苏省委员会办公厅"]] or (
        set(merged) <= {"江苏省委办公厅", "中共江苏省委办公厅", "中国共产党江苏省委员会办公厅"}
    )
    assert len(names) >= 45
