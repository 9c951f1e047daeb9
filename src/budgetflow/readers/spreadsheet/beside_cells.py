"""The lines that a sheet prints and its cells do not hold: above every page, and in text boxes.

ECMA-376 part 1, 18.3.1.39: a page header is one text of three parts (`&L`, `&C`, `&R`) with codes
between its words: fonts (`&"宋体,加粗"`), sizes (`&14`), colours (`&K01FF00`), the sheet's name
(`&A`). 20.5.2: a text box is a shape of the sheet's drawing, anchored to a cell.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from budgetflow.readers.common import clean
from budgetflow.readers.containers.safe_zip import SafeZip
from budgetflow.readers.page_numbers import is_page_number

_PART = re.compile(r"&([LCR])")
_LOOK = re.compile(r'&"[^"]*"|&\d{1,3}|&K[0-9A-F]{6}|&K\d\d[+-]\d{3}|&[BIUSXYEOH]')
# Page, pages, date, time, file, path, picture: a line with one of these names nothing.
_CHANGING = re.compile(r"&[PNDTFZG]")

# Stands for `&&`, a printed `&`, while codes are looked for.
_AMPERSAND = "\ue000"


def header_lines(code: str, sheet: str) -> list[str]:
    """Return the lines of a page header, the middle part first: titles stand there, units beside.

    `code` is the header as stored, `sheet` the name that `&A` stands for.
    """
    pieces = _PART.split(code.replace("&&", _AMPERSAND))
    # what stands before the first part's sign is printed in the middle
    parts = {"C": pieces[0], "L": "", "R": ""}
    for name, text in zip(pieces[1::2], pieces[2::2], strict=True):
        parts[name] += text
    printed = [line for part in parts.values() for line in part.splitlines()]
    texts: list[str] = []
    for line in printed:
        # What changes from page to page or day to day is no title and no unit.
        if not _CHANGING.search(line):
            texts.append(clean(_words(line, sheet)))
    return [text for text in texts if text and not is_page_number(text)]


def _words(line: str, sheet: str) -> str:
    # The sheet's name last: it may hold what looks like a code.
    words = _LOOK.sub("", line)
    return words.replace("&A", sheet).replace(_AMPERSAND, "&")


def drawn_lines(container: SafeZip, sheet: str) -> list[tuple[int, str]]:
    """Return the lines of a sheet's text boxes, each with the row (from 0) its box begins in.

    `sheet` is the name of the sheet's part in an XLSX workbook.
    """
    folder, name = posixpath.split(sheet)
    relations = container.xml(f"{folder}/_rels/{name}.rels")
    out: list[tuple[int, str]] = []
    for relation in relations if relations is not None else ():
        if not str(relation.get("Type")).endswith("/drawing"):
            continue
        # A target is relative to the folder of its part, or begins at the root with a slash.
        path = posixpath.join("/", folder, relation.get("Target") or "")
        drawing = container.xml(posixpath.normpath(path).lstrip("/"))
        for anchor in drawing if drawing is not None else ():
            out += _lines_of_anchor(anchor)
    return sorted(out, key=lambda line: line[0])


def _lines_of_anchor(anchor: Any) -> list[tuple[int, str]]:
    """Return the lines of the shapes at one place; one in a fixed place stands above the cells."""
    row = (anchor.findtext("{*}from/{*}row") or "0").strip()
    texts: list[str] = []
    for shape in anchor.iter("{*}sp"):
        about = shape.find("{*}nvSpPr/{*}cNvPr")
        if about is None or about.get("hidden") not in ("1", "true"):
            texts += ["".join(part.itertext("{*}t")) for part in shape.iter("{*}p")]
    # Anchors in a fixed place have no row: they float over the sheet, titles nearly always.
    first = int(row) if row.isdigit() else 0
    cleaned = [clean(text) for text in texts]
    return [(first, text) for text in cleaned if text]
