#!/usr/bin/env bash
# Great Expectations compares Decimal columns by floats: the bound of an expectation becomes a float, and a column's sum is
# taken over floats. So a value above the maximum passes, and the sum of 0.10 and 0.20 is not 0.30.
# Money cannot be held to the cent by its expectations: sum and compare exact values yourself and hand the answer over.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check great-expectations==1.24.1 pandas==3.1.1
cd "$work"
"$work/venv/bin/python" - 2>/dev/null <<'PY'
from decimal import Decimal

import great_expectations as gx
import pandas

context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
definition = (
    context.data_sources.add_pandas("here").add_dataframe_asset("rows").add_batch_definition_whole_dataframe("all")
)


def validate(values, expectation):
    frame = pandas.DataFrame({"x": [Decimal(value) for value in values]})
    found = definition.get_batch(batch_parameters={"dataframe": frame}).validate(expectation)
    return found.success, found.result.get("observed_value")


limit = Decimal("12345678901234567.88")
over = validate(["12345678901234567.89"], gx.expectations.ExpectColumnValuesToBeBetween(column="x", max_value=limit))
total = Decimal("0.30")
summed = validate(
    ["0.10", "0.20"], gx.expectations.ExpectColumnSumToBeBetween(column="x", min_value=total, max_value=total)
)
print(f"great-expectations {gx.__version__}, pandas {pandas.__version__}")
print(f"12345678901234567.89 is at most {limit}: {over[0]}")
print(f"0.10 + 0.20 is {total}: {summed[0]}, observed {summed[1]!r}")
assert over[0] is True, "the behaviour changed"
assert summed == (False, 0.30000000000000004), "the behaviour changed"
PY
