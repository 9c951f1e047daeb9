#!/usr/bin/env bash
# pyarrow.array() of a plain list of integers imports pandas where pandas is installed, though nothing of it is used: the first small
# array of a process pays for the import of pandas. In an environment without pandas the same line is free.
# Way out: in a program that must start quickly, build no array before it is needed; `import pyarrow` alone is cheap.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyarrow==26.0.1 pandas==3.1.1
"$work/venv/bin/python" - <<'PY'
import sys
import time

import pyarrow

before = "pandas" in sys.modules
start = time.perf_counter()
pyarrow.array([1, 2])
first = time.perf_counter() - start
start = time.perf_counter()
pyarrow.array([1, 2])
second = time.perf_counter() - start
print(f"pyarrow {pyarrow.__version__}: pandas imported before {before}, after the first array {'pandas' in sys.modules}")
print(f"first array {first * 1000:.0f} ms, second {second * 1000:.3f} ms")
assert not before and "pandas" in sys.modules, "the behaviour changed"
PY
