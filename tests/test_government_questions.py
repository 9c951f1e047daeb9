"""The five questions of docs/government.md, over a release of generated books whose answers are
known.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from budgetflow.facts.derive import derive_facts
from budgetflow.interpret.rows_model import Understanding
from budgetflow.interpret.understand import understand
from budgetflow.lake.store import Lake
from budgetflow.readers.dispatch import read_document
from budgetflow.releases.build import build_release
from budgetflow.sample.facts.government import WAN, invent_government, total
from budgetflow.sample.paper.government import compose_government
from budgetflow.sample.render.html import render_html

ROOT = Path(__file__).resolve().parent.parent
QUERIES = re.findall(
    r"```sql\n(.*?)```", (ROOT / "docs" / "government.md").read_text(encoding="utf-8"), re.DOTALL
)
BOOKS = (invent_government(7, "甘州区", "620702"), invent_government(8, "西湖区", "330106"))
ONE = BOOKS[0]
REVENUE = total((*ONE.taxes, *ONE.non_taxes), "")
OUTLAYS = total(ONE.classes, "")
TAXES = total(ONE.taxes, "")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """Release the generated books and open the release's views."""
    folder = tmp_path_factory.mktemp("governments")
    rows = Understanding()
    for number, facts in enumerate(BOOKS):
        data = render_html(compose_government(facts))
        rows.extend(understand(read_document(data, f"{number}.html")))
    derive_facts(rows)
    lake = Lake(folder / "lake")
    lake.replace(rows, "1")
    made = build_release(lake, folder / "releases", date(2026, 11, 29), site=False)
    assert made is not None
    connection = duckdb.connect()
    connection.execute(f"SET VARIABLE release = '{made.path}/'")
    connection.execute((Path(made.path) / "views.sql").read_text(encoding="utf-8"))
    return connection


def answers(release: duckdb.DuckDBPyConnection, number: int) -> list[dict[str, object]]:
    """Return the rows of one question that are of the first book."""
    found = release.sql(QUERIES[number])
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    return [row for row in rows if row["publisher"] == ONE.name]


def test_there_are_five() -> None:
    assert len(QUERIES) == 5


def test_revenue_and_tax_of_each_year_and_stage(release: duckdb.DuckDBPyConnection) -> None:
    told = {
        (row["table_year"], row["amount_stage"]): (row["revenue_yuan"], row["tax_yuan"])
        for row in answers(release, 0)
    }
    assert told == {
        (2024, "final"): (REVENUE.before * WAN, TAXES.before * WAN),
        (2025, "budget"): (REVENUE.planned * WAN, TAXES.planned * WAN),
        (2025, "execution"): (REVENUE.executed * WAN, TAXES.executed * WAN),
        (2026, "budget"): (REVENUE.draft * WAN, TAXES.draft * WAN),
    }


def test_execution_beside_the_budget_of_its_year(release: duckdb.DuckDBPyConnection) -> None:
    (row,) = answers(release, 1)
    assert (row["table_year"], row["budget_yuan"], row["executed_yuan"]) == (
        2025,
        OUTLAYS.planned * WAN,
        OUTLAYS.executed * WAN,
    )


def test_debt_against_its_limit(release: duckdb.DuckDBPyConnection) -> None:
    whole, own = sorted(answers(release, 2), key=lambda row: str(row["coverage"]), reverse=True)
    limit = sum(place.general_limit + place.special_limit for place in ONE.debt)
    balance = sum(place.general + place.special for place in ONE.debt)
    assert (whole["debt_limit_yuan"], whole["debt_balance_yuan"]) == (limit * WAN, balance * WAN)
    years = Decimal(balance) / REVENUE.executed
    assert abs(Decimal(str(whole["years_of_revenue"])) - years) < Decimal("0.01")
    assert own["debt_limit_yuan"] == (ONE.debt[0].general_limit + ONE.debt[0].special_limit) * WAN


def test_what_a_region_raises_itself(release: duckdb.DuckDBPyConnection) -> None:
    rows = {(row["table_year"], row["amount_stage"]): row for row in answers(release, 3)}
    executed = rows[2025, "execution"]
    assert executed["transfers_received_yuan"] == ONE.received.executed * WAN
    share = Decimal(100) * REVENUE.executed / OUTLAYS.executed
    assert abs(Decimal(str(executed["raised_percent"])) - share) < Decimal("0.1")


def test_places_below_by_what_they_owe(release: duckdb.DuckDBPyConnection) -> None:
    told = {row["region_name"]: row["amount_yuan"] for row in answers(release, 4)}
    assert told == {
        place.place: (place.general + place.special) * WAN
        for place in ONE.debt
        if place.place != "区本级"
    }
