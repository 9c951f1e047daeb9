#!/usr/bin/env bash
# Some programs draw a figure character by character at one pitch, so that digits stand under digits. PDFium's text then has a blank inside
# the figure, behind the narrow point: 1000000.00 comes as "1000000. 00", for the gap is judged by the point's own width. At a narrower pitch
# the blank is gone. pdfplumber reads the same page without it. Whoever splits at blanks has two figures, both of them numbers.
# Way out: judge the gap between figures by the pitch of the line or the width of a digit, from the boxes of the characters.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 pdfplumber==0.11.10 reportlab==5.1.0
"$work/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

import pdfplumber
import pypdfium2
from reportlab.pdfgen import canvas


def page(pitch):
    file = io.BytesIO()
    paper = canvas.Canvas(file, pagesize=(300, 100), invariant=1)
    paper.setFont("Helvetica", 10)
    for place, character in enumerate("1000000.00"):
        paper.drawString(50 + place * pitch, 50, character)
    paper.save()
    return file.getvalue()


def read(pitch):
    data = page(pitch)
    by_pdfium = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().strip()
    return by_pdfium, pdfplumber.open(io.BytesIO(data)).pages[0].extract_text()


digit_wide, narrower = read(5.56), read(4.5)
print(f"pypdfium2 {version('pypdfium2')}, pdfplumber {version('pdfplumber')}")
print(f"pitch of a digit's width: {digit_wide}; narrower: {narrower}")
assert narrower == ("1000000.00", "1000000.00"), "the check itself is wrong"
assert digit_wide == ("1000000. 00", "1000000.00"), "the behaviour changed"
PY
