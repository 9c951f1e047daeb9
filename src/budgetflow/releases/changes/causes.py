"""Why a value differs between two releases, decided from what each release says of its documents,
never by hand.

The rules, in this order
- The disclosure is withdrawn now and was not: the publisher withdrew it. It was withdrawn and is
  not any more: the publisher
  put it back, which is a revision.
- The disclosure is new. If one of its documents was in the old release already, under another
  disclosure or unreadable, the
  bytes are the same and the change is ours; else it is a new disclosure. A disclosure that is gone
  is judged likewise.
- The row comes from a document that both releases hold. Same bytes, other output: ours. The two
  readings of the document
  say whether a correction, the reader or the interpretation was another one. Where neither was, the
  row depends on another
  document of the disclosure, and that one is the publisher's; or a person let the document out of
  quarantine.
- The row comes from other bytes: the publisher revised it. If reader or interpretation changed at
  the same time, the old
  bytes are read anew (`Reread`): what then equals the old value is the publisher's, what equals the
  new value was ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from budgetflow.contracts.vocabulary import HELD
from budgetflow.interpret.rows_model import Understanding
from budgetflow.lake.document_versions import Reading

# Reads a document anew from the archive with today's code; raises LookupError where its bytes are
# not there.
Reread = Callable[[Reading], Understanding]

NEW, REVISED, WITHDRAWN = "new_disclosure", "publisher_revision", "publisher_withdrawal"
READER, INTERPRETATION, CORRECTION, SCHEMA = (
    "reader_change",
    "interpretation_change",
    "correction",
    "schema_change",
)


@dataclass(slots=True)
class Provenance:
    """What one release knows of its documents."""

    readings: Mapping[str, Reading] = field(default_factory=dict)
    """By document_id."""
    documents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The documents of each disclosure."""
    status: Mapping[str, str] = field(default_factory=dict)
    """The status of each disclosure."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a differing row belongs: its disclosure, and the document of each side, where its
    dataset says one.
    """

    change: str
    disclosure_id: str | None
    old_document: str | None
    new_document: str | None


class Causes:
    """Decides causes between two releases."""

    def __init__(self, old: Provenance, new: Provenance) -> None:
        """Take what both releases know."""
        self.old = old
        self.new = new

    def of(self, origin: Origin) -> str:
        """Return the cause of a differing row; see the module for the rules."""
        disclosure = origin.disclosure_id
        if disclosure is None:
            return self._of_file(origin)
        before = self.old.status.get(disclosure)
        now = self.new.status.get(disclosure)
        if now == "withdrawn" and before != "withdrawn":
            return WITHDRAWN
        # Put back: the publisher's doing, whatever else changed meanwhile.
        if before == "withdrawn" and now not in (None, "withdrawn"):
            return REVISED
        if before is None:
            known = self._documents(self.new, disclosure) & self.old.readings.keys()
            return self._ours(known) if known else NEW
        if now is None:
            known = self._documents(self.old, disclosure) & self.new.readings.keys()
            return self._ours(known) if known else WITHDRAWN
        return self._of_both(origin, disclosure, before, now)

    def mixed(self, disclosure: str | None) -> list[Reading]:
        """Return the old readings to read anew, where publisher and program changed a disclosure at
        once; else none.
        """
        if (
            disclosure is None
            or disclosure not in self.old.status
            or disclosure not in self.new.status
        ):
            return []
        was = self._documents(self.old, disclosure)
        is_now = self._documents(self.new, disclosure)
        # Only bytes that are no longer there: those in both releases need no splitting, their rows
        # are ours.
        gone = [
            self.old.readings[name] for name in sorted(was - is_now) if name in self.old.readings
        ]
        come = [
            self.new.readings[name] for name in sorted(is_now - was) if name in self.new.readings
        ]
        return [old for old in gone if any(_other_program(old, new) for new in come)]

    def _of_file(self, origin: Origin) -> str:
        """A row of no disclosure: a file that could not be read, or is no disclosure."""
        document = origin.new_document or origin.old_document
        known = (
            {document} & self.old.readings.keys() & self.new.readings.keys() if document else set()
        )
        if known:
            return self._ours({str(name) for name in known})
        return {"added": NEW, "removed": WITHDRAWN}.get(origin.change, REVISED)

    def _of_both(self, origin: Origin, disclosure: str, before: str, now: str) -> str:
        was = self._documents(self.old, disclosure)
        is_now = self._documents(self.new, disclosure)
        own = {name for name in (origin.old_document, origin.new_document) if name is not None}
        shared = own & was & is_now if own else was & is_now
        # A row of bytes that only one release holds cannot be the same paper read otherwise.
        if own and shared != own:
            return REVISED
        if any(self._differs(name) for name in shared):
            return self._ours(shared)
        if was != is_now:
            return REVISED
        # Nothing was read otherwise, so a person let it through or held it back.
        if HELD in (before, now) and before != now:
            return CORRECTION
        return INTERPRETATION

    def _documents(self, side: Provenance, disclosure: str) -> frozenset[str]:
        return side.documents.get(disclosure, frozenset())

    def _differs(self, document: str) -> bool:
        old = self.old.readings.get(document)
        new = self.new.readings.get(document)
        return (
            old is None
            or new is None
            or _other_program(old, new)
            or old.corrections != new.corrections
        )

    def _ours(self, documents: frozenset[str] | set[str]) -> str:
        """Return which part of the program changed for documents that both releases hold."""
        pairs = [
            (self.old.readings.get(name), self.new.readings.get(name)) for name in sorted(documents)
        ]
        both = [(old, new) for old, new in pairs if old is not None and new is not None]
        if any(old.corrections != new.corrections for old, new in both):
            return CORRECTION
        if any(
            (old.reader, old.reader_version) != (new.reader, new.reader_version)
            for old, new in both
        ):
            return READER
        return INTERPRETATION


def _other_program(old: Reading, new: Reading) -> bool:
    """True where the same bytes could have come out otherwise; another file format alone is the
    publisher's choice.
    """
    if old.interpreter_version != new.interpreter_version:
        return True
    return (old.document_id == new.document_id or old.reader == new.reader) and (
        old.reader,
        old.reader_version,
    ) != (new.reader, new.reader_version)
