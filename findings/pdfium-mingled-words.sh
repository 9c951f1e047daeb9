#!/usr/bin/env bash
# Spreadsheets print a name that is too long over the next cell, and what that cell says over it. PDFium tells the characters of a line from
# left to right by object, whatever was drawn first: where each character of the name is an object, the words of the next cell stand in the
# middle of the name, and its end behind them. pypdf, which goes by the order of drawing, has the two apart. Drawn as one object the name is
# whole in both. Whoever joins neighbours by their number in the text page has one word of two cells.
# Way out: take each character with the text object it belongs to, and go on with a word only within its own line and clip.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 pypdf==6.4.0 reportlab==5.1.0
"$work/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

import pypdf
import pypdfium2
from reportlab.pdfgen import canvas


def page(pieces):
    file = io.BytesIO()
    paper = canvas.Canvas(file, pagesize=(400, 100), invariant=1)
    paper.setFont("Courier", 10)
    at = 20
    for piece in pieces:
        paper.drawString(at, 50, piece)
        at += 6 * len(piece)
    paper.drawString(58, 50, "700000")
    paper.save()
    return file.getvalue()


def read(pieces):
    data = page(pieces)
    by_pdfium = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    by_pypdf = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    return "".join(by_pdfium.split()), "".join(by_pypdf.split())


name = "WATERSUPPLYWORKS"
singly, whole = read(name), read([name])
print(f"pypdfium2 {version('pypdfium2')}, pypdf {version('pypdf')}")
print(f"one object a character: {singly}; one object: {whole}")
assert whole == (name + "700000", name + "700000"), "the check itself is wrong"
assert singly[1] == name + "700000", "the check itself is wrong"
first, last = singly[0].split("700000")
assert first and last and first + last == name, "the behaviour changed"
PY
