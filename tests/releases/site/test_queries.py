"""The page of queries: the questions of the documentation, typed columns, and the engine that runs
them in the browser.
"""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from budgetflow.contracts.arrow import schema
from budgetflow.releases.release_rows import RELEASED
from budgetflow.releases.site.queries import (
    ENGINE,
    ENGINE_FILES,
    EngineMissing,
    _type,
    copy_engine,
    queries,
)

QUESTIONS = Path(__file__).parents[3] / "docs" / "questions.md"


def test_the_page_asks_the_questions_of_the_documentation() -> None:
    text = QUESTIONS.read_text(encoding="utf-8")
    told = re.findall(r"^## (\d+)\. (.+?)\n\n```sql\n(.*?)```", text, re.MULTILINE | re.DOTALL)
    assert [(str(q.number), q.en, q.sql) for q in queries()] == [
        (number, title, sql.strip()) for number, title, sql in told
    ]
    assert len(told) == 10 and all(re.search("[一-鿿]", q.zh) for q in queries())


@pytest.mark.parametrize("dataset", RELEASED)
def test_every_column_has_a_type_that_duckdb_knows(dataset: str) -> None:
    for column in schema(dataset):
        duckdb.sql(f"SELECT CAST(NULL AS {_type(str(column.type))})")


@pytest.mark.parametrize(
    ("arrow", "sql"),
    [
        ("decimal128(38, 6)", "DECIMAL(38, 6)"),
        ("int32", "INTEGER"),
        ("date32[day]", "DATE"),
        ("bool", "BOOLEAN"),
        ("list<item: string>", "VARCHAR[]"),
        ("list<item: struct<name: string>>", "VARCHAR"),
        ("string", "VARCHAR"),
    ],
)
def test_money_keeps_its_decimals_and_lists_of_words_are_lists(arrow: str, sql: str) -> None:
    assert _type(arrow) == sql


def test_the_engine_is_put_beside_the_pages_or_its_absence_is_explained(tmp_path: Path) -> None:
    engine = tmp_path / "engine"
    engine.mkdir()
    with pytest.raises(EngineMissing, match="make query-engine"):
        copy_engine(engine, tmp_path / "release")
    for name in ENGINE_FILES:
        (engine / name).write_text(name)
    copy_engine(engine, tmp_path / "release")
    assert {path.name for path in (tmp_path / "release" / ENGINE).iterdir()} == set(ENGINE_FILES)
