"""What may be added up in a release of real documents, and who its publishers are."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

pytestmark = [pytest.mark.corpus, pytest.mark.xdist_group("real documents")]
REVIEWED = Path(__file__).with_name("reviewed_publishers.csv")
"""Every publisher of the real documents, by region; a person read the list: no two are one body,
and none is two. Names are those of the newest disclosure, without marks of scope."""


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


def test_publishers_are_those_a_person_reviewed(release: duckdb.DuckDBPyConnection) -> None:
    found: dict[str, set[str]] = {}
    for region, name in release.sql("SELECT region_code, name FROM publishers").fetchall():
        found.setdefault(region, set()).add(name)
    reviewed: dict[str, set[str]] = {}
    with REVIEWED.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            reviewed.setdefault(row["region_code"], set()).add(row["name"])
    assert found == reviewed
    keys = release.sql("SELECT count(*), count(DISTINCT publisher_id) FROM publishers").fetchone()
    assert keys is not None and keys[0] == keys[1] == sum(map(len, reviewed.values()))
