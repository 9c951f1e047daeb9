"""One door to all readers: bytes in, Document out, whatever the format is."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from budgetflow.readers.containers import media_types
from budgetflow.readers.document import Block, Document, Table, UnreadableDocument

Reader = Callable[[bytes, str], Document]

# Module and function that read a kind; by name, so that a reader's library is imported with the
# first file that needs it.
_READERS = {
    media_types.PDF: ("pdf.read", "read_pdf"),
    media_types.TEXT: ("text.plain", "read_text"),
    media_types.MARKDOWN: ("text.plain", "read_text"),
    media_types.CSV: ("spreadsheet.comma_separated", "read_csv"),
    media_types.HTML: ("text.html", "read_html"),
    media_types.XLS: ("spreadsheet.read", "read_sheet"),
    media_types.XLSX: ("spreadsheet.read", "read_sheet"),
    media_types.XLSB: ("spreadsheet.read", "read_sheet"),
    media_types.ODS: ("spreadsheet.read", "read_sheet"),
    media_types.DOCX: ("word.docx", "read_docx"),
    media_types.OFD: ("ofd.read", "read_ofd"),
    media_types.DOC: ("word.libreoffice", "read_office"),
    media_types.RTF: ("word.libreoffice", "read_office"),
    media_types.ODT: ("word.libreoffice", "read_office"),
    media_types.WORD_XML: ("word.libreoffice", "read_office"),
    media_types.EXCEL_XML: ("spreadsheet.read", "read_sheet"),
    media_types.FLAT_ODT: ("word.libreoffice", "read_office"),
    media_types.FLAT_ODS: ("spreadsheet.read", "read_sheet"),
    media_types.FLAT_PACKAGE: ("word.flat_package", "read_flat_package"),
    media_types.MHTML: ("text.html", "read_mhtml"),
    **dict.fromkeys(
        ("image/png", "image/jpeg", "image/gif", "image/tiff", "image/bmp", "image/webp"),
        ("ocr.read", "read_image"),
    ),
}

_ARCHIVE = "an archive of documents; its members are read one by one"
_WHAT_TO_DO = {
    media_types.ZIP: _ARCHIVE,
    media_types.RAR: _ARCHIVE,
    media_types.SEVEN_ZIP: _ARCHIVE,
    media_types.EMPTY: "the file is empty; fetch it again",
    media_types.ENCRYPTED_OFFICE: (
        "the office file is locked with a password; ask the publisher for an open copy"
    ),
    media_types.UNKNOWN_OLE: (
        "a damaged or unknown kind of old office file; open it in an office "
        "program and save it as DOCX, XLSX or PDF"
    ),
    media_types.PPT: "slides are not read; export them to PDF",
    media_types.PPTX: "slides are not read; export them to PDF",
    media_types.SYLK: "the spreadsheet format SYLK is not read; save it as XLSX",
    media_types.DIF: "the spreadsheet format DIF is not read; save it as XLSX",
    "application/x-msdownload": "a Windows program, not a document",
    "application/x-executable": "a program, not a document",
    media_types.UNKNOWN: (
        "not a kind of file we read (PDF, Word, Excel, OFD, HTML, text, images, "
        "archives of these); damaged, or named wrongly"
    ),
}


def read_document(data: bytes, file_name: str) -> Document:
    """Read the bytes of one file by their content; the name is for messages only.

    Raises UnreadableDocument, with a reason a person can act on, for everything that gives no
    Document: empty, foreign,
    locked, damaged. Any other exception of a reader becomes one too, so a caller needs to know no
    other.
    An archive is not a document: `readers.containers.bundle.expand` gives its members.
    """
    kind = media_types.sniff(data, file_name)
    try:
        document = _dispatch(kind, data, file_name)
    except UnreadableDocument:
        raise
    # MemoryError comes from the worker's limit: the message names the cause, not the line that met
    # it.
    except MemoryError as error:
        raise UnreadableDocument(
            f"{file_name}: needs more memory than a document may use"
        ) from error
    # what a damaged file does to a parser cannot be listed; it costs this document only
    except BaseException as error:
        if (
            not isinstance(error, Exception) and type(error).__name__ != "PanicException"
        ):  # a Rust library's, no Exception
            raise
        raise UnreadableDocument(
            f"{file_name}: damaged or unusual {kind} ({type(error).__name__}: "
            f"{' '.join(str(error).split())[:200]})"
        ) from error
    # Scans without recognition have nothing printed either, and their reader has said what is
    # missing.
    if not any(page.blocks for page in document.pages) and document.text_layer == "native":
        document.notes.append(f"{file_name}: nothing is printed in it")
    # Guessed columns are right on most pages and not on all, so the reader of the data is told.
    guessed = [page.number for page in document.pages if any(map(_is_aligned, page.blocks))]
    if guessed:
        pages = f"page{'s' if len(guessed) > 1 else ''} {', '.join(map(str, guessed))}"
        document.notes.append(f"{pages}: a table without rulings was read by its alignment")
    return document


def _is_aligned(block: Block) -> bool:
    """Check for a table whose columns alignment alone has made."""
    if not isinstance(block, Table) or block.ruled:
        return False
    # Tables of plain text and sheets are not ruled either, and have no places on a page.
    return bool(block.column_edges)


def _dispatch(kind: str, data: bytes, file_name: str) -> Document:
    """Call the reader of a kind, importing it only now: each brings a library that the others do
    not need.
    """
    if kind not in _READERS:
        raise UnreadableDocument(
            f"{file_name}: {_WHAT_TO_DO.get(kind, _WHAT_TO_DO[media_types.UNKNOWN])}"
        )
    module, function = _READERS[kind]
    read: Reader = getattr(import_module(f"budgetflow.readers.{module}"), function)
    document = read(data, file_name)
    document.media_type = kind
    return document
