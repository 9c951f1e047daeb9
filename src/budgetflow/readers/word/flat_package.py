"""Flat OPC: a Word file or workbook of 2007 and later saved as one XML text, its parts inside it.

The root is `pkg:package`; a `pkg:part` holds XML (`pkg:xmlData`) or bytes (`pkg:binaryData`).
"""

from __future__ import annotations

import base64
import binascii

from lxml import etree

from budgetflow.readers.common import new_document
from budgetflow.readers.containers import media_types
from budgetflow.readers.containers.safe_zip import parse_xml, zipped
from budgetflow.readers.document import Document, UnreadableDocument
from budgetflow.readers.spreadsheet.read import read_sheet
from budgetflow.readers.word.docx import read_docx

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_READERS = {media_types.DOCX: read_docx, media_types.XLSX: read_sheet}


def read_flat_package(data: bytes, file_name: str) -> Document:
    """Return the Document of a flat package, read as the package it would be.

    Raises UnreadableDocument where it is damaged or holds neither a text nor a workbook.
    """
    # Made a container again, so that one reader reads both: its limits and its order are the same.
    package = zipped(_parts(data, file_name))
    read = _READERS.get(media_types.sniff(package, file_name))
    if read is None:
        raise UnreadableDocument(
            f"{file_name}: a package in one XML text that holds no Word file and no workbook; "
            f"save it as DOCX, XLSX or PDF"
        )
    found = read(package, file_name)
    document = new_document(
        data, file_name, media_types.FLAT_PACKAGE, found.reader, found.reader_version
    )
    document.pages = found.pages
    document.title = found.title
    document.notes = found.notes
    return document


def _parts(data: bytes, file_name: str) -> dict[str, bytes]:
    """Return the bytes of every part by its name."""
    parts: dict[str, bytes] = {}
    root = parse_xml(data, file_name)
    for part in root.iterchildren(f"{_PKG}part"):
        # Names are written as in a package, from its root; a container's have no slash there.
        name = (part.get(f"{_PKG}name") or "").lstrip("/")
        content = part.find(f"{_PKG}xmlData")
        if content is not None and len(content):
            parts[name] = etree.tostring(content[0], encoding="utf-8", xml_declaration=True)
            continue
        try:
            parts[name] = base64.b64decode(part.findtext(f"{_PKG}binaryData") or "")
        except (binascii.Error, ValueError) as error:
            raise UnreadableDocument(
                f"{file_name}: its part {name[:80]!r} is damaged ({error}); fetch it again"
            ) from error
    return parts
