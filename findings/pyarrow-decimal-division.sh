#!/usr/bin/env bash
# pyarrow cuts the quotient of two decimals instead of rounding it, where its own mean of decimals rounds: 2.00 / 3.00 is 0.6666, the mean of
# 1, 2 and 2 is 1.67. How many places the quotient has depends on the declared precision of the operands, not on the values, and for a
# column of decimal128(38, 2), as some writers declare money, the division is refused. Shares computed so are low and do not add up to one.
# Way out: divide in Python's decimal, or cast to more places before and round afterwards.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyarrow==26.0.1
"$work/venv/bin/python" - <<'PY'
from decimal import Decimal

import pyarrow
import pyarrow.compute as compute


def quotient(precision):
    kind = pyarrow.decimal128(precision, 2)
    try:
        return compute.divide(pyarrow.scalar(Decimal("2.00"), kind), pyarrow.scalar(Decimal("3.00"), kind)).as_py()
    except pyarrow.ArrowInvalid as error:
        return str(error)


mean = compute.mean(pyarrow.array([Decimal("1.00"), Decimal("2.00"), Decimal("2.00")])).as_py()
seen = {precision: quotient(precision) for precision in (3, 10, 38)}
print(f"pyarrow {pyarrow.__version__}; the mean of 1.00, 2.00, 2.00 is {mean}")
for precision, value in seen.items():
    print(f"2.00 / 3.00 in decimal128({precision}, 2): {value}")
assert mean == Decimal("1.67"), "the behaviour changed"
assert all(set(str(seen[p]).removeprefix("0.")) == {"6"} for p in (3, 10)), "the behaviour changed"
assert len(str(seen[3])) < len(str(seen[10])), "the behaviour changed"
assert "precision" in str(seen[38]), "the behaviour changed"
PY
