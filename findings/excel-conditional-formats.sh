#!/usr/bin/env bash
# Readers of workbooks tell dates from numbers by the format's letters, not by the section that applies to the value. With
# [>=40000]yyyy"年"m"月";0.00 Excel shows 1234.5 as 1234.50; openpyxl and python-calamine both return a day in 1903. And they differ on
# a fill character: 0*m (a number, the rest of the cell filled with m) is a date for openpyxl alone.
# Way out: read the raw value and interpret the format's sections yourself where figures matter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
"$work/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

import openpyxl
import python_calamine


def read(value, form):
    book = openpyxl.Workbook()
    book.active["A1"] = value
    book.active["A1"].number_format = form
    file = io.BytesIO()
    book.save(file)
    by_openpyxl = openpyxl.load_workbook(io.BytesIO(file.getvalue())).active["A1"].value
    by_calamine = python_calamine.load_workbook(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()[0][0]
    return type(by_openpyxl).__name__, type(by_calamine).__name__


conditional = read(1234.5, '[>=40000]yyyy"\u5e74"m"\u6708";0.00')
filled = read(1234.5, "0*m")
plain = read(1234.5, "0.00")
print(f"openpyxl {openpyxl.__version__}, python-calamine {version('python-calamine')}")
print(f"a number by the section that applies: {conditional}; a fill character: {filled}; 0.00: {plain}")
assert plain == ("float", "float"), "the check itself is wrong"
assert conditional == ("datetime", "datetime"), "the behaviour changed"
assert filled == ("datetime", "float"), "the behaviour changed"
PY
