"""Rows become tables exactly or not at all, and every promise of the tree can be seen to fail."""

from __future__ import annotations

import subprocess
import sys
import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetflow.contracts.arrow import ContractError, to_table
from budgetflow.contracts.datasets import DATASETS, dataset
from budgetflow.contracts.frames import validate
from budgetflow.contracts.metadata import Column
from tests.contracts.builders import ROW_TYPES, good_dataclass, good_row

ALL = sorted(DATASETS)


@pytest.mark.parametrize("name", ALL)
def test_good_rows_break_no_rule(name: str) -> None:
    assert validate(name, to_table(name, [good_row(name)])) == []
    assert validate(name, to_table(name, [])) == []


@pytest.mark.parametrize("name", sorted(ROW_TYPES))
def test_dataclasses_and_mappings_make_the_same_table(name: str) -> None:
    assert to_table(name, [good_dataclass(name)]).equals(to_table(name, [good_row(name)]))


def spoilt(column: Column) -> Any:
    """Give a value of the right type that the column's rule refuses, or None where it has no rule
    over values.
    """
    if column.allowed or column.pattern:
        return "Not Allowed!"
    if column.minimum is not None:
        return (
            Decimal(column.minimum - 1)
            if column.type in ("money", "number")
            else column.minimum - 1
        )
    return None


RULES = [
    (name, column) for name in ALL for column in dataset(name).columns if spoilt(column) is not None
]


@pytest.mark.parametrize(
    ("name", "column"), RULES, ids=[f"{name}.{column.name}" for name, column in RULES]
)
def test_every_rule_over_values_is_truly_run(name: str, column: Column) -> None:
    failures = validate(name, to_table(name, [good_row(name, **{column.name: spoilt(column)})]))
    assert [failure.column for failure in failures] == [column.name]
    assert failures[0].count == 1


REQUIRED = [
    (name, column.name) for name in ALL for column in dataset(name).columns if not column.nullable
]


@pytest.mark.parametrize(("name", "column"), REQUIRED)
def test_a_promised_value_cannot_be_null(name: str, column: str) -> None:
    with pytest.raises(ContractError, match=f"{name} row 2, column {column}: is null"):
        to_table(name, [good_row(name), good_row(name, **{column: None})])


def test_a_value_needs_its_amount_and_a_dash_has_none() -> None:
    rows = [
        good_row("amounts", amount_id="a1", amount_yuan=None),
        good_row("amounts", amount_id="a2", value_state="dash"),
    ]
    failures = validate("amounts", to_table("amounts", rows))
    assert {(failure.column, failure.examples) for failure in failures} == {
        ("amount_yuan", ("a1",)),
        ("amount_yuan", ("a2",)),
    }


def test_keys_are_unique() -> None:
    (failure,) = validate(
        "check_results", to_table("check_results", [good_row("check_results")] * 2)
    )
    assert (failure.column, failure.count) == ("disclosure_id, check_id", 2)
    assert "unique" in str(failure)


def test_a_table_of_another_schema_is_told_column_by_column() -> None:
    table = to_table("check_results", [good_row("check_results")]).rename_columns(
        ["disclosure_id", "check_id", "status", "evidence_count"]
    )
    (failure,) = validate("check_results", table)
    assert failure.rule == "schema"
    assert failure.examples == ("state: missing", "status: not in the contract")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (Decimal("0.005"), "data loss"),
        (Decimal("1e19"), "decimal128"),
        ("12.00", "decimal128"),
        (12.5, "float|decimal"),
        (Decimal("NaN"), "decimal128"),
    ],
)
def test_money_is_never_rounded_or_guessed(value: Any, why: str) -> None:
    with pytest.raises(ContractError, match=f"amounts.*column amount_yuan.*({why})"):
        to_table("amounts", [good_row("amounts"), good_row("amounts", amount_yuan=value)])


@settings(max_examples=50)
@given(st.decimals(min_value=-(10**17), max_value=10**17, places=2, allow_nan=False))
def test_money_comes_back_as_it_went_in(value: Decimal) -> None:
    assert (
        to_table("amounts", [good_row("amounts", amount_yuan=value)])["amount_yuan"][0].as_py()
        == value
    )


def test_nested_values_come_back() -> None:
    row = to_table("projects", [good_dataclass("projects")]).to_pylist()[0]
    assert row["allocations"] == [
        {"name": "差旅费", "amount_yuan": Decimal("1.00"), "printed": "1元"}
    ]


def test_a_hundred_thousand_rows_take_seconds() -> None:
    rows = [good_row("amounts", amount_id=f"{number:08x}") for number in range(100_000)]
    started = time.process_time()
    table = to_table("amounts", rows)
    assert validate("amounts", table) == []
    assert time.process_time() - started < 20  # about 3 s on two idle cores


def test_rows_without_frames_leave_pandas_out_and_frames_find_it_again() -> None:
    code = """
import sys
import pyarrow as pa
from budgetflow.contracts.arrow import leave_pandas_out
if sys.argv[1] == "out":
    leave_pandas_out()
table = pa.table({"a": pa.array(["1"], pa.string())})
print("pandas" in sys.modules, type(table.to_pandas()).__name__)
"""
    printed = {
        asked: subprocess.run(
            [sys.executable, "-c", code, asked], capture_output=True, text=True, check=True
        ).stdout.strip()
        for asked in ("out", "in")
    }
    assert printed == {"out": "False DataFrame", "in": "True DataFrame"}
