"""The steps of the main job as plain functions, put together once; `flows/` and `cli/` both call
them.

    bytes -- read_and_understand --> Understanding -- settle --> one Understanding, checked
    crawl_sources -> Found items -> ingest (archive bytes -> lake) -> make_release

Nothing here knows Prefect. Bad input costs one document: whatever goes wrong with a file becomes
its row in `documents`.
"""

from __future__ import annotations

from pathlib import Path

from budgetflow.interpret.rows_model import Publication, Understanding
from budgetflow.interpret.understand import document_row, understand
from budgetflow.jobs.isolation import FAILED, failed, printable, unreadable
from budgetflow.readers.containers import media_types
from budgetflow.readers.containers.bundle import expand
from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import UnreadableDocument


def read_and_understand(
    data: bytes, file_name: str, publication: Publication | None = None
) -> Understanding:
    """Return the rows of one file: read it and understand it. The checks come later, with `settle`.

    `data` are the raw bytes, `file_name` a hint for messages and for identity where the text is
    silent. Never raises for
    bad input: an unreadable, empty or foreign file gives one `documents` row with status and
    reason. An archive (zip, rar,
    7z) gives the rows of all its members.
    """
    known = publication or Publication()
    file_name = printable(file_name)
    media_type = media_types.sniff(data, file_name)
    # By the bytes: an archive must be opened here, whatever its name says.
    if media_type in (media_types.ZIP, media_types.RAR, media_types.SEVEN_ZIP):
        out = Understanding()
        try:
            for name, member in expand(data, file_name):
                out.extend(read_and_understand(member, name, known))
        except UnreadableDocument as reason:
            out.documents.append(unreadable(data, file_name, media_type, known, str(reason)))
        return out
    return _one(data, file_name, media_type, known)


def _one(data: bytes, file_name: str, media_type: str, publication: Publication) -> Understanding:
    """Read and understand a file that is no archive."""
    try:
        document = read_document(data, file_name)
    except UnreadableDocument as reason:
        return Understanding(
            documents=[unreadable(data, file_name, media_type, publication, str(reason))]
        )
    try:
        return understand(document, publication)
    except MemoryError:
        raise  # the limit of the process that reads; its parent names it
    except Exception as error:  # costs this document, and not the others of its archive file
        row = document_row(document, publication, None, "other", FAILED, None)
        return failed(Understanding(documents=[row]), error)


def read_file(path: Path) -> Understanding:
    """Return the rows of a file on disk; see `read_and_understand`."""
    return read_and_understand(path.read_bytes(), path.name)
