"""great-expectations suites made from the metadata tree: one a dataset, and one for a release as a
whole.

The suites lie as JSON in `expectations/`, for people and other tools to read; `python -m
budgetflow.contracts.expectations
FOLDER` writes them anew, and a test holds the folder to the tree. Nothing here imports
great-expectations.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from budgetflow.contracts.datasets import DATASETS
from budgetflow.contracts.datasets import dataset as dataset_of
from budgetflow.contracts.metadata import PARTITION_COLUMNS, Column

Suite = dict[str, Any]
# Name of the suite over a release's counts (`budgetflow.gate.counts`).
RELEASE = "release"
# Rows of a province and year that must still be there, of the release before; a withdrawal is not
# counted as a loss.
# A correction of one misread document takes its rows away; a tenth of a province is no correction.
KEPT_SHARE = 0.9
# Set in a rule's `meta` where `budgetflow release build --accept REASON` may let pass what breaks
# it; no rule over rows has it.
ACCEPTABLE = "acceptable"
# Largest share of a province's amounts in columns whose header nobody understood.
UNMAPPED_SHARE = 0.1


def suite(dataset: str) -> Suite:
    """Return the suite of a dataset: its columns in order, nulls, allowed values, patterns, bounds
    and unique keys.
    """
    tree = dataset_of(dataset)
    rules = [
        _rule("expect_table_columns_to_match_ordered_list", column_list=list(tree.column_names))
    ]
    for column in tree.columns:
        rules += _column_rules(column)
    if len(tree.key) == 1:
        rules.append(_rule("expect_column_values_to_be_unique", column=tree.key[0]))
    elif tree.key:
        rules.append(
            _rule(
                "expect_compound_columns_to_be_unique",
                column_list=list(tree.key),
                ignore_row_if="never",
            )
        )
    return _suite(
        dataset,
        rules,
        {"description": tree.description_en, "made_from": "budgetflow.contracts.datasets"},
    )


def release_suite() -> Suite:
    """Return the suite over the counts of a release: one row a dataset, year and province."""
    rules = [
        _acceptable(
            "expect_column_values_to_be_between", column="kept_share", min_value=KEPT_SHARE
        ),
        _acceptable("expect_column_values_to_be_between", column="lost_publishers", max_value=0),
        _acceptable(
            "expect_column_values_to_be_between", column="unmapped_share", max_value=UNMAPPED_SHARE
        ),
        _rule("expect_column_values_to_be_between", column="repeated_keys", max_value=0),
        _rule(
            "expect_compound_columns_to_be_unique",
            column_list=["dataset", *PARTITION_COLUMNS],
            ignore_row_if="never",
        ),
    ]
    return _suite(
        RELEASE,
        rules,
        {
            "description": (
                "rows kept, publishers kept and headers understood, against the release before"
            )
        },
    )


def suites() -> dict[str, Suite]:
    """Return every suite by its name."""
    return {name: suite(name) for name in DATASETS} | {RELEASE: release_suite()}


def write_suites(folder: Path) -> list[Path]:
    """Write each suite as `<name>.json` into a folder; gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, made in suites().items():
        path = folder / f"{name}.json"
        text = json.dumps(made, ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")
        written.append(path)
    return written


def _column_rules(column: Column) -> list[Suite]:
    rules = []
    if not column.nullable:
        rules.append(_rule("expect_column_values_to_not_be_null", column=column.name))
    if column.allowed:
        rules.append(
            _rule(
                "expect_column_values_to_be_in_set",
                column=column.name,
                value_set=list(column.allowed),
            )
        )
    if column.pattern:
        rules.append(
            _rule(
                "expect_column_values_to_match_regex",
                column=column.name,
                regex=f"^(?:{column.pattern})$",
            )
        )
    bounds = {"min_value": column.minimum, "max_value": column.maximum}
    bounds = {name: value for name, value in bounds.items() if value is not None}
    if bounds:
        rules.append(_rule("expect_column_values_to_be_between", column=column.name, **bounds))
    return rules


def _rule(kind: str, **values: Any) -> Suite:
    return {"type": kind, "kwargs": values, "meta": {}}


def _acceptable(kind: str, **values: Any) -> Suite:
    """Return a rule over what a release lost, which a person who knows the reason may let pass."""
    return _rule(kind, **values) | {"meta": {ACCEPTABLE: True}}


def _suite(name: str, rules: list[Suite], meta: dict[str, str]) -> Suite:
    return {"name": name, "expectations": rules, "meta": meta}


if __name__ == "__main__":
    write_suites(Path(sys.argv[1]))
