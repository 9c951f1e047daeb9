"""PDF bytes to a Document, by a lattice reader over pdfium's characters and path objects."""

from __future__ import annotations

import ctypes
import hashlib
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from budgetflow.readers import limits
from budgetflow.readers.document import Document, Page, UnreadableDocument
from budgetflow.readers.ocr.read import recognise_pages
from budgetflow.readers.pdf.annotations import flatten
from budgetflow.readers.pdf.layers import hide_layers, may_have_layers
from budgetflow.readers.pdf.page import read_page
from budgetflow.readers.pdf.unknown import UnknownText
from budgetflow.readers.pdfium.fonts import use_one_font

# Raised whenever the same bytes may be read differently; part of the cache key of every later
# step.
READER_VERSION = "2"


def read_pdf(data: bytes, file_name: str) -> Document:
    """Read a PDF: every page's tables and text lines in reading order; pages that are images by
    recognition, where it is installed.

    Raises UnreadableDocument where the file is encrypted, damaged beyond reading or has no page.
    """
    document = Document(
        hashlib.sha256(data).hexdigest(),
        file_name,
        "application/pdf",
        len(data),
        "pdf",
        READER_VERSION,
    )
    pdf = _open(data, file_name)
    try:
        count = len(pdf)
        if count > limits.current().pages:
            raise UnreadableDocument(
                f"{file_name}: claims {count} pages, more than the {limits.current().pages} that "
                f"BUDGETFLOW_READ_PAGES allows"
            )
        document.title = pdf.get_metadata_value("Title") or None
        # Looked for once a file, since few have layers and each page would be drawn to find them.
        layers = may_have_layers(data)
        unknown = UnknownText()
        for number in range(1, count + 1):
            before = document.pages[-1] if document.pages else None
            page, notes = _read(pdf, number, before, unknown, layers=layers)
            document.notes += notes
            if page is not None:
                document.pages.append(page)
        # After all pages: how many are recognised depends on how many are pictures.
        document.notes += recognise_pages(pdf, document.pages, unknown.pages_left)
    finally:
        pdf.close()
    if not document.pages:
        raise UnreadableDocument(
            f"{file_name}: none of its {count} pages can be loaded; the file is damaged"
        )
    return document


def _read(
    pdf: pdfium.PdfDocument,
    number: int,
    before: Page | None,
    unknown: UnknownText,
    *,
    layers: bool,
) -> tuple[Page | None, list[str]]:
    """Load, read and close one page; a page that is damaged costs itself, with a note."""
    handle = _load(pdf, number)
    if not handle:
        return None, [f"page {number} cannot be loaded; the file is damaged there"]
    try:
        hidden = hide_layers(handle) if layers else frozenset()
        return read_page(handle, number, before, hidden, unknown)
    # coordinates that are no numbers, or beyond all measure
    except (ValueError, ArithmeticError) as error:
        return None, [f"page {number} cannot be read ({error}); look at it in the file"]
    finally:
        pdfium_c.FPDF_ClosePage(handle)


def _load(pdf: pdfium.PdfDocument, number: int) -> Any:
    """Load a page with what stands on it as part of it."""
    handle = pdfium_c.FPDF_LoadPage(pdf.raw, number - 1)
    if not handle or not flatten(handle):
        return handle
    # What was drawn into the page shows on one that is loaded anew only.
    pdfium_c.FPDF_ClosePage(handle)
    return pdfium_c.FPDF_LoadPage(pdf.raw, number - 1)


def _open(data: bytes, file_name: str) -> pdfium.PdfDocument:
    use_one_font()
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # The wrapper tells the code in words in some versions, pdfium keeps it in others.
        code = ctypes.c_ulong(pdfium_c.FPDF_GetLastError()).value
        if code == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UnreadableDocument(
                f"{file_name}: encrypted with a password; ask the publisher for an open file"
            ) from error
        raise UnreadableDocument(
            f"{file_name}: not a readable PDF ({error}); it may be truncated, fetch it again"
        ) from error
