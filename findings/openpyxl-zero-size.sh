#!/usr/bin/env bash
# openpyxl does not write a row height or a column width of 0: the row stands in the file with customHeight and without a height, the column
# is not in the file at all, so both are shown. A test workbook with rows hidden by a height of 0, as people hide them in
# Excel and WPS, is not what it seems.
# Way out: write the attribute ht="0" or width="0" into the sheet's XML afterwards.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5
"$work/venv/bin/python" - <<'PY'
import io
import re
import zipfile

import openpyxl

book = openpyxl.Workbook()
sheet = book.active
sheet["A1"], sheet["B2"], sheet["C3"] = 1, 2, 3
sheet.row_dimensions[1].height = 0
sheet.row_dimensions[2].height = 0.1
sheet.column_dimensions["A"].width = 0
sheet.column_dimensions["B"].width = 0.1
file = io.BytesIO()
book.save(file)
xml = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
rows, columns = re.findall(r"<row [^>]*>", xml), re.findall(r"<col [^>]*>", xml)
print(f"openpyxl {openpyxl.__version__}: heights 0 and 0.1, widths 0 and 0.1 are written as")
print("\n".join([*rows, *columns]))
assert " ht=" not in rows[0] and 'ht="0.1"' in rows[1], "the behaviour changed"
assert len(columns) == 1 and 'width="0.1"' in columns[0], "the behaviour changed"
PY
