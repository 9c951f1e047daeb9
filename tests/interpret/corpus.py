"""The real documents of ../shared, each read once for all the tests of a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypdfium2

from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import Document


@cache
def document_of(path: Path) -> Document:
    """Read a file under a name that says nothing, so that only the paper speaks."""
    return read_document(path.read_bytes(), f"file{path.suffix}")


def text_pdfs(shared: Path, folder: str = "pdf") -> list[Path]:
    """Give the PDFs of the corpus that have characters of their own; recognising the scanned one
    takes minutes.
    """
    return [path for path in sorted((shared / "corpus" / folder).glob("*.pdf")) if _has_text(path)]


def _has_text(path: Path) -> bool:
    with pypdfium2.PdfDocument(path) as pdf:
        return any(
            pdf[number].get_textpage().count_chars() > 20 for number in range(min(3, len(pdf)))
        )
