"""The real documents of ../shared, each read once for all the tests of a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from budgetflow.readers.document import Document
from budgetflow.readers.read import read_document


@cache
def document_of(path: Path) -> Document:
    """Read a file under a name that says nothing, so that only the paper speaks."""
    return read_document(path.read_bytes(), f"file{path.suffix}")
