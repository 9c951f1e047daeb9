"""The metadata tree is the only place where a column is described; everything else follows it."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from budgetflow.contracts.arrow import file_schema, schema
from budgetflow.contracts.datasets import DATASETS, dataset
from budgetflow.contracts.dictionary import dictionary_markdown, table_schema
from budgetflow.contracts.metadata import PARTITION_COLUMNS
from budgetflow.interpret.rows_model import Allocation
from tests.contracts.builders import ROW_TYPES

PYTHON_TYPES: dict[str, tuple[Any, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "int16": (int,),
    "int32": (int,),
    "int64": (int,),
    "float32": (float,),
    "float64": (float,),
    "date": (date,),
    "money": (Decimal,),
    "number": (Decimal,),
    "list<string>": (list[str],),
    "list<int32>": (list[int],),
    "list<allocation>": (list[Allocation],),
}
ALL = sorted(DATASETS)
ROWS = sorted(ROW_TYPES)


@pytest.mark.parametrize("name", ROWS)
def test_dataclass_and_tree_have_the_same_columns_in_the_same_order(name: str) -> None:
    assert [field.name for field in fields(ROW_TYPES[name])] == list(dataset(name).column_names)


@pytest.mark.parametrize("name", ROWS)
def test_dataclass_and_tree_agree_on_types(name: str) -> None:
    hints = get_type_hints(ROW_TYPES[name])
    for column in dataset(name).columns:
        hint = hints[column.name]
        parts = (
            [part for part in get_args(hint) if part is not NoneType]
            if get_origin(hint) is UnionType
            else [hint]
        )
        assert tuple(parts) == PYTHON_TYPES[column.type], (
            f"{name}.{column.name} is {hint}, the tree says {column.type}"
        )


@pytest.mark.parametrize("name", ROWS)
def test_what_may_be_missing_in_a_row_may_be_null_in_the_release(name: str) -> None:
    hints = get_type_hints(ROW_TYPES[name])
    for column in dataset(name).columns:
        optional = NoneType in get_args(hints[column.name])
        assert not optional or column.nullable, (
            f"{name}.{column.name} may be None, but the tree promises a value"
        )


@pytest.mark.parametrize("name", ALL)
def test_every_column_is_described_in_both_languages(name: str) -> None:
    tree = dataset(name)
    assert tree.key, f"{name} has no key"
    for column in tree.columns:
        assert column.zh.strip() and column.en.strip(), f"{name}.{column.name}"
        assert any("\u4e00" <= letter <= "\u9fff" for letter in column.zh) or column.zh.isascii(), (
            column.zh
        )
        assert column.en[0].isascii(), column.en


@pytest.mark.parametrize("name", ALL)
def test_arrow_schema_follows_the_tree(name: str) -> None:
    tree, made = dataset(name), schema(name)
    assert tuple(made.names) == tree.column_names
    for column in tree.columns:
        field = made.field(column.name)
        assert field.nullable is column.nullable
        assert field.metadata[b"description"].decode() == column.en
    assert set(made.names) - set(file_schema(name).names) <= set(PARTITION_COLUMNS)


@pytest.mark.parametrize("name", ALL)
def test_dictionary_and_data_package_follow_the_tree(name: str) -> None:
    tree, described = dataset(name), table_schema(name)
    assert [field["name"] for field in described["fields"]] == list(tree.column_names)
    assert described["primaryKey"] == list(tree.key)
    json.dumps(described)
    section = dictionary_markdown().split(f"## {name} · ")[1].split("\n## ")[0]
    for column in tree.columns:
        assert column.zh.replace("|", "\\|") in section and column.name in section


@pytest.mark.parametrize("name", ALL)
def test_data_package_schema_is_valid_for_frictionless(name: str) -> None:
    from frictionless import Schema

    described = Schema.from_descriptor(table_schema(name))
    assert [field.name for field in described.fields] == list(dataset(name).column_names)


def test_references_lead_to_columns_that_exist() -> None:
    for tree in DATASETS.values():
        for column in tree.columns:
            if column.refers_to:
                other, name = column.refers_to
                assert dataset(other).column(name).type == column.type


def test_unknown_names_say_what_there_is() -> None:
    with pytest.raises(KeyError, match="amounts"):
        dataset("amount")
    with pytest.raises(KeyError, match="disclosures has no column 'year'"):
        dataset("disclosures").column("year")
