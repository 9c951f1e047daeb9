"""One document never ends a run: whatever a step raises costs the document it came from.

Reading has its own process and limits. What comes after it (settling, checking, preparing, writing)
works on the rows of several documents at once, and one of them may hold what nobody foresaw.
"""

from __future__ import annotations

import hashlib
import logging
import traceback
from collections.abc import Callable, Sequence
from typing import TypeVar

from budgetflow.contracts.vocabulary import HELD
from budgetflow.interpret.rows_model import DocumentRow, Publication, Understanding

# Status of a document whose rows could not be checked or stored; it belongs to no disclosure.
FAILED = HELD
# Characters of an error's message that are kept.
_LONGEST_REASON = 300

_log = logging.getLogger(__name__)
T = TypeVar("T")
Step = Callable[[list[Understanding]], T]


def without_faulty(parts: Sequence[Understanding], step: Step[T]) -> T:
    """Return `step(parts)`; a part for which it raises is replaced by rows that say why.

    `step` may be called several times, with the first of the parts only, and must allow that: the
    last call is the one that counts. An OSError is the store's fault and not a document's, and so
    is whatever is raised for a part that was replaced already: these are raised on.
    """
    kept = list(parts)
    given_up: list[Understanding] = []
    while True:
        try:
            return step(kept)
        except OSError:
            raise
        except Exception as error:  # what a document's rows do to a step cannot be listed
            at, reason = _faulty(kept, step, error)
            # A row of a reason alone can break no step: whatever is raised now is the step's own
            # fault.
            if any(kept[at] is part for part in given_up):
                raise
            pieces = _by_document(kept[at])
            # One document: nothing smaller can be given up.
            if len(pieces) == 1:
                pieces = [failed(kept[at], reason)]
                given_up += pieces
            kept[at : at + 1] = pieces


def failed(rows: Understanding, error: Exception) -> Understanding:
    """Return what is left of documents whose rows cannot be used: a row each in `documents`, with
    the reason.
    """
    name = rows.documents[0].file_name if rows.documents else "a document"
    # As text, not as exc_info: half a character in a message would break the log's own writing.
    trace = printable("".join(traceback.format_exception(error)))
    _log.error("%s: %s\n%s", printable(name), reason_of(error), trace)
    return Understanding(
        documents=[
            _failed(row, reason_of(error))
            for row in {row.document_id: row for row in rows.documents}.values()
        ]
    )


def unreadable(
    data: bytes, file_name: str, media_type: str, publication: Publication, reason: str
) -> DocumentRow:
    """Return the `documents` row of a file that could not be read, with the reason in words a
    person can act on.
    """
    return DocumentRow(
        document_id=hashlib.sha256(data).hexdigest(),
        disclosure_id=None,
        role="other",
        media_type=media_type,
        bytes=len(data),
        pages=0,
        file_name=file_name,
        source_url=publication.source_url,
        text_layer="none",
        status="unreadable",
        status_reason=reason,
    )


def reason_of(error: Exception) -> str:
    """Return the reason why a document is held back, in words for the operator."""
    said = " ".join(str(error).split())[:_LONGEST_REASON]
    return printable(
        f"read, but the program failed on it ({type(error).__name__}: {said}); please report this"
    )


def is_failed(row: DocumentRow) -> bool:
    """Check whether a document gave nothing because a step failed on it or it was unreadable."""
    return row.status == "unreadable" or (row.status == FAILED and row.disclosure_id is None)


def printable(text: str) -> str:
    """Return text that UTF-8 can write: half characters (lone surrogates) become a question mark
    each.
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def _failed(row: DocumentRow, reason: str) -> DocumentRow:
    """Build a row from what is known of the bytes alone: any other value may be the faulty one."""
    return DocumentRow(
        document_id=row.document_id,
        disclosure_id=None,
        role="other",
        media_type=row.media_type,
        bytes=row.bytes,
        pages=row.pages,
        file_name=printable(row.file_name),
        source_url=printable(row.source_url),
        text_layer=row.text_layer,
        reader=row.reader,
        reader_version=row.reader_version,
        status=FAILED,
        status_reason=reason,
    )


def _faulty(parts: list[Understanding], step: Step[T], error: Exception) -> tuple[int, Exception]:
    """Return the place of the last part of the shortest beginning for which the step raises, and
    what it raises there; `error` is what it raised for all.
    """
    works = 0
    fails = len(parts)
    # By halves: a batch of a hundred finds its faulty part in seven tries.
    while fails - works > 1:
        middle = (works + fails) // 2
        try:
            step(parts[:middle])
        except OSError:
            raise
        except Exception as earlier:
            fails, error = middle, earlier
        else:
            works = middle
    return fails - 1, error


def _by_document(rows: Understanding) -> list[Understanding]:
    """Split the rows of an archive file into those of its members, a part for each document."""
    ids = list(dict.fromkeys(row.document_id for row in rows.documents))
    if len(ids) < 2:
        return [rows]
    out = []
    for document_id in ids:
        own = Understanding(
            **{
                name: [row for row in part if getattr(row, "document_id", None) == document_id]
                for name, part in rows.datasets().items()
            }
        )
        # A disclosure is in no document's rows itself; it goes with each document that serves it.
        served = {row.disclosure_id for row in own.documents}
        own.disclosures = [row for row in rows.disclosures if row.disclosure_id in served]
        out.append(own)
    return out
