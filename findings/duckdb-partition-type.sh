#!/usr/bin/env bash
# The type of a Hive partition column depends on which folders happen to be there, and each engine decides otherwise.
# A column of two-digit codes (11, 65) is BIGINT in DuckDB; add a folder p=01 and the same query gives VARCHAR; so a filter
# p = 11 or a join breaks on the day a code with a zero appears, or where one partition alone is opened. Polars and pyarrow
# call all of them integers and lose the zero: 01 comes back as 1.
# Way out: keep the code as a column in the files as well, or name the types (hive_types, hive_schema, partitioning schema).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==1.5.5 polars==2.1.0 pyarrow==26.0.1
cd "$work"
"$work/venv/bin/python" - <<'PY'
from pathlib import Path

import duckdb, polars, pyarrow, pyarrow.dataset, pyarrow.parquet

print(f"duckdb {duckdb.__version__}, polars {polars.__version__}, pyarrow {pyarrow.__version__}")


def types(folder, codes):
    for code in codes:
        Path(folder, f"p={code}").mkdir(parents=True)
        pyarrow.parquet.write_table(pyarrow.table({"x": [1]}), Path(folder, f"p={code}", "part.parquet"))
    query = f"select distinct typeof(p) from read_parquet('{folder}/*/*.parquet', hive_partitioning=true)"
    frame = polars.read_parquet(f"{folder}/**/*.parquet", hive_partitioning=True)
    return (
        duckdb.sql(query).fetchall()[0][0],
        sorted(frame["p"].to_list()),
        str(pyarrow.dataset.dataset(folder, partitioning="hive").schema.field("p").type),
    )


seen = {codes: types("-".join(codes), codes) for codes in (("11", "65"), ("01", "65"))}
for codes, (duck, rows, arrow) in seen.items():
    print(f"folders {codes}: DuckDB {duck}; Polars {rows}; pyarrow {arrow}")
assert seen == {
    ("11", "65"): ("BIGINT", [11, 65], "int32"),
    ("01", "65"): ("VARCHAR", [1, 65], "int32"),
}, "the behaviour changed"
PY
