#!/usr/bin/env bash
# frictionless calls a CSV valid whose numbers other readers refuse or read otherwise: a number may have full-width digits (１２.5), underscores
# (1_000) or blanks around it, for the text goes to Python's Decimal as it is. pyarrow refuses the first two with the same type; Table Schema
# allows neither. A green report does not say that the consumer's tool can load the file.
# Way out: hold number columns to a pattern constraint, or load the file with a second reader in the test.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0 pyarrow==26.0.1
cd "$work"
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version
from pathlib import Path

import frictionless
import pyarrow
import pyarrow.csv

SCHEMA = frictionless.Schema.from_descriptor({"fields": [{"name": "amount", "type": "number"}]})
TYPES = pyarrow.csv.ConvertOptions(column_types={"amount": pyarrow.decimal128(18, 2)})


def by_frictionless(text):
    Path("one.csv").write_text(f"amount\n{text}\n", encoding="utf-8")
    with frictionless.Resource(path="one.csv", schema=SCHEMA) as resource:
        value = next(iter(resource.row_stream))["amount"]
    return value if frictionless.Resource(path="one.csv", schema=SCHEMA).validate().valid else None


def by_pyarrow(text):
    try:
        table = pyarrow.csv.read_csv("one.csv", convert_options=TYPES)
    except pyarrow.ArrowInvalid:
        return None
    return table["amount"][0].as_py()


seen = {}
for text in ("12.50", "1_000", "１２.5", '"1,234.50"'):
    seen[text] = (by_frictionless(text), by_pyarrow(text))
print(f"frictionless {version('frictionless')}, pyarrow {pyarrow.__version__}")
for text, (one, other) in seen.items():
    print(f"{text:>12}: frictionless {one}, pyarrow {other}")
assert seen["12.50"][0] == seen["12.50"][1], "the check itself is wrong"
assert seen['"1,234.50"'] == (None, None), "the check itself is wrong"
for text in ("1_000", "１２.5"):
    assert seen[text][0] is not None and seen[text][1] is None, "the behaviour changed"
PY
