"""DOC, WPS, RTF, ODT and Word 2003 XML: converted by LibreOffice, where it is on the
machine, and read as what comes out.
"""

from __future__ import annotations

from budgetflow.readers.common import new_document
from budgetflow.readers.containers import media_types
from budgetflow.readers.document import Document
from budgetflow.readers.libreoffice import convert_or_say
from budgetflow.readers.word.docx import read_docx

_SUFFIX = {
    media_types.DOC: ".doc",
    media_types.RTF: ".rtf",
    media_types.ODT: ".odt",
    media_types.FLAT_ODT: ".fodt",
    media_types.WORD_XML: ".xml",
}


def read_office(data: bytes, file_name: str) -> Document:
    """Return the Document of an old office file by way of DOCX.

    Raises UnreadableDocument where LibreOffice is missing (saying how to get it), cannot open the
    file, or takes too long.
    """
    # DOCX, which has a reader of its own; PDF would lose which cells are merged.
    kind = media_types.sniff(data, file_name)
    suffix = _SUFFIX.get(kind, ".doc")
    converted = convert_or_say(data, file_name, (suffix, "docx"))
    read = read_docx(converted, file_name)
    # Its identity is that of the file as published, not of what LibreOffice made of it.
    reader = f"{read.reader} by LibreOffice"
    document = new_document(data, file_name, kind, reader, read.reader_version)
    document.pages = read.pages
    document.title = read.title
    document.notes = read.notes
    return document
