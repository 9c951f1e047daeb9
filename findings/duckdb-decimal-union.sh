#!/usr/bin/env bash
# DuckDB's sum of decimals has 38 digits, which leaves no room to the right. Where such a sum meets a value with more decimals in one
# column (UNION ALL, greatest, coalesce, CASE), the finer value is rounded to the places of the sum without a word; with 18 digits both
# keep theirs. A comparison and a difference of the same two are exact.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==1.5.5 2> /dev/null
cd "$work"
cat > ask.py <<'PY'
import duckdb

print("duckdb", duckdb.__version__)
connection = duckdb.connect()
total = "(SELECT sum(x) FROM (VALUES (1.10::DECIMAL(18,2))) t(x))"
for question in (
    f"list(v) FROM (SELECT {total} AS v UNION ALL SELECT 1.104)",
    "list(v) FROM (SELECT 1.10::DECIMAL(18,2) AS v UNION ALL SELECT 1.104)",
    f"greatest({total}, 1.104)",
    f"coalesce(nullif({total}, 1.10), 1.104)",
    f"{total} = 1.104",
    f"{total} - 1.104",
):
    print(question.replace(total, "sum"), "gives", connection.execute(f"SELECT {question}").fetchone()[0])
PY
seen=$(venv/bin/python ask.py)
echo "$seen"
expected="list(v) FROM (SELECT sum AS v UNION ALL SELECT 1.104) gives [Decimal('1.10'), Decimal('1.10')]
list(v) FROM (SELECT 1.10::DECIMAL(18,2) AS v UNION ALL SELECT 1.104) gives [Decimal('1.100'), Decimal('1.104')]
greatest(sum, 1.104) gives 1.10
coalesce(nullif(sum, 1.10), 1.104) gives 1.10
sum = 1.104 gives False
sum - 1.104 gives -0.004"
if [ "$(tail -n 6 <<< "$seen")" != "$expected" ]; then
    echo "the behaviour changed"
    exit 1
fi
