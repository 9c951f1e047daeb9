#!/usr/bin/env bash
# A product of two decimals in polars has the places of the finer factor and is rounded to them, so that 0.05 x 0.05 is 0.00 and a rate
# of 0.1 % of 0.05 is nothing; no error, no wider type. pyarrow and DuckDB add the places of both factors, as SQL does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1 duckdb==1.5.5 2> /dev/null
cd "$work"
cat > ask.py <<'PY'
from decimal import Decimal

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

print("polars", pl.__version__, "pyarrow", pa.__version__, "duckdb", duckdb.__version__)
five = Decimal("0.05")
frame = pl.DataFrame({"a": [five], "b": [five]})
print("polars:", frame.select(pl.col("a") * pl.col("b")).item())
print("polars, a literal of three places:", frame.select(pl.col("a") * Decimal("0.001")).item())
print("pyarrow:", pc.multiply(pa.array([five]), pa.array([five]))[0])
print("duckdb:", duckdb.sql("SELECT 0.05::DECIMAL(9,2) * 0.05::DECIMAL(9,2)").fetchone()[0])
PY
seen=$(venv/bin/python ask.py)
echo "$seen"
expected="polars: 0.00
polars, a literal of three places: 0.000
pyarrow: 0.0025
duckdb: 0.0025"
if [ "$(tail -n 4 <<< "$seen")" != "$expected" ]; then
    echo "the behaviour changed"
    exit 1
fi
