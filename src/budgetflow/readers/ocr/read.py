"""Pictures of pages, read by optical recognition (rapidocr, which brings its models and works
offline).

An extra: `pip install "budgetflow[ocr]"`. The recogniser finds lines of text, the rulings are found
in the picture, and from
there on a scanned page is read as a drawn one: by the same lattice, the same alignment. Two to four
seconds a page.
"""

from __future__ import annotations

import importlib.util
from hashlib import sha256
from importlib import import_module
from typing import Any

import pypdfium2 as pdfium

from budgetflow.readers import limits
from budgetflow.readers.document import Block, Document, Page, Table, UnreadableDocument
from budgetflow.readers.pdfium.orientation import turned_frame
from budgetflow.readers.pdfium.render import picture_of
from budgetflow.readers.tables.page import in_reading_order

READER_VERSION = "1"
# Pixels a point at which a page is drawn to be recognised: 200 an inch, where 99 % of characters
# at 10 points come out right.
SCALE = 200 / 72
# Points of the longer side.
A4 = 842.0
# Of the time a document may take, what is spent on recognition; the rest is for understanding it.
_SHARE = 0.6
# What a page takes on a slow core. A count of pages and no clock decides: a busy machine must read
# what an idle one reads.
_PAGE_SECONDS = 4


def affordable() -> int:
    """Return how many pictures of a document are recognised, at least one, by the time a document
    may take (BUDGETFLOW_READ_SECONDS).
    """
    seconds = limits.current().seconds
    pages = int(_SHARE * seconds / _PAGE_SECONDS)
    return max(1, pages)


def available() -> bool:
    """Check whether the extra is installed; looks for it without importing it."""
    return importlib.util.find_spec("rapidocr") is not None


def read_image(data: bytes, file_name: str) -> Document:
    """Read a picture file (PNG, JPEG, GIF, TIFF, BMP, WebP); each of its frames is a page.

    A picture is taken to be a sheet of A4, its longer side 842 points: few say at how many pixels
    an inch they were made.

    Raises UnreadableDocument where the extra is missing or the picture is damaged.
    """
    if not available():
        raise UnreadableDocument(f"{file_name}: a picture; install budgetflow[ocr] to read it")
    document = Document(
        sha256(data).hexdigest(), file_name, "image", len(data), "ocr", READER_VERSION
    )
    recogniser = _recogniser()
    try:
        document.media_type, frames = recogniser.frames_of(data)
        for number, pixels in enumerate(frames, 1):
            document.pages.append(
                recogniser.read_pixels(pixels, number, max(pixels.shape[:2]) / A4)
            )
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableDocument(
            f"{file_name}: a damaged picture ({error}); fetch it again"
        ) from error
    return document


def recognise_pages(pdf: pdfium.PdfDocument, pages: list[Page], most: int) -> list[str]:
    """Read the pages of an open PDF that have no text layer, in place, and give notes on those that
    were not.

    Stops at `most`, as many as fit the time for a document (`affordable`), so that a long scan
    gives its first pages and not nothing.
    """
    waiting = [at for at, page in enumerate(pages) if page.text_layer == "none"]
    if not waiting:
        return []
    if not available():
        return [
            f"{_named([pages[at].number for at in waiting], 'an image', 'images')}; install "
            f"budgetflow[ocr] to read them"
        ]
    recogniser = _recogniser()
    blank: list[int] = []
    failed: list[int] = []
    late = [pages[at].number for at in waiting[most:]]
    for at in waiting[:most]:
        page = pages[at]
        handle = pdf[page.number - 1]
        picture = picture_of(handle.raw, turned_frame(handle.raw), SCALE)
        handle.close()
        try:
            read: Page = recogniser.read_picture(picture, page.number)
        # the recogniser's own kinds, most often for want of memory: costs this page, not the
        # document
        except Exception:
            failed.append(page.number)
            continue
        pages[at] = _together(page, read)
        if pages[at].text_layer == "none":
            blank.append(page.number)
    notes: list[str] = []
    if blank:
        named = _named(blank, "a picture", "pictures")
        notes.append(f"{named} without text that could be recognised")
    if late:
        notes.append(
            f"{_named(late, 'an image', 'images')}; too many to recognise in the time for a "
            f"document, raise BUDGETFLOW_READ_SECONDS"
        )
    if failed:
        notes.append(
            f"{_named(failed, 'an image', 'images')} on which recognition failed; raise "
            f"BUDGETFLOW_READ_MEMORY_MB"
        )
    return notes


def _together(page: Page, read: Page) -> Page:
    """Return a page with what was recognised in its picture beside what the file prints on it."""
    read.rotation = page.rotation
    read.width = page.width
    read.height = page.height
    if not page.blocks:
        return read
    found = [block for block in read.blocks if not any(_covers(own, block) for own in page.blocks)]
    if not found:
        # A cover, a photograph: its text is the file's.
        page.text_layer = "native"
        return page
    read.blocks = in_reading_order([*page.blocks, *found])
    return read


def _covers(own: Block, block: Block) -> bool:
    """Check whether a recognised line is what the file prints there itself."""
    if own.box is None or block.box is None or isinstance(block, Table):
        return False
    x = (block.box.x0 + block.box.x1) / 2
    y = (block.box.top + block.box.bottom) / 2
    return own.box.x0 <= x <= own.box.x1 and own.box.top <= y <= own.box.bottom


def _named(numbers: list[int], one: str, many: str) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]} is {one}"
    listed = ", ".join(map(str, numbers))
    return f"pages {listed} are {many}"


def _recogniser() -> Any:
    """Return the module that needs the extra, imported only now."""
    return import_module("budgetflow.readers.ocr.page")
