#!/usr/bin/env bash
# GDAL (and QGIS) take the types of a CSV from a .csvt beside it, also inside a zip. For a CSV read through /vsigzip/ the sidecar is not
# found under any name one would try: of x.csv.gz it must be called x.csv.csvt and must itself be gzip-compressed, though its name does not
# say so. Otherwise every column is text, without a warning, and a sum over it fails or is nothing.
# Way out: unpack first, publish x.csv and x.csvt in one zip, or say the types when reading.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyogrio==0.13.0 numpy
cd "$work"
"$work/venv/bin/python" - <<'PY'
import gzip
import zipfile
from pathlib import Path

import pyogrio

ROWS, TYPES = b"code,amount\n00,1.50\n65,0.10\n", b'"String","Real"\n'


def amount_is(path):
    return list(pyogrio.read_info(path)["dtypes"])[1]


Path("x.csv.gz").write_bytes(gzip.compress(ROWS))
Path("y.csv").write_bytes(ROWS)
Path("y.csvt").write_bytes(TYPES)
with zipfile.ZipFile("z.zip", "w") as file:
    file.writestr("y.csv", ROWS)
    file.writestr("y.csvt", TYPES)
seen = {"plain": amount_is("y.csv"), "zip": amount_is("/vsizip/z.zip/y.csv")}
for name in ("x.csvt", "x.csv.csvt", "x.csv.gz.csvt", "x.csvt.gz"):
    for packed in (False, True):
        Path(name).write_bytes(gzip.compress(TYPES) if packed else TYPES)
        seen[name + (" (gzip)" if packed else "")] = amount_is("/vsigzip/x.csv.gz")
        Path(name).unlink()
print(f"pyogrio {pyogrio.__version__}, GDAL {'.'.join(map(str, pyogrio.__gdal_version__))}")
for name, kind in seen.items():
    print(f"{name:22} amount is {'a number' if kind == 'float64' else 'text'}")
numbers = {name for name, kind in seen.items() if kind == "float64"}
assert {"plain", "zip"} <= numbers, "the check itself is wrong"
assert numbers == {"plain", "zip", "x.csv.csvt (gzip)"}, "the behaviour changed"
PY
