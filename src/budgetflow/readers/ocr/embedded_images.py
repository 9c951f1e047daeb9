"""Pictures inside other files (a scan pasted into Word, an OFD of page images), recognised as pages
of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.readers.document import Page, Table, UnreadableDocument
from budgetflow.readers.ocr import read

# Bytes; a smaller picture is a seal or an ornament, no page of print.
SMALLEST = 10_000


def recognise_pictures(
    pictures: Sequence[tuple[str, bytes]], first: int
) -> tuple[list[Page], list[str]]:
    """Return the pages recognised in pictures (name, bytes), numbered from `first`, and notes on
    those that were not.

    Stops at as many as fit the time for a document (`ocr.affordable`).
    """
    if not pictures:
        return [], []
    if not read.available():
        return [], ["its text is in pictures; install budgetflow[ocr] to read them"]
    pages: list[Page] = []
    notes: list[str] = []
    late = len(pictures) - read.affordable()
    if late > 0:
        notes.append(
            f"{late} pictures were not read: too many to recognise in the time for a document, "
            f"raise BUDGETFLOW_READ_SECONDS"
        )
    for name, data in pictures[: read.affordable()]:
        try:
            for page in read.read_image(data, name).pages:
                _renumber(page, first + len(pages))
                pages.append(page)
        except UnreadableDocument as error:
            notes.append(str(error))
        except (
            Exception
        ) as error:  # the recogniser's own kinds, most often for want of memory: costs this picture
            notes.append(
                f"{name}: recognition failed ({type(error).__name__}); raise "
                f"BUDGETFLOW_READ_MEMORY_MB"
            )
    return pages, notes


def _renumber(page: Page, number: int) -> None:
    """Renumber a page and all that stands on it."""
    page.number = number
    for block in page.blocks:
        block.page = number
        for cell in block.cells if isinstance(block, Table) else ():
            cell.page = number
