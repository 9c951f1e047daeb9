"""The ten questions of docs/questions.md, over a release of real documents.

Answers are held against cells that a person read from page images (`../shared/gold-pdf`).
"""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.parse_files import ParseSummary
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release

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


@pytest.fixture(scope="module")
def release(
    parsed: tuple[Understanding, ParseSummary, Path], tmp_path_factory: pytest.TempPathFactory
) -> duckdb.DuckDBPyConnection:
    """Release all real documents and open its views."""
    folder = tmp_path_factory.mktemp("questions")
    lake = Lake(folder / "lake")
    lake.replace(parsed[0], "1")
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
