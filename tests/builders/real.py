"""The real documents of ../shared, each read and understood once for all tests."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pypdfium2

from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.document import read_and_understand
from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import Document, UnreadableDocument
from tests.builders.kept import kept


def document_of(path: Path) -> Document:
    """Return a file as read under a name that says nothing, so that only the paper speaks."""
    return _document(path.read_bytes(), f"file{path.suffix}")


def named_document_of(path: Path) -> Document:
    """Return a file as read under its own name."""
    return _document(path.read_bytes(), path.name)


def rows_of(path: Path) -> Understanding:
    """Return the rows of a file as `read_file` gives them: what a worker of `parse_files` does."""
    data = path.read_bytes()
    key = _key(data, path.name)
    return kept("rows", key, lambda: _read_and_understand(data, path.name))


def text_pdfs(shared: Path, folder: str = "pdf") -> list[Path]:
    """Return the PDFs of the corpus that have characters of their own; recognising the scanned one
    takes minutes.
    """
    return [path for path in sorted((shared / "corpus" / folder).glob("*.pdf")) if _has_text(path)]


def _key(data: bytes, name: str) -> str:
    return f"{hashlib.sha256(data).hexdigest()} {name}"


def _read_and_understand(data: bytes, name: str) -> Understanding:
    """Read and understand a file, and keep the document that was read for the tests that ask for
    it.
    """
    with patch("budgetflow.jobs.document.read_document", _document):
        return read_and_understand(data, name)


def _document(data: bytes, name: str) -> Document:
    """Return a document, read once whatever its name is: only messages hold the name, and the
    suffix tells kinds of text apart.
    """
    nameless = f"file{Path(name).suffix}"
    key = _key(data, nameless)
    try:
        document = kept("document", key, lambda: read_document(data, nameless))
    except UnreadableDocument:
        return read_document(data, name)  # raises with a message that names the file
    notes = [note.replace(f"{nameless}: ", f"{name}: ") for note in document.notes]
    return replace(document, file_name=name, notes=notes)


def _has_text(path: Path) -> bool:
    with pypdfium2.PdfDocument(path) as pdf:
        return any(
            pdf[number].get_textpage().count_chars() > 20 for number in range(min(3, len(pdf)))
        )
