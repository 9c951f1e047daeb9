"""CSV: one sheet of texts, as data portals and office programs export it; read as a sheet is, so
that titles and unit lines above its table are found.
"""

from __future__ import annotations

import csv
import io
import re

from budgetflow.readers import encoding
from budgetflow.readers.common import clean, new_document
from budgetflow.readers.containers import media_types
from budgetflow.readers.document import Document, Page, UnreadableDocument
from budgetflow.readers.spreadsheet.layout import blocks_of_sheet
from budgetflow.readers.spreadsheet.style import SheetLook

_VERSION = "1"
# Stands for the name of the sheet in locators: `CSV!D14`.
_SHEET = "CSV"
# Characters; a quote that is never closed would take the rest of the file for one field.
_LONGEST_FIELD = 1_000_000
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
# Characters in which the sign between fields shows.
_LOOKED_AT = 20_000


def read_csv(data: bytes, file_name: str) -> Document:
    """Return the Document of a CSV file: one page, its cells located as `CSV!D14`.

    Fields stand between commas, or between the tabs or semicolons that office programs write under
    the same name. Raises UnreadableDocument where the bytes are no text, or a field is longer than
    a million characters, as behind a quote that is never closed.
    """
    decoded = encoding.decode(data)
    if decoded is None:
        raise UnreadableDocument(
            f"{file_name}: the characters are in no encoding we know; save the text as UTF-8 and "
            f"try again"
        )
    document = new_document(data, file_name, media_types.CSV, "sheet", _VERSION)
    # The library's own limit is 131,072 characters, and is one for the whole process.
    csv.field_size_limit(_LONGEST_FIELD)
    text = decoded[0].replace("\x00", "")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        texts = [[_shown(field) for field in fields] for fields in lines]
    except csv.Error as error:
        raise UnreadableDocument(
            f"{file_name}: its fields cannot be told apart ({error}); open it in a spreadsheet "
            f"and save it again"
        ) from error
    blocks = blocks_of_sheet(texts, [], SheetLook(), _SHEET, 1)
    document.pages.append(Page(number=1, blocks=blocks))
    return document


def _shown(field: str) -> str:
    """Return what a spreadsheet shows of a field: of `="0201"`, with which exports keep the zeros
    of a code, the text between its quotes.
    """
    formula = _TEXT_FORMULA.fullmatch(field.strip())
    if formula:
        return clean(formula[1])
    return clean(field)


def _delimiter(text: str) -> str:
    """Return the sign that stands in most of the first lines. Where a tab or a semicolon stands in
    as many as a comma, that one belongs to the figures (`合计;1,300.00`).
    """
    lines = text[:_LOOKED_AT].splitlines()

    def lines_with(sign: str) -> int:
        return sum(sign in line for line in lines)

    # Of signs in as many lines `max` takes the first of the three.
    return max("\t;,", key=lines_with)
